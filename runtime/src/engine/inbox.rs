//! The engine's inbox. What a debugger asks may overtake the rest: it is heard while JavaScript runs
//! and while the program is paused.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::wire::{Required, ToEngine};
use crate::debug::wire::ToDebug;
use crate::ids::ImportRequest;

pub struct Inbox {
    receiver: Receiver<ToEngine>,
    /// Received and not yet taken, in order.
    waiting: RefCell<VecDeque<ToEngine>>,
    debug: RefCell<VecDeque<ToDebug>>,
}

/// What there is to do.
pub enum Next {
    Command(ToEngine),
    Debug(ToDebug),
    /// Nothing until the deadline.
    Nothing,
    /// Nobody is left to say anything.
    Closed,
}

impl Inbox {
    pub fn new(receiver: Receiver<ToEngine>) -> Self {
        Self { receiver, waiting: RefCell::default(), debug: RefCell::default() }
    }

    /// The next thing to do between turns; `None` waits for ever.
    pub fn next(&self, wait: Option<Duration>) -> Next {
        let deadline = wait.map(|wait| Instant::now() + wait);
        loop {
            self.drain();
            if let Some(debug) = self.next_debug() {
                return Next::Debug(debug);
            }
            if let Some(command) = self.waiting.borrow_mut().pop_front() {
                return Next::Command(command);
            }
            let received = match deadline {
                None => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(deadline) => {
                    self.receiver.recv_timeout(deadline.saturating_duration_since(Instant::now()))
                }
            };
            match received {
                Ok(command) => self.sort(command),
                Err(RecvTimeoutError::Timeout) => return Next::Nothing,
                Err(RecvTimeoutError::Disconnected) => return Next::Closed,
            }
        }
    }

    /// What a debugger has asked meanwhile. Never waits.
    pub fn next_debug(&self) -> Option<ToDebug> {
        self.drain();
        self.debug.borrow_mut().pop_front()
    }

    /// What a debugger asks next, while nothing else is done; `None` when the engine is to end.
    pub fn wait_for_debug(&self) -> Option<ToDebug> {
        loop {
            if let Some(debug) = self.next_debug() {
                return Some(debug);
            }
            if self.waiting.borrow().iter().any(|command| matches!(command, ToEngine::Shutdown)) {
                return None;
            }
            self.sort(self.receiver.recv().ok()?);
        }
    }

    /// The answer to a `require()`, while nothing else is done; `None` when the engine is to end.
    pub fn wait_for_required(&self, wanted: ImportRequest) -> Option<Required> {
        let is_answer =
            |command: &ToEngine| matches!(command, ToEngine::Required { request, .. } if *request == wanted);
        loop {
            self.drain();
            let mut waiting = self.waiting.borrow_mut();
            if let Some(at) = waiting.iter().position(is_answer) {
                match waiting.remove(at) {
                    Some(ToEngine::Required { answer, .. }) => return Some(answer),
                    _ => return None,
                }
            }
            if waiting.iter().any(|command| matches!(command, ToEngine::Shutdown)) {
                return None;
            }
            drop(waiting);
            self.sort(self.receiver.recv().ok()?);
        }
    }

    /// Whether `Terminate` has been asked; takes it out.
    pub fn take_terminate(&self) -> bool {
        self.drain();
        let mut debug = self.debug.borrow_mut();
        let asked = debug.iter().position(|it| matches!(it, ToDebug::Terminate));
        asked.and_then(|at| debug.remove(at)).is_some()
    }

    fn drain(&self) {
        while let Ok(command) = self.receiver.try_recv() {
            self.sort(command);
        }
    }

    fn sort(&self, command: ToEngine) {
        match command {
            ToEngine::Debug(debug) => self.debug.borrow_mut().push_back(*debug),
            command => self.waiting.borrow_mut().push_back(command),
        }
    }
}
