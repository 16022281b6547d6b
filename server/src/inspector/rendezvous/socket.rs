//! The answer's way: a socket in a folder that only this user can enter, named after the process that was
//! asked.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::geteuid;
use tokio::io::AsyncReadExt;
use tokio::net::UnixListener;
use tokio::time::timeout;

use super::Answer;

/// Not `TMPDIR`: the two sides may have been started with different ones.
fn folder() -> PathBuf {
    PathBuf::from(format!("/tmp/saveloop-{}", geteuid().as_raw()))
}

/// A folder that somebody else made, or could look into, is not used.
fn check(folder: &Path) -> io::Result<()> {
    let metadata = fs::symlink_metadata(folder)?;
    let is_ours = metadata.is_dir() && metadata.uid() == geteuid().as_raw();
    if is_ours && metadata.permissions().mode() & 0o077 == 0 {
        Ok(())
    } else {
        Err(io::Error::other(format!("{} is not a folder of this user alone", folder.display())))
    }
}

/// Tells all who wait for this process.
pub fn answer(process: u32, answer: &Answer) {
    if let Err(error) = tell(process, answer) {
        tracing::debug!("nobody is told where the inspector is: {error}");
    }
}

fn tell(process: u32, answer: &Answer) -> io::Result<()> {
    let folder = folder();
    check(&folder)?;
    let text = serde_json::to_string(answer).map_err(io::Error::other)?;
    let prefix = format!("{process}.");
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with(&prefix) {
            continue;
        }
        // One that was left behind refuses; its name may be needed again.
        match UnixStream::connect(entry.path()) {
            Ok(mut stream) => stream.write_all(text.as_bytes())?,
            Err(_) => fs::remove_file(entry.path())?,
        }
    }
    Ok(())
}

/// Somebody who waits for the answer of a process.
pub struct Waiting {
    listener: UnixListener,
    path: PathBuf,
}

impl Waiting {
    /// Begins to wait, inside a runtime: what is answered from now on is heard.
    pub fn new(process: u32) -> io::Result<Self> {
        let folder = folder();
        match fs::DirBuilder::new().mode(0o700).create(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => check(&folder)?,
        }
        let path = folder.join(format!("{process}.{}", std::process::id()));
        // Of a process that had our number before.
        let _ = fs::remove_file(&path);
        Ok(Self { listener: UnixListener::bind(&path)?, path })
    }

    /// The answer; nothing when none came in time.
    pub async fn answer(&self, patience: Duration) -> io::Result<Option<Answer>> {
        let read = async {
            loop {
                let (mut stream, _) = self.listener.accept().await?;
                let mut text = String::new();
                stream.read_to_string(&mut text).await?;
                // Whoever says nothing was looking for somebody else.
                if !text.is_empty() {
                    return serde_json::from_str(&text).map_err(io::Error::other);
                }
            }
        };
        timeout(patience, read).await.ok().transpose()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // It may have been swept away.
        let _ = fs::remove_file(&self.path);
    }
}
