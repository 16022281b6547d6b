//! All the outside can ask of a running program or hear from it: plain owned data, in positions of
//! the original source. No protocol and no engine type appears here.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::debug::message as debug;
use crate::ids::{Attempt, Generation, LedgerAsk, LookAsk};
use crate::permissions::{Kind, Permissions};
pub use crate::reload::{HeldBy, Holder};
use crate::surroundings::Surroundings;
use crate::tuning::Tuning;
pub use looks::{Look, Looked, Seen, SeenValue, Sight};
pub use tests::{Failure, Reporter, TestReport, TestState, Tests};
pub use tools::{FromTool, ToTool};

mod looks;
mod tests;
mod tools;

/// Longer texts are made when they are saved: nothing may be kept waiting by somebody who types.
pub const LONGEST_TYPED: usize = 16 << 10;

/// What a front asks of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Files of the program may have new text; the session reads it through its `Sources`.
    Saved { paths: Vec<PathBuf> },
    /// What somebody types, under each of the file's names: the next save may bring it.
    Typed { paths: Vec<PathBuf>, text: Arc<str> },
    /// Drop all state and run from nothing in a fresh engine.
    Restart,
    /// Tell what the program has running; answered by `Event::Ledger` when the engine yields.
    Ledger { ask: LedgerAsk },
    /// Somebody looks at a variable; answered by `Event::Looked`, at once and perhaps a second time.
    Look(Look),
    /// Run the tests of a module again: those that are chosen, and no others.
    Test { module: PathBuf, tests: Tests },
    /// Treat the program so from the next save on; the watchdog at once.
    Tune(Tuning),
    /// What these files print counts as printed by who calls them.
    Wrappers(Arc<[PathBuf]>),
    /// What the program may do from now on; one that waits for a person's answer goes on.
    Permit(Box<Permissions>),
    /// What the program finds around it from its next engine on.
    Surround(Surroundings),
    /// End the program, its timers included. The session stays and a save or restart revives it.
    Stop,
    /// A tool is about to change many files: saves wait until it releases, or for this long, which
    /// cannot be more than [`MAX_HOLD`](crate::reload::MAX_HOLD). Holders are told apart by name.
    Suspend { holder: Holder, at_most: Duration },
    /// The tool is done. The last holder's release reloads once, if anything was saved.
    Release { holder: Holder },
    /// The debugger stopped the program in a turn of this generation: saves are prepared only.
    Paused { generation: Generation },
    /// The debugger let it go on, or went away.
    Resumed { generation: Generation },
    /// Of a debugger.
    Debug(debug::Command),
    /// To the program's own debugging tools.
    Tool(ToTool),
    /// End the program and the session.
    Shutdown,
}

