//! Preparing off the session's thread: lending the graph, taking its answers, committing plans.
//!
//! # Race surface
//! - *A plan for a fresh engine meets one that is in a turn*: the present engine is told to stop, and
//!   its successor starts at the end of that turn, so that all it reports comes first. A turn that
//!   does not end is the machine's: it interrupts, then ends the engine.
//! - *The engine is lost while its successor waits*: the plan is dropped and made anew.
//! - *A save while the successor waits*: it is prepared on what was committed, and held by the machine.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use super::shell::{Input, Running, Shell};
use crate::engine::wire::{Apply, Refused, Required, ToEngine};
use crate::graph::{Asked, Graph, ImportFailure, ImportPlan, Plan, Preparation};
use crate::ids::{Attempt, Generation, ImportRequest, ModuleId};
use crate::message::{Cause, Event, ScriptError};
use crate::position::{LineIndex, Lines};
use crate::reload::{self, Answer, Engine as Machine};
use crate::source_map::ModuleVersion;
use crate::tuning::ReloadMode;

/// What the graph was lent for.
pub(super) enum Job {
    Prepare { attempt: Attempt, changed: Vec<PathBuf>, mode: ReloadMode },
    Import(Import),
}

/// What running code asks for.
pub(super) struct Import {
    pub incarnation: u32,
    pub request: ImportRequest,
    pub from: ModuleId,
    pub specifier: String,
    pub how: How,
}

/// Which expression asks.
pub(super) enum How {
    /// `import()`: it goes on meanwhile.
    Import { attribute_type: Option<String> },
    /// `require()`: the engine waits.
    Require { base: Option<PathBuf>, resolve: bool },
}

pub(super) enum Done {
    Prepare { attempt: Attempt, preparation: Preparation, took: Duration },
    Import { incarnation: u32, request: ImportRequest, plan: Result<ImportPlan, ImportFailure> },
    Require { incarnation: u32, request: ImportRequest, found: Result<Found, ImportFailure> },
}

pub(super) enum Found {
    Module(ImportPlan),
    Path(PathBuf),
}

/// A plan on its way into the engine.
pub(super) struct Handover {
    pub attempt: Attempt,
    pub generation: Generation,
    pub cause: Cause,
    pub plan: Box<Plan>,
    pub prepare: Duration,
}

impl Shell {
    pub(super) fn prepare(&mut self, attempt: Attempt) {
        // The machine asks for one preparation at a time, but an import may hold the graph: it
        // comes home soon, and the machine's attempt waits for it in the inbox's order.
        match self.graph.take() {
            Some(mut graph) => {
                for module in std::mem::take(&mut self.invalidated) {
                    graph.invalidate(module);
                }
                for path in std::mem::take(&mut self.rerun) {
                    graph.rerun(&path);
                }
                let changed = std::mem::take(&mut self.changed);
                let mode = self.options.tuning.reload;
                self.lend(graph, Job::Prepare { attempt, changed, mode });
            }
            None => self.wanted_while_lent = Some(attempt),
        }
    }

    pub(super) fn lend(&mut self, mut graph: Box<Graph>, job: Job) {
        graph.permit(&self.options.permissions);
        let started = Instant::now();
        if let Job::Prepare { attempt, changed, mode } = &job
            && let Some(preparation) = graph.prepare_here(changed, *mode)
        {
            let done = Done::Prepare { attempt: *attempt, preparation, took: started.elapsed() };
            // In the inbox's order, as from the other thread.
            let _ = self.inbox.send(Input::Prepared { graph, done });
            return;
        }
        if self.worker.send((graph, job)).is_err() {
            self.emit(Event::Fault { message: "the preparing thread is gone".into() });
            self.flush();
        }
    }

    pub(super) fn lend_for_import(&mut self) {
        if self.graph.is_none() {
            return;
        }
        if let Some((attempt, generation)) = self.commit_while_lent.take() {
            self.commit(attempt, generation);
        }
        if let Some(attempt) = self.wanted_while_lent.take() {
            self.prepare(attempt);
        }
        if self.imports.is_empty() || self.graph.is_none() {
            return;
        }
        if let Some((import, graph)) = self.imports.pop_front().zip(self.graph.take()) {
            self.lend(graph, Job::Import(import));
        }
    }

    pub(super) fn prepared(&mut self, attempt: Attempt, preparation: Preparation, took: Duration) {
        let answer = match &preparation {
            Preparation::Ready(_) => Answer::Ready,
            Preparation::Refused(_) => Answer::Refused,
            Preparation::Unchanged { .. } => Answer::Unchanged,
        };
        self.preparation = Some((preparation, took));
        self.step(reload::Event::Prepared { attempt, answer });
    }

