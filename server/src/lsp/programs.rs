//! The programs that run: one session for each entry module.

use std::collections::BTreeMap;
use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use runtime::backlog::Backlog;
use runtime::cache::Cache;
use runtime::debug::message::{self as debug, AtStart};
use runtime::ids::{Generation, LedgerAsk};
use runtime::message::{self, Command, FromTool, Tests, ToTool};
use runtime::permissions::Permissions;
use runtime::session::{EngineHost, Limits, Options, Session, Tuning};
use runtime::sources::Sources;
use runtime::surroundings::Surroundings;
use tower_lsp::ls_types::notification::Progress;
use tower_lsp::ls_types::request::WorkDoneProgressCreate;
use tower_lsp::ls_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd,
};

use super::event::{Event, SessionId};
use super::ext::{GenerationChanged, InspectorAddress};
use super::outbox::{Outbox, Question};
use crate::cache::Place;
use crate::diagnostics::ProgramName;
use crate::documents::FilePaths;
use crate::inspector;
use crate::inspector::desk::{Inspection, Outside};
use crate::secrets::Secrets;

/// Runs shorter than this show no progress.
const PATIENCE: Duration = Duration::from_millis(300);
/// So many bytes a program may be ahead of the main loop; then it is slowed down.
const MOST_AHEAD: usize = 4 << 20;

/// Where a program's reports go; called on its session's thread.
pub type Sink = Box<dyn FnMut(Vec<message::Event>) + Send>;
/// Where a program takes commands; dropping it ends the program.
pub type Mailbox = Box<dyn Fn(Command) + Send>;
/// How a program is started: as a session, except where a test plays the program.
pub type Launch = fn(Options, Arc<dyn Sources>, Sink) -> Mailbox;

pub fn launch_session(options: Options, sources: Arc<dyn Sources>, sink: Sink) -> Mailbox {
    let session = Session::start(options, sources, sink);
    Box::new(move |command| session.send(command))
}

/// What a program is doing, in the words of `saveloop.status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Starting,
    Running,
    Live,
    Failed,
    Pending,
    Interrupted,
    Stopped,
    EngineLost,
}

impl State {
    pub fn name(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Running => "running",
            Self::Live => "live",
            Self::Failed => "failed",
            Self::Pending => "pending",
            Self::Interrupted => "interrupted",
            Self::Stopped => "stopped",
            Self::EngineLost => "engineLost",
        }
    }
}

/// Where the notice of a long run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notice {
    None,
    /// To be shown if the run still goes on then.
    Due(Instant),
    Asked,
    Shown,
}

/// What a session is made with, and keeps while it lives.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Made {
    memory_limit: u32,
    probes: bool,
    place: Place,
}

pub struct Program {
    id: SessionId,
    made: Made,
    /// What it said and the main loop has not taken yet.
    backlog: Arc<Backlog>,
    mailbox: Mailbox,
    surroundings: Surroundings,
    /// What must not be shown of what it says.
    pub secrets: Arc<Secrets>,
    /// Where debuggers come in, once somebody asked for it.
    inspection: Option<Inspection>,
    notice: Notice,
    /// Asked to run: from the command on, whatever the session has got to by now.
    is_wanted: bool,
    pub state: State,
    pub generation: Option<Generation>,
    pub cause: String,
    pub reason: Option<String>,
    /// How many handles it had when it was last heard of.
    pub handles: u32,
    /// The newest outcome, as tools are told it.
    pub last: Option<GenerationChanged>,
}

/// Files of variables may say something else with each start.
fn secrets_of(surroundings: &Surroundings, entry: &Path) -> Arc<Secrets> {
    let own = std::env::current_dir().ok();
    let places = [entry.parent(), surroundings.cwd.as_deref(), own.as_deref()];
    let places: Vec<&Path> = places.into_iter().flatten().collect();
    Arc::new(Secrets::around(&surroundings.variables(), &places))
}

/// What a program finds around it, and what it may do.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub surroundings: Surroundings,
    pub permissions: Permissions,
}

/// How a program begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Which of its tests run.
    pub tests: Tests,
    pub at_start: AtStart,
}

pub struct Programs {
    events: Sender<Event>,
    launch: Launch,
    last: u64,
    tuning: Tuning,
    wrappers: Arc<[PathBuf]>,
    place: Place,
    running: BTreeMap<ProgramName, Program>,
}

impl Programs {
    pub fn new(events: Sender<Event>, launch: Launch) -> Self {
        let (tuning, place) = (Tuning::default(), Place::default());
        Self { events, launch, last: 0, tuning, wrappers: Arc::default(), place, running: BTreeMap::new() }
    }

