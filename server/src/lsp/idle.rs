//! Says why a save did nothing, to somebody who has not run anything yet.

use std::path::PathBuf;
use std::time::Instant;

use tower_lsp::ls_types::MessageType;

use super::code_action;
use super::main_loop::MainLoop;
use crate::first_save::{Effect, Event};

impl MainLoop {
    /// Saved while no program runs.
    pub(super) fn saved_for_nothing(&mut self, saved: &[PathBuf]) {
        if let Some(file) = saved.iter().find(|file| code_action::is_runnable(file)) {
            self.first_save.step(Event::Saved { file: file.clone(), now: Instant::now() });
        }
    }

    pub(super) fn explain_first_save(&mut self, now: Instant) {
        let Some(Effect::Explain { file }) = self.first_save.step(Event::Tick { now }) else { return };
        let way = self.client.way_to_actions.map(|way| format!(" ({way})")).unwrap_or_default();
        let (name, file_name) = (self.short_name(&file), code_action::file_name(&file));
        let message = format!(
            "saveloop: {name} was saved, and no program runs. Choose \"Run {file_name} on save\" among its code \
             actions{way}; from then on every save is the reload"
        );
        self.outbox.show(MessageType::INFO, message);
    }
}
