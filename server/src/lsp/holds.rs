//! Tools that hold reloads back while they change many files: from the editor's commands, from other
//! processes, and git. The watching room counts them; programs are told, and say when they wait.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use runtime::message::{Command, Holder};
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::MessageType;

use super::command::Reply;
use super::main_loop::MainLoop;
use crate::diagnostics::ProgramName;
use crate::watch::{self, End};

/// Who does not say for how long holds for so long.
const DEFAULT_HOLD: Duration = Duration::from_secs(10);
/// A tool that asks through the editor holds no longer: nobody would notice that it died.
const MAX_HOLD: Duration = Duration::from_secs(60);
/// Programs end a hold by themselves this long after the room should have.
const SLACK: Duration = Duration::from_secs(5);
/// For how long the programs may take to say that they wait.
const PATIENCE: Duration = Duration::from_secs(1);

/// The argument of `saveloop.suspend` and `saveloop.release`.
#[derive(Deserialize)]
struct Argument {
    holder: String,
    seconds: Option<f64>,
}

#[derive(Default)]
pub struct Holding {
    held: BTreeMap<Holder, Hold>,
    /// Who wants to know that a release has been performed.
    releasing: Vec<(Holder, Reply)>,
}

struct Hold {
    /// Nothing is watched any more.
    is_paused: bool,
    told: Vec<ProgramName>,
    /// Those that did not say that they wait.
    silent: BTreeSet<ProgramName>,
    /// When it is answered whatever they say; `None`: it has been.
    until: Option<Instant>,
    seconds: f64,
    reply: Option<Reply>,
}

impl Hold {
    fn is_due(&self, now: Instant) -> bool {
        self.until.is_some_and(|until| (self.is_paused && self.silent.is_empty()) || until <= now)
    }
}

impl Holding {
    pub fn deadline(&self) -> Option<Instant> {
        self.held.values().filter_map(|hold| hold.until).min()
    }
}

impl MainLoop {
    /// Answered when every program waits, or has had the time to.
    pub(super) fn suspend(&mut self, argument: Option<&Value>, reply: Reply) {
        let (holder, at_most) = match parse(argument).and_then(|argument| bounded(&argument)) {
            Ok(asked) => asked,
            Err(error) => return drop(reply.send(Err(error))),
        };
        let seconds = at_most.as_secs_f64();
        match self.holding.held.get(&holder) {
            None => self.begin_hold(holder.clone(), at_most, Some(reply)),
            Some(hold) => {
                let answer = self.hold_json(&holder, seconds, &hold.told);
                let _ = reply.send(Ok(Some(answer)));
            }
        }
        self.tell_watch(watch::Command::Hold { holder, at_most });
    }

    /// Answered when everything is watched again and what changed has been told.
    pub(super) fn release(&mut self, argument: Option<&Value>, reply: Reply) {
        match parse(argument) {
            Ok(argument) => {
                let holder = Holder(argument.holder.as_str().into());
                self.holding.releasing.push((holder.clone(), reply));
                self.tell_watch(watch::Command::Release { holder });
            }
            Err(error) => drop(reply.send(Err(error))),
        }
    }

    /// What was saved before goes before.
    fn begin_hold(&mut self, holder: Holder, at_most: Duration, reply: Option<Reply>) {
        self.tell_saved();
        let told =
            self.programs.tell_all(&Command::Suspend { holder: holder.clone(), at_most: at_most + SLACK });
        let hold = Hold {
            is_paused: false,
            silent: told.iter().cloned().collect(),
            told,
            until: Some(Instant::now() + PATIENCE),
            seconds: at_most.as_secs_f64(),
            reply,
        };
        self.holding.held.insert(holder, hold);
    }

    /// The room has paused.
    pub(super) fn held(&mut self, holder: &Holder, at_most: Duration) {
        if !self.holding.held.contains_key(holder) {
            self.begin_hold(holder.clone(), at_most, None);
        }
        if let Some(hold) = self.holding.held.get_mut(holder) {
            hold.is_paused = true;
        }
    }

    /// A program waits.
    pub(super) fn suspended(&mut self, program: &ProgramName, holder: &Holder) {
        if let Some(hold) = self.holding.held.get_mut(holder) {
            hold.silent.remove(program);
        }
    }

    /// Answers for every hold that all programs know of, and for those that have waited long enough.
    pub(super) fn answer_holds(&mut self, now: Instant) {
        let due = self.holding.held.iter().filter(|(_, hold)| hold.is_due(now));
        for holder in due.map(|(holder, _)| holder.clone()).collect::<Vec<_>>() {
            let Some(hold) = self.holding.held.get_mut(&holder) else { continue };
            hold.until = None;
            let silent = hold.silent.clone();
            let told: Vec<ProgramName> =
                hold.told.iter().filter(|program| !silent.contains(*program)).cloned().collect();
            let (reply, seconds) = (hold.reply.take(), hold.seconds);
            if let Some(reply) = reply {
                let _ = reply.send(Ok(Some(self.hold_json(&holder, seconds, &told))));
            }
            for program in silent {
                let name = self.short_name(&program);
                let what = format!("{name}: did not say in time that it waits for {holder}");
                self.outbox.report(MessageType::WARNING, what);
            }
            self.tell_watch(watch::Command::Acknowledged { holder, programs: told.len() });
        }
    }

    /// Holds are over, and everything is watched again. What the programs missed goes before, so that it
    /// is one reload.
    pub(super) fn released(&mut self, ended: &[(Holder, End)]) {
        self.tell_saved();
        for (holder, end) in ended {
            let told = match end {
                End::Nested => {
                    self.holding.held.get(holder).map(|hold| hold.told.clone()).unwrap_or_default()
                }
                End::Released | End::Expired => {
                    self.holding.held.remove(holder);
                    self.programs.tell_all(&Command::Release { holder: holder.clone() })
                }
            };
            if *end == End::Expired {
                let what = format!("{holder} did not release reloads in time; they go on");
                self.outbox.report(MessageType::WARNING, what);
            }
            let programs = self.uris(&told);
            let waiting = &mut self.holding.releasing;
            for (_, reply) in waiting.extract_if(.., |(asked, _)| asked == holder) {
                let _ = reply.send(Ok(Some(json!({ "holder": holder.0, "programs": programs }))));
            }
        }
    }

    fn hold_json(&self, holder: &Holder, seconds: f64, told: &[ProgramName]) -> Value {
        json!({ "holder": holder.0, "seconds": seconds, "programs": self.uris(told) })
    }
}

fn bounded(argument: &Argument) -> Result<(Holder, Duration)> {
    let at_most = match argument.seconds {
        None => DEFAULT_HOLD,
        Some(seconds) => Duration::try_from_secs_f64(seconds)
            .map_err(|_| Error::invalid_params("`seconds` is a number from 0 to 60"))?
            .min(MAX_HOLD),
    };
    Ok((Holder(argument.holder.as_str().into()), at_most))
}

fn parse(argument: Option<&Value>) -> Result<Argument> {
    let argument = argument.cloned().unwrap_or_default();
    match serde_json::from_value::<Argument>(argument) {
        Ok(argument) if !argument.holder.is_empty() => Ok(argument),
        _ => Err(Error::invalid_params("the argument is {\"holder\": \"a name\", \"seconds\": 10}")),
    }
}
