//! `saveloop dap` comes to programs that run already: an editor's, a terminal's, by address, process or file.

use saveloop_tests::cdp::Cdp;
use saveloop_tests::dap::Dap;
use saveloop_tests::inspected::Inspected;
use saveloop_tests::lsp_client::{LspClient, Setup};
use serde_json::json;

const TICKS: &str = "\
let ticks = 0;
function tick(): void {
  ticks += 1;
  if (ticks === 1) console.log('ticking', process.pid);
}
setInterval(tick, 5);
";

fn in_editor(text: &str) -> (LspClient, String) {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "started");
    let address = client.execute_command("saveloop.attachDebugger", json!([uri])).expect("an address");
    (client, address["webSocketDebuggerUrl"].as_str().expect("an address").to_owned())
}

/// `initialized`, and breakpoints on these lines of a file.
#[track_caller]
fn attach(dap: &mut Dap, how: serde_json::Value, path: &std::path::Path, lines: &[u32]) {
    dap.call("attach", how);
    dap.begun();
    let lines: serde_json::Value = lines.iter().map(|line| json!({ "line": line })).collect();
    let set = dap.call("setBreakpoints", json!({ "source": { "path": path }, "breakpoints": lines }));
    // Who comes before the program's first file has been read hears of it later.
    if set["breakpoints"][0]["verified"] != true {
        assert_eq!(dap.event("breakpoint")["breakpoint"]["verified"], true, "{set:#}");
    }
    dap.call("configurationDone", json!({}));
}

#[test]
fn the_editors_program_is_debugged_over_saves_and_goes_on_without_the_debugger() {
    let (mut client, address) = in_editor(TICKS);
    let path =
        url::Url::parse(&client.uri("main.ts")).ok().and_then(|it| it.to_file_path().ok()).expect("a file");
    let mut dap = Dap::start(&[]);
    attach(&mut dap, json!({ "address": address }), &path, &[3]);
    assert_eq!(dap.event("stopped")["reason"], "breakpoint");
    assert_eq!(dap.places()[0], "tick:3");
    assert_eq!(dap.evaluate("typeof ticks", "hover").expect("a value")["result"], "\"number\"");

    // A save while it is paused is applied when it goes on, with the breakpoint in it.
    client.save_text("main.ts", &TICKS.replace("let ticks = 0", "let ticks = 1000"));
    client.wait_for_state("main.ts", "held");
    dap.call("continue", json!({ "threadId": 1 }));
    dap.event_with("loadedSource", |body| body["reason"] == "changed");
    dap.event("stopped");
    let ticks = dap.evaluate("ticks", "watch").expect("a value")["result"].clone();
    assert!(ticks.as_str().and_then(|it| it.parse::<u32>().ok()).is_some_and(|it| it >= 1000), "{ticks}");

    // It goes on without us.
    dap.call("disconnect", json!({}));
    assert!(dap.finish().success());
    client.save_text("main.ts", "console.log('over');\n");
    client.wait_settled("main.ts");
}

#[test]
fn a_debugger_may_restart_and_end_the_editors_program() {
    let (client, address) = in_editor(TICKS);
    let mut dap = Dap::start(&[]);
    dap.call("attach", json!({ "address": address }));
    dap.begun();
    dap.call("configurationDone", json!({}));
    dap.call("restart", json!({}));
    client.wait_for_state("main.ts", "started");
    dap.output("ticking");
    dap.call("disconnect", json!({ "terminateDebuggee": true }));
    client.wait_for_state("main.ts", "stopped");
    assert!(dap.finish().success());
}

#[test]
fn when_the_editors_program_is_stopped_what_the_client_still_asks_is_answered() {
    let (mut client, address) = in_editor(TICKS);
    let mut dap = Dap::start(&[]);
    dap.call("attach", json!({ "address": address }));
    dap.begun();
    dap.call("configurationDone", json!({}));
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.stop", json!([uri])).expect("it is stopped");
    dap.event("terminated");
    // Helix waits for this answer before it believes that the session is over.
    dap.call("disconnect", json!({ "restart": false }));
    assert!(dap.finish().success());
}

#[test]
fn a_program_in_a_terminal_is_found_by_its_file_and_by_its_process() {
    let mut run = Inspected::start_closed(TICKS, &["--hot"]);
    // Before it runs, nobody has a handler for the signal.
    assert!(run.printed().starts_with("ticking"));
    let mut by_file = Dap::start(&[]);
    attach(&mut by_file, json!({ "program": run.path }), &run.path, &[3]);
    by_file.event("stopped");
    let mut by_process = Dap::start(&[]);
    // Some clients ask a person for the number, and send text.
    by_process.call("attach", json!({ "pid": run.id() }));
    by_process.begun();
    // Who comes later hears of the pause, and may end it for both.
    assert_eq!(by_process.event("stopped")["reason"], "breakpoint");
    assert_eq!(by_process.places()[0], "tick:3");
    by_process.call("continue", json!({ "threadId": 1 }));
    by_file.event("continued");
    by_file.event("stopped");
}

#[test]
fn both_protocols_are_spoken_at_one_door() {
    let mut run = Inspected::start(TICKS, &["--inspect=0", "--hot"]);
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("Debugger.enable", json!({}));
    let mut dap = Dap::start(&[]);
    attach(&mut dap, json!({ "address": run.url }), &run.path, &[3]);
    let stopped = dap.event("stopped");
    assert!(stopped["hitBreakpointIds"].is_array(), "{stopped:#}");
    assert_eq!(cdp.event("Debugger.paused")["callFrames"][0]["functionName"], "tick");
    cdp.call("Debugger.resume", json!({}));
    dap.event("continued");
    dap.event("stopped");
    drop(cdp);
    run.line_with("Debugger attached.");
}

#[test]
fn a_run_that_ends_says_so() {
    let mut run = Inspected::start("console.log('short');\n", &["--inspect-wait=0"]);
    let mut dap = Dap::start(&[]);
    dap.call("attach", json!({ "address": run.url }));
    dap.begun();
    dap.call("configurationDone", json!({}));
    dap.output("short");
    dap.event("terminated");
    dap.call("disconnect", json!({}));
    assert!(dap.finish().success());
    assert_eq!(run.output(), "short\n");
}

#[test]
fn who_cannot_be_attached_to_is_said_in_words() {
    let mut dap = Dap::start(&[("main.ts", "")]);
    let mut why = |how| dap.request("attach", how).expect_err("nobody");
    assert_eq!(why(json!({ "pid": 999_999_999 })), "there is no process 999999999");
    assert_eq!(why(json!({ "pid": "some" })), "some is no process");
    assert!(why(json!({ "address": "localhost" })).contains("ws://"));
    assert!(why(json!({ "address": "ws://127.0.0.1:1/nobody" })).contains("127.0.0.1:1 cannot be reached"));
    let path = dap.path("main.ts");
    let why = dap.request("attach", json!({ "program": path })).expect_err("it does not run");
    assert!(why.contains("main.ts does not run in saveloop"), "{why}");
    // A door with another secret.
    let run = Inspected::start("setInterval(() => {}, 1000);\n", &["--inspect=0"]);
    let wrong = format!("ws://{}/12345678-1234-4234-8234-123456789012", run.address());
    let why = dap.request("attach", json!({ "address": wrong })).expect_err("the secret is another");
    assert!(why.contains("cannot be reached"), "{why}");
}
