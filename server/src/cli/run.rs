//! `saveloop run`: one program in this process, its output on the terminal.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use runtime::backlog::{Backlog, Share};
use runtime::cache::Cache;
use runtime::message::{Command, Event};
use runtime::session::{EngineHost, Limits, Options, ReloadMode, Session, Tuning};
use runtime::sources::{Disk, Sources};

use super::hot::Content;
use super::inspect::{self, Door};
use super::progress::{FAILED, Mode, Progress, Step};
use super::render::{Colour, Look};
use super::watch::{Notice, Watch, Witnessed};
use crate::cache::Place;

#[derive(clap::Args)]
pub struct Arguments {
    /// Stay, and run again what each save changes.
    #[arg(long)]
    hot: bool,
    /// How much a save runs again: what changed and its importers, every module, or every module in
    /// a fresh engine.
    #[arg(long, value_enum, default_value_t, requires = "hot")]
    reload: Reload,
    #[command(flatten)]
    inspect: inspect::Inspect,
    /// The program's first file (.ts .tsx .mts .cts .js .jsx .mjs .cjs).
    file: PathBuf,
    /// What the program is given.
    #[arg(last = true, value_name = "ARGS")]
    arguments: Vec<String>,
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
    /// The session has read a file.
    Loaded(PathBuf, Content),
    Disk(Notice),
    Inspector(inspect::Arrival),
    /// Something does not work as it should, and everything goes on.
    Trouble(String),
}

type Terminal = Progress<BufWriter<io::Stdout>, io::Stderr>;

/// How long a call may wait when nothing is due.
const FOREVER: Duration = Duration::from_secs(60 * 60 * 24);
/// How long a run that is over may still write to the cache.
const LEAVING: Duration = Duration::from_secs(2);
/// So many bytes a program may be ahead of the terminal; then it waits.
const MOST_AHEAD: usize = 4 << 20;

