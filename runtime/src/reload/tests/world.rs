//! What surrounds the machine, small enough to try every order of what it does: files, the shell, the
//! engine, the front. Each rule is checked where it could be broken.
//!
//! Modelled after the code, and to be changed with it: `Started` is said when the engine takes a
//! generation up, outcomes of older generations are dropped, an error captures its version when it is
//! raised (`session/engine.rs`); a plan goes with its attempt (`session/preparing.rs`); what is shown
//! follows `server/src/diagnostics.rs`. What is said is heard later, in one order.

mod engine;
mod front;
mod moves;

use std::hash::{Hash, Hasher};
use std::time::Duration;

pub use engine::{Body, Busy, Engine, Stage};
pub use front::{Front, Told};
pub use moves::Move;

use super::rules::{Broken, Rule, broken, holds};
use super::*;
use crate::reload::state::State;

/// Counts the texts that were saved.
pub type Version = u8;

/// The world does not let its clock run; it lets everything in the state grow older.
pub const NOW: Duration = Duration::from_secs(1000);

/// How often a thing may still happen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Budget {
    pub saves: u8,
    /// One save that is noticed twice.
    pub echoes: u8,
    pub throws: u8,
    pub awaits: u8,
    /// Turns that do not end by themselves, and of these only by the end of their engine.
    pub spins: u8,
    pub stuck: u8,
    pub holds: u8,
    pub pauses: u8,
    pub losses: u8,
    pub poisons: u8,
    pub restarts: u8,
    pub stops: u8,
}

/// A mistake: how it changes what goes in, comes out, is said or is heard.
#[derive(Debug)]
pub struct Mistake {
    pub event: fn(&mut World, Event) -> Option<Event>,
    pub effect: fn(&mut World, Effect) -> Option<Effect>,
    pub said: fn(&World, Told) -> Option<Told>,
    pub heard: fn(&mut World, Told) -> Told,
    /// What it keeps from happening.
    pub prevents: fn(&World, Move) -> bool,
    /// A save is read while it is being written.
    pub tears: bool,
}

/// No mistake at all.
pub const NONE: Mistake = Mistake {
    event: |_, event| Some(event),
    effect: |_, effect| Some(effect),
    said: |_, told| Some(told),
    heard: |_, told| told,
    prevents: |_, _| false,
    tears: false,
};

/// What comes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    NotPrepared,
    Parses,
    Broken,
}

#[derive(Clone, Debug)]
pub struct World {
    pub mistake: &'static Mistake,
    pub state: State,
    pub budget: Budget,
    /// The newest text, and what comes of each.
    pub disk: Version,
    pub kinds: Vec<Kind>,
    pub is_torn: bool,
    /// Lent to the preparing thread: what it read, and whether that was a whole save.
    pub preparing: Option<(Attempt, Version, bool)>,
    pub plan: Option<(Attempt, Version, bool)>,
    /// What the graph takes for loaded in the engine, and what ran last of all.
    pub applied: Option<Version>,
    pub current: Option<Version>,
    pub engine: Engine,
    /// Said and not yet heard.
    pub unread: Vec<Told>,
    pub front: Front,
    /// Raised and not yet heard.
    pub owed: Vec<(Generation, Version)>,
    /// The last of all that began, and all that did in this engine.
    pub begun: Option<Version>,
    pub evaluated: Vec<Version>,
    pub holders: Vec<&'static str>,
    /// A restart was asked for before this step or in it: no holder delays it.
    pub has_wish: bool,
    /// Since the last holder went: whether a save had waited, and how many reloads came.
    pub released: Option<(bool, u8)>,
    pub is_hold_told: bool,
    pub is_pause_told: bool,
    /// Only used by mistakes: the one map that a path has.
    pub slot: Version,
}

impl Hash for World {
    fn hash<H: Hasher>(&self, to: &mut H) {
        (&self.state, &self.budget, self.disk, &self.kinds, self.is_torn).hash(to);
        (&self.preparing, &self.plan, self.applied, self.current, &self.engine).hash(to);
        (&self.unread, &self.front, &self.owed, self.begun, &self.evaluated).hash(to);
        (&self.holders, self.released, self.is_hold_told, self.is_pause_told, self.slot).hash(to);
    }
}

impl World {
    /// A session that was just started.
    pub fn new(budget: Budget, mistake: &'static Mistake) -> Result<Self, Broken> {
        let mut world = Self {
            mistake,
            state: State::default(),
            budget,
            disk: 0,
            kinds: vec![Kind::NotPrepared],
            is_torn: false,
            preparing: None,
            plan: None,
            applied: None,
            current: None,
            engine: Engine::default(),
            unread: Vec::new(),
            front: Front::default(),
            owed: Vec::new(),
            begun: None,
            evaluated: Vec::new(),
            holders: Vec::new(),
            has_wish: false,
            released: None,
            is_hold_told: false,
            is_pause_told: false,
            slot: 0,
        };
        world.deliver(Event::Saved)?;
        Ok(world)
    }

