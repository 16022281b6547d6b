//! Texts that count as saved and were not read by a session yet, and the sources that give them out.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use runtime::sources::{LookedAt, SourceBytes, Sources};
use rustc_hash::FxHashMap;

use super::Input;
use super::fact::{Content, ProgramId, Seen};
use super::stable;
use super::state::Event;

/// What stands for a file until its session has read it.
#[derive(Clone, Debug)]
pub enum Text {
    Bytes(Arc<[u8]>),
    Missing,
    Restless,
}

/// Each is given once to each program: by the time it reads, a writer may be at work again. That a file
/// is gone holds until it is there.
#[derive(Debug, Default)]
pub struct Handed(Mutex<FxHashMap<(ProgramId, PathBuf), Text>>);

impl Handed {
    pub fn put(&self, program: ProgramId, path: &Path, text: Option<Text>) {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (program, path.to_owned());
        match text {
            Some(text) => drop(texts.insert(key, text)),
            None => drop(texts.remove(&key)),
        }
    }

    pub fn take(&self, program: ProgramId, path: &Path) -> Option<Text> {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (program, path.to_owned());
        match texts.get(&key)? {
            Text::Bytes(_) => texts.remove(&key),
            lasting => Some(lasting.clone()),
        }
    }
}

/// A program's sources: open documents, then what was handed on, then the disk when it stands still; and
/// word of everything that is read.
pub struct Witnessed {
    pub(super) program: ProgramId,
    pub(super) inner: Arc<dyn Sources>,
    pub(super) handed: Arc<Handed>,
    pub(super) inbox: Sender<Input>,
    /// Names that led to nothing are followed below these, and beside the module that asks.
    pub(super) bases: Arc<[PathBuf]>,
    pub(super) nearby: Mutex<FxHashMap<PathBuf, Nearby>>,
}

/// What was told of a directory, and what of it is followed.
pub(super) struct Nearby {
    told: Arc<[PathBuf]>,
    followed: Arc<[PathBuf]>,
}

impl Witnessed {
    fn tell(&self, event: Event) {
        // A room that has ended needs no word.
        let _ = self.inbox.send(Input::Event(event));
    }

    fn read_it(&self, path: &Path, content: Content, seen: Seen) {
        self.tell(Event::Read { program: self.program, path: path.to_owned(), content, seen });
    }

    /// What stands far above a project decides nothing as long as it is not there, and would be
    /// watched for ever: the home directory, the root.
    fn matters(&self, module: &Path, path: &Path) -> bool {
        self.bases.iter().any(|base| path.starts_with(base))
            || path.parent() == module.parent()
            || path.exists()
    }

    /// What was seen of a file that is not read as a module: as it is now, since resolution has just
    /// looked at it. What is not there needs no word.
    fn look(&self, path: &Path) {
        let (content, seen, _) = stable::read(path);
        if content != Content::Missing {
            self.read_it(path, content, seen);
        }
    }

    fn nearby(&self, module: &Path, told: &Arc<[PathBuf]>) -> Arc<[PathBuf]> {
        let directory = module.parent().unwrap_or(module);
        let mut known = self.nearby.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(nearby) = known.get(directory).filter(|nearby| nearby.told == *told) {
            return Arc::clone(&nearby.followed);
        }
        let followed: Arc<[PathBuf]> =
            told.iter().filter(|path| self.matters(module, path)).cloned().collect();
        followed.iter().for_each(|path| self.look(path));
        let nearby = Nearby { told: Arc::clone(told), followed: Arc::clone(&followed) };
        known.insert(directory.to_owned(), nearby);
        followed
    }
}

impl Sources for Witnessed {
    fn open_document(&self, path: &Path) -> Option<Arc<str>> {
        self.inner.open_document(path)
    }

    fn read(&self, path: &Path) -> io::Result<SourceBytes> {
        if let Some(text) = self.open_document(path) {
            self.read_it(path, stable::content_of(text.as_bytes()), Seen::default());
            return Ok(SourceBytes::Text(text));
        }
        let read = match self.handed.take(self.program, path) {
            Some(Text::Bytes(bytes)) => Ok((bytes.to_vec(), None)),
            Some(Text::Missing) if !path.exists() => Err(io::Error::from(io::ErrorKind::NotFound)),
            Some(Text::Restless) => Err(stable::restless()),
            Some(Text::Missing) | None => stable::settled(path).map(|(bytes, seen)| (bytes, Some(seen))),
        };
        match &read {
            Ok((bytes, seen)) => self.read_it(path, stable::content_of(bytes), seen.unwrap_or_default()),
            Err(error) if stable::is_gone(error) => {
                if error.kind() == io::ErrorKind::NotFound {
                    self.handed.put(self.program, path, Some(Text::Missing));
                }
                self.read_it(path, Content::Missing, Seen::default());
            }
            Err(_) => self.read_it(path, Content::Restless, Seen::default()),
        }
        read.map(|(bytes, _)| SourceBytes::Bytes(bytes))
    }

    fn decided(&self, module: &Path, by: &LookedAt) {
        let nearby = self.nearby(module, &by.nearby);
        let own: Vec<PathBuf> = by.own.iter().filter(|path| self.matters(module, path)).cloned().collect();
        own.iter().for_each(|path| self.look(path));
        let by = LookedAt { nearby, own };
        self.tell(Event::Decided { program: self.program, module: module.to_owned(), by });
    }

    fn dropped(&self, module: &Path) {
        self.tell(Event::Dropped { program: self.program, module: module.to_owned() });
    }
}
