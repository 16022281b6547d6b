//! What the machine does with each event in each state: one row for each pair, named by a sentence.

use super::*;
use crate::reload::state::{Engine, State};

/// Gives everything of a type a name, and the list of all names; a new variant needs a new name, and
/// so a row.
macro_rules! names {
    ($all:ident, $name:ident($it:ident): $type:ty { $($pattern:pat $(if $guard:expr)? => $word:literal,)* }) => {
        const $all: &[&str] = &[$($word),*];

        fn $name($it: &$type) -> &'static str {
            match $it { $($pattern $(if $guard)? => $word),* }
        }
    };
}

names!(STATES, state(it): State {
    State { pause: Some(_), .. } => "paused",
    State { .. } if it.holds.is_any() => "suspended",
    State { engine: Engine::Empty, .. } => "empty",
    State { engine: Engine::Committed { .. }, .. } => "committed",
    State { engine: Engine::Evaluating { .. }, .. } => "evaluating",
    State { engine: Engine::Parked { .. }, .. } => "parked",
    State { engine: Engine::Resting, .. } => "resting",
    State { engine: Engine::Interrupting { .. }, .. } => "interrupting",
    State { engine: Engine::Lost, .. } => "lost",
    State { engine: Engine::Stopped, .. } => "stopped",
});

names!(EVENTS, event(it): Event {
    Event::Saved => "saved",
    Event::RestartAsked => "restart",
    Event::StopAsked => "stop",
    Event::Prepared { answer: Answer::Ready, .. } => "ready",
    Event::Prepared { answer: Answer::Refused, .. } => "refused",
    Event::Prepared { answer: Answer::Unchanged, .. } => "unchanged",
    Event::Began { .. } => "began",
    Event::Came { outcome: Came::ToRest, .. } => "to rest",
    Event::Came { outcome: Came::Pending, .. } => "pending",
    Event::Poisoned => "poisoned",
    Event::EngineLost => "engine lost",
    Event::Suspended { .. } => "suspend",
    Event::Released { .. } => "release",
    Event::Paused { .. } => "pause",
    Event::Resumed { .. } => "resume",
    Event::TimePassed => "time",
});

names!(EFFECTS, effect(it): Effect {
    Effect::Prepare(_) => "prepare",
    Effect::Answer(_) => "answer",
    Effect::Commit { .. } => "commit",
    Effect::Interrupt(_) => "interrupt",
    Effect::Kill => "kill",
    Effect::ReplaceEngine => "replace",
    Effect::Stop => "stop",
    Effect::TellHeld(_) => "tell held",
    Effect::TellExpired(_) => "tell expired",
});

const START: Duration = Duration::from_secs(100);

/// A state with that name; a preparation is in flight where one can be.
fn in_state(name: &str) -> State {
    let mut state = State::default();
    let ready = |attempt| prepared(attempt, Answer::Ready);
    let evaluating = [Event::Saved, ready(1), Event::Saved];
    let resting = [Event::Saved, ready(1), came(1, Came::ToRest), Event::Saved];
    let events: Vec<Event> = match name {
        "empty" => vec![Event::Saved],
        "evaluating" => evaluating.into(),
        "parked" => vec![Event::Saved, ready(1), came(1, Came::Pending), Event::Saved],
        "resting" => resting.into(),
        "committed" => resting.into_iter().chain([ready(2), Event::Saved]).collect(),
        "interrupting" => evaluating.into_iter().chain([ready(2)]).collect(),
        "lost" => resting.into_iter().chain([Event::EngineLost]).collect(),
        "stopped" => resting.into_iter().chain([Event::StopAsked]).collect(),
        "suspended" => resting.into_iter().chain([suspended("codegen", MAX_HOLD)]).collect(),
        "paused" => resting.into_iter().chain([Event::Paused { generation: Generation(1) }]).collect(),
        name => panic!("no state is called {name}"),
    };
    steps(&mut state, START, &events);
    if name == "interrupting" {
        state.step(START + EVALUATION_GRACE, Event::TimePassed);
        state.step(START + EVALUATION_GRACE, Event::Saved);
    }
    state
}

