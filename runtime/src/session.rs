//! The shell of one program: owns the reload machine, the graph and the map table; performs the
//! machine's effects.
//!
//! One thread owns everything; preparing happens on a second one, to which the graph is lent.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::engine::link::{EngineLink, FromLink};
use crate::engine::wire::{Apply, EngineOutcome, FromEngine, RaisedKind, RawError, RawFrame, ToEngine};
use crate::graph::{Graph, ImportFailure, ImportPlan, Plan, Preparation};
use crate::ids::{Attempt, Generation, ImportRequest, ModuleId, VersionId};
use crate::message::{
    Cause, Command, ConsoleLine, ErrorKind, Event, GenerationReport, Outcome, Phases,
};
use crate::reload::{self, Answer, Came, Effect, State};
use crate::report::Reporter;
use crate::source_map::MapTable;
use crate::sources::Sources;

/// How a program runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// The absolute path of the module to run.
    pub entry: PathBuf,
    /// What follows the file on the command line.
    pub args: Vec<String>,
    pub engine: EngineHost,
    pub limits: Limits,
}

/// Where the engine lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineHost {
    /// On a thread of this process: for `saveloop run` and for tests.
    InProcess,
    /// In a supervised child: this program, started with these arguments.
    Process { program: PathBuf, args: Vec<String> },
}

/// What a program may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of JavaScript memory.
    pub memory: usize,
    /// Bytes of JavaScript stack.
    pub stack: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 1 << 30, stack: 4 << 20 }
    }
}

/// The handle of a session; dropping it shuts the program down.
pub struct Session {
    inbox: Sender<Input>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Session {
    /// Starts the program. `sink` is called on the session's thread with each batch of events.
    pub fn start(
        options: Options,
        sources: Arc<dyn Sources>,
        sink: impl FnMut(Vec<Event>) + Send + 'static,
    ) -> Self {
        let (inbox, inputs) = channel();
        let own = inbox.clone();
        let serve = move || Shell::new(options, sources, own, Box::new(sink)).serve(&inputs);
        let thread = std::thread::Builder::new().name("session".into()).spawn(serve);
        let thread = thread.map_err(|error| tracing::error!("no thread for a session: {error}")).ok();
        Self { inbox, thread }
    }

    /// Asks something of the session; never blocks.
    pub fn send(&self, command: Command) {
        // A session that has ended has nobody to tell.
        let _ = self.inbox.send(Input::Command(command));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.send(Command::Shutdown);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("a session panicked");
        }
    }
}

/// Everything a session hears.
enum Input {
    Command(Command),
    /// From the engine that was started as this one.
    Link { incarnation: u32, event: FromLink },
    /// The graph comes home.
    Prepared { graph: Box<Graph>, done: Done },
}

/// What the graph was lent for.
enum Job {
    Prepare { attempt: Attempt, changed: Vec<PathBuf> },
    Import(Import),
}

struct Import {
    incarnation: u32,
    request: ImportRequest,
    from: ModuleId,
    specifier: String,
    attribute_type: Option<String>,
}

enum Done {
    Prepare { attempt: Attempt, preparation: Preparation, took: Duration },
    Import { incarnation: u32, request: ImportRequest, plan: Result<ImportPlan, ImportFailure> },
}

/// Events are handed on at the end of an engine's turn, or after this long.
const HOLD_EVENTS: Duration = Duration::from_millis(20);

struct Shell {
    options: Options,
    inbox: Sender<Input>,
    sink: Box<dyn FnMut(Vec<Event>) + Send>,
    epoch: Instant,

    machine: State,
    alarm: Option<Duration>,
    engine: Option<EngineLink>,
    incarnation: u32,
    worker: Sender<(Box<Graph>, Job)>,
    /// At home, or with the worker.
    graph: Option<Box<Graph>>,
    imports: VecDeque<Import>,
    /// Asked for while the graph was lent for an import.
    wanted_while_lent: Option<Attempt>,
    commit_while_lent: Option<(Attempt, Generation)>,
    /// The engine was replaced while the graph was lent.
    is_graph_stale: bool,
    /// The answer to the newest finished preparation.
    preparation: Option<(Preparation, Duration)>,
    maps: Arc<MapTable>,
    current: FxHashMap<ModuleId, VersionId>,

    changed: Vec<PathBuf>,
    cause: Option<Cause>,
    running: Running,
    is_refused: bool,
    /// What the idle engine said last; `None` while it works.
    idle: Option<bool>,
    has_settled: bool,
    events: Vec<Event>,
    held_since: Option<Instant>,
}

