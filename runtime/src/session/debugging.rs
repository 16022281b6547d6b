//! The session's shell and its debugger: carries out what the debugger wants done.

use std::time::Duration;

use super::shell::Shell;
use crate::debug::debugger::Effect;
use crate::debug::message::{AtStart, Command, Event as DebugEvent};
use crate::debug::wire::{FromDebug, ToDebug};
use crate::engine::wire::ToEngine;
use crate::message::Event;
use crate::reload;

/// The machine's clock: it stands still while the program is paused, so that no grace runs out then.
#[derive(Debug, Default)]
pub(super) struct Standing {
    since: Option<Duration>,
    total: Duration,
}

impl Shell {
    /// What the machine takes for the time.
    pub(super) fn now(&self) -> Duration {
        let now = self.epoch.elapsed();
        self.standing.since.unwrap_or(now).saturating_sub(self.standing.total)
    }

    pub(super) fn debug(&mut self, command: Command) {
        self.debugger.command(command);
        self.perform_debug();
    }

    pub(super) fn hear_debug(&mut self, said: FromDebug) {
        let maps = std::sync::Arc::clone(&self.maps);
        self.debugger.hear(said, &maps);
        self.perform_debug();
    }

    /// Does what the debugger has asked for.
    pub(super) fn perform_debug(&mut self) {
        let effects = self.debugger.effects();
        let mut is_urgent = false;
        for effect in effects {
            match effect {
                Effect::Tell(event) => {
                    is_urgent |= !matches!(event, DebugEvent::Console(_));
                    self.emit(Event::Debug(event));
                }
                Effect::Engine(message) => self.send_debug(message),
                Effect::Run => self.run_if_waiting(),
            }
        }
        self.stand_still(self.debugger.is_paused());
        if is_urgent {
            self.flush();
        }
    }

    fn send_debug(&mut self, message: ToDebug) {
        if let Some(engine) = &mut self.engine {
            engine.send(ToEngine::Debug(Box::new(message)));
        }
    }

    fn stand_still(&mut self, stands: bool) {
        let now = self.epoch.elapsed();
        match (self.standing.since, stands) {
            (None, true) => self.standing.since = Some(now),
            (Some(since), false) => {
                self.standing.total += now.saturating_sub(since);
                self.standing.since = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }

    /// Starts the program, unless it waits for its debugger.
    pub(super) fn begin(&mut self) {
        if self.waits == AtStart::Run {
            self.step(reload::Event::Saved);
        }
    }

    fn run_if_waiting(&mut self) {
        match std::mem::take(&mut self.waits) {
            AtStart::Run => return,
            AtStart::Wait => {}
            AtStart::Break => self.send_debug(ToDebug::Pause { at_start: true }),
        }
        self.step(reload::Event::Saved);
    }
}
