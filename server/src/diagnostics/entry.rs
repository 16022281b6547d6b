//! One error in the book: where it stands, how often it came, how long it holds (pure).

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use runtime::message::{Cause, ErrorKind, Frame, FramePlace, GenerationReport, ScriptError};

use runtime::permissions::Permissions;

use super::message::{self, Code, Detail, Diagnostic, Place, Severity};
use super::spot::Spot;
use super::{ProgramName, Texts};
use crate::documents::edit::{Edit, Move};

#[derive(Debug)]
pub struct Entry {
    error: ScriptError,
    /// `None`: it stands on the first line of the program's entry.
    spot: Option<Spot>,
    notes: Vec<Note>,
    count: usize,
    /// A refusal that nothing caught.
    is_uncaught: bool,
}

/// Something said beside an error, with its place when it has one.
#[derive(Clone, Debug)]
pub struct Note {
    pub spot: Option<Spot>,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    Stayed,
    Elsewhere,
    Gone,
}

/// Where an error went; without a path it stands on the first line of the program's entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    New(Option<Arc<Path>>),
    Repeated(Option<Arc<Path>>),
    /// Its line was edited meanwhile, or there are too many.
    Nowhere,
}

/// A program that fails in ever new ways shows no more than this.
pub const MOST_ENTRIES: usize = 100;
/// So many frames are shown beside an error.
const MOST_FRAMES: usize = 8;
const MOST_CAUSES: usize = 8;

impl Entry {
    /// Adds an error, or counts it where it stands already.
    pub fn add(entries: &mut Vec<Self>, error: &ScriptError, texts: &dyn Texts) -> Added {
        let spot = match &error.location {
            Some(location) => match Spot::of(location, texts) {
                Some(spot) => Some(spot),
                None => return Added::Nowhere,
            },
            None => None,
        };
        let path = spot.as_ref().map(|spot| Arc::clone(spot.path()));
        if let Some(known) = entries.iter_mut().find(|known| known.is_repeated_by(error, &spot)) {
            known.count += 1;
            known.error.generation = known.error.generation.max(error.generation);
            return Added::Repeated(path);
        }
        // What a refusal threw says nothing that the refusal does not say.
        if let Some(refusal) = entries.iter_mut().find(|known| known.has_thrown(error, &spot)) {
            refusal.is_uncaught = true;
            return Added::Repeated(path);
        }
        // The first errors are mostly the cause of the others.
        if entries.len() >= MOST_ENTRIES {
            return Added::Nowhere;
        }
        let notes = notes(error, texts);
        entries.push(Self { error: error.clone(), spot, notes, count: 1, is_uncaught: false });
        Added::New(path)
    }

    /// An error by itself; `None`: its line is being edited.
    pub fn of(error: &ScriptError, texts: &dyn Texts) -> Option<Self> {
        let mut entries = Vec::new();
        Self::add(&mut entries, error, texts);
        entries.pop()
    }

    /// The file it stands in, when it has a place.
    pub fn file(&self) -> Option<Arc<Path>> {
        self.spot.as_ref().map(|spot| Arc::clone(spot.path()))
    }

    pub fn paths(entries: &[Self], program: &ProgramName) -> BTreeSet<Arc<Path>> {
        entries.iter().map(|entry| entry.path(program)).collect()
    }

    pub fn path(&self, program: &ProgramName) -> Arc<Path> {
        Arc::clone(self.spot.as_ref().map_or(program, Spot::path))
    }

    pub fn kind(&self) -> ErrorKind {
        self.error.kind
    }

    /// Whether it still holds after a generation came to an outcome.
    pub fn outlives(&self, report: &GenerationReport) -> bool {
        let is_older = self.error.generation.is_none_or(|generation| generation < report.generation);
        // The start that follows a lost engine does not show that what lost it is repaired.
        let is_revived = self.error.kind == ErrorKind::EngineLost && report.cause == Cause::EngineLost;
        if !is_older || is_revived {
            return true;
        }
        let mut involved = involved(&self.error).peekable();
        // What has no place at all cannot be told to be over in any other way.
        involved.peek().is_some() && !involved.any(|path| report.replaces(path))
    }

    pub fn edited(&mut self, path: &Path, edit: &Edit) -> Moved {
        for note in &mut self.notes {
            if let Some(spot) = &mut note.spot {
                spot.follow(path, edit);
            }
        }
        match self.spot.as_mut().map(|spot| spot.apply(path, edit)) {
            None | Some(Move::Stayed) => Moved::Stayed,
            Some(Move::Shifted) => Moved::Elsewhere,
            Some(Move::Touched) => Moved::Gone,
        }
    }

    /// Finds its places in another text of a file; false when its own line is not in it.
    pub fn place_again(&mut self, path: &Path, texts: &dyn Texts) -> bool {
        let is_there = |spot: &Spot| **spot.path() == *path;
        for note in &mut self.notes {
            if let Some(spot) = note.spot.as_ref().filter(|spot| is_there(spot)) {
                note.spot = Spot::of(spot.origin(), texts);
            }
        }
        let Some(spot) = self.spot.as_ref().filter(|spot| is_there(spot)) else {
            return true;
        };
        let again = Spot::of(spot.origin(), texts);
        let found = again.is_some();
        self.spot = again;
        found
    }

