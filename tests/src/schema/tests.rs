//! The validator finds what it is there for.

use serde_json::{Value, json};

use super::problems;

fn published(diagnostic: Value) -> Value {
    let params = json!({"uri": "file:///a.ts", "diagnostics": [diagnostic]});
    json!({"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params})
}

fn diagnostic() -> Value {
    let start = json!({"line": 0, "character": 0});
    json!({"range": {"start": start, "end": start}, "severity": 1, "message": "m"})
}

#[test]
fn what_the_protocol_knows_passes() {
    assert_eq!(problems(&published(diagnostic()), None), [""; 0]);
    let answer = json!({"jsonrpc": "2.0", "id": 1, "result": null});
    assert_eq!(problems(&answer, Some("shutdown")), [""; 0]);
}

#[test]
fn members_that_are_unknown_missing_or_wrong_are_told_with_their_place() {
    let mut wrong = diagnostic();
    wrong["colour"] = json!("red");
    wrong["severity"] = json!(7);
    wrong["range"]["end"]["line"] = json!(-1);
    wrong.as_object_mut().expect("an object").remove("message");
    let mut found = problems(&published(wrong), None);
    found.sort();
    let place = "/textDocument/publishDiagnostics/diagnostics/0";
    assert_eq!(
        found,
        [
            format!("{place}/message: is missing"),
            format!("{place}/range/end/line: is no uinteger: -1"),
            format!("{place}/severity: is no DiagnosticSeverity: 7"),
            format!("{place}: has `colour`, which is not known"),
        ]
    );
}

#[test]
fn messages_of_no_known_kind_are_told() {
    let unknown = json!({"jsonrpc": "2.0", "method": "window/dance", "params": {}});
    assert_eq!(
        problems(&unknown, None),
        ["message: `window/dance` is not among the notifications of the schema"]
    );
    let both = json!({"jsonrpc": "2.0", "id": 1, "result": 1, "error": {"code": 1, "message": ""}});
    assert_eq!(problems(&both, None), ["message: must have either a result or an error"]);
}

#[test]
fn a_state_decides_which_fields_a_generation_has() {
    let params = json!({"program": "file:///a.ts", "state": "settled", "generation": 0, "alive": true});
    let message = json!({"jsonrpc": "2.0", "method": "saveloop/generation", "params": params});
    let found = problems(&message, None);
    assert_eq!(found.last().map(String::as_str), Some("/saveloop/generation/generation: is no positive: 0"));
}
