//! Builds a realm: limits, the prelude, and what the prelude asks of the host.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use rquickjs::function::{Func, Opt};
use rquickjs::{Context, Ctx, Function, Object, Runtime, Value, qjs};

use super::bytecode::Compiler;
use super::gate::Gate;
use super::globals;
use super::host as library;
use super::instances::{Instances, Standing};
use super::io::Io;
use super::laps::Laps;
use super::roots::{Rooted, Roots};
use super::script;
use super::stack;
use super::watchdog::TurnClock;
use super::wire::{EngineOutcome, FromEngine, RaisedKind, RawError, RawPlace};
use super::{methods, places, requires, words};
use crate::debug::frames::FrameWalker;
use crate::debug::frames::polls::{Found, Polls};
use crate::debug::frames::{holding, iterators};
use crate::debug::message::ConsoleKind;
use crate::debug::objects;
use crate::debug::pause::Agent;
use crate::ids::{Generation, ImportRequest, ModuleId, VersionId};
use crate::limits::Limits;
use crate::message::ConsoleLevel;
use crate::permissions::Permissions;
use crate::source_map;

/// What other threads may set while JavaScript runs. The one piece of shared state of the engine.
#[derive(Debug, Default)]
pub struct Control {
    /// Generations up to this one end at the next opportunity.
    interrupted: AtomicU32,
    /// Set once, when the engine has started and its frames can be read.
    walker: OnceLock<FrameWalker>,
    polls: Polls,
    clock: TurnClock,
    permissions: Mutex<Arc<Permissions>>,
    /// They leave something out.
    is_gated: AtomicBool,
}

impl Control {
    /// Ends whatever `generation` or an older one is doing.
    pub fn interrupt(&self, generation: Generation) {
        self.interrupted.fetch_max(generation.0, Ordering::Relaxed);
    }

    pub fn set_permissions(&self, permissions: Permissions) {
        self.is_gated.store(!permissions.is_open(), Ordering::SeqCst);
        *self.permissions.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(permissions);
    }

