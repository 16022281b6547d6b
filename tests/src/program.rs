//! Runs one program in process and collects what it says, until nothing is pending any more.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use runtime::cache::Cache;
use runtime::debug::message::AtStart;
use runtime::message::{Event, Outcome, ScriptError};
use runtime::permissions::Permissions;
use runtime::session::{EngineHost, Limits, Options, Session, Tuning};
use runtime::sources::{Disk, Sources};

use crate::warm;

/// No test program runs longer; a program that does is a failure, not a slow machine.
const AT_MOST: Duration = Duration::from_secs(60);

/// A program under test.
pub struct Program {
    /// Shared with sources that save while they are read.
    pub session: Arc<Session>,
    events: Receiver<Vec<Event>>,
    seen: Vec<Event>,
    cache: Option<Cache>,
}

/// What a program did until it had nothing left to do.
#[derive(Debug, Default)]
pub struct Ran {
    pub stdout: String,
    pub errors: Vec<ScriptError>,
    pub outcome: Option<Outcome>,
}

impl Program {
    pub fn start(entry: &Path) -> Self {
        Self::start_with(entry, Arc::new(Disk), EngineHost::InProcess)
    }

    pub fn start_with(entry: &Path, sources: Arc<dyn Sources>, engine: EngineHost) -> Self {
        Self::start_at(entry, sources, engine, AtStart::Run)
    }

    pub fn start_at(entry: &Path, sources: Arc<dyn Sources>, engine: EngineHost, at_start: AtStart) -> Self {
        Self::start_tuned(entry, sources, engine, at_start, Tuning::default())
    }

    pub fn start_tuned(
        entry: &Path,
        sources: Arc<dyn Sources>,
        engine: EngineHost,
        at_start: AtStart,
        tuning: Tuning,
    ) -> Self {
        Self::start_permitted(entry, sources, engine, at_start, tuning, Permissions::default())
    }

    pub fn start_permitted(
        entry: &Path,
        sources: Arc<dyn Sources>,
        engine: EngineHost,
        at_start: AtStart,
        tuning: Tuning,
        permissions: Permissions,
    ) -> Self {
        let (sink, events) = channel();
        let cache = warm::cache();
        let options = Options {
            entry: entry.to_owned(),
            surroundings: runtime::surroundings::Surroundings::default(),
            engine,
            limits: Limits { memory: 256 << 20, ..Limits::default() },
            tuning,
            tests: None,
            permissions,
            cache: cache.clone(),
            at_start,
        };
        let session = Session::start(options, sources, move |batch| drop(sink.send(batch)));
        Self { session: Arc::new(session), events, seen: Vec::new(), cache }
    }

    /// The next event, in order.
    pub fn next_event(&mut self) -> Event {
        while self.seen.is_empty() {
            self.seen = self.events.recv_timeout(AT_MOST).expect("the program says something");
        }
        self.seen.remove(0)
    }

    /// Everything up to and including the first event that satisfies the condition.
    pub fn until(&mut self, condition: impl Fn(&Event) -> bool) -> Vec<Event> {
        let mut events = Vec::new();
        loop {
            let event = self.next_event();
            let is_last = condition(&event);
            events.push(event);
            if is_last {
                return events;
            }
        }
    }

    /// Everything until nothing is pending.
    pub fn settled(&mut self) -> Vec<Event> {
        self.until(|event| matches!(event, Event::Settled { .. }))
    }

    /// All it does; the first error is the end.
    pub fn to_its_end(mut self) -> Ran {
        let mut events = Vec::new();
        loop {
            events.extend(self.settled());
            let is_over = |event: &Event| {
                matches!(
                    event,
                    Event::Settled { alive: false, .. } | Event::Error(_) | Event::EngineLost { .. }
                )
            };
            if events.iter().any(is_over) {
                return Ran::from_events(events);
            }
        }
    }

    /// Everything until nothing is pending and no handle keeps the program alive.
    pub fn ended(&mut self) -> Vec<Event> {
        self.until(|event| matches!(event, Event::Settled { alive: false, .. }))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(cache) = &self.cache {
            warm::note(cache);
        }
    }
}

impl Ran {
    pub fn from_events(events: Vec<Event>) -> Self {
        let mut ran = Self::default();
        for event in events {
            match event {
                Event::Console(line) => {
                    ran.stdout.push_str(&line.text);
                    ran.stdout.push('\n');
                }
                Event::Error(error) => ran.errors.push(error),
                Event::Refused { errors, .. } => ran.errors.extend(errors),
                Event::Outcome(report) => ran.outcome = Some(report.outcome),
                Event::EngineLost { error } => ran.errors.push(error),
                _ => {}
            }
        }
        ran
    }
}

/// Runs a program to its end; like Node, the first error is the end.
pub fn run(entry: &Path) -> Ran {
    let entry = entry.canonicalize().expect("the program exists");
    Program::start(&entry).to_its_end()
}

/// The same for a program that no debugger can stop.
pub fn run_without_probes(entry: &Path) -> Ran {
    let entry = entry.canonicalize().expect("the program exists");
    let tuning = Tuning { probes: false, ..Tuning::default() };
    Program::start_tuned(&entry, Arc::new(Disk), EngineHost::InProcess, AtStart::Run, tuning).to_its_end()
}