    /// Where programs that are started from now on have their cache.
    pub fn keep_in(&mut self, place: &Place) {
        self.place.clone_from(place);
    }

    fn cache(&self) -> Option<Cache> {
        let events = self.events.clone();
        Cache::open(&self.place.directory()?, move |trouble| {
            let _ = events.send(Event::CacheTrouble(trouble.to_owned()));
        })
    }

    pub fn events(&self) -> Sender<Event> {
        self.events.clone()
    }

    /// How programs are treated from now on.
    pub fn tune(&mut self, tuning: Tuning) {
        if std::mem::replace(&mut self.tuning, tuning) != tuning {
            self.running.values().for_each(|program| (program.mailbox)(Command::Tune(tuning)));
        }
    }

    /// Which files print for who calls them.
    pub fn wrap(&mut self, files: Vec<PathBuf>) {
        if *self.wrappers != *files {
            self.wrappers = files.into();
            let say = |program: &Program| (program.mailbox)(Command::Wrappers(Arc::clone(&self.wrappers)));
            self.running.values().for_each(say);
        }
    }

    /// Starts a program in an engine process of its own.
    pub fn start(
        &mut self,
        entry: &Path,
        sources: Arc<dyn Sources>,
        memory_limit: u32,
        given: Given,
        how: Start,
    ) -> io::Result<()> {
        self.last += 1;
        let id = SessionId(self.last);
        let limits = Limits { memory: (memory_limit as usize) << 20, ..Limits::default() };
        let engine =
            EngineHost::Process { program: std::env::current_exe()?, args: vec!["engine".to_owned()] };
        let tuning = self.tuning;
        let at_start = how.at_start;
        let (entry_path, cache) = (entry.to_owned(), self.cache());
        let Given { surroundings, permissions } = given;
        let given = surroundings.clone();
        let tests = Some(Tests { reporter: Some(message::Reporter::Spec), ..how.tests });
        let options = Options {
            entry: entry_path,
            surroundings,
            engine,
            limits,
            tuning,
            permissions,
            at_start,
            tests,
            cache,
        };
        let (sender, program) = (self.events.clone(), entry.to_owned());
        let backlog = Backlog::new(MOST_AHEAD);
        let counted = Arc::clone(&backlog);
        let sink = move |events: Vec<message::Event>| {
            let share = counted.enter(events.iter().map(message::Event::bytes).sum());
            let program = program.clone();
            let _ = sender.send(Event::Reported { program, session: id, events, share });
        };
        let mailbox = (self.launch)(options, sources, Box::new(sink));
        if !self.wrappers.is_empty() {
            mailbox(Command::Wrappers(Arc::clone(&self.wrappers)));
        }
        let program = Program {
            id,
            made: self.made(memory_limit),
            backlog,
            mailbox,
            secrets: secrets_of(&given, entry),
            surroundings: given,
            inspection: None,
            notice: Notice::None,
            is_wanted: true,
            state: State::Starting,
            generation: None,
            cause: "start".to_owned(),
            reason: None,
            handles: 0,
            last: None,
        };
        self.running.insert(entry.into(), program);
        Ok(())
    }

    /// Whether a file is the entry of a program that was not stopped.
    pub fn is_running(&self, entry: &Path) -> bool {
        self.running.get(entry).is_some_and(Program::is_wanted)
    }

    /// Whether the session of a program, if it has one, is made as the settings say now.
    pub fn is_current(&self, entry: &Path, memory_limit: u32) -> bool {
        self.running.get(entry).is_some_and(|program| program.made == self.made(memory_limit))
    }

    fn made(&self, memory_limit: u32) -> Made {
        Made { memory_limit, probes: self.tuning.probes, place: self.place.clone() }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&ProgramName, &Program)> {
        self.running.iter()
    }

    /// The program a report belongs to; `None` for late reports of a session that is gone.
    pub fn reporting(&mut self, entry: &Path, session: SessionId) -> Option<(ProgramName, &mut Program)> {
        let name = self.running.get_key_value(entry)?.0.clone();
        let program = self.running.get_mut(entry).filter(|program| program.id == session)?;
        Some((name, program))
    }

    pub fn get(&self, entry: &Path) -> Option<&Program> {
        self.running.get(entry)
    }

    pub fn tell(&self, entry: &Path, command: Command) {
        if let Some(program) = self.running.get(entry) {
            (program.mailbox)(command);
        }
    }

    pub fn stop(&mut self, entry: &Path) {
        if let Some(program) = self.running.get_mut(entry) {
            program.is_wanted = false;
            (program.mailbox)(Command::Stop);
        }
    }

