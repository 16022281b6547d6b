//! Rows of the touch-to-save table, then random sequences.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{
    AT_MOST, CONFIRM, Content, Effect, GRACE, HOLD, Moment, OPEN, OPEN_AT_MOST, ProgramId, QUIET,
    QUIET_REPLACED, QUIET_STORM, QUIET_TOLD, STORM, STORM_AT_MOST, Seen, Settling, Touch,
};
use crate::watch::fact::Stamp;

const PROGRAM: ProgramId = ProgramId(1);

const A: &str = "/p/a.ts";
const B: &str = "/p/b.ts";

fn ms(milliseconds: u64) -> Moment {
    Duration::from_millis(milliseconds)
}

fn hot() -> Settling {
    let mut hot = Settling::default();
    for path in [A, B] {
        assert!(hot.follow(Path::new(path)));
        hot.loaded(PROGRAM, Path::new(path), Content::Whole(0), Seen::default(), ms(0));
    }
    hot
}

fn touch(hot: &mut Settling, path: &str, at: u64) {
    hot.touched(Path::new(path), Touch::Changed, ms(at));
}

fn read(paths: &[&str]) -> Vec<Effect> {
    vec![Effect::Read(paths.iter().map(PathBuf::from).collect())]
}

fn saved(paths: &[&str]) -> Vec<Effect> {
    vec![Effect::Saved(paths.iter().map(PathBuf::from).collect())]
}

fn found(hot: &mut Settling, at: u64, found: &[(&str, Content)]) -> Vec<Effect> {
    hot.read(
        found.iter().map(|(path, content)| (PathBuf::from(path), *content, Seen::default())).collect(),
        ms(at),
    )
}

/// A save that nothing disturbs.
fn accept(hot: &mut Settling, path: &str, at: u64, hash: u64) {
    touch(hot, path, at);
    assert_eq!(hot.due(ms(at + 20)), read(&[path]));
    assert_eq!(found(hot, at + 20, &[(path, Content::Whole(hash))]), saved(&[path]));
}

#[test]
fn a_save_counts_when_it_has_been_quiet() {
    let mut hot = hot();
    touch(&mut hot, A, 0);
    assert_eq!(hot.deadline(), Some(QUIET));
    assert_eq!(hot.due(ms(19)), []);
    assert_eq!(hot.due(ms(20)), read(&[A]));
    assert_eq!(found(&mut hot, 21, &[(A, Content::Whole(1))]), saved(&[A]));
    assert_eq!(hot.deadline(), None);
}

#[test]
fn a_storm_is_looked_at_after_a_while() {
    let mut hot = hot();
    for at in (0..=190).step_by(10) {
        touch(&mut hot, A, at);
        assert_eq!(hot.due(ms(at)), []);
    }
    assert_eq!(hot.deadline(), Some(AT_MOST));
    assert_eq!(hot.due(ms(200)), read(&[A]));
}

fn touch_as(hot: &mut Settling, path: &str, touch: Touch, at: u64) {
    hot.touched(Path::new(path), touch, ms(at));
}

#[test]
fn a_file_that_is_written_in_pieces_is_one_save_when_it_is_closed() {
    let mut hot = hot();
    for at in (0..=300).step_by(30) {
        touch_as(&mut hot, A, Touch::Written, at);
        assert_eq!(hot.due(ms(at + 29)), [], "at {at}");
    }
    touch(&mut hot, A, 310);
    assert_eq!(hot.due(ms(329)), []);
    assert_eq!(hot.due(ms(330)), read(&[A]));
    assert_eq!(found(&mut hot, 330, &[(A, Content::Whole(1))]), saved(&[A]));
    assert_eq!(hot.deadline(), None);
}

#[test]
fn a_new_date_does_not_end_a_writers_work_and_a_rename_does() {
    for (touched, deadline) in [(Touch::Marked, ms(500)), (Touch::Replaced, ms(10) + QUIET_REPLACED)] {
        let mut hot = hot();
        touch_as(&mut hot, A, Touch::Written, 0);
        touch_as(&mut hot, A, touched, 10);
        assert_eq!(hot.deadline(), Some(deadline), "{touched:?}");
    }
}