/// What a session tells its front, in the order in which it happened.
///
/// Events arrive in batches; everything one reload changed at once is in one batch, so that a
/// front that publishes at the end of a batch publishes once per change.
#[derive(Clone, Debug)]
pub enum Event {
    /// A generation begins to run in the engine: everything said before came of older ones.
    /// Every `Refused` up to its attempt is no longer current.
    Started { generation: Generation, attempt: Attempt, cause: Cause },
    /// The newest texts were not applied: they do not parse, resolve or link. What ran before goes
    /// on. `errors` replace those of every earlier attempt that was not applied.
    Refused { attempt: Attempt, cause: Cause, errors: Vec<ScriptError>, duration: Duration },
    /// The body of a generation came to an outcome. Reports and console lines of older generations
    /// that involve a module it replaces are no longer current; so is every earlier `Refused`.
    Outcome(GenerationReport),
    /// Something went wrong at run time.
    Error(ScriptError),
    /// The program printed.
    Console(ConsoleLine),
    /// What an expression came to whose line ends with `//?`.
    Seen(ConsoleLine),
    /// A test began or ended.
    Test(TestReport),
    /// A test left something behind that failed when it was over; the report of the tests says so too.
    Strayed(ScriptError),
    /// Nothing is pending in the engine and no save waits: `alive` says whether timers or other
    /// handles keep the program running. Sent after every command and every turn that ends so.
    Settled { generation: Generation, alive: bool },
    /// How many handles the program has, when that changed since it was last said.
    Handles { count: u32 },
    /// What the program has running: nothing when it does not run.
    Ledger { ask: LedgerAsk, ledger: Ledger },
    /// What is known of what somebody looks at.
    Looked { ask: LookAsk, looked: Looked },
    /// The newest texts are what runs: there is nothing to do, and no earlier `Refused` is current.
    /// Says why ("no change in main.ts"). Not sent for files the program is not made of.
    Unchanged { attempt: Attempt, reason: String },
    /// These were saved, and the program is not made of any.
    NotUsed { saved: Vec<PathBuf> },
    /// The engine was lost (crashed, killed, or could not be interrupted) and a new one stands ready.
    /// `error` says where it was.
    EngineLost { error: ScriptError },
    /// The program has not yielded for long; the error says where it is. It goes on.
    Busy { error: ScriptError },
    /// A program that was `Busy` has yielded.
    Yielded,
    /// The program ended, or would, with this code: it called `process.exit` or set `process.exitCode`. A program
    /// that ended itself by a signal has the code that shells report.
    Exited { generation: Generation, code: i32, signal: Option<i32> },
    /// A save waits, and for whom. Said once for each time of waiting.
    Held { generation: Generation, by: HeldBy },
    /// From here on saves wait for this holder; the answer to `Suspend`.
    Suspended { holder: Holder },
    /// A holder did not release in time; its hold is over.
    HoldExpired { holder: Holder },
    /// The program was stopped on request.
    Stopped { generation: Generation },
    /// The program waits until a person says whether it may: answered by `Permit`.
    Asks { generation: Generation, kind: Kind, resource: String },
    /// The program was refused something, here; it was told, and goes on.
    Denied { error: ScriptError },
    /// To debuggers.
    Debug(debug::Event),
    /// The program's own debugging tools say something. What has a number is answered by `Tool`, always.
    Tool(FromTool),
    /// A signal to this process, in which the program runs, asked to let debuggers in.
    DoorAsked { process: u32 },
    /// A fault of saveloop itself, for the log.
    Fault { message: String },
}

impl Event {
    /// About how much memory it takes, for a backlog.
    pub fn bytes(&self) -> usize {
        const SMALL: usize = 256;
        SMALL
            + match self {
                Self::Console(line) | Self::Seen(line) => line.text.len(),
                Self::Error(error) | Self::Strayed(error) => error.bytes(),
                Self::EngineLost { error } | Self::Busy { error } | Self::Denied { error } => error.bytes(),
                Self::Asks { resource, .. } => resource.len(),
                Self::Refused { errors, .. } => errors.iter().map(ScriptError::bytes).sum(),
                Self::Fault { message } => message.len(),
                Self::Test(report) => report.bytes(),
                Self::Ledger { ledger, .. } => ledger.handles.len() * SMALL,
                Self::Debug(event) => event.bytes(),
                Self::Tool(FromTool::Said { text, .. }) => text.len(),
                Self::Looked { looked, .. } => looked.bytes(),
                Self::Handles { .. }
                | Self::Started { .. }
                | Self::Exited { .. }
                | Self::Outcome(_)
                | Self::Settled { .. }
                | Self::Unchanged { .. }
                | Self::NotUsed { .. }
                | Self::Yielded
                | Self::DoorAsked { .. }
                | Self::Tool(_)
                | Self::Held { .. }
                | Self::Suspended { .. }
                | Self::HoldExpired { .. }
                | Self::Stopped { .. } => 0,
            }
    }
}

