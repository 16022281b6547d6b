//! The inspector over real sockets: what it answers, whom it turns away, what it survives.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::mpsc::{Receiver, channel};

use super::*;

/// An inspector that nobody listens to but the test.
struct Running {
    inspector: Inspector,
    arrivals: Receiver<Arrival>,
}

fn start(change: impl FnOnce(&mut Options)) -> Running {
    let mut options = Options {
        address: (Ipv4Addr::LOCALHOST, 0).into(),
        is_discoverable: true,
        allowed_origins: Vec::new(),
        protocol: "{}".into(),
        title: "main.ts".into(),
        url: "file:///p/main.ts".into(),
    };
    change(&mut options);
    let (sender, arrivals) = channel();
    let inspector = Inspector::start(options, move |arrival| {
        let _ = sender.send(arrival);
    });
    Running { inspector: inspector.expect("a free port"), arrivals }
}

impl Running {
    fn connect(&self) -> TcpStream {
        TcpStream::connect(self.inspector.address()).expect("it listens")
    }

    /// Sends a request; the whole answer.
    fn ask(&self, head: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(format!("{head}\r\n\r\n").as_bytes()).expect("written");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// A websocket of a well-behaved client, and what the sink heard of it.
    fn debugger(&self) -> (Wire, ClientId, Outgoing) {
        let wire = self.upgrade(&format!("/{}", self.inspector.target.id), "").expect("a websocket");
        match self.arrivals.recv().expect("an arrival") {
            Arrival::Opened { client, outgoing, .. } => (wire, client, outgoing),
            _ => panic!("it begins with `Opened`"),
        }
    }

    fn upgrade(&self, path: &str, header: &str) -> Result<Wire, String> {
        let mut stream = self.connect();
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{header}\r\n"
        );
        stream.write_all(head.as_bytes()).expect("written");
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("a head");
            answer.push(byte[0]);
        }
        let answer = String::from_utf8(answer).expect("text");
        if answer.starts_with("HTTP/1.1 101 ") { Ok(Wire(stream)) } else { Err(answer) }
    }

    fn said(&self) -> Option<String> {
        match self.arrivals.recv().expect("an arrival") {
            Arrival::Said { text, .. } => Some(text),
            Arrival::Closed { .. } => None,
            Arrival::Opened { .. } => panic!("nobody else comes"),
        }
    }
}

/// A websocket by hand, so that it can misbehave.
struct Wire(TcpStream);

const TEXT: u8 = 0x81;
const CLOSE: u8 = 0x88;

impl Wire {
    fn send(&mut self, first: u8, payload: &[u8]) {
        let mut frame = vec![first];
        match u16::try_from(payload.len()) {
            Ok(length) if length < 126 => frame.push(0x80 | length as u8),
            Ok(length) => frame.extend([&[0x80 | 126], length.to_be_bytes().as_slice()].concat()),
            Err(_) => frame.extend([&[0x80 | 127], (payload.len() as u64).to_be_bytes().as_slice()].concat()),
        }
        let mask = [1, 2, 3, 4];
        frame.extend(mask);
        frame.extend(payload.iter().enumerate().map(|(at, byte)| byte ^ mask[at % 4]));
        self.raw(&frame);
    }

    fn raw(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).expect("written");
    }

    /// The first byte and the payload of the next frame.
    fn receive(&mut self) -> (u8, Vec<u8>) {
        let mut head = [0; 2];
        self.0.read_exact(&mut head).expect("a frame");
        assert_eq!(head[1] & 0x80, 0, "a server masks nothing");
        let mut length = [0; 8];
        match head[1] {
            126 => self.0.read_exact(&mut length[6..]).expect("a length"),
            127 => self.0.read_exact(&mut length).expect("a length"),
            short => length[7] = short,
        }
        let mut payload = vec![0; u64::from_be_bytes(length) as usize];
        self.0.read_exact(&mut payload).expect("a payload");
        (head[0], payload)
    }

    /// The code the server closes with.
    fn closed(&mut self) -> u16 {
        let (first, payload) = self.receive();
        assert_eq!(first, CLOSE);
        u16::from_be_bytes([payload[0], payload[1]])
    }
}

