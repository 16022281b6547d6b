//! What a client can ask of a program.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{BreakpointId, ContextId, FrameId, Number, ObjectId, ScriptId, ScriptPosition};
use crate::position::LineColumn;

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
    ContinueTo {
        place: ScriptPosition,
        /// Only where the present frames stand there, in no other call.
        in_frame: bool,
    },
    /// End what JavaScript runs now, as an error nobody can catch. Answer: `Done`, at once.
    Terminate,
    /// End the evaluation that runs, if one does, and nothing else: its answer is `Failure::Terminated`.
    /// Answer: `Done`, at once.
    Cancel,
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
    /// Which of these exceptions stop. Answer: `Done`.
    SetExceptionConditions(ExceptionConditions),
    /// While `true` nothing stops, whatever else is set.
    SetSkipPauses(bool),
    /// Scripts whose URL matches one of these regular expressions (of the language) are stepped over
    /// and hidden as places to stop; breakpoints and `debugger` in them still stop. Replaces the
    /// client's earlier patterns. `Failure::BadPattern` for one that does not parse.
    SetBlackboxPatterns(Vec<String>),
    /// The same for texts without a URL, as clients evaluate them.
    SetBlackboxAnonymous(bool),
    /// Parts of a script, as patterns skip whole ones: at each place the state changes, and what stands
    /// before the first is not skipped. Replaces the client's earlier places for this script.
    SetBlackboxedRanges {
        script: ScriptId,
        changes: Vec<LineColumn>,
    },
    /// How many asynchronous callers are recorded and shown; 0, as at first: none. They are who called
    /// an async function, who gave a promise its callback, and who made a timer or a microtask.
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
    /// What evaluated scripts have declared by `let`, `const` and `class`. Answer: `Names`.
    LexicalNames,
    /// Answer: `HeapUsage`.
    HeapUsage,
    /// Samples where the program is from now on, every so many microseconds of its running. Answer: `Done`.
    StartProfile {
        interval_us: u32,
    },
    /// Answer: `Profile`; `Failure::NotProfiling` when this client has started none.
    StopProfile,
    /// Collects what is not reachable. Answer: `Done`.
    CollectGarbage,
    /// What is known of an error of the program. `Failure::NotAnError` for anything else. Answer:
    /// `Evaluated` with the exception.
    ExceptionDetails(ObjectId),
    /// Declares a global function of this name: what it is called with is told as `Event::Called`.
    /// Answer: `Done`.
    AddBinding(String),
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
    /// as a [`ConsoleKind::Logpoint`](super::ConsoleKind::Logpoint) call of one string.
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
    /// A second breakpoint of a client for the same URL, line and column is `Failure::Duplicate`. Same
    /// for the next one.
    Url(String),
    /// A regular expression of the language, found anywhere in the URL.
    UrlRegex(String),
    /// The first place of every function of this name, in every script: `name`, or `Class.name` for a
    /// method of a class or of an object with a name. Line and column of the breakpoint are of no use then.
    Function(String),
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

/// An exception stops when any of its kind's conditions is truthy where it is thrown, or there is none. In
/// them `error` is what is thrown. One that throws is not truthy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionConditions {
    pub caught: Vec<String>,
    pub uncaught: Vec<String>,
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
    /// The names of a console are there meanwhile, where the program has none of its own: `$_`, `keys` ...
    pub command_line: bool,
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
    /// The global object.
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
