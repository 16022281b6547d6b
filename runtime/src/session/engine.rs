//! The session's side of its engine: starting and losing it, and what it says.

use super::preparing::Import;
use super::shell::{Input, Shell};
use crate::blame::Clue;
use crate::engine::link::EngineLink;
use crate::engine::wire::{EngineOutcome, FromEngine, RaisedKind, RawError, RawFrame, ToEngine};
use crate::ids::{Generation, ModuleId};
use crate::message::{Cause, ConsoleLine, ErrorKind, Event, GenerationReport, Outcome, Phases, ScriptError};
use crate::reload::{self, Came};

impl Shell {
    pub(super) fn start_engine(&mut self) {
        self.engine = None;
        self.debugger.engine_gone();
        self.incarnation += 1;
        self.imports.clear();
        let incarnation = self.incarnation;
        let inbox = self.inbox.clone();
        let sink = move |event| drop(inbox.send(Input::Link { incarnation, event }));
        match EngineLink::start(&self.options.engine, self.options.limits, sink) {
            Ok(engine) => {
                self.engine = Some(engine);
                self.debugger.engine_started(incarnation);
                self.perform_debug();
            }
            Err(error) => {
                self.emit(Event::Fault { message: format!("the engine did not start: {error}") });
                self.flush();
            }
        }
    }

    /// The graph's engine has nothing of it any more.
    pub(super) fn forget_engine(&mut self) {
        match &mut self.graph {
            Some(graph) => graph.engine_is_empty(),
            None => self.is_graph_stale = true,
        }
    }

    pub(super) fn kill(&mut self) {
        let Some(engine) = &mut self.engine else { return };
        if engine.can_kill() {
            engine.send(ToEngine::LastWords);
        } else {
            let message = "the program does not stop, and shares its process with saveloop".to_owned();
            self.emit(Event::Fault { message });
            self.flush();
        }
    }

    pub(super) fn engine_ended(&mut self, how: &str) {
        let frames = std::mem::take(&mut self.whereabouts);
        self.lose_engine(&frames, format!("the engine was lost: {how}"));
    }

    /// The engine is gone, or about to be: says where it was, and leaves nothing of it.
    pub(super) fn lose_engine(&mut self, frames: &[RawFrame], message: String) {
        let generation = self.machine.generation;
        let raw = RawError { message, ..RawError::default() };
        let mut error = self.reporter(|reporter| {
            let mut error = reporter.error(generation, RaisedKind::Uncaught, &raw);
            error.frames = reporter.frames(frames, Clue::Called { function: "" });
            error
        });
        error.kind = ErrorKind::EngineLost;
        error.message = raw.message;
        error.location = crate::report::place_to_show(&error.frames);
        self.engine = None;
        self.debugger.engine_gone();
        self.perform_debug();
        self.incarnation += 1;
        self.idle = Some(false);
        self.has_settled = false;
        if std::mem::take(&mut self.is_busy) {
            self.emit(Event::Yielded);
        }
        self.emit(Event::EngineLost { error });
        self.flush();
        self.step(reload::Event::EngineLost);
    }

    pub(super) fn hear(&mut self, event: FromEngine) {
        match event {
            FromEngine::Ready => {}
            FromEngine::Began { generation } => {
                self.debugger.began(generation);
                self.perform_debug();
                self.step(reload::Event::Began { generation });
            }
            FromEngine::Debug(said) => self.hear_debug(*said),
            FromEngine::Outcome { generation, outcome, evaluated } => {
                self.outcome(generation, outcome, &evaluated)
            }
            FromEngine::Raised { generation, kind, error } => {
                let error = self.reporter(|reporter| reporter.error(generation, kind, &error));
                self.emit(Event::Error(error));
            }
            FromEngine::Console { generation, level, text, frames } => {
                let mut sites = std::mem::take(&mut self.call_sites);
                let line = self.reporter(|reporter| ConsoleLine {
                    generation,
                    level,
                    text: if text.contains("?v=") { reporter.remap_text(&text) } else { text },
                    location: reporter.console_location(&frames, &mut sites),
                });
                self.call_sites = sites;
                self.emit(Event::Console(line));
            }
            FromEngine::Import { request, from, specifier, attribute_type } => {
                let incarnation = self.incarnation;
                self.imports.push_back(Import { incarnation, request, from, specifier, attribute_type });
                self.lend_for_import();
            }
            FromEngine::Collected(version) => {
                if !self.current.values().any(|current| *current == version) {
                    self.maps.forget(version);
                }
            }
            // A turn of an older generation may end after the newer one was handed over.
            FromEngine::TurnEnded { generation, .. } if generation != self.machine.generation => self.flush(),
            FromEngine::TurnEnded { alive, waiting, .. } => {
                self.idle = (!waiting).then_some(alive);
                if std::mem::take(&mut self.is_busy) {
                    self.emit(Event::Yielded);
                }
                self.whereabouts.clear();
                self.has_settled = false;
                self.flush();
            }
            FromEngine::Invalidated { module, message } => {
                tracing::info!("module {module} invalidated itself: {message}");
                self.invalidated.push(module);
                let path = self.current.get(&module).and_then(|version| self.maps.get(*version));
                let path = path.map(|version| version.path.to_path_buf()).unwrap_or_default();
                self.cause.get_or_insert(Cause::Invalidated(path));
                self.step(reload::Event::Saved);
            }
            FromEngine::Busy { frames, for_ms } => self.busy(&frames, for_ms),
            FromEngine::Whereabouts { frames } => self.whereabouts = frames,
            FromEngine::Poisoned { .. } => self.step(reload::Event::Poisoned),
            FromEngine::LastWords { frames } => {
                if let Some(engine) = &mut self.engine {
                    engine.kill();
                }
                self.lose_engine(
                    &frames,
                    "the program could not be interrupted; its engine was replaced".into(),
                );
            }
        }
    }

    /// The program does not yield: says where it is.
    fn busy(&mut self, frames: &[RawFrame], for_ms: u64) {
        let frames = self.reporter(|reporter| reporter.frames(frames, Clue::Called { function: "" }));
        let seconds = for_ms / 1000;
        let message = format!("has been running for {seconds} s without a pause");
        let mut error = ScriptError::new(ErrorKind::Busy, message);
        error.generation = Some(self.machine.generation);
        error.help = Some("a save, *Stop* or *Restart* ends it; it may also just be long".into());
        error.location = crate::report::place_to_show(&frames);
        error.frames = frames;
        self.is_busy = true;
        self.emit(Event::Busy { error });
        self.flush();
    }

    pub(super) fn outcome(&mut self, generation: Generation, outcome: EngineOutcome, evaluated: &[ModuleId]) {
        if generation != self.machine.generation {
            return;
        }
        let (outcome, came) = match outcome {
            EngineOutcome::Live => (Outcome::Live, Came::ToRest),
            EngineOutcome::Failed => (Outcome::Failed, Came::ToRest),
            EngineOutcome::Interrupted => (Outcome::Interrupted, Came::ToRest),
            EngineOutcome::Pending => (Outcome::Pending, Came::Pending),
        };
        tracing::debug!("generation {generation}: {outcome:?}, evaluated {evaluated:?}");
        self.emit(Event::Outcome(GenerationReport {
            generation,
            attempt: self.running.attempt,
            outcome,
            cause: self.running.cause.clone(),
            reran: self.running.affected.clone(),
            kept: self.running.kept,
            phases: Phases { prepare: self.running.prepare, run: self.running.started.elapsed() },
        }));
        if came == Came::Pending {
            self.flush();
        }
        self.step(reload::Event::Came { generation, outcome: came });
    }
}
