//! The rules of the book, one sentence each.

mod earlier;

use std::time::Duration;

use runtime::ids::Generation;
use runtime::message::{
    Cause, ConsoleLevel, ConsoleLine, ErrorKind, Frame, FramePlace, Listed, Location, Outcome, Phases,
};

use super::*;
use crate::documents::position::{Encoding, Position};
use crate::documents::{Change, DocumentName, Documents, FilePaths, Version};

const MAIN: &str = "/p/main.ts";
const UTIL: &str = "/p/util.ts";
const TEXT: &str = "one();\ntwo();\nthree();\n";

fn program() -> ProgramName {
    Path::new(MAIN).into()
}

fn location(path: &str, code: &str) -> Location {
    let start = TEXT.find(code).unwrap();
    Location {
        path: Path::new(path).into(),
        text: TEXT.into(),
        range: start..start + code.len(),
        newer: None,
    }
}

fn error(generation: u32, message: &str, location: Option<Location>) -> ScriptError {
    ScriptError {
        kind: ErrorKind::Uncaught,
        generation: Some(Generation(generation)),
        superseded: false,
        was_answered: false,
        name: "TypeError".into(),
        message: message.into(),
        help: None,
        location,
        related: Vec::new(),
        frames: Vec::new(),
        cause: None,
        errors: Vec::new(),
    }
}

fn frame(function: &str, path: &str, code: &str) -> Frame {
    Frame { function: Some(function.into()), place: FramePlace::At(location(path, code)) }
}

fn refused(attempt: u64, errors: Vec<ScriptError>) -> Event {
    let cause = Cause::Saved(vec![MAIN.into()]);
    Event::Refused { attempt: Attempt(attempt), cause, errors, duration: Duration::ZERO }
}

fn outcome_of(generation: u32, attempt: u64, reran: &[&str], cause: Cause) -> Event {
    Event::Outcome(GenerationReport {
        generation: Generation(generation),
        attempt: Attempt(attempt),
        outcome: Outcome::Live,
        cause,
        reran: reran.iter().map(|path| Path::new(path).into()).collect(),
        kept: Listed::default(),
        disposed: Vec::new(),
        pruned: Vec::new(),
        phases: Phases::default(),
    })
}

fn outcome(generation: u32, attempt: u64, reran: &[&str]) -> Event {
    outcome_of(generation, attempt, reran, Cause::Start)
}

fn console(generation: u32, text: &str, code: &str) -> Event {
    Event::Console(ConsoleLine {
        generation: Generation(generation),
        level: ConsoleLevel::Log,
        text: text.into(),
        partial: false,
        location: Some(location(MAIN, code)),
    })
}

/// A book with documents beside it.
struct Desk {
    book: Book,
    documents: Documents,
}

impl Desk {
    fn new(detail: Detail) -> Self {
        Self {
            book: Book::new(Display { detail, hints: true, tests: true, inlay: false }),
            documents: Documents::new(Encoding::Utf8),
        }
    }

    fn record(&mut self, events: impl IntoIterator<Item = Event>) -> &mut Self {
        for event in events {
            self.book.record(&program(), &event, &self.documents);
        }
        self
    }

    fn open(&mut self, path: &str, text: &str) -> &mut Self {
        let file = FilePaths { named: path.into(), real: path.into() };
        self.documents.open(DocumentName(path.into()), Some(file), Version(1), text);
        self.book.replaced(Path::new(path), &self.documents);
        self
    }

    /// Inserts `text` at a line and character.
    fn insert(&mut self, path: &str, line: u32, character: u32, text: &str) -> &mut Self {
        let at = Position { line, character };
        let change = Change { range: Some((at, at)), text: text.into() };
        let name = DocumentName(path.into());
        let (edits, _) = self.documents.change(&name, Version(2), &[change]);
        self.book.edited(Path::new(path), &edits);
        self
    }

