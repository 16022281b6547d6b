//! The reload machine: a table of sentences, every order of a small world, random long runs.

use std::collections::{HashSet, VecDeque};

use super::*;

const MS: Duration = Duration::from_millis(1);

/// Feeds events at a fixed time; answers with all effects.
fn steps(state: &mut State, events: &[Event]) -> Vec<Effect> {
    events.iter().flat_map(|event| state.step(Duration::ZERO, *event)).collect()
}

fn prepared(attempt: u64, answer: Answer) -> Event {
    Event::Prepared { attempt: Attempt(attempt), answer }
}

fn came(generation: u32, outcome: Came) -> Event {
    Event::Came { generation: Generation(generation), outcome }
}

fn commit(attempt: u64, generation: u32) -> Effect {
    Effect::Commit { attempt: Attempt(attempt), generation: Generation(generation) }
}

fn began(generation: u32) -> Event {
    Event::Began { generation: Generation(generation) }
}

/// The commit, and the time after which an engine that does not take it up is looked at.
fn committed(attempt: u64, generation: u32) -> [Effect; 2] {
    [commit(attempt, generation), Effect::Alarm(EVALUATION_GRACE)]
}

/// A machine whose first generation came to rest.
fn resting() -> State {
    let mut state = State::default();
    steps(&mut state, &[Event::Saved, prepared(1, Answer::Ready), came(1, Came::ToRest)]);
    state
}

#[test]
fn a_save_is_prepared_and_committed() {
    let mut state = State::default();
    assert_eq!(steps(&mut state, &[Event::Saved]), [Effect::Prepare(Attempt(1))]);
    assert_eq!(steps(&mut state, &[prepared(1, Answer::Ready)]), [commit(1, 1)]);
    assert!(state.is_settled());
}

#[test]
fn a_refused_save_leaves_the_running_generation_alone() {
    let mut state = resting();
    let effects = steps(&mut state, &[Event::Saved, prepared(2, Answer::Refused)]);
    assert_eq!(effects, [Effect::Prepare(Attempt(2)), Effect::Answer(Attempt(2))]);
    assert_eq!((state.engine, state.generation), (Engine::Resting, Generation(1)));
}

#[test]
fn a_save_while_preparing_drops_the_older_answer() {
    let mut state = resting();
    let effects = steps(&mut state, &[Event::Saved, Event::Saved, prepared(2, Answer::Ready)]);
    assert_eq!(effects, [Effect::Prepare(Attempt(2)), Effect::Prepare(Attempt(3))]);
    assert_eq!(steps(&mut state, &[prepared(3, Answer::Ready)]), committed(3, 2));
}

#[test]
fn saves_that_keep_coming_do_not_starve_the_commit() {
    let mut state = resting();
    steps(&mut state, &[Event::Saved]);
    let mut commits = 0;
    for attempt in 2..=u64::from(MAX_DROPPED) + 2 {
        let effects = steps(&mut state, &[Event::Saved, prepared(attempt, Answer::Ready)]);
        commits += effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. })).count();
    }
    // The plan is held while the newest is prepared, and comes with it.
    assert!(commits <= 1);
    assert!(
        state
            .step(Duration::from_secs(2), prepared(state.wanted.0, Answer::Ready))
            .contains(&commit(state.wanted.0, 2))
    );
}

#[test]
fn a_save_while_evaluating_waits_then_interrupts_then_replaces() {
    let mut state = State::default();
    steps(&mut state, &[Event::Saved, prepared(1, Answer::Ready), began(1), Event::Saved]);
    assert_eq!(state.step(MS, prepared(2, Answer::Ready)), [Effect::Alarm(EVALUATION_GRACE)]);
    let later = EVALUATION_GRACE;
    assert_eq!(
        state.step(later, Event::TimePassed),
        [Effect::Interrupt(Generation(1)), Effect::Alarm(later + INTERRUPT_GRACE)]
    );
    assert_eq!(state.step(later + INTERRUPT_GRACE, Event::TimePassed), [Effect::Kill]);
    assert_eq!(
        state.step(later + INTERRUPT_GRACE, Event::EngineLost),
        [Effect::ReplaceEngine, Effect::Prepare(Attempt(2))]
    );
    let effects = steps(&mut state, &[prepared(2, Answer::Ready)]);
    assert_eq!(effects, [commit(2, 2)]);
}

#[test]
fn an_interrupted_generation_makes_way() {
    let mut state = State::default();
    steps(&mut state, &[Event::Saved, prepared(1, Answer::Ready), began(1)]);
    steps(&mut state, &[Event::Saved, prepared(2, Answer::Ready)]);
    state.step(EVALUATION_GRACE, Event::TimePassed);
    let effects = steps(&mut state, &[came(1, Came::ToRest)]);
    assert_eq!(effects, committed(2, 2));
}

