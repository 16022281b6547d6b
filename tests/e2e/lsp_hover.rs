//! A hover on a variable tells its value, without a debugger, and without running anything for it.

use std::time::Instant;

use saveloop_tests::cdp::Cdp;
use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::json;

fn running(files: &[(&str, &str)]) -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), files);
    for (name, text) in files {
        client.open(name, text);
    }
    client.run("main.ts");
    client
}

/// What a hover says where a text stands in the file.
fn hover_in(client: &mut LspClient, file: &str, text: &str, marked: &str) -> Option<String> {
    let (before, after) = marked.split_once('|').expect("a place");
    let at = text.find(&format!("{before}{after}")).expect("it is there") + before.len();
    let line = text[..at].matches('\n').count();
    let character = text[..at].rsplit('\n').next().expect("a line").chars().count();
    let params = json!({
        "textDocument": {"uri": client.uri(file)}, "position": {"line": line, "character": character},
    });
    let answer = client.request("textDocument/hover", params).expect("an answer");
    answer["contents"]["value"].as_str().map(str::to_owned)
}

fn hover(client: &mut LspClient, text: &str, marked: &str) -> Option<String> {
    hover_in(client, "main.ts", text, marked)
}

/// Asks until the answer is as it should be.
fn hover_until(
    client: &mut LspClient,
    text: &str,
    marked: &str,
    is_it: impl Fn(Option<&str>) -> bool,
) -> Option<String> {
    let until = Instant::now() + DEADLINE;
    loop {
        let told = hover(client, text, marked);
        if is_it(told.as_deref()) {
            return told;
        }
        assert!(Instant::now() < until, "{marked}: {told:?}");
    }
}

fn told(kind: &str, body: &str) -> Option<String> {
    Some(format!("saveloop: {kind}\n```js\n{body}\n```"))
}

#[test]
fn a_variable_of_a_module_is_what_it_is_now() {
    let text = "\
import { limit, later } from './other.ts';
import * as other from './other.ts';
class User { constructor(public name: string, public age: number) {} }
const user = new User('Ada', 36);
const list = [1, 2, 3], map = new Map([['k', { deep: true }]]);
let count = 0, nothing = null, text = 'a';
count += 2;
export const data = { address: { city: 'London', 'a key': [10, 20] } };
var failed = new TypeError('bad');
const half = data.address['a key'][1];
enum Color { Red }
console.log(user, list, map, count, nothing, text, failed, half, limit, later, other, Color);
";
    let other = "export const limit: number = 10; export let later = 1; later = 5;\n";
    let mut client = running(&[("main.ts", text), ("other.ts", other)]);
    let mut of = |marked: &str| hover(&mut client, text, marked);
    assert_eq!(of("const us|er"), told("Object (User)", "user = User { name: 'Ada', age: 36 }"));
    assert_eq!(of("|list = "), told("Array (3)", "list = [ 1, 2, 3 ]"));
    assert_eq!(of("|map = "), told("Map (1)", "map = Map(1) { 'k' => { deep: true } }"));
    assert_eq!(of("let |count"), told("number", "count = 2"));
    assert_eq!(of("|nothing = null"), told("null", "nothing = null"));
    assert_eq!(of("|text = 'a'"), told("string", "text = 'a'"));
    assert_eq!(of("data.add|ress"), told("Object", "data.address = { city: 'London', 'a key': [ 10, 20 ] }"));
    assert!(of("var |failed").expect("a value").starts_with("saveloop: Error (TypeError)\n"));
    assert_eq!(of("const |half"), told("number", "half = 20"));
    assert_eq!(of("import { |limit"), told("number", "limit = 10"));
    assert_eq!(of("limit, |later }"), told("number", "later = 5"));
    assert!(of("* as |other").expect("a value").contains("limit: 10"));
    assert!(of("enum |Color").expect("a value").contains("'0': 'Red'"));
    assert_eq!(of("class |User"), None);
    assert_eq!(of("|'London'"), None);
    assert_eq!(
        hover_in(&mut client, "other.ts", other, "const lim|it"),
        told("number", "limit = 10"),
        "of every module of the program"
    );
}

