//! The documents that are open in the editor: their text now, their text as last saved, and what
//! was edited in between. Knows positions as clients count them, and no protocol.

pub mod edit;
pub mod lines;
pub mod overlay;
pub mod position;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ropey::Rope;

use crate::diagnostics::{Since, Texts};
use edit::{Edit, Edits};
use lines::LineMap;
use overlay::Overlay;
use position::{Encoding, Position};

/// How a client names a document; compared as it was spelled.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentName(pub String);

/// The client's number for one text of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub i32);

/// One change of a document, in the client's positions. Without a range it is the whole text.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub range: Option<(Position, Position)>,
    pub text: String,
}

/// What was odd about a notification; the text is right all the same, or the document is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// It was open already; its text was replaced.
    OpenedTwice,
    NotOpen,
    /// The version does not follow the one before it.
    VersionOutOfOrder {
        before: Version,
        now: Version,
    },
}

/// One open document.
#[derive(Debug)]
pub struct Document {
    /// The file it is the text of, with links resolved; `None` for `untitled:` and the like.
    file: Option<FilePaths>,
    rope: Rope,
    version: Version,
    saved: Arc<str>,
    edits: Edits,
    warned_of_versions: bool,
}

/// A file under the name the client uses and under its real one; often the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePaths {
    pub named: PathBuf,
    pub real: PathBuf,
}

impl FilePaths {
    pub fn of(named: PathBuf) -> Self {
        let real = std::fs::canonicalize(&named).unwrap_or_else(|_| named.clone());
        Self { named, real }
    }

    /// Each of its names once.
    pub fn all(&self) -> impl Iterator<Item = &Path> {
        let other = (self.named != self.real).then_some(self.named.as_path());
        std::iter::once(self.real.as_path()).chain(other)
    }
}

impl Document {
    pub fn file(&self) -> Option<&FilePaths> {
        self.file.as_ref()
    }

    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    pub fn version(&self) -> Version {
        self.version
    }

    /// The text as last saved; what was in the file when it was opened counts as saved.
    pub fn saved(&self) -> &Arc<str> {
        &self.saved
    }

    fn apply(&mut self, encoding: Encoding, change: &Change) -> Option<Edit> {
        let range = match change.range {
            Some((start, end)) => position::to_byte_range(&self.rope, encoding, start, end),
            None => 0..self.rope.len(),
        };
        let edit = edit::replace(&mut self.rope, range, &change.text)?;
        self.edits.push(edit);
        if self.edits.is_full() {
            self.edits = Edits::between(&self.saved, &String::from(&self.rope));
        }
        Some(edit)
    }

    fn mark_saved(&mut self, text: Arc<str>) {
        self.edits = Edits::default();
        if self.rope != *text {
            self.edits = Edits::between(&text, &String::from(&self.rope));
        }
        self.saved = text;
    }
}

/// All open documents. Written by the main loop alone; their saved texts are shared.
#[derive(Debug)]
pub struct Documents {
    encoding: Encoding,
    open: HashMap<DocumentName, Document>,
    names: HashMap<PathBuf, DocumentName>,
    overlay: Arc<Overlay>,
    /// The newest ones: old code that fails or prints in a loop asks for the same again and again.
    line_maps: RefCell<VecDeque<Arc<LineMap>>>,
}

const MOST_LINE_MAPS: usize = 8;