/// The event of that name that the state can take seriously.
fn event_for(state: &State, name: &str) -> Event {
    let attempt = state.preparing.map_or(1, |attempt| attempt.0);
    let generation = state.running().unwrap_or(state.generation);
    match name {
        "saved" => Event::Saved,
        "restart" => Event::RestartAsked,
        "stop" => Event::StopAsked,
        "ready" => prepared(attempt, Answer::Ready),
        "refused" => prepared(attempt, Answer::Refused),
        "unchanged" => prepared(attempt, Answer::Unchanged),
        "began" => began(state.generation.0),
        "to rest" => came(state.generation.0, Came::ToRest),
        "pending" => came(state.generation.0, Came::Pending),
        "poisoned" => Event::Poisoned,
        "engine lost" => Event::EngineLost,
        "suspend" => suspended("git", MAX_HOLD),
        "release" => released("codegen"),
        "pause" => Event::Paused { generation },
        "resume" => Event::Resumed { generation },
        "time" => Event::TimePassed,
        name => panic!("no event is called {name}"),
    }
}

/// What it does, and what it is then: `commit, prepare -> committed`.
fn outcome(of: &str, on: &str) -> String {
    let mut before = in_state(of);
    assert_eq!(state(&before), of);
    // These end a wait: something waits.
    if matches!((of, on), (_, "time") | ("suspended", "release") | ("paused", "resume")) {
        before.step(START, event_for(&before, "ready"));
    }
    let given = event_for(&before, on);
    assert_eq!(event(&given), on);
    let now = before.alarm().filter(|_| on == "time").unwrap_or(START);
    let effects = before.step(now, given);
    let effects: Vec<&str> = effects.iter().map(effect).collect();
    format!("{} -> {}", effects.join(", "), state(&before)).trim_start().to_owned()
}

