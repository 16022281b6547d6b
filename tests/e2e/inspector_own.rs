//! Programs that open their own door, wait at it, and have sessions with themselves.

use saveloop_tests::cdp::Cdp;
use saveloop_tests::inspected::Inspected;
use saveloop_tests::lsp_client::LspClient;
use serde_json::json;

#[test]
fn a_program_waits_at_its_own_door_until_a_client_says_that_it_may_run() {
    let text = "import inspector from 'node:inspector';
inspector.open(0);
console.log('waits');
inspector.waitForDebugger();
console.log('goes on');
";
    let mut run = Inspected::start(text, &[]);
    assert_eq!(run.printed(), "waits");
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("NodeRuntime.enable", json!({}));
    cdp.event("NodeRuntime.waitingForDebugger");
    let answer = cdp.call("Runtime.evaluate", json!({"expression": "6 * 7"}));
    assert_eq!(answer["result"]["value"], 42, "it can be asked meanwhile");
    cdp.call("Runtime.runIfWaitingForDebugger", json!({}));
    assert_eq!(run.printed(), "goes on");
}

#[test]
fn a_client_hears_that_a_program_waits_for_it_to_start() {
    let run = Inspected::start("console.log('runs');\n", &["--inspect-wait=0"]);
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("NodeRuntime.enable", json!({}));
    assert_eq!(cdp.kept(), ["NodeRuntime.waitingForDebugger"], "before the answer");
    cdp.event("NodeRuntime.waitingForDebugger");
    cdp.call("Runtime.runIfWaitingForDebugger", json!({}));
    cdp.call("NodeRuntime.disable", json!({}));
    cdp.call("NodeRuntime.enable", json!({}));
    assert!(cdp.kept().is_empty(), "it does not wait any more");
}

#[test]
fn a_program_in_an_editor_has_sessions_with_itself_over_saves() {
    let text = |number: u32| {
        format!(
            "import {{ Session }} from 'node:inspector';
const session = new Session();
session.connect();
session.post('Runtime.evaluate', {{ expression: '6 * {number}' }}, (_, {{ result }}) => console.log(result.value));
session.on('Debugger.paused', ({{ params }}) => console.log(params.callFrames[0].functionName));
session.post('Debugger.enable');
(function stops() {{ debugger; }})();
"
        )
    };
    let mut client = LspClient::start();
    for number in [7, 8] {
        let text = text(number);
        std::fs::write(client.directory().join("main.ts"), &text).expect("a file");
        if number == 7 {
            client.open("main.ts", &text);
            let uri = client.uri("main.ts");
            client.execute_command("saveloop.run", json!([uri])).expect("it runs");
        } else {
            client.save_text("main.ts", &text);
        }
        client.wait_settled("main.ts");
        let shown = client.shown("main.ts").expect("hints");
        let mut shown: Vec<&str> = shown.iter().filter_map(|it| it["message"].as_str()).collect();
        shown.sort_unstable();
        assert_eq!(shown, [(6 * number).to_string().as_str(), "stops"]);
    }
}
