//! Cuts the bytes a client sends into messages, and survives whatever else arrives (pure).
//!
//! A raw line break can stand neither inside a JSON string nor behind the words of a header, so a
//! line `Content-Length: 12` within a body is never part of it: it is the next message, and the one
//! before was shorter than it claimed. That is what makes resynchronising exact instead of a guess.

mod body;
mod header;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use body::{Body, Dialect, MAX_DEPTH};
use header::{CONTENT_LENGTH, HeaderBlock, MAX_HEADER, MAX_LENGTH_LINE};

/// The longest body that is taken; longer ones are refused before any of it is kept.
pub const MAX_BODY: usize = 64 << 20;

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
    /// JSON, and no message of the protocol.
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
            Self::NotAMessage => "the body is no message of the protocol",
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
    dialect: Dialect,
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
    pub fn of(dialect: Dialect) -> Self {
        Self { dialect, ..Self::default() }
    }

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
        let Some(header) = header::find_header(self.rest(), self.searched) else {
            return self.keep_possible_header();
        };
        let skipped = self.rest().get(..header).unwrap_or_default();
        let garbage = !header::is_header_lines(skipped);
        self.consume(header);
        if garbage {
            return Some(Frame::Rejected(Rejection::Garbage));
        }
        match header::read_header(self.rest()) {
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
        if let Some(header) = header::find_length_line(window.unwrap_or_default(), searched, present) {
            self.consume(header);
            self.state = State::Header;
            return Some(Frame::Rejected(Rejection::Truncated));
        }
        if present < length {
            self.searched = present;
            return None;
        }
        let body = self.rest().get(..length).unwrap_or_default();
        let (frame, consumed) = match body::parse(body, self.dialect) {
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
