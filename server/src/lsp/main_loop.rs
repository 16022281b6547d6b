//! The one thread that owns all state: documents, the book, settings and programs.
//!
//! A turn takes every event that is ready, then tells the programs of all saves at once and
//! publishes what changed, so that whatever arrives together is told together.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tower_lsp::jsonrpc::Response;
use tower_lsp::ls_types::notification::PublishDiagnostics;
use tower_lsp::ls_types::{InitializeParams, MessageType};

use super::capabilities::Client;
use super::console_file::ConsoleFiles;
use super::console_log::ConsoleLog;
use super::event::Event;
use super::ext::{self, GenerationChanged};
use super::holds::Holding;
use super::ledger::Ledgers;
use super::looks::Looks;
use super::outbox::{Outbox, Question};
use super::programs::{Programs, Start};
use super::{from_proto, to_proto};
use crate::config::Config;
use crate::diagnostics::{Book, Detail, Display, Urgency};
use crate::documents::position::Encoding;
use crate::documents::{DocumentName, Documents};
use crate::first_save::FirstSave;
use crate::first_save::elsewhere::Elsewhere;
use crate::grants::Grants;
use crate::trust::Trust;
use crate::trust::store::Store;
use crate::watch::Watch;

/// Changes of printed lines alone are published at most this often.
const HINT_INTERVAL: Duration = Duration::from_millis(200);
/// A turn takes no more events than this, nor takes them for longer, before it publishes.
const MOST_IN_TURN: usize = 4096;
const LONGEST_TURN: Duration = Duration::from_millis(30);
const SLOW_TURN: Duration = Duration::from_millis(50);

pub struct MainLoop {
    pub(super) outbox: Outbox,
    pub(super) client: Client,
    /// The workspace's folders.
    pub(super) roots: Vec<PathBuf>,
    /// What the client gave when it started us; its settings go before.
    pub(super) options: Config,
    pub(super) config: Config,
    /// The entries that run because a setting names them.
    pub(super) configured: Vec<String>,
    /// Those that are named and were not there.
    pub(super) missing: Vec<String>,
    /// Files that are not open; there once the client has said what the workspace is.
    pub(super) watch: Option<Watch>,
    /// Something runs or is waited for.
    pub(super) is_watching: bool,
    /// The client was asked to tell of files; and does.
    pub(super) asked_for_files: bool,
    pub(super) client_watches: bool,
    pub(super) holding: Holding,
    /// Something happened to files: one of the missing may be there now.
    pub(super) files_moved: bool,
    pub(super) documents: Documents,
    pub(super) book: Book,
    pub(super) programs: Programs,
    pub(super) trust: Trust,
    pub(super) grants: Grants,
    /// Where trust is kept; `None`: this person has no place for it.
    pub(super) store: Option<Store>,
    pub(super) first_save: FirstSave,
    pub(super) elsewhere: Elsewhere,
    pub(super) console: ConsoleLog,
    pub(super) console_files: ConsoleFiles,
    /// Saved in this turn; told to the programs at its end.
    pub(super) saved: Vec<PathBuf>,
    /// What happened to programs in this turn; logged, and told to tools that ask for it, behind everything it led to.
    pub(super) steps: Vec<GenerationChanged>,
    /// The document the user last opened, changed or saved.
    pub(super) touched: Option<DocumentName>,
    pub(super) log_path: Option<PathBuf>,
    /// Questions for handles that programs have not answered.
    pub(super) ledgers: Ledgers,
    /// Hovers that programs have not answered.
    pub(super) looks: Looks,
    /// A program has come to rest: nothing more will come that is worth waiting for.
    pub(super) at_rest: bool,
    /// How programs begin that were asked for and may not run yet.
    pub(super) starts: BTreeMap<PathBuf, Start>,
    /// What programs do has changed what lenses offer.
    pub(super) stale_lenses: bool,
    /// The client has asked for inlay hints: it shows them.
    pub(super) asked_for_hints: bool,
    hints_published: Option<Instant>,
    shut_down: bool,
}