/// What happened when a generation ran.
#[derive(Clone, Debug)]
pub struct GenerationReport {
    pub generation: Generation,
    /// The newest attempt it contains.
    pub attempt: Attempt,
    pub outcome: Outcome,
    pub cause: Cause,
    /// Modules that were evaluated, in evaluation order.
    pub reran: Vec<Arc<Path>>,
    /// Modules that kept their instances.
    pub kept: Listed,
    /// Modules whose instances were retired, those among them that left the program included.
    pub disposed: Vec<Arc<Path>>,
    /// Modules that left the program: nothing imports them any more.
    pub pruned: Vec<Arc<Path>>,
    pub phases: Phases,
}

impl GenerationReport {
    /// Whether what an older generation said of a module is over.
    pub fn replaces(&self, path: &Arc<Path>) -> bool {
        self.reran.contains(path) || self.disposed.contains(path)
    }
}

/// Modules that may be most of a program: all are counted, the first are named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    pub count: usize,
    pub first: Vec<Arc<Path>>,
}

impl Listed {
    /// So many are named: a list for people, in a program of any size.
    pub const MOST: usize = 20;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every module body returned.
    Live,
    /// A module body threw, or its top-level await was rejected; the `Error` precedes this event.
    Failed,
    /// A top-level await has not settled yet. A second report follows when it does.
    Pending,
    /// It was interrupted: by a newer save, by *Stop*, or at a limit.
    Interrupted,
}

/// Where the time of a generation went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Phases {
    /// From the save to a plan that can be applied: all of `preparing`.
    pub prepare: Duration,
    /// From handing over to the engine to the outcome: all of `running`, and the way there and back.
    pub run: Duration,
    pub preparing: Preparing,
    pub running: Running,
}

/// The parts of preparing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Preparing {
    pub read: Duration,
    pub transpile: Duration,
    /// Specifiers to files, and names to exports.
    pub resolve: Duration,
    /// What to run again, and in which order.
    pub plan: Duration,
}

/// The parts of running, as the engine measured them.
#[derive(Clone, Copy, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Running {
    /// `hot.dispose` and `hot.prune`, and the end of timers.
    pub dispose: Duration,
    pub compile: Duration,
    /// From the first module body to the outcome.
    pub evaluate: Duration,
}

/// Why a generation began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    Start,
    Restart,
    /// These files have new text.
    Saved(Vec<PathBuf>),
    /// A module called `hot.invalidate()`: it could not take its own update, and may say why.
    Invalidated {
        path: PathBuf,
        message: String,
    },
    /// The engine was lost and the program was started again.
    EngineLost,
    /// These tests of a module were asked for, by their whole names; none: all of it.
    Tests {
        path: PathBuf,
        names: Vec<Vec<String>>,
    },
}

/// A range in the text of a file as it was when it ran.
#[derive(Clone, Debug)]
pub struct Location {
    pub path: Arc<Path>,
    /// The text that ran. The range is in bytes of it.
    pub text: Arc<str>,
    pub range: Range<usize>,
    /// The text of this file that runs now, when it is another one.
    pub newer: Option<Arc<str>>,
}

#[derive(Clone, Debug)]
pub struct Frame {
    /// `None`: the module's top level.
    pub function: Option<String>,
    pub place: FramePlace,
}

#[derive(Clone, Debug)]
pub enum FramePlace {
    At(Location),
    /// Built into the engine or the host.
    Native,
    /// Code without a file (`eval`, `new Function`), or a position that has no original; says why.
    Unmapped(String),
}

/// What kind of thing went wrong; decides the diagnostic's code and its page in `docs/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A module does not parse, or breaks an early rule of the language.
    Syntax,
    /// A specifier could not be resolved.
    Unresolved,
    /// An imported name does not exist, or is ambiguous.
    MissingExport,
    /// A file could not be read (not text, too large, never stood still).
    Unreadable,
    /// Valid, and not supported.
    Unsupported,
    /// Thrown and not caught.
    Uncaught,
    /// A promise was rejected and nothing handled it.
    Rejection,
    /// Out of memory.
    Memory,
    /// Stopped while it was running (by a save, by *Stop*).
    Interrupted,
    /// It runs and does not yield.
    Busy,
    /// It wanted to use something that it may not.
    Denied(Kind),
    /// The engine's process ended or had to be ended.
    EngineLost,
    /// A test of `node:test` failed.
    TestFailed,
}

