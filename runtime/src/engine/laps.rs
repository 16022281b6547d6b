//! How long the parts of a generation take, for the report of its outcome.

use std::cell::Cell;
use std::time::Instant;

use crate::message::Running;

/// One generation's stopwatch.
#[derive(Debug)]
pub struct Laps {
    since: Cell<Instant>,
    spent: Cell<Running>,
}

impl Default for Laps {
    fn default() -> Self {
        Self { since: Cell::new(Instant::now()), spent: Cell::default() }
    }
}

impl Laps {
    pub fn start(&self) {
        self.since.set(Instant::now());
        self.spent.set(Running::default());
    }

    pub fn disposed(&self) {
        self.spent.set(Running { dispose: self.lap(), ..self.spent.get() });
    }

    pub fn compiled(&self) {
        self.spent.set(Running { compile: self.lap(), ..self.spent.get() });
    }

    /// What it took until now; a generation that waits has another outcome later.
    pub fn spent(&self) -> Running {
        Running { evaluate: self.since.get().elapsed(), ..self.spent.get() }
    }

    fn lap(&self) -> std::time::Duration {
        self.since.replace(Instant::now()).elapsed()
    }
}
