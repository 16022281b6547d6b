//! Files that are not open: who watches them, and what is heard of them.

use std::path::PathBuf;

use serde_json::json;
use tower_lsp::ls_types::request::RegisterCapability;
use tower_lsp::ls_types::{MessageType, Registration, RegistrationParams};

use super::code_action;
use super::event::Event;
use super::main_loop::MainLoop;
use super::outbox::Question;
use crate::config::Watching;
use crate::watch::{self, Mode, Report, Trouble, Watch};

/// Created, changed, deleted; and what a directory can be.
const ANY_CHANGE: u8 = 7;
const COMES_OR_GOES: u8 = 5;

impl MainLoop {
    /// From now on what programs read is watched.
    pub(super) fn start_watching(&mut self) {
        let events = self.programs.events();
        let report = move |report| {
            // The main loop is gone only when the process ends.
            let _ = events.send(Event::Watched(report));
        };
        let bases = self.roots.iter().map(|root| watch::project_of(root)).collect();
        self.watch = Some(Watch::start(bases, report));
    }

    pub(super) fn tell_watch(&self, command: watch::Command) {
        if let Some(watch) = &self.watch {
            watch.send(command);
        }
    }

    /// Something runs, or is waited for: others may hold it, and the editor is asked to watch if it can.
    pub(super) fn need_watch(&mut self) {
        if !std::mem::replace(&mut self.is_watching, true) {
            self.watch.iter_mut().for_each(Watch::open_door);
        }
        self.choose_watching();
    }

    /// Who tells of changes, by the setting and by what the client can do.
    pub(super) fn choose_watching(&mut self) {
        let is_client = match self.config.watch {
            Watching::Auto => self.client.watched_files && !self.client.tells_only_of_its_own,
            Watching::Client => self.client.watched_files,
            Watching::Native | Watching::Poll => false,
        };
        if is_client && self.is_watching && !std::mem::replace(&mut self.asked_for_files, true) {
            self.ask_for_files();
        }
        let mode = match self.config.watch {
            Watching::Poll => Mode::Poll,
            _ if is_client && self.client_watches => Mode::Client,
            _ => Mode::Native,
        };
        self.tell_watch(watch::Command::Mode { mode, folders: self.roots.clone() });
    }

    /// Asks to be told of what programs are made of, and of everything that comes or goes: it may be a
    /// directory.
    fn ask_for_files(&mut self) {
        let endings = code_action::EXTENSIONS.join(",");
        let watchers = json!([
            {"globPattern": format!("**/*.{{{endings},json,txt}}"), "kind": ANY_CHANGE},
            {"globPattern": "**/*", "kind": COMES_OR_GOES},
        ]);
        let registration = Registration {
            id: "saveloop/files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({ "watchers": watchers })),
        };
        let params = RegistrationParams { registrations: vec![registration] };
        self.outbox.ask::<RegisterCapability>(Question::WatchFiles, params);
    }

    /// The client's answer to that.
    pub(super) fn watches_files(&mut self, does: bool) {
        if !does {
            tracing::warn!("the client does not tell of files; they are watched here");
        }
        self.client_watches = does;
        self.choose_watching();
    }

    pub(super) fn watched(&mut self, report: Report) {
        match report {
            Report::Saved(paths) => self.changed_on_disk(paths),
            Report::Held { holder, at_most } => self.held(&holder, at_most),
            Report::Released { ended, saved } => {
                self.changed_on_disk(saved);
                self.released(&ended);
            }
            Report::Trouble(Trouble::Healed) => {
                self.outbox.report(MessageType::INFO, format!("saveloop: {}", Trouble::Healed));
            }
            Report::Trouble(trouble @ (Trouble::NoWatches | Trouble::NoInstances)) => {
                self.outbox.show(MessageType::WARNING, format!("saveloop: {trouble}"));
            }
            Report::Trouble(trouble) => {
                self.outbox.report(MessageType::WARNING, format!("saveloop: {trouble}"));
            }
        }
    }

    fn changed_on_disk(&mut self, paths: Vec<PathBuf>) {
        self.files_moved |= !paths.is_empty();
        self.saved.extend(paths);
    }
}
