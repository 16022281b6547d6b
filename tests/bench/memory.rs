//! Resident memory when idle and after many reloads, and how long a start takes.

use std::time::{Duration, Instant};

use saveloop_tests::lsp_client::{LspClient, Setup};
use serde_json::json;

use crate::programs;
use crate::report::{Page, Row};
use crate::stats::{Samples, ms};

const STARTS: usize = 20;
const FEW: usize = 1_000;
const MANY: usize = 10_000;

pub fn measure(page: &mut Page) {
    let start = cold_start().median();
    let idle = idle();
    let sum = idle.sum();
    let mut rows = vec![
        Row::with_goal(
            &format!("start until `initialized` (median of {STARTS})"),
            ms(start),
            "50 ms",
            start <= Duration::from_millis(50),
        ),
        Row::with_goal("idle behind a small program", idle.shown(), "40 MB", sum <= 40_000_000),
    ];
    rows.extend(reloads());
    page.add("Memory and start", "Resident sizes of the processes, from the system.", &rows);
}

fn cold_start() -> Samples {
    saveloop_tests::binary::saveloop();
    let mut samples = Samples::default();
    for _ in 0..STARTS {
        let begin = Instant::now();
        let mut client = LspClient::spawn(&[]);
        client.initialize(&Setup::default());
        samples.push(begin.elapsed());
    }
    samples
}

fn idle() -> Resident {
    let mut client = LspClient::start();
    let text = "const greet = (name: string) => `hello ${name}`;\nconsole.log(greet('world'));\n";
    std::fs::write(client.directory().join("main.ts"), text).unwrap();
    client.open("main.ts", text);
    client.run("main.ts");
    Resident::of(client.process_id())
}

fn reloads() -> Vec<Row> {
    let mut client = LspClient::start();
    let text =
        programs::large(40 << 10) + "setInterval(() => {}, 1e6);\nimport.meta.hot.on('mine', () => {});\n";
    std::fs::write(client.directory().join("main.ts"), &text).unwrap();
    client.open("main.ts", &text);
    client.run("main.ts");
    let mut few = None;
    let held = held(&mut client);
    let begin = Instant::now();
    for round in 1..=MANY {
        let start = json!({"line": 0, "character": 0});
        let end = json!({"line": 0, "character": if round == 1 { 0 } else { 8 }});
        let changed = format!("/*{round:04}*/");
        client.change_ranges("main.ts", json!([{"range": {"start": start, "end": end}, "text": changed}]));
        client.save("main.ts");
        client.wait_for_state("main.ts", "live");
        client.wait_settled("main.ts");
        client.take_unread();
        if round == FEW {
            few = Some(Resident::of(client.process_id()));
        }
    }
    let each = begin.elapsed() / MANY as u32;
    let many = Resident::of(client.process_id());
    let held_after = self::held(&mut client);
    let few = few.unwrap();
    let growth = many.sum() as f64 / few.sum() as f64;
    vec![
        Row::told(&format!("after {FEW} reloads of a 40 KB module"), few.shown()),
        Row::with_goal(
            &format!("after {MANY}"),
            format!("{}, {growth:.2} times", many.shown()),
            "1.05 times",
            growth <= 1.05,
        ),
        Row::with_goal(
            "handles and values it holds then",
            held_after.to_string(),
            &format!("{held}, as before"),
            held_after == held,
        ),
        Row::told("one reload of it, settled", ms(each)),
    ]
}

/// How many handles the program has, and how much its engine holds from one turn to the next.
fn held(client: &mut LspClient) -> u64 {
    let told = client.execute_command("saveloop.handles", json!([])).unwrap();
    client.take_unread();
    let program = &told["programs"][0];
    let held = program["held"].as_object().unwrap().values().filter_map(serde_json::Value::as_u64);
    program["handles"].as_array().unwrap().len() as u64 + held.sum::<u64>()
}

/// Bytes the server and its engines hold in memory.
struct Resident {
    server: u64,
    engines: u64,
}

impl Resident {
    fn of(server: u32) -> Self {
        let engines = children(server).into_iter().map(resident).sum();
        Self { server: resident(server), engines }
    }

    fn sum(&self) -> u64 {
        self.server + self.engines
    }

    fn shown(&self) -> String {
        let mb = |bytes: u64| bytes as f64 / 1e6;
        let (server, engines) = (mb(self.server), mb(self.engines));
        format!("{:.1} MB (server {server:.1}, engine {engines:.1})", server + engines)
    }
}

fn resident(process: u32) -> u64 {
    status(process, "VmRSS:")
}

/// The most it has ever held.
pub fn peak(process: u32) -> u64 {
    status(process, "VmHWM:")
}

fn status(process: u32, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
}

fn children(process: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).unwrap();
    let lists = tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().map(|id| id.parse().unwrap()).collect::<Vec<_>>()).collect()
}
