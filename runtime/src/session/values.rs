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
            range: range.start as usize..range.end as usize,
            newer,
        });
        let level = ConsoleLevel::Log;
        self.emit(Event::Seen(ConsoleLine { generation, level, text, partial: false, location }));
    }
}
