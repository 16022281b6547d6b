//! Edits as byte ranges, and what they do to a place in the text (pure).

use std::ops::Range;

use ropey::Rope;

/// `old_len` bytes at `start` were replaced by `new_len` others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    pub start: usize,
    pub old_len: usize,
    pub new_len: usize,
    /// What stands in front of the edit still ends its line.
    pub line_ends_before: bool,
    /// What stands behind the edit still begins a line.
    pub line_begins_behind: bool,
}

impl Edit {
    pub fn old_end(&self) -> usize {
        self.start + self.old_len
    }

    pub fn new_end(&self) -> usize {
        self.start + self.new_len
    }
}

/// A range in a text and the whole lines it lies in (without the last line break).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub range: Range<usize>,
    pub lines: Range<usize>,
}

/// What an edit did to an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Stayed,
    Shifted,
    /// Its own lines were edited; it says nothing about the text any more.
    Touched,
}

impl Anchor {
    pub fn of(text: &str, range: &Range<usize>) -> Self {
        let end = text.floor_char_boundary(range.end);
        let start = text.floor_char_boundary(range.start).min(end);
        let before = text.get(..start).unwrap_or_default();
        let behind = text.get(end..).unwrap_or_default();
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let line_end = end + behind.find(['\n', '\r']).unwrap_or(behind.len());
        Self { range: start..end, lines: line_start..line_end }
    }

    pub fn apply(&mut self, edit: &Edit) -> Move {
        let in_front = edit.old_end() < self.lines.start
            || (edit.old_end() == self.lines.start && edit.line_begins_behind);
        if in_front {
            return self.shift(edit);
        }
        let behind = edit.start > self.lines.end || (edit.start == self.lines.end && edit.line_ends_before);
        if behind { Move::Stayed } else { Move::Touched }
    }

    /// For a place that must stay somewhere although its lines were edited.
    pub fn settle_at(&mut self, edit: &Edit) {
        self.range = edit.start..edit.start;
        self.lines = edit.start..edit.new_end();
    }

    fn shift(&mut self, edit: &Edit) -> Move {
        if edit.old_len == edit.new_len {
            return Move::Stayed;
        }
        for bound in [&mut self.range.start, &mut self.range.end, &mut self.lines.start, &mut self.lines.end]
        {
            *bound = (*bound + edit.new_len).saturating_sub(edit.old_len);
        }
        Move::Shifted
    }
}

/// Edits in the order in which they happened; neighbouring ones become one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Vec<Edit>);

/// More than this many separate edits since a save are not told apart.
const MOST_EDITS: usize = 512;

impl Edits {
    /// One edit that leads from one text to another.
    pub fn between(from: &str, to: &str) -> Self {
        let prefix = shared_prefix(from.as_bytes(), to.as_bytes());
        let prefix = from.floor_char_boundary(prefix);
        let longest = from.len().min(to.len()) - prefix;
        let suffix = shared_suffix(from.as_bytes(), to.as_bytes()).min(longest);
        let suffix = from.len() - from.ceil_char_boundary(from.len() - suffix);
        let old_len = from.len() - prefix - suffix;
        let new_len = to.len() - prefix - suffix;
        if old_len == 0 && new_len == 0 {
            return Self::default();
        }
        let byte = |at: usize| to.as_bytes().get(at).copied();
        let new_end = prefix + new_len;
        Self(vec![Edit {
            start: prefix,
            old_len,
            new_len,
            line_ends_before: byte(prefix).is_none_or(is_break),
            line_begins_behind: new_end.checked_sub(1).and_then(byte).is_none_or(is_break),
        }])
    }

    pub fn push(&mut self, edit: Edit) {
        match self.0.last_mut() {
            Some(last) if last.start <= edit.start && edit.old_end() <= last.new_end() => {
                if edit.start == last.start {
                    last.line_ends_before = edit.line_ends_before;
                }
                if edit.old_end() == last.new_end() {
                    last.line_begins_behind = edit.line_begins_behind;
                }
                last.new_len = last.new_len + edit.new_len - edit.old_len;
            }
            _ => self.0.push(edit),
        }
    }

    pub fn is_full(&self) -> bool {
        self.0.len() > MOST_EDITS
    }

    pub fn into_vec(self) -> Vec<Edit> {
        self.0
    }
}

/// Replaces a range, leaving alone what is the same on both sides; `None` when nothing changed.
pub fn replace(rope: &mut Rope, range: Range<usize>, text: &str) -> Option<Edit> {
    let (range, text) = trim(rope, range, text);
    if range.is_empty() && text.is_empty() {
        return None;
    }
    if !range.is_empty() {
        rope.remove(range.clone());
    }
    if !text.is_empty() {
        rope.insert(range.start, text);
    }
    let new_end = range.start + text.len();
    Some(Edit {
        start: range.start,
        old_len: range.len(),
        new_len: text.len(),
        line_ends_before: rope.get_byte(range.start).is_none_or(is_break),
        line_begins_behind: new_end.checked_sub(1).and_then(|at| rope.get_byte(at)).is_none_or(is_break),
    })
}

fn trim<'a>(rope: &Rope, range: Range<usize>, text: &'a str) -> (Range<usize>, &'a str) {
    if range.is_empty() || text.is_empty() {
        return (range, text);
    }
    let old = rope.slice(range.clone());
    let prefix = old.bytes().zip(text.bytes()).take_while(|(old, new)| old == new).count();
    let prefix = text.floor_char_boundary(prefix);
    let text = text.get(prefix..).unwrap_or_default();
    let start = range.start + prefix;
    let most = (range.end - start).min(text.len());
    let suffix = rope
        .bytes_at(range.end)
        .reversed()
        .zip(text.bytes().rev())
        .take(most)
        .take_while(|(old, new)| old == new)
        .count();
    let kept = text.ceil_char_boundary(text.len() - suffix);
    let end = range.end - (text.len() - kept);
    (start..end, text.get(..kept).unwrap_or_default())
}

fn shared_prefix(left: &[u8], right: &[u8]) -> usize {
    left.iter().zip(right).take_while(|(left, right)| left == right).count()
}

fn shared_suffix(left: &[u8], right: &[u8]) -> usize {
    left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count()
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
