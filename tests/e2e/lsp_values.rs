//! Values where you look: `//?` at the end of a line, and what a hover says.

use saveloop_tests::lsp_client::{LspClient, Setup};
use serde_json::{Value, json};

fn running(text: &str) -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    client.run("main.ts");
    client
}

/// Line, code and message of what a file shows.
fn shown(client: &LspClient) -> Vec<(u64, String, String)> {
    let all = client.shown("main.ts").expect("something was published");
    let text = |it: &Value, key: &str| it[key].as_str().expect("a text").to_owned();
    let line = |it: &Value| it["range"]["start"]["line"].as_u64().expect("a line");
    let mut all: Vec<_> = all.iter().map(|it| (line(it), text(it, "code"), text(it, "message"))).collect();
    all.sort();
    all
}

fn value(line: u64, text: &str) -> (u64, String, String) {
    (line, "value".to_owned(), text.to_owned())
}

fn hover(client: &mut LspClient, line: u64) -> Option<String> {
    let params = json!({
        "textDocument": {"uri": client.uri("main.ts")}, "position": {"line": line, "character": 1},
    });
    let answer = client.request("textDocument/hover", params).expect("an answer");
    answer["contents"]["value"].as_str().map(str::to_owned)
}

#[test]
fn a_value_stands_on_its_line_each_time_it_is_made() {
    let client = running(
        "\
const total: number = [1, 2, 3].reduce((a, b) => a + b, 0); //?
for (const it of ['a', 'b']) it.toUpperCase() //?
function twice(n: number) {
  return n * 2; //? the answer
}
twice(21);
",
    );
    assert_eq!(shown(&client), [value(0, "6"), value(1, "'B' (x2)"), value(3, "42")]);
}

#[test]
fn nothing_of_a_program_runs_to_show_a_value() {
    let client = running(
        "\
let touched = 0;
const trap = { get: () => { touched++; return 1; }, ownKeys: () => { touched++; return []; } };
const it = { get now() { touched++; return 1; }, [Symbol.for('nodejs.util.inspect.custom')]() { touched++; } };
it //?
new Proxy({}, trap) //?
touched //?
",
    );
    let values = shown(&client);
    assert_eq!(values[2], value(5, "0"), "{values:?}");
    assert!(values[0].2.contains("now: [Getter]"), "{values:?}");
}

#[test]
fn a_program_goes_on_as_if_nothing_had_been_asked() {
    let client = running(
        "\
const log: unknown[] = [];
const f = () => 1; //?
log.push(f.name);
const o = { n: 2, get() { return this.n; } };
log.push(o.get()); //?
function g() { return [1, 2].map((n) => n + 1); } //?
log.push(String(g).includes('$'));
const h = function () { return o.n; //?
};
log.push(String(h));
log.push(o?.n); //?
try { null_.x //?
} catch (error) { log.push(error.message); }
console.log(JSON.stringify(log));
",
    );
    let printed = shown(&client).into_iter().find(|(_, code, _)| code == "console").expect("a line");
    assert_eq!(printed.2, r#"["f",2,false,"function() {\n\treturn o.n;\n}",2,"null_ is not defined"]"#,);
}

#[test]
fn a_value_goes_when_its_line_is_edited_and_is_new_after_a_save() {
    let mut client = running("const a = 1;\na + 1 //?\n");
    assert_eq!(shown(&client), [value(1, "2")]);
    client.save_text("main.ts", "const a = 5;\na + 1 //?\n");
    client.wait_settled("main.ts");
    assert_eq!(shown(&client), [value(1, "6")]);
    client.save_text("main.ts", "const a = 5;\na + 1\n");
    client.wait_settled("main.ts");
    assert_eq!(client.shown("main.ts"), Some(Vec::new()));
}

#[test]
fn a_hover_tells_the_first_value_and_the_last_ones_and_when() {
    let mut client = running("for (let n = 0; n < 30; n++) n * n //?\nconsole.log('once');\n\n");
    let expected = [
        "saveloop: 30 values in generation 1",
        "```js",
        "0",
        "… 19 more",
        "400",
        "441",
        "484",
        "529",
        "576",
        "625",
        "676",
        "729",
        "784",
        "841",
        "```",
    ];
    assert_eq!(hover(&mut client, 0), Some(expected.join("\n")));
    let printed = "saveloop: printed once in generation 1\n```js\nonce\n```";
    assert_eq!(hover(&mut client, 1).as_deref(), Some(printed));
    assert_eq!(hover(&mut client, 2), None);
    assert_eq!(hover(&mut client, 99), None);
}
