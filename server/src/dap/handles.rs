//! The numbers by which a client names frames and values (pure).

use runtime::debug::message::{FrameId, ObjectId};
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
}

impl Handles {
    pub fn add(&mut self, held: Held, is_paused: bool) -> i64 {
        self.last += 1;
        let of = if is_paused { &mut self.paused } else { &mut self.lasting };
        of.insert(self.last, held);
        self.last
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
    }
}
