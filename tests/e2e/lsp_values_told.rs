//! What `//?` tells while a program runs: each value once, those that come late too, over saves.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

fn running(text: &str) -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    client.run("main.ts");
    client
}

/// Line, from 0, and text of the hints and errors.
fn shown(client: &LspClient) -> Vec<(u64, String)> {
    let all = client.shown("main.ts").unwrap_or_default();
    let one = |it: &Value| {
        let line = it["range"]["start"]["line"].as_u64().expect("a line");
        (line, it["message"].as_str().expect("a text").lines().next().unwrap_or_default().to_owned())
    };
    let mut all: Vec<_> = all.iter().map(one).collect();
    all.sort();
    all
}

fn at(line: u64, text: &str) -> (u64, String) {
    (line, text.to_owned())
}

#[test]
fn what_is_told_runs_once() {
    let client = running(
        "\
let calls = 0;
const f = () => ++calls;
f() //?
const x = f(); //?
const o = { n: f(), //?
  get m() { return f(); } };
o.m + o.m; //?
[3, 1, 2].sort() //?
calls //?
",
    );
    let expected = [at(2, "1"), at(3, "2"), at(4, "3"), at(6, "9"), at(7, "[ 1, 2, 3 ]"), at(8, "5")];
    assert_eq!(shown(&client), expected);
}

#[test]
fn a_chain_is_told_line_by_line_and_keeps_its_this() {
    let client = running(
        "\
const list = [1, 2, 3];
const sum = list //?
  .map((n) => n * 2) //?
  .filter((n) => n > 2) //?
  .reduce((a, b) => a + b, 0); //?
class A { #n = 5; add(n: number) { this.#n += n; return this; } get() { return this.#n; } }
new A()
  .add(1)
  .get() //?
const none: any = undefined;
none?.a.b.c() //?
",
    );
    let expected = [
        at(1, "[ 1, 2, 3 ]"),
        at(2, "[ 2, 4, 6 ]"),
        at(3, "[ 4, 6 ]"),
        at(4, "10"),
        at(8, "6"),
        at(10, "undefined"),
    ];
    assert_eq!(shown(&client), expected);
}

#[test]
fn a_loop_tells_every_value_and_how_many() {
    let client = running(
        "\
for (let n = 0; n < 5; n++) n * n //?
let i = 0;
while (i++ < 3) //?
  i;
const f = (x: number) => x + 1; //?
[1, 2, 3].map(f);
function g(n: number): number { return n === 0 ? 0 : g(n - 1); //?
}
g(3);
",
    );
    assert_eq!(shown(&client), [at(0, "16 (x5)"), at(2, "false (x4)"), at(4, "4 (x3)"), at(6, "0 (x4)")]);
}

#[test]
fn what_throws_tells_no_value_and_its_error_stands_there() {
    let client = running(
        "\
function fails(): number { throw new RangeError('no'); }
try { fails() //?
} catch {}
1 + 1 //?
fails() + 1 //?
'not reached' //?
",
    );
    let shown = shown(&client);
    assert_eq!(shown.iter().filter(|(line, _)| *line != 0).collect::<Vec<_>>(), [&at(3, "2")]);
    assert!(shown.iter().any(|(line, text)| *line == 0 && text == "RangeError: no"), "{shown:?}");
}

#[test]
fn values_that_come_late_are_told_when_they_come() {
    let mut client = running(
        "\
const wait = (ms: number) => new Promise<number>((done) => setTimeout(done, ms, ms));
async function late() {
  const first = await wait(1); //?
  return first + (await wait(2)); //?
}
late();
const top = await wait(3); //?
setTimeout(() => { top * 2 //?
}, 1);
wait(5) //?
",
    );
    let is_over = |params: &Value| params["state"] == "settled" && params["alive"] == false;
    client.wait_for_notification("saveloop/generation", is_over, DEADLINE);
    let mut shown = shown(&client);
    assert_eq!(shown.pop(), Some(at(9, "Promise { <pending> }")));
    assert_eq!(shown, [at(2, "1"), at(3, "3"), at(6, "3"), at(7, "6")]);
    client.execute_command("saveloop.stop", json!([])).expect("it stops");
}

#[test]
fn each_generation_tells_its_own_and_kept_modules_keep_theirs() {
    let other = "export const kept = [1]; //?\n";
    let main = |n: u32| format!("import {{ kept }} from './other.ts';\nkept[0] + {n} //?\n");
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", &main(1)), ("other.ts", other)]);
    client.open("main.ts", &main(1));
    client.open("other.ts", other);
    client.run("main.ts");
    let values = client.shown("other.ts").expect("it was published");
    assert_eq!(values.iter().map(|it| &it["message"]).collect::<Vec<_>>(), ["[ 1 ]"]);
    for n in 1..4 {
        if n > 1 {
            client.save_text("main.ts", &main(n));
            client.wait_settled("main.ts");
        }
        assert_eq!(shown(&client), [at(1, &format!("{}", n + 1))]);
        assert_eq!(client.shown("other.ts"), None, "it keeps what it shows");
    }
    client.save_text("main.ts", "nonsense(");
    client.wait_for_state("main.ts", "refused");
    assert_eq!(client.shown("other.ts"), None, "what runs goes on");
}

#[test]
fn a_value_is_what_it_was_when_it_was_told() {
    let client = running("const o = { n: 1 };\no //?\no.n = 2;\n[o] //?\no.n = 3;\n");
    assert_eq!(shown(&client), [at(1, "{ n: 1 }"), at(3, "[ { n: 2 } ]")]);
}
