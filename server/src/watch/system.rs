//! Directories watched by the operating system, and those that have to be polled instead.
//!
//! Directories are watched, never files: a save may replace a file. A directory that is reached by
//! several names is watched once, and its events are told under each name that is followed.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Trouble;
use super::fact::Moment;
use super::mounts::Mounts;

/// What the operating system tells of files.
pub type Notice = notify::Result<notify::Event>;
pub type Hear = Arc<dyn Fn(Notice) + Send + Sync>;

/// What is polled is looked at this often.
pub const POLL: Duration = Duration::from_millis(500);
/// Where there was no room for a watch it is tried again after this time, at first and at last.
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LAST_RETRY: Duration = Duration::from_secs(30);
/// A watcher that was dropped gives its handles back at once, or something is very wrong.
const CLOSING: Duration = Duration::from_secs(5);

/// Who tells of changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The system where it can, else polling.
    #[default]
    Native,
    Poll,
    /// The editor, of what is in its folders; the system of everything else.
    Client,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// Watched under its real name.
    Watched(PathBuf),
    /// `is_for_want`: there was no room for a watch.
    Polled { is_for_want: bool },
    /// The editor tells.
    Told,
}

pub struct System {
    hear: Hear,
    mode: Mode,
    /// What the editor watches, in that mode.
    folders: Vec<PathBuf>,
    mounts: Mounts,
    native: Option<Native>,
    places: BTreeMap<PathBuf, Place>,
    /// The names under which a watched directory is followed.
    names: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    retry: Option<Retry>,
    is_want_told: bool,
}

/// The watcher of the system, and word of its end.
struct Native {
    watcher: RecommendedWatcher,
    ended: Receiver<()>,
}

#[derive(Clone, Copy, Debug)]
struct Retry {
    at: Moment,
    pause: Duration,
}

/// Why a directory is not watched.
enum Refusal {
    Want(Trouble),
    /// It is gone, or was never a directory.
    Gone,
    Other(String),
}

impl System {
    pub fn new(hear: Hear) -> Self {
        Self {
            hear,
            mode: Mode::default(),
            folders: Vec::new(),
            mounts: Mounts::now(),
            native: None,
            places: BTreeMap::new(),
            names: BTreeMap::new(),
            retry: None,
            is_want_told: false,
        }
    }

    /// Says whether that is another mode; then everything has to be covered again.
    pub fn set_mode(&mut self, mode: Mode, folders: Vec<PathBuf>) -> bool {
        let is_other = (self.mode, &self.folders) != (mode, &folders);
        self.mode = mode;
        self.folders = folders;
        is_other
    }

    /// Gives everything back; returns when the system has it.
    pub fn close(&mut self) {
        self.places.clear();
        self.names.clear();
        self.retry = None;
        if let Some(Native { watcher, ended }) = self.native.take() {
            drop(watcher);
            // It ends by dropping the other end.
            let _ = ended.recv_timeout(CLOSING);
        }
    }

    /// Sees to it that what happens to a file is told: watches its directory (the nearest there is) and, up
    /// to the project's, those above it, since they may be moved.
    pub fn cover(&mut self, path: &Path, bases: &[PathBuf], now: Moment, trouble: &mut Vec<Trouble>) {
        let base = bases.iter().filter(|base| path.starts_with(base)).min();
        let mut is_first = true;
        for directory in path.ancestors().skip(1) {
            if !is_first && base.is_none_or(|base| !directory.starts_with(base)) {
                return;
            }
            // Above one that is covered everything is.
            if self.places.contains_key(directory) {
                return;
            }
            if directory.is_dir() && self.cover_directory(directory, now, trouble) {
                is_first = false;
            }
        }
    }

    /// Says whether it is covered now.
    fn cover_directory(&mut self, directory: &Path, now: Moment, trouble: &mut Vec<Trouble>) -> bool {
        let place = if self.is_told(directory) {
            Place::Told
        } else if self.mode == Mode::Poll || self.mounts.is_silent(directory) {
            Place::Polled { is_for_want: false }
        } else {
            match self.watch(directory) {
                Ok(real) => Place::Watched(real),
                Err(Refusal::Gone) => return false,
                Err(Refusal::Want(want)) => {
                    if !std::mem::replace(&mut self.is_want_told, true) {
                        trouble.push(want);
                    }
                    self.retry.get_or_insert(Retry { at: now + FIRST_RETRY, pause: FIRST_RETRY });
                    Place::Polled { is_for_want: true }
                }
                Err(Refusal::Other(why)) => {
                    trouble.push(Trouble::Unwatched { directory: directory.to_owned(), why });
                    Place::Polled { is_for_want: false }
                }
            }
        };
        self.places.insert(directory.to_owned(), place);
        true
    }

    fn is_told(&self, directory: &Path) -> bool {
        let is_inside = |folder: &PathBuf| directory.starts_with(folder);
        // Editors leave packages out.
        let is_package = || directory.components().any(|part| part.as_os_str() == "node_modules");
        self.mode == Mode::Client && self.folders.iter().any(is_inside) && !is_package()
    }

