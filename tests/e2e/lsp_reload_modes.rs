//! What a save runs again, by the setting `saveloop.reload`: a slice, everything, or a fresh engine.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

use crate::lsp_ends::children;

const STATE: &str = "console.log('state ran');\nexport const state = { runs: 0 };\n";
const MAIN: &str = "import { state } from './state';
const seen = ((globalThis as any).seen ??= []);
seen.push(++state.runs);
console.log(`seen ${seen.join()}`);
";

fn started(mode: &str, files: &[(&str, &str)]) -> LspClient {
    let setup = Setup { options: json!({"reload": mode}), ..Setup::default() };
    let mut client = LspClient::start_with(&setup, files);
    for (name, text) in files {
        client.open(name, text);
    }
    client.run("main.ts");
    client
}

/// What was printed since the last look, up to the end of the save.
fn printed(client: &mut LspClient) -> Vec<String> {
    let lines = client
        .take_unread()
        .into_iter()
        .filter(|message| message["method"] == "window/logMessage" && message["params"]["type"] == json!(4));
    lines.map(|message| message["params"]["message"].as_str().expect("text").to_owned()).collect()
}

/// Saves a text and waits until it has run; yields what was printed and the outcome.
#[track_caller]
fn save(client: &mut LspClient, path: &str, text: &str) -> (Vec<String>, Value) {
    client.take_unread();
    client.save_text(path, text);
    let outcome = client.wait_for_state("main.ts", "live");
    client.wait_settled("main.ts");
    (printed(client), outcome)
}

#[test]
fn a_slice_keeps_the_modules_that_did_not_change() {
    let mut client = started("slice", &[("main.ts", MAIN), ("state.ts", STATE)]);
    assert_eq!(printed(&mut client), ["state ran", "seen 1"]);
    let (lines, outcome) = save(&mut client, "main.ts", &format!("{MAIN}//\n"));
    assert_eq!(lines, ["seen 1,2"]);
    assert_eq!(outcome["counts"], json!({"reran": 1, "kept": 1, "disposed": 1, "pruned": 0}));
}

#[test]
fn all_runs_every_module_again_and_keeps_the_realm() {
    let mut client = started("all", &[("main.ts", MAIN), ("state.ts", STATE)]);
    assert_eq!(printed(&mut client), ["state ran", "seen 1"]);
    let (lines, outcome) = save(&mut client, "main.ts", &format!("{MAIN}//\n"));
    // The module's own state begins anew, what hangs on `globalThis` is still there.
    assert_eq!(lines, ["state ran", "seen 1,1"]);
    assert_eq!(outcome["counts"], json!({"reran": 2, "kept": 0, "disposed": 2, "pruned": 0}));
}

#[test]
fn all_passes_over_what_accepts_updates_and_hands_hot_data_on() {
    let part = "const { hot } = import.meta;
hot.accept(() => console.log('accepted'));
hot.dispose((data: any) => { data.runs = (data.runs ?? 0) + 1; });
console.log(`part ${hot.data.runs ?? 0}`);
";
    let mut client =
        started("all", &[("main.ts", "import './part';\nconsole.log('main');\n"), ("part.ts", part)]);
    assert_eq!(printed(&mut client), ["part 0", "main"]);
    let (lines, _) = save(&mut client, "part.ts", &format!("{part}//\n"));
    assert_eq!(lines, ["part 1", "main"]);
}

#[test]
fn restart_gives_each_save_a_fresh_engine() {
    let mut client = started("restart", &[("main.ts", MAIN), ("state.ts", STATE)]);
    assert_eq!(printed(&mut client), ["state ran", "seen 1"]);
    for round in 0..3 {
        let (lines, outcome) = save(&mut client, "main.ts", &format!("{MAIN}// {round}\n"));
        assert_eq!(lines, ["state ran", "seen 1"], "round {round}");
        assert_eq!(outcome["counts"], json!({"reran": 2, "kept": 0, "disposed": 2, "pruned": 0}));
        assert_eq!(outcome["generation"], json!(round + 2));
        assert_eq!(outcome["cause"], "saved main.ts");
    }
}

