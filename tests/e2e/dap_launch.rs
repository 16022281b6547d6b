//! `saveloop dap` starts a program, and ends with it.

use saveloop_tests::dap::Dap;
use serde_json::{Value, json};

const ADD: &str = "\
function add(a: number, b: number): number {
  const sum = a + b;
  return sum;
}
const three = add(1, 2);
console.log(three);
";

#[test]
fn a_program_is_launched_stopped_stepped_and_run_to_its_end() {
    let mut dap = Dap::start(&[("main.ts", ADD)]);
    dap.launch(json!({ "hot": false }));
    // Nothing of it is there yet.
    let set = dap.set_breakpoints("main.ts", &[2]);
    assert_eq!(set[0]["verified"], false);
    assert!(set[0]["message"].as_str().is_some_and(|text| !text.is_empty()), "{set:#}");
    dap.call("setExceptionBreakpoints", json!({ "filters": ["uncaught"] }));
    dap.call("configurationDone", json!({}));
    let bound = dap.event("breakpoint");
    assert_eq!(bound["breakpoint"]["id"], set[0]["id"]);
    assert_eq!((&bound["breakpoint"]["verified"], &bound["breakpoint"]["line"]), (&json!(true), &json!(2)));

    let stopped = dap.event("stopped");
    assert_eq!(stopped["reason"], "breakpoint");
    assert_eq!(stopped["hitBreakpointIds"], json!([set[0]["id"]]));
    assert_eq!(dap.call("threads", json!({}))["threads"], json!([{ "id": 1, "name": "main.ts" }]));
    assert_eq!(dap.places(), ["add:2", "<module>:5"]);
    assert_eq!(dap.frames()[0]["source"]["path"], json!(dap.path("main.ts")));
    let local = dap.scope(0, "Local");
    let variables: Vec<(Value, Value)> =
        dap.variables(&local).iter().map(|it| (it["name"].clone(), it["value"].clone())).collect();
    let expected = [("a", "1"), ("b", "2"), ("sum", "(not initialized yet)")];
    assert_eq!(variables, expected.map(|(name, value)| (json!(name), json!(value))));

    dap.call("next", json!({ "threadId": 1 }));
    assert_eq!(dap.event("stopped")["reason"], "step");
    assert_eq!(dap.places(), ["add:3", "<module>:5"]);
    dap.call("stepOut", json!({ "threadId": 1 }));
    dap.event("stopped");
    assert_eq!(dap.places(), ["<module>:6"]);
    assert_eq!(dap.call("continue", json!({ "threadId": 1 }))["allThreadsContinued"], true);
    let printed = dap.output("3");
    assert_eq!((&printed["category"], &printed["output"]), (&json!("stdout"), &json!("3\n")));
    assert_eq!((&printed["line"], &printed["source"]["path"]), (&json!(6), &json!(dap.path("main.ts"))));
    assert_eq!(dap.event("exited")["exitCode"], 0);
    dap.event("terminated");
    dap.call("disconnect", json!({}));
    assert!(dap.finish().success());
}

#[test]
fn arguments_variables_and_the_directory_reach_the_program() {
    let text = "\
console.log(JSON.stringify([process.argv.slice(2), process.env.GIVEN, process.env.FILED, process.cwd()]));
process.exit(7);
";
    let mut dap = Dap::start(&[("in/main.ts", text), ("in/some.env", "FILED=from a file\nGIVEN=late\n")]);
    let folder = dap.path("in");
    dap.launch(json!({
        "program": "main.ts",
        "cwd": folder,
        "args": ["--one", "two"],
        "env": { "GIVEN": "yes", "NOTHING": null },
        "envFile": "some.env",
        "hot": false,
    }));
    dap.call("configurationDone", json!({}));
    let expected = json!([["--one", "two"], "yes", "from a file", folder]).to_string();
    dap.output(&expected);
    assert_eq!(dap.event("exited")["exitCode"], 7);
}

