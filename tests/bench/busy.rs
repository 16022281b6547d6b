//! How soon the editor is answered while a program does not yield.

use std::time::{Duration, Instant};

use saveloop_tests::lsp_client::LspClient;
use serde_json::{Value, json};

use crate::report::{Page, Row};
use crate::stats::{Samples, ms};

const GOAL: Duration = Duration::from_millis(50);
const REQUESTS: usize = 1000;
/// The requests are spread over the time in which the watchdog looks and reports.
const APART: Duration = Duration::from_millis(3);

pub fn measure(page: &mut Page) {
    let programs = [
        ("`while (true) {}`", "while (true) {}\n"),
        ("a built-in that cannot be interrupted", "[].copyWithin.call({ length: 2 ** 50 }, 0, 1);\n"),
        ("a flood of microtasks", "const again = () => Promise.resolve().then(again);\nagain();\n"),
    ];
    let mut rows = Vec::new();
    for (what, text) in programs {
        let times = answers(text);
        let row = |name: &str, time: Duration| {
            Row::with_goal(&format!("{what}, {name}"), ms(time), "50 ms", time <= GOAL)
        };
        rows.extend([row("median", times.median()), row("p95", times.p95()), row("max", times.max())]);
    }
    let explanation = format!(
        "From a request (`textDocument/codeAction` and `saveloop.status` in turns) to its answer, {REQUESTS} \
         requests, while the program runs without a pause."
    );
    page.add("Answers while a program does not yield", &explanation, &rows);
}

fn answers(text: &str) -> Samples {
    let mut client = LspClient::start_with(&Default::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).unwrap();
    client.wait_for_state("main.ts", "started");
    let mut samples = Samples::default();
    for number in 0..REQUESTS {
        let begin = Instant::now();
        if number % 2 == 0 {
            client.code_actions(&uri, json!({"diagnostics": []}));
        } else {
            client.execute_command("saveloop.status", json!([])).unwrap();
        }
        samples.push(begin.elapsed());
        std::thread::sleep(APART);
    }
    let has_yielded = |message: &Value| message["params"]["state"] == "settled";
    assert!(!client.take_unread().iter().any(has_yielded), "it runs without a pause: {text}");
    samples
}
