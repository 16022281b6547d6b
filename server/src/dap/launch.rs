//! A program that is started for a debugger: as `saveloop run` does it, in an engine process of its own,
//! since standard output may belong to the protocol.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use runtime::backlog::{Backlog, Share};
use runtime::cache::Cache;
use runtime::debug::message::{self as debug, AtStart, ClientId};
use runtime::message::{Command, Event, FromTool, Reporter, Tests, ToTool};
use runtime::permissions::Permissions;
use runtime::session::{EngineHost, Limits, Options, Session, Tuning};
use runtime::sources::{Disk, Sources};
use runtime::surroundings::Surroundings;
use serde::Deserialize;

use super::envelope::Refusal;
use super::output::Output;
use super::{Dap, Origin, Wish};
use crate::cache;
use crate::cli::progress::Mode;
use crate::cli::run::{acknowledge, entry, pass_on, start_watching};
use crate::inspector::rendezvous::{self, Answer};
use crate::watch::{Report, Watch};

/// What `launch` says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Arguments {
    pub program: PathBuf,
    #[serde(default)]
    pub args: Vec<String>,
    cwd: Option<PathBuf>,
    /// `null` takes nothing away: a variable is given or it is not.
    #[serde(default)]
    pub env: BTreeMap<String, Option<String>>,
    #[serde(default)]
    env_file: OneOrMore,
    #[serde(default)]
    pub stop_on_entry: bool,
    /// Whether it stays, and takes each save.
    #[serde(default = "yes")]
    pub hot: bool,
    #[serde(default)]
    pub console: Console,
}

/// Where the program's streams are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Console {
    /// The client's own; there is nothing to read from.
    #[default]
    #[serde(rename = "internalConsole")]
    Internal,
    #[serde(rename = "integratedTerminal")]
    Integrated,
    #[serde(rename = "externalTerminal")]
    External,
}

/// What there is to run, and where.
pub(super) struct Place {
    pub cwd: PathBuf,
    pub entry: PathBuf,
    pub env_files: Vec<PathBuf>,
}

impl Arguments {
    pub fn place(&self) -> Result<Place, Refusal> {
        let Self { program, cwd, env_file, .. } = self;
        let here = std::env::current_dir().unwrap_or_default();
        let cwd = cwd.as_ref().map_or_else(|| here.clone(), |cwd| here.join(cwd));
        if !cwd.is_dir() {
            return Err(format!("{}: there is no such directory", cwd.display()));
        }
        let entry = entry(&cwd.join(program)).map_err(|why| format!("{}: {why}", program.display()))?;
        let env_files: Vec<PathBuf> = env_file.list().iter().map(|file| cwd.join(file)).collect();
        for file in &env_files {
            std::fs::metadata(file).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        Ok(Place { cwd, entry, env_files })
    }
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(PathBuf),
    More(Vec<PathBuf>),
}

impl Default for OneOrMore {
    fn default() -> Self {
        Self::More(Vec::new())
    }
}

impl OneOrMore {
    fn list(&self) -> &[PathBuf] {
        match self {
            Self::One(path) => std::slice::from_ref(path),
            Self::More(paths) => paths,
        }
    }
}

/// What arrives from the program and what is around it.
pub enum News {
    Session(Vec<Event>, Share),
    Watch(Report),
    /// Something does not work as it should, and everything goes on.
    Trouble(String),
}

/// So many bytes a program may be ahead of its client; then it waits.
const MOST_AHEAD: usize = 4 << 20;
/// How long a run that is over may still write to the cache.
const LEAVING: Duration = Duration::from_secs(2);

/// A program and the conversation about it.
pub struct Launched {
    pub dap: Dap,
    /// The client is gone, and asked for the program to go on.
    pub runs_on: bool,
    /// `None` once it was told to end.
    session: Option<Session>,
    watch: Option<Watch>,
    backlog: Arc<Backlog>,
    cache: Option<Cache>,
    /// Somebody asked for its end.
    is_stopped: bool,
}

impl Launched {
    /// Starts a program, which waits for its client to say that it may begin.
    pub fn start(
        arguments: Arguments,
        tell: impl Fn(News) + Clone + Send + Sync + 'static,
    ) -> Result<Self, String> {
        let Place { cwd, entry, env_files } = arguments.place()?;
        let Arguments { args, env, stop_on_entry, hot, .. } = arguments;
        let (watch, sources) = if hot {
            let tell = tell.clone();
            let mut watch = start_watching(&entry, false, move |report| tell(News::Watch(report)));
            let sources = watch.sources(Arc::new(Disk));
            (Some(watch), sources)
        } else {
            (None, Arc::new(Disk) as Arc<dyn Sources>)
        };
        let trouble = tell.clone();
        let cache = cache::Place::default().directory().and_then(|directory| {
            Cache::open(&directory, move |what| trouble(News::Trouble(what.to_owned())))
        });
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let itself =
            std::env::current_exe().map_err(|error| format!("saveloop does not find itself: {error}"))?;
        let options = Options {
            entry,
            surroundings: Surroundings {
                args,
                env: env.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
                env_files,
                cwd: Some(cwd.clone()),
            },
            engine: EngineHost::Process { program: itself, args: vec!["engine".to_owned()] },
            limits: Limits::default(),
            tuning: Tuning { patience: None, ..Tuning::default() },
            // Who launches a program in a debugger runs it, as in a terminal.
            permissions: Permissions::default(),
            at_start: if stop_on_entry { AtStart::Break } else { AtStart::Wait },
            tests: Some(Tests { reporter: Some(Reporter::Spec), ..Tests::default() }),
            cache: cache.clone(),
        };
        let backlog = Backlog::new(MOST_AHEAD);
        let counted = Arc::clone(&backlog);
        let session = Session::start(options, sources, move |events| {
            let share = counted.enter(events.iter().map(Event::bytes).sum());
            tell(News::Session(events, share));
        });
        let mode = if hot { Mode::Hot } else { Mode::Once };
        Ok(Self {
            dap: Dap::new(ClientId(0), Origin::Launched(mode), name, cwd),
            runs_on: false,
            session: Some(session),
            watch,
            backlog,
            cache,
            is_stopped: false,
        })
    }

