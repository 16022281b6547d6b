//! The shell round the reload machine: owns the machine, the graph and the map table; performs the
//! machine's effects and tells what happened.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::Options;
use super::looking::Looks;
use super::preparing::{Done, Handover, Import, Job, start_worker};
use crate::backlog::{Backlog, Share};
use crate::debug::debugger::Debugger;
use crate::debug::message::AtStart;
use crate::debug::wire::ToDebug;
use crate::engine::link::{EngineLink, FromLink};
use crate::engine::wire::RawFrame;
use crate::graph::{Graph, Preparation};
use crate::ids::{Attempt, Generation, LedgerAsk, ModuleId, VersionId};
use crate::message::{Cause, Command, Event, Listed, Preparing, Tests};
use crate::reload::{self, Effect, State};
use crate::report::{CallSites, Reporter};
use crate::source_map::{MapTable, ModuleVersion};
use crate::sources::Sources;

/// Everything a session hears.
pub(super) enum Input {
    Command(Command),
    /// From the engine that was started as this one.
    Link {
        incarnation: u32,
        event: FromLink,
        /// Dropped when the event has been taken.
        share: Share,
    },
    /// The graph comes home.
    Prepared {
        graph: Box<Graph>,
        done: Done,
    },
}

/// Events are handed on at the end of an engine's turn, or after this long.
const HOLD_EVENTS: Duration = Duration::from_millis(20);
/// Or when they hold so many bytes.
const MOST_HELD: usize = 1 << 20;
/// So many bytes an engine may be ahead of its session.
const MOST_AHEAD: usize = 4 << 20;

pub(super) struct Shell {
    pub(super) options: Options,
    pub(super) inbox: Sender<Input>,
    pub(super) sink: Box<dyn FnMut(Vec<Event>) + Send>,
    pub(super) epoch: Instant,

    pub(super) machine: State,
    pub(super) engine: Option<EngineLink>,
    pub(super) incarnation: u32,
    pub(super) worker: Sender<(Box<Graph>, Job)>,
    /// At home, or with the worker.
    pub(super) graph: Option<Box<Graph>>,
    pub(super) imports: VecDeque<Import>,
    /// Asked for while the graph was lent for an import.
    pub(super) wanted_while_lent: Option<Attempt>,
    pub(super) commit_while_lent: Option<(Attempt, Generation)>,
    /// Committed, for an engine that is started when the present one has said what it has to say.
    pub(super) successor: Option<Handover>,
    /// The engine was replaced while the graph was lent.
    pub(super) is_graph_stale: bool,
    /// The answer to the newest finished preparation.
    pub(super) preparation: Option<(Preparation, Duration)>,
    pub(super) maps: Arc<MapTable>,
    /// What the engine runs: a committed version is current when the engine takes it up. Errors of the
    /// one before may still be on their way, and are not of an earlier version yet.
    pub(super) current: FxHashMap<ModuleId, VersionId>,
    /// Committed, and not taken up.
    pub(super) coming: VecDeque<(Generation, Vec<(ModuleId, VersionId)>)>,
    /// Versions the engine holds no code of any more. An error of theirs may follow in the same turn.
    pub(super) collected: Vec<VersionId>,
    pub(super) call_sites: CallSites,
    /// Files that print for who calls them.
    pub(super) wrappers: Arc<[PathBuf]>,

