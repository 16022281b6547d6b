//! The engine as the machine's world sees it.

use super::{Generation, Version};
use crate::ids::Attempt;

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Engine {
    /// What it took up last.
    pub body: Option<Body>,
    /// What ran before in the same realm: timers and promises of it may still speak.
    pub older: Vec<(Generation, Version)>,
    /// Handed over behind the present turn; the last says whether all of a save was read.
    pub waiting: Option<(Generation, Attempt, Version, bool)>,
    /// A timer's turn that does not end.
    pub busy: Option<Busy>,
    pub is_interrupted: bool,
    pub is_killed: bool,
    pub is_poisoned: bool,
    pub paused: Option<Generation>,
    /// The pause has lasted for longer than any grace.
    pub has_paused_long: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Body {
    pub generation: Generation,
    pub attempt: Attempt,
    pub version: Version,
    pub stage: Stage,
    pub has_thrown: bool,
}

/// How a turn goes on that does not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Busy {
    /// Until it is interrupted.
    Spins,
    /// Until its process ends.
    Stuck,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    Runs,
    Busy(Busy),
    /// At a top-level await.
    Pends,
    Rests,
}

impl Stage {
    pub fn evaluates(self) -> bool {
        matches!(self, Self::Runs | Self::Busy(_))
    }
}

impl Engine {
    /// Whether a body is in flight.
    pub fn evaluates(&self) -> bool {
        self.body.as_ref().is_some_and(|body| body.stage.evaluates())
    }

    pub fn interrupt(&mut self, generation: Generation) {
        self.is_interrupted |= self.body.as_ref().is_some_and(|body| body.generation <= generation);
    }

    pub fn stage(&self) -> Option<Stage> {
        self.body.as_ref().map(|body| body.stage)
    }
}
