//! Short stories of several steps, each a promise that users notice.

use super::*;
use crate::ids::Generation;
use crate::reload::state::{Engine, State};

const MS: Duration = Duration::from_millis(1);
const T0: Duration = Duration::ZERO;

/// A machine whose first generation came to rest.
fn resting() -> State {
    let mut state = State::default();
    steps(&mut state, T0, &[Event::Saved, prepared(1, Answer::Ready), came(1, Came::ToRest)]);
    state
}

/// A machine whose first generation evaluates, with a newer plan behind it.
fn waited_for() -> State {
    let mut state = State::default();
    steps(&mut state, T0, &[Event::Saved, prepared(1, Answer::Ready), Event::Saved]);
    assert_eq!(state.step(MS, prepared(2, Answer::Ready)), []);
    state
}

#[test]
fn a_save_is_prepared_and_committed() {
    let mut state = State::default();
    assert_eq!(steps(&mut state, T0, &[Event::Saved]), [Effect::Prepare(Attempt(1))]);
    assert_eq!(steps(&mut state, T0, &[prepared(1, Answer::Ready)]), [commit(1, 1)]);
    assert!(state.is_settled());
}

#[test]
fn a_save_while_preparing_drops_the_older_answer() {
    let mut state = resting();
    let effects = steps(&mut state, T0, &[Event::Saved, Event::Saved, prepared(2, Answer::Ready)]);
    assert_eq!(effects, [Effect::Prepare(Attempt(2)), Effect::Prepare(Attempt(3))]);
    assert_eq!(steps(&mut state, T0, &[prepared(3, Answer::Ready)]), [commit(3, 2)]);
}

/// Saves every 20 ms, each answer 30 ms after it was asked for; says when generations were committed.
fn flood(mut state: State, seconds: u32) -> Vec<Duration> {
    let mut commits = Vec::new();
    let mut asked: Option<(Attempt, Duration)> = None;
    for tick in 0..seconds * 100 {
        let now = 10 * MS * tick;
        let mut effects = if tick % 2 == 0 { state.step(now, Event::Saved) } else { Vec::new() };
        if state.alarm().is_some_and(|at| at <= now) {
            effects.extend(state.step(now, Event::TimePassed));
        }
        if let Some((attempt, at)) = asked
            && now >= at + 30 * MS
        {
            asked = None;
            effects.extend(state.step(now, prepared(attempt.0, Answer::Ready)));
        }
        for effect in effects {
            match effect {
                Effect::Prepare(attempt) => asked = Some((attempt, now)),
                Effect::Commit { generation, .. } => {
                    commits.push(now);
                    assert_eq!(state.step(now, Event::Began { generation }), []);
                }
                Effect::Interrupt(generation) => {
                    let next = state.step(now, Event::Came { generation, outcome: Came::ToRest });
                    assert!(matches!(next[..], [Effect::Commit { .. }, Effect::Prepare(attempt)] if {
                        asked = Some((attempt, now));
                        true
                    }));
                    commits.push(now);
                    state.step(now, Event::Began { generation: state.generation });
                }
                effect => panic!("{effect:?}"),
            }
        }
    }
    commits
}

#[test]
fn saves_that_keep_coming_do_not_starve_the_commit() {
    let commits = flood(State::default(), 30);
    let gaps = commits.windows(2).map(|pair| pair[1] - pair[0]);
    let longest = gaps.max().expect("several commits");
    assert!(longest <= Duration::from_millis(1500), "{longest:?}");
    assert!(commits.last().is_some_and(|last| *last > Duration::from_secs(28)), "{commits:?}");
}

#[test]
fn a_save_while_evaluating_waits_then_interrupts_then_replaces() {
    let mut state = waited_for();
    assert_eq!(state.alarm(), Some(EVALUATION_GRACE));
    let later = EVALUATION_GRACE;
    assert_eq!(state.step(later, Event::TimePassed), [Effect::Interrupt(Generation(1))]);
    let end = later + INTERRUPT_GRACE;
    assert_eq!(state.alarm(), Some(end));
    assert_eq!(state.step(end, Event::TimePassed), [Effect::Kill]);
    assert_eq!(state.step(end, Event::EngineLost), [Effect::ReplaceEngine, Effect::Prepare(Attempt(2))]);
    assert_eq!(state.step(end, prepared(2, Answer::Ready)), [commit(2, 2)]);
}

#[test]
fn an_interrupted_generation_makes_way() {
    let mut state = waited_for();
    state.step(EVALUATION_GRACE, Event::TimePassed);
    assert_eq!(state.step(EVALUATION_GRACE, came(1, Came::ToRest)), [commit(2, 2)]);
}

#[test]
fn a_pending_await_is_superseded_after_its_grace() {
    let mut state = State::default();
    steps(&mut state, T0, &[Event::Saved, prepared(1, Answer::Ready), came(1, Came::Pending), Event::Saved]);
    assert_eq!(steps(&mut state, T0, &[prepared(2, Answer::Ready)]), []);
    assert_eq!(state.alarm(), Some(PENDING_GRACE));
    assert_eq!(state.step(PENDING_GRACE, Event::TimePassed), [commit(2, 2)]);
}

#[test]
fn a_turn_that_never_ends_is_interrupted_then_ended_for_the_generation_behind_it() {
    let mut state = resting();
    assert_eq!(steps(&mut state, T0, &[Event::Saved, prepared(2, Answer::Ready)])[1..], [commit(2, 2)]);
    let kill_at = EVALUATION_GRACE + INTERRUPT_GRACE;
    assert_eq!(state.step(EVALUATION_GRACE, Event::TimePassed), [Effect::Interrupt(Generation(1))]);
    assert_eq!(state.alarm(), Some(kill_at));
    assert_eq!(state.step(kill_at, Event::TimePassed), [Effect::Kill]);
    // What was committed to the engine that goes is wanted again.
    assert_eq!(state.step(kill_at, Event::EngineLost), [Effect::ReplaceEngine, Effect::Prepare(Attempt(2))]);
}

