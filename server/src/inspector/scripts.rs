//! The scripts of a program, as its debug core told of them (pure).

use runtime::debug::message::{Script, ScriptId};
use rustc_hash::FxHashMap;

#[derive(Debug, Default)]
pub struct Scripts {
    list: Vec<Script>,
    /// Where in `list`.
    places: FxHashMap<ScriptId, usize>,
}

impl Scripts {
    /// A script that is already known is told anew to those who join; it stays where it was.
    pub fn add(&mut self, script: Script) {
        let next = self.list.len();
        let place = *self.places.entry(script.id).or_insert(next);
        match self.list.get_mut(place) {
            Some(known) => *known = script,
            None => self.list.push(script),
        }
    }

    /// In the order in which they came.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Script> {
        self.list.iter()
    }

    pub fn get(&self, id: ScriptId) -> Option<&Script> {
        self.places.get(&id).and_then(|place| self.list.get(*place))
    }

    /// All of them; none is left.
    pub fn take(&mut self) -> Vec<Script> {
        self.places.clear();
        std::mem::take(&mut self.list)
    }
}
