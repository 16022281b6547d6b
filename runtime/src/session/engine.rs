//! The session's side of its engine: starting and losing it, and what it says.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::Options;
use super::preparing::{How, Import};
use super::shell::{Input, Shell};
use crate::debug::message::AtStart;
use crate::engine::link::{EngineLink, FromLink};
use crate::engine::wire::{EngineOutcome, FromEngine, RaisedKind, RawError, RawFrame, ToEngine};
use crate::ids::{Generation, ImportRequest, ModuleId};
use crate::message::{
    Cause, ConsoleLevel, ConsoleLine, ErrorKind, Event, GenerationReport, Outcome, Phases, Running,
    ScriptError,
};
use crate::reload::{self, Came};

impl Shell {
    pub(super) fn start_engine(&mut self) {
        self.engine = None;
        self.engine_has_nothing();
        self.debugger.engine_gone();
        self.tools_are_gone();
        self.incarnation += 1;
        self.imports.clear();
        // Nothing that is heard from now on can be of what the engine before held.
        self.coming.clear();
        self.collected.clear();
        self.maps.keep_only(&self.current);
        self.successor = None;
        // A plan that waits for the graph was made for the engine that goes.
        self.commit_while_lent = None;
        let incarnation = self.incarnation;
        let (inbox, backlog) = (self.inbox.clone(), Arc::clone(&self.backlog));
        // The link's thread waits here while the session is behind, and then the engine for it.
        let sink = move |event: FromLink| {
            let share = backlog.enter(event.bytes());
            drop(inbox.send(Input::Link { incarnation, event, share }));
        };
        let keep = self.options.keep();
        let Options { engine, limits, surroundings, .. } = &self.options;
        match EngineLink::start(engine, *limits, surroundings, keep.as_ref(), sink) {
            Ok(mut engine) => {
                engine.set_patience(self.options.tuning.patience);
                engine.set_permissions(&self.options.permissions);
                self.engine = Some(engine);
                self.debugger.engine_started(incarnation);
                self.debugger.waits(self.waits != AtStart::Run);
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
            // A thread cannot be ended from outside: it ends when the built-in function returns.
            let frames = std::mem::take(&mut self.whereabouts);
            self.lose_engine(
                &frames,
                "the program could not be interrupted; its engine was left behind".into(),
            );
        }
    }

    pub(super) fn engine_ended(&mut self, how: &str) {
        let frames = std::mem::take(&mut self.whereabouts);
        self.lose_engine(&frames, format!("the engine was lost: {how}"));
    }

    /// The engine is gone, or about to be: says where it was, and leaves nothing of it.
    pub(super) fn lose_engine(&mut self, frames: &[RawFrame], message: String) {
        // What was handed over and has not begun is still to run.
        let owed = self.successor.take();
        let newest = self.machine.generation;
        let has_begun = owed.is_none() && self.running.has_begun;
        let generation = if has_begun { newest } else { Generation(newest.0.saturating_sub(1)) };
        if !has_begun {
            let cause = owed.as_ref().map_or(&self.running.cause, |handover| &handover.cause);
            self.cause.get_or_insert(cause.clone());
        }
        let raw = RawError { message, ..RawError::default() };
        let mut error = self.reporter(|reporter| {
            let mut error = reporter.error(generation, RaisedKind::Uncaught, &raw);
            error.frames = reporter.whereabouts(frames);
            error
        });
        error.kind = ErrorKind::EngineLost;
        error.message = raw.message;
        error.location = crate::report::place_to_show(&error.frames);
        self.engine = None;
        self.engine_has_nothing();
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
        if owed.is_some() && self.machine.is_settled() {
            self.step(reload::Event::Saved);
        }
    }

    pub(super) fn hear(&mut self, event: FromEngine) {
        if matches!(event, FromEngine::TurnEnded { .. }) {
            self.forget_collected();
        }
        match event {
            FromEngine::TurnEnded { .. } if self.successor.is_some() => self.succeed(),
            FromEngine::Require { request, .. } if self.successor.is_some() => self.refuse_require(request),
            FromEngine::Import { .. } | FromEngine::Invalidated { .. } | FromEngine::Poisoned { .. }
                if self.successor.is_some() => {} // it is on its way out
            FromEngine::Ready => {}
            FromEngine::Began { generation } => {
                self.debugger.began(generation);
                self.perform_debug();
                self.began(generation);
            }
            FromEngine::Debug(said) => self.hear_debug(*said),
            FromEngine::Outcome { generation, outcome, evaluated, spent } => {
                tracing::debug!("generation {generation}: {outcome:?}, evaluated {evaluated:?}");
                self.outcome(generation, outcome, spent)
            }
            FromEngine::Raised { generation, kind, error, superseded } => {
                self.raised(generation, kind, &error, superseded);
            }
            FromEngine::Seen { generation, from, to, text, script } => {
                self.seen(generation, from..to, text, script);
            }
            FromEngine::Looked { ask, generation, seen } => self.looked(ask, generation, seen),
            FromEngine::Tested { generation, test } => self.tested(generation, *test),
            FromEngine::Console { generation, level, kind, text, partial, frames } => {
                self.debugger.printed(generation, kind, &text, milliseconds_now(), &frames);
                self.printed(generation, level, text, partial, &frames)
            }
            FromEngine::Exited { generation, code, signal } => {
                self.emit(Event::Exited { generation, code, signal });
            }
            FromEngine::Import { request, from, specifier, attribute_type } => {
                self.asked(request, from, specifier, How::Import { attribute_type });
            }
            FromEngine::Require { request, from, base, specifier, resolve } => {
                let base = base.map(PathBuf::from);
                self.asked(request, from, specifier, How::Require { base, resolve });
            }
            FromEngine::Words { request, place, message } => {
                let words = self.reporter(|reporter| reporter.words(&place, &message));
                self.tell_waiting(ToEngine::Words { request, words });
            }
            FromEngine::Places { request, frames } => {
                let places = self.reporter(|reporter| reporter.places(&frames));
                self.tell_waiting(ToEngine::Placed { request, places });
            }
            FromEngine::Collected(version) => self.collected.push(version),
            // A turn of an older generation may end after the newer one was handed over.
            FromEngine::TurnEnded { generation, .. } if generation != self.machine.generation => self.flush(),
            FromEngine::TurnEnded { alive, waiting, handles, .. } => self.turn_ended(alive, waiting, handles),
            FromEngine::Invalidated { module, message } => self.invalidated(module, message),
            FromEngine::Ledger { ask, ledger } => self.tell_ledger(ask, ledger),
            FromEngine::Asks { generation, kind, resource } => self.asks(generation, kind, resource),
            FromEngine::Denied { generation, kind, resource, frames } => {
                self.denied(generation, kind, &resource, &frames);
            }
            FromEngine::Busy { .. } if self.machine.is_paused() => {}
            FromEngine::Busy { frames, for_ms } => self.busy(&frames, for_ms),
            FromEngine::Whereabouts { frames } => self.whereabouts = frames,
            FromEngine::Poisoned { .. } => self.poisoned(),
            FromEngine::DoorAsked { process } => {
                self.emit(Event::DoorAsked { process });
                self.flush();
            }
            FromEngine::Tool(said) => self.tool_said(said),
            FromEngine::WaitsForDebugger => self.waits_for_client(),
            FromEngine::LastWords { frames } => self.end_by_force(&frames),
        }
    }

    fn turn_ended(&mut self, alive: bool, waiting: bool, handles: u32) {
        self.count_handles(handles);
        self.idle = (!waiting).then_some(alive);
        if std::mem::take(&mut self.is_busy) {
            self.emit(Event::Yielded);
        }
        self.whereabouts.clear();
        self.has_settled = false;
        self.flush();
    }

    /// What the engine waits for; one that is gone does not any more.
    fn tell_waiting(&mut self, answer: ToEngine) {
        if let Some(engine) = &mut self.engine {
            engine.send(answer);
        }
    }

    fn raised(&mut self, generation: Generation, kind: RaisedKind, error: &RawError, superseded: bool) {
        let mut error = self.reporter(|reporter| reporter.error(generation, kind, error));
        error.superseded |= superseded;
        error.was_answered = kind == RaisedKind::Served;
        self.emit(Event::Error(error));
    }

    fn end_by_force(&mut self, frames: &[RawFrame]) {
        if let Some(engine) = &mut self.engine {
            engine.kill();
        }
        self.lose_engine(frames, "the program could not be interrupted; its engine was replaced".into());
    }

    /// Running code asks for a module.
    fn asked(&mut self, request: ImportRequest, from: ModuleId, specifier: String, how: How) {
        let is_waited_for = matches!(how, How::Require { .. });
        let import = Import { incarnation: self.incarnation, request, from, specifier, how };
        if is_waited_for {
            self.imports.push_front(import);
        } else {
            self.imports.push_back(import);
        }
        self.lend_for_import();
    }

    /// A module cannot take its own update.
    fn invalidated(&mut self, module: ModuleId, message: String) {
        tracing::info!("module {module} invalidated itself: {message}");
        self.invalidated.push(module);
        let path = self.current.get(&module).and_then(|version| self.maps.get(*version));
        let path = path.map(|version| version.path.to_path_buf()).unwrap_or_default();
        self.cause.get_or_insert(Cause::Invalidated { path, message });
        self.step(reload::Event::Saved);
    }

    fn poisoned(&mut self) {
        // What was handed over to this heap is still to run.
        if !self.running.has_begun {
            self.cause.get_or_insert(self.running.cause.clone());
        }
        self.step(reload::Event::Poisoned);
    }

    fn began(&mut self, generation: Generation) {
        self.take_up(generation);
        if generation == self.machine.generation {
            self.running.has_begun = true;
            let (attempt, cause) = (self.running.attempt, self.running.cause.clone());
            self.emit(Event::Started { generation, attempt, cause });
        }
        self.step(reload::Event::Began { generation });
    }

    /// From now on the engine runs what was committed as this generation.
    fn take_up(&mut self, generation: Generation) {
        while self.coming.front().is_some_and(|(coming, _)| *coming <= generation) {
            self.current.extend(self.coming.pop_front().into_iter().flat_map(|(_, versions)| versions));
        }
    }

    /// What has no code left in the engine is not spoken of any more, unless it is what runs.
    fn forget_collected(&mut self) {
        let (current, maps) = (&self.current, &self.maps);
        self.collected.retain(|version| {
            let module = maps.get(*version).map(|record| record.module);
            let is_current = module.and_then(|module| current.get(&module)) == Some(version);
            if !is_current {
                maps.forget(*version);
            }
            is_current
        });
    }

    fn printed(
        &mut self,
        generation: Generation,
        level: ConsoleLevel,
        text: String,
        partial: bool,
        frames: &[RawFrame],
    ) {
        let mut sites = std::mem::take(&mut self.call_sites);
        let line = self.reporter(|reporter| ConsoleLine {
            generation,
            level,
            text: if text.contains("?v=") { reporter.remap_text(&text) } else { text },
            partial,
            location: reporter.console_location(frames, &self.wrappers, &mut sites),
        });
        self.call_sites = sites;
        self.emit(Event::Console(line));
    }

    /// The program does not yield: says where it is.
    fn busy(&mut self, frames: &[RawFrame], for_ms: u64) {
        let frames = self.reporter(|reporter| reporter.whereabouts(frames));
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

    pub(super) fn outcome(&mut self, generation: Generation, outcome: EngineOutcome, spent: Running) {
        if generation != self.machine.generation {
            return;
        }
        let (outcome, came) = match outcome {
            EngineOutcome::Live => (Outcome::Live, Came::ToRest),
            EngineOutcome::Failed => (Outcome::Failed, Came::ToRest),
            EngineOutcome::Interrupted => (Outcome::Interrupted, Came::ToRest),
            EngineOutcome::Pending => (Outcome::Pending, Came::Pending),
        };
        self.emit(Event::Outcome(GenerationReport {
            generation,
            attempt: self.running.attempt,
            outcome,
            cause: self.running.cause.clone(),
            reran: self.running.affected.clone(),
            kept: self.running.kept.clone(),
            disposed: self.running.disposed.clone(),
            pruned: self.running.pruned.clone(),
            phases: Phases {
                prepare: self.running.prepare,
                run: self.running.started.elapsed(),
                preparing: self.running.preparing,
                running: spent,
            },
        }));
        if came == Came::Pending {
            self.flush();
        }
        self.step(reload::Event::Came { generation, outcome: came });
    }
}

/// Since 1970, as CDP wants it.
fn milliseconds_now() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64() * 1e3)
}