    fn watch(&mut self, directory: &Path) -> Result<PathBuf, Refusal> {
        let real = directory.canonicalize().map_err(|_| Refusal::Gone)?;
        if !self.names.contains_key(&real) {
            let native = match &mut self.native {
                Some(native) => native,
                None => {
                    self.native.insert(Native::new(Arc::clone(&self.hear)).map_err(|error| refusal(&error))?)
                }
            };
            let watched = native.watcher.watch(&real, RecursiveMode::NonRecursive);
            watched.map_err(|error| refusal(&error))?;
        }
        self.names.entry(real.clone()).or_default().insert(directory.to_owned());
        Ok(real)
    }

    /// A directory came, went or was moved: watches of it and of all in it are of something else now.
    /// Yields the other names of what was watched.
    pub fn moved(&mut self, path: &Path) -> Vec<PathBuf> {
        let from = self.places.range::<Path, _>((Bound::Included(path), Bound::Unbounded));
        let inside: Vec<PathBuf> =
            from.map(|(place, _)| place).take_while(|place| place.starts_with(path)).cloned().collect();
        let mut others = Vec::new();
        for name in inside {
            let Some(Place::Watched(real)) = self.places.remove(&name) else { continue };
            for other in self.names.remove(&real).unwrap_or_default() {
                self.places.remove(&other);
                others.extend((!other.starts_with(path)).then_some(other));
            }
            if let Some(native) = &mut self.native {
                // Of a directory that is gone there is nothing left to give back.
                let _ = native.watcher.unwatch(&real);
            }
        }
        others
    }

    /// The names under which a path that the system tells of is followed.
    pub fn names_of(&self, path: &Path) -> Vec<PathBuf> {
        let mut names: Vec<PathBuf> = self.names.get(path).into_iter().flatten().cloned().collect();
        let beside = path.parent().and_then(|directory| self.names.get(directory)).into_iter().flatten();
        names.extend(
            path.file_name().into_iter().flat_map(|name| beside.clone().map(move |it| it.join(name))),
        );
        names.sort_unstable();
        names.dedup();
        names
    }

    pub fn is_polling(&self) -> bool {
        self.places.values().any(|place| matches!(place, Place::Polled { .. }))
    }

    /// Whether a file has to be looked at to know of changes.
    pub fn is_polled(&self, path: &Path) -> bool {
        let place = path.ancestors().skip(1).find_map(|directory| self.places.get(directory));
        matches!(place, Some(Place::Polled { .. }))
    }

    pub fn next_retry(&self) -> Option<Moment> {
        self.retry.map(|retry| retry.at)
    }

    /// Tries to watch what there was no room for. Says whether there is now, for all of it.
    pub fn retry(&mut self, now: Moment, trouble: &mut Vec<Trouble>) -> bool {
        let is_wanted = |place: &Place| *place == Place::Polled { is_for_want: true };
        let wanted: Vec<PathBuf> =
            self.places.iter().filter(|(_, place)| is_wanted(place)).map(|(name, _)| name.clone()).collect();
        let Some(retry) = self.retry.take() else { return false };
        for directory in wanted {
            match self.watch(&directory) {
                Ok(real) => drop(self.places.insert(directory, Place::Watched(real))),
                Err(Refusal::Want(_)) => {
                    let pause = (retry.pause * 2).min(LAST_RETRY);
                    self.retry = Some(Retry { at: now + pause, pause });
                    return false;
                }
                Err(Refusal::Gone | Refusal::Other(_)) => drop(self.places.remove(&directory)),
            }
        }
        if std::mem::take(&mut self.is_want_told) {
            trouble.push(Trouble::Healed);
        }
        true
    }
}

impl Native {
    fn new(hear: Hear) -> notify::Result<Self> {
        let (alive, ended) = sync_channel::<()>(0);
        let handler = Handler { hear, _alive: alive };
        Ok(Self { watcher: notify::recommended_watcher(move |notice| handler.take(notice))?, ended })
    }
}

/// What the watcher's thread owns; it drops it last.
struct Handler {
    hear: Hear,
    _alive: SyncSender<()>,
}

impl Handler {
    fn take(&self, notice: Notice) {
        (self.hear)(notice);
    }
}

fn refusal(error: &notify::Error) -> Refusal {
    match &error.kind {
        ErrorKind::MaxFilesWatch => Refusal::Want(Trouble::NoWatches),
        ErrorKind::PathNotFound => Refusal::Gone,
        ErrorKind::Io(error) if error.kind() == io::ErrorKind::NotFound => Refusal::Gone,
        ErrorKind::Io(error) if is_want(error) => Refusal::Want(Trouble::NoInstances),
        _ => Refusal::Other(error.to_string()),
    }
}

/// No inotify instance, or no file descriptor, is left: of this process or of the system.
#[cfg(unix)]
fn is_want(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let errno = Errno::from_io_error(error);
    [Errno::MFILE, Errno::NFILE, Errno::NOSPC, Errno::NOMEM].map(Some).contains(&errno)
}

#[cfg(not(unix))]
fn is_want(_error: &io::Error) -> bool {
    false
}
