//! All a debugger can ask of a program or hear from it: plain owned data, in positions of the
//! original source. Knows no protocol and no engine.
//!
//! # Rules
//! - A front sends [`Command`]s and hears [`Event`]s, both in order. Every [`Command::Ask`] is
//!   answered by exactly one [`Event::Answer`] with its client and id, also when the engine is lost
//!   meanwhile. Answers of one client come in the order of its requests, but for those that wait for
//!   a promise ([`EvaluateFlags::await_promise`], [`Request::AwaitPromise`]) and evaluations that stop
//!   on their way, at a breakpoint say.
//! - Several clients may be attached. Breakpoints, modes and objects belong to the client that made
//!   them; pausing, resuming and stepping are for all. Where modes differ, the one that stops more
//!   (exceptions), shows more (asynchronous stacks) or is skipped by every client (blackboxing)
//!   counts; `SetSkipPauses` of any client holds for all.
//! - Nothing an answer shows is made by running code of the program, but for what [`Request::Evaluate`],
//!   [`Request::CallFunctionOn`] and the conditions of breakpoints run themselves.
//! - A position is zero-based, its column in UTF-16 units; lines end as editors count them
//!   (`\n`, `\r\n`, `\r`). It is one in the original text of a script, never in generated code.
//! - At each generation the front hears [`Event::ContextsCleared`], [`Event::ContextCreated`], and
//!   [`Event::ScriptParsed`] for every script of the program, known ones included, and then
//!   [`Event::BreakpointResolved`] for what is bound in scripts it did not know; all before the first
//!   statement runs. Objects of earlier generations are gone then; breakpoints stay.

mod events;
mod profile;
mod requests;
mod values;

use serde::{Deserialize, Serialize};

use crate::ids::{Generation, VersionId};
use crate::position::LineColumn;

pub use events::*;
pub use profile::*;
pub use requests::*;
pub use values::*;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub $inner);
    };
}

id! {
    /// One attached client, numbered by the front.
    ClientId(u32)
}
id! {
    /// One request of a client, numbered by the front.
    RequestId(u64)
}
id! {
    /// One breakpoint of one client; the same over all generations and engines.
    BreakpointId(u32)
}
id! {
    /// A value of the program that is kept for a client. Never used twice in one program.
    ObjectId(u64)
}
id! {
    /// One report of an exception nobody caught.
    ExceptionId(u32)
}

/// A script is one text of one module; a changed text is another script under the same URL.
pub type ScriptId = VersionId;
/// There is one context, the program's; each generation names it anew.
pub type ContextId = Generation;
/// Evaluations may name it before it is announced: the program has not begun then.
pub const FIRST_CONTEXT: ContextId = Generation(1);

/// A frame of one pause; of no use after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FrameId {
    /// The pause, counted over the life of the program.
    pub pause: u32,
    /// 0 is the innermost.
    pub index: u32,
}

/// A place in the original text of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScriptPosition {
    pub script: ScriptId,
    pub position: LineColumn,
}

/// From a front to the debug core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A client joins. Answered by the events that tell it the present state (context, scripts, a
    /// pause), then by [`Event::Attached`]; the events go to this client only.
    Attach(ClientId),
    /// A client leaves: its breakpoints, modes and objects go. The last one that leaves resumes.
    Detach(ClientId),
    Ask {
        client: ClientId,
        id: RequestId,
        request: Request,
    },
}

/// What a program does before its first statement, when it is started for a debugger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AtStart {
    #[default]
    Run,
    /// Wait for [`Request::RunIfWaiting`] of a client.
    Wait,
    /// Wait, and then pause before the first statement, with [`Reason::Start`].
    Break,
}
