//! Files that are not open in an editor: what of them changed, when it stands still. One room for the
//! language server and for `run --hot`.
//!
//! `state` decides (pure); `system` watches and polls; this is the thin shell between them, on a thread of
//! its own. Fronts send [`Command`]s and hear [`Report`]s; sessions read through [`Watch::sources`].

pub mod control;
mod fact;
mod git;
mod handed;
mod holds;
mod interest;
mod mounts;
mod settling;
mod stable;
mod state;
mod system;
mod trouble;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use notify::EventKind;
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use runtime::message::Holder;
use runtime::sources::Sources;
use rustc_hash::FxHashMap;

use fact::{Content, Moment, ProgramId, Seen, Touch};
use handed::{Handed, Text, Witnessed};
pub use state::End;
use state::{Effect, Event, State};
pub use system::Mode;
use system::{Notice, POLL, System};
pub use trouble::Trouble;

/// Texts of a batch are kept until they are read, up to so many bytes; a storm of more is read again.
const MOST_KEPT: usize = 64 << 20;
/// A turn takes no more inputs than this before it looks at the clock.
const MOST_IN_TURN: usize = 4096;

/// Looking at what is polled takes no more than this part of the time.
const LOOKS_REST: u32 = 20;

/// What a front asks.
#[derive(Debug)]
pub enum Command {
    /// A file is waited for.
    Await(PathBuf),
    /// The editor has these files: what happens to them on the disk does not count.
    Opened(Vec<PathBuf>),
    Closed(Vec<PathBuf>),
    /// The editor says that something happened to these.
    Told(Vec<PathBuf>),
    /// Who tells of changes; in these folders, where it is the editor.
    Mode {
        mode: Mode,
        folders: Vec<PathBuf>,
    },
    /// Pause; answered by `Held` unless it holds already.
    Hold {
        holder: Holder,
        at_most: Duration,
    },
    /// Answered by `Released`.
    Release {
        holder: Holder,
    },
    /// So many programs wait for this holder now.
    Acknowledged {
        holder: Holder,
        programs: usize,
    },
}

/// What a front hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// These files have new text.
    Saved(Vec<PathBuf>),
    /// A holder begins: nothing is watched any more.
    Held {
        holder: Holder,
        at_most: Duration,
    },
    /// Holders ended, and everything is watched again. What changed meanwhile.
    Released {
        ended: Vec<(Holder, End)>,
        saved: Vec<PathBuf>,
    },
    Trouble(Trouble),
}

/// Everything the room's thread hears.
enum Input {
    Event(Event),
    Command(Command),
    Disk(Notice),
    /// Somebody outside asks to hold; the answer is how many programs wait.
    Asked {
        holder: Holder,
        at_most: Duration,
        directory: PathBuf,
        answer: SyncSender<usize>,
    },
    End,
}

/// The handle of the room; dropping it ends the room.
pub struct Watch {
    inbox: Sender<Input>,
    handed: Arc<Handed>,
    bases: Arc<[PathBuf]>,
    last_program: u64,
    thread: Option<JoinHandle<()>>,
    door: Option<control::Door>,
}

impl Watch {
    /// `bases`: the directories of the project. What is missing is waited for below them, and moves of
    /// directories are noticed.
    pub fn start(bases: Vec<PathBuf>, report: impl FnMut(Report) + Send + 'static) -> Self {
        let (inbox, inputs) = channel();
        let handed = Arc::new(Handed::default());
        let bases: Arc<[PathBuf]> = bases.into();
        let room = Room::new(inbox.clone(), Arc::clone(&handed), Arc::clone(&bases), Box::new(report));
        let serve = move || room.serve(&inputs);
        let thread = std::thread::Builder::new().name("watch".into()).spawn(serve);
        let thread = thread.map_err(|error| tracing::error!("no thread to watch on: {error}")).ok();
        Self { inbox, handed, bases, last_program: 0, thread, door: None }
    }

    /// Lets tools on this machine hold (`saveloop hold`).
    pub fn open_door(&mut self) {
        self.door = control::Door::open(self.inbox.clone());
    }