#[test]
fn in_no_mode_does_a_timer_outlive_its_program() {
    for mode in ["slice", "all", "restart"] {
        let old = "setInterval(() => console.log('old'), 1);\n";
        let mut client = started(mode, &[("main.ts", old)]);
        let says = |word: &'static str| move |params: &Value| params["message"] == word;
        client.wait_for_notification("window/logMessage", says("old"), DEADLINE);
        // The new program ticks a while; each of its ticks would come between those of the old one.
        let new = "let n = 0;\nconst it = setInterval(() => { console.log('new'); if (++n > 20) clearInterval(it); }, 1);\n";
        client.take_unread();
        client.save_text("main.ts", new);
        client.wait_for_state("main.ts", "live");
        client.take_unread();
        let over = |params: &Value| params["state"] == "settled" && params["alive"] == false;
        client.wait_for_notification("saveloop/generation", over, DEADLINE);
        let lines = printed(&mut client);
        assert!(!lines.is_empty() && lines.iter().all(|line| line == "new"), "{mode}: {lines:?}");
    }
}

#[test]
fn in_no_mode_does_a_broken_save_touch_the_program() {
    for mode in ["slice", "all", "restart"] {
        let ticking = "let n = 0;\nsetInterval(() => console.log(`tick ${++n}`), 1);\n";
        let mut client = started(mode, &[("main.ts", ticking)]);
        for broken in ["let = 1;\n", "import './nowhere';\n"] {
            client.save_text("main.ts", broken);
            client.wait_for_state("main.ts", "refused");
            client.take_unread();
            // The same program ticks on: it has counted beyond its start.
            let ticks = |params: &Value| {
                let text = params["message"].as_str().unwrap_or_default();
                text.strip_prefix("tick ").and_then(|n| n.parse::<u32>().ok()).is_some_and(|n| n > 1)
            };
            client.wait_for_notification("window/logMessage", ticks, DEADLINE);
        }
        client.save_text("main.ts", "console.log('mended');\n");
        let outcome = client.wait_for_state("main.ts", "live");
        assert_eq!(outcome["generation"], json!(2), "{mode}");
        client.wait_settled("main.ts");
        assert_eq!(client.shown("main.ts").expect("diagnostics").len(), 1, "{mode}: what is printed alone");
    }
}

#[test]
fn in_no_mode_is_an_unchanged_text_a_reload() {
    for mode in ["slice", "all", "restart"] {
        let mut client = started(mode, &[("main.ts", MAIN), ("state.ts", STATE)]);
        client.take_unread();
        client.save("state.ts");
        let unchanged = client.wait_for_state("main.ts", "unchanged");
        assert_eq!(unchanged["cause"], "no change in state.ts", "{mode}");
        client.wait_settled("main.ts");
        assert_eq!(printed(&mut client), [""; 0], "{mode}");
    }
}

#[test]
fn a_new_mode_counts_from_the_next_save() {
    let mut client = started("slice", &[("main.ts", MAIN), ("state.ts", STATE)]);
    let mut expected = vec![("all", vec!["state ran", "seen 1,1"]), ("restart", vec!["state ran", "seen 1"])];
    expected.push(("slice", vec!["seen 1,2"]));
    for (round, (mode, lines)) in expected.into_iter().enumerate() {
        client.take_unread();
        let settings = json!({"saveloop": {"reload": mode}});
        client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
        client.execute_command("saveloop.status", json!([])).expect("a status");
        assert_eq!(printed(&mut client), [""; 0], "a setting runs nothing");
        assert_eq!(save(&mut client, "main.ts", &format!("{MAIN}// {round}\n")).0, lines, "{mode}");
    }
}

#[test]
fn what_an_engine_still_has_to_report_comes_before_its_successor() {
    let rejects = |round: u32| format!("Promise.reject(new Error('of {round}'));\n// {round}\n");
    let mut client = started("restart", &[("main.ts", &rejects(0))]);
    for round in 1..10 {
        client.save_text("main.ts", &rejects(round));
        client.wait_for_state("main.ts", "live");
        client.wait_settled("main.ts");
        let shown = client.shown("main.ts").expect("diagnostics");
        let messages: Vec<_> = shown.iter().map(|it| it["message"].as_str().expect("text")).collect();
        assert_eq!(messages, [format!("Error: of {round}")]);
    }
}

/// What a program may be doing when its successor comes; each says `in` when it does.
const HOLDS: [&str; 5] = [
    "console.log('in');\nfor (;;) {}\n",
    "setTimeout(() => { console.log('in'); for (;;) {} });\n",
    "const again = () => Promise.resolve().then(again);\nconsole.log('in');\nagain();\n",
    "console.log('in');\n[].reverse.call({ length: 2 ** 53 - 1 });\n",
    "setTimeout(() => { console.log('in'); [].reverse.call({ length: 2 ** 53 - 1 }); });\n",
];

