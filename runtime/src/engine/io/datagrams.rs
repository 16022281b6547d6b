//! A UDP socket. What can be sent at once is sent where the engine asks for it; what has to wait, and what
//! comes, is a task of the I/O thread.

use std::cell::RefCell;
use std::io;
use std::net::{IpAddr, SocketAddr, SocketAddrV6};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rustix::io::Errno;
use rustix::net::{AddressFamily, SendFlags, SocketFlags, SocketType, netdevice, sockopt};
use tokio::net::UdpSocket;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;

use super::reply::{Fault, Reply};
use super::thread::Thread;
use super::{Event, Held, Io, Number, Teller};

/// Datagrams that have come and not been told of.
const MOST_WAITING: usize = 128;
/// No datagram is longer.
const LONGEST: usize = 64 << 10;

thread_local! {
    static SCRATCH: RefCell<Vec<u8>> = RefCell::new(vec![0; LONGEST]);
}

/// What there is to say before it is bound.
#[derive(Clone, Copy, Debug)]
pub struct Sharing {
    /// Others may be bound to the same port.
    pub reuses_address: bool,
    pub is_only_six: bool,
}

/// What has to wait for room.
struct Waiting {
    bytes: Vec<u8>,
    /// Nothing: to whom it is connected.
    to: Option<SocketAddr>,
}

/// A datagram on its way to the engine.
#[derive(Debug)]
pub struct Datagram {
    bytes: Vec<u8>,
    from: String,
    port: u16,
    /// Given back when the engine takes it.
    _room: OwnedSemaphorePermit,
}

impl Datagram {
    /// What the library gets.
    pub fn taken(self) -> Reply {
        let port = Reply::Number(f64::from(self.port));
        Reply::List(vec![Reply::Bytes(self.bytes), Reply::Text(self.from), port])
    }
}

/// What the engine holds of it. Dropped, its port is free when that returns.
pub struct Datagrams {
    // Fields drop in this order: the task has let go of the socket before this does.
    _task: Ending,
    pub socket: Arc<UdpSocket>,
    waits: UnboundedSender<Waiting>,
}

struct Ending {
    task: AbortHandle,
    ended: Receiver<()>,
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.task.abort();
        // An error: the sender went, and the task's hold on the socket before it.
        let _ = self.ended.recv();
    }
}

/// `text` may name an interface behind `%`.
pub fn address(socket: Option<&UdpSocket>, text: &str, port: u16) -> io::Result<SocketAddr> {
    let (ip, zone) = text.split_once('%').unwrap_or((text, ""));
    let ip: IpAddr = ip.parse().map_err(|_| io::Error::from(Errno::INVAL))?;
    Ok(match ip {
        IpAddr::V6(six) if !zone.is_empty() => {
            SocketAddrV6::new(six, port, 0, interface(socket, zone)?).into()
        }
        _ => SocketAddr::new(ip, port),
    })
}

/// The number of an interface.
fn interface(socket: Option<&UdpSocket>, zone: &str) -> io::Result<u32> {
    match (zone.parse(), socket) {
        (Ok(number), _) => Ok(number),
        (Err(_), Some(socket)) => Ok(netdevice::name_to_index(socket, zone)?),
        (Err(_), None) => {
            let asks = rustix::net::socket(AddressFamily::INET6, SocketType::DGRAM, None)?;
            Ok(netdevice::name_to_index(asks, zone)?)
        }
    }
}

/// As Node writes it: an address of a link says of which.
pub fn text_of(socket: &UdpSocket, address: SocketAddr) -> String {
    match address {
        SocketAddr::V6(six) if six.scope_id() != 0 => {
            match netdevice::index_to_name(socket, six.scope_id()) {
                Ok(name) => format!("{}%{name}", six.ip()),
                Err(_) => six.ip().to_string(),
            }
        }
        _ => address.ip().to_string(),
    }
}

fn bound(at: SocketAddr, sharing: Sharing) -> io::Result<std::net::UdpSocket> {
    let family = if at.is_ipv4() { AddressFamily::INET } else { AddressFamily::INET6 };
    let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
    let socket: OwnedFd = rustix::net::socket_with(family, SocketType::DGRAM, flags, None)?;
    if sharing.reuses_address {
        sockopt::set_socket_reuseaddr(&socket, true)?;
    }
    if at.is_ipv6() && sharing.is_only_six {
        sockopt::set_ipv6_v6only(&socket, true)?;
    }
    rustix::net::bind(&socket, &at)?;
    Ok(socket.into())
}

