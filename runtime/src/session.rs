//! One running program: what fronts hold of it.
//!
//! One thread owns everything of it (`session/shell.rs`); what may take long to prepare is prepared on a
//! second one, to which the graph is lent (`session/preparing.rs`); the engine is a third, or a process.

mod debugging;
mod engine;
mod ledger;
mod looking;
mod permitting;
mod preparing;
mod shell;
mod testing;
#[cfg(test)]
mod tests;
mod values;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

pub use crate::engine::link::EngineHost;
pub use crate::limits::Limits;
pub use crate::tuning::{ReloadMode, Tuning};

use crate::cache::Cache;
use crate::debug::message::AtStart;
use crate::engine::link::Keep;
use crate::graph::{Graph, Preparation};
use crate::message::{Command, Event, ScriptError, Tests};
use crate::permissions::Permissions;
use crate::sources::Sources;
use crate::surroundings::{Surroundings, executable};
use shell::{Input, Shell};

/// How a program runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// The absolute path of the module to run.
    pub entry: PathBuf,
    pub surroundings: Surroundings,
    pub engine: EngineHost,
    pub limits: Limits,
    pub tuning: Tuning,
    pub permissions: Permissions,
    /// Whether it waits for a debugger before it runs.
    pub at_start: AtStart,
    /// Which tests run where nobody asks for others; `None`: all.
    pub tests: Option<Tests>,
    /// Where what a start makes is kept for the next one.
    pub cache: Option<Cache>,
}

impl Options {
    fn keep(&self) -> Option<Keep> {
        self.cache.clone().map(|cache| Keep { cache, program: self.entry.clone() })
    }

    /// As in Node: the program that runs it, the entry, then the arguments.
    fn argv(&self) -> Vec<String> {
        let own = [executable(), self.entry.display().to_string()];
        own.into_iter().chain(self.surroundings.args.iter().cloned()).collect()
    }
}

/// Whether a program could start: the files it is made of, or what stands in the way. Runs nothing.
pub fn check(entry: &Path, sources: Arc<dyn Sources>) -> Result<Vec<Arc<Path>>, Vec<ScriptError>> {
    match Graph::new(entry, sources).prepare(&[], ReloadMode::Slice) {
        Preparation::Ready(plan) => Ok(plan.affected),
        Preparation::Refused(errors) => Err(errors),
        // A graph that has prepared nothing has all to do.
        Preparation::Unchanged { .. } => Ok(Vec::new()),
    }
}

/// The handle of a session; dropping it shuts the program down.
pub struct Session {
    inbox: Sender<Input>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Session {
    /// Starts the program. `sink` is called on the session's thread with each batch of events; a sink
    /// that waits slows the program down.
    pub fn start(
        options: Options,
        sources: Arc<dyn Sources>,
        sink: impl FnMut(Vec<Event>) + Send + 'static,
    ) -> Self {
        let (inbox, inputs) = channel();
        let own = inbox.clone();
        let serve = move || Shell::new(options, sources, own, Box::new(sink)).serve(&inputs);
        let thread = std::thread::Builder::new().name("session".into()).spawn(serve);
        let thread = thread.map_err(|error| tracing::error!("no thread for a session: {error}")).ok();
        Self { inbox, thread }
    }

    /// Asks something of the session; never blocks.
    pub fn send(&self, command: Command) {
        // A session that has ended has nobody to tell.
        let _ = self.inbox.send(Input::Command(command));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.send(Command::Shutdown);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("a session panicked");
        }
    }
}
