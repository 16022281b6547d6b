//! The thread of the room: takes inputs, asks the state, performs its effects.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender};
use std::time::{Duration, Instant};

use notify::EventKind;
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use runtime::message::Holder;
use rustc_hash::FxHashMap;

use super::fact::{Content, Moment, Seen, Touch};
use super::handed::{Handed, Text};
use super::state::{Effect, Event, State};
use super::system::{Notice, POLL, System};
use super::{Command, Input, Report, Trouble, git, stable};

/// Texts of a batch are kept until they are read, up to so many bytes; a storm of more is read again.
const MOST_KEPT: usize = 64 << 20;
/// The system says what it has to say in this time, or never.
const CATCH_UP: Duration = Duration::from_secs(2);
/// A turn takes no more inputs than this before it looks at the clock.
const MOST_IN_TURN: usize = 4096;

/// Looking at what is polled takes no more than this part of the time.
const LOOKS_REST: u32 = 20;

pub(super) struct Room {
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
    /// The directory that was opened to hear of it.
    awaited: Option<PathBuf>,
}

impl Room {
    pub(super) fn new(
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
            awaited: None,
        }
    }

    pub(super) fn serve(mut self, inputs: &Receiver<Input>) {
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

    /// Takes everything that the system has said up to now: opening a directory that is watched is an
    /// event too, and comes behind all others.
    fn catch_up(&mut self, inputs: &Receiver<Input>) {
        self.awaited = self.system.mark();
        let end = Instant::now() + CATCH_UP;
        while self.awaited.is_some() {
            match inputs.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(input) => self.take(input),
                // The directory went away, or nobody is there to say anything.
                Err(_) => break,
            }
        }
        self.awaited = None;
        self.drain(inputs);
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
            Ok(event) if matches!(event.kind, EventKind::Access(AccessKind::Open(_))) => {
                self.awaited.take_if(|awaited| event.paths.contains(awaited));
            }
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
            self.catch_up(inputs);
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
                self.awaited = None;
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
