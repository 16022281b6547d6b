//! The session's shell and its debugger: carries out what the debugger wants done.

use super::shell::Shell;
use crate::debug::debugger::Effect;
use crate::debug::message::{AtStart, Command, Event as DebugEvent};
use crate::debug::wire::{FromDebug, ToDebug};
use crate::engine::wire::ToEngine;
use crate::message::{Event, FromTool};
use crate::reload;

impl Shell {
    pub(super) fn debug(&mut self, command: Command) {
        let maps = std::sync::Arc::clone(&self.maps);
        self.debugger.command(command, &maps);
        self.perform_debug();
    }

    pub(super) fn hear_debug(&mut self, said: FromDebug) {
        let maps = std::sync::Arc::clone(&self.maps);
        let event = match &said {
            FromDebug::Paused(pause) => Some(reload::Event::Paused { generation: pause.generation }),
            FromDebug::Resumed { generation, .. } => Some(reload::Event::Resumed { generation: *generation }),
            _ => None,
        };
        self.debugger.hear(said, &maps);
        self.perform_debug();
        let is_resumed = matches!(event, Some(reload::Event::Resumed { .. }));
        if let Some(event) = event {
            self.step(event);
        }
        // Behind what the step has sent: a timer that is due comes after the save that waited.
        if let Some(engine) = self.engine.as_mut().filter(|_| is_resumed) {
            engine.send(ToEngine::Proceed);
        }
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
                Effect::Learn(version) => self.maps.insert(version),
                Effect::Forget(version) => self.maps.forget(version),
                Effect::Run => {
                    self.run_if_waiting();
                    self.test_awaited();
                }
            }
        }
        if is_urgent {
            self.flush();
        }
    }

    /// The program's own debugging tools say something.
    pub(super) fn tool_said(&mut self, said: FromTool) {
        self.debugger.has_sessions |= matches!(said, FromTool::Join(_));
        self.emit(Event::Tool(said));
        self.flush();
    }

    /// They were the engine's.
    pub(super) fn tools_are_gone(&mut self) {
        if std::mem::take(&mut self.debugger.has_sessions) {
            self.emit(Event::Tool(FromTool::Gone));
        }
    }

    /// The program waits until a client says that it may run.
    pub(super) fn waits_for_client(&mut self) {
        self.debugger.waits(true);
        self.perform_debug();
    }

    pub(super) fn send_debug(&mut self, message: ToDebug) {
        if let Some(engine) = &mut self.engine {
            engine.send(ToEngine::Debug(Box::new(message)));
        }
    }

    /// Starts the program, unless it waits for its debugger.
    pub(super) fn begin(&mut self) {
        if self.waits == AtStart::Run {
            self.step(reload::Event::Saved);
        }
    }

    fn run_if_waiting(&mut self) {
        if self.debugger.is_waiting() && self.waits == AtStart::Run {
            self.send_debug(ToDebug::Run);
        }
        self.debugger.waits(false);
        match std::mem::take(&mut self.waits) {
            AtStart::Run => return,
            AtStart::Wait => {}
            AtStart::Break => self.send_debug(ToDebug::Pause { at_start: true }),
        }
        self.step(reload::Event::Saved);
    }
}
