//! Whether a step ends at a probe. Pure.

use super::wire::Go;

/// A step under way. Frames are named by their addresses, innermost first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub how: How,
    /// The frames at its start.
    pub from: Vec<usize>,
    /// Frames of functions that wait for the innermost one.
    pub awaiting: Vec<usize>,
    /// The statement that is stepped over may suspend its frame.
    pub may_suspend: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Into,
    Over,
    Out,
}

impl How {
    /// `None`: no step.
    pub fn of(go: &Go) -> Option<Self> {
        match go {
            Go::On | Go::To { .. } => None,
            Go::Into => Some(Self::Into),
            Go::Over => Some(Self::Over),
            Go::Out => Some(Self::Out),
        }
    }
}

/// A probe that is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached<'f> {
    pub frames: &'f [usize],
    /// A frame comes here once: at the address of the old one, it is a new one.
    pub is_entry: bool,
}

impl Step {
    pub fn ends_at(&self, reached: Reached) -> bool {
        let Some(here) = reached.frames.first() else { return false };
        let Some((start, callers)) = self.from.split_first() else { return true };
        let is_caller = || callers.contains(here);
        match self.how {
            How::Into => true,
            // What awaits the frame runs when the frame is over.
            How::Over | How::Out if self.awaiting.contains(here) => true,
            How::Over if here == start && !reached.is_entry => true,
            How::Over if self.may_suspend => false,
            // Called from the frame, directly or not; or the frame's function was called anew.
            How::Over if reached.frames.contains(start) && here != start => false,
            How::Over | How::Out => is_caller(),
        }
    }

    /// Its innermost frame has gone; what comes to stand in its place is not meant.
    pub fn start_is_over(&mut self) {
        if let Some(start) = self.from.first_mut() {
            *start = 0;
        }
    }

    /// The same without the frames that ended with the turn; `None` when it cannot end any more.
    pub fn after_turn(mut self, lives_on: impl Fn(usize) -> bool) -> Option<Self> {
        if self.how == How::Into {
            return Some(self);
        }
        let waits = self.may_suspend && self.from.first().is_some_and(|start| lives_on(*start));
        let start = self.from.first().copied().unwrap_or(0);
        self.from.retain(|frame| *frame == start || lives_on(*frame));
        (waits || self.from.len() > 1 || !self.awaiting.is_empty()).then_some(self)
    }
}

#[cfg(test)]
mod tests;
