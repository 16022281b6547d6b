//! The program's own debugging tools (`node:inspector`): what they say goes to the front, which knows their
//! protocol, and what it answers comes back among the debugger's messages.
//!
//! As in Node an answer is there when `post` returns. So the engine waits here, and obeys meanwhile, until nothing
//! is on its way any more. A question that goes to the front and comes back finds everything done that was said
//! before it: but what the session answers by itself is only then on its way, and so is the answer to what the
//! engine has said meanwhile. Two rounds in a row in which it says nothing are the end. What waits for a promise
//! comes at the end of a later turn.
//!
//! # Race surface
//! - *A handler of the program lets a pause go on, or a client leaves, while it is waited here*: that is kept until
//!   the pause looks.
//! - *The engine is to end meanwhile*: the inbox says so, and nothing is waited for any more.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use rquickjs::{Ctx, Function, Value};

use super::Agent;
use crate::debug::wire::{Go, ToDebug};
use crate::engine::wire::FromEngine;
use crate::message::{FromTool, ToTool};

/// Where debuggers are let in, or why not.
pub type Door = Result<Option<String>, String>;

#[derive(Default)]
pub(super) struct Tools {
    /// What came for the program's sessions, in its order.
    heard: RefCell<VecDeque<(u32, String)>>,
    sessions: Cell<u32>,
    /// The number of the last question.
    asks: Cell<u32>,
    /// How often the engine has said something to debuggers, and how often it had when all was heard.
    told: Cell<u64>,
    settled: Cell<u64>,
    /// Answers that came while something else was done, for whoever asked.
    answers: RefCell<Vec<(u32, Door)>>,
    /// How the present pause goes on, as was said while something was waited for in it.
    going: RefCell<Option<Go>>,
}

/// What they are called among the parts of the prelude.
const LISTENER: &str = "toolsListener";

impl Agent {
    /// The engine has said something to debuggers.
    pub(super) fn count_told(&self) {
        self.tools.told.set(self.tools.told.get() + 1);
    }

    /// `hear` is called when something came; it takes it.
    pub fn listen_for_tools<'js>(&self, ctx: &Ctx<'js>, hear: Function<'js>) -> rquickjs::Result<()> {
        self.parts(ctx)?.set(LISTENER, hear)
    }

    pub fn next_for_tools(&self) -> Option<(u32, String)> {
        self.tools.heard.borrow_mut().pop_front()
    }

    /// Why not, if no session can be had.
    pub fn join(&self, ctx: &Ctx, session: u32) -> Door {
        self.say(FromTool::Join(session));
        let door = self.ask_front(ctx, |ask| FromTool::Sync { ask });
        if door.is_ok() {
            self.tools.sessions.set(self.tools.sessions.get() + 1);
            self.settle(ctx);
        }
        door
    }

    pub fn leave(&self, session: u32) {
        self.tools.sessions.set(self.tools.sessions.get().saturating_sub(1));
        self.tools.heard.borrow_mut().retain(|(to, _)| *to != session);
        self.say(FromTool::Leave(session));
    }

    /// What it is answered with has come when this returns, unless a promise has to be waited for.
    pub fn post(&self, ctx: &Ctx, session: u32, text: String) {
        self.say(FromTool::Said { session, text });
        self.settle(ctx);
    }

    /// Asks the front, and waits for its answer.
    pub fn ask_front(&self, ctx: &Ctx, question: impl FnOnce(u32) -> FromTool) -> Door {
        let asked = self.tools.asks.get() + 1;
        self.tools.asks.set(asked);
        self.say(question(asked));
        while let Some(message) = self.inbox.wait_for_debug() {
            self.meanwhile(ctx, message);
            if let Some(door) = self.take_answer(asked) {
                return door;
            }
        }
        Err("the program ends".to_owned())
    }

    /// Waits until a client says that the program may run.
    pub fn wait_for_client(&self, ctx: &Ctx) {
        self.turn.emit(FromEngine::WaitsForDebugger);
        self.control.clock().end();
        while let Some(message) = self.inbox.wait_for_debug() {
            if matches!(message, ToDebug::Run) {
                break;
            }
            self.meanwhile(ctx, message);
            self.hand_to_tools(ctx);
        }
        self.control.clock().begin();
    }

    /// At the end of a turn: whether the program was told of something, and may have something to do.
    pub fn tools_hear(&self, ctx: &Ctx) -> bool {
        let is_all_heard = self.tools.settled.get() == self.tools.told.get();
        if self.tools.sessions.get() == 0 || is_all_heard && self.tools.heard.borrow().is_empty() {
            return false;
        }
        self.settle(ctx);
        self.hand_to_tools(ctx)
    }

    /// A console of which only debuggers hear.
    pub fn tell_tools<'js>(&self, ctx: &Ctx<'js>, kind: String, values: &[Value<'js>]) {
        match serde_json::from_value(kind.into()) {
            Ok(kind) => self.console(ctx, kind, values),
            Err(error) => tracing::error!("an unknown console method: {error}"),
        }
    }

    /// As in Node, before the next statement.
    pub(super) fn hear_of_resuming(&self, ctx: &Ctx) {
        if self.tools.sessions.get() > 0 {
            self.settle(ctx);
            self.hand_to_tools(ctx);
        }
    }

    fn say(&self, said: FromTool) {
        self.turn.emit(FromEngine::Tool(said));
    }

    fn settle(&self, ctx: &Ctx) {
        let mut quiet = 0;
        while quiet < 2 {
            let told = self.tools.told.get();
            if self.ask_front(ctx, |ask| FromTool::Sync { ask }).is_err() {
                break;
            }
            quiet = if told == self.tools.told.get() { quiet + 1 } else { 0 };
        }
        self.tools.settled.set(self.tools.told.get());
    }

    fn meanwhile(&self, ctx: &Ctx, message: ToDebug) {
        match self.paused.get() {
            Some(pause) => {
                if let Some(how) = self.obey_in_pause(ctx, pause, message) {
                    *self.tools.going.borrow_mut() = Some(how);
                }
            }
            None => self.obey(ctx, message),
        }
    }

    /// Something for the program's sessions came.
    pub(super) fn for_tools(&self, said: ToTool) {
        match said {
            ToTool::Said { session, text } => self.tools.heard.borrow_mut().push_back((session, text)),
            // It may come while what came before it is done: whoever asked looks here.
            ToTool::Answer { ask, door } => self.tools.answers.borrow_mut().push((ask, door)),
            ToTool::Alone => {}
        }
    }

    fn take_answer(&self, asked: u32) -> Option<Door> {
        let mut answers = self.tools.answers.borrow_mut();
        let at = answers.iter().position(|(ask, _)| *ask == asked)?;
        Some(answers.swap_remove(at).1)
    }

    /// How a pause goes on that nobody but the program's own sessions could end: its handlers are asked first.
    pub(super) fn alone_in_pause(&self, ctx: &Ctx) -> Go {
        self.hand_to_tools(ctx);
        self.take_going().unwrap_or(Go::On)
    }

    pub(super) fn take_going(&self) -> Option<Go> {
        self.tools.going.borrow_mut().take()
    }

    /// The handlers take what came; `false`: there was nothing.
    pub(super) fn hand_to_tools(&self, ctx: &Ctx) -> bool {
        if self.tools.heard.borrow().is_empty() {
            return false;
        }
        let hear = |ctx: &Ctx| -> rquickjs::Result<()> {
            let hear: Option<Function> = self.parts(ctx)?.get(LISTENER)?;
            hear.map_or(Ok(()), |hear| hear.call(()))
        };
        self.log(hear(ctx));
        true
    }
}
