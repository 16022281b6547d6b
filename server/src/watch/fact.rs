//! The words of the room: what is known of a file, and what happened to it. Pure.

use std::time::Duration;

/// Time since the watching began.
pub type Moment = Duration;

/// A program whose files are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProgramId(pub u64);

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// Somebody wrote to it and has it open: more may come.
    Written,
    /// It was closed after writing, it came or went.
    Changed,
    /// Another file was renamed over it.
    Replaced,
    /// Its dates or rights changed: whoever writes to it goes on.
    Marked,
    /// It changed, by whom and whether that is all nobody says: a client's word, or a poll's.
    Told,
}

/// What a read found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The same before and after the read; the hash of its bytes.
    Whole(u64),
    Empty,
    Missing,
    /// A directory of that name: resolution asks for it, nothing reads it.
    Directory,
    /// It changed while it was read, or could not be read this time.
    Torn,
    /// It has not stood still for so long that this is reported.
    Restless,
}

/// What the system says of a file without reading it; equal for equal content, nearly always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    pub length: u64,
    /// Device and number, where there are any.
    pub identity: (u64, u64),
    /// Seconds and nanoseconds of the last change of its text and of anything about it.
    pub written: (i64, i64),
    pub changed: (i64, i64),
}

/// A look at a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// `None`: there was none.
    pub stamp: Option<Stamp>,
    /// It was written so shortly before that another change may have the same stamp.
    pub is_fresh: bool,
}
