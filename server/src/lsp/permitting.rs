//! What programs may do: the questions their wishes lead to, and what the answers lead to.

use std::path::{Path, PathBuf};

use runtime::message::{self, ErrorKind, ScriptError};
use runtime::permissions::{Kind, Level, Permissions, Wanted, in_workspace};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::request::ShowMessageRequest;
use tower_lsp::ls_types::{
    self as lsp, CodeActionOrCommand, MessageActionItem, MessageType, ShowMessageRequestParams,
};

use super::code_action::titled;
use super::command::Command;
use super::from_proto;
use super::main_loop::MainLoop;
use super::outbox::Question;
use super::programs::State;
use super::to_proto;
use crate::diagnostics::ProgramName;
use crate::documents::FilePaths;
use crate::grants::{Answer, Effect, Event, Limit, Of};
use crate::sealed::{real, sealed};
use crate::trust::folder_of;

impl MainLoop {
    /// The rules for a program, by what was answered, what is kept, and what the settings say now.
    pub(super) fn rules(&self, entry: &Path) -> Permissions {
        let given = self.look_around(entry).0.variables().into_iter().map(|(name, _)| name).collect();
        self.rules_with(entry, given)
    }

    /// Whether a file may be read for a program without a question: by whom, it may be a setting of the folder.
    pub(super) fn may_read(&self, entry: &Path, file: &Path) -> bool {
        let real = real(file);
        let is_inside = in_workspace(&self.real_roots(), entry).iter().any(|folder| real.starts_with(folder));
        is_inside || self.rules_with(entry, Vec::new()).decide(&Wanted::read(real)) == Level::Allow
    }

    fn real_roots(&self) -> Vec<PathBuf> {
        self.roots.iter().map(|root| real(root)).collect()
    }

    /// `given`: variables that the settings give.
    fn rules_with(&self, entry: &Path, given: Vec<String>) -> Permissions {
        let kept = self.store.as_ref().map(|store| store.permissions_of(entry));
        let kept = kept.unwrap_or_else(|| Ok(Default::default())).unwrap_or_else(|why| {
            tracing::warn!("nothing is granted: {why}");
            Default::default()
        });
        let limits =
            self.config.permissions.iter().map(|(kind, limit)| (*kind, self.in_folders(*kind, limit)));
        self.grants.rules(&Of {
            folder: folder_of(entry, &self.roots).to_owned(),
            kept,
            limits: limits.collect(),
            readable: in_workspace(&self.real_roots(), entry),
            given,
            sealed: sealed(self.store.as_ref(), self.config.cache.directory()),
        })
    }

    /// Paths of settings are relative to the folder that is open, and compared as real ones.
    fn in_folders(&self, kind: Kind, limit: &Limit) -> Limit {
        match limit {
            Limit::Only(named) if matches!(kind, Kind::Read | Kind::Write) => {
                let at = |named: &String| {
                    let path = self.roots.first().map_or_else(|| named.into(), |root| root.join(named));
                    real(&path).to_string_lossy().into_owned()
                };
                Limit::Only(named.iter().map(at).collect())
            }
            limit => limit.clone(),
        }
    }

    /// Tells every program what it may do now.
    pub(super) fn permit_all(&mut self) {
        let known: Vec<PathBuf> = self.programs.iter().map(|(name, _)| name.to_path_buf()).collect();
        known.iter().for_each(|entry| self.permit(entry));
    }

    fn permit(&self, entry: &Path) {
        let rules = self.rules(entry);
        self.programs.tell(entry, message::Command::Permit(Box::new(rules)));
    }

    /// A program waits for a permission.
    pub(super) fn permission_wanted(&mut self, name: &ProgramName, kind: Kind, resource: &str) {
        // Said in a terminal or in another editor meanwhile, or on its way to the program.
        if self.rules(name).rule(kind).level != Level::Ask {
            return self.permit(name);
        }
        let folder = folder_of(name, &self.roots).to_owned();
        let (entry, resource) = (name.to_path_buf(), resource.to_owned());
        self.grant(Event::Asked { folder, kind, entry, resource });
    }

    /// `None`: the client refused to ask.
    pub(super) fn permission_answered(&mut self, folder: PathBuf, kind: Kind, answer: Option<&Value>) {
        let title = |answer: &Value| Answer::of(answer.get("title").and_then(Value::as_str));
        self.grant(Event::Answered { folder, kind, answer: answer.map(title) });
    }

    /// Somebody runs a program: what was refused before is asked again.
    pub(super) fn runs_again(&mut self, entry: &Path) {
        let folder = folder_of(entry, &self.roots).to_owned();
        self.grant(Event::Run { folder });
    }

    pub(super) fn grant(&mut self, event: Event) {
        for effect in self.grants.step(event) {
            match effect {
                Effect::Ask { folder, kind, entry, resource } => {
                    self.ask_for_permission(folder, kind, &entry, &resource);
                }
                Effect::Keep { folder, kind } => self.keep_permission(folder, kind),
                Effect::Tell { folder } => {
                    let of = |name: &ProgramName| folder_of(name, &self.roots) == folder;
                    let of: Vec<_> =
                        self.programs.iter().map(|(name, _)| name).filter(|name| of(name)).cloned().collect();
                    of.iter().for_each(|entry| self.permit(entry));
                }
            }
        }
    }

