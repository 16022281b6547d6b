//! One connection of the inspector: an HTTP answer, or a websocket until one side leaves.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use runtime::debug::message::ClientId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::CapacityError;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig, frame::coding::CloseCode};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::guard::{self, Refusal};
use super::request::{self, Head, Request};
use super::{Arrival, DEBUG_ADAPTER, Outgoing, Serving, Wire, discovery};

/// How long the listener rests when the system has no more sockets.
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// A head that takes longer is not waited for.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);
/// Nor is a client that does not take the last message.
const CLOSE_PATIENCE: Duration = Duration::from_secs(1);
/// No client has reason to say more at once.
const MAX_MESSAGE: usize = 16 << 20;

/// Serves a connection to its end.
pub async fn serve(mut stream: TcpStream, serving: &Serving) -> Result<(), Error> {
    let (request, rest) = match timeout(HEAD_PATIENCE, read_head(&mut stream)).await {
        Ok(Ok(Some(head))) => head,
        Ok(Ok(None)) => return Ok(()),
        Ok(Err(refused)) => return refuse(&mut stream, refused).await,
        Err(_) => return refuse(&mut stream, Refused { status: 408, why: "The request did not come" }).await,
    };
    match judge(&request, serving) {
        Ok(Wanted::Text(json)) => {
            stream.write_all(&request::response(200, "application/json", &json)).await?;
            end(&mut stream).await
        }
        Ok(Wanted::Debugger { accept, wire }) => {
            let Ok(_place) = Arc::clone(&serving.places).try_acquire_owned() else {
                return refuse(&mut stream, Refused { status: 503, why: "Too many debuggers" }).await;
            };
            stream.set_nodelay(true)?;
            stream.write_all(&request::switching(&accept)).await?;
            let limits = WebSocketConfig::default()
                .max_message_size(Some(MAX_MESSAGE))
                .max_frame_size(Some(MAX_MESSAGE));
            let socket = WebSocketStream::from_partially_read(stream, rest, Role::Server, Some(limits)).await;
            talk(socket, serving, wire).await;
            Ok(())
        }
        Err(refused) => refuse(&mut stream, refused).await,
    }
}

/// Why nothing is served.
struct Refused {
    status: u16,
    why: &'static str,
}

/// What a request leads to.
enum Wanted {
    Text(String),
    Debugger { accept: String, wire: Wire },
}

/// The request, and what came behind its head; nothing when the client left without asking.
async fn read_head(stream: &mut TcpStream) -> Result<Option<(Request, Vec<u8>)>, Refused> {
    let mut bytes = Vec::with_capacity(1024);
    loop {
        match request::parse(&bytes) {
            Head::Whole(request, length) => return Ok(Some((request, bytes.split_off(length)))),
            Head::Bad(status, why) => return Err(Refused { status, why }),
            Head::Partial => {}
        }
        match stream.read_buf(&mut bytes).await {
            Ok(0) | Err(_) => return Ok(None),
            Ok(_) => {}
        }
    }
}

fn judge(request: &Request, serving: &Serving) -> Result<Wanted, Refused> {
    let allowed = &serving.options.allowed_origins;
    guard::judge(request.host.as_deref(), request.origin.as_deref(), allowed).map_err(|refusal| Refused {
        status: 403,
        why: match refusal {
            Refusal::Host => "The host must be localhost or an address",
            Refusal::Origin => "Pages of this origin may not connect",
        },
    })?;
    if let Some(accept) = request.websocket.clone() {
        let (path, wire) = match request.path.strip_suffix(DEBUG_ADAPTER) {
            Some(path) => (path, Wire::DebugAdapter),
            None => (request.path.as_str(), Wire::DevTools),
        };
        return if guard::is_path_of(path, &serving.target.id) {
            Ok(Wanted::Debugger { accept, wire })
        } else {
            Err(Refused { status: 404, why: "There is no such target" })
        };
    }
    let host = request.host.as_deref().unwrap_or_default();
    let answer = serving
        .options
        .is_discoverable
        .then(|| discovery::answer(&request.path, host, &serving.target, &serving.options.protocol));
    match answer.flatten() {
        Some(text) => Ok(Wanted::Text(text)),
        None => Err(Refused { status: 400, why: "WebSockets request was expected" }),
    }
}

async fn refuse(stream: &mut TcpStream, refused: Refused) -> Result<(), Error> {
    let body = format!("{}\n", refused.why);
    stream.write_all(&request::response(refused.status, "text/plain", &body)).await?;
    end(stream).await
}

/// Closes behind an answer so that the client gets it: bytes that nobody read would reset the
/// connection under it.
async fn end(stream: &mut TcpStream) -> Result<(), Error> {
    stream.shutdown().await?;
    let mut ignored = [0; 4096];
    let drained = async { while matches!(stream.read(&mut ignored).await, Ok(1..)) {} };
    let _ = timeout(ACCEPT_PAUSE, drained).await;
    Ok(())
}

type Socket = WebSocketStream<TcpStream>;

async fn talk(mut socket: Socket, serving: &Serving, wire: Wire) {
    let client = ClientId(serving.clients.fetch_add(1, Ordering::Relaxed));
    let (queue, mut messages) = mpsc::unbounded_channel();
    let waiting = Arc::new(AtomicUsize::new(0));
    let overflow = Arc::new(Notify::new());
    let outgoing = Outgoing { queue, waiting: Arc::clone(&waiting), overflow: Arc::clone(&overflow) };
    (serving.sink)(Arrival::Opened { client, outgoing, wire });
    let code = loop {
        tokio::select! {
            said = socket.next() => match said {
                Some(Ok(Message::Text(text))) => {
                    (serving.sink)(Arrival::Said { client, text: text.as_str().to_owned() });
                }
                Some(Ok(Message::Binary(_))) => break Some(CloseCode::Unsupported),
                // The library answers a ping and a close by itself.
                Some(Ok(_)) => {}
                Some(Err(error)) => break code_for(&error),
                None => break None,
            },
            message = messages.recv() => match message {
                Some(text) => {
                    waiting.fetch_sub(text.len(), Ordering::Relaxed);
                    let is_sent = tokio::select! {
                        sent = socket.send(Message::text(text)) => sent.is_ok(),
                        () = overflow.notified() => false,
                    };
                    if !is_sent {
                        break None;
                    }
                }
                None => break Some(CloseCode::Normal),
            },
        }
    };
    (serving.sink)(Arrival::Closed { client });
    if let Some(code) = code {
        let close = CloseFrame { code, reason: "".into() };
        // The other side may be gone already.
        let _ = timeout(CLOSE_PATIENCE, socket.close(Some(close))).await;
    }
}

/// What a client is told that broke the protocol; nothing when the connection itself is gone.
fn code_for(error: &Error) -> Option<CloseCode> {
    match error {
        Error::Capacity(CapacityError::MessageTooLong { .. }) => Some(CloseCode::Size),
        Error::Utf8(_) => Some(CloseCode::Invalid),
        Error::Protocol(_) => Some(CloseCode::Protocol),
        _ => None,
    }
}
