//! Beginning and end: codes, exits, and clients that vanish.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use saveloop_tests::lsp_client::{LspClient, Setup};
use serde_json::{Value, json};

const SECOND: Duration = Duration::from_secs(1);
/// What a busy machine may add to a limit.
const SLACK: Duration = Duration::from_secs(1);

fn code(answer: &Result<Value, Value>) -> i64 {
    answer.as_ref().unwrap_err()["code"].as_i64().unwrap()
}

#[test]
fn requests_before_initialize_are_refused_and_notifications_dropped() {
    let mut client = LspClient::spawn(&[]);
    for method in ["textDocument/hover", "workspace/executeCommand", "shutdown", "nothing"] {
        assert_eq!(code(&client.request(method, json!({}))), -32002, "{method}");
    }
    client.notify("textDocument/didOpen", json!({}));
    client.initialize(&Setup::default());
}

#[test]
fn a_second_initialize_is_refused() {
    let mut client = LspClient::start();
    assert_eq!(code(&client.request("initialize", json!({"capabilities": {}}))), -32600);
}

#[test]
fn unknown_requests_are_not_found() {
    let mut client = LspClient::start();
    assert_eq!(code(&client.request("saveloop/nothing", json!({}))), -32601);
    assert_eq!(code(&client.request("textDocument/hover", json!({"wrong": 1}))), -32602);
    assert_eq!(code(&client.request("$/unknown", json!({}))), -32601);
    let unknown = client.execute_command("saveloop.debugText", json!([]));
    assert_eq!(code(&unknown), -32602);
}

#[test]
fn requests_after_shutdown_are_refused_and_exit_is_clean() {
    let mut client = LspClient::start();
    assert_eq!(client.request("shutdown", Value::Null), Ok(Value::Null));
    for method in ["textDocument/hover", "nothing", "shutdown", "initialize"] {
        assert_eq!(code(&client.request(method, json!({}))), -32600, "{method}");
    }
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_for_end(SECOND + SLACK).code(), Some(0));
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let mut client = LspClient::start();
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_for_end(SECOND + SLACK).code(), Some(1));
    let mut client = LspClient::spawn(&[]);
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_for_end(SECOND + SLACK).code(), Some(1));
}

#[test]
fn shutdown_is_answered_even_when_exit_follows_at_once() {
    let mut client = LspClient::start();
    let id = client.send_request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.answer(id), Ok(Value::Null));
    assert_eq!(client.wait_for_end(SECOND + SLACK).code(), Some(0));
}

#[test]
fn the_end_of_the_input_ends_the_server_wherever_it_comes() {
    for last in ["", "Content-Length: 500\r\n\r\n{\"jsonrpc\"", "Content-Len", "garbage"] {
        let mut client = LspClient::start();
        client.send_bytes(last.as_bytes());
        client.close_input();
        client.wait_for_end(SECOND + SLACK);
    }
}

#[test]
fn the_server_ends_soon_after_its_client_even_if_the_pipe_stays_open() {
    let mut parent = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
    let setup = Setup { process_id: json!(parent.id()), ..Setup::default() };
    let mut client = LspClient::start_with(&setup, &[]);
    client.execute_command("saveloop.status", json!([])).unwrap();
    parent.kill().unwrap();
    let died = Instant::now();
    assert_eq!(client.wait_for_end(3 * SECOND + SLACK).code(), Some(1));
    assert!(died.elapsed() < 3 * SECOND + SLACK);
    parent.wait().unwrap();
}

#[test]
fn a_client_that_belongs_to_somebody_else_counts_as_alive() {
    let setup = Setup { process_id: json!(1), ..Setup::default() };
    let mut client = LspClient::start_with(&setup, &[]);
    for _ in 0..3 {
        client.execute_command("saveloop.status", json!([])).unwrap();
    }
}

#[test]
fn process_ids_that_say_nothing_are_ignored() {
    for process_id in [Value::Null, json!(0), json!(i32::MAX), json!(u32::MAX)] {
        let setup = Setup { process_id, ..Setup::default() };
        let mut client = LspClient::start_with(&setup, &[]);
        client.execute_command("saveloop.status", json!([])).unwrap();
    }
}

#[test]
fn the_best_position_encoding_on_offer_is_taken() {
    let cases = [
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(["utf-32", "utf-16"]), "utf-16"),
        (json!(["utf-32"]), "utf-32"),
        (json!(["utf-7"]), "utf-16"),
        (json!([]), "utf-16"),
    ];
    for (offered, taken) in cases {
        let capabilities = json!({"general": {"positionEncodings": offered}});
        let setup = Setup { capabilities, ..Setup::default() };
        let announced = LspClient::spawn(&[]).initialize(&setup);
        assert_eq!(announced["positionEncoding"], taken, "{offered}");
    }
}

#[test]
fn the_log_goes_to_a_file_and_never_to_stdout() {
    let mut client = LspClient::start();
    client.send_bytes(b"garbage");
    let status = client.execute_command("saveloop.status", json!([])).unwrap();
    assert_eq!(status["log"], json!(client.log_path()));
    assert_eq!(client.request("shutdown", Value::Null), Ok(Value::Null));
    client.notify("exit", Value::Null);
    client.wait_for_end(SECOND + SLACK);
    let log = std::fs::read_to_string(client.log_path()).unwrap();
    assert!(log.contains("bytes outside of any message"), "{log}");
}

#[test]
fn the_server_is_initialized_at_once() {
    let mut client = LspClient::start();
    client.execute_command("saveloop.status", json!([])).unwrap();
    drop(client);
    let begin = Instant::now();
    let mut client = LspClient::spawn(&[]);
    client.initialize(&Setup::default());
    let took = begin.elapsed();
    println!("cold start to initialized: {took:?}");
    assert!(took < SECOND, "{took:?}");
}
