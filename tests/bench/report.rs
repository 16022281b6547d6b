//! The page of results: one table for each group of measurements.

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

/// The sections that were made; what is added is printed at once.
#[derive(Default)]
pub struct Page {
    /// Title and text.
    sections: Vec<(String, String)>,
    group: &'static str,
}

impl Page {
    /// What is added now is made by this group.
    pub fn begin(&mut self, group: &'static str) {
        self.group = group;
    }

    pub fn add(&mut self, title: &str, explanation: &str, rows: &[Row]) {
        let cells = rows.iter().map(|row| {
            let (goal, verdict) = match &row.goal {
                Some(goal) => (goal.text.clone(), if goal.is_met { "met" } else { "**missed**" }),
                None => (String::new(), ""),
            };
            vec![row.what.clone(), row.value.clone(), goal, verdict.to_owned()]
        });
        self.table(title, explanation, &["what", "measured", "goal", ""], &cells.collect::<Vec<_>>());
    }

    pub fn table(&mut self, title: &str, explanation: &str, heads: &[&str], rows: &[Vec<String>]) {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | ").trim_end());
        let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
        let rules = vec!["---".to_owned(); heads.len()];
        let mut part = format!(
            "\n## {title}\n\n{explanation}\n\n`cargo bench -p saveloop-tests -- {}` makes this section.\n\n",
            self.group
        );
        for cells in [&heads, &rules].into_iter().chain(rows) {
            part.push_str(&line(cells));
        }
        print!("{part}");
        self.sections.push((title.to_owned(), part));
    }

    /// The whole page: as it was, with the sections that were made anew in their places.
    pub fn text(&self, before: &str) -> String {
        let mut sections: Vec<(String, String)> = before.split("\n## ").skip(1).map(section).collect();
        for (title, text) in &self.sections {
            match sections.iter_mut().find(|(known, _)| known == title) {
                Some((_, known)) => known.clone_from(text),
                None => sections.push((title.clone(), text.clone())),
            }
        }
        let sections: String = sections.into_iter().map(|(_, text)| text).collect();
        let tools = saveloop_tests::npm::install("target/tools/npm", "bun deno tsx");
        format!(
            "# Benchmarks\n\n{}\n\nMade by `cargo bench -p saveloop-tests`, with what `{tools}` installs. Things that are \
             compared were measured in turns within one run. A word behind `--` makes only its section anew.\n{sections}",
            machine()
        )
    }
}

/// The title of a section, and all of it.
fn section(text: &str) -> (String, String) {
    let title = text.lines().next().unwrap_or_default().to_owned();
    (title, format!("\n## {}\n", text.trim_end()))
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
