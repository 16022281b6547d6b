//! `saveloop run`: one program in this process, its output on the terminal.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use runtime::backlog::{Backlog, Share};
use runtime::cache::Cache;
use runtime::message::{self, Command, Event};
use runtime::session::{EngineHost, Limits, Options, ReloadMode, Session, Tuning};
use runtime::sources::{Disk, Sources};
use runtime::surroundings::Surroundings;

use super::inspect::{self, Door};
use super::node::{Given, Program};
use super::permitted::Permitted;
use super::progress::{self, FAILED, Progress, Step};
use super::render::{Colour, Look};
use crate::cache::Place;
use crate::dap::Wish;
use crate::watch::{self, End, Mode, Report, Watch};

#[derive(clap::Args)]
pub struct Arguments {
    /// Stay, and run again what each save changes.
    #[arg(long)]
    hot: bool,
    /// How much a save runs again: what changed and its importers, every module, or every module in
    /// a fresh engine.
    #[arg(long, value_enum, default_value_t, requires = "hot")]
    reload: Reload,
    /// Leave out what lets a debugger stop the program: it runs a little faster.
    #[arg(long)]
    no_probes: bool,
    /// Look at the files twice a second; for file systems that do not tell of changes.
    #[arg(long, requires = "hot")]
    poll: bool,
    #[command(flatten)]
    inspect: inspect::Inspect,
    #[command(flatten)]
    tests: Tests,
    #[command(flatten)]
    permissions: Permitted,
    /// Variables of the environment from a file; what is set already stays. May be given more than once.
    #[arg(long, value_name = "FILE")]
    env_file: Vec<PathBuf>,
    /// The program's first file (.ts .tsx .mts .cts .js .jsx .mjs .cjs).
    file: PathBuf,
    /// What the program is given.
    #[arg(last = true, value_name = "ARGS")]
    arguments: Vec<String>,
}

/// Of programs that are tests of `node:test`.
#[derive(clap::Args)]
struct Tests {
    /// Run only tests whose name, or that of a suite around them, matches. May be given more than once.
    #[arg(long, value_name = "PATTERN")]
    test_name_pattern: Vec<String>,
    /// Run only tests with the option `only`.
    #[arg(long)]
    test_only: bool,
    /// How tests are told; without it, `spec` on a terminal and `tap` elsewhere.
    #[arg(long, value_enum, value_name = "REPORTER")]
    test_reporter: Option<Reporter>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Reporter {
    Spec,
    Tap,
    Dot,
}

impl Tests {
    fn chosen(self) -> Option<message::Tests> {
        let reporter = self.test_reporter.map(|reporter| match reporter {
            Reporter::Spec => message::Reporter::Spec,
            Reporter::Tap => message::Reporter::Tap,
            Reporter::Dot => message::Reporter::Dot,
        });
        let Self { test_name_pattern: patterns, test_only: only, .. } = self;
        Some(message::Tests { patterns, only, reporter, ..message::Tests::default() })
    }
}

/// A program that comes without a word of ours, as all options stand when none is given.
pub fn as_node(program: Program) -> u8 {
    #[derive(clap::Parser)]
    struct Alone {
        #[command(flatten)]
        arguments: Arguments,
    }
    // Whole paths, which are no options whatever they begin with.
    let read =
        |file: &Path| <Alone as clap::Parser>::parse_from([Path::new("saveloop"), &directory().join(file)]);
    match program {
        Program::File { file, arguments } => run_from(Arguments { arguments, ..read(&file).arguments }, None),
        Program::Text { text, form, arguments } => {
            let given = Given::new(&text, form, &directory());
            run_from(Arguments { arguments, ..read(&given.path).arguments }, Some(given))
        }
    }
}

/// What a save runs again, in the words of the setting.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Reload {
    #[default]
    Slice,
    All,
    Restart,
}

impl From<Reload> for ReloadMode {
    fn from(reload: Reload) -> Self {
        match reload {
            Reload::Slice => Self::Slice,
            Reload::All => Self::All,
            Reload::Restart => Self::Restart,
        }
    }
}

#[cfg(test)]
impl Arguments {
    /// What the program is given.
    pub fn arguments(&self) -> &[String] {
        &self.arguments
    }
}

/// What the loop waits for.
enum Arrival {
    Session(Vec<Event>, Share),
    Watch(Report),
    Inspector(inspect::Arrival),
    /// Something does not work as it should, and everything goes on.
    Trouble(String),
}

type Terminal = Progress<BufWriter<io::Stdout>, io::Stderr>;

