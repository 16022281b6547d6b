//! The engine: JavaScript on a thread of its own, with its inbox, job loop and interrupt.
//!
//! Only this room and those below it name the engine's crate, and no public type has its lifetime.
//!
//! # Race surface
//! - *Interrupt against the next generation*: an interrupt names the newest generation it may end,
//!   and the handler compares it with the one that runs, so a late interrupt ends nothing newer.
//! - *An import answered after its module was retired*: the runner no longer knows the request.
//! - *A job that endlessly makes jobs*: the loop looks at the interrupt between jobs, and gives the
//!   heap up (`Poisoned`), since a queued job cannot be taken back.

mod bytecode;
mod calls;
pub(crate) mod certificates;
pub mod child;
pub mod context;
mod gate;
mod globals;
pub(crate) mod host;
pub mod inbox;
mod instances;
mod io;
mod laps;
pub mod link;
pub(crate) mod methods;
mod places;
mod rejections;
mod requires;
pub(crate) mod roots;
pub mod script;
pub mod stack;
pub mod watchdog;
pub mod wire;
mod words;

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use rquickjs::{CatchResultExt, CaughtError, Ctx, Function, Object, Value};

use crate::cache::Shelf;
use crate::debug::pause::Agent;
use crate::ids::{Generation, LedgerAsk};
use crate::limits::Limits;
use bytecode::Compiler;
use context::{Control, Realm, Turn};
use inbox::{Inbox, Next};
use io::{Completion, Io};
use rejections::Rejections;
use wire::{
    Apply, EngineOutcome, FromEngine, Linkage, RaisedKind, RawError, RawLedger, Refused, Required, ToEngine,
};

/// The thread's own stack must hold the engine's and the host functions above it.
pub const fn thread_stack(limits: Limits) -> usize {
    limits.stack * 2 + (4 << 20)
}

/// Runs an engine on the calling thread until it is told to shut down or its inbox closes. What it
/// compiles is kept on the shelf, if there is one.
pub fn run(
    limits: Limits,
    shelf: Option<Shelf>,
    inbox: Inbox,
    control: &Arc<Control>,
    emit: impl Fn(FromEngine) + 'static,
) {
    let turn = Turn::new(emit);
    let io = Io::new(inbox.completions());
    let agent = Agent::new(inbox, &turn, control);
    let compiler = Rc::new(Compiler::new(shelf));
    let realm = match Realm::new(limits, control, &turn, &agent, &io, &compiler) {
        Ok(realm) => realm,
        Err(error) => {
            tracing::error!("the engine did not start: {error}");
            return;
        }
    };
    let rejections =
        Rejections::track(&realm.runtime, realm.api.again(), realm.roots.clone(), Rc::clone(&turn));
    let mut engine = Engine {
        rejections,
        realm,
        control: Arc::clone(control),
        turn,
        agent,
        compiler,
        io,
        phase: Phase::Begin,
        was_alive: false,
        spoke: true,
        has_exited: false,
    };
    engine.turn.emit(FromEngine::Ready);
    engine.serve();
    control.clock().close();
    engine.end();
}

/// Where the loop is in its round.
#[derive(Clone, Copy)]
enum Phase {
    Begin,
    /// Calls the timers that were due when the round began.
    Timers(f64),
    /// Commands and completions have been looked at.
    Polled,
    /// Calls this many immediates: those that are made meanwhile wait for the next round.
    Immediates(u32),
    /// Tells this many sockets that they are closed, as the last of the round.
    Closings(u32),
}

struct Engine {
    /// Before the realm: it holds values of it.
    rejections: Rc<Rejections>,
    /// So does this.
    compiler: Rc<Compiler>,
    realm: Realm,
    control: Arc<Control>,
    turn: Rc<Turn>,
    agent: Rc<Agent>,
    io: Rc<Io>,
    phase: Phase,
    was_alive: bool,
    /// Whether anything happened since the last `TurnEnded`.
    spoke: bool,
    /// `process.exit` has been dealt with.
    has_exited: bool,
}