    /// Gives the machine an event and does what it asks for.
    pub fn deliver(&mut self, event: Event) -> Result<(), Broken> {
        let Some(event) = (self.mistake.event)(self, event) else { return Ok(()) };
        let had_wish = self.state.restart.is_some();
        let effects = self.state.step(NOW, event);
        self.has_wish = had_wish || self.state.restart.is_some();
        for effect in effects {
            if let Some(effect) = (self.mistake.effect)(self, effect) {
                self.perform(effect)?;
            }
        }
        Ok(())
    }

    fn perform(&mut self, effect: Effect) -> Result<(), Broken> {
        match effect {
            Effect::Prepare(attempt) => {
                self.is_free("prepared")?;
                holds(self.preparing.is_none(), Rule::OneEvaluationAtATime, || "two preparations".into())?;
                self.preparing = Some((attempt, self.disk, !self.is_torn));
            }
            Effect::Answer(attempt) => self.answer(attempt)?,
            Effect::Commit { attempt, generation } => self.commit(attempt, generation)?,
            Effect::Interrupt(generation) => {
                self.is_not_paused("interrupted")?;
                self.engine.interrupt(generation);
            }
            Effect::Kill => {
                self.is_not_paused("killed")?;
                self.engine.is_killed = true;
            }
            Effect::ReplaceEngine => {
                if !self.has_wish {
                    self.is_not_paused("replaced")?;
                }
                self.new_engine();
            }
            Effect::Stop => {
                self.new_engine();
                self.say(Told::Stopped);
            }
            Effect::TellHeld(HeldBy::Debugger) => {
                let was_told = std::mem::replace(&mut self.is_pause_told, true);
                holds(!was_told, Rule::ToldOnce, || "a pause is told again".into())?;
            }
            Effect::TellHeld(HeldBy::Holders(_)) => {
                let was_told = std::mem::replace(&mut self.is_hold_told, true);
                holds(!was_told, Rule::ToldOnce, || "a suspension is told again".into())?;
            }
            Effect::TellExpired(holder) => self.is_released(&holder),
        }
        Ok(())
    }

    fn answer(&mut self, attempt: Attempt) -> Result<(), Broken> {
        self.is_free("answered")?;
        self.count_reload()?;
        let Some((_, version, _)) = self.plan.take() else {
            return broken(Rule::StaleChangesNothing, "an answer without a preparation");
        };
        let refused = self.kinds[usize::from(version)] == Kind::Broken;
        self.say(if refused { Told::Refused { attempt, version } } else { Told::Unchanged { attempt } });
        Ok(())
    }

    fn commit(&mut self, attempt: Attempt, generation: Generation) -> Result<(), Broken> {
        self.is_free("applied")?;
        self.is_not_paused("applied")?;
        self.count_reload()?;
        let evaluates = self.engine.waiting.is_some() || self.engine.evaluates();
        holds(!evaluates, Rule::OneEvaluationAtATime, || format!("{generation} beside another"))?;
        let Some((_, version, is_whole)) = self.plan.take().filter(|(of, ..)| *of == attempt) else {
            return broken(Rule::StaleChangesNothing, format!("{attempt} is committed without its plan"));
        };
        self.applied = Some(version);
        self.current = Some(version);
        self.engine.waiting = Some((generation, attempt, version, is_whole));
        Ok(())
    }

    fn new_engine(&mut self) {
        self.applied = None;
        self.no_engine();
    }

    /// The graph hears of it when there is another.
    pub fn no_engine(&mut self) {
        self.engine = Engine::default();
        self.evaluated.clear();
    }

    pub fn say(&mut self, told: Told) {
        self.unread.extend((self.mistake.said)(self, told));
    }

    /// The program fails: the report captures the version that did.
    pub fn raise(&mut self, generation: Generation, version: Version) {
        self.owed.push((generation, version));
        let is_stale = self.current != Some(version);
        self.say(Told::Error { generation, version, map: version, is_stale });
    }

    pub fn is_suspended(&self) -> bool {
        !self.holders.is_empty() && !self.has_wish
    }

    fn is_free(&self, what: &str) -> Result<(), Broken> {
        holds(!self.is_suspended(), Rule::OneReloadAtRelease, || format!("{what} while held"))
    }

    fn is_not_paused(&self, what: &str) -> Result<(), Broken> {
        holds(self.engine.paused.is_none(), Rule::PausedIsLetBe, || format!("{what} while paused"))
    }

    fn count_reload(&mut self) -> Result<(), Broken> {
        let Some((_, count)) = &mut self.released else { return Ok(()) };
        *count += 1;
        holds(*count <= 1, Rule::OneReloadAtRelease, || "a second reload after one release".into())
    }