    /// The newest text that was typed and not looked at yet.
    pub(super) typed: Option<(Vec<PathBuf>, Arc<str>)>,
    pub(super) changed: Vec<PathBuf>,
    pub(super) invalidated: Vec<ModuleId>,
    /// Files whose tests were asked for.
    pub(super) rerun: Vec<PathBuf>,
    /// Tests that are asked for to be debugged, and no debugger is there.
    pub(super) awaiting: Option<(PathBuf, Tests)>,
    /// Which tests of them, for the generation that is prepared.
    pub(super) tests: Option<Tests>,
    pub(super) cause: Option<Cause>,
    pub(super) running: Running,
    pub(super) is_refused: bool,
    /// What the idle engine said last; `None` while it works.
    pub(super) idle: Option<bool>,
    /// `Busy` was said and `Yielded` was not.
    pub(super) is_busy: bool,
    /// Where the engine was when it last said so in a turn that lasts.
    pub(super) whereabouts: Vec<RawFrame>,
    pub(super) has_settled: bool,
    /// Questions that the engine has not answered.
    pub(super) asked: Vec<LedgerAsk>,
    pub(super) handles: u32,
    pub(super) events: Vec<Event>,
    pub(super) held_since: Option<Instant>,
    pub(super) held_bytes: usize,
    /// What engines said and was not taken yet.
    pub(super) backlog: Arc<Backlog>,
    pub(super) debugger: Debugger,
    pub(super) looks: Looks,
    /// Whether its code can be stopped, and its variables seen.
    pub(super) has_probes: bool,
    pub(super) waits: AtStart,
}

/// The generation that was committed last.
pub(super) struct Running {
    pub(super) attempt: Attempt,
    pub(super) cause: Cause,
    /// The engine has taken it up; what it said before came of an older one.
    pub(super) has_begun: bool,
    pub(super) prepare: Duration,
    pub(super) preparing: Preparing,
    pub(super) started: Instant,
    pub(super) affected: Vec<Arc<Path>>,
    pub(super) kept: Listed,
    pub(super) disposed: Vec<Arc<Path>>,
    pub(super) pruned: Vec<Arc<Path>>,
}

/// Tests that are named run once; what else is said of tests holds for all that follows.
fn split(mut options: Options) -> (Options, Option<Tests>) {
    let named = options.tests.clone().filter(|tests| !tests.names.is_empty() || tests.stops);
    if let Some(tests) = &mut options.tests {
        tests.names.clear();
        tests.stops = false;
    }
    (options, named)
}

impl Shell {
    pub(super) fn new(
        options: Options,
        sources: Arc<dyn Sources>,
        inbox: Sender<Input>,
        sink: Box<dyn FnMut(Vec<Event>) + Send>,
    ) -> Self {
        let graph = Graph::new(&options.entry, sources);
        let mut graph = if options.tuning.probes { graph } else { graph.without_probes() };
        if let Some(cache) = &options.cache {
            graph.keep_in(cache);
        }
        let worker = start_worker(inbox.clone());
        let (waits, has_probes) = (options.at_start, options.tuning.probes);
        let (options, tests) = split(options);
        Self {
            options,
            inbox,
            sink,
            epoch: Instant::now(),
            machine: State::default(),
            engine: None,
            incarnation: 0,
            worker,
            graph: Some(Box::new(graph)),
            imports: VecDeque::new(),
            wanted_while_lent: None,
            commit_while_lent: None,
            successor: None,
            is_graph_stale: false,
            preparation: None,
            maps: Arc::default(),
            current: FxHashMap::default(),
            coming: VecDeque::new(),
            collected: Vec::new(),
            call_sites: CallSites::default(),
            wrappers: Arc::default(),
            typed: None,
            changed: Vec::new(),
            invalidated: Vec::new(),
            rerun: Vec::new(),
            awaiting: None,
            tests,
            cause: Some(Cause::Start),
            running: Running {
                attempt: Attempt(0),
                cause: Cause::Start,
                has_begun: true,
                prepare: Duration::ZERO,
                preparing: Preparing::default(),
                started: Instant::now(),
                affected: Vec::new(),
                kept: Listed::default(),
                disposed: Vec::new(),
                pruned: Vec::new(),
            },
            is_refused: false,
            idle: Some(false),
            is_busy: false,
            whereabouts: Vec::new(),
            has_settled: true,
            asked: Vec::new(),
            handles: 0,
            events: Vec::new(),
            held_since: None,
            held_bytes: 0,
            backlog: Backlog::new(MOST_AHEAD),
            debugger: Debugger::default(),
            looks: Looks::default(),
            has_probes,
            waits,
        }
    }

