//! The inspector: a debugger's way to one program, over HTTP and websockets on this machine. Started
//! on request, never by itself.
//!
//! A thread of its own serves all connections. It knows no debugger: what clients say goes to a sink,
//! in order for each client, and what they are to hear is sent to their `Outgoing`.

pub mod cdp;
mod connection;
pub mod desk;
mod discovery;
mod guard;
pub mod rendezvous;
mod request;
pub mod scripts;

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use runtime::debug::message::ClientId;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore, mpsc, oneshot};
use url::Url;

pub use discovery::Target;

/// So many sockets at once, those included that only ask for a list.
const MAX_SOCKETS: usize = 128;
/// So many debuggers at once.
const MAX_CLIENTS: usize = 32;
/// A client that lets more bytes than this wait is left.
const MAX_WAITING: usize = 64 << 20;

/// How an inspector is reached.
#[derive(Clone, Debug)]
pub struct Options {
    /// Port 0: any that is free.
    pub address: SocketAddr,
    /// Whether `/json` names the target; without it only those who were told its address find it.
    pub is_discoverable: bool,
    /// Origins of pages that may connect, beside DevTools itself.
    pub allowed_origins: Vec<String>,
    /// What `/json/protocol` answers.
    pub protocol: Arc<str>,
    pub title: String,
    /// The `file:` URL of the program's entry.
    pub url: String,
}

impl Options {
    /// For a program, where it can be found by whoever asks.
    pub fn of(entry: &Path, address: SocketAddr) -> Self {
        Self {
            address,
            is_discoverable: true,
            allowed_origins: Vec::new(),
            protocol: cdp::description().into(),
            title: entry.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            url: Url::from_file_path(entry).map_or_else(|()| String::new(), String::from),
        }
    }
}

/// What a client speaks: it says so by the path that it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// The Chrome DevTools Protocol.
    DevTools,
    /// The Debug Adapter Protocol, one message in each of the websocket's.
    DebugAdapter,
}

/// What the path of a target ends with where the Debug Adapter Protocol is spoken.
pub const DEBUG_ADAPTER: &str = "/dap";

/// What happens at the connections.
#[derive(Debug)]
pub enum Arrival {
    Opened {
        client: ClientId,
        outgoing: Outgoing,
        wire: Wire,
    },
    /// One message of the client.
    Said {
        client: ClientId,
        text: String,
    },
    /// The client has left, or was left.
    Closed {
        client: ClientId,
    },
}

/// The way to one client; dropping the last one closes the connection once all is sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    queue: mpsc::UnboundedSender<String>,
    waiting: Arc<AtomicUsize>,
    /// Rung when too much waits.
    overflow: Arc<Notify>,
}

impl Outgoing {
    /// Sends one message, in order. Never blocks: one who does not read is left.
    pub fn send(&self, text: String) {
        if self.waiting.fetch_add(text.len(), Ordering::Relaxed) > MAX_WAITING {
            return self.overflow.notify_one();
        }
        // Whoever has left has nothing to hear.
        let _ = self.queue.send(text);
    }
}

/// A running inspector; dropping it closes every connection and the port.
#[derive(Debug)]
pub struct Inspector {
    address: SocketAddr,
    target: Target,
    /// Dropped to end the thread.
    _stop: oneshot::Sender<()>,
}

impl Inspector {
    /// Opens the port and serves it. `sink` is called on the inspector's thread and must not block.
    pub fn start(options: Options, sink: impl Fn(Arrival) + Send + Sync + 'static) -> io::Result<Self> {
        Self::start_again(options, Arc::default(), sink)
    }

    /// The same where there was one before: `clients` counts those of both.
    pub fn start_again(
        options: Options,
        clients: Arc<AtomicU32>,
        sink: impl Fn(Arrival) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let target = Target { id: random_id()?, title: options.title.clone(), url: options.url.clone() };
        let listener = std::net::TcpListener::bind(options.address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let serving = Serving {
            target: target.clone(),
            options,
            sink: Box::new(sink),
            clients,
            sockets: Arc::new(Semaphore::new(MAX_SOCKETS)),
            places: Arc::new(Semaphore::new(MAX_CLIENTS)),
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let serve = move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stopped => {}
                    () = accept(listener, Arc::new(serving)) => {}
                }
            });
        };
        std::thread::Builder::new().name("inspector".into()).spawn(serve)?;
        Ok(Self { address, target, _stop: stop })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn websocket_url(&self) -> String {
        self.target.websocket_url(&self.address.to_string())
    }

    pub fn devtools_url(&self) -> String {
        self.target.devtools_url(&self.address.to_string())
    }
}

/// What all connections share.
struct Serving {
    target: Target,
    options: Options,
    sink: Box<dyn Fn(Arrival) + Send + Sync>,
    /// The number of the next client.
    clients: Arc<AtomicU32>,
    sockets: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

async fn accept(listener: std::net::TcpListener, serving: Arc<Serving>) {
    let listener = match TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return tracing::error!("the inspector cannot serve: {error}"),
    };
    loop {
        // Beyond the most, callers wait in the system's queue.
        let Ok(place) = Arc::clone(&serving.sockets).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let serving = Arc::clone(&serving);
                tokio::spawn(async move {
                    serve(stream, &serving).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!("the inspector could not take a connection: {error}");
                tokio::time::sleep(connection::ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn serve(stream: TcpStream, serving: &Serving) {
    if let Err(error) = connection::serve(stream, serving).await {
        tracing::debug!("a connection of the inspector ended: {error}");
    }
}

/// 122 random bits, written as clients know it from other runtimes.
fn random_id() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    let version_and_variant = (0xF << 76) | (0x3 << 62);
    let random = u128::from_be_bytes(bytes) & !version_and_variant | (0x4 << 76) | (0x2 << 62);
    let digits = format!("{random:032x}");
    Ok([&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-"))
}

#[cfg(test)]
mod tests;
