//! Exceptions as a debugger hears of them: before they are thrown, and when nobody caught them.

use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Function, Object, Value};

use super::printed::{CONSOLE_OWNER, now};
use super::{Answered, Recipient};
use crate::debug::frames::ProgramFrame;
use crate::debug::frames::waiting::Onward;
use crate::debug::message::{ClientId, ExceptionId, ExceptionMode, Failure, ObjectId, Shown};
use crate::debug::pause::view::View;
use crate::debug::pause::{Agent, PAUSE_OWNER};
use crate::debug::scopes::ScopeTable;
use crate::debug::wire::{FromDebug, RawAnswer, RawReason};
use crate::engine::wire::RaisedKind;

/// So many promises are followed to see whether one handles a rejection.
const MAX_PROMISES: usize = 1000;

/// What becomes of what is thrown now, as far as that can be seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Uncaught,
    /// By a frame on the stack.
    CaughtHere,
    /// By what handles a promise.
    CaughtLater,
}

impl Agent {
    /// A value is about to be thrown by the program or by the engine.
    ///
    /// `is_statement`: by a `throw`, which stops each time; the engine tells of an error when it makes it.
    fn about_to_throw<'js>(&self, ctx: &Ctx<'js>, value: &Value<'js>, is_statement: bool) {
        let mode = self.stops.borrow().exceptions();
        if mode == ExceptionMode::None || self.is_quiet() || !self.is_attached() {
            return;
        }
        let Some(fate) = self.fate() else { return };
        let uncaught = fate == Fate::Uncaught;
        if !wants(mode, uncaught) {
            if fate == Fate::CaughtHere {
                // Nor does the promise stop by which it comes there, as from an asynchronous generator.
                self.was_stopped_for(ctx, value);
            }
            return;
        }
        let was_stopped = self.was_stopped_for(ctx, value);
        if was_stopped && !is_statement || !self.stops_for(ctx, value, uncaught) {
            return;
        }
        if let Some(value) = self.describe_for(ctx, value.clone(), PAUSE_OWNER, true) {
            self.pause(ctx, RawReason::Exception { value, uncaught }, Vec::new(), None);
        }
    }

    /// `None` when it must not stop here.
    fn fate(&self) -> Option<Fate> {
        let view = View::new(self, usize::MAX, None);
        let first = view.frames().next()?;
        if self.is_blackboxed(view.frame(first).version) {
            return None;
        }
        for index in view.frames() {
            if view.is_guarded(self, index) {
                return Some(Fate::CaughtHere);
            }
            let walker = self.control.walker();
            // SAFETY: the frame is on the stack.
            let promise = walker.and_then(|walker| unsafe { walker.promise_of(view.frame(index).address) });
            if let Some(promise) = promise {
                return Some(self.fate_of(promise));
            }
        }
        Some(self.job().map_or(Fate::Uncaught, |promise| self.fate_of(promise)))
    }

    fn fate_of(&self, promise: usize) -> Fate {
        if self.is_handled(promise) { Fate::CaughtLater } else { Fate::Uncaught }
    }

    /// Whether something handles the rejection of a promise, which is alive, as things stand now.
    fn is_handled(&self, promise: usize) -> bool {
        let Some(walker) = self.control.walker() else { return false };
        let is_guarded = |frame: &ProgramFrame| {
            let script = self.script(frame.version);
            let table = script.as_ref().and_then(|script| script.table());
            let at = |it: &ScopeTable| it.offset_in((frame.line, frame.column), frame.start);
            table.is_some_and(|it| at(it).is_some_and(|at| it.is_guarded(at)))
        };
        let mut open = vec![promise];
        for _ in 0..MAX_PROMISES {
            let Some(promise) = open.pop() else { return false };
            // SAFETY: what a promise that is alive leads to is alive.
            unsafe {
                if let Some(module) = self.awaiting_module(promise) {
                    if is_guarded(&module) {
                        return true;
                    }
                    continue;
                }
                for onward in walker.onward(promise) {
                    match onward {
                        Onward::Handled => return true,
                        Onward::Promise(next) => open.push(next),
                        Onward::Frame(address) => {
                            if walker.waiting_frame(address).is_some_and(|frame| is_guarded(&frame)) {
                                return true;
                            }
                            open.extend(walker.promise_of(address));
                        }
                    }
                }
            }
        }
        false
    }

    /// Whether this value has stopped the program already; it counts as if from now on.
    fn was_stopped_for<'js>(&self, ctx: &Ctx<'js>, value: &Value<'js>) -> bool {
        self.log(self.call(ctx, "remote", "stoppedFor", (value.clone(),))).unwrap_or(false)
    }

    /// A promise was rejected, and nothing handles that yet.
    fn rejected<'js>(&self, ctx: &Ctx<'js>, reason: &Value<'js>) {
        let mode = self.stops.borrow().exceptions();
        if !wants(mode, true) || self.is_quiet() || !self.is_attached() {
            return;
        }
        // Without a frame of the program there is nothing to stop at.
        if self.fate().is_none() || self.was_stopped_for(ctx, reason) || !self.stops_for(ctx, reason, true) {
            return;
        }
        if let Some(value) = self.describe_for(ctx, reason.clone(), PAUSE_OWNER, true) {
            self.pause(ctx, RawReason::Rejection { value }, Vec::new(), None);
        }
    }

    /// What is known of an error that a client holds.
    pub(super) fn exception_details(&self, ctx: &Ctx, client: ClientId, object: ObjectId) -> Answered {
        let value = self.kept(ctx, object)?;
        if self.log(self.call::<_, bool>(ctx, "remote", "isError", (value.clone(),))) != Some(true) {
            return Err(Failure::NotAnError);
        }
        let to = Recipient::of(client, None, Shown::default());
        Ok(RawAnswer::Evaluated(Err(Box::new(self.exception(ctx, value, &to, false)))))
    }

    /// A function that a client declared was called.
    fn called(&self, name: String, payload: String) {
        if self.is_attached() {
            self.tell(FromDebug::Called { name, payload, generation: self.turn.generation.get() });
        }
    }

    /// Nobody caught it: it becomes a report.
    pub fn raised<'js>(&self, ctx: &Ctx<'js>, kind: RaisedKind, value: &Value<'js>) -> Option<ExceptionId> {
        if !self.is_attached() {
            return None;
        }
        let id = ExceptionId(self.exceptions.get() + 1);
        self.exceptions.set(id.0);
        let shown = Shown { by_value: false, preview: true };
        let to = Recipient { client: CONSOLE_OWNER, group: None, shown };
        let exception = self.exception(ctx, value.clone(), &to, kind == RaisedKind::Rejection);
        let generation = self.turn.generation.get();
        self.tell(FromDebug::Thrown { id, timestamp: now(), generation, exception });
        Some(id)
    }
}