/// The generation that was committed last.
struct Running {
    attempt: Attempt,
    cause: Cause,
    prepare: Duration,
    started: Instant,
    kept: usize,
    affected: Vec<Arc<std::path::Path>>,
}

impl Shell {
    fn new(
        options: Options,
        sources: Arc<dyn Sources>,
        inbox: Sender<Input>,
        sink: Box<dyn FnMut(Vec<Event>) + Send>,
    ) -> Self {
        let graph = Graph::new(&options.entry, sources);
        let worker = start_worker(inbox.clone());
        Self {
            options,
            inbox,
            sink,
            epoch: Instant::now(),
            machine: State::default(),
            alarm: None,
            engine: None,
            incarnation: 0,
            worker,
            graph: Some(Box::new(graph)),
            imports: VecDeque::new(),
            wanted_while_lent: None,
            commit_while_lent: None,
            is_graph_stale: false,
            preparation: None,
            maps: Arc::default(),
            current: FxHashMap::default(),
            changed: Vec::new(),
            cause: Some(Cause::Start),
            running: Running {
                attempt: Attempt(0),
                cause: Cause::Start,
                prepare: Duration::ZERO,
                started: Instant::now(),
                kept: 0,
                affected: Vec::new(),
            },
            is_refused: false,
            idle: Some(false),
            has_settled: true,
            events: Vec::new(),
            held_since: None,
        }
    }

    fn serve(mut self, inputs: &Receiver<Input>) {
        self.start_engine();
        self.step(reload::Event::Saved);
        loop {
            let input = match self.deadline() {
                None => inputs.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(wait) => inputs.recv_timeout(wait),
            };
            match input {
                Ok(Input::Command(Command::Shutdown)) | Err(RecvTimeoutError::Disconnected) => break,
                Ok(input) => self.take(input),
                Err(RecvTimeoutError::Timeout) => {
                    if self.alarm.is_some_and(|at| at <= self.epoch.elapsed()) {
                        self.alarm = None;
                        self.step(reload::Event::TimePassed);
                    }
                }
            }
            if self.held_since.is_some_and(|since| since.elapsed() >= HOLD_EVENTS) {
                self.flush();
            }
        }
        self.flush();
    }

