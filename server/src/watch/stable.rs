//! Reading a file that stands still: look, read, look again.

use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use super::fact::{Content, Seen, Stamp, Touch};
use super::settling::{AT_MOST, GRACE, OPEN_AT_MOST};

/// Clocks of file systems are as coarse as this: what was written so shortly before a look may be
/// written again without looking different.
const CLOCK_STEP: Duration = Duration::from_secs(2);
/// Somebody who wrote so shortly before may not be done.
const STILL: Duration = Duration::from_millis(30);
/// Between two attempts, at first and at last.
const FIRST_RETRY: Duration = Duration::from_millis(5);
const LAST_RETRY: Duration = Duration::from_millis(100);

/// Looks at a file, or at a directory where a file could be.
pub fn look(path: &Path) -> Seen {
    fs::metadata(path).map_or_else(|_| Seen::default(), |metadata| seen(&metadata))
}

/// How a look at a file counts when it is not as it was: whoever wrote so shortly before may be at it still.
pub fn touch_of(seen: &Seen) -> Touch {
    let written = seen.stamp.and_then(|stamp| {
        Some(Duration::new(u64::try_from(stamp.written.0).ok()?, u32::try_from(stamp.written.1).ok()?))
    });
    let age = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok().zip(written);
    let is_recent = age.is_some_and(|(now, written)| now.saturating_sub(written) < AT_MOST);
    if is_recent { Touch::Told } else { Touch::Changed }
}

/// Looks, reads, looks again.
pub fn read(path: &Path) -> (Content, Seen, Option<Vec<u8>>) {
    match attempt(path) {
        Ok(Some((bytes, seen))) => (content_of(&bytes), seen, Some(bytes)),
        Ok(None) => (Content::Torn, Seen::default(), None),
        Err(_) if path.is_dir() => (Content::Directory, look(path), None),
        // What cannot be read for good is gone as far as the program is concerned.
        Err(error) if is_gone(&error) => (Content::Missing, Seen::default(), None),
        Err(_) => (Content::Torn, Seen::default(), None),
    }
}

/// For whoever reads without having been told that the file stands still: waits for it, but not for ever.
pub fn settled(path: &Path) -> io::Result<(Vec<u8>, Seen)> {
    let begin = Instant::now();
    let mut retry = FIRST_RETRY;
    loop {
        let error = match attempt(path) {
            Ok(Some((bytes, seen))) => match stands_still(path, &bytes) {
                None => return Ok((bytes, seen)),
                // A name that says it was written just now is believed for so long and no longer.
                Some(_) if begin.elapsed() >= GRACE => return Ok((bytes, seen)),
                Some(wait) => {
                    std::thread::sleep(wait);
                    continue;
                }
            },
            Ok(None) => restless(),
            Err(error) if error.kind() == io::ErrorKind::NotFound && begin.elapsed() >= GRACE => {
                return Err(error);
            }
            Err(error) if is_gone(&error) && error.kind() != io::ErrorKind::NotFound => return Err(error),
            Err(error) => error,
        };
        if begin.elapsed() >= OPEN_AT_MOST {
            return Err(error);
        }
        std::thread::sleep(retry);
        retry = (retry * 2).min(LAST_RETRY);
    }
}

/// Why a file that never stands still is not read.
pub fn restless() -> io::Error {
    io::Error::other("it is being written to and has not stood still; it is read when it does")
}

pub fn content_of(bytes: &[u8]) -> Content {
    if bytes.is_empty() {
        return Content::Empty;
    }
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    Content::Whole(hasher.finish())
}

/// `None` when it changed meanwhile.
fn attempt(path: &Path) -> io::Result<Option<(Vec<u8>, Seen)>> {
    let before = fs::metadata(path)?;
    let bytes = fs::read(path)?;
    let after = fs::metadata(path)?;
    let is_whole = stamp(&before) == stamp(&after) && after.len() == bytes.len() as u64;
    Ok(is_whole.then(|| (bytes, seen(&after))))
}

/// How long to wait until a file that was written just now counts.
fn stands_still(path: &Path, bytes: &[u8]) -> Option<Duration> {
    let written = fs::metadata(path).and_then(|metadata| metadata.modified()).ok()?;
    // A clock that is ahead of ours says nothing.
    let age = SystemTime::now().duration_since(written).ok()?;
    let patience = if bytes.is_empty() { GRACE } else { STILL };
    patience.checked_sub(age).filter(|wait| !wait.is_zero())
}

/// Whether trying again is of no use. Anything else (no file descriptor left, an error of the network)
/// says nothing of the file.
pub fn is_gone(error: &io::Error) -> bool {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound, PermissionDenied};
    matches!(error.kind(), NotFound | NotADirectory | PermissionDenied | IsADirectory)
}

fn seen(metadata: &Metadata) -> Seen {
    let stamp = stamp(metadata);
    if metadata.is_dir() {
        // What is in it does not count.
        return Seen { stamp: Some(Stamp { identity: stamp.identity, ..Stamp::default() }), is_fresh: false };
    }
    let age = metadata.modified().ok().map(|written| SystemTime::now().duration_since(written));
    let is_fresh = age.is_none_or(|age| age.map_or(true, |age| age < CLOCK_STEP));
    Seen { stamp: Some(stamp), is_fresh }
}

#[cfg(unix)]
fn stamp(metadata: &Metadata) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    Stamp {
        length: metadata.len(),
        identity: (metadata.dev(), metadata.ino()),
        written: (metadata.mtime(), metadata.mtime_nsec()),
        changed: (metadata.ctime(), metadata.ctime_nsec()),
    }
}

#[cfg(not(unix))]
fn stamp(metadata: &Metadata) -> Stamp {
    let written = metadata.modified().ok().and_then(|it| it.duration_since(SystemTime::UNIX_EPOCH).ok());
    let written = written.map(|it| (it.as_secs() as i64, i64::from(it.subsec_nanos()))).unwrap_or_default();
    Stamp { length: metadata.len(), written, ..Stamp::default() }
}
