//! A place in a text that ran, carried along to the text as it is now (pure).

use std::path::Path;
use std::sync::Arc;

use runtime::message::Location;

use super::Texts;
use super::message::Place;
use crate::documents::edit::{Anchor, Edit, Move};

#[derive(Clone, Debug)]
pub struct Spot {
    origin: Location,
    now: Anchor,
}

impl Spot {
    /// `None` when its line was edited since: nothing true can be said about the text now. A place
    /// in an earlier version of the file is kept all the same, since its message says so.
    pub fn of(origin: &Location, texts: &dyn Texts) -> Option<Self> {
        let now = Anchor::of(&origin.text, &origin.range);
        let mut spot = Self { origin: origin.clone(), now };
        for edit in texts.edits_since(&origin.path, &origin.text) {
            if spot.now.apply(&edit) == Move::Touched {
                if !origin.stale {
                    return None;
                }
                spot.now.settle_at(&edit);
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

    pub fn is_stale(&self) -> bool {
        self.origin.stale
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
        Place::At { ran: Arc::clone(&self.origin.text), range: self.now.range.clone() }
    }

    pub fn is_same_place(&self, other: &Self) -> bool {
        self.origin.path == other.origin.path && self.now == other.now
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
