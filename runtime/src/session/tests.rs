//! A session's own thread, driven by hand: what it is in the middle of can be seen.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::shell::{Input, Shell};
use super::{EngineHost, Limits, Options, Tuning};
use crate::engine::link::FromLink;
use crate::ids::Generation;
use crate::message::{Command, Event, HeldBy, Holder};
use crate::reload::Engine;
use crate::sources::Sources;

/// How long a thread may take to end on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);

const ENTRY: &str = "/main.ts";

/// One open document.
struct Document(Mutex<Arc<str>>);

impl Sources for Document {
    fn open_document(&self, _: &Path) -> Option<Arc<str>> {
        Some(self.0.lock().unwrap().clone())
    }
}

struct Stage {
    shell: Shell,
    inputs: Receiver<Input>,
    events: Receiver<Vec<Event>>,
    heard: Vec<Event>,
    document: Arc<Document>,
}

impl Stage {
    fn run(text: &str) -> Self {
        let entry = PathBuf::from(ENTRY);
        let document = Arc::new(Document(Mutex::new(text.into())));
        let options = Options {
            entry,
            surroundings: crate::surroundings::Surroundings::default(),
            engine: EngineHost::InProcess,
            limits: Limits::default(),
            tuning: Tuning::default(),
            tests: None,
            permissions: crate::permissions::Permissions::default(),
            cache: None,
            at_start: crate::debug::message::AtStart::Run,
        };
        let (inbox, inputs) = channel();
        let (sink, events) = channel();
        let sink = Box::new(move |batch| drop(sink.send(batch)));
        let mut shell = Shell::new(options, document.clone(), inbox, sink);
        shell.start();
        Self { shell, inputs, events, heard: Vec::new(), document }
    }

    fn send(&mut self, command: Command) {
        self.shell.take(Input::Command(command));
    }

    fn save(&mut self, text: &str) {
        *self.document.0.lock().unwrap() = text.into();
        self.send(Command::Saved { paths: vec![PathBuf::from(ENTRY)] });
    }

    fn until(mut self, is_there: impl Fn(&Shell, &[Event]) -> bool) -> Self {
        loop {
            self.heard.extend(self.events.try_iter().flatten());
            if is_there(&self.shell, &self.heard) {
                return self;
            }
            assert!(self.shell.turn(&self.inputs));
        }
    }

    fn until_engine(self, is_there: impl Fn(Engine) -> bool) -> Self {
        self.until(|shell, _| is_there(shell.machine.engine))
    }

    /// Drops the session; every thread of it hangs on to its inbox, and lets go.
    #[track_caller]
    fn end(self, state: &str) {
        drop(self.shell);
        loop {
            match self.inputs.recv_timeout(DEADLINE) {
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => panic!("dropped while {state}, and a thread lives on"),
            }
        }
    }
}

fn has_printed(events: &[Event], text: &str) -> bool {
    events.iter().any(|event| matches!(event, Event::Console(line) if line.text == text))
}

const LOOP: &str = "for (;;) {}\n";
const TICKS: &str = "setInterval(() => {}, 1000);\n";
const LOOP_IN_TIMER: &str = "setTimeout(() => { console.log('in'); for (;;) {} }, 1);\n";

fn codegen() -> Holder {
    Holder("codegen".into())
}

fn resting() -> Stage {
    Stage::run(TICKS).until_engine(|engine| engine == Engine::Resting)
}

fn evaluating() -> Stage {
    Stage::run(LOOP).until(|shell, _| {
        shell.running.has_begun && matches!(shell.machine.engine, Engine::Evaluating { .. })
    })
}

