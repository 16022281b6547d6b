//! The thin shell around `hot`: directories watched, clocks looked at, files read twice.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use runtime::sources::{SourceBytes, Sources};
use rustc_hash::FxHashMap;

use super::hot::{Content, Effect, Hot, Moment, Touch};

/// What the operating system tells of files.
pub type Notice = notify::Result<notify::Event>;

/// Some file systems count whole seconds.
const CLOCK_STEP: Duration = Duration::from_secs(2);

/// So many files of a directory that has just come are looked at.
const MOST_LOOKS: usize = 1000;

/// Follows the files of a program. Directories are watched, never files: a save may replace a file.
pub struct Watch {
    watcher: RecommendedWatcher,
    directories: BTreeSet<PathBuf>,
    hot: Hot,
    /// What was found in files that are not decided on.
    seen: FxHashMap<PathBuf, Vec<u8>>,
    handed: Arc<Handed>,
    began: Instant,
    began_on_disk: SystemTime,
    /// What could not be watched and was not told of yet.
    trouble: Vec<String>,
}

impl Watch {
    pub fn new(notices: impl Fn(Notice) + Send + 'static) -> notify::Result<Self> {
        let now = SystemTime::now();
        Ok(Self {
            watcher: notify::recommended_watcher(notices)?,
            directories: BTreeSet::new(),
            hot: Hot::default(),
            seen: FxHashMap::default(),
            handed: Arc::default(),
            began: Instant::now(),
            began_on_disk: now.checked_sub(CLOCK_STEP).unwrap_or(now),
            trouble: Vec::new(),
        })
    }

    /// These files belong to the program.
    pub fn follow<'a>(&mut self, paths: impl IntoIterator<Item = &'a Path>) {
        for path in paths {
            let is_new = self.hot.follow(path);
            self.watch_directory_of(path);
            if !is_new {
                continue;
            }
            // It may have been read just before it was watched.
            let written = fs::metadata(path).and_then(|metadata| metadata.modified());
            if written.is_ok_and(|written| written >= self.began_on_disk) {
                self.hot.touched(path, Touch::Changed, self.now());
            }
        }
    }

    pub fn set_broken(&mut self, is_broken: bool) {
        self.hot.set_broken(is_broken);
    }

    /// The session has read a file: it belongs to the program.
    pub fn loaded(&mut self, path: &Path, content: Content) {
        self.hot.loaded(path, content, self.now());
        self.follow([path]);
    }

    pub fn noticed(&mut self, notice: Notice) {
        match notice {
            Ok(event) if event.need_rescan() => self.hot.touched_all(self.now()),
            Ok(event) => {
                for (index, path) in event.paths.iter().enumerate() {
                    if let Some(touch) = touch(event.kind, index) {
                        self.touched(path, event.kind, touch);
                    }
                }
            }
            Err(error) => self.trouble.push(format!("cannot watch: {error}")),
        }
    }

    fn touched(&mut self, path: &Path, kind: EventKind, touch: Touch) {
        let now = self.now();
        self.hot.touched(path, touch, now);
        let comes_or_goes = matches!(
            kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        if comes_or_goes {
            // The watches of a directory and of all in it go with it; the next look at a file in it
            // makes new ones.
            let gone: Vec<PathBuf> =
                self.directories.iter().filter(|directory| directory.starts_with(path)).cloned().collect();
            for directory in gone {
                self.directories.remove(&directory);
                let _ = self.watcher.unwatch(&directory);
            }
            self.hot.touched_under(path, now);
            if self.hot.is_broken() && path.is_dir() {
                self.look_into(path);
            }
        }
    }

    /// A directory came while something is missing: it may hold it. Each directory is watched before
    /// it is read, so that what comes into it later is an event.
    fn look_into(&mut self, directory: &Path) {
        let mut directories = vec![directory.to_owned()];
        let mut looks = 0;
        while let Some(directory) = directories.pop() {
            self.watch_directory(&directory);
            for entry in fs::read_dir(&directory).into_iter().flatten().flatten() {
                looks += 1;
                if looks > MOST_LOOKS {
                    return;
                }
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => directories.push(entry.path()),
                    Ok(_) => self.hot.touched(&entry.path(), Touch::Changed, self.now()),
                    Err(_) => {}
                }
            }
        }
    }

    /// How long until [`Watch::saved`] has something to do.
    pub fn wait(&self) -> Option<Duration> {
        self.hot.deadline().map(|deadline| deadline.saturating_sub(self.now()))
    }

    /// The files that count as saved by now.
    pub fn saved(&mut self) -> Vec<PathBuf> {
        let mut saved = Vec::new();
        let mut effects = self.hot.due(self.now());
        while let Some(effect) = effects.pop() {
            match effect {
                Effect::Saved(paths) => {
                    for path in &paths {
                        self.handed.put(path, self.seen.remove(path));
                    }
                    saved.extend(paths);
                }
                Effect::Read(paths) => {
                    let found = self.read(paths);
                    effects.extend(self.hot.read(found, self.now()));
                }
            }
        }
        if self.hot.deadline().is_none() {
            self.seen.clear();
        }
        saved
    }

    /// The texts that were handed on, for whoever reads them.
    pub fn handed(&self) -> Arc<Handed> {
        Arc::clone(&self.handed)
    }

    /// What could not be watched since it was asked last.
    pub fn trouble(&mut self) -> Vec<String> {
        std::mem::take(&mut self.trouble)
    }

    fn now(&self) -> Moment {
        self.began.elapsed()
    }

    fn read(&mut self, paths: Vec<PathBuf>) -> Vec<(PathBuf, Content)> {
        let read = |path: PathBuf| {
            // Before the read, so that a later write is an event.
            self.watch_directory_of(&path);
            let (content, bytes) = content(&path);
            match bytes {
                Some(bytes) => drop(self.seen.insert(path.clone(), bytes)),
                None => drop(self.seen.remove(&path)),
            }
            (path, content)
        };
        paths.into_iter().map(read).collect()
    }

    /// Watches the directory of a file or, while there is none, the nearest one above it.
    fn watch_directory_of(&mut self, path: &Path) {
        let mut above = path.ancestors().skip(1);
        let Some(directory) =
            above.find(|directory| self.directories.contains(*directory) || directory.is_dir())
        else {
            return;
        };
        self.watch_directory(directory);
    }

    fn watch_directory(&mut self, directory: &Path) {
        if !self.directories.insert(directory.to_owned()) {
            return;
        }
        if let Err(error) = self.watcher.watch(directory, RecursiveMode::NonRecursive) {
            self.trouble.push(format!("saves in {} are not noticed: {error}", directory.display()));
        }
    }
}

