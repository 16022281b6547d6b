//! The directory: whether it can be trusted, its secret, what lies in it, and what goes.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::pack::Secret;
use super::stage::{self, PREFIX};

/// Authenticates the packs of this directory.
const SECRET: &str = "secret";
/// One byte for each damage that was found.
const DAMAGED: &str = "damaged";
const MOST_NOTES: u64 = 1 << 16;
/// Without locks a staging file is left over when it is as old.
const LEFT_OVER: Duration = Duration::from_secs(24 * 60 * 60);
/// A pack's time of use is this exact, so that a warm start writes nothing.
const USE_STEP: Duration = Duration::from_secs(60 * 60);

pub struct Directory {
    path: PathBuf,
    secret: Secret,
}

/// A pack in the directory.
pub struct Found {
    pub name: String,
    pub path: PathBuf,
    pub bytes: u64,
    /// When it was last of use; a time to come counts as never.
    pub used: SystemTime,
}

impl Directory {
    /// Opens it for use, and makes it if it is not there; says why not.
    pub fn open(path: &Path) -> Result<Self, String> {
        make(path).map_err(|error| format!("it cannot be made: {error}"))?;
        check(path)?;
        let secret = secret(path).map_err(|error| format!("its secret: {error}"))?;
        Ok(Self { path: path.to_owned(), secret })
    }

    /// Opens what is there, to look at it.
    pub fn existing(path: &Path) -> Result<Option<Self>, String> {
        match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.to_string()),
            Ok(_) => check(path)?,
        }
        match read_secret(path) {
            Ok(secret) => Ok(Some(Self { path: path.to_owned(), secret })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("its secret: {error}")),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Removes the staging files of writers that were killed.
    pub fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.path) else { return };
        for entry in entries.flatten() {
            if entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX)) {
                remove_left_over(&entry.path());
            }
        }
    }

    /// The packs, and how many bytes they have.
    pub fn packs(&self) -> io::Result<Vec<Found>> {
        let now = SystemTime::now();
        let mut packs = Vec::new();
        for entry in fs::read_dir(&self.path)?.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| is_pack(name)) else { continue };
            // One that has just gone is none.
            let Ok(metadata) = entry.metadata() else { continue };
            let used = metadata.modified().ok().filter(|used| *used <= now + USE_STEP);
            packs.push(Found {
                name: name.to_owned(),
                path: entry.path(),
                bytes: metadata.len(),
                used: used.unwrap_or(SystemTime::UNIX_EPOCH),
            });
        }
        packs.sort_by(|a, b| (a.used, &a.name).cmp(&(b.used, &b.name)));
        Ok(packs)
    }

    /// Removes packs that nobody uses, the longest unused first, until this many bytes are left, but not
    /// `newest`. Returns how many went.
    pub fn evict(&self, most_bytes: u64, newest: &str) -> io::Result<u64> {
        let packs = self.packs()?;
        let mut left: u64 = packs.iter().map(|pack| pack.bytes).sum();
        let mut evicted = 0;
        for pack in packs.iter().filter(|pack| pack.name != newest) {
            if left <= most_bytes {
                break;
            }
            if remove_unused(&pack.path)? {
                left -= pack.bytes;
                evicted += 1;
            }
        }
        Ok(evicted)
    }

    /// One more damage was found in it.
    pub fn note_damage(&self) {
        let note = || -> io::Result<()> {
            let mut options = OpenOptions::new();
            options.append(true).create(true);
            private(&mut options);
            let mut file = options.open(self.path.join(DAMAGED))?;
            if file.metadata()?.len() < MOST_NOTES { file.write_all(b".") } else { Ok(()) }
        };
        if let Err(error) = note() {
            tracing::debug!("the damage is not counted: {error}");
        }
    }

    /// How often damage was found.
    pub fn damages(&self) -> u64 {
        fs::metadata(self.path.join(DAMAGED)).map_or(0, |metadata| metadata.len())
    }

    /// Removes all that the cache has put there; says how many bytes that were.
    pub fn clear(&self) -> io::Result<u64> {
        let mut bytes = 0;
        for pack in self.packs()? {
            match fs::remove_file(&pack.path) {
                Ok(()) => bytes += pack.bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        self.sweep();
        match fs::remove_file(self.path.join(DAMAGED)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(bytes),
        }
    }
}

/// Opens a file of the cache, if it is a file and only its owner, who we are, can write to it.
pub fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    private(&mut options);
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("not a file"));
    }
    is_ours(&metadata).map_err(io::Error::other)?;
    Ok(file)
}

