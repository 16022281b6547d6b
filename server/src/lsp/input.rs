//! The thread that reads stdin: bytes in, frames out. It also bounds how long the process lives
//! once nothing can be read any more.

use std::io::{self, Read};
use std::time::Duration;

use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::framing::{Decoder, Frame};

/// What came in.
#[derive(Debug)]
pub enum Input {
    Frame(Frame),
    /// The client closed its end.
    Ended,
}

/// More frames than this wait in the pipe instead of in memory.
const MOST_WAITING: usize = 256;
/// The process is gone this long after the end of its input, whatever still hangs.
const LIFE_AFTER_END: Duration = Duration::from_millis(800);
/// The exit code when answering took too long to end properly.
const HUNG: i32 = 1;

pub fn start(source: impl Read + Send + 'static) -> io::Result<Receiver<Input>> {
    let (sink, frames) = channel(MOST_WAITING);
    std::thread::Builder::new().name("input".into()).spawn(move || {
        if read_all(source, &sink).is_ok() {
            let _ = sink.blocking_send(Input::Ended);
            std::thread::sleep(LIFE_AFTER_END);
            tracing::error!("the end of the input was not acted upon in time");
            std::process::exit(HUNG);
        }
    })?;
    Ok(frames)
}

/// The receiver is gone, and ends by itself.
pub struct NobodyListens;

fn read_all(source: impl Read, sink: &Sender<Input>) -> Result<(), NobodyListens> {
    frames(source, Decoder::default(), |frame| sink.blocking_send(Input::Frame(frame)).is_ok())
}

/// Hands on every frame of a source, until that ends or nobody takes them any more.
pub fn frames(
    mut source: impl Read,
    mut decoder: Decoder,
    mut take: impl FnMut(Frame) -> bool,
) -> Result<(), NobodyListens> {
    let mut buffer = vec![0; 64 << 10];
    loop {
        match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => decoder.push(buffer.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                tracing::warn!("the input cannot be read any more: {error}");
                break;
            }
        }
        while let Some(frame) = decoder.next_frame() {
            if !take(frame) {
                return Err(NobodyListens);
            }
        }
    }
    if !decoder.is_between_messages() {
        tracing::warn!("the input ended inside a message");
    }
    Ok(())
}
