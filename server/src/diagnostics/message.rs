//! What a client is told of an entry: plain data that the protocol side turns into its own types.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use runtime::message::ErrorKind;

use super::entry::Note;
use super::spot::Spot;

#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub place: Place,
    pub severity: Severity,
    pub code: Code,
    pub message: String,
    pub related: Vec<Related>,
}

/// Bytes of the text now: the open document's, else the one given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    At { text: Arc<str>, range: Range<usize> },
    FirstLine,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    pub path: Arc<Path>,
    pub place: Place,
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Error,
    Warning,
    Hint,
}

/// Where frames and causes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The client shows related places.
    Related,
    /// It does not: they are lines of the message.
    Text,
}

/// The stable name of a kind of diagnostic; also the name of its page in the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    Syntax,
    Unresolved,
    MissingExport,
    Unreadable,
    Unsupported,
    Uncaught,
    Rejection,
    OutOfMemory,
    Interrupted,
    Busy,
    Denied,
    EngineLost,
    Console,
    Value,
    Test,
    TestFailed,
}

impl Code {
    /// Whether it is about nothing that is wrong: what stands beside a line.
    pub fn is_beside(self) -> bool {
        matches!(self, Self::Console | Self::Value | Self::Test)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Unresolved => "unresolved",
            Self::MissingExport => "missing-export",
            Self::Unreadable => "unreadable",
            Self::Unsupported => "unsupported",
            Self::Uncaught => "uncaught",
            Self::Rejection => "rejection",
            Self::OutOfMemory => "out-of-memory",
            Self::Interrupted => "interrupted",
            Self::Busy => "busy",
            Self::Denied => "denied",
            Self::EngineLost => "engine-lost",
            Self::Console => "console",
            Self::Value => "value",
            Self::Test => "test",
            Self::TestFailed => "test-failed",
        }
    }

    pub fn page(self) -> String {
        format!("https://github.com/saveloop/saveloop/blob/main/docs/diagnostics/{}.md", self.name())
    }
}

impl From<ErrorKind> for Code {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Syntax => Self::Syntax,
            ErrorKind::Unresolved => Self::Unresolved,
            ErrorKind::MissingExport => Self::MissingExport,
            ErrorKind::Unreadable => Self::Unreadable,
            ErrorKind::Unsupported => Self::Unsupported,
            ErrorKind::Uncaught => Self::Uncaught,
            ErrorKind::Rejection => Self::Rejection,
            ErrorKind::Memory => Self::OutOfMemory,
            ErrorKind::Interrupted => Self::Interrupted,
            ErrorKind::Busy => Self::Busy,
            ErrorKind::Denied(_) => Self::Denied,
            ErrorKind::EngineLost => Self::EngineLost,
            ErrorKind::TestFailed => Self::TestFailed,
        }
    }
}

/// Puts notes where the client shows them. What has no place is always a line of the message.
pub(super) fn attach(mut text: String, notes: &[Note], detail: Detail) -> (String, Vec<Related>) {
    let mut related = Vec::new();
    for note in notes {
        match (&note.spot, detail) {
            (Some(spot), Detail::Related) => related.push(Related {
                path: Arc::clone(spot.path()),
                place: spot.place(),
                message: format!("{}{}", note.text, version_of(spot)),
            }),
            (Some(spot), Detail::Text) => {
                text = format!("{text}\n{} ({}){}", note.text, spot.text_position(), version_of(spot));
            }
            (None, _) => text = format!("{text}\n{}", note.text),
        }
    }
    (text, related)
}

fn version_of(spot: &Spot) -> &'static str {
    match spot.is_earlier() {
        true if spot.is_gone() => ", in an earlier version; the line is no longer in this file",
        true => ", in an earlier version",
        false => "",
    }
}
