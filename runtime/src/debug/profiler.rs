//! A profile while it is recorded: samples of the stack become a tree of calls. Pure.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::ids::VersionId;

/// What is sampled beside functions of the program.
pub const ROOT: &str = "(root)";
pub const PROGRAM: &str = "(program)";
pub const IDLE: &str = "(idle)";

/// More samples are thinned out: every second one goes, and from then on fewer are taken.
const MAX_SAMPLES: usize = 500_000;

/// A function that was running. Where in it is not known: between calls the engine does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampled {
    pub version: VersionId,
    /// Where its function begins.
    pub start: (u32, u32),
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RawProfile {
    pub nodes: Vec<RawNode>,
    pub start: u64,
    pub end: u64,
    pub samples: Vec<u32>,
    pub deltas: Vec<u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawNode {
    pub parent: Option<u32>,
    pub function: String,
    /// Version, line and column of the function; `None`: none of the program.
    pub place: Option<(VersionId, u32, u32)>,
    pub hits: u32,
}

#[derive(Debug)]
pub struct Recording {
    profile: RawProfile,
    /// Microseconds between samples.
    interval: u64,
    last: u64,
    children: FxHashMap<(u32, Key), u32>,
}

type Key = Option<(VersionId, (u32, u32))>;

impl Recording {
    /// `now`: microseconds, as in everything that follows.
    pub fn new(now: u64, interval: u32) -> Self {
        let root = RawNode { parent: None, function: ROOT.to_owned(), place: None, hits: 0 };
        let profile = RawProfile { nodes: vec![root], start: now, end: now, ..RawProfile::default() };
        Self { profile, interval: u64::from(interval.max(50)), last: now, children: FxHashMap::default() }
    }

    pub fn is_due(&self, now: u64) -> bool {
        now >= self.last + self.interval
    }

    /// The program is here, innermost frame first; `name` is asked for functions seen for the first time.
    pub fn sample(&mut self, now: u64, frames: &[Sampled], name: impl Fn(usize) -> String) {
        let mut at = 0;
        for (index, frame) in frames.iter().enumerate().rev() {
            let (line, column) = frame.start;
            let place = Some((frame.version, line, column));
            at = self.child(at, Some((frame.version, frame.start)), place, || name(index));
        }
        if frames.is_empty() {
            self.outside(now, PROGRAM);
        } else {
            self.take(now, at);
        }
    }

    /// No code of the program runs.
    pub fn outside(&mut self, now: u64, what: &str) {
        let known = self.profile.nodes.iter().position(|node| node.place.is_none() && node.function == what);
        let at = match known {
            Some(at) => at as u32,
            None => self.add(0, what.to_owned(), None),
        };
        self.take(now, at);
    }

    pub fn finish(mut self, now: u64) -> RawProfile {
        self.profile.end = now;
        self.profile
    }

    fn child(
        &mut self,
        parent: u32,
        key: Key,
        place: Option<(VersionId, u32, u32)>,
        name: impl FnOnce() -> String,
    ) -> u32 {
        match self.children.get(&(parent, key)) {
            Some(child) => *child,
            None => {
                let child = self.add(parent, name(), place);
                self.children.insert((parent, key), child);
                child
            }
        }
    }

    fn add(&mut self, parent: u32, function: String, place: Option<(VersionId, u32, u32)>) -> u32 {
        let node = RawNode { parent: Some(parent), function, place, hits: 0 };
        self.profile.nodes.push(node);
        self.profile.nodes.len() as u32 - 1
    }

    fn take(&mut self, now: u64, node: u32) {
        if self.profile.samples.len() >= MAX_SAMPLES {
            self.thin();
        }
        if let Some(node) = self.profile.nodes.get_mut(node as usize) {
            node.hits += 1;
        }
        self.profile.samples.push(node);
        self.profile.deltas.push(u32::try_from(now.saturating_sub(self.last)).unwrap_or(u32::MAX));
        self.last = now;
    }

    fn thin(&mut self) {
        let deltas = self.profile.deltas.chunks(2).map(|pair| pair.iter().sum());
        self.profile.deltas = deltas.collect();
        self.profile.samples = self.profile.samples.iter().skip(1).step_by(2).copied().collect();
        self.profile.deltas.truncate(self.profile.samples.len());
        self.interval *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(line: u32) -> Sampled {
        Sampled { version: VersionId(1), start: (line, 1) }
    }

    #[test]
    fn samples_become_a_tree_whose_hits_and_times_add_up() {
        let mut recording = Recording::new(1000, 100);
        assert!(!recording.is_due(1099) && recording.is_due(1100));
        let name = |index: usize| format!("f{index}");
        recording.sample(1100, &[function(5), function(1)], name);
        recording.sample(1250, &[function(5), function(1)], name);
        recording.sample(1400, &[function(1)], name);
        recording.outside(1450, IDLE);
        recording.sample(1500, &[], name);
        let profile = recording.finish(1600);
        let names: Vec<_> =
            profile.nodes.iter().map(|node| (node.function.as_str(), node.parent, node.hits)).collect();
        assert_eq!(
            names,
            [
                (ROOT, None, 0),
                ("f1", Some(0), 1),
                ("f0", Some(1), 2),
                (IDLE, Some(0), 1),
                (PROGRAM, Some(0), 1)
            ]
        );
        assert_eq!(profile.samples, [2, 2, 1, 3, 4]);
        assert_eq!(profile.deltas.iter().sum::<u32>(), 500);
    }

    #[test]
    fn a_long_profile_is_thinned_out_and_keeps_its_time() {
        let mut recording = Recording::new(0, 100);
        for now in 1..=MAX_SAMPLES as u64 + 10 {
            recording.outside(now * 100, IDLE);
        }
        assert!(!recording.is_due((MAX_SAMPLES as u64 + 10) * 100 + 199));
        let profile = recording.finish(0);
        assert_eq!(profile.samples.len(), MAX_SAMPLES / 2 + 10);
        assert_eq!(profile.samples.len(), profile.deltas.len());
        assert_eq!(
            profile.deltas.iter().map(|it| u64::from(*it)).sum::<u64>(),
            (MAX_SAMPLES as u64 + 10) * 100
        );
    }
}
