//! The reload machine: when to prepare, apply, interrupt and replace. Pure.
//!
//! Level, not edge: `wanted` grows with every save and is compared with what has been answered and
//! committed. Nothing is ever deferred; it is just not equal yet, so no flag can be stranded.
//!
//! # Race surface
//! - *A save while preparing*: `wanted` grows; the answer to the older attempt is dropped and the
//!   newest is prepared, but after [`MAX_DROPPED`] drops or [`MAX_WAIT`] the current one is applied.
//! - *A save while evaluating*: the plan is held; after [`EVALUATION_GRACE`] the older generation is
//!   interrupted, after [`INTERRUPT_GRACE`] its engine is replaced.
//! - *A top-level await that never settles*: after [`PENDING_GRACE`] a newer plan is applied over it.
//! - *A plan committed behind a turn that never ends*: after [`EVALUATION_GRACE`] whatever an older
//!   generation does is interrupted, after [`INTERRUPT_GRACE`] the engine is replaced.
//! - *An outcome of an older generation*: changes nothing here.
//! - *The engine is lost while a plan is held*: the plan was made for that engine; it is made anew.

use std::time::Duration;

use crate::ids::{Attempt, Generation};

/// A generation that still evaluates is interrupted this long after its start, once a newer plan waits.
pub const EVALUATION_GRACE: Duration = Duration::from_millis(500);
/// An engine that does not answer an interrupt for this long is replaced.
pub const INTERRUPT_GRACE: Duration = Duration::from_secs(1);
/// A pending top-level await is superseded by a newer plan after this long.
pub const PENDING_GRACE: Duration = Duration::from_millis(100);
/// So many answers in a row may be dropped for a newer save.
pub const MAX_DROPPED: u32 = 3;
/// And for so long.
pub const MAX_WAIT: Duration = Duration::from_secs(1);

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// There may be new text.
    Saved,
    /// Run from nothing in a fresh engine.
    RestartAsked,
    StopAsked,
    Prepared {
        attempt: Attempt,
        answer: Answer,
    },
    /// The engine took the generation up.
    Began {
        generation: Generation,
    },
    Came {
        generation: Generation,
        outcome: Came,
    },
    /// The engine's heap must not run another generation.
    Poisoned,
    /// The engine is gone.
    EngineLost,
    /// An alarm that was set went off.
    TimePassed,
}

/// How a preparation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Ready,
    Refused,
    Unchanged,
}

/// How a generation's body ended, as far as the machine cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It returned, threw, or was interrupted: another may be applied at any time.
    ToRest,
    /// A top-level await is pending.
    Pending,
}

/// What the shell has to do, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Prepare(Attempt),
    /// Publish the answer to this attempt (`Refused` or `Unchanged`).
    Answer(Attempt),
    /// Hand the held plan to the engine.
    Commit {
        attempt: Attempt,
        generation: Generation,
    },
    Interrupt(Generation),
    /// End the engine's process; `EngineLost` follows.
    Kill,
    /// Start an empty engine instead of the present one.
    ReplaceEngine,
    /// End the program.
    Stop,
    /// Send `TimePassed` at this time at the latest.
    Alarm(Duration),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Fresh: nothing has been applied.
    Empty,
    /// A generation was handed over; the engine may still be in a turn of an older one.
    Committed {
        since: Duration,
    },
    Evaluating {
        since: Duration,
    },
    /// Top-level await.
    Parked {
        since: Duration,
    },
    /// The body came to an end, well or not; timers may run.
    Resting,
    /// Told to end what it does.
    Interrupting {
        since: Duration,
    },
    /// Gone, or must not be used again.
    Lost,
    /// The program was ended on request.
    Stopped,
}

/// The whole state of reloading one program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub engine: Engine,
    /// The newest generation that was committed.
    pub generation: Generation,
    /// Grows with every save.
    pub wanted: Attempt,
    /// The newest attempt with an answer.
    answered: Attempt,
    preparing: Option<Attempt>,
    /// Prepared and not yet committed.
    ready: Option<Attempt>,
    needs_fresh_engine: bool,
    /// The newest generation never began: its engine was ended for an older one's sake.
    owes_newest: bool,
    dropped: u32,
    /// Since when something newer than the committed generation is wanted.
    waiting_since: Option<Duration>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            engine: Engine::Empty,
            generation: Generation(0),
            wanted: Attempt(0),
            answered: Attempt(0),
            preparing: None,
            ready: None,
            needs_fresh_engine: false,
            owes_newest: false,
            dropped: 0,
            waiting_since: None,
        }
    }
}

impl State {
    /// Whether nothing is being prepared, held or still wanted.
    pub fn is_settled(&self) -> bool {
        self.preparing.is_none() && self.ready.is_none() && self.wanted == self.answered
    }

    /// The attempt whose plan is held.
    pub fn held(&self) -> Option<Attempt> {
        self.ready
    }