/// Runs a program to its end; returns the exit code. Ctrl+C is left to the operating system: it ends
/// the process, and shells report 130.
pub fn run(arguments: Arguments) -> u8 {
    let look = Look { colour: Colour::of(&io::stderr()), directory: directory() };
    let mode = if arguments.hot { Mode::Hot } else { Mode::Once };
    let mut terminal = Progress::new(mode, look, BufWriter::new(io::stdout()), io::stderr());
    let entry = match entry(&arguments.file) {
        Ok(entry) => entry,
        Err(reason) => {
            terminal.say(&format!("saveloop: {}: {reason}\n", arguments.file.display()));
            return FAILED;
        }
    };
    let (sender, arrivals) = mpsc::channel();
    let watch = match mode {
        Mode::Once => None,
        // Watched before it is read: what is saved from now on is seen.
        Mode::Hot => watch(&entry, sender.clone(), &mut terminal),
    };
    let sources = sources(&watch, sender.clone());
    let debuggers = sender.clone();
    let tell = move |arrival| {
        let _ = debuggers.send(Arrival::Inspector(arrival));
    };
    let (door, at_start) = Door::new(&arguments.inspect, &entry, tell, &mut |text| terminal.say(text));
    let options = Options {
        entry,
        args: arguments.arguments,
        engine: EngineHost::InProcess,
        limits: Limits::default(),
        // A script that computes for a while is no news in a terminal.
        tuning: Tuning { reload: arguments.reload.into(), patience: None },
        at_start,
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

/// Where the session reads files.
fn sources(watch: &Option<Watch>, sender: Sender<Arrival>) -> Arc<dyn Sources> {
    let Some(watch) = watch else { return Arc::new(Disk) };
    let tell = move |path, content| {
        let _ = sender.send(Arrival::Loaded(path, content));
    };
    Arc::new(Witnessed { handed: watch.handed(), tell })
}

fn watch(entry: &Path, sender: Sender<Arrival>, terminal: &mut Terminal) -> Option<Watch> {
    let notices = move |notice| {
        let _ = sender.send(Arrival::Disk(notice));
    };
    match Watch::new(notices) {
        Ok(mut watch) => {
            watch.follow([entry]);
            Some(watch)
        }
        Err(error) => {
            terminal.say(&format!("saveloop: saves are not noticed: {error}\n"));
            None
        }
    }
}

/// The loop: takes what arrives until the run ends.
fn attend(
    session: &Session,
    arrivals: &Receiver<Arrival>,
    mut watch: Option<Watch>,
    mut door: Door,
    terminal: &mut Terminal,
) -> u8 {
    loop {
        let wait = watch.as_ref().and_then(Watch::wait).unwrap_or(FOREVER);
        match (arrivals.recv_timeout(wait), &mut watch) {
            (Ok(Arrival::Session(events, _share)), watch) => {
                if let Some(watch) = watch {
                    learn(watch, &events);
                }
                if let Step::Break(code) = terminal.take(door.pass(events)) {
                    wait_for_debuggers(session, arrivals, &mut door, terminal);
                    return code;
                }
            }
            (Ok(Arrival::Inspector(arrival)), _) => attend_door(session, &mut door, arrival, terminal),
            (Ok(Arrival::Loaded(path, content)), Some(watch)) => watch.loaded(&path, content),
            (Ok(Arrival::Disk(notice)), Some(watch)) => watch.noticed(notice),
            (Ok(Arrival::Trouble(trouble)), _) => terminal.say(&format!("saveloop: {trouble}\n")),
            (Ok(Arrival::Loaded(..) | Arrival::Disk(_)), None) => {}
            (Err(RecvTimeoutError::Timeout), _) => {}
            (Err(RecvTimeoutError::Disconnected), _) => {
                terminal.say("saveloop: the session ended without a word; this is a fault of saveloop\n");
                return FAILED;
            }
        }
        if let Some(watch) = &mut watch {
            pass_on(watch, session, terminal);
        }
    }
}

fn attend_door(session: &Session, door: &mut Door, arrival: inspect::Arrival, terminal: &mut Terminal) {
    if let Some(command) = door.take(arrival, &mut |text| terminal.say(text)) {
        session.send(Command::Debug(command));
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
            Ok(Arrival::Session(events, _share)) => drop(door.pass(events)),
            Ok(Arrival::Trouble(trouble)) => terminal.say(&format!("saveloop: {trouble}\n")),
            Ok(Arrival::Loaded(..) | Arrival::Disk(_)) => {}
            Err(_) => return,
        }
    }
}

/// Which files are the program's.
fn learn(watch: &mut Watch, events: &[Event]) {
    for event in events {
        match event {
            Event::Outcome(report) => {
                watch.set_broken(false);
                watch.follow(report.reran.iter().map(AsRef::as_ref));
            }
            Event::Refused { errors, .. } => {
                watch.set_broken(true);
                let locations = errors.iter().filter_map(|error| error.location.as_ref());
                watch.follow(locations.map(|location| location.path.as_ref()));
            }
            Event::Unchanged { .. } => watch.set_broken(false),
            _ => {}
        }
    }
}

fn pass_on(watch: &mut Watch, session: &Session, terminal: &mut Terminal) {
    let paths = watch.saved();
    if !paths.is_empty() {
        session.send(Command::Saved { paths });
    }
    for trouble in watch.trouble() {
        terminal.say(&format!("saveloop: {trouble}\n"));
    }
}

/// The absolute path of the file to run, links followed as Node does.
fn entry(file: &Path) -> Result<PathBuf, String> {
    let entry = file.canonicalize().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    })?;
    if entry.is_dir() { Err("is a directory; name the file to run".to_owned()) } else { Ok(entry) }
}

fn directory() -> PathBuf {
    let directory = std::env::current_dir().unwrap_or_default();
    directory.canonicalize().unwrap_or(directory)
}