    pub fn restart(&mut self, entry: &Path) {
        if let Some(program) = self.running.get_mut(entry) {
            program.is_wanted = true;
            program.secrets = secrets_of(&program.surroundings, entry);
            if program.state == State::Stopped {
                program.state = State::Starting;
            }
            (program.mailbox)(Command::Restart);
        }
    }

    /// A program that finds something else around it than before starts again; one that was stopped does
    /// when it is asked to.
    pub fn surround(&mut self, entry: &Path, surroundings: Surroundings) {
        let Some(program) = self.running.get_mut(entry) else { return };
        if program.surroundings == surroundings {
            return;
        }
        program.surroundings = surroundings.clone();
        (program.mailbox)(Command::Surround(surroundings));
        if program.is_wanted {
            self.restart(entry);
        }
    }

    /// Where debuggers find a program, and whether nobody could before.
    pub fn inspect(
        &mut self,
        entry: &Path,
        is_discoverable: bool,
    ) -> Option<io::Result<(InspectorAddress, bool)>> {
        let program = self.running.get_mut(entry)?;
        let options = inspector::Options::of(entry, (Ipv4Addr::LOCALHOST, 0).into());
        let options = inspector::Options { is_discoverable, ..options };
        Some(program.inspect(options, entry, &self.events))
    }

    /// The program's own debugging tools say something; what they ask is answered with `failure`, or where
    /// debuggers are let in.
    pub fn hear_tool(&mut self, entry: &Path, said: &FromTool, failure: Option<String>) {
        let Some(program) = self.running.get_mut(entry) else { return };
        match (program.serving(entry, &self.events), said) {
            (Ok(inspection), said) => inspection.hear_tool(said.clone(), failure),
            // There is no thread for it.
            (Err(error), FromTool::Sync { ask } | FromTool::Open { ask, .. } | FromTool::Close { ask }) => {
                program.tool(ToTool::Answer { ask: *ask, door: Err(error.to_string()) });
            }
            (Err(error), _) => tracing::error!("the program cannot talk to its debugger: {error}"),
        }
    }

    /// Asks these programs, or all, what they have running; says whom it asked.
    pub fn ask_ledger(&self, ask: LedgerAsk, concerns: impl Fn(&Path) -> bool) -> Vec<ProgramName> {
        let asked = self.running.iter().filter(|(name, _)| concerns(name));
        asked
            .map(|(name, program)| {
                (program.mailbox)(Command::Ledger { ask });
                Arc::clone(name)
            })
            .collect()
    }

    /// Says whether anybody was told. A program that was asked to stop may not have got to it yet; a
    /// save must not revive it.
    pub fn tell_saved(&self, paths: &[PathBuf]) -> bool {
        let mut wanted = self.running.values().filter(|program| program.is_wanted).peekable();
        let is_any = wanted.peek().is_some();
        wanted.for_each(|program| (program.mailbox)(Command::Saved { paths: paths.to_vec() }));
        is_any
    }

    /// What somebody types, for the programs that a save of it would reach.
    pub fn tell_typed(&self, file: &FilePaths, text: impl FnOnce() -> Arc<str>) {
        let mut wanted = self.running.values().filter(|program| program.is_wanted).peekable();
        if wanted.peek().is_none() {
            return;
        }
        let (paths, text): (Vec<PathBuf>, _) = (file.all().map(Path::to_owned).collect(), text());
        let typed = || Command::Typed { paths: paths.clone(), text: Arc::clone(&text) };
        wanted.for_each(|program| (program.mailbox)(typed()));
    }

    /// Answers with the programs, which are all that were not stopped.
    pub fn tell_all(&self, command: &Command) -> Vec<ProgramName> {
        let wanted = self.running.iter().filter(|(_, program)| program.is_wanted);
        let tell = |(name, program): (&ProgramName, &Program)| {
            (program.mailbox)(command.clone());
            ProgramName::clone(name)
        };
        wanted.map(tell).collect()
    }

    pub fn shut_down(&mut self) {
        for program in std::mem::take(&mut self.running).into_values() {
            (program.mailbox)(Command::Shutdown);
        }
    }

    /// When the next long run becomes worth a notice.
    pub fn deadline(&self) -> Option<Instant> {
        self.running.values().filter_map(Program::notice_due).min()
    }

    pub fn ask_for_progress(&mut self, now: Instant, outbox: &mut Outbox) {
        for program in self.running.values_mut() {
            if program.notice_due().is_some_and(|due| due <= now) {
                program.notice = Notice::Asked;
                let params = WorkDoneProgressCreateParams { token: program.token() };
                let question = Question::Progress { session: program.id };
                outbox.ask::<WorkDoneProgressCreate>(question, params);
            }
        }
    }

