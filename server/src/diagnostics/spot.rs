//! A place in a text that ran, carried along to the text as it is now (pure).

use std::path::Path;
use std::sync::Arc;

use runtime::message::Location;
use runtime::position::{LineIndex, Lines};

use super::Texts;
use super::message::Place;
use crate::documents::edit::{Anchor, Edit, Move};
use crate::documents::lines::{Carried, line_text};

/// More of a line that is quoted is cut.
const LONGEST_LINE: usize = 100;

#[derive(Clone, Debug)]
pub struct Spot {
    origin: Location,
    /// The text now, as far as it is known, when the file is not open.
    text: Arc<str>,
    now: Anchor,
    is_gone: bool,
}

impl Spot {
    /// `None` when its line is being edited: the user is about to say something else there. Where a
    /// newer text was saved, code of the earlier one may go on to fail: then the line may be gone,
    /// and the place is kept all the same, since its message says so.
    pub fn of(origin: &Location, texts: &dyn Texts) -> Option<Self> {
        let since = texts.since(&origin.path, &origin.text, origin.newer.as_ref());
        let mut spot = Self {
            origin: origin.clone(),
            text: Arc::clone(&origin.text),
            now: Anchor::of(&origin.text, &origin.range),
            is_gone: false,
        };
        if let Some(lines) = since.saved {
            let (range, is_gone) = match lines.carry(&origin.range) {
                Carried::Kept(range) => (range, false),
                Carried::Gone(range) => (range, true),
            };
            let text = Arc::clone(lines.to());
            spot = Self { now: Anchor::of(&text, &range), text, is_gone, ..spot };
        }
        for edit in since.typed {
            if spot.now.apply(&edit) == Move::Touched {
                if !spot.is_earlier() {
                    return None;
                }
                spot.now.settle_at(&edit);
                spot.is_gone = true;
            }
        }
        Some(spot)
    }

    pub fn path(&self) -> &Arc<Path> {
        &self.origin.path
    }

    pub fn origin(&self) -> &Location {
        &self.origin
    }

    /// It is of a text that was replaced since, by one that runs or by one that was refused.
    pub fn is_earlier(&self) -> bool {
        self.origin.newer.is_some() || self.is_gone
    }

    /// The line is no longer in the file; the place is where it stood.
    pub fn is_gone(&self) -> bool {
        self.is_gone
    }

    /// Its line in the text that ran, short enough for a message.
    pub fn line_that_ran(&self) -> String {
        let Location { text, range, .. } = &self.origin;
        let lines = LineIndex::new(text, Lines::Editor);
        let line = lines.line_at(range.start) as usize;
        let whole = line_text(text, &lines, line);
        let start = lines.start(line as u32).unwrap_or(0);
        let mark = range.start.saturating_sub(start).min(whole.len());
        let from = whole.floor_char_boundary(mark.saturating_sub(LONGEST_LINE / 2));
        let from = if whole.len() <= LONGEST_LINE { 0 } else { from };
        let to = whole.ceil_char_boundary((from + LONGEST_LINE).min(whole.len()));
        let shown = whole.get(from..to).unwrap_or_default().trim();
        let cut = |is_cut| if is_cut { "…" } else { "" };
        format!("{}{shown}{}", cut(from > 0), cut(to < whole.len()))
    }

    pub fn start(&self) -> usize {
        self.now.range.start
    }

    pub fn line_start(&self) -> usize {
        self.now.lines.start
    }

    pub fn apply(&mut self, path: &Path, edit: &Edit) -> Move {
        if *self.origin.path != *path {
            return Move::Stayed;
        }
        self.now.apply(edit)
    }

    /// For places that accompany another one and stay as well as they can.
    pub fn follow(&mut self, path: &Path, edit: &Edit) {
        if self.apply(path, edit) == Move::Touched {
            self.now.settle_at(edit);
        }
    }

    pub fn place(&self) -> Place {
        Place::At { text: Arc::clone(&self.text), range: self.now.range.clone() }
    }

    pub fn is_same_place(&self, other: &Self) -> bool {
        let marks = |spot: &Self| (spot.is_gone, spot.is_earlier());
        self.origin.path == other.origin.path && self.now == other.now && marks(self) == marks(other)
    }

    /// Of the text that ran.
    pub fn is_same_line(&self, other: &Self) -> bool {
        let line = |spot: &Self| {
            let before = spot.origin.text.get(..spot.origin.range.start);
            before.map(|before| before.bytes().filter(|byte| *byte == b'\n').count())
        };
        let (own, others) = (&self.origin, &other.origin);
        own.path == others.path && own.text == others.text && line(self) == line(other)
    }

    pub fn text_position(&self) -> TextPosition {
        TextPosition::of(&self.origin)
    }
}

/// `file.ts:3:7`, counted from 1 as terminals and editors show it.
pub struct TextPosition {
    file: String,
    line: usize,
    column: usize,
}

impl TextPosition {
    pub fn of(location: &Location) -> Self {
        let start = location.text.floor_char_boundary(location.range.start);
        let before = location.text.get(..start).unwrap_or_default();
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let breaks = before.replace("\r\n", "\n");
        Self {
            file: location.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            line: breaks.matches(['\n', '\r']).count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }
}

impl std::fmt::Display for TextPosition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