#[test]
fn nothing_of_the_program_runs_for_a_hover() {
    let text = "\
let touched = 0;
const trap = { get: () => { touched++; return 1; }, ownKeys: () => { touched++; return []; }, getPrototypeOf: () => { touched++; return null; } };
const it = { get now() { touched++; return 1; }, [Symbol.for('nodejs.util.inspect.custom')]() { touched++; }, toString() { touched++; return ''; } };
const proxy: any = new Proxy({}, trap);
it.now; proxy.some.thing;
touched = 0;
export { it, proxy };
";
    let mut client = running(&[("main.ts", text)]);
    let seen = hover(&mut client, text, "const |it").expect("a value");
    assert!(seen.contains("now: [Getter]"), "{seen}");
    assert_eq!(
        hover(&mut client, text, "it.|now").as_deref(),
        Some("saveloop: reading `it.now` would run the program's code")
    );
    assert_eq!(
        hover(&mut client, text, "proxy.some.th|ing").as_deref(),
        Some("saveloop: reading `proxy.some.thing` would run the program's code")
    );
    assert!(hover(&mut client, text, "const |proxy").is_some());
    assert_eq!(hover(&mut client, text, "let |touched"), told("number", "touched = 0"));
}

#[test]
fn a_variable_that_changes_between_turns_is_read_when_it_is_asked_for() {
    let text = "let ticks = 0;\nsetInterval(() => { ticks++; }, 1);\n";
    let mut client = running(&[("main.ts", text)]);
    let first = hover(&mut client, text, "let |ticks").expect("a value");
    hover_until(&mut client, text, "let |ticks", |told| told.is_some_and(|told| told != first));
}

#[test]
fn a_variable_of_a_function_is_kept_from_the_next_call_on_over_saves() {
    let text = "\
function area(width: number, height: number) {
  const size = { of: width * height };
  return size.of;
}
const squares = [1, 2].map((side) => area(side, side));
for (const it of squares) {
  it + 1;
}
";
    let mut client = running(&[("main.ts", text)]);
    let not_seen = |name: &str| {
        Some(format!(
            "saveloop: `{name}` was not seen yet: no call since you looked; the next one is recorded"
        ))
    };
    assert_eq!(hover(&mut client, text, "const |size"), not_seen("size"));
    assert_eq!(hover(&mut client, text, "size.|of"), not_seen("size.of"));
    assert_eq!(hover(&mut client, text, "(|side) =>"), not_seen("side"));
    assert_eq!(hover(&mut client, text, "const |it of"), not_seen("it"));
    let longer = format!("// A comment.\n{text}export {{}};\n");
    client.save_text("main.ts", &longer);
    client.wait_settled("main.ts");
    let mut of = |marked: &str| hover(&mut client, &longer, marked);
    assert_eq!(of("const |size"), told("Object, when line 4 was about to run last", "size = { of: 4 }"));
    assert_eq!(of("(|width:"), told("number, when line 4 was about to run last", "width = 2"));
    assert_eq!(of("size.|of"), told("number, when line 4 was about to run last", "size.of = 4"));
    assert_eq!(of("(|side) =>"), told("number, when line 6 was about to run last", "side = 2"));
    assert_eq!(of("const |it of"), told("number, when line 8 was about to run last", "it = 4"));
}

#[test]
fn what_is_edited_since_is_told_as_what_it_is() {
    let text = "const a = 1;\nconst b = a + 1;\nconst c = b + 1;\n";
    let mut client = running(&[("main.ts", text)]);
    let edited = "const a = 1;\nconst b = a + 100;\nconst c = b + 1;\n";
    client.change("main.ts", edited);
    assert_eq!(
        hover(&mut client, edited, "const |c"),
        told("number, in generation 1; edited since", "c = 3")
    );
    assert_eq!(hover(&mut client, edited, "const |b"), None);
    client.save_text("main.ts", edited);
    client.wait_settled("main.ts");
    assert_eq!(hover(&mut client, edited, "const |b"), told("number", "b = 101"));
}

