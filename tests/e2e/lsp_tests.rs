//! Tests of `node:test` in an editor: what they came to stands where they are said.

use saveloop_tests::cdp::Cdp;
use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const SUM: &str = "export const sum = (a: number, b: number) => a + b;\n";
const TEST: &str = "\
import { test, describe } from 'node:test';
import assert from 'node:assert';
import { sum } from './sum';
test('adds', () => { assert.strictEqual(sum(1, 2), 3); });
describe('a suite', () => {
  test('fails', () => {
    assert.strictEqual(sum(1, 1), 3);
  });
  test.skip('is left out', () => {});
});
test('is to come', { todo: 'soon' }, () => {});
";

fn with_lenses() -> Setup {
    let mut setup = Setup::default();
    setup.capabilities["textDocument"]["codeLens"] = json!({"dynamicRegistration": false});
    setup.capabilities["workspace"] = json!({"codeLens": {"refreshSupport": true}});
    setup
}

/// A client that has run a file of tests to its end.
fn tested(setup: &Setup, files: &[(&str, &str)]) -> LspClient {
    let mut client = LspClient::start_with(setup, files);
    for (path, text) in files {
        client.open(path, text);
    }
    let uri = client.uri("sum.test.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it can be run");
    wait_over(&client);
    client
}

/// Waits until every test has run: nothing keeps the program alive.
fn wait_over(client: &LspClient) {
    let uri = client.uri("sum.test.ts");
    let is_over =
        |params: &Value| params["program"] == uri && params["state"] == "settled" && params["alive"] == false;
    client.wait_for_notification("saveloop/generation", is_over, DEADLINE);
}

/// Line and message of everything that a file shows.
fn shown(client: &LspClient, path: &str) -> Vec<(u64, String)> {
    let all = client.shown(path).expect("something was published");
    let text = |it: &Value| {
        (it["range"]["start"]["line"].as_u64().unwrap(), it["message"].as_str().unwrap().to_owned())
    };
    let mut all: Vec<_> = all.iter().map(text).collect();
    all.sort();
    all
}

/// The messages without the time that they took.
fn timeless(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let is_time = |word: &str| word.contains('.') && word.parse::<f64>().is_ok();
    let mut kept: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_unit = at > 0 && is_time(words[at - 1]);
        if !is_time(word) && !is_unit {
            kept.push(word);
        }
    }
    kept.join(" ")
}

/// Line and title of each lens.
fn lenses(client: &mut LspClient, path: &str) -> Vec<(u64, String)> {
    let params = json!({"textDocument": {"uri": client.uri(path)}});
    let lenses = client.request("textDocument/codeLens", params).expect("lenses");
    let text = |lens: &Value| {
        let title = timeless(lens["command"]["title"].as_str().unwrap());
        (lens["range"]["start"]["line"].as_u64().unwrap(), title)
    };
    lenses.as_array().unwrap().iter().map(text).collect()
}

fn results(client: &mut LspClient, path: &str) -> Vec<(u64, String)> {
    let all = lenses(client, path);
    all.into_iter().filter(|(_, title)| title.starts_with(['✓', '✗', '–', '…'])).collect()
}

fn said(line: u64, text: &str) -> (u64, String) {
    (line, text.to_owned())
}

#[test]
fn a_failure_stands_on_its_assertion_and_says_what_was_expected() {
    let client = tested(&with_lenses(), &[("sum.ts", SUM), ("sum.test.ts", TEST)]);
    let all = client.shown("sum.test.ts").expect("a diagnostic");
    let [failure] = &all[..] else { panic!("{all:#?}") };
    assert_eq!(failure["code"], "test-failed");
    assert_eq!(failure["severity"], 1);
    assert_eq!(failure["range"]["start"], json!({"line": 6, "character": 4}));
    let message = failure["message"].as_str().unwrap();
    assert!(
        message.starts_with(
            "test \"a suite > fails\" failed: AssertionError: Expected values to be strictly equal"
        ),
        "{message}"
    );
    assert!(message.contains("expected: 3\nactual: 2"), "{message}");
    let related = failure["relatedInformation"].as_array().expect("the test");
    assert_eq!(related[0]["message"], "the test \"a suite > fails\"");
    assert_eq!(related[0]["location"]["range"]["start"]["line"], 5);
}