    pub fn send(&self, command: Command) {
        // A room that has ended has nobody to tell.
        let _ = self.inbox.send(Input::Command(command));
    }

    /// The sources of one program: what it reads through them is followed.
    pub fn sources(&mut self, inner: Arc<dyn Sources>) -> Arc<dyn Sources> {
        self.last_program += 1;
        Arc::new(Witnessed {
            program: ProgramId(self.last_program),
            inner,
            handed: Arc::clone(&self.handed),
            inbox: self.inbox.clone(),
            bases: Arc::clone(&self.bases),
            nearby: Mutex::default(),
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.door = None;
        let _ = self.inbox.send(Input::End);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the watching room panicked");
        }
    }
}

/// The directory of the project that something belongs to: the repository's, else the nearest one with a
/// `package.json` or `tsconfig.json`, else its own.
pub fn project_of(directory: &Path) -> PathBuf {
    let with = |names: &'static [&str]| {
        directory.ancestors().find(move |above| names.iter().any(|name| above.join(name).exists()))
    };
    let found = with(&[".git"]).or_else(|| with(&["package.json", "tsconfig.json"]));
    found.unwrap_or(directory).to_owned()
}

struct Room {
    state: State,
    system: System,
    bases: Arc<[PathBuf]>,
    handed: Arc<Handed>,
    report: Box<dyn FnMut(Report) + Send>,
    began: Instant,
    next_poll: Moment,
    /// What was found in files that are not decided on.
    texts: FxHashMap<PathBuf, Text>,
    kept: usize,
    /// The repositories that hold, while they do.
    repositories: BTreeSet<PathBuf>,
    /// Who asked from outside and has no answer.
    asked: Vec<(Holder, SyncSender<usize>)>,
    /// To be read at the end of the turn.
    reads: Vec<PathBuf>,
    is_over: bool,
}

impl Room {
    fn new(
        inbox: Sender<Input>,
        handed: Arc<Handed>,
        bases: Arc<[PathBuf]>,
        report: Box<dyn FnMut(Report) + Send>,
    ) -> Self {
        let hear = move |notice| {
            let _ = inbox.send(Input::Disk(notice));
        };
        Self {
            state: State::default(),
            system: System::new(Arc::new(hear)),
            bases,
            handed,
            report,
            began: Instant::now(),
            next_poll: Duration::ZERO,
            texts: FxHashMap::default(),
            kept: 0,
            repositories: BTreeSet::new(),
            asked: Vec::new(),
            reads: Vec::new(),
            is_over: false,
        }
    }

    fn serve(mut self, inputs: &Receiver<Input>) {
        loop {
            let first = match self.wait() {
                None => inputs.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(wait) => inputs.recv_timeout(wait),
            };
            match first {
                Err(RecvTimeoutError::Disconnected) => break,
                Ok(input) => self.take(input),
                Err(RecvTimeoutError::Timeout) => {}
            }
            self.drain(inputs);
            if self.is_over {
                break;
            }
            self.look_at_the_clock(inputs);
        }
        self.system.close();
    }

    /// Takes what is there already.
    fn drain(&mut self, inputs: &Receiver<Input>) {
        for input in inputs.try_iter().take(MOST_IN_TURN) {
            self.take(input);
        }
    }

    fn now(&self) -> Moment {
        self.began.elapsed()
    }