#[test]
fn a_session_that_is_dropped_in_any_state_ends_with_all_its_threads() {
    evaluating().end("evaluating");
    resting().end("resting");
    Stage::run("let x = ;\n").until(|shell, _| shell.is_refused).end("empty");
    Stage::run("await new Promise(() => {});\n")
        .until_engine(|engine| matches!(engine, Engine::Parked { .. }))
        .end("parked");

    let mut stage = Stage::run(LOOP_IN_TIMER).until(|_, events| has_printed(events, "in"));
    stage.save(TICKS);
    stage.until_engine(|engine| matches!(engine, Engine::Committed { .. })).end("committed behind a turn");

    let mut stage = evaluating();
    stage.save(TICKS);
    stage.until_engine(|engine| matches!(engine, Engine::Interrupting { .. })).end("interrupting");

    let mut stage = resting();
    let incarnation = stage.shell.incarnation;
    let share = stage.shell.backlog.enter(0);
    stage.shell.take(Input::Link { incarnation, event: FromLink::Ended("for a test".into()), share });
    stage.until_engine(|engine| engine == Engine::Lost).end("lost");

    let mut stage = resting();
    stage.send(Command::Stop);
    stage.until_engine(|engine| engine == Engine::Stopped).end("stopped");

    let mut stage = resting();
    stage.send(Command::Suspend { holder: codegen(), at_most: DEADLINE });
    stage.save(LOOP);
    stage.until(|_, events| is_held(events)).end("suspended");

    let mut stage = resting();
    stage.send(Command::Paused { generation: Generation(1) });
    stage.save(LOOP);
    stage.until(|_, events| is_held(events)).end("held by the debugger");
}

fn is_held(events: &[Event]) -> bool {
    events.iter().any(|event| matches!(event, Event::Held { .. }))
}

#[test]
fn while_the_debugger_pauses_saves_are_prepared_told_once_and_applied_on_resume() {
    let mut stage = resting();
    stage.send(Command::Paused { generation: Generation(1) });
    stage.save("console.log('one');\n");
    let mut stage = stage.until(|_, events| is_held(events));
    stage.save("let x = ;\n");
    let mut stage = stage.until(|shell, _| shell.is_refused);
    stage.save("console.log('two');\n");
    let mut stage = stage.until(|shell, _| shell.machine.alarm().is_none() && shell.preparation.is_some());
    assert!(stage.shell.machine.is_paused());
    stage.send(Command::Resumed { generation: Generation(1) });
    let stage = stage.until(|_, events| has_printed(events, "two"));
    let helds: Vec<_> = stage
        .heard
        .iter()
        .filter_map(|event| match event {
            Event::Held { by, .. } => Some(by),
            _ => None,
        })
        .collect();
    assert_eq!(helds, [&HeldBy::Debugger]);
    assert!(!has_printed(&stage.heard, "one"));
}

/// The order of what is said: a generation starts when the engine takes it up.
#[test]
fn what_an_older_generation_says_until_the_next_begins_comes_before_its_start() {
    let text = "setTimeout(() => { console.log('in'); for (;;) {} }, 1);\n";
    let mut stage = Stage::run(text).until(|_, events| has_printed(events, "in"));
    stage.save("console.log('next');\n");
    let stage = stage.until(|_, events| has_printed(events, "next"));
    let is_second = |event: &Event| matches!(event, Event::Started { generation: Generation(2), .. });
    let is_error =
        |event: &Event| matches!(event, Event::Error(error) if error.generation == Some(Generation(1)));
    let start = stage.heard.iter().position(is_second).unwrap();
    let error = stage.heard.iter().position(is_error).unwrap();
    assert!(error < start, "{:#?}", stage.heard);
}

/// A heap whose jobs never end takes nothing up: what was handed over behind them gets a fresh one.
#[test]
fn a_flood_of_jobs_does_not_starve_the_generation_behind_it() {
    let flood = "setTimeout(() => { console.log('in'); (function more() { Promise.resolve().then(more) })(); }, 1);\n";
    let mut stage = Stage::run(flood).until(|_, events| has_printed(events, "in"));
    stage.save("setTimeout(() => console.log('tick'), 1);\n");
    let stage = stage.until(|_, events| has_printed(events, "tick"));
    assert_eq!(stage.shell.machine.engine, Engine::Resting);
    stage.end("resting behind a flood");
}
