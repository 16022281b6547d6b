//! What a method leads to: an answer at once, a question to the debug core, or something only the
//! owner of the conversation can do (pure).

use runtime::debug::message::*;
use serde_json::Value;

use super::envelope::Refusal;
use super::runtime_domain::How;

#[derive(Debug, PartialEq)]
pub enum Plan {
    Reply(Value),
    Ask(Request, Shape),
    /// The first is not answered to the client.
    AskBoth(Request, Request, Shape),
    /// Compile a text, and keep it for `runScript` if it parses.
    Keep(String),
    RunKept {
        number: usize,
        how: How,
        place: Place,
    },
    EnableRuntime,
    DisableRuntime,
    EnableDebugger,
    DisableDebugger,
    DiscardConsole,
    IsolateId,
    EnableProfiler(bool),
    /// Microseconds between samples, from the next profile on.
    SamplingInterval(u32),
    StartProfile,
    StopProfile,
    EnableConsole(bool),
    EnableNodeRuntime(bool),
    /// Tell the end of the program as one that waits for its clients.
    NotifyDisconnect(bool),
    AddBinding(String),
    RemoveBinding(String),
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
    /// `exceptionDetails` of an error.
    Details,
    /// The same, with the `scriptId` of the text that is kept.
    Kept {
        number: usize,
    },
    /// `breakpointId` and `locations`.
    BreakpointByUrl,
    /// `breakpointId` and the one `actualLocation`.
    Breakpoint,
    Locations {
        script: ScriptId,
    },
    Properties,
    /// `names`
    Names,
    HeapUsage,
    Profile,
}

pub type Planned = Result<Plan, Refusal>;

/// The plan of a method that is answered with `{}` and nothing else.
pub fn nothing() -> Planned {
    Ok(Plan::Reply(serde_json::json!({})))
}

pub fn done(request: Request) -> Planned {
    Ok(Plan::Ask(request, Shape::Empty))
}
