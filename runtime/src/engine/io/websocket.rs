//! A client's websocket, as a task of the I/O thread: the opening handshake, messages, the close. A message is
//! read when the program has taken the one before.

use std::borrow::Cow;
use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::http::{HeaderValue, Request};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::reply::{Fault, Reply};
use super::tls::{self, Security};
use super::wire::{Plain, Wire};
use super::{Event, Teller};

/// Where to, and what is asked for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Opening {
    pub url: String,
    pub host: String,
    pub port: u16,
    pub protocols: Vec<String>,
    pub security: Option<Security>,
    /// Whoever the other side is.
    pub trusts_anyone: bool,
}

/// What the engine says. That the sender is gone ends it.
#[derive(Debug)]
pub enum Say {
    /// The next message is wanted.
    Read,
    Send(Message),
    Close(Option<(u16, String)>),
}

/// No close frame came.
const ABNORMAL: u16 = 1006;
/// One without a code.
const NO_STATUS: u16 = 1005;

pub async fn run(opening: Opening, teller: Teller, mut says: UnboundedReceiver<Say>) {
    let mut early = Vec::new();
    let opened = {
        let open = open(opening);
        tokio::pin!(open);
        loop {
            tokio::select! {
                biased;
                said = says.recv() => match said {
                    // Closed before it was open: the connection fails.
                    None => return,
                    Some(Say::Close(_)) => {
                        let early = "WebSocket is closed before the connection is established";
                        return teller.answer(Err(Fault::coded("ECONNABORTED", early)));
                    }
                    Some(say) => early.push(say),
                },
                opened = &mut open => break opened,
            }
        }
    };
    match opened {
        Ok((stream, protocol)) => {
            teller.tell(Event::Connected, Reply::Text(protocol));
            Conversation { stream, teller, wanted: 0, closed: None }.run(early, says).await;
        }
        Err(fault) => teller.answer(Err(fault)),
    }
}

async fn open(opening: Opening) -> Result<(WebSocketStream<Wire>, String), Fault> {
    let request = request(&opening)?;
    let host = opening.host.trim_start_matches('[').trim_end_matches(']');
    let stream = TcpStream::connect((host, opening.port)).await?;
    stream.set_nodelay(true)?;
    let plain = Plain::Tcp(Arc::new(stream));
    let wire = match opening.security {
        None => Wire::Plain(plain),
        Some(security) => {
            let (wire, about) = tls::secure(plain, security).await?;
            match tls::doubt_of(&about) {
                Some(words) if !opening.trusts_anyone => return Err(Fault::coded("EPROTO", words)),
                _ => wire,
            }
        }
    };
    let (stream, response) = client_async(request, wire).await.map_err(|error| broken(&error))?;
    let protocol = response.headers().get("sec-websocket-protocol").and_then(|it| it.to_str().ok());
    Ok((stream, protocol.unwrap_or_default().to_owned()))
}

fn request(opening: &Opening) -> Result<Request<()>, Fault> {
    let mut request = opening.url.as_str().into_client_request().map_err(|error| broken(&error))?;
    if !opening.protocols.is_empty() {
        let wanted = HeaderValue::from_str(&opening.protocols.join(", "));
        let wanted = wanted.map_err(|error| Fault::coded("EINVAL", error.to_string()))?;
        request.headers_mut().insert("sec-websocket-protocol", wanted);
    }
    Ok(request)
}

fn broken(error: &Error) -> Fault {
    match error {
        Error::Io(error) => Fault::from_io(error),
        Error::Http(_) => Fault::coded("EPROTO", "Received network error or non-101 status code."),
        other => Fault::coded("EPROTO", other.to_string()),
    }
}

fn ended(teller: &Teller, code: u16, reason: String, is_clean: bool) {
    let clean = Reply::Number(f64::from(u8::from(is_clean)));
    teller.tell(Event::End, Reply::List(vec![Reply::Number(f64::from(code)), Reply::Text(reason), clean]));
}

struct Conversation {
    stream: WebSocketStream<Wire>,
    teller: Teller,
    /// How many messages the program waits for.
    wanted: usize,
    /// What the other side closed with.
    closed: Option<(u16, String)>,
}

impl Conversation {
    async fn run(mut self, early: Vec<Say>, mut says: UnboundedReceiver<Say>) {
        for say in early {
            if !self.said(say).await {
                return;
            }
        }
        loop {
            let is_reading = self.wanted > 0;
            tokio::select! {
                biased;
                said = says.recv() => match said {
                    None => return,
                    Some(say) => if !self.said(say).await { return },
                },
                read = self.stream.next(), if is_reading => match read {
                    Some(Ok(message)) => self.heard(message),
                    Some(Err(error)) => return self.broke(&error).await,
                    None => return self.over(),
                },
            }
        }
    }

    /// Whether the conversation goes on.
    async fn said(&mut self, say: Say) -> bool {
        let result = match say {
            Say::Read => {
                self.wanted += 1;
                return true;
            }
            Say::Send(message) => {
                let length = message.len();
                let sent = self.stream.send(message).await;
                self.teller.tell(Event::Sent, Reply::Number(length as f64));
                sent
            }
            Say::Close(with) => {
                let frame = with
                    .map(|(code, reason)| CloseFrame { code: CloseCode::from(code), reason: reason.into() });
                self.stream.close(frame).await
            }
        };
        match result {
            // Their close is still to be read.
            Ok(()) | Err(Error::ConnectionClosed | Error::AlreadyClosed | Error::Protocol(_)) => true,
            Err(_) => {
                self.over();
                false
            }
        }
    }

    fn heard(&mut self, message: Message) {
        let reply = match message {
            Message::Text(text) => Reply::Text(text.to_string()),
            Message::Binary(bytes) => Reply::Bytes(bytes.to_vec()),
            Message::Close(frame) => {
                let frame = frame.map(|it| (u16::from(it.code), it.reason.to_string()));
                self.closed = Some(frame.unwrap_or((NO_STATUS, String::new())));
                return self.teller.tell(Event::Shut, Reply::Nothing);
            }
            // Answered by the protocol itself.
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => return,
        };
        self.wanted -= 1;
        self.teller.tell(Event::Data, reply);
    }

    /// What broke the protocol is told why, and heard no more.
    async fn broke(mut self, error: &Error) {
        if self.closed.is_some() || matches!(error, Error::ConnectionClosed | Error::AlreadyClosed) {
            return self.over();
        }
        let (code, reason): (_, Cow<str>) = match error {
            Error::Utf8(_) => (CloseCode::Invalid, "Received invalid UTF-8 in text frame.".into()),
            Error::Capacity(_) => (CloseCode::Size, "".into()),
            Error::Io(_) | Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => {
                return self.over();
            }
            _ => (CloseCode::Protocol, "".into()),
        };
        let frame = CloseFrame { code, reason: reason.into_owned().into() };
        if let Err(error) = self.stream.close(Some(frame)).await {
            tracing::debug!("a websocket that broke: {error}");
        }
        self.teller.answer(Err(broken(error)));
    }

    fn over(&self) {
        match &self.closed {
            Some((code, reason)) => ended(&self.teller, *code, reason.clone(), true),
            None => ended(&self.teller, ABNORMAL, String::new(), false),
        }
    }
}
