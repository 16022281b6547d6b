//! How long a program takes to start, how much memory that is, and what each built-in module adds.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use runtime::library;
use saveloop_tests::binary;

use crate::memory::peak;
use crate::report::{Page, Row};
use crate::stats::{Samples, ms};

const STARTS: usize = 40;
const LOADS: usize = 11;
const TIME_GOAL: Duration = Duration::from_millis(25);
const MEMORY_GOAL: u64 = 25_000_000;

pub fn measure(page: &mut Page) {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let empty = written("empty.ts", "export {};\n");
    let waits = written("waits.ts", "console.log('up');\nsetTimeout(() => {}, 2 ** 30);\n");
    let (start, memory) = (runs(&empty).median(), resident(&waits));
    let rows = [
        Row::with_goal(
            &format!("`saveloop run` of an empty program, until it has ended (median of {STARTS})"),
            ms(start),
            "25 ms",
            start <= TIME_GOAL,
        ),
        Row::with_goal(
            "the most memory that a program of one line has taken",
            format!("{:.1} MB", memory as f64 / 1e6),
            "25 MB",
            memory <= MEMORY_GOAL,
        ),
    ];
    page.add("Start of a program", "Of the whole process, from the system.", &rows);
    modules(page, folder.path());
}

fn runs(entry: &Path) -> Samples {
    let mut samples = Samples::default();
    for _ in 0..STARTS {
        let begin = Instant::now();
        let status = Command::new(binary::saveloop()).arg("run").arg(entry).status().unwrap();
        samples.push(begin.elapsed());
        assert!(status.success());
    }
    samples
}

fn resident(entry: &Path) -> u64 {
    let mut child = spawned(entry);
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let most = peak(child.id());
    child.kill().unwrap();
    child.wait().unwrap();
    most
}

fn spawned(entry: &Path) -> Child {
    Command::new(binary::saveloop()).arg("run").arg(entry).stdout(Stdio::piped()).spawn().unwrap()
}

/// Each module in a fresh program, which has loaded only what it measures with.
fn modules(page: &mut Page, folder: &Path) {
    let mut rows = Vec::new();
    for module in library::modules().iter().filter(|module| module.name.starts_with("node:")) {
        let entry = folder.join("loads.ts");
        let text = format!(
            "const before = process.memoryUsage().heapUsed, began = performance.now();\n\
             await import({:?});\n\
             const took = performance.now() - began;\n\
             console.log(`${{took}} ${{process.memoryUsage().heapUsed - before}}`);\n",
            module.name
        );
        std::fs::write(&entry, text).unwrap();
        let (mut times, mut bytes) = (Samples::default(), 0.0);
        for _ in 0..LOADS {
            let output = spawned(&entry).wait_with_output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            let (took, added) = said.trim().split_once(' ').expect("two numbers");
            times.push(Duration::from_secs_f64(took.parse::<f64>().unwrap() / 1e3));
            bytes = added.parse::<f64>().unwrap();
        }
        rows.push(vec![
            format!("`{}`", module.name),
            ms(times.median()),
            format!("{:.0} KB", bytes.max(0.0) / 1e3),
        ]);
    }
    let explanation = format!(
        "What `await import(...)` of a built-in module takes, and how much the engine's heap grows by it, in a fresh program \
         in which only `process` and `performance` are loaded; medians of {LOADS}. A module is loaded once in the life of \
         an engine; saves do not load it again."
    );
    page.table("What a built-in module costs", &explanation, &["module", "time", "memory"], &rows);
}
