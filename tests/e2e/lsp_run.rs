//! The main job through the protocol: run, save, see the error where it is, mend it, see it go.

use std::time::{Duration, Instant};

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const FAILS: &str = "interface User { name: string }\nconst users: User[] = [];\nconst first = users[0];\nconsole.log(first.name.length);\n";
const WORKS: &str = "interface User { name: string }\nconst users: User[] = [{ name: 'é😀' }];\nconst first = users[0];\nconsole.log(first.name.length);\n";

fn opened(files: &[(&str, &str)]) -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), files);
    for (path, text) in files {
        client.open(path, text);
    }
    client
}

/// `line:start-end message`, zero-based, for errors only.
fn errors(diagnostics: &[Value]) -> Vec<String> {
    let errors = diagnostics.iter().filter(|it| it["severity"] == 1);
    errors
        .map(|it| {
            let (start, end) = (&it["range"]["start"], &it["range"]["end"]);
            let message = it["message"].as_str().expect("a message").lines().next().unwrap_or_default();
            format!("{}:{}-{} {message}", start["line"], start["character"], end["character"])
        })
        .collect()
}

#[test]
fn an_error_stands_at_its_expression_and_goes_with_the_mending_save() {
    let mut client = opened(&[("main.ts", FAILS)]);
    client.run("main.ts");
    let shown = client.shown("main.ts").expect("diagnostics");
    let [error] = errors(&shown).try_into().expect("one error");
    assert!(error.starts_with("3:12-22 "), "{error}");
    assert!(error.contains("cannot read property 'name' of undefined"), "{error}");
    client.save_text("main.ts", WORKS);
    client.wait_settled("main.ts");
    let shown = client.shown("main.ts").expect("diagnostics");
    assert_eq!(errors(&shown), [""; 0]);
    let hint = shown.iter().find(|it| it["severity"] == 4).expect("the printed value");
    assert!(hint["message"].as_str().expect("text").contains('3'), "{hint}");
}

#[test]
fn a_reload_publishes_once() {
    let mut client = opened(&[("main.ts", FAILS)]);
    client.run("main.ts");
    client.shown("main.ts");
    client.save_text("main.ts", &FAILS.replace("name.length", "name.size"));
    client.wait_settled("main.ts");
    let uri = client.uri("main.ts");
    let published = client.take_unread().into_iter().filter(|message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
    });
    // The edit touches the error's line and takes the error off; the reload shows the new one.
    assert_eq!(
        published
            .map(|it| errors(it["params"]["diagnostics"].as_array().expect("a list")).len())
            .collect::<Vec<_>>(),
        [0, 1]
    );
}

#[test]
fn an_error_in_an_imported_document_stands_there() {
    let library = "export function parse(text: string) {\n\treturn JSON.parse(text);\n}\n";
    let main = "import { parse } from './library';\nparse('{');\n";
    let mut client = opened(&[("main.ts", main), ("library.ts", library)]);
    client.run("main.ts");
    let shown = client.shown("library.ts").expect("diagnostics");
    let [error] = errors(&shown).try_into().expect("one error");
    assert!(error.starts_with("1:8-24 SyntaxError"), "{error}");
    let related = shown[0]["relatedInformation"].as_array().expect("the calling frame");
    assert!(related.iter().any(|it| it["location"]["uri"] == client.uri("main.ts")), "{related:?}");
    client.save_text("library.ts", &library.replace("return JSON.parse(text)", "return text"));
    client.wait_settled("main.ts");
    assert_eq!(errors(&client.shown("library.ts").expect("diagnostics")), [""; 0]);
}

#[test]
fn a_save_that_does_not_parse_leaves_the_program_running() {
    let ticking = "let ticks = 0;\nsetInterval(() => console.log(`tick ${++ticks}`), 5);\n";
    let mut client = opened(&[("main.ts", ticking)]);
    client.run("main.ts");
    let tick = |client: &LspClient| {
        let is_tick = |params: &Value| params["message"].as_str().is_some_and(|text| text.contains("tick "));
        client.wait_for_notification("window/logMessage", is_tick, DEADLINE)
    };
    tick(&client);
    client.save_text("main.ts", "let ticks = ;\n");
    client.wait_for_state("main.ts", "refused");
    let [error] = errors(&client.shown("main.ts").expect("diagnostics")).try_into().expect("one error");
    assert!(error.contains("Unexpected token"), "{error}");
    client.take_unread();
    tick(&client);
    client.save_text("main.ts", ticking);
    client.wait_for_state("main.ts", "unchanged");
    assert_eq!(errors(&client.diagnostics("main.ts")), [""; 0]);
}

