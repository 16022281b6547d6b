//! Who waits for an async function: from its frame over its promise to the frame that awaits it.
//! Shares the rule of the room: proved at the engine's start, or not used.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Function, Value, qjs};

use super::{Frame, FrameWalker, Object, ProgramFrame};

/// `JSAsyncFunctionData`, up to what resolves its promise.
#[repr(C)]
struct Running {
    link: [usize; 2],
    resolving: [qjs::JSValue; 2],
}

/// `JSPromiseFunctionData`.
#[repr(C)]
pub(super) struct Resolving {
    pub promise: qjs::JSValue,
}

/// `JSPromiseData`.
#[repr(C)]
struct Promise {
    state: u32,
    reactions: [Link; 2],
}

/// `list_head`.
#[repr(C)]
pub(super) struct Link {
    pub previous: *const Link,
    pub next: *const Link,
}

/// `JSPromiseReactionData`.
#[repr(C)]
struct Reaction {
    link: Link,
    resolving: [qjs::JSValue; 2],
    handler: qjs::JSValue,
}

/// The engine's numbers of the classes on the way, and how far a frame stands in its function's state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    pub resolve_function: u16,
    promise: u16,
    /// What resumes an async function.
    resume: u16,
    frame_offset: usize,
    /// The same for a generator, from what its object keeps.
    generator_offset: usize,
    generator: u16,
}

/// No chain of awaits that is shown is longer.
const MAX_WAITING: usize = 256;

impl FrameWalker {
    /// The frames that wait for this one, nearest first; none when that cannot be read.
    ///
    /// # Safety
    /// The frame is on the stack. On the engine's thread.
    pub unsafe fn waiting_for(&self, address: usize) -> Vec<ProgramFrame> {
        let Some(waiting) = self.waiting else { return Vec::new() };
        let files = self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut found = Vec::new();
        let mut at = address;
        // SAFETY: as asked of the caller; what waits is alive: its promise's reactions hold it.
        unsafe {
            while let Some(next) = waiting.next(at)
                && found.len() < MAX_WAITING
            {
                found.extend(self.program_frame(&*(next as *const Frame), &files));
                at = next;
            }
        }
        found
    }

    /// The promise of an async function that a frame runs, by its address.
    ///
    /// # Safety
    /// As for `waiting_for`.
    pub unsafe fn promise_of(&self, address: usize) -> Option<usize> {
        // SAFETY: as asked of the caller.
        unsafe { self.waiting?.promise(address).map(|promise| qjs::JS_VALUE_GET_PTR(promise) as usize) }
    }

    /// Where a rejection of a promise, by its address, goes; nowhere when nobody handles it.
    ///
    /// # Safety
    /// The promise is alive. On the engine's thread.
    pub unsafe fn onward(&self, promise: usize) -> Vec<Onward> {
        // SAFETY: as asked of the caller.
        self.waiting.map(|waiting| unsafe { waiting.onward(promise) }).unwrap_or_default()
    }

    /// Who waits for a promise, by its address: the one function that awaits it, or the promise that
    /// `then` made of it, where nobody else asks for it.
    ///
    /// # Safety
    /// As for `onward`.
    pub unsafe fn waits_on(&self, promise: usize) -> Option<Onward> {
        // SAFETY: as asked of the caller.
        unsafe { self.waiting?.waits_on(promise) }
    }

    /// The frame of an async function that waits.
    ///
    /// # Safety
    /// It is one that `onward` has found just now.
    pub unsafe fn waiting_frame(&self, address: usize) -> Option<ProgramFrame> {
        let files = self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // SAFETY: as asked of the caller.
        unsafe { self.program_frame(&*(address as *const Frame), &files) }
    }