    /// `file: message @start` of everything published now; `file: -` for an emptied file.
    fn published(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        for publication in self.book.publish() {
            let file = publication.path.file_name().unwrap().to_str().unwrap().to_owned();
            if publication.diagnostics.is_empty() {
                lines.push(format!("{file}: -"));
            }
            for diagnostic in publication.diagnostics {
                let place = match diagnostic.place {
                    Place::At { range, .. } => range.start.to_string(),
                    Place::FirstLine => "first line".to_owned(),
                };
                let message = diagnostic.message.replace('\n', " | ");
                lines.push(format!("{file}: {message} @{place}"));
            }
        }
        lines
    }

    #[track_caller]
    fn shows(&mut self, expected: &[&str]) -> &mut Self {
        assert_eq!(self.published(), expected);
        self
    }
}

fn desk() -> Desk {
    Desk::new(Detail::Related)
}

fn at_two(generation: u32) -> Event {
    Event::Error(error(generation, "boom", Some(location(MAIN, "two()"))))
}

fn refusal(attempt: u64, message: &str) -> Event {
    refused(attempt, vec![error(1, message, Some(location(MAIN, "one()")))])
}

#[test]
fn an_error_stands_on_its_expression_until_its_module_runs_again() {
    desk()
        .record([at_two(1), outcome(1, 1, &[MAIN])])
        .shows(&["main.ts: TypeError: boom @7"])
        .record([outcome(2, 2, &[UTIL])])
        .shows(&[])
        .record([outcome(3, 3, &[UTIL, MAIN])])
        .shows(&["main.ts: -"])
        .record([outcome(4, 4, &[MAIN])])
        .shows(&[]);
}

#[test]
fn an_error_goes_when_a_module_of_its_frames_runs_again() {
    let mut thrown = error(1, "boom", Some(location(MAIN, "two()")));
    thrown.frames = vec![frame("f", MAIN, "two()"), frame("g", UTIL, "one()")];
    desk()
        .record([Event::Error(thrown)])
        .shows(&["main.ts: TypeError: boom @7"])
        .record([outcome(2, 2, &[UTIL])])
        .shows(&["main.ts: -"]);
}

#[test]
fn an_outcome_of_an_older_generation_clears_nothing_newer() {
    desk()
        .record([at_two(3)])
        .shows(&["main.ts: TypeError: boom @7"])
        .record([outcome(3, 3, &[MAIN]), outcome(2, 2, &[MAIN])])
        .shows(&[]);
}

#[test]
fn a_refusal_replaces_the_one_before_and_goes_with_the_next_outcome() {
    desk()
        .record([refusal(2, "first")])
        .shows(&["main.ts: TypeError: first @0"])
        .record([refusal(3, "second")])
        .shows(&["main.ts: TypeError: second @0"])
        .record([outcome(2, 4, &[UTIL])])
        .shows(&["main.ts: -"]);
}

#[test]
fn older_attempts_never_touch_a_newer_refusal() {
    desk()
        .record([refusal(5, "newest")])
        .shows(&["main.ts: TypeError: newest @0"])
        .record([outcome(2, 4, &[MAIN]), refusal(4, "older")])
        .shows(&[]);
}

#[test]
fn a_refusal_stands_beside_the_errors_of_what_still_runs() {
    desk()
        .record([at_two(1), refusal(2, "syntax")])
        .shows(&["main.ts: TypeError: syntax @0", "main.ts: TypeError: boom @7"]);
}

#[test]
fn a_refusal_that_moves_to_another_file_empties_the_first_once() {
    let elsewhere = refused(3, vec![error(1, "there", Some(location(UTIL, "two()")))]);
    desk()
        .record([refusal(2, "here")])
        .shows(&["main.ts: TypeError: here @0"])
        .record([elsewhere])
        .shows(&["main.ts: -", "util.ts: TypeError: there @7"])
        .record([outcome(2, 4, &[])])
        .shows(&["util.ts: -"]);
}

#[test]
fn repeats_at_the_same_place_are_counted() {
    let other = Event::Error(error(1, "boom", Some(location(MAIN, "three()"))));
    desk()
        .record([at_two(1), at_two(1), other, at_two(1)])
        .shows(&["main.ts: TypeError: boom (x3) @7", "main.ts: TypeError: boom @14"]);
}