    pub fn permissions(&self) -> Arc<Permissions> {
        Arc::clone(&self.permissions.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether the program may not do everything.
    pub fn is_gated(&self) -> bool {
        self.is_gated.load(Ordering::Relaxed)
    }

    /// Where the engine counts its branches.
    pub fn polls(&self) -> &Polls {
        &self.polls
    }

    /// Has an engine that is busy hear what it was sent. One that is not does so by itself, and then runs
    /// what must not be ended.
    pub fn look_up(&self) {
        if self.clock.has_run_for(BUSY) {
            self.polls.soon();
        }
    }

    /// When the turn that runs began, for the watchdog.
    pub fn clock(&self) -> &TurnClock {
        &self.clock
    }

    /// Reads the frames of an engine, when they can be read.
    pub fn walker(&self) -> Option<&FrameWalker> {
        self.walker.get()
    }

    pub fn is_interrupted(&self, generation: Generation) -> bool {
        // Nothing of the program runs before the first.
        generation.0 > 0 && self.interrupted.load(Ordering::Relaxed) >= generation.0
    }
}

/// A turn that is younger has just begun to hear what was sent.
const BUSY: Duration = Duration::from_millis(3);
/// A turn that lasts says where it is this often.
const SAMPLE_MS: f64 = 100.0;

/// What the natives share with the engine's loop, on its thread.
pub struct Turn {
    pub generation: Cell<Generation>,
    pub evaluated: RefCell<Vec<ModuleId>>,
    pub outcome: Cell<Option<EngineOutcome>>,
    /// The heap must not run another generation.
    pub is_poisoned: Cell<bool>,
    pub laps: Laps,
    started: Instant,
    now: Cell<f64>,
    sampled: Cell<f64>,
    /// `process.nextTick` was called.
    pub has_ticks: Cell<bool>,
    /// Standard input is the program's.
    pub has_stdin: Cell<bool>,
    pub ends_by_errors: Cell<bool>,
    /// The program listens to its end, or has a say in its exit code.
    pub watches_end: Cell<bool>,
    /// The generation has reported an error.
    pub has_raised: Cell<bool>,
    /// `process.exit` was called: nothing of the program runs any more.
    pub is_exiting: Cell<bool>,
    /// What runs is ended then.
    pub deadline: Cell<Option<Instant>>,
    /// Those of `node:vm`.
    pub realms: library::Realms,
    /// Pauses that ended and of which the session has not taken note: what waited for their end comes
    /// before anything else.
    pub resumed: Cell<u32>,
    emit: Box<dyn Fn(FromEngine)>,
}

impl Turn {
    pub fn new(emit: impl Fn(FromEngine) + 'static) -> Rc<Self> {
        Rc::new(Self {
            generation: Cell::new(Generation(0)),
            evaluated: RefCell::default(),
            outcome: Cell::new(None),
            is_poisoned: Cell::new(false),
            laps: Laps::default(),
            started: Instant::now(),
            now: Cell::new(0.0),
            sampled: Cell::new(0.0),
            has_ticks: Cell::new(false),
            has_stdin: Cell::new(false),
            ends_by_errors: Cell::new(false),
            watches_end: Cell::new(false),
            has_raised: Cell::new(false),
            is_exiting: Cell::new(false),
            deadline: Cell::new(None),
            realms: library::Realms::default(),
            resumed: Cell::new(0),
            emit: Box::new(emit),
        })
    }

    pub fn emit(&self, event: FromEngine) {
        (self.emit)(event);
    }

    /// Milliseconds since the engine began.
    pub fn elapsed(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1e3
    }

    /// Timers created in one turn count from its start.
    pub fn begin(&self) {
        let now = self.elapsed();
        self.now.set(now.floor());
        self.sampled.set(now);
    }

    /// Says now and then where a long turn is, in case the engine dies in it.
    pub fn sample(&self, control: &Control) {
        let now = self.elapsed();
        if now - self.sampled.get() < SAMPLE_MS {
            return;
        }
        self.sampled.set(now);
        if let Some(walker) = control.walker() {
            // SAFETY: the interrupt handler runs on the engine's thread, between two instructions.
            let frames = unsafe { walker.walk() };
            control.clock.sampled(frames.clone());
            self.emit(FromEngine::Whereabouts { frames });
        }
    }

    /// The program ended itself.
    pub fn exit(&self, code: i32) {
        self.is_exiting.set(true);
        self.emit(FromEngine::Exited { generation: self.generation.get(), code });
    }

    /// The exit code of a program that came to its end.
    pub fn ends_with(&self, code: i32) {
        self.emit(FromEngine::Exited { generation: self.generation.get(), code });
    }

    /// When the turn began.
    pub fn start(&self) -> f64 {
        self.now.get()
    }
}

/// A realm with its prelude. `api` must go before `context`, and both before `runtime`: fields
/// drop in this order.
pub struct Realm {
    /// First: no other thread may touch what goes next.
    _polls: Found,
    pub api: Rooted<Object<'static>>,
    pub roots: Roots,
    pub context: Context,
    pub runtime: Runtime,
}

/// Files of `prelude/`, compiled by the build.
macro_rules! prelude {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!(env!("OUT_DIR"), "/prelude_", $name, ".bin")))),*]
    };
}

const PRELUDE: &[(&str, &[u8])] = prelude![
    "primordials",
    "kinds",
    "functions",
    "layout",
    "inspect",
    "format",
    "stacks",
    "callsites",
    "errors",
    "probes",
    "evaluate",
    "owners",
    "contexts",
    "timers",
    "io",
    "leases",
    "console",
    "process",
    "commonjs",
    "library",
    "locales",
    "dates",
    "hot",
    "imports",
    "modules",
    "generations",
    "ledger",
    "glance",
    "remote",
];

/// Made when somebody first evaluates without effects.
const GUARD: &[(&str, &[u8])] = prelude!["guard", "allowed"];

