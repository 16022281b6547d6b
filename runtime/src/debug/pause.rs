//! The debugger's side in the engine: what it was told, where it stops, and the loop in which a
//! stopped program waits. On the engine's thread.
//!
//! # Race surface
//! - *A request while JavaScript runs*: heard by the interrupt handler, between two instructions, and
//!   obeyed there; commands that are none of the debugger's stay in the inbox.
//! - *A step for an older pause*: names its pause; it changes nothing.
//! - *The engine is to end while paused*: the inbox says so, the pause ends, the interrupt does the rest.

mod asynchronous;
mod profiling;
mod sights;
mod stops;
pub mod tools;
pub mod view;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use rquickjs::{Ctx, Function, Object, Value, qjs};

use super::frames::variables::Content;
use super::message::{ClientId, Failure, ObjectId, RemoteValue};
use super::objects::{CONSOLE_GROUP, Lexical};
use super::profiler::Recording;
use super::stepping::{How, Step};
use super::wire::{Ask, FromDebug, Go, RawCallFrame, RawPause, RawReason, RawScope, ToDebug};
use crate::engine::context::{Control, Turn};
use crate::engine::inbox::Inbox;
use crate::engine::roots::Rooted;
use crate::engine::wire::FromEngine;
use crate::ids::VersionId;
use crate::message::ToTool;
use asynchronous::Recorder;
use sights::Sights;
use stops::Stops;
use tools::Tools;
use view::View;

/// Frames of a pause that are shown.
const MAX_FRAMES: usize = 1000;
/// Looks of the interrupt handler without a probe, after which code without probes is stopped as it is.
const PATIENCE: u32 = 3;

pub struct Agent {
    pub inbox: Inbox,
    pub(super) turn: Rc<Turn>,
    pub(super) control: Arc<Control>,
    context: Cell<*mut qjs::JSContext>,
    api: RefCell<Option<Rooted<Object<'static>>>>,
    pub(super) stops: RefCell<Stops>,
    pub(super) sights: RefCell<Sights>,
    /// The frames that are looked at: those of the pause, or of a condition.
    pub(super) view: RefCell<Option<Rc<View>>>,
    paused: Cell<Option<u32>>,
    pauses: Cell<u32>,
    incarnation: Cell<Option<u32>>,
    /// Evaluations of the debugger's own that nothing may stop.
    quiet: Cell<u32>,
    /// Evaluations under way, which no other request may interrupt.
    evaluating: Cell<u32>,
    deadline: Cell<Option<Instant>>,
    /// The deadline has ended an evaluation.
    pub(super) has_run_out: Cell<bool>,
    is_polling: Cell<bool>,
    looks: Cell<u32>,
    recorder: Recorder,
    /// Profiles that are recorded, by who wants them.
    profiles: RefCell<BTreeMap<profiling::Wanted, Recording>>,
    begun: RefCell<profiling::Begun>,
    /// The realm has declared what the probes of evaluated scripts call.
    pub(super) has_probes: Cell<bool>,
    pub(super) lexical: Lexical,
    tools: Tools,
    /// How many console calls and exceptions were told.
    pub(super) printed: Cell<u32>,
    pub(super) exceptions: Cell<u32>,
}

impl Agent {
    pub fn new(inbox: Inbox, turn: &Rc<Turn>, control: &Arc<Control>) -> Rc<Self> {
        Rc::new(Self {
            inbox,
            turn: Rc::clone(turn),
            control: Arc::clone(control),
            context: Cell::new(std::ptr::null_mut()),
            api: RefCell::default(),
            stops: RefCell::default(),
            sights: RefCell::default(),
            view: RefCell::default(),
            paused: Cell::default(),
            pauses: Cell::default(),
            incarnation: Cell::default(),
            quiet: Cell::default(),
            evaluating: Cell::default(),
            deadline: Cell::default(),
            has_run_out: Cell::default(),
            is_polling: Cell::default(),
            looks: Cell::default(),
            recorder: Recorder::default(),
            profiles: RefCell::default(),
            begun: RefCell::default(),
            has_probes: Cell::default(),
            lexical: Lexical::default(),
            tools: Tools::default(),
            printed: Cell::default(),
            exceptions: Cell::default(),
        })
    }

    /// The realm is there.
    pub fn install(self: &Rc<Self>, ctx: &Ctx, api: Rooted<Object<'static>>) {
        self.context.set(ctx.as_raw().as_ptr());
        *self.api.borrow_mut() = Some(api);
        // SAFETY: the agent outlives the runtime: `close` takes the handler out before.
        unsafe {
            let runtime = qjs::JS_GetRuntime(ctx.as_raw().as_ptr());
            let agent: *const Self = Rc::as_ptr(self);
            qjs::JS_SetInterruptHandler(runtime, Some(interrupt), agent.cast_mut().cast());
        }
    }

