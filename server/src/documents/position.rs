//! Positions as clients count them, to bytes and back (pure). Whatever a client sends, the answer is
//! a place in the text.

use std::ops::Range;

use ropey::{LineType, Rope};

/// The line breaks of the protocol: LF, CR and CRLF, and nothing else.
pub const LINES: LineType = LineType::LF_CR;

/// What `character` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub character: u32,
}

/// An inverted range is read the other way round.
pub fn to_byte_range(rope: &Rope, encoding: Encoding, start: Position, end: Position) -> Range<usize> {
    let (start, end) = if start <= end { (start, end) } else { (end, start) };
    to_byte(rope, encoding, start)..to_byte(rope, encoding, end)
}

/// A line behind the text is its end, a character behind the line is the line's end, a position
/// within a character is the character's beginning.
pub fn to_byte(rope: &Rope, encoding: Encoding, position: Position) -> usize {
    let line = position.line as usize;
    if line >= rope.len_lines(LINES) {
        return rope.len();
    }
    let (start, end) = line_extent(rope, line);
    let character = position.character as usize;
    let byte = match encoding {
        Encoding::Utf8 => rope.floor_char_boundary(start.saturating_add(character).min(end)),
        Encoding::Utf16 => {
            let unit = rope.byte_to_utf16_idx(start).saturating_add(character);
            rope.utf16_to_byte_idx(unit.min(rope.byte_to_utf16_idx(end)))
        }
        Encoding::Utf32 => {
            let char = rope.byte_to_char_idx(start).saturating_add(character);
            rope.char_to_byte_idx(char.min(rope.byte_to_char_idx(end)))
        }
    };
    byte.clamp(start, end)
}

/// A byte behind the text is its end; one within a line break is the end of the line.
pub fn from_byte(rope: &Rope, encoding: Encoding, byte: usize) -> Position {
    let byte = rope.floor_char_boundary(byte.min(rope.len()));
    let line = rope.byte_to_line_idx(byte, LINES);
    let (start, end) = line_extent(rope, line);
    let byte = byte.clamp(start, end);
    let character = match encoding {
        Encoding::Utf8 => byte - start,
        Encoding::Utf16 => rope.byte_to_utf16_idx(byte) - rope.byte_to_utf16_idx(start),
        Encoding::Utf32 => rope.byte_to_char_idx(byte) - rope.byte_to_char_idx(start),
    };
    Position { line: count(line), character: count(character) }
}

/// The same for a text that is in no rope.
pub fn from_byte_in(text: &str, encoding: Encoding, byte: usize) -> Position {
    let mut before = text.get(..text.floor_char_boundary(byte)).unwrap_or_default();
    if text.get(before.len()..).is_some_and(|behind| behind.starts_with('\n')) {
        // Between the halves of a CRLF is the end of the line.
        before = before.strip_suffix('\r').unwrap_or(before);
    }
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let (lines, line) = before.split_at_checked(line_start).unwrap_or((before, ""));
    let breaks = lines.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    let character = match encoding {
        Encoding::Utf8 => line.len(),
        Encoding::Utf16 => line.chars().map(char::len_utf16).sum(),
        Encoding::Utf32 => line.chars().count(),
    };
    let line = breaks - lines.matches("\r\n").count();
    Position { line: count(line), character: count(character) }
}

/// Where the text of a line begins and ends, its line break excluded.
pub fn line_extent(rope: &Rope, line: usize) -> (usize, usize) {
    let start = rope.line_to_byte_idx(line, LINES);
    let text = rope.line(line, LINES);
    let end = start + text.trailing_line_break_idx(LINES).unwrap_or_else(|| text.len());
    (start, end)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
