//! Stories of holds, releases and git; then random ones.

use std::path::{Path, PathBuf};

use super::*;
use crate::watch::fact::Stamp;

const A: &str = "/p/a.ts";
const PROGRAM: ProgramId = ProgramId(1);
const LONG: Duration = Duration::from_secs(30);

fn ms(milliseconds: u64) -> Moment {
    Duration::from_millis(milliseconds)
}

fn seen(length: u64) -> Seen {
    Seen { stamp: Some(Stamp { length, ..Stamp::default() }), is_fresh: false }
}

fn started() -> State {
    let mut state = State::default();
    let read = Event::Read { program: PROGRAM, path: A.into(), content: Content::Whole(1), seen: seen(1) };
    assert_eq!(state.step(ms(0), read), [Effect::Follow(vec![A.into()])]);
    let decided = Event::Decided { program: PROGRAM, module: A.into(), by: LookedAt::default() };
    assert_eq!(state.step(ms(0), decided), []);
    state
}

fn hold(name: &str) -> Event {
    Event::Hold { holder: Holder(name.into()), at_most: LONG }
}

fn release(name: &str) -> Event {
    Event::Release { holder: Holder(name.into()) }
}

fn held(name: &str, at_most: Duration) -> Effect {
    Effect::Held { holder: Holder(name.into()), at_most }
}

fn released(name: &str, end: End, saved: &[&str]) -> Effect {
    let saved = saved.iter().map(PathBuf::from).collect();
    Effect::Released { ended: vec![(Holder(name.into()), end)], saved }
}

fn touched() -> Event {
    Event::Touched(A.into(), Touch::Changed)
}

fn scanned(length: u64) -> Event {
    Event::Scanned(vec![(A.into(), seen(length), Touch::Changed)])
}

fn found(content: Content, length: u64) -> Event {
    Event::Found(vec![(A.into(), content, seen(length))])
}

fn locks(is_locked: bool) -> Event {
    Event::Locks { is_locked, is_rebase: false }
}

#[test]
fn a_hold_pauses_and_the_release_tells_once_what_changed() {
    let mut state = started();
    assert_eq!(state.step(ms(0), hold("npm")), [Effect::Pause, held("npm", LONG)]);
    for at in 0..10 {
        assert_eq!(state.step(ms(at), touched()), []);
    }
    assert_eq!(state.deadline(), Some(LONG));
    assert_eq!(state.step(ms(10), release("npm")), [Effect::Resume]);
    assert_eq!(state.step(ms(10), scanned(2)), []);
    let read = Effect::Read(vec![A.into()]);
    assert_eq!(state.step(ms(30), Event::TimePassed), [read]);
    let told = state.step(ms(30), found(Content::Whole(2), 2));
    assert_eq!(told, [released("npm", End::Released, &[A])]);
    assert_eq!(state.deadline(), None);
}

#[test]
fn a_hold_under_which_nothing_changed_is_answered_at_once() {
    let mut state = started();
    state.step(ms(0), hold("npm"));
    assert_eq!(state.step(ms(10), release("npm")), [Effect::Resume]);
    assert_eq!(state.step(ms(10), scanned(1)), [released("npm", End::Released, &[])]);
}

#[test]
fn only_the_last_of_several_holders_resumes() {
    let mut state = started();
    state.step(ms(0), hold("npm"));
    assert_eq!(state.step(ms(1), hold("git")), [held("git", LONG)]);
    assert_eq!(state.step(ms(2), hold("npm")), [], "it holds already");
    assert_eq!(state.step(ms(3), release("npm")), [released("npm", End::Nested, &[])]);
    assert_eq!(state.step(ms(4), release("npm")), [released("npm", End::Released, &[])]);
    assert_eq!(state.step(ms(5), release("npm")), [released("npm", End::Released, &[])], "it does not hold");
    assert_eq!(state.step(ms(6), release("git")), [Effect::Resume]);
}