#[test]
fn a_program_stops_on_entry_when_that_is_asked_for() {
    let mut dap = Dap::start(&[("main.ts", ADD)]);
    dap.launch(json!({ "stopOnEntry": true }));
    dap.call("configurationDone", json!({}));
    assert_eq!(dap.event("stopped")["reason"], "entry");
    assert_eq!(dap.places(), ["<module>:5"]);
    dap.call("terminate", json!({}));
    assert_eq!(dap.event("exited")["exitCode"], 0);
    dap.event("terminated");
    assert!(dap.finish().success());
}

#[test]
fn what_cannot_be_launched_is_said_in_words() {
    let mut dap = Dap::start(&[("main.ts", ADD)]);
    let refused = |dap: &mut Dap, arguments: Value| dap.request("launch", arguments).expect_err("no program");
    assert!(refused(&mut dap, json!({})).contains("program"));
    assert_eq!(refused(&mut dap, json!({ "program": "gone.ts" })), "gone.ts: there is no such file");
    assert_eq!(refused(&mut dap, json!({ "program": "." })), ".: is a directory; name the file to run");
    let why = refused(&mut dap, json!({ "program": "main.ts", "envFile": ["none.env"] }));
    assert!(why.contains("none.env"), "{why}");
    let why = refused(&mut dap, json!({ "program": "main.ts", "cwd": "nowhere" }));
    assert!(why.contains("there is no such directory"), "{why}");
    // The next try may succeed.
    dap.launch(json!({ "hot": false }));
    dap.call("configurationDone", json!({}));
    dap.event("terminated");
}

#[test]
fn a_program_that_fails_ends_with_its_error_and_code() {
    let text = "function broken(): void {\n  throw new TypeError('no such luck');\n}\nbroken();\n";
    let mut dap = Dap::start(&[("main.ts", text)]);
    dap.launch(json!({ "hot": false }));
    dap.call("configurationDone", json!({}));
    let said = dap.output("no such luck");
    assert_eq!((&said["category"], &said["line"]), (&json!("stderr"), &json!(2)));
    assert_eq!(dap.event("exited")["exitCode"], 1);
}

#[test]
fn a_client_that_leaves_takes_its_program_along() {
    let text = "require('fs').writeFileSync('pid', String(process.pid));\nconsole.log('up');\nsetInterval(() => {}, 1000);\n";
    let mut dap = Dap::start(&[("main.ts", text)]);
    dap.launch(json!({}));
    dap.call("configurationDone", json!({}));
    dap.output("up");
    let pid = std::fs::read_to_string(dap.path("pid")).expect("it ran");
    assert!(dap.finish().success());
    assert!(!std::path::Path::new(&format!("/proc/{pid}")).exists(), "its engine goes on");
}

#[test]
fn a_client_may_leave_a_program_running_to_its_end() {
    let text = "\
const fs = require('fs');
console.log('up');
const timer = setInterval(() => {
  if (!fs.existsSync('go')) return;
  fs.writeFileSync('done', 'yes');
  clearInterval(timer);
}, 5);
";
    let mut dap = Dap::start(&[("main.ts", text)]);
    dap.launch(json!({ "hot": false }));
    dap.call("configurationDone", json!({}));
    dap.output("up");
    let (go, done) = (dap.path("go"), dap.path("done"));
    dap.call("disconnect", json!({ "terminateDebuggee": false }));
    std::fs::write(go, "").expect("written");
    assert!(dap.ends().success());
    assert_eq!(std::fs::read_to_string(done).expect("it went on"), "yes");
}

#[test]
fn a_restart_keeps_the_breakpoints() {
    let mut dap = Dap::start(&[("main.ts", ADD)]);
    dap.run_to(&[2]);
    dap.call("restart", json!({}));
    dap.event("continued");
    let stopped = dap.event("stopped");
    assert_eq!(stopped["reason"], "breakpoint");
    assert_eq!(dap.places(), ["add:2", "<module>:5"]);
}