#[test]
fn a_pending_await_is_superseded_after_its_grace() {
    let mut state = State::default();
    steps(&mut state, &[Event::Saved, prepared(1, Answer::Ready), came(1, Came::Pending), Event::Saved]);
    assert_eq!(steps(&mut state, &[prepared(2, Answer::Ready)]), [Effect::Alarm(PENDING_GRACE)]);
    let effects = state.step(PENDING_GRACE, Event::TimePassed);
    assert_eq!(effects, [commit(2, 2), Effect::Alarm(PENDING_GRACE + EVALUATION_GRACE)]);
}

#[test]
fn a_turn_that_never_ends_is_interrupted_then_ended_for_the_generation_behind_it() {
    let mut state = resting();
    assert_eq!(steps(&mut state, &[Event::Saved, prepared(2, Answer::Ready)])[1..], committed(2, 2));
    let kill_at = EVALUATION_GRACE + INTERRUPT_GRACE;
    assert_eq!(
        state.step(EVALUATION_GRACE, Event::TimePassed),
        [Effect::Interrupt(Generation(1)), Effect::Alarm(kill_at)]
    );
    assert_eq!(state.step(kill_at, Event::TimePassed), [Effect::Kill]);
    // What was committed to the engine that goes is wanted again.
    assert_eq!(state.step(kill_at, Event::EngineLost), [Effect::ReplaceEngine, Effect::Prepare(Attempt(2))]);
}

#[test]
fn a_generation_that_was_taken_up_is_not_disturbed() {
    let mut state = resting();
    steps(&mut state, &[Event::Saved, prepared(2, Answer::Ready), began(2)]);
    assert_eq!(state.step(EVALUATION_GRACE, Event::TimePassed), []);
}

#[test]
fn an_outcome_of_an_older_generation_changes_nothing() {
    let mut state = resting();
    steps(&mut state, &[Event::Saved, prepared(2, Answer::Ready)]);
    let before = state.clone();
    assert_eq!(steps(&mut state, &[came(1, Came::ToRest)]), []);
    assert_eq!(state, before);
}

#[test]
fn a_lost_engine_is_replaced_by_the_next_save() {
    let mut state = resting();
    assert_eq!(steps(&mut state, &[Event::EngineLost]), []);
    assert_eq!(steps(&mut state, &[Event::Saved]), [Effect::ReplaceEngine, Effect::Prepare(Attempt(2))]);
}

#[test]
fn a_poisoned_heap_runs_no_further_generation() {
    let mut state = resting();
    assert_eq!(steps(&mut state, &[Event::Poisoned]), []);
    assert_eq!(steps(&mut state, &[Event::Saved]), [Effect::ReplaceEngine, Effect::Prepare(Attempt(2))]);
}

#[test]
fn a_restart_takes_a_fresh_engine_even_while_preparing() {
    let mut state = resting();
    let effects = steps(&mut state, &[Event::Saved, Event::RestartAsked, prepared(2, Answer::Ready)]);
    assert_eq!(effects, [Effect::Prepare(Attempt(2)), Effect::ReplaceEngine, Effect::Prepare(Attempt(3))]);
}

#[test]
fn after_a_stop_only_a_new_save_or_restart_runs_anything() {
    let mut state = resting();
    assert_eq!(
        steps(&mut state, &[Event::Saved, Event::StopAsked]),
        [Effect::Prepare(Attempt(2)), Effect::Stop]
    );
    assert_eq!(steps(&mut state, &[Event::EngineLost, prepared(2, Answer::Ready)]), []);
    assert_eq!(
        steps(&mut state, &[Event::RestartAsked]),
        [Effect::ReplaceEngine, Effect::Prepare(Attempt(3))]
    );
}

/// What surrounds the machine, small enough to try every order of what it does.
#[derive(Clone, Debug)]
struct World {
    state: State,
    now: Duration,
    saves_left: u8,
    losses_left: u8,
    preparing: Option<Attempt>,
    evaluating: Option<(Attempt, Generation, Stage)>,
    begun: Vec<Attempt>,
    alarm: Option<Duration>,
    killed: bool,
}

/// How far a generation that was handed over has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Behind a turn of an older one.
    Waits,
    Runs,
    /// At a top-level await.
    Pends,
}

#[derive(Clone, Copy, Debug)]
enum Move {
    Save,
    Began,
    Prepared(Answer),
    Came(Came),
    Lost,
    Poisoned,
    Alarm,
}

impl World {
    fn new() -> Self {
        Self {
            state: State::default(),
            now: Duration::ZERO,
            saves_left: 3,
            losses_left: 1,
            preparing: None,
            evaluating: None,
            begun: Vec::new(),
            alarm: None,
            killed: false,
        }
    }

