//! What a method leads to: an answer at once, a question to the debug core, or something only the
//! owner of the conversation can do (pure).

use runtime::debug::message::*;
use serde_json::Value;

use super::envelope::Refusal;

#[derive(Debug, PartialEq)]
pub enum Plan {
    Reply(Value),
    Ask(Request, Shape),
    /// The first is not answered to the client.
    AskBoth(Request, Request, Shape),
    EnableRuntime,
    DisableRuntime,
    EnableDebugger,
    DisableDebugger,
    DiscardConsole,
    IsolateId,
}

/// How the core's answer becomes the client's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{}`
    Empty,
    /// `result`, and `exceptionDetails` when something was thrown.
    Evaluated,
    /// `exceptionDetails` alone, if any.
    Compiled,
    /// `breakpointId` and `locations`.
    BreakpointByUrl,
    /// `breakpointId` and the one `actualLocation`.
    Breakpoint,
    Locations {
        script: ScriptId,
    },
    Properties,
    HeapUsage,
}

pub type Planned = Result<Plan, Refusal>;

/// The plan of a method that is answered with `{}` and nothing else.
pub fn nothing() -> Planned {
    Ok(Plan::Reply(serde_json::json!({})))
}

pub fn done(request: Request) -> Planned {
    Ok(Plan::Ask(request, Shape::Empty))
}
