//! Errors and printed lines of code that was replaced, and went on all the same.

use super::*;

/// `code` of `TEXT`, which was replaced by `newer`.
fn earlier(code: &str, newer: &str) -> Location {
    Location { newer: Some(newer.into()), ..location(MAIN, code) }
}

fn late(code: &str, newer: &str) -> Event {
    Event::Error(ScriptError { superseded: true, ..error(1, "late", Some(earlier(code, newer))) })
}

const KEPT: &str = "main.ts: TypeError: late | (from an earlier version of this file: `two();`)";
const GONE: &str = "main.ts: TypeError: late | (from an earlier version of this file: `two();`; \
                    the line is no longer in this file)";

fn kept(at: usize) -> String {
    format!("{KEPT} @{at}")
}

fn gone(at: usize) -> String {
    format!("{GONE} @{at}")
}

#[test]
fn an_error_of_an_earlier_version_stands_where_its_line_is_now_and_says_so() {
    let newer = "zero();\none!();\ntwo();\nthree!();\n";
    desk().open(MAIN, newer).record([late("two()", newer)]).shows(&[&kept(16)]);
    // The file is not open: the text that was applied since is what is known of it.
    desk().record([late("two()", newer)]).shows(&[&kept(16)]);
}

#[test]
fn it_moves_on_with_what_is_typed_and_goes_with_its_line() {
    let newer = format!("zero();\n{TEXT}");
    desk()
        .open(MAIN, &newer)
        .insert(MAIN, 0, 0, "x")
        .record([late("two()", &newer)])
        .shows(&[&kept(16)])
        .insert(MAIN, 0, 0, "\n")
        .shows(&[&kept(17)])
        .insert(MAIN, 3, 1, "x")
        .shows(&["main.ts: -"]);
}

#[test]
fn after_its_line_was_edited_by_a_save_it_says_so_on_the_line_in_its_place() {
    let newer = "one();\n  other();\nthree();\n";
    desk().open(MAIN, newer).record([late("two()", newer)]).shows(&[&gone(9)]);
    desk().record([late("two()", newer)]).shows(&[&gone(9)]);
}

#[test]
fn after_its_line_was_deleted_it_says_so_on_the_next_one() {
    let newer = "one();\nthree();\n";
    desk().open(MAIN, newer).record([late("two()", newer)]).shows(&[&gone(7)]);
    let newer = "// nothing is left";
    desk().open(MAIN, newer).record([late("two()", newer)]).shows(&[&gone(0)]);
    desk().open(MAIN, "").record([late("two()", "")]).shows(&[&gone(0)]);
}

#[test]
fn after_its_line_was_edited_and_not_saved_it_says_so_too() {
    let newer = format!("zero();\n{TEXT}");
    desk().open(MAIN, &newer).insert(MAIN, 2, 0, "x").record([late("two()", &newer)]).shows(&[&gone(15)]);
}

#[test]
fn what_is_no_longer_in_the_file_is_a_warning_and_what_is_there_an_error() {
    let severity = |newer: &str| {
        let mut desk = desk();
        desk.open(MAIN, newer).record([late("two()", newer)]);
        desk.book.publish()[0].diagnostics[0].severity
    };
    assert_eq!(severity("two();"), Severity::Error);
    assert_eq!(severity("two(1);"), Severity::Warning);
}

#[test]
fn the_running_code_of_a_file_whose_newest_text_was_refused_is_an_earlier_version() {
    let mut desk = desk();
    desk.open(MAIN, "one();\ntwo(;\nthree();\n");
    desk.record([Event::Error(error(1, "late", Some(location(MAIN, "two()"))))]).shows(&[&gone(7)]);
}

#[test]
fn an_earlier_run_of_the_same_text_is_told_apart_from_the_newest() {
    let newest = error(2, "late", Some(location(MAIN, "two()")));
    let earlier = ScriptError { superseded: true, ..newest.clone() };
    desk()
        .record([Event::Error(earlier), Event::Error(newest)])
        .shows(&["main.ts: TypeError: late | (from an earlier run) @7", "main.ts: TypeError: late @7"]);
}

#[test]
fn a_late_error_is_counted_and_stays_until_its_module_runs_again() {
    let newer = "zero();\ntwo();\n";
    let again = kept(8).replace("late |", "late (x2) |");
    desk()
        .open(MAIN, newer)
        .record([late("two()", newer), late("two()", newer)])
        .shows(&[&again])
        .record([outcome(2, 2, &[UTIL])])
        .shows(&[])
        .record([outcome(3, 3, &[MAIN])])
        .shows(&["main.ts: -"]);
}

#[test]
fn frames_of_an_earlier_version_say_so() {
    let mut failure = error(2, "boom", Some(location(UTIL, "one()")));
    let place = |code| FramePlace::At(earlier(code, "one();\nthree();\n"));
    failure.frames = vec![
        frame("f", UTIL, "one()"),
        Frame { function: Some("g".into()), place: place("three()") },
        Frame { function: Some("h".into()), place: place("two()") },
    ];
    Desk::new(Detail::Text).record([Event::Error(failure)]).shows(&[
        "util.ts: TypeError: boom | at f (util.ts:1:1) | at g (main.ts:3:1), in an earlier version \
         | at h (main.ts:2:1), in an earlier version; the line is no longer in this file @0",
    ]);
}

#[test]
fn a_long_line_is_quoted_around_the_mark() {
    let line = format!("{}late();{}", "before(); ".repeat(30), " after();".repeat(30));
    let start = line.find("late").unwrap();
    let place = Location {
        text: line.as_str().into(),
        range: start..start + 6,
        newer: Some("".into()),
        ..location(MAIN, "two()")
    };
    let mut desk = desk();
    desk.record([Event::Error(error(1, "late", Some(place)))]);
    let shown = desk.published().remove(0);
    assert!(shown.contains("`…") && shown.contains("late();") && shown.contains("…`"), "{shown}");
    assert!(shown.len() < 300, "{shown}");
}

#[test]
fn what_an_earlier_version_prints_stands_beside_its_line_while_that_is_there() {
    let line = |newer: &str| {
        Event::Console(ConsoleLine {
            generation: Generation(2),
            level: ConsoleLevel::Log,
            text: "printed".into(),
            partial: false,
            location: Some(earlier("two()", newer)),
        })
    };
    let moved = format!("zero();\n{TEXT}");
    desk().open(MAIN, &moved).record([line(&moved)]).shows(&["main.ts: printed @15"]);
    desk().open(MAIN, "one();\n").record([line("one();\n")]).shows(&[]);
}
