//! What the user asks for: run, stop, restart, status, handles, the log.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use runtime::debug::message::AtStart;
use runtime::sources::Sources;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::request::ShowDocument;
use tower_lsp::ls_types::{ExecuteCommandParams, MessageType, ShowDocumentParams};

use super::main_loop::MainLoop;
use super::outbox::Question;
use super::programs::{Given, Program, Start};
use super::testing::Asked;
use super::{code_action, from_proto, to_proto};
use crate::documents::FilePaths;
use crate::first_save;
use crate::trust::Answer;
use crate::watch;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Run,
    Stop,
    Restart,
    KeepGoing,
    Status,
    ShowLog,
    OpenLog,
    Handles,
    Suspend,
    Release,
    AttachDebugger,
    RunTest,
    DebugTest,
    Trust,
    Allow,
}

impl Command {
    pub const ALL: [Self; 15] = [
        Self::Run,
        Self::Stop,
        Self::Restart,
        Self::KeepGoing,
        Self::Status,
        Self::ShowLog,
        Self::OpenLog,
        Self::Handles,
        Self::Suspend,
        Self::Release,
        Self::AttachDebugger,
        Self::RunTest,
        Self::DebugTest,
        Self::Trust,
        Self::Allow,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Run => "saveloop.run",
            Self::Stop => "saveloop.stop",
            Self::Restart => "saveloop.restart",
            Self::KeepGoing => "saveloop.keepGoing",
            Self::Status => "saveloop.status",
            Self::ShowLog => "saveloop.showLog",
            Self::OpenLog => "saveloop.openLog",
            Self::Handles => "saveloop.handles",
            Self::Suspend => "saveloop.suspend",
            Self::Release => "saveloop.release",
            Self::AttachDebugger => "saveloop.attachDebugger",
            Self::RunTest => "saveloop.runTest",
            Self::DebugTest => "saveloop.debugTest",
            Self::Trust => "saveloop.trust",
            Self::Allow => "saveloop.allow",
        }
    }

    /// What a lens says; `None`: it is none.
    pub fn lens(self) -> Option<&'static str> {
        match self {
            Self::Run => Some("Run on save"),
            Self::Stop => Some("Stop"),
            Self::Restart => Some("Restart"),
            Self::AttachDebugger => Some("Attach debugger"),
            Self::RunTest => Some("Run test"),
            Self::DebugTest => Some("Debug test"),
            Self::KeepGoing
            | Self::Status
            | Self::ShowLog
            | Self::OpenLog
            | Self::Handles
            | Self::Suspend
            | Self::Release
            | Self::Trust
            | Self::Allow => None,
        }
    }

    fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| command.name() == name)
    }
}

/// Lines that are on their way to the disk are waited for this long.
const SOON: Duration = Duration::from_millis(200);

/// Where the answer to a command goes.
pub type Reply = oneshot::Sender<Result<Option<Value>>>;

impl MainLoop {
    /// Answers at once, or when the programs have answered.
    pub(super) fn execute(&mut self, params: &ExecuteCommandParams, reply: Reply) {
        let argument = params.arguments.first();
        let answer = match Command::of(&params.command) {
            None => Err(Error::invalid_params(format!("there is no command {}", params.command))),
            Some(Command::Suspend) => return self.suspend(argument, reply),
            Some(Command::Release) => return self.release(argument, reply),
            Some(Command::Handles) => match uri(argument) {
                Ok(uri) => return self.ask_handles(uri, reply),
                Err(error) => Err(error),
            },
            Some(command @ (Command::RunTest | Command::DebugTest)) => {
                Asked::of(&params.arguments).and_then(|asked| match command {
                    Command::DebugTest => self.debug_test(&asked),
                    _ => {
                        self.run_test(&asked);
                        Ok(None)
                    }
                })
            }
            Some(Command::Trust) => self.answer_trust(&params.arguments),
            Some(Command::Allow) => self.allow(&params.arguments),
            Some(command) => self.obey(command, argument),
        };
        // A client that has gone away needs no answer.
        let _ = reply.send(answer);
    }

    fn obey(&mut self, command: Command, argument: Option<&Value>) -> Result<Option<Value>> {
        match command {
            Command::Run => self.run_command(uri(argument)?),
            Command::Stop => self.stop(uri(argument)?),
            Command::Restart => self.restart(uri(argument)?),
            Command::KeepGoing => self.keep_going(uri(argument)?),
            Command::Status => return Ok(Some(self.status())),
            Command::ShowLog => self.show_log(),
            Command::OpenLog => self.open_log(uri(argument)?),
            Command::AttachDebugger => return self.attach_debugger(uri(argument)?),
            Command::Handles
            | Command::Suspend
            | Command::Release
            | Command::RunTest
            | Command::DebugTest
            | Command::Trust
            | Command::Allow => {}
        }
        Ok(None)
    }

