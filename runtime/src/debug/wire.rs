//! What a session and its engine say of debugging. Places are probes, or the engine's own positions
//! in generated code; only the session translates them.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::message::{Argument, ClientId, Hits};
use super::message::{
    BreakpointId, CallFunctionOn, ConsoleKind, Evaluate, ExceptionConditions, ExceptionId, ExceptionMode,
    Failure, FrameId, GetProperties, ObjectId, Properties, RemoteValue, ScopeKind, Shown, Timestamp,
};
use super::profiler::RawProfile;
use crate::engine::wire::RawFrame;
use crate::ids::{Generation, LookAsk, VersionId};
use crate::message::ToTool;
use crate::transpile::ImportLocal;

mod looks;
pub use looks::{RawHome, RawLook, RawSeen, WatchedFunction};

/// From the session to the engine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToDebug {
    /// A debugger is there from now on. Ids of objects carry the engine's incarnation.
    Attach {
        incarnation: u32,
    },
    /// None is there any more: everything of it goes, and what is paused goes on.
    Detach,
    /// A script whose code is not spoken of any more.
    ForgetScript(VersionId),
    /// The clients whose objects are not needed any more.
    Forget(ClientId),
    Script(DebugScript),
    /// Every place of a script at which a breakpoint is bound; replaces what was said before.
    Bind {
        version: VersionId,
        stops: Vec<Stop>,
    },
    /// What a breakpoint does when it is reached.
    Rule {
        id: BreakpointId,
        rule: Rule,
    },
    ForgetRule(BreakpointId),
    Modes(Modes),
    /// Scripts that are stepped over; replaces what was said before.
    Blackbox {
        versions: Vec<VersionId>,
        /// Of other scripts.
        probes: Vec<(VersionId, u32)>,
    },
    Pause {
        at_start: bool,
    },
    /// To the pause that is meant: an older one changes nothing.
    Go {
        pause: u32,
        how: Go,
    },
    Terminate,
    /// A client says that a program which waits for it may run.
    Run,
    /// To the program's own debugging tools.
    Tool(ToTool),
    /// Ends the evaluation that runs; one that is over is left alone.
    Cancel,
    /// Somebody looks at a variable, with or without a debugger. Answered by `FromEngine::Looked`.
    Look {
        ask: LookAsk,
        look: RawLook,
    },
    /// Keeps what the variables of a function are from now on.
    Watch(Box<WatchedFunction>),
    Unwatch {
        version: VersionId,
        function: u32,
    },
    /// Answered by `FromDebug::Answer` with the same token.
    Ask {
        token: u64,
        client: ClientId,
        ask: Ask,
    },
}

impl ToDebug {
    /// Whether it stops what runs, and so wants to be heard at once.
    pub fn is_pause(&self) -> bool {
        matches!(self, Self::Pause { .. })
    }

    /// Whether it says of a script where to stop in it: that must not come after its code has run.
    pub fn is_of_script(&self) -> bool {
        matches!(self, Self::Script(_) | Self::Bind { .. } | Self::Rule { .. } | Self::Blackbox { .. })
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DebugScript {
    pub version: VersionId,
    pub code: Arc<str>,
    pub imports: Vec<ImportLocal>,
    /// Probes that stand before a `debugger` statement, and those that leave their function.
    pub debuggers: Vec<u32>,
    pub returns: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    pub probe: u32,
    pub breakpoints: Vec<BreakpointId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub condition: Option<String>,
    pub hits: Option<Hits>,
    pub log: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modes {
    pub exceptions: ExceptionMode,
    pub conditions: ExceptionConditions,
    pub breakpoints_active: bool,
    pub skips_pauses: bool,
    pub async_depth: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Go {
    On,
    Into,
    Over,
    Out,
    /// On, and stop here once.
    To {
        version: VersionId,
        probe: u32,
        /// In the frames of this pause alone.
        in_frame: bool,
    },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// `script`: what is run instead of the text, where that holds something that can stop.
    Evaluate {
        asked: Evaluate,
        script: Option<EvaluatedScript>,
    },
    Compile {
        text: String,
    },
    CallFunctionOn(CallFunctionOn),
    AwaitPromise {
        promise: ObjectId,
        shown: Shown,
    },
    GetProperties(GetProperties),
    SetVariable {
        frame: FrameId,
        scope: u32,
        name: String,
        value: Argument,
    },
    ReleaseObject(ObjectId),
    ReleaseGroup(String),
    LexicalNames,
    HeapUsage,
    StartProfile {
        interval_us: u32,
    },
    StopProfile,
    CollectGarbage,
    ExceptionDetails(ObjectId),
    AddBinding(String),
}

/// A text that became a script of its own, sent before with [`ToDebug::Script`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EvaluatedScript {
    pub name: String,
    pub code: Arc<str>,
    /// It comes to a promise for the value.
    pub awaits: bool,
    /// What a console's text declares by `let`, `const` and `class`; the code only assigns to it.
    pub lexical: Vec<String>,
}

/// From the engine to the session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromDebug {
    Answer { token: u64, answer: Result<RawAnswer, Failure> },
    Paused(Box<RawPause>),
    Resumed { pause: u32, generation: Generation },
    Console(RawConsole),
    Thrown { id: ExceptionId, timestamp: Timestamp, generation: Generation, exception: RawException },
    Revoked(ExceptionId),
    Called { name: String, payload: String, generation: Generation },
    ConsoleProfile(RawConsoleProfile),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum RawAnswer {
    Done,
    Evaluated(Result<RemoteValue, Box<RawException>>),
    Compiled(Result<(), Box<RawException>>),
    /// And where the object's code begins, as the engine counts, if it is a function.
    Properties(Properties, Option<FunctionStart>),
    Names(Vec<String>),
    HeapUsage {
        used: u64,
        total: u64,
    },
    Profile(Box<RawProfile>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionStart {
    pub version: VersionId,
    pub line: u32,
    pub column: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawException {
    pub is_in_promise: bool,
    pub value: RemoteValue,
    pub stack: Vec<RawFrame>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawPause {
    pub id: u32,
    pub generation: Generation,
    pub reason: RawReason,
    pub hit: Vec<BreakpointId>,
    pub frames: Vec<RawCallFrame>,
    pub async_stack: Option<Box<RawAsync>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum RawReason {
    Start,
    Asked,
    Step,
    Breakpoint,
    Debugger,
    Exception { value: RemoteValue, uncaught: bool },
    Rejection { value: RemoteValue },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawCallFrame {
    pub version: VersionId,
    pub function: String,
    /// The probe that it stands at, if it is the innermost and stands at one.
    pub probe: Option<u32>,
    pub line: u32,
    pub column: u32,
    pub start: (u32, u32),
    pub scopes: Vec<RawScope>,
    pub this: RemoteValue,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawScope {
    pub kind: ScopeKind,
    /// Bytes of the generated code; `None` for the global one.
    pub range: Option<Range<u32>>,
    pub name: Option<String>,
    pub object: RemoteValue,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawAsync {
    pub description: String,
    pub frames: Vec<RawFrame>,
    pub parent: Option<Box<RawAsync>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawConsole {
    pub kind: ConsoleKind,
    pub arguments: Vec<RemoteValue>,
    pub generation: Generation,
    pub timestamp: Timestamp,
    pub stack: Vec<RawFrame>,
    pub async_stack: Option<Box<RawAsync>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawConsoleProfile {
    pub id: u32,
    pub title: String,
    pub stack: Vec<RawFrame>,
    /// `None`: it begins.
    pub recorded: Option<Box<RawProfile>>,
}
