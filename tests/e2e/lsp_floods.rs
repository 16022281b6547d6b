//! Programs that print more than anybody reads, and clients that do not read at all.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use saveloop_tests::{binary, wire};
use serde_json::{Value, json};

fn start(client: &mut LspClient, text: &str) {
    std::fs::write(client.directory().join("main.ts"), text).expect("a file");
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
}

fn bytes_of(messages: &[Value]) -> usize {
    messages.iter().map(|message| message.to_string().len()).sum()
}

#[test]
fn a_flood_of_lines_delays_no_answer_and_reaches_the_editor_as_a_trickle() {
    let mut client = LspClient::start();
    start(&mut client, "for (let i = 0; i < 100_000; i++) console.log('line', i);\nconsole.log('end');\n");
    let mut slowest = Duration::ZERO;
    for _ in 0..50 {
        let asked = Instant::now();
        client.execute_command("saveloop.status", json!([])).expect("a status");
        slowest = slowest.max(asked.elapsed());
    }
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
    client.wait_settled("main.ts");
    let shown = client.shown("main.ts").expect("hints");
    let messages: Vec<_> = shown.iter().filter_map(|it| it["message"].as_str()).collect();
    assert_eq!(messages, ["line 99999 (x100000)", "end"]);
    let heard = client.take_unread();
    let lines = heard.iter().filter(|it| it["method"] == "window/logMessage").count();
    assert!(lines < 10_000, "{lines} lines");
}

#[test]
fn one_endless_line_is_cut_for_the_editor() {
    let mut client = LspClient::start();
    start(&mut client, "console.log('x'.repeat(5_000_000));\nconsole.log('é😀'.repeat(500_000));\n");
    client.wait_settled("main.ts");
    let heard = client.take_unread();
    assert!(bytes_of(&heard) < 200_000, "{} bytes", bytes_of(&heard));
    let is_cut =
        |message: &Value| message["params"]["message"].as_str().is_some_and(|it| it.contains("more"));
    assert_eq!(heard.iter().filter(|message| is_cut(message)).count(), 2);
}

#[test]
fn a_thousand_timers_that_throw_are_counted() {
    let mut client = LspClient::start();
    start(&mut client, "for (let i = 0; i < 1000; i++) setTimeout(() => { throw new Error('again'); });\n");
    let is_over = |params: &Value| params["state"] == "settled" && params["alive"] == false;
    client.wait_for_notification("saveloop/generation", is_over, DEADLINE);
    let shown = client.shown("main.ts").expect("the error");
    assert_eq!(shown.len(), 1, "{shown:#?}");
    assert!(shown[0]["message"].as_str().is_some_and(|it| it.contains("(x1000)")), "{shown:#?}");
}

/// Resident memory in bytes.
fn memory(process: u32) -> u64 {
    let statm = std::fs::read_to_string(format!("/proc/{process}/statm")).expect("a Linux /proc");
    let pages: u64 = statm.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a number");
    pages * 4096
}

#[cfg(target_os = "linux")]
#[test]
fn a_client_that_does_not_read_costs_little_memory() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path().canonicalize().expect("it exists");
    let text = "const long = 'x'.repeat(100_000);\nlet n = 0;\nsetInterval(() => { for (let i = 0; i < 25; i++) console.log(n++, long); }, 100);\n";
    std::fs::write(root.join("main.ts"), text).expect("a file");
    let mut child = Command::new(binary::saveloop())
        .arg("lsp")
        .env("SAVELOOP_LOG", root.join("log"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let uri = url::Url::from_file_path(root.join("main.ts")).expect("a path").to_string();
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut send = |message: Value| {
        stdin.write_all(&wire::frame(&message.to_string())).expect("it reads");
    };
    send(json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}));
    send(json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
    let command = json!({"command": "saveloop.run", "arguments": [uri]});
    send(json!({"jsonrpc": "2.0", "id": 2, "method": "workspace/executeCommand", "params": command}));
    for _ in 0..1000 {
        // Requests go on, and each one is an answer that nobody takes.
        send(json!({"jsonrpc": "2.0", "id": 3, "method": "workspace/executeCommand",
                    "params": {"command": "saveloop.status"}}));
    }
    let begin = Instant::now();
    let before = memory(child.id());
    let mut most = before;
    while begin.elapsed() < Duration::from_secs(4) {
        most = most.max(memory(child.id()));
        std::thread::yield_now();
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    assert!(most - before < 48 << 20, "{} MB more than {} MB", (most - before) >> 20, before >> 20);
}

#[test]
fn hints_can_be_switched_off_and_on_while_the_program_runs() {
    let mut client = LspClient::start_with(&Setup::default(), &[]);
    start(&mut client, "console.log('here');\nsetInterval(() => {}, 1000);\n");
    let uri = client.uri("main.ts");
    let shows = |client: &LspClient, count: usize| {
        let is_right = |params: &Value| {
            params["uri"] == uri && params["diagnostics"].as_array().is_some_and(|all| all.len() == count)
        };
        client.wait_for_notification("textDocument/publishDiagnostics", is_right, DEADLINE);
    };
    shows(&client, 1);
    for (inline, count) in [(false, 0), (true, 1)] {
        let settings = json!({"saveloop": {"console": {"inline": inline}}});
        client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
        shows(&client, count);
    }
    for nonsense in [json!(0), json!(-1), json!(7.5), json!(1e30), json!("1 GB"), json!([]), json!({"a": 1})]
    {
        let settings = json!({"saveloop": {"memoryLimit": nonsense}});
        client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
        let shown = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
        let message = shown["message"].as_str().expect("a message");
        assert!(message.contains("give a number of megabytes from 8 to 16384"), "{message}");
    }
}