    fn deadline(&self) -> Option<Duration> {
        let alarm = self.alarm.map(|at| at.saturating_sub(self.epoch.elapsed()));
        let hold = self.held_since.map(|since| HOLD_EVENTS.saturating_sub(since.elapsed()));
        alarm.into_iter().chain(hold).min()
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Command(command) => self.obey(command),
            Input::Link { incarnation, event } if incarnation == self.incarnation => match event {
                FromLink::Event(event) => self.hear(event),
                FromLink::Ended(how) => self.engine_ended(&how),
            },
            Input::Link { .. } => {}
            Input::Prepared { graph, done } => {
                self.graph = Some(graph);
                if std::mem::take(&mut self.is_graph_stale) {
                    self.forget_engine();
                }
                match done {
                    Done::Prepare { attempt, preparation, took } => self.prepared(attempt, preparation, took),
                    Done::Import { incarnation, request, plan } => self.import_prepared(incarnation, request, plan),
                }
                self.lend_for_import();
            }
        }
        self.settle();
    }

    // Commands

    fn obey(&mut self, command: Command) {
        match command {
            Command::Saved { paths } => {
                let saved = paths.clone();
                self.cause = Some(match self.cause.take() {
                    Some(Cause::Saved(mut earlier)) => {
                        earlier.extend(saved.into_iter().filter(|path| !earlier.contains(path)).collect::<Vec<_>>());
                        Cause::Saved(earlier)
                    }
                    Some(cause) => cause,
                    None => Cause::Saved(saved),
                });
                self.changed.extend(paths);
                self.step(reload::Event::Saved);
            }
            Command::Restart => {
                self.cause = Some(Cause::Restart);
                self.step(reload::Event::RestartAsked);
            }
            Command::Stop => self.step(reload::Event::StopAsked),
            Command::Shutdown => {}
        }
    }

    fn step(&mut self, event: reload::Event) {
        let effects = self.machine.step(self.epoch.elapsed(), event);
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
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
                self.incarnation += 1;
                self.idle = Some(false);
                self.forget_engine();
                self.emit(Event::Stopped { generation: self.machine.generation });
                self.flush();
                self.step(reload::Event::EngineLost);
            }
            Effect::Alarm(at) => self.alarm = Some(self.alarm.map_or(at, |earlier| earlier.min(at))),
        }
    }

    // The engine

    fn start_engine(&mut self) {
        self.engine = None;
        self.incarnation += 1;
        self.imports.clear();
        let incarnation = self.incarnation;
        let inbox = self.inbox.clone();
        let sink = move |event| drop(inbox.send(Input::Link { incarnation, event }));
        match EngineLink::start(&self.options.engine, self.options.limits, sink) {
            Ok(engine) => self.engine = Some(engine),
            Err(error) => {
                self.emit(Event::Fault { message: format!("the engine did not start: {error}") });
                self.flush();
            }
        }
    }

    /// The graph's engine has nothing of it any more.
    fn forget_engine(&mut self) {
        match &mut self.graph {
            Some(graph) => graph.engine_is_empty(),
            None => self.is_graph_stale = true,
        }
    }

    fn kill(&mut self) {
        let Some(engine) = &mut self.engine else { return };
        if engine.can_kill() {
            engine.send(ToEngine::LastWords);
        } else {
            let message = "the program does not stop, and shares its process with saveloop".to_owned();
            self.emit(Event::Fault { message });
            self.flush();
        }
    }

    fn engine_ended(&mut self, how: &str) {
        self.lose_engine(&[], format!("the engine was lost: {how}"));
    }

    /// The engine is gone, or about to be: says where it was, and leaves nothing of it.
    fn lose_engine(&mut self, frames: &[RawFrame], message: String) {
        let generation = self.machine.generation;
        let raw = RawError { message, ..RawError::default() };
        let mut error = self.reporter(|reporter| {
            let mut error = reporter.error(generation, RaisedKind::Uncaught, &raw);
            error.frames = reporter.frames(frames, crate::blame::Clue::Called { function: "" });
            error
        });
        error.kind = ErrorKind::EngineLost;
        error.message = raw.message;
        error.location = crate::report::place_to_show(&error.frames);
        self.engine = None;
        self.incarnation += 1;
        self.idle = Some(false);
        self.has_settled = false;
        self.emit(Event::EngineLost { error });
        self.flush();
        self.cause.get_or_insert(Cause::EngineLost);
        self.step(reload::Event::EngineLost);
    }

    fn hear(&mut self, event: FromEngine) {
        match event {
            FromEngine::Ready => {}
            FromEngine::Outcome { generation, outcome, evaluated } => self.outcome(generation, outcome, &evaluated),
            FromEngine::Raised { generation, kind, error } => {
                let error = self.reporter(|reporter| reporter.error(generation, kind, &error));
                self.emit(Event::Error(error));
            }
            FromEngine::Console { generation, level, text, frames } => {
                let line = self.reporter(|reporter| ConsoleLine {
                    generation,
                    level,
                    text: if text.contains("?v=") { reporter.remap_text(&text) } else { text },
                    location: reporter.console_location(&frames),
                });
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
            FromEngine::TurnEnded { alive, .. } => {
                self.idle = Some(alive);
                self.has_settled = false;
                self.flush();
            }
            FromEngine::Poisoned { .. } => self.step(reload::Event::Poisoned),
            FromEngine::LastWords { frames } => {
                if let Some(engine) = &mut self.engine {
                    engine.kill();
                }
                self.lose_engine(&frames, "the program could not be interrupted; its engine was replaced".into());
            }
        }
    }

    fn outcome(&mut self, generation: Generation, outcome: EngineOutcome, evaluated: &[ModuleId]) {
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

    // Preparing

    fn prepare(&mut self, attempt: Attempt) {
        // The machine asks for one preparation at a time, but an import may hold the graph: it
        // comes home soon, and the machine's attempt waits for it in the inbox's order.
        match self.graph.take() {
            Some(graph) => {
                let changed = std::mem::take(&mut self.changed);
                self.lend(graph, Job::Prepare { attempt, changed });
            }
            None => self.wanted_while_lent = Some(attempt),
        }
    }

    fn lend(&mut self, graph: Box<Graph>, job: Job) {
        if self.worker.send((graph, job)).is_err() {
            self.emit(Event::Fault { message: "the preparing thread is gone".into() });
            self.flush();
        }
    }

    fn lend_for_import(&mut self) {
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

    fn prepared(&mut self, attempt: Attempt, preparation: Preparation, took: Duration) {
        let answer = match &preparation {
            Preparation::Ready(_) => Answer::Ready,
            Preparation::Refused(_) => Answer::Refused,
            Preparation::Unchanged => Answer::Unchanged,
        };
        self.preparation = Some((preparation, took));
        self.step(reload::Event::Prepared { attempt, answer });
    }

    fn answer(&mut self, attempt: Attempt) {
        let Some((preparation, duration)) = self.preparation.take() else { return };
        let cause = self.cause.take().unwrap_or(Cause::Saved(Vec::new()));
        self.has_settled = false;
        match preparation {
            Preparation::Refused(errors) => {
                self.is_refused = true;
                self.emit(Event::Refused { attempt, cause, errors, duration });
            }
            Preparation::Unchanged => {
                if std::mem::take(&mut self.is_refused) {
                    self.emit(Event::Refused { attempt, cause: cause.clone(), errors: Vec::new(), duration });
                }
                self.emit(Event::Unchanged { reason: unchanged_reason(&cause) });
            }
            Preparation::Ready(_) => {}
        }
        self.flush();
    }

    fn commit(&mut self, attempt: Attempt, generation: Generation) {
        let Some(graph) = &mut self.graph else {
            self.commit_while_lent = Some((attempt, generation));
            return;
        };
        let Some((Preparation::Ready(plan), prepare)) = self.preparation.take() else { return };
        graph.committed(&plan);
        let plan: Plan = *plan;
        for version in plan.versions {
            self.current.insert(version.module, version.id);
            self.maps.insert(version);
        }
        let cause = self.cause.take().unwrap_or(Cause::Saved(Vec::new()));
        self.is_refused = false;
        self.running = Running {
            attempt,
            cause: cause.clone(),
            prepare,
            started: Instant::now(),
            kept: graph.loaded().saturating_sub(plan.linkage.instances.len()),
            affected: plan.affected,
        };
        self.idle = None;
        let apply = Apply {
            generation,
            entry: plan.entry,
            retire: plan.retire,
            forget: plan.forget,
            forget_scripts: plan.forget_scripts,
            linkage: plan.linkage,
        };
        if let Some(engine) = &mut self.engine {
            engine.send(ToEngine::Apply(apply));
        }
        self.emit(Event::Started { generation, cause });
    }

    fn import_prepared(&mut self, incarnation: u32, request: ImportRequest, plan: Result<ImportPlan, ImportFailure>) {
        let Some(engine) = self.engine.as_mut().filter(|_| incarnation == self.incarnation) else { return };
        match plan {
            Ok(plan) => {
                for version in plan.versions {
                    self.current.insert(version.module, version.id);
                    self.maps.insert(version);
                }
                engine.send(ToEngine::Imported { request, module: plan.module, linkage: plan.linkage });
            }
            Err(failure) => {
                let name = if failure.is_syntax_error { "SyntaxError" } else { "Error" };
                engine.send(ToEngine::ImportFailed { request, name: name.into(), message: failure.message });
            }
        }
        self.idle = None;
    }

    // Telling

    fn reporter<T>(&self, translate: impl FnOnce(&Reporter) -> T) -> T {
        let is_current =
            |version: &crate::source_map::ModuleVersion| self.current.get(&version.module) == Some(&version.id);
        translate(&Reporter { maps: &self.maps, is_current: &is_current })
    }

    fn emit(&mut self, event: Event) {
        self.events.push(event);
        self.held_since.get_or_insert_with(Instant::now);
    }

    fn flush(&mut self) {
        self.held_since = None;
        if !self.events.is_empty() {
            (self.sink)(std::mem::take(&mut self.events));
        }
    }

    /// Says so, once, when nothing is pending anywhere.
    fn settle(&mut self) {
        let Some(alive) = self.idle else { return };
        let is_home = self.graph.is_some() && self.imports.is_empty();
        if self.has_settled || !is_home || !self.machine.is_settled() {
            return;
        }
        self.has_settled = true;
        self.emit(Event::Settled { generation: self.machine.generation, alive });
        self.flush();
    }
}

fn unchanged_reason(cause: &Cause) -> String {
    match cause {
        Cause::Saved(paths) => {
            let names = paths.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy());
            format!("no change in {}", names.collect::<Vec<_>>().join(", "))
        }
        Cause::Start | Cause::Restart | Cause::EngineLost => "nothing to run".into(),
    }
}

/// Prepares on a thread of its own, so that a large file keeps nobody waiting.
fn start_worker(inbox: Sender<Input>) -> Sender<(Box<Graph>, Job)> {
    let (jobs, lent) = channel::<(Box<Graph>, Job)>();
    let serve = move || {
        for (mut graph, job) in lent {
            let done = match job {
                Job::Prepare { attempt, changed } => {
                    let started = Instant::now();
                    let preparation = graph.prepare(&changed);
                    Done::Prepare { attempt, preparation, took: started.elapsed() }
                }
                Job::Import(Import { incarnation, request, from, specifier, attribute_type }) => {
                    let plan = graph.prepare_import(from, &specifier, attribute_type.as_deref());
                    Done::Import { incarnation, request, plan }
                }
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
