//! What is printed for which events, and how runs end.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use runtime::ids::{Attempt, Generation};
use runtime::message::{
    Cause, ConsoleLevel, ConsoleLine, ErrorKind, Event, GenerationReport, Listed, Outcome, Phases,
    ScriptError,
};

use super::{FAILED, Mode, Progress, Step, UNSETTLED};
use crate::cli::render::{Colour, Look};

fn look() -> Look {
    Look { colour: Colour::Never, directory: PathBuf::from("/p") }
}

fn error(message: &str) -> ScriptError {
    ScriptError { name: "Error".to_owned(), ..ScriptError::new(ErrorKind::Uncaught, message) }
}

fn printed(level: ConsoleLevel, text: &str) -> Event {
    Event::Console(ConsoleLine {
        generation: Generation(1),
        level,
        text: text.to_owned(),
        partial: false,
        location: None,
    })
}

fn outcome(generation: u32, outcome: Outcome, cause: Cause, reran: &[&str]) -> Event {
    Event::Outcome(GenerationReport {
        generation: Generation(generation),
        attempt: Attempt(u64::from(generation)),
        outcome,
        cause,
        reran: reran.iter().map(|path| Arc::from(Path::new(path))).collect(),
        kept: Listed::default(),
        disposed: Vec::new(),
        pruned: Vec::new(),
        phases: Phases {
            prepare: Duration::from_micros(1_100),
            run: Duration::from_micros(2_000),
            ..Phases::default()
        },
    })
}

fn settled(alive: bool) -> Event {
    Event::Settled { generation: Generation(1), alive }
}

fn refused(paths: &[&str]) -> Event {
    Event::Refused {
        attempt: Attempt(2),
        cause: Cause::Saved(paths.iter().map(PathBuf::from).collect()),
        errors: vec![error("bad")],
        duration: Duration::from_micros(700),
    }
}

#[track_caller]
fn check(mode: Mode, events: Vec<Event>, step: Step, out: &str, err: &str) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut progress = Progress::new(mode, look(), &mut stdout, &mut stderr);
    assert_eq!(progress.take(events), step);
    drop(progress);
    assert_eq!(String::from_utf8(stdout).unwrap(), out);
    assert_eq!(String::from_utf8(stderr).unwrap(), err);
}

const GOES_ON: Step = ControlFlow::Continue(());

fn ends(code: u8) -> Step {
    ControlFlow::Break(code)
}

#[test]
fn a_program_that_ends_well_prints_and_returns_zero() {
    let events = vec![
        printed(ConsoleLevel::Log, "one\n  two \u{1b}[1mbold\u{1b}[0m"),
        printed(ConsoleLevel::Debug, "three"),
        outcome(1, Outcome::Live, Cause::Start, &["/p/a.ts"]),
        settled(false),
    ];
    check(Mode::Once, events, ends(0), "one\n  two \u{1b}[1mbold\u{1b}[0m\nthree\n", "");
}

#[test]
fn warnings_and_errors_of_the_program_go_to_stderr() {
    let events = vec![printed(ConsoleLevel::Warn, "w"), printed(ConsoleLevel::Error, "e")];
    check(Mode::Once, events, GOES_ON, "", "w\ne\n");
}

#[test]
fn timers_keep_a_run_alive() {
    check(Mode::Once, vec![outcome(1, Outcome::Live, Cause::Start, &[]), settled(true)], GOES_ON, "", "");
}

#[test]
fn the_first_error_ends_a_run() {
    let events =
        vec![printed(ConsoleLevel::Log, "before"), Event::Error(error("one")), Event::Error(error("two"))];
    check(Mode::Once, events, ends(FAILED), "before\n", "Error: one\n");
}

#[test]
fn a_refused_program_shows_all_its_mistakes() {
    let refused = Event::Refused {
        attempt: Attempt(1),
        cause: Cause::Start,
        errors: vec![error("one"), error("two")],
        duration: Duration::ZERO,
    };
    check(Mode::Once, vec![refused], ends(FAILED), "", "Error: one\n\nError: two\n");
}

#[test]
fn a_top_level_await_that_never_settles_is_thirteen() {
    let events = vec![outcome(1, Outcome::Pending, Cause::Start, &[]), settled(false)];
    let said = "saveloop: a top-level await never settled, and nothing is left that could settle it\n";
    check(Mode::Once, events, ends(UNSETTLED), "", said);
}

