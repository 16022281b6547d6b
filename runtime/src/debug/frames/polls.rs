//! Makes a busy engine look up at once. It looks whether somebody wants something each ten thousand branches,
//! which is soon in a loop of additions and late in one of long built-in calls: so the count is cut short.
//!
//! Nothing is trusted here either: the count is found by what it does when an engine starts, and where it
//! is not found the engine looks up when it would have anyway.
//!
//! # Race surface
//! - *The engine counts while the count is cut*: the cut can be lost between its reading and its writing; so it
//!   is made more than once.
//! - *The engine goes*: the address is forgotten first, under the lock under which it is used.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rquickjs::function::Func;
use rquickjs::{Ctx, Function};

use crate::engine::context::Control;
use crate::engine::script::eval;

/// The engine looks up when this many branches were taken.
const MOST: i32 = 10_000;
/// How many numbers of the engine's context are looked at: all of it up to behind the count.
const SEARCHED: usize = 144;
const CUTS: usize = 4;

/// Takes about as many branches as it is told to, between two looks.
const BRANCHES: &str = "(function (look, times) { look(); for (let at = 0; at < times; at++); look(); })";

/// Where the count of one engine is, while the engine is there.
#[derive(Debug, Default)]
pub struct Polls(Mutex<Option<usize>>);

impl Polls {
    fn address(&self) -> MutexGuard<'_, Option<usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The engine looks up at the next branch. For any thread.
    pub fn soon(&self) {
        let address = self.address();
        let Some(address) = *address else { return };
        for _ in 0..CUTS {
            // SAFETY: an aligned number of an engine that cannot go while the lock is held.
            unsafe { AtomicI32::from_ptr(address as *mut i32) }.store(1, Ordering::Relaxed);
            std::thread::yield_now();
        }
    }
}

/// Forgets the count when it is dropped, which has to be before the engine is.
pub struct Found(Arc<Control>);

impl Found {
    /// Looks for the count of the engine that runs on this thread.
    pub fn of(ctx: &Ctx, control: &Arc<Control>) -> Self {
        match find(ctx) {
            Ok(Some(address)) => *control.polls().address() = Some(address),
            Ok(None) => tracing::warn!("a busy program will notice late what is wanted of it"),
            Err(error) => tracing::warn!("the engine's branches cannot be counted: {error}"),
        }
        Self(Arc::clone(control))
    }
}

impl Drop for Found {
    fn drop(&mut self) {
        *self.0.polls().address() = None;
    }
}

fn find(ctx: &Ctx) -> rquickjs::Result<Option<usize>> {
    if cfg!(not(target_pointer_width = "64")) {
        return Ok(None);
    }
    let base = ctx.as_raw().as_ptr() as usize;
    let mut found: Vec<usize> = (0..SEARCHED).collect();
    for times in [64, 200, 130] {
        let (before, after) = around(ctx, times)?;
        let is_count = |at: &usize| {
            let (before, after) = (i64::from(before[*at]), i64::from(after[*at]));
            let taken = before - after;
            // Where it came to its end in between, it began anew.
            let taken = if taken < 0 { taken + i64::from(MOST) } else { taken };
            let is_possible = |count| (0..=i64::from(MOST)).contains(&count);
            is_possible(before) && is_possible(after) && (times..=4 * times + 32).contains(&taken)
        };
        found.retain(is_count);
    }
    let [at] = found[..] else { return Ok(None) };
    let address = base + at * size_of::<i32>();
    // Cut short, it is what begins anew.
    // SAFETY: part of the context, which this thread runs.
    unsafe { AtomicI32::from_ptr(address as *mut i32) }.store(1, Ordering::Relaxed);
    let (_, after) = around(ctx, 8)?;
    let is_proved = (MOST - 200..=MOST).contains(&after[at]);
    Ok(is_proved.then_some(address))
}

type Numbers = [i32; SEARCHED];

/// The numbers of the context before and after so many branches.
fn around(ctx: &Ctx, times: i64) -> rquickjs::Result<(Numbers, Numbers)> {
    let seen: Rc<RefCell<Vec<Numbers>>> = Rc::default();
    let (seeing, base) = (Rc::clone(&seen), ctx.as_raw().as_ptr() as usize);
    let look = move || {
        // SAFETY: the context is longer than that, aligned for pointers, and this thread runs it.
        let read = |at: usize| unsafe { (base as *const i32).add(at).read_volatile() };
        seeing.borrow_mut().push(std::array::from_fn(read));
    };
    let run: Function = eval(ctx, BRANCHES, "saveloop:branches")?;
    run.call::<_, ()>((Func::from(look), times as f64))?;
    let seen = seen.borrow();
    match seen[..] {
        [before, after] => Ok((before, after)),
        _ => Err(rquickjs::Error::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use rquickjs::{Context, Runtime};

    use super::*;

    #[test]
    fn the_count_of_the_engine_of_this_build_is_found_and_can_be_cut_short() {
        let mut runtime = Runtime::new().expect("an engine");
        let looks = Arc::new(AtomicI32::new(0));
        let counted = Arc::clone(&looks);
        runtime.set_interrupt_handler(Some(Box::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            false
        })));
        let context = Context::full(&runtime).expect("a realm");
        let control = Arc::new(Control::default());
        context.with(|ctx| {
            let found = Found::of(&ctx, &control);
            assert!(control.polls().address().is_some(), "it is found");
            let _: () = ctx.eval("for (let at = 0; at < 20; at++);").expect("it runs");
            let before = looks.load(Ordering::Relaxed);
            control.polls().soon();
            let _: () = ctx.eval("for (let at = 0; at < 20; at++);").expect("it runs");
            assert_eq!(looks.load(Ordering::Relaxed), before + 1, "it has looked up");
            drop(found);
            assert!(control.polls().address().is_none(), "it is forgotten with the engine");
        });
    }
}