    fn ask_for_permission(&mut self, folder: PathBuf, kind: Kind, entry: &Path, resource: &str) {
        let (name, doing, shown) = (self.short_name(entry), kind.doing(), folder.display());
        let what = if resource.is_empty() { String::new() } else { format!(" ({resource})") };
        let message = format!(
            "{name} wants to {doing}{what}, and waits. May programs in {shown} {doing}, this and all else of the kind?"
        );
        let action = |answer: Answer| MessageActionItem {
            title: answer.title().to_owned(),
            properties: Default::default(),
        };
        let actions = Some(Answer::ALL.map(action).to_vec());
        let params = ShowMessageRequestParams { typ: MessageType::WARNING, message, actions };
        self.outbox.ask::<ShowMessageRequest>(Question::Permission { folder, kind }, params);
    }

    fn keep_permission(&mut self, folder: PathBuf, kind: Kind) {
        let kept = match &self.store {
            Some(store) => store.permit(&folder, &[kind]),
            None => Err("there is no place for a person's settings here".to_owned()),
        };
        if let Err(why) = kept {
            let (doing, shown) = (kind.doing(), folder.display());
            let message = format!("programs in {shown} may {doing} for this session only: {why}");
            self.outbox.show(MessageType::WARNING, format!("saveloop: {message}"));
            self.grant(Event::Unkept { folder, kind });
        }
    }

    /// What a refusal says of the way out; an import that is refused too.
    pub(super) fn advise(&self, name: &ProgramName, event: &message::Event) -> Option<message::Event> {
        match event {
            message::Event::Denied { error } => {
                Some(message::Event::Denied { error: self.advised(name, error)? })
            }
            message::Event::Refused { attempt, cause, errors, duration } => {
                let is_denied = |error: &ScriptError| matches!(error.kind, ErrorKind::Denied(_));
                errors.iter().any(is_denied).then(|| message::Event::Refused {
                    attempt: *attempt,
                    cause: cause.clone(),
                    errors: errors
                        .iter()
                        .map(|error| self.advised(name, error).unwrap_or_else(|| error.clone()))
                        .collect(),
                    duration: *duration,
                })
            }
            _ => None,
        }
    }

    fn advised(&self, name: &ProgramName, error: &ScriptError) -> Option<ScriptError> {
        let ErrorKind::Denied(kind) = error.kind else { return None };
        let folder = folder_of(name, &self.roots).display();
        let help = if self.is_limited(kind) {
            format!("the setting saveloop.permissions says so for \"{}\"", kind.name())
        } else {
            format!(
                "to allow it: the quick fix here, or in a terminal: saveloop trust grant --allow {} {folder}",
                kind.name()
            )
        };
        Some(ScriptError { help: Some(help), ..error.clone() })
    }

    /// A setting denies it: no answer gives it.
    fn is_limited(&self, kind: Kind) -> bool {
        matches!(self.config.permissions.get(&kind), Some(Limit::Deny | Limit::Only(_)))
    }

    /// What was refused on the lines that are asked about can be allowed, as in the question.
    pub(super) fn to_allow(&self, file: &Path, params: &lsp::CodeActionParams) -> Vec<CodeActionOrCommand> {
        let asked = &params.range;
        let mut actions = Vec::new();
        for (program, kind, diagnostic) in self.book.denied(file) {
            let ours = to_proto::diagnostic(&diagnostic, file, &self.documents, &self.client);
            let is_near = ours.range.start.line <= asked.end.line && asked.start.line <= ours.range.end.line;
            let uri = to_proto::uri(&program, &self.documents).filter(|_| is_near && !self.is_limited(kind));
            let Some(uri) = uri else { continue };
            let folder = folder_of(&program, &self.roots);
            let folder = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
            for answer in [Answer::Always, Answer::Session] {
                let until = if answer == Answer::Session { ", this session" } else { "" };
                let title = format!("Allow programs in {folder} to {}{until}", kind.doing());
                let arguments =
                    vec![Value::String(uri.as_str().to_owned()), kind.name().into(), answer.title().into()];
                actions.push(titled(title, Command::Allow, arguments, Some(vec![ours.clone()])));
            }
        }
        actions
    }

    /// `saveloop.allow`: `[uri, kind, answer]`. A person allows a kind, for good unless the answer says otherwise;
    /// a program that failed for the lack of it starts again.
    pub(super) fn allow(&mut self, arguments: &[Value]) -> Result<Option<Value>> {
        let kind = arguments.get(1).and_then(Value::as_str).and_then(Kind::named);
        let path = arguments.first().and_then(Value::as_str).and_then(from_proto::file_of);
        let answer = arguments.get(2).map_or(Answer::Always, |it| Answer::of(it.as_str()));
        let (Some(kind), Some(path)) = (kind, path) else {
            return Err(Error::invalid_params(
                "give a program's URI, one of read, write, net, env and run, and an answer",
            ));
        };
        let entry = FilePaths::of(path).real;
        let Some(program) = self.programs.get(&entry) else {
            return Err(Error::invalid_params("no such program runs"));
        };
        let has_failed = program.state == State::Failed || self.book.is_refused(&entry);
        let folder = folder_of(&entry, &self.roots).to_owned();
        self.grant(Event::Answered { folder, kind, answer: Some(answer) });
        if answer == Answer::No {
            return Ok(None);
        }
        self.book.allowed(&entry.clone().into(), kind);
        if has_failed {
            self.want(&entry);
        }
        Ok(None)
    }
}
