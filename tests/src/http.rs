//! HTTP clients that see everything a server does: connections that are refused, answers that break off.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// Only a failure takes as long.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// One connection.
pub struct Connection<S = TcpStream>(BufReader<S>);

impl Connection {
    pub fn open(port: u16) -> std::io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }
}

impl<S: Read + Write> Connection<S> {
    pub fn over(stream: S) -> Self {
        Self(BufReader::new(stream))
    }

    pub fn send(&mut self, text: &str) -> std::io::Result<()> {
        self.0.get_mut().write_all(text.as_bytes())
    }

    pub fn get(&mut self, path: &str) -> std::io::Result<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))?;
        self.answer(false)
    }

    fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }

    fn bytes(&mut self, count: usize) -> std::io::Result<String> {
        let mut bytes = vec![0; count];
        self.0.read_exact(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// What answers the request that was sent; `without_body`: it was `HEAD`.
    pub fn answer(&mut self, without_body: bool) -> std::io::Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|it| it.parse().ok());
        let status = status.ok_or_else(|| std::io::Error::other(format!("no answer: {first}")))?;
        let mut answer = Answer { status, headers: Vec::new(), body: String::new() };
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else { break };
            answer.headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        if without_body {
            return Ok(answer);
        }
        if answer.header("transfer-encoding").is_some() {
            while let Some(chunk) = self.chunk()? {
                answer.body.push_str(&chunk);
            }
        } else if let Some(length) = answer.header("content-length") {
            let length = length.parse().map_err(std::io::Error::other)?;
            answer.body = self.bytes(length)?;
        }
        Ok(answer)
    }

    /// The next chunk of a body; `None`: that was the last.
    pub fn chunk(&mut self) -> std::io::Result<Option<String>> {
        let length = usize::from_str_radix(&self.line()?, 16).map_err(std::io::Error::other)?;
        let chunk = self.bytes(length)?;
        self.line()?;
        Ok((length > 0).then_some(chunk))
    }

    /// Whether the other side closes it, and sends nothing more.
    pub fn is_closed(&mut self) -> bool {
        matches!(self.0.read(&mut [0; 1]), Ok(0) | Err(_))
    }
}

/// Which versions may answer: those between the last that did well and the newest that was saved.
#[derive(Debug, Default)]
pub struct Versions {
    pub good: AtomicUsize,
    pub newest: AtomicUsize,
    is_over: AtomicBool,
}

/// Clients that ask again and again, each answer being `version N`. Every second one keeps its connection.
pub struct Callers {
    versions: Arc<Versions>,
    threads: Vec<JoinHandle<usize>>,
}

impl Callers {
    pub fn start(port: u16, count: usize, versions: &Arc<Versions>) -> Self {
        let call = |index: usize| {
            let versions = Arc::clone(versions);
            std::thread::spawn(move || {
                let mut answers = 0;
                while !versions.is_over.load(Ordering::SeqCst) {
                    answers +=
                        if index.is_multiple_of(2) { once(port, &versions) } else { kept(port, &versions) };
                }
                answers
            })
        };
        Self { versions: Arc::clone(versions), threads: (0..count).map(call).collect() }
    }

    /// How many answers each of them has got: all of them right.
    pub fn end(self) -> Vec<usize> {
        self.versions.is_over.store(true, Ordering::SeqCst);
        self.threads.into_iter().map(|thread| thread.join().expect("every answer was right")).collect()
    }
}

/// One request on a connection of its own.
fn once(port: u16, versions: &Versions) -> usize {
    let least = versions.good.load(Ordering::SeqCst);
    let mut connection = Connection::open(port).expect("it is not refused");
    connection.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("it is sent");
    check(&connection.answer(false).expect("an answer"), least, versions);
    1
}

/// Requests on one connection, until the server says that it closes it.
fn kept(port: u16, versions: &Versions) -> usize {
    let mut connection = Connection::open(port).expect("it is not refused");
    let mut answers = 0;
    while !versions.is_over.load(Ordering::SeqCst) {
        let least = versions.good.load(Ordering::SeqCst);
        let answer = connection.get("/").expect("an answer");
        check(&answer, least, versions);
        answers += 1;
        if answer.header("connection") == Some("close") {
            break;
        }
    }
    answers
}

fn check(answer: &Answer, least: usize, versions: &Versions) {
    let most = versions.newest.load(Ordering::SeqCst);
    assert_eq!(answer.status, 200, "{answer:?}");
    let version = answer.body.strip_prefix("version ").and_then(|it| it.trim().parse::<usize>().ok());
    let version = version.unwrap_or_else(|| panic!("{answer:?}"));
    assert!((least..=most).contains(&version), "version {version} answers between {least} and {most}");
}
