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

mod values;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ids::{Generation, VersionId};
use crate::position::LineColumn;

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

/// What a client can ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    // Running
    /// Stop at the next statement. In code without probes, where it is. Answer: `Done`, at once.
    Pause,
    /// Answer `Done`, then `Resumed`. Without a pause: `Failure::NotPaused`, as for the steps.
    Resume,
    StepInto,
    /// To the next statement of this frame, over calls and `await`, or of a caller when it returned.
    StepOver,
    /// To the next statement of the calling frame.
    StepOut,
    /// Resume, and stop at this place once. The place slides as a breakpoint's does.
    ContinueTo(ScriptPosition),
    /// End what JavaScript runs now, as an error nobody can catch. Answer: `Done`, at once.
    Terminate,
    /// A program that waits for its debugger ([`AtStart`]) starts. `Done` also when none waits.
    RunIfWaiting,

    // Where to stop
    /// Answer: `BreakpointSet`, with the places where it is bound now.
    SetBreakpoint(NewBreakpoint),
    /// `Done` also for a breakpoint that does not exist.
    RemoveBreakpoint(BreakpointId),
    /// Whether breakpoints and `debugger` statements stop; `true` at first.
    SetBreakpointsActive(bool),
    /// Answer: `Locations`, the places in `from..to` at which a breakpoint would be bound exactly.
    PossibleLocations {
        script: ScriptId,
        from: LineColumn,
        /// `None`: the end of the script.
        to: Option<LineColumn>,
        /// Only those in the same function as `from`.
        in_function: bool,
    },
    SetPauseOnExceptions(ExceptionMode),
    /// While `true` nothing stops, whatever else is set.
    SetSkipPauses(bool),
    /// Scripts whose URL matches one of these regular expressions (of the language) are stepped over
    /// and hidden as places to stop; breakpoints and `debugger` in them still stop. Replaces the
    /// client's earlier patterns. `Failure::BadPattern` for one that does not parse.
    SetBlackboxPatterns(Vec<String>),
    /// How many asynchronous callers are recorded and shown; 0, as at first: none. They are functions
    /// that `await` and callers that made a timer; a callback of `then` has none.
    SetAsyncDepth(u32),

    // Values
    /// Answer: `Evaluated`.
    Evaluate(Evaluate),
    /// Whether a text parses as a script. Answer: `Compiled`.
    Compile {
        text: String,
    },
    /// Answer: `Evaluated`.
    CallFunctionOn(CallFunctionOn),
    /// Answer, when the promise is settled: `Evaluated`. `Failure::NotAPromise` for anything else.
    AwaitPromise {
        promise: ObjectId,
        shown: Shown,
    },
    /// Answer: `Properties`.
    GetProperties(GetProperties),
    /// Writes a variable of a frame. `scope` is an index into [`CallFrame::scopes`]. A constant is
    /// `Failure::Refused`. Answer: `Done`.
    SetVariable {
        frame: FrameId,
        scope: u32,
        name: String,
        value: Argument,
    },
    /// `Done` also for an object that is unknown or gone.
    ReleaseObject(ObjectId),
    ReleaseGroup(String),
    /// Answer: `HeapUsage`.
    HeapUsage,
    /// Collects what is not reachable. Answer: `Done`.
    CollectGarbage,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBreakpoint {
    pub target: Target,
    pub line: u32,
    /// `None`: the first place on the line. The breakpoint is bound to the first place that is not
    /// before this one, on this line or a later one of the same script.
    pub column: Option<u32>,
    /// Stops only when this is truthy in the frame. One that throws does not stop.
    pub condition: Option<String>,
    /// Counted after the condition, over all places of the breakpoint, anew in every generation.
    pub hits: Option<Hits>,
    /// Prints instead of stopping: `{expression}` in it is replaced by the value's text. It is heard
    /// as a [`ConsoleKind::Log`] call of one string.
    pub log: Option<String>,
}

/// Which scripts a breakpoint is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// This text only, in every generation that has it. A second breakpoint of a client that is bound
    /// to the same place of the same script is `Failure::Duplicate`.
    Script(ScriptId),
    /// Every text of the file, now and later. Same for the next two.
    Path(PathBuf),
    Url(String),
    /// A regular expression of the language, found anywhere in the URL.
    UrlRegex(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hits {
    AtLeast(u32),
    Exactly(u32),
    /// Each nth.
    Every(u32),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ExceptionMode {
    #[default]
    None,
    /// Only what some code of the program catches.
    Caught,
    /// What neither code on the stack nor code that awaits it catches, and promises that are rejected
    /// while nothing handles them.
    Uncaught,
    All,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluate {
    pub expression: String,
    pub place: Place,
    /// Values of the answer are released together by this name.
    pub group: Option<String>,
    pub shown: Shown,
    pub flags: EvaluateFlags,
    /// The evaluation ends with an error after so long.
    pub timeout_ms: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// As a script of the realm: sees globals, and what earlier evaluations declared.
    Global(ContextId),
    /// As code at the frame's position: sees its variables, its `this` and the module's imports, and
    /// assigns to them. What it declares is its own.
    Frame(FrameId),
}

/// How values of an answer come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// As [`RemoteValue::Json`], without an object to ask further; what has no JSON is
    /// `Failure::NotSerializable`.
    pub by_value: bool,
    /// Objects carry a [`Preview`].
    pub preview: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluateFlags {
    /// Nothing in it stops: no breakpoint, exception or `debugger`.
    pub silent: bool,
    /// Wait for the promise that comes out, and answer with its value or rejection. While paused no
    /// job runs: a promise that is pending then is `Failure::WouldWait`.
    pub await_promise: bool,
    /// A console's rules, among the globals: `await` at top level (the answer waits for it), `let`,
    /// `const` and `class` may be declared again and can be assigned to. In a frame it changes nothing.
    pub repl: bool,
    /// Refuse what may change something: ends with an `EvalError` before it does. What is allowed is
    /// reading variables and plain properties, and operators on primitive values.
    pub throw_on_side_effect: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallFunctionOn {
    /// The text of a function.
    pub function: String,
    pub this: This,
    pub arguments: Vec<Argument>,
    pub group: Option<String>,
    pub shown: Shown,
    pub flags: EvaluateFlags,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum This {
    Object(ObjectId),
    /// `undefined`.
    Global(ContextId),
}

/// A value that a client sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Argument {
    Undefined,
    /// JSON text.
    Json(String),
    /// What JSON cannot say: `NaN`, `Infinity`, `-Infinity`, `-0`.
    Number(Number),
    /// Decimal digits, perhaps with a sign.
    BigInt(String),
    Object(ObjectId),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetProperties {
    pub object: ObjectId,
    /// Without those of prototypes.
    pub own: bool,
    pub accessors_only: bool,
    /// Without elements of arrays and typed arrays.
    pub non_indexed_only: bool,
    pub preview: bool,
    /// Only part of the properties, in their order. `None`: all, but never more than
    /// [`MAX_PROPERTIES`].
    pub page: Option<Page>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub start: u32,
    pub count: u32,
}

/// No answer holds more properties.
pub const MAX_PROPERTIES: u32 = 100_000;

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
    HeapUsage { used: u64, total: u64 },
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
    #[error("Cannot find context with specified id")]
    UnknownContext,
    #[error("Invalid call frame id")]
    UnknownFrame,
    #[error("No script for id: {0}")]
    UnknownScript(VersionId),
    #[error("Invalid scope number")]
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
    /// `await`, `setTimeout`, `setInterval` or `setImmediate`.
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
