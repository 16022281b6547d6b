//! What clients want together: when the program stops, and what is skipped.

use super::{Client, Debugger, Loaded};
use crate::debug::message::{ExceptionConditions, ExceptionMode, ScriptId};
use crate::debug::wire::{Modes, ToDebug};
use crate::position::LineColumn;

impl Debugger {
    pub(super) fn send_modes(&mut self) {
        let modes = self.modes();
        self.ask_engine(ToDebug::Modes(modes));
        self.send_blackbox();
    }

    /// What all clients together want.
    fn modes(&self) -> Modes {
        let all = || self.clients.values();
        let wants = |client: &Client, mode: ExceptionMode| {
            client.exceptions == mode || client.exceptions == ExceptionMode::All
        };
        let has = |mode: ExceptionMode| all().any(|client| wants(client, mode));
        // A client without a condition wants each.
        let conditions = |mode: ExceptionMode, of: fn(&Client) -> &Vec<String>| {
            let lists: Vec<_> = all().filter(|client| wants(client, mode)).map(of).collect();
            if lists.iter().any(|list| list.is_empty()) {
                return Vec::new();
            }
            lists.into_iter().flatten().cloned().collect()
        };
        Modes {
            exceptions: match (has(ExceptionMode::Caught), has(ExceptionMode::Uncaught)) {
                (true, true) => ExceptionMode::All,
                (true, false) => ExceptionMode::Caught,
                (false, true) => ExceptionMode::Uncaught,
                (false, false) => ExceptionMode::None,
            },
            conditions: ExceptionConditions {
                caught: conditions(ExceptionMode::Caught, |client| &client.conditions.caught),
                uncaught: conditions(ExceptionMode::Uncaught, |client| &client.conditions.uncaught),
            },
            breakpoints_active: all().any(|client| client.breakpoints_active),
            skips_pauses: all().any(|client| client.skips_pauses),
            async_depth: all().map(|client| client.async_depth).max().unwrap_or(0),
        }
    }

    /// What every client skips.
    pub(super) fn send_blackbox(&mut self) {
        let all = || self.clients.values();
        let versions = self.scripts().filter(|it| all().all(|client| client.hides(it)));
        let versions: Vec<ScriptId> = versions.map(Loaded::id).collect();
        let mut probes = Vec::new();
        for loaded in self.scripts().filter(|it| !versions.contains(&it.id())) {
            let id = loaded.id();
            if !all().any(|client| client.blackboxed_ranges.contains_key(&id)) {
                continue;
            }
            let hides = |position| all().all(|it| it.hides(loaded) || it.hides_place(id, position));
            let (lines, text) = (&loaded.places().lines, &loaded.version.source);
            let numbered = (0..).zip(&loaded.version.probes);
            let hidden = numbered.filter(|(_, it)| hides(lines.position(text, it.range.start as usize)));
            probes.extend(hidden.map(|(probe, _)| (id, probe)));
        }
        self.ask_engine(ToDebug::Blackbox { versions, probes });
    }
}

impl Client {
    fn hides(&self, loaded: &Loaded) -> bool {
        self.blackbox_anonymous && loaded.url.is_empty()
            || self.blackbox.iter().any(|it| it.find(&loaded.url).is_some())
    }

    /// An odd number of changes before a place: it is skipped.
    fn hides_place(&self, script: ScriptId, position: LineColumn) -> bool {
        let changes = self.blackboxed_ranges.get(&script);
        changes.is_some_and(|changes| changes.partition_point(|at| *at <= position) % 2 == 1)
    }
}
