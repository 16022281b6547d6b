//! A program that does not yield: it is told where, the editor is answered all the while, and the user
//! decides.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const LOOP: &str = "console.log('begun');\nfunction spin() {\n  while (true) Math.abs(1);\n}\nspin();\n";
const STUCK: &str = "console.log('begun');\nfunction stuck() {\n  [].copyWithin.call({ length: 2 ** 50 }, 0, 1);\n}\nstuck();\n";
const LONG: &str = "const end = Date.now() + 2500;\nwhile (Date.now() < end);\nconsole.log('over');\n";

/// Runs `main.ts` until it has begun.
fn running(text: &str, options: Value) -> LspClient {
    let setup = Setup { options, ..Setup::default() };
    let mut client = LspClient::start_with(&setup, &[("main.ts", text), ("other.ts", "1;\n")]);
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "started");
    client
}

/// The warning of a busy program.
#[track_caller]
fn busy(client: &LspClient) -> Value {
    client.wait_for_state("main.ts", "busy");
    let shown = client.shown("main.ts").expect("diagnostics");
    let warnings: Vec<_> = shown.into_iter().filter(|it| it["code"] == "busy").collect();
    let [warning] = warnings.try_into().expect("one warning");
    warning
}

#[track_caller]
fn actions(client: &mut LspClient, path: &str, range: &Value, context: Value) -> Vec<Value> {
    let params = json!({"textDocument": {"uri": client.uri(path)}, "range": range, "context": context});
    let actions = client.request("textDocument/codeAction", params).expect("code actions");
    actions.as_array().expect("a list").clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|it| it["title"].as_str().expect("a title")).collect()
}

#[track_caller]
fn perform(client: &mut LspClient, action: &Value) {
    let command = action["command"]["command"].as_str().expect("a command").to_owned();
    client.execute_command(&command, action["command"]["arguments"].clone()).expect("it is done");
}

fn codes(shown: &[Value]) -> Vec<&str> {
    shown.iter().filter_map(|it| it["code"].as_str()).collect()
}

#[test]
fn every_request_is_answered_while_a_program_does_not_yield() {
    for text in [LOOP, STUCK] {
        let mut client = running(text, json!({}));
        let uri = client.uri("main.ts");
        let start = json!({"line": 0, "character": 0});
        let about = json!({
            "textDocument": {"uri": uri}, "range": {"start": start, "end": start}, "context": {"diagnostics": []},
        });
        // All are sent before the first answer is read.
        let asked: Vec<i64> = (0..50)
            .map(|number| match number % 2 {
                0 => client.send_request("textDocument/codeAction", about.clone()),
                _ => client.send_request(
                    "workspace/executeCommand",
                    json!({"command": "saveloop.status", "arguments": []}),
                ),
            })
            .collect();
        for (number, id) in asked.into_iter().enumerate() {
            let answer = client.answer(id).expect("an answer");
            if number % 2 == 0 {
                let offered = answer.as_array().expect("actions");
                assert_eq!(
                    titles(offered),
                    ["Stop main.ts", "Restart main.ts", "Attach debugger to main.ts", "Open log of main.ts"]
                );
            } else {
                assert_eq!(answer["programs"][0]["state"], "running");
            }
        }
    }
}

#[test]
fn a_busy_program_can_be_stopped_or_kept_going_where_it_is() {
    for (text, line) in [(LOOP, 2), (STUCK, 2)] {
        let mut client = running(text, json!({"watchdog": 1}));
        let warning = busy(&client);
        assert_eq!(warning["range"]["start"]["line"], line, "{warning:#}");
        // As an editor asks at the cursor, by itself, for its light bulb.
        let context = json!({"diagnostics": [warning], "only": ["quickfix"], "triggerKind": 2});
        let offered = actions(&mut client, "main.ts", &warning["range"], context);
        assert_eq!(
            titles(&offered),
            ["Stop main.ts", "Keep main.ts going", "Attach debugger to main.ts", "Restart main.ts"]
        );
        for action in &offered[..2] {
            assert_eq!((&action["kind"], &action["diagnostics"]), (&json!("quickfix"), &json!([warning])));
        }
        // From a menu opened on the line by a client that sends no diagnostics along.
        let offered = actions(&mut client, "main.ts", &warning["range"], json!({"diagnostics": []}));
        assert_eq!(
            titles(&offered),
            ["Stop main.ts", "Keep main.ts going", "Attach debugger to main.ts", "Restart main.ts"]
        );
        assert_eq!(offered[1]["diagnostics"][0]["range"], warning["range"]);
        // Elsewhere in the file there is nothing to decide.
        let start = json!({"line": 0, "character": 0});
        let elsewhere = json!({"start": start, "end": start});
        let at_start = actions(&mut client, "main.ts", &elsewhere, json!({"diagnostics": []}));
        assert_eq!(
            titles(&at_start),
            ["Stop main.ts", "Restart main.ts", "Attach debugger to main.ts", "Open log of main.ts"]
        );

        perform(&mut client, &offered[0]);
        client.wait_for_state("main.ts", "stopped");
        assert_eq!(codes(&client.shown("main.ts").expect("diagnostics")), [""; 0]);
    }
}

