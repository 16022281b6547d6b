//! Where a program stops for a client of the Debug Adapter Protocol, and what that client hears.

use saveloop_tests::dap::Dap;
use serde_json::{Value, json};

const LOOP: &str = "\
class Counter {
  total = 0;
  add(step: number): void {
    this.total += step;
  }
}
const twice = (value: number) => value * 2;
const counter = new Counter();
for (let i = 1; i <= 9; i++) {
  counter.add(twice(i));
}
console.log('total', counter.total);
";

fn with(dap: &mut Dap, breakpoints: Value) -> Value {
    let source = json!({ "path": dap.path("main.ts") });
    dap.call("setBreakpoints", json!({ "source": source, "breakpoints": breakpoints }))["breakpoints"].take()
}

#[test]
fn conditions_hit_counts_and_messages_decide() {
    let mut dap = Dap::start(&[("main.ts", LOOP)]);
    dap.launch(json!({}));
    let set = with(
        &mut dap,
        json!([
            { "line": 4, "condition": "step === 6" },
            { "line": 10, "hitCondition": ">= 8" },
            { "line": 10, "hitCondition": "now and then" },
            { "line": 12, "logMessage": "sum {counter.total} of {i}" },
        ]),
    );
    assert_eq!(set[2]["verified"], false);
    assert!(set[2]["message"].as_str().is_some_and(|text| text.contains("now and then")), "{set:#}");
    dap.call("configurationDone", json!({}));
    assert_eq!(dap.event("stopped")["hitBreakpointIds"], json!([set[0]["id"]]));
    assert_eq!(dap.evaluate("step", "watch").expect("a value")["result"], "6");
    dap.call("continue", json!({}));
    for i in ["8", "9"] {
        assert_eq!(dap.event("stopped")["hitBreakpointIds"], json!([set[1]["id"]]));
        assert_eq!(dap.evaluate("i", "watch").expect("a value")["result"], i);
        dap.call("continue", json!({}));
    }
    let logged = dap.output("sum");
    assert_eq!((&logged["output"], &logged["line"]), (&json!("sum 90 of <error>\n"), &json!(12)));
    dap.output("total 90");
}

#[test]
fn a_breakpoint_that_stays_keeps_its_number_and_its_count() {
    let mut dap = Dap::start(&[("main.ts", LOOP)]);
    dap.launch(json!({}));
    let first =
        with(&mut dap, json!([{ "line": 10, "hitCondition": "2" }, { "line": 4, "condition": "false" }]));
    let both = with(&mut dap, json!([{ "line": 12 }, { "line": 10, "hitCondition": "2" }]));
    assert_eq!(both[1]["id"], first[0]["id"]);
    assert_ne!(both[0]["id"], first[1]["id"]);
    dap.call("configurationDone", json!({}));
    assert_eq!(dap.event("stopped")["hitBreakpointIds"], json!([both[1]["id"]]));
    // Again, while it is loaded: it is bound at once, and has been hit twice.
    let again = with(&mut dap, json!([{ "line": 10, "hitCondition": "2" }, { "line": 12 }]));
    assert_eq!((&again[0]["id"], &again[0]["verified"]), (&both[1]["id"], &json!(true)));
    dap.call("continue", json!({}));
    assert_eq!(dap.event("stopped")["hitBreakpointIds"], json!([again[1]["id"]]));
    assert_eq!(with(&mut dap, json!([])), json!([]));
}

#[test]
fn functions_stop_by_their_names() {
    let mut dap = Dap::start(&[("main.ts", LOOP)]);
    dap.launch(json!({}));
    let names = json!([{ "name": "Counter.add", "hitCondition": "2" }, { "name": "twice", "condition": "value === 9" }, { "name": "nobody" }, { "name": " " }]);
    let set = dap.call("setFunctionBreakpoints", json!({ "breakpoints": names }));
    assert_eq!(set["breakpoints"][3]["verified"], false);
    dap.call("configurationDone", json!({}));
    let stopped = dap.event("stopped");
    assert_eq!(stopped["reason"], "function breakpoint");
    assert_eq!(stopped["hitBreakpointIds"], json!([set["breakpoints"][0]["id"]]));
    assert_eq!(dap.places(), ["add:4", "<module>:10"]);
    dap.call("continue", json!({}));
    assert_eq!(dap.event("stopped")["hitBreakpointIds"], json!([set["breakpoints"][1]["id"]]));
    assert_eq!(dap.places(), ["twice:7", "<module>:10"]);
}

#[test]
fn a_column_names_one_of_several_places_on_a_line() {
    let mut dap = Dap::start(&[("main.ts", LOOP)]);
    dap.run_to(&[8]);
    let source = json!({ "path": dap.path("main.ts") });
    let places = dap.call("breakpointLocations", json!({ "source": source, "line": 7 }));
    assert_eq!(places["breakpoints"], json!([{ "line": 7, "column": 1 }, { "line": 7, "column": 34 }]));
    let nowhere = json!({ "source": { "path": dap.path("other.ts") }, "line": 1 });
    assert_eq!(dap.call("breakpointLocations", nowhere)["breakpoints"], json!([]));
    let set = with(&mut dap, json!([{ "line": 7, "column": 34 }]));
    assert_eq!((&set[0]["line"], &set[0]["column"]), (&json!(7), &json!(34)));
    dap.call("continue", json!({}));
    dap.event("stopped");
    assert_eq!(dap.places(), ["twice:7", "<module>:10"]);
}

