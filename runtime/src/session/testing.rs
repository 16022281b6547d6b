//! Tests: which of them a generation runs, and what they came to in positions of the original source.

use std::path::PathBuf;
use std::time::Duration;

use super::shell::Shell;
use crate::engine::stack;
use crate::engine::wire::{RaisedKind, RawError, RawFrame, RawTest, RawTestState};
use crate::ids::Generation;
use crate::message::{
    Cause, ErrorKind, Event, Failure, FramePlace, Location, ScriptError, TestReport, TestState, Tests,
};
use crate::reload;

impl Shell {
    /// Runs the tests of a module again; those that are to be debugged, once a debugger is ready.
    pub(super) fn test(&mut self, module: PathBuf, tests: Tests) {
        if tests.stops && !self.debugger.is_attached() {
            self.awaiting = Some((module, tests));
            return;
        }
        // What a save changes runs anyway, and all of it.
        if !matches!(self.cause, Some(Cause::Saved(_))) {
            self.cause = Some(Cause::Tests { path: module.clone(), names: tests.names.clone() });
            self.tests = Some(tests);
        }
        self.rerun.push(module);
        self.step(reload::Event::Saved);
    }

    /// A debugger is ready.
    pub(super) fn test_awaited(&mut self) {
        if let Some((module, tests)) = self.awaiting.take() {
            self.test(module, tests);
        }
    }

    /// What the generation that is handed over runs: what was asked for runs once.
    pub(super) fn take_tests(&mut self) -> Option<Tests> {
        let base = self.options.tests.clone();
        match self.tests.take() {
            None => base,
            Some(tests) => Some(Tests { reporter: base.and_then(|base| base.reporter), ..tests }),
        }
    }

    pub(super) fn tested(&mut self, generation: Generation, raw: RawTest) {
        if raw.state == RawTestState::Strayed {
            let error = self.thrown(generation, raw.error.as_deref());
            return self.emit(Event::Strayed(error));
        }
        let location = self.said_at(&raw.place);
        let state = match raw.state {
            RawTestState::Started => TestState::Started,
            RawTestState::Passed => TestState::Passed,
            RawTestState::Skipped => TestState::Skipped(raw.said),
            RawTestState::Todo => TestState::Todo(raw.said),
            RawTestState::Failed | RawTestState::Strayed => {
                let mut error = self.thrown(generation, raw.error.as_deref());
                place(&mut error, location.as_ref());
                error.kind = ErrorKind::TestFailed;
                let compared = raw.expected.zip(raw.actual);
                TestState::Failed(Box::new(Failure { kind: raw.failure, error, compared }))
            }
        };
        let duration = Duration::try_from_secs_f64(raw.duration / 1e3).unwrap_or_default();
        let RawTest { id, path, suite: is_suite, .. } = raw;
        self.emit(Event::Test(TestReport { generation, id, path, is_suite, location, state, duration }));
    }

    fn thrown(&self, generation: Generation, raw: Option<&str>) -> ScriptError {
        let raw = raw.map_or_else(RawError::default, |raw| {
            serde_json::from_str(raw).unwrap_or_else(|fault| {
                tracing::error!("the error of a test could not be read: {fault}: {raw}");
                RawError::default()
            })
        });
        self.reporter(|reporter| reporter.error(generation, RaisedKind::Uncaught, &raw))
    }

    /// The call that said a test.
    fn said_at(&mut self, place: &str) -> Option<Location> {
        let place = stack::place(place)?;
        let frame = RawFrame { function: String::new(), place };
        let mut sites = std::mem::take(&mut self.call_sites);
        let location = self.reporter(|reporter| reporter.console_location(&[frame], &[], &mut sites));
        self.call_sites = sites;
        location
    }
}

/// An assertion is looked for in the file of its test: what it calls elsewhere is how it came about.
fn place(error: &mut ScriptError, test: Option<&Location>) {
    let Some(test) = test else { return };
    let own = error.frames.iter().find_map(|frame| match &frame.place {
        FramePlace::At(location) if location.path == test.path => Some(location.clone()),
        _ => None,
    });
    if let Some(own) = own {
        error.location = Some(own);
    } else if error.location.is_none() {
        error.location = Some(test.clone());
    }
}
