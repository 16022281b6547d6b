//! The mistakes that other reloaders made, each put round the machine, and the rule that finds it.

use super::explore::{busy, explore, holders, one_of_each};
use super::rules::Rule;
use super::world::{Budget, Mistake, Move, NONE, Told, Version, World};
use super::*;
use crate::engine::wire::FromEngine;
use crate::reload::state::{Engine, State};

struct Seeded {
    name: &'static str,
    mistake: Mistake,
    budget: fn() -> Budget,
    found_by: Rule,
}

/// A single map for each path, instead of the version that an error names itself.
fn by_the_slot(world: &mut World, told: Told) -> Told {
    match told {
        Told::Error { generation, version, is_stale, .. } => {
            Told::Error { generation, version, map: world.slot, is_stale }
        }
        told => told,
    }
}

fn late_by_the_slot(world: &mut World, told: Told) -> Told {
    match told {
        Told::Error { generation, .. } if generation < world.state.generation => by_the_slot(world, told),
        told => told,
    }
}

/// The slot is written when a text was transpiled.
fn slot_at_transpile(world: &mut World, event: Event) -> Option<Event> {
    if let (Event::Prepared { answer: Answer::Ready, .. }, Some((_, version, _))) = (&event, world.plan) {
        world.slot = version;
    }
    Some(event)
}

/// The same, but a text without mappings leaves the slot alone.
fn slot_with_zero_guard(world: &mut World, event: Event) -> Option<Event> {
    const EMPTY: Version = 1;
    if world.plan.is_some_and(|(_, version, _)| version == EMPTY) {
        return Some(event);
    }
    slot_at_transpile(world, event)
}

/// The slot is written while another thread transpiles.
fn slot_off_thread(world: &mut World, effect: Effect) -> Option<Effect> {
    if matches!(effect, Effect::Prepare(_)) {
        world.slot = world.disk;
    }
    Some(effect)
}

fn slot_at_commit(world: &mut World, effect: Effect) -> Option<Effect> {
    if let (Effect::Commit { .. }, Some((_, version, _))) = (&effect, world.plan) {
        world.slot = version;
    }
    Some(effect)
}

/// A reload waits until every error was told.
fn defer(world: &World, step: Move) -> bool {
    matches!(step, Move::Prepared { .. }) && !world.owed.is_empty()
}

fn is_over_another(world: &World) -> bool {
    !world.engine.older.is_empty()
}

