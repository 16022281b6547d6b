//! The one way to stdout. Everything that is sent passes here in order. What the client can take at once
//! is written by whoever sends it; the rest on a thread of its own: a client that reads slowly delays
//! nothing but its own messages. What waits for it is counted, so that whoever has much to say can hold
//! back.

mod direct;
#[cfg(all(test, unix))]
mod tests;

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;

use direct::Direct;

/// Sends whole messages; cheap to clone.
#[derive(Clone, Debug)]
pub struct Output {
    queue: Sender<Piece>,
    line: Arc<Mutex<Line>>,
}

/// Held while something is written directly or put into the queue.
#[derive(Debug)]
struct Line {
    /// Bytes that wait for the client.
    waiting: usize,
    /// What may be written by whoever sends, while nothing waits.
    direct: Option<Direct>,
}

/// A client that lets more than this wait does not keep up.
const MOST_WAITING: usize = 4 << 20;

enum Piece {
    Bytes(Vec<u8>),
    Flush(SyncSender<()>),
}

impl Output {
    /// Starts the thread that writes.
    pub fn start(target: impl Write + Send + 'static) -> io::Result<Self> {
        Self::start_with(target, None)
    }

    /// The same to this process's own output, which buffers nothing: a message is written in one piece.
    #[cfg(unix)]
    pub fn to_stdout() -> io::Result<Self> {
        use std::os::fd::AsFd;
        let target = std::fs::File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let direct = Direct::of(target.try_clone()?);
        Self::start_with(target, direct)
    }

    #[cfg(not(unix))]
    pub fn to_stdout() -> io::Result<Self> {
        Self::start(io::stdout())
    }

    fn start_with(target: impl Write + Send + 'static, direct: Option<Direct>) -> io::Result<Self> {
        let (queue, pieces) = channel();
        let line = Arc::new(Mutex::new(Line { waiting: 0, direct }));
        let written = Arc::clone(&line);
        let write = move || write_all(target, &pieces, &written);
        std::thread::Builder::new().name("output".into()).spawn(write)?;
        Ok(Self { queue, line })
    }

    pub fn send(&self, message: &impl Serialize) {
        let body = match serde_json::to_vec(message) {
            Ok(body) => body,
            Err(error) => return tracing::error!("a message cannot be written as JSON: {error}"),
        };
        let mut framed = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        framed.extend(body);
        let mut line = lock(&self.line);
        if line.waiting == 0
            && let Some(direct) = &mut line.direct
        {
            framed.drain(..direct.write(&framed));
        }
        if !framed.is_empty() {
            line.waiting += framed.len();
            let _ = self.queue.send(Piece::Bytes(framed));
        }
    }

    /// Whether the client does not keep up: what can wait or be left out should be.
    pub fn is_backed_up(&self) -> bool {
        lock(&self.line).waiting > MOST_WAITING
    }

    /// Waits until everything sent so far is written, but not longer than `at_most`.
    pub fn flush(&self, at_most: Duration) {
        let (done, written) = sync_channel(1);
        if self.queue.send(Piece::Flush(done)).is_ok() {
            let _ = written.recv_timeout(at_most);
        }
    }
}

fn lock(line: &Mutex<Line>) -> MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

fn write_all(mut target: impl Write, pieces: &Receiver<Piece>, line: &Mutex<Line>) {
    let mut is_open = true;
    while let Ok(piece) = pieces.recv() {
        match piece {
            Piece::Bytes(bytes) => {
                if is_open && let Err(error) = target.write_all(&bytes).and_then(|()| target.flush()) {
                    tracing::warn!("the client does not read any more: {error}");
                    is_open = false;
                }
                lock(line).waiting -= bytes.len();
            }
            Piece::Flush(done) => {
                let _ = done.send(());
            }
        }
    }
}
