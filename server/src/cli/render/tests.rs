//! Reports, as they stand on a terminal without colours.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use runtime::ids::Generation;
use runtime::message::{ErrorKind, Frame, FramePlace, Location, ScriptError};

use super::{Colour, Look};

const MAIN: &str = "import { read } from './report';\n\nread(null);\n";
const REPORT: &str = "export function read(all) {\n\treturn all.length;\n}\n";

fn at(path: &str, text: &str, what: &str) -> Location {
    let start = text.find(what).expect("the text holds it");
    Location {
        path: Arc::from(Path::new(path)),
        text: text.into(),
        range: start..start + what.len(),
        newer: None,
    }
}

fn frame(function: Option<&str>, place: FramePlace) -> Frame {
    Frame { function: function.map(str::to_owned), place }
}

fn failure(name: &str, message: &str) -> ScriptError {
    ScriptError {
        generation: Some(Generation(1)),
        name: name.to_owned(),
        ..ScriptError::new(ErrorKind::Uncaught, message)
    }
}

fn read_null() -> ScriptError {
    let inner = at("/project/src/report.ts", REPORT, "all.length");
    let outer = at("/project/src/main.ts", MAIN, "read(null)");
    ScriptError {
        location: Some(inner.clone()),
        frames: vec![frame(Some("read"), FramePlace::At(inner)), frame(None, FramePlace::At(outer))],
        ..failure("TypeError", "cannot read property 'length' of null")
    }
}

#[track_caller]
fn check(error: &ScriptError, expected: &str) {
    let look = Look { colour: Colour::Never, directory: PathBuf::from("/project") };
    let shown = super::error(error, &look);
    assert_eq!(shown, expected, "shown:\n{shown}");
}

#[test]
fn an_error_is_a_place_a_headline_the_line_and_the_frames() {
    check(
        &read_null(),
        "\
src/report.ts:2:9
TypeError: cannot read property 'length' of null
  |
2 |     return all.length;
  |            ^^^^^^^^^^
    at read (src/report.ts:2:9)
    at src/main.ts:3:1
",
    );
}

#[test]
fn a_cause_has_its_own_place_and_no_frame_twice() {
    let outer = at("/project/src/main.ts", MAIN, "read(null)");
    let error = ScriptError {
        location: Some(outer.clone()),
        frames: vec![frame(None, FramePlace::At(outer))],
        cause: Some(Box::new(read_null())),
        ..failure("Error", "no report today")
    };
    check(
        &error,
        "\
src/main.ts:3:1
Error: no report today
  |
3 | read(null);
  | ^^^^^^^^^^
    at src/main.ts:3:1

caused by: TypeError: cannot read property 'length' of null
src/report.ts:2:9
  |
2 |     return all.length;
  |            ^^^^^^^^^^
    at read (src/report.ts:2:9)
    ... 1 frame as above
",
    );
}

#[test]
fn the_parts_of_an_aggregate_error_are_numbered() {
    let error = ScriptError {
        errors: vec![failure("Error", "first"), failure("", "just a string")],
        ..failure("AggregateError", "All promises were rejected")
    };
    check(
        &error,
        "\
AggregateError: All promises were rejected

error 1 of 2: Error: first

error 2 of 2: just a string
",
    );
}

#[test]
fn native_frames_have_a_name_and_are_inside_the_users() {
    let error = ScriptError {
        frames: vec![
            frame(Some("map"), FramePlace::Native),
            frame(None, FramePlace::Native),
            frame(Some("made"), FramePlace::Unmapped("evaluated text".to_owned())),
            frame(Some("use"), FramePlace::At(at("/project/node_modules/dep/index.js", "use()", "use"))),
            frame(Some("next"), FramePlace::Native),
        ],
        ..failure("Error", "x")
    };
    check(
        &error,
        "\
Error: x
    at map (native)
    at made (evaluated text)
    at use (node_modules/dep/index.js:1:1)
",
    );
}

