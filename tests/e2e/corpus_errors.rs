//! Hundreds of programs that fail in different ways: the same line as Node, a column inside the
//! failing expression.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use runtime::message::{ErrorKind, FramePlace, Location, ScriptError};
use runtime::position::{LineIndex, Lines};
use saveloop_tests::debug::run_armed;
use saveloop_tests::program::{Ran, run, run_without_probes};
use serde_json::Value;

pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Runs one of the corpus' scripts with Node.
pub fn node(script: &str) -> Vec<Value> {
    let output = Command::new("node")
        .arg(corpus().join(script))
        .output()
        .expect("these tests compare with Node: `node` must be on the path");
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    let answers: Value = serde_json::from_slice(&output.stdout).expect("the script prints JSON");
    answers.as_array().expect("an array").clone()
}

/// One-based line, one-based UTF-16 column.
fn line_column(at: &Location) -> (u64, u64) {
    let position = LineIndex::new(&at.text, Lines::Editor).position(&at.text, at.range.start);
    (u64::from(position.line) + 1, u64::from(position.column) + 1)
}

/// Programs about which Node and saveloop differ on purpose, and why ours does not mislead.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "spread-null-into-new.mjs",
        "Node stands on the `new`; ours on the spread value that cannot be iterated",
    ),
    (
        "spread-undefined-in-call.mjs",
        "Node stands on the call; ours on the spread value that cannot be iterated",
    ),
];

/// What differs from Node's answer; `None`: nothing.
fn difference(expected: &Value, errors: &[ScriptError]) -> Option<String> {
    let kind = if expected["kind"] == "rejection" { ErrorKind::Rejection } else { ErrorKind::Uncaught };
    let [error] = errors else { return Some(format!("{} errors instead of one", errors.len())) };
    if error.kind != kind {
        return Some(format!("{:?} instead of {kind:?}", error.kind));
    }
    let line = expected["line"].as_u64();
    let Some(at) = &error.location else {
        return Some(format!("no place instead of line {line:?}: {}", error.headline()));
    };
    let (found, column) = line_column(at);
    let text = at.text.get(at.range.clone()).unwrap_or_default();
    if line != Some(found) {
        return Some(format!("line {found}:{column} `{text}` instead of {line:?}: {}", error.headline()));
    }
    let wanted = expected["column"].as_u64()?;
    let width = text.encode_utf16().count() as u64;
    // V8 has no position of its own for reading a global; the message says which name it must be.
    let is_named = error.message.strip_suffix(" is not defined") == Some(text);
    let is_inside = column <= wanted && wanted <= column + width.max(1);
    (!is_inside && !is_named)
        .then(|| format!("column {column} `{text}` does not hold {wanted}: {}", error.headline()))
}

/// The lines of Node's frames that ours do not have, in order, and how many there are of both. The
/// innermost frame is the place itself and is compared there; engines differ in asynchronous ones.
fn missing_callers(expected: &Value, error: &ScriptError) -> (usize, Vec<u64>) {
    let callers = expected["frames"].as_array().map(Vec::as_slice).unwrap_or_default();
    let wanted = callers.iter().skip(1).filter_map(|frame| frame[1].as_u64());
    let ours: Vec<u64> = error
        .frames
        .iter()
        .filter_map(|frame| match &frame.place {
            FramePlace::At(at) => Some(line_column(at).0),
            _ => None,
        })
        .collect();
    let mut rest = ours.iter().skip(1);
    let (mut count, mut missing) = (0, Vec::new());
    for line in wanted {
        count += 1;
        let mut ahead = rest.clone();
        if ahead.any(|it| *it == line) { rest = ahead } else { missing.push(line) }
    }
    (count, missing)
}

#[test]
fn uncaught_errors_stand_where_node_says() {
    check(run);
}

#[test]
fn errors_stand_there_with_probes_that_are_armed_everywhere() {
    check(run_armed);
}

#[test]
fn errors_stand_there_without_probes() {
    check(run_without_probes);
}

fn check(run: impl Fn(&Path) -> Ran) {
    static EXPECTED: OnceLock<Vec<Value>> = OnceLock::new();
    let expected = EXPECTED.get_or_init(|| node("node_expectations.mjs"));
    let only = std::env::var("SAVELOOP_CORPUS_ONLY").unwrap_or_default();
    assert!(expected.len() >= 500, "only {} programs", expected.len());
    let (mut wrong, mut strange, mut callers) = (Vec::new(), Vec::new(), 0);
    for answer in expected {
        let file = answer["file"].as_str().expect("a file");
        if !file.contains(&only) {
            continue;
        }
        let ran = run(&corpus().join("errors").join(file));
        let is_exception = EXCEPTIONS.iter().any(|(name, _)| *name == file);
        match difference(answer, &ran.errors) {
            Some(difference) if !is_exception => wrong.push(format!("{file}: {difference}")),
            None if is_exception => wrong.push(format!("{file}: is an exception no longer")),
            _ => {}
        }
        if let [error] = ran.errors.as_slice() {
            let (count, missing) = missing_callers(answer, error);
            callers += count;
            strange.extend(missing.iter().map(|line| format!("{file}: no caller on line {line}")));
        }
    }
    let tell = |what: &[String]| what.join("\n");
    println!("{} of {callers} callers differ:\n{}", strange.len(), tell(&strange));
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), expected.len(), tell(&wrong));
    assert!(
        strange.len() * 100 <= callers * 3,
        "{} of {callers} callers differ:\n{}",
        strange.len(),
        tell(&strange)
    );
}