#[test]
fn each_event_in_each_state_does_what_its_sentence_says() {
    let mut wrong = Vec::new();
    for of in STATES {
        for on in EVENTS {
            let is_row = |row: &&Row| row.0 == *of && row.1 == *on;
            let rows: Vec<&Row> = TABLE.iter().filter(is_row).collect();
            let [(_, _, sentence, expected)] = rows[..] else {
                wrong.push(format!("{of}, {on}: {} rows; it does {:?}", rows.len(), outcome(of, on)));
                continue;
            };
            let does = outcome(of, on);
            if does != *expected {
                wrong.push(format!("{of}, {on}: {sentence}: expected {expected:?}, it does {does:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_a_row_for_each_effect() {
    let is_done = |effect: &&str| TABLE.iter().any(|row| row.3.contains(*effect));
    let missing: Vec<_> = EFFECTS.iter().filter(|effect| !is_done(effect)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// State, event, what that means, what is done and what it is then.
type Row = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("paused", "saved", "a save waits for the preparation that is in flight, as ever", "-> paused"),
    ("paused", "restart", "a restart replaces the paused engine once the preparation in flight is back", "-> paused"),
    ("paused", "stop", "stop ends a paused program", "stop -> stopped"),
    ("paused", "ready", "what is prepared is not applied, and that is told", "tell held -> paused"),
    ("paused", "refused", "a refusal is told", "answer -> paused"),
    ("paused", "unchanged", "that nothing changed is told", "answer -> paused"),
    ("paused", "began", "a generation begins once", "-> paused"),
    ("paused", "to rest", "an outcome in a pause is taken down", "-> paused"),
    ("paused", "pending", "an await in a pause is taken down", "-> paused"),
    ("paused", "poisoned", "an engine that the debugger looks at is kept for now", "-> paused"),
    ("paused", "engine lost", "the pause is gone with its engine", "-> lost"),
    ("paused", "suspend", "a tool holds beside the debugger, and that is told too", "tell held -> paused"),
    ("paused", "release", "what a tool does not hold it cannot release", "-> paused"),
    ("paused", "pause", "a pause begins once", "-> paused"),
    ("paused", "resume", "on resume the newest is applied", "commit -> committed"),
    ("paused", "time", "no grace runs in a pause", "-> paused"),
    ("suspended", "saved", "a save waits for the release", "-> suspended"),
    ("suspended", "restart", "the user's restart goes before the tool's hold", "-> suspended"),
    ("suspended", "stop", "stop ends a program while tools hold", "stop -> suspended"),
    ("suspended", "ready", "what was read while a tool held is not applied", "-> suspended"),
    ("suspended", "refused", "what was read while a tool held is not refused", "-> suspended"),
    ("suspended", "unchanged", "what was read while a tool held says nothing", "-> suspended"),
    ("suspended", "began", "a generation begins once", "-> suspended"),
    ("suspended", "to rest", "an outcome in a suspension is taken down", "-> suspended"),
    ("suspended", "pending", "an await in a suspension is taken down", "-> suspended"),
    ("suspended", "poisoned", "the heap is replaced after the release", "-> suspended"),
    ("suspended", "engine lost", "the engine is replaced after the release", "-> suspended"),
    ("suspended", "suspend", "a second holder begins and nobody is told again", "-> suspended"),
    ("suspended", "release", "the last release reloads once", "prepare -> resting"),
    ("suspended", "pause", "the debugger pauses while a tool holds", "-> paused"),
    ("suspended", "resume", "a pause that is not there does not end", "-> suspended"),
    ("suspended", "time", "a hold that lasts too long ends by itself and reloads once", "tell expired, prepare -> resting"),
    ("empty", "saved", "a newer save waits for the preparation in flight", "-> empty"),
    ("empty", "restart", "a restart waits for the preparation in flight", "-> empty"),
    ("empty", "stop", "stop ends a program that has not run yet", "stop -> stopped"),
    ("empty", "ready", "the first generation runs", "commit -> evaluating"),
    ("empty", "refused", "the first texts are refused and nothing runs", "answer -> empty"),
    ("empty", "unchanged", "there is nothing to run", "answer -> empty"),
    ("empty", "began", "nothing was handed over", "-> empty"),
    ("empty", "to rest", "nothing has begun that could come to rest", "-> empty"),
    ("empty", "pending", "nothing has begun that could wait", "-> empty"),
    ("empty", "poisoned", "the heap is replaced before anything runs in it", "-> empty"),
    ("empty", "engine lost", "the engine went before it ran anything", "-> lost"),
    ("empty", "suspend", "a tool holds the first run back, and that is told", "tell held -> suspended"),
    ("empty", "release", "what is not held is not released", "-> empty"),
    ("empty", "pause", "an engine that runs nothing cannot be paused", "-> empty"),
    ("empty", "resume", "an engine that runs nothing cannot be resumed", "-> empty"),
    ("empty", "time", "a generation that nothing newer waits for has all the time it wants", "-> evaluating"),
    ("committed", "saved", "a newer save waits for the preparation in flight", "-> committed"),
    ("committed", "restart", "a restart waits for the preparation in flight", "-> committed"),
    ("committed", "stop", "stop ends a program behind a turn", "stop -> stopped"),
    ("committed", "ready", "a newer plan waits until the one before was taken up", "-> committed"),
    ("committed", "refused", "a refusal is told while a generation waits to begin", "answer -> committed"),
    ("committed", "unchanged", "that nothing changed is told while a generation waits to begin", "answer -> committed"),
    ("committed", "began", "the engine takes the generation up", "-> evaluating"),
    ("committed", "to rest", "what has not begun cannot come to rest", "-> committed"),
    ("committed", "pending", "what has not begun cannot wait", "-> committed"),
    ("committed", "poisoned", "a full heap takes nothing up, so the generation is owed", "-> lost"),
    ("committed", "engine lost", "the engine went before the generation began, so it is owed", "-> lost"),
    ("committed", "suspend", "a tool holds what is not handed over yet", "tell held -> suspended"),
    ("committed", "release", "what is not held is not released", "-> committed"),
    ("committed", "pause", "the debugger pauses the turn before it", "-> paused"),
    ("committed", "resume", "a pause that is not there does not end", "-> committed"),
    ("committed", "time", "the turn before it lasts too long and is interrupted", "interrupt -> committed"),
    ("evaluating", "saved", "a newer save waits for the preparation in flight", "-> evaluating"),
    ("evaluating", "restart", "a restart waits for the preparation in flight", "-> evaluating"),
    ("evaluating", "stop", "stop ends a program while it evaluates", "stop -> stopped"),
    ("evaluating", "ready", "a newer plan waits for the outcome, for its grace", "-> evaluating"),
    ("evaluating", "refused", "a refusal is told and the generation goes on", "answer -> evaluating"),
    ("evaluating", "unchanged", "that nothing changed is told and the generation goes on", "answer -> evaluating"),
    ("evaluating", "began", "a generation begins once", "-> evaluating"),
    ("evaluating", "to rest", "its body came to an end", "-> resting"),
    ("evaluating", "pending", "its body came to a top-level await", "-> parked"),
    ("evaluating", "poisoned", "the next save gets a fresh heap", "-> evaluating"),
    ("evaluating", "engine lost", "the engine went in the middle of it", "-> lost"),
    ("evaluating", "suspend", "a tool holds what is being prepared, and that is told", "tell held -> suspended"),
    ("evaluating", "release", "what is not held is not released", "-> evaluating"),
    ("evaluating", "pause", "the debugger pauses it", "-> paused"),
    ("evaluating", "resume", "a pause that is not there does not end", "-> evaluating"),
    ("evaluating", "time", "its grace is over and a newer plan waits, so it is interrupted", "interrupt -> interrupting"),
    ("parked", "saved", "a newer save waits for the preparation in flight", "-> parked"),
    ("parked", "restart", "a restart waits for the preparation in flight", "-> parked"),
    ("parked", "stop", "stop ends a program at an await", "stop -> stopped"),
    ("parked", "ready", "a newer plan gives the await its grace", "-> parked"),
    ("parked", "refused", "a refusal is told and the await goes on", "answer -> parked"),
    ("parked", "unchanged", "that nothing changed is told and the await goes on", "answer -> parked"),
    ("parked", "began", "a generation begins once", "-> parked"),
    ("parked", "to rest", "the await settled and the body came to an end", "-> resting"),
    ("parked", "pending", "another await follows", "-> parked"),
    ("parked", "poisoned", "the next save gets a fresh heap", "-> parked"),
    ("parked", "engine lost", "the engine went during the await", "-> lost"),
    ("parked", "suspend", "a tool holds what is being prepared, and that is told", "tell held -> suspended"),
    ("parked", "release", "what is not held is not released", "-> parked"),
    ("parked", "pause", "the debugger pauses a job or timer during the await", "-> paused"),
    ("parked", "resume", "a pause that is not there does not end", "-> parked"),
    ("parked", "time", "an await that does not settle is superseded", "commit -> committed"),
    ("resting", "saved", "a newer save waits for the preparation in flight", "-> resting"),
    ("resting", "restart", "a restart waits for the preparation in flight", "-> resting"),
    ("resting", "stop", "stop ends a program that rests", "stop -> stopped"),
    ("resting", "ready", "a plan is applied at once", "commit -> committed"),
    ("resting", "refused", "a refusal is told and the generation goes on", "answer -> resting"),
    ("resting", "unchanged", "that nothing changed is told", "answer -> resting"),
    ("resting", "began", "a generation begins once", "-> resting"),
    ("resting", "to rest", "it rests already", "-> resting"),
    ("resting", "pending", "an await that is told late is taken down", "-> parked"),
    ("resting", "poisoned", "the next save gets a fresh heap", "-> resting"),
    ("resting", "engine lost", "the engine went while it rested", "-> lost"),
    ("resting", "suspend", "a tool holds what is being prepared, and that is told", "tell held -> suspended"),
    ("resting", "release", "what is not held is not released", "-> resting"),
    ("resting", "pause", "the debugger pauses a timer", "-> paused"),
    ("resting", "resume", "a pause that is not there does not end", "-> resting"),
    ("resting", "time", "a turn that keeps what was handed over from beginning is interrupted", "interrupt -> committed"),
    ("interrupting", "saved", "a newer save waits for the preparation in flight", "-> interrupting"),
    ("interrupting", "restart", "a restart waits for the preparation in flight", "-> interrupting"),
    ("interrupting", "stop", "stop ends a program that is being interrupted", "stop -> stopped"),
    ("interrupting", "ready", "a newer plan waits for the end of the interrupted one", "-> interrupting"),
    ("interrupting", "refused", "a refusal is told, and nothing waits any more", "answer -> interrupting"),
    ("interrupting", "unchanged", "that nothing changed is told", "answer -> interrupting"),
    ("interrupting", "began", "a generation begins once", "-> interrupting"),
    ("interrupting", "to rest", "the interrupt was heard", "-> resting"),
    ("interrupting", "pending", "an await does not end an interrupt", "-> interrupting"),
    ("interrupting", "poisoned", "the next save gets a fresh heap", "-> interrupting"),
    ("interrupting", "engine lost", "the engine went before it heard the interrupt", "-> lost"),
    ("interrupting", "suspend", "a tool holds what is being prepared, and that is told", "tell held -> suspended"),
    ("interrupting", "release", "what is not held is not released", "-> interrupting"),
    ("interrupting", "pause", "the debugger pauses it before it hears the interrupt", "-> paused"),
    ("interrupting", "resume", "a pause that is not there does not end", "-> interrupting"),
    ("interrupting", "time", "an interrupt that is not heard ends the engine", "kill -> lost"),
    ("lost", "saved", "a newer save waits for the preparation in flight", "-> lost"),
    ("lost", "restart", "a restart waits for the preparation in flight", "-> lost"),
    ("lost", "stop", "stop ends a program without an engine", "stop -> stopped"),
    ("lost", "ready", "a plan for the lost engine is made anew for a fresh one", "replace, prepare -> empty"),
    ("lost", "refused", "what was prepared for the lost engine is prepared anew", "replace, prepare -> empty"),
    ("lost", "unchanged", "what was no change for the lost engine is one for a fresh one", "replace, prepare -> empty"),
    ("lost", "began", "a lost engine takes nothing up", "-> lost"),
    ("lost", "to rest", "what a lost engine said late is nothing", "-> lost"),
    ("lost", "pending", "what a lost engine said late is nothing", "-> lost"),
    ("lost", "poisoned", "a lost engine cannot be worse", "-> lost"),
    ("lost", "engine lost", "an engine is lost once", "-> lost"),
    ("lost", "suspend", "a tool holds the fresh start back, and that is told", "tell held -> suspended"),
    ("lost", "release", "what is not held is not released", "-> lost"),
    ("lost", "pause", "a lost engine cannot be paused", "-> lost"),
    ("lost", "resume", "a lost engine cannot be resumed", "-> lost"),
    ("lost", "time", "nothing is timed", "-> empty"),
    ("stopped", "saved", "a save revives the program once the preparation in flight is back", "-> stopped"),
    ("stopped", "restart", "a restart revives the program once the preparation in flight is back", "-> stopped"),
    ("stopped", "stop", "stop is told again", "stop -> stopped"),
    ("stopped", "ready", "what was wanted before the stop does not run", "-> stopped"),
    ("stopped", "refused", "what was wanted before the stop is not told", "-> stopped"),
    ("stopped", "unchanged", "what was wanted before the stop is not told", "-> stopped"),
    ("stopped", "began", "a stopped engine takes nothing up", "-> stopped"),
    ("stopped", "to rest", "what a stopped engine said late is nothing", "-> stopped"),
    ("stopped", "pending", "what a stopped engine said late is nothing", "-> stopped"),
    ("stopped", "poisoned", "a stopped engine cannot be worse", "-> stopped"),
    ("stopped", "engine lost", "the end of a stopped engine is no news", "-> stopped"),
    ("stopped", "suspend", "a tool holds while nothing runs", "-> suspended"),
    ("stopped", "release", "what is not held is not released", "-> stopped"),
    ("stopped", "pause", "a stopped engine cannot be paused", "-> stopped"),
    ("stopped", "resume", "a stopped engine cannot be resumed", "-> stopped"),
    ("stopped", "time", "nothing is timed", "-> stopped"),
];
