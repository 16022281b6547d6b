//! Starting warm: the first and the second start of a thousand modules, against one cache.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use saveloop_tests::binary;

use crate::programs;
use crate::report::{Page, Row};
use crate::stats::{Samples, ms};

const MODULES: usize = 1_000;
/// Bytes of each module's text, at least.
const BYTES: usize = 2_000;
const ROUNDS: usize = 11;

pub fn measure(page: &mut Page) {
    let (cold, warm, off) = starts(BYTES);
    let (small_cold, small_warm, small_off) = starts(0);
    let ratio = cold.median().as_secs_f64() / warm.median().as_secs_f64();
    let rows = [
        Row::told("no cache", ms(off.median())),
        Row::told("first start, which fills the cache", ms(cold.median())),
        Row::told("second start", ms(warm.median())),
        Row::with_goal("first ÷ second", format!("{ratio:.1}"), "at least 3", ratio >= 3.0),
        Row::told("modules of three lines: no cache", ms(small_off.median())),
        Row::told("modules of three lines: first start", ms(small_cold.median())),
        Row::told("modules of three lines: second start", ms(small_warm.median())),
    ];
    let explanation = format!(
        "`saveloop run` of {MODULES} modules of at least {BYTES} bytes, from its start to its end; the first start has an \
         empty cache directory each time. Medians of {ROUNDS}, in turns."
    );
    page.add("Starting warm", &explanation, &rows);
}

/// First starts, second starts, and starts without a cache.
fn starts(bytes: usize) -> (Samples, Samples, Samples) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), bytes);
    let (mut cold, mut warm, mut off) = (Samples::default(), Samples::default(), Samples::default());
    for _ in 0..ROUNDS {
        let cache = tempfile::tempdir().unwrap();
        let place = cache.path().to_str().unwrap();
        off.push(start(folder.path(), "off"));
        cold.push(start(folder.path(), place));
        warm.push(start(folder.path(), place));
    }
    (cold, warm, off)
}

/// A tree in which each module imports six others.
fn write(folder: &Path, bytes: usize) {
    let body = if bytes == 0 { String::new() } else { programs::large(bytes) };
    for number in 0..MODULES {
        let below: Vec<usize> = (6 * number + 1..=6 * number + 6).filter(|it| *it < MODULES).collect();
        let mut text: String =
            below.iter().map(|it| format!("import {{ value{it} }} from \"./m{it}.ts\";\n")).collect();
        text.push_str(&body);
        let sum: String = below.iter().map(|it| format!(" + value{it}(x)")).collect();
        text.push_str(&format!("export function value{number}(x: number): number {{ return x{sum}; }}\n"));
        std::fs::write(folder.join(format!("m{number}.ts")), text).unwrap();
    }
    let main = "import { value0 } from \"./m0.ts\";\nconsole.log(value0(1));\n";
    std::fs::write(folder.join("main.ts"), main).unwrap();
}

fn start(folder: &Path, cache: &str) -> Duration {
    let begin = Instant::now();
    let mut command = Command::new(binary::saveloop());
    command.current_dir(folder).args(["run", "main.ts"]).env("SAVELOOP_CACHE", cache).stdin(Stdio::null());
    let output = command.output().unwrap();
    let took = begin.elapsed();
    assert_eq!(output.stdout, format!("{MODULES}\n").into_bytes());
    took
}