    /// A promise by its address.
    ///
    /// # Safety
    /// The promise is alive. On the engine's thread.
    pub unsafe fn promise_at<'js>(&self, ctx: &Ctx<'js>, address: usize) -> Value<'js> {
        // SAFETY: as asked of the caller; the value is counted anew.
        unsafe {
            let raw = qjs::JS_MKPTR(qjs::JS_TAG_OBJECT, address as *mut std::ffi::c_void);
            Value::from_raw(ctx.clone(), qjs::JS_DupValue(ctx.as_raw().as_ptr(), raw))
        }
    }

    /// The frame in which a generator stands still; `None` for anything else.
    ///
    /// # Safety
    /// The generator has begun and is not over. On the engine's thread.
    pub unsafe fn frame_of_generator(&self, generator: &Value) -> Option<ProgramFrame> {
        let waiting = self.waiting?;
        let files = self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // SAFETY: as asked of the caller.
        unsafe {
            let data = object(generator.as_raw(), waiting.generator)?.bytecode as usize;
            self.program_frame(&*((data + waiting.generator_offset) as *const Frame), &files)
        }
    }

    /// Proves that the way is as expected, with one function that awaits another.
    pub(super) fn prove_waiting(&mut self, ctx: &Ctx) {
        let seen: Rc<RefCell<Option<Waiting>>> = Rc::default();
        let (answer, walker) = (Rc::clone(&seen), self.clone());
        let look = move |ctx: Ctx, own: Value, outer: Value, body: Value, generator: Value| {
            let known = [own.as_raw(), outer.as_raw(), body.as_raw(), generator.as_raw()];
            *answer.borrow_mut() = walker.find_waiting(&ctx, known);
        };
        let run = || -> rquickjs::Result<()> {
            let known: Function = crate::engine::script::eval(ctx, AWAITING, super::CALIBRATION_FILE)?;
            known.call::<_, ()>((Func::from(look),))?;
            while ctx.execute_pending_job() {}
            Ok(())
        };
        if run().is_ok() {
            self.waiting = *seen.borrow();
        }
        if self.waiting.is_none() {
            tracing::warn!("the debugger does not know who awaits: promises do not read as expected");
        }
    }

    fn find_waiting(&self, ctx: &Ctx, [own, outer, body, generator]: [qjs::JSValue; 4]) -> Option<Waiting> {
        let class = |code: &str| -> Option<u16> {
            let sample: Value = crate::engine::script::eval(ctx, code, super::CALIBRATION_FILE).ok()?;
            // SAFETY: a value of this context.
            Some(unsafe { qjs::JS_GetClassID(sample.as_raw()) } as u16)
        };
        // SAFETY: on the engine's thread, called by the function that is looked at.
        unsafe {
            let frame_of = |function: qjs::JSValue| -> Option<*const Frame> {
                let mut at = *(self.current as *const *const Frame);
                let wanted = qjs::JS_VALUE_GET_PTR(function);
                while qjs::JS_VALUE_GET_PTR(at.as_ref()?.function) != wanted {
                    at = at.as_ref()?.previous;
                }
                Some(at)
            };
            let is_near = |offset: &usize| *offset < 256;
            let at = frame_of(own)?;
            let frame_offset = (at as usize).checked_sub(at.as_ref()?.owner).filter(is_near)?;
            let generator_class = qjs::JS_GetClassID(generator) as u16;
            let data = object(generator, generator_class)?.bytecode as usize;
            let generator_offset = (frame_of(body)? as usize).checked_sub(data).filter(is_near)?;
            let waiting = Waiting {
                resolve_function: class("Promise.withResolvers().resolve")?,
                promise: class("Promise.resolve()")?,
                resume: class("(async () => {})")? + 1,
                frame_offset,
                generator_offset,
                generator: generator_class,
            };
            let next = &*(waiting.next(at as usize)? as *const Frame);
            let is_outer = qjs::JS_VALUE_GET_PTR(next.function) == qjs::JS_VALUE_GET_PTR(outer);
            is_outer.then_some(waiting)
        }
    }
}

const AWAITING: &str = "(function (look) {
    async function inner() { await null; it = body(); it.next(); }
    async function outer() { await inner(); }
    function* body() { look(inner, outer, body, it); }
    let it;
    outer();
})";

/// Where a rejection goes on from a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// Into the async function that awaits it, by its frame.
    Frame(usize),
    /// To a promise that is settled like it.
    Promise(usize),
    /// To a handler.
    Handled,
}