#[test]
fn a_file_renamed_into_place_counts_at_once_unless_others_change_with_it() {
    let mut hot = hot();
    touch_as(&mut hot, A, Touch::Replaced, 0);
    assert_eq!(hot.due(QUIET_REPLACED), read(&[A]));
    assert_eq!(found(&mut hot, 2, &[(A, Content::Whole(1))]), saved(&[A]));
    touch(&mut hot, B, 100);
    touch_as(&mut hot, A, Touch::Replaced, 101);
    assert_eq!(hot.due(ms(103)), []);
    assert_eq!(hot.due(ms(120)), read(&[A, B]));
}

#[test]
fn what_is_written_to_again_is_not_handed_on_with_the_others() {
    let mut hot = hot();
    touch(&mut hot, A, 0);
    touch(&mut hot, B, 0);
    assert_eq!(hot.due(ms(20)), read(&[A, B]));
    touch_as(&mut hot, B, Touch::Written, 20);
    assert_eq!(found(&mut hot, 20, &[(A, Content::Whole(1)), (B, Content::Whole(1))]), []);
    touch_as(&mut hot, B, Touch::Written, 400);
    assert_eq!(hot.due(HOLD), saved(&[A]));
    touch(&mut hot, B, 600);
    assert_eq!(hot.due(ms(620)), read(&[B]));
    assert_eq!(found(&mut hot, 620, &[(B, Content::Whole(2))]), saved(&[B]));
}

#[test]
fn a_writer_that_pauses_is_waited_for_for_so_long_and_no_longer() {
    let mut hot = hot();
    touch_as(&mut hot, A, Touch::Written, 0);
    assert_eq!(hot.deadline(), Some(OPEN));
    assert_eq!(hot.due(OPEN), read(&[A]));
    assert_eq!(hot.read(vec![(A.into(), Content::Whole(1), Seen::default())], OPEN), saved(&[A]));
}

#[test]
fn a_writer_that_never_stops_is_reported_once_and_its_text_is_not_guessed() {
    let mut hot = hot();
    hot.loaded(PROGRAM, Path::new(A), Content::Whole(7), Seen::default(), ms(0));
    let mut told = Vec::new();
    let mut now = ms(0);
    while now < OPEN_AT_MOST * 2 {
        touch_as(&mut hot, A, Touch::Written, now.as_millis() as u64);
        told.extend(hot.due(now));
        now += ms(100);
    }
    assert_eq!(told, [Effect::Restless(A.into()), Effect::Saved(vec![A.into()])]);
    // It stands still at last: that is news even if the text is the one from before.
    let quiet = hot.deadline().expect("it is waited for");
    assert_eq!(hot.due(quiet), read(&[A]));
    assert_eq!(found(&mut hot, quiet.as_millis() as u64, &[(A, Content::Whole(7))]), saved(&[A]));
    assert_eq!(hot.deadline(), None);
}

#[test]
fn a_file_that_is_always_torn_is_asked_for_less_and_less_and_then_reported() {
    let mut hot = hot();
    touch(&mut hot, A, 0);
    let (mut now, mut pauses, mut told) = (ms(0), Vec::new(), Vec::new());
    while told.is_empty() {
        let next = hot.deadline().expect("it is asked for again");
        pauses.push(next - now);
        now = next;
        match hot.due(now).as_slice() {
            [Effect::Read(_)] => {
                assert_eq!(hot.read(vec![(A.into(), Content::Torn, Seen::default())], now), []);
            }
            other => told.extend_from_slice(other),
        }
        assert!(now < OPEN_AT_MOST * 2);
    }
    assert_eq!(told[0], Effect::Restless(A.into()));
    assert_eq!(pauses[..4], [ms(20), ms(20), ms(40), ms(80)]);
    assert!(pauses.len() < 50, "{} attempts", pauses.len());
}