#[test]
fn results_are_lenses_where_the_client_refreshes_them() {
    let mut client = tested(&with_lenses(), &[("sum.ts", SUM), ("sum.test.ts", TEST)]);
    let refresh = client.wait_for("a refresh", DEADLINE, |it| it["method"] == "workspace/codeLens/refresh");
    client.respond(&refresh, Value::Null);
    let expected = [
        said(3, "✓ adds"),
        said(4, "✗ a suite: 2 tests, 1 failed, 1 skipped"),
        said(5, "✗ fails"),
        said(8, "– is left out skipped"),
        said(10, "– is to come todo: soon"),
    ];
    assert_eq!(results(&mut client, "sum.test.ts"), expected);
    let lines = lenses(&mut client, "sum.test.ts");
    assert_eq!(lines[..3], [said(0, "Stop"), said(0, "Restart"), said(0, "Attach debugger")]);
    let of_line: Vec<&str> =
        lines.iter().filter(|(line, _)| *line == 3).map(|(_, title)| title.as_str()).collect();
    assert_eq!(of_line, ["✓ adds", "Run test", "Debug test"]);
}

#[test]
fn without_lenses_results_are_hints_unless_the_setting_says_no() {
    let files = [("sum.ts", SUM), ("sum.test.ts", TEST)];
    let client = tested(&Setup::default(), &files);
    let all: Vec<_> =
        shown(&client, "sum.test.ts").into_iter().map(|(line, text)| (line, timeless(&text))).collect();
    assert!(all.contains(&said(3, "✓ adds")), "{all:?}");
    assert!(all.contains(&said(10, "– is to come todo: soon")), "{all:?}");
    assert_eq!(all.iter().filter(|(line, _)| *line == 5).count(), 0, "a failure has no hint: {all:?}");
    let options = json!({"tests": {"hints": false}});
    let client = tested(&Setup { options, ..Setup::default() }, &files);
    let lines: Vec<u64> = shown(&client, "sum.test.ts").into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [6]);
}

#[test]
fn lenses_can_be_turned_off() {
    let setup = Setup { options: json!({"lenses": false}), ..with_lenses() };
    let mut client = tested(&setup, &[("sum.ts", SUM), ("sum.test.ts", TEST)]);
    assert_eq!(lenses(&mut client, "sum.test.ts"), []);
    let texts = shown(&client, "sum.test.ts");
    assert!(texts.iter().any(|(line, text)| *line == 3 && text.starts_with("✓ adds")), "{texts:?}");
}

#[test]
fn a_repaired_failure_goes_and_a_new_one_comes() {
    let mut client = tested(&with_lenses(), &[("sum.ts", SUM), ("sum.test.ts", TEST)]);
    assert_eq!(shown(&client, "sum.test.ts").len(), 1);
    client.save_text("sum.ts", "export const sum = (a: number, b: number) => a + b + 1;\n");
    wait_over(&client);
    let all = shown(&client, "sum.test.ts");
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].0, 3, "{all:?}");
    assert!(all[0].1.contains("expected: 3\nactual: 4"), "{all:?}");
    assert!(results(&mut client, "sum.test.ts").contains(&said(5, "✓ fails")));
}

#[test]
fn results_move_with_edits_and_go_with_their_line() {
    let mut client = tested(&with_lenses(), &[("sum.ts", SUM), ("sum.test.ts", TEST)]);
    client.change("sum.test.ts", &format!("// above\n{TEST}"));
    let above = results(&mut client, "sum.test.ts");
    assert_eq!(above[0], said(4, "✓ adds"));
    assert_eq!(results(&mut client, "sum.test.ts"), above);
    assert_eq!(shown(&client, "sum.test.ts")[0].0, 7);
    client.change("sum.test.ts", &format!("// above\n{}", TEST.replace("'adds'", "'adds up'")));
    assert!(!results(&mut client, "sum.test.ts").iter().any(|(line, _)| *line == 4));
}

