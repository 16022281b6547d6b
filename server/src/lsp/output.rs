//! The one way to stdout. Everything that is sent passes here in order, on a thread of its own: a
//! client that reads slowly delays nothing but its own messages. What waits for it is counted, so that
//! whoever has much to say can hold back.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use serde::Serialize;

/// Sends whole messages; cheap to clone.
#[derive(Clone, Debug)]
pub struct Output {
    queue: Sender<Piece>,
    /// Bytes that wait for the client.
    waiting: Arc<AtomicUsize>,
}

/// A client that lets more than this wait does not keep up.
const MOST_WAITING: usize = 4 << 20;

enum Piece {
    Message(Vec<u8>),
    Flush(SyncSender<()>),
}

impl Output {
    /// Starts the thread that writes.
    pub fn start(target: impl Write + Send + 'static) -> io::Result<Self> {
        let (queue, pieces) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let written = Arc::clone(&waiting);
        let write = move || write_all(target, &pieces, &written);
        std::thread::Builder::new().name("output".into()).spawn(write)?;
        Ok(Self { queue, waiting })
    }

    pub fn send(&self, message: &impl Serialize) {
        let body = match serde_json::to_vec(message) {
            Ok(body) => body,
            Err(error) => return tracing::error!("a message cannot be written as JSON: {error}"),
        };
        let mut framed = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        framed.extend(body);
        self.waiting.fetch_add(framed.len(), Ordering::Relaxed);
        let _ = self.queue.send(Piece::Message(framed));
    }

    /// Whether the client does not keep up: what can wait or be left out should be.
    pub fn is_backed_up(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > MOST_WAITING
    }

    /// Waits until everything sent so far is written, but not longer than `at_most`.
    pub fn flush(&self, at_most: Duration) {
        let (done, written) = sync_channel(1);
        if self.queue.send(Piece::Flush(done)).is_ok() {
            let _ = written.recv_timeout(at_most);
        }
    }
}

fn write_all(mut target: impl Write, pieces: &Receiver<Piece>, waiting: &AtomicUsize) {
    let mut is_open = true;
    while let Ok(piece) = pieces.recv() {
        match piece {
            Piece::Message(bytes) => {
                if is_open && let Err(error) = target.write_all(&bytes).and_then(|()| target.flush()) {
                    tracing::warn!("the client does not read any more: {error}");
                    is_open = false;
                }
                waiting.fetch_sub(bytes.len(), Ordering::Relaxed);
            }
            Piece::Flush(done) => {
                let _ = done.send(());
            }
        }
    }
}
