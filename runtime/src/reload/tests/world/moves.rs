//! What can happen next in the world, and what comes of it.

use super::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Save,
    /// The rest of a text that was read half.
    SaveEnds,
    /// The same save is noticed a second time.
    Echo,
    /// The preparation ends; a text that is prepared for the first time parses or not.
    Prepared {
        parses: bool,
    },
    Began,
    BodyReturns,
    BodyThrows,
    BodyAwaits,
    BodyGetsBusy(Busy),
    AwaitSettles,
    AwaitRejects,
    TimerThrows,
    TimerGetsBusy(Busy),
    InterruptedTurnEnds,
    OlderThrows,
    Lost,
    Poisoned,
    Restart,
    Stop,
    Suspend(&'static str),
    Release(&'static str),
    Pause,
    LongPause,
    Resume,
    TimePasses,
    /// The front takes what was said.
    Hear,
}

impl Move {
    /// Whether it may as well never happen.
    pub fn is_optional(self) -> bool {
        match self {
            Self::Prepared { .. }
            | Self::SaveEnds
            | Self::Began
            | Self::BodyReturns
            | Self::InterruptedTurnEnds
            | Self::Lost
            | Self::Resume
            | Self::TimePasses
            | Self::Hear => false,
            Self::Save
            | Self::Echo
            | Self::BodyThrows
            | Self::BodyAwaits
            | Self::BodyGetsBusy(_)
            | Self::AwaitSettles
            | Self::AwaitRejects
            | Self::TimerThrows
            | Self::TimerGetsBusy(_)
            | Self::OlderThrows
            | Self::Poisoned
            | Self::Restart
            | Self::Stop
            | Self::Suspend(_)
            | Self::Release(_)
            | Self::Pause
            | Self::LongPause => true,
        }
    }
}

/// The tools that may hold reloads.
const HOLDERS: [&str; 2] = ["codegen", "git"];
/// How long they ask for, which is longer than any grace.
const HOLD: Duration = Duration::from_secs(5);

impl World {
    pub fn moves(&self) -> Vec<Move> {
        let mut moves = Vec::new();
        let mut offer = |condition: bool, step: Move| {
            if condition && !(self.mistake.prevents)(self, step) {
                moves.push(step);
            }
        };
        let budget = &self.budget;
        offer(budget.saves > 0 && !self.is_torn, Move::Save);
        offer(self.is_torn, Move::SaveEnds);
        offer(budget.echoes > 0, Move::Echo);
        if let Some((_, version, _)) = self.preparing {
            let kind = self.kinds[usize::from(version)];
            offer(kind != Kind::Broken, Move::Prepared { parses: true });
            offer(kind != Kind::Parses, Move::Prepared { parses: false });
        }
        let engine = &self.engine;
        let runs = engine.paused.is_none() && engine.busy.is_none();
        let stage = engine.stage().filter(|_| runs);
        // What an engine that is being ended takes up is ended with it.
        let takes_up = runs && !engine.evaluates() && !engine.is_killed && !engine.is_poisoned;
        offer(engine.waiting.is_some() && takes_up, Move::Began);
        offer(stage == Some(Stage::Runs), Move::BodyReturns);
        offer(stage == Some(Stage::Runs) && budget.throws > 0, Move::BodyThrows);
        offer(stage == Some(Stage::Runs) && budget.awaits > 0, Move::BodyAwaits);
        offer(stage == Some(Stage::Pends), Move::AwaitSettles);
        offer(stage == Some(Stage::Pends) && budget.throws > 0, Move::AwaitRejects);
        offer(stage == Some(Stage::Rests) && budget.throws > 0, Move::TimerThrows);
        let can_wait = matches!(stage, Some(Stage::Rests | Stage::Pends));
        for (busy, left) in [(Busy::Spins, budget.spins), (Busy::Stuck, budget.stuck)] {
            offer(stage == Some(Stage::Runs) && left > 0, Move::BodyGetsBusy(busy));
            offer(can_wait && left > 0, Move::TimerGetsBusy(busy));
        }
        let spins = engine.busy == Some(Busy::Spins) || engine.stage() == Some(Stage::Busy(Busy::Spins));
        offer(spins && engine.is_interrupted, Move::InterruptedTurnEnds);
        offer(runs && !engine.older.is_empty() && budget.throws > 0, Move::OlderThrows);
        offer(engine.is_killed, Move::Lost);
        offer(!engine.is_killed && engine.body.is_some() && budget.losses > 0, Move::Lost);
        offer(engine.body.is_some() && !engine.is_poisoned && runs && budget.poisons > 0, Move::Poisoned);
        offer(budget.restarts > 0, Move::Restart);
        offer(budget.stops > 0, Move::Stop);
        for name in HOLDERS.into_iter().take(usize::from(budget.holds.min(2))) {
            offer(!self.holders.contains(&name), Move::Suspend(name));
        }
        for name in &self.holders {
            offer(true, Move::Release(name));
        }
        let may_pause = stage.is_some_and(|stage| !matches!(stage, Stage::Busy(_)))
            && !(engine.is_killed || engine.is_poisoned);
        offer(may_pause && budget.pauses > 0, Move::Pause);
        offer(engine.paused.is_some() && !engine.has_paused_long, Move::LongPause);
        offer(engine.paused.is_some(), Move::Resume);
        offer(self.state.alarm().is_some(), Move::TimePasses);
        offer(!self.unread.is_empty(), Move::Hear);
        moves
    }

    pub fn make(&mut self, step: Move) -> Result<(), Broken> {
        match step {
            Move::Save => self.save()?,
            Move::SaveEnds => {
                self.is_torn = false;
                self.deliver(Event::Saved)?;
            }
            Move::Echo => self.echo()?,
            Move::Prepared { parses } => self.prepared(parses)?,
            Move::Began => self.begin()?,
            Move::BodyReturns => self.comes(Stage::Rests)?,
            Move::BodyThrows | Move::AwaitRejects => {
                self.throws();
                self.comes(Stage::Rests)?;
            }
            Move::BodyAwaits => {
                self.budget.awaits -= 1;
                self.comes(Stage::Pends)?;
            }
            Move::AwaitSettles => self.comes(Stage::Rests)?,
            Move::BodyGetsBusy(busy) => {
                self.spend(busy);
                self.body().stage = Stage::Busy(busy);
            }
            Move::TimerGetsBusy(busy) => {
                self.spend(busy);
                self.engine.is_interrupted = false;
                self.engine.busy = Some(busy);
            }
            Move::TimerThrows => self.throws(),
            Move::InterruptedTurnEnds => {
                self.engine.is_interrupted = false;
                if self.engine.busy.take().is_none() {
                    self.comes(Stage::Rests)?;
                }
            }
            Move::OlderThrows => {
                self.budget.throws -= 1;
                let (generation, version) = self.engine.older.remove(0);
                self.raise(generation, version);
            }
            Move::Lost => self.lose()?,
            Move::Poisoned => self.poison()?,
            Move::Restart => self.restart()?,
            Move::Stop => self.stop()?,
            Move::Suspend(name) => self.suspend(name)?,
            Move::Release(name) => {
                self.is_released(&holder(name));
                self.deliver(released(name))?;
            }
            Move::Pause => self.pause()?,
            Move::LongPause => {
                self.engine.has_paused_long = true;
                self.grow_older(EVALUATION_GRACE + INTERRUPT_GRACE);
                self.deliver(Event::TimePassed)?;
            }
            Move::Resume => self.resume()?,
            Move::TimePasses => self.pass_time()?,
            Move::Hear => self.hear()?,
        }
        // Only errors are worth a delay: what else is said between them is heard in the same order.
        if !self.unread.iter().any(|told| matches!(told, Told::Error { .. })) {
            self.hear()?;
        }
        let alarm = self.state.alarm();
        holds(alarm.is_none_or(|at| at > NOW), Rule::NothingStuck, || {
            format!("an alarm that is over: {alarm:?}")
        })
    }

    fn save(&mut self) -> Result<(), Broken> {
        self.budget.saves -= 1;
        self.disk += 1;
        self.kinds.push(Kind::NotPrepared);
        self.released = None;
        self.is_torn = self.mistake.tears;
        self.deliver(Event::Saved)
    }

    fn echo(&mut self) -> Result<(), Broken> {
        self.budget.echoes -= 1;
        self.released = None;
        self.deliver(Event::Saved)
    }

    fn poison(&mut self) -> Result<(), Broken> {
        self.budget.poisons -= 1;
        self.released = None;
        self.engine.is_poisoned = true;
        self.deliver(Event::Poisoned)
    }

    fn restart(&mut self) -> Result<(), Broken> {
        self.budget.restarts -= 1;
        self.released = None;
        self.deliver(Event::RestartAsked)
    }

    fn stop(&mut self) -> Result<(), Broken> {
        self.budget.stops -= 1;
        self.released = None;
        self.deliver(Event::StopAsked)
    }

    fn suspend(&mut self, name: &'static str) -> Result<(), Broken> {
        self.budget.holds -= 1;
        self.holders.push(name);
        self.released = None;
        self.deliver(suspended(name, HOLD))
    }

    fn pause(&mut self) -> Result<(), Broken> {
        self.budget.pauses -= 1;
        let generation = self.body().generation;
        self.engine.paused = Some(generation);
        self.engine.has_paused_long = false;
        self.is_pause_told = false;
        self.deliver(Event::Paused { generation })
    }

    fn prepared(&mut self, parses: bool) -> Result<(), Broken> {
        let Some((attempt, version, is_whole)) = self.preparing.take() else { return Ok(()) };
        self.kinds[usize::from(version)] = if parses { Kind::Parses } else { Kind::Broken };
        self.plan = Some((attempt, version, is_whole));
        let answer = match parses {
            false => Answer::Refused,
            true if self.applied == Some(version) => Answer::Unchanged,
            true => Answer::Ready,
        };
        self.deliver(Event::Prepared { attempt, answer })
    }

    fn begin(&mut self) -> Result<(), Broken> {
        let Some((generation, attempt, version, is_whole)) = self.engine.waiting.take() else {
            return Ok(());
        };
        let is_new = !self.evaluated.contains(&version) || !is_whole;
        holds(is_new, Rule::NoVersionTwice, || format!("version {version} is evaluated again"))?;
        holds(is_whole, Rule::OnlySavedTexts, || format!("half of version {version} is evaluated"))?;
        self.begun = Some(version);
        self.evaluated.push(version);
        let is_told = |owed: &(Generation, Version)| {
            let is_it = |told: &Told| matches!(told, Told::Error { generation, .. } if *generation == owed.0);
            self.unread.iter().any(is_it)
        };
        let untold = self.owed.iter().find(|owed| !is_told(owed));
        let how = || format!("{untold:?} is not told before {generation} starts");
        holds(untold.is_none(), Rule::ReportsBeforeTheNextStart, how)?;
        let body = Body { generation, attempt, version, stage: Stage::Runs, has_thrown: false };
        if let Some(before) = self.engine.body.replace(body) {
            self.engine.older.push((before.generation, before.version));
        }
        self.engine.is_interrupted = false;
        self.say(Told::Started { generation, attempt });
        self.deliver(Event::Began { generation })
    }

    fn body(&mut self) -> &mut Body {
        self.engine.body.as_mut().expect("something runs")
    }

    fn spend(&mut self, busy: Busy) {
        match busy {
            Busy::Spins => self.budget.spins -= 1,
            Busy::Stuck => self.budget.stuck -= 1,
        }
    }

    fn throws(&mut self) {
        self.budget.throws -= 1;
        self.body().has_thrown = true;
        let Body { generation, version, .. } = *self.body();
        self.raise(generation, version);
    }

    /// The body came to an outcome, which the session drops when a newer generation was handed over.
    fn comes(&mut self, stage: Stage) -> Result<(), Broken> {
        self.body().stage = stage;
        let Body { generation, attempt, .. } = *self.body();
        if generation != self.state.generation {
            return Ok(());
        }
        self.say(Told::Outcome { generation, attempt });
        let outcome = if stage == Stage::Pends { Came::Pending } else { Came::ToRest };
        self.deliver(Event::Came { generation, outcome })
    }

    fn lose(&mut self) -> Result<(), Broken> {
        if !self.engine.is_killed {
            self.budget.losses -= 1;
        }
        self.released = None;
        self.no_engine();
        self.say(Told::Lost);
        self.deliver(Event::EngineLost)
    }

    fn resume(&mut self) -> Result<(), Broken> {
        let Some(generation) = self.engine.paused else { return Ok(()) };
        let waits = self.state.ready.is_some();
        let how = || "a plan waited and nobody was told".into();
        holds(!waits || self.is_pause_told, Rule::ToldOnce, how)?;
        self.engine.paused = None;
        self.deliver(Event::Resumed { generation })
    }

    fn pass_time(&mut self) -> Result<(), Broken> {
        let Some(alarm) = self.state.alarm() else { return Ok(()) };
        self.grow_older(alarm - NOW);
        self.deliver(Event::TimePassed)
    }
}