/// The exit code of a run that a debugger ended: what a shell reports of SIGTERM.
const TERMINATED: u8 = 143;
/// How long a run that is over may still write to the cache.
const LEAVING: Duration = Duration::from_secs(2);
/// The program ends a hold by itself this long after the watching room should have.
const SLACK: Duration = Duration::from_secs(5);
/// So many bytes a program may be ahead of the terminal; then it waits.
const MOST_AHEAD: usize = 4 << 20;

/// Sets the variables of a file that are not set yet.
fn load(file: &Path) -> io::Result<()> {
    for (name, value) in runtime::dotenv::parse(&std::fs::read_to_string(file)?) {
        if std::env::var_os(&name).is_none() && !name.contains('\0') && !value.contains('\0') {
            // SAFETY: nothing of the program runs yet, and no other thread of ours reads the environment.
            unsafe { std::env::set_var(name, value) };
        }
    }
    Ok(())
}

/// Runs a program to its end; returns the exit code. Ctrl+C is left to the operating system: it ends
/// the process, and shells report 130.
pub fn run(arguments: Arguments) -> u8 {
    run_from(arguments, None)
}

/// `given`: the text of the first file, which is in no file.
fn run_from(arguments: Arguments, given: Option<Given>) -> u8 {
    let look = Look { colour: Colour::of(&io::stderr()), directory: directory() };
    let mode = if arguments.hot { progress::Mode::Hot } else { progress::Mode::Once };
    let mut terminal = Progress::new(mode, look, BufWriter::new(io::stdout()), io::stderr());
    for file in &arguments.env_file {
        if let Err(error) = load(file) {
            terminal.say(&format!("saveloop: {}: {error}\n", file.display()));
            return FAILED;
        }
    }
    let found = given.as_ref().map_or_else(|| entry(&arguments.file), |given| Ok(given.path.clone()));
    let entry = match found {
        Ok(entry) => entry,
        Err(reason) => {
            terminal.say(&format!("saveloop: {}: {reason}\n", arguments.file.display()));
            return FAILED;
        }
    };
    let permissions = arguments.permissions.rules(&entry);
    let (sender, arrivals) = mpsc::channel();
    let (watch, sources) = match mode {
        progress::Mode::Once => match given {
            Some(given) => (None, Arc::new(given) as Arc<dyn Sources>),
            None => (None, Arc::new(Disk) as Arc<dyn Sources>),
        },
        progress::Mode::Hot => {
            let reports = sender.clone();
            // The loop below is gone only when the process ends.
            let tell = move |report| drop(reports.send(Arrival::Watch(report)));
            let mut watch = start_watching(&entry, arguments.poll, tell);
            let sources = watch.sources(Arc::new(Disk));
            (Some(watch), sources)
        }
    };
    let debuggers = sender.clone();
    let tell = move |arrival| {
        let _ = debuggers.send(Arrival::Inspector(arrival));
    };
    let (door, at_start) = Door::new(&arguments.inspect, &entry, tell, &mut |text| terminal.say(text));
    let options = Options {
        entry,
        surroundings: Surroundings { args: arguments.arguments, ..Surroundings::default() },
        engine: EngineHost::InProcess,
        limits: Limits { stdin: true, ends_by_errors: !arguments.hot, ..Limits::default() },
        // A script that computes for a while is no news in a terminal.
        tuning: Tuning { reload: arguments.reload.into(), patience: None, probes: !arguments.no_probes },
        permissions,
        at_start,
        tests: arguments.tests.chosen(),
        cache: cache(sender.clone()),
    };
    let kept = options.cache.clone();
    let backlog = Backlog::new(MOST_AHEAD);
    let session = Session::start(options, sources, move |events| {
        let share = backlog.enter(events.iter().map(Event::bytes).sum());
        // The loop below is gone only when the process ends.
        let _ = sender.send(Arrival::Session(events, share));
    });
    // The arrivals end with the loop, and with them what the session may wait for: then it can be ended.
    let code = attend(&session, &arrivals, watch, door, &mut terminal);
    drop(session);
    if let Some(cache) = kept {
        cache.finish(LEAVING);
        tell_trouble(&arrivals, &mut terminal);
    }
    if let Some(signal) = terminal.signal() {
        // Everything is said. Whoever waits for this process sees by what it ended.
        runtime::signals::default(signal);
    }
    code
}

/// What starts leave for the next one.
fn cache(sender: Sender<Arrival>) -> Option<Cache> {
    Cache::open(&Place::default().directory()?, move |trouble| {
        let _ = sender.send(Arrival::Trouble(trouble.to_owned()));
    })
}

/// What came up while the cache was written.
fn tell_trouble(arrivals: &Receiver<Arrival>, terminal: &mut Terminal) {
    for arrival in arrivals.try_iter() {
        if let Arrival::Trouble(trouble) = arrival {
            terminal.say(&format!("saveloop: {trouble}\n"));
        }
    }
}

