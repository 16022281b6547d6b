//! The machine's state, and its one function. Pure.

use std::time::Duration;

use super::hold::{Holds, MAX_HOLD, Pause};
use super::{
    Answer, Came, EVALUATION_GRACE, Effect, Event, HeldBy, INTERRUPT_GRACE, MAX_DROPPED, MAX_WAIT,
    PENDING_GRACE,
};
use crate::ids::{Attempt, Generation};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Fresh: nothing has been applied.
    Empty,
    /// A generation was handed over; the engine may still be in a turn of an older one, which is told
    /// to end when that lasts.
    Committed {
        since: Duration,
        is_interrupted: bool,
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

impl Engine {
    /// Since when it is as it is, where that counts.
    pub(super) fn since(&mut self) -> Option<&mut Duration> {
        match self {
            Self::Committed { since, .. }
            | Self::Evaluating { since }
            | Self::Parked { since }
            | Self::Interrupting { since } => Some(since),
            Self::Empty | Self::Resting | Self::Lost | Self::Stopped => None,
        }
    }
}

/// The whole state of reloading one program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    pub engine: Engine,
    /// The newest generation that was committed.
    pub generation: Generation,
    /// Grows with every save.
    pub wanted: Attempt,
    /// The newest attempt with an answer.
    pub(super) answered: Attempt,
    pub(super) preparing: Option<Attempt>,
    /// What is being prepared may have read half of what a tool wrote, or is meant for an engine that
    /// is gone.
    pub(super) is_void: bool,
    /// Prepared and not yet committed.
    pub(super) ready: Option<Attempt>,
    pub(super) needs_fresh_engine: bool,
    /// The newest generation never began: its engine was ended for an older one's sake.
    pub(super) owes_newest: bool,
    pub(super) dropped: u32,
    /// Since when something newer than the committed generation is wanted.
    pub(super) waiting_since: Option<Duration>,
    /// A restart that was asked for and is not answered. The user's wish goes before a tool's.
    pub(super) restart: Option<Attempt>,
    pub(super) holds: Holds,
    pub(super) pause: Option<Pause>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            engine: Engine::Empty,
            generation: Generation(0),
            wanted: Attempt(0),
            answered: Attempt(0),
            preparing: None,
            is_void: false,
            ready: None,
            needs_fresh_engine: false,
            owes_newest: false,
            dropped: 0,
            waiting_since: None,
            restart: None,
            holds: Holds::default(),
            pause: None,
        }
    }
}

impl State {
    /// Whether nothing is being prepared, held or still wanted.
    pub fn is_settled(&self) -> bool {
        self.preparing.is_none() && self.ready.is_none() && self.wanted == self.answered
    }

    /// Whether the debugger holds the engine: it is not busy then, however long that lasts.
    pub fn is_paused(&self) -> bool {
        self.pause.is_some()
    }

    /// When the machine wants to hear `TimePassed`.
    pub fn alarm(&self) -> Option<Duration> {
        let grace = if self.pause.is_some() { None } else { self.end_of_grace() };
        grace.into_iter().chain(self.holds.next_end()).min()
    }

    /// Takes one event. `now` is any clock that does not run backwards.
    pub fn step(&mut self, now: Duration, event: Event) -> Vec<Effect> {
        let expired = self.holds.expire(now);
        if !expired.is_empty() {
            self.released(now);
        }
        let mut effects: Vec<Effect> = expired.into_iter().map(Effect::TellExpired).collect();
        match event {
            Event::Saved => self.want(now),
            Event::RestartAsked => {
                self.needs_fresh_engine = true;
                self.want(now);
                self.restart = Some(self.wanted);
            }
            Event::StopAsked => self.stop(&mut effects),
            Event::Prepared { attempt, answer } => self.prepared(now, attempt, answer, &mut effects),
            Event::Began { generation } if generation == self.generation => self.began(now),
            Event::Came { generation, outcome } if generation == self.generation => self.came(now, outcome),
            Event::Began { .. } | Event::Came { .. } => {}
            Event::Poisoned => self.poisoned(),
            Event::EngineLost => self.lost(),
            Event::Suspended { holder, at_most } => self.holds.begin(holder, now + at_most.min(MAX_HOLD)),
            Event::Released { holder } => {
                if self.holds.end(&holder) {
                    self.released(now);
                }
            }
            Event::Paused { generation } => self.paused(now, generation),
            Event::Resumed { generation } => self.resumed(now, generation),
            Event::TimePassed => {}
        }
        self.decide(now, &mut effects);
        effects
    }

    fn want(&mut self, now: Duration) {
        self.wanted = self.wanted.next();
        self.waiting_since.get_or_insert(now);
    }

    fn stop(&mut self, effects: &mut Vec<Effect>) {
        self.engine = Engine::Stopped;
        self.pause = None;
        self.needs_fresh_engine = true;
        self.owes_newest = false;
        self.answered = self.wanted;
        self.ready = None;
        self.restart = None;
        self.rest();
        effects.push(Effect::Stop);
    }