fn wants(mode: ExceptionMode, uncaught: bool) -> bool {
    match mode {
        ExceptionMode::None => false,
        ExceptionMode::Caught => !uncaught,
        ExceptionMode::Uncaught => uncaught,
        ExceptionMode::All => true,
    }
}

pub(super) fn host<'js>(ctx: &Ctx<'js>, agent: &Rc<Agent>, host: &Object<'js>) -> rquickjs::Result<()> {
    let shared = Rc::clone(agent);
    let throws = move |ctx: Ctx<'js>, value: Value<'js>, is_statement: bool| {
        shared.about_to_throw(&ctx, &value, is_statement);
    };
    host.set("throws", Function::new(ctx.clone(), throws)?)?;
    let shared = Rc::clone(agent);
    let rejects = move |ctx: Ctx<'js>, reason: Value<'js>| shared.rejected(&ctx, &reason);
    host.set("rejects", Function::new(ctx.clone(), rejects)?)?;
    let shared = Rc::clone(agent);
    let function_at = move |ctx: Ctx<'js>, skip: usize| {
        let walker = shared.control.walker();
        // SAFETY: on the engine's thread, inside the engine.
        walker.and_then(|walker| unsafe { walker.function_at(&ctx, skip) })
    };
    host.set("functionAt", Function::new(ctx.clone(), function_at)?)?;
    let shared = Rc::clone(agent);
    let reported = move |ctx: Ctx<'js>, kind: String, value: Value<'js>| {
        let kind = if kind == "rejection" { RaisedKind::Rejection } else { RaisedKind::Uncaught };
        shared.raised(&ctx, kind, &value).map(|id| id.0)
    };
    host.set("reported", Function::new(ctx.clone(), reported)?)?;
    let shared = Rc::clone(agent);
    host.set("called", Func::from(move |name: String, payload: String| shared.called(name, payload)))?;
    let shared = Rc::clone(agent);
    let revoked = move |id: u32| shared.tell(FromDebug::Revoked(ExceptionId(id)));
    host.set("revoked", Function::new(ctx.clone(), revoked)?)
}
