//! Run, stop, restart and debug, offered where the file is.

use std::path::Path;

use serde_json::Value;
use tower_lsp::ls_types::{
    self as lsp, CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionParams,
    CodeActionResponse, CodeActionTriggerKind,
};

use super::command::Command;
use super::from_proto;
use super::main_loop::MainLoop;
use super::to_proto;
use crate::diagnostics::ProgramName;
use crate::documents::FilePaths;
use crate::trust::Answer;

/// The files that can be run.
pub(super) const EXTENSIONS: [&str; 8] = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"];

pub fn is_runnable(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// What can be done about a program that does not yield, where it is.
const FOR_BUSY: [Command; 3] = [Command::Stop, Command::KeepGoing, Command::AttachDebugger];

impl MainLoop {
    pub(super) fn code_actions(&self, params: &CodeActionParams) -> CodeActionResponse {
        let uri = &params.text_document.uri;
        let Some(file) = from_proto::file(uri) else { return Vec::new() };
        if !is_asked_for(&params.context) {
            return Vec::new();
        }
        let entry = FilePaths::of(file.clone()).real;
        let (mut actions, mut busy) = (Vec::new(), Vec::new());
        for (program, diagnostic) in self.busy_at(&entry, params) {
            let Some(program_uri) = to_proto::uri(&program, &self.documents) else { continue };
            for command in FOR_BUSY {
                let about = Some(vec![diagnostic.clone()]);
                actions.push(action(command, &file_name(&program), program_uri.as_str(), about));
            }
            busy.push(program);
        }
        actions.extend(self.to_allow(&entry, params));
        let for_file: &[Command] = if busy.iter().any(|program| **program == *entry) {
            &[Command::Restart]
        } else {
            self.commands_for(&entry)
        };
        actions.extend(self.for_test(&entry, uri.as_str(), params.range.start));
        let name = file_name(&file);
        actions.extend(for_file.iter().map(|command| action(*command, &name, uri.as_str(), None)));
        actions.extend(self.for_trust(&entry, uri.as_str()));
        actions
    }

    /// The answers to a question that the client did not show.
    fn for_trust(&self, entry: &Path, uri: &str) -> Vec<CodeActionOrCommand> {
        let Some(folder) = self.trust.unshown(entry) else { return Vec::new() };
        let name = file_name(entry);
        let folder = folder.display();
        let answers = Answer::ALL.map(|answer| {
            let title = match answer {
                Answer::Always => format!("Trust {folder} and run {name}"),
                Answer::Everything => format!("Trust {folder}, allow everything and run {name}"),
                Answer::Session => format!("Run {name} this session"),
                Answer::No => format!("Do not run {name}"),
            };
            (title, answer)
        });
        let offered = |(title, answer): (String, Answer)| {
            let arguments = vec![Value::String(uri.to_owned()), Value::String(answer.title().to_owned())];
            titled(title, Command::Trust, arguments, None)
        };
        answers.map(offered).into()
    }

    /// What can be done with a file, by whether it runs.
    pub(super) fn commands_for(&self, file: &Path) -> &'static [Command] {
        if !is_runnable(file) {
            &[]
        } else if self.programs.is_running(file) {
            &[Command::Stop, Command::Restart, Command::AttachDebugger, Command::OpenLog]
        } else {
            &[Command::Run]
        }
    }

    /// What can be done with the test at a position.
    fn for_test(&self, file: &Path, uri: &str, position: lsp::Position) -> Vec<CodeActionOrCommand> {
        let Some(call) = self.test_at(file, position) else { return Vec::new() };
        let kind = if call.is_suite { "suite" } else { "test" };
        let name = call.path.last().cloned().flatten();
        let name = name.map_or_else(|| format!("this {kind}"), |name| format!("{kind} \"{name}\""));
        let mut actions = Vec::new();
        for (verb, command) in [("Run", Command::RunTest), ("Debug", Command::DebugTest)] {
            let arguments = vec![Value::String(uri.to_owned()), serde_json::json!(position)];
            actions.push(titled(format!("{verb} {name}"), command, arguments, None));
        }
        actions
    }

    /// The programs that are busy on the lines that are asked about, and what says so. The client's
    /// own copy of it is preferred: that is what it knows to be one of its diagnostics.
    fn busy_at(&self, file: &Path, params: &CodeActionParams) -> Vec<(ProgramName, lsp::Diagnostic)> {
        let asked = &params.range;
        let mut found = Vec::new();
        for (program, diagnostic) in self.book.busy(file) {
            let ours = to_proto::diagnostic(&diagnostic, file, &self.documents, &self.client);
            let theirs = params.context.diagnostics.iter();
            let theirs = theirs.clone().find(|it| it.code == ours.code && it.range == ours.range);
            let is_near = ours.range.start.line <= asked.end.line && asked.start.line <= ours.range.end.line;
            if theirs.is_some() || is_near {
                found.push((program, theirs.cloned().unwrap_or(ours)));
            }
        }
        found
    }
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Only what the menu of quick fixes asks for: an editor that applies `source` actions on every save
/// must never start or stop anything, and one that looks for a light bulb needs no answer on lines
/// that we say nothing about.
fn is_asked_for(context: &CodeActionContext) -> bool {
    let kind = CodeActionKind::QUICKFIX;
    let is_wanted = |only: &CodeActionKind| {
        only.as_str().is_empty()
            || *only == kind
            || kind.as_str().strip_prefix(only.as_str()).is_some_and(|rest| rest.starts_with('.'))
    };
    let is_wanted = context.only.as_ref().is_none_or(|only| only.iter().any(is_wanted));
    let is_automatic = context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC);
    let is_ours = |diagnostic: &lsp::Diagnostic| diagnostic.source.as_deref() == Some("saveloop");
    is_wanted && (!is_automatic || context.diagnostics.iter().any(is_ours))
}

fn action(
    command: Command,
    name: &str,
    uri: &str,
    diagnostics: Option<Vec<lsp::Diagnostic>>,
) -> CodeActionOrCommand {
    let title = match command {
        Command::Run => format!("Run {name} on save"),
        Command::Stop => format!("Stop {name}"),
        Command::Restart => format!("Restart {name}"),
        Command::KeepGoing => format!("Keep {name} going"),
        Command::AttachDebugger => format!("Attach debugger to {name}"),
        Command::OpenLog => format!("Open log of {name}"),
        Command::Status
        | Command::ShowLog
        | Command::Handles
        | Command::Suspend
        | Command::Release
        | Command::RunTest
        | Command::DebugTest
        | Command::Trust
        | Command::Allow => command.name().to_owned(),
    };
    titled(title, command, vec![Value::String(uri.to_owned())], diagnostics)
}

pub(super) fn titled(
    title: String,
    command: Command,
    arguments: Vec<Value>,
    diagnostics: Option<Vec<lsp::Diagnostic>>,
) -> CodeActionOrCommand {
    CodeActionOrCommand::CodeAction(CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics,
        command: Some(lsp::Command { title, command: command.name().to_owned(), arguments: Some(arguments) }),
        ..CodeAction::default()
    })
}
