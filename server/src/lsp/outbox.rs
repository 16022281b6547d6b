//! What the main loop says to the client: notifications, and questions whose answers come back as
//! events.

use std::collections::HashMap;
use std::path::PathBuf;

use runtime::permissions::Kind;
use serde::Serialize;
use serde_json::Value;
use tower_lsp::jsonrpc::{Id, Response};
use tower_lsp::ls_types::notification::{LogMessage, Notification, ShowMessage};
use tower_lsp::ls_types::request::Request;
use tower_lsp::ls_types::{LogMessageParams, MessageType, ShowMessageParams};

use super::event::SessionId;
use super::output::Output;

/// Why the client was asked something; says what its answer is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    Configuration,
    /// A progress may be shown for a run.
    Progress {
        session: SessionId,
    },
    /// What is shown elsewhere is to be asked for again.
    Refresh,
    /// New files are to be told.
    WatchFiles,
    /// Programs of this folder are to run.
    Trust {
        folder: PathBuf,
    },
    /// A program waits for a permission of this kind.
    Permission {
        folder: PathBuf,
        kind: Kind,
    },
    /// A log was to be shown; otherwise this is, which names it.
    ShowLog {
        said: String,
    },
}

#[derive(Debug)]
pub struct Outbox {
    output: Output,
    last: i64,
    asked: HashMap<i64, Question>,
}

#[derive(Serialize)]
struct Outgoing<P> {
    jsonrpc: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<i64>,
    method: &'static str,
    params: P,
}

impl Outbox {
    pub fn new(output: Output) -> Self {
        Self { output, last: 0, asked: HashMap::new() }
    }

    pub fn notify<N: Notification>(&self, params: N::Params) {
        self.send(None, N::METHOD, params);
    }

    pub fn ask<R: Request>(&mut self, question: Question, params: R::Params) {
        self.last += 1;
        self.asked.insert(self.last, question);
        self.send(Some(self.last), R::METHOD, params);
    }

    /// What an answer is for, and the answer unless the client refused.
    pub fn answered(&mut self, response: Response) -> Option<(Question, Option<Value>)> {
        let (id, result) = response.into_parts();
        let Id::Number(id) = id else { return None };
        Some((self.asked.remove(&id)?, result.ok()))
    }

    /// Whether the client does not keep up with what is said already.
    pub fn is_backed_up(&self) -> bool {
        self.output.is_backed_up()
    }

    /// Into the editor's log.
    pub fn log(&self, typ: MessageType, message: impl Into<String>) {
        self.notify::<LogMessage>(LogMessageParams { typ, message: message.into() });
    }

    /// Into the editor's log and ours: what saveloop does and why, never what a program prints.
    pub fn report(&self, typ: MessageType, message: impl Into<String>) {
        let message = message.into();
        tracing::info!("{message}");
        self.log(typ, message);
    }

    /// In front of the user.
    pub fn show(&self, typ: MessageType, message: impl Into<String>) {
        let message = message.into();
        tracing::info!("{message}");
        self.show_unlogged(typ, message);
    }

    /// For what must not stand in a file.
    pub fn show_unlogged(&self, typ: MessageType, message: String) {
        self.notify::<ShowMessage>(ShowMessageParams { typ, message });
    }

    fn send(&self, id: Option<i64>, method: &'static str, params: impl Serialize) {
        self.output.send(&Outgoing { jsonrpc: "2.0", id, method, params });
    }
}
