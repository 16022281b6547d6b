//! The one way to stdout. Everything that is sent passes here in order, on a thread of its own: a
//! client that reads slowly delays nothing but its own messages.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use serde::Serialize;

/// Sends whole messages; cheap to clone.
#[derive(Clone, Debug)]
pub struct Output {
    queue: Sender<Piece>,
}

enum Piece {
    Message(Vec<u8>),
    Flush(SyncSender<()>),
}

impl Output {
    /// Starts the thread that writes.
    pub fn start(target: impl Write + Send + 'static) -> io::Result<Self> {
        let (queue, pieces) = channel();
        let write = move || write_all(target, &pieces);
        std::thread::Builder::new().name("output".into()).spawn(write)?;
        Ok(Self { queue })
    }

    pub fn send(&self, message: &impl Serialize) {
        let body = match serde_json::to_vec(message) {
            Ok(body) => body,
            Err(error) => return tracing::error!("a message cannot be written as JSON: {error}"),
        };
        let mut framed = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        framed.extend(body);
        let _ = self.queue.send(Piece::Message(framed));
    }

    /// Waits until everything sent so far is written, but not longer than `at_most`.
    pub fn flush(&self, at_most: Duration) {
        let (done, written) = sync_channel(1);
        if self.queue.send(Piece::Flush(done)).is_ok() {
            let _ = written.recv_timeout(at_most);
        }
    }
}

fn write_all(mut target: impl Write, pieces: &Receiver<Piece>) {
    let mut is_open = true;
    while let Ok(piece) = pieces.recv() {
        match piece {
            Piece::Message(bytes) if is_open => {
                let written = target.write_all(&bytes).and_then(|()| target.flush());
                if let Err(error) = written {
                    tracing::warn!("the client does not read any more: {error}");
                    is_open = false;
                }
            }
            Piece::Message(_) => {}
            Piece::Flush(done) => {
                let _ = done.send(());
            }
        }
    }
}
