//! Clients that say what they should not, or when: each gets an answer that people understand.

use std::io::{Read, Write};
use std::net::TcpStream;

use saveloop_tests::dap::{Dap, Listening};
use saveloop_tests::wire;
use serde_json::{Value, json};

const WAITS: &str = "console.log('up');\nsetInterval(() => {}, 1000);\n";

#[test]
fn what_comes_too_early_or_is_unknown_is_refused_in_words() {
    let mut dap = Dap::spawn(&[("main.ts", WAITS)]);
    let program = json!({ "program": dap.path("main.ts") });
    assert_eq!(dap.request("launch", program.clone()), Err("initialize comes first".into()));
    assert_eq!(dap.request("threads", json!({})), Err("threads: no program is launched or attached".into()));
    let done = dap.initialize(json!({}));
    assert_eq!(
        (&done["supportsFunctionBreakpoints"], &done["supportsRestartFrame"]),
        (&json!(true), &json!(false))
    );
    dap.launch(json!({}));
    assert_eq!(
        dap.request("flyToTheMoon", json!({})),
        Err("saveloop does not know the request flyToTheMoon".into())
    );
    for (command, arguments) in [
        ("variables", json!({})),
        ("variables", json!({ "variablesReference": "one" })),
        ("setBreakpoints", json!({ "breakpoints": [] })),
        ("setBreakpoints", json!({ "source": {}, "breakpoints": [] })),
        ("evaluate", Value::Null),
        ("evaluate", json!({ "expression": 5 })),
        ("scopes", json!({ "frameId": 77 })),
        ("source", json!({ "sourceReference": 12 })),
        ("stackTrace", json!({ "threadId": 1 })),
        ("launch", json!([])),
    ] {
        let answered = dap.request(command, arguments.clone());
        let is_refused = answered.as_ref().is_err_and(|why| !why.is_empty());
        assert!(is_refused || command == "launch", "{command} {arguments}: {answered:?}");
    }
    // Numbers that no text has are the first, or behind the last.
    let source = json!({ "path": dap.path("main.ts") });
    let odd = json!([{ "line": -5 }, { "line": 0 }, { "line": 4_000_000_000_u64 }, { "line": i64::MAX, "column": i64::MIN }]);
    let set = dap.call("setBreakpoints", json!({ "source": source, "breakpoints": odd }));
    assert_eq!(set["breakpoints"].as_array().map(Vec::len), Some(4));
    dap.call("setBreakpoints", json!({ "source": source, "breakpoints": [] }));
    dap.call("configurationDone", json!({}));
    dap.output("up");
}

#[test]
fn bytes_that_are_no_message_are_skipped_on_a_pipe() {
    let mut dap = Dap::spawn(&[("main.ts", WAITS)]);
    dap.write(b"hello?\r\n\r\n");
    dap.write(&wire::frame("[1, 2]"));
    dap.write(&wire::frame("{\"type\": 5}"));
    dap.write(&wire::frame("{\"type\": \"response\", \"request_seq\": 1}"));
    dap.write(&wire::frame("{ not json"));
    dap.initialize(json!({}));
    dap.launch(json!({}));
}

#[test]
fn an_evaluation_that_does_not_end_is_cancelled() {
    let mut dap = Dap::start(&[("main.ts", "const a = 1;\nconsole.log(a);\n")]);
    dap.run_to(&[2]);
    let frame = dap.frames()[0]["id"].clone();
    let endless = json!({ "expression": "while (true) {}", "frameId": frame, "context": "repl" });
    let seq = dap.send("evaluate", endless);
    dap.call("cancel", json!({ "requestId": seq }));
    assert_eq!(dap.answer(seq), Err("cancelled".into()));
    assert_eq!(dap.evaluate("a", "watch").expect("a value")["result"], "1");
    // What is over, or never was, is cancelled in vain.
    dap.call("cancel", json!({ "requestId": seq }));
    dap.call("cancel", json!({ "requestId": 12345 }));
}

#[test]
fn a_text_that_was_evaluated_can_be_read() {
    let mut dap = Dap::start(&[("main.ts", WAITS)]);
    dap.launch(json!({}));
    dap.call("configurationDone", json!({}));
    dap.output("up");
    let text = "function typed() {\n  debugger;\n  return 5;\n}\ntyped();";
    let seq = dap.send("evaluate", json!({ "expression": text, "context": "repl" }));
    dap.event("stopped");
    let source = dap.frames()[0]["source"].clone();
    assert_eq!(source["path"], Value::Null);
    let read = dap.call("source", json!({ "source": source, "sourceReference": source["sourceReference"] }));
    assert_eq!(read["content"], text);
    dap.call("continue", json!({ "threadId": 1 }));
    assert_eq!(dap.answer(seq).expect("a value")["result"], "5");
}

#[test]
fn conversations_over_tcp_are_independent() {
    let adapter = Listening::start("127.0.0.1:0");
    let mut one = Dap::connect(&adapter.address, &[("main.ts", WAITS)]);
    let mut other = Dap::connect(&adapter.address, &[("main.ts", "console.log('other');\n")]);
    one.initialize(json!({}));
    other.initialize(json!({}));
    one.launch(json!({}));
    other.launch(json!({ "hot": false }));
    one.call("configurationDone", json!({}));
    other.call("configurationDone", json!({}));
    other.output("other");
    other.event("terminated");
    other.call("disconnect", json!({}));
    assert!(other.is_left());
    one.output("up");
    one.call("disconnect", json!({}));
    assert!(one.is_left());
}

#[test]
fn a_page_of_the_web_gets_nothing_at_the_port() {
    let adapter = Listening::start("127.0.0.1:0");
    let marker = tempfile::tempdir().expect("a folder");
    let program = marker.path().join("main.js");
    std::fs::write(&program, "require('fs').writeFileSync(__dirname + '/ran', '');\n").expect("written");
    let frame = |message: Value| String::from_utf8(wire::frame(&message.to_string())).expect("text");
    let request = |seq: i64, command: &str, arguments: Value| {
        frame(json!({ "seq": seq, "type": "request", "command": command, "arguments": arguments }))
    };
    let body = request(1, "initialize", json!({}))
        + &request(2, "launch", json!({ "program": program }))
        + &request(3, "configurationDone", json!({}));
    let post = format!("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let mut page = TcpStream::connect(&adapter.address).expect("it listens");
    page.write_all(post.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    // Closed, or reset under what was not read.
    let _ = page.read_to_end(&mut answer);
    assert_eq!(String::from_utf8_lossy(&answer), "", "not a word");
    assert!(!marker.path().join("ran").exists());
    // Others are served.
    Dap::connect(&adapter.address, &[]).initialize(json!({}));
}