#[test]
fn who_holds_for_too_long_is_told_and_watching_goes_on() {
    let mut state = started();
    state.step(ms(0), hold("npm"));
    assert_eq!(state.step(LONG, Event::TimePassed), [Effect::Resume]);
    assert_eq!(state.step(LONG, scanned(1)), [released("npm", End::Expired, &[])]);
}

#[test]
fn a_hold_that_begins_while_a_release_looks_answers_the_release_and_loses_nothing() {
    let mut state = started();
    state.step(ms(0), hold("npm"));
    state.step(ms(1), release("npm"));
    state.step(ms(1), scanned(2));
    let effects = state.step(ms(2), hold("git"));
    assert_eq!(effects, [released("npm", End::Released, &[]), Effect::Pause, held("git", LONG)]);
    assert_eq!(state.step(ms(3), release("git")), [Effect::Resume]);
    state.step(ms(3), scanned(2));
    state.step(ms(23), Event::TimePassed);
    assert_eq!(state.step(ms(23), found(Content::Whole(2), 2)), [released("git", End::Released, &[A])]);
}

#[test]
fn a_release_does_not_wait_for_a_file_that_is_written_without_end() {
    let mut state = started();
    state.step(ms(0), hold("npm"));
    state.step(ms(0), release("npm"));
    state.step(ms(0), scanned(2));
    let mut now = ms(0);
    loop {
        now += ms(50);
        let mut effects = state.step(now, Event::Touched(A.into(), Touch::Written));
        effects.extend(state.step(now, Event::TimePassed));
        if effects == [released("npm", End::Released, &[])] {
            break;
        }
        assert!(now <= RELEASE_AT_MOST, "{effects:?}");
    }
    assert!(now >= RELEASE_AT_MOST);
}

#[test]
fn gits_lock_is_looked_for_before_anything_is_read_and_until_it_is_quiet() {
    let mut state = started();
    assert!(!state.asks_for_locks(ms(0)), "nothing was touched");
    state.step(ms(0), touched());
    assert!(state.asks_for_locks(ms(20)));
    assert_eq!(state.step(ms(20), locks(true)), [Effect::Pause, held(GIT, GIT_AT_MOST)]);
    let mut now = ms(20);
    for _ in 0..10 {
        now = state.deadline().expect("it is looked for again");
        assert_eq!(state.step(now, Event::TimePassed), [Effect::LookForLocks]);
        assert_eq!(state.step(now, locks(true)), []);
    }
    let gone = now;
    let mut effects = Vec::new();
    while effects.is_empty() {
        now = state.deadline().expect("it is looked for again");
        state.step(now, Event::TimePassed);
        effects = state.step(now, locks(false));
    }
    assert_eq!(effects, [Effect::Resume]);
    assert!(now >= gone + GIT_QUIET && now < gone + GIT_QUIET + GIT_LOOK);
}

#[test]
fn a_rebase_is_given_time_between_its_steps() {
    let mut state = started();
    state.step(ms(0), touched());
    let rebase = |is_locked| Event::Locks { is_locked, is_rebase: true };
    state.step(ms(20), rebase(true));
    assert_eq!(state.step(ms(20) + GIT_QUIET, rebase(false)), []);
    assert_eq!(state.step(ms(300), rebase(true)), []);
    assert_eq!(state.step(ms(700), rebase(false)), []);
    assert_eq!(state.step(ms(300) + REBASE_QUIET, rebase(false)), [Effect::Resume]);
}

#[test]
fn a_lock_that_is_never_given_back_holds_once() {
    let mut state = started();
    state.step(ms(0), touched());
    state.step(ms(20), locks(true));
    let end = ms(20) + GIT_AT_MOST;
    assert_eq!(state.step(end, Event::TimePassed), [Effect::Resume]);
    assert_eq!(state.step(end, scanned(1)), [released(GIT, End::Expired, &[])]);
    state.step(end, touched());
    assert_eq!(state.step(end + ms(20), locks(true)), [], "it is not believed");
    assert_eq!(state.step(end + ms(40), locks(false)), []);
    assert_eq!(state.step(end + ms(60), locks(true)), [Effect::Pause, held(GIT, GIT_AT_MOST)]);
}

