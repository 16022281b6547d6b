//! A program in the editor that does not yield, stopped again and again: each time in a frame of its own.

use saveloop_tests::cdp::Cdp;
use saveloop_tests::lsp_client::LspClient;
use serde_json::{Value, json};

fn started(text: &str) -> (LspClient, Cdp) {
    let mut client = LspClient::start_with(&Default::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).unwrap();
    client.wait_for_state("main.ts", "started");
    let address = client.execute_command("saveloop.attachDebugger", json!([uri])).unwrap();
    let mut cdp = Cdp::connect(address["webSocketDebuggerUrl"].as_str().unwrap());
    cdp.call("Runtime.enable", json!({}));
    cdp.call("Debugger.enable", json!({}));
    (client, cdp)
}

/// Stops it so often, and shows each innermost frame.
fn each_pause(text: &str, check: impl Fn(&mut Cdp, &Value)) {
    let (client, mut cdp) = started(text);
    for _ in 0..20 {
        cdp.send("Debugger.pause", json!({}));
        let pause = cdp.event("Debugger.paused");
        assert!(pause["callFrames"][0].is_object(), "{pause:#}");
        check(&mut cdp, &pause["callFrames"][0]);
        cdp.call("Debugger.resume", json!({}));
        cdp.event("Debugger.resumed");
        client.take_unread();
    }
}

#[test]
fn a_loop_without_a_body_is_stopped_in_its_frame() {
    each_pause("while (true) {}\n", |_, frame| assert_eq!(frame["location"]["lineNumber"], 0, "{frame:#}"));
    each_pause("let i = 7;\nfor (;;);\n", |cdp, frame| {
        let params = json!({"callFrameId": frame["callFrameId"], "expression": "i"});
        let answer = cdp.call("Debugger.evaluateOnCallFrame", params);
        assert_eq!(answer["result"]["value"], 7, "{frame:#}");
    });
}