#[test]
fn an_error_without_a_place_stands_on_the_first_line_of_the_entry_until_anything_runs() {
    desk()
        .record([Event::Error(error(1, "nowhere", None))])
        .shows(&["main.ts: TypeError: nowhere @first line"])
        .record([outcome(2, 2, &[UTIL])])
        .shows(&["main.ts: -"]);
}

#[test]
fn a_refusal_is_repaired_by_the_start_of_a_newer_attempt_however_long_that_runs() {
    let started = |attempt| {
        let cause = Cause::Saved(vec![MAIN.into()]);
        Event::Started { generation: Generation(2), attempt: Attempt(attempt), cause }
    };
    desk()
        .record([refusal(2, "syntax")])
        .record([started(1)])
        .shows(&["main.ts: TypeError: syntax @0"])
        .record([started(3)])
        .shows(&["main.ts: -"]);
}

#[test]
fn stopping_and_restarting_clear_what_ran_but_not_what_was_refused() {
    let restart = Event::Started { generation: Generation(3), attempt: Attempt(1), cause: Cause::Restart };
    for event in [Event::Stopped { generation: Generation(2) }, restart] {
        desk()
            .record([at_two(1), console(1, "hi", "three()"), refusal(2, "syntax")])
            .record([event])
            .shows(&["main.ts: TypeError: syntax @0"]);
    }
}

#[test]
fn what_lost_the_engine_outlives_the_start_that_follows_it() {
    let mut lost = error(2, "gone", Some(location(MAIN, "one()")));
    lost.kind = ErrorKind::EngineLost;
    desk()
        .record([at_two(1), Event::EngineLost { error: lost }])
        .shows(&["main.ts: TypeError: gone @0"])
        .record([outcome_of(3, 3, &[MAIN], Cause::EngineLost)])
        .shows(&[])
        .record([outcome_of(4, 4, &[MAIN], Cause::Start)])
        .shows(&["main.ts: -"]);
}

#[test]
fn edits_after_the_save_move_what_stands_behind_them() {
    desk()
        .open(MAIN, TEXT)
        .record([at_two(1)])
        .shows(&["main.ts: TypeError: boom @7"])
        .insert(MAIN, 0, 0, "zero();\n")
        .shows(&["main.ts: TypeError: boom @15"])
        .insert(MAIN, 1, 6, "\n")
        .shows(&["main.ts: TypeError: boom @16"])
        .insert(MAIN, 4, 0, "behind();")
        .shows(&[])
        .insert(MAIN, 3, 2, "x")
        .shows(&["main.ts: -"]);
}

#[test]
fn an_error_that_comes_after_edits_is_placed_behind_them() {
    desk()
        .open(MAIN, TEXT)
        .insert(MAIN, 0, 0, "zero();\n")
        .record([at_two(1)])
        .shows(&["main.ts: TypeError: boom @15"]);
}

#[test]
fn an_error_on_a_line_edited_meanwhile_is_not_shown_in_a_wrong_place() {
    desk().open(MAIN, TEXT).insert(MAIN, 1, 0, "x").record([at_two(1)]).shows(&[]);
}

#[test]
fn opening_and_closing_a_document_places_errors_in_its_text() {
    let mut desk = desk();
    desk.record([at_two(1)]).shows(&["main.ts: TypeError: boom @7"]);
    desk.open(MAIN, &format!("zero();\n{TEXT}")).shows(&["main.ts: TypeError: boom @15"]);
    desk.documents.close(&DocumentName(MAIN.into()));
    desk.book.replaced(Path::new(MAIN), &desk.documents);
    desk.shows(&["main.ts: TypeError: boom @7"]);
}

#[test]
fn edits_of_other_files_move_nothing() {
    desk()
        .open(UTIL, TEXT)
        .record([at_two(1)])
        .shows(&["main.ts: TypeError: boom @7"])
        .insert(UTIL, 0, 0, "x\n")
        .shows(&[]);
}