impl Documents {
    pub fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            open: HashMap::new(),
            names: HashMap::new(),
            overlay: Arc::new(Overlay::default()),
            line_maps: RefCell::default(),
        }
    }

    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Only before the first document opens: positions mean something else afterwards.
    pub fn set_encoding(&mut self, encoding: Encoding) {
        self.encoding = encoding;
    }

    /// The saved texts, for the sessions.
    pub fn overlay(&self) -> Arc<Overlay> {
        Arc::clone(&self.overlay)
    }

    pub fn open(
        &mut self,
        name: DocumentName,
        file: Option<FilePaths>,
        version: Version,
        text: &str,
    ) -> Option<Oddity> {
        let oddity = self.close(&name).is_none().then_some(Oddity::OpenedTwice);
        let saved: Arc<str> = text.into();
        if let Some(file) = &file {
            self.overlay.insert(file, &saved);
            self.names.insert(file.named.clone(), name.clone());
            self.names.insert(file.real.clone(), name.clone());
        }
        let document = Document {
            file,
            rope: Rope::from_str(text),
            version,
            saved,
            edits: Edits::default(),
            warned_of_versions: false,
        };
        self.open.insert(name, document);
        oddity
    }

    /// Applies the changes in order; yields what they did to the text, for what stands in it.
    pub fn change(
        &mut self,
        name: &DocumentName,
        version: Version,
        changes: &[Change],
    ) -> (Vec<Edit>, Option<Oddity>) {
        let Some(document) = self.open.get_mut(name) else {
            return (Vec::new(), Some(Oddity::NotOpen));
        };
        let encoding = self.encoding;
        let edits = changes.iter().filter_map(|change| document.apply(encoding, change)).collect();
        let before = std::mem::replace(&mut document.version, version);
        let in_order = version.0 == before.0.saturating_add(1);
        let warn = !in_order && !std::mem::replace(&mut document.warned_of_versions, !in_order);
        (edits, warn.then_some(Oddity::VersionOutOfOrder { before, now: version }))
    }

    /// The document was saved: as `text` when the client sent it, else as it is now.
    pub fn save(&mut self, name: &DocumentName, text: Option<&str>) -> Option<Oddity> {
        let Some(document) = self.open.get_mut(name) else {
            return Some(Oddity::NotOpen);
        };
        let saved: Arc<str> = match text {
            Some(text) => text.into(),
            None => String::from(&document.rope).into(),
        };
        if let Some(file) = &document.file {
            self.overlay.insert(file, &saved);
        }
        document.mark_saved(saved);
        None
    }

    pub fn close(&mut self, name: &DocumentName) -> Option<Oddity> {
        let Some(document) = self.open.remove(name) else {
            return Some(Oddity::NotOpen);
        };
        if let Some(file) = document.file {
            self.overlay.remove(&file);
            self.names.retain(|_, named| named != name);
            self.show_again(&file);
        }
        None
    }

    /// A file may be open under another name too; that document is what counts from now on.
    fn show_again(&mut self, closed: &FilePaths) {
        for (name, document) in &self.open {
            let Some(file) = document.file.as_ref().filter(|file| file.real == closed.real) else { continue };
            self.overlay.insert(file, &document.saved);
            for path in file.all() {
                self.names.insert(path.to_owned(), name.clone());
            }
        }
    }

    pub fn get(&self, name: &DocumentName) -> Option<&Document> {
        self.open.get(name)
    }

    /// The open document of a file, under either of its names.
    pub fn of_file(&self, path: &Path) -> Option<(&DocumentName, &Document)> {
        self.open.get_key_value(self.names.get(path)?)
    }
}

impl Documents {
    fn line_map(&self, from: &Arc<str>, to: &Arc<str>) -> Arc<LineMap> {
        let mut known = self.line_maps.borrow_mut();
        if let Some(map) = known.iter().find(|map| map.leads(from, to)) {
            return Arc::clone(map);
        }
        let map = Arc::new(LineMap::between(from, to));
        known.truncate(MOST_LINE_MAPS - 1);
        known.push_front(Arc::clone(&map));
        map
    }
}

impl Texts for Documents {
    fn since(&self, path: &Path, ran: &Arc<str>, newer: Option<&Arc<str>>) -> Since {
        let document = self.of_file(path).map(|(_, document)| document);
        let saved = document.map(|document| &document.saved).or(newer);
        Since {
            saved: saved.filter(|saved| **saved != *ran).map(|saved| self.line_map(ran, saved)),
            typed: document.map_or_else(Vec::new, |document| document.edits.clone().into_vec()),
        }
    }
}
