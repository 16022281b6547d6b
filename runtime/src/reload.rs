//! The reload machine: when to prepare, apply, interrupt and replace. Pure.
//!
//! Level, not edge: `wanted` grows with every save and is compared with what has been answered and
//! committed. Nothing is ever deferred; it is just not equal yet, so no flag can be stranded. When
//! something has to happen by itself is read from the state as well ([`State::alarm`]).
//!
//! # Race surface
//! - *A save while preparing*: `wanted` grows; the answer to the older attempt is dropped and the
//!   newest is prepared, but after [`MAX_DROPPED`] drops or [`MAX_WAIT`] the current one is applied.
//! - *A save while evaluating*: the plan is held; after [`EVALUATION_GRACE`] the older generation is
//!   interrupted, after [`INTERRUPT_GRACE`] its engine is replaced.
//! - *A top-level await that never settles*: after [`PENDING_GRACE`] a newer plan is applied over it.
//! - *A plan committed behind a turn that never ends*: after [`EVALUATION_GRACE`] whatever an older
//!   generation does is interrupted, after [`INTERRUPT_GRACE`] the engine is replaced.
//! - *An outcome of an older generation*: changes nothing here.
//! - *The engine is lost while a plan is held*: the plan was made for that engine; it is made anew.
//! - *A preparation that is answered while a tool holds reloads*: it may have read half of what the
//!   tool writes; it is made anew on release.
//! - *A holder that dies, ends twice or begins twice*: holds are named and bounded; each ends by
//!   itself, and only the first begin and the first end of it change anything.
//! - *A debugger's pause of a generation that does not run any more*: changes nothing.
//! - *An engine that is lost, stopped or replaced while paused*: the pause went with it.

mod hold;
mod state;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub use hold::{Holder, MAX_HOLD};
pub use state::{Engine, State};

use crate::ids::{Attempt, Generation};

/// A generation that still evaluates is interrupted this long after its start, once a newer plan waits.
pub const EVALUATION_GRACE: Duration = Duration::from_millis(500);
/// An engine that does not answer an interrupt for this long is replaced.
pub const INTERRUPT_GRACE: Duration = Duration::from_secs(1);
/// A pending top-level await is superseded by a newer plan after this long.
pub const PENDING_GRACE: Duration = Duration::from_millis(100);
/// So many answers in a row may be dropped for a newer save.
pub const MAX_DROPPED: u32 = 3;
/// And for so long.
pub const MAX_WAIT: Duration = Duration::from_secs(1);

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// There may be new text.
    Saved,
    /// Run from nothing in a fresh engine.
    RestartAsked,
    StopAsked,
    Prepared {
        attempt: Attempt,
        answer: Answer,
    },
    /// The engine took the generation up.
    Began {
        generation: Generation,
    },
    Came {
        generation: Generation,
        outcome: Came,
    },
    /// The engine's heap must not run another generation.
    Poisoned,
    /// The engine is gone.
    EngineLost,
    /// A tool is about to change many files: saves wait until it is done, or for this long.
    Suspended {
        holder: Holder,
        at_most: Duration,
    },
    Released {
        holder: Holder,
    },
    /// The debugger stopped the engine in a turn of this generation.
    Paused {
        generation: Generation,
    },
    /// And let it go on.
    Resumed {
        generation: Generation,
    },
    /// The time of [`State::alarm`] has come.
    TimePassed,
}

/// How a preparation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    Ready,
    Refused,
    Unchanged,
}

/// How a generation's body ended, as far as the machine cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Came {
    /// It returned, threw, or was interrupted: another may be applied at any time.
    ToRest,
    /// A top-level await is pending.
    Pending,
}

/// What the shell has to do, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Prepare(Attempt),
    /// Publish the answer to this attempt (`Refused` or `Unchanged`).
    Answer(Attempt),
    /// Hand the held plan to the engine.
    Commit {
        attempt: Attempt,
        generation: Generation,
    },
    Interrupt(Generation),
    /// End the engine; `EngineLost` follows.
    Kill,
    /// Start an empty engine instead of the present one.
    ReplaceEngine,
    /// End the program and its engine.
    Stop,
    /// Say what a save waits for. Said once a suspension and once a pause.
    TellHeld(HeldBy),
    /// Say that a holder did not release in time.
    TellExpired(Holder),
}

/// What keeps the newest save from being applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeldBy {
    Holders(Vec<Holder>),
    Debugger,
}
