//! What crosses between the session and the engine, and how it is framed on a pipe. Positions here
//! are the engine's own, in generated code; only the session translates them.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::debug::message::ConsoleKind;
use crate::debug::wire::{FromDebug, RawSeen, ToDebug};
use crate::ids::{Generation, ImportRequest, LedgerAsk, LookAsk, ModuleId, VersionId};
use crate::message::{ConsoleLevel, FromTool, HandleKind, Running, Tests};
use crate::permissions::{Kind, Permissions};

/// From the session to the engine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToEngine {
    Apply(Apply),
    /// Most likely part of the next `Apply`: compiled when there is nothing else to do.
    Foresee(Script),
    Imported {
        request: ImportRequest,
        module: ModuleId,
        linkage: Linkage,
    },
    /// The newest texts were not applied, for the program's own `vite:error` listeners.
    Refused(Refused),
    ImportFailed {
        request: ImportRequest,
        name: String,
        /// Node's code; empty: it has none.
        code: String,
        message: String,
    },
    /// The answer to `FromEngine::Require`.
    Required {
        request: ImportRequest,
        answer: Required,
    },
    /// The answer to `FromEngine::Words`.
    Words {
        request: ImportRequest,
        words: Option<Words>,
    },
    /// The answer to `FromEngine::Places`, in the order of its frames.
    Placed {
        request: u32,
        places: Vec<Placed>,
    },
    /// Handled at once, while JavaScript runs: whatever this generation or an older one is doing
    /// right now ends.
    Interrupt(Generation),
    /// Handled at once: say where JavaScript is; the process will be ended.
    LastWords,
    /// Tell what the program has running.
    Ledger {
        ask: LedgerAsk,
    },
    /// Handled at once: a turn that lasts longer is told; `None`: none is.
    Patience(Option<Duration>),
    /// Handled at once: what the program may do from now on. Before the first, everything.
    Permissions(Box<Permissions>),
    /// A pause that ended has been taken note of, and what waited for its end is on its way.
    Proceed,
    /// Handled at the next safe point of what runs, and while it is paused.
    Debug(Box<ToDebug>),
    /// End the program: every module and handle goes.
    Stop,
    Shutdown,
}

/// A new generation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Apply {
    pub generation: Generation,
    pub entry: ModuleId,
    /// What the program finds in `process.argv`.
    pub argv: Vec<String>,
    /// Which tests run, and how they are told; `None`: all, as the program's output asks for.
    pub tests: Option<Tests>,
    /// Modules taken out of service: what is linked anew, and what only `import()` reaches.
    pub retire: Vec<ModuleId>,
    /// Modules that are no longer part of the program.
    pub forget: Vec<ModuleId>,
    /// Code no instance will be made of any more.
    pub forget_scripts: Vec<VersionId>,
    pub linkage: Linkage,
    /// Whose callbacks are called when the slice has run. What was accepted is evaluated in this order.
    pub boundaries: Vec<Boundary>,
}

/// `acceptor` stays as it is and is told of the new `accepted`; or it is `accepted` itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Boundary {
    pub accepted: ModuleId,
    pub acceptor: ModuleId,
    /// What the acceptor's callbacks call the accepted module.
    pub specifiers: Vec<String>,
}

/// What a `require()` leads to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Required {
    Module {
        module: ModuleId,
        linkage: Linkage,
    },
    /// A file's path, or a built-in module's name.
    Path(String),
    /// `code`: as Node names it; empty for a syntax error.
    Failed {
        name: String,
        code: String,
        message: String,
    },
}

/// What an error's message says of the expression that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// With the value's places: `{value}`, `{type}` and the like.
    pub text: String,
    /// What leads to the value: a variable and members of it; empty: that is not known.
    pub path: Vec<String>,
}

/// Where a frame is in the original text. Line and column are one-based; 0: it has no place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The file; without a place, why not.
    pub file: String,
    pub line: u32,
    pub column: u32,
    /// What it calls, it calls as a constructor.
    pub constructs: bool,
}

/// The first error of texts that were refused. Line and column are one-based; 0: it has no place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Refused {
    pub message: String,
    pub path: String,
    pub line: u32,
    pub column: u32,
}

