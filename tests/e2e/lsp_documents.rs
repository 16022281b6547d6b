//! Documents as clients open, change and lose them. Their texts are compared in the unit tests; here
//! is what the client gets to hear.

use saveloop_tests::lsp_client::LspClient;
use serde_json::{Value, json};

/// The warnings logged so far.
fn warnings(client: &mut LspClient) -> Vec<String> {
    client.execute_command("saveloop.status", json!([])).unwrap();
    let is_log = |message: &Value| message["method"] == "window/logMessage";
    let unread = client.take_unread();
    let message = |message: &Value| message["params"]["message"].as_str().unwrap().to_owned();
    unread.iter().filter(|message| is_log(message)).map(message).collect()
}

fn insert(line: u32, character: u32) -> Value {
    let at = json!({"line": line, "character": character});
    json!([{"range": {"start": at, "end": at}, "text": "x"}])
}

#[test]
fn an_orderly_document_is_not_remarked_upon() {
    let mut client = LspClient::start();
    client.open("a.ts", "let a = 1;\n");
    client.change_ranges("a.ts", insert(0, 0));
    client.change("a.ts", "let b = 2;\n");
    client.save("a.ts");
    client.close("a.ts");
    client.open("a.ts", "again");
    assert_eq!(warnings(&mut client), [""; 0]);
}

#[test]
fn bad_positions_are_harmless() {
    let mut client = LspClient::start();
    client.open("a.ts", "😀é\r\nx\ry\n");
    for (line, character) in [(0, 1), (0, 1 << 31), (1 << 31, 0), (u32::MAX, u32::MAX), (4, 4), (1, 9)] {
        client.change_ranges("a.ts", insert(line, character));
    }
    client.change_ranges(
        "a.ts",
        json!([{
            "range": {"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": 0}},
            "text": "",
        }]),
    );
    assert_eq!(warnings(&mut client), [""; 0]);
}

#[test]
fn a_negative_line_is_noticed_at_the_next_change() {
    let mut client = LspClient::start();
    client.open("a.ts", "x");
    client.change_ranges(
        "a.ts",
        json!([{
            "range": {"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 0}},
            "text": "",
        }]),
    );
    client.change_ranges("a.ts", insert(0, 0));
    let warnings = warnings(&mut client);
    assert!(warnings[0].contains("from version 1 to 3"), "{warnings:?}");
}

#[test]
fn odd_notifications_are_told_once_each() {
    let mut client = LspClient::start();
    client.open("a.ts", "1");
    client.open("a.ts", "2");
    client.change("b.ts", "never opened");
    client.close("c.ts");
    let warnings = warnings(&mut client);
    assert_eq!(warnings.len(), 3, "{warnings:?}");
    assert!(warnings[0].contains("opened twice"));
    assert!(warnings[1].contains("b.ts is not open"));
    assert!(warnings[2].contains("c.ts is not open"));
}

#[test]
fn documents_that_are_no_files_are_kept_quietly() {
    let mut client = LspClient::start();
    for uri in ["untitled:Untitled-1", "git:/a.ts?ref=HEAD", "vscode-notebook-cell:/a#1"] {
        client.open_uri(uri, "1");
        let document = json!({"uri": uri});
        client.notify("textDocument/didSave", json!({"textDocument": document}));
        client.notify("textDocument/didClose", json!({"textDocument": document}));
    }
    assert_eq!(warnings(&mut client), [""; 0]);
}

#[test]
fn opening_and_editing_runs_and_publishes_nothing() {
    let mut client = LspClient::start();
    client.open("a.ts", "throw new Error()");
    client.change("a.ts", "throw new Error('x')");
    client.save("a.ts");
    let status = client.execute_command("saveloop.status", json!([])).unwrap();
    assert_eq!(status["programs"], json!([]));
    assert_eq!(client.take_unread(), Vec::<Value>::new());
}