#[test]
fn where_nobody_says_that_a_writer_is_done_a_text_counts_when_it_was_found_twice() {
    let mut hot = hot();
    touch_as(&mut hot, A, Touch::Told, 0);
    assert_eq!(hot.due(QUIET_TOLD), read(&[A]));
    assert_eq!(found(&mut hot, 100, &[(A, Content::Whole(1))]), []);
    assert_eq!(hot.due(QUIET_TOLD + CONFIRM), read(&[A]));
    assert_eq!(found(&mut hot, 150, &[(A, Content::Whole(2))]), [], "it went on");
    assert_eq!(hot.due(ms(200)), read(&[A]));
    assert_eq!(found(&mut hot, 200, &[(A, Content::Whole(2))]), saved(&[A]));
    assert_eq!(hot.deadline(), None);
}

#[test]
fn many_files_at_once_are_one_batch_however_they_pause() {
    let mut hot = Settling::default();
    let paths: Vec<String> = (0..1000).map(|n| format!("/p/{n:04}.ts")).collect();
    paths.iter().for_each(|path| assert!(hot.follow(Path::new(path))));
    let mut now = ms(0);
    for (n, path) in paths.iter().enumerate() {
        touch_as(&mut hot, path, Touch::Changed, now.as_millis() as u64);
        now += if n > STORM && n % 100 == 0 { QUIET_STORM - ms(1) } else { ms(1) };
        assert_eq!(hot.due(now), [], "at {now:?}");
    }
    let quiet = hot.deadline().expect("it ends");
    let [Effect::Read(asked)] = &hot.due(quiet)[..] else { panic!("nothing is read") };
    assert_eq!(asked.len(), 1000);
    let all = asked.iter().map(|path| (path.clone(), Content::Whole(1), Seen::default())).collect();
    let [Effect::Saved(all)] = &hot.read(all, quiet)[..] else { panic!("nothing is saved") };
    assert_eq!(all.len(), 1000);
}

#[test]
fn a_storm_without_end_is_looked_at_all_the_same() {
    let mut hot = Settling::default();
    let paths: Vec<String> = (0..100).map(|n| format!("/p/{n:04}.ts")).collect();
    paths.iter().for_each(|path| assert!(hot.follow(Path::new(path))));
    let mut now = ms(0);
    while hot.due(now).is_empty() {
        for path in &paths {
            touch_as(&mut hot, path, Touch::Changed, now.as_millis() as u64);
        }
        now += ms(50);
        assert!(now <= STORM_AT_MOST + ms(50));
    }
}

#[test]
fn what_is_open_in_the_editor_is_not_looked_at_until_it_is_closed() {
    let mut hot = hot();
    hot.loaded(PROGRAM, Path::new(A), Content::Whole(1), Seen::default(), ms(0));
    touch(&mut hot, A, 0);
    hot.opened([PathBuf::from(A)]);
    touch(&mut hot, A, 1);
    assert_eq!(hot.due(ms(500)), []);
    hot.closed([PathBuf::from(A)], ms(600));
    assert_eq!(hot.due(ms(620)), read(&[A]));
    assert_eq!(found(&mut hot, 620, &[(A, Content::Whole(2))]), saved(&[A]));
}

#[test]
fn a_look_at_all_files_touches_those_that_are_not_as_they_were() {
    let mut hot = hot();
    let stamp = |length| Stamp { length, ..Stamp::default() };
    let seen = |length, is_fresh| Seen { stamp: Some(stamp(length)), is_fresh };
    let scan = |hot: &mut Settling, a: Seen, b: Seen, at: u64| {
        hot.scanned([(A.into(), a, Touch::Changed), (B.into(), b, Touch::Changed)], ms(at));
        hot.due(ms(at + 20))
    };
    hot.loaded(PROGRAM, Path::new(A), Content::Whole(1), seen(1, false), ms(0));
    hot.loaded(PROGRAM, Path::new(B), Content::Whole(2), seen(2, true), ms(0));
    // What was written just before it was read may have been written again since.
    assert_eq!(scan(&mut hot, seen(1, false), seen(2, false), 0), read(&[B]));
    assert_eq!(hot.read(vec![(B.into(), Content::Whole(2), seen(2, false))], ms(20)), []);
    assert_eq!(scan(&mut hot, seen(1, false), seen(2, false), 100), []);
    assert_eq!(scan(&mut hot, Seen::default(), seen(3, false), 200), read(&[A, B]));
}

