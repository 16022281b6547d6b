//! Run, stop and restart, offered where the file is.

use std::path::Path;

use serde_json::Value;
use tower_lsp::ls_types::{
    self as lsp, CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionParams,
    CodeActionResponse, CodeActionTriggerKind,
};

use super::command::Command;
use super::from_proto;
use super::programs::Programs;
use crate::documents::FilePaths;

/// The files that can be run.
const EXTENSIONS: [&str; 8] = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"];

pub fn is_runnable(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

pub fn offer(programs: &Programs, params: &CodeActionParams) -> CodeActionResponse {
    let uri = &params.text_document.uri;
    let Some(file) = from_proto::file(uri).filter(|path| is_runnable(path)) else {
        return Vec::new();
    };
    if !is_asked_for(&params.context) {
        return Vec::new();
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let commands: &[Command] = if programs.is_running(&FilePaths::of(file).real) {
        &[Command::Stop, Command::Restart]
    } else {
        &[Command::Run]
    };
    commands.iter().map(|command| action(*command, &name, uri.as_str())).collect()
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

fn action(command: Command, name: &str, uri: &str) -> CodeActionOrCommand {
    let title = match command {
        Command::Run => format!("Run {name} on save"),
        Command::Stop => format!("Stop {name}"),
        Command::Restart => format!("Restart {name}"),
        Command::Status | Command::ShowLog | Command::Handles => command.name().to_owned(),
    };
    CodeActionOrCommand::CodeAction(CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        command: Some(lsp::Command {
            title,
            command: command.name().to_owned(),
            arguments: Some(vec![Value::String(uri.to_owned())]),
        }),
        ..CodeAction::default()
    })
}
