//! `saveloop.handles`: what programs have running, asked by an editor.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const MAIN: &str = "import './clock';\nsetTimeout(() => {}, 1e6).unref();\n";
const CLOCK: &str = "export const tick = setInterval(() => {}, 60_000);\n";

fn running() -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", MAIN), ("clock.ts", CLOCK)]);
    client.open("main.ts", MAIN);
    client.open("clock.ts", CLOCK);
    client.run("main.ts");
    client
}

#[track_caller]
fn handles(client: &mut LspClient) -> Value {
    client.execute_command("saveloop.handles", json!([])).expect("an answer")
}

fn message(client: &LspClient) -> String {
    let params = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    params["message"].as_str().expect("a text").to_owned()
}

fn handle_count(client: &mut LspClient) -> Value {
    client.execute_command("saveloop.status", json!([])).expect("a status")["programs"][0]["handles"].clone()
}

#[test]
fn every_handle_is_told_with_its_owner_and_place() {
    let mut client = running();
    assert_eq!(handle_count(&mut client), 2);
    let mut told = handles(&mut client);
    let held =
        told["programs"][0].as_object_mut().and_then(|program| program.remove("held")).expect("counts");
    assert_eq!((&held["modules"], &held["hot"]), (&json!(2), &json!(2)), "{held:#}");
    for handle in told["programs"][0]["handles"].as_array_mut().expect("a list") {
        assert!(handle["dueMs"].take().as_u64().is_some_and(|due| due <= 1_000_000), "{handle:#}");
        assert!(handle["ageMs"].take().is_u64());
    }
    let at = |path: &str, line: u32, start: u32, end: u32| {
        let range =
            json!({"start": {"line": line, "character": start}, "end": {"line": line, "character": end}});
        json!({"uri": client.uri(path), "range": range})
    };
    assert_eq!(
        told["programs"],
        json!([{
            "program": client.uri("main.ts"),
            "handles": [
                {
                    "kind": "interval", "what": "setInterval 60000 ms", "owner": client.uri("clock.ts"),
                    "place": at("clock.ts", 0, 20, 49), "generation": 1,
                    "ageMs": null, "dueMs": null, "keepsAlive": true,
                },
                {
                    "kind": "timeout", "what": "setTimeout 1000000 ms", "owner": client.uri("main.ts"),
                    "place": at("main.ts", 1, 0, 25), "generation": 1,
                    "ageMs": null, "dueMs": null, "keepsAlive": false,
                },
            ],
        }])
    );
    assert_eq!(
        message(&client),
        "main.ts: 2 handles: setInterval 60000 ms (clock.ts, generation 1), \
         setTimeout 1000000 ms (main.ts, generation 1)"
    );
}

#[test]
fn a_place_moves_with_edits_and_is_not_told_when_its_line_is_gone() {
    let mut client = running();
    client.change("clock.ts", &format!("// above\n{CLOCK}"));
    let told = handles(&mut client);
    assert_eq!(
        told["programs"][0]["handles"][0]["place"]["range"]["start"],
        json!({"line": 1, "character": 20})
    );
    client.change("clock.ts", "");
    let told = handles(&mut client);
    assert_eq!(told["programs"][0]["handles"][0]["place"], Value::Null);
}

#[test]
fn fifty_saves_leave_the_handles_of_one() {
    let mut client = running();
    for round in 0..50 {
        client.save_text("clock.ts", &format!("{CLOCK}// {round}\n"));
        client.wait_settled("main.ts");
    }
    assert_eq!(handle_count(&mut client), 2);
    let told = handles(&mut client);
    let told = told["programs"][0]["handles"].as_array().expect("a list");
    let generations: Vec<&Value> = told.iter().map(|handle| &handle["generation"]).collect();
    assert_eq!(generations, [51, 51], "main.ts imports clock.ts and runs with it");
}

#[test]
fn a_program_that_does_not_yield_is_answered_for() {
    let text = "console.log('spins'); for (;;) {}\n";
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it can be run");
    client.wait_for_state("main.ts", "started");
    let told = handles(&mut client);
    assert_eq!(told, json!({"programs": [{"program": uri, "handles": null, "held": null}]}));
    assert_eq!(message(&client), "main.ts does not yield: its handles are not known");
    client.execute_command("saveloop.stop", json!([])).expect("it stops");
    client.wait_for_state("main.ts", "stopped");
    let told = handles(&mut client);
    assert_eq!(told, json!({"programs": [{"program": uri, "handles": [], "held": {}}]}));
    assert_eq!(message(&client), "main.ts: no handles");
}

#[test]
fn a_stop_answers_a_question_that_waits() {
    let text = "for (;;) {}\n";
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it can be run");
    client.wait_for_state("main.ts", "started");
    let question = client
        .send_request("workspace/executeCommand", json!({"command": "saveloop.handles", "arguments": []}));
    client.execute_command("saveloop.stop", json!([])).expect("it stops");
    let told = client.answer(question).expect("an answer");
    assert_eq!(told, json!({"programs": [{"program": uri, "handles": [], "held": {}}]}));
}

#[test]
fn without_programs_there_is_nothing_to_tell() {
    let mut client = LspClient::start();
    assert_eq!(handles(&mut client), json!({"programs": []}));
    assert_eq!(message(&client), "saveloop runs no program");
}
