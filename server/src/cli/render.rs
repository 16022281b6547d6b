//! An error of the user's program as a person reads it in a terminal. Pure.

mod style;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use runtime::message::{ErrorKind, Frame, FramePlace, Location, ScriptError};

use super::place;
use crate::documents::lines::{Carried, LineMap};
pub use style::Colour;
use style::{BOLD, DIM, RED};

/// How reports look.
#[derive(Clone, Debug)]
pub struct Look {
    pub colour: Colour,
    /// Paths inside it are shown relative to it.
    pub directory: PathBuf,
}

/// Deeper causes and parts of parts are left out: a chain can be made as long as memory allows.
const DEEPEST: usize = 8;
/// So many parts of an `AggregateError` are shown.
const MOST_PARTS: usize = 8;

/// The whole report of an error: place, headline, source, advice, frames, causes. Ends with a newline.
pub fn error(error: &ScriptError, look: &Look) -> String {
    let mut report = Report { look, text: String::new() };
    if let Some(location) = &error.location {
        let place = look.place(location);
        report.line(&look.colour.paint(BOLD, &place));
    }
    report.line(&look.colour.paint(RED, &error.headline()));
    report.body(error, &[], 0);
    report.text
}

impl Look {
    /// A path, relative when that is shorter and still true.
    pub fn path(&self, path: &Path) -> String {
        path.strip_prefix(&self.directory).unwrap_or(path).display().to_string()
    }

    /// `file:line:col`, as terminals and editors make it clickable.
    fn place(&self, location: &Location) -> String {
        let start = place::line_column(&location.text, location.range.start);
        format!("{}:{}:{}", self.path(&location.path), start.line, start.column)
    }

    /// Where the line of a text that was replaced is now.
    fn place_now(&self, location: &Location) -> Option<String> {
        let newer = location.newer.as_ref()?;
        Some(match LineMap::between(&location.text, newer).carry(&location.range) {
            Carried::Kept(range) => {
                let now = Location { text: Arc::clone(newer), range, ..location.clone() };
                format!("the line is now {}", self.place(&now))
            }
            Carried::Gone(_) => "the line is no longer in this file".to_owned(),
        })
    }

    /// Something that is there for those who look for it.
    pub fn dim(&self, text: &str) -> String {
        self.colour.paint(DIM, text)
    }
}

struct Report<'a> {
    look: &'a Look,
    text: String,
}

impl Report<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// What follows the headline. `above` are the frames of the error this one belongs to.
    fn body(&mut self, error: &ScriptError, above: &[String], depth: usize) {
        let now = error.location.as_ref().and_then(|location| self.look.place_now(location));
        match now {
            Some(now) => self.line(&format!("    from an earlier version of this file; {now}")),
            None if error.superseded => self.line("    from an earlier run"),
            None => {}
        }
        if let Some(location) = &error.location {
            self.snippet(location);
        }
        if error.kind == ErrorKind::Rejection && depth == 0 {
            self.note("note", "a promise was rejected with it, and nothing handled the rejection");
        }
        if let Some(help) = &error.help {
            self.note("help", help);
        }
        for (location, text) in &error.related {
            let place = self.look.place(location);
            self.note("note", &format!("{text} ({place})"));
        }
        let frames = self.frames(&error.frames, above);
        self.parts(error, depth);
        self.cause(error, &frames, depth);
    }

    fn note(&mut self, word: &str, text: &str) {
        let word = self.look.colour.paint(BOLD, &format!("{word}:"));
        self.line(&format!("    {word} {text}"));
    }

    fn snippet(&mut self, location: &Location) {
        let shown = place::excerpt(&location.text, &location.range);
        let mark = AnnotationKind::Primary.span(shown.mark);
        let snippet = Snippet::source(shown.text).line_start(shown.line).fold(false).annotation(mark);
        let group = Group::with_level(Level::ERROR).element(snippet);
        let renderer = match self.look.colour {
            Colour::Never => Renderer::plain(),
            Colour::Always => Renderer::styled(),
        };
        let drawn = renderer.render(&[group]);
        for line in drawn.lines() {
            self.line(line.trim_end());
        }
    }

    /// Writes the frames, but not the outermost ones that stand above already. Returns all of them.
    fn frames(&mut self, frames: &[Frame], above: &[String]) -> Vec<String> {
        // What is around the outermost call of the user's is not the user's either.
        let is_native = |frame: &Frame| matches!(frame.place, FramePlace::Native);
        let user = frames.iter().rposition(|frame| !is_native(frame)).map_or(frames.len(), |last| last + 1);
        let lines: Vec<String> = frames.iter().take(user).filter_map(|frame| self.frame(frame)).collect();
        let same = lines.iter().rev().zip(above.iter().rev()).take_while(|(own, other)| own == other).count();
        let own = lines.get(..lines.len() - same).unwrap_or(&lines);
        for run in own.chunk_by(|a, b| a == b) {
            let Some(line) = run.first() else { continue };
            self.line(line);
            if run.len() > 1 {
                let times = format!("    ... the same {} more times", run.len() - 1);
                self.line(&self.look.dim(&times));
            }
        }
        if same > 0 {
            let frames = if same == 1 { "frame" } else { "frames" };
            let rest = format!("    ... {same} {frames} as above");
            self.line(&self.look.dim(&rest));
        }
        lines
    }

    /// `    at function (file:line:col)`. A native frame without a name says nothing: `None`.
    fn frame(&self, frame: &Frame) -> Option<String> {
        let function = frame.function.as_deref();
        let (place, is_ours) = match &frame.place {
            FramePlace::At(location) => (self.look.place(location), true),
            FramePlace::Native => {
                function?;
                ("native".to_owned(), false)
            }
            FramePlace::Unmapped(why) => (why.clone(), false),
        };
        let mut line = String::from("    at ");
        let _ = match function {
            Some(function) => write!(line, "{function} ({place})"),
            None => write!(line, "{place}"),
        };
        if matches!(&frame.place, FramePlace::At(location) if location.newer.is_some()) {
            line.push_str(" in an earlier version");
        }
        Some(if is_ours { line } else { self.look.dim(&line) })
    }

    fn parts(&mut self, error: &ScriptError, depth: usize) {
        if depth >= DEEPEST {
            return;
        }
        let total = error.errors.len();
        for (index, part) in error.errors.iter().take(MOST_PARTS).enumerate() {
            self.inner(&format!("error {} of {total}", index + 1), part, &[], depth + 1);
        }
        if total > MOST_PARTS {
            self.line(&format!("\n... and {} more errors", total - MOST_PARTS));
        }
    }

    fn cause(&mut self, error: &ScriptError, frames: &[String], depth: usize) {
        let Some(cause) = &error.cause else { return };
        if depth >= DEEPEST {
            self.line("\ncaused by: further errors, not shown");
            return;
        }
        self.inner("caused by", cause, frames, depth + 1);
    }

    /// An error that belongs to another one.
    fn inner(&mut self, role: &str, error: &ScriptError, above: &[String], depth: usize) {
        let headline = self.look.colour.paint(RED, &error.headline());
        self.line(&format!("\n{role}: {headline}"));
        if let Some(location) = &error.location {
            let place = self.look.place(location);
            self.line(&self.look.colour.paint(BOLD, &place));
        }
        self.body(error, above, depth);
    }
}

#[cfg(test)]
mod tests;
