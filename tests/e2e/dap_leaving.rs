//! Debuggers that leave in the middle, with and without a word: the program goes on, or ends with them.

use std::io::{Read, Write};
use std::net::TcpListener;

use saveloop_tests::cdp::Cdp;
use saveloop_tests::dap::Dap;
use saveloop_tests::inspected::Inspected;
use serde_json::{Value, json};

#[test]
fn a_program_that_is_paused_ends_when_its_adapter_is_killed() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let text = format!(
        "import net from 'node:net';\nconst socket = net.connect({port}, '127.0.0.1', () => socket.write('up'));\nsocket.on('data', () => {{\n  debugger;\n}});\n"
    );
    let mut dap = Dap::start(&[("main.ts", &text)]);
    dap.launch(json!({}));
    dap.call("configurationDone", json!({}));
    let (mut stream, _) = listener.accept().expect("it connects");
    let mut up = [0; 2];
    stream.read_exact(&mut up).expect("it speaks");
    stream.write_all(b"stop").expect("it listens");
    dap.event("stopped");
    dap.kill();
    // The system closes what a process had that is gone; a reset is as good.
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert_eq!(rest, b"");
}

const TICKS: &str = "\
let ticks = 0;
function tick(): void {
  ticks += 1;
  process.stdout.write(`tick ${ticks}\\n`);
}
setInterval(tick, 2);
";

/// The number of the next line that the program prints.
#[track_caller]
fn tick(run: &mut Inspected) -> u64 {
    let line = run.printed();
    line.strip_prefix("tick ").and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{line:?}"))
}

#[test]
fn a_program_goes_on_when_the_adapter_of_its_only_debugger_is_killed() {
    let mut run = Inspected::start(TICKS, &["--inspect=0", "--hot"]);
    let mut dap = Dap::start(&[]);
    dap.call("attach", json!({ "address": run.url }));
    dap.event("initialized");
    dap.call("configurationDone", json!({}));
    // It has run as far as here; then it stands still.
    tick(&mut run);
    let source = json!({ "path": run.path });
    dap.call("setBreakpoints", json!({ "source": source, "breakpoints": [{ "line": 3 }] }));
    dap.event("stopped");
    let stood = dap.evaluate("ticks", "watch").expect("a value")["result"].clone();
    let stood: u64 = stood.as_str().and_then(|text| text.parse().ok()).expect("a number");
    dap.kill();
    while tick(&mut run) <= stood + 1 {}
}

/// The same numbers for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[test]
fn whatever_two_debuggers_of_two_protocols_do_each_is_answered_and_the_program_goes_on() {
    for seed in 1..=4 {
        let mut chance = Chance(seed);
        let mut run = Inspected::start(TICKS, &["--inspect=0", "--hot"]);
        let mut cdp = Cdp::connect(&run.url);
        cdp.call("Runtime.enable", json!({}));
        cdp.call("Debugger.enable", json!({}));
        let mut dap = Dap::start(&[]);
        dap.call("attach", json!({ "address": run.url }));
        dap.event("initialized");
        dap.call("configurationDone", json!({}));
        let (mut of_dap, mut of_cdp) = (Vec::new(), Vec::new());
        for _ in 0..60 {
            let line = chance.below(5);
            let source = json!({ "path": run.path });
            let (command, arguments) = match chance.below(8) {
                0 => ("pause", json!({ "threadId": 1 })),
                1 | 2 => ("continue", json!({ "threadId": 1 })),
                3 => ("next", json!({ "threadId": 1 })),
                4 => ("stepOut", json!({ "threadId": 1 })),
                5 => ("setBreakpoints", json!({ "source": source, "breakpoints": [{ "line": line + 1 }] })),
                6 => ("setBreakpoints", json!({ "source": source, "breakpoints": [] })),
                _ => ("evaluate", json!({ "expression": "1 + 1", "context": "repl" })),
            };
            of_dap.push((command, dap.send(command, arguments)));
            let place = json!({ "url": run.uri(), "lineNumber": line });
            let (method, params) = match chance.below(6) {
                0 => ("Debugger.pause", json!({})),
                1 | 2 => ("Debugger.resume", json!({})),
                3 => ("Debugger.stepInto", json!({})),
                4 => ("Debugger.setBreakpointByUrl", place),
                _ => ("Runtime.evaluate", json!({ "expression": "2 + 2", "returnByValue": true })),
            };
            of_cdp.push((method, cdp.send(method, params)));
        }
        for (command, seq) in of_dap {
            match (command, dap.answer(seq)) {
                ("evaluate", answer) => assert_eq!(answer.expect("a value")["result"], "2", "seed {seed}"),
                ("continue" | "next" | "stepOut", _) => {}
                (_, answer) => assert!(answer.is_ok(), "seed {seed}: {command}: {answer:?}"),
            }
        }
        for (method, id) in of_cdp {
            match (method, cdp.answer(id)) {
                ("Runtime.evaluate", answer) => {
                    assert_eq!(answer.expect("a value")["result"]["value"], Value::from(4), "seed {seed}");
                }
                // One that is there already, or nothing to go on from.
                ("Debugger.setBreakpointByUrl" | "Debugger.resume" | "Debugger.stepInto", _) => {}
                (_, answer) => assert!(answer.is_ok(), "seed {seed}: {method}: {answer:?}"),
            }
        }
        // One goes without a word, the other with one.
        drop(cdp);
        dap.call("disconnect", json!({}));
        assert!(dap.finish().success(), "seed {seed}");
        let stood = tick(&mut run);
        while tick(&mut run) <= stood + 200 {}
    }
}
