//! Which probes stand armed, as the prelude is told: random stories, and what is left when all have gone.

use std::collections::BTreeMap;

use super::*;
use crate::debug::wire::{Stop, ToDebug};

/// Numbers that look random, the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32 % bound
    }

    fn flag(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// What the prelude keeps: which probes of a version stop, and whether all do.
#[derive(Debug, Default, PartialEq)]
struct Probes {
    stops: BTreeMap<VersionId, Vec<u32>>,
    everywhere: bool,
}

impl Probes {
    /// As `Agent::arm` tells it.
    fn arm(&mut self, stops: &mut Stops) {
        let (everywhere, changed) = stops.armed();
        for version in changed {
            let mut probes = stops.probes_of(version);
            probes.sort_unstable();
            probes.dedup();
            if probes.is_empty() {
                self.stops.remove(&version);
            } else {
                self.stops.insert(version, probes);
            }
        }
        self.everywhere = everywhere;
    }
}

fn message(random: &mut Random) -> ToDebug {
    let version = VersionId(random.below(4));
    match random.below(8) {
        0 | 1 => ToDebug::Script(DebugScript {
            version,
            code: "".into(),
            imports: Vec::new(),
            debuggers: (0..random.below(3)).map(|_| random.below(20)).collect(),
            returns: Vec::new(),
        }),
        2 | 3 => {
            let stop = |random: &mut Random| Stop { probe: random.below(20), breakpoints: Vec::new() };
            ToDebug::Bind { version, stops: (0..random.below(3)).map(|_| stop(random)).collect() }
        }
        4 => ToDebug::ForgetScript(version),
        5 => ToDebug::Modes(Modes { breakpoints_active: random.flag(), ..Modes::default() }),
        6 => ToDebug::Pause { at_start: random.flag() },
        _ => ToDebug::Rule { id: BreakpointId(1), rule: Rule { condition: None, hits: None, log: None } },
    }
}

#[test]
fn after_the_last_debugger_has_left_every_probe_is_as_before() {
    for seed in 0..500 {
        let (mut random, mut stops, mut probes) = (Random(seed), Stops::default(), Probes::default());
        for _ in 0..random.below(40) {
            match random.below(6) {
                0 => stops.stopped(),
                1 => {
                    let how = Go::To { version: VersionId(random.below(4)), probe: 3, in_frame: false };
                    stops.go(&how, None, Vec::new());
                }
                _ => stops.learn(message(&mut random)),
            }
            // Some of it is told only later.
            if random.flag() {
                probes.arm(&mut stops);
            }
        }
        stops.forget();
        probes.arm(&mut stops);
        assert_eq!(probes, Probes::default(), "seed {seed}");
    }
}

#[test]
fn what_is_told_is_what_is_armed() {
    for seed in 0..500 {
        let (mut random, mut stops, mut probes) = (Random(seed), Stops::default(), Probes::default());
        for step in 0..40 {
            stops.learn(message(&mut random));
            probes.arm(&mut stops);
            for version in (0..4).map(VersionId) {
                let mut wanted = stops.probes_of(version);
                wanted.sort_unstable();
                wanted.dedup();
                let armed = probes.stops.get(&version).cloned().unwrap_or_default();
                assert_eq!(armed, wanted, "seed {seed}, step {step}, {version:?}");
            }
        }
    }
}