    pub(super) fn answer(&mut self, attempt: Attempt) {
        let Some((preparation, duration)) = self.preparation.take() else { return };
        let cause = self.cause_of(attempt);
        match preparation {
            Preparation::Refused(errors) => {
                self.is_refused = true;
                self.tests = None;
                self.has_settled = false;
                self.tell_program(&errors);
                self.emit(Event::Refused { attempt, cause, errors, duration });
            }
            Preparation::Unchanged { is_ours } => {
                self.tests = None;
                if std::mem::take(&mut self.is_refused) || is_ours {
                    self.has_settled = false;
                    self.emit(Event::Unchanged { attempt, reason: unchanged_reason(&cause) });
                } else {
                    let entry = self.options.entry.display();
                    tracing::info!("{entry}: {}, which it does not use", unchanged_reason(&cause));
                    if let Cause::Saved(saved) = cause {
                        self.emit(Event::NotUsed { saved });
                    }
                }
            }
            Preparation::Ready(_) => {}
        }
        self.flush();
    }

    /// The program that goes on may listen for what is wrong with its newest texts.
    fn tell_program(&mut self, errors: &[ScriptError]) {
        let runs = matches!(
            self.machine.engine,
            Machine::Committed { .. }
                | Machine::Evaluating { .. }
                | Machine::Parked { .. }
                | Machine::Resting
        );
        let Some((engine, error)) = self.engine.as_mut().filter(|_| runs).zip(errors.first()) else { return };
        let place = error.location.as_ref().map(|at| {
            let place = LineIndex::new(&at.text, Lines::Editor).position(&at.text, at.range.start);
            (at.path.display().to_string(), place.line + 1, place.column + 1)
        });
        let (path, line, column) = place.unwrap_or_default();
        engine.send(ToEngine::Refused(Refused { message: error.headline(), path, line, column }));
        self.idle = None;
    }

    /// Why an attempt was made. With newer saves already there it is not told which came before it.
    fn cause_of(&mut self, attempt: Attempt) -> Cause {
        let cause = if attempt == self.machine.wanted { self.cause.take() } else { self.cause.clone() };
        cause.unwrap_or(Cause::Saved(Vec::new()))
    }

    pub(super) fn commit(&mut self, attempt: Attempt, generation: Generation) {
        let Some(graph) = &mut self.graph else {
            self.commit_while_lent = Some((attempt, generation));
            return;
        };
        let Some((Preparation::Ready(plan), prepare)) = self.preparation.take() else { return };
        graph.committed(&plan);
        self.is_refused = false;
        self.idle = None;
        let cause = self.cause_of(attempt);
        let handover = Handover { attempt, generation, cause, plan, prepare };
        match &mut self.engine {
            Some(engine) if handover.plan.is_for_fresh_engine => {
                // What it still has to report comes before anything of its successor. The machine
                // interrupts and ends what does not come to an end.
                engine.send(ToEngine::Stop);
                self.successor = Some(handover);
                self.forget_imports();
            }
            _ => self.hand_over(handover),
        }
    }

    /// The engine has said everything: another one takes its place.
    pub(super) fn succeed(&mut self) {
        let Some(handover) = self.successor.take() else { return };
        let generation = handover.generation;
        if std::mem::take(&mut self.is_busy) {
            self.emit(Event::Yielded);
        }
        self.whereabouts.clear();
        // Of what ran before, only what is part of this too is spoken of again.
        let versions = handover.plan.versions.iter();
        self.current = versions.map(|version| (version.module, version.id)).collect();
        self.start_engine();
        self.hand_over(handover);
        // Nothing older is in its way.
        self.step(reload::Event::Began { generation });
    }

    fn hand_over(&mut self, handover: Handover) {
        let Handover { attempt, generation, cause, plan, prepare } = handover;
        let plan = *plan;
        self.call_sites.forget();
        self.debugger.committed(&plan.versions, &plan.forget);
        self.perform_debug();
        self.watch_again(&plan.versions);
        let versions = plan.versions.iter().map(|version| (version.module, version.id));
        self.coming.push_back((generation, versions.collect()));
        plan.versions.into_iter().for_each(|version| self.maps.insert(version));
        self.running = Running {
            attempt,
            cause,
            has_begun: false,
            prepare,
            preparing: plan.preparing,
            started: Instant::now(),
            affected: plan.affected,
            kept: plan.kept,
            disposed: plan.disposed,
            pruned: plan.pruned,
        };
        let apply = Apply {
            generation,
            entry: plan.entry,
            argv: self.options.argv(),
            tests: self.take_tests(),
            retire: plan.retire,
            forget: plan.forget,
            forget_scripts: plan.forget_scripts,
            linkage: plan.linkage,
            boundaries: plan.boundaries,
        };
        if let Some(engine) = &mut self.engine {
            engine.send(ToEngine::Apply(apply));
        }
    }

