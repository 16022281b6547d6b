//! The domains: who answers which method, and what `/json/protocol` says of it (pure).

use serde_json::{Value, json};

use super::envelope::Refusal;
use super::mirror::Mirror;
use super::plan::{Plan, Planned, done, nothing};
use super::{console_domain, debugger_domain, params, profiler_domain, runtime_domain};
use runtime::debug::message::Request;

/// Those that clients switch on before they know whether there is more.
const HEAP_PROFILER: &[&str] = &["enable", "disable", "collectGarbage"];
const SCHEMA: &[&str] = &["getDomains"];
const NODE_RUNTIME: &[&str] = &["enable", "disable", "notifyWhenWaitingForDisconnect"];

const DOMAINS: &[(&str, &[&str], &[&str])] = &[
    ("Runtime", runtime_domain::METHODS, runtime_domain::EVENTS),
    ("Debugger", debugger_domain::METHODS, debugger_domain::EVENTS),
    ("Profiler", profiler_domain::METHODS, profiler_domain::EVENTS),
    ("HeapProfiler", HEAP_PROFILER, &[]),
    ("Schema", SCHEMA, &[]),
    ("Console", console_domain::METHODS, console_domain::EVENTS),
    ("NodeRuntime", NODE_RUNTIME, &["waitingForDebugger", "waitingForDisconnect"]),
];

/// What a method leads to.
pub fn plan(method: &str, params: Value, mirror: &Mirror) -> Planned {
    let planned = match method.split_once('.') {
        Some(("Runtime", name)) => runtime_domain::plan(name, params, mirror),
        Some(("Debugger", name)) => debugger_domain::plan(name, params, mirror),
        Some(("Profiler", name)) => profiler_domain::plan(name, params),
        Some(("HeapProfiler", "enable" | "disable")) => Some(nothing()),
        Some(("HeapProfiler", "collectGarbage")) => Some(done(Request::CollectGarbage)),
        Some(("Console", name)) => console_domain::plan(name),
        Some(("NodeRuntime", "enable")) => Some(Ok(Plan::EnableNodeRuntime(true))),
        Some(("NodeRuntime", "disable")) => Some(Ok(Plan::EnableNodeRuntime(false))),
        Some(("NodeRuntime", "notifyWhenWaitingForDisconnect")) => {
            Some(Ok(Plan::NotifyDisconnect(params["enabled"] == true)))
        }
        Some(("Schema", "getDomains")) => {
            let domains = DOMAINS.iter().map(|(name, _, _)| json!({ "name": name, "version": "1.3" }));
            Some(Ok(Plan::Reply(json!({ "domains": domains.collect::<Value>() }))))
        }
        _ => None,
    };
    planned.unwrap_or_else(|| Err(Refusal::unknown_method(method)))
}

/// The protocol as clients read it that make their methods from it.
pub fn description() -> String {
    let domains = DOMAINS.iter().map(|(name, methods, events)| {
        let command = |method: &&str| {
            json!({ "name": method, "parameters": params::described(&format!("{name}.{method}")) })
        };
        let commands: Value = methods.iter().map(command).collect();
        let events: Value = events.iter().map(|name| json!({ "name": name })).collect();
        json!({ "domain": name, "commands": commands, "events": events })
    });
    json!({ "version": { "major": "1", "minor": "3" }, "domains": domains.collect::<Value>() }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_that_is_named_is_answered_and_no_other() {
        let mirror = Mirror::default();
        let is_unknown =
            |method: &str| plan(method, json!({}), &mirror) == Err(Refusal::unknown_method(method));
        for (domain, methods, _) in DOMAINS {
            for method in *methods {
                assert!(!is_unknown(&format!("{domain}.{method}")), "{domain}.{method}");
            }
        }
        for method in ["", "Runtime", "Runtime.", "Nope.nothing", "Runtime.nothing", "runtime.enable"] {
            assert!(is_unknown(method), "{method}");
        }
    }

    #[test]
    fn the_description_names_them_all() {
        let description: Value = serde_json::from_str(&description()).expect("JSON");
        let domains = description["domains"].as_array().expect("a list");
        assert_eq!(domains.len(), DOMAINS.len());
        let runtime = domains.iter().find(|domain| domain["domain"] == "Runtime").expect("Runtime");
        assert_eq!(runtime["commands"].as_array().map(Vec::len), Some(runtime_domain::METHODS.len()));
    }
}
