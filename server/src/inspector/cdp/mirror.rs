//! What the program is, as its debug core last told it: for clients that ask later (pure).

use std::collections::VecDeque;

use runtime::debug::message::*;

use crate::inspector::scripts::Scripts;

/// So many printed lines and exceptions are told to a client that comes late.
const KEPT: usize = KEPT_CONSOLE_CALLS;

/// Something the console of a client shows.
#[derive(Clone, Debug)]
pub enum Said {
    Console(ConsoleCall),
    Thrown { id: ExceptionId, timestamp: Timestamp, context: ContextId, exception: Exception },
}

#[derive(Debug, Default)]
pub struct Mirror {
    pub context: Option<(ContextId, String)>,
    pub scripts: Scripts,
    pub pause: Option<Box<Pause>>,
    /// The program waits until a client says that it may run.
    pub waits: bool,
    pub said: VecDeque<Said>,
}

impl Mirror {
    pub fn clear_contexts(&mut self) {
        self.context = None;
        self.scripts.take();
        self.said.clear();
    }

    /// Empty for a script that is not known.
    pub fn url(&self, id: ScriptId) -> &str {
        self.scripts.get(id).map_or("", |script| &script.url)
    }

    pub fn say(&mut self, said: Said) {
        if self.said.len() == KEPT {
            self.said.pop_front();
        }
        self.said.push_back(said);
    }

    pub fn revoke(&mut self, id: ExceptionId) {
        self.said.retain(|said| !matches!(said, Said::Thrown { id: thrown, .. } if *thrown == id));
    }
}
