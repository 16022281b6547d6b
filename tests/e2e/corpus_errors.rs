//! Hundreds of programs that fail in different ways: the same line as Node, a column inside the
//! failing expression.

use std::path::{Path, PathBuf};
use std::process::Command;

use runtime::message::{ErrorKind, Location, ScriptError};
use runtime::position::{LineIndex, Lines};
use saveloop_tests::program::run;
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

/// What differs from Node's answer; `None`: nothing.
fn difference(expected: &Value, errors: &[ScriptError]) -> Option<String> {
    let kind = if expected["kind"] == "rejection" { ErrorKind::Rejection } else { ErrorKind::Uncaught };
    let [error] = errors else { return Some(format!("{} errors instead of one", errors.len())) };
    if error.kind != kind {
        return Some(format!("{:?} instead of {kind:?}", error.kind));
    }
    let line = expected["line"].as_u64();
    let Some(at) = &error.location else { return Some(format!("no place instead of line {line:?}")) };
    let (found, column) = line_column(at);
    let text = at.text.get(at.range.clone()).unwrap_or_default();
    if line != Some(found) {
        return Some(format!("line {found}:{column} `{text}` instead of {line:?}: {}", error.headline()));
    }
    let wanted = expected["column"].as_u64()?;
    let width = text.encode_utf16().count() as u64;
    let is_inside = column <= wanted && wanted <= column + width.max(1);
    (!is_inside).then(|| format!("column {column} `{text}` does not hold {wanted}: {}", error.headline()))
}

#[test]
fn uncaught_errors_stand_where_node_says() {
    let expected = node("node_expectations.mjs");
    let only = std::env::var("ONLY").unwrap_or_default();
    let expected: Vec<_> = expected.into_iter().filter(|it| it["file"].as_str().unwrap().contains(&only)).collect();
    assert!(!only.is_empty() || expected.len() >= 200, "only {} programs", expected.len());
    let mut wrong = Vec::new();
    for answer in &expected {
        let file = answer["file"].as_str().expect("a file");
        let ran = run(&corpus().join("errors").join(Path::new(file).file_name().expect("a name")));
        if let Some(difference) = difference(answer, &ran.errors) {
            wrong.push(format!("{file}: {difference}"));
        }
    }
    let allowed = expected.len() / 100;
    assert!(wrong.len() <= allowed, "{} of {} differ:\n{}", wrong.len(), expected.len(), wrong.join("\n"));
}