impl Engine {
    fn serve(&mut self) {
        loop {
            let next = self.next();
            self.turn.begin();
            self.control.clock().begin();
            if self.agent.may_watch_on() {
                self.realm.context.with(|ctx| self.agent.watch_on(&ctx));
            }
            self.agent.turn_began();
            match next {
                Next::Command(ToEngine::Shutdown) | Next::Closed => return,
                // It has ended itself; what comes next runs in a fresh engine.
                Next::Command(command) if self.turn.is_exiting.get() => {
                    self.spoke |= !matches!(command, ToEngine::Foresee(_));
                }
                Next::Command(command) => {
                    // A question changes nothing that would have to be told.
                    let is_told = !matches!(
                        command,
                        ToEngine::Ledger { .. } | ToEngine::Proceed | ToEngine::Foresee(_)
                    );
                    self.spoke |= is_told;
                    self.obey(command);
                    self.run_jobs();
                }
                Next::Debug(message) => {
                    self.realm.context.with(|ctx| self.agent.obey(&ctx, message));
                    self.run_jobs();
                }
                Next::Completions(all) => self.complete(all),
                Next::Jobs => self.run_jobs(),
                Next::Nothing => {
                    self.fire();
                    // `process.nextTick` comes before the jobs of what was called.
                    self.run_ticks();
                    self.run_jobs();
                }
            }
            self.tools_hear();
            self.conclude();
            self.come_to_end();
            self.control.clock().end();
            self.realm.context.with(|ctx| self.agent.turn_ended(&ctx));
            self.end_turn();
        }
    }

    /// What to do next, in Node's order: timers that are due, what the I/O thread has done, immediates,
    /// sockets that are closed.
    /// `Nothing`: fire what the phase is for.
    fn next(&mut self) -> Next {
        if self.turn.is_exiting.get() {
            return self.agent.inbox.next_asked();
        }
        // A debugger's request that the interrupt handler heard behind the turn's own jobs has made some.
        if self.realm.runtime.is_job_pending() && !self.turn.is_poisoned.get() {
            return Next::Jobs;
        }
        if self.turn.resumed.get() > 0 {
            return self.agent.inbox.wait_for_asked();
        }
        loop {
            if let Some(asked) = self.agent.inbox.asked() {
                return asked;
            }
            let due: f64 = self.call("timers", "nextDue", ()).unwrap_or(-1.0);
            let now = self.turn.elapsed();
            match self.phase {
                // What becomes due meanwhile waits for the next round.
                Phase::Begin => self.phase = Phase::Timers(now.floor()),
                Phase::Timers(round) if due >= 0.0 && due <= round => return Next::Nothing,
                Phase::Timers(_) => {
                    self.phase = Phase::Polled;
                    let wait = match self.immediates() + self.closings() {
                        _ if self.compiler.is_waiting() => Some(0.0),
                        0 if due < 0.0 => None,
                        0 => Some((due - now).max(0.0)),
                        _ => Some(0.0),
                    };
                    match self.agent.inbox.next(wait.map(|wait| Duration::from_secs_f64(wait / 1e3))) {
                        Next::Nothing => self.harvest(false),
                        next => return next,
                    }
                }
                Phase::Polled => self.phase = Phase::Immediates(self.immediates()),
                Phase::Immediates(0) => self.phase = Phase::Closings(self.closings()),
                Phase::Closings(0) => self.phase = Phase::Begin,
                Phase::Closings(left) => {
                    self.phase = Phase::Closings(left - 1);
                    return Next::Nothing;
                }
                Phase::Immediates(left) => {
                    self.phase = Phase::Immediates(left - 1);
                    return Next::Nothing;
                }
            }
        }
    }

    fn immediates(&self) -> u32 {
        self.call("timers", "immediate", ()).unwrap_or(0)
    }

    fn closings(&self) -> u32 {
        self.call("timers", "closing", ()).unwrap_or(0)
    }

