//! The domain `Profiler`: where the program spends its time (pure).

use runtime::debug::message::{ConsoleProfile, Profile, ProfileNode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::envelope::read;
use super::mirror::Mirror;
use super::plan::{Plan, Planned};
use super::value;

/// What this domain answers.
pub const METHODS: &[&str] = &["enable", "disable", "setSamplingInterval", "start", "stop"];

/// What it tells unasked.
pub const EVENTS: &[&str] = &["consoleProfileStarted", "consoleProfileFinished"];

/// As V8 samples when nobody says otherwise.
pub const DEFAULT_INTERVAL_US: u32 = 1000;

pub fn plan(method: &str, params: Value) -> Option<Planned> {
    #[derive(Deserialize)]
    struct Sampling {
        interval: u32,
    }
    Some(match method {
        "enable" => Ok(Plan::EnableProfiler(true)),
        "disable" => Ok(Plan::EnableProfiler(false)),
        "setSamplingInterval" => read::<Sampling>(params).map(|it| Plan::SamplingInterval(it.interval)),
        "start" => Ok(Plan::StartProfile),
        "stop" => Ok(Plan::StopProfile),
        _ => return None,
    })
}

/// The answer to `stop`.
pub fn stopped(recorded: &Profile, mirror: &Mirror) -> Value {
    json!({ "profile": profile(recorded, mirror) })
}

/// What the program's own beginning or end of a profile is told as.
pub fn console_profile(it: &ConsoleProfile, mirror: &Mirror) -> (&'static str, Value) {
    let location = match it.location {
        Some(at) => value::location(at),
        None => json!({ "scriptId": "0", "lineNumber": 0, "columnNumber": 0 }),
    };
    let mut params = json!({ "id": it.id.to_string(), "location": location, "title": it.title });
    match &it.recorded {
        None => ("Profiler.consoleProfileStarted", params),
        Some(recorded) => {
            params["profile"] = profile(recorded, mirror);
            ("Profiler.consoleProfileFinished", params)
        }
    }
}

/// A profile as DevTools saves it.
fn profile(profile: &Profile, mirror: &Mirror) -> Value {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); profile.nodes.len()];
    for (index, node) in profile.nodes.iter().enumerate() {
        if let Some(siblings) = node.parent.and_then(|parent| children.get_mut(parent as usize)) {
            siblings.push(index + 1);
        }
    }
    let nodes = profile.nodes.iter().zip(children).enumerate();
    let nodes = nodes.map(|(index, (node, children))| {
        json!({
            "id": index + 1,
            "callFrame": call_frame(node, mirror),
            "hitCount": node.hits,
            "children": children,
        })
    });
    json!({
        "nodes": nodes.collect::<Value>(),
        "startTime": profile.start,
        "endTime": profile.end,
        "samples": profile.samples.iter().map(|node| node + 1).collect::<Value>(),
        "timeDeltas": profile.deltas,
    })
}

fn call_frame(node: &ProfileNode, mirror: &Mirror) -> Value {
    let Some(at) = node.location else {
        return json!({
            "functionName": node.function, "scriptId": "0", "url": "", "lineNumber": -1, "columnNumber": -1,
        });
    };
    json!({
        "functionName": node.function,
        "scriptId": at.script.to_string(),
        "url": mirror.url(at.script),
        "lineNumber": at.position.line,
        "columnNumber": at.position.column,
    })
}