#[test]
fn a_busy_loop_is_superseded_by_the_next_save() {
    let mut client = opened(&[("main.ts", "console.log('in');\nwhile (true) {}\n")]);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "started");
    // Requests are answered while it runs.
    let asked = Instant::now();
    client.execute_command("saveloop.status", json!([])).expect("a status");
    assert!(asked.elapsed() < Duration::from_secs(5));
    client.save_text("main.ts", "console.log('out');\n");
    client.wait_for_state("main.ts", "interrupted");
    client.wait_for_state("main.ts", "live");
}

/// `line:start-end code`, zero-based, for warnings only.
fn warnings(diagnostics: &[Value]) -> Vec<String> {
    let warnings = diagnostics.iter().filter(|it| it["severity"] == 2);
    warnings
        .map(|it| {
            let (start, end) = (&it["range"]["start"], &it["range"]["end"]);
            format!("{}:{}-{} {}", start["line"], start["character"], end["character"], it["code"])
        })
        .collect()
}

#[test]
fn a_loop_is_shown_where_it_is_and_the_warning_goes_when_it_ends() {
    let loops = "const until = Date.now() + 2_600;\nlet n = 0;\nwhile (Date.now() < until) n++;\nconsole.log('over');\n";
    let mut client = opened(&[("main.ts", loops)]);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "busy");
    let [warning] = warnings(&client.shown("main.ts").expect("diagnostics")).try_into().expect("one warning");
    assert!(warning.starts_with("2:") && warning.ends_with("\"busy\""), "{warning}");
    client.wait_for_state("main.ts", "yielded");
    client.wait_settled("main.ts");
    assert_eq!(warnings(&client.shown("main.ts").expect("diagnostics")), [""; 0]);
}

#[test]
fn a_built_in_function_that_does_not_return_is_shown_where_it_is() {
    let stuck = "function stuck() {\n  [].copyWithin.call({ length: 2 ** 50 }, 0, 1);\n}\nstuck();\n";
    let mut client = opened(&[("main.ts", stuck)]);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "busy");
    let [warning] = warnings(&client.shown("main.ts").expect("diagnostics")).try_into().expect("one warning");
    assert!(warning.starts_with("1:2-"), "{warning}");
    // Stopping it is possible although it cannot be interrupted.
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.stop", json!([uri])).expect("it stops");
    client.wait_for_state("main.ts", "stopped");
    assert_eq!(warnings(&client.shown("main.ts").expect("diagnostics")), [""; 0]);
}

#[test]
fn what_cannot_be_interrupted_is_replaced_and_its_line_told() {
    let stuck = "const size = 2 ** 53 - 1;\n\nArray.prototype.reverse.call({ length: size });\n";
    let mut client = opened(&[("main.ts", stuck)]);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "started");
    // A line above: what is stuck moves down and is not reached again.
    let start = json!({ "line": 0, "character": 0 });
    let edit = json!([{ "range": { "start": start, "end": start }, "text": "throw new Error('before');\n" }]);
    client.change_ranges("main.ts", edit);
    client.save("main.ts");
    let lost = client.wait_for_state("main.ts", "engineLost");
    assert!(lost["cause"].as_str().expect("a cause").contains("could not be interrupted"), "{lost}");
    let [error] = errors(&client.shown("main.ts").expect("diagnostics")).try_into().expect("one error");
    assert!(error.starts_with("3:0-46 "), "{error}");
    client.wait_for_state("main.ts", "failed");
    client.wait_settled("main.ts");
}

#[test]
fn a_timer_that_gets_stuck_in_a_built_in_function_does_not_hold_the_next_save() {
    let stuck = "setTimeout(() => [].reverse.call({ length: 2 ** 53 - 1 }), 1);\nconsole.log('begun');\n";
    let mut client = opened(&[("main.ts", stuck)]);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "live");
    client.wait_for_state("main.ts", "busy");
    client.save_text("main.ts", "console.log('out');\n");
    client.wait_for_state("main.ts", "engineLost");
    client.wait_for_state("main.ts", "live");
    client.wait_settled("main.ts");
}

#[test]
fn an_engine_that_dies_is_told_and_the_next_save_runs() {
    let mut client = opened(&[("main.ts", "setInterval(() => {}, 1000);\n")]);
    client.run("main.ts");
    let engine = engine_of(client.process_id());
    let killed = std::process::Command::new("kill").args(["-9", &engine.to_string()]).status().expect("kill");
    assert!(killed.success());
    client.wait_for_state("main.ts", "engineLost");
    client.take_unread();
    client.save_text("main.ts", "console.log('again');\n");
    client.wait_for_state("main.ts", "live");
    client.wait_settled("main.ts");
    assert_eq!(errors(&client.shown("main.ts").expect("diagnostics")), [""; 0]);
}