    fn prepared(&mut self, now: Duration, attempt: Attempt, answer: Answer, effects: &mut Vec<Effect>) {
        if self.preparing != Some(attempt) {
            return;
        }
        self.preparing = None;
        let is_void = std::mem::take(&mut self.is_void);
        let is_answered = self.engine == Engine::Stopped && attempt <= self.answered;
        if is_void || is_answered || self.is_suspended() {
            return;
        }
        let is_newest = attempt == self.wanted;
        if !is_newest && !self.is_overdue(now) {
            self.dropped += 1;
            return;
        }
        self.answered = self.answered.max(attempt);
        match answer {
            Answer::Ready => self.ready = Some(attempt),
            Answer::Refused | Answer::Unchanged => {
                self.ready = None;
                self.fulfilled(attempt);
                effects.push(Effect::Answer(attempt));
            }
        }
    }

    /// An attempt was applied, or answered for good.
    fn fulfilled(&mut self, attempt: Attempt) {
        self.restart.take_if(|restart| *restart <= attempt);
        self.rest();
    }

    /// Whether saves have kept coming for so long that the next plan is applied, newest or not.
    fn is_overdue(&self, now: Duration) -> bool {
        let has_waited = self.waiting_since.is_some_and(|since| has_passed(now, since, MAX_WAIT));
        has_waited || self.dropped >= MAX_DROPPED
    }

    fn rest(&mut self) {
        self.dropped = 0;
        self.waiting_since = None;
    }

    fn began(&mut self, now: Duration) {
        if matches!(self.engine, Engine::Committed { .. }) {
            self.engine = Engine::Evaluating { since: now };
            // A paused engine takes nothing up.
            self.pause = None;
        }
    }

    fn came(&mut self, now: Duration, outcome: Came) {
        self.engine = match (self.engine, outcome) {
            // Nothing has begun there.
            (Engine::Empty | Engine::Committed { .. } | Engine::Stopped | Engine::Lost, _) => return,
            (Engine::Interrupting { since }, Came::Pending) => Engine::Interrupting { since },
            (_, Came::Pending) => Engine::Parked { since: now },
            (_, Came::ToRest) => Engine::Resting,
        };
    }

    /// A poisoned engine takes up nothing more.
    fn poisoned(&mut self) {
        self.needs_fresh_engine = true;
        if matches!(self.engine, Engine::Committed { .. }) {
            self.lost();
        }
    }

    fn lost(&mut self) {
        let has_not_begun = matches!(self.engine, Engine::Committed { .. });
        if self.engine != Engine::Stopped {
            self.engine = Engine::Lost;
        }
        self.pause = None;
        self.needs_fresh_engine = true;
        // The answer will be about the engine that is gone.
        self.is_void = self.preparing.is_some();
        if std::mem::take(&mut self.owes_newest) || has_not_begun {
            self.answered = self.answered.min(Attempt(self.wanted.0.saturating_sub(1)));
        }
    }

    /// After the last hold everything begins anew, and waiting for it does not count.
    fn released(&mut self, now: Duration) {
        if self.holds.is_any() {
            return;
        }
        self.is_void = self.preparing.is_some();
        self.dropped = 0;
        self.waiting_since = self.waiting_since.map(|_| now);
    }

    fn paused(&mut self, now: Duration, generation: Generation) {
        if self.running() == Some(generation) {
            self.pause.get_or_insert(Pause { generation, since: now, is_told: false });
        }
    }

    /// The graces go on where they stood.
    fn resumed(&mut self, now: Duration, generation: Generation) {
        let ended = self.pause.take_if(|pause| pause.generation == generation);
        if let (Some(pause), Some(since)) = (ended, self.engine.since()) {
            *since += now.saturating_sub(pause.since);
        }
    }

    /// The generation whose turns the engine runs.
    pub(super) fn running(&self) -> Option<Generation> {
        match self.engine {
            Engine::Committed { .. } => Some(Generation(self.generation.0.saturating_sub(1))),
            Engine::Evaluating { .. }
            | Engine::Parked { .. }
            | Engine::Resting
            | Engine::Interrupting { .. } => Some(self.generation),
            Engine::Empty | Engine::Lost | Engine::Stopped => None,
        }
    }

    fn is_suspended(&self) -> bool {
        self.holds.is_any() && self.restart.is_none()
    }

    /// Compares what is wanted with what is, and does the next thing about it.
    fn decide(&mut self, now: Duration, effects: &mut Vec<Effect>) {
        self.prepare(now, effects);
        if let Some(pause) = &mut self.pause {
            if self.ready.is_some() && !std::mem::replace(&mut pause.is_told, true) {
                effects.push(Effect::TellHeld(HeldBy::Debugger));
            }
            return;
        }
        if matches!(self.engine, Engine::Committed { .. }) {
            self.free_engine(now, effects);
        } else if let Some(attempt) = self.ready
            && !self.is_suspended()
        {
            self.apply(now, attempt, effects);
            self.prepare(now, effects);
        }
    }

