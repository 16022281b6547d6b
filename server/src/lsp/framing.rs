//! Cuts the bytes a client sends into messages, and survives whatever else arrives (pure).
//!
//! A raw line break can stand neither inside a JSON string nor behind the words of a header, so a
//! line `Content-Length: 12` within a body is never part of it: it is the next message, and the one
//! before was shorter than it claimed. That is what makes resynchronising exact instead of a guess.

mod body;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use body::{Body, MAX_DEPTH};

/// The longest body that is taken; longer ones are refused before any of it is kept.
pub const MAX_BODY: usize = 64 << 20;
/// The longest header block; what is longer is not one.
const MAX_HEADER: usize = 4096;
const CONTENT_LENGTH: &[u8] = b"content-length";
const CONTENT_TYPE: &[u8] = b"content-type";

/// What a piece of the input turned out to be.
#[derive(Debug, PartialEq)]
pub enum Frame {
    /// One JSON-RPC message.
    Message(Body),
    /// Something that cannot be taken; reading goes on behind it.
    Rejected(Rejection),
}

/// Why a piece of the input was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Bytes that belong to no message.
    Garbage,
    /// The length is negative, not a number, or beyond `MAX_BODY`.
    Length,
    /// The next message began before this one had all the bytes it announced.
    Truncated,
    NotUtf8,
    NotJson,
    TooDeep,
    Batch,
    /// JSON, and no message of JSON-RPC 2.0.
    NotAMessage,
}

/// What the error response to a rejection says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// -32700
    Parse,
    /// -32600
    InvalidRequest,
}

impl Rejection {
    /// `None`: nothing that looks like a message was there to answer.
    pub fn fault(self) -> Option<Fault> {
        match self {
            Self::Garbage => None,
            Self::Length | Self::Truncated | Self::NotUtf8 | Self::NotJson | Self::TooDeep => {
                Some(Fault::Parse)
            }
            Self::Batch | Self::NotAMessage => Some(Fault::InvalidRequest),
        }
    }

    pub fn explanation(self) -> &'static str {
        match self {
            Self::Garbage => "bytes outside of any message were skipped",
            Self::Length => "the Content-Length is no number of bytes this server takes (at most 64 MiB)",
            Self::Truncated => "the message is shorter than its Content-Length",
            Self::NotUtf8 => "the body is not UTF-8",
            Self::NotJson => "the body is not JSON",
            Self::TooDeep => "the body is nested too deeply",
            Self::Batch => "batches are not part of the language server protocol",
            Self::NotAMessage => "the body is not a JSON-RPC 2.0 message",
        }
    }
}

/// Takes bytes as they come and hands out frames as they get whole.
#[derive(Debug, Default)]
pub struct Decoder {
    input: Vec<u8>,
    /// Where the part that is not consumed begins.
    start: usize,
    /// How much of the unconsumed part was searched in vain.
    searched: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Header,
    Body {
        length: usize,
    },
}

impl Decoder {
    pub fn push(&mut self, bytes: &[u8]) {
        self.input.drain(..self.start);
        self.start = 0;
        self.input.extend_from_slice(bytes);
        if self.input.capacity() > 1 << 20 && self.input.len() < 1 << 16 {
            self.input.shrink_to(1 << 16);
        }
    }

    /// Whether the input may end here without cutting a message.
    pub fn is_between_messages(&self) -> bool {
        matches!(self.state, State::Header) && self.rest().iter().all(u8::is_ascii_whitespace)
    }

    /// The next frame, or `None` until more bytes come.
    pub fn next_frame(&mut self) -> Option<Frame> {
        match self.state {
            State::Header => self.next_header().or_else(|| match self.state {
                State::Header => None,
                State::Body { length } => self.next_body(length),
            }),
            State::Body { length } => self.next_body(length),
        }
    }

    fn next_header(&mut self) -> Option<Frame> {
        let Some(header) = find_header(self.rest(), self.searched) else {
            return self.keep_possible_header();
        };
        let skipped = self.rest().get(..header).unwrap_or_default();
        let garbage = !is_header_lines(skipped);
        self.consume(header);
        if garbage {
            return Some(Frame::Rejected(Rejection::Garbage));
        }
        match read_header(self.rest()) {
            HeaderBlock::Incomplete => None,
            HeaderBlock::Invalid { end } => {
                self.consume(end);
                Some(Frame::Rejected(Rejection::Length))
            }
            HeaderBlock::Length { length, end } => {
                self.consume(end);
                self.state = State::Body { length };
                None
            }
        }
    }

    /// Drops what cannot be the beginning of a header any more.
    fn keep_possible_header(&mut self) -> Option<Frame> {
        let rest = self.rest().len();
        if rest > MAX_HEADER {
            self.consume(rest - MAX_LENGTH_LINE);
            return Some(Frame::Rejected(Rejection::Garbage));
        }
        self.searched = rest.saturating_sub(MAX_LENGTH_LINE);
        None
    }