    /// Before the realm goes.
    pub fn close(&self, ctx: &Ctx) {
        // SAFETY: the runtime is alive.
        unsafe {
            let runtime = qjs::JS_GetRuntime(ctx.as_raw().as_ptr());
            qjs::JS_SetInterruptHandler(runtime, None, std::ptr::null_mut());
            qjs::JS_SetPromiseHook(runtime, None, std::ptr::null_mut());
        }
        drop(self.api.borrow_mut().take());
        self.context.set(std::ptr::null_mut());
    }

    pub fn is_attached(&self) -> bool {
        self.incarnation.get().is_some()
    }

    pub(super) fn tell(&self, event: FromDebug) {
        self.count_told();
        self.turn.emit(FromEngine::Debug(Box::new(event)));
    }

    pub fn part<'js>(&self, ctx: &Ctx<'js>, part: &str) -> rquickjs::Result<Object<'js>> {
        self.parts(ctx)?.get(part)
    }

    pub(super) fn parts<'js>(&self, ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
        self.api.borrow().as_ref().ok_or(rquickjs::Error::Unknown)?.get(ctx)
    }

    /// Calls a function of the prelude that runs nothing of the program.
    pub(super) fn call<'js, A, R>(
        &self,
        ctx: &Ctx<'js>,
        part: &str,
        name: &str,
        args: A,
    ) -> rquickjs::Result<R>
    where
        A: rquickjs::function::IntoArgs<'js>,
        R: rquickjs::FromJs<'js>,
    {
        let function: Function = self.part(ctx, part)?.get(name)?;
        function.call(args)
    }

    /// Runs something that nothing may stop.
    pub(super) fn quietly<T>(&self, run: impl FnOnce() -> T) -> T {
        self.quiet.set(self.quiet.get() + 1);
        let result = run();
        self.quiet.set(self.quiet.get() - 1);
        result
    }

    pub(super) fn is_quiet(&self) -> bool {
        self.quiet.get() > 0 || self.paused.get().is_some()
    }

    /// Runs an evaluation; it ends at the deadline, and no other request is taken up meanwhile.
    pub(super) fn evaluating<T>(&self, timeout_ms: Option<u64>, run: impl FnOnce() -> T) -> T {
        let earlier = self.deadline.get();
        if let Some(timeout) = timeout_ms {
            self.deadline.set(Some(Instant::now() + std::time::Duration::from_millis(timeout)));
        }
        self.evaluating.set(self.evaluating.get() + 1);
        self.has_run_out.set(false);
        let result = run();
        self.evaluating.set(self.evaluating.get() - 1);
        self.deadline.set(earlier);
        result
    }

    pub fn obey(&self, ctx: &Ctx, message: ToDebug) {
        match message {
            ToDebug::Attach { incarnation } => {
                self.incarnation.set(Some(incarnation));
                let first = u64::from(incarnation) << 32;
                self.log(self.call::<_, ()>(ctx, "remote", "begin", (first as f64,)));
                self.log(self.call::<_, ()>(ctx, "console", "watch", (true,)));
                self.log(self.call::<_, ()>(ctx, "errors", "watch", (true,)));
            }
            ToDebug::Detach => self.detach(ctx),
            ToDebug::Forget(client) => {
                self.forget_profile(client);
                self.release(ctx, Some(client), None);
            }
            ToDebug::Terminate => self.terminate(),
            ToDebug::Look { ask, look } => self.answer_look(ctx, ask, &look),
            ToDebug::Watch(function) => {
                self.sights.borrow_mut().watch(*function);
                self.arm(ctx);
            }
            ToDebug::Unwatch { version, function } => {
                self.sights.borrow_mut().unwatch(version, function);
                self.arm(ctx);
            }
            // Only a pause can be left, and its loop hears this itself; an evaluation that runs does of its end.
            ToDebug::Go { .. } | ToDebug::Cancel | ToDebug::Run => {}
            ToDebug::Tool(said) => self.for_tools(said),
            ToDebug::Ask { token, client, ask } => {
                if let Some(answer) = self.answer(ctx, token, client, ask) {
                    self.tell(FromDebug::Answer { token, answer });
                }
            }
            message => {
                self.stops.borrow_mut().learn(message);
                self.arm(ctx);
            }
        }
    }

    /// Modules come in the middle of a turn: where to stop in them was said before they were handed over.
    pub fn learn_scripts(&self, ctx: &Ctx) {
        while let Some(message) = self.inbox.next_debug_of(ToDebug::is_of_script) {
            self.obey(ctx, message);
        }
    }

    /// Stops at the next statement of the program, for a debugger that is there.
    pub(super) fn stop_soon(&self, ctx: &Ctx) {
        if self.is_attached() {
            self.obey(ctx, ToDebug::Pause { at_start: false });
        }
    }

    fn detach(&self, ctx: &Ctx) {
        self.incarnation.set(None);
        self.stops.borrow_mut().forget();
        self.profiles.borrow_mut().clear();
        self.forget_console_profiles();
        self.release(ctx, None, None);
        self.arm(ctx);
        self.log(self.call::<_, ()>(ctx, "console", "watch", (false,)));
        self.log(self.call::<_, ()>(ctx, "errors", "watch", (false,)));
    }

    /// Ends what runs now; nothing when nothing does.
    fn terminate(&self) {
        if self.control.clock().is_running() {
            self.deadline.set(Some(Instant::now()));
        }
    }

    /// Everything that a client, or every client, has been handed.
    pub(super) fn release(&self, ctx: &Ctx, client: Option<ClientId>, group: Option<String>) {
        if group.as_deref().is_none_or(|group| group == CONSOLE_GROUP) {
            let nothing = Value::new_undefined(ctx.clone());
            self.log(self.call::<_, ()>(ctx, "evaluate", "keepLast", (nothing,)));
        }
        let client = client.map_or(-1, |client| i64::from(client.0));
        self.log(self.call::<_, ()>(ctx, "remote", "releaseOf", (client, null_or(group))));
    }

    /// A new generation: nothing of the old one is of use.
    pub fn new_generation(&self, ctx: &Ctx) {
        if self.is_attached() {
            self.release(ctx, None, None);
            self.forget_console_profiles();
            self.stops.borrow_mut().new_generation();
        }
    }

    /// Sets the probes to what has to be stopped at.
    pub(super) fn arm(&self, ctx: &Ctx) {
        let (everywhere, mut changed) = self.stops.borrow_mut().armed();
        changed.append(&mut self.sights.borrow_mut().take_dirty());
        let arm = || -> rquickjs::Result<()> {
            for version in changed {
                let mut probes = self.stops.borrow().probes_of(version);
                probes.extend(self.sights.borrow().probes_of(version));
                let probes = self.list_of(ctx, probes)?;
                self.call::<_, ()>(ctx, "probes", "stopAt", (version.0, probes))?;
            }
            self.call::<_, ()>(ctx, "probes", "everywhere", (everywhere,))?;
            let watches = self.stops.borrow().watches_exceptions();
            self.call(ctx, "errors", "watchEngine", (watches,))
        };
        // Nothing new is heard meanwhile: it would be armed first, and undone by this.
        let was_polling = self.is_polling.replace(true);
        self.listen_to_promises(ctx);
        self.log(arm());
        self.is_polling.set(was_polling);
    }

    /// The prelude does not throw; what it may do is run out of memory or of stack.
    pub(super) fn log<T>(&self, result: rquickjs::Result<T>) -> Option<T> {
        result.map_err(|error| tracing::error!("the debugger's prelude: {error}")).ok()
    }

    /// Called by the engine now and then while JavaScript runs; `true` ends what runs.
    fn poll(&self) -> bool {
        self.turn.sample(&self.control);
        if !self.is_polling.replace(true) {
            if let Some(ctx) = self.context() {
                self.watch_on(&ctx);
                self.sample(&ctx);
                self.look(&ctx);
            }
            self.is_polling.set(false);
        }
        if self.deadline.get().is_some_and(|deadline| deadline <= Instant::now()) {
            self.deadline.set(None);
            self.has_run_out.set(self.evaluating.get() > 0);
            return true;
        }
        if self.turn.deadline.get().is_some_and(|deadline| deadline <= Instant::now()) {
            self.turn.deadline.set(None);
            return true;
        }
        self.turn.is_exiting.get() || self.control.is_interrupted(self.turn.generation.get())
    }

    fn look(&self, ctx: &Ctx) {
        // What is asked during a pause is for its loop: that a client goes on, or goes, would be lost here.
        if self.evaluating.get() > 0 || self.paused.get().is_some() {
            if self.inbox.take(|it| matches!(it, ToDebug::Terminate)) {
                self.terminate();
            }
            // In a pause the clock of the program stands.
            if self.evaluating.get() > 0 && self.inbox.take(|it| matches!(it, ToDebug::Cancel)) {
                self.deadline.set(Some(Instant::now()));
            }
            return;
        }
        while let Some(message) = self.inbox.next_debug() {
            self.obey(ctx, message);
        }
        if self.is_quiet() || !self.stops.borrow().wants_pause() {
            self.looks.set(0);
            return;
        }
        self.looks.set(self.looks.get() + 1);
        if self.looks.get() >= PATIENCE && self.is_in_program() {
            let reason = self.stops.borrow_mut().take_pause_reason();
            self.pause(ctx, reason, Vec::new(), None);
        }
    }

    /// Whether a frame of the program is there to be shown: between two jobs, and where a function is
    /// being called by nobody, there is none. Where frames cannot be read that is not known.
    fn is_in_program(&self) -> bool {
        // SAFETY: on the engine's thread, inside the engine.
        self.control.walker().is_none_or(|walker| unsafe { !walker.program_frames(1).is_empty() })
    }

    fn context(&self) -> Option<Ctx<'_>> {
        // SAFETY: set while the realm is there; this is the engine's thread, inside the engine.
        std::ptr::NonNull::new(self.context.get()).map(|raw| unsafe { Ctx::from_raw(raw) })
    }

    /// A probe that is armed has been reached.
    pub fn probe(&self, ctx: &Ctx, version: VersionId, probe: u32) {
        self.looks.set(0);
        if self.is_quiet() {
            return;
        }
        self.record(ctx, version, probe);
        if !self.is_attached() {
            return;
        }
        if let Some((reason, hit)) = self.decide(ctx, version, probe) {
            self.pause(ctx, reason, hit, Some((version, probe)));
        }
    }

    /// The turn is over: a step whose frames are gone is too.
    pub fn turn_ended(&self, ctx: &Ctx) {
        self.sample_idle();
        if self.stops.borrow_mut().turn_ended() {
            self.arm(ctx);
        }
    }

    /// Stops until a client says how to go on.
    pub(super) fn pause(
        &self,
        ctx: &Ctx,
        reason: RawReason,
        hit: Vec<super::message::BreakpointId>,
        at: Option<(VersionId, u32)>,
    ) {
        // What is said from here on is for the pause: it must not be heard before the pause listens.
        let was_polling = self.is_polling.replace(true);
        self.looks.set(0);
        let id = self.pauses.get() + 1;
        self.pauses.set(id);
        let view = Rc::new(View::new(self, MAX_FRAMES, at));
        *self.view.borrow_mut() = Some(Rc::clone(&view));
        self.paused.set(Some(id));
        self.stops.borrow_mut().stopped();
        self.take_going();
        let frames = view.frames().map(|index| self.call_frame(ctx, &view, index, at)).collect();
        let async_stack = self.async_stack(ctx);
        let generation = self.turn.generation.get();
        self.tell(FromDebug::Paused(Box::new(RawPause { id, generation, reason, hit, frames, async_stack })));
        self.control.clock().end();
        // What an evaluation may take does not run out while it is paused.
        let (stopped, deadline) = (Instant::now(), self.deadline.take());
        self.is_polling.set(was_polling);
        let how = self.wait(ctx, id);
        if self.deadline.get().is_none() {
            self.deadline.set(deadline.map(|deadline| deadline + stopped.elapsed()));
        }
        self.control.clock().begin();
        self.log(self.call::<_, ()>(ctx, "remote", "releaseOf", (PAUSE_OWNER, null_or(None))));
        self.paused.set(None);
        *self.view.borrow_mut() = None;
        let step = How::of(&how).map(|how| self.step(&view, how, at));
        self.stops.borrow_mut().go(&how, step, view.addresses());
        self.arm(ctx);
        self.turn.resumed.set(self.turn.resumed.get() + 1);
        self.tell(FromDebug::Resumed { pause: id, generation });
        self.hear_of_resuming(ctx);
    }

    fn wait(&self, ctx: &Ctx, id: u32) -> Go {
        while let Some(message) = self.inbox.wait_for_debug() {
            let how = self.obey_in_pause(ctx, id, message);
            if how.is_none() {
                self.hand_to_tools(ctx);
            }
            if let Some(how) = how.or_else(|| self.take_going()) {
                return how;
            }
        }
        Go::On
    }

    /// How the pause goes on, if it does.
    fn obey_in_pause(&self, ctx: &Ctx, id: u32, message: ToDebug) -> Option<Go> {
        match message {
            ToDebug::Go { pause, how } if pause == id => Some(how),
            ToDebug::Detach => {
                self.detach(ctx);
                Some(Go::On)
            }
            ToDebug::Terminate => {
                // What is paused ends as soon as it goes on.
                self.deadline.set(Some(Instant::now()));
                Some(Go::On)
            }
            ToDebug::Tool(ToTool::Alone) => Some(self.alone_in_pause(ctx)),
            message => {
                self.obey(ctx, message);
                None
            }
        }
    }

    fn step(&self, view: &View, how: How, at: Option<(VersionId, u32)>) -> (Step, Vec<usize>) {
        let place = at.and_then(|(version, probe)| self.script(version)?.table()?.probe(probe));
        let leaves = at.is_some_and(|(version, probe)| {
            self.script(version).is_some_and(|script| {
                let goes_on =
                    || place.zip(script.table()).is_some_and(|(at, table)| table.is_finished(at.offset));
                script.returns.contains(&probe) && !goes_on()
            })
        });
        // What stands at a `return` goes to its caller, and may come back to the same address.
        let may_suspend = place.is_some_and(|place| place.awaits) && view.is_coroutine(0);
        let how = if how == How::Over && leaves && !may_suspend { How::Out } else { how };
        let awaiting = self.awaiting().iter().map(|frame| frame.address).collect();
        let step = Step { how, from: view.addresses(), awaiting, may_suspend };
        (step, view.coroutines())
    }

    fn call_frame(&self, ctx: &Ctx, view: &View, index: u32, at: Option<(VersionId, u32)>) -> RawCallFrame {
        let frame = view.frame(index);
        let scopes = view.scopes(self, ctx, index);
        let shown = scopes.iter().enumerate().filter_map(|(scope, it)| {
            let object = self.scope_object(ctx, index, scope as u32, it)?;
            Some(RawScope { kind: it.kind, name: it.name.clone(), range: it.range.clone(), object })
        });
        let this = match view.this(self, ctx, index) {
            Some(Content::Value(this)) => this,
            Some(Content::Uninitialized) | None => Value::new_undefined(ctx.clone()),
        };
        RawCallFrame {
            version: frame.version,
            function: view.function_name(self, ctx, index),
            probe: at.filter(|(version, _)| index == 0 && *version == frame.version).map(|(_, probe)| probe),
            line: frame.line,
            column: frame.column,
            start: frame.start,
            scopes: shown.collect(),
            this: self.describe_for(ctx, this, PAUSE_OWNER, false).unwrap_or(RemoteValue::Undefined),
        }
    }

    fn scope_object(
        &self,
        ctx: &Ctx,
        frame: u32,
        index: u32,
        scope: &view::ViewScope,
    ) -> Option<RemoteValue> {
        let object: Value = match scope.kind {
            super::message::ScopeKind::Global => ctx.globals().into_value(),
            _ => self.log(self.call(ctx, "remote", "scope", (frame, index)))?,
        };
        self.describe_for(ctx, object, PAUSE_OWNER, false)
    }

    /// The pause that is meant, if it is the present one.
    pub(super) fn paused_view(&self, pause: u32) -> Result<Rc<View>, Failure> {
        match self.paused.get() {
            None => Err(Failure::NotPaused),
            Some(id) if id != pause => Err(Failure::UnknownFrame),
            Some(_) => self.view.borrow().clone().ok_or(Failure::NotPaused),
        }
    }

    pub(super) fn is_paused(&self) -> bool {
        self.paused.get().is_some()
    }
}

