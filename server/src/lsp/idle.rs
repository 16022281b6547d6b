//! Says why nothing is seen, to somebody who has seen nothing yet.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use runtime::message;
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

    /// Saved while programs run, which are told of it.
    pub(super) fn saved_for_programs(&mut self, saved: &[PathBuf]) {
        let files = saved.iter().filter(|file| code_action::is_runnable(file)).cloned().collect();
        let programs = self.programs.iter().filter(|(_, program)| program.is_wanted()).count();
        self.elsewhere.saved(files, programs);
    }

    /// Whether there is something to see of a program, and whether a save concerned it.
    pub(super) fn watch_for_signs(&mut self, program: &Arc<Path>, event: &message::Event) {
        use message::Event as Told;
        match event {
            Told::NotUsed { saved } => {
                if let Some(file) = self.elsewhere.not_used(program, saved) {
                    self.say_not_used(&file);
                }
            }
            Told::Settled { alive, .. } => {
                let (program, now) = (Arc::clone(program), Instant::now());
                self.first_save.step(Event::Rests { program, alive: *alive, now });
            }
            Told::Console(_)
            | Told::Error(_)
            | Told::Strayed(_)
            | Told::Refused { .. }
            | Told::Seen(_)
            | Told::Test(_)
            | Told::EngineLost { .. }
            | Told::Busy { .. }
            | Told::Denied { .. }
            | Told::Asks { .. }
            | Told::Held { .. }
            | Told::Stopped { .. }
            | Told::Fault { .. } => {
                self.first_save.step(Event::Shown);
            }
            Told::Started { .. }
            | Told::Outcome(_)
            | Told::Handles { .. }
            | Told::Ledger { .. }
            | Told::Looked { .. }
            | Told::Unchanged { .. }
            | Told::Yielded
            | Told::Exited { .. }
            | Told::Suspended { .. }
            | Told::HoldExpired { .. }
            | Told::Debug(_)
            | Told::DoorAsked { .. }
            | Told::Tool(_) => {}
        }
    }

    pub(super) fn explain_silence(&mut self, now: Instant) {
        match self.first_save.step(Event::Tick { now }) {
            Some(Effect::Explain { file }) => {
                let (name, file_name, way) = self.way_to_run(&file);
                self.tell_person(format!(
                    "saveloop: {name} was saved, and no program runs. Choose \"Run {file_name} on save\" among its \
                     code actions{way}; from then on every save is the reload"
                ));
            }
            Some(Effect::Reassure { program, alive }) if self.client.has_name => {
                let name = self.short_name(&program);
                let how = if alive {
                    "runs, and has printed nothing so far"
                } else {
                    "ran to its end and printed nothing"
                };
                self.tell_person(format!(
                    "saveloop: {name} {how}. What it prints and where it fails will stand beside its lines"
                ));
            }
            Some(Effect::Reassure { .. }) | None => {}
        }
    }

    /// A tool knows what it saves; a person may think that the file runs.
    fn say_not_used(&mut self, file: &Path) {
        if !self.client.has_name {
            return;
        }
        let (name, file_name, way) = self.way_to_run(file);
        let running = self.programs.iter().filter(|(_, program)| program.is_wanted());
        let running: Vec<String> = running.map(|(entry, _)| self.short_name(entry)).collect();
        let running = running.join(", ");
        self.tell_person(format!(
            "saveloop: {name} was saved, and nothing that runs uses it ({running}). To run it, choose \"Run {file_name} \
             on save\" among its code actions{way}"
        ));
    }

    fn way_to_run(&self, file: &Path) -> (String, String, String) {
        let way = self.client.way_to_actions.map(|way| format!(" ({way})")).unwrap_or_default();
        (self.short_name(file), code_action::file_name(file).to_string(), way)
    }

    fn tell_person(&mut self, message: String) {
        self.outbox.show(MessageType::INFO, message);
    }
}
