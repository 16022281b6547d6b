//! The shell of one program: owns the reload machine, the graph and the map table; performs the
//! machine's effects.

use std::path::PathBuf;
use std::sync::Arc;

use crate::message::{Command, Event};
use crate::sources::Sources;

/// How a program runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// The absolute path of the module to run.
    pub entry: PathBuf,
    /// What follows the file on the command line.
    pub args: Vec<String>,
    pub engine: EngineHost,
    pub limits: Limits,
}

/// Where the engine lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineHost {
    /// On a thread of this process: for `saveloop run` and for tests.
    InProcess,
    /// In a supervised child: this program, started with these arguments.
    Process { program: PathBuf, args: Vec<String> },
}

/// What a program may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of JavaScript memory.
    pub memory: usize,
    /// Bytes of JavaScript stack.
    pub stack: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 1 << 30, stack: 4 << 20 }
    }
}

/// The handle of a session; dropping it shuts the program down.
pub struct Session {}

impl Session {
    /// Starts the program. `sink` is called on the session's thread with each batch of events.
    pub fn start(
        options: Options,
        sources: Arc<dyn Sources>,
        sink: impl FnMut(Vec<Event>) + Send + 'static,
    ) -> Self {
        let _ = (options, sources, sink);
        Self {}
    }

    /// Asks something of the session; never blocks.
    pub fn send(&self, command: Command) {
        let _ = command;
    }
}
