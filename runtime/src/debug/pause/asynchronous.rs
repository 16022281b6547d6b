//! Who scheduled what runs now. When a client wants to know, the stack is recorded where a promise, a
//! timer or a microtask is made, and found again when the callback runs. For async functions that were
//! called before that, those who await are read from the engine's promises.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rquickjs::{Ctx, Value, qjs};
use rustc_hash::FxHashMap;

use super::Agent;
use crate::debug::frames::ProgramFrame;
use crate::debug::frames::jobs::Maker;
use crate::debug::wire::RawAsync;
use crate::engine::host::promises;
use crate::engine::wire::{RawFrame, RawPlace};

/// Frames of a stack that is only shown.
const MAX_FRAMES: usize = 32;
/// So many promises are remembered at least, the newest ones; twice as many at most.
const REMEMBERED: usize = 16_384;

/// A stack that has scheduled something.
struct Site {
    description: &'static str,
    frames: Rc<[RawFrame]>,
    parent: Option<Rc<Site>>,
    /// How many sites the chain has.
    depth: u32,
}

/// What was recorded, and on whose behalf the present callback runs.
#[derive(Default)]
pub struct Recorder {
    is_on: Cell<bool>,
    current: RefCell<Option<Rc<Site>>>,
    /// The promise that the present job will settle, which lives as long as the job.
    job: Cell<Option<usize>>,
    by_promise: RefCell<FxHashMap<usize, Option<Rc<Site>>>>,
    older: RefCell<FxHashMap<usize, Option<Rc<Site>>>>,
}

impl Recorder {
    /// `Some(None)`: nobody of the program made it.
    fn of_promise(&self, promise: usize) -> Option<Option<Rc<Site>>> {
        let newer = self.by_promise.borrow().get(&promise).cloned();
        newer.or_else(|| self.older.borrow().get(&promise).cloned())
    }

    fn remember(&self, promise: usize, site: Option<Rc<Site>>) {
        let mut newer = self.by_promise.borrow_mut();
        if newer.len() >= REMEMBERED {
            *self.older.borrow_mut() = std::mem::take(&mut *newer);
        }
        newer.insert(promise, site);
    }

    fn clear(&self) {
        *self.current.borrow_mut() = None;
        self.by_promise.borrow_mut().clear();
        self.older.borrow_mut().clear();
    }
}

impl Agent {
    fn records(&self) -> bool {
        self.is_attached() && self.stops.borrow().async_depth() > 0
    }