#[test]
fn the_target_is_listed_and_its_address_works() {
    let running = start(|_| {});
    let answer = running.ask("GET /json/list HTTP/1.1\r\nHost: localhost");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\nContent-Type: application/json"), "{answer}");
    let body = answer.split("\r\n\r\n").nth(1).expect("a body");
    let list: serde_json::Value = serde_json::from_str(body).expect("JSON");
    let id = list[0]["id"].as_str().expect("an id");
    assert_eq!(running.inspector.websocket_url(), format!("ws://{}/{id}", running.inspector.address()));
    running.upgrade(&format!("/{id}"), "").expect("a websocket");
}

#[test]
fn whoever_does_not_belong_here_is_turned_away() {
    let running = start(|_| {});
    let path = format!("/{}", running.inspector.target.id);
    let status = |head: &str| running.ask(head).split(' ').nth(1).map(str::to_owned);
    assert_eq!(status("GET /json HTTP/1.1\r\nHost: evil.example").as_deref(), Some("403"));
    assert_eq!(status("GET /json HTTP/1.1").as_deref(), Some("403"));
    assert_eq!(status("GET /json HTTP/1.1\r\nHost: localhost\r\nOrigin: null").as_deref(), Some("403"));
    assert_eq!(status("GET /unknown HTTP/1.1\r\nHost: localhost").as_deref(), Some("400"));
    assert_eq!(status("GARBAGE").as_deref(), Some("400"));
    for (path, header, refused) in [
        ("/", "", "404"),
        ("/00000000-0000-4000-8000-000000000000", "", "404"),
        (&path, "Origin: https://evil.example\r\n", "403"),
    ] {
        let answer = running.upgrade(path, header).err().expect("no websocket");
        assert!(answer.starts_with(&format!("HTTP/1.1 {refused} ")), "{path} {header}: {answer}");
    }
    running.upgrade(&path, "Origin: devtools://devtools\r\n").expect("DevTools may");
}

#[test]
fn without_discovery_only_the_whole_address_opens_anything() {
    let running = start(|options| options.is_discoverable = false);
    for path in ["/json", "/json/list", "/json/version", "/json/protocol"] {
        let answer = running.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost"));
        assert!(
            answer.starts_with("HTTP/1.1 400 ") && !answer.contains(&running.inspector.target.id),
            "{answer}"
        );
    }
    running.debugger();
}

#[test]
fn ten_thousand_guesses_open_nothing() {
    let running = start(|_| {});
    let id = running.inspector.target.id.clone();
    // Each that differs by one digit, and many that differ by all.
    let near = (0..id.len()).flat_map(|at| "0123456789abcdef-".chars().map(move |digit| (at, digit)));
    let near =
        near.map(|(at, digit)| format!("{}{digit}{}", &id[..at], &id[at + 1..])).filter(|it| *it != id);
    let far = (0..10_000).map(|_| random_id().expect("random"));
    let guesses: Vec<String> = near.chain(far).collect();
    assert!(guesses.len() > 10_000);
    assert!(guesses.iter().all(|guess| !guard::is_path_of(&format!("/{guess}"), &id)));
    // And some of them over a socket.
    for guess in guesses.iter().step_by(100) {
        let answer = running.upgrade(&format!("/{guess}"), "").err().expect("no websocket");
        assert!(answer.starts_with("HTTP/1.1 404 "), "{guess}: {answer}");
    }
}

#[test]
fn an_origin_that_was_listed_may_connect() {
    let running = start(|options| options.allowed_origins.push("http://127.0.0.1:8000".into()));
    let path = format!("/{}", running.inspector.target.id);
    running.upgrade(&path, "Origin: http://127.0.0.1:8000\r\n").expect("a websocket");
}

