//! Somebody who saves, and has not run anything yet, is told why nothing happens: once.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const TEXT: &str = "console.log(1);\nsetInterval(() => {}, 1000);\n";

fn editor(name: &str) -> LspClient {
    let setup = Setup { client: json!({"name": name}), ..Setup::default() };
    let mut client = LspClient::start_with(&setup, &[("src/main.ts", TEXT), ("notes.md", "")]);
    client.open("src/main.ts", TEXT);
    client
}

fn said(messages: &[Value]) -> Vec<&str> {
    let shown = messages.iter().filter(|it| it["method"] == "window/showMessage");
    shown.map(|it| it["params"]["message"].as_str().unwrap()).collect()
}

#[test]
fn the_first_save_that_runs_nothing_is_explained_once() {
    let mut client = editor("Neovim");
    client.save("notes.md");
    client.save("src/main.ts");
    let shown = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    let expected = "saveloop: src/main.ts was saved, and no program runs. Choose \"Run main.ts on save\" among \
                    its code actions (gra); from then on every save is the reload";
    assert_eq!(shown["message"], expected);
    // What it says is what there is.
    let uri = client.uri("src/main.ts");
    assert_eq!(client.code_actions(&uri, json!({"diagnostics": []})), ["Run main.ts on save"]);
    client.save("src/main.ts");
    client.run("src/main.ts");
    client.execute_command("saveloop.stop", json!([uri])).expect("it stops");
    client.wait_for_state("src/main.ts", "stopped");
    client.save("src/main.ts");
    client.execute_command("saveloop.status", json!([])).expect("an answer");
    assert_eq!(said(&client.take_unread()), [""; 0]);
}

#[test]
fn an_editor_that_is_not_known_is_told_without_its_keys() {
    let mut client = editor("an editor of mine");
    client.save("src/main.ts");
    let shown = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    let text = shown["message"].as_str().unwrap();
    assert!(text.contains("among its code actions; from then on"), "{text}");
}
