//! The page of results: one table for each group of measurements.

use std::fmt::Write;
use std::process::Command;

/// One thing that was measured.
pub struct Row {
    pub what: String,
    pub value: String,
    /// What it must stay under; `None` for what is only told.
    pub goal: Option<Goal>,
}

pub struct Goal {
    pub text: String,
    pub is_met: bool,
}

impl Row {
    pub fn told(what: &str, value: impl Into<String>) -> Self {
        Self { what: what.into(), value: value.into(), goal: None }
    }

    pub fn with_goal(what: &str, value: impl Into<String>, goal: &str, is_met: bool) -> Self {
        Self { what: what.into(), value: value.into(), goal: Some(Goal { text: goal.into(), is_met }) }
    }
}

/// The page so far; what is added is printed at once.
pub struct Page {
    text: String,
}

impl Page {
    pub fn new() -> Self {
        let text = format!(
            "# Benchmarks\n\n{}\n\nMade by `cargo bench -p saveloop-tests`, with bun from `npm install --prefix target/tools/npm bun`. Things that are compared were \
             measured in turns within one run.\n",
            machine()
        );
        print!("{text}");
        Self { text }
    }

    pub fn add(&mut self, title: &str, explanation: &str, rows: &[Row]) {
        let mut part = format!(
            "\n## {title}\n\n{explanation}\n\n| what | measured | goal | |\n| --- | --- | --- | --- |\n"
        );
        for row in rows {
            let (goal, verdict) = match &row.goal {
                Some(goal) => (goal.text.as_str(), if goal.is_met { "met" } else { "**missed**" }),
                None => ("", ""),
            };
            let _ = writeln!(part, "| {} | {} | {goal} | {verdict} |", row.what, row.value);
        }
        print!("{part}");
        self.text.push_str(&part);
    }

    pub fn text(&self) -> &str {
        &self.text
    }
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let meminfo = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib = meminfo.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0);
    let rust = Command::new("rustc").arg("--version").output().expect("rustc runs");
    let rust = String::from_utf8_lossy(&rust.stdout);
    let version = rust.split_whitespace().nth(1).unwrap_or("?");
    format!(
        "Machine: {cores} cores, {:.0} GiB of memory, {}, Rust {version}.",
        kib / f64::from(1 << 20),
        std::env::consts::OS
    )
}
