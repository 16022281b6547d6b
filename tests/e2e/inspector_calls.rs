//! Calls of the protocol whose answers V8 gives in a way of its own, in a running program.

use saveloop_tests::cdp::Cdp;
use saveloop_tests::inspected::Inspected;
use serde_json::{Value, json};

fn started() -> (Inspected, Cdp) {
    let run = Inspected::start("export {};\nsetInterval(() => {}, 1000);\n", &["--inspect=0"]);
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("Runtime.enable", json!({}));
    (run, cdp)
}

fn called(cdp: &mut Cdp, function: &str, argument: Value) -> Value {
    let params = json!({
        "functionDeclaration": function, "executionContextId": 1, "arguments": [argument], "returnByValue": true,
    });
    cdp.call("Runtime.callFunctionOn", params)["result"]["value"].take()
}

#[test]
fn arguments_arrive_as_they_were_sent() {
    let (_run, mut cdp) = started();
    for (argument, check) in [
        (json!({ "value": null }), "(a) => a === null"),
        (json!({}), "(a) => a === undefined"),
        (json!({ "value": false }), "(a) => a === false"),
        (json!({ "value": { "a": [1] } }), "(a) => a.a[0] === 1"),
        (json!({ "unserializableValue": "-0" }), "(a) => Object.is(a, -0)"),
        (json!({ "unserializableValue": "10n" }), "(a) => a === 10n"),
    ] {
        assert_eq!(called(&mut cdp, check, argument.clone()), true, "{argument} {check}");
    }
    let strict = "function () { 'use strict'; return this === globalThis; }";
    assert_eq!(called(&mut cdp, strict, json!({})), true);
}

#[test]
fn what_is_no_function_is_a_refusal() {
    let (_run, mut cdp) = started();
    let params = json!({ "functionDeclaration": "({})", "executionContextId": 1 });
    let id = cdp.send("Runtime.callFunctionOn", params);
    let error = cdp.answer(id).expect_err("no function");
    assert_eq!(error["message"], "Given expression does not evaluate to a function");
}

#[test]
fn an_evaluation_whose_time_is_over_is_a_refusal() {
    let (_run, mut cdp) = started();
    let id = cdp.send("Runtime.evaluate", json!({ "expression": "for (;;);", "timeout": 50 }));
    let error = cdp.answer(id).expect_err("it does not end");
    assert_eq!(error, json!({ "code": -32000, "message": "Execution was terminated" }));
    let after = cdp.call("Runtime.evaluate", json!({ "expression": "1 + 1", "timeout": 50 }));
    assert_eq!(after["result"]["value"], 2);
}

#[test]
fn what_can_be_awaited_is_awaited() {
    let (_run, mut cdp) = started();
    for (expression, value) in [
        ("Promise.resolve(1)", json!(1)),
        ("({ then(done) { done(7); } })", json!(7)),
        ("5", json!(5)),
        ("({ a: 1 })", json!({ "a": 1 })),
    ] {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        assert_eq!(cdp.call("Runtime.evaluate", params)["result"]["value"], value, "{expression}");
    }
}

#[test]
fn an_error_says_where_it_was_made() {
    let text = "function make() {\n  return new TypeError('made');\n}\n(globalThis as any).made = make();\nsetInterval(() => {}, 1000);\nconsole.log('ready');\n";
    let run = Inspected::start(text, &["--inspect=0"]);
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("Runtime.enable", json!({}));
    cdp.event("Runtime.consoleAPICalled");
    let error = cdp.call("Runtime.evaluate", json!({ "expression": "made" }))["result"].take();
    let params = json!({ "errorObjectId": error["objectId"] });
    let details = cdp.call("Runtime.getExceptionDetails", params)["exceptionDetails"].take();
    assert_eq!(details["text"], "TypeError: made");
    assert_eq!(details["stackTrace"]["callFrames"][0]["functionName"], "make");
    assert_eq!(details["stackTrace"]["callFrames"][0]["lineNumber"], 1);
    let other = cdp.call("Runtime.evaluate", json!({ "expression": "({})" }))["result"].take();
    let id = cdp.send("Runtime.getExceptionDetails", json!({ "errorObjectId": other["objectId"] }));
    assert_eq!(cdp.answer(id).expect_err("no error")["message"], "errorObjectId is not a JS error object");
}

#[test]
fn a_binding_calls_its_client() {
    let (_run, mut cdp) = started();
    cdp.call("Runtime.addBinding", json!({ "name": "tell" }));
    cdp.call("Runtime.evaluate", json!({ "expression": "tell('hello')" }));
    let called = cdp.event("Runtime.bindingCalled");
    assert_eq!((&called["name"], &called["payload"]), (&json!("tell"), &json!("hello")));
    for wrong in ["tell()", "tell(1)", "tell('a', 'b')"] {
        let answer = cdp.call("Runtime.evaluate", json!({ "expression": wrong }));
        let description = answer["exceptionDetails"]["exception"]["description"].as_str().unwrap_or_default();
        assert!(
            description.starts_with("Error: Invalid arguments: should be exactly one string."),
            "{answer:#}"
        );
    }
}
