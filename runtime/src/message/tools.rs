//! What a program's own debugging tools (`node:inspector`) and the front say to each other.

use serde::{Deserialize, Serialize};

/// From the program. A session is one that it has with itself, under a number of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromTool {
    Join(u32),
    Leave(u32),
    /// All sessions have gone with the engine.
    Gone,
    /// A message of a protocol that the front knows.
    Said {
        session: u32,
        text: String,
    },
    /// Answered behind the answers to what was said before, as far as those are there.
    Sync {
        ask: u32,
    },
    /// Let debuggers in: at this port and host, or where that was said when the program was started.
    Open {
        ask: u32,
        port: Option<u16>,
        host: Option<String>,
    },
    /// Let none in any more, and leave those that are there.
    Close {
        ask: u32,
    },
}

/// To the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToTool {
    Said {
        session: u32,
        text: String,
    },
    /// Of the pause that was told last: nobody but the program's own sessions could end it.
    Alone,
    /// Where debuggers are let in, if they are; or why not.
    Answer {
        ask: u32,
        door: Result<Option<String>, String>,
    },
}