/// Modules to instantiate, and the order in which to evaluate them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Linkage {
    pub scripts: Vec<Script>,
    pub instances: Vec<Instance>,
    /// Dependencies before importers.
    pub order: Vec<ModuleId>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Script {
    pub version: VersionId,
    pub module: ModuleId,
    pub name: String,
    pub code: Arc<str>,
    pub probes: u32,
    /// Whether its bytecode may come from the cache, and go there.
    pub is_kept: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Instance {
    pub module: ModuleId,
    pub version: VersionId,
    /// 0: synchronous, 1: top-level await as yields, 2: async generator, 3: CommonJS.
    pub evaluation: u8,
    /// What a CommonJS module exports to those who import it.
    pub names: Vec<String>,
    /// The module that stands for its cycle; itself when it is in none.
    pub root: ModuleId,
    /// The module behind each import slot.
    pub slots: Vec<ModuleId>,
    pub reexports: Vec<Reexport>,
    pub url: String,
    pub filename: String,
    pub dirname: String,
    pub main: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reexport {
    pub name: String,
    pub slot: u32,
    /// `None`: the namespace itself.
    pub imported: Option<String>,
}

/// From the engine to the session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromEngine {
    Ready,
    /// The engine takes a generation up.
    Began {
        generation: Generation,
    },
    Outcome {
        generation: Generation,
        outcome: EngineOutcome,
        evaluated: Vec<ModuleId>,
        spent: Running,
    },
    Raised {
        generation: Generation,
        kind: RaisedKind,
        error: RawError,
        /// By a module that was replaced before.
        superseded: bool,
    },
    Console {
        generation: Generation,
        level: ConsoleLevel,
        /// The method that printed it; `None`: something else wrote to the stream.
        kind: Option<ConsoleKind>,
        text: String,
        /// The line goes on with the next one.
        partial: bool,
        frames: Vec<RawFrame>,
    },
    /// What an expression came to whose line ends with `//?`.
    Seen {
        generation: Generation,
        /// Its range in the original text, in bytes.
        from: u32,
        to: u32,
        text: String,
        /// Its script is the innermost.
        script: Option<VersionId>,
    },
    /// What a variable is that somebody looks at; the generation is the one in which it was so.
    Looked {
        ask: LookAsk,
        generation: Generation,
        seen: RawSeen,
    },
    /// A test began or ended.
    Tested {
        generation: Generation,
        test: Box<RawTest>,
    },
    /// The program has an exit code of its own, or called `process.exit`.
    Exited {
        generation: Generation,
        code: i32,
        /// It ended itself by this signal.
        signal: Option<i32>,
    },
    Import {
        request: ImportRequest,
        from: ModuleId,
        specifier: String,
        attribute_type: Option<String>,
    },
    /// `require()`: the engine waits for the answer, and for nothing else.
    Require {
        request: ImportRequest,
        from: ModuleId,
        /// The file it is asked from, when that is not the module's own.
        base: Option<String>,
        specifier: String,
        /// Only which file it is.
        resolve: bool,
    },
    /// The engine made an error at this place: what would V8 say of it? It waits for the answer.
    Words {
        request: ImportRequest,
        place: RawPlace,
        message: String,
    },
    /// A program reads a stack: the engine waits for the answer, and for nothing else. The functions
    /// are those that the frames called.
    Places {
        request: u32,
        frames: Vec<RawFrame>,
    },
    /// The engine holds no code of this version any more.
    Collected(VersionId),
    /// `hot.invalidate()`: the module cannot take its own update.
    Invalidated {
        module: ModuleId,
        message: String,
    },
    /// Nothing can run until a timer is due or the session speaks. `alive`: handles keep the program
    /// running; `waiting`: an `import()` waits for the session; `handles`: how many there are.
    TurnEnded {
        generation: Generation,
        alive: bool,
        waiting: bool,
        handles: u32,
    },
    Ledger {
        ask: LedgerAsk,
        ledger: RawLedger,
    },
    /// The heap cannot be trusted to run another generation: it is full, or jobs never end.
    Poisoned {
        generation: Generation,
    },
    /// A turn has lasted for long, and where it is. Said once a turn.
    Busy {
        frames: Vec<RawFrame>,
        for_ms: u64,
    },
    /// Where a turn that lasts is, innermost frame first.
    Whereabouts {
        frames: Vec<RawFrame>,
    },
    /// Somebody asked this process, by its number, to let debuggers in.
    DoorAsked {
        process: u32,
    },
    /// The program's own debugging tools say something.
    Tool(FromTool),
    /// The program waits for a debugger that says it may run: answered by `ToDebug::Run`.
    WaitsForDebugger,
    /// The answer to `LastWords`, innermost frame first.
    LastWords {
        frames: Vec<RawFrame>,
    },
    /// What the rules leave to a person. The engine waits until they say more.
    Asks {
        generation: Generation,
        kind: Kind,
        resource: String,
    },
    /// The program was refused something, and where.
    Denied {
        generation: Generation,
        kind: Kind,
        resource: String,
        frames: Vec<RawFrame>,
    },
    Debug(Box<FromDebug>),
}

impl FromEngine {
    /// About how much memory it takes, for a backlog.
    pub fn bytes(&self) -> usize {
        const SMALL: usize = 128;
        let frames = |frames: &[RawFrame]| frames.len() * SMALL;
        SMALL
            + match self {
                Self::Console { text, frames: at, .. } => text.len() + frames(at),
                Self::Raised { error, .. } => error.bytes(),
                Self::Tested { test, .. } => test.bytes(),
                Self::Seen { text, .. } | Self::Looked { seen: RawSeen::Value { text, .. }, .. } => {
                    text.len()
                }
                Self::Import { specifier, .. } | Self::Require { specifier, .. } => specifier.len(),
                Self::Invalidated { message, .. } | Self::Words { message, .. } => message.len(),
                Self::Places { frames, .. } => frames.len() * SMALL,
                Self::Busy { frames: at, .. }
                | Self::Whereabouts { frames: at }
                | Self::LastWords { frames: at } => frames(at),
                Self::Ledger { ledger, .. } => ledger.handles.len() * SMALL,
                Self::Debug(said) => said.bytes(),
                Self::Tool(FromTool::Said { text, .. }) => text.len(),
                Self::Asks { resource, .. } => resource.len(),
                Self::Denied { resource, frames: at, .. } => resource.len() + frames(at),
                Self::Ready
                | Self::Looked { .. }
                | Self::Began { .. }
                | Self::Exited { .. }
                | Self::Outcome { .. }
                | Self::Collected(_)
                | Self::TurnEnded { .. }
                | Self::DoorAsked { .. }
                | Self::Tool(_)
                | Self::WaitsForDebugger
                | Self::Poisoned { .. } => 0,
            }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EngineOutcome {
    Live,
    Failed,
    Pending,
    Interrupted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RaisedKind {
    Uncaught,
    /// A request's handler threw it, and the request was answered: it ends nothing.
    Served,
    Rejection,
    Interrupted,
}

/// An error as the engine describes it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RawError {
    pub is_error: bool,
    pub name: String,
    pub message: String,
    /// The names of its class and the classes above, innermost first.
    pub constructors: Vec<String>,
    /// The engine's own text of it.
    pub stack: String,
    pub cause: Option<Box<RawError>>,
    pub errors: Vec<RawError>,
    pub out_of_memory: bool,
}

/// What a program has running, as the engine tells it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RawLedger {
    pub handles: Vec<RawHandle>,
    /// How much is held from one turn to the next, by what holds it.
    pub held: BTreeMap<String, u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawHandle {
    pub kind: HandleKind,
    pub what: String,
    pub owner: Option<ModuleId>,
    /// `version:line:column`; empty when it is not known.
    pub place: String,
    pub generation: u32,
    /// Milliseconds.
    pub age: f64,
    pub due: Option<f64>,
    pub keeps_alive: bool,
}

/// What the library says of a test.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RawTest {
    #[serde(default)]
    pub id: u32,
    /// Its name behind those of the suites and tests it is in.
    #[serde(default)]
    pub path: Vec<String>,
    #[serde(default)]
    pub suite: bool,
    /// The call that said it: `script:line:column`; empty when it is not known.
    #[serde(default)]
    pub place: String,
    pub state: RawTestState,
    /// Milliseconds.
    #[serde(default)]
    pub duration: f64,
    /// Why it is left out.
    #[serde(default)]
    pub said: Option<String>,
    /// Node's name for the way in which it failed.
    #[serde(default)]
    pub failure: String,
    #[serde(default)]
    pub cancelled: bool,
    /// A [`RawError`], as JSON.
    #[serde(default)]
    pub error: Option<String>,
    #[serde(default)]
    pub expected: Option<String>,
    #[serde(default)]
    pub actual: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RawTestState {
    Started,
    Passed,
    Failed,
    Skipped,
    Todo,
    /// No test of its own: an error that came when its test was over.
    Strayed,
}

impl RawTest {
    fn bytes(&self) -> usize {
        let texts = [&self.said, &self.error, &self.expected, &self.actual];
        texts.iter().map(|text| text.as_ref().map_or(0, String::len)).sum()
    }
}

impl RawError {
    fn bytes(&self) -> usize {
        let parts = self.cause.iter().map(AsRef::as_ref).chain(&self.errors);
        self.name.len() + self.message.len() + self.stack.len() + parts.map(Self::bytes).sum::<usize>()
    }

    /// Whether the engine could not allocate: it throws `null`, or an error of its own, for whose
    /// message there may be no room either.
    pub fn is_out_of_memory(&self) -> bool {
        let is_said = self.message.is_empty() || self.message == "out of memory";
        self.out_of_memory || self.name == "InternalError" && is_said
    }
}

/// One frame of a stack, in generated coordinates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawFrame {
    /// Empty: anonymous.
    pub function: String,
    pub place: RawPlace,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RawPlace {
    Native,
    Script { name: String, line: u32, column: u32 },
}

/// No message is larger; a larger length means that the stream is broken.
const MAX_FRAME: usize = 1 << 30;
/// The bytes of a length.
const LENGTH: usize = 4;

/// Writes one message: a little-endian length, then its bytes. In one piece: who reads is woken once.
pub fn write<T: Serialize>(to: &mut impl Write, message: &T) -> io::Result<()> {
    let mut bytes = postcard::to_io(message, vec![0; LENGTH]).map_err(io::Error::other)?;
    let length = (bytes.len() - LENGTH) as u32;
    bytes.splice(..LENGTH, length.to_le_bytes());
    to.write_all(&bytes)?;
    to.flush()
}

/// Reads one message; `None` at the end of the stream.
pub fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; LENGTH];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > MAX_FRAME {
        return Err(io::Error::other(format!("a message of {length} bytes")));
    }
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    postcard::from_bytes(&bytes).map(Some).map_err(io::Error::other)
}
