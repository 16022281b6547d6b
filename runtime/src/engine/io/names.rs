//! Asking servers of names: over UDP, and over TCP where the answer is too long for that.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use hickory_proto::op::{Message, MessageType, Query, ResponseCode};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, UdpSocket};

use super::reply::{Fault, Reply};

/// An answer over UDP is at most this long.
const LONGEST: usize = 64 << 10;

/// Who is asked, and how often.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ways {
    pub servers: Vec<SocketAddr>,
    /// Milliseconds for the first round over all servers; each one after that has twice as long.
    pub timeout: u64,
    pub tries: u32,
    /// Where questions come from.
    pub local_four: Option<Ipv4Addr>,
    pub local_six: Option<Ipv6Addr>,
}

impl Ways {
    fn local(&self, server: SocketAddr) -> SocketAddr {
        let ip: IpAddr = match server {
            SocketAddr::V4(_) => self.local_four.unwrap_or(Ipv4Addr::UNSPECIFIED).into(),
            SocketAddr::V6(_) => self.local_six.unwrap_or(Ipv6Addr::UNSPECIFIED).into(),
        };
        SocketAddr::new(ip, 0)
    }
}

/// Why one server had no answer.
enum Silence {
    Late,
    Refused,
    Unreadable,
}

impl From<io::Error> for Silence {
    fn from(_: io::Error) -> Self {
        Self::Refused
    }
}

fn fault(code: &'static str) -> Fault {
    Fault::coded(code, "")
}

/// The records of an answer, each with its kind and for how many seconds it holds.
pub async fn ask(name: String, kind: RecordType, ways: Ways) -> Result<Reply, Fault> {
    let question = question(&name, kind)?;
    let bytes = question.to_vec().map_err(|_| fault("EBADNAME"))?;
    let mut reason = "ECONNREFUSED";
    for round in 0..ways.tries.max(1) {
        let patience = Duration::from_millis(ways.timeout.saturating_mul(1 << round.min(8)));
        for server in &ways.servers {
            let asked = one(&question, &bytes, *server, ways.local(*server));
            let answer = tokio::time::timeout(patience, asked).await.unwrap_or(Err(Silence::Late));
            let code = match answer {
                Ok(answer) => match answer.metadata.response_code {
                    // Another one may know more.
                    ResponseCode::ServFail => "ESERVFAIL",
                    ResponseCode::NotImp => "ENOTIMP",
                    ResponseCode::Refused => "EREFUSED",
                    code => return records(code, &answer),
                },
                Err(Silence::Late) => "ETIMEOUT",
                Err(Silence::Refused) => "ECONNREFUSED",
                Err(Silence::Unreadable) => return Err(fault("EBADRESP")),
            };
            reason = code;
        }
    }
    Err(fault(reason))
}

fn question(name: &str, kind: RecordType) -> Result<Message, Fault> {
    let name = if name.is_ascii() { Name::from_ascii(name) } else { Name::from_utf8(name) };
    let mut message = Message::query();
    message.metadata.recursion_desired = true;
    message.add_query(Query::query(name.map_err(|_| fault("EBADNAME"))?, kind));
    Ok(message)
}

async fn one(
    question: &Message,
    bytes: &[u8],
    server: SocketAddr,
    local: SocketAddr,
) -> Result<Message, Silence> {
    let socket = UdpSocket::bind(local).await?;
    socket.connect(server).await?;
    socket.send(bytes).await?;
    let mut buffer = vec![0; LONGEST];
    loop {
        let count = socket.recv(&mut buffer).await?;
        let came = buffer.get(..count).unwrap_or_default();
        if came.get(..2) != bytes.get(..2) {
            continue;
        }
        let answer = Message::from_vec(came).map_err(|_| Silence::Unreadable)?;
        if !is_answer(&answer, question) {
            continue;
        }
        return if answer.metadata.truncation {
            over_tcp(question, bytes, server, local).await
        } else {
            Ok(answer)
        };
    }
}

async fn over_tcp(
    question: &Message,
    bytes: &[u8],
    server: SocketAddr,
    local: SocketAddr,
) -> Result<Message, Silence> {
    let socket = if server.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.bind(local)?;
    let mut stream = socket.connect(server).await?;
    let length = u16::try_from(bytes.len()).map_err(|_| Silence::Unreadable)?;
    stream.write_all(&[&length.to_be_bytes(), bytes].concat()).await?;
    let length = stream.read_u16().await?;
    let mut buffer = vec![0; usize::from(length)];
    stream.read_exact(&mut buffer).await?;
    let answer = Message::from_vec(&buffer).map_err(|_| Silence::Unreadable)?;
    if is_answer(&answer, question) { Ok(answer) } else { Err(Silence::Unreadable) }
}

fn is_answer(answer: &Message, question: &Message) -> bool {
    let is_same =
        |(a, b): (&Query, &Query)| a.name.eq_ignore_root_case(&b.name) && a.query_type == b.query_type;
    answer.metadata.id == question.metadata.id
        && answer.metadata.message_type == MessageType::Response
        && answer.queries.iter().zip(&question.queries).all(is_same)
}

fn records(code: ResponseCode, answer: &Message) -> Result<Reply, Fault> {
    match code {
        ResponseCode::NXDomain => Err(fault("ENOTFOUND")),
        ResponseCode::FormErr => Err(fault("EFORMERR")),
        _ if answer.answers.is_empty() => Err(fault("ENODATA")),
        _ => Ok(Reply::List(answer.answers.iter().filter_map(record).collect())),
    }
}

fn text(name: &Name) -> Reply {
    let text = name.to_ascii();
    Reply::Text(text.strip_suffix('.').unwrap_or(&text).to_owned())
}

/// Each byte is a character, as in Node.
fn latin(bytes: &[u8]) -> Reply {
    Reply::Text(bytes.iter().map(|byte| char::from(*byte)).collect())
}

fn number(number: impl Into<f64>) -> Reply {
    Reply::Number(number.into())
}

/// Kind, seconds, and what it says, in the order of the wire; nothing for what Node has no form for.
fn record(record: &Record) -> Option<Reply> {
    let (kind, says) = match &record.data {
        RData::A(it) => ("A", vec![Reply::Text(it.0.to_string())]),
        RData::AAAA(it) => ("AAAA", vec![Reply::Text(it.0.to_string())]),
        RData::CNAME(it) => ("CNAME", vec![text(&it.0)]),
        RData::NS(it) => ("NS", vec![text(&it.0)]),
        RData::PTR(it) => ("PTR", vec![text(&it.0)]),
        RData::MX(it) => ("MX", vec![number(it.preference), text(&it.exchange)]),
        RData::SRV(it) => {
            ("SRV", vec![number(it.priority), number(it.weight), number(it.port), text(&it.target)])
        }
        RData::TXT(it) => ("TXT", it.txt_data.iter().map(|part| latin(part)).collect()),
        RData::CAA(it) => ("CAA", vec![number(it.flags()), Reply::Text(it.tag.clone()), latin(&it.value)]),
        RData::NAPTR(it) => (
            "NAPTR",
            vec![
                number(it.order),
                number(it.preference),
                latin(&it.flags),
                latin(&it.services),
                latin(&it.regexp),
                text(&it.replacement),
            ],
        ),
        RData::SOA(it) => (
            "SOA",
            vec![
                text(&it.mname),
                text(&it.rname),
                number(it.serial),
                number(it.refresh),
                number(it.retry),
                number(it.expire),
                number(it.minimum),
            ],
        ),
        _ => return None,
    };
    Some(Reply::List(vec![Reply::Text(kind.to_owned()), number(record.ttl), Reply::List(says)]))
}