    fn obey(&mut self, command: ToEngine) {
        match command {
            // What was handed over before the session knew is applied to the engine that follows.
            ToEngine::Apply(_) if self.turn.is_poisoned.get() => {}
            ToEngine::Apply(apply) => self.apply(apply),
            ToEngine::Foresee(script) => {
                self.realm.context.with(|ctx| self.compiler.foresee(&ctx, script));
            }
            ToEngine::Imported { request, module, linkage } => {
                if self.link(&linkage) {
                    self.enter("modules", "imported", (request.0, module.0));
                }
            }
            ToEngine::Refused(refused) => {
                let Refused { message, path, line, column } = refused;
                self.enter("hot", "refused", (message, path, line, column));
            }
            ToEngine::ImportFailed { request, name, code, message } => {
                self.enter("imports", "failed", (request.0, name, code, message));
            }
            ToEngine::Ledger { ask } => self.tell_ledger(ask),
            ToEngine::Proceed => self.turn.resumed.set(self.turn.resumed.get().saturating_sub(1)),
            ToEngine::Stop => {
                let _ = self.call::<_, ()>("modules", "stop", ());
            }
            // Handled by whoever fills the inbox, or by the inbox; nothing is left to do here.
            ToEngine::Interrupt(_)
            | ToEngine::LastWords
            | ToEngine::Patience(_)
            | ToEngine::Permissions(_)
            | ToEngine::Shutdown
            | ToEngine::Debug(_) => {}
            // Who waited for it was ended meanwhile. The session counts the modules as given.
            ToEngine::Required { answer: Required::Module { linkage, .. }, .. } => {
                self.link(&linkage);
            }
            ToEngine::Required { .. } | ToEngine::Placed { .. } | ToEngine::Words { .. } => {}
        }
    }

    fn apply(&mut self, apply: Apply) {
        // As in Node: a script runs before the first round, an ES module once it has been read, which is
        // in the middle of one.
        let is_script =
            apply.linkage.instances.iter().any(|it| it.module == apply.entry && it.evaluation == 3);
        self.phase = if is_script { Phase::Begin } else { Phase::Polled };
        self.turn.generation.set(apply.generation);
        self.turn.outcome.set(None);
        // What an interrupt kept the older generation from saying, before anything of this one.
        self.report_rejections();
        self.turn.laps.start();
        self.turn.emit(FromEngine::Began { generation: apply.generation });
        self.realm.context.with(|ctx| self.agent.new_generation(&ctx));
        let announced = serde_json::json!({
            "order": apply.linkage.order, "boundaries": apply.boundaries, "pruned": apply.forget,
        });
        let forgotten = serde_json::json!({"modules": apply.forget, "scripts": apply.forget_scripts});
        self.turn.has_raised.set(false);
        let _ = self.call::<_, ()>("leases", "begins", ());
        self.enter("generations", "announce", (apply.entry.0, json(&announced)));
        self.enter("modules", "retire", (json(&apply.retire),));
        self.enter("modules", "forget", (json(&forgotten),));
        self.turn.laps.disposed();
        let _ = self.call::<_, ()>("console", "reset", ());
        let _ = self.call::<_, ()>("process", "start", (json(&apply.argv), json(&apply.tests)));
        let _ = self.call::<_, ()>("library", "restore", ());
        let is_linked = self.link(&apply.linkage);
        self.turn.laps.compiled();
        if is_linked {
            self.enter("generations", "run", (apply.generation.0, apply.entry.0));
        }
        // As in Node: what a script gave to `process.nextTick` comes before its jobs.
        if is_script {
            self.run_ticks();
        }
        if self.turn.is_exiting.get() {
            return;
        }
        if self.turn.outcome.get().is_none() {
            self.turn.report_outcome(apply.generation, EngineOutcome::Failed);
        }
    }

    /// Compiles and connects; `false` when that failed, which has been reported.
    fn link(&mut self, linkage: &Linkage) -> bool {
        let linked = self.realm.context.with(|ctx| {
            let link = || -> rquickjs::Result<()> {
                let modules = self.part(&ctx, "modules")?;
                requires::link(&ctx, &self.control, &self.compiler, &modules, linkage)
            };
            link().catch(&ctx).map_err(|error| Box::new(self.raw_error(&ctx, error)))
        });
        match linked {
            Ok(()) => true,
            Err(error) => {
                self.raise(RaisedKind::Uncaught, *error);
                false
            }
        }
    }