    /// The settings ask for these programs; what asks once is started once. What is not there is
    /// waited for.
    pub(super) fn start_configured(&mut self) {
        let named = &self.config.entry;
        self.missing.retain(|missing| named.contains(missing));
        for entry in self.config.entry.clone() {
            if self.configured.contains(&entry) {
                continue;
            }
            match self.find_entry(&entry) {
                Ok(path) => {
                    self.missing.retain(|missing| *missing != entry);
                    self.configured.push(entry);
                    self.want(&path);
                }
                Err(why) if !self.missing.contains(&entry) => {
                    let message = format!("saveloop.entry is \"{entry}\", but {why}");
                    self.outbox.show(MessageType::WARNING, message);
                    self.first_save.step(first_save::Event::Asked);
                    self.missing.push(entry);
                }
                Err(_) => {}
            }
        }
        if !self.missing.is_empty() {
            self.await_missing();
        }
    }

    fn await_missing(&mut self) {
        self.need_watch();
        for path in self.missing.iter().flat_map(|entry| self.roots.iter().map(move |root| root.join(entry)))
        {
            self.tell_watch(watch::Command::Await(path));
        }
    }

    /// The file that a setting names, in the first folder that has it; or why there is none.
    pub(super) fn find_entry(&self, entry: &str) -> std::result::Result<PathBuf, String> {
        let named = PathBuf::from(entry);
        let places = match &self.roots[..] {
            [] if !named.is_absolute() => {
                return Err("no folder is open; give an absolute path".to_owned());
            }
            [] => vec![named],
            roots => roots.iter().map(|root| root.join(entry)).collect(),
        };
        let is_there = |path: &&PathBuf| path.is_file() || self.documents.of_file(path).is_some();
        match places.iter().find(is_there) {
            Some(path) if code_action::is_runnable(path) => Ok(FilePaths::of(path.clone()).real),
            Some(_) => Err("it is no JavaScript or TypeScript file".to_owned()),
            None => {
                let mut places: Vec<_> = places.iter().map(|path| path.display().to_string()).collect();
                places.dedup();
                Err(format!(
                    "there is no file {} yet; it runs once there is (paths are relative to the workspace's folder)",
                    places.join(" or ")
                ))
            }
        }
    }

    fn run_command(&mut self, uri: Option<&str>) {
        let touched = self.touched.as_ref().map(|name| name.0.clone());
        let Some(uri) = uri.map(str::to_owned).or(touched) else {
            return self.refuse_to_run("open the file to run first");
        };
        let Some(path) = from_proto::file_of(&uri) else {
            return self.refuse_to_run(&format!("{uri} is no file on disk; save it first"));
        };
        if !code_action::is_runnable(&path) {
            let name = self.short_name(&path);
            return self.refuse_to_run(&format!("{name} is no JavaScript or TypeScript file"));
        }
        let entry = FilePaths::of(path).real;
        if self.programs.is_running(&entry) {
            let name = self.short_name(&entry);
            self.outbox.show(MessageType::INFO, format!("saveloop runs {name} already"));
        } else {
            self.want(&entry);
        }
    }

    /// Starts a program that may run, for the tests that were asked for if any were. One that was stopped
    /// comes back as it was; for tests it begins anew, and after a change of what a session is made with.
    pub(super) fn start(&mut self, entry: &Path) {
        self.stale_lenses = true;
        let how = self.starts.remove(entry).unwrap_or_default();
        if how == Start::default() {
            if self.programs.is_current(entry, self.config.memory_limit) {
                return self.programs.restart(entry);
            }
            self.book.forget(&entry.into());
        }
        self.need_watch();
        let open: Arc<dyn Sources> = self.documents.overlay();
        let sources = match &mut self.watch {
            Some(watch) => watch.sources(open),
            None => open,
        };
        let waits = how.at_start == AtStart::Wait;
        let given = Given { surroundings: self.around(entry), permissions: self.rules(entry) };
        if let Err(error) = self.programs.start(entry, sources, self.config.memory_limit, given, how) {
            self.refuse_to_run(&format!("no engine can be started: {error}"));
        } else if waits && let Err(error) = self.let_debuggers_in(entry) {
            self.refuse_to_run(&error.message);
        }
    }