#[test]
fn what_no_module_asks_for_any_more_is_left() {
    let mut state = started();
    let by = |own: &[&str]| {
        let own = own.iter().map(PathBuf::from).collect();
        Event::Decided { program: PROGRAM, module: A.into(), by: LookedAt { own, ..LookedAt::default() } }
    };
    assert_eq!(
        state.step(ms(0), by(&["/p/b", "/p/c"])),
        [Effect::Follow(vec!["/p/b".into(), "/p/c".into()])]
    );
    assert_eq!(state.step(ms(0), by(&["/p/c"])), [Effect::Leave(vec!["/p/b".into()])]);
    assert_eq!(state.step(ms(0), Event::Awaited("/p/c".into())), []);
    let dropped = Event::Dropped { program: PROGRAM, module: A.into() };
    assert_eq!(state.step(ms(0), dropped), [Effect::Leave(vec![A.into()])]);
    assert_eq!(state.settling.followed().collect::<Vec<_>>(), [Path::new("/p/c")]);
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

/// Whatever tools, git and the disk do: pauses and resumptions take turns, nothing is told while anybody
/// holds, every release is answered, and in the end the program has what the disk has.
#[test]
fn every_release_is_answered_and_the_last_text_arrives() {
    for seed in 1..=3_000_u64 {
        let mut random = Random(seed * 0x9E37_79B9);
        let mut world = World { state: started(), disk: 1, has: 1, ..World::default() };
        let mut now = ms(0);
        for _ in 0..60 {
            now += ms(random.below(120));
            match random.below(9) {
                0 => world.step(now, hold(["npm", "codegen"][random.below(2) as usize])),
                1 | 2 => {
                    world.asked += 1;
                    world.step(now, release(["npm", "codegen"][random.below(2) as usize]));
                }
                3 => world.is_locked = !world.is_locked,
                4 | 5 => {
                    world.disk = 1 + random.below(4);
                    world.step(now, touched());
                }
                _ => {}
            }
            world.turn(now);
        }
        world.is_locked = false;
        for _ in 0..400 {
            let Some(deadline) = world.state.deadline() else { break };
            now = now.max(deadline);
            world.turn(now);
        }
        assert_eq!(world.state.deadline(), None, "seed {seed}: no rest");
        assert_eq!((world.asked, world.has), (0, world.disk), "seed {seed}");
    }
}

#[derive(Default)]
struct World {
    state: State,
    disk: u64,
    has: u64,
    is_locked: bool,
    is_paused: bool,
    /// Releases without an answer.
    asked: u32,
}

impl World {
    fn turn(&mut self, now: Moment) {
        if self.state.asks_for_locks(now) {
            self.step(now, locks(self.is_locked));
        }
        if self.state.deadline().is_some_and(|deadline| deadline <= now) {
            self.step(now, Event::TimePassed);
        }
    }

    fn step(&mut self, now: Moment, event: Event) {
        for effect in self.state.step(now, event) {
            match effect {
                Effect::Pause => assert!(!std::mem::replace(&mut self.is_paused, true)),
                Effect::Resume => {
                    assert!(std::mem::replace(&mut self.is_paused, false));
                    self.step(now, scanned(self.disk));
                }
                Effect::Read(_) => {
                    assert!(!self.is_paused);
                    self.step(now, found(Content::Whole(self.disk), self.disk));
                }
                Effect::Saved(_) => {
                    assert!(!self.is_paused);
                    self.has = self.disk;
                }
                Effect::Released { ended, saved } => {
                    assert!(saved.is_empty() || !self.is_paused);
                    let asked =
                        ended.iter().filter(|(holder, end)| *holder.0 != *GIT && *end != End::Expired);
                    self.asked -= asked.count() as u32;
                    if !saved.is_empty() {
                        self.has = self.disk;
                    }
                }
                Effect::LookForLocks => self.step(now, locks(self.is_locked)),
                Effect::Held { .. } | Effect::Follow(_) | Effect::Leave(_) | Effect::Restless(_) => {}
            }
        }
    }
}
