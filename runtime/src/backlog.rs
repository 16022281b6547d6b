//! Keeps a writer from running far ahead of a reader: what is on its way is counted in bytes, and a
//! writer waits while there is too much of it. Nothing is ever dropped here.
//!
//! # Race surface
//! - *A reader that is gone*: its queue goes with all that waits in it, and each share that is dropped
//!   lets the writer go on.
//! - *A reader that waits for its writer to end*, while the queue lives: it closes the backlog first.
//! - *One thing larger than all that may wait*: it passes when nothing else is on its way.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes on their way from writers to one reader.
#[derive(Debug)]
pub struct Backlog {
    state: Mutex<State>,
    shrank: Condvar,
    most: usize,
}

#[derive(Debug, Default)]
struct State {
    waiting: usize,
    is_closed: bool,
}

/// A part of a backlog, carried by what it was counted for; dropping it is having read that.
#[derive(Debug, Default)]
pub struct Share(Option<(Arc<Backlog>, usize)>);

impl Backlog {
    /// A writer waits while more than `most` bytes would be on their way.
    pub fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { state: Mutex::default(), shrank: Condvar::new(), most })
    }

    /// Counts bytes that are about to be sent; waits while the reader is too far behind.
    pub fn enter(self: &Arc<Self>, bytes: usize) -> Share {
        let is_full = |state: &mut State| {
            !state.is_closed && state.waiting > 0 && state.waiting.saturating_add(bytes) > self.most
        };
        let entered = self.shrank.wait_while(self.state(), is_full);
        entered.unwrap_or_else(PoisonError::into_inner).waiting += bytes;
        Share(Some((Arc::clone(self), bytes)))
    }

    /// From now on nobody waits.
    pub fn close(&self) {
        self.state().is_closed = true;
        self.shrank.notify_all();
    }

    /// Bytes on their way.
    pub fn waiting(&self) -> usize {
        self.state().waiting
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        if let Some((backlog, bytes)) = self.0.take() {
            backlog.state().waiting -= bytes;
            backlog.shrank.notify_all();
        }
    }
}

#[cfg(test)]
mod tests;
