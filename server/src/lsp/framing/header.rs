//! Finding and reading the headers in front of a body, however they are spelled (pure).

use super::MAX_BODY;

/// The longest header block; what is longer is not one.
pub const MAX_HEADER: usize = 4096;
pub const CONTENT_LENGTH: &[u8] = b"content-length";
const CONTENT_TYPE: &[u8] = b"content-type";
/// `Content-Length: 18446744073709551615\r\n` and some spaces.
pub const MAX_LENGTH_LINE: usize = 64;

pub enum HeaderBlock {
    Incomplete,
    Invalid { end: usize },
    Length { length: usize, end: usize },
}

/// Reads the header block at the start of `bytes`, which begins with one of our headers.
pub fn read_header(bytes: &[u8]) -> HeaderBlock {
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
pub fn find_header(bytes: &[u8], from: usize) -> Option<usize> {
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
pub fn is_header_lines(bytes: &[u8]) -> bool {
    bytes
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .all(|line| line.is_empty() || split_header(line).is_some())
}

/// Where a whole `Content-Length: N` line begins that starts before `limit`.
pub fn find_length_line(bytes: &[u8], from: usize, limit: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = bytes.get(at..)?.iter().position(|&byte| byte == b'\n') {
        let line_end = at + found;
        let line_start = line_end.saturating_sub(MAX_LENGTH_LINE);
        let line = bytes.get(line_start..line_end)?;
        at = line_end + 1;
        if !line.trim_ascii_end().last().is_some_and(u8::is_ascii_digit) {
            continue;
        }
        let last = (0..line.len())
            .rev()
            .find(|&at| line.get(at..).is_some_and(|here| starts_header(here, CONTENT_LENGTH)));
        if let Some(last) = last
            && is_length_line(line.get(last..)?)
        {
            return Some(line_start + last).filter(|&header| header < limit);
        }
    }
    None
}

fn is_length_line(line: &[u8]) -> bool {
    split_header(line.trim_ascii())
        .is_some_and(|(_, value)| !value.is_empty() && value.iter().all(u8::is_ascii_digit))
}
