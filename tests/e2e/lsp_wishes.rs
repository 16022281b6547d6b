//! Run, stop, restart and save in quick succession: what the user asked for last is what is.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const TICKS: &str = "setInterval(() => {}, 1000);\nconsole.log('here');\n";

fn running(text: &str) -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    client.run("main.ts");
    client
}

/// Sends a command without waiting for its answer.
fn send(client: &mut LspClient, command: &str) -> i64 {
    let uri = client.uri("main.ts");
    client.send_request("workspace/executeCommand", json!({"command": command, "arguments": [uri]}))
}

fn state(client: &mut LspClient) -> Value {
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    status["programs"][0]["state"].clone()
}

/// The causes of the starts told so far.
fn starts(client: &LspClient) -> Vec<Value> {
    let unread = client.take_unread();
    let steps = unread.iter().filter(|message| message["method"] == "saveloop/generation");
    let starts = steps.filter(|step| step["params"]["state"] == "started");
    starts.map(|step| step["params"]["cause"].clone()).collect()
}

#[test]
fn a_save_beside_a_stop_does_not_start_the_program_again() {
    let mut client = running(TICKS);
    for round in 0..10 {
        client.change("main.ts", &format!("{TICKS}// {round}\n"));
        if round % 2 == 0 {
            client.save("main.ts");
            send(&mut client, "saveloop.stop");
        } else {
            send(&mut client, "saveloop.stop");
            client.save("main.ts");
        }
        client.wait_for_state("main.ts", "stopped");
        client.take_unread();
        client.save("main.ts");
        assert_eq!(state(&mut client), "stopped", "round {round}");
        send(&mut client, "saveloop.run");
        client.wait_for_state("main.ts", "live");
        client.wait_settled("main.ts");
        assert_eq!(starts(&client), ["restart"], "round {round}");
    }
}

#[test]
fn run_right_behind_stop_runs() {
    let mut client = running(TICKS);
    client.take_unread();
    send(&mut client, "saveloop.stop");
    send(&mut client, "saveloop.run");
    client.wait_for_state("main.ts", "stopped");
    client.wait_for_state("main.ts", "live");
    client.wait_settled("main.ts");
    assert_eq!(state(&mut client), "live");
    let messages = client.take_unread();
    assert!(messages.iter().all(|message| message["method"] != "window/showMessage"), "{messages:#?}");
}

#[test]
fn a_stopped_program_that_is_run_with_a_mistake_takes_the_save_that_mends_it() {
    let mut client = running(TICKS);
    send(&mut client, "saveloop.stop");
    client.wait_for_state("main.ts", "stopped");
    client.save_text("main.ts", "let x = ;\n");
    send(&mut client, "saveloop.run");
    client.wait_for_state("main.ts", "refused");
    assert_ne!(state(&mut client), "stopped");
    client.save_text("main.ts", "console.log('mended');\n");
    client.wait_for_state("main.ts", "live");
    client.wait_settled("main.ts");
}

#[test]
fn restarting_everything_leaves_stopped_programs_alone() {
    let files = [("main.ts", TICKS), ("other.ts", TICKS)];
    let mut client = LspClient::start_with(&Setup::default(), &files);
    client.run("main.ts");
    client.run("other.ts");
    send(&mut client, "saveloop.stop");
    client.wait_for_state("main.ts", "stopped");
    client.take_unread();
    client.execute_command("saveloop.restart", json!([])).expect("it restarts");
    client.wait_for_state("other.ts", "live");
    client.wait_settled("other.ts");
    assert_eq!(state(&mut client), "stopped");
}

#[test]
fn stopping_what_is_stopped_is_said() {
    let mut client = running(TICKS);
    send(&mut client, "saveloop.stop");
    client.wait_for_state("main.ts", "stopped");
    send(&mut client, "saveloop.stop");
    let shown = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    assert_eq!(shown["message"], "saveloop does not run main.ts");
}

#[test]
fn a_restart_and_a_run_behind_a_stop_read_every_file_again() {
    let main = "import { word } from './b';\nconsole.log(word);\n";
    let files = [("main.ts", main), ("b.ts", "export const word = 'one';\n")];
    let mut client = LspClient::start_with(&Setup::default(), &files);
    client.run("main.ts");
    for (word, command) in [("two", "saveloop.restart"), ("three", "saveloop.run")] {
        if command == "saveloop.run" {
            send(&mut client, "saveloop.stop");
            client.wait_for_state("main.ts", "stopped");
        }
        // As a checkout changes it: no document is open, and no save is told.
        let text = format!("export const word = '{word}';\n");
        std::fs::write(client.directory().join("b.ts"), text).expect("a file");
        send(&mut client, command);
        let says = |params: &Value| params["message"] == word;
        client.wait_for_notification("window/logMessage", says, DEADLINE);
        client.wait_settled("main.ts");
    }
}
