//! Programs that say more than the server can take: they are slowed down, and nothing of it piles up.

use saveloop_tests::lsp_client::{DEADLINE, LspClient};
use serde_json::{Value, json};

/// Wide: a queue without a bound grows by hundreds of megabytes here.
#[cfg(target_os = "linux")]
const MOST_MEMORY: u64 = 160 << 20;

fn start(client: &mut LspClient, text: &str) {
    std::fs::write(client.directory().join("main.ts"), text).expect("a file");
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
}

fn is_log(message: &Value) -> bool {
    message["method"] == "window/logMessage"
}

#[cfg(target_os = "linux")]
#[test]
fn large_lines_without_end_do_not_pile_up_in_the_server() {
    use std::time::Instant;

    use saveloop_tests::memory::resident;

    let mut client = LspClient::start();
    start(&mut client, "const line = 'x'.repeat(100_000);\nfor (let n = 0; ; n++) console.log(n, line);\n");
    client.wait_for_notification(
        "window/logMessage",
        |params| params["message"].to_string().contains("x"),
        DEADLINE,
    );
    let mut most = 0;
    let mut dropped = 0;
    // Each count of lines is told after a second of printing.
    let start = Instant::now();
    while dropped < 3 {
        assert!(start.elapsed() < DEADLINE, "{dropped} counts of lines were told");
        client.execute_command("saveloop.status", json!([])).expect("a status");
        most = most.max(resident(client.process_id()));
        let unread = client.take_unread();
        let is_count = |it: &&Value| is_log(it) && it["params"]["message"].to_string().contains(" dropped; ");
        dropped += unread.iter().filter(is_count).count();
    }
    assert!(most < MOST_MEMORY, "{} MB", most >> 20);
    // Slowed down, and still at the editor's hand.
    client.save_text("main.ts", "throw new Error('the flood is over');\n");
    let is_over = |params: &Value| params["diagnostics"].to_string().contains("the flood is over");
    client.wait_for_notification("textDocument/publishDiagnostics", is_over, DEADLINE);
}

#[test]
fn behind_large_lines_no_error_and_no_outcome_is_lost_and_every_line_is_counted() {
    let mut client = LspClient::start();
    start(
        &mut client,
        "const line = 'x'.repeat(500_000);\n\
         for (let n = 1; n <= 200; n++) {\n  console.log(n, line);\n  if (n % 50 === 0) Promise.reject(new Error('at ' + n));\n}\n\
         throw new Error('the end');\n",
    );
    client.wait_for_state("main.ts", "failed");
    client.wait_settled("main.ts");
    let shown = client.shown("main.ts").expect("diagnostics");
    let messages: Vec<&str> = shown.iter().filter_map(|it| it["message"].as_str()).collect();
    for expected in ["at 50", "at 100", "at 150", "at 200", "the end"] {
        let count = messages.iter().filter(|message| message.ends_with(expected)).count();
        assert_eq!(count, 1, "{expected}: {:?}", messages.iter().map(|it| it.len()).collect::<Vec<_>>());
    }
    let hint = messages.iter().find(|message| message.starts_with("200 x")).expect("the printed line");
    assert!(hint.ends_with("(x200)"), "{}", hint.len());
}

#[test]
fn a_flooding_program_can_be_stopped_and_the_server_ends_in_time() {
    let mut client = LspClient::start();
    start(
        &mut client,
        "const line = 'x'.repeat(500_000);\nsetInterval(() => { for (;;) console.log(line); });\n",
    );
    client.wait_for_state("main.ts", "live");
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.stop", json!([uri])).expect("it stops");
    client.wait_for_state("main.ts", "stopped");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs again");
    client.wait_for_state("main.ts", "live");
    // The client's drop asks for a shutdown in the middle of the flood, and waits for the end.
}
