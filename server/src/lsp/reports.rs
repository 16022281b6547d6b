//! What programs report: into the book, the log, and the notifications for tools.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use runtime::message::{ConsoleLevel, ConsoleLine, Event, Outcome, ScriptError};
use tower_lsp::ls_types::MessageType;

use super::console_log;
use super::event::SessionId;
use super::generation::{begun, waited_for};
use super::main_loop::MainLoop;
use super::programs::State;
use crate::diagnostics::{ProgramName, Urgency};

impl MainLoop {
    pub(super) fn reported(&mut self, program: &Path, session: SessionId, events: &[Event]) {
        let Some((name, reporting)) = self.programs.reporting(program, session) else {
            return;
        };
        let secrets = Arc::clone(&reporting.secrets);
        for event in events {
            self.programs.reporting(program, session).inspect(|(_, program)| program.tell_debuggers(event));
            if matches!(event, Event::Debug(_)) {
                continue;
            }
            if let Event::Tool(said) = event {
                self.tool_said(&name, said);
                continue;
            }
            if let Event::DoorAsked { process } = event {
                self.door_asked(&name, *process);
                continue;
            }
            // Before anything is cut or written.
            let masked = secrets.event(event);
            let event = masked.as_ref();
            // A turn may hear of several generations: what an older one led to is told before the
            // news that makes it void.
            let begins_anew = matches!(event, Event::Started { .. } | Event::EngineLost { .. });
            if begins_anew && self.book.urgency() == Some(Urgency::Now) {
                self.tell(Instant::now());
            }
            if let Event::Asks { kind, resource, .. } = event {
                self.permission_wanted(&name, *kind, resource);
            }
            let advised = self.advise(&name, event);
            let event = advised.as_ref().unwrap_or(event);
            self.watch_for_signs(&name, event);
            self.book.record(&name, event, &self.documents);
            self.follow(&name, session, event);
            self.tell_status(&name, event);
            if let Event::Suspended { holder } = event {
                self.suspended(&name, holder);
            }
            if let Event::Ledger { ask, ledger } = event {
                self.ledger_told(&name, *ask, ledger);
            }
            if let Event::Looked { ask, looked } = event {
                self.looked(&name, *ask, looked);
            }
            self.at_rest |= matches!(event, Event::Settled { alive: false, .. });
            if let Some(step) = self.generation_changed(&name, event) {
                self.keep_record(&name, session, &step);
                self.steps.push(step);
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
        // Whether it runs decides what can be done with it.
        let is_turn =
            matches!(event, Event::Started { .. } | Event::Stopped { .. } | Event::EngineLost { .. });
        self.stale_lenses |= is_turn;
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
            Event::Handles { count } => program.handles = *count,
            Event::Error(_)
            | Event::Strayed(_)
            | Event::Test(_)
            | Event::Seen(_)
            | Event::Ledger { .. }
            | Event::Looked { .. }
            | Event::Debug(_)
            | Event::DoorAsked { .. }
            | Event::Tool(_)
            | Event::Busy { .. }
            | Event::Asks { .. }
            | Event::Denied { .. }
            | Event::Yielded
            | Event::Held { .. }
            | Event::HoldExpired { .. }
            | Event::Suspended { .. }
            | Event::Console(_)
            | Event::Exited { .. }
            | Event::Settled { .. }
            | Event::Unchanged { .. }
            | Event::NotUsed { .. }
            | Event::Fault { .. } => {}
        }
    }

    fn tell_status(&mut self, name: &ProgramName, event: &Event) {
        let program = self.short_name(name);
        match event {
            Event::Console(line) => {
                self.console_files.write(name, &line.text, line.partial);
                self.print(line);
            }
            Event::Outcome(report) => {
                let line = self.outcome_line(&program, report);
                self.outbox.report(MessageType::INFO, line);
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
            Event::Exited { code, signal, .. } => {
                let how = crate::cli::progress::ending(*code, *signal);
                self.outbox.report(MessageType::INFO, format!("{program}: ended {how}"));
            }
            Event::EngineLost { error } => {
                self.outbox.report(MessageType::ERROR, format!("{program}: {}", error.headline()))
            }
            Event::Fault { message } => {
                self.outbox.report(MessageType::ERROR, format!("{program}: {message}"));
            }
            Event::Busy { error } | Event::Denied { error } => {
                self.outbox.report(MessageType::WARNING, format!("{program}: {}", error.headline()));
            }
            Event::Held { by, .. } => {
                self.outbox
                    .report(MessageType::INFO, format!("{program}: the reload waits for {}", waited_for(by)));
            }
            Event::HoldExpired { holder } => {
                let what = "did not release reloads in time; they go on";
                self.outbox.report(MessageType::WARNING, format!("{program}: {holder} {what}"));
            }
            Event::Started { .. }
            | Event::NotUsed { .. }
            | Event::Asks { .. }
            | Event::Yielded
            | Event::Error(_)
            | Event::Strayed(_)
            | Event::Test(_)
            | Event::Seen(_)
            | Event::Handles { .. }
            | Event::Ledger { .. }
            | Event::Looked { .. }
            | Event::Suspended { .. }
            | Event::Debug(_)
            | Event::DoorAsked { .. }
            | Event::Tool(_)
            | Event::Settled { .. } => {}
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

    fn refused_status(&self, name: &ProgramName, program: &str, errors: &[ScriptError]) -> String {
        let noun = if errors.len() == 1 { "error" } else { "errors" };
        let generation = self.programs.iter().find(|(known, _)| *known == name);
        let goes_on = match generation.and_then(|(_, program)| program.generation) {
            Some(generation) => format!("generation {generation} goes on"),
            None => "nothing runs yet".to_owned(),
        };
        format!("{program}: not applied, {} {noun}; {goes_on}", errors.len())
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
