//! Exceptions that stop only when a condition of the client's holds.

use saveloop_tests::cdp::Cdp;
use saveloop_tests::dap::Dap;
use saveloop_tests::inspected::Inspected;
use serde_json::{Value, json};

const THROWS: &str = "\
function risky(code: string): void {
  const error: any = new Error(`${code} went wrong`);
  error.code = code;
  throw error;
}
for (const code of ['A', 'B', 'C']) {
  try { risky(code); } catch {}
}
setTimeout(() => risky('D'), 1);
setTimeout(() => { Promise.reject(new RangeError('E')); }, 20);
setTimeout(() => console.log('all thrown'), 40);
";

fn started(options: Value) -> Dap {
    let mut dap = Dap::start(&[("main.ts", THROWS)]);
    dap.launch(json!({}));
    only(&mut dap, options);
    dap.call("configurationDone", json!({}));
    dap
}

#[track_caller]
fn only(dap: &mut Dap, options: Value) {
    dap.call("setExceptionBreakpoints", json!({ "filters": [], "filterOptions": options }));
}

#[track_caller]
fn stops_for(dap: &mut Dap, text: &str) {
    assert_eq!(dap.event("stopped")["text"], text);
}

#[test]
fn a_condition_sees_the_error_and_the_variables_where_it_is_thrown() {
    let mut dap = Dap::spawn(&[]);
    let filters = dap.initialize(json!({}))["exceptionBreakpointFilters"].take();
    assert!(filters.as_array().is_some_and(|all| all.iter().all(|it| it["supportsCondition"] == true)));
    let mut dap = started(json!([{ "filterId": "all", "condition": "error.code === 'B'" }]));
    stops_for(&mut dap, "Error: B went wrong");
    assert_eq!(dap.places()[0], "risky:4");
    // By the function's own variable, and what nothing catches only.
    only(&mut dap, json!([{ "filterId": "uncaught", "condition": "typeof code === 'string'" }]));
    dap.call("continue", json!({}));
    stops_for(&mut dap, "Error: D went wrong");
    only(&mut dap, json!([{ "filterId": "uncaught", "condition": "error instanceof RangeError" }]));
    dap.call("continue", json!({}));
    stops_for(&mut dap, "RangeError: E");
    dap.call("continue", json!({}));
    dap.output("all thrown");
}

#[test]
fn each_filter_has_a_condition_of_its_own() {
    let mut dap = started(json!([
        { "filterId": "all", "condition": "error.code === 'C'" },
        { "filterId": "uncaught" },
    ]));
    for text in ["Error: C went wrong", "Error: D went wrong", "RangeError: E"] {
        stops_for(&mut dap, text);
        dap.call("continue", json!({}));
    }
    dap.output("all thrown");
}

#[test]
fn a_condition_that_fails_stops_nothing() {
    let mut dap = started(json!([
        { "filterId": "all", "condition": "nobody.knows" },
        { "filterId": "uncaught", "condition": "(" },
    ]));
    dap.output("all thrown");
    assert!(dap.kept().iter().all(|message| message["event"] != "stopped"));
}

#[test]
fn one_clients_condition_is_not_anothers() {
    let text = THROWS.replace("for (", "console.log('begins');\nfor (");
    let run = Inspected::start(&text, &["--inspect-wait=0", "--hot"]);
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("Debugger.enable", json!({}));
    let mut dap = Dap::start(&[]);
    dap.call("attach", json!({ "address": run.url }));
    dap.event("initialized");
    only(&mut dap, json!([{ "filterId": "all", "condition": "error.code === 'B'" }]));
    cdp.call("Debugger.setPauseOnExceptions", json!({ "state": "caught" }));
    dap.call("configurationDone", json!({}));
    for text in ["Error: A went wrong", "Error: B went wrong", "Error: C went wrong"] {
        stops_for(&mut dap, text);
        dap.call("continue", json!({}));
    }
    dap.output("all thrown");
}
