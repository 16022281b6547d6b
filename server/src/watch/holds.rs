//! Who holds watching back: tools by name, each as often as it asked, and for a bounded time. Pure.

use std::collections::BTreeMap;

use runtime::message::Holder;

use super::fact::Moment;

#[derive(Debug, Default)]
pub struct Holds {
    held: BTreeMap<Holder, Hold>,
}

#[derive(Clone, Copy, Debug)]
struct Hold {
    /// Asked and not released; the same tool may be called by itself.
    times: u32,
    until: Moment,
}

impl Holds {
    /// Says whether it is new. Who holds already keeps its first bound, so nobody holds for ever by
    /// asking again.
    pub fn begin(&mut self, holder: Holder, until: Moment) -> bool {
        let hold = self.held.entry(holder).or_insert(Hold { times: 0, until });
        hold.times += 1;
        hold.times == 1
    }

    /// Says whether it held and does so no more.
    pub fn end(&mut self, holder: &Holder) -> bool {
        let Some(hold) = self.held.get_mut(holder) else { return false };
        hold.times -= 1;
        hold.times == 0 && self.held.remove(holder).is_some()
    }

    /// Ends what lasted too long, and says whose it was.
    pub fn expire(&mut self, now: Moment) -> Vec<Holder> {
        self.held.extract_if(.., |_, hold| hold.until <= now).map(|(holder, _)| holder).collect()
    }

    pub fn is_any(&self) -> bool {
        !self.held.is_empty()
    }

    pub fn is_holding(&self, holder: &Holder) -> bool {
        self.held.contains_key(holder)
    }

    pub fn next_end(&self) -> Option<Moment> {
        self.held.values().map(|hold| hold.until).min()
    }
}