    /// Calls what this phase of the loop is for.
    fn fire(&mut self) {
        match self.phase {
            Phase::Timers(round) => self.enter("timers", "fire", (round,)),
            Phase::Closings(_) => self.enter("timers", "fireClosing", ()),
            _ => self.enter("timers", "fireImmediate", ()),
        }
    }

    /// What the I/O thread has done, each a task of its own.
    fn complete(&mut self, all: VecDeque<Completion>) {
        for Completion { of, event, reply } in all {
            if self.turn.is_exiting.get() {
                return;
            }
            // A listening socket may have changed hands.
            let of = self.io.answering(of);
            let reply = self.io.take(of, reply);
            self.enter("io", "complete", (of, event.name(), reply));
            self.io.taken();
            self.run_ticks();
            self.run_jobs();
        }
    }

    /// Runs jobs until none is left; then what nobody handled is reported.
    fn run_jobs(&mut self) {
        let mut since_interrupt = 0;
        loop {
            if self.turn.is_exiting.get() {
                return;
            }
            if self.is_interrupted() && self.realm.runtime.is_job_pending() {
                since_interrupt += 1;
                if since_interrupt > MOST_JOBS_SINCE_INTERRUPT {
                    self.poison();
                    return;
                }
            }
            self.agent.job_begins();
            match self.realm.runtime.execute_pending_job() {
                Ok(true) => self.spoke = true,
                Ok(false) if self.run_ticks() => {}
                Ok(false) => {
                    self.report_rejections();
                    // A program that hears of a rejection may have something to say to it.
                    if !self.turn.has_ticks.get() && !self.realm.runtime.is_job_pending() {
                        self.agent.jobs_ended();
                        return;
                    }
                }
                Err(_) => {
                    let error = self.realm.context.with(|ctx| {
                        let thrown = ctx.catch();
                        (!self.is_taken(&ctx, &thrown)).then(|| {
                            self.agent.raised(&ctx, RaisedKind::Uncaught, &thrown);
                            self.raw_thrown(&ctx, thrown)
                        })
                    });
                    if let Some(error) = error {
                        self.uncaught(error);
                    }
                }
            }
        }
    }

    /// The program's own debugging tools hear what came of the turn, and what comes of that.
    fn tools_hear(&mut self) {
        while !self.turn.is_exiting.get() && self.realm.context.with(|ctx| self.agent.tools_hear(&ctx)) {
            self.spoke = true;
            self.run_ticks();
            self.run_jobs();
        }
    }

    /// Runs what `process.nextTick` was given; `false`: there was nothing.
    fn run_ticks(&mut self) -> bool {
        let mut ran = false;
        while self.turn.has_ticks.take() && !self.turn.is_exiting.get() {
            ran = true;
            self.enter("library", "ticks", ());
        }
        ran
    }

    /// The program ended itself: what is left of it never runs, so that the next one needs a fresh heap.
    fn exited(&mut self) {
        self.has_exited = true;
        self.spoke = true;
        let _ = self.call::<_, ()>("modules", "stop", ());
        let generation = self.turn.generation.get();
        if matches!(self.turn.outcome.get(), None | Some(EngineOutcome::Pending)) {
            self.turn.report_outcome(generation, EngineOutcome::Live);
        }
        self.turn.poison();
    }

    /// What was lent to a generation is over, or given back, when that has come to something.
    fn conclude(&mut self) {
        if self.turn.is_exiting.get() || !self.io.lending().is_under_way() {
            return;
        }
        let well = match self.turn.outcome.get() {
            None | Some(EngineOutcome::Pending) => return,
            Some(outcome) => outcome == EngineOutcome::Live,
        };
        self.enter("leases", "conclude", (well, self.turn.has_raised.get()));
        self.run_ticks();
        self.run_jobs();
    }

    /// Nothing is left to do: a program that listens is told, and may find something to do.
    fn come_to_end(&mut self) {
        if !self.turn.watches_end.get() || !(self.spoke || self.was_alive) {
            return;
        }
        for is_last in [false, true] {
            if self.turn.is_exiting.get() || self.is_alive() {
                return;
            }
            self.enter("library", "ends", (is_last,));
            if !is_last {
                self.run_ticks();
                self.run_jobs();
            }
        }
    }