#[test]
fn only_tests_of_what_a_save_changed_run_again() {
    const COUNT: &str = "\
import { test } from 'node:test';
globalThis.runs ??= {};
test('counts', () => { globalThis.runs.NAME = (globalThis.runs.NAME ?? 0) + 1; console.log('NAME', globalThis.runs.NAME); });
";
    let a = COUNT.replace("NAME", "a");
    let b = COUNT.replace("NAME", "b");
    let all = "import './a.test.ts';\nimport './b.test.ts';\n";
    let files = [("a.test.ts", &a[..]), ("b.test.ts", &b[..]), ("sum.test.ts", all)];
    let mut client = tested(&with_lenses(), &files);
    assert_eq!(results(&mut client, "b.test.ts"), [said(2, "✓ counts")]);
    client.take_unread();
    client.save_text("a.test.ts", &format!("{a}// changed\n"));
    wait_over(&client);
    assert_eq!(results(&mut client, "a.test.ts"), [said(2, "✓ counts")]);
    assert_eq!(results(&mut client, "b.test.ts"), [said(2, "✓ counts")], "it keeps what it came to");
    let texts = shown(&client, "a.test.ts");
    assert_eq!(texts, [said(2, "a 2")]);
    assert_eq!(client.shown("b.test.ts"), None, "it did not run again");
}

const COUNTED: &str = "\
import { test, describe } from 'node:test';
const seen = (name) => console.log(`${name} ran`);
test('one', () => { seen('one'); });
describe('group', () => {
  test('two', () => { seen('two'); });
  test('three', () => { seen('three'); });
});
for (const n of [4, 5]) test(`case ${n}`, () => { seen(n); });
";

/// What the log said since it was last looked at.
fn printed(client: &LspClient) -> Vec<String> {
    let unread = client.take_unread();
    let logged = unread.iter().filter(|it| it["method"] == "window/logMessage" && it["params"]["type"] == 4);
    let texts = logged.map(|it| it["params"]["message"].as_str().unwrap().to_owned());
    texts.filter(|text| text.ends_with(" ran")).collect()
}

#[test]
fn the_test_round_the_cursor_runs_alone_and_the_others_keep_their_results() {
    let mut client = tested(&with_lenses(), &[("sum.test.ts", COUNTED)]);
    let before = results(&mut client, "sum.test.ts");
    assert_eq!(before.len(), 5);
    printed(&client);
    let uri = client.uri("sum.test.ts");
    let runs = [
        (json!([uri, {"line": 2, "character": 3}]), vec!["one ran"]),
        (json!([uri, {"line": 4, "character": 30}]), vec!["two ran"]),
        (json!([uri, {"line": 3, "character": 0}]), vec!["two ran", "three ran"]),
        (json!([uri, {"line": 7, "character": 0}]), vec!["4 ran", "5 ran"]),
        (json!([uri]), vec!["one ran", "two ran", "three ran", "4 ran", "5 ran"]),
    ];
    for (arguments, expected) in runs {
        client.execute_command("saveloop.runTest", arguments.clone()).expect("it runs");
        wait_over(&client);
        assert_eq!(results(&mut client, "sum.test.ts"), before, "{arguments}");
        assert_eq!(printed(&client), expected, "{arguments}");
    }
    client.save_text("sum.test.ts", &format!("{COUNTED}// all of it\n"));
    wait_over(&client);
    assert_eq!(printed(&client).len(), 5, "a save runs them all again");
}

#[test]
fn a_test_of_a_file_that_does_not_run_starts_it_for_that_test() {
    let mut client = LspClient::start_with(&with_lenses(), &[("sum.test.ts", COUNTED)]);
    client.open("sum.test.ts", COUNTED);
    let uri = client.uri("sum.test.ts");
    client.execute_command("saveloop.runTest", json!([uri, {"line": 5, "character": 8}])).expect("it runs");
    wait_over(&client);
    assert_eq!(printed(&client), ["three ran"]);
    assert_eq!(results(&mut client, "sum.test.ts"), [said(3, "✓ group: 1 test"), said(5, "✓ three")]);
    client.save_text("sum.test.ts", &format!("{COUNTED}// all of it\n"));
    wait_over(&client);
    assert_eq!(printed(&client).len(), 5);
}