#[test]
fn messages_go_both_ways_in_order() {
    let running = start(|_| {});
    let (mut wire, _, outgoing) = running.debugger();
    let long = "ü".repeat(40_000);
    for text in ["one", "", &long] {
        wire.send(TEXT, text.as_bytes());
        assert_eq!(running.said().as_deref(), Some(text));
        outgoing.send(format!("heard {text}"));
    }
    for text in ["one", "", &long] {
        let (first, payload) = wire.receive();
        assert_eq!((first, payload), (TEXT, format!("heard {text}").into_bytes()), "single frames of text");
    }
    // In pieces, with a ping between them.
    wire.send(0x01, b"in ");
    wire.send(0x89, b"?");
    wire.send(0x80, b"pieces");
    assert_eq!(running.said().as_deref(), Some("in pieces"));
    assert_eq!(wire.receive(), (0x8A, b"?".to_vec()));
}

#[test]
fn a_client_that_breaks_the_protocol_is_told_and_left() {
    let running = start(|_| {});
    let abuses: [(&[u8], u16); 5] = [
        (&[TEXT, 2, b'h', b'i'], 1002),                               // not masked
        (&[0x83, 0x80, 0, 0, 0, 0], 1002),                            // a reserved kind
        (&[TEXT, 0x82, 0, 0, 0, 0, 0xFF, 0xFE], 1007),                // not UTF-8
        (&[0x82, 0x81, 0, 0, 0, 0, 1], 1003),                         // binary
        (&[TEXT, 0xFF, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1009), // 2^61 bytes announced
    ];
    for (bytes, code) in abuses {
        let (mut wire, _, _outgoing) = running.debugger();
        wire.raw(bytes);
        assert_eq!(wire.closed(), code, "{bytes:?}");
        assert_eq!(running.said(), None);
    }
    // And the next one is served.
    let (mut wire, _, _outgoing) = running.debugger();
    wire.send(TEXT, b"hello");
    assert_eq!(running.said().as_deref(), Some("hello"));
}

#[test]
fn a_client_that_does_not_read_is_left_before_memory_is_full() {
    let running = start(|_| {});
    let (_unread, _, outgoing) = running.debugger();
    let text = "x".repeat(1 << 20);
    // The system takes some of it; the rest waits, up to the limit.
    for _ in 0..3 * (MAX_WAITING >> 20) {
        outgoing.send(text.clone());
    }
    assert_eq!(running.said(), None, "it was left");
}

#[test]
fn there_are_only_so_many_places() {
    let running = start(|_| {});
    let all: Vec<_> = (0..MAX_CLIENTS).map(|_| running.debugger()).collect();
    let path = format!("/{}", running.inspector.target.id);
    let answer = running.upgrade(&path, "").err().expect("no place");
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    drop(all);
    for _ in 0..MAX_CLIENTS {
        assert_eq!(running.said(), None);
    }
}

#[test]
fn a_taken_port_is_an_error_and_port_zero_is_always_free() {
    let first = start(|_| {});
    let taken = Options { address: first.inspector.address(), ..options_of(&first) };
    let error = Inspector::start(taken, |_| {}).expect_err("taken");
    assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
    let second = start(|_| {});
    assert_ne!(first.inspector.address(), second.inspector.address());
    assert_ne!(first.inspector.target.id, second.inspector.target.id);
}

fn options_of(running: &Running) -> Options {
    Options {
        address: running.inspector.address(),
        is_discoverable: true,
        allowed_origins: Vec::new(),
        protocol: "{}".into(),
        title: String::new(),
        url: String::new(),
    }
}

#[test]
fn an_inspector_that_is_dropped_leaves_nothing_open() {
    let Running { inspector, arrivals } = start(|_| {});
    let address = inspector.address();
    let running = Running { inspector, arrivals };
    let (mut wire, _, _outgoing) = running.debugger();
    drop(running.inspector);
    let mut rest = Vec::new();
    // Closed or reset: either way nothing more comes.
    let _ = wire.0.read_to_end(&mut rest);
    assert!(rest.is_empty(), "{rest:?}");
    while TcpStream::connect(address).is_ok() {
        std::thread::yield_now();
    }
}

#[test]
fn ids_are_random_uuids() {
    let ids: std::collections::HashSet<String> = (0..1_000).map(|_| random_id().expect("random")).collect();
    assert_eq!(ids.len(), 1_000);
    for id in ids {
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        assert!(id[14..].starts_with('4') && "89ab".contains(&id[19..20]), "{id}");
    }
}
