//! The methods of the protocol. Each one sends an event to the main loop and at most waits for its
//! reply: nothing is awaited before the event is sent, so events keep the order of the messages.

use std::sync::mpsc::Sender;

use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, ExecuteCommandParams,
    Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams,
};

use super::capabilities;
use super::event::Event;

pub struct Backend {
    events: Sender<Event>,
}

impl Backend {
    pub fn new(events: Sender<Event>) -> Self {
        Self { events }
    }

    fn tell(&self, event: Event) {
        if self.events.send(event).is_err() {
            tracing::warn!("the main loop has ended");
        }
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let result = capabilities::announce(&params);
        self.tell(Event::Initialize(Box::new(params)));
        Ok(result)
    }

    async fn initialized(&self, _: InitializedParams) {
        self.tell(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        self.tell(Event::ShutDown { done: None });
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.tell(Event::Opened(params));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.tell(Event::Changed(params));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.tell(Event::Saved(params));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.tell(Event::Closed(params));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.tell(Event::ConfigurationChanged(params.settings));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.tell(Event::FilesChanged(params));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.tell(Event::FoldersChanged(params.event));
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let (reply, answer) = oneshot::channel();
        self.tell(Event::CodeActionAsked { params: Box::new(params), reply });
        Ok(Some(answer.await.map_err(|_| Error::internal_error())?))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let (reply, answer) = oneshot::channel();
        self.tell(Event::HoverAsked { params: Box::new(params), reply });
        answer.await.map_err(|_| Error::internal_error())
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let (reply, answer) = oneshot::channel();
        self.tell(Event::InlayHintsAsked { params, reply });
        Ok(Some(answer.await.map_err(|_| Error::internal_error())?))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let (reply, answer) = oneshot::channel();
        self.tell(Event::LensesAsked { params, reply });
        Ok(Some(answer.await.map_err(|_| Error::internal_error())?))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let (reply, answer) = oneshot::channel();
        self.tell(Event::CommandAsked { params, reply });
        answer.await.map_err(|_| Error::internal_error())?
    }
}
