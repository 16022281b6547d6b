//! What programs report: into the book, the log, and the notifications for tools.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use runtime::ids::Generation;
use runtime::message::{Cause, ConsoleLevel, ConsoleLine, Event, GenerationReport, Outcome, ScriptError};
use tower_lsp::ls_types::MessageType;

use super::console_log;
use super::event::SessionId;
use super::ext::{GenerationChanged, GenerationState};
use super::main_loop::MainLoop;
use super::programs::State;
use super::to_proto;
use crate::diagnostics::ProgramName;

impl MainLoop {
    pub(super) fn reported(&mut self, program: &Path, session: SessionId, events: &[Event]) {
        let Some((name, _)) = self.programs.reporting(program, session) else {
            return;
        };
        for event in events {
            self.book.record(&name, event, &self.documents);
            self.follow(&name, session, event);
            self.tell_status(&name, event);
            self.at_rest |= matches!(event, Event::Settled { alive: false, .. });
            if self.client.generations {
                self.steps.extend(self.generation_changed(&name, event));
            }
        }
    }

    /// Keeps what is known of the program up to date.
    fn follow(&mut self, name: &ProgramName, session: SessionId, event: &Event) {
        let cause = match event {
            Event::Started { cause, .. } | Event::Refused { cause, .. } => self.describe(cause),
            _ => String::new(),
        };
        let shows_progress = self.client.work_done_progress;
        let Some((_, program)) = self.programs.reporting(name, session) else {
            return;
        };
        match event {
            Event::Started { generation, .. } => {
                program.generation = Some(*generation);
                program.cause = cause;
                program.run_begins(Instant::now());
                if !shows_progress {
                    program.without_notice();
                }
            }
            Event::Outcome(report) => {
                program.generation = Some(report.generation);
                program.reason = None;
                program.run_ends(State::from(report.outcome), &self.outbox);
            }
            Event::Refused { errors, .. } => {
                program.reason = errors.first().map(ScriptError::headline);
            }
            Event::Stopped { .. } => program.stopped(&self.outbox),
            Event::EngineLost { error } => {
                program.reason = Some(error.headline());
                program.run_ends(State::EngineLost, &self.outbox);
            }
            Event::Error(_)
            | Event::Busy { .. }
            | Event::Yielded
            | Event::Console(_)
            | Event::Settled { .. }
            | Event::Unchanged { .. }
            | Event::Debug(_)
            | Event::Fault { .. } => {}
        }
    }

    fn tell_status(&mut self, name: &ProgramName, event: &Event) {
        let program = self.short_name(name);
        match event {
            Event::Console(line) => self.print(line),
            Event::Outcome(report) => {
                let status = self.outcome_status(&program, report);
                self.outbox.report(MessageType::INFO, status);
            }
            Event::Refused { errors, .. } => {
                let status = self.refused_status(name, &program, errors);
                self.outbox.report(MessageType::WARNING, status);
            }
            Event::Unchanged { reason, .. } => {
                self.outbox.report(MessageType::INFO, format!("{program}: {reason}"));
            }
            Event::Stopped { generation } => {
                let what =
                    begun(*generation).map_or_else(String::new, |number| format!("generation {number} "));
                self.outbox.report(MessageType::INFO, format!("{program}: {what}stopped"));
            }
            Event::EngineLost { error } => {
                self.outbox.report(MessageType::ERROR, format!("{program}: {}", error.headline()))
            }
            Event::Fault { message } => {
                self.outbox.report(MessageType::ERROR, format!("{program}: {message}"));
            }
            Event::Busy { error } => {
                self.outbox.report(MessageType::WARNING, format!("{program}: {}", error.headline()));
            }
            Event::Started { .. }
            | Event::Yielded
            | Event::Error(_)
            | Event::Settled { .. }
            | Event::Debug(_) => {}
        }
    }

    fn print(&mut self, line: &ConsoleLine) {
        if !self.config.console_log {
            return;
        }
        let typ = match line.level {
            ConsoleLevel::Debug | ConsoleLevel::Log => MessageType::LOG,
            ConsoleLevel::Info => MessageType::INFO,
            ConsoleLevel::Warn => MessageType::WARNING,
            ConsoleLevel::Error => MessageType::ERROR,
        };
        for text in line.text.split('\n') {
            if self.console.admit(Instant::now(), !self.outbox.is_backed_up()) {
                self.outbox.log(typ, console_log::cut(text));
            }
        }
    }