    pub fn diagnostic(&self, detail: Detail) -> Diagnostic {
        let spot = self.spot.as_ref();
        let mut text = self.error.headline();
        if self.count > 1 {
            text = format!("{text} (x{})", self.count);
        }
        if self.is_uncaught {
            text = format!("{text}\nnothing caught the error");
        }
        if let Some(help) = &self.error.help {
            text = format!("{text}\n{help}");
        }
        if let Some(earlier) = self.earlier() {
            text = format!("{text}\n({earlier})");
        }
        let (message, related) = message::attach(text, &self.notes, detail);
        Diagnostic {
            place: spot.map_or(Place::FirstLine, Spot::place),
            severity: self.severity(),
            code: Code::from(self.error.kind),
            message,
            related,
        }
    }

    /// What has to be said when it is not of the code that runs now.
    fn earlier(&self) -> Option<String> {
        let spot = self.spot.as_ref().filter(|spot| spot.is_earlier());
        let Some(spot) = spot else {
            return self.error.superseded.then(|| "from an earlier run".to_owned());
        };
        let line = spot.line_that_ran();
        let gone = if spot.is_gone() { "; the line is no longer in this file" } else { "" };
        Some(format!("from an earlier version of this file: `{line}`{gone}"))
    }

    /// What is no longer in the file can be ignored until it comes again.
    fn severity(&self) -> Severity {
        let is_gone = self.spot.as_ref().is_some_and(Spot::is_gone);
        if is_gone || self.kind() == ErrorKind::Busy { Severity::Warning } else { Severity::Error }
    }

    /// Whether an error that nothing caught is what this refusal threw.
    fn has_thrown(&self, error: &ScriptError, spot: &Option<Spot>) -> bool {
        matches!(self.kind(), ErrorKind::Denied(_))
            && matches!(error.kind, ErrorKind::Uncaught | ErrorKind::Rejection)
            && error.message == Permissions::REFUSAL
            && self.error.generation == error.generation
            && self.spot.as_ref().zip(spot.as_ref()).is_some_and(|(known, spot)| known.is_same_line(spot))
    }

    fn is_repeated_by(&self, error: &ScriptError, spot: &Option<Spot>) -> bool {
        let same_place = match (&self.spot, spot) {
            (Some(known), Some(spot)) => known.is_same_place(spot),
            (None, None) => true,
            _ => false,
        };
        same_place
            && self.error.kind == error.kind
            && self.error.superseded == error.superseded
            && self.error.name == error.name
            && self.error.message == error.message
    }
}

/// Every module an error has to do with.
fn involved(error: &ScriptError) -> impl Iterator<Item = &Arc<Path>> {
    let frames = error.frames.iter().filter_map(|frame| match &frame.place {
        FramePlace::At(location) => Some(location),
        FramePlace::Native | FramePlace::Unmapped(_) => None,
    });
    error.location.iter().chain(frames).map(|location| &location.path)
}

fn notes(error: &ScriptError, texts: &dyn Texts) -> Vec<Note> {
    let mut notes: Vec<Note> = error
        .related
        .iter()
        .map(|(location, text)| Note { spot: Spot::of(location, texts), text: text.clone() })
        .collect();
    notes.extend(frame_notes(error, texts));
    let mut cause = error.cause.as_deref();
    for _ in 0..MOST_CAUSES {
        let Some(error) = cause else { break };
        notes.push(error_note("caused by: ", error, texts));
        cause = error.cause.as_deref();
    }
    let parts = error.errors.len();
    for (index, part) in error.errors.iter().enumerate().take(MOST_CAUSES) {
        notes.push(error_note(&format!("error {} of {parts}: ", index + 1), part, texts));
    }
    notes
}

/// The user's own frames; the one that is the diagnostic's own place goes without saying when it
/// stands alone.
fn frame_notes(error: &ScriptError, texts: &dyn Texts) -> Vec<Note> {
    let notes: Vec<Note> =
        error.frames.iter().filter_map(|frame| frame_note(frame, texts)).take(MOST_FRAMES).collect();
    if notes.len() > 1 { notes } else { Vec::new() }
}

fn frame_note(frame: &Frame, texts: &dyn Texts) -> Option<Note> {
    let FramePlace::At(location) = &frame.place else {
        return None;
    };
    let function = frame.function.as_deref().unwrap_or("the top level");
    Some(Note { spot: Spot::of(location, texts), text: format!("at {function}") })
}

fn error_note(lead: &str, error: &ScriptError, texts: &dyn Texts) -> Note {
    let spot = error.location.as_ref().and_then(|location| Spot::of(location, texts));
    Note { spot, text: format!("{lead}{}", error.headline()) }
}