    /// Nobody waits for these any more, but for an engine that is inside a `require()`: it has to go on to
    /// come to its end.
    pub(super) fn forget_imports(&mut self) {
        for import in std::mem::take(&mut self.imports) {
            if let How::Require { .. } = import.how {
                self.refuse_require(import.request);
            }
        }
    }

    pub(super) fn refuse_require(&mut self, request: ImportRequest) {
        let answer = Required::Failed {
            name: "Error".into(),
            code: "ERR_REQUIRE_CANCELLED".into(),
            message: "the program is being replaced".into(),
        };
        if let Some(engine) = &mut self.engine {
            engine.send(ToEngine::Required { request, answer });
        }
    }

    pub(super) fn import_prepared(
        &mut self,
        incarnation: u32,
        request: ImportRequest,
        plan: Result<ImportPlan, ImportFailure>,
    ) {
        if incarnation != self.incarnation {
            return;
        }
        let command = match plan {
            Ok(ImportPlan { module, linkage, versions }) => {
                self.take_in(versions);
                ToEngine::Imported { request, module, linkage }
            }
            Err(failure) => ToEngine::ImportFailed {
                request,
                name: failure.name().into(),
                code: failure.code(Asked::Import).into(),
                message: failure.message,
            },
        };
        if let Some(engine) = &mut self.engine {
            engine.send(command);
        }
        self.idle = None;
    }

    pub(super) fn require_prepared(
        &mut self,
        incarnation: u32,
        request: ImportRequest,
        found: Result<Found, ImportFailure>,
    ) {
        if incarnation != self.incarnation {
            return;
        }
        let answer = match found {
            Ok(Found::Path(path)) => Required::Path(path.display().to_string()),
            Ok(Found::Module(ImportPlan { module, linkage, versions })) => {
                self.take_in(versions);
                Required::Module { module, linkage }
            }
            Err(failure) => Required::Failed {
                name: failure.name().into(),
                code: failure.code(Asked::Require).into(),
                message: failure.message,
            },
        };
        if let Some(engine) = &mut self.engine {
            engine.send(ToEngine::Required { request, answer });
        }
    }

    /// Code that the engine is about to be given, outside a generation's own.
    fn take_in(&mut self, versions: Vec<Arc<ModuleVersion>>) {
        self.debugger.imported(&versions);
        self.perform_debug();
        self.call_sites.forget();
        for version in versions {
            self.current.insert(version.module, version.id);
            self.maps.insert(version);
        }
    }
}

fn unchanged_reason(cause: &Cause) -> String {
    match cause {
        Cause::Saved(paths) => {
            let names = paths.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy());
            format!("no change in {}", names.collect::<Vec<_>>().join(", "))
        }
        Cause::Start | Cause::Restart | Cause::EngineLost | Cause::Invalidated { .. } => {
            "nothing to run".into()
        }
        Cause::Tests { path, .. } => {
            format!("{} is no part of what runs", path.file_name().unwrap_or_default().display())
        }
    }
}

/// Prepares on a thread of its own, so that a large file keeps nobody waiting.
pub(super) fn start_worker(inbox: Sender<Input>) -> Sender<(Box<Graph>, Job)> {
    let (jobs, lent) = channel::<(Box<Graph>, Job)>();
    let serve = move || {
        for (mut graph, job) in lent {
            let done = match job {
                Job::Prepare { attempt, changed, mode } => {
                    let started = Instant::now();
                    let preparation = graph.prepare(&changed, mode);
                    Done::Prepare { attempt, preparation, took: started.elapsed() }
                }
                Job::Import(Import { incarnation, request, from, specifier, how }) => match how {
                    How::Import { attribute_type } => {
                        let plan = graph.prepare_import(from, &specifier, attribute_type.as_deref());
                        Done::Import { incarnation, request, plan }
                    }
                    How::Require { base, resolve: true } => {
                        let found = graph.resolve_require(from, base.as_deref(), &specifier);
                        Done::Require { incarnation, request, found: found.map(Found::Path) }
                    }
                    How::Require { base, resolve: false } => {
                        let found = graph.prepare_require(from, base.as_deref(), &specifier);
                        Done::Require { incarnation, request, found: found.map(Found::Module) }
                    }
                },
            };
            if inbox.send(Input::Prepared { graph, done }).is_err() {
                return;
            }
        }
    };
    if let Err(error) = std::thread::Builder::new().name("prepare".into()).spawn(serve) {
        tracing::error!("no thread to prepare on: {error}");
    }
    jobs
}
