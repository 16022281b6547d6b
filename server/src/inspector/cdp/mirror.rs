//! What the program is, as its debug core last told it: for clients that ask later (pure).

use std::collections::VecDeque;

use runtime::debug::message::*;
use rustc_hash::FxHashMap;

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
    scripts: Vec<Script>,
    /// Where in `scripts`.
    places: FxHashMap<ScriptId, usize>,
    pub pause: Option<Box<Pause>>,
    pub said: VecDeque<Said>,
}

impl Mirror {
    pub fn clear_contexts(&mut self) {
        self.context = None;
        self.scripts.clear();
        self.places.clear();
        self.said.clear();
    }

    /// A script that is already known is told anew to those who join; it stays where it was.
    pub fn add_script(&mut self, script: Script) {
        let next = self.scripts.len();
        let place = *self.places.entry(script.id).or_insert(next);
        match self.scripts.get_mut(place) {
            Some(known) => *known = script,
            None => self.scripts.push(script),
        }
    }

    /// In the order in which they came.
    pub fn scripts(&self) -> impl Iterator<Item = &Script> {
        self.scripts.iter()
    }

    pub fn script(&self, id: ScriptId) -> Option<&Script> {
        self.places.get(&id).and_then(|place| self.scripts.get(*place))
    }

    /// Empty for a script that is not known.
    pub fn url(&self, id: ScriptId) -> &str {
        self.script(id).map_or("", |script| &script.url)
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