    pub(super) fn serve(mut self, inputs: &Receiver<Input>) {
        self.start();
        while self.turn(inputs) {}
        self.flush();
    }

    pub(super) fn start(&mut self) {
        self.start_engine();
        self.begin();
    }

    /// Takes one input, or what is due; `false` when it was told to end.
    pub(super) fn turn(&mut self, inputs: &Receiver<Input>) -> bool {
        let input = match self.deadline() {
            _ if self.typed.is_some() => match inputs.try_recv() {
                Err(TryRecvError::Empty) => {
                    self.foresee();
                    return true;
                }
                input => input.map_err(|_| RecvTimeoutError::Disconnected),
            },
            None => inputs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(wait) => inputs.recv_timeout(wait),
        };
        match input {
            Ok(Input::Command(Command::Shutdown)) | Err(RecvTimeoutError::Disconnected) => return false,
            Ok(input) => self.take(input),
            Err(RecvTimeoutError::Timeout) => {
                if self.machine.alarm().is_some_and(|at| at <= self.epoch.elapsed()) {
                    self.step(reload::Event::TimePassed);
                }
            }
        }
        let has_held = self.held_since.is_some_and(|since| since.elapsed() >= HOLD_EVENTS);
        if has_held || self.held_bytes >= MOST_HELD {
            self.flush();
        }
        true
    }

    pub(super) fn deadline(&self) -> Option<Duration> {
        let alarm = self.machine.alarm().map(|at| at.saturating_sub(self.epoch.elapsed()));
        let hold = self.held_since.map(|since| HOLD_EVENTS.saturating_sub(since.elapsed()));
        alarm.into_iter().chain(hold).min()
    }

    pub(super) fn take(&mut self, input: Input) {
        match input {
            Input::Command(command) => self.obey(command),
            Input::Link { incarnation, event, share } => {
                match event {
                    _ if incarnation != self.incarnation => {}
                    FromLink::Event(event) => self.hear(event),
                    FromLink::Ended(how) => self.engine_ended(&how),
                }
                drop(share);
            }
            Input::Prepared { graph, done } => {
                self.graph = Some(graph);
                if std::mem::take(&mut self.is_graph_stale) {
                    self.forget_engine();
                }
                match done {
                    Done::Prepare { attempt, preparation, took } => self.prepared(attempt, preparation, took),
                    Done::Import { incarnation, request, plan } => {
                        self.import_prepared(incarnation, request, plan)
                    }
                    Done::Require { incarnation, request, found } => {
                        self.require_prepared(incarnation, request, found)
                    }
                }
                self.lend_for_import();
            }
        }
        self.settle();
    }

    // Commands

    pub(super) fn obey(&mut self, command: Command) {
        match command {
            Command::Typed { paths, text } => self.typed = Some((paths, text)),
            Command::Saved { paths } => {
                self.typed = None;
                let saved = paths.clone();
                self.cause = Some(match self.cause.take() {
                    Some(Cause::Saved(mut earlier)) => {
                        earlier.extend(
                            saved.into_iter().filter(|path| !earlier.contains(path)).collect::<Vec<_>>(),
                        );
                        Cause::Saved(earlier)
                    }
                    // All that a save changes runs, and not only what was asked for.
                    Some(Cause::Tests { .. }) => {
                        self.tests = None;
                        Cause::Saved(saved)
                    }
                    Some(cause) => cause,
                    None => Cause::Saved(saved),
                });
                self.changed.extend(paths);
                self.begin();
            }
            Command::Restart => {
                self.waits = AtStart::Run;
                self.debugger.waits(false);
                self.awaiting = None;
                self.cause = Some(Cause::Restart);
                self.step(reload::Event::RestartAsked);
            }
            Command::Test { module, tests } => self.test(module, tests),
            Command::Ledger { ask } => self.ask_ledger(ask),
            Command::Look(look) => self.look(&look),
            Command::Wrappers(files) => self.wrappers = files,
            Command::Surround(surroundings) => self.options.surroundings = surroundings,
            Command::Permit(permissions) => self.permit(*permissions),
            Command::Tune(tuning) => {
                self.options.tuning = tuning;
                if let Some(engine) = &mut self.engine {
                    engine.set_patience(tuning.patience);
                }
            }
            Command::Stop => {
                self.awaiting = None;
                self.step(reload::Event::StopAsked);
            }
            Command::Debug(command) => self.debug(command),
            Command::Tool(said) => self.send_debug(ToDebug::Tool(said)),
            Command::Suspend { holder, at_most } => {
                self.step(reload::Event::Suspended { holder: holder.clone(), at_most });
                self.emit(Event::Suspended { holder });
                self.flush();
            }
            Command::Release { holder } => self.step(reload::Event::Released { holder }),
            Command::Paused { generation } => self.step(reload::Event::Paused { generation }),
            Command::Resumed { generation } => self.step(reload::Event::Resumed { generation }),
            Command::Shutdown => {}
        }
    }

