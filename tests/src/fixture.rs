//! The fixture language: programs that say in comments what must be shown where.
//!
//! ```text
//! //- /main.ts              starts a file
//! //- /main.ts @2           its text from the second save on
//! // ^^^^ error: text       expects this on the line above, at these columns, after this text's save
//! // ^ log: text            expects a printed line there (only the line counts)
//! //- ends @2               after this save, wait until nothing keeps the program alive
//! //- expect @2: text       expects something said of the whole save: an error without a place,
//!                           `unchanged`, `reran a.ts b.ts`; one `…` stands for anything
//! ```
//!
//! Every mark is a legal comment, so the fixture is the program. What is not expected must not come.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use runtime::message::{Command, ErrorKind, Event, Location, ScriptError};
use runtime::position::{LineIndex, Lines};
use runtime::session::EngineHost;
use runtime::sources::Sources;

use crate::program::Program;
use crate::warm;

/// Texts as an editor holds them; the files lie on disk too, for resolution.
#[derive(Default)]
struct Documents(Mutex<HashMap<PathBuf, Arc<str>>>);

impl Sources for Documents {
    fn open_document(&self, path: &Path) -> Option<Arc<str>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }
}

/// The texts saved together, by path.
type Save = BTreeMap<String, String>;

struct Fixture {
    saves: BTreeMap<usize, Save>,
    /// Said of a whole save.
    expectations: BTreeMap<usize, Vec<String>>,
    /// Saves after which the program comes to its end.
    ends: Vec<usize>,
}

fn parse(text: &str) -> Fixture {
    let mut fixture = Fixture { saves: BTreeMap::new(), expectations: BTreeMap::new(), ends: Vec::new() };
    let mut current: Option<(usize, String)> = None;
    for line in text.split_inclusive('\n') {
        if let Some(header) = line.trim_end().strip_prefix("//- expect") {
            let (step, expected) = header.split_once(':').expect("`//- expect @n: text`");
            let step = step.trim().trim_start_matches('@').parse().unwrap_or(1);
            fixture.expectations.entry(step).or_default().push(expected.trim().to_owned());
        } else if let Some(step) = line.trim_end().strip_prefix("//- ends @") {
            fixture.ends.push(step.parse().expect("a number of a save"));
        } else if let Some(header) = line.trim_end().strip_prefix("//- /") {
            let (path, step) = header.split_once(" @").unwrap_or((header, "1"));
            let step = step.trim().parse().expect("a number of a save");
            current = Some((step, path.trim().to_owned()));
            fixture.saves.entry(step).or_default().insert(path.trim().to_owned(), String::new());
        } else {
            let (step, path) = current.as_ref().expect("a fixture starts with `//- /file`");
            let text = fixture.saves.get_mut(step).and_then(|save| save.get_mut(path));
            text.expect("the file was begun").push_str(line);
        }
    }
    fixture
}

/// `file:line:start-end kind: text`, one-based, for everything the marks of a text expect.
fn expected(path: &str, text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut code_line = 0;
    for (number, line) in text.lines().enumerate() {
        let Some(mark) =
            line.trim_start().strip_prefix("//").filter(|mark| mark.trim_start().starts_with('^'))
        else {
            code_line = number + 1;
            continue;
        };
        let indent = line.len() - line.trim_start().len() + 2;
        let start = indent + mark.len() - mark.trim_start().len();
        let carets = mark.trim_start().chars().take_while(|it| *it == '^').count();
        let said = mark.trim_start().trim_start_matches('^').trim();
        out.push(match said.strip_prefix("log: ") {
            Some(said) => format!("{path}:{code_line} log: {said}"),
            None => format!("{path}:{code_line}:{}-{} {said}", start + 1, start + 1 + carets),
        });
    }
    out
}

fn kind(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Uncaught => "error",
        ErrorKind::Rejection => "rejection",
        ErrorKind::Syntax => "syntax",
        ErrorKind::Unresolved => "unresolved",
        ErrorKind::MissingExport => "missing-export",
        ErrorKind::Unreadable => "unreadable",
        ErrorKind::Unsupported => "unsupported",
        ErrorKind::Memory => "out-of-memory",
        ErrorKind::Interrupted => "interrupted",
        ErrorKind::Busy => "busy",
        ErrorKind::Denied(_) => "denied",
        ErrorKind::EngineLost => "engine-lost",
        ErrorKind::TestFailed => "test-failed",
    }
}

fn shown_path(root: &Path, at: &Location) -> String {
    at.path.strip_prefix(root).unwrap_or(&at.path).display().to_string()
}

