//! What Helix asks of an adapter, in its order, and what it needs of the answers to show anything.

use saveloop_tests::dap::Dap;
use serde_json::{Value, json};

const TICKS: &str = "\
import { later } from './later.ts';
let ticks = 0;
function tick(step: number) {
  ticks += step;
  return ticks;
}
setInterval(() => tick(2), 5);
setTimeout(() => later(), 2 ** 30);
";

fn started() -> Dap {
    let files = [
        ("main.ts", TICKS),
        ("later.ts", "export function later() {}\n"),
        ("never.ts", "// Nobody imports it.\nconsole.log('never');\n"),
    ];
    let mut dap = Dap::spawn(&files);
    dap.initialize(json!({
        "clientID": "hx", "clientName": "helix", "locale": "en-us", "supportsVariablePaging": false,
        "supportsRunInTerminalRequest": true, "supportsMemoryReferences": false,
        "supportsProgressReporting": true, "supportsInvalidatedEvent": false,
    }));
    let directory = dap.path("");
    dap.launch(json!({ "cwd": directory }));
    dap
}

/// All breakpoints of a file, as after `space G b`: it takes the lines of the answer for its own.
#[track_caller]
fn toggled(dap: &mut Dap, name: &str, lines: &[u32]) {
    let source = json!({ "path": dap.path(name) });
    let wanted: Value = lines.iter().map(|line| json!({ "line": line })).collect();
    let arguments = json!({ "source": source, "breakpoints": wanted, "sourceModified": false });
    let set = dap.call("setBreakpoints", arguments);
    let told: Vec<&Value> =
        set["breakpoints"].as_array().expect("a list").iter().map(|it| &it["line"]).collect();
    assert_eq!(json!(told), json!(lines), "{set:#}");
}

#[test]
fn a_breakpoint_that_waits_for_its_code_or_is_refused_keeps_its_line() {
    let mut dap = started();
    toggled(&mut dap, "never.ts", &[2]);
    toggled(&mut dap, "main.ts", &[4]);
    let source = json!({ "path": dap.path("main.ts") });
    let refused = json!({ "line": 4, "hitCondition": "now and then" });
    let set = dap.call("setBreakpoints", json!({ "source": source, "breakpoints": [refused] }));
    assert_eq!(
        (&set["breakpoints"][0]["line"], &set["breakpoints"][0]["verified"]),
        (&json!(4), &json!(false))
    );
}

#[test]
fn it_stops_shows_steps_and_ends() {
    let mut dap = started();
    toggled(&mut dap, "main.ts", &[4]);
    assert_eq!(dap.call("configurationDone", json!({})), Value::Null);
    let stopped = dap.event("stopped");
    assert_eq!((&stopped["threadId"], &stopped["allThreadsStopped"]), (&json!(1), &json!(true)));
    dap.call("threads", json!({}));
    let stack = dap.call("stackTrace", json!({ "threadId": 1 }));
    let frame = &stack["stackFrames"][0];
    assert_eq!((&frame["name"], &frame["line"]), (&json!("tick"), &json!(4)));
    assert_eq!(frame["source"]["path"], json!(dap.path("main.ts")));
    let scopes = dap.call("scopes", json!({ "frameId": frame["id"] }));
    let local = scopes["scopes"][0]["variablesReference"].clone();
    let variables = dap.call("variables", json!({ "variablesReference": local }));
    let step = variables["variables"].as_array().expect("a list").iter().find(|it| it["name"] == "step");
    let step = step.expect("the parameter");
    assert_eq!((&step["value"], &step["type"]), (&json!("2"), &json!("number")));
    // `:debug-eval` names no context.
    let value = dap.call("evaluate", json!({ "expression": "step + 1", "frameId": frame["id"] }));
    assert_eq!(value["result"], "3");
    // What it takes for nothing has no body, what it reads as an object has one.
    assert_eq!(dap.call("next", json!({ "threadId": 1 })), Value::Null);
    assert_eq!(dap.event("stopped")["reason"], "step");
    let filters = dap.call("setExceptionBreakpoints", json!({ "filters": ["all", "uncaught"] }));
    assert_eq!(filters["breakpoints"].as_array().map(Vec::len), Some(2));
    assert_eq!(dap.call("continue", json!({ "threadId": 1 }))["allThreadsContinued"], true);
    dap.event("stopped");
    assert_eq!(dap.call("terminate", json!({ "restart": false })), Value::Null);
    dap.event("terminated");
    assert_eq!(dap.call("disconnect", json!({ "restart": false })), Value::Null);
    assert!(dap.finish().success());
}