/// What the task has. Fields drop in this order: what says that it has ended is the last.
struct Exchange {
    socket: Arc<UdpSocket>,
    waiting: UnboundedReceiver<Waiting>,
    teller: Teller,
    _open: SyncSender<()>,
}

impl Exchange {
    async fn run(mut self) {
        tokio::join!(
            receive(&self.socket, &self.teller),
            send(&self.socket, &mut self.waiting, &self.teller)
        );
    }
}

async fn receive(socket: &UdpSocket, teller: &Teller) {
    let room = Arc::new(Semaphore::new(MOST_WAITING));
    while let Ok(permit) = Arc::clone(&room).acquire_owned().await {
        match next(socket).await {
            Ok((bytes, from)) => {
                let (port, from) = (from.port(), text_of(socket, from));
                let datagram = Datagram { bytes, from, port, _room: permit };
                teller.tell(Event::Data, Reply::Datagram(Box::new(datagram)));
            }
            Err(error) => {
                // What the other side answered to something that was sent; anything else stays as it is.
                let goes_on = matches!(
                    error.kind(),
                    io::ErrorKind::ConnectionRefused
                        | io::ErrorKind::HostUnreachable
                        | io::ErrorKind::NetworkUnreachable
                );
                teller.answer(Err(error.into()));
                if !goes_on {
                    return;
                }
            }
        }
    }
}

async fn next(socket: &UdpSocket) -> io::Result<(Vec<u8>, SocketAddr)> {
    loop {
        socket.readable().await?;
        let came: io::Result<_> = SCRATCH.with_borrow_mut(|scratch| {
            let (count, from) = socket.try_recv_from(scratch)?;
            Ok((scratch.get(..count).unwrap_or_default().to_vec(), from))
        });
        match came {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            came => return came,
        }
    }
}

async fn send(socket: &UdpSocket, waiting: &mut UnboundedReceiver<Waiting>, teller: &Teller) {
    while let Some(Waiting { bytes, to }) = waiting.recv().await {
        let sent = match to {
            Some(to) => socket.send_to(&bytes, to).await,
            None => socket.send(&bytes).await,
        };
        teller.tell(Event::Sent, sent.map_or_else(|error| Reply::Fault(error.into()), |_| Reply::Nothing));
    }
}

impl Io {
    /// A resource: tells of each datagram that comes.
    pub fn bind_datagrams(&self, of: Number, at: SocketAddr, sharing: Sharing) -> Result<(), Fault> {
        let socket = bound(at, sharing)?;
        let teller = self.teller(of);
        let start = |thread: &Thread| -> io::Result<Datagrams> {
            let socket = Arc::new(thread.within(|| UdpSocket::from_std(socket))?);
            let (waits, waiting) = unbounded_channel();
            let (open, ended) = sync_channel(1);
            let exchange = Exchange { socket: Arc::clone(&socket), waiting, teller, _open: open };
            let task = thread.spawn(exchange.run());
            Ok(Datagrams { _task: Ending { task, ended }, socket, waits })
        };
        let datagrams = self.on_thread(start)??;
        self.hold(of, Held::Datagrams(datagrams));
        Ok(())
    }

    /// What a bound socket answers; nothing is bound otherwise.
    pub fn with_datagrams<T>(
        &self,
        of: Number,
        body: impl FnOnce(&UdpSocket) -> io::Result<T>,
    ) -> Result<T, Fault> {
        match self.held.borrow().get(&of) {
            Some(Held::Datagrams(datagrams)) => Ok(body(&datagrams.socket)?),
            _ => Err(io::Error::from(Errno::BADF).into()),
        }
    }

    /// Whether it is on its way; else its turn comes when there is room, and that is told.
    pub fn send_datagram(
        &self,
        of: Number,
        bytes: &[u8],
        to: Option<SocketAddr>,
        waits: bool,
    ) -> Result<bool, Fault> {
        let held = self.held.borrow();
        let Some(Held::Datagrams(datagrams)) = held.get(&of) else {
            return Err(io::Error::from(Errno::BADF).into());
        };
        let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
        let socket = datagrams.socket.as_fd();
        let sent = match &to {
            // Others wait already.
            _ if waits => Err(Errno::AGAIN),
            Some(to) => rustix::net::sendto(socket, bytes, flags, to),
            None => rustix::net::send(socket, bytes, flags),
        };
        match sent {
            Ok(_) => Ok(true),
            Err(Errno::AGAIN | Errno::INTR) => {
                // Its task lives as long as this.
                let _ = datagrams.waits.send(Waiting { bytes: bytes.to_vec(), to });
                Ok(false)
            }
            Err(errno) => Err(io::Error::from(errno).into()),
        }
    }
}
