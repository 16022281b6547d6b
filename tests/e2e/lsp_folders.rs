//! Folders that come to a workspace while it is open, and leave it.

use saveloop_tests::lsp_client::{DEADLINE, LspClient};
use serde_json::{Value, json};

fn folder(client: &LspClient, name: &str) -> Value {
    json!({"uri": client.uri(name), "name": name})
}

fn change(client: &mut LspClient, added: &[&str], removed: &[&str]) {
    let folders = |names: &[&str]| names.iter().map(|name| folder(client, name)).collect::<Vec<_>>();
    let event = json!({"added": folders(added), "removed": folders(removed)});
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
}

#[test]
fn an_entry_is_found_in_a_folder_that_comes_later() {
    let mut client = LspClient::spawn(&[("one/a.ts", "1;\n"), ("two/b.ts", "2;\n")]);
    let params = json!({
        "capabilities": {},
        "workspaceFolders": [folder(&client, "one")],
        "initializationOptions": {"entry": "b.ts", "experimental": {"generation": true}},
    });
    let answer = client.request("initialize", params).expect("it is initialized");
    let announced = &answer["capabilities"]["workspace"]["workspaceFolders"];
    assert_eq!(*announced, json!({"supported": true, "changeNotifications": true}));
    client.notify("initialized", json!({}));
    let missing = |params: &Value| params["message"].as_str().is_some_and(|it| it.contains("b.ts"));
    client.wait_for_notification("window/showMessage", missing, DEADLINE);

    change(&mut client, &["two"], &[]);
    client.wait_for_state("two/b.ts", "live");

    // What runs of a folder that leaves goes on.
    change(&mut client, &[], &["two"]);
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"][0]["state"], "live");
    client.request("shutdown", Value::Null).expect("it shuts down");
}