impl MainLoop {
    pub fn new(outbox: Outbox, programs: Programs, log_path: Option<PathBuf>) -> Self {
        let client = Client {
            encoding: Encoding::Utf16,
            detail: Detail::Text,
            code_descriptions: false,
            configuration: false,
            work_done_progress: false,
            watched_files: false,
            tells_only_of_its_own: false,
            show_document: false,
            has_name: false,
            way_to_actions: None,
            way_to_debugger: None,
            lenses: false,
            inlay_hints: false,
            generations: false,
            inspectors: false,
        };
        Self {
            outbox,
            client,
            roots: Vec::new(),
            options: Config::default(),
            config: Config::default(),
            configured: Vec::new(),
            missing: Vec::new(),
            watch: None,
            is_watching: false,
            asked_for_files: false,
            client_watches: false,
            holding: Holding::default(),
            files_moved: false,
            documents: Documents::new(client.encoding),
            book: Book::new(Display { detail: client.detail, hints: true, tests: true, inlay: false }),
            programs,
            trust: Trust::default(),
            grants: Grants::default(),
            store: Store::of_person(),
            first_save: FirstSave::default(),
            elsewhere: Elsewhere::default(),
            console: ConsoleLog::default(),
            console_files: ConsoleFiles::beside(log_path.as_deref()),
            saved: Vec::new(),
            steps: Vec::new(),
            touched: None,
            log_path,
            ledgers: Ledgers::default(),
            looks: Looks::default(),
            at_rest: false,
            starts: BTreeMap::new(),
            stale_lenses: false,
            asked_for_hints: false,
            hints_published: None,
            shut_down: false,
        }
    }

    /// Runs until every sender of events is gone.
    pub fn run(mut self, events: &Receiver<Event>) {
        while let Some(first) = self.next_event(events) {
            let begin = Instant::now();
            if let Next::Event(first) = first {
                self.handle(first);
            }
            for _ in 1..MOST_IN_TURN {
                let Ok(event) = events.try_recv() else { break };
                self.handle(event);
                if begin.elapsed() > LONGEST_TURN {
                    break;
                }
            }
            self.end_turn(Instant::now());
            let duration = begin.elapsed();
            if duration > SLOW_TURN {
                tracing::warn!("a turn of the main loop took {duration:?}");
            }
        }
    }

    fn next_event(&self, events: &Receiver<Event>) -> Option<Next> {
        let Some(deadline) = self.deadline() else {
            return events.recv().ok().map(Next::Event);
        };
        match events.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(event) => Some(Next::Event(event)),
            Err(RecvTimeoutError::Timeout) => Some(Next::Deadline),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// When something has to be told even if nothing more happens.
    fn deadline(&self) -> Option<Instant> {
        if self.shut_down {
            return None;
        }
        let hints = self.book.urgency().and(self.hints_published).map(|last| last + HINT_INTERVAL);
        let asked = [self.ledgers.deadline(), self.looks.deadline(), self.holding.deadline()];
        let asked = asked.into_iter().flatten().min();
        let idle = [self.console.deadline(), self.first_save.deadline()].into_iter().flatten().min();
        [hints, idle, self.programs.deadline(), asked].into_iter().flatten().min()
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Initialize(params) => self.initialize(&params),
            Event::Initialized => self.initialized(),
            Event::Opened(params) => self.opened(params),
            Event::Changed(params) => self.changed(params),
            Event::Saved(params) => self.saved(params),
            Event::Closed(params) => self.closed(&params),
            Event::ConfigurationChanged(settings) => self.configuration_changed(&settings),
            Event::CodeActionAsked { params, reply } => {
                let _ = reply.send(self.code_actions(&params));
            }
            Event::HoverAsked { params, reply } => {
                self.hover(&params, reply);
            }
            Event::InlayHintsAsked { params, reply } => {
                let _ = reply.send(self.inlay_hints(&params));
            }
            Event::LensesAsked { params, reply } => {
                let _ = reply.send(self.lenses(&params));
            }
            Event::CommandAsked { params, reply } => {
                self.execute(&params, reply);
            }
            Event::Answered(response) => self.answered(response),
            Event::Reported { program, session, events, share } => {
                self.reported(&program, session, &events);
                drop(share);
            }
            Event::Debugged { program, session, command } => {
                if let Some((_, program)) = self.programs.reporting(&program, session) {
                    program.debug(command);
                }
            }
            Event::Tooled { program, session, said } => {
                if let Some((_, program)) = self.programs.reporting(&program, session) {
                    program.tool(said);
                }
            }
            Event::Wished { program, session, wish } => self.wished(&program, session, wish),
            Event::CacheTrouble(what) => self.outbox.log(MessageType::WARNING, format!("saveloop: {what}")),
            Event::FilesChanged(params) => self.files_changed(&params),
            Event::FoldersChanged(change) => self.folders_changed(&change),
            Event::Watched(report) => self.watched(report),
            Event::Repaired => self.outbox.log(
                MessageType::WARNING,
                "saveloop: the client sent halves of surrogate pairs; they were replaced by U+FFFD",
            ),
            Event::ShutDown { done } => {
                self.shut_down = true;
                self.watch = None;
                self.programs.shut_down();
                if let Some(done) = done {
                    let _ = done.send(());
                }
            }
        }
    }

