//! What stands beside lines is an inlay hint or a diagnostic, as the client shows it, and never both.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const PROGRAM: &str = "const a = 2; //?\nconsole.log('printed');\nnull_.x;\n";

fn start(capabilities: Value, settings: Value) -> (LspClient, Value) {
    let mut client = LspClient::spawn(&[("main.ts", PROGRAM)]);
    let announced = client.initialize(&Setup { capabilities, options: settings, ..Setup::default() });
    client.open("main.ts", PROGRAM);
    client.run("main.ts");
    (client, announced["inlayHintProvider"].clone())
}

fn refreshing() -> Value {
    let mut capabilities = Setup::default().capabilities;
    capabilities["workspace"] = json!({"inlayHint": {"refreshSupport": true}});
    capabilities
}

/// The codes of what a file shows as diagnostics.
fn codes(client: &LspClient) -> Vec<String> {
    let all = client.shown("main.ts").unwrap_or_default();
    let mut all: Vec<String> = all.iter().filter_map(|it| it["code"].as_str().map(str::to_owned)).collect();
    all.sort();
    all
}

/// Line, character and text of the hints between two lines.
fn hints(client: &mut LspClient, from: u32, to: u32) -> Vec<(u64, u64, String)> {
    let range = json!({"start": {"line": from, "character": 0}, "end": {"line": to, "character": 0}});
    let params = json!({"textDocument": {"uri": client.uri("main.ts")}, "range": range});
    let all = client.request("textDocument/inlayHint", params).expect("an answer");
    let hint = |it: &Value| {
        let number = |key: &str| it["position"][key].as_u64().expect("a number");
        (number("line"), number("character"), it["label"].as_str().expect("a text").to_owned())
    };
    let mut all: Vec<_> = all.as_array().expect("a list").iter().map(hint).collect();
    all.sort();
    all
}

fn wait_for_refresh(client: &mut LspClient) {
    let request = client.wait_for("workspace/inlayHint/refresh", DEADLINE, |message| {
        message["method"] == "workspace/inlayHint/refresh"
    });
    client.respond(&request, Value::Null);
}

#[test]
fn a_client_that_cannot_refresh_has_diagnostics_and_is_not_offered_hints() {
    let (client, offered) = start(Setup::default().capabilities, json!({"hints": "inlay"}));
    assert_eq!(offered, Value::Null);
    assert_eq!(codes(&client), ["console", "uncaught", "value"]);
}

#[test]
fn a_client_that_asks_gets_hints_and_no_diagnostics_beside_them() {
    let (mut client, offered) = start(refreshing(), json!({}));
    assert_eq!(offered, json!(true));
    assert_eq!(codes(&client), ["console", "uncaught", "value"], "it has not asked yet");
    hints(&mut client, 0, 9);
    wait_for_refresh(&mut client);
    assert_eq!(codes(&client), ["uncaught"]);
    let expected = [(0, 16, "2".to_owned()), (1, 23, "printed".to_owned())];
    assert_eq!(hints(&mut client, 0, 9), expected);
    assert_eq!(hints(&mut client, 1, 1), expected[1..]);
    client.change("main.ts", &PROGRAM.replace("console.log('printed')", "\nconsole.log('printed')"));
    wait_for_refresh(&mut client);
    assert_eq!(hints(&mut client, 0, 9), [(0, 16, "2".to_owned()), (2, 23, "printed".to_owned())]);
    client.save_text("main.ts", "const a = 3; //?\n");
    client.wait_settled("main.ts");
    wait_for_refresh(&mut client);
    assert_eq!(hints(&mut client, 0, 9), [(0, 16, "3".to_owned())]);
    assert_eq!(codes(&client), Vec::<String>::new());
}

#[test]
fn the_setting_says_which_whoever_asks() {
    let (mut client, _) = start(refreshing(), json!({"hints": "diagnostics"}));
    assert_eq!(hints(&mut client, 0, 9), []);
    assert_eq!(codes(&client), ["console", "uncaught", "value"]);
    let (mut client, _) = start(refreshing(), json!({"hints": "inlay"}));
    assert_eq!(codes(&client), ["uncaught"]);
    assert_eq!(hints(&mut client, 0, 9).len(), 2);
}

#[test]
fn tests_that_pass_are_hints_too_where_no_lens_shows_them() {
    let text = "import test from 'node:test';\ntest('one', () => {});\n";
    let mut client = LspClient::spawn(&[("main.ts", text)]);
    client.initialize(&Setup {
        capabilities: refreshing(),
        options: json!({"hints": "inlay"}),
        ..Setup::default()
    });
    client.open("main.ts", text);
    client.run("main.ts");
    let shown = hints(&mut client, 0, 9);
    assert!(matches!(&shown[..], [(1, 22, text)] if text.starts_with("✓ one")), "{shown:?}");
    assert_eq!(codes(&client), Vec::<String>::new());
}