#[test]
fn a_top_level_await_that_settles_later_is_fine() {
    let events = vec![
        outcome(1, Outcome::Pending, Cause::Start, &[]),
        settled(true),
        outcome(1, Outcome::Live, Cause::Start, &[]),
        settled(false),
    ];
    check(Mode::Once, events, ends(0), "", "");
}

#[test]
fn a_hot_run_tells_each_generation_in_one_line() {
    let saved = Cause::Saved(vec![PathBuf::from("/p/util.ts")]);
    let events = vec![
        outcome(1, Outcome::Live, Cause::Start, &["/p/util.ts", "/p/main.ts"]),
        settled(false),
        Event::Started { generation: Generation(2), attempt: Attempt(2), cause: saved.clone() },
        outcome(2, Outcome::Live, saved, &["/p/util.ts", "/p/main.ts"]),
        settled(true),
    ];
    let said = "\
[saveloop] generation 1 · 3.1 ms · ran util.ts, main.ts
[saveloop] generation 2 · 3.1 ms · saved util.ts · re-ran util.ts, main.ts
";
    check(Mode::Hot, events, GOES_ON, "", said);
}

#[test]
fn why_a_module_invalidated_itself_is_told_in_one_line() {
    let invalidated = |message: &str| Cause::Invalidated { path: "/p/a.ts".into(), message: message.into() };
    let events = vec![
        outcome(1, Outcome::Live, invalidated(""), &[]),
        outcome(2, Outcome::Live, invalidated("another kind\nof thing"), &[]),
        outcome(3, Outcome::Live, invalidated(&"long ".repeat(1000)), &[]),
    ];
    let said = format!(
        "[saveloop] generation 1 · 3.1 ms · invalidated by a.ts
[saveloop] generation 2 · 3.1 ms · invalidated by a.ts: another kind
[saveloop] generation 3 · 3.1 ms · invalidated by a.ts: {}…
",
        "long ".repeat(40)
    );
    check(Mode::Hot, events, GOES_ON, "", &said);
}

#[test]
fn a_hot_run_outlives_errors_and_refusals() {
    let saved = Cause::Saved(vec![PathBuf::from("/p/a.ts")]);
    let events = vec![
        outcome(1, Outcome::Live, Cause::Start, &["/p/a.ts"]),
        refused(&["/p/a.ts"]),
        Event::Error(error("late")),
        outcome(2, Outcome::Failed, saved, &["/p/a.ts"]),
        Event::Unchanged { attempt: Attempt(4), reason: "no change in a.ts".to_owned() },
    ];
    let said = "\
[saveloop] generation 1 · 3.1 ms · ran a.ts
Error: bad
[saveloop] not applied · 0.7 ms · saved a.ts · generation 1 goes on
Error: late
[saveloop] generation 2 · 3.1 ms · saved a.ts · re-ran a.ts · failed
[saveloop] no change in a.ts
";
    check(Mode::Hot, events, GOES_ON, "", said);
}

#[test]
fn a_generation_that_waited_is_told_once_when_it_goes_well() {
    let pending = outcome(1, Outcome::Pending, Cause::Start, &["/p/a.ts"]);
    let events = vec![pending, outcome(1, Outcome::Live, Cause::Start, &["/p/a.ts"])];
    let said = "[saveloop] generation 1 · 3.1 ms · ran a.ts · waits for a top-level await\n";
    check(Mode::Hot, events, GOES_ON, "", said);
}

#[test]
fn many_files_are_counted() {
    let paths: Vec<String> = (1..=9).map(|n| format!("/p/{n}.ts")).collect();
    let saved = Cause::Saved(paths.iter().map(PathBuf::from).collect());
    let said = "[saveloop] generation 2 · 3.1 ms · saved 1.ts, 2.ts, 3.ts, 4.ts, 5 more\n";
    check(Mode::Hot, vec![outcome(2, Outcome::Live, saved, &[])], GOES_ON, "", said);
}

/// A pipe whose reader went away.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let mut stderr = Vec::new();
    let mut progress = Progress::new(Mode::Once, look(), Closed, &mut stderr);
    assert_eq!(progress.take(vec![printed(ConsoleLevel::Log, "x")]), ends(0));
    drop(progress);
    assert!(stderr.is_empty());
}
