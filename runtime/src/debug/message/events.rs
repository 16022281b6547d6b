//! What a program answers and tells.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    BreakpointId, ClientId, ConsoleProfile, ContextId, ExceptionId, FrameId, Profile, Properties,
    RemoteValue, RequestId, ScriptId, ScriptPosition,
};
use crate::ids::VersionId;
use crate::position::LineColumn;

/// From the debug core to fronts.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The client has joined, and has heard of the present state.
    Attached {
        client: ClientId,
    },
    /// To the client that asked, alone.
    Answer {
        client: ClientId,
        id: RequestId,
        answer: Result<Answer, Failure>,
    },
    /// Every context is gone, and every object with them.
    ContextsCleared {
        to: Audience,
    },
    /// The program waits for [`Request::RunIfWaiting`](super::Request::RunIfWaiting): a client that comes
    /// hears so before it is attached, the others when it begins to wait. The next context ends it.
    Waiting {
        to: Audience,
    },
    ContextCreated {
        to: Audience,
        context: ContextId,
        name: String,
    },
    ScriptParsed {
        to: Audience,
        script: Script,
    },
    /// A breakpoint was bound in a script that came after it.
    BreakpointResolved {
        client: ClientId,
        breakpoint: BreakpointId,
        location: ScriptPosition,
    },
    Paused {
        to: Audience,
        pause: Box<Pause>,
    },
    Resumed,
    Console(ConsoleCall),
    ExceptionThrown {
        id: ExceptionId,
        timestamp: Timestamp,
        context: ContextId,
        exception: Exception,
    },
    /// A function that [`Request::AddBinding`] declared was called.
    Called {
        name: String,
        payload: String,
        context: ContextId,
    },
    /// The program profiles itself.
    ConsoleProfile(ConsoleProfile),
    /// A rejection that was reported has been handled after all.
    ExceptionRevoked {
        id: ExceptionId,
    },
}

/// Who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    All,
    /// Only this one, which has just joined.
    Only(ClientId),
}

/// Milliseconds since 1970.
pub type Timestamp = f64;

#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Done,
    BreakpointSet { id: BreakpointId, locations: Vec<ScriptPosition> },
    Locations(Vec<PossibleLocation>),
    Evaluated(Result<RemoteValue, Box<Exception>>),
    Compiled(Result<(), Box<Exception>>),
    Properties(Properties),
    Names(Vec<String>),
    HeapUsage { used: u64, total: u64 },
    Profile(Box<Profile>),
}

/// Why a request was not done. `Display` gives a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Failure {
    #[error("Can only perform operation while paused.")]
    NotPaused,
    #[error("The client is not attached.")]
    NotAttached,
    #[error("Could not find object with given id")]
    UnknownObject,
    #[error("Value with given id is not an object")]
    NotAnObject,
    #[error("Given expression does not evaluate to a function")]
    NotAFunction,
    /// Its time is over, or a client ended it.
    #[error("Execution was terminated")]
    Terminated,
    #[error("errorObjectId is not a JS error object")]
    NotAnError,
    #[error("Cannot find context with specified id")]
    UnknownContext,
    #[error("Invalid call frame id")]
    UnknownFrame,
    #[error("No script for id: {0}")]
    UnknownScript(VersionId),
    #[error("Could not find scope with given number")]
    UnknownScope,
    #[error("Could not find variable with given name")]
    UnknownVariable,
    #[error("Breakpoint at specified location already exists.")]
    Duplicate,
    #[error("Could not resolve breakpoint")]
    NoPlace,
    #[error("Invalid pattern: {0}")]
    BadPattern(String),
    #[error("Could not find promise with given id")]
    NotAPromise,
    #[error("No recording profiles found")]
    NotProfiling,
    #[error("Object couldn't be returned by value")]
    NotSerializable,
    #[error("The promise is pending, and nothing runs while the program is paused")]
    WouldWait,
    /// The program's own rules forbid it; says which.
    #[error("{0}")]
    Refused(String),
    /// Asked for correctly, and not possible here; says why.
    #[error("{0}")]
    Unsupported(String),
    /// The engine that should have answered is gone, or has begun a new generation.
    #[error("The program was restarted")]
    Gone,
}