impl Realm {
    pub fn new(
        limits: Limits,
        control: &Arc<Control>,
        turn: &Rc<Turn>,
        agent: &Rc<Agent>,
        io: &Rc<Io>,
        compiler: &Rc<Compiler>,
    ) -> rquickjs::Result<Self> {
        turn.has_stdin.set(limits.stdin);
        turn.ends_by_errors.set(limits.ends_by_errors);
        let runtime = Runtime::new()?;
        runtime.set_memory_limit(limits.memory);
        runtime.set_max_stack_size(limits.stack);
        let context = Context::full(&runtime)?;
        // Before anything is called when the engine looks up.
        let polls = context.with(|ctx| Found::of(&ctx, control));
        let roots = Roots::default();
        let api = context.with(|ctx| -> rquickjs::Result<_> {
            match FrameWalker::calibrate(&ctx) {
                Ok(walker) => drop(control.walker.set(walker)),
                Err(why) => tracing::warn!("where a stuck program is will not be known: {why}"),
            }
            let api = install(&ctx, control, turn, agent, io, compiler)?;
            let api = roots.keep(&ctx, api);
            agent.install(&ctx, api.again());
            Ok(api)
        })?;
        Ok(Self { _polls: polls, api, roots, context, runtime })
    }
}

/// Evaluates the prelude's files in order, each given what it names.
fn install<'js>(
    ctx: &Ctx<'js>,
    control: &Arc<Control>,
    turn: &Rc<Turn>,
    agent: &Rc<Agent>,
    io: &Rc<Io>,
    compiler: &Rc<Compiler>,
) -> rquickjs::Result<Object<'js>> {
    let host = host(ctx, turn)?;
    methods::install(&host)?;
    objects::host(ctx, agent, &host)?;
    library::install(ctx, &host, turn, io, &Gate::new(control, turn, agent))?;
    iterators::install(ctx, &host)?;
    holding::install(ctx, &host)?;
    owners(&host, control, turn)?;
    places::install(&host, turn, agent)?;
    requires::install(&host, control, turn, agent, compiler)?;
    words::install(ctx, &host, control, turn, agent)?;
    let mut made: Vec<(&str, Value<'js>)> = Vec::new();
    for (name, code) in PRELUDE {
        let file: Function = script::run_built(ctx, code)?;
        let given =
            |wanted: &str| made.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.clone());
        let undefined = || Value::new_undefined(ctx.clone());
        let part = |wanted: &str| given(wanted).unwrap_or_else(undefined);
        let (p, h) = (part("primordials"), host.clone());
        let value: Value = match *name {
            "primordials" => file.call((h,))?,
            "layout" | "callsites" => file.call((p,))?,
            "inspect" => file.call((p, h, part("layout")))?,
            "format" => file.call((p, h, part("inspect")))?,
            "errors" => file.call((p, h, part("inspect"), part("callsites"), part("stacks")))?,
            "evaluate" => file.call((p, h, part("errors")))?,
            "commonjs" => file.call((p, h, part("owners")))?,
            "timers" | "io" => file.call((p, h, part("owners"), part("contexts"), part("errors")))?,
            "leases" => file.call((p, h, part("timers"), part("io"), part("owners")))?,
            "console" => {
                file.call((p, h, part("inspect"), part("errors"), part("format"), part("layout")))?
            }
            "library" => file.call((p, h, parts(ctx, &made)?, library::wanted(ctx)?))?,
            "locales" | "dates" => file.call((p, h, part("library")))?,
            "hot" => file.call((p, h, part("errors"), part("owners")))?,
            "imports" => file.call((p, h, part("errors")))?,
            "modules" => file.call((p, h, parts(ctx, &made)?))?,
            "glance" => file.call((p, h, part("inspect")))?,
            "remote" => file.call((p, h, part("inspect"), part("glance")))?,
            "generations" => {
                let runner: Value = part("modules").get::<Object>()?.get("runner")?;
                file.call((p, h, part("errors"), part("owners"), part("hot"), runner))?
            }
            "ledger" => {
                let (timers, hot, imports) = (part("timers"), part("hot"), part("imports"));
                file.call((p, timers, part("io"), hot, imports, part("modules"), part("errors")))?
            }
            _ => file.call((p, h))?,
        };
        made.push((name, value));
    }
    made.push(("host", host.into_value()));
    parts(ctx, &made)
}

