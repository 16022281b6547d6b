//! The framing of the protocol as a strict client reads it: any byte that does not belong to a
//! message is a failure.

use std::io::{self, BufRead};

use serde_json::Value;

pub fn frame(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Reads one message; `None` at the end of the stream.
pub fn read(source: &mut impl BufRead) -> io::Result<Option<Value>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if source.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.strip_suffix("\r\n") {
            Some("") => break,
            Some(header) => match header.strip_prefix("Content-Length: ") {
                Some(value) => length = value.parse().ok(),
                None => return Err(foreign(&line)),
            },
            None => return Err(foreign(&line)),
        }
    }
    let length: usize = length.ok_or_else(|| foreign("a header without a length"))?;
    let mut body = vec![0; length];
    source.read_exact(&mut body)?;
    Ok(Some(serde_json::from_slice(&body)?))
}

fn foreign(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("not of the protocol: {what:?}"))
}