    fn wait(&self) -> Option<Duration> {
        let (poll, retry) = match self.state.is_paused() {
            true => (None, None),
            false => (self.system.is_polling().then_some(self.next_poll), self.system.next_retry()),
        };
        let due = [self.state.deadline(), poll, retry].into_iter().flatten().min();
        due.map(|due| due.saturating_sub(self.now()))
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Event(event) => self.step(event),
            Input::Command(command) => self.obey(command),
            Input::Disk(notice) => self.noticed(notice),
            Input::Asked { holder, at_most, directory, answer } => {
                if self.concerns(&directory) {
                    self.asked.push((holder.clone(), answer));
                    self.step(Event::Hold { holder, at_most });
                } else {
                    // Whoever asked may have gone.
                    let _ = answer.send(0);
                }
            }
            Input::End => self.is_over = true,
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Await(path) => self.step(Event::Awaited(path)),
            Command::Opened(paths) => self.step(Event::Opened(paths)),
            Command::Closed(paths) => self.step(Event::Closed(paths)),
            Command::Told(paths) => {
                for path in paths {
                    self.moved(&path, Touch::Told);
                }
            }
            Command::Mode { mode, folders } => {
                if self.system.set_mode(mode, folders) && !self.state.is_paused() {
                    self.system.close();
                    self.cover_everything();
                }
            }
            Command::Hold { holder, at_most } => self.step(Event::Hold { holder, at_most }),
            Command::Release { holder } => self.step(Event::Release { holder }),
            Command::Acknowledged { holder, programs } => {
                for (_, answer) in self.asked.extract_if(.., |(asked, _)| *asked == holder) {
                    let _ = answer.send(programs);
                }
            }
        }
    }

    /// Whether anything in a directory, or in the project around it, is followed.
    fn concerns(&self, directory: &Path) -> bool {
        let is_around =
            self.bases.iter().any(|base| directory.starts_with(base) || base.starts_with(directory));
        is_around || self.state.settling.follows_under(directory)
    }

    // The disk.

    fn noticed(&mut self, notice: Notice) {
        match notice {
            _ if self.state.is_paused() => {}
            Ok(event) if event.need_rescan() => self.scan_everything(),
            Ok(event) => {
                for (index, path) in event.paths.iter().enumerate() {
                    let Some(touch) = touch(event.kind, index) else { continue };
                    let moves = matches!(
                        event.kind,
                        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
                    );
                    for name in self.system.names_of(path) {
                        if moves {
                            self.moved(&name, touch);
                        } else {
                            self.step(Event::Touched(name, touch));
                        }
                    }
                }
            }
            Err(error) => self.tell(Trouble::Unwatched {
                directory: error.paths.first().cloned().unwrap_or_default(),
                why: error.to_string(),
            }),
        }
    }

    fn moved(&mut self, path: &Path, touch: Touch) {
        for other in self.system.moved(path) {
            self.step(Event::Moved(other, touch));
        }
        self.step(Event::Moved(path.to_owned(), touch));
    }

    fn cover(&mut self, paths: &[PathBuf]) {
        if self.state.is_paused() {
            return;
        }
        let mut trouble = Vec::new();
        let now = self.now();
        for path in paths {
            self.system.cover(path, &self.bases, now, &mut trouble);
        }
        for trouble in trouble {
            self.tell(trouble);
        }
    }

    fn cover_everything(&mut self) {
        let paths: Vec<PathBuf> = self.state.settling.followed().map(Path::to_owned).collect();
        self.cover(&paths);
        self.scan_everything();
    }

    fn scan_everything(&mut self) {
        let followed = self.state.settling.followed().map(Path::to_owned).collect();
        self.scan(followed);
    }

    fn scan(&mut self, paths: Vec<PathBuf>) {
        let look = |path: PathBuf| {
            let seen = stable::look(&path);
            // What is polled, or was written just now, may be half of it.
            let touch = if self.system.is_polled(&path) { Touch::Told } else { stable::touch_of(&seen) };
            (path, seen, touch)
        };
        let looks = paths.into_iter().map(look).collect();
        self.step(Event::Scanned(looks));
    }

    // Time.

    fn look_at_the_clock(&mut self, inputs: &Receiver<Input>) {
        if self.state.asks_for_locks(self.now()) {
            self.repositories = git::repositories(self.state.settling.pending());
            self.look_for_locks();
        }
        if self.state.deadline().is_some_and(|deadline| deadline <= self.now()) {
            self.step(Event::TimePassed);
        }
        // What was read is compared with what was said of the disk meanwhile.
        if !self.reads.is_empty() {
            let paths = std::mem::take(&mut self.reads);
            let found = self.read(paths);
            self.drain(inputs);
            self.step(Event::Found(found));
        }
        if self.state.is_paused() {
            return;
        }
        let now = self.now();
        if self.system.is_polling() && now >= self.next_poll {
            let polled = self.state.settling.followed().filter(|path| self.system.is_polled(path));
            let polled = polled.map(Path::to_owned).collect();
            self.scan(polled);
            // A slow disk is not kept busy by looking.
            let took = self.now().saturating_sub(now);
            self.next_poll = now + POLL.max(took * LOOKS_REST);
        }
        if self.system.next_retry().is_some_and(|at| now >= at) {
            let mut trouble = Vec::new();
            if self.system.retry(now, &mut trouble) {
                self.cover_everything();
            }
            trouble.into_iter().for_each(|trouble| self.tell(trouble));
        }
    }
}

