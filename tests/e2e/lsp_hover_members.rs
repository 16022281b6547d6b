//! A hover tells of `this`, private fields, elements and members of enums; and nothing of what is no value.

use std::time::Instant;

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::json;

/// Every place that is looked at is marked by `|` in the text of its own line.
fn hover(client: &mut LspClient, text: &str, marked: &str) -> Option<String> {
    let (before, after) = marked.split_once('|').expect("a place");
    let at = text.find(&format!("{before}{after}")).unwrap_or_else(|| panic!("{marked}")) + before.len();
    let line = text[..at].matches('\n').count();
    let character = text[..at].rsplit('\n').next().expect("a line").chars().count();
    let params = json!({
        "textDocument": {"uri": client.uri("main.ts")}, "position": {"line": line, "character": character},
    });
    let answer = client.request("textDocument/hover", params).expect("an answer");
    answer["contents"]["value"].as_str().map(str::to_owned)
}

/// The line of the answer that is the value.
fn value(told: &str) -> Option<&str> {
    told.split_once("```js\n")?.1.split_once("\n```").map(|(value, _)| value)
}

/// Looks until a call was recorded.
#[track_caller]
fn is(client: &mut LspClient, text: &str, marked: &str, expected: &str) {
    let until = Instant::now() + DEADLINE;
    loop {
        let told = hover(client, text, marked);
        if told.as_deref().and_then(value) == Some(expected) {
            return;
        }
        assert!(Instant::now() < until, "{marked}: {told:?}, not {expected}");
    }
}

fn running(text: &str) -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    client.run("main.ts");
    client
}

#[test]
fn what_methods_have_in_this_is_told_with_private_fields() {
    let text = "\
class Counter {
  count = 2;
  #secret = { deep: 'x' };
  names = ['a', 'b'];
  step(by: number) {
    this.count = 2 + by - by;
    const deep = this.#secret.deep;
    const last = this.names[1];
    return [by].map((it) => this.names.length + it);
  }
  static made = 0;
  static make() { this.made = 1; return this.made; }
  get doubled() { return this.count * 2; }
}
const counter = new Counter();
setInterval(() => { counter.step(1); Counter.make(); }, 5);
console.log(counter.doubled);
";
    let mut client = running(text);
    let counter = "Counter { count: 2, names: [ 'a', 'b' ] }";
    for (marked, expected) in [
        ("    th|is.count = 2", format!("this = {counter}")),
        ("    this.co|unt = 2", "this.count = 2".to_owned()),
        ("this.#sec|ret.deep", "this.#secret = { deep: 'x' }".to_owned()),
        ("this.#secret.de|ep", "this.#secret.deep = 'x'".to_owned()),
        ("this.names[|1]", "this.names.1 = 'b'".to_owned()),
        ("=> th|is.names.length", format!("this = {counter}")),
        ("this.names.len|gth", "this.names.length = 2".to_owned()),
        ("return this.ma|de", "this.made = 1".to_owned()),
        ("step(|by", "by = 1".to_owned()),
        ("((i|t) =>", "it = 1".to_owned()),
    ] {
        is(&mut client, text, marked, &expected);
    }
    // Of a module's own object, without any call.
    is(&mut client, text, "const coun|ter =", &format!("counter = {counter}"));
    let would_run = "saveloop: reading `counter.doubled` would run the program's code";
    let told = hover(&mut client, text, "(counter.dou|bled").expect("an answer");
    assert!(told.starts_with(would_run), "{told}");
}

#[test]
fn values_of_a_module_are_told_wherever_they_are_named() {
    let text = "\
enum Color { Red = 1, Blue }
const list = [10, { x: 1 }];
const tree: any = { a: { b: { c: 'leaf' } } };
const { a: branch, ...rest } = tree;
const [first, , third = 30] = list as any;
class Box { #n = 7; static all = [1]; read(other: Box) { return other.#n; } }
const box = new Box();
box.read(box);
type Shape = { size: number };
interface Sized { size: number }
function area(shape: Shape): Sized { return shape; }
console.log(Color.Blue, list[0], tree.a.b?.c, tree?.a?.['b'], tree.none?.x, Box.all);
export type { Shape };
export { branch, rest, first, third, area };
";
    let mut client = running(text);
    for (marked, expected) in [
        ("Color.Bl|ue", "Color.Blue = 2"),
        ("{ R|ed = 1", "Color.Red = 1"),
        ("list[|0]", "list.0 = 10"),
        ("tree.a.b?.|c", "tree.a.b.c = 'leaf'"),
        ("tree.a.|b?", "tree.a.b = { c: 'leaf' }"),
        ("tree?.a?.['|b']", "tree.a.b = { c: 'leaf' }"),
        ("tree.none?.|x", "tree.none.x = undefined"),
        ("{ a: bra|nch", "branch = { b: { c: 'leaf' } }"),
        ("...re|st", "rest = {}"),
        ("[fir|st", "first = 10"),
        ("thi|rd = 30", "third = 30"),
        ("Box.a|ll", "Box.all = [ 1 ]"),
    ] {
        is(&mut client, text, marked, expected);
    }
    for marked in [
        "class B|ox",
        "function ar|ea",
        "type Sh|ape",
        "interface Si|zed",
        "shape: Sh|ape",
        "{ #|n = 7",
        "size: num|ber };",
        "'le|af'",
    ] {
        assert_eq!(hover(&mut client, text, marked), None, "{marked}");
    }
}

/// The same expressions, asked for in the text.
#[test]
fn lines_that_ask_are_answered_for_the_same_expressions() {
    let text = "\
class Counter {
  #n = 7;
  read({ of, by = 2 }: any) {
    this.#n; //?
    of.list[0]; //?
    of?.none?.x; //?
    by; //?
  }
}
new Counter().read({ of: { list: ['a'] } });
for (const [key, it] of Object.entries({ k: 1 })) {
  key + it; //?
}
";
    let client = running(text);
    let shown = client.shown("main.ts").unwrap_or_default();
    let mut values: Vec<(u64, &str)> = shown
        .iter()
        .filter(|it| it["code"] == "value")
        .map(|it| {
            let line = it["range"]["start"]["line"].as_u64().expect("a line");
            (line, it["message"].as_str().expect("text"))
        })
        .collect();
    values.sort_unstable();
    assert_eq!(values, [(3, "7"), (4, "'a'"), (5, "undefined"), (6, "2"), (11, "'k1'")]);
}