#[test]
fn a_program_that_writes_what_it_reads_comes_to_rest() {
    let mut hot = hot();
    for turn in 0..5 {
        // Every run writes the same text into its own input.
        let at = turn * 100;
        hot.loaded(PROGRAM, Path::new(A), Content::Whole(1), Seen::default(), ms(at));
        touch(&mut hot, A, at + 1);
        assert_eq!(hot.due(ms(at + 21)), read(&[A]));
        assert_eq!(found(&mut hot, at + 21, &[(A, Content::Whole(1))]), []);
        assert_eq!(hot.deadline(), None);
    }
}

#[test]
fn what_one_of_two_programs_has_read_already_is_news_to_the_other() {
    let mut hot = hot();
    hot.loaded(PROGRAM, Path::new(A), Content::Whole(2), Seen::default(), ms(0));
    hot.loaded(ProgramId(2), Path::new(A), Content::Whole(1), Seen::default(), ms(0));
    touch(&mut hot, A, 1);
    assert_eq!(hot.due(ms(21)), read(&[A]));
    assert_eq!(found(&mut hot, 21, &[(A, Content::Whole(2))]), saved(&[A]));
    assert_eq!(hot.readers(Path::new(A)).count(), 2);
}

#[test]
fn equal_content_is_no_change() {
    let mut hot = hot();
    accept(&mut hot, A, 0, 1);
    touch(&mut hot, A, 100);
    assert_eq!(hot.due(ms(120)), read(&[A]));
    assert_eq!(found(&mut hot, 120, &[(A, Content::Whole(1))]), []);
    assert_eq!(hot.deadline(), None);
}

#[test]
fn files_of_others_are_no_news() {
    let mut hot = hot();
    touch(&mut hot, "/p/other.ts", 0);
    assert_eq!(hot.deadline(), None);
}

#[test]
fn a_torn_file_is_read_again() {
    let mut hot = hot();
    touch(&mut hot, A, 0);
    assert_eq!(hot.due(ms(20)), read(&[A]));
    assert_eq!(found(&mut hot, 20, &[(A, Content::Torn)]), []);
    assert_eq!(hot.due(ms(39)), []);
    assert_eq!(hot.due(ms(40)), read(&[A]));
    assert_eq!(found(&mut hot, 40, &[(A, Content::Whole(1))]), saved(&[A]));
}

#[test]
fn truncate_then_write_is_one_save_without_an_empty_file() {
    let mut hot = hot();
    touch(&mut hot, A, 0);
    assert_eq!(hot.due(ms(20)), read(&[A]));
    assert_eq!(found(&mut hot, 20, &[(A, Content::Empty)]), []);
    touch(&mut hot, A, 100);
    assert_eq!(hot.due(ms(120)), read(&[A]));
    assert_eq!(found(&mut hot, 120, &[(A, Content::Whole(2))]), saved(&[A]));
}

#[test]
fn a_file_emptied_on_purpose_counts_after_the_grace() {
    for content in [Content::Empty, Content::Missing] {
        let mut hot = hot();
        touch(&mut hot, A, 0);
        assert_eq!(hot.due(ms(20)), read(&[A]));
        assert_eq!(found(&mut hot, 20, &[(A, content)]), []);
        assert_eq!(hot.deadline(), Some(ms(20) + GRACE));
        assert_eq!(hot.due(ms(269)), []);
        assert_eq!(hot.due(ms(270)), read(&[A]));
        assert_eq!(found(&mut hot, 270, &[(A, content)]), saved(&[A]));
        assert_eq!(hot.deadline(), None);
    }
}

#[test]
fn touches_do_not_lengthen_the_grace() {
    let mut hot = hot();
    touch(&mut hot, A, 0);
    assert_eq!(hot.due(ms(20)), read(&[A]));
    assert_eq!(found(&mut hot, 20, &[(A, Content::Missing)]), []);
    touch(&mut hot, A, 260);
    assert_eq!(hot.due(ms(280)), read(&[A]));
    assert_eq!(found(&mut hot, 280, &[(A, Content::Missing)]), saved(&[A]));
}