impl Waiting {
    /// Where a rejection of a promise goes.
    unsafe fn onward(&self, promise: usize) -> Vec<Onward> {
        let mut found = Vec::new();
        // SAFETY: as asked of `FrameWalker::onward`; a promise's reactions are whole while it is there.
        unsafe {
            let promise = &*(promise as *const Object);
            if promise.class != self.promise {
                return found;
            }
            let promise = &*promise.bytecode.cast::<Promise>();
            let reactions = &raw const promise.reactions[1];
            let mut at = (*reactions).next;
            while at != reactions && found.len() < MAX_WAITING {
                let reaction = &*at.cast::<Reaction>();
                found.extend(self.reaction(reaction));
                at = reaction.link.next;
            }
        }
        found
    }

    unsafe fn waits_on(&self, promise: usize) -> Option<Onward> {
        // SAFETY: as for `onward`.
        unsafe {
            let promise = &*(promise as *const Object);
            if promise.class != self.promise {
                return None;
            }
            let reactions = &raw const (*promise.bytecode.cast::<Promise>()).reactions[0];
            let first = (*reactions).next;
            if first == reactions || (*first).next != reactions {
                return None;
            }
            let reaction = &*first.cast::<Reaction>();
            if let Some(resume) = object(reaction.handler, self.resume) {
                return Some(Onward::Frame(resume.bytecode as usize + self.frame_offset));
            }
            self.settled_by(reaction.resolving[0]).or_else(|| self.settled_by(reaction.handler))
        }
    }

    /// The promise that a function resolves or rejects.
    unsafe fn settled_by(&self, value: qjs::JSValue) -> Option<Onward> {
        // SAFETY: as for `onward`.
        unsafe {
            let is_its = |class| object(value, class);
            let resolving = is_its(self.resolve_function).or_else(|| is_its(self.resolve_function + 1))?;
            let promise = (*resolving.bytecode.cast::<Resolving>()).promise;
            Some(Onward::Promise(qjs::JS_VALUE_GET_PTR(promise) as usize))
        }
    }

    unsafe fn reaction(&self, reaction: &Reaction) -> Option<Onward> {
        // SAFETY: as above.
        unsafe {
            if qjs::JS_VALUE_GET_TAG(reaction.handler) != qjs::JS_TAG_OBJECT {
                return self.settled_by(reaction.resolving[0]);
            }
            if let Some(resume) = object(reaction.handler, self.resume + 1) {
                return Some(Onward::Frame(resume.bytecode as usize + self.frame_offset));
            }
            self.settled_by(reaction.handler).or(Some(Onward::Handled))
        }
    }

    /// The promise for what the function will return.
    unsafe fn promise(&self, address: usize) -> Option<qjs::JSValue> {
        // SAFETY: as for `waiting_for`: every step checks what it stands on before it goes on.
        unsafe {
            let frame = &*(address as *const Frame);
            if frame.owner == 0 || address.checked_sub(frame.owner) != Some(self.frame_offset) {
                return None; // no coroutine, or one that is no async function
            }
            let running = &*(frame.owner as *const Running);
            let resolving = object(running.resolving[0], self.resolve_function)?;
            Some((*resolving.bytecode.cast::<Resolving>()).promise)
        }
    }

    /// The frame that awaits what this one will return.
    unsafe fn next(&self, address: usize) -> Option<usize> {
        // SAFETY: as above.
        unsafe {
            let promise = object(self.promise(address)?, self.promise)?;
            let promise = &*promise.bytecode.cast::<Promise>();
            let reactions = &raw const promise.reactions[0];
            let first = (*reactions).next;
            if first == reactions {
                return None;
            }
            let reaction = &*first.cast::<Reaction>();
            let resume = object(reaction.handler, self.resume)?;
            Some(resume.bytecode as usize + self.frame_offset)
        }
    }
}

/// The object behind a value, if it is one of this class.
pub(super) unsafe fn object<'o>(value: qjs::JSValue, class: u16) -> Option<&'o Object> {
    // SAFETY: a value of a living structure.
    unsafe {
        if qjs::JS_VALUE_GET_TAG(value) != qjs::JS_TAG_OBJECT {
            return None;
        }
        let object = &*qjs::JS_VALUE_GET_PTR(value).cast::<Object>();
        (object.class == class).then_some(object)
    }
}
