//! Why a generation is what it is: its cause, its modules and where its time went, for the log, for
//! people and for tools.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use runtime::ids::Generation;
use runtime::message::{Cause, Event, GenerationReport, HeldBy, Holder, Listed, Outcome, Phases};
use tower_lsp::ls_types::Uri;

use super::event::SessionId;
use super::ext::{Counts, GenerationChanged, GenerationState, PhaseTimes, Ran};
use super::main_loop::MainLoop;
use super::to_proto;
use crate::diagnostics::ProgramName;
use crate::text::first_line;

/// The files a line names; the rest is counted.
const MOST_NAMES: usize = 8;

impl MainLoop {
    /// For people: `main.ts: gen 7: saved util.ts; 2 re-ran, 498 kept; 3.1 ms (prepare 1.9, run 1.2)`.
    pub(super) fn outcome_line(&self, program: &str, report: &GenerationReport) -> String {
        let state = match report.outcome {
            Outcome::Live => "",
            Outcome::Failed => " failed",
            Outcome::Pending => " waits",
            Outcome::Interrupted => " was interrupted",
        };
        let Phases { prepare, run, .. } = report.phases;
        let verb = if report.cause == Cause::Start { "ran" } else { "re-ran" };
        let pruned = match report.pruned.len() {
            0 => String::new(),
            count => format!(", {count} pruned"),
        };
        format!(
            "{program}: gen {}{state}: {}; {} {verb}, {} kept{pruned}; {:.1} ms (prepare {:.1}, run {:.1})",
            report.generation,
            self.describe(&report.cause),
            report.reran.len(),
            report.kept.count,
            milliseconds(prepare + run),
            milliseconds(prepare),
            milliseconds(run),
        )
    }

    pub(super) fn describe(&self, cause: &Cause) -> String {
        match cause {
            Cause::Start => "start".to_owned(),
            Cause::Restart => "restart".to_owned(),
            Cause::Saved(paths) => format!("saved {}", self.name_all(paths)),
            Cause::EngineLost => "the engine was lost".to_owned(),
            Cause::Tests { path, names } => match &names[..] {
                [] => format!("tests of {}", self.short_name(path)),
                [name] => format!("test \"{}\" of {}", name.join(" > "), self.short_name(path)),
                names => format!("{} tests of {}", names.len(), self.short_name(path)),
            },
            Cause::Invalidated { path, message } => match first_line(message) {
                why if why.is_empty() => format!("invalidated by {}", self.short_name(path)),
                why => format!("invalidated by {}: {why}", self.short_name(path)),
            },
        }
    }

    pub(super) fn name_all(&self, paths: &[PathBuf]) -> String {
        let mut names: Vec<_> = paths.iter().take(MOST_NAMES).map(|path| self.short_name(path)).collect();
        if paths.len() > MOST_NAMES {
            names.push(format!("{} more", paths.len() - MOST_NAMES));
        }
        names.join(", ")
    }

    /// An outcome is kept for `saveloop.status`.
    pub(super) fn keep_record(&mut self, name: &ProgramName, session: SessionId, step: &GenerationChanged) {
        if step.ran.is_some()
            && let Some((_, program)) = self.programs.reporting(name, session)
        {
            program.last = Some(step.clone());
        }
    }

    /// And it is one record in our log.
    pub(super) fn log_record(step: &GenerationChanged) {
        if step.ran.is_none() {
            return;
        }
        match serde_json::to_string(step) {
            Ok(record) => tracing::info!("generation {record}"),
            Err(error) => tracing::error!("a generation cannot be logged: {error}"),
        }
    }

    /// For tools; `None` for what is no step in the life of a program.
    pub(super) fn generation_changed(&self, name: &ProgramName, event: &Event) -> Option<GenerationChanged> {
        let uri = to_proto::uri(name, &self.documents)?;
        let mut changed = GenerationChanged::of(uri, GenerationState::of(event)?);
        match event {
            Event::Started { generation, cause, .. } => {
                changed.generation = Some(generation.0);
                changed.cause = Some(self.describe(cause));
            }
            Event::Outcome(report) => {
                changed.generation = Some(report.generation.0);
                changed.attempt = Some(report.attempt.0);
                changed.cause = Some(self.describe(&report.cause));
                changed.prepare_ms = Some(milliseconds(report.phases.prepare));
                changed.ran = Some(self.ran(report));
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
            Event::Held { generation, by } => {
                changed.generation = begun(*generation);
                changed.cause = Some(waited_for(by));
            }
            Event::Stopped { generation } => changed.generation = begun(*generation),
            Event::EngineLost { error } | Event::Busy { error } => {
                changed.generation = error.generation.and_then(begun);
                changed.cause = Some(error.headline());
            }
            Event::Error(_)
            | Event::Strayed(_)
            | Event::Test(_)
            | Event::NotUsed { .. }
            | Event::Seen(_)
            | Event::Console(_)
            | Event::Exited { .. }
            | Event::Yielded
            | Event::Handles { .. }
            | Event::Ledger { .. }
            | Event::Looked { .. }
            | Event::Debug(_)
            | Event::DoorAsked { .. }
            | Event::Tool(_)
            | Event::Suspended { .. }
            | Event::Asks { .. }
            | Event::Denied { .. }
            | Event::HoldExpired { .. }
            | Event::Fault { .. } => {}
        }
        Some(changed)
    }

    fn ran(&self, report: &GenerationReport) -> Ran {
        let Phases { run, preparing, running, .. } = report.phases;
        Ran {
            run_ms: milliseconds(run),
            phases: PhaseTimes {
                read: milliseconds(preparing.read),
                transpile: milliseconds(preparing.transpile),
                resolve: milliseconds(preparing.resolve),
                plan: milliseconds(preparing.plan),
                dispose: milliseconds(running.dispose),
                compile: milliseconds(running.compile),
                evaluate: milliseconds(running.evaluate),
            },
            counts: Counts {
                reran: report.reran.len(),
                kept: report.kept.count,
                disposed: report.disposed.len(),
                pruned: report.pruned.len(),
            },
            reran: self.uris(&report.reran),
            kept: self.uris(&report.kept.first),
            disposed: self.uris(&report.disposed),
            pruned: self.uris(&report.pruned),
        }
    }

    pub(super) fn uris(&self, paths: &[Arc<Path>]) -> Vec<Uri> {
        let named = paths.iter().take(Listed::MOST);
        named.filter_map(|path| to_proto::uri(path, &self.documents)).collect()
    }
}

/// The number of a generation; none before the first has begun.
pub(super) fn begun(generation: Generation) -> Option<u32> {
    (generation.0 > 0).then_some(generation.0)
}

/// To a tenth: what a person can compare.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}

/// Whom a reload waits for.
pub fn waited_for(by: &HeldBy) -> String {
    match by {
        HeldBy::Debugger => "the debugger".to_owned(),
        HeldBy::Holders(holders) => holders.iter().map(Holder::to_string).collect::<Vec<_>>().join(", "),
    }
}
