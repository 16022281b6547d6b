//! Broken and hostile input: the server says so and answers the next request.

use std::time::{Duration, Instant};

use saveloop_tests::lsp_client::{DEADLINE, LspClient};
use saveloop_tests::wire::frame;
use serde_json::{Value, json};

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;

/// Sends bytes, expects an error without an id (or none), and a server that goes on.
#[track_caller]
fn survives(hostile: &[u8], code: Option<i64>) {
    let mut client = LspClient::start();
    client.send_bytes(hostile);
    let answered = Instant::now();
    still_answers(&mut client);
    assert!(answered.elapsed() < Duration::from_secs(5), "{:?}", answered.elapsed());
    let errors: Vec<i64> = client
        .take_unread()
        .iter()
        .filter(|message| message.get("id") == Some(&Value::Null))
        .filter_map(|message| message["error"]["code"].as_i64())
        .collect();
    assert_eq!(errors, code.into_iter().collect::<Vec<_>>());
}

#[track_caller]
fn still_answers(client: &mut LspClient) {
    let status = client.execute_command("saveloop.status", json!([])).unwrap();
    assert_eq!(status["programs"], json!([]));
}

fn hover() -> String {
    json!({"jsonrpc": "2.0", "id": "lost", "method": "x"}).to_string()
}

#[test]
fn garbage_before_a_header_is_skipped() {
    survives(b"GET / HTTP/1.1 {}[]\0\xff", None);
}

#[test]
fn header_variants_are_read() {
    let mut client = LspClient::start();
    for header in [
        "Content-Length: #\n\n",
        "content-LENGTH:#\r\n\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf8\r\nContent-Length: #\r\n\r\n",
    ] {
        let body = json!({"jsonrpc": "2.0", "id": header, "method": "nothing"}).to_string();
        let header_bytes = header.replace('#', &body.len().to_string());
        client.send_bytes(format!("{header_bytes}{body}").as_bytes());
        let answer = client.wait_for(header, DEADLINE, |message| message["id"] == header);
        assert_eq!(answer["error"]["code"], -32601);
    }
}

#[test]
fn a_length_too_short_costs_one_message() {
    let body = hover();
    let short = body.len() - 7;
    survives(format!("Content-Length: {short}\r\n\r\n{body}").as_bytes(), Some(PARSE_ERROR));
}

#[test]
fn a_length_too_long_costs_one_message() {
    let body = hover();
    for more in [3, 16, 40, 100_000] {
        let long = body.len() + more;
        survives(format!("Content-Length: {long}\r\n\r\n{body}").as_bytes(), Some(PARSE_ERROR));
    }
}

#[test]
fn impossible_lengths_are_refused() {
    for length in ["-5", "9000000000000000000", "9e18", "2147483648", "67108865"] {
        survives(format!("Content-Length: {length}\r\n\r\n").as_bytes(), Some(PARSE_ERROR));
    }
}

#[test]
fn a_body_that_is_no_message_is_refused() {
    let cases: [(&[u8], i64); 5] = [
        (b"{not json", PARSE_ERROR),
        (b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}", PARSE_ERROR),
        (b"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}]", INVALID_REQUEST),
        (b"{\"method\":\"x\"}", INVALID_REQUEST),
        (b"{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"x\"}", INVALID_REQUEST),
    ];
    for (body, code) in cases {
        let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        bytes.extend(body);
        survives(&bytes, Some(code));
    }
}

#[test]
fn deep_nesting_is_refused() {
    for depth in [10_000, 100_000, 10_000_000] {
        survives(&frame(&"[".repeat(depth)), Some(PARSE_ERROR));
        survives(&frame(&"{\"a\":".repeat(depth / 5)), Some(PARSE_ERROR));
    }
}

#[test]
fn halves_of_surrogate_pairs_are_replaced_with_one_warning() {
    let mut client = LspClient::start();
    let uri = client.uri("a.ts");
    for _ in 0..3 {
        let open = format!(
            "{{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{{\"textDocument\":\
             {{\"uri\":\"{uri}\",\"languageId\":\"\\udc00\",\"version\":1,\"text\":\"'\\ud800'\"}}}}}}"
        );
        client.send_bytes(&frame(&open));
        client.close("a.ts");
    }
    still_answers(&mut client);
    let warnings = client.take_unread();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0]["params"]["message"].as_str().unwrap().contains("surrogate"));
}

#[test]
fn malformed_notifications_and_cancels_are_harmless() {
    let mut client = LspClient::start();
    client.notify("textDocument/didOpen", json!({"textDocument": 5}));
    client.notify("textDocument/didOpen", json!([]));
    client.notify("textDocument/didChange", json!({"textDocument": {"uri": "::", "version": 1}}));
    client.notify("$/unknown", json!({}));
    client.notify("unknown/notification", json!({}));
    for id in 0..2_000 {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    still_answers(&mut client);
}

#[test]
fn answers_to_questions_never_asked_are_ignored() {
    let mut client = LspClient::start();
    client.send(&json!({"jsonrpc": "2.0", "id": 99, "result": null}));
    client.send(&json!({"jsonrpc": "2.0", "id": "x", "error": {"code": 1, "message": "no"}}));
    client.send(&json!({"jsonrpc": "2.0", "id": 1, "error": {"what": "is this"}}));
    still_answers(&mut client);
    assert_eq!(client.take_unread(), Vec::<Value>::new());
}

#[test]
fn a_refused_length_costs_no_memory() {
    let mut client = LspClient::start();
    still_answers(&mut client);
    let before = resident_bytes(&client);
    for length in ["9000000000000000000", "2147483648", "67108865", "67108864"] {
        client.send_bytes(format!("Content-Length: {length}\r\n\r\n").as_bytes());
        still_answers(&mut client);
    }
    let grown = resident_bytes(&client).saturating_sub(before);
    assert!(grown <= 1 << 20, "{grown}");
}

/// As Linux counts them; elsewhere nothing is measured.
fn resident_bytes(client: &LspClient) -> u64 {
    let path = format!("/proc/{}/status", client.process_id());
    let status = std::fs::read_to_string(path).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

#[test]
fn a_document_of_20_megabytes_is_taken() {
    let mut client = LspClient::start();
    client.open("big.ts", &"const a = 1; // é😀\n".repeat(1_000_000));
    client.change_ranges(
        "big.ts",
        json!([{
            "range": {"start": {"line": 9, "character": 0}, "end": {"line": 9, "character": 5}},
            "text": "let",
        }]),
    );
    client.save("big.ts");
    still_answers(&mut client);
}

#[test]
fn two_hundred_and_fifty_six_open_requests_delay_neither_changes_nor_cancels() {
    let mut client = LspClient::start();
    client.open("a.ts", "1");
    let uri = client.uri("a.ts");
    let start = json!({"line": 0, "character": 0});
    let params = json!({
        "textDocument": {"uri": uri},
        "range": {"start": start, "end": start},
        "context": {"diagnostics": []},
    });
    let ids: Vec<i64> =
        (0..256).map(|_| client.send_request("textDocument/codeAction", params.clone())).collect();
    client.change("a.ts", "2");
    client.notify("$/cancelRequest", json!({"id": ids[255]}));
    let after = client
        .send_request("workspace/executeCommand", json!({"command": "saveloop.status", "arguments": []}));
    client.answer(after).unwrap();
    for id in &ids[..255] {
        assert!(client.answer(*id).unwrap().is_array());
    }
}
