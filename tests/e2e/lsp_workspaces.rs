//! Clients that say little, folders that are several or none, entries that are not there.

use std::time::Instant;

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

fn folder(client: &LspClient, name: &str) -> Value {
    json!({"uri": client.uri(name), "name": name})
}

fn begin(client: &mut LspClient, params: Value) {
    client.request("initialize", params).expect("it is initialized");
    client.notify("initialized", json!({}));
}

fn programs(client: &mut LspClient) -> Vec<String> {
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    let programs = status["programs"].as_array().expect("a list");
    programs.iter().map(|it| it["program"].as_str().expect("a URI").to_owned()).collect()
}

#[test]
fn a_client_that_says_nothing_of_itself_is_served() {
    for params in [
        json!({"capabilities": {}}),
        json!({"capabilities": {}, "processId": null, "rootUri": null, "workspaceFolders": null}),
        json!({"capabilities": {"window": null, "workspace": null, "general": null, "textDocument": null}}),
        json!({"capabilities": {}, "workspaceFolders": [], "initializationOptions": []}),
    ] {
        let mut client = LspClient::spawn(&[("main.ts", "undefined.x;\n")]);
        begin(&mut client, params);
        let uri = client.uri("main.ts");
        client.execute_command("saveloop.run", json!([uri])).expect("it runs");
        let is_error = |params: &Value| params["uri"] == uri && params["diagnostics"][0]["severity"] == 1;
        client.wait_for_notification("textDocument/publishDiagnostics", is_error, DEADLINE);
        let tools = |message: &Value| message["method"] == "saveloop/generation";
        assert!(!client.take_unread().iter().any(tools), "only who asks is told");
        client.request("shutdown", Value::Null).expect("it shuts down");
    }
}

#[test]
fn an_entry_is_looked_for_in_every_folder() {
    let mut client = LspClient::spawn(&[("one/a.ts", "1;\n"), ("two/src/b.ts", "2;\n"), ("c.ts", "3;\n")]);
    let folders = [folder(&client, "one"), folder(&client, "two")];
    let options = json!({"entry": ["a.ts", "src/b.ts", "../c.ts"]});
    begin(
        &mut client,
        json!({"capabilities": {}, "workspaceFolders": folders, "initializationOptions": options}),
    );
    let expected: Vec<String> = ["c.ts", "one/a.ts", "two/src/b.ts"].map(|path| client.uri(path)).into();
    let mut running = programs(&mut client);
    running.sort();
    assert_eq!(running, expected);
    client.request("shutdown", Value::Null).expect("it shuts down");
}

#[test]
fn an_entry_that_cannot_be_run_is_named() {
    let files = [("data.json", "{}"), ("main.ts", "1;\n"), ("folder/x.ts", "")];
    for (entry, why) in [
        ("missing.ts", "there is no file"),
        ("folder", "there is no file"),
        ("data.json", "no JavaScript or TypeScript file"),
        ("file:///missing.ts", "there is no file"),
    ] {
        let setup = Setup { options: json!({"entry": entry}), ..Setup::default() };
        let mut client = LspClient::start_with(&setup, &files);
        let shown = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
        let message = shown["message"].as_str().expect("a message");
        assert!(message.contains(entry) && message.contains(why), "{message}");
        assert_eq!(programs(&mut client), [""; 0]);
    }
}

#[test]
fn without_a_folder_an_entry_has_to_be_absolute() {
    let mut client = LspClient::spawn(&[("main.ts", "1;\n")]);
    let absolute = client.directory().join("main.ts");
    let options = json!({"entry": ["main.ts", absolute]});
    begin(&mut client, json!({"capabilities": {}, "initializationOptions": options}));
    let shown = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    let message = shown["message"].as_str().expect("a message");
    assert!(message.contains("no folder is open"), "{message}");
    assert_eq!(programs(&mut client), [client.uri("main.ts")]);
    client.request("shutdown", Value::Null).expect("it shuts down");
}

/// Waits until the log has a line; each look is a request later than the one before.
#[track_caller]
fn wait_logged(client: &mut LspClient, line: &str) {
    let begin = Instant::now();
    loop {
        let log = std::fs::read_to_string(client.log_path()).expect("the log");
        if log.contains(line) {
            assert!(!log.contains("secret"), "{log}");
            return;
        }
        assert!(begin.elapsed() < DEADLINE, "no {line:?} in\n{log}");
        client.execute_command("saveloop.status", json!([])).expect("a status");
    }
}

#[test]
fn the_log_says_why_nothing_happens() {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", "let x = ;\n")]);
    client.open("main.ts", "let x = ;\n");
    client.open("apart.ts", "console.log('a secret');\n");
    client.save("apart.ts");
    wait_logged(&mut client, "apart.ts was saved; no program runs");
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!(["untitled:Untitled-1"])).expect("it is refused");
    wait_logged(&mut client, "untitled:Untitled-1 is no file on disk");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    wait_logged(&mut client, "main.ts: not applied, 1 error; nothing runs yet");
    client.save_text("main.ts", "console.log('a secret');\n");
    wait_logged(&mut client, "main.ts: gen 1: saved main.ts; 1 re-ran");
    client.save("main.ts");
    wait_logged(&mut client, "main.ts: no change in main.ts");
    client.save("apart.ts");
    wait_logged(&mut client, "no change in apart.ts, which it does not use");
    client.execute_command("saveloop.stop", json!([uri])).expect("it stops");
    wait_logged(&mut client, "main.ts: generation 1 stopped");
    client.save("main.ts");
    wait_logged(&mut client, "main.ts was saved; no program runs");
}