#[test]
fn a_restart_takes_a_fresh_engine_even_while_preparing_held_and_paused() {
    let paused = Event::Paused { generation: Generation(1) };
    for before in [vec![], vec![suspended("codegen", MAX_HOLD)], vec![paused]] {
        let mut state = resting();
        let effects = steps(&mut state, T0, &[Event::Saved]);
        assert_eq!(effects, [Effect::Prepare(Attempt(2))]);
        steps(&mut state, T0, &before);
        steps(&mut state, T0, &[Event::RestartAsked]);
        let effects = steps(&mut state, T0, &[prepared(2, Answer::Ready)]);
        assert_eq!(effects, [Effect::ReplaceEngine, Effect::Prepare(Attempt(3))], "{before:?}");
        assert_eq!(steps(&mut state, T0, &[prepared(3, Answer::Ready)]), [commit(3, 2)], "{before:?}");
    }
}

#[test]
fn after_a_stop_only_a_new_save_or_restart_runs_anything() {
    let mut state = resting();
    steps(&mut state, T0, &[Event::Saved, Event::StopAsked]);
    assert_eq!(steps(&mut state, T0, &[Event::EngineLost, prepared(2, Answer::Ready)]), []);
    let effects = steps(&mut state, T0, &[Event::RestartAsked]);
    assert_eq!(effects, [Effect::ReplaceEngine, Effect::Prepare(Attempt(3))]);
}

#[test]
fn saves_under_two_holders_are_one_reload_when_the_last_one_releases() {
    let mut state = resting();
    let begin = [suspended("codegen", MAX_HOLD), Event::Saved, suspended("git", MAX_HOLD), Event::Saved];
    let told = Effect::TellHeld(HeldBy::Holders(vec![holder("codegen")]));
    assert_eq!(steps(&mut state, T0, &begin), [told]);
    assert_eq!(steps(&mut state, T0, &[released("codegen"), Event::Saved, released("codegen")]), []);
    assert_eq!(steps(&mut state, T0, &[released("git")]), [Effect::Prepare(Attempt(4))]);
    assert_eq!(steps(&mut state, T0, &[prepared(4, Answer::Ready)]), [commit(4, 2)]);
    assert!(state.is_settled());
}

#[test]
fn a_release_without_a_save_reloads_nothing() {
    let mut state = resting();
    assert_eq!(steps(&mut state, T0, &[suspended("git", MAX_HOLD), released("git")]), []);
}

#[test]
fn a_holder_that_dies_or_asks_again_holds_no_longer_than_its_first_bound() {
    let mut state = resting();
    let second = Duration::from_secs(1);
    steps(&mut state, T0, &[suspended("codegen", second), Event::Saved]);
    state.step(second / 2, suspended("codegen", MAX_HOLD));
    assert_eq!(state.alarm(), Some(second));
    let expired = Effect::TellExpired(holder("codegen"));
    assert_eq!(state.step(second, Event::TimePassed), [expired, Effect::Prepare(Attempt(2))]);
}

#[test]
fn nobody_holds_for_longer_than_a_minute() {
    let mut state = resting();
    steps(&mut state, T0, &[suspended("codegen", Duration::MAX)]);
    assert_eq!(state.alarm(), Some(MAX_HOLD));
}

#[test]
fn the_graces_stand_still_while_the_debugger_holds_the_engine() {
    let mut state = waited_for();
    let told = Effect::TellHeld(HeldBy::Debugger);
    assert_eq!(state.step(100 * MS, Event::Paused { generation: Generation(1) }), [told]);
    assert_eq!((state.alarm(), state.is_paused()), (None, true));
    assert_eq!(state.step(60_000 * MS, Event::TimePassed), []);
    assert_eq!(state.step(60_000 * MS, Event::Resumed { generation: Generation(1) }), []);
    assert_eq!(state.alarm(), Some(60_000 * MS + EVALUATION_GRACE - 100 * MS));
}

#[test]
fn on_resume_the_newest_of_several_saves_is_applied() {
    let mut state = resting();
    steps(&mut state, T0, &[Event::Paused { generation: Generation(1) }, Event::Saved]);
    assert_eq!(steps(&mut state, T0, &[prepared(2, Answer::Ready)]), [Effect::TellHeld(HeldBy::Debugger)]);
    assert_eq!(steps(&mut state, T0, &[Event::Saved]), [Effect::Prepare(Attempt(3))]);
    assert_eq!(steps(&mut state, T0, &[prepared(3, Answer::Ready)]), []);
    assert_eq!(steps(&mut state, T0, &[Event::Resumed { generation: Generation(1) }]), [commit(3, 2)]);
}

#[test]
fn a_pause_of_a_generation_that_does_not_run_is_none() {
    let mut state = resting();
    steps(&mut state, T0, &[Event::Saved, prepared(2, Answer::Ready), began(2)]);
    steps(&mut state, T0, &[Event::Paused { generation: Generation(1) }]);
    assert!(!state.is_paused());
    steps(&mut state, T0, &[Event::Paused { generation: Generation(2) }]);
    steps(&mut state, T0, &[Event::Resumed { generation: Generation(1) }]);
    assert!(state.is_paused());
}

#[test]
fn a_pause_is_over_with_its_engine() {
    let mut state = resting();
    steps(&mut state, T0, &[Event::Paused { generation: Generation(1) }, Event::EngineLost]);
    assert_eq!((state.is_paused(), state.engine), (false, Engine::Lost));
}
