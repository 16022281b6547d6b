//! Several debuggers of one program: each hears all in order, and none depends on another.

use saveloop_tests::cdp::Cdp;
use saveloop_tests::inspected::Inspected;
use serde_json::{Value, json};

const LOOP: &str = "\
let turns: number = 0;
setInterval(() => {
  turns += 1;
  console.log('turn');
}, 1);
";

fn attach(run: &Inspected) -> Cdp {
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("Runtime.enable", json!({}));
    cdp.call("Debugger.enable", json!({}));
    cdp.event("Runtime.executionContextCreated");
    cdp
}

fn line(pause: &Value) -> &Value {
    &pause["callFrames"][0]["location"]["lineNumber"]
}

#[test]
fn all_hear_of_a_pause_any_may_end_it_and_one_that_leaves_takes_only_its_own_breakpoints() {
    let mut run = Inspected::start(LOOP, &["--inspect=0"]);
    let (mut first, mut second, mut third) = (attach(&run), attach(&run), attach(&run));
    let set = |cdp: &mut Cdp, line: u32| {
        cdp.call("Debugger.setBreakpointByUrl", json!({"url": run.uri(), "lineNumber": line}))["breakpointId"]
            .clone()
    };
    let (one, two) = (set(&mut first, 2), set(&mut second, 3));
    for cdp in [&mut first, &mut second, &mut third] {
        let pause = cdp.event("Debugger.paused");
        assert!(pause["hitBreakpoints"] == json!([one]) || pause["hitBreakpoints"] == json!([two]));
    }
    third.call("Debugger.resume", json!({}));
    for cdp in [&mut first, &mut second, &mut third] {
        cdp.event("Debugger.resumed");
        cdp.event("Debugger.paused");
    }

    // The first leaves; soon the second stops only where it wants to, each time.
    drop(first);
    let mut in_a_row = 0;
    for _ in 0..100 {
        second.call("Debugger.resume", json!({}));
        let pause = second.event("Debugger.paused");
        in_a_row =
            if *line(&pause) == 3 && pause["hitBreakpoints"] == json!([two]) { in_a_row + 1 } else { 0 };
        if in_a_row == 5 {
            break;
        }
    }
    assert_eq!(in_a_row, 5, "the breakpoint of the one that left is gone");
    // And the last ones leave it running.
    drop((second, third));
    run.line_with("Debugger attached.");
    let before = run.printed();
    assert_eq!((before.as_str(), run.printed().as_str()), ("turn", "turn"));
}

#[test]
fn ten_thousand_messages_are_heard_by_each_in_order() {
    let text = "\
for (let at: number = 0; at < 10_000; at++) {
  console[['log', 'warn', 'error', 'info', 'debug'][at % 5]](at, 'of', { at });
}
";
    let run = Inspected::start(text, &["--inspect-wait=0"]);
    let (mut first, mut second) = (Cdp::connect(&run.url), Cdp::connect(&run.url));
    for cdp in [&mut first, &mut second] {
        cdp.call("Runtime.enable", json!({}));
    }
    first.call("Runtime.runIfWaitingForDebugger", json!({}));
    for cdp in [&mut first, &mut second] {
        for at in 0..10_000 {
            let said = cdp.event("Runtime.consoleAPICalled");
            let kind = ["log", "warning", "error", "info", "debug"][at % 5];
            assert_eq!((&said["args"][0]["value"], &said["type"]), (&json!(at), &json!(kind)));
            assert_eq!(said["args"][2]["preview"]["properties"][0]["value"], at.to_string());
            assert_eq!(said["stackTrace"]["callFrames"][0]["lineNumber"], 1);
        }
    }
}

#[test]
fn one_that_does_not_read_is_left_and_keeps_nobody_waiting() {
    let text = "let turn = 0;\nsetInterval(() => {\n  turn++;\n}, 1);\n";
    let run = Inspected::start(text, &["--inspect=0"]);
    let mut deaf = attach(&run);
    let mut other = attach(&run);
    // Two hundred megabytes that it does not take.
    for _ in 0..100 {
        deaf.send("Runtime.evaluate", json!({"expression": "'x'.repeat(2 << 20)"}));
    }
    for _ in 0..100 {
        let value = other.call("Runtime.evaluate", json!({"expression": "6 * 7"}));
        assert_eq!(value["result"]["value"], 42);
    }
    // It has been left: its pause would have ended, and its place is free.
    other.call("Debugger.pause", json!({}));
    other.event("Debugger.paused");
    assert!(deaf.is_left(), "more waited than may wait");
    other.call("Debugger.resume", json!({}));
}
