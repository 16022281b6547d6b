//! What the client tells: documents and settings.

use std::path::Path;

use serde_json::Value;
use tower_lsp::ls_types::request::{CodeLensRefresh, WorkspaceConfiguration};
use tower_lsp::ls_types::{
    ConfigurationItem, ConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, MessageType,
    WorkspaceFoldersChangeEvent,
};

use super::from_proto;
use super::main_loop::MainLoop;
use super::outbox::Question;
use crate::config::Config;
use crate::documents::{DocumentName, FilePaths, Oddity, Version};
use crate::watch;

impl MainLoop {
    pub(super) fn initialized(&mut self) {
        if self.client.configuration {
            self.ask_for_configuration();
        } else {
            self.start_configured();
        }
    }

    pub(super) fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let name = from_proto::document_name(&document.uri);
        let file = from_proto::file(&document.uri).map(FilePaths::of);
        let paths = file.iter().flat_map(FilePaths::all).map(Path::to_owned).collect::<Vec<_>>();
        let version = Version(document.version);
        let oddity = self.documents.open(name.clone(), file, version, &document.text);
        self.note(&name, oddity);
        for path in &paths {
            self.book.replaced(path, &self.documents);
        }
        self.tell_watch(watch::Command::Opened(paths));
        self.touched = Some(name);
        self.files_moved = true;
    }

    pub(super) fn changed(&mut self, params: DidChangeTextDocumentParams) {
        let name = from_proto::document_name(&params.text_document.uri);
        let version = Version(params.text_document.version);
        let changes: Vec<_> = params.content_changes.into_iter().map(from_proto::change).collect();
        let (edits, oddity) = self.documents.change(&name, version, &changes);
        self.note(&name, oddity);
        if let Some(file) = self.documents.get(&name).and_then(|document| document.file()) {
            for path in file.all() {
                self.book.edited(path, &edits);
            }
        }
        self.touched = Some(name);
    }

    pub(super) fn saved(&mut self, params: DidSaveTextDocumentParams) {
        let name = from_proto::document_name(&params.text_document.uri);
        // Saved without being open is odd and does no harm: the disk has its text.
        let _ = self.documents.save(&name, params.text.as_deref());
        let file = match self.documents.get(&name) {
            Some(document) => document.file().cloned(),
            None => from_proto::file(&params.text_document.uri).map(FilePaths::of),
        };
        self.saved.extend(file.into_iter().flat_map(|file| [file.named, file.real]));
        self.touched = Some(name);
        self.files_moved = true;
    }

    /// The programs go on; from now on the file is what is on disk.
    pub(super) fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let name = from_proto::document_name(&params.text_document.uri);
        let file = self.documents.get(&name).and_then(|document| document.file().cloned());
        let oddity = self.documents.close(&name);
        self.note(&name, oddity);
        for path in file.iter().flat_map(FilePaths::all) {
            self.book.replaced(path, &self.documents);
        }
        // It may be open under another name.
        let paths =
            file.iter().flat_map(FilePaths::all).filter(|path| self.documents.of_file(path).is_none());
        self.tell_watch(watch::Command::Closed(paths.map(Path::to_owned).collect()));
    }

    /// The client tells of files on the disk.
    pub(super) fn files_changed(&mut self, params: &DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| from_proto::file(&change.uri)).collect();
        self.tell_watch(watch::Command::Told(paths));
        self.files_moved = true;
    }

    /// An entry may be in one of the new folders. What runs of the others goes on.
    pub(super) fn folders_changed(&mut self, change: &WorkspaceFoldersChangeEvent) {
        let removed: Vec<_> = change.removed.iter().filter_map(from_proto::folder).collect();
        self.roots.retain(|root| !removed.contains(root));
        for added in change.added.iter().filter_map(from_proto::folder) {
            if !self.roots.contains(&added) {
                self.roots.push(added);
            }
        }
        self.choose_watching();
        self.start_configured();
    }

    /// Some clients push settings, some push `null` to say that they can be asked for.
    pub(super) fn configuration_changed(&mut self, settings: &Value) {
        if self.client.configuration {
            self.ask_for_configuration();
        } else if settings.is_object() {
            self.configure(settings);
            self.start_configured();
        }
    }

    pub(super) fn configured_by(&mut self, sections: &Value) {
        let section = sections.get(0).filter(|section| section.is_object());
        if let Some(section) = section {
            self.configure(section);
        }
        self.start_configured();
    }

    fn configure(&mut self, settings: &Value) {
        let had_lenses = self.config.lenses;
        self.read_config(settings);
        self.apply_settings();
        if self.config.lenses != had_lenses && self.client.lenses {
            self.outbox.ask::<CodeLensRefresh>(Question::Refresh, ());
        }
    }

    pub(super) fn read_config(&mut self, settings: &Value) {
        let (config, invalid) = Config::read(settings, &self.options);
        self.config = config;
        for invalid in invalid {
            self.outbox.show(MessageType::WARNING, invalid.to_string());
        }
    }

    fn ask_for_configuration(&mut self) {
        let item = ConfigurationItem { scope_uri: None, section: Some("saveloop".to_owned()) };
        let params = ConfigurationParams { items: vec![item] };
        self.outbox.ask::<WorkspaceConfiguration>(Question::Configuration, params);
    }

    fn note(&self, name: &DocumentName, oddity: Option<Oddity>) {
        let Some(oddity) = oddity else { return };
        let DocumentName(name) = name;
        let message = match oddity {
            Oddity::OpenedTwice => format!("{name} was opened twice; the newer text counts"),
            Oddity::NotOpen => format!("{name} is not open; the notification was ignored"),
            Oddity::VersionOutOfOrder { before, now } => format!(
                "{name} went from version {} to {}; if its text seems wrong, close and open it",
                before.0, now.0
            ),
        };
        tracing::warn!("{message}");
        self.outbox.log(MessageType::WARNING, format!("saveloop: {message}"));
    }
}