/// A script of the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    pub id: ScriptId,
    pub context: ContextId,
    pub path: Arc<Path>,
    /// The `file:` URL of the path; of an evaluated text what it calls itself, or nothing.
    pub url: Arc<str>,
    /// The text that runs: the file's, or the editor's as it was saved.
    pub text: Arc<str>,
    /// Where the text ends.
    pub end: LineColumn,
    /// Otherwise a text that a client evaluated.
    pub is_module: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PossibleLocation {
    pub position: LineColumn,
    pub kind: LocationKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocationKind {
    Statement,
    Return,
    Debugger,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Pause {
    pub reason: Reason,
    /// The client's own breakpoints and those of others; empty for every other reason.
    pub hit: Vec<BreakpointId>,
    /// Innermost first; frames of saveloop itself are left out, those of blackboxed scripts are not.
    pub frames: Vec<CallFrame>,
    pub async_stack: Option<Box<AsyncStack>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// [`AtStart::Break`]: before the first statement of the program.
    Start,
    /// [`Request::Pause`].
    Asked,
    Step,
    Breakpoint,
    Debugger,
    /// About to be thrown, at the place that throws.
    Exception {
        value: RemoteValue,
        uncaught: bool,
    },
    /// A promise that the program rejects itself, and that nothing handles yet, at that place.
    Rejection {
        value: RemoteValue,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct CallFrame {
    pub id: FrameId,
    /// Empty: anonymous, or the top level of a module.
    pub function: String,
    pub location: ScriptPosition,
    /// Where the function begins.
    pub function_location: Option<ScriptPosition>,
    /// Innermost first, the global one last. Empty when this engine's frames cannot be read.
    pub scopes: Vec<Scope>,
    /// `Undefined` also when the function does not use it: then the engine does not keep it.
    pub this: RemoteValue,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    pub kind: ScopeKind,
    /// The function whose variables these are, of closures.
    pub name: Option<String>,
    /// Where in the text its variables can be seen; `None` for the global one.
    pub range: Option<(LineColumn, LineColumn)>,
    /// Its properties are the variables. A variable that is not initialised yet has a property
    /// without value.
    pub object: RemoteValue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScopeKind {
    /// Arguments and variables of the function itself.
    Local,
    Block,
    Catch,
    /// Of a function around.
    Closure,
    /// The module's own variables and its imports.
    Module,
    Global,
}

/// One frame of a stack that is only shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackFrame {
    pub function: String,
    pub location: ScriptPosition,
}

/// Who scheduled what runs now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsyncStack {
    /// `await`, `Promise.then`, `setTimeout`, `queueMicrotask`, `process.nextTick` and the like.
    pub description: String,
    pub frames: Vec<StackFrame>,
    pub parent: Option<Box<AsyncStack>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ConsoleCall {
    pub kind: ConsoleKind,
    /// As they were passed; formatting is the client's. Objects are kept for all clients until the
    /// next generation, of the newest [`KEPT_CONSOLE_CALLS`] calls.
    pub arguments: Vec<RemoteValue>,
    pub context: ContextId,
    pub timestamp: Timestamp,
    /// Innermost first; the first is the caller of the console.
    pub stack: Vec<StackFrame>,
    pub async_stack: Option<Box<AsyncStack>>,
}

pub const KEPT_CONSOLE_CALLS: usize = 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsoleKind {
    Log,
    Debug,
    Info,
    Warn,
    Error,
    Dir,
    Dirxml,
    Table,
    Trace,
    Assert,
    Count,
    Group,
    GroupCollapsed,
    GroupEnd,
    TimeLog,
    TimeEnd,
    Clear,
    /// A breakpoint that prints ([`NewBreakpoint::log`](super::NewBreakpoint::log)): the program itself
    /// printed nothing.
    Logpoint,
}

/// What was thrown, out of the program or out of an evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// `Uncaught`, or `Uncaught (in promise)`.
    pub text: String,
    pub value: RemoteValue,
    /// Where it was thrown, if that is in a script of the program.
    pub location: Option<ScriptPosition>,
    pub stack: Vec<StackFrame>,
}