/// What answers evaluations without effects, made of what the prelude's other files have made.
pub fn guard<'js>(ctx: &Ctx<'js>, parts: &Object<'js>) -> rquickjs::Result<Object<'js>> {
    if let Some(made) = parts.get::<_, Option<Object>>("guard")? {
        return Ok(made);
    }
    let part = |name: &str| parts.get::<_, Value>(name);
    let (p, h, inspect) = (part("primordials")?, part("host")?, part("inspect")?);
    let remote: Object = parts.get("remote")?;
    let (language, is_own): (Value, Value) = (remote.get("language")?, remote.get("isOwn")?);
    let file = |name: &str| -> rquickjs::Result<Function> {
        let code = GUARD.iter().find(|(it, _)| *it == name).ok_or(rquickjs::Error::Unknown)?.1;
        script::run_built(ctx, code)
    };
    let given = (p.clone(), h.clone(), inspect.clone(), remote, part("evaluate")?, is_own.clone());
    let guard: Object = file("guard")?.call(given)?;
    let tools: Value = guard.get("tools")?;
    file("allowed")?.call::<_, ()>((p, h, inspect, language, is_own, tools))?;
    parts.set("guard", guard.clone())?;
    Ok(guard)
}

/// What has been made, by name.
fn parts<'js>(ctx: &Ctx<'js>, made: &[(&str, Value<'js>)]) -> rquickjs::Result<Object<'js>> {
    let parts = Object::new(ctx.clone())?;
    for (name, part) in made {
        parts.set(*name, part.clone())?;
    }
    Ok(parts)
}

/// The functions the prelude calls.
fn host<'js>(ctx: &Ctx<'js>, turn: &Rc<Turn>) -> rquickjs::Result<Object<'js>> {
    let host = Object::new(ctx.clone())?;
    values(&host)?;
    let shared = Rc::clone(turn);
    host.set("now", Func::from(move || shared.elapsed()))?;
    let shared = Rc::clone(turn);
    host.set("turnStart", Func::from(move || shared.start()))?;
    let shared = Rc::clone(turn);
    host.set(
        "console",
        Func::from(
            move |level: String,
                  text: String,
                  stack: String,
                  partial: Opt<bool>,
                  kind: Opt<Option<String>>| {
                let kind = kind.0.flatten().and_then(|kind| serde_json::from_value(kind.into()).ok());
                console(&shared, &level, kind, text, &stack, partial.0.unwrap_or(false));
            },
        ),
    )?;
    let shared = Rc::clone(turn);
    host.set(
        "raised",
        Func::from(move |kind: String, error: String, superseded: bool, generation: Opt<Option<u32>>| {
            let kind = match kind.as_str() {
                "rejection" => RaisedKind::Rejection,
                "served" => RaisedKind::Served,
                _ => RaisedKind::Uncaught,
            };
            let generation = generation.0.flatten().map_or(shared.generation.get(), Generation);
            match serde_json::from_str(&error) {
                Ok(error) => shared.raise(generation, kind, error, superseded),
                Err(fault) => tracing::error!("an error could not be read: {fault}: {error}"),
            }
        }),
    )?;
    let shared = Rc::clone(turn);
    let seen = move |from: u32, to: u32, text: String, stack: String| shared.seen(from, to, text, &stack);
    host.set("seen", Func::from(seen))?;
    let shared = Rc::clone(turn);
    host.set("tested", Func::from(move |test: String| shared.tested(&test)))?;
    let shared = Rc::clone(turn);
    host.set(
        "outcome",
        Func::from(move |generation: u32, outcome: String| shared.settle(Generation(generation), &outcome)),
    )?;
    let shared = Rc::clone(turn);
    host.set(
        "evaluating",
        Func::from(move |module: u32| shared.evaluated.borrow_mut().push(ModuleId(module))),
    )?;
    let shared = Rc::clone(turn);
    let import = move |request: u32, from: u32, specifier: String, attribute: Opt<Option<String>>| {
        shared.emit(FromEngine::Import {
            request: ImportRequest(request),
            from: ModuleId(from),
            specifier,
            attribute_type: attribute.0.flatten(),
        });
    };
    host.set("importModule", Func::from(import))?;
    let shared = Rc::clone(turn);
    let invalidated = move |module: u32, message: String| {
        shared.emit(FromEngine::Invalidated { module: ModuleId(module), message });
    };
    host.set("invalidate", Func::from(invalidated))?;
    Ok(host)
}