impl Room {
    // Effects.

    fn step(&mut self, event: Event) {
        let effects = self.state.step(self.now(), event);
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Follow(paths) => {
                if !self.state.is_paused() {
                    self.cover(&paths);
                    self.scan(paths);
                }
            }
            Effect::Leave(paths) => {
                let directories: BTreeSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
                for directory in directories {
                    if !self.state.settling.follows_under(directory) {
                        self.system.moved(directory);
                    }
                }
            }
            Effect::Read(paths) => self.reads.extend(paths),
            Effect::Saved(paths) => {
                self.hand_on(&paths);
                (self.report)(Report::Saved(paths));
            }
            Effect::Restless(path) => {
                self.texts.insert(path.clone(), Text::Restless);
                self.tell(Trouble::Restless(path));
            }
            Effect::LookForLocks => self.look_for_locks(),
            Effect::Pause => {
                self.reads.clear();
                self.system.close();
            }
            Effect::Resume => self.cover_everything(),
            Effect::Held { holder, at_most } => (self.report)(Report::Held { holder, at_most }),
            Effect::Released { ended, saved } => {
                self.hand_on(&saved);
                (self.report)(Report::Released { ended, saved });
            }
        }
    }

    fn look_for_locks(&mut self) {
        let git::Locks { is_locked, is_rebase } = git::look(&self.repositories);
        self.step(Event::Locks { is_locked, is_rebase });
    }

    fn read(&mut self, paths: Vec<PathBuf>) -> Vec<(PathBuf, Content, Seen)> {
        // Watched before they are read, so that a later write is an event.
        self.cover(&paths);
        let read = |path: PathBuf| {
            let (content, seen, bytes) = stable::read(&path);
            let text = match content {
                Content::Missing if !path.exists() => Some(Text::Missing),
                _ => bytes.filter(|bytes| self.kept + bytes.len() <= MOST_KEPT).map(|bytes| {
                    self.kept += bytes.len();
                    Text::Bytes(bytes.into())
                }),
            };
            match text {
                Some(text) => drop(self.texts.insert(path.clone(), text)),
                None => drop(self.texts.remove(&path)),
            }
            (path, content, seen)
        };
        paths.into_iter().map(read).collect()
    }

    /// Gives every program that reads these files what was found in them.
    fn hand_on(&mut self, paths: &[PathBuf]) {
        for path in paths {
            let text = self.texts.remove(path);
            for program in self.state.settling.readers(path) {
                self.handed.put(program, path, text.clone());
            }
        }
        if self.state.settling.pending().next().is_none() {
            self.texts.clear();
            self.kept = 0;
        }
    }

    fn tell(&mut self, trouble: Trouble) {
        tracing::warn!("{trouble}");
        (self.report)(Report::Trouble(trouble));
    }
}

/// Whether the system says when a writer closes a file.
const TELLS_OF_CLOSING: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// What an event says of the path at this place in it. Reading a file is an event too; only the end of
/// a writer's access is news.
fn touch(kind: EventKind, index: usize) -> Option<Touch> {
    let changed = if TELLS_OF_CLOSING { Touch::Changed } else { Touch::Told };
    match kind {
        EventKind::Access(access) => {
            (access == AccessKind::Close(AccessMode::Write)).then_some(Touch::Changed)
        }
        EventKind::Modify(ModifyKind::Data(_)) if TELLS_OF_CLOSING => Some(Touch::Written),
        EventKind::Modify(ModifyKind::Metadata(_)) => Some(Touch::Marked),
        EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Some(Touch::Replaced),
        // From the first to the second.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) if index == 1 => Some(Touch::Replaced),
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => Some(changed),
    }
}

#[cfg(test)]
mod tests;
