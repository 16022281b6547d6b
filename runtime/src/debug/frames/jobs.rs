//! Which promise the job that runs next is for: the first entry of the engine's queue, looked at
//! before it is taken. Shares the rule of the room: proved at the engine's start, or not used.

use rquickjs::{Ctx, Function, Value, qjs};

use super::waiting::{Link, Resolving, object};
use super::{Frame, FrameWalker};

/// `JSJobEntry`.
#[repr(C)]
struct Job {
    link: Link,
    context: usize,
    function: usize,
    argument_count: i32,
    arguments: [qjs::JSValue; 3],
}

/// `promise_reaction_job` is given what settles the promise that `then` has made, and the handler.
const REACTION_ARGUMENTS: i32 = 5;
/// How far behind the current frame the runtime keeps its queue, at most.
const SEARCHED_WORDS: usize = 32;

/// Where the queue is, and the functions of the language that make jobs for others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jobs {
    queue: usize,
    catch: usize,
    finally: usize,
}

/// Which function of the language a promise was made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// The call of an async function.
    Program,
    Then,
    Catch,
    Finally,
}

impl FrameWalker {
    /// Finds the queue by a job that is known to be the only one.
    pub(super) fn find_jobs(&mut self, ctx: &Ctx) {
        let find = || -> rquickjs::Result<Option<Jobs>> {
            let eval = |code: &str| crate::engine::script::eval::<Value>(ctx, code, super::CALIBRATION_FILE);
            let known = eval("(() => {})")?;
            let react: Function = eval("(known) => { Promise.resolve().then(known); }")?.get()?;
            react.call::<_, ()>((known.clone(),))?;
            let address = |value: &Value| {
                // SAFETY: an object of this context.
                unsafe { qjs::JS_VALUE_GET_PTR(value.as_raw()) as usize }
            };
            // SAFETY: on the engine's thread; what is read is the runtime behind its current frame.
            let queue = unsafe { self.queue_with(address(&known)) };
            let (catch, finally) = (eval("Promise.prototype.catch")?, eval("Promise.prototype.finally")?);
            while ctx.execute_pending_job() {}
            let (catch, finally) = (address(&catch), address(&finally));
            Ok(queue.map(|queue| Jobs { queue, catch, finally }))
        };
        self.jobs = find().ok().flatten();
        if self.jobs.is_none() {
            tracing::warn!("the debugger does not know who called `then`: jobs do not read as expected");
        }
    }

    /// The list whose only entry is a reaction with this handler.
    unsafe fn queue_with(&self, handler: usize) -> Option<usize> {
        // SAFETY: words of the runtime; what looks like a list is followed only if it leads back.
        unsafe {
            let words = self.current as *const usize;
            (1..SEARCHED_WORDS).map(|word| words.add(word)).find_map(|word| {
                let head = &*word.cast::<Link>();
                let is_single =
                    head.next == head.previous && !head.next.is_null() && head.next != word.cast();
                if !is_single || !(head.next as usize).is_multiple_of(align_of::<Job>()) {
                    return None;
                }
                let entry = &*head.next;
                if entry.next != word.cast() || entry.previous != word.cast() {
                    return None;
                }
                let job = &*head.next.cast::<Job>();
                let is_known = job.argument_count == REACTION_ARGUMENTS
                    && qjs::JS_VALUE_GET_PTR(job.arguments[2]) as usize == handler;
                is_known.then_some(word as usize)
            })
        }
    }

    /// The promise that the next job's callback was given for, by its address.
    ///
    /// # Safety
    /// On the engine's thread.
    pub unsafe fn next_reaction(&self) -> Option<usize> {
        let (jobs, waiting) = (self.jobs?, self.waiting?);
        // SAFETY: the place was proved by `find_jobs`; entries are whole while they are queued.
        unsafe {
            let head = &*(jobs.queue as *const Link);
            if head.next == jobs.queue as *const Link {
                return None;
            }
            let job = &*head.next.cast::<Job>();
            if job.argument_count != REACTION_ARGUMENTS {
                return None;
            }
            let resolving = object(job.arguments[0], waiting.resolve_function)?;
            Some(qjs::JS_VALUE_GET_PTR((*resolving.bytecode.cast::<Resolving>()).promise) as usize)
        }
    }

    /// What makes the promise whose making the engine tells of now; `None`: none that runs a callback.
    ///
    /// # Safety
    /// On the engine's thread, inside the engine. `has_parent`: it is made for another promise.
    pub unsafe fn maker(&self, has_parent: bool) -> Option<Maker> {
        let jobs = self.jobs?;
        // SAFETY: as in `walk`.
        unsafe {
            let mut at = *(self.current as *const *const Frame);
            let is_program = at.as_ref().is_none_or(|frame| self.bytecode(frame).is_some());
            if !has_parent {
                return is_program.then_some(Maker::Program);
            }
            let mut maker = Maker::Then;
            while let Some(frame) = at.as_ref()
                && self.bytecode(frame).is_none()
            {
                let function = qjs::JS_VALUE_GET_PTR(frame.function) as usize;
                if function == jobs.catch {
                    maker = Maker::Catch;
                } else if function == jobs.finally {
                    maker = Maker::Finally;
                }
                at = frame.previous;
            }
            Some(maker)
        }
    }
}