#[test]
fn an_engine_that_dies_in_a_loop_is_told_at_the_loop() {
    let loops = "const before = 1;\nfunction spin(n: number) {\n  while (n > 0) n = Math.abs(n) + 1;\n}\nspin(before);\n";
    let mut client = opened(&[("main.ts", loops)]);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "started");
    // The program says where it is every 100 ms; a request in between shows that time has passed.
    let started = Instant::now();
    while started.elapsed() < Duration::from_millis(400) {
        client.execute_command("saveloop.status", json!([])).expect("a status");
    }
    let engine = engine_of(client.process_id());
    std::process::Command::new("kill").args(["-9", &engine.to_string()]).status().expect("kill");
    client.wait_for_state("main.ts", "engineLost");
    let shown = client.shown("main.ts").expect("diagnostics");
    let [error] = errors(&shown).try_into().expect("one error");
    assert!(error.starts_with("2:"), "{error}");
}

/// The child process of a server.
fn engine_of(server: u32) -> u32 {
    let children = std::fs::read_to_string(format!("/proc/{server}/task/{server}/children"));
    let of_main = children.expect("a Linux /proc").split_whitespace().next().map(str::to_owned);
    of_main.or_else(|| child_of_any_thread(server)).expect("an engine").parse().expect("a pid")
}

fn child_of_any_thread(server: u32) -> Option<String> {
    let tasks = std::fs::read_dir(format!("/proc/{server}/task")).ok()?;
    tasks.flatten().find_map(|task| {
        let children = std::fs::read_to_string(task.path().join("children")).ok()?;
        children.split_whitespace().next().map(str::to_owned)
    })
}

#[test]
fn state_outside_the_slice_is_kept_by_a_reload() {
    let state = "export const store = { count: 0 };\n";
    let main = "import { store } from './state';\nstore.count += 1;\nconsole.log(`count ${store.count}`);\n";
    let mut client = opened(&[("main.ts", main), ("state.ts", state)]);
    client.run("main.ts");
    client.take_unread();
    for count in 2..5 {
        client.save_text("main.ts", &format!("{main}// {count}\n"));
        let outcome = client.wait_for_state("main.ts", "live");
        assert_eq!((&outcome["counts"]["kept"], &outcome["counts"]["reran"]), (&json!(1), &json!(1)));
        let expected = format!("count {count}");
        let says = |params: &Value| params["message"].as_str().is_some_and(|text| text.contains(&expected));
        client.wait_for_notification("window/logMessage", says, DEADLINE);
    }
}

#[test]
fn a_half_written_file_on_disk_is_never_run() {
    let mut client = opened(&[("main.ts", "console.log('start');\n")]);
    client.run("main.ts");
    client.take_unread();
    let path = client.directory().join("main.ts");
    for round in 0..50 {
        std::fs::write(&path, "const broken = ").expect("a torn file");
        client.save_text("main.ts", &format!("console.log('round {round}');\n"));
        let outcome = client.wait_for_state("main.ts", "live");
        assert_eq!(outcome["generation"], json!(round + 2));
        client.wait_settled("main.ts");
        assert_eq!(errors(&client.shown("main.ts").expect("diagnostics")), [""; 0]);
    }
}

#[test]
fn nothing_runs_because_a_file_was_opened() {
    let mut client = opened(&[("main.ts", "console.log('never');\n")]);
    client.save("main.ts");
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"], json!([]));
}

#[test]
fn a_stop_right_behind_a_restart_leaves_nothing_shown() {
    let mut client = opened(&[("main.ts", "console.log('first', 3);\n")]);
    let uri = client.uri("main.ts");
    client.run("main.ts");
    let mut shown = client.shown("main.ts").expect("the hint");
    for round in 0..12 {
        client.execute_command("saveloop.restart", json!([uri])).expect("it restarts");
        // Further and further into what the restart does.
        for _ in 0..round {
            client.execute_command("saveloop.status", json!([])).expect("a status");
        }
        client.execute_command("saveloop.stop", json!([uri])).expect("it stops");
        client.wait_for_state("main.ts", "stopped");
        for _ in 0..50 {
            client.execute_command("saveloop.status", json!([])).expect("a status");
        }
        shown = client.shown("main.ts").unwrap_or(shown);
        assert_eq!(shown, [Value::Null; 0], "round {round}");
    }
}
