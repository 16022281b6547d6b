//! Before a program runs: the question whether its folder is trusted, and what the answer leads to.

use std::path::{Path, PathBuf};

use runtime::permissions::Kind;
use serde_json::Value;
use tower_lsp::ls_types::request::ShowMessageRequest;
use tower_lsp::ls_types::{InitializeParams, MessageActionItem, MessageType, ShowMessageRequestParams};

use super::main_loop::MainLoop;
use super::outbox::Question;
use crate::first_save;
use crate::grants;
use crate::trust::{Answer, Effect, Event, Refusal, folder_of};

impl MainLoop {
    /// Editors with restrictions of their own say so when they start us; no setting can.
    pub(super) fn read_restriction(&mut self, params: &InitializeParams) {
        let option = |options: &Value| options.get("workspaceTrust").and_then(Value::as_bool);
        let is_restricted = params.initialization_options.as_ref().and_then(option) == Some(false);
        self.decide(Event::Editor { is_restricted });
    }

    /// Runs a program, from its start, once its folder is trusted.
    pub(super) fn want(&mut self, entry: &Path) {
        self.first_save.step(first_save::Event::Asked);
        self.runs_again(entry);
        let folder = folder_of(entry, &self.roots);
        let is_granted = match self.store.as_ref().map(|store| store.covers(entry)) {
            Some(Ok(is_granted)) => is_granted,
            Some(Err(why)) => {
                self.outbox.show(MessageType::WARNING, format!("saveloop: {why}"));
                false
            }
            None => false,
        };
        self.decide(Event::Wanted { entry: entry.to_owned(), folder: folder.to_owned(), is_granted });
    }

    /// A program that may still wait for an answer is not to run.
    pub(super) fn unwant(&mut self, entry: &Path) {
        self.decide(Event::Unwanted { entry: entry.to_owned() });
    }

    /// `None`: the client refused to ask.
    pub(super) fn trust_answered(&mut self, folder: PathBuf, answer: Option<&Value>) {
        let title = |answer: &Value| Answer::of(answer.get("title").and_then(Value::as_str));
        self.decide(Event::Answered { folder, answer: answer.map(title) });
    }

    /// An answer from the code actions, where the client showed no question.
    pub(super) fn trust_chosen(&mut self, entry: &Path, answer: Answer) {
        self.decide(Event::Chosen { entry: entry.to_owned(), answer });
    }

    fn decide(&mut self, event: Event) {
        for effect in self.trust.step(event) {
            match effect {
                Effect::Run(entry) => self.start(&entry),
                Effect::Ask { folder, entry } => self.ask_for_trust(folder, &entry),
                Effect::Keep { folder, allows_all } => self.keep_trust(folder, allows_all),
                Effect::Refuse { entry, folder, why } => self.say_refused(&entry, &folder, why),
            }
        }
    }

    fn ask_for_trust(&mut self, folder: PathBuf, entry: &Path) {
        let name = self.short_name(entry);
        let shown = folder.display();
        let by_setting = if self.is_named_by_setting(entry) {
            " The setting saveloop.entry asks for it, and may come from the folder itself."
        } else {
            ""
        };
        let message = format!(
            "Run {name} on save? Its code, and what it imports, may read the files here. What else it wants (other \
             files, the network, variables, programs) is asked once when it comes to it, unless you allow \
             everything now. Folder: {shown}.{by_setting}"
        );
        let action = |answer: Answer| MessageActionItem {
            title: answer.title().to_owned(),
            properties: Default::default(),
        };
        let actions = Some(Answer::ALL.map(action).to_vec());
        let params = ShowMessageRequestParams { typ: MessageType::WARNING, message, actions };
        self.outbox.ask::<ShowMessageRequest>(Question::Trust { folder }, params);
    }

    fn is_named_by_setting(&self, entry: &Path) -> bool {
        self.config.entry.iter().any(|named| self.find_entry(named).is_ok_and(|found| found == entry))
    }

    fn keep_trust(&mut self, folder: PathBuf, allows_all: bool) {
        let kept = match &self.store {
            Some(store) => store.grant(&folder).and_then(|_| match allows_all {
                true => store.permit(&folder, &Kind::ALL),
                false => Ok(()),
            }),
            None => Err("there is no place for a person's settings here".to_owned()),
        };
        if let Err(why) = kept {
            let message = format!("saveloop trusts {} for this session only: {why}", folder.display());
            self.outbox.show(MessageType::WARNING, message);
            if allows_all {
                self.grant(grants::Event::AllowedAll { folder: folder.clone() });
            }
            self.decide(Event::Unkept { folder });
        }
    }

    fn say_refused(&self, entry: &Path, folder: &Path, why: Refusal) {
        let (name, folder) = (self.short_name(entry), folder.display());
        let why = match why {
            Refusal::Restricted => "the editor restricts this workspace; trust it there first".to_owned(),
            Refusal::Declined => {
                format!(
                    "{folder} is not trusted. *Run* asks again; `saveloop trust grant` in it answers for good"
                )
            }
            Refusal::Unasked => format!(
                "{folder} is not trusted, and this editor shows no questions. Its code actions answer; or in a \
                 terminal: saveloop trust grant {folder}"
            ),
        };
        self.outbox.show(MessageType::WARNING, format!("saveloop: {name} was not run: {why}"));
    }
}