#[test]
fn a_program_that_is_busy_is_read_where_it_is_and_said_to_be_where_it_cannot_be() {
    let text = "let rounds = 0;\nfunction spin(step: number) {\n  while (rounds >= 0) { rounds += step; }\n}\nsetTimeout(() => spin(1), 0);\n";
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    client.execute_command("saveloop.run", json!([client.uri("main.ts")])).expect("it runs");
    let has_begun = |told: Option<&str>| told.is_some_and(|told| !told.contains("rounds = 0"));
    hover_until(&mut client, text, "let |rounds", has_begun);
    assert_eq!(hover(&mut client, text, "|step: number"), told("number", "step = 1"));
    let stuck = "const text = 'a';\nsetTimeout(() => new Array(2 ** 30).join('x'), 0);\n";
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", stuck)]);
    client.open("main.ts", stuck);
    client.execute_command("saveloop.run", json!([client.uri("main.ts")])).expect("it runs");
    hover_until(&mut client, stuck, "const |text", |told| told == Some("saveloop: the program is busy"));
}

#[test]
fn a_paused_program_is_read_in_the_frame_it_stands_in() {
    let text = "let calls = 40;\nfunction step(value: number) {\n  const twice = value * 2;\n  debugger;\n  return twice;\n}\nsetInterval(() => step(++calls), 1);\n";
    let mut client = running(&[("main.ts", text)]);
    let door =
        client.execute_command("saveloop.attachDebugger", json!([client.uri("main.ts")])).expect("a door");
    let mut cdp = Cdp::connect(door["webSocketDebuggerUrl"].as_str().expect("an address"));
    cdp.call("Runtime.enable", json!({}));
    cdp.call("Debugger.enable", json!({}));
    cdp.event("Debugger.paused");
    let number = |told: Option<String>, name: &str| -> u32 {
        let told = told.expect("a value");
        let text = told.strip_prefix(&format!("saveloop: number\n```js\n{name} = ")).expect("a number");
        text.trim_end_matches("\n```").parse().expect("a number")
    };
    let calls = number(hover(&mut client, text, "let |calls"), "calls");
    assert_eq!(number(hover(&mut client, text, "step(|value:"), "value"), calls);
    assert_eq!(number(hover(&mut client, text, "const |twice"), "twice"), calls * 2);
    cdp.call("Debugger.resume", json!({}));
    cdp.event("Debugger.paused");
    assert_eq!(number(hover(&mut client, text, "const |twice"), "twice"), (calls + 1) * 2);
}

#[test]
fn a_function_that_is_called_all_the_time_is_sampled() {
    let text = "\
function step(n: number) {
  return n + 1;
}
let at = 0;
setInterval(() => { for (let i = 0; i < 20_000; i++) at = step(at); }, 0);
";
    let mut client = running(&[("main.ts", text)]);
    let is_sampled =
        |told: Option<&str>| told.is_some_and(|told| told.contains("not every call is looked at"));
    let first = hover_until(&mut client, text, "step(|n:", is_sampled);
    hover_until(&mut client, text, "step(|n:", |told| told != first.as_deref());
}

#[test]
fn a_program_that_was_stopped_has_nothing_to_tell() {
    let text = "const a = 1;\nsetInterval(() => {}, 1000);\n";
    let mut client = running(&[("main.ts", text)]);
    assert_eq!(hover(&mut client, text, "const |a"), told("number", "a = 1"));
    client.execute_command("saveloop.stop", json!([client.uri("main.ts")])).expect("it stops");
    hover_until(&mut client, text, "const |a", |told| told.is_none());
}

#[test]
fn large_values_are_cut() {
    let text = "const long = 'x'.repeat(1e6), many = Array.from({ length: 1e5 }, (_, i) => ({ i }));\n";
    let mut client = running(&[("main.ts", text)]);
    for marked in ["const |long", "|many ="] {
        let told = hover(&mut client, text, marked).expect("a value");
        assert!(told.len() < 3000, "{marked}: {}", told.len());
    }
}

#[test]
fn a_secret_is_masked_also_where_it_is_looked_at() {
    let text = "const token = process.env.API_TOKEN;\nexport { token };\n";
    let mut client = LspClient::spawn(&[("main.ts", text)]);
    client.initialize(&Setup { options: json!({"env": {"API_TOKEN": "abcdef-123456"}}), ..Setup::default() });
    client.open("main.ts", text);
    client.run("main.ts");
    assert_eq!(hover(&mut client, text, "const |token"), told("string", "token = '•••'"));
}
