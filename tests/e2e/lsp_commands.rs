//! What a user asks for, and what is said when it cannot be done.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

#[track_caller]
fn shown(client: &LspClient) -> String {
    let params = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    params["message"].as_str().unwrap().to_owned()
}

fn asked() -> Value {
    json!({"diagnostics": []})
}

#[test]
fn a_script_can_be_run_from_the_menu_of_quick_fixes() {
    let mut client = LspClient::start();
    for file in ["a.ts", "a.tsx", "a.mts", "a.cts", "a.js", "a.jsx", "a.mjs", "a.cjs"] {
        let uri = client.uri(file);
        assert_eq!(client.code_actions(&uri, asked()), [format!("Run {file} on save")]);
    }
    for uri in [client.uri("a.json"), "untitled:a.ts".to_owned()] {
        assert_eq!(client.code_actions(&uri, asked()), [""; 0], "{uri}");
    }
}

#[test]
fn code_actions_are_offered_only_where_they_are_asked_for() {
    let mut client = LspClient::start();
    let uri = client.uri("a.ts");
    let mut offered = |context: Value| !client.code_actions(&uri, context).is_empty();
    assert!(offered(json!({"diagnostics": [], "only": ["quickfix"]})));
    assert!(offered(json!({"diagnostics": [], "triggerKind": 1})));
    assert!(!offered(json!({"diagnostics": [], "only": ["source.fixAll"]})));
    assert!(!offered(json!({"diagnostics": [], "only": ["refactor"]})));
    assert!(!offered(json!({"diagnostics": [], "triggerKind": 2})));
}

#[test]
fn a_running_program_can_be_stopped_and_restarted() {
    let mut client = LspClient::start_with(&Setup::default(), &[("a.ts", "1")]);
    let uri = client.uri("a.ts");
    client.execute_command("saveloop.run", json!([uri])).unwrap();
    assert_eq!(
        client.code_actions(&uri, asked()),
        ["Stop a.ts", "Restart a.ts", "Attach debugger to a.ts", "Open log of a.ts"]
    );
    let status = client.execute_command("saveloop.status", json!([])).unwrap();
    assert_eq!(status["programs"][0]["program"], json!(uri));
    client.execute_command("saveloop.run", json!([uri])).unwrap();
    assert_eq!(shown(&client), "saveloop runs a.ts already");
}

#[test]
fn without_an_argument_the_last_document_is_run() {
    let mut client = LspClient::start_with(&Setup::default(), &[("a.ts", "1")]);
    client.execute_command("saveloop.run", json!([])).unwrap();
    assert_eq!(shown(&client), "saveloop: open the file to run first");
    client.open("a.ts", "1");
    client.execute_command("saveloop.run", json!([])).unwrap();
    let status = client.execute_command("saveloop.status", json!([])).unwrap();
    assert_eq!(status["programs"][0]["program"], json!(client.uri("a.ts")));
}

#[test]
fn what_cannot_be_run_or_stopped_is_said() {
    let mut client = LspClient::start();
    let cases = [
        ("saveloop.run", json!(["untitled:Untitled-1"]), "untitled:Untitled-1 is no file on disk"),
        ("saveloop.run", json!([client.uri("a.json")]), "is no JavaScript or TypeScript file"),
        ("saveloop.stop", json!([]), "saveloop runs no program"),
        ("saveloop.restart", json!([client.uri("a.ts")]), "saveloop does not run a.ts"),
    ];
    for (command, arguments, expected) in cases {
        client.execute_command(command, arguments).unwrap();
        let message = shown(&client);
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn the_log_is_shown_where_the_client_can_and_named_where_it_cannot() {
    let mut client = LspClient::start();
    client.execute_command("saveloop.showLog", json!([])).unwrap();
    assert!(shown(&client).ends_with("saveloop.log"));

    let capabilities = json!({"window": {"showDocument": {"support": true}}});
    let mut client = LspClient::start_with(&Setup { capabilities, ..Setup::default() }, &[]);
    client.execute_command("saveloop.showLog", json!([])).unwrap();
    let is_show = |message: &Value| message["method"] == "window/showDocument";
    let request = client.wait_for("window/showDocument", DEADLINE, is_show);
    assert!(request["params"]["uri"].as_str().unwrap().ends_with("saveloop.log"));
    client.respond(&request, json!({"success": false}));
    assert!(shown(&client).ends_with("saveloop.log"));
}

#[test]
fn entries_named_by_settings_start_at_once() {
    let setup = Setup { options: json!({"entry": ["a.ts"]}), ..Setup::default() };
    let mut client = LspClient::start_with(&setup, &[("a.ts", "1")]);
    let status = client.execute_command("saveloop.status", json!([])).unwrap();
    assert_eq!(status["programs"][0]["program"], json!(client.uri("a.ts")));
}

#[test]
fn settings_are_pulled_where_the_client_can_be_asked() {
    let capabilities = json!({"workspace": {"configuration": true}});
    let setup = Setup { capabilities, ..Setup::default() };
    let mut client = LspClient::start_with(&setup, &[("a.ts", "1"), ("b.ts", "1")]);
    for entry in ["a.ts", "b.ts"] {
        let is_pull = |message: &Value| message["method"] == "workspace/configuration";
        let request = client.wait_for("workspace/configuration", DEADLINE, is_pull);
        client.respond(&request, json!([{"entry": entry}]));
        client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    }
    let status = client.execute_command("saveloop.status", json!([])).unwrap();
    assert_eq!(status["programs"].as_array().unwrap().len(), 2);
}

#[test]
fn settings_that_make_no_sense_are_named() {
    let mut client = LspClient::start();
    let settings = json!({"saveloop": {"memoryLimit": "lots", "entry": "missing.ts"}});
    client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
    let message = shown(&client);
    assert!(message.starts_with("saveloop.memoryLimit is \"lots\"; give a number"), "{message}");
    let message = shown(&client);
    assert!(message.starts_with("saveloop.entry is \"missing.ts\", but there is no file"), "{message}");
}