    fn tell_suspended(&mut self, effects: &mut Vec<Effect>) {
        let is_waiting = self.wanted > self.answered || self.ready.is_some();
        if is_waiting && !std::mem::replace(&mut self.holds.is_told, true) {
            effects.push(Effect::TellHeld(HeldBy::Holders(self.holds.holders())));
        }
    }

    fn prepare(&mut self, now: Duration, effects: &mut Vec<Effect>) {
        if self.is_suspended() {
            return self.tell_suspended(effects);
        }
        if self.preparing.is_some() {
            return;
        }
        let is_wanted = self.wanted > self.answered;
        // The debugger keeps the engine it looks at, unless the user asks for another.
        let may_replace = self.pause.is_none() || self.restart.is_some();
        if self.needs_fresh_engine && may_replace && (is_wanted || self.ready.is_some()) {
            // A held plan was made for the engine that goes.
            if let Some(held) = self.ready.take() {
                self.answered = self.answered.min(Attempt(held.0.saturating_sub(1)));
            }
            self.needs_fresh_engine = false;
            self.engine = Engine::Empty;
            self.pause = None;
            effects.push(Effect::ReplaceEngine);
        }
        let goes_first = self.ready.is_some() && self.pause.is_none() && self.is_overdue(now);
        if self.wanted > self.answered && !goes_first {
            self.ready = None;
            self.preparing = Some(self.wanted);
            effects.push(Effect::Prepare(self.wanted));
        }
    }

    /// A generation that rests may have begun a turn that never ends, in a timer or a job: then the
    /// engine does not come to the one that was committed behind it.
    fn free_engine(&mut self, now: Duration, effects: &mut Vec<Effect>) {
        let Engine::Committed { since, is_interrupted } = &mut self.engine else { return };
        if has_passed(now, *since, EVALUATION_GRACE + INTERRUPT_GRACE) {
            self.engine = Engine::Lost;
            self.owes_newest = true;
            effects.push(Effect::Kill);
        } else if has_passed(now, *since, EVALUATION_GRACE) && !std::mem::replace(is_interrupted, true) {
            effects.push(Effect::Interrupt(Generation(self.generation.0.saturating_sub(1))));
        }
    }

    fn apply(&mut self, now: Duration, attempt: Attempt, effects: &mut Vec<Effect>) {
        match self.engine {
            Engine::Empty | Engine::Resting => self.commit(now, attempt, effects),
            Engine::Parked { since } if has_passed(now, since, PENDING_GRACE) => {
                self.commit(now, attempt, effects);
            }
            Engine::Evaluating { since } if has_passed(now, since, EVALUATION_GRACE) => {
                self.engine = Engine::Interrupting { since: now };
                effects.push(Effect::Interrupt(self.generation));
            }
            Engine::Interrupting { since } if has_passed(now, since, INTERRUPT_GRACE) => {
                self.engine = Engine::Lost;
                effects.push(Effect::Kill);
            }
            Engine::Parked { .. } | Engine::Evaluating { .. } | Engine::Interrupting { .. } => {}
            // Held until the engine has taken up the one before.
            Engine::Committed { .. } => {}
            // `EngineLost` is on its way, and with it a fresh engine.
            Engine::Lost => {}
            // A fresh engine came with what is wanted since.
            Engine::Stopped => {}
        }
    }

    fn commit(&mut self, now: Duration, attempt: Attempt, effects: &mut Vec<Effect>) {
        self.generation = self.generation.next();
        // Nothing older runs in a fresh engine.
        self.engine = if self.engine == Engine::Empty {
            Engine::Evaluating { since: now }
        } else {
            Engine::Committed { since: now, is_interrupted: false }
        };
        self.ready = None;
        self.fulfilled(attempt);
        effects.push(Effect::Commit { attempt, generation: self.generation });
    }

    /// When the engine has had the time it is given.
    fn end_of_grace(&self) -> Option<Duration> {
        let is_waited_for = self.ready.is_some() && !self.is_suspended();
        match self.engine {
            Engine::Committed { since, is_interrupted: false } => Some(since + EVALUATION_GRACE),
            Engine::Committed { since, is_interrupted: true } => {
                Some(since + EVALUATION_GRACE + INTERRUPT_GRACE)
            }
            Engine::Evaluating { since } if is_waited_for => Some(since + EVALUATION_GRACE),
            Engine::Parked { since } if is_waited_for => Some(since + PENDING_GRACE),
            Engine::Interrupting { since } if is_waited_for => Some(since + INTERRUPT_GRACE),
            _ => None,
        }
    }
}

fn has_passed(now: Duration, since: Duration, grace: Duration) -> bool {
    now.saturating_sub(since) >= grace
}