    fn moves(&self) -> Vec<Move> {
        let mut moves = Vec::new();
        if self.saves_left > 0 {
            moves.push(Move::Save);
        }
        if self.preparing.is_some() {
            moves.extend([Answer::Ready, Answer::Refused, Answer::Unchanged].map(Move::Prepared));
        }
        match self.evaluating {
            // What an engine that is being ended takes up is ended with it.
            Some((_, _, Stage::Waits)) if self.killed => {}
            Some((_, _, Stage::Waits)) => moves.push(Move::Began),
            Some((_, _, Stage::Runs)) => moves.extend([Came::ToRest, Came::Pending].map(Move::Came)),
            Some((_, _, Stage::Pends)) => moves.push(Move::Came(Came::ToRest)),
            None => {}
        }
        if self.killed || self.losses_left > 0 {
            moves.push(Move::Lost);
        }
        if self.losses_left > 0 {
            moves.push(Move::Poisoned);
        }
        if self.alarm.is_some() {
            moves.push(Move::Alarm);
        }
        moves
    }

    fn make(&mut self, step: Move) {
        let event = match step {
            Move::Save => {
                self.saves_left -= 1;
                Event::Saved
            }
            Move::Prepared(answer) => {
                Event::Prepared { attempt: self.preparing.take().expect("preparing"), answer }
            }
            Move::Began => {
                let (attempt, generation, _) = self.evaluating.take().expect("handed over");
                assert!(
                    self.begun.last().is_none_or(|last| *last < attempt),
                    "no attempt is evaluated twice"
                );
                self.begun.push(attempt);
                self.evaluating = Some((attempt, generation, Stage::Runs));
                Event::Began { generation }
            }
            Move::Came(outcome) => {
                let (attempt, generation, _) = self.evaluating.take().expect("evaluating");
                if outcome == Came::Pending {
                    self.evaluating = Some((attempt, generation, Stage::Pends));
                }
                Event::Came { generation, outcome }
            }
            Move::Lost => {
                if !std::mem::take(&mut self.killed) {
                    self.losses_left -= 1;
                }
                self.evaluating = None;
                Event::EngineLost
            }
            Move::Poisoned => {
                self.losses_left -= 1;
                Event::Poisoned
            }
            Move::Alarm => {
                self.now = self.now.max(self.alarm.take().expect("an alarm"));
                Event::TimePassed
            }
        };
        for effect in self.state.step(self.now, event) {
            self.take(effect);
        }
    }

    fn take(&mut self, effect: Effect) {
        match effect {
            Effect::Prepare(attempt) => {
                assert_eq!(self.preparing, None, "one preparation at a time");
                self.preparing = Some(attempt);
            }
            Effect::Commit { attempt, generation } => {
                let in_flight = self.evaluating.filter(|(_, _, stage)| *stage != Stage::Pends);
                assert_eq!(in_flight, None, "one evaluation in flight");
                self.evaluating = Some((attempt, generation, Stage::Waits));
            }
            Effect::Kill => self.killed = true,
            Effect::ReplaceEngine | Effect::Stop => {
                self.evaluating = None;
                self.killed = false;
            }
            Effect::Alarm(at) => self.alarm = Some(self.alarm.map_or(at, |earlier| earlier.min(at))),
            Effect::Interrupt(_) | Effect::Answer(_) => {}
        }
    }

    /// Whether everything that was saved has been answered.
    fn is_at_rest(&self) -> bool {
        self.state.is_settled()
    }

    fn key(&self) -> String {
        let Self { state, now, saves_left, losses_left, preparing, evaluating, alarm, killed, .. } = self;
        format!("{state:?}{now:?}{saves_left}{losses_left}{preparing:?}{evaluating:?}{alarm:?}{killed}")
    }
}

#[test]
fn in_every_order_of_three_saves_and_a_loss_nothing_is_lost_doubled_or_stuck() {
    let mut seen = HashSet::new();
    let mut work = VecDeque::from([World::new()]);
    while let Some(world) = work.pop_front() {
        let moves = world.moves();
        let only_waits = moves.iter().all(|step| matches!(step, Move::Save | Move::Lost | Move::Poisoned));
        assert!(!only_waits || world.killed || world.is_at_rest(), "stuck: {world:?}");
        for step in moves {
            let mut next = world.clone();
            next.make(step);
            if seen.insert(next.key()) {
                work.push_back(next);
            }
        }
    }
    assert!(seen.len() > 1_000, "only {} states", seen.len());
}

#[test]
fn random_sequences_keep_the_promises() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    };
    let mut taken = 0;
    while taken < 100_000 {
        let mut world = World { saves_left: 40, losses_left: 3, ..World::new() };
        loop {
            let moves = world.moves();
            if moves.is_empty() {
                break;
            }
            world.make(moves[random(moves.len())]);
            taken += 1;
        }
        assert!(world.is_at_rest(), "{world:?}");
    }
}