    /// Hears of promises while somebody wants to know who made them.
    pub(super) fn listen_to_promises(&self, ctx: &Ctx) {
        let records = self.records();
        if self.recorder.is_on.replace(records) == records {
            return;
        }
        self.log(self.call::<_, ()>(ctx, "timers", "watch", (records,)));
        let hook: qjs::JSPromiseHook = if records { Some(promise_hook) } else { None };
        self.recorder.clear();
        // SAFETY: the agent outlives the runtime: `close` takes the hook out before.
        unsafe {
            let agent: *const Self = self;
            promises::lend(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()), hook, agent.cast_mut().cast());
        }
    }

    /// A promise was made.
    fn promise_made(&self, ctx: &Ctx, promise: usize, has_parent: bool) {
        let Some(walker) = self.control.walker() else { return };
        // SAFETY: the engine calls this on its thread.
        let Some(maker) = (unsafe { walker.maker(has_parent) }) else { return };
        let description = match maker {
            Maker::Program => "await",
            Maker::Then => "Promise.then",
            Maker::Catch => "Promise.catch",
            Maker::Finally => "Promise.finally",
        };
        // The engine is in the middle of something: nothing is heard meanwhile.
        let was_polling = self.is_polling.replace(true);
        let site = self.site(ctx, description);
        self.is_polling.set(was_polling);
        self.recorder.remember(promise, site);
    }

    /// The present stack as one that schedules; that which has scheduled it, when it has no frames.
    fn site(&self, ctx: &Ctx, description: &'static str) -> Option<Rc<Site>> {
        let walker = self.control.walker()?;
        // SAFETY: on the engine's thread, inside the engine.
        let frames = unsafe { walker.program_frames(MAX_FRAMES) };
        let parent = self.scheduler(&frames);
        if frames.is_empty() {
            return parent;
        }
        let frames = frames.into_iter().map(|frame| self.shown_frame(ctx, frame)).collect();
        let parent = parent.and_then(|site| cut(&site, self.stops.borrow().async_depth().saturating_sub(1)));
        let depth = parent.as_ref().map_or(0, |parent| parent.depth) + 1;
        Some(Rc::new(Site { description, frames, parent, depth }))
    }

    /// Who has scheduled a stack: the caller of the async function at its bottom, or of the job.
    fn scheduler(&self, frames: &[ProgramFrame]) -> Option<Rc<Site>> {
        let walker = self.control.walker()?;
        // SAFETY: the frame is on the stack.
        let promise = frames.last().and_then(|frame| unsafe { walker.promise_of(frame.address) });
        let of_function = promise.and_then(|promise| self.recorder.of_promise(promise));
        of_function.unwrap_or_else(|| self.recorder.current.borrow().clone())
    }

    /// The asynchronous callers of the present stack.
    pub(in crate::debug) fn async_stack(&self, ctx: &Ctx) -> Option<Box<RawAsync>> {
        let depth = self.stops.borrow().async_depth();
        if depth == 0 {
            return None;
        }
        let walker = self.control.walker()?;
        // SAFETY: on the engine's thread, inside the engine.
        let frames = unsafe { walker.program_frames(usize::MAX) };
        let mut stack = self.scheduler(&frames).map(|site| raw(&site));
        if stack.is_none() {
            for frame in self.awaiting().iter().rev() {
                let frames = vec![self.shown_frame(ctx, *frame)];
                stack = Some(Box::new(RawAsync { description: "await".to_owned(), frames, parent: stack }));
            }
        }
        cut_raw(stack, depth)
    }

    /// The functions that wait for the outermost frame of the stack, nearest first, and the module whose
    /// body waits for the last of them.
    pub(in crate::debug) fn awaiting(&self) -> Vec<ProgramFrame> {
        let Some(walker) = self.control.walker() else { return Vec::new() };
        // SAFETY: on the engine's thread, inside the engine; the frame is on the stack.
        unsafe {
            let frames = walker.program_frames(usize::MAX);
            let outermost = frames.iter().rev().find(|frame| frame.is_coroutine);
            outermost.map(|frame| self.waiting_for(frame.address)).unwrap_or_default()
        }
    }

    /// The same for one function.
    ///
    /// # Safety
    /// As for `FrameWalker::waiting_for`.
    pub(crate) unsafe fn waiting_for(&self, address: usize) -> Vec<ProgramFrame> {
        let Some(walker) = self.control.walker() else { return Vec::new() };
        // SAFETY: as asked of the caller.
        unsafe {
            let mut waiting = walker.waiting_for(address);
            let last = waiting.last().map_or(address, |frame| frame.address);
            let module = walker.promise_of(last).and_then(|promise| self.awaiting_module(promise));
            waiting.extend(module);
            waiting
        }
    }

    /// The frame of the module that awaits a promise at its top level.
    ///
    /// # Safety
    /// The promise is alive.
    pub(in crate::debug) unsafe fn awaiting_module(&self, promise: usize) -> Option<ProgramFrame> {
        let (walker, ctx) = (self.control.walker()?, self.context()?);
        // SAFETY: as asked of the caller; a body that awaits has begun and is not over.
        unsafe {
            let promise = walker.promise_at(&ctx, promise);
            let body: Value = self.log(self.call(&ctx, "modules", "awaiting", (promise,)))?;
            walker.frame_of_generator(&body)
        }
    }

    fn shown_frame(&self, ctx: &Ctx, frame: ProgramFrame) -> RawFrame {
        let walker = self.control.walker();
        // SAFETY: the frame is on the stack, or waits for one that is: it is alive.
        let function: Option<Value> = walker.map(|walker| unsafe { walker.function(ctx, frame.address) });
        let name = function.and_then(|it| self.log(self.call(ctx, "remote", "functionName", (it,))));
        let ProgramFrame { version, line, column, .. } = frame;
        RawFrame {
            function: name.unwrap_or_default(),
            place: RawPlace::Script { name: format!("?v={version}"), line, column },
        }
    }

    /// A timer or a microtask is made: where, for when it runs. Nothing when nobody wants to know.
    pub(in crate::debug) fn scheduled(&self, ctx: &Ctx, description: &str) -> Option<String> {
        if !self.records() {
            return None;
        }
        let description = DESCRIPTIONS.iter().find(|known| **known == description)?;
        serde_json::to_string(&raw(&*self.site(ctx, description)?)).ok()
    }

    /// It runs, or its callback has returned; answers with what was there before.
    pub(in crate::debug) fn entering(&self, site: Option<String>) -> Option<String> {
        let site = site.and_then(|text| serde_json::from_str(&text).ok()).map(|it: Box<RawAsync>| known(*it));
        let before = self.recorder.current.replace(site)?;
        serde_json::to_string(&raw(&before)).ok()
    }

    /// The next job is about to run.
    pub fn job_begins(&self) {
        let wants_rejections = self.is_attached() && self.stops.borrow().watches_exceptions();
        if !self.recorder.is_on.get() && !wants_rejections {
            return;
        }
        // SAFETY: on the engine's thread.
        let promise = self.control.walker().and_then(|walker| unsafe { walker.next_reaction() });
        self.recorder.job.set(promise);
        let site = promise.and_then(|promise| self.recorder.of_promise(promise)).flatten();
        *self.recorder.current.borrow_mut() = site;
    }

    pub fn jobs_ended(&self) {
        *self.recorder.current.borrow_mut() = None;
        self.recorder.job.set(None);
    }

    /// The promise that the job that runs will settle, by its address.
    pub(in crate::debug) fn job(&self) -> Option<usize> {
        self.recorder.job.get()
    }
}