    pub(super) fn step(&mut self, event: reload::Event) {
        let effects = self.machine.step(self.epoch.elapsed(), event);
        for effect in effects {
            self.perform(effect);
        }
    }

    pub(super) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Prepare(attempt) => self.prepare(attempt),
            Effect::Answer(attempt) => self.answer(attempt),
            Effect::Commit { attempt, generation } => self.commit(attempt, generation),
            Effect::Interrupt(generation) => {
                if let Some(engine) = &mut self.engine {
                    engine.interrupt(generation);
                }
            }
            Effect::Kill => self.kill(),
            Effect::ReplaceEngine => {
                self.start_engine();
                self.forget_engine();
            }
            Effect::Stop => {
                self.engine = None;
                self.engine_has_nothing();
                self.debugger.engine_gone();
                self.perform_debug();
                self.successor = None;
                self.incarnation += 1;
                self.commit_while_lent = None;
                self.idle = Some(false);
                if std::mem::take(&mut self.is_busy) {
                    self.emit(Event::Yielded);
                }
                self.forget_engine();
                self.emit(Event::Stopped { generation: self.machine.generation });
                self.flush();
            }
            Effect::TellHeld(by) => {
                self.emit(Event::Held { generation: self.machine.generation, by });
                self.flush();
            }
            Effect::TellExpired(holder) => {
                self.emit(Event::HoldExpired { holder });
                self.flush();
            }
        }
    }

    // Telling

    pub(super) fn reporter<T>(&self, translate: impl FnOnce(&Reporter) -> T) -> T {
        let newer = |version: &ModuleVersion| {
            let current = self.current.get(&version.module).filter(|current| **current != version.id);
            let source = Arc::clone(&self.maps.get(*current?)?.source);
            (source != version.source).then_some(source)
        };
        translate(&Reporter { maps: &self.maps, newer: &newer })
    }

    pub(super) fn emit(&mut self, event: Event) {
        self.held_bytes += event.bytes();
        self.events.push(event);
        self.held_since.get_or_insert_with(Instant::now);
    }

    pub(super) fn flush(&mut self) {
        self.held_since = None;
        self.held_bytes = 0;
        if !self.events.is_empty() {
            (self.sink)(std::mem::take(&mut self.events));
        }
    }

    /// Says so, once, when nothing is pending anywhere.
    pub(super) fn settle(&mut self) {
        let Some(alive) = self.idle else { return };
        let is_home = self.graph.is_some() && self.imports.is_empty();
        // One that waits for its debugger has not come to rest: it has not begun.
        let waits = self.waits != AtStart::Run;
        if self.has_settled || !is_home || waits || !self.machine.is_settled() {
            return;
        }
        self.has_settled = true;
        self.emit(Event::Settled { generation: self.machine.generation, alive });
        self.flush();
    }
}
