//! The numbers by which a client names frames and values (pure).

use std::collections::VecDeque;

use runtime::debug::message::{FrameId, KEPT_CONSOLE_CALLS, ObjectId, RemoteValue};
use rustc_hash::FxHashMap;

/// What a number stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    Frame(FrameId),
    /// The variables of one of a frame's scopes.
    Scope {
        frame: FrameId,
        index: u32,
        object: ObjectId,
    },
    Object {
        object: ObjectId,
        /// The expression that yields it in its frame, where there is one.
        path: Option<String>,
    },
    /// What one call of the console was given.
    Printed(Vec<RemoteValue>),
    /// A getter that runs when a person asks for it.
    Getter {
        this: ObjectId,
        get: ObjectId,
        name: String,
        path: Option<String>,
    },
}

/// Numbers are never used twice, so that a late question is told from a new one.
#[derive(Debug, Default)]
pub struct Handles {
    last: i64,
    paused: FxHashMap<i64, Held>,
    /// Of values that were asked for while the program ran.
    lasting: FxHashMap<i64, Held>,
    /// Of the newest calls of the console.
    printed: VecDeque<i64>,
}

impl Handles {
    pub fn add(&mut self, held: Held, is_paused: bool) -> i64 {
        self.last += 1;
        let of = if is_paused { &mut self.paused } else { &mut self.lasting };
        of.insert(self.last, held);
        self.last
    }

    /// As long as the values are kept.
    pub fn print(&mut self, values: Vec<RemoteValue>) -> i64 {
        let number = self.add(Held::Printed(values), false);
        self.printed.push_back(number);
        if self.printed.len() > KEPT_CONSOLE_CALLS {
            let oldest = self.printed.pop_front();
            oldest.and_then(|number| self.lasting.remove(&number));
        }
        number
    }

    pub fn get(&self, number: i64) -> Option<&Held> {
        self.paused.get(&number).or_else(|| self.lasting.get(&number))
    }

    pub fn frame(&self, number: i64) -> Option<FrameId> {
        match self.get(number)? {
            Held::Frame(frame) => Some(*frame),
            _ => None,
        }
    }

    /// The program goes on: what the pause has shown is over.
    pub fn resume(&mut self) {
        self.paused.clear();
    }

    /// A new generation: all values are gone.
    pub fn clear(&mut self) {
        self.paused.clear();
        self.lasting.clear();
        self.printed.clear();
    }
}
