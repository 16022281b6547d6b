//! Random writers.

use super::*;

/// A small generator, so that a failing seed can be named.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Whatever writers do, once they stop the session has heard of the final content, and rest is reached.
#[test]
fn the_last_content_always_arrives() {
    for seed in 1..=2_000 {
        let mut random = Random(seed * 0x9E37_79B9);
        let mut hot = hot();
        let mut disk = [Content::Whole(0), Content::Whole(0)];
        let mut heard: [Option<Content>; 2] = [None, None];
        let mut now = Duration::ZERO;
        for step in 0..60 {
            now += ms(random.below(60));
            let file = random.below(2) as usize;
            if step < 40 && random.below(2) == 0 {
                disk[file] = match random.below(4) {
                    0 => Content::Empty,
                    1 => Content::Missing,
                    _ => Content::Whole(random.below(3)),
                };
                let kinds = [Touch::Written, Touch::Changed, Touch::Replaced, Touch::Marked];
                hot.touched(Path::new([A, B][file]), kinds[random.below(4) as usize], now);
            }
            settle(&mut hot, now, &disk, &mut heard, &mut random);
        }
        let mut turns = 0;
        while let Some(deadline) = hot.deadline() {
            now = now.max(deadline);
            settle(&mut hot, now, &disk, &mut heard, &mut Random(u64::MAX));
            turns += 1;
            assert!(turns < 10, "seed {seed}: no rest");
        }
        for file in 0..2 {
            assert!(heard[file].is_none_or(|heard| heard == disk[file]), "seed {seed}: {heard:?} {disk:?}");
        }
    }
}

fn settle(
    hot: &mut Settling,
    now: Moment,
    disk: &[Content; 2],
    heard: &mut [Option<Content>; 2],
    random: &mut Random,
) {
    let index = |path: &PathBuf| usize::from(path == Path::new(B));
    let mut effects = hot.due(now);
    while let Some(effect) = effects.pop() {
        match effect {
            Effect::Restless(_) => {}
            Effect::Read(paths) => {
                let look = |path: PathBuf| {
                    let torn = random.0 != u64::MAX && random.below(5) == 0;
                    let content = if torn { Content::Torn } else { disk[index(&path)] };
                    (path, content, Seen::default())
                };
                let found = paths.into_iter().map(look).collect();
                effects.extend(hot.read(found, now));
            }
            Effect::Saved(paths) => {
                for path in paths {
                    let content = disk[index(&path)];
                    heard[index(&path)] = Some(content);
                    hot.loaded(PROGRAM, &path, content, Seen::default(), now);
                }
            }
        }
    }
}