/// Notes that a pack is of use.
pub fn touch(file: &File) {
    let now = SystemTime::now();
    let is_current = |used: SystemTime| match now.duration_since(used) {
        Ok(ago) => ago < USE_STEP,
        Err(ahead) => ahead.duration() < USE_STEP,
    };
    if file.metadata().and_then(|it| it.modified()).is_ok_and(|used| !is_current(used))
        && let Err(error) = file.set_modified(now)
    {
        tracing::debug!("that a pack is of use is not noted: {error}");
    }
}

fn is_pack(name: &str) -> bool {
    name.ends_with(".pack") && (name.starts_with("modules-") || name.starts_with("bytecode-"))
}

/// `false`: somebody uses it.
fn remove_unused(path: &Path) -> io::Result<bool> {
    let gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    let lock = match open(path) {
        Ok(file) => match file.try_lock() {
            Ok(()) => Some(file),
            Err(TryLockError::WouldBlock) => return Ok(false),
            // Without locks: whoever reads it has it open, and loses only its name.
            Err(TryLockError::Error(_)) => None,
        },
        Err(error) if gone(&error) => return Ok(true),
        // Not ours to read, and so of no use.
        Err(_) => None,
    };
    let removed = fs::remove_file(path);
    drop(lock);
    match removed {
        Err(error) if !gone(&error) => Err(error),
        _ => Ok(true),
    }
}

/// Its lock is held while it is removed: a writer that comes to lock what it has just made sees that it is gone.
fn remove_left_over(path: &Path) {
    let file = open(path);
    let is_left_over = match &file {
        Err(error) => error.kind() != io::ErrorKind::NotFound,
        Ok(file) => match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(_)) => {
                let age = file.metadata().and_then(|it| it.modified()).map(|it| it.elapsed());
                age.is_ok_and(|age| age.is_ok_and(|age| age > LEFT_OVER))
            }
        },
    };
    if is_left_over && let Err(error) = fs::remove_file(path) {
        tracing::debug!("{} could not be removed: {error}", path.display());
    }
}

fn secret(directory: &Path) -> io::Result<Secret> {
    match read_secret(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::InvalidData => fs::remove_file(directory.join(SECRET))?,
        known => return known,
    }
    let mut secret = Secret::default();
    getrandom::fill(&mut secret).map_err(io::Error::other)?;
    stage::place(directory, SECRET, &secret)?;
    // Another process may have been first: what is there counts.
    read_secret(directory)
}

fn read_secret(directory: &Path) -> io::Result<Secret> {
    let mut bytes = Vec::new();
    open(&directory.join(SECRET))?.take(64).read_to_end(&mut bytes)?;
    Secret::try_from(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not of its length"))
}

fn make(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// A directory that others can write to holds what others wrote, and its code would be run.
fn check(path: &Path) -> Result<(), String> {
    let metadata = fs::symlink_metadata(path).map_err(|error| error.to_string())?;
    if metadata.is_symlink() {
        return Err("it is a link".to_owned());
    }
    if !metadata.is_dir() {
        return Err("it is no directory".to_owned());
    }
    is_ours(&metadata)
}

#[cfg(unix)]
fn is_ours(metadata: &Metadata) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt;
    if metadata.uid() != rustix::process::geteuid().as_raw() {
        return Err("it belongs to another user".to_owned());
    }
    if metadata.mode() & 0o022 != 0 {
        return Err(format!("others can write to it (mode {:03o})", metadata.mode() & 0o777));
    }
    Ok(())
}

#[cfg(not(unix))]
fn is_ours(_metadata: &Metadata) -> Result<(), String> {
    Err("who may write to it is not known on this system".to_owned())
}

/// Links are not followed, nobody else reads what is made, and nothing waits for the other end of a pipe.
#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    options.mode(0o600).custom_flags(flags.bits() as i32);
}

#[cfg(not(unix))]
fn private(_options: &mut OpenOptions) {}
