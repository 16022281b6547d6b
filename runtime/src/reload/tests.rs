//! The reload machine: a table of every pair, every order of a small world, long random runs, the
//! bugs others had, and the model that was there first.

mod explore;
mod random;
mod replay;
mod rules;
mod seeded;
mod stories;
mod table;
mod world;

use super::state::State;
use super::*;

fn prepared(attempt: u64, answer: Answer) -> Event {
    Event::Prepared { attempt: Attempt(attempt), answer }
}

fn came(generation: u32, outcome: Came) -> Event {
    Event::Came { generation: Generation(generation), outcome }
}

fn began(generation: u32) -> Event {
    Event::Began { generation: Generation(generation) }
}

fn holder(name: &str) -> Holder {
    Holder(name.into())
}

fn suspended(name: &str, at_most: Duration) -> Event {
    Event::Suspended { holder: holder(name), at_most }
}

fn released(name: &str) -> Event {
    Event::Released { holder: holder(name) }
}

fn commit(attempt: u64, generation: u32) -> Effect {
    Effect::Commit { attempt: Attempt(attempt), generation: Generation(generation) }
}

/// Feeds events at a fixed time; answers with all effects.
fn steps(state: &mut State, now: Duration, events: &[Event]) -> Vec<Effect> {
    events.iter().flat_map(|event| state.step(now, event.clone())).collect()
}
