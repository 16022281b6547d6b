//! Values that the text of a program asks for by `//?`, where they stand.

use std::ops::Range;
use std::sync::Arc;

use super::shell::Shell;
use crate::ids::{Generation, VersionId};
use crate::message::{ConsoleLevel, ConsoleLine, Event, Location};

impl Shell {
    /// `range`: of the expression, in bytes of the text that ran.
    pub(super) fn seen(
        &mut self,
        generation: Generation,
        range: Range<u32>,
        text: String,
        script: Option<VersionId>,
    ) {
        let Some(version) = script.and_then(|script| self.maps.get(script)) else { return };
        let newer = self.reporter(|reporter| (reporter.newer)(&version));
        let location = Some(Location {
            path: Arc::clone(&version.path),
            text: Arc::clone(&version.source),
            range: last_line(&version.source, range.start as usize..range.end as usize),
            newer,
        });
        let level = ConsoleLevel::Log;
        self.emit(Event::Seen(ConsoleLine { generation, level, text, partial: false, location }));
    }
}

/// What stands on the last line of a range: a value is shown where it was asked for.
fn last_line(source: &str, range: Range<usize>) -> Range<usize> {
    let text = source.get(range.clone()).unwrap_or_default();
    let before = text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let rest = &text[before..];
    let start = range.start + before + (rest.len() - rest.trim_start().len());
    start..range.end.max(start)
}