fn error_line(root: &Path, error: &ScriptError) -> String {
    let help = error.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    let said = format!("{}: {}{help}", kind(error.kind), error.headline().lines().next().unwrap_or_default());
    let Some(at) = &error.location else { return said };
    let lines = LineIndex::new(&at.text, Lines::Editor);
    let (start, end) = (lines.position(&at.text, at.range.start), lines.position(&at.text, at.range.end));
    let end = if end.line == start.line { end.column + 1 } else { start.column + 1 };
    format!("{}:{}:{}-{end} {said}", shown_path(root, at), start.line + 1, start.column + 1)
}

fn happened(root: &Path, events: &[Event]) -> Vec<String> {
    let mut out = Vec::new();
    for event in events {
        match event {
            Event::Error(error) | Event::EngineLost { error } => out.push(error_line(root, error)),
            Event::Refused { errors, .. } => out.extend(errors.iter().map(|error| error_line(root, error))),
            Event::Unchanged { .. } => out.push("unchanged".into()),
            Event::Console(line) => {
                let at = line.location.as_ref().map(|at| {
                    let line =
                        LineIndex::new(&at.text, Lines::Editor).position(&at.text, at.range.start).line + 1;
                    format!("{}:{line} ", shown_path(root, at))
                });
                out.push(format!("{}log: {}", at.unwrap_or_default(), line.text));
            }
            Event::Outcome(report) => {
                let names = report
                    .reran
                    .iter()
                    .map(|path| path.strip_prefix(root).unwrap_or(path).display().to_string());
                out.push(format!("reran {}", names.collect::<Vec<_>>().join(" ")));
            }
            _ => {}
        }
    }
    out
}

/// Runs a fixture; panics with what differs.
#[track_caller]
pub fn check(text: &str) {
    let fixture = parse(text);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = warm::place(text);
    let root = root.as_deref().unwrap_or(folder.path()).canonicalize().expect("its real path");
    let documents = Arc::new(Documents::default());
    let entry = fixture
        .saves
        .get(&1)
        .and_then(|save| save.keys().find(|path| path.starts_with("main.")))
        .expect("a main file");
    for save in fixture.saves.values() {
        for path in save.keys() {
            let file = root.join(path);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("the file's folder");
            let first = fixture.saves.get(&1).and_then(|save| save.get(path));
            if let Some(first) = first {
                std::fs::write(&file, first).expect("the file");
            }
        }
    }
    let mut program: Option<Program> = None;
    let last = *fixture.saves.keys().chain(fixture.expectations.keys()).max().expect("a save");
    let mut differences = Vec::new();
    for step in 1..=last {
        let empty = Save::new();
        let save = fixture.saves.get(&step).unwrap_or(&empty);
        let paths: Vec<PathBuf> = save.keys().map(|path| root.join(path)).collect();
        for (path, text) in paths.iter().zip(save.values()) {
            if !path.exists() {
                std::fs::write(path, text).expect("a new file");
            }
            documents.0.lock().expect("alone").insert(path.clone(), Arc::from(text.as_str()));
        }
        let events = match &mut program {
            None => {
                let sources = documents.clone() as Arc<dyn Sources>;
                let program =
                    program.insert(Program::start_with(&root.join(entry), sources, EngineHost::InProcess));
                if fixture.ends.contains(&step) { program.ended() } else { program.settled() }
            }
            Some(program) => {
                program.session.send(Command::Saved { paths });
                if fixture.ends.contains(&step) { program.ended() } else { program.settled() }
            }
        };
        let mut wanted: Vec<String> = save.iter().flat_map(|(path, text)| expected(path, text)).collect();
        wanted.extend(fixture.expectations.get(&step).cloned().unwrap_or_default());
        differences.extend(compare(step, &wanted, &happened(&root, &events)));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Everything wanted must have happened, and nothing else, but for `reran`, told only where wanted.
fn compare(step: usize, wanted: &[String], happened: &[String]) -> Vec<String> {
    let mut left = happened.to_vec();
    let mut differences = Vec::new();
    for expected in wanted {
        let is_meant = |it: &String| match expected.split_once('…') {
            Some((start, end)) => it.starts_with(start) && it.ends_with(end),
            None if expected.starts_with("reran ") => it == expected,
            None => it.starts_with(expected.as_str()),
        };
        match left.iter().position(is_meant) {
            Some(at) => drop(left.remove(at)),
            None => differences.push(format!("save {step}: expected  {expected}")),
        }
    }
    left.retain(|it| !it.starts_with("reran "));
    differences.extend(left.into_iter().map(|it| format!("save {step}: unexpected {it}")));
    differences
}