    /// One holder is gone.
    pub fn is_released(&mut self, holder: &Holder) {
        let was_held = !self.holders.is_empty();
        self.holders.retain(|name| *name != &*holder.0);
        if was_held && self.holders.is_empty() {
            self.is_hold_told = false;
            self.released = Some((self.has_unanswered(), 0));
        }
    }

    /// A newer save is neither applied nor refused.
    fn has_unanswered(&self) -> bool {
        self.state.wanted > self.state.answered || self.state.ready.is_some()
    }

    /// Lets everything grow older. What is older than any grace is as good as older still.
    pub fn grow_older(&mut self, by: Duration) {
        let oldest = NOW - EVALUATION_GRACE - INTERRUPT_GRACE;
        let age = |since: &mut Duration| *since = (*since - by).max(oldest);
        if let Some(since) = self.state.engine.since() {
            age(since);
        }
        self.state.waiting_since.iter_mut().for_each(age);
        if let Some(pause) = &mut self.state.pause {
            age(&mut pause.since);
        }
        self.state.holds.until.values_mut().for_each(|until| *until -= by);
    }

    /// What must be true when nothing more happens by itself.
    pub fn check_rest(&self) -> Result<(), Broken> {
        if matches!(self.state.engine, super::Engine::Stopped) {
            return holds(self.state.is_settled(), Rule::NothingStuck, || "stopped, and not settled".into());
        }
        holds(self.state.is_settled(), Rule::NothingStuck, || "not settled".into())?;
        let is_taken = self.engine.waiting.is_none() || self.engine.is_poisoned;
        holds(is_taken, Rule::NothingStuck, || "handed over, never begun".into())?;
        let is_over = self.engine.body.as_ref().is_some_and(|body| !body.stage.evaluates());
        let believes = matches!(self.state.engine, super::Engine::Evaluating { .. });
        holds(!(is_over && believes), Rule::NothingStuck, || "an outcome never came".into())?;
        holds(self.owed.is_empty(), Rule::EveryErrorOnce, || format!("never told: {:?}", self.owed))?;
        let is_idle = self.released == Some((true, 0));
        holds(!is_idle, Rule::OneReloadAtRelease, || "no reload after a release".into())?;
        self.check_newest()
    }

    fn check_newest(&self) -> Result<(), Broken> {
        let shown = &self.front;
        if self.kinds[usize::from(self.disk)] == Kind::Broken {
            let refused = shown.refused.and_then(|(_, version)| version);
            let is_shown = refused == Some(self.disk);
            return holds(is_shown, Rule::NewestDiagnosticsWin, || format!("shown: {refused:?}"));
        }
        let is_newest = self.begun == Some(self.disk);
        let how = || format!("{:?} began last, {} is newest", self.begun, self.disk);
        holds(is_newest, Rule::LastSaveWins, how)?;
        let refused = shown.refused.and_then(|(_, version)| version);
        holds(refused.is_none(), Rule::NewestDiagnosticsWin, || "an old refusal is shown".into())?;
        if self.engine.evaluates() {
            // Until its outcome is known, the outcome before is shown.
            return Ok(());
        }
        let foreign = shown.errors.iter().find(|error| error.version != self.disk && !error.is_stale);
        holds(foreign.is_none(), Rule::NewestDiagnosticsWin, || format!("as if current: {foreign:?}"))?;
        let failed = self.engine.body.as_ref().filter(|body| body.has_thrown);
        let is_missing =
            failed.is_some_and(|body| !shown.errors.iter().any(|it| it.generation == body.generation));
        holds(!is_missing, Rule::NewestDiagnosticsWin, || "the newest error is not shown".into())
    }

    /// Rule 6, and the late and doubled words of holders: none of these changes anything.
    pub fn check_stale(&self) -> Result<(), Broken> {
        let State { generation, .. } = self.state;
        let older = Generation(generation.0.saturating_sub(2));
        let mut stale = vec![
            Event::Began { generation: older },
            Event::Came { generation: older, outcome: Came::ToRest },
            Event::Came { generation: older, outcome: Came::Pending },
            Event::Paused { generation: older },
            Event::Resumed { generation: older },
            Event::Prepared { attempt: Attempt(0), answer: Answer::Ready },
            Event::Prepared { attempt: self.state.wanted.next(), answer: Answer::Refused },
            released("nobody"),
        ];
        stale.extend(self.holders.iter().map(|name| suspended(name, MAX_HOLD)));
        let mut state = self.state.clone();
        for event in stale {
            let effects = state.step(NOW, event.clone());
            let is_unmoved = effects.is_empty() && state == self.state;
            holds(is_unmoved, Rule::StaleChangesNothing, || format!("{event:?}: {effects:?}"))?;
        }
        Ok(())
    }
}