    fn initialize(&mut self, params: &InitializeParams) {
        self.client = Client::of(params);
        self.roots = from_proto::roots(params);
        self.read_restriction(params);
        self.documents.set_encoding(self.client.encoding);
        self.start_watching();
        if let Some(process) = params.process_id {
            super::parent::watch(process);
        }
        if let Some(options) = &params.initialization_options {
            self.read_config(options);
            self.options = self.config.clone();
        }
        self.apply_settings();
    }

    fn answered(&mut self, response: Response) {
        match self.outbox.answered(response) {
            Some((Question::Configuration, sections)) => {
                self.configured_by(&sections.unwrap_or_default());
            }
            Some((Question::Progress { session }, Some(_))) => {
                self.programs.begin_progress(session, &self.outbox);
            }
            Some((Question::ShowLog { said }, answer)) => {
                let shown = answer.is_some_and(|answer| answer.get("success") == Some(&Value::Bool(true)));
                if !shown {
                    self.outbox.show(MessageType::INFO, said);
                }
            }
            Some((Question::Trust { folder }, answer)) => self.trust_answered(folder, answer.as_ref()),
            Some((Question::Permission { folder, kind }, answer)) => {
                self.permission_answered(folder, kind, answer.as_ref());
            }
            Some((Question::WatchFiles, answer)) => self.watches_files(answer.is_some()),
            Some((Question::Progress { .. }, None) | (Question::Refresh, _)) | None => {}
        }
    }

    pub(super) fn apply_settings(&mut self) {
        self.choose_display();
        self.programs.tune(self.config.tuning);
        self.programs.wrap(self.wrappers());
        self.refuse_own_cache();
        self.programs.keep_in(&self.config.cache);
        self.surround();
        self.permit_all();
        self.choose_watching();
    }

    pub(super) fn choose_display(&mut self) {
        let hints = self.config.console_inline;
        let tests = self.config.tests_hints && !(self.client.lenses && self.config.lenses);
        let inlay = self.shows_inlay_hints();
        self.book.set_display(Display { detail: self.client.detail, hints, tests, inlay });
    }

    fn end_turn(&mut self, now: Instant) {
        if self.shut_down {
            return;
        }
        self.tell_saved();
        if std::mem::take(&mut self.files_moved) && !self.missing.is_empty() {
            self.start_configured();
        }
        self.programs.ask_for_progress(now, &mut self.outbox);
        self.answer_ledgers(now);
        self.answer_looks(now);
        self.answer_holds(now);
        if let Some(dropped) = self.console.flush(now) {
            self.outbox.log(MessageType::INFO, dropped);
        }
        self.explain_silence(now);
        self.tell(now);
    }

    /// Tells the programs of what was saved since they were told last.
    pub(super) fn tell_saved(&mut self) {
        let mut saved = std::mem::take(&mut self.saved);
        saved.sort();
        saved.dedup();
        if saved.is_empty() {
            return;
        }
        if self.programs.tell_saved(&saved) {
            self.saved_for_programs(&saved);
        } else {
            tracing::info!("{} was saved; no program runs", self.name_all(&saved));
            self.saved_for_nothing(&saved);
        }
    }

    /// Publishes what changed, and then the steps that led to it.
    pub(super) fn tell(&mut self, now: Instant) {
        self.publish(now);
        for step in self.steps.drain(..) {
            Self::log_record(&step);
            if self.client.generations {
                self.outbox.notify::<ext::Generation>(step);
            }
        }
    }

    fn publish(&mut self, now: Instant) {
        let at_rest = std::mem::take(&mut self.at_rest);
        let is_due = match self.book.urgency() {
            None => false,
            Some(Urgency::Now) => true,
            Some(Urgency::Soon) => {
                at_rest || self.hints_published.is_none_or(|last| now >= last + HINT_INTERVAL)
            }
        };
        if !is_due {
            return;
        }
        self.hints_published = Some(now);
        self.refresh_lenses();
        if self.outbox.is_backed_up() {
            // The book keeps what is newest, and it is tried again.
            return;
        }
        for publication in self.book.publish() {
            let params = to_proto::publication(&publication, &self.documents, &self.client);
            if let Some(params) = params {
                self.outbox.notify::<PublishDiagnostics>(params);
            }
        }
        self.refresh_inlay_hints();
    }

    /// How messages name a file: its path under a folder of the workspace, else its file name.
    pub(super) fn short_name(&self, path: &Path) -> String {
        let short = self.roots.iter().find_map(|root| path.strip_prefix(root).ok());
        let name = short.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
        name.display().to_string()
    }
}

enum Next {
    Event(Event),
    Deadline,
}