/// Whether the system says when a writer closes a file.
const TELLS_OF_CLOSING: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// What an event says of the path at this place in it. Reading a file is an event too; only the end of
/// a writer's access is news.
fn touch(kind: EventKind, index: usize) -> Option<Touch> {
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
        | EventKind::Other => Some(Touch::Changed),
    }
}

/// Looks, reads, looks again.
fn content(path: &Path) -> (Content, Option<Vec<u8>>) {
    let read = || -> io::Result<Option<Vec<u8>>> {
        let before = fs::metadata(path)?;
        let bytes = fs::read(path)?;
        let after = fs::metadata(path)?;
        let is_whole = stamp(&before) == stamp(&after) && after.len() == bytes.len() as u64;
        Ok(is_whole.then_some(bytes))
    };
    match read() {
        Ok(Some(bytes)) => (content_of(&bytes), Some(bytes)),
        Ok(None) => (Content::Torn, None),
        // What cannot be read any more is gone as far as the program is concerned.
        Err(_) => (Content::Missing, None),
    }
}

#[cfg(unix)]
fn stamp(metadata: &Metadata) -> impl PartialEq + use<> {
    use std::os::unix::fs::MetadataExt;
    let written = (metadata.mtime(), metadata.mtime_nsec());
    let changed = (metadata.ctime(), metadata.ctime_nsec());
    (metadata.len(), metadata.dev(), metadata.ino(), written, changed)
}

#[cfg(not(unix))]
fn stamp(metadata: &Metadata) -> impl PartialEq + use<> {
    (metadata.len(), metadata.modified().ok())
}

fn content_of(bytes: &[u8]) -> Content {
    if bytes.is_empty() {
        return Content::Empty;
    }
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    Content::Whole(hasher.finish())
}

/// Texts that count as saved and were not read by the session yet, each given once: by the time it
/// reads, a writer may be at work again.
#[derive(Debug, Default)]
pub struct Handed(Mutex<FxHashMap<PathBuf, Vec<u8>>>);

impl Handed {
    fn put(&self, path: &Path, bytes: Option<Vec<u8>>) {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match bytes {
            Some(bytes) => drop(texts.insert(path.to_owned(), bytes)),
            None => drop(texts.remove(path)),
        }
    }

    fn take(&self, path: &Path) -> Option<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(path)
    }
}

/// What was handed on, else the disk; and word of everything that is read.
pub struct Witnessed<Tell> {
    pub handed: Arc<Handed>,
    pub tell: Tell,
}

impl<Tell: Fn(PathBuf, Content) + Send + Sync> Sources for Witnessed<Tell> {
    fn open_document(&self, _path: &Path) -> Option<Arc<str>> {
        None
    }

    fn read(&self, path: &Path) -> io::Result<SourceBytes> {
        let read = self.handed.take(path).map_or_else(|| fs::read(path), Ok);
        let content = read.as_ref().map_or(Content::Missing, |bytes| content_of(bytes));
        (self.tell)(path.to_owned(), content);
        read.map(SourceBytes::Bytes)
    }
}

#[cfg(test)]
mod tests;
