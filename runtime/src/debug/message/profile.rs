//! Where a program has spent its time.

use super::{ScriptPosition, Timestamp};

/// A tree of calls, and when the program was in which of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// The first is the root; a node stands behind its parent.
    pub nodes: Vec<ProfileNode>,
    /// Microseconds since the engine began.
    pub start: Timestamp,
    pub end: Timestamp,
    /// Indices into `nodes`, in the order of time.
    pub samples: Vec<u32>,
    /// Microseconds from the sample before, from `start` for the first.
    pub deltas: Vec<u32>,
}

/// `console.profile` or `console.profileEnd` was called.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsoleProfile {
    pub id: u32,
    /// Empty: none was given.
    pub title: String,
    /// The call; `None`: no code of the program made it.
    pub location: Option<ScriptPosition>,
    /// `None`: it begins.
    pub recorded: Option<Box<Profile>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ProfileNode {
    pub parent: Option<u32>,
    pub function: String,
    /// Where the function begins; `None`: no function of the program, but its root, or idleness.
    pub location: Option<ScriptPosition>,
    /// How many samples ended here.
    pub hits: u32,
}