/// Whose code runs, and where.
fn owners(host: &Object, control: &Arc<Control>, turn: &Rc<Turn>) -> rquickjs::Result<()> {
    let instances = Rc::new(Instances::default());
    let (known, walkers) = (Rc::clone(&instances), Arc::clone(control));
    let made = move |instance: u32, sample: Function| known.made(walkers.walker(), instance, &sample);
    host.set("instanceMade", Func::from(made))?;
    let known = Rc::clone(&instances);
    host.set("instanceRetired", Func::from(move |instance: u32| known.retired(instance)))?;
    let (known, shared) = (Rc::clone(&instances), Rc::clone(turn));
    let collected = move |version: u32, instance: u32| {
        known.collected(instance);
        shared.emit(FromEngine::Collected(VersionId(version)));
    };
    host.set("collected", Func::from(collected))?;
    let (known, walkers) = (instances, Arc::clone(control));
    // As `owners.current` understands it: 0 for unknown, -1 for a retired one.
    let outermost = move || match known.outermost(walkers.walker()) {
        Some((instance, Standing::Live)) => f64::from(instance),
        Some((_, Standing::Retired)) => -1.0,
        None => 0.0,
    };
    host.set("outermostInstance", Func::from(outermost))?;
    host.set("outermostVersion", Func::from(|stack: String| outermost_version(&stack)))?;
    let shared = Rc::clone(turn);
    host.set("generation", Func::from(move || shared.generation.get().0))?;
    let walkers = Arc::clone(control);
    host.set("place", Func::from(move || walkers.walker().map_or_else(String::new, place)))
}

/// Where the program called: `version:line:column`, or nothing when none of its code runs.
fn place(walker: &FrameWalker) -> String {
    // SAFETY: a native of the prelude calls this, on the engine's thread, inside the engine.
    let found = unsafe { walker.innermost(source_map::version_of_script) };
    found.map_or_else(String::new, |(version, line, column)| format!("{version}:{line}:{column}"))
}

impl Turn {
    /// A value that the program's text asks for.
    fn seen(&self, from: u32, to: u32, text: String, stack: &str) {
        let script = stack::parse(stack).into_iter().find_map(|frame| match frame.place {
            RawPlace::Script { name, .. } => source_map::version_of_script(&name),
            RawPlace::Native => None,
        });
        self.emit(FromEngine::Seen { generation: self.generation.get(), from, to, text, script });
    }

    /// The library says something of a test.
    fn tested(&self, test: &str) {
        match serde_json::from_str(test) {
            Ok(test) => {
                let generation = self.generation.get();
                self.emit(FromEngine::Tested { generation, test: Box::new(test) });
            }
            Err(fault) => tracing::error!("a test could not be read: {fault}: {test}"),
        }
    }

    fn settle(&self, generation: Generation, outcome: &str) {
        let outcome = match outcome {
            "live" => EngineOutcome::Live,
            "pending" => EngineOutcome::Pending,
            _ => EngineOutcome::Failed,
        };
        self.report_outcome(generation, outcome);
    }

    /// Reports an error. A heap that is full must not run another generation.
    /// `generation` is the one in whose time it happened.
    pub fn raise(&self, generation: Generation, kind: RaisedKind, error: RawError, superseded: bool) {
        let is_out_of_memory = error.is_out_of_memory();
        self.has_raised.set(self.has_raised.get() || !superseded && kind != RaisedKind::Served);
        self.emit(FromEngine::Raised { generation, kind, error, superseded });
        if is_out_of_memory {
            self.poison();
        }
    }

    pub fn poison(&self) {
        self.is_poisoned.set(true);
        self.emit(FromEngine::Poisoned { generation: self.generation.get() });
    }

