//! The only door to file contents: open documents stand in front of the disk.

use std::io;
use std::path::Path;
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