#[test]
fn a_recursion_is_told_once() {
    let again = frame(Some("read"), FramePlace::At(at("/project/src/main.ts", MAIN, "read(null)")));
    let error = ScriptError { frames: vec![again; 60], ..failure("RangeError", "too much recursion") };
    check(
        &error,
        "\
RangeError: too much recursion
    at read (src/main.ts:3:1)
    ... the same 59 more times
",
    );
}

#[test]
fn an_error_of_older_text_says_so_and_where_its_line_is_now() {
    let mut error = read_null();
    let shown = |error: &ScriptError| {
        super::error(error, &Look { colour: Colour::Never, directory: PathBuf::from("/project") })
    };
    error.frames.clear();
    error.superseded = true;
    assert!(shown(&error).contains("null\n    from an earlier run\n"), "{}", shown(&error));
    error.location.as_mut().unwrap().newer = Some(format!("// new\n\n{REPORT}").into());
    let moved = "    from an earlier version of this file; the line is now src/report.ts:4:9\n";
    assert!(shown(&error).contains(moved), "{}", shown(&error));
    error.location.as_mut().unwrap().newer = Some("".into());
    check(
        &error,
        "\
src/report.ts:2:9
TypeError: cannot read property 'length' of null
    from an earlier version of this file; the line is no longer in this file
  |
2 |     return all.length;
  |            ^^^^^^^^^^
",
    );
}

#[test]
fn advice_and_related_places_follow_the_line() {
    let error = ScriptError {
        kind: ErrorKind::MissingExport,
        location: Some(at("/elsewhere/main.ts", MAIN, "read")),
        help: Some("did you mean `reed`?".to_owned()),
        related: vec![(at("/project/src/report.ts", REPORT, "read"), "exported here".to_owned())],
        ..failure("SyntaxError", "'./report' has no export named 'read'")
    };
    check(
        &error,
        "\
/elsewhere/main.ts:1:10
SyntaxError: './report' has no export named 'read'
  |
1 | import { read } from './report';
  |          ^^^^
    help: did you mean `reed`?
    note: exported here (src/report.ts:1:17)
",
    );
}

#[test]
fn a_rejection_says_that_it_is_one() {
    let error = ScriptError { kind: ErrorKind::Rejection, ..failure("", "null") };
    check(
        &error,
        "\
null
    note: a promise was rejected with it, and nothing handled the rejection
",
    );
}

#[test]
fn wide_characters_are_marked_where_they_stand() {
    let error = ScriptError {
        location: Some(at("/project/a.ts", "const s = '日本語😀'; fail(s);", "fail(s)")),
        ..failure("Error", "x")
    };
    check(
        &error,
        "\
a.ts:1:20
Error: x
  |
1 | const s = '日本語😀'; fail(s);
  |                       ^^^^^^^
",
    );
}

#[test]
fn a_line_of_a_megabyte_is_drawn_short() {
    let text = format!("{}boom(){}", "a;".repeat(300_000), "b;".repeat(300_000));
    let error = ScriptError { location: Some(at("/project/b.js", &text, "boom()")), ..failure("Error", "x") };
    let shown = super::error(&error, &Look { colour: Colour::Never, directory: PathBuf::from("/project") });
    assert!(shown.contains("boom()") && shown.contains("^^^^^^"), "{shown}");
    assert!(shown.len() < 700, "{} bytes", shown.len());
}

#[test]
fn an_endless_chain_of_causes_ends() {
    let mut error = failure("Error", "innermost");
    for _ in 0..100 {
        error = ScriptError { cause: Some(Box::new(error)), ..failure("Error", "outer") };
    }
    let shown = super::error(&error, &Look { colour: Colour::Never, directory: PathBuf::new() });
    assert!(shown.ends_with("caused by: further errors, not shown\n"), "{shown}");
}

#[test]
fn colours_change_no_text() {
    let look = |colour| Look { colour, directory: PathBuf::from("/project") };
    let coloured = super::error(&read_null(), &look(Colour::Always));
    assert!(coloured.contains("\u{1b}["));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((text, after)) = rest.split_once('\u{1b}') {
        plain.push_str(text);
        rest = after.split_once('m').expect("a style ends").1;
    }
    plain.push_str(rest);
    assert_eq!(plain, super::error(&read_null(), &look(Colour::Never)));
}
