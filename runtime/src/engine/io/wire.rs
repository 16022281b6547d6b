//! One connection, whatever carries it.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use rustix::io::Errno;
use rustix::net::{SendFlags, Shutdown};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, UnixStream};
use tokio_rustls::TlsStream;

use super::reply::Reply;

/// Without encryption. The engine may have a hold on it as well, to write what there is room for at once.
#[derive(Clone, Debug)]
pub enum Plain {
    Tcp(Arc<TcpStream>),
    Unix(Arc<UnixStream>),
}

pub enum Wire {
    Plain(Plain),
    Secure(Box<TlsStream<Plain>>),
}

impl Wire {
    pub fn plain(&self) -> &Plain {
        match self {
            Self::Plain(plain) => plain,
            Self::Secure(secure) => secure.get_ref().0,
        }
    }
}

impl Plain {
    pub fn set_no_delay(&self, is_on: bool) {
        if let Self::Tcp(stream) = self
            && let Err(error) = stream.set_nodelay(is_on)
        {
            tracing::debug!("no delay: {error}");
        }
    }

    /// `idle`: seconds before the first probe; 0 leaves the system's.
    pub fn set_keep_alive(&self, is_on: bool, idle: u32) {
        let Self::Tcp(stream) = self else { return };
        let set = || -> rustix::io::Result<()> {
            rustix::net::sockopt::set_socket_keepalive(stream, is_on)?;
            #[cfg(target_os = "linux")]
            if is_on && idle > 0 {
                let idle = std::time::Duration::from_secs(u64::from(idle));
                rustix::net::sockopt::set_tcp_keepidle(stream, idle)?;
            }
            Ok(())
        };
        if let Err(error) = set() {
            tracing::debug!("keep alive: {error}");
        }
    }

    /// The other side is told that what it sent was not taken.
    pub fn reset_on_close(&self) {
        let Self::Tcp(stream) = self else { return };
        if let Err(error) = rustix::net::sockopt::set_socket_linger(stream, Some(std::time::Duration::ZERO)) {
            tracing::debug!("linger: {error}");
        }
    }

    /// Both ends: address and port of this one, then of the other. Nothing for a path.
    pub fn ends(&self) -> Reply {
        let Self::Tcp(stream) = self else { return Reply::List(Vec::new()) };
        let mut ends = Vec::new();
        for address in [stream.local_addr(), stream.peer_addr()].into_iter().flatten() {
            ends.push(Reply::Text(address.ip().to_string()));
            ends.push(Reply::Number(f64::from(address.port())));
        }
        Reply::List(ends)
    }
}

impl Plain {
    fn file(&self) -> BorrowedFd<'_> {
        match self {
            Self::Tcp(stream) => stream.as_fd(),
            Self::Unix(stream) => stream.as_fd(),
        }
    }

    /// Writes what there is room for, and says how much that was. Never waits.
    pub fn write_now(&self, bytes: &[u8]) -> io::Result<usize> {
        match rustix::net::send(self.file(), bytes, SendFlags::DONTWAIT | SendFlags::NOSIGNAL) {
            Ok(count) => Ok(count),
            Err(Errno::AGAIN | Errno::INTR) => Ok(0),
            Err(errno) => Err(errno.into()),
        }
    }

    pub fn shut_now(&self) -> io::Result<()> {
        rustix::net::shutdown(self.file(), Shutdown::Write).map_err(io::Error::from)
    }

    fn try_read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.try_read(buffer),
            Self::Unix(stream) => stream.try_read(buffer),
        }
    }

    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.try_write(bytes),
            Self::Unix(stream) => stream.try_write(bytes),
        }
    }
}

impl AsyncRead for Plain {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        loop {
            ready!(match &*self {
                Self::Tcp(stream) => stream.poll_read_ready(cx),
                Self::Unix(stream) => stream.poll_read_ready(cx),
            })?;
            match self.try_read(buffer.initialize_unfilled()) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                result => return Poll::Ready(result.map(|count| buffer.advance(count))),
            }
        }
    }
}

impl AsyncWrite for Plain {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        loop {
            ready!(match &*self {
                Self::Tcp(stream) => stream.poll_write_ready(cx),
                Self::Unix(stream) => stream.poll_write_ready(cx),
            })?;
            match self.try_write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                result => return Poll::Ready(result),
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context) -> Poll<io::Result<()>> {
        Poll::Ready(self.shut_now())
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(plain) => Pin::new(plain).poll_read(cx, buffer),
            Self::Secure(secure) => Pin::new(secure.as_mut()).poll_read(cx, buffer),
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(plain) => Pin::new(plain).poll_write(cx, bytes),
            Self::Secure(secure) => Pin::new(secure.as_mut()).poll_write(cx, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(plain) => Pin::new(plain).poll_flush(cx),
            Self::Secure(secure) => Pin::new(secure.as_mut()).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(plain) => Pin::new(plain).poll_shutdown(cx),
            Self::Secure(secure) => Pin::new(secure.as_mut()).poll_shutdown(cx),
        }
    }
}
