//! Long random runs in a world with much of everything.

use super::rules::Broken;
use super::world::{Budget, Move, NONE, World};

const STEPS: usize = 100_000;
const SEEDS: [u64; 3] = [1, 0x9E37_79B9_7F4A_7C15, 20_260_801];

fn much() -> Budget {
    Budget {
        saves: 40,
        echoes: 5,
        throws: 10,
        awaits: 5,
        spins: 4,
        stuck: 2,
        holds: 6,
        pauses: 5,
        losses: 2,
        poisons: 1,
        restarts: 3,
        stops: 2,
    }
}

/// Numbers that look random, the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// One world until nothing more can happen; adds what was done to `path`.
fn live(random: &mut Random, path: &mut Vec<Move>) -> Result<(), Broken> {
    let mut world = World::new(much(), &NONE)?;
    loop {
        let moves = world.moves();
        if moves.iter().all(|step| step.is_optional()) {
            world.check_rest()?;
        }
        if moves.is_empty() {
            return Ok(());
        }
        let step = moves[random.below(moves.len())];
        path.push(step);
        world.make(step)?;
        world.check_stale()?;
    }
}

#[test]
fn random_sequences_keep_all_rules() {
    for seed in SEEDS {
        let mut random = Random(seed);
        let mut taken = 0;
        while taken < STEPS {
            let mut path = Vec::new();
            if let Err(broken) = live(&mut random, &mut path) {
                let last = &path[path.len().saturating_sub(40)..];
                let Broken { rule, how } = broken;
                panic!("seed {seed:#x}, after {} steps: {rule:?}: {how}\n{last:?}", taken + path.len());
            }
            taken += path.len();
        }
    }
}