/// Follows what the program reads, and lets tools hold it.
pub(crate) fn start_watching(entry: &Path, polls: bool, tell: impl FnMut(Report) + Send + 'static) -> Watch {
    let project = watch::project_of(entry.parent().unwrap_or(entry));
    let mut watch = Watch::start(vec![project], tell);
    if polls {
        watch.send(watch::Command::Mode { mode: Mode::Poll, folders: Vec::new() });
    }
    watch.open_door();
    watch
}

/// The loop: takes what arrives until the run ends.
fn attend(
    session: &Session,
    arrivals: &Receiver<Arrival>,
    watch: Option<Watch>,
    mut door: Door,
    terminal: &mut Terminal,
) -> u8 {
    loop {
        match arrivals.recv() {
            Ok(Arrival::Session(events, _share)) => {
                if let Some(watch) = &watch {
                    acknowledge(watch, &events);
                }
                let events = door.pass(events, &mut |text| terminal.say(text));
                if let Step::Break(code) = terminal.take(events) {
                    wait_for_debuggers(session, arrivals, &mut door, terminal);
                    return code;
                }
            }
            Ok(Arrival::Inspector(inspect::Arrival::Wish(Wish::Stop))) => return TERMINATED,
            Ok(Arrival::Inspector(inspect::Arrival::Wish(Wish::Restart))) => session.send(Command::Restart),
            Ok(Arrival::Inspector(arrival)) => attend_door(session, &mut door, arrival, terminal),
            Ok(Arrival::Watch(report)) => pass_on(report, session, &mut |text| terminal.say(text)),
            Ok(Arrival::Trouble(trouble)) => terminal.say(&format!("saveloop: {trouble}\n")),
            Err(_) => {
                terminal.say("saveloop: the session ended without a word; this is a fault of saveloop\n");
                return FAILED;
            }
        }
    }
}

fn attend_door(session: &Session, door: &mut Door, arrival: inspect::Arrival, terminal: &mut Terminal) {
    if let Some(command) = door.take(arrival, &mut |text| terminal.say(text)) {
        session.send(command);
    }
}

/// The program is over: debuggers may look at what is left of it until they leave.
fn wait_for_debuggers(
    session: &Session,
    arrivals: &Receiver<Arrival>,
    door: &mut Door,
    terminal: &mut Terminal,
) {
    if !door.is_used() {
        return;
    }
    terminal.say("Waiting for the debugger to disconnect...\n");
    door.end();
    while door.is_used() {
        match arrivals.recv() {
            Ok(Arrival::Inspector(arrival)) => attend_door(session, door, arrival, terminal),
            Ok(Arrival::Session(events, _share)) => drop(door.pass(events, &mut |text| terminal.say(text))),
            Ok(Arrival::Trouble(trouble)) => terminal.say(&format!("saveloop: {trouble}\n")),
            Ok(Arrival::Watch(_)) => {}
            Err(_) => return,
        }
    }
}

/// Tells who holds that the program waits.
pub(crate) fn acknowledge(watch: &Watch, events: &[Event]) {
    for event in events {
        if let Event::Suspended { holder } = event {
            watch.send(watch::Command::Acknowledged { holder: holder.clone(), programs: 1 });
        }
    }
}

pub(crate) fn pass_on(report: Report, session: &Session, say: inspect::Say) {
    let save = |paths: Vec<PathBuf>| {
        if !paths.is_empty() {
            session.send(Command::Saved { paths });
        }
    };
    match report {
        Report::Saved(paths) => save(paths),
        Report::Held { holder, at_most } => {
            session.send(Command::Suspend { holder, at_most: at_most + SLACK });
        }
        Report::Released { ended, saved } => {
            // Before the release, so that it is one reload.
            save(saved);
            for (holder, end) in ended {
                if end == End::Expired {
                    say(&format!("saveloop: {holder} did not release reloads in time; they go on\n"));
                }
                if end != End::Nested {
                    session.send(Command::Release { holder });
                }
            }
        }
        Report::Trouble(trouble) => say(&format!("saveloop: {trouble}\n")),
    }
}

/// The absolute path of the file to run, links followed as Node does.
pub(crate) fn entry(file: &Path) -> Result<PathBuf, String> {
    // Node leaves the ending out.
    let ended = || {
        let mut name = file.as_os_str().to_owned();
        name.push(".js");
        Path::new(&name).canonicalize()
    };
    let found = file.canonicalize().or_else(|error| ended().map_err(|_| error));
    let entry = found.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    })?;
    if entry.is_dir() { Err("is a directory; name the file to run".to_owned()) } else { Ok(entry) }
}

fn directory() -> PathBuf {
    let directory = std::env::current_dir().unwrap_or_default();
    directory.canonicalize().unwrap_or(directory)
}