#[test]
fn a_client_that_counts_from_zero_is_answered_so() {
    let mut dap = Dap::spawn(&[("main.ts", LOOP)]);
    dap.initialize(json!({ "linesStartAt1": false, "columnsStartAt1": false }));
    dap.launch(json!({}));
    with(&mut dap, json!([{ "line": 3 }]));
    dap.call("configurationDone", json!({}));
    dap.event("stopped");
    assert_eq!(dap.places(), ["add:3", "<module>:9"]);
    assert_eq!(dap.frames()[0]["column"], 4);
}

const THROWS: &str = "\
function risky(kind: string): void {
  throw new RangeError(`${kind} went wrong`);
}
try {
  risky('caught');
} catch {}
setTimeout(() => risky('loose'), 1);
";

#[test]
fn exceptions_stop_where_they_are_thrown() {
    let mut dap = Dap::start(&[("main.ts", THROWS)]);
    dap.launch(json!({}));
    let why = dap.request("setExceptionBreakpoints", json!({ "filters": ["sometimes"] }));
    assert_eq!(why, Err("sometimes is no filter; there are all and uncaught".into()));
    dap.call("setExceptionBreakpoints", json!({ "filters": ["all"] }));
    dap.call("configurationDone", json!({}));
    let stopped = dap.event("stopped");
    assert_eq!(
        (&stopped["reason"], &stopped["text"]),
        (&json!("exception"), &json!("RangeError: caught went wrong"))
    );
    let info = dap.call("exceptionInfo", json!({ "threadId": 1 }));
    assert_eq!((&info["exceptionId"], &info["breakMode"]), (&json!("RangeError"), &json!("always")));
    assert_eq!(dap.places(), ["risky:2", "<module>:5"]);
    dap.call("setExceptionBreakpoints", json!({ "filters": ["uncaught"] }));
    dap.call("continue", json!({}));
    assert_eq!(dap.event("stopped")["text"], "RangeError: loose went wrong");
    let info = dap.call("exceptionInfo", json!({ "threadId": 1 }));
    assert_eq!(info["breakMode"], "unhandled");
    assert!(
        info["details"]["stackTrace"].as_str().is_some_and(|text| text.contains("main.ts:2:")),
        "{info:#}"
    );
    dap.call("continue", json!({}));
    dap.output("loose went wrong");
    assert!(dap.request("exceptionInfo", json!({ "threadId": 1 })).is_err());
}

#[test]
fn who_scheduled_a_callback_is_shown_behind_a_label() {
    let text = "\
function later(): void {
  console.log('now');
}
function schedule(): void {
  setTimeout(later, 1);
}
schedule();
";
    let mut dap = Dap::start(&[("main.ts", text)]);
    dap.run_to(&[2]);
    assert_eq!(dap.places(), ["later:2", "setTimeout", "schedule:5", "<anonymous>:7"]);
    let frames = dap.frames();
    let page = dap.call("stackTrace", json!({ "threadId": 1, "startFrame": 1, "levels": 2 }));
    assert_eq!(page["totalFrames"], 4);
    assert_eq!(page["stackFrames"].as_array().map(Vec::len), Some(2));
    assert_eq!(page["stackFrames"][1]["name"], "schedule");
    // It is only shown.
    assert_eq!(dap.call("scopes", json!({ "frameId": frames[2]["id"] }))["scopes"], json!([]));
}

#[test]
fn a_busy_program_pauses_and_goes_on() {
    let text = "let turns = 0;\nwhile (turns >= 0) {\n  turns = (turns + 1) % 1000;\n}\nconsole.log('out', turns);\n";
    let mut dap = Dap::start(&[("main.ts", text)]);
    dap.launch(json!({}));
    dap.call("configurationDone", json!({}));
    dap.event("loadedSource");
    assert_eq!(dap.request("next", json!({ "threadId": 1 })), Err("The program is running".into()));
    dap.call("pause", json!({ "threadId": 1 }));
    assert_eq!(dap.event("stopped")["reason"], "pause");
    let line = dap.frames()[0]["line"].as_u64().expect("a line");
    assert!((2..=3).contains(&line), "{line}");
    dap.call("stepIn", json!({ "threadId": 1 }));
    assert_eq!(dap.event("stopped")["reason"], "step");
    let frame = dap.frames()[0]["id"].clone();
    let assigned = json!({ "expression": "turns", "value": "-5", "frameId": frame });
    assert_eq!(dap.call("setExpression", assigned)["value"], "-5");
    dap.call("continue", json!({}));
    dap.output("out -");
    // What the pause has shown is over.
    let late = dap.request("scopes", json!({ "frameId": frame }));
    assert_eq!(late, Err("It belongs to a pause that is over".into()));
}

#[test]
fn what_the_engine_cannot_do_is_said() {
    let mut dap = Dap::start(&[("main.ts", LOOP)]);
    dap.run_to(&[4]);
    let frame = dap.frames()[0]["id"].clone();
    let why = dap.request("restartFrame", json!({ "frameId": frame }));
    assert_eq!(why, Err("The engine cannot restart a frame".into()));
    assert_eq!(dap.request("stepBack", json!({ "threadId": 1 })), Err("The engine cannot go back".into()));
    let why = dap.request("goto", json!({ "threadId": 1, "targetId": 1 }));
    assert_eq!(why, Err("The engine cannot jump to another statement".into()));
}
