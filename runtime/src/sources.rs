//! The only door to file contents: open documents stand in front of the disk.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the session gets the text of a module from.
pub trait Sources: Send + Sync {
    /// The saved text of an open document, if this file is one.
    fn open_document(&self, path: &Path) -> Option<Arc<str>>;

    /// The bytes that run for this file.
    fn read(&self, path: &Path) -> io::Result<SourceBytes> {
        match self.open_document(path) {
            Some(text) => Ok(SourceBytes::Text(text)),
            None => std::fs::read(path).map(SourceBytes::Bytes),
        }
    }

    /// Where the imports of a module lead was decided by these paths, those that led to nothing
    /// included. Takes the place of what was said of the module before.
    fn decided(&self, _module: &Path, _by: &LookedAt) {}

    /// The program is not made of this file any more.
    fn dropped(&self, _module: &Path) {}
}

/// What resolving the imports of a module, and reading its configuration, looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedAt {
    /// The configuration of the module's directory: the same for all modules in it.
    pub nearby: Arc<[PathBuf]>,
    pub own: Vec<PathBuf>,
}

impl Default for LookedAt {
    fn default() -> Self {
        Self { nearby: Arc::from([]), own: Vec::new() }
    }
}

impl LookedAt {
    pub fn iter(&self) -> impl Iterator<Item = &Path> {
        self.nearby.iter().chain(&self.own).map(PathBuf::as_path)
    }
}

/// The content of a file, not yet known to be text.
#[derive(Clone, Debug)]
pub enum SourceBytes {
    Text(Arc<str>),
    Bytes(Vec<u8>),
}

/// The disk alone, for `saveloop run`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Sources for Disk {
    fn open_document(&self, _path: &Path) -> Option<Arc<str>> {
        None
    }
}
