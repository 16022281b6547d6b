//! Promises that were rejected, or handled late: told to the prelude where it happens, or as soon as
//! the stack has room for it.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::{Ctx, Function, Object, Runtime, Value};

use super::context::Turn;
use super::roots::{Rooted, Roots};
use crate::ids::Generation;

/// What could not be told where it happened: the stack was full, or the turn interrupted.
struct Untold {
    promise: Rooted<Value<'static>>,
    reason: Rooted<Value<'static>>,
    handled: bool,
    generation: Generation,
}

/// Tells of rejections. Holds values of the realm: it ends before it.
pub struct Rejections {
    api: Rooted<Object<'static>>,
    roots: Roots,
    turn: Rc<Turn>,
    untold: RefCell<Vec<Untold>>,
}

impl Rejections {
    /// Listens to the engine until `stop`.
    pub fn track(runtime: &Runtime, api: Rooted<Object<'static>>, roots: Roots, turn: Rc<Turn>) -> Rc<Self> {
        let rejections = Rc::new(Self { api, roots, turn, untold: RefCell::default() });
        let tracker = Rc::clone(&rejections);
        runtime.set_host_promise_rejection_tracker(Some(Box::new(move |ctx, promise, reason, handled| {
            tracker.happened(&ctx, promise, reason, handled);
        })));
        rejections
    }

    /// The engine holds a way to us, and we hold values of it.
    pub fn stop(&self, runtime: &Runtime) {
        runtime.set_host_promise_rejection_tracker(None);
        self.untold.borrow_mut().clear();
    }

    fn happened<'js>(&self, ctx: &Ctx<'js>, promise: Value<'js>, reason: Value<'js>, handled: bool) {
        let generation = self.turn.generation.get();
        // In order: behind one that waits, all wait.
        let is_told = self.untold.borrow().is_empty()
            && self.tell(ctx, promise.clone(), reason.clone(), handled, generation).is_ok();
        if !is_told {
            let _ = ctx.catch();
            let (promise, reason) = (self.roots.keep(ctx, promise), self.roots.keep(ctx, reason));
            self.untold.borrow_mut().push(Untold { promise, reason, handled, generation });
        }
    }

    /// Tells what could not be told where it happened, now that the stack is free.
    pub fn catch_up(&self, ctx: &Ctx) {
        for Untold { promise, reason, handled, generation } in self.untold.take() {
            let told = promise
                .get(ctx)
                .and_then(|promise| reason.get(ctx).map(|reason| (promise, reason)))
                .and_then(|(promise, reason)| self.tell(ctx, promise, reason, handled, generation));
            if let Err(error) = told {
                let _ = ctx.catch();
                tracing::error!("a rejection could not be tracked: {error}");
            }
        }
    }

    fn tell<'js>(
        &self,
        ctx: &Ctx<'js>,
        promise: Value<'js>,
        reason: Value<'js>,
        handled: bool,
        generation: Generation,
    ) -> rquickjs::Result<()> {
        let errors: Object = self.api.get(ctx)?.get("errors")?;
        errors.get::<_, Function>("rejection")?.call((promise, reason, handled, generation.0))
    }
}
