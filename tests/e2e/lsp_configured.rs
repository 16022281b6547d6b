//! Programs that the setting `saveloop.entry` names before their file is there.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

fn waiting(capabilities: Value) -> LspClient {
    let mut setup = Setup { options: json!({"entry": "late.ts"}), ..Setup::default() };
    for (name, value) in capabilities.as_object().expect("capabilities") {
        setup.capabilities[name] = value.clone();
    }
    let client = LspClient::start_with(&setup, &[]);
    let told = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    let message = told["message"].as_str().expect("text");
    assert!(message.starts_with("saveloop.entry is \"late.ts\", but there is no file"), "{message}");
    assert!(message.contains("it runs once there is"), "{message}");
    client
}

/// It runs, and nobody was told a second time that it was missing.
#[track_caller]
fn runs(client: &LspClient) {
    client.wait_for_state("late.ts", "live");
    client.wait_settled("late.ts");
    let heard = client.take_unread();
    assert!(heard.iter().all(|message| message["method"] != "window/showMessage"), "{heard:#?}");
}

fn write(client: &LspClient) {
    std::fs::write(client.directory().join("late.ts"), "console.log('late');\n").expect("a file");
}

#[test]
fn an_entry_that_was_missing_runs_when_it_is_saved() {
    let mut client = waiting(json!({}));
    client.open("other.ts", "1;\n");
    client.save("other.ts");
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"], json!([]));
    write(&client);
    client.save("late.ts");
    runs(&client);
}

#[test]
fn an_entry_that_was_missing_runs_when_it_is_opened() {
    let mut client = waiting(json!({}));
    write(&client);
    client.open("late.ts", "console.log('late');\n");
    runs(&client);
}

#[test]
fn an_entry_that_was_missing_runs_when_the_client_tells_of_its_file() {
    let mut client = waiting(json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}}));
    let is_registration = |message: &Value| message["method"] == "client/registerCapability";
    let request = client.wait_for("client/registerCapability", DEADLINE, is_registration);
    let registration = &request["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let pattern = registration["registerOptions"]["watchers"][0]["globPattern"].as_str().expect("a pattern");
    assert!(pattern.starts_with("**/*.{ts,"), "{pattern}");
    client.respond(&request, Value::Null);
    write(&client);
    let changes = json!([{"uri": client.uri("late.ts"), "type": 1}]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    runs(&client);
}

#[test]
fn an_entry_that_is_no_longer_asked_for_does_not_run() {
    let mut client = waiting(json!({}));
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"saveloop": {"entry": []}}}));
    write(&client);
    client.save("late.ts");
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"], json!([]));
}