/// What schedules, in the words of clients.
const DESCRIPTIONS: [&str; 6] =
    ["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "process.nextTick", "await"];

fn raw(site: &Site) -> Box<RawAsync> {
    Box::new(RawAsync {
        description: site.description.to_owned(),
        frames: site.frames.to_vec(),
        parent: site.parent.as_deref().map(raw),
    })
}

fn known(raw: RawAsync) -> Rc<Site> {
    let all = DESCRIPTIONS.into_iter().chain(["Promise.then", "Promise.catch", "Promise.finally"]);
    let description = all.into_iter().find(|known| *known == raw.description).unwrap_or("");
    let parent = raw.parent.map(|parent| known(*parent));
    let depth = parent.as_ref().map_or(0, |parent| parent.depth) + 1;
    Rc::new(Site { description, frames: raw.frames.into(), parent, depth })
}

/// The first `depth` sites of a chain.
fn cut(site: &Rc<Site>, depth: u32) -> Option<Rc<Site>> {
    if depth == 0 {
        return None;
    }
    if site.depth <= depth {
        return Some(Rc::clone(site));
    }
    let parent = site.parent.as_ref().and_then(|parent| cut(parent, depth - 1));
    let frames = Rc::clone(&site.frames);
    Some(Rc::new(Site { description: site.description, frames, parent, depth }))
}

fn cut_raw(stack: Option<Box<RawAsync>>, depth: u32) -> Option<Box<RawAsync>> {
    let mut stack = stack.filter(|_| depth > 0)?;
    stack.parent = cut_raw(stack.parent.take(), depth - 1);
    Some(stack)
}

unsafe extern "C" fn promise_hook(
    ctx: *mut qjs::JSContext,
    kind: qjs::JSPromiseHookType,
    promise: qjs::JSValue,
    parent: qjs::JSValue,
    agent: *mut std::ffi::c_void,
) {
    // SAFETY: as the engine gave it.
    unsafe { promises::pass_on(ctx, kind, promise, parent) };
    if kind != qjs::JSPromiseHookType_JS_PROMISE_HOOK_INIT {
        return;
    }
    // SAFETY: set by `listen_to_promises`, taken out before the agent goes; both values are the engine's.
    unsafe {
        let Some(ctx) = std::ptr::NonNull::new(ctx) else { return };
        let ctx = Ctx::from_raw(ctx);
        let has_parent = qjs::JS_VALUE_GET_TAG(parent) == qjs::JS_TAG_OBJECT;
        (*agent.cast::<Agent>()).promise_made(&ctx, qjs::JS_VALUE_GET_PTR(promise) as usize, has_parent);
    }
}
