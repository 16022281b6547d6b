//! Something that listens for connections: bound where the engine asks for it, so that its address is
//! known at once; accepting is a task of the I/O thread.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use tokio::net::{TcpListener, UnixListener};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;

use super::reply::Reply;
use super::wire::Plain;
use super::{Event, Teller};

/// Connections that have been accepted and not been taken by the engine.
const MOST_WAITING: usize = 128;
/// How long nothing is accepted after that failed: there may be too many open files.
const PAUSE: Duration = Duration::from_millis(50);

/// Bound, and not yet listened to.
pub enum Bound {
    Tcp(std::net::TcpListener),
    Unix(std::os::unix::net::UnixListener),
}

impl Bound {
    pub fn tcp(address: SocketAddr) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        Ok(Self::Tcp(listener))
    }

    pub fn unix(path: &str) -> io::Result<Self> {
        let listener = std::os::unix::net::UnixListener::bind(path)?;
        listener.set_nonblocking(true)?;
        Ok(Self::Unix(listener))
    }

    /// Nothing for a path.
    pub fn address(&self) -> Option<SocketAddr> {
        match self {
            Self::Tcp(listener) => listener.local_addr().ok(),
            Self::Unix(_) => None,
        }
    }
}

enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener),
}

impl Listener {
    fn new(bound: Bound) -> io::Result<Self> {
        Ok(match bound {
            Bound::Tcp(listener) => Self::Tcp(TcpListener::from_std(listener)?),
            Bound::Unix(listener) => Self::Unix(UnixListener::from_std(listener)?),
        })
    }

    async fn accept(&self) -> io::Result<Plain> {
        Ok(match self {
            Self::Tcp(listener) => Plain::Tcp(Arc::new(listener.accept().await?.0)),
            Self::Unix(listener) => Plain::Unix(Arc::new(listener.accept().await?.0)),
        })
    }
}

/// A connection on its way to the engine. Dropped, it is closed.
#[derive(Debug)]
pub struct Accepted {
    pub wire: Plain,
    /// Given back when it is taken or dropped.
    _room: OwnedSemaphorePermit,
}

/// What the engine holds of a listener. Dropped, it does not listen any more when that returns.
pub struct Listening {
    task: AbortHandle,
    closed: Receiver<()>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
        // An error: the sender went, and the listener before it.
        let _ = self.closed.recv();
    }
}

/// Accepts until it is dropped. `spawn` starts it on the I/O thread.
pub fn listen(bound: Bound, teller: Teller, spawn: impl FnOnce(Accepting) -> AbortHandle) -> Listening {
    let (open, closed) = sync_channel(1);
    Listening { task: spawn(Accepting { bound, teller, _open: open }), closed }
}

/// Fields drop in this order: what says that it is closed is the last.
pub struct Accepting {
    bound: Bound,
    teller: Teller,
    _open: SyncSender<()>,
}

impl Accepting {
    pub async fn run(self) {
        let Self { bound, teller, _open } = self;
        let listener = match Listener::new(bound) {
            Ok(listener) => listener,
            Err(error) => return teller.answer(Err(error.into())),
        };
        let room = Arc::new(Semaphore::new(MOST_WAITING));
        while let Ok(permit) = Arc::clone(&room).acquire_owned().await {
            match listener.accept().await {
                Ok(wire) => {
                    let accepted = Accepted { wire, _room: permit };
                    teller.tell(Event::Connection, Reply::Accepted(Box::new(accepted)));
                }
                Err(error) => {
                    tracing::debug!("a connection was not accepted: {error}");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
}