/// The 18 of `reliability.md` 2.4, in its order, and those of what was added since.
static SEEDED: &[Seeded] = &[
    Seeded {
        name: "one map for a path, written when it was transpiled",
        found_by: Rule::RightMap,
        budget: one_of_each,
        mistake: Mistake { event: slot_at_transpile, heard: by_the_slot, ..NONE },
    },
    Seeded {
        name: "the same, and reloads wait for reports, but another thread transpiles",
        found_by: Rule::RightMap,
        budget: one_of_each,
        mistake: Mistake { effect: slot_off_thread, heard: by_the_slot, prevents: defer, ..NONE },
    },
    Seeded {
        name: "one map for a path, written at commit",
        found_by: Rule::RightMap,
        budget: one_of_each,
        mistake: Mistake { effect: slot_at_commit, heard: by_the_slot, ..NONE },
    },
    Seeded {
        name: "the same, and reloads wait for reports, but generations share a realm",
        found_by: Rule::RightMap,
        budget: one_of_each,
        mistake: Mistake { effect: slot_at_commit, heard: by_the_slot, prevents: defer, ..NONE },
    },
    Seeded {
        name: "one map for a path, which only a map without mappings does not replace",
        found_by: Rule::RightMap,
        budget: one_of_each,
        mistake: Mistake { event: slot_with_zero_guard, heard: by_the_slot, ..NONE },
    },
    Seeded {
        name: "a reload drops the errors that were not told yet",
        found_by: Rule::ReportsBeforeTheNextStart,
        budget: one_of_each,
        mistake: Mistake {
            effect: |world, effect| {
                if matches!(effect, Effect::Commit { .. }) {
                    world.unread.retain(|told| !matches!(told, Told::Error { .. }));
                }
                Some(effect)
            },
            ..NONE
        },
    },
    Seeded {
        name: "a reload waits for a top-level await",
        found_by: Rule::NothingStuck,
        budget: one_of_each,
        mistake: Mistake {
            prevents: |world, step| {
                step == Move::TimePasses && matches!(world.state.engine, Engine::Parked { .. })
            },
            ..NONE
        },
    },
    Seeded {
        name: "a loop is not interrupted",
        found_by: Rule::NothingStuck,
        budget: busy,
        mistake: Mistake {
            effect: |_, effect| (!matches!(effect, Effect::Interrupt(_) | Effect::Kill)).then_some(effect),
            ..NONE
        },
    },
    Seeded {
        name: "a plan is committed into an evaluation",
        found_by: Rule::OneEvaluationAtATime,
        budget: one_of_each,
        mistake: Mistake {
            event: |world, event| {
                if matches!(world.state.engine, Engine::Evaluating { .. }) {
                    world.state.engine = Engine::Resting;
                }
                Some(event)
            },
            ..NONE
        },
    },
    Seeded {
        name: "the promise of an evaluation is freed and reads as pending",
        found_by: Rule::NothingStuck,
        budget: one_of_each,
        mistake: Mistake {
            event: |world, event| {
                let has_thrown = world.engine.body.as_ref().is_some_and(|body| body.has_thrown);
                (!(has_thrown && matches!(event, Event::Came { .. }))).then_some(event)
            },
            ..NONE
        },
    },
    Seeded {
        name: "a dispose callback that rejects is taken for the outcome of what follows",
        found_by: Rule::OneEvaluationAtATime,
        budget: one_of_each,
        mistake: Mistake {
            event: |world, event| {
                if matches!(event, Event::Began { .. }) && is_over_another(world) {
                    world.state.engine = Engine::Resting;
                    return None;
                }
                Some(event)
            },
            ..NONE
        },
    },
    Seeded {
        name: "a dispose callback that hangs is waited for",
        found_by: Rule::NothingStuck,
        budget: one_of_each,
        mistake: Mistake {
            prevents: |world, step| {
                let is_handed_over = matches!(world.state.engine, Engine::Committed { .. });
                is_handed_over && matches!(step, Move::Began | Move::TimePasses)
            },
            ..NONE
        },
    },
    Seeded {
        name: "a text that did not change is evaluated",
        found_by: Rule::NoVersionTwice,
        budget: holders,
        mistake: Mistake {
            event: |_, event| match event {
                Event::Prepared { attempt, answer: Answer::Unchanged } => {
                    Some(Event::Prepared { attempt, answer: Answer::Ready })
                }
                event => Some(event),
            },
            ..NONE
        },
    },
    Seeded {
        name: "late errors are dropped",
        found_by: Rule::EveryErrorOnce,
        budget: one_of_each,
        mistake: Mistake {
            said: |world, told| {
                let newest = world.engine.body.as_ref().map(|body| body.generation);
                match told {
                    Told::Error { generation, .. } if Some(generation) < newest => None,
                    told => Some(told),
                }
            },
            ..NONE
        },
    },
    Seeded {
        name: "late errors go by the one map of their path",
        found_by: Rule::RightMap,
        budget: one_of_each,
        mistake: Mistake { event: slot_at_transpile, heard: late_by_the_slot, ..NONE },
    },
    Seeded {
        name: "late errors are shown as current",
        found_by: Rule::NewestDiagnosticsWin,
        budget: one_of_each,
        mistake: Mistake {
            said: |_, told| match told {
                Told::Error { generation, version, map, .. } => {
                    Some(Told::Error { generation, version, map, is_stale: false })
                }
                told => Some(told),
            },
            ..NONE
        },
    },
    Seeded {
        name: "the success of an older text clears the newer one's syntax error",
        found_by: Rule::NewestDiagnosticsWin,
        budget: one_of_each,
        mistake: Mistake {
            heard: |world, told| {
                if matches!(told, Told::Outcome { .. }) {
                    world.front.refused = None;
                }
                told
            },
            ..NONE
        },
    },
    Seeded {
        name: "half of a text is read",
        found_by: Rule::OnlySavedTexts,
        budget: one_of_each,
        mistake: Mistake { tears: true, ..NONE },
    },
    Seeded {
        name: "a holder that never releases holds for ever",
        found_by: Rule::NothingStuck,
        budget: one_of_each,
        mistake: Mistake {
            prevents: |world, step| step == Move::TimePasses && !world.holders.is_empty(),
            ..NONE
        },
    },
    Seeded {
        name: "one holder's release is everybody's",
        found_by: Rule::OneReloadAtRelease,
        budget: holders,
        mistake: Mistake {
            event: |world, event| {
                if matches!(event, Event::Released { .. }) {
                    world.state.holds.until.clear();
                }
                Some(event)
            },
            ..NONE
        },
    },
    Seeded {
        name: "a reload goes on while the debugger has paused the program",
        found_by: Rule::PausedIsLetBe,
        budget: one_of_each,
        mistake: Mistake {
            event: |_, event| (!matches!(event, Event::Paused { .. })).then_some(event),
            ..NONE
        },
    },
    Seeded {
        name: "every save of a pause is told",
        found_by: Rule::ToldOnce,
        budget: one_of_each,
        mistake: Mistake {
            event: |world, event| {
                if let (Event::Prepared { .. }, Some(pause)) = (&event, &mut world.state.pause) {
                    pause.is_told = false;
                }
                Some(event)
            },
            ..NONE
        },
    },
    Seeded {
        name: "a generation is forgotten when its engine goes before it began",
        found_by: Rule::LastSaveWins,
        budget: || Budget { saves: 1, losses: 1, ..Budget::default() },
        mistake: Mistake {
            event: |world, event| {
                if event == Event::EngineLost {
                    world.state.engine = Engine::Resting;
                }
                Some(event)
            },
            ..NONE
        },
    },
];

#[test]
fn each_mistake_of_others_is_found_by_its_rule() {
    let mut wrong = Vec::new();
    for Seeded { name, mistake, budget, found_by } in SEEDED {
        let explored = explore(&budget(), mistake);
        match explored.counterexample {
            Some(counterexample) if counterexample.broken.rule == *found_by => {}
            Some(counterexample) => wrong.push(format!("{name}: {counterexample}")),
            None => wrong.push(format!("{name}: not found in {} states", explored.states)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The graces of a generation that was handed over bound everything that comes before its start.
#[test]
fn a_dispose_callback_that_never_ends_is_bounded_by_the_graces_of_what_follows() {
    static HANGS: Mistake =
        Mistake { prevents: |world, step| step == Move::Began && world.engine.body.is_some(), ..NONE };
    let explored = explore(&Budget { saves: 2, throws: 1, ..Budget::default() }, &HANGS);
    if let Some(counterexample) = explored.counterexample {
        panic!("{counterexample}");
    }
}

/// A promise of the engine cannot be read after it was freed where none can be held: what the machine
/// and the session keep between turns is owned data that could be sent to another process, and is.
#[test]
fn what_is_kept_between_turns_holds_nothing_of_the_engine() {
    fn is_plain<T: Clone + Send + 'static>() {}
    is_plain::<State>();
    is_plain::<Event>();
    is_plain::<Effect>();
    is_plain::<FromEngine>();
}
