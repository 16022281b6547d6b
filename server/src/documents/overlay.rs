//! The saved texts of open documents in front of the disk; read by every session's thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use dashmap::DashMap;
use runtime::sources::Sources;

use super::FilePaths;

/// A file that is open here is never read from disk.
#[derive(Debug, Default)]
pub struct Overlay {
    texts: DashMap<PathBuf, Arc<str>>,
}

impl Overlay {
    pub(super) fn insert(&self, file: &FilePaths, saved: &Arc<str>) {
        self.texts.insert(file.named.clone(), Arc::clone(saved));
        self.texts.insert(file.real.clone(), Arc::clone(saved));
    }

    pub(super) fn remove(&self, file: &FilePaths) {
        self.texts.remove(&file.named);
        self.texts.remove(&file.real);
    }
}

impl Sources for Overlay {
    fn open_document(&self, path: &Path) -> Option<Arc<str>> {
        self.texts.get(path).map(|text| Arc::clone(&text))
    }
}