    /// `[uri, answer]`: what a person chose among the code actions, in the words of the question's buttons.
    fn answer_trust(&mut self, arguments: &[Value]) -> Result<Option<Value>> {
        let wrong = || Error::invalid_params("the arguments are the URI of a file and an answer");
        let entry = uri(arguments.first())?.and_then(from_proto::file_of).ok_or_else(wrong)?;
        let answer = Answer::of(arguments.get(1).and_then(Value::as_str));
        self.trust_chosen(&FilePaths::of(entry).real, answer);
        Ok(None)
    }

    fn stop(&mut self, uri: Option<&str>) {
        for entry in self.meant(uri, Program::is_wanted) {
            self.end(&entry);
        }
    }

    /// Ends a program until somebody wants it again.
    pub(super) fn end(&mut self, entry: &Path) {
        self.programs.stop(entry);
        self.unwant(entry);
    }

    /// A program that was stopped comes back only when it is named.
    fn restart(&mut self, uri: Option<&str>) {
        for entry in self.meant(uri, |program| uri.is_some() || program.is_wanted()) {
            self.want(&entry);
        }
    }

    /// A program may take its time: what says that it is busy goes, and comes with another turn only.
    fn keep_going(&mut self, uri: Option<&str>) {
        for entry in self.meant(uri, Program::is_wanted) {
            self.book.dismiss_busy(&entry.into());
        }
    }

    /// The programs a command is about: the named one, else all it can be about. Says so when there
    /// is none.
    pub(super) fn meant(&self, uri: Option<&str>, concerns: impl Fn(&Program) -> bool) -> Vec<PathBuf> {
        let named = uri.map(|uri| from_proto::file_of(uri).map(|path| FilePaths::of(path).real));
        let entries: Vec<PathBuf> = self
            .programs
            .iter()
            .filter(|(_, program)| concerns(program))
            .map(|(name, _)| name.to_path_buf())
            .filter(|entry| named.as_ref().is_none_or(|named| named.as_ref() == Some(entry)))
            .collect();
        if entries.is_empty() {
            let message = match uri.map(|uri| (uri, from_proto::file_of(uri))) {
                Some((_, Some(path))) => format!("saveloop does not run {}", self.short_name(&path)),
                Some((uri, None)) => format!("saveloop does not run {uri}"),
                None => "saveloop runs no program".to_owned(),
            };
            self.outbox.show(MessageType::INFO, message);
        }
        entries
    }

    fn status(&self) -> Value {
        let programs: Vec<Value> = self
            .programs
            .iter()
            .map(|(name, program)| {
                json!({
                    "program": to_proto::uri(name, &self.documents),
                    "state": program.state.name(),
                    "generation": program.generation.map(|generation| generation.0),
                    "cause": program.cause,
                    "reason": program.reason,
                    "errors": self.book.error_count(name),
                    "hints": self.book.hint_count(name),
                    "handles": program.handles,
                    "lastGeneration": program.last,
                })
            })
            .collect();
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "log": self.log_path,
            "programs": programs,
        })
    }

    fn show_log(&mut self) {
        let Some(path) = self.log_path.clone() else {
            return self.outbox.show(MessageType::WARNING, "saveloop could not open a log file");
        };
        self.show_file(&path, format!("The log of saveloop is {}", path.display()));
    }

    /// All that programs have printed.
    fn open_log(&mut self, uri: Option<&str>) {
        for entry in self.meant(uri, |_| true) {
            let name = self.short_name(&entry);
            self.console_files.flush(SOON);
            match self.console_files.path(&entry) {
                Some(path) if path.exists() => {
                    self.show_file(&path, format!("What {name} has printed is in {}", path.display()));
                }
                Some(_) => self.outbox.show(MessageType::INFO, format!("{name} has printed nothing")),
                None => self.outbox.show(MessageType::WARNING, "saveloop could not open a log file"),
            }
        }
    }

    /// Opens a file in the editor, or says what is to be said instead.
    fn show_file(&mut self, path: &Path, said: String) {
        let uri = to_proto::file_uri(path).filter(|_| self.client.show_document);
        let Some(uri) = uri else {
            return self.outbox.show(MessageType::INFO, said);
        };
        let params =
            ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection: None };
        self.outbox.ask::<ShowDocument>(Question::ShowLog { said }, params);
    }

    pub(super) fn refuse_to_run(&self, why: &str) {
        self.outbox.show(MessageType::WARNING, format!("saveloop: {why}"));
    }
}

fn uri(argument: Option<&Value>) -> Result<Option<&str>> {
    match argument {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(uri)) => Ok(Some(uri)),
        Some(_) => Err(Error::invalid_params("the argument is the URI of a file")),
    }
}
