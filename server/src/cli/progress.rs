//! What a run says of itself: events in, terminal output and the end of the run out.

use std::io::{self, ErrorKind as IoError, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use runtime::ids::Generation;
use runtime::message::{
    Cause, ConsoleLevel, ConsoleLine, Event, GenerationReport, HeldBy, Outcome, ScriptError,
};

use super::render::{self, Look};
use crate::text::first_line;

/// When a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// With the first error, or when nothing keeps the program alive.
    Once,
    /// Not by itself.
    Hot,
}

/// Node's exit codes.
pub const FAILED: u8 = 1;
pub const UNSETTLED: u8 = 13;

/// The saved files named in a status line; the rest is counted.
const MOST_NAMES: usize = 4;

/// Turns events into output.
pub struct Progress<Out, Err> {
    mode: Mode,
    look: Look,
    out: Out,
    err: Err,
    /// The last outcome, and of which generation.
    last: Option<(Generation, Outcome)>,
    /// What the program says its exit code is.
    code: Option<i32>,
    /// By which signal it ended itself.
    signal: Option<i32>,
}

/// Go on, or end with this exit code.
pub type Step = ControlFlow<u8>;

impl<Out: Write, Err: Write> Progress<Out, Err> {
    pub fn new(mode: Mode, look: Look, out: Out, err: Err) -> Self {
        Self { mode, look, out, err, last: None, code: None, signal: None }
    }

    /// What was written to and is not on a terminal.
    pub fn streams(&mut self) -> (&mut Out, &mut Err) {
        (&mut self.out, &mut self.err)
    }

    /// Takes one batch. Both streams are flushed at its end.
    pub fn take(&mut self, events: Vec<Event>) -> Step {
        let step = events.into_iter().try_for_each(|event| self.event(event));
        let flushed = self.out.flush();
        let _ = self.err.flush();
        step?;
        self.wrote(flushed)
    }

    fn event(&mut self, event: Event) -> Step {
        match event {
            Event::Started { .. }
            | Event::Stopped { .. }
            | Event::Busy { .. }
            // The program's own error says so, and there is nobody to ask.
            | Event::Asks { .. }
            | Event::Denied { .. }
            | Event::Yielded
            // Tests tell of themselves on the output.
            | Event::Test(_)
            | Event::Seen(_)
            | Event::NotUsed { .. }
            | Event::Strayed(_)
            | Event::Handles { .. }
            | Event::Ledger { .. }
            | Event::Looked { .. }
            | Event::Debug(_)
            // In the terminal the signal comes to this process itself.
            | Event::DoorAsked { .. }
            | Event::Tool(_)
            // Nobody in a terminal holds reloads back but the debugger.
            | Event::Held { by: HeldBy::Holders(_), .. }
            | Event::Suspended { .. }
            | Event::HoldExpired { .. } => Step::Continue(()),
            Event::Held { by: HeldBy::Debugger, .. } => {
                self.status(&["saved; it is applied when the debugger lets the program go on".to_owned()]);
                Step::Continue(())
            }
            Event::Exited { code, signal, .. } => {
                (self.code, self.signal) = (Some(code), signal);
                self.status(&[format!("the program ended {}", ending(code, signal))]);
                Step::Continue(())
            }
            Event::Console(line) => self.console(&line),
            Event::Error(error) | Event::EngineLost { error } => self.failed(&[error]),
            Event::Refused { cause, errors, duration, .. } => self.refused(&cause, &errors, duration),
            Event::Outcome(report) => self.outcome(&report),
            Event::Settled { alive, .. } => self.settled(alive),
            Event::Unchanged { reason, .. } => {
                self.status(&[reason]);
                Step::Continue(())
            }
            Event::Fault { message } => {
                self.say(&format!("saveloop: {message}\n"));
                Step::Continue(())
            }
        }
    }

    /// The text unchanged; warnings and errors go where they can be told from results.
    fn console(&mut self, line: &ConsoleLine) -> Step {
        match line.level {
            ConsoleLevel::Debug | ConsoleLevel::Log | ConsoleLevel::Info => {
                let end = if line.partial { "" } else { "\n" };
                let written = write!(self.out, "{}{end}", line.text);
                self.wrote(written)
            }
            ConsoleLevel::Warn | ConsoleLevel::Error => {
                let end = if line.partial { "" } else { "\n" };
                self.say(&format!("{}{end}", line.text));
                Step::Continue(())
            }
        }
    }

    fn failed(&mut self, errors: &[ScriptError]) -> Step {
        let reports: Vec<String> = errors.iter().map(|error| render::error(error, &self.look)).collect();
        self.say(&reports.join("\n"));
        match self.mode {
            Mode::Once if errors.iter().any(|error| !error.was_answered) => Step::Break(self.failure()),
            _ => Step::Continue(()),
        }
    }

    /// A program that failed may have said with which code it ends.
    fn failure(&self) -> u8 {
        self.code.map_or(FAILED, |code| (code & 0xff) as u8)
    }