fn holding(text: &str) -> LspClient {
    let setup = Setup { options: json!({"reload": "restart"}), ..Setup::default() };
    let mut client = LspClient::start_with(&setup, &[("main.ts", text)]);
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_notification("window/logMessage", |params| params["message"] == "in", DEADLINE);
    client
}

/// The newest text runs, because it was saved, and nothing else does.
#[track_caller]
fn mended(client: &mut LspClient, text: &str) {
    let is_newest = |params: &Value| params["state"] == "live" && params["generation"] != json!(1);
    let outcome = client.wait_for_notification("saveloop/generation", is_newest, DEADLINE);
    assert_eq!(outcome["cause"], "saved main.ts", "{text}");
    client.wait_settled("main.ts");
    let lines = printed(client);
    assert_eq!(lines.iter().filter(|line| *line == "mended").count(), 1, "{text}: {lines:?}");
    assert_eq!(children(client.process_id()).len(), 1, "{text}: one engine");
}

#[test]
fn a_save_ends_a_loop_in_restart_mode_whether_it_can_be_interrupted_or_not() {
    for text in HOLDS {
        let mut client = holding(text);
        client.save_text("main.ts", "console.log('mended');\n");
        mended(&mut client, text);
    }
}

#[test]
fn an_engine_that_dies_before_its_successor_comes_holds_nothing_up() {
    for text in HOLDS {
        let mut client = holding(text);
        let [engine] = children(client.process_id()).try_into().expect("one engine");
        client.save_text("main.ts", "console.log('mended');\n");
        // What is saved is prepared by the time this is answered, or soon.
        client.execute_command("saveloop.status", json!([])).expect("a status");
        // It may have been ended by now.
        let killed = std::process::Command::new("kill").args(["-9", &engine.to_string()]).status();
        killed.expect("kill runs");
        let is_newest = |params: &Value| params["message"] == "mended";
        client.wait_for_notification("window/logMessage", is_newest, DEADLINE);
        client.wait_settled("main.ts");
        assert_eq!(children(client.process_id()).len(), 1, "{text}: one engine");
    }
}

#[test]
fn of_many_saves_in_restart_mode_the_last_one_is_what_runs() {
    let ticking = |word: &str| format!("setInterval(() => console.log('{word}'), 1);\n");
    let mut client = started("restart", &[("main.ts", &ticking("first"))]);
    for round in 0..60 {
        let text = if round % 3 == 1 { "let = 1;\n".to_owned() } else { ticking(&format!("round {round}")) };
        client.save_text("main.ts", &text);
    }
    client.save_text("main.ts", "console.log('last');\n");
    client.wait_for_notification("window/logMessage", |params| params["message"] == "last", DEADLINE);
    let over = |params: &Value| params["state"] == "settled" && params["alive"] == false;
    client.wait_for_notification("saveloop/generation", over, DEADLINE);
    assert_eq!(children(client.process_id()).len(), 1, "one engine");
    let shown = client.shown("main.ts").expect("diagnostics");
    let messages: Vec<_> = shown.iter().map(|it| it["message"].as_str().expect("text")).collect();
    assert_eq!(messages, ["last"]);
}

#[test]
fn what_only_an_import_reaches_is_asked_for_again_in_every_mode() {
    let main = "const { word } = await import('./word');\nconsole.log(word);\n";
    for mode in ["slice", "all", "restart"] {
        let files =
            [("main.ts", main), ("word.ts", "console.log('word ran');\nexport const word = 'one';\n")];
        let mut client = started(mode, &files);
        client.take_unread();
        let (lines, _) = save(&mut client, "main.ts", &format!("{main}//\n"));
        let expected: &[&str] = if mode == "slice" { &["one"] } else { &["word ran", "one"] };
        assert_eq!(lines, expected, "{mode}");
        let (lines, _) = save(&mut client, "word.ts", "export const word = 'two';\n");
        assert_eq!(lines, ["two"], "{mode}");
    }
}

#[test]
fn a_program_that_was_stopped_in_the_middle_of_a_restart_stays_stopped() {
    let mut client = started("restart", &[("main.ts", "setInterval(() => {}, 1000);\n")]);
    let uri = client.uri("main.ts");
    for round in 0..5 {
        client.save_text("main.ts", &format!("setInterval(() => {{}}, 1000);\n// {round}\n"));
        client.execute_command("saveloop.stop", json!([uri])).expect("it stops");
        client.wait_for_state("main.ts", "stopped");
        let status = client.execute_command("saveloop.status", json!([])).expect("a status");
        assert_eq!(status["programs"][0]["state"], "stopped", "round {round}");
        client.run("main.ts");
    }
}
