//! What the program has running: asked of the engine, told in positions of the original source.

use std::time::Duration;

use super::shell::Shell;
use crate::blame::Clue;
use crate::engine::wire::{RawFrame, RawHandle, RawLedger, RawPlace, ToEngine};
use crate::ids::{Generation, LedgerAsk, VersionId};
use crate::message::{Event, Handle, Ledger, Location};
use crate::report::place_to_show;

impl Shell {
    pub(super) fn ask_ledger(&mut self, ask: LedgerAsk) {
        match &mut self.engine {
            Some(engine) => {
                engine.send(ToEngine::Ledger { ask });
                self.asked.push(ask);
            }
            None => {
                self.emit(Event::Ledger { ask, ledger: Ledger::default() });
                self.flush();
            }
        }
    }

    /// The engine is gone, and what ran in it.
    pub(super) fn engine_has_nothing(&mut self) {
        for ask in std::mem::take(&mut self.asked) {
            self.emit(Event::Ledger { ask, ledger: Ledger::default() });
        }
        self.count_handles(0);
        self.nothing_is_looked_at();
    }

    pub(super) fn count_handles(&mut self, count: u32) {
        if std::mem::replace(&mut self.handles, count) != count {
            self.emit(Event::Handles { count });
        }
    }

    pub(super) fn tell_ledger(&mut self, ask: LedgerAsk, raw: RawLedger) {
        self.asked.retain(|waiting| *waiting != ask);
        let handles = raw.handles.into_iter().map(|handle| self.handle(handle)).collect();
        self.emit(Event::Ledger { ask, ledger: Ledger { handles, held: raw.held } });
        self.flush();
    }

    fn handle(&self, raw: RawHandle) -> Handle {
        let version = raw.owner.and_then(|owner| self.current.get(&owner));
        Handle {
            kind: raw.kind,
            what: raw.what,
            owner: version.and_then(|version| self.maps.get(*version)).map(|version| version.path.clone()),
            place: self.made_at(&raw.place),
            generation: Generation(raw.generation),
            age: milliseconds(raw.age),
            due: raw.due.map(milliseconds),
            keeps_alive: raw.keeps_alive,
        }
    }

    fn made_at(&self, place: &str) -> Option<Location> {
        let mut numbers = place.split(':').map(|number| number.parse::<u32>().ok());
        let (version, line, column) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let name = self.maps.get(VersionId(version))?.script_name();
        let frame = RawFrame { function: String::new(), place: RawPlace::Script { name, line, column } };
        place_to_show(&self.reporter(|reporter| reporter.frames(&[frame], Clue::Called { function: "" })))
    }
}

fn milliseconds(count: f64) -> Duration {
    Duration::try_from_secs_f64(count / 1e3).unwrap_or_default()
}