#[test]
fn frames_and_causes_are_related_places_where_the_client_shows_them() {
    let mut desk = desk();
    desk.record([Event::Error(deep_error())]);
    let publications = desk.book.publish();
    let diagnostic = &publications[0].diagnostics[0];
    assert_eq!(diagnostic.message, "TypeError: boom\ndid you mean `tow`?");
    let related: Vec<_> = diagnostic.related.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(related, ["at f", "at g", "caused by: TypeError: inner"]);
    assert_eq!(diagnostic.code.name(), "uncaught");
}

#[test]
fn frames_and_causes_are_text_where_it_does_not() {
    Desk::new(Detail::Text).record([Event::Error(deep_error())]).shows(&[
        "main.ts: TypeError: boom | did you mean `tow`? | at f (main.ts:2:1) | at g (util.ts:1:1) \
         | caused by: TypeError: inner (util.ts:3:1) @7",
    ]);
}

fn deep_error() -> ScriptError {
    let mut thrown = error(1, "boom", Some(location(MAIN, "two()")));
    thrown.help = Some("did you mean `tow`?".into());
    thrown.frames = vec![
        frame("f", MAIN, "two()"),
        Frame { function: Some("map".into()), place: FramePlace::Native },
        frame("g", UTIL, "one()"),
    ];
    thrown.cause = Some(Box::new(error(1, "inner", Some(location(UTIL, "three()")))));
    thrown
}

#[test]
fn printed_lines_are_one_hint_a_call_with_the_last_text_and_a_count() {
    desk()
        .record([console(1, "a", "one()"), console(1, "b\nc", "two()"), console(1, "d", "one()")])
        .shows(&["main.ts: d (x2) @0", "main.ts: b c @7"])
        .record([console(2, "e", "one()"), outcome(2, 2, &[MAIN])])
        .shows(&["main.ts: e @0"]);
}

#[test]
fn hints_alone_are_told_soon_and_errors_now() {
    let mut desk = desk();
    desk.record([console(1, "a", "one()")]);
    assert_eq!(desk.book.urgency(), Some(Urgency::Soon));
    desk.record([at_two(1)]);
    assert_eq!(desk.book.urgency(), Some(Urgency::Now));
    desk.published();
    assert_eq!(desk.book.urgency(), None);
}

#[test]
fn a_repeat_is_told_soon_and_new_errors_are_capped() {
    let mut desk = desk();
    desk.record([at_two(1)]).published();
    desk.record([at_two(1)]);
    assert_eq!(desk.book.urgency(), Some(Urgency::Soon));
    let failures = (0..1000).map(|index| Event::Error(error(1, &index.to_string(), None)));
    desk.record(failures);
    assert_eq!(desk.published().len(), entry::MOST_ENTRIES);
}

#[test]
fn hints_of_a_file_are_capped() {
    let text: Arc<str> = "log();\n".repeat(500).into();
    let lines = (0..500).map(|line| {
        Event::Console(ConsoleLine {
            generation: Generation(1),
            level: ConsoleLevel::Log,
            text: "x".into(),
            partial: false,
            location: Some(Location {
                path: Path::new(MAIN).into(),
                text: Arc::clone(&text),
                range: line * 7..line * 7 + 5,
                newer: None,
            }),
        })
    });
    assert_eq!(desk().record(lines).published().len(), hints::MOST_IN_FILE);
}

#[test]
fn hints_can_be_switched_off_and_on() {
    let mut desk = desk();
    desk.record([console(1, "a", "one()")]).shows(&["main.ts: a @0"]);
    desk.book.set_display(Display { detail: Detail::Related, hints: false, tests: true, inlay: false });
    desk.shows(&["main.ts: -"]);
    desk.book.set_display(Display { detail: Detail::Related, hints: true, tests: true, inlay: false });
    desk.shows(&["main.ts: a @0"]);
}

#[test]
fn programs_that_share_a_module_show_a_shared_error_once() {
    let mut desk = desk();
    let other: ProgramName = Path::new("/p/other.ts").into();
    desk.record([at_two(1)]);
    desk.book.record(&other, &at_two(1), &desk.documents);
    desk.shows(&["main.ts: TypeError: boom @7"]);
    desk.book.forget(&program());
    desk.shows(&[]);
    desk.book.forget(&other);
    desk.shows(&["main.ts: -"]);
}
