//! What this side holds of the engine: every value kept between turns goes through here and is
//! counted, since one that outlives its engine ends the process.

#![expect(clippy::disallowed_types, reason = "this is the one place")]

use std::cell::Cell;
use std::rc::Rc;

use rquickjs::{Ctx, JsLifetime, Persistent};

/// How many values of one engine are held.
#[derive(Clone, Debug, Default)]
pub struct Roots(Rc<Cell<u32>>);

impl Roots {
    pub fn count(&self) -> u32 {
        self.0.get()
    }

    /// Keeps a value until what is returned is dropped.
    pub fn keep<'js, T: JsLifetime<'js>>(&self, ctx: &Ctx<'js>, value: T) -> Rooted<T::Changed<'static>> {
        self.0.set(self.0.get() + 1);
        Rooted { value: Persistent::save(ctx, value), roots: self.clone() }
    }
}

/// A value of the engine that is kept between turns.
pub struct Rooted<T> {
    value: Persistent<T>,
    roots: Roots,
}

impl<T: Clone> Rooted<T> {
    pub fn get<'js>(&self, ctx: &Ctx<'js>) -> rquickjs::Result<T::Changed<'js>>
    where
        T: JsLifetime<'static>,
    {
        self.value.clone().restore(ctx)
    }

    /// A second hold on the same value, counted like the first.
    pub fn again(&self) -> Self {
        self.roots.0.set(self.roots.0.get() + 1);
        Self { value: self.value.clone(), roots: self.roots.clone() }
    }
}

impl<T> Drop for Rooted<T> {
    fn drop(&mut self) {
        self.roots.0.set(self.roots.0.get().saturating_sub(1));
    }
}