    fn is_alive(&self) -> bool {
        let handles: u32 = self.call("timers", "alive", ()).unwrap_or(0);
        let operations: u32 = self.call("io", "alive", ()).unwrap_or(0);
        let imports: u32 = self.call("imports", "waiting", ()).unwrap_or(0);
        handles + operations + imports > 0
    }

    fn is_interrupted(&self) -> bool {
        self.control.is_interrupted(self.turn.generation.get())
    }

    /// Jobs that keep coming after an interrupt cannot be taken back.
    fn poison(&mut self) {
        let generation = self.turn.generation.get();
        if self.turn.outcome.get() != Some(EngineOutcome::Interrupted) {
            self.turn.report_outcome(generation, EngineOutcome::Interrupted);
        }
        self.turn.poison();
    }

    /// Keeps bytecode for the next start: one script whenever there is nothing to do, or all that is left.
    fn harvest(&self, all: bool) {
        while self.compiler.is_waiting() {
            self.realm.context.with(|ctx| self.compiler.harvest(&ctx));
            if !all {
                break;
            }
        }
    }

    fn end_turn(&mut self) {
        if self.turn.is_exiting.get() && !self.has_exited {
            self.exited();
        }
        let _ = self.call::<_, ()>("console", "flush", ());
        let imports: u32 = self.call("imports", "waiting", ()).unwrap_or(0);
        let count: u32 = self.call("ledger", "count", ()).unwrap_or(0);
        let alive = self.is_alive();
        if !alive {
            // Nobody waits for it any more but for its end.
            self.harvest(true);
        }
        if self.spoke || alive != self.was_alive {
            self.spoke = false;
            self.was_alive = alive;
            let generation = self.turn.generation.get();
            let waiting = imports > 0;
            self.turn.emit(FromEngine::TurnEnded { generation, alive, waiting, handles: count });
        }
    }

    fn tell_ledger(&self, ask: LedgerAsk) {
        let text: String = self.call("ledger", "tell", ()).unwrap_or_default();
        let mut ledger: RawLedger = serde_json::from_str(&text).unwrap_or_else(|error| {
            tracing::error!("the ledger cannot be read: {error}");
            RawLedger::default()
        });
        ledger.held.insert("values".to_owned(), self.realm.roots.count());
        ledger.held.insert("remote".to_owned(), self.call("remote", "count", ()).unwrap_or(0));
        ledger.held.insert("resources".to_owned(), self.io.count() as u32);
        self.turn.emit(FromEngine::Ledger { ask, ledger });
    }

    /// Lets go of everything that is held, before the engine goes.
    fn end(self) {
        let _ = self.call::<_, ()>("modules", "stop", ());
        self.io.close();
        self.realm.context.with(|ctx| self.agent.close(&ctx));
        self.turn.realms.close();
        self.rejections.stop(&self.realm.runtime);
        let Realm { api, roots, .. } = self.realm;
        self.compiler.forget();
        drop((self.rejections, api));
        if roots.count() > 0 {
            tracing::error!("{} values of the engine outlive it", roots.count());
        }
    }