/// An error of the user's program, as data.
#[derive(Clone, Debug)]
pub struct ScriptError {
    pub kind: ErrorKind,
    /// The generation in whose time it was raised; `None` for what never ran.
    pub generation: Option<Generation>,
    /// The code that raised it was replaced before.
    pub superseded: bool,
    /// A request's handler threw it, and the request was answered: it ends nothing.
    pub was_answered: bool,
    /// `TypeError`, or empty when something other than an Error was thrown.
    pub name: String,
    /// One line or several; never empty.
    pub message: String,
    /// Advice ("did you mean `fooBar`?"), when there is any.
    pub help: Option<String>,
    /// The place to show: the first frame of the user's own code, else the first frame with a place.
    pub location: Option<Location>,
    /// Further places that belong to it, with what they say.
    pub related: Vec<(Location, String)>,
    /// Innermost first; native frames included.
    pub frames: Vec<Frame>,
    /// `error.cause`, and its cause, ...
    pub cause: Option<Box<ScriptError>>,
    /// The parts of an `AggregateError`.
    pub errors: Vec<ScriptError>,
}

impl ScriptError {
    /// An error that says only what it is: no name, no place, no frames.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            generation: None,
            superseded: false,
            was_answered: false,
            name: String::new(),
            message: message.into(),
            help: None,
            location: None,
            related: Vec::new(),
            frames: Vec::new(),
            cause: None,
            errors: Vec::new(),
        }
    }

    fn bytes(&self) -> usize {
        const FRAME: usize = 128;
        let parts = self.cause.iter().map(AsRef::as_ref).chain(&self.errors);
        let own = self.name.len() + self.message.len() + self.frames.len() * FRAME;
        own + parts.map(Self::bytes).sum::<usize>()
    }

    /// `TypeError: cannot read ...`, or the message alone when there is no name.
    pub fn headline(&self) -> String {
        if self.name.is_empty() {
            self.message.clone()
        } else if self.message.is_empty() {
            self.name.clone()
        } else {
            format!("{}: {}", self.name, self.message)
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ConsoleLevel {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}

/// One call of a console method.
#[derive(Clone, Debug)]
pub struct ConsoleLine {
    pub generation: Generation,
    pub level: ConsoleLevel,
    /// The whole text as a terminal would show it; may hold several lines.
    pub text: String,
    /// Written without a line end: the next line goes on with it.
    pub partial: bool,
    /// The call, when it was made from the user's own code.
    pub location: Option<Location>,
}

/// What a program has running besides its code.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub handles: Vec<Handle>,
    /// How much the engine holds from one turn to the next, by what holds it: the same after every
    /// reload of the same program.
    pub held: BTreeMap<String, u32>,
}

/// Something that may run code of the program later.
#[derive(Clone, Debug)]
pub struct Handle {
    pub kind: HandleKind,
    /// `setInterval 100 ms`.
    pub what: String,
    /// The module whose instance it ends with; `None`: code of no module made it.
    pub owner: Option<Arc<Path>>,
    /// Where it was made.
    pub place: Option<Location>,
    /// The generation during which it was made.
    pub generation: Generation,
    pub age: Duration,
    /// How long until it runs, where that is known.
    pub due: Option<Duration>,
    /// Whether the program goes on for its sake.
    pub keeps_alive: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HandleKind {
    Timeout,
    Interval,
    Immediate,
    /// An `import()` that has not been answered.
    Import,
    /// `hot.on`.
    Listener,
    /// Something that comes to one answer: a look-up of a name.
    Operation,
    /// One end of a connection.
    Socket,
    /// Something that listens for connections.
    Server,
    /// Something that sends and receives datagrams.
    Datagrams,
    /// Another process that the program started.
    Process,
}
