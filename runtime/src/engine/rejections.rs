//! Promises that were rejected, or handled late: told to the prelude where it happens, or as soon as
//! the stack has room for it.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::{Ctx, Function, Object, Runtime, Value};

use super::roots::{Rooted, Roots};

/// What could not be told where it happened.
type Untold = RefCell<Vec<(Rooted<Value<'static>>, Rooted<Value<'static>>, bool)>>;

/// Tells of rejections. Holds values of the realm: it ends before it.
pub struct Rejections {
    api: Rooted<Object<'static>>,
    roots: Roots,
    untold: Untold,
}

impl Rejections {
    /// Listens to the engine until `stop`.
    pub fn track(runtime: &Runtime, api: Rooted<Object<'static>>, roots: Roots) -> Rc<Self> {
        let rejections = Rc::new(Self { api, roots, untold: RefCell::default() });
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
        // In order: behind one that waits, all wait.
        let is_told = self.untold.borrow().is_empty()
            && self.tell(ctx, promise.clone(), reason.clone(), handled).is_ok();
        if !is_told {
            let _ = ctx.catch();
            let kept = (self.roots.keep(ctx, promise), self.roots.keep(ctx, reason), handled);
            self.untold.borrow_mut().push(kept);
        }
    }

    /// Tells what could not be told where it happened, now that the stack is free.
    pub fn catch_up(&self, ctx: &Ctx) {
        for (promise, reason, handled) in self.untold.take() {
            let told = promise
                .get(ctx)
                .and_then(|promise| reason.get(ctx).map(|reason| (promise, reason)))
                .and_then(|(promise, reason)| self.tell(ctx, promise, reason, handled));
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
    ) -> rquickjs::Result<()> {
        let errors: Object = self.api.get(ctx)?.get("errors")?;
        errors.get::<_, Function>("rejection")?.call((promise, reason, handled))
    }
}
