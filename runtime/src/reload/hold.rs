//! What holds reloads back: tools by name and for a bounded time, and the debugger's pause. Pure.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::ids::Generation;

/// Nobody holds reloads back for longer: an installation takes minutes.
pub const MAX_HOLD: Duration = Duration::from_secs(15 * 60);

/// A tool that holds reloads back, by the name it gives itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder(pub Arc<str>);

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who holds, and until when at the latest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Holds {
    pub until: BTreeMap<Holder, Duration>,
    /// The front was told that a save waits.
    pub is_told: bool,
}

impl Holds {
    /// Who holds already keeps its first bound, so nobody holds for ever by asking again.
    pub fn begin(&mut self, holder: Holder, until: Duration) {
        self.until.entry(holder).or_insert(until);
    }

    /// Says whether it held.
    pub fn end(&mut self, holder: &Holder) -> bool {
        let held = self.until.remove(holder).is_some();
        self.is_told &= self.is_any();
        held
    }

    /// Ends what lasted too long, and says whose it was.
    pub fn expire(&mut self, now: Duration) -> Vec<Holder> {
        let expired: Vec<Holder> =
            self.until.iter().filter(|(_, until)| **until <= now).map(|(holder, _)| holder.clone()).collect();
        for holder in &expired {
            self.end(holder);
        }
        expired
    }

    pub fn is_any(&self) -> bool {
        !self.until.is_empty()
    }

    pub fn next_end(&self) -> Option<Duration> {
        self.until.values().min().copied()
    }

    pub fn holders(&self) -> Vec<Holder> {
        self.until.keys().cloned().collect()
    }
}

/// The debugger holds the engine in a turn of a generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pause {
    pub generation: Generation,
    pub since: Duration,
    /// The front was told that a plan waits.
    pub is_told: bool,
}