    fn part<'js>(&self, ctx: &Ctx<'js>, part: &str) -> rquickjs::Result<Object<'js>> {
        self.realm.api.get(ctx)?.get(part)
    }

    /// Calls a function of the prelude that runs nothing of the program.
    fn call<A, R>(&self, part: &str, function: &str, args: A) -> rquickjs::Result<R>
    where
        A: for<'js> rquickjs::function::IntoArgs<'js>,
        R: for<'js> rquickjs::FromJs<'js>,
    {
        self.realm.context.with(|ctx| {
            let function: Function = self.part(&ctx, part)?.get(function)?;
            let result = function.call(args);
            if matches!(result, Err(rquickjs::Error::Exception)) {
                let thrown = ctx.catch();
                tracing::error!("the prelude threw: {:?}", self.raw_thrown(&ctx, thrown));
            }
            result
        })
    }

    /// Calls a function of the prelude that runs the program; what it throws is reported.
    fn enter<A>(&mut self, part: &str, function: &str, args: A)
    where
        A: for<'js> rquickjs::function::IntoArgs<'js>,
    {
        let result = self.realm.context.with(|ctx| {
            let enter = || -> rquickjs::Result<()> {
                let function: Function = self.part(&ctx, part)?.get(function)?;
                function.call::<_, Value>(args).map(drop)
            };
            enter().catch(&ctx).or_else(|error| {
                let thrown = match &error {
                    CaughtError::Value(value) => Some(value),
                    CaughtError::Exception(exception) => Some(exception.as_value()),
                    CaughtError::Error(_) => None,
                };
                if let Some(thrown) = thrown {
                    if self.is_taken(&ctx, thrown) {
                        return Ok(());
                    }
                    self.agent.raised(&ctx, RaisedKind::Uncaught, thrown);
                }
                Err(Box::new(self.raw_error(&ctx, error)))
            })
        });
        if let Err(error) = result {
            self.uncaught(*error);
        }
    }

    /// Whether the program itself deals with what was thrown, or has just ended by it.
    fn is_taken<'js>(&self, ctx: &Ctx<'js>, thrown: &Value<'js>) -> bool {
        if self.turn.is_exiting.get() {
            return true;
        }
        if self.is_interrupted() {
            return false;
        }
        let offer = || -> rquickjs::Result<bool> {
            let function: Function = self.part(ctx, "errors")?.get("offer")?;
            function.call(("uncaught", thrown.clone()))
        };
        offer().unwrap_or_else(|_| {
            // Its listener failed in turn: the first error is the one to show.
            let _ = ctx.catch();
            self.turn.is_exiting.get()
        })
    }

    fn uncaught(&mut self, error: RawError) {
        let generation = self.turn.generation.get();
        if self.is_interrupted() {
            self.raise(RaisedKind::Interrupted, error);
            if self.turn.outcome.get().is_none() {
                self.turn.report_outcome(generation, EngineOutcome::Interrupted);
            }
            return;
        }
        self.raise(RaisedKind::Uncaught, error);
    }

    fn raise(&mut self, kind: RaisedKind, error: RawError) {
        self.spoke = true;
        self.turn.raise(self.turn.generation.get(), kind, error, false);
    }

    fn raw_error<'js>(&self, ctx: &Ctx<'js>, error: CaughtError<'js>) -> RawError {
        match error {
            CaughtError::Exception(exception) => self.raw_thrown(ctx, exception.into_value()),
            CaughtError::Value(value) => self.raw_thrown(ctx, value),
            CaughtError::Error(error) => RawError { message: error.to_string(), ..RawError::default() },
        }
    }

    /// Describes what was thrown, by the prelude; by the host when that cannot run (no memory).
    fn raw_thrown<'js>(&self, ctx: &Ctx<'js>, thrown: Value<'js>) -> RawError {
        let is_null = thrown.is_null();
        let describe = || -> Option<RawError> {
            let errors = self.part(ctx, "errors").ok()?;
            let text: String = errors.get::<_, Function>("describeText").ok()?.call((thrown,)).ok()?;
            serde_json::from_str(&text).ok()
        };
        describe().unwrap_or_else(|| {
            let _ = ctx.catch();
            RawError {
                message: if is_null {
                    "out of memory".into()
                } else {
                    "an error that cannot be described".into()
                },
                out_of_memory: is_null,
                ..RawError::default()
            }
        })
    }

    /// Reports what nobody handled.
    fn report_rejections(&mut self) {
        self.realm.context.with(|ctx| self.rejections.catch_up(&ctx));
        self.enter("errors", "reportRejections", ());
    }
}

/// What was stopped may have left a few jobs that end at once; more than these make each other.
const MOST_JOBS_SINCE_INTERRUPT: u32 = 1_000;

/// How lists and records reach the prelude: to build them here would store into objects that inherit
/// what a program planted.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| {
        tracing::error!("the engine cannot be told: {error}");
        String::new()
    })
}

/// The generation that has not begun: before the first `Apply`.
pub const NO_GENERATION: Generation = Generation(0);

#[cfg(test)]
mod tests;