    pub fn hear(&mut self, news: News) {
        match news {
            News::Session(events, _share) => {
                if let Some(watch) = &self.watch {
                    acknowledge(watch, &events);
                }
                for event in &events {
                    // There is one debugger, which is here.
                    if let Event::DoorAsked { process } = event {
                        let why = "it is being debugged already".to_owned();
                        rendezvous::answer(*process, &Answer::Failed { why });
                    }
                    if let Event::Tool(
                        FromTool::Sync { ask } | FromTool::Open { ask, .. } | FromTool::Close { ask },
                    ) = event
                    {
                        let door = Err("the program is being debugged already".to_owned());
                        self.tell(Command::Tool(ToTool::Answer { ask: *ask, door }));
                    }
                    self.dap.heard(event);
                }
            }
            News::Watch(report) => {
                let Self { session: Some(session), dap, .. } = self else { return };
                pass_on(report, session, &mut |text| dap.output(note(text)));
            }
            News::Trouble(what) => self.dap.output(note(&format!("saveloop: {what}\n"))),
        }
    }

    pub fn debug(&self, command: debug::Command) {
        self.tell(Command::Debug(command));
    }

    pub fn wish(&mut self, wish: Wish) {
        match wish {
            Wish::Restart => self.tell(Command::Restart),
            Wish::Stop => {
                self.is_stopped = true;
                self.tell(Command::Stop);
            }
        }
    }

    /// Whether a client that leaves now leaves something behind.
    pub fn is_left_running(&self) -> bool {
        !self.is_stopped && !self.dap.has_ended()
    }

    fn tell(&self, command: Command) {
        if let Some(session) = &self.session {
            session.send(command);
        }
    }
}

impl Drop for Launched {
    fn drop(&mut self) {
        // The session does not wait for us from here on, and ends.
        self.backlog.close();
        self.session = None;
        if let Some(cache) = &self.cache {
            cache.finish(LEAVING);
        }
    }
}

fn note(text: &str) -> Output {
    Output { category: "console", text: text.to_owned(), group: None, place: None, values: Vec::new() }
}