    /// The client agreed to show a progress; the run may be over by now.
    pub fn begin_progress(&mut self, session: SessionId, outbox: &Outbox) {
        let program = self.running.iter_mut().find(|(_, program)| program.id == session);
        let Some((name, program)) = program else {
            return;
        };
        if program.notice != Notice::Asked {
            return;
        }
        program.notice = Notice::Shown;
        let file = name.file_name().unwrap_or_default().to_string_lossy();
        let begin = WorkDoneProgressBegin {
            title: format!("saveloop: running {file}"),
            ..WorkDoneProgressBegin::default()
        };
        program.tell_progress(WorkDoneProgress::Begin(begin), outbox);
    }
}

impl Drop for Program {
    /// The mailbox waits for the session to end; from here on the session does not wait for us.
    fn drop(&mut self) {
        self.backlog.close();
    }
}

impl Program {
    pub fn run_begins(&mut self, now: Instant) {
        self.state = State::Running;
        if self.notice == Notice::None {
            self.notice = Notice::Due(now + PATIENCE);
        }
    }

    pub fn is_wanted(&self) -> bool {
        self.is_wanted
    }

    fn inspect(
        &mut self,
        options: inspector::Options,
        entry: &Path,
        events: &Sender<Event>,
    ) -> io::Result<(InspectorAddress, bool)> {
        let inspection = self.serving(entry, events)?;
        let is_new = inspection.inspector().is_none();
        let inspector = match inspection.inspector() {
            None => inspection.open(options)?,
            Some(inspector) => inspector,
        };
        let address = InspectorAddress {
            host: inspector.address().ip().to_string(),
            port: inspector.address().port(),
            web_socket_debugger_url: inspector.websocket_url(),
            devtools_frontend_url: inspector.devtools_url(),
        };
        Ok((address, is_new))
    }

    /// What serves debuggers, and the program's own sessions where nobody is let in.
    fn serving(&mut self, entry: &Path, events: &Sender<Event>) -> io::Result<&mut Inspection> {
        let inspection = match self.inspection.take() {
            Some(inspection) => inspection,
            None => {
                let session = self.id;
                let to = || (events.clone(), entry.to_owned());
                let ((core, of_core), (wishes, of_wishes), (tools, of_tools)) = (to(), to(), to());
                let outside = Outside {
                    core: Box::new(move |command| {
                        let _ = core.send(Event::Debugged { program: of_core.clone(), session, command });
                    }),
                    clients: Box::new(|count| tracing::info!("{count} debuggers")),
                    wish: Box::new(move |wish| {
                        let _ = wishes.send(Event::Wished { program: of_wishes.clone(), session, wish });
                    }),
                    tool: Box::new(move |said| {
                        let _ = tools.send(Event::Tooled { program: of_tools.clone(), session, said });
                    }),
                };
                let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Inspection::closed(&name, outside)?
            }
        };
        Ok(self.inspection.insert(inspection))
    }

    /// To the program's own debugging tools.
    pub fn tool(&self, said: ToTool) {
        (self.mailbox)(Command::Tool(said));
    }

    /// A debugger says something to the program.
    pub fn debug(&self, command: debug::Command) {
        (self.mailbox)(Command::Debug(command));
    }

    /// The program says something to its debuggers.
    pub fn tell_debuggers(&self, event: &message::Event) {
        if let Some(inspection) = &self.inspection {
            inspection.hear(event);
        }
    }

    /// The session has stopped; it may have been asked to start again meanwhile.
    pub fn stopped(&mut self, outbox: &Outbox) {
        self.run_ends(if self.is_wanted { State::Starting } else { State::Stopped }, outbox);
    }

    pub fn run_ends(&mut self, state: State, outbox: &Outbox) {
        self.state = state;
        let notice = std::mem::replace(&mut self.notice, Notice::None);
        if notice == Notice::Shown {
            let end = WorkDoneProgressEnd { message: None };
            self.tell_progress(WorkDoneProgress::End(end), outbox);
        }
    }

    /// For clients that show no progress.
    pub fn without_notice(&mut self) {
        self.notice = Notice::None;
    }

    fn notice_due(&self) -> Option<Instant> {
        match self.notice {
            Notice::Due(due) => Some(due),
            Notice::None | Notice::Asked | Notice::Shown => None,
        }
    }

    fn token(&self) -> NumberOrString {
        NumberOrString::String(format!("saveloop/run/{}", self.id.0))
    }

    fn tell_progress(&self, progress: WorkDoneProgress, outbox: &Outbox) {
        let value = ProgressParamsValue::WorkDone(progress);
        outbox.notify::<Progress>(ProgressParams { token: self.token(), value });
    }
}
