//! Whether git is at work on the files: it holds a repository's `index.lock`, or is in a rebase.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A lock of this age was left behind by a git that ended badly.
const STALE: Duration = Duration::from_secs(60);

/// What was found in the repositories of some files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Locks {
    pub is_locked: bool,
    pub is_rebase: bool,
}

/// The directories in which git keeps its locks for these files; a worktree and a submodule have their own.
pub fn repositories<'a>(files: impl Iterator<Item = &'a Path>) -> BTreeSet<PathBuf> {
    let mut looked_at = BTreeSet::new();
    let mut found = BTreeSet::new();
    for file in files {
        for directory in file.ancestors().skip(1) {
            // From here up somebody has looked already.
            if !looked_at.insert(directory.to_owned()) {
                break;
            }
            if let Some(repository) = repository(directory) {
                found.insert(repository);
                break;
            }
        }
    }
    found
}

/// Looks for the locks of these repositories.
pub fn look<'a>(repositories: impl IntoIterator<Item = &'a PathBuf>) -> Locks {
    let mut locks = Locks::default();
    for repository in repositories {
        locks.is_locked |= is_held(&repository.join("index.lock"));
        locks.is_rebase |= ["rebase-merge", "rebase-apply"].iter().any(|name| repository.join(name).is_dir());
    }
    locks
}

fn is_held(lock: &Path) -> bool {
    let Ok(metadata) = fs::metadata(lock) else { return false };
    let age = metadata.modified().ok().and_then(|made| SystemTime::now().duration_since(made).ok());
    age.is_none_or(|age| age < STALE)
}

/// `.git` is the repository, or a file that says where it is.
fn repository(directory: &Path) -> Option<PathBuf> {
    let git = directory.join(".git");
    let metadata = fs::metadata(&git).ok()?;
    if metadata.is_dir() {
        return Some(git);
    }
    let text = fs::read_to_string(&git).ok()?;
    let named = text.strip_prefix("gitdir:")?.trim();
    Some(directory.join(named))
}
