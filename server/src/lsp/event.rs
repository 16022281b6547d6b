//! Everything the main loop can hear.

use std::path::PathBuf;

use runtime::backlog::Share;
use runtime::{debug, message};
use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc;
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, ExecuteCommandParams, Hover, HoverParams, InitializeParams, InlayHint,
    InlayHintParams, WorkspaceFoldersChangeEvent,
};

use crate::dap::Wish;
use crate::watch;

/// Numbers the sessions of this process, so that late events of one that is gone are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub u64);

#[derive(Debug)]
pub enum Event {
    Initialize(Box<InitializeParams>),
    Initialized,
    Opened(DidOpenTextDocumentParams),
    Changed(DidChangeTextDocumentParams),
    Saved(DidSaveTextDocumentParams),
    Closed(DidCloseTextDocumentParams),
    /// The client pushed its settings; often `null`, meaning that they can be asked for.
    ConfigurationChanged(Value),
    /// The client says that files were made, changed or deleted on the disk.
    FilesChanged(DidChangeWatchedFilesParams),
    /// Folders came to the workspace, or left it.
    FoldersChanged(WorkspaceFoldersChangeEvent),
    /// The watching room reports.
    Watched(watch::Report),
    CodeActionAsked {
        params: Box<CodeActionParams>,
        reply: oneshot::Sender<CodeActionResponse>,
    },
    HoverAsked {
        params: Box<HoverParams>,
        reply: oneshot::Sender<Option<Hover>>,
    },
    InlayHintsAsked {
        params: InlayHintParams,
        reply: oneshot::Sender<Vec<InlayHint>>,
    },
    LensesAsked {
        params: CodeLensParams,
        reply: oneshot::Sender<Vec<CodeLens>>,
    },
    CommandAsked {
        params: ExecuteCommandParams,
        reply: oneshot::Sender<jsonrpc::Result<Option<Value>>>,
    },
    /// The client answered something we asked.
    Answered(jsonrpc::Response),
    /// A program reported.
    Reported {
        program: PathBuf,
        session: SessionId,
        events: Vec<message::Event>,
        /// Dropped when the events have been taken.
        share: Share,
    },
    /// A debugger has something to say to a program.
    Debugged {
        program: PathBuf,
        session: SessionId,
        command: debug::message::Command,
    },
    /// To the program's own debugging tools.
    Tooled {
        program: PathBuf,
        session: SessionId,
        said: message::ToTool,
    },
    /// A debugger wants something of the program itself.
    Wished {
        program: PathBuf,
        session: SessionId,
        wish: Wish,
    },
    /// The cache does not work as it should; everything goes on.
    CacheTrouble(String),
    /// Text came in that is no text and was repaired.
    Repaired,
    /// No program may run any more; answered when none does.
    ShutDown {
        done: Option<std::sync::mpsc::SyncSender<()>>,
    },
}
