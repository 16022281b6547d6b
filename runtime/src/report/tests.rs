//! From stacks in generated positions to errors in those of the text.

use std::path::Path;

use super::*;
use crate::ids::ModuleId;
use crate::transpile::{Recipe, transpile};

const TEXT: &str =
    "function inner() {\n  throw new Error('x');\n}\nfunction outer() {\n  inner();\n}\nouter();\n";

fn table() -> (MapTable, Arc<ModuleVersion>) {
    let path = Path::new("/p/main.ts");
    let made = transpile(path, TEXT, &Recipe::default()).unwrap();
    let (id, code) = (VersionId(1), made.code.into());
    let version = Arc::new(ModuleVersion::new(id, ModuleId(0), path.into(), TEXT.into(), code, made.tokens));
    let table = MapTable::default();
    table.insert(Arc::clone(&version));
    (table, version)
}

/// A frame where the engine reports it: at the text's place in the code, after its opening bracket.
fn frame(version: &ModuleVersion, function: &str, call: &str) -> String {
    let at = version.code.rfind(call).unwrap() + call.len();
    let before = &version.code[..at];
    let line = before.matches('\n').count() + 1;
    let column = at - before.rfind('\n').unwrap();
    format!("    at {function} ({}:{line}:{column})\n", version.script_name())
}

fn failure(version: &ModuleVersion) -> RawError {
    let stack = frame(version, "inner", "new Error(")
        + &frame(version, "outer", "inner(")
        + &frame(version, MODULE_FUNCTION, "outer(");
    let constructors = vec!["Error".to_owned()];
    RawError { is_error: true, message: "x".into(), stack, constructors, ..RawError::default() }
}

fn shown(error: &ScriptError) -> Vec<&str> {
    let places = error.frames.iter().map(|frame| match &frame.place {
        FramePlace::At(location) => &TEXT[location.range.clone()],
        _ => "nowhere",
    });
    places.collect()
}

#[test]
fn a_report_parses_its_text_once_for_all_frames_causes_and_parts() {
    let (maps, version) = table();
    let mut raw = failure(&version);
    raw.cause = Some(Box::new(RawError { errors: vec![failure(&version)], ..failure(&version) }));
    raw.errors = vec![failure(&version), failure(&version)];
    blame::PARSED.with(|parsed| parsed.set(0));
    let reporter = Reporter { maps: &maps, newer: &|_| None };
    let error = reporter.error(Generation(1), RaisedKind::Uncaught, &raw);
    assert_eq!(blame::PARSED.with(std::cell::Cell::get), 1);
    let cause = error.cause.as_ref().unwrap();
    let all = [&error, cause, &cause.errors[0], &error.errors[0], &error.errors[1]];
    for error in all {
        assert_eq!(shown(error), ["new Error('x')", "inner()", "outer()"]);
    }
}

#[test]
fn a_printed_stack_is_parsed_for_once() {
    let (maps, version) = table();
    blame::PARSED.with(|parsed| parsed.set(0));
    let reporter = Reporter { maps: &maps, newer: &|_| None };
    let text = reporter.remap_text(&format!("Error: x\n{}and more", failure(&version).stack));
    assert_eq!(blame::PARSED.with(std::cell::Cell::get), 1);
    let expected = "Error: x\n    at inner (/p/main.ts:2:9)\n    at outer (/p/main.ts:5:3)\n    \
                    at /p/main.ts:7:1\nand more";
    assert_eq!(text, expected);
}

#[test]
fn a_printed_stack_of_code_that_is_no_longer_known_shows_no_generated_position() {
    let (maps, version) = table();
    let line = frame(&version, "inner", "new Error(").replace("?v=1", "?v=9");
    let reporter = Reporter { maps: &maps, newer: &|_| None };
    assert_eq!(reporter.remap_text(line.trim_end()), "    at inner (code that is no longer known)");
    assert_eq!(reporter.remap_text("look at x (/p/a.ts?page=9:1:2)"), "look at x (/p/a.ts?page=9:1:2)");
}

#[test]
fn what_runs_now_is_told_with_every_place_of_an_earlier_text() {
    let (maps, version) = table();
    let newer: Arc<str> = "// newer".into();
    let raw = RawError { cause: Some(Box::new(failure(&version))), ..failure(&version) };
    let is_newer = |_: &ModuleVersion| Some(Arc::clone(&newer));
    let error = Reporter { maps: &maps, newer: &is_newer }.error(Generation(2), RaisedKind::Uncaught, &raw);
    assert!(error.superseded && error.cause.as_ref().unwrap().superseded);
    assert_eq!(error.location.unwrap().newer, Some(newer));
    let error = Reporter { maps: &maps, newer: &|_| None }.error(Generation(2), RaisedKind::Uncaught, &raw);
    assert!(!error.superseded);
}
