//! The thread that reads stdin: bytes in, frames out, and each frame to the service. It also bounds how
//! long the process lives once nothing is read any more.

use std::io::{self, Read};
use std::time::Duration;

use super::framing::{Decoder, Frame};
use super::service::{After, Front};

/// The process is gone this long after the end, whatever still hangs.
const LIFE_AFTER_END: Duration = Duration::from_millis(800);
/// The exit code when answering took too long to end properly.
const HUNG: i32 = 1;

pub fn start(source: impl Read + Send + 'static, mut front: Front) -> io::Result<()> {
    std::thread::Builder::new().name("input".into()).spawn(move || {
        let take = |frame| front.take_frame(frame) == After::GoOn;
        // Either way it is over: the input has ended, or the client has said so.
        let (Ok(()) | Err(NobodyListens)) = frames(source, Decoder::default(), take);
        front.end();
        std::thread::sleep(LIFE_AFTER_END);
        tracing::error!("the end of the input was not acted upon in time");
        std::process::exit(HUNG);
    })?;
    Ok(())
}

/// Whoever took the frames wants no more of them.
pub struct NobodyListens;

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