    fn next_body(&mut self, length: usize) -> Option<Frame> {
        let present = self.rest().len().min(length);
        let searched = self.searched;
        // The line that betrays a cut body may end a little behind it.
        let window = self.rest().get(..self.rest().len().min(length + MAX_LENGTH_LINE));
        if let Some(header) = find_length_line(window.unwrap_or_default(), searched, present) {
            self.consume(header);
            self.state = State::Header;
            return Some(Frame::Rejected(Rejection::Truncated));
        }
        if present < length {
            self.searched = present;
            return None;
        }
        let body = self.rest().get(..length).unwrap_or_default();
        let (frame, consumed) = match body::parse(body) {
            Ok(body) => (Frame::Message(body), length),
            Err(rejection) => (Frame::Rejected(rejection), resume_at(body, rejection)),
        };
        self.consume(consumed);
        self.state = State::Header;
        Some(frame)
    }

    fn rest(&self) -> &[u8] {
        self.input.get(self.start..).unwrap_or_default()
    }

    fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.input.len());
        self.searched = 0;
    }
}

/// `Content-Length: 18446744073709551615\r\n` and some spaces.
const MAX_LENGTH_LINE: usize = 64;

enum HeaderBlock {
    Incomplete,
    Invalid { end: usize },
    Length { length: usize, end: usize },
}

/// Reads the header block at the start of `bytes`, which begins with one of our headers.
fn read_header(bytes: &[u8]) -> HeaderBlock {
    let mut length = None;
    let mut end = 0;
    loop {
        let rest = bytes.get(end..).unwrap_or_default();
        let Some(line_end) = rest.iter().position(|&byte| byte == b'\n') else {
            let too_long = end + rest.len() > MAX_HEADER;
            return if too_long {
                HeaderBlock::Invalid { end: end.max(CONTENT_LENGTH.len()) }
            } else {
                HeaderBlock::Incomplete
            };
        };
        let line = rest.get(..line_end).unwrap_or_default().trim_ascii();
        end += line_end + 1;
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = split_header(line) else {
            return HeaderBlock::Invalid { end };
        };
        if name.eq_ignore_ascii_case(CONTENT_LENGTH) {
            length = Some(parse_length(value));
        }
    }
    match length {
        Some(Some(length)) => HeaderBlock::Length { length, end },
        Some(None) | None => HeaderBlock::Invalid { end },
    }
}

fn split_header(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let (name, value) = line.split_at_checked(colon)?;
    let name = name.trim_ascii();
    let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    is_name.then_some((name, value.get(1..)?.trim_ascii()))
}

fn parse_length(value: &[u8]) -> Option<usize> {
    if !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let length = std::str::from_utf8(value).ok()?.parse().ok()?;
    (length <= MAX_BODY).then_some(length)
}

/// Where the first header of ours begins, looking from `from` on.
fn find_header(bytes: &[u8], from: usize) -> Option<usize> {
    (from..bytes.len()).find(|&at| {
        let here = bytes.get(at..).unwrap_or_default();
        [CONTENT_LENGTH, CONTENT_TYPE].iter().any(|name| starts_header(here, name))
    })
}

fn starts_header(bytes: &[u8], name: &[u8]) -> bool {
    let Some((head, tail)) = bytes.split_at_checked(name.len()) else {
        return false;
    };
    head.eq_ignore_ascii_case(name) && tail.trim_ascii_start().first() == Some(&b':')
}

/// Other headers may precede ours; everything else in front of it is garbage.
fn is_header_lines(bytes: &[u8]) -> bool {
    bytes
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .all(|line| line.is_empty() || split_header(line).is_some())
}

/// Where a whole `Content-Length: N` line begins that starts before `limit`.
fn find_length_line(bytes: &[u8], from: usize, limit: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = bytes.get(at..)?.iter().position(|&byte| byte == b'\n') {
        let line_end = at + found;
        let line_start = line_end.saturating_sub(MAX_LENGTH_LINE);
        let line = bytes.get(line_start..line_end)?;
        let last = (0..line.len())
            .rev()
            .find(|&at| line.get(at..).is_some_and(|here| starts_header(here, CONTENT_LENGTH)));
        if let Some(last) = last
            && is_length_line(line.get(last..)?)
        {
            return Some(line_start + last).filter(|&header| header < limit);
        }
        at = line_end + 1;
    }
    None
}

fn is_length_line(line: &[u8]) -> bool {
    split_header(line.trim_ascii())
        .is_some_and(|(_, value)| !value.is_empty() && value.iter().all(u8::is_ascii_digit))
}

/// Where reading goes on behind a body that was refused: its end, or the header it has swallowed
/// the beginning of.
fn resume_at(body: &[u8], rejection: Rejection) -> usize {
    let may_be_cut = matches!(rejection, Rejection::NotJson | Rejection::NotUtf8);
    let tail = body.len().saturating_sub(MAX_LENGTH_LINE)..body.len();
    if !may_be_cut {
        return body.len();
    }
    find_swallowed(body, tail).unwrap_or(body.len())
}

fn find_swallowed(body: &[u8], mut tail: Range<usize>) -> Option<usize> {
    tail.find(|&at| {
        let here = body.get(at..).unwrap_or_default();
        let shared = here.len().min(CONTENT_LENGTH.len());
        match (here.get(..shared), CONTENT_LENGTH.get(..shared)) {
            (Some(here), Some(name)) => here.eq_ignore_ascii_case(name),
            _ => false,
        }
    })
}