    /// By which signal this process has to end as well.
    pub fn signal(&self) -> Option<i32> {
        self.signal.filter(|_| self.mode == Mode::Once)
    }

    fn refused(&mut self, cause: &Cause, errors: &[ScriptError], duration: Duration) -> Step {
        let step = self.failed(errors);
        let rest = match self.last {
            Some((generation, _)) => format!("generation {generation} goes on"),
            None => "nothing runs yet".to_owned(),
        };
        self.status(&["not applied".to_owned(), milliseconds(duration), self.cause(cause), rest]);
        step
    }

    fn outcome(&mut self, report: &GenerationReport) -> Step {
        let is_known = self.last.is_some_and(|(generation, _)| generation == report.generation);
        self.last = Some((report.generation, report.outcome));
        // The second report of a generation that had to wait says nothing new when it went well.
        if !(is_known && report.outcome == Outcome::Live) {
            self.generation(report);
        }
        match (self.mode, report.outcome) {
            (Mode::Once, Outcome::Failed | Outcome::Interrupted) => Step::Break(self.failure()),
            _ => Step::Continue(()),
        }
    }

    fn generation(&mut self, report: &GenerationReport) {
        let reran: Vec<&Path> = report.reran.iter().map(AsRef::as_ref).collect();
        let mut parts = vec![
            format!("generation {}", report.generation),
            milliseconds(report.phases.prepare + report.phases.run),
            self.cause(&report.cause),
        ];
        if !reran.is_empty() {
            let verb = if matches!(report.cause, Cause::Start) { "ran" } else { "re-ran" };
            parts.push(format!("{verb} {}", self.names(&reran)));
        }
        match report.outcome {
            Outcome::Live => {}
            Outcome::Failed => parts.push("failed".to_owned()),
            Outcome::Pending => parts.push("waits for a top-level await".to_owned()),
            Outcome::Interrupted => parts.push("interrupted".to_owned()),
        }
        self.status(&parts);
    }

    fn settled(&mut self, alive: bool) -> Step {
        if alive || self.mode == Mode::Hot {
            return Step::Continue(());
        }
        if let Some(code) = self.code {
            return Step::Break(code as u8);
        }
        match self.last {
            Some((_, Outcome::Live)) | None => Step::Break(0),
            Some((_, Outcome::Pending)) => {
                self.say(
                    "saveloop: a top-level await never settled, and nothing is left that could settle it\n",
                );
                Step::Break(UNSETTLED)
            }
            Some((_, Outcome::Failed | Outcome::Interrupted)) => Step::Break(FAILED),
        }
    }

    /// One dim line, of parts that say something.
    fn status(&mut self, parts: &[String]) {
        if self.mode == Mode::Once {
            return;
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let line = self.look.dim(&format!("[saveloop] {}", parts.join(" · ")));
        self.say(&format!("{line}\n"));
    }

    fn cause(&self, cause: &Cause) -> String {
        match cause {
            Cause::Start => String::new(),
            Cause::Restart => "restarted".to_owned(),
            Cause::EngineLost => "started again".to_owned(),
            Cause::Tests { path, .. } => format!("tests of {}", self.look.path(path)),
            Cause::Invalidated { path, message } => {
                let why = first_line(message);
                let why = if why.is_empty() { String::new() } else { format!(": {why}") };
                format!("invalidated by {}{why}", self.names(&[path]))
            }
            Cause::Saved(paths) => {
                let paths: Vec<&Path> = paths.iter().map(AsRef::as_ref).collect();
                format!("saved {}", self.names(&paths))
            }
        }
    }

    fn names(&self, paths: &[&Path]) -> String {
        let named = paths.iter().take(MOST_NAMES).map(|path| self.look.path(path));
        let mut names: Vec<String> = named.collect();
        if let Some(more) = paths.len().checked_sub(MOST_NAMES).filter(|more| *more > 0) {
            names.push(format!("{more} more"));
        }
        names.join(", ")
    }

    /// Writes to stderr, after everything that was written to stdout before. Where stderr is gone
    /// there is nobody to tell.
    pub fn say(&mut self, text: &str) {
        let _ = self.out.flush();
        let _ = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
    }

    /// A reader that closes its end has seen enough: the run ends quietly.
    fn wrote(&mut self, result: io::Result<()>) -> Step {
        match result {
            Ok(()) => Step::Continue(()),
            Err(error) if error.kind() == IoError::BrokenPipe => Step::Break(0),
            Err(error) => {
                self.say(&format!("saveloop: cannot write to stdout: {error}\n"));
                Step::Break(FAILED)
            }
        }
    }
}

/// How a program ended that ended itself.
pub fn ending(code: i32, signal: Option<i32>) -> String {
    signal.map_or_else(|| format!("with code {code}"), |signal| format!("by signal {signal}"))
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1e3)
}

#[cfg(test)]
mod tests;
