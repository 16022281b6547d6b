//! Where texts of a program are in what it reports.

use std::borrow::Cow;

use runtime::message::{ConsoleLine, Event, Looked, ScriptError, Seen, Sight, TestReport, TestState};

use super::Secrets;

impl Secrets {
    /// The same without secrets. Places, names of files and of tests stay: they are of the source.
    pub fn event<'a>(&self, event: &'a Event) -> Cow<'a, Event> {
        if self.0.is_none() {
            return Cow::Borrowed(event);
        }
        let masked = match event {
            Event::Console(line) => self.line(line).map(Event::Console),
            Event::Seen(line) => self.line(line).map(Event::Seen),
            Event::Error(error) => Some(Event::Error(self.error(error))),
            Event::Strayed(error) => Some(Event::Strayed(self.error(error))),
            Event::Denied { error } => Some(Event::Denied { error: self.error(error) }),
            Event::EngineLost { error } => Some(Event::EngineLost { error: self.error(error) }),
            Event::Busy { error } => Some(Event::Busy { error: self.error(error) }),
            Event::Refused { attempt, cause, errors, duration } => Some(Event::Refused {
                attempt: *attempt,
                cause: cause.clone(),
                errors: errors.iter().map(|error| self.error(error)).collect(),
                duration: *duration,
            }),
            Event::Asks { generation, kind, resource } => {
                Some(Event::Asks { generation: *generation, kind: *kind, resource: self.text(resource) })
            }
            Event::Test(report) => Some(Event::Test(self.report(report))),
            Event::Ledger { ask, ledger } => {
                let mut ledger = ledger.clone();
                for handle in &mut ledger.handles {
                    handle.what = self.text(&handle.what);
                }
                Some(Event::Ledger { ask: *ask, ledger })
            }
            Event::Looked { ask, looked } => {
                Some(Event::Looked { ask: *ask, looked: self.looked(looked) })
            }
            Event::Fault { message } => Some(Event::Fault { message: self.text(message) }),
            Event::Started { .. }
            | Event::Outcome(_)
            | Event::Settled { .. }
            | Event::Handles { .. }
            | Event::Unchanged { .. }
            | Event::NotUsed { .. }
            | Event::Yielded
            | Event::Exited { .. }
            | Event::Held { .. }
            | Event::Suspended { .. }
            | Event::HoldExpired { .. }
            | Event::Stopped { .. }
            // A debugger shows what there is: who attaches one asks for it.
            | Event::Debug(_)
            | Event::Tool(_)
            | Event::DoorAsked { .. } => None,
        };
        masked.map_or(Cow::Borrowed(event), Cow::Owned)
    }

    fn text(&self, text: &str) -> String {
        self.mask(text).into_owned()
    }

    fn looked(&self, looked: &Looked) -> Looked {
        let mut looked = looked.clone();
        if let Looked::Known(Sight { seen: Seen::Value(value), .. }) = &mut looked {
            value.text = self.text(&value.text);
        }
        looked
    }

    /// `None`: there is nothing to mask.
    fn line(&self, line: &ConsoleLine) -> Option<ConsoleLine> {
        match self.mask(&line.text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(ConsoleLine { text, ..line.clone() }),
        }
    }

    fn error(&self, error: &ScriptError) -> ScriptError {
        ScriptError {
            name: self.text(&error.name),
            message: self.text(&error.message),
            help: error.help.as_deref().map(|help| self.text(help)),
            related: error.related.iter().map(|(at, said)| (at.clone(), self.text(said))).collect(),
            cause: error.cause.as_ref().map(|cause| Box::new(self.error(cause))),
            errors: error.errors.iter().map(|error| self.error(error)).collect(),
            ..error.clone()
        }
    }

    fn report(&self, report: &TestReport) -> TestReport {
        let mut report = report.clone();
        match &mut report.state {
            TestState::Failed(failure) => {
                failure.error = self.error(&failure.error);
                if let Some((wanted, got)) = &mut failure.compared {
                    (*wanted, *got) = (self.text(wanted), self.text(got));
                }
            }
            TestState::Skipped(Some(why)) | TestState::Todo(Some(why)) => *why = self.text(why),
            TestState::Skipped(None) | TestState::Todo(None) | TestState::Started | TestState::Passed => {}
        }
        report
    }
}
