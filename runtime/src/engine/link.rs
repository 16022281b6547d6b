//! A session's hold on its engine: one type, two transports.

use std::io::BufReader;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use super::context::Control;
use super::inbox::{Post, mailbox};
use super::wire::{self, FromEngine, ToEngine};
use super::{run, thread_stack, watchdog};
use crate::cache::{Cache, Kind, Shelf};
use crate::ids::Generation;
use crate::limits::Limits;
use crate::permissions::Permissions;
use crate::surroundings::Surroundings;

/// Where the engine lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineHost {
    /// On a thread of this process: for `saveloop run` and for tests.
    InProcess,
    /// In a supervised child: this program, started with these arguments.
    Process { program: PathBuf, args: Vec<String> },
}

/// Where an engine keeps what it compiles for this program.
#[derive(Clone, Debug)]
pub struct Keep {
    pub cache: Cache,
    pub program: PathBuf,
}

impl Keep {
    pub fn shelf(&self) -> Shelf {
        self.cache.shelf(Kind::Bytecode, &self.program)
    }
}

/// What an engine tells its session, and that it ended.
#[derive(Debug)]
pub enum FromLink {
    Event(FromEngine),
    /// The engine is gone; says how.
    Ended(String),
}

impl FromLink {
    /// About how much memory it takes, for a backlog.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Event(event) => event.bytes(),
            Self::Ended(how) => how.len(),
        }
    }
}

/// A running engine. Dropping it ends the engine.
pub struct EngineLink {
    transport: Transport,
}

enum Transport {
    Thread { commands: Post, control: Arc<Control> },
    Process { child: Child, input: Option<ChildStdin> },
}

impl EngineLink {
    /// Starts an engine; `sink` is called from a thread of the link.
    pub fn start(
        host: &EngineHost,
        limits: Limits,
        surroundings: &Surroundings,
        keep: Option<&Keep>,
        sink: impl Fn(FromLink) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let transport = match host {
            EngineHost::InProcess => start_thread(limits, keep, sink)?,
            EngineHost::Process { program, args } => {
                let mut command = Command::new(program);
                command.args(args).envs(surroundings.variables());
                // A directory that is not there: the program runs where this process does.
                if let Some(cwd) = surroundings.cwd.as_deref().filter(|cwd| cwd.is_dir()) {
                    command.current_dir(cwd);
                }
                start_process(command, limits, keep, sink)?
            }
        };
        Ok(Self { transport })
    }

    /// Never waits for JavaScript. An engine that is gone says so by `Ended`, not here.
    pub fn send(&mut self, command: ToEngine) {
        match &mut self.transport {
            Transport::Thread { commands, control } => {
                let is_pause = matches!(&command, ToEngine::Debug(asked) if asked.is_pause());
                commands.send(command);
                if is_pause {
                    control.look_up();
                }
            }
            Transport::Process { input: Some(input), .. } => {
                if let Err(error) = wire::write(input, &command) {
                    tracing::debug!("the engine went away: {error}");
                }
            }
            Transport::Process { input: None, .. } => {}
        }
    }

    /// Ends what this generation or an older one is doing, at the engine's next opportunity.
    pub fn interrupt(&mut self, generation: Generation) {
        match &self.transport {
            Transport::Thread { commands, control } => {
                control.interrupt(generation);
                commands.nudge();
            }
            Transport::Process { .. } => self.send(ToEngine::Interrupt(generation)),
        }
    }

    /// How long a turn may last before it is told.
    pub fn set_patience(&mut self, patience: Option<Duration>) {
        match &self.transport {
            Transport::Thread { control, .. } => control.clock().set_patience(patience),
            Transport::Process { .. } => self.send(ToEngine::Patience(patience)),
        }
    }

    /// What the program may do from now on.
    pub fn set_permissions(&mut self, permissions: &Permissions) {
        match &self.transport {
            Transport::Thread { commands, control } => {
                control.set_permissions(permissions.clone());
                commands.nudge();
            }
            Transport::Process { .. } => self.send(ToEngine::Permissions(Box::new(permissions.clone()))),
        }
    }

    /// Whether an engine that does not listen can be ended.
    pub fn can_kill(&self) -> bool {
        matches!(self.transport, Transport::Process { .. })
    }

    /// Ends the engine's process without asking. On a thread of ours there is no such thing.
    pub fn kill(&mut self) {
        if let Transport::Process { child, .. } = &mut self.transport {
            // It may have ended by itself meanwhile: that is what was wanted.
            let _ = child.kill();
        }
    }

    /// The engine's process, when it has one of its own.
    pub fn process_id(&self) -> Option<u32> {
        match &self.transport {
            Transport::Thread { .. } => None,
            Transport::Process { child, .. } => Some(child.id()),
        }
    }
}

impl Drop for EngineLink {
    fn drop(&mut self) {
        match &mut self.transport {
            Transport::Thread { commands, control } => {
                control.interrupt(Generation(u32::MAX));
                commands.send(ToEngine::Shutdown);
            }
            Transport::Process { child, input } => {
                drop(input.take());
                let _ = child.kill();
                let _ = child.wait();
            }
        }
    }
}

fn start_thread(
    limits: Limits,
    keep: Option<&Keep>,
    sink: impl Fn(FromLink) + Send + Sync + 'static,
) -> std::io::Result<Transport> {
    let control = Arc::new(Control::default());
    let (commands, inbox) = mailbox();
    let engine_control = Arc::clone(&control);
    let sink = Arc::new(sink);
    let watch_sink = Arc::clone(&sink);
    watchdog::start(Arc::clone(&control), move |event| watch_sink(FromLink::Event(event)));
    let shelf = keep.map(Keep::shelf);
    std::thread::Builder::new().name("engine".into()).stack_size(thread_stack(limits)).spawn(move || {
        let events = Arc::clone(&sink);
        run(limits, shelf, inbox, &engine_control, move |event| events(FromLink::Event(event)));
        sink(FromLink::Ended("the engine's thread ended".into()));
    })?;
    Ok(Transport::Thread { commands, control })
}

fn start_process(
    mut command: Command,
    limits: Limits,
    keep: Option<&Keep>,
    sink: impl Fn(FromLink) + Send + Sync + 'static,
) -> std::io::Result<Transport> {
    command.args(["--memory", &limits.memory.to_string(), "--stack", &limits.stack.to_string()]);
    if let Some(Keep { cache, program }) = keep {
        command.arg("--cache").arg(cache.directory()).arg("--program").arg(program);
    }
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()?;
    let input = child.stdin.take();
    let output = child.stdout.take();
    std::thread::Builder::new().name("engine events".into()).spawn(move || {
        let mut output = output.map(|output| BufReader::with_capacity(64 << 10, output));
        let how = loop {
            let Some(output) = &mut output else { break "it has no output".to_owned() };
            match wire::read::<FromEngine>(output) {
                Ok(Some(event)) => sink(FromLink::Event(event)),
                Ok(None) => break "its process ended".to_owned(),
                Err(error) => break format!("its messages broke off: {error}"),
            }
        };
        sink(FromLink::Ended(how));
    })?;
    Ok(Transport::Process { child, input })
}
