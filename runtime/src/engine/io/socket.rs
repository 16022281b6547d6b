//! One end of a connection, as a task of the I/O thread. It reads when it is asked to, and so never
//! ahead of the program; writes come one after the other.

use std::cell::RefCell;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::mpsc::UnboundedReceiver;

use super::reply::{Fault, Reply};
use super::tls::{self, Security};
use super::wire::Wire;
use super::{Event, Teller};

/// What the engine tells a socket. That the sender is gone ends it.
pub enum Tell {
    /// One chunk, or the end.
    Read,
    Write(Vec<u8>),
    /// Nothing more will be written.
    Shut,
    NoDelay(bool),
    KeepAlive(bool, u32),
    /// Close by a reset.
    Reset,
    /// From now on it is encrypted.
    Secure(Box<Security>),
}

/// A read gives at most this much.
const CHUNK: usize = 64 << 10;

thread_local! {
    static SCRATCH: RefCell<Vec<u8>> = RefCell::new(vec![0; CHUNK]);
}

struct Socket {
    wire: Wire,
    teller: Teller,
    is_reading: bool,
    out: Out,
    is_shutting: bool,
}

/// What is being written.
enum Out {
    Nothing,
    Bytes { bytes: Vec<u8>, at: usize },
    Flush,
}

enum Step {
    Told(Option<Tell>),
    Read(io::Result<Vec<u8>>),
    Wrote(io::Result<()>),
    Shut(io::Result<()>),
}

/// `early`: what it was told while it connected.
pub async fn run(wire: Wire, teller: Teller, early: Vec<Tell>, mut tells: UnboundedReceiver<Tell>) {
    let mut socket = Socket { wire, teller, is_reading: false, out: Out::Nothing, is_shutting: false };
    for tell in early {
        socket.told(tell);
    }
    loop {
        let step = poll_fn(|cx| match tells.poll_recv(cx) {
            Poll::Ready(tell) => Poll::Ready(Step::Told(tell)),
            Poll::Pending => socket.poll(cx),
        })
        .await;
        match step {
            Step::Told(None) => return,
            Step::Told(Some(Tell::Secure(security))) => {
                let Socket { wire, teller, .. } = socket;
                let Wire::Plain(plain) = wire else {
                    teller.answer(Err(Fault::coded("EINVAL", "it is encrypted already")));
                    return;
                };
                // Whoever closes it meanwhile does not wait for the handshake; what else it is told waits.
                let mut early = Vec::new();
                let handshake = tls::secure(plain, *security);
                tokio::pin!(handshake);
                let secured = loop {
                    tokio::select! {
                        biased;
                        told = tells.recv() => match told {
                            Some(tell) => early.push(tell),
                            None => return,
                        },
                        secured = &mut handshake => break secured,
                    }
                };
                match secured {
                    Ok((wire, about)) => {
                        teller.tell(Event::Secured, about);
                        socket =
                            Socket { wire, teller, is_reading: false, out: Out::Nothing, is_shutting: false };
                        for tell in early {
                            socket.told(tell);
                        }
                    }
                    Err(fault) => {
                        teller.answer(Err(fault));
                        // It stays until it is closed, and does nothing.
                        closed(&mut tells).await;
                        return;
                    }
                }
            }
            Step::Told(Some(tell)) => socket.told(tell),
            Step::Read(result) => socket.has_read(result),
            Step::Wrote(result) => {
                socket.out = Out::Nothing;
                socket.teller.tell(Event::Sent, nothing_or(result));
            }
            Step::Shut(result) => {
                socket.is_shutting = false;
                socket.teller.tell(Event::Shut, nothing_or(result));
            }
        }
    }
}

/// Waits until nobody can tell it anything any more.
async fn closed(tells: &mut UnboundedReceiver<Tell>) {
    while tells.recv().await.is_some() {}
}

fn nothing_or(result: io::Result<()>) -> Reply {
    result.map_or_else(|error| Reply::Fault(error.into()), |()| Reply::Nothing)
}

impl Socket {
    fn told(&mut self, tell: Tell) {
        match tell {
            Tell::Read => self.is_reading = true,
            Tell::Write(bytes) => self.out = Out::Bytes { bytes, at: 0 },
            Tell::Shut => self.is_shutting = true,
            Tell::NoDelay(is_on) => self.wire.plain().set_no_delay(is_on),
            Tell::KeepAlive(is_on, idle) => self.wire.plain().set_keep_alive(is_on, idle),
            Tell::Reset => self.wire.plain().reset_on_close(),
            Tell::Secure(_) => {} // taken by `run`
        }
    }

    fn has_read(&mut self, result: io::Result<Vec<u8>>) {
        self.is_reading = false;
        match result {
            Ok(bytes) if bytes.is_empty() => self.teller.tell(Event::End, Reply::Nothing),
            Ok(bytes) => self.teller.tell(Event::Data, Reply::Bytes(bytes)),
            // An encrypted stream that just breaks off has ended for most purposes.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                self.teller.tell(Event::End, Reply::Nothing);
            }
            Err(error) => self.teller.answer(Err(error.into())),
        }
    }

    fn poll(&mut self, cx: &mut Context) -> Poll<Step> {
        if let Poll::Ready(result) = self.poll_out(cx) {
            return Poll::Ready(Step::Wrote(result));
        }
        if self.is_shutting
            && matches!(self.out, Out::Nothing)
            && let Poll::Ready(result) = Pin::new(&mut self.wire).poll_shutdown(cx)
        {
            return Poll::Ready(Step::Shut(result));
        }
        if self.is_reading
            && let Poll::Ready(result) = self.poll_in(cx)
        {
            return Poll::Ready(Step::Read(result));
        }
        Poll::Pending
    }

    fn poll_in(&mut self, cx: &mut Context) -> Poll<io::Result<Vec<u8>>> {
        SCRATCH.with_borrow_mut(|scratch| {
            let mut buffer = ReadBuf::new(scratch);
            let read = Pin::new(&mut self.wire).poll_read(cx, &mut buffer);
            read.map_ok(|()| buffer.filled().to_vec())
        })
    }

    fn poll_out(&mut self, cx: &mut Context) -> Poll<io::Result<()>> {
        loop {
            match &mut self.out {
                Out::Nothing => return Poll::Pending,
                Out::Bytes { bytes, at } => {
                    let rest = bytes.get(*at..).unwrap_or_default();
                    if rest.is_empty() {
                        self.out = Out::Flush;
                        continue;
                    }
                    match std::task::ready!(Pin::new(&mut self.wire).poll_write(cx, rest)) {
                        Ok(0) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                        Ok(count) => *at += count,
                        Err(error) => return Poll::Ready(Err(error)),
                    }
                }
                Out::Flush => return Pin::new(&mut self.wire).poll_flush(cx),
            }
        }
    }
}