    /// Takes one event. `now` is any clock that does not run backwards.
    pub fn step(&mut self, now: Duration, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Saved => self.want(now),
            Event::RestartAsked => {
                self.needs_fresh_engine = true;
                self.want(now);
            }
            Event::StopAsked => {
                self.engine = Engine::Stopped;
                self.answered = self.wanted;
                self.ready = None;
                effects.push(Effect::Stop);
            }
            Event::Prepared { attempt, answer } => self.prepared(now, attempt, answer, &mut effects),
            Event::Came { generation, outcome } if generation == self.generation => self.came(now, outcome),
            Event::Began { generation } if generation == self.generation => {
                if matches!(self.engine, Engine::Committed { .. }) {
                    self.engine = Engine::Evaluating { since: now };
                }
            }
            Event::TimePassed => {
                if let Engine::Committed { since } = self.engine {
                    self.free_engine(now, since, &mut effects);
                }
            }
            Event::Began { .. } | Event::Came { .. } => {}
            Event::Poisoned => self.needs_fresh_engine = true,
            Event::EngineLost => {
                if self.engine != Engine::Stopped {
                    self.engine = Engine::Lost;
                }
                self.needs_fresh_engine = true;
                if std::mem::take(&mut self.owes_newest) {
                    self.answered = self.answered.min(Attempt(self.wanted.0.saturating_sub(1)));
                }
            }
        }
        self.decide(now, &mut effects);
        effects
    }

    fn want(&mut self, now: Duration) {
        self.wanted = self.wanted.next();
        self.waiting_since.get_or_insert(now);
    }

    fn prepared(&mut self, now: Duration, attempt: Attempt, answer: Answer, effects: &mut Vec<Effect>) {
        if self.preparing != Some(attempt) {
            return;
        }
        self.preparing = None;
        if self.engine == Engine::Stopped && attempt <= self.answered {
            return;
        }
        let is_newest = attempt == self.wanted;
        let has_waited = self.waiting_since.is_some_and(|since| now.saturating_sub(since) >= MAX_WAIT);
        if !is_newest && self.dropped < MAX_DROPPED && !has_waited {
            self.dropped += 1;
            return;
        }
        self.answered = self.answered.max(attempt);
        match answer {
            Answer::Ready => self.ready = Some(attempt),
            Answer::Refused | Answer::Unchanged => {
                self.ready = None;
                self.rest();
                effects.push(Effect::Answer(attempt));
            }
        }
    }

    fn rest(&mut self) {
        self.dropped = 0;
        self.waiting_since = None;
    }

    fn came(&mut self, now: Duration, outcome: Came) {
        self.engine = match (self.engine, outcome) {
            (Engine::Stopped | Engine::Lost, _) => return,
            (Engine::Interrupting { since }, Came::Pending) => Engine::Interrupting { since },
            (_, Came::Pending) => Engine::Parked { since: now },
            (_, Came::ToRest) => Engine::Resting,
        };
    }

    /// A generation that rests may have begun a turn that never ends, in a timer or a job: then the
    /// engine does not come to the one that was committed behind it.
    fn free_engine(&mut self, now: Duration, since: Duration, effects: &mut Vec<Effect>) {
        let interrupt_at = since + EVALUATION_GRACE;
        let kill_at = interrupt_at + INTERRUPT_GRACE;
        if now >= kill_at {
            self.engine = Engine::Lost;
            self.owes_newest = true;
            effects.push(Effect::Kill);
        } else if now >= interrupt_at {
            effects.push(Effect::Interrupt(Generation(self.generation.0.saturating_sub(1))));
            effects.push(Effect::Alarm(kill_at));
        } else {
            effects.push(Effect::Alarm(interrupt_at));
        }
    }

    /// Compares what is wanted with what is, and does the next thing about it.
    fn decide(&mut self, now: Duration, effects: &mut Vec<Effect>) {
        if self.needs_fresh_engine
            && self.preparing.is_none()
            && (self.wanted > self.answered || self.ready.is_some())
        {
            // A held plan was made for the engine that goes.
            if let Some(held) = self.ready.take() {
                self.answered = Attempt(self.answered.0.min(held.0.saturating_sub(1)));
            }
            self.needs_fresh_engine = false;
            self.engine = Engine::Empty;
            effects.push(Effect::ReplaceEngine);
        }
        if self.preparing.is_none() && self.wanted > self.answered {
            self.ready = None;
            self.preparing = Some(self.wanted);
            effects.push(Effect::Prepare(self.wanted));
        }
        if let Some(attempt) = self.ready {
            self.apply(now, attempt, effects);
        }
    }

    fn apply(&mut self, now: Duration, attempt: Attempt, effects: &mut Vec<Effect>) {
        let waits = |since: Duration, grace: Duration| now.saturating_sub(since) < grace;
        match self.engine {
            Engine::Parked { since } if waits(since, PENDING_GRACE) => {
                effects.push(Effect::Alarm(since + PENDING_GRACE));
            }
            Engine::Empty | Engine::Parked { .. } | Engine::Resting | Engine::Stopped => {
                self.generation = self.generation.next();
                // Nothing older runs in a fresh engine.
                let is_fresh = self.engine == Engine::Empty;
                self.engine = if is_fresh {
                    Engine::Evaluating { since: now }
                } else {
                    Engine::Committed { since: now }
                };
                self.ready = None;
                self.rest();
                effects.push(Effect::Commit { attempt, generation: self.generation });
                if !is_fresh {
                    effects.push(Effect::Alarm(now + EVALUATION_GRACE));
                }
            }
            Engine::Evaluating { since } if waits(since, EVALUATION_GRACE) => {
                effects.push(Effect::Alarm(since + EVALUATION_GRACE));
            }
            Engine::Evaluating { .. } => {
                self.engine = Engine::Interrupting { since: now };
                effects.push(Effect::Interrupt(self.generation));
                effects.push(Effect::Alarm(now + INTERRUPT_GRACE));
            }
            Engine::Interrupting { since } if waits(since, INTERRUPT_GRACE) => {
                effects.push(Effect::Alarm(since + INTERRUPT_GRACE));
            }
            Engine::Interrupting { .. } => {
                self.engine = Engine::Lost;
                effects.push(Effect::Kill);
            }
            // Held until the engine has taken up the one before.
            Engine::Committed { .. } => {}
            // `EngineLost` is on its way, and with it a fresh engine.
            Engine::Lost => {}
        }
    }
}

#[cfg(test)]
mod tests;
