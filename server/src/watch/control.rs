//! How other processes hold: a socket of each process that watches, in a directory of the user's own.
//!
//! A connection is a hold. It begins with one line of JSON, is answered with one when every program
//! waits, and ends with the connection: a tool that dies holds nothing.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How long a front may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// What a tool says first.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ask {
    pub holder: String,
    pub seconds: u64,
    /// Where it works: who follows nothing there does not wait.
    pub directory: PathBuf,
}

/// What it is told.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// How many programs wait; `None`: not all have said so in time.
    pub programs: Option<usize>,
}

#[cfg(unix)]
pub use with_sockets::{Door, ask_all};

#[cfg(not(unix))]
pub use without_sockets::{Door, ask_all};

#[cfg(unix)]
mod with_sockets {
    use std::fs::{self, DirBuilder};
    use std::io::{self, BufRead, BufReader, Read, Write};
    use std::os::unix::fs::{DirBuilderExt, MetadataExt};
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::{Path, PathBuf};
    use std::sync::mpsc::{Sender, sync_channel};
    use std::time::Duration;

    use runtime::message::Holder;

    use super::super::Input;
    use super::super::state::Event;
    use super::{Answer, Ask, PATIENCE};

    /// A line is no longer than this.
    const LONGEST: u64 = 64 << 10;

    /// The socket of this process. It is removed with the door; a process that dies leaves one that nobody
    /// answers at, which whoever asks removes.
    pub struct Door(PathBuf);

    impl Door {
        /// Without one, tools cannot hold this process; everything else works.
        pub(in super::super) fn open(inbox: Sender<Input>) -> Option<Self> {
            let opened = directory().and_then(|directory| {
                sweep(&directory)?;
                let path = directory.join(format!("{}.sock", std::process::id()));
                let _ = fs::remove_file(&path);
                Ok((UnixListener::bind(&path)?, path))
            });
            let (listener, path) = match opened {
                Ok(opened) => opened,
                Err(error) => {
                    tracing::warn!("`saveloop hold` does not reach this process: {error}");
                    return None;
                }
            };
            let serve = move || {
                for stream in listener.incoming().flatten() {
                    let inbox = inbox.clone();
                    let answer = move || {
                        if let Err(error) = attend(&stream, &inbox) {
                            tracing::warn!("a tool that wanted to hold: {error}");
                        }
                    };
                    let _ = std::thread::Builder::new().name("hold".into()).spawn(answer);
                }
            };
            let _ = std::thread::Builder::new().name("holds".into()).spawn(serve);
            Some(Self(path))
        }
    }

    impl Drop for Door {
        fn drop(&mut self) {
            let _ = fs::remove_file(&self.0);
        }
    }

    /// One tool, from its first line to its end.
    fn attend(stream: &UnixStream, inbox: &Sender<Input>) -> io::Result<()> {
        let mut lines = BufReader::new(stream.take(LONGEST));
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(()); // somebody who looked whether anybody is here
        }
        let Ask { holder, seconds, directory } = serde_json::from_str(&line)?;
        let holder = Holder(holder.into());
        let at_most = Duration::from_secs(seconds).min(runtime::reload::MAX_HOLD);
        let (answer, answered) = sync_channel(1);
        let asked = Input::Asked { holder: holder.clone(), at_most, directory, answer };
        if inbox.send(asked).is_err() {
            return Ok(());
        }
        let programs = answered.recv_timeout(PATIENCE).ok();
        let mut writer = stream;
        let told = writeln!(writer, "{}", serde_json::to_string(&Answer { programs })?);
        // It says nothing more; the end of it is the end of the hold.
        let ended = told.and_then(|()| io::copy(&mut lines, &mut io::sink()));
        let _ = inbox.send(Input::Event(Event::Release { holder }));
        ended.map(drop)
    }

    /// Those who hold for a tool; dropping it releases.
    #[expect(dead_code, reason = "they end the holds by being dropped")]
    pub struct Held(Vec<UnixStream>);

    /// Asks every process of this user; returns when all wait, or have had the time to.
    pub fn ask_all(ask: &Ask) -> io::Result<(Held, Vec<Answer>)> {
        let line = serde_json::to_string(ask)? + "\n";
        let directory = directory()?;
        sweep(&directory)?;
        let mut streams = Vec::new();
        for entry in fs::read_dir(directory)?.flatten() {
            let path = entry.path();
            let asked = UnixStream::connect(&path).and_then(|mut stream| {
                stream.write_all(line.as_bytes())?;
                stream.set_read_timeout(Some(PATIENCE * 2))?;
                Ok(stream)
            });
            match asked {
                Ok(stream) => streams.push(stream),
                Err(error) => tracing::warn!("{}: {error}", path.display()),
            }
        }
        let answer = |stream: &UnixStream| {
            let mut line = String::new();
            let read = BufReader::new(stream.take(LONGEST)).read_line(&mut line);
            let answer = read.ok().and_then(|_| serde_json::from_str(&line).ok());
            answer.unwrap_or(Answer { programs: None })
        };
        let answers = streams.iter().map(answer).collect();
        Ok((Held(streams), answers))
    }

    /// Takes away what processes left that ended badly.
    fn sweep(directory: &Path) -> io::Result<()> {
        for entry in fs::read_dir(directory)?.flatten() {
            let answered = UnixStream::connect(entry.path());
            if answered.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    /// Of this user alone.
    fn directory() -> io::Result<PathBuf> {
        let user = rustix::process::getuid().as_raw();
        let above = directories::BaseDirs::new().and_then(|dirs| dirs.runtime_dir().map(PathBuf::from));
        let directory = match above {
            Some(above) => above.join("saveloop"),
            None => std::env::temp_dir().join(format!("saveloop-{user}")),
        };
        match DirBuilder::new().mode(0o700).create(&directory) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let metadata = fs::symlink_metadata(&directory)?;
        if !metadata.is_dir() || metadata.uid() != user || metadata.mode() & 0o077 != 0 {
            let why = format!("{} is not a directory of this user alone", directory.display());
            return Err(io::Error::other(why));
        }
        Ok(directory)
    }
}

/// There the editor's commands are the way to hold.
#[cfg(not(unix))]
mod without_sockets {
    use std::io;
    use std::sync::mpsc::Sender;

    use super::super::Input;
    use super::{Answer, Ask};

    pub struct Door;

    impl Door {
        pub fn open(_inbox: Sender<Input>) -> Option<Self> {
            None
        }
    }

    pub struct Held;

    pub fn ask_all(_ask: &Ask) -> io::Result<(Held, Vec<Answer>)> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}
