//! However it ends, and whatever a program does at that moment: no engine stays behind.

use std::path::Path;
use std::time::{Duration, Instant};

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

/// What a program does when the end comes, and the state that shows that it does.
const STATES: [(&str, &str); 6] = [
    ("setInterval(() => {}, 1000);\n", "live"),
    ("for (;;) {}\n", "started"),
    ("await new Promise(() => {});\n", "pending"),
    ("[].copyWithin.call({ length: 2 ** 50 }, 0, 1);\n", "started"),
    ("for (;;) console.log('flood'.repeat(1000));\n", "started"),
    ("let x = ;\n", "refused"),
];

fn running(text: &str, state: &str) -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", state);
    client
}

/// The processes under a process.
pub fn children(process: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).expect("a Linux /proc");
    let mut all = Vec::new();
    for task in tasks.flatten() {
        let children = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        all.extend(children.split_whitespace().filter_map(|it| it.parse::<u32>().ok()));
    }
    all
}

/// A zombie has ended: nothing but its number is left.
fn lives(process: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    Path::new(&format!("/proc/{process}")).exists() && !stat.contains(") Z ")
}

#[track_caller]
fn all_end(processes: &[u32], of: &str) {
    let begin = Instant::now();
    while processes.iter().any(|process| lives(*process)) {
        assert!(begin.elapsed() < Duration::from_secs(3), "an engine lives on after {of}");
        std::thread::yield_now();
    }
}

#[test]
fn no_engine_outlives_a_shutdown() {
    for (text, state) in STATES {
        let mut client = running(text, state);
        let engines = children(client.process_id());
        assert_eq!(engines.len(), 1, "{text}");
        let asked = Instant::now();
        assert_eq!(client.request("shutdown", Value::Null), Ok(Value::Null));
        client.notify("exit", Value::Null);
        assert_eq!(client.wait_for_end(DEADLINE).code(), Some(0), "{text}");
        assert!(asked.elapsed() < Duration::from_secs(3), "{text}: {:?}", asked.elapsed());
        all_end(&engines, text);
    }
}

#[test]
fn no_engine_outlives_a_server_that_is_killed() {
    for (text, state) in STATES {
        let mut client = running(text, state);
        let engines = children(client.process_id());
        let killed =
            std::process::Command::new("kill").args(["-9", &client.process_id().to_string()]).status();
        assert!(killed.expect("kill").success());
        client.wait_for_end(DEADLINE);
        all_end(&engines, text);
    }
}

#[test]
fn no_engine_outlives_the_end_of_the_input() {
    for (text, state) in STATES {
        let mut client = running(text, state);
        let engines = children(client.process_id());
        client.close_input();
        assert_eq!(client.wait_for_end(DEADLINE).code(), Some(1), "{text}");
        all_end(&engines, text);
    }
}

#[test]
fn stop_and_restart_work_in_every_state() {
    for (text, state) in STATES {
        let mut client = running(text, state);
        let uri = client.uri("main.ts");
        let before = children(client.process_id());
        client.execute_command("saveloop.restart", json!([uri])).expect("it restarts");
        if state == "refused" {
            client.wait_for_state("main.ts", "refused");
        } else {
            let again = |params: &Value| params["state"] == "started" && params["cause"] == "restart";
            client.wait_for_notification("saveloop/generation", again, DEADLINE);
        }
        all_end(&before, text);
        let engines = children(client.process_id());
        client.execute_command("saveloop.stop", json!([uri])).expect("it stops");
        client.wait_for_state("main.ts", "stopped");
        all_end(&engines, text);
        assert_eq!(children(client.process_id()), [0; 0], "{text}");
        client.open("main.ts", "console.log('after');\n");
        client.execute_command("saveloop.run", json!([uri])).expect("it runs");
        client.wait_for_state("main.ts", "live");
    }
}

#[test]
fn commands_right_behind_the_start_are_obeyed() {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", "setInterval(() => {}, 9);\n")]);
    let uri = client.uri("main.ts");
    for command in ["run", "restart", "restart", "stop", "run", "stop", "restart", "stop"] {
        let command = format!("saveloop.{command}");
        let params = json!({"command": command, "arguments": [uri]});
        client.send_request("workspace/executeCommand", params);
    }
    for _ in 0..3 {
        client.wait_for_state("main.ts", "stopped");
    }
    let begin = Instant::now();
    while !children(client.process_id()).is_empty() {
        assert!(begin.elapsed() < Duration::from_secs(5), "an engine lives on");
    }
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"][0]["state"], "stopped");
    let log = std::fs::read_to_string(client.log_path()).expect("the log");
    assert!(!log.contains("panicked"), "{log}");
}