#[test]
fn a_loop_that_calls_nothing_is_shown_where_it_is() {
    for (text, line) in [
        ("let x = 1;\nwhile (x) {}\n", 1),
        ("let x = 1;\nfor (;;) {\n  x++;\n}\n", 1),
        ("console.log('begun');\nfor (;;) {}\n", 1),
        ("console.log('begun');\nconst f = () => {\n  do {} while (true);\n};\nf();\n", 2),
        ("await 1;\nconsole.log('begun');\nwhile (true) {}\n", 2),
    ] {
        let client = running(text, json!({"watchdog": 1}));
        assert_eq!(busy(&client)["range"]["start"]["line"], line, "{text}");
    }
}

#[test]
fn a_program_that_is_busy_in_another_file_is_named_there() {
    let other = "export function spin() {\n  for (;;) {}\n}\n";
    let setup = Setup { options: json!({"watchdog": 1}), ..Setup::default() };
    let files = [("main.ts", "import { spin } from './other';\nspin();\n"), ("other.ts", other)];
    let mut client = LspClient::start_with(&setup, &files);
    client.open("other.ts", other);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "busy");
    let [warning] = client.shown("other.ts").expect("diagnostics").try_into().expect("one warning");
    let offered = actions(&mut client, "other.ts", &warning["range"], json!({"diagnostics": [warning]}));
    assert_eq!(
        titles(&offered),
        ["Stop main.ts", "Keep main.ts going", "Attach debugger to main.ts", "Run other.ts on save"]
    );
    perform(&mut client, &offered[1]);
    assert_eq!(client.diagnostics("other.ts"), [] as [Value; 0]);
    perform(&mut client, &offered[0]);
    client.wait_for_state("main.ts", "stopped");
}

#[test]
fn a_program_that_is_kept_going_is_not_told_again_in_this_turn_but_in_the_next() {
    let text = "function work() {\n  const end = Date.now() + 2500;\n  while (Date.now() < end);\n}\nwork();\nsetTimeout(work);\n";
    let mut client = running(text, json!({"watchdog": 1}));
    let warning = busy(&client);
    let offered = actions(&mut client, "main.ts", &warning["range"], json!({"diagnostics": [warning]}));
    perform(&mut client, &offered[1]);
    assert_eq!(codes(&client.diagnostics("main.ts")), [""; 0]);
    client.wait_for_state("main.ts", "yielded");
    let heard = client.take_unread();
    assert!(heard.iter().all(|message| message["params"]["state"] != "busy"), "{heard:#?}");
    busy(&client);
    client.wait_for_state("main.ts", "yielded");
    client.wait_settled("main.ts");
    assert_eq!(codes(&client.shown("main.ts").expect("diagnostics")), [""; 0]);
}

#[test]
fn without_a_watchdog_nothing_is_told() {
    for off in [json!(0), json!(false)] {
        let mut client = running(LONG, json!({ "watchdog": off }));
        let over = |params: &Value| params["message"] == "over";
        client.wait_for_notification("window/logMessage", over, DEADLINE);
        client.wait_settled("main.ts");
        let heard = client.take_unread();
        assert!(heard.iter().all(|message| message["params"]["state"] != "busy"), "{heard:#?}");
        // What is switched on counts at once.
        client.notify("workspace/didChangeConfiguration", json!({"settings": {"saveloop": {"watchdog": 1}}}));
        client.save_text("main.ts", LOOP);
        client.wait_for_state("main.ts", "busy");
    }
}

#[test]
fn a_save_a_stop_and_a_restart_end_a_program_that_does_not_yield() {
    for text in [LOOP, STUCK] {
        let mut client = running(text, json!({}));
        let uri = client.uri("main.ts");
        client.save_text("main.ts", &format!("{text}//\n"));
        let superseded = |params: &Value| {
            params["state"] == "started" && params["program"] == uri && params["generation"] != json!(1)
        };
        client.wait_for_notification("saveloop/generation", superseded, DEADLINE);
        client.execute_command("saveloop.restart", json!([uri])).expect("it restarts");
        let again = |params: &Value| params["state"] == "started" && params["cause"] == "restart";
        client.wait_for_notification("saveloop/generation", again, DEADLINE);
        client.execute_command("saveloop.stop", json!([uri])).expect("it stops");
        client.wait_for_state("main.ts", "stopped");
        client.save_text("main.ts", "console.log('mended');\n");
        client.run("main.ts");
    }
}