    /// Says how a generation's body ended, and what was evaluated for it since the last report.
    pub fn report_outcome(&self, generation: Generation, outcome: EngineOutcome) {
        self.outcome.set(Some(outcome));
        let evaluated = std::mem::take(&mut *self.evaluated.borrow_mut());
        let spent = self.laps.spent();
        self.emit(FromEngine::Outcome { generation, outcome, evaluated, spent });
    }
}

/// Frames sent with a console line: enough to see past a logging library whose lines go through streams.
const CONSOLE_FRAMES: usize = 32;

fn console(turn: &Turn, level: &str, kind: Option<ConsoleKind>, text: String, stack: &str, partial: bool) {
    let level = match level {
        "debug" => ConsoleLevel::Debug,
        "info" => ConsoleLevel::Info,
        "warn" => ConsoleLevel::Warn,
        "error" => ConsoleLevel::Error,
        _ => ConsoleLevel::Log,
    };
    let mut frames = stack::parse(stack);
    frames.truncate(CONSOLE_FRAMES);
    turn.emit(FromEngine::Console { generation: turn.generation.get(), level, kind, text, partial, frames });
}

/// The version of the outermost script on a stack; `None` when no module is on it.
fn outermost_version(stack: &str) -> Option<u32> {
    let frames = stack::parse(stack);
    let versions = frames.iter().rev().filter_map(|frame| match &frame.place {
        RawPlace::Script { name, .. } => source_map::version_of_script(name),
        RawPlace::Native => None,
    });
    versions.filter(|version| !version.is_evaluated()).map(|version| version.0).next()
}

/// Questions about values that the language itself cannot answer without running a program's code.
fn values(host: &Object) -> rquickjs::Result<()> {
    host.set("classOf", Func::from(|value: Value| unsafe { qjs::JS_GetClassID(value.as_raw()) }))?;
    host.set("isProxy", Func::from(|value: Value| unsafe { qjs::JS_IsProxy(value.as_raw()) }))?;
    host.set("proxyTarget", Func::from(proxy_target))?;
    host.set("proxyHandler", Func::from(proxy_handler))?;
    host.set("promiseState", Func::from(promise_state))?;
    host.set("promiseResult", Func::from(promise_result))?;
    host.set("areUsable", Func::from(globals::are_usable))?;
    Ok(())
}

fn proxy_target<'js>(ctx: Ctx<'js>, proxy: Value<'js>) -> Value<'js> {
    // SAFETY: both belong to this context; the function hands over a reference of its own.
    let target = unsafe {
        Value::from_raw(ctx.clone(), qjs::JS_GetProxyTarget(ctx.as_raw().as_ptr(), proxy.as_raw()))
    };
    if target.is_exception() {
        let _revoked = ctx.catch();
        return Value::new_null(ctx);
    }
    target
}

fn proxy_handler<'js>(ctx: Ctx<'js>, proxy: Value<'js>) -> Value<'js> {
    // SAFETY: as above; a proxy that is not revoked has a handler.
    let handler = unsafe {
        Value::from_raw(ctx.clone(), qjs::JS_GetProxyHandler(ctx.as_raw().as_ptr(), proxy.as_raw()))
    };
    if handler.is_exception() {
        let _revoked = ctx.catch();
        return Value::new_null(ctx);
    }
    handler
}

fn promise_state<'js>(ctx: Ctx<'js>, promise: Value<'js>) -> &'static str {
    // SAFETY: both belong to this context; a value that is no promise is an answer, not an error.
    match unsafe { qjs::JS_PromiseState(ctx.as_raw().as_ptr(), promise.as_raw()) } {
        qjs::JSPromiseStateEnum_JS_PROMISE_FULFILLED => "fulfilled",
        qjs::JSPromiseStateEnum_JS_PROMISE_REJECTED => "rejected",
        _ => "pending",
    }
}

fn promise_result<'js>(ctx: Ctx<'js>, promise: Value<'js>) -> Value<'js> {
    // SAFETY: as above; the function hands over a reference of its own.
    unsafe { Value::from_raw(ctx.clone(), qjs::JS_PromiseResult(ctx.as_raw().as_ptr(), promise.as_raw())) }
}