#[test]
fn a_file_that_comes_back_as_it_was_after_the_grace_is_a_change() {
    let mut hot = hot();
    accept(&mut hot, A, 0, 1);
    touch(&mut hot, A, 100);
    assert_eq!(hot.due(ms(120)), read(&[A]));
    assert_eq!(found(&mut hot, 120, &[(A, Content::Missing)]), []);
    assert_eq!(hot.due(ms(370)), read(&[A]));
    assert_eq!(found(&mut hot, 370, &[(A, Content::Missing)]), saved(&[A]));
    accept(&mut hot, A, 500, 1);
}

#[test]
fn files_that_change_together_are_one_save() {
    let mut hot = hot();
    touch(&mut hot, A, 0);
    touch(&mut hot, B, 5);
    assert_eq!(hot.due(ms(25)), read(&[A, B]));
    assert_eq!(found(&mut hot, 25, &[(A, Content::Whole(1)), (B, Content::Missing)]), []);
    touch(&mut hot, B, 60);
    assert_eq!(hot.due(ms(80)), read(&[B]));
    assert_eq!(found(&mut hot, 80, &[(B, Content::Whole(2))]), saved(&[A, B]));
}

#[test]
fn a_file_that_never_stands_still_does_not_hold_the_others_for_ever() {
    let mut hot = hot();
    touch(&mut hot, A, 0);
    touch(&mut hot, B, 0);
    assert_eq!(hot.due(ms(20)), read(&[A, B]));
    let mut effects = found(&mut hot, 20, &[(A, Content::Whole(1)), (B, Content::Torn)]);
    let mut now = ms(20);
    while effects.is_empty() {
        now = hot.deadline().expect("something is pending");
        assert!(now <= HOLD, "held until {now:?}");
        effects = match hot.due(now).as_slice() {
            [Effect::Read(_)] => hot.read(vec![(PathBuf::from(B), Content::Torn, Seen::default())], now),
            other => other.to_vec(),
        };
    }
    assert_eq!(effects, saved(&[A]));
    assert!(hot.deadline().is_some_and(|deadline| deadline > now));
}

#[test]
fn undone_before_it_was_handed_on_is_no_change() {
    let mut hot = hot();
    accept(&mut hot, A, 0, 1);
    touch(&mut hot, A, 100);
    touch(&mut hot, B, 100);
    assert_eq!(hot.due(ms(120)), read(&[A, B]));
    assert_eq!(found(&mut hot, 120, &[(A, Content::Whole(2)), (B, Content::Missing)]), []);
    touch(&mut hot, A, 150);
    touch(&mut hot, B, 150);
    assert_eq!(hot.due(ms(170)), read(&[A, B]));
    assert_eq!(found(&mut hot, 170, &[(A, Content::Whole(1)), (B, Content::Whole(7))]), saved(&[B]));
}

#[test]
fn what_the_session_has_read_already_is_no_change() {
    let mut hot = hot();
    hot.loaded(PROGRAM, Path::new(A), Content::Whole(1), Seen::default(), ms(0));
    touch(&mut hot, A, 1);
    assert_eq!(hot.due(ms(21)), read(&[A]));
    assert_eq!(found(&mut hot, 21, &[(A, Content::Whole(1))]), []);
}

#[test]
fn a_session_that_read_something_else_is_told_again() {
    let mut hot = hot();
    accept(&mut hot, A, 0, 1);
    // Written and put back between our look and the session's.
    hot.loaded(PROGRAM, Path::new(A), Content::Whole(2), Seen::default(), ms(30));
    assert_eq!(hot.due(ms(50)), read(&[A]));
    assert_eq!(found(&mut hot, 50, &[(A, Content::Whole(1))]), saved(&[A]));
}

#[test]
fn a_directory_that_comes_back_touches_what_was_in_it() {
    let mut hot = hot();
    hot.follow(Path::new("/q/c.ts"));
    hot.touched_under(Path::new("/p"), Touch::Changed, ms(0));
    assert_eq!(hot.due(ms(20)), read(&[A, B]));
}

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