#[test]
fn the_test_under_the_cursor_is_in_the_code_actions() {
    let mut client = tested(&with_lenses(), &[("sum.test.ts", COUNTED)]);
    let uri = client.uri("sum.test.ts");
    let mut at = |line: u64| {
        let place = json!({"line": line, "character": 4});
        let params = json!({
            "textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": {"diagnostics": []},
        });
        let actions = client.request("textDocument/codeAction", params).expect("actions");
        let titles = actions.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap().to_owned());
        titles.filter(|title| title.starts_with("Run ") || title.starts_with("Debug ")).collect::<Vec<_>>()
    };
    assert_eq!(at(4), ["Run test \"two\"", "Debug test \"two\""]);
    assert_eq!(at(3), ["Run suite \"group\"", "Debug suite \"group\""]);
    assert_eq!(at(7), ["Run this test", "Debug this test"]);
    assert_eq!(at(1), [""; 0]);
}

#[test]
fn what_a_test_leaves_behind_and_fails_later_is_an_error_where_it_stands() {
    let text = "\
import { test } from 'node:test';
test('leaves', () => { setTimeout(() => { throw new Error('late'); }, 5); });
test('waits', () => new Promise((done) => setTimeout(done, 40)));
";
    let client = tested(&with_lenses(), &[("sum.test.ts", text)]);
    let all = shown(&client, "sum.test.ts");
    assert_eq!(all, [said(1, "Error: late")]);
}

#[test]
fn a_test_that_a_save_interrupts_is_not_told_and_holds_nothing_up() {
    let text = "import { test } from 'node:test';\ntest('hangs', () => new Promise(() => setInterval(() => {}, 1000)));\n";
    let mut client = LspClient::start_with(&with_lenses(), &[("sum.test.ts", text)]);
    client.open("sum.test.ts", text);
    client.run("sum.test.ts");
    assert_eq!(results(&mut client, "sum.test.ts"), [said(1, "… hangs")]);
    client.save_text("sum.test.ts", "import { test } from 'node:test';\ntest('ends', () => {});\n");
    wait_over(&client);
    assert_eq!(results(&mut client, "sum.test.ts"), [said(1, "✓ ends")]);
}

/// Lets a debugger in where it was told to come, and yields the line on which the program stops.
fn stopped_at(address: &Value) -> (Cdp, u64) {
    let mut cdp = Cdp::connect(address["webSocketDebuggerUrl"].as_str().expect("an address"));
    cdp.call("Debugger.enable", json!({}));
    cdp.call("Runtime.runIfWaitingForDebugger", json!({}));
    let paused = cdp.event("Debugger.paused");
    let line = paused["callFrames"][0]["location"]["lineNumber"].as_u64().expect("a line");
    (cdp, line)
}

const STEPS: &str = "\
import { test } from 'node:test';
test('one', () => {
  const first = 1;
  return void first;
});
test('two', async () => {
  const second = 2;
  await second;
});
";

#[test]
fn debugging_a_test_stops_at_its_first_statement() {
    let mut client = LspClient::start_with(&with_lenses(), &[("sum.test.ts", STEPS)]);
    client.open("sum.test.ts", STEPS);
    let arguments = json!([client.uri("sum.test.ts"), {"line": 5, "character": 0}]);
    let address = client.execute_command("saveloop.debugTest", arguments).expect("an address");
    let (mut cdp, line) = stopped_at(&address);
    assert_eq!(line, 6);
    cdp.call("Debugger.resume", json!({}));
    wait_over(&client);
    assert_eq!(results(&mut client, "sum.test.ts"), [said(5, "✓ two")]);
}

#[test]
fn a_test_of_a_program_that_runs_waits_for_its_debugger() {
    let mut client = tested(&with_lenses(), &[("sum.test.ts", STEPS)]);
    let arguments = json!([client.uri("sum.test.ts"), {"line": 2, "character": 0}]);
    let address = client.execute_command("saveloop.debugTest", arguments.clone()).expect("an address");
    let (mut cdp, line) = stopped_at(&address);
    assert_eq!(line, 2);
    cdp.call("Debugger.resume", json!({}));
    wait_over(&client);
    let again = client.execute_command("saveloop.debugTest", arguments).expect("an address");
    assert_eq!(again, address, "who is there already is enough");
    assert_eq!(cdp.event("Debugger.paused")["callFrames"][0]["location"]["lineNumber"], 2);
    cdp.call("Debugger.resume", json!({}));
    wait_over(&client);
    assert_eq!(results(&mut client, "sum.test.ts"), [said(1, "✓ one"), said(5, "✓ two")]);
}