/// Objects that live as long as the pause.
pub(super) const PAUSE_OWNER: i64 = -2;

/// An id as it stands in messages, as a number of JavaScript: exact below 2^53.
pub(super) fn number_of(id: ObjectId) -> f64 {
    id.0 as f64
}

fn null_or(text: Option<String>) -> NullOr {
    NullOr(text)
}

/// `null` for nothing.
pub(super) struct NullOr(pub Option<String>);

impl<'js> rquickjs::IntoJs<'js> for NullOr {
    fn into_js(self, ctx: &Ctx<'js>) -> rquickjs::Result<Value<'js>> {
        match self.0 {
            Some(text) => text.into_js(ctx),
            None => Ok(Value::new_null(ctx.clone())),
        }
    }
}

unsafe extern "C" fn interrupt(_: *mut qjs::JSRuntime, agent: *mut std::ffi::c_void) -> std::ffi::c_int {
    // SAFETY: set by `install`, taken out before the agent goes.
    let agent = unsafe { &*agent.cast::<Agent>() };
    std::ffi::c_int::from(agent.poll())
}

impl Agent {
    /// Answers now, or (`None`) when a promise is settled.
    fn answer(
        &self,
        ctx: &Ctx,
        token: u64,
        client: ClientId,
        ask: Ask,
    ) -> Option<Result<super::wire::RawAnswer, Failure>> {
        self.answer_ask(ctx, token, client, ask).transpose()
    }
}
