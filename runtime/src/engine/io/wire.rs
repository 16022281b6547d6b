//! One connection, whatever carries it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, UnixStream};
use tokio_rustls::TlsStream;

use super::reply::Reply;

/// Without encryption.
#[derive(Debug)]
pub enum Plain {
    Tcp(TcpStream),
    Unix(UnixStream),
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

/// Calls the same method on whichever stream it is.
macro_rules! either {
    ($of:expr, $method:ident, $($argument:expr),*) => {
        match $of.get_mut() {
            Self::Plain(Plain::Tcp(stream)) => Pin::new(stream).$method($($argument),*),
            Self::Plain(Plain::Unix(stream)) => Pin::new(stream).$method($($argument),*),
            Self::Secure(stream) => Pin::new(stream.as_mut()).$method($($argument),*),
        }
    };
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        either!(self, poll_read, cx, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        either!(self, poll_write, cx, bytes)
    }
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context) -> Poll<io::Result<()>> {
        either!(self, poll_flush, cx)
    }
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context) -> Poll<io::Result<()>> {
        either!(self, poll_shutdown, cx)
    }
}

impl AsyncRead for Plain {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Tcp(stream) => Pin::new(stream).poll_read(cx, buffer),
            Self::Unix(stream) => Pin::new(stream).poll_read(cx, buffer),
        }
    }
}

impl AsyncWrite for Plain {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Tcp(stream) => Pin::new(stream).poll_write(cx, bytes),
            Self::Unix(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Tcp(stream) => Pin::new(stream).poll_flush(cx),
            Self::Unix(stream) => Pin::new(stream).poll_flush(cx),
        }
    }
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Tcp(stream) => Pin::new(stream).poll_shutdown(cx),
            Self::Unix(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
