//! The engine's inbox: what the session sends, and what the I/O thread has done. What a debugger asks
//! may overtake the rest: it is heard while JavaScript runs and while the program is paused.
//!
//! # Race surface
//! - *The session is gone while operations are under way*: only its posts are counted, so that the
//!   engine ends although the I/O thread could still say something.
//! - *A completion after the engine has ended*: nobody takes it, and it is dropped with the mailbox.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::io::Completion;
use super::wire::ToEngine;
use crate::debug::wire::ToDebug;

/// Completions that are taken at once: commands are looked at between two batches.
const BATCH: usize = 64;

/// A mailbox: where the session posts, and where the engine takes.
pub fn mailbox() -> (Post, Inbox) {
    let shared = Arc::new(Shared::default());
    shared.state().posts = 1;
    (Post(Arc::clone(&shared)), Inbox(shared))
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    arrived: Condvar,
}

#[derive(Default)]
struct State {
    commands: VecDeque<ToEngine>,
    debug: VecDeque<ToDebug>,
    completions: VecDeque<Completion>,
    /// How many of the session's posts there are.
    posts: usize,
    /// The engine has ended.
    is_over: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The session's way in. When the last one is gone the engine ends.
pub struct Post(Arc<Shared>);

impl Post {
    /// `false`: the engine has ended.
    pub fn send(&self, command: ToEngine) -> bool {
        let mut state = self.0.state();
        if state.is_over {
            return false;
        }
        match command {
            ToEngine::Debug(debug) => state.debug.push_back(*debug),
            ToEngine::Foresee(script) => {
                // An engine that was at work has only the newest to do.
                state.commands.retain(|command| !matches!(command, ToEngine::Foresee(_)));
                state.commands.push_back(ToEngine::Foresee(script));
            }
            command => state.commands.push_back(command),
        }
        self.0.arrived.notify_one();
        true
    }
}

impl Post {
    /// Something that the engine may be waiting for has changed.
    pub fn nudge(&self) {
        let _state = self.0.state();
        self.0.arrived.notify_one();
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        self.0.state().posts -= 1;
        self.0.arrived.notify_one();
    }
}

/// The I/O thread's way in.
#[derive(Clone)]
pub struct Completions(Arc<Shared>);

impl Completions {
    pub fn send(&self, completion: Completion) {
        let mut state = self.0.state();
        if state.is_over {
            return;
        }
        state.completions.push_back(completion);
        if state.completions.len() == 1 {
            self.0.arrived.notify_one();
        }
    }
}

pub struct Inbox(Arc<Shared>);

/// What there is to do.
pub enum Next {
    Command(ToEngine),
    Debug(ToDebug),
    /// What the I/O thread has done, in its order; never empty.
    Completions(VecDeque<Completion>),
    /// Jobs were left behind by the turn before.
    Jobs,
    /// Nothing until the deadline.
    Nothing,
    /// Nobody is left to say anything.
    Closed,
}

impl Inbox {
    /// For what the I/O thread will say.
    pub fn completions(&self) -> Completions {
        Completions(Arc::clone(&self.0))
    }

    /// What the session or a debugger wants. Never waits.
    pub fn asked(&self) -> Option<Next> {
        asked(&mut self.0.state())
    }

    /// The next thing to do between turns; `None` waits for ever.
    pub fn next(&self, wait: Option<Duration>) -> Next {
        let deadline = wait.map(|wait| Instant::now() + wait);
        let mut state = self.0.state();
        loop {
            if let Some(next) = asked(&mut state) {
                return next;
            }
            if !state.completions.is_empty() {
                let count = state.completions.len().min(BATCH);
                return Next::Completions(state.completions.drain(..count).collect());
            }
            let Some(deadline) = deadline else {
                state = self.0.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Next::Nothing;
            }
            let waited = self.0.arrived.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// What the session or a debugger wants; what the I/O thread has done waits.
    pub fn wait_for_asked(&self) -> Next {
        let mut state = self.0.state();
        loop {
            if let Some(next) = asked(&mut state) {
                return next;
            }
            state = self.0.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// What the session wants of an engine whose program has ended; what it still does is dropped.
    pub fn next_asked(&self) -> Next {
        let mut state = self.0.state();
        loop {
            state.completions.clear();
            if let Some(next) = asked(&mut state) {
                return next;
            }
            state = self.0.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// What a debugger has asked meanwhile. Never waits.
    pub fn next_debug(&self) -> Option<ToDebug> {
        self.0.state().debug.pop_front()
    }

    /// The first of a kind that a debugger has asked meanwhile, before what came earlier. Never waits.
    pub fn next_debug_of(&self, is_meant: impl Fn(&ToDebug) -> bool) -> Option<ToDebug> {
        let debug = &mut self.0.state().debug;
        let at = debug.iter().position(is_meant);
        at.and_then(|at| debug.remove(at))
    }

    /// What a debugger asks next, while nothing else is done; `None` when the engine is to end.
    pub fn wait_for_debug(&self) -> Option<ToDebug> {
        let mut state = self.0.state();
        loop {
            if let Some(debug) = state.debug.pop_front() {
                return Some(debug);
            }
            let is_ending = state.commands.iter().any(|command| matches!(command, ToEngine::Shutdown));
            if is_ending || state.posts == 0 {
                return None;
            }
            state = self.0.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The answer that the engine cannot go on without, while nothing else is done; `None` when the
    /// engine is to end.
    pub fn wait_for(&self, is_answer: impl Fn(&ToEngine) -> bool) -> Option<ToEngine> {
        let mut state = self.0.state();
        loop {
            if let Some(at) = state.commands.iter().position(&is_answer) {
                return state.commands.remove(at);
            }
            let is_ending = state.commands.iter().any(|command| matches!(command, ToEngine::Shutdown));
            if is_ending || state.posts == 0 {
                return None;
            }
            state = self.0.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Looks again whenever something arrives or changes, while nothing else is done; `None` when the engine
    /// is to end.
    pub fn wait_until<T>(&self, look: impl Fn() -> Option<T>) -> Option<T> {
        let mut state = self.0.state();
        loop {
            if let Some(found) = look() {
                return Some(found);
            }
            let is_ending = state.commands.iter().any(|command| matches!(command, ToEngine::Shutdown));
            if is_ending || state.posts == 0 {
                return None;
            }
            state = self.0.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether something has been asked of the debugger; takes it out.
    pub fn take(&self, is_meant: impl Fn(&ToDebug) -> bool) -> bool {
        self.next_debug_of(is_meant).is_some()
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_over = true;
        let left = std::mem::take(&mut state.completions);
        drop(state);
        drop(left);
    }
}

fn asked(state: &mut State) -> Option<Next> {
    if let Some(debug) = state.debug.pop_front() {
        return Some(Next::Debug(debug));
    }
    if let Some(command) = state.commands.pop_front() {
        return Some(Next::Command(command));
    }
    (state.posts == 0).then_some(Next::Closed)
}
