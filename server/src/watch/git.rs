//! Whether git is at work on the files: it holds a repository's `index.lock`, or takes steps of a rebase.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A lock of this age was left behind by a git that ended badly.
const STALE: Duration = Duration::from_secs(60);

/// Between two steps of a rebase git holds no lock, but it writes down which step it takes. When it has
/// not done so for this long, it stands: it asks a person, who then saves files like anybody else.
const STEP: Duration = Duration::from_millis(500);

/// What was found in the repositories of some files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Locks {
    /// Files change, or will at once.
    pub is_locked: bool,
    /// There is a rebase, be it that it stands.
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
        locks.is_locked |= is_younger(&repository.join("index.lock"), STALE);
        for steps in ["rebase-merge", "rebase-apply", "sequencer"] {
            let Ok(entries) = fs::read_dir(repository.join(steps)) else { continue };
            locks.is_rebase = true;
            locks.is_locked |= entries.flatten().any(|entry| is_younger(&entry.path(), STEP));
        }
    }
    locks
}

/// Whether something is there and was written less than this ago.
fn is_younger(path: &Path, bound: Duration) -> bool {
    let Ok(metadata) = fs::metadata(path) else { return false };
    let age = metadata.modified().ok().and_then(|made| SystemTime::now().duration_since(made).ok());
    age.is_none_or(|age| age < bound)
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
