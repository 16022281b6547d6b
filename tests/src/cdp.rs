//! A debugger that speaks the Chrome DevTools Protocol over a real websocket. It waits for messages,
//! never for time.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::lsp_client::DEADLINE;

pub struct Cdp {
    stream: BufReader<TcpStream>,
    last: Cell<i64>,
    /// Events that came while something else was awaited.
    unread: VecDeque<Value>,
}

const TEXT: u8 = 0x81;
const MASKED: u8 = 0x80;

impl Cdp {
    /// Connects to a `ws:` address.
    pub fn connect(url: &str) -> Self {
        let (host, path) =
            url.strip_prefix("ws://").and_then(|rest| rest.split_once('/')).expect("an address");
        let mut stream = TcpStream::connect(host).expect("the inspector listens");
        stream.set_read_timeout(Some(DEADLINE)).expect("a deadline");
        let head = format!(
            "GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).expect("written");
        let mut stream = BufReader::new(stream);
        let mut lines = Vec::new();
        while lines.last().is_none_or(|line: &String| line != "\r\n") {
            let mut line = String::new();
            stream.read_line(&mut line).expect("a head");
            lines.push(line);
        }
        assert!(lines[0].starts_with("HTTP/1.1 101 "), "{lines:?}");
        Self { stream, last: Cell::new(0), unread: VecDeque::new() }
    }

    /// Sends a request; yields its id.
    pub fn send(&mut self, method: &str, params: Value) -> i64 {
        self.last.set(self.last.get() + 1);
        let message = json!({"id": self.last.get(), "method": method, "params": params}).to_string();
        let mut frame = vec![TEXT];
        match u16::try_from(message.len()) {
            Ok(length) if length < 126 => frame.push(MASKED | length as u8),
            Ok(length) => {
                frame.push(MASKED | 126);
                frame.extend(length.to_be_bytes());
            }
            Err(_) => panic!("a long message"),
        }
        // The mask of zeros changes nothing.
        frame.extend([0; 4]);
        frame.extend(message.as_bytes());
        self.stream.get_mut().write_all(&frame).expect("written");
        self.last.get()
    }

    #[track_caller]
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, params);
        self.answer(id).unwrap_or_else(|error| panic!("{method}: {error:#}"))
    }

    /// The answer to a request; events that come before it are kept.
    #[track_caller]
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let is_answer = |message: &Value| message["id"] == id;
        let found = self.unread.iter().position(is_answer).and_then(|at| self.unread.remove(at));
        let mut message = found.unwrap_or_else(|| self.hear(is_answer));
        match message.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(message["result"].take()),
        }
    }

    /// The parameters of the first event of a name, old or new; those before it are kept.
    #[track_caller]
    pub fn event(&mut self, method: &str) -> Value {
        let is_event = |message: &Value| message["method"] == method;
        let found = self.unread.iter().position(is_event).and_then(|at| self.unread.remove(at));
        found.unwrap_or_else(|| self.hear(is_event))["params"].take()
    }

    /// Reads all there is; whether the server has closed the connection behind it.
    pub fn is_left(mut self) -> bool {
        let mut rest = Vec::new();
        // Closed, or reset under what was not read; a server that keeps it open is waited for in vain.
        match self.stream.read_to_end(&mut rest) {
            Ok(_) => true,
            Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
        }
    }

    /// The names of what was heard and not asked for, in order.
    pub fn kept(&self) -> Vec<&str> {
        self.unread.iter().filter_map(|message| message["method"].as_str()).collect()
    }

    #[track_caller]
    fn hear(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.receive();
            if fits(&message) {
                return message;
            }
            self.unread.push_back(message);
        }
    }

    #[track_caller]
    fn receive(&mut self) -> Value {
        let mut head = [0; 2];
        let read = self.stream.read_exact(&mut head);
        assert!(read.is_ok(), "{read:?} with this unread: {:#?}", self.unread);
        assert_eq!(head[0], TEXT, "one whole, plain text frame for each message");
        let mut length = [0; 8];
        match head[1] {
            126 => self.stream.read_exact(&mut length[6..]).expect("a length"),
            127 => self.stream.read_exact(&mut length).expect("a length"),
            short => length[7] = short,
        }
        let mut payload = vec![0; u64::from_be_bytes(length) as usize];
        self.stream.read_exact(&mut payload).expect("a payload");
        serde_json::from_slice(&payload).expect("JSON")
    }
}
