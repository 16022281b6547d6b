//! What probes cost: instructions of ten programs, with probes left out, disarmed and armed.

use std::path::{Path, PathBuf};
use std::process::Command;

use runtime::debug::message::{NewBreakpoint, Request, Target};
use saveloop_tests::debug::{run_armed, run_asking};
use saveloop_tests::program::{Ran, run, run_without_probes};

use crate::report::Page;

/// What the counted process is to run, and how.
const PROGRAM: &str = "SAVELOOP_BENCH_PROGRAM";
const STATE: &str = "SAVELOOP_BENCH_PROBES";
const GOAL: f64 = 1.08;
const RUNS: usize = 7;

#[derive(Clone, Copy)]
struct State {
    name: &'static str,
    run: fn(&Path) -> Ran,
}

const STATES: [State; 4] = [
    State { name: "left out", run: run_without_probes },
    State { name: "disarmed", run },
    State { name: "a breakpoint elsewhere", run: with_breakpoint },
    State { name: "all armed", run: run_armed },
];

/// A breakpoint on the last line, which is never stopped at.
fn with_breakpoint(entry: &Path) -> Ran {
    let lines = std::fs::read_to_string(entry).unwrap().lines().count();
    let target = Target::Path(entry.canonicalize().unwrap());
    let breakpoint = NewBreakpoint {
        target,
        line: lines.saturating_sub(1) as u32,
        column: None,
        condition: None,
        hits: None,
        log: None,
    };
    run_asking(entry, vec![Request::SetBreakpoint(breakpoint)])
}

/// Whether this process is one that is counted; then it has run its program.
pub fn is_counted() -> bool {
    let (Some(program), Some(state)) = (std::env::var_os(PROGRAM), std::env::var_os(STATE)) else {
        return false;
    };
    let state = STATES.iter().find(|it| state == it.name).expect("a state");
    let ran = (state.run)(Path::new(&program));
    assert!(ran.errors.is_empty(), "{:?}", ran.errors);
    print!("{}", ran.stdout);
    true
}

pub fn measure(page: &mut Page) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/probes/programs");
    let mut programs: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    programs.sort();
    let scratch = tempfile::tempdir().unwrap();
    let empty = scratch.path().join("empty.ts");
    std::fs::write(&empty, "export {};\n").unwrap();
    let idle = STATES.map(|state| counted(&empty, state).0);
    let mut rows = Vec::new();
    let mut factors = [0.0; STATES.len()];
    for program in &programs {
        let all = STATES.map(|state| counted(program, state));
        assert!(all.iter().all(|(_, output)| *output == all[0].1), "{} prints the same", program.display());
        let own =
            std::array::from_fn::<f64, { STATES.len() }, _>(|state| (all[state].0 - idle[state]) as f64);
        let mut row = vec![program.file_stem().unwrap().to_string_lossy().into_owned()];
        row.push(format!("{:.1} M", own[0] / 1e6));
        for (state, instructions) in own.iter().enumerate() {
            factors[state] += (instructions / own[0]).ln() / programs.len() as f64;
            if state > 0 {
                row.push(share(instructions / own[0]));
            }
        }
        rows.push(row);
    }
    let factors = factors.map(f64::exp);
    let verdict = if factors[1] <= GOAL { "met" } else { "**missed**" };
    let mut last = vec!["geometric mean".to_owned(), String::new()];
    last.push(format!("{} (goal {}: {verdict})", share(factors[1]), share(GOAL)));
    last.extend(factors[2..].iter().map(|factor| share(*factor)));
    rows.push(last);
    let explanation = format!(
        "Instructions that `valgrind --tool=callgrind` counts for {} programs (`tests/bench/probes/programs`), those of an \
         empty program taken off. *Disarmed*: no debugger is attached. *A breakpoint elsewhere*: one is, with a \
         breakpoint on the last line. *All armed*: every probe asks the debugger, which never stops.",
        programs.len()
    );
    let heads = ["program", "probes left out", "disarmed", "a breakpoint elsewhere", "all armed"];
    page.table("What probes cost", &explanation, &heads, &rows);
}

/// How many instructions this program runs into, and what it prints. The least of several runs: threads that
/// wait for each other run into more on a busy machine, and start-ups differ by a few per cent of an empty program.
fn counted(program: &Path, state: State) -> (u64, String) {
    let runs = std::array::from_fn::<_, RUNS, _>(|_| counted_once(program, state));
    runs.into_iter().min().expect("a run")
}

fn counted_once(program: &Path, state: State) -> (u64, String) {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .env(PROGRAM, program)
        .env(STATE, state.name)
        .output()
        .expect("valgrind is installed (Debian: `apt-get install valgrind`)");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}, {}: {said}", program.display(), state.name);
    let count = said.lines().find_map(|line| line.split_once("Collected :")).expect("a count");
    (count.1.trim().parse().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// `+8.0 %`
fn share(factor: f64) -> String {
    format!("{:+.1} %", (factor - 1.0) * 100.0)
}
