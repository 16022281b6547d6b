//! How soon a debugger stops a program that does not yield, and gets into one.

use std::time::{Duration, Instant};

use saveloop_tests::cdp::Cdp;
use saveloop_tests::lsp_client::LspClient;
use serde_json::{Value, json};

use crate::report::{Page, Row};
use crate::stats::{Samples, ms};

const PAUSES: usize = 200;
const ATTACHES: usize = 200;
const PAUSE_GOAL: Duration = Duration::from_millis(20);
const ATTACH_GOAL: Duration = Duration::from_millis(100);

/// What runs, and where it is told to stop.
const PROGRAMS: &[(&str, &str)] = &[
    ("`while (true) {}`", "while (true) {}\n"),
    ("`for (;;);`", "for (;;);\n"),
    (
        "an endless chain of microtasks",
        "const again = (): void => void Promise.resolve().then(again);\nagain();\n",
    ),
    ("an endless chain of awaits", "async function again() {\n  for (;;) await null;\n}\nagain();\n"),
    (
        "callbacks of `map`",
        "const list = new Array(100_000).fill(1);\nwhile (true) {\n  list.map((it) => it + 1);\n}\n",
    ),
    (
        "callbacks of `sort`",
        "const list = Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 50_021);\n\
         while (true) {\n  list.slice().sort((a, b) => a - b);\n}\n",
    ),
    (
        "a getter",
        "let read = 0;\nconst object = {\n  get value() {\n    return read++;\n  },\n};\nwhile (object.value >= 0);\n",
    ),
    (
        "traps of a proxy",
        "const proxy = new Proxy({} as Record<string, number>, {\n  get(target, key) {\n    return Reflect.get(target, key) ?? 1;\n  },\n});\n\
         while (proxy.any === 1);\n",
    ),
    (
        "a generator",
        "function* numbers() {\n  for (let i = 0; ; i++) yield i;\n}\nfor (const number of numbers()) {\n  if (number < 0) break;\n}\n",
    ),
];

/// Two functions deep, with a local of each that follows from an argument.
const NESTED: &str = "\
function inner(times: number): number {
  const doubled = times * 2;
  return doubled + 1;
}
function outer(turn: number): number {
  const next = turn + 1;
  return inner(next) % 10;
}
let turns: number = 0;
while (true) {
  turns = outer(turns);
}
";

pub fn measure(page: &mut Page) {
    let mut rows = Vec::new();
    for (what, text) in PROGRAMS {
        let samples = pauses(text);
        let value = format!(
            "median {}, p99 {}, max {}",
            ms(samples.median()),
            ms(samples.at(0.99)),
            ms(samples.max())
        );
        rows.push(Row::with_goal(what, value, "p99 20 ms", samples.at(0.99) <= PAUSE_GOAL));
    }
    let (samples, frames) = attaches();
    rows.push(Row::with_goal(
        "attach to a busy loop: from the editor's command to `Debugger.paused`",
        format!("median {}, p99 {}", ms(samples.median()), ms(samples.at(0.99))),
        "median 100 ms",
        samples.median() <= ATTACH_GOAL,
    ));
    rows.push(Row::told("of these pauses, frames whose locals were read and are right", frames.to_string()));
    let explanation = format!(
        "From `Debugger.pause` written to the websocket until `Debugger.paused` is read, in the language server; {PAUSES} \
         pauses each, every one in a frame of the program. A collection of garbage is not stopped: a program that keeps \
         millions of objects adds its time to the longest pauses. {ATTACHES} times a fresh program was attached to."
    );
    page.add("Pausing a program that does not yield", &explanation, &rows);
}

fn started(text: &str) -> LspClient {
    let mut client = LspClient::start_with(&Default::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).unwrap();
    client.wait_for_state("main.ts", "started");
    client
}

fn attach(client: &mut LspClient) -> Cdp {
    let uri = client.uri("main.ts");
    let address = client.execute_command("saveloop.attachDebugger", json!([uri])).unwrap();
    let mut cdp = Cdp::connect(address["webSocketDebuggerUrl"].as_str().unwrap());
    cdp.call("Runtime.enable", json!({}));
    cdp.call("Debugger.enable", json!({}));
    cdp
}

fn pauses(text: &str) -> Samples {
    let mut client = started(text);
    let mut cdp = attach(&mut client);
    let script = cdp.event("Debugger.scriptParsed")["scriptId"].clone();
    let mut samples = Samples::default();
    for number in 0..PAUSES {
        // Pauses fall anywhere in what the program does.
        std::thread::sleep(Duration::from_micros(1000 + 137 * (number as u64 % 29)));
        let begin = Instant::now();
        cdp.send("Debugger.pause", json!({}));
        let pause = cdp.event("Debugger.paused");
        samples.push(begin.elapsed());
        assert_eq!(pause["callFrames"][0]["location"]["scriptId"], script, "{number} of {text}: {pause:#}");
        cdp.call("Debugger.resume", json!({}));
        cdp.event("Debugger.resumed");
        client.take_unread();
    }
    samples
}

/// How long it takes, and how many frames showed the right locals.
fn attaches() -> (Samples, usize) {
    let (mut samples, mut frames) = (Samples::default(), 0);
    for _ in 0..ATTACHES {
        let mut client = started(NESTED);
        let begin = Instant::now();
        let mut cdp = attach(&mut client);
        cdp.send("Debugger.pause", json!({}));
        let pause = cdp.event("Debugger.paused");
        samples.push(begin.elapsed());
        frames += right_frames(&mut cdp, &pause);
    }
    (samples, frames)
}

fn right_frames(cdp: &mut Cdp, pause: &Value) -> usize {
    let frames = pause["callFrames"].as_array().unwrap();
    // A variable whose declaration has not run yet cannot be read; then its line is the frame's.
    let check = |function: &str| match function {
        "inner" => ("times > 0 && times <= 10", "doubled === times * 2", 1),
        "outer" => ("turn >= 0 && turn < 10", "next === turn + 1", 5),
        _ => ("turns >= 0 && turns < 10", "typeof inner === 'function'", 0),
    };
    for frame in frames {
        let (always, later, declared) = check(frame["functionName"].as_str().unwrap());
        let line = frame["location"]["lineNumber"].as_u64().unwrap();
        let expression = if line == declared { always.to_owned() } else { format!("{always} && {later}") };
        let params = json!({"callFrameId": frame["callFrameId"], "expression": expression});
        let answer = cdp.call("Debugger.evaluateOnCallFrame", params);
        assert_eq!(answer["result"]["value"], true, "{expression} in {frame:#}: {answer:#}");
    }
    frames.len()
}
