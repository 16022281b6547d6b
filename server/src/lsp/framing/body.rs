//! From the bytes of a body to a message (pure).

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::Rejection;

/// The deepest nesting that is taken: what the JSON parser behind takes without recursing too far.
pub const MAX_DEPTH: usize = 120;

/// What makes JSON a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// JSON-RPC 2.0, as the Language Server Protocol has it.
    #[default]
    JsonRpc,
    /// The Debug Adapter Protocol's own.
    DebugAdapter,
}

impl Dialect {
    fn has(self, members: &Map<String, Value>) -> bool {
        match self {
            Self::JsonRpc => members.get("jsonrpc") == Some(&Value::from("2.0")),
            Self::DebugAdapter => members.get("type").is_some_and(Value::is_string),
        }
    }
}

/// One parsed message.
#[derive(Debug, PartialEq)]
pub struct Body {
    pub message: Value,
    /// Whether it held halves of surrogate pairs, which are no text and were replaced by U+FFFD.
    pub repaired: bool,
}

pub fn parse(body: &[u8], dialect: Dialect) -> Result<Body, Rejection> {
    if std::str::from_utf8(body).is_err() {
        return Err(Rejection::NotUtf8);
    }
    let scan = scan(body);
    if scan.depth > MAX_DEPTH {
        return Err(Rejection::TooDeep);
    }
    let text = repair(body, &scan.lone_surrogates);
    let message: Value = serde_json::from_slice(&text).map_err(|_| Rejection::NotJson)?;
    match &message {
        Value::Array(_) => Err(Rejection::Batch),
        Value::Object(members) if dialect.has(members) => {
            Ok(Body { message, repaired: !scan.lone_surrogates.is_empty() })
        }
        _ => Err(Rejection::NotAMessage),
    }
}

#[derive(Default)]
struct Scan {
    depth: usize,
    /// Where the `\` of each lone `\udXXX` stands.
    lone_surrogates: Vec<usize>,
}

/// One pass without recursion, so that no depth can exhaust the stack.
fn scan(body: &[u8]) -> Scan {
    let mut scan = Scan::default();
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        match (in_string, byte) {
            (_, b'"') => in_string = !in_string,
            (true, b'\\') => {
                at += scan_escape(body, at, &mut scan.lone_surrogates);
                continue;
            }
            (false, b'[' | b'{') => {
                depth += 1;
                scan.depth = scan.depth.max(depth);
            }
            (false, b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    scan
}

/// How many bytes the escape at `at` takes; notes a surrogate without its other half.
fn scan_escape(body: &[u8], at: usize, lone: &mut Vec<usize>) -> usize {
    match escaped_unit(body, at) {
        Some(0xD800..=0xDBFF) => match escaped_unit(body, at + 6) {
            Some(0xDC00..=0xDFFF) => 12,
            _ => {
                lone.push(at);
                6
            }
        },
        Some(0xDC00..=0xDFFF) => {
            lone.push(at);
            6
        }
        Some(_) => 6,
        None => 2,
    }
}

fn escaped_unit(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    u16::from_str_radix(digits, 16).ok()
}

fn repair<'a>(body: &'a [u8], lone_surrogates: &[usize]) -> Cow<'a, [u8]> {
    if lone_surrogates.is_empty() {
        return Cow::Borrowed(body);
    }
    let mut repaired = body.to_vec();
    for &at in lone_surrogates {
        if let Some(escape) = repaired.get_mut(at..at + 6) {
            escape.copy_from_slice(b"\\ufffd");
        }
    }
    Cow::Owned(repaired)
}