    fn outcome_status(&self, program: &str, report: &GenerationReport) -> String {
        let state = match report.outcome {
            Outcome::Live => "",
            Outcome::Failed => " failed",
            Outcome::Pending => " waits",
            Outcome::Interrupted => " was interrupted",
        };
        let cause = self.describe(&report.cause);
        let reran: Vec<_> = report.reran.iter().map(|path| self.short_name(path)).collect();
        let took = milliseconds(report.phases.prepare + report.phases.run);
        format!(
            "{program}: generation {}{state} · {cause} · re-ran {} · kept {} · {took} ms",
            report.generation,
            reran.join(", "),
            report.kept
        )
    }

    fn refused_status(&self, name: &ProgramName, program: &str, errors: &[ScriptError]) -> String {
        let noun = if errors.len() == 1 { "error" } else { "errors" };
        let generation = self.programs.iter().find(|(known, _)| *known == name);
        let goes_on = match generation.and_then(|(_, program)| program.generation) {
            Some(generation) => format!("generation {generation} goes on"),
            None => "nothing runs yet".to_owned(),
        };
        format!("{program}: not applied, {} {noun}; {goes_on}", errors.len())
    }

    pub(super) fn describe(&self, cause: &Cause) -> String {
        match cause {
            Cause::Start => "start".to_owned(),
            Cause::Restart => "restart".to_owned(),
            Cause::Saved(paths) => format!("saved {}", self.name_all(paths)),
            Cause::EngineLost => "the engine was lost".to_owned(),
            Cause::Invalidated(path) => format!("invalidated by {}", self.short_name(path)),
        }
    }

    pub(super) fn name_all(&self, paths: &[PathBuf]) -> String {
        let names: Vec<_> = paths.iter().map(|path| self.short_name(path)).collect();
        names.join(", ")
    }

    fn generation_changed(&self, name: &ProgramName, event: &Event) -> Option<GenerationChanged> {
        let uri = to_proto::uri(name, &self.documents)?;
        let mut changed = GenerationChanged::of(uri, GenerationState::of(event)?);
        match event {
            Event::Started { generation, cause } => {
                changed.generation = Some(generation.0);
                changed.cause = Some(self.describe(cause));
            }
            Event::Outcome(report) => {
                changed.generation = Some(report.generation.0);
                changed.attempt = Some(report.attempt.0);
                changed.cause = Some(self.describe(&report.cause));
                let uri = |path: &_| to_proto::uri(path, &self.documents);
                changed.reran = report.reran.iter().filter_map(|path| uri(path)).collect();
                changed.kept = Some(report.kept);
                changed.prepare_ms = Some(milliseconds(report.phases.prepare));
                changed.run_ms = Some(milliseconds(report.phases.run));
            }
            Event::Refused { attempt, cause, duration, .. } => {
                changed.attempt = Some(attempt.0);
                changed.cause = Some(self.describe(cause));
                changed.prepare_ms = Some(milliseconds(*duration));
            }
            Event::Settled { generation, alive } => {
                changed.generation = begun(*generation);
                changed.alive = Some(*alive);
            }
            Event::Unchanged { reason, .. } => changed.cause = Some(reason.clone()),
            Event::Stopped { generation } => changed.generation = begun(*generation),
            Event::EngineLost { error } | Event::Busy { error } => {
                changed.generation = error.generation.and_then(begun);
                changed.cause = Some(error.headline());
            }
            Event::Error(_) | Event::Console(_) | Event::Yielded | Event::Debug(_) | Event::Fault { .. } => {}
        }
        Some(changed)
    }
}

impl From<Outcome> for State {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Live => Self::Live,
            Outcome::Failed => Self::Failed,
            Outcome::Pending => Self::Pending,
            Outcome::Interrupted => Self::Interrupted,
        }
    }
}

/// The number of a generation; none before the first has begun.
fn begun(generation: Generation) -> Option<u32> {
    (generation.0 > 0).then_some(generation.0)
}

/// To a tenth: what a person can compare.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}
