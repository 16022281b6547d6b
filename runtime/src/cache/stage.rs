//! Puts a file in place whole or not at all: stage beside it, verify, synchronise, rename.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What staging files are called. One that nobody has locked is left over from a writer that was killed.
pub const PREFIX: &str = "stage-";

/// How often a staging file is made anew when it was taken away.
const ATTEMPTS: usize = 8;

/// The steps of a write, each of which can fail.
pub trait Disk {
    fn create(&self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn read_back(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }
}

/// The disk as it is.
pub struct Real;

impl Disk for Real {}

/// A staging file; dropped, it is gone.
struct Staged {
    path: PathBuf,
    file: File,
    is_in_place: bool,
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.is_in_place
            && let Err(error) = fs::remove_file(&self.path)
        {
            tracing::debug!("{} could not be removed: {error}", self.path.display());
        }
    }
}

/// Makes `bytes` the content of `name`, if what can be read back passes `is_good`. After a failure the
/// file is as it was, and nothing is left beside it.
pub fn replace(
    disk: &dyn Disk,
    directory: &Path,
    name: &str,
    bytes: &[u8],
    is_good: impl Fn(&[u8]) -> bool,
) -> io::Result<()> {
    let mut staged = Staged::new(disk, directory)?;
    disk.write(&mut staged.file, bytes)?;
    if !is_good(&disk.read_back(&staged.path)?) {
        return Err(io::Error::other("what was written cannot be read back"));
    }
    disk.sync(&staged.file)?;
    disk.rename(&staged.path, &directory.join(name))?;
    staged.is_in_place = true;
    Ok(())
}

/// Makes `bytes` the content of `name`, unless there is such a file already.
pub fn place(directory: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut staged = Staged::new(&Real, directory)?;
    staged.file.write_all(bytes)?;
    staged.file.sync_data()?;
    match fs::hard_link(&staged.path, directory.join(name)) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

impl Staged {
    /// Another process may take a new file for one that is left over, until it is locked.
    fn new(disk: &dyn Disk, directory: &Path) -> io::Result<Self> {
        for _ in 0..ATTEMPTS {
            let random = getrandom::u64().map_err(io::Error::other)?;
            let path = directory.join(format!("{PREFIX}{}-{random:016x}", std::process::id()));
            let file = disk.create(&path)?;
            let staged = Self { path, file, is_in_place: false };
            match staged.file.try_lock() {
                Ok(()) if staged.path.exists() => return Ok(staged),
                Ok(()) | Err(TryLockError::WouldBlock) => {}
                // Without locks, as on some network mounts, its age says whether it is left over.
                Err(TryLockError::Error(error)) => {
                    tracing::debug!("no lock for a staging file: {error}");
                    return Ok(staged);
                }
            }
        }
        Err(io::Error::other("staging files are taken away"))
    }
}
