//! What keeps files from being watched, and what to do about it.

use std::fmt;
use std::path::PathBuf;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// The system has no watch left to give to this user.
    NoWatches,
    /// Nor a watcher, or this process has no file descriptor left.
    NoInstances,
    /// What could not be watched is watched now.
    Healed,
    Unwatched {
        directory: PathBuf,
        why: String,
    },
    /// A file does not stand still.
    Restless(PathBuf),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWatches => f.write_str(
                "the system's limit of file watches is reached; what is not watched is looked at twice a \
                 second. Raise it: sudo sysctl fs.inotify.max_user_watches=524288",
            ),
            Self::NoInstances => f.write_str(
                "no file watcher is left; files are looked at twice a second. Raise the limit: \
                 sudo sysctl fs.inotify.max_user_instances=1024, or that of open files (ulimit -n)",
            ),
            Self::Healed => f.write_str("all files are watched again"),
            Self::Unwatched { directory, why } => {
                write!(f, "saves in {} are noticed by looking twice a second: {why}", directory.display())
            }
            Self::Restless(path) => write!(
                f,
                "{} is being written to and does not stand still; it is read when it does",
                path.display()
            ),
        }
    }
}
