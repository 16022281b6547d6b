//! Where a range stands in a text, counted as terminals and Node count, and what to show of it. Pure.

use std::ops::Range;

/// A line and a column, both from 1; the column in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

/// The lines of a range, short enough for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The number of its first line.
    pub line: usize,
    pub text: String,
    /// The range, in bytes of `text`.
    pub mark: Range<usize>,
}

/// A range over more lines than this is shown by its first line.
const MOST_LINES: usize = 6;
/// A longer line is cut before anything else looks at it: a renderer that is fast on lines of code
/// takes seconds over a bundle's single line of a megabyte.
const MOST_BYTES: usize = 400;
const BYTES_BEFORE: usize = 60;
const BYTES_MARKED: usize = 120;
const BYTES_AFTER: usize = 60;
const CUT: &str = "…";

/// Where a byte offset stands. An offset inside a character counts as the character's start.
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let offset = text.floor_char_boundary(offset);
    let (start, line) = line_start(text, offset);
    let before = text.get(start..offset).unwrap_or("");
    LineColumn { line, column: before.encode_utf16().count() + 1 }
}

/// What to show of a range.
pub fn excerpt(text: &str, range: &Range<usize>) -> Excerpt {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end).max(start);
    let (first, line) = line_start(text, start);
    let whole = lines(text, first, end);
    match whole {
        Some(lines) if lines.len() > 1 => several(text, line, &lines, start..end),
        _ => one(text, line, first, start..end),
    }
}

/// The lines that hold `from..to`; `None` when they are too many or one is too long.
fn lines(text: &str, from: usize, to: usize) -> Option<Vec<Range<usize>>> {
    let mut lines = Vec::new();
    let mut start = from;
    loop {
        let end = line_end(text, start);
        if lines.len() == MOST_LINES || end - start > MOST_BYTES {
            return None;
        }
        lines.push(start..end);
        let next = after_break(text, end);
        if to <= end || next == end || to <= next {
            return Some(lines);
        }
        start = next;
    }
}

/// Lines as they are, but with `\n` between them: the renderer knows no other break.
fn several(text: &str, line: usize, lines: &[Range<usize>], range: Range<usize>) -> Excerpt {
    let mut shown = String::new();
    let mut mark = 0..0;
    for bytes in lines {
        if bytes.contains(&range.start) || bytes.end == range.start {
            mark.start = shown.len() + (range.start - bytes.start);
        }
        mark.end = shown.len() + (range.end.clamp(bytes.start, bytes.end) - bytes.start);
        shown.push_str(text.get(bytes.clone()).unwrap_or(""));
        shown.push('\n');
    }
    shown.pop();
    Excerpt { line, text: shown, mark }
}

/// The first line of the range, cut around it when it is long.
fn one(text: &str, line: usize, start: usize, range: Range<usize>) -> Excerpt {
    let end = line_end(text, start);
    let mut marked = range.start..range.end.min(end).max(range.start);
    if end - start <= MOST_BYTES {
        let mark = marked.start - start..marked.end - start;
        return Excerpt { line, text: text.get(start..end).unwrap_or("").to_owned(), mark };
    }
    marked.end = text.floor_char_boundary(marked.end.min(marked.start + BYTES_MARKED)).max(marked.start);
    let from = text.floor_char_boundary(marked.start.saturating_sub(BYTES_BEFORE)).max(start);
    let to = text.ceil_char_boundary(marked.end + BYTES_AFTER).min(end);
    let head = if from > start { CUT } else { "" };
    let tail = if to < end { CUT } else { "" };
    let shift = |at: usize| at - from + head.len();
    Excerpt {
        line,
        text: format!("{head}{}{tail}", text.get(from..to).unwrap_or("")),
        mark: shift(marked.start)..shift(marked.end),
    }
}

/// The start of the line that holds `offset`, and its number. By bytes: the text may be large, and
/// each report asks several times.
fn line_start(text: &str, offset: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let ends = |at: usize, byte: u8| byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let (mut start, mut line) = (0, 1);
    for (at, byte) in bytes.iter().enumerate().take(offset) {
        if ends(at, *byte) {
            (start, line) = (at + 1, line + 1);
        }
    }
    (start, line)
}

/// The end of the line that begins at `start`, its break left out.
fn line_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    rest.find(['\n', '\r']).map_or(text.len(), |length| start + length)
}

/// What follows the break at `end`; `end` itself at the end of the text.
fn after_break(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or("");
    end + if rest.starts_with("\r\n") { 2 } else { rest.chars().take(1).count() }
}

#[cfg(test)]
mod tests;
