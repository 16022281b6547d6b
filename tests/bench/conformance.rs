//! Probes change no program: tests of the language's own suite with probes left out, disarmed and armed.
//!
//! The suite is not ours and not fetched: `SAVELOOP_TEST262` names a checkout of tc39/test262.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use saveloop_tests::debug::run_armed;
use saveloop_tests::program::{Ran, run, run_without_probes};

use crate::report::{Page, Row};

/// Of so many tests one is run.
const EVERY: usize = 3;

/// What a test is, from its front matter.
struct Test {
    path: PathBuf,
    text: String,
    /// Helpers besides those that every test has.
    includes: Vec<String>,
    is_async: bool,
    /// The error with which it must end.
    fails_with: Option<String>,
}

pub fn measure(page: &mut Page) {
    let suite = std::env::var_os("SAVELOOP_TEST262").map(PathBuf::from);
    let suite = suite.expect("SAVELOOP_TEST262 names a checkout of tc39/test262");
    let mut paths = Vec::new();
    find(&suite.join("test/language"), &mut paths);
    paths.sort();
    // Tests lie beside the modules that they import.
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for path in &paths {
        let copy = root.join(path.strip_prefix(&suite).unwrap());
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(path, copy).unwrap();
    }
    let tests: Vec<Test> = paths.into_iter().filter_map(read).step_by(EVERY).collect();
    let (mut passed, mut differ) = (0, Vec::new());
    for test in &tests {
        let entry = root.join(test.path.strip_prefix(&suite).unwrap());
        std::fs::write(&entry, whole(&suite, test)).unwrap();
        let ends = [run_without_probes, run, run_armed].map(|run| end(&entry, run));
        std::fs::copy(&test.path, &entry).unwrap();
        passed += usize::from(ends.iter().all(|end| is_passed(test, end)));
        if ends.iter().any(|end| *end != ends[0]) {
            println!("{}: {ends:#?}", test.path.display());
            differ.push(test.path.clone());
        }
    }
    let rows = [
        Row::told("tests run, three times each", tests.len().to_string()),
        Row::told("passed all three times", passed.to_string()),
        Row::with_goal("that did not end alike", differ.len().to_string(), "0", differ.is_empty()),
    ];
    let explanation = format!(
        "tc39/test262, every {EVERY}rd test of `test/language` that is strict code and parses, as a module: with probes left \
         out, disarmed, and armed everywhere. What it prints, its errors and its outcome are compared. Tests that fail do so \
         for the engine's reasons, or because they need the host of test262."
    );
    page.add("Probes change no program", &explanation, &rows);
}

fn find(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find(&path, paths);
        } else if path.extension().is_some_and(|it| it == "js") {
            paths.push(path);
        }
    }
}

/// `None` for what cannot be a module: sloppy or raw scripts, texts that must not parse, fixtures.
fn read(path: PathBuf) -> Option<Test> {
    if path.to_string_lossy().contains("_FIXTURE") {
        return None;
    }
    let text = std::fs::read_to_string(&path).ok()?;
    let front = text.split("/*---").nth(1)?.split("---*/").next()?.to_owned();
    let list = |name: &str| -> Vec<String> {
        let line = front.lines().find_map(|line| line.trim().strip_prefix(name));
        let inner = line.map_or("", |line| line.trim().trim_matches(['[', ']']));
        inner.split(',').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
    };
    let flags = list("flags:");
    let is = |flag: &str| flags.iter().any(|it| it == flag);
    let phase = front.lines().find_map(|line| line.trim().strip_prefix("phase:")).map(str::trim);
    let fails_with = front.lines().find_map(|line| line.trim().strip_prefix("type:"));
    if is("raw") || is("noStrict") || phase.is_some_and(|phase| phase != "runtime") {
        return None;
    }
    let (is_async, includes) = (is("async"), list("includes:"));
    let fails_with = phase.and(fails_with).map(|name| name.trim().to_owned());
    Some(Test { path, text, includes, is_async, fails_with })
}

/// The test with its helpers before it.
fn whole(suite: &Path, test: &Test) -> String {
    let helper = |name: &str| std::fs::read_to_string(suite.join("harness").join(name)).unwrap();
    let mut text = String::from("const print = console.log;\n");
    let base = ["assert.js", "sta.js", "doneprintHandle.js"];
    for name in base.into_iter().chain(test.includes.iter().map(String::as_str)) {
        text.push_str(&helper(name));
        text.push('\n');
    }
    text.push_str(&test.text);
    text
}

/// What a program printed, its errors and its outcome; why there is none.
fn end(entry: &Path, run: fn(&Path) -> Ran) -> Result<(String, Vec<String>, String), String> {
    let ran = catch_unwind(AssertUnwindSafe(|| run(entry))).map_err(|_| "it does not end".to_owned())?;
    let errors = ran.errors.iter().map(runtime::message::ScriptError::headline).collect();
    Ok((ran.stdout, errors, format!("{:?}", ran.outcome)))
}

fn is_passed(test: &Test, end: &Result<(String, Vec<String>, String), String>) -> bool {
    let Ok((printed, errors, _)) = end else { return false };
    match &test.fails_with {
        Some(name) => errors.iter().any(|error| error.contains(name)),
        None => errors.is_empty() && (!test.is_async || printed.contains("Test262:AsyncTestComplete")),
    }
}
