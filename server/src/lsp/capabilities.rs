//! What the client can do, and what we say that we can.

use serde_json::Value;
use tower_lsp::ls_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, ExecuteCommandOptions,
    HoverProviderCapability, InitializeParams, InitializeResult, OneOf, PositionEncodingKind,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::command::Command;
use crate::diagnostics::Detail;
use crate::documents::position::Encoding;
use crate::first_save::way_to_actions;

/// The part of the client's capabilities that changes what we do.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    pub encoding: Encoding,
    pub detail: Detail,
    pub code_descriptions: bool,
    /// It can be asked for its settings.
    pub configuration: bool,
    pub work_done_progress: bool,
    /// It can be asked to tell of files on the disk.
    pub watched_files: bool,
    /// And then tells only of what it wrote itself.
    pub tells_only_of_its_own: bool,
    pub show_document: bool,
    /// It says what it is, as editors do: a person sits before it.
    pub has_name: bool,
    /// How a person gets at its code actions, where that is known.
    pub way_to_actions: Option<&'static str>,
    /// It shows lenses, and asks for them again when it is told to.
    pub lenses: bool,
    /// It asks for inlay hints again when it is told to.
    pub inlay_hints: bool,
    /// It wants `saveloop/generation`.
    pub generations: bool,
    /// It wants `saveloop/inspectorStarted`, and shows by itself what that says.
    pub inspectors: bool,
}

impl Client {
    pub fn of(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let window = capabilities.window.as_ref();
        let publish =
            capabilities.text_document.as_ref().and_then(|documents| documents.publish_diagnostics.as_ref());
        let related = publish.and_then(|publish| publish.related_information) == Some(true);
        let show_document = window.and_then(|window| window.show_document.as_ref());
        Self {
            encoding: encoding(params),
            detail: if related { Detail::Related } else { Detail::Text },
            code_descriptions: publish.and_then(|publish| publish.code_description_support) == Some(true),
            configuration: capabilities.workspace.as_ref().and_then(|space| space.configuration)
                == Some(true),
            watched_files: watches_files(params),
            tells_only_of_its_own: params
                .client_info
                .as_ref()
                .is_some_and(|client| client.name.eq_ignore_ascii_case("helix")),
            work_done_progress: window.and_then(|window| window.work_done_progress) == Some(true),
            lenses: has_lenses(params),
            has_name: params.client_info.is_some(),
            way_to_actions: way_to_actions(params.client_info.as_ref().map(|client| client.name.as_str())),
            inlay_hints: has_inlay_hints(params),
            show_document: show_document.is_some_and(|show| show.support),
            generations: wants(params, "generation"),
            inspectors: wants(params, "inspectorStarted"),
        }
    }
}

/// Bytes when the client counts them too: nothing has to be converted then.
fn encoding(params: &InitializeParams) -> Encoding {
    let general = params.capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_deref());
    match offered {
        Some(offered) if offered.contains(&PositionEncodingKind::UTF8) => Encoding::Utf8,
        Some(offered) if offered.contains(&PositionEncodingKind::UTF16) => Encoding::Utf16,
        Some(offered) if offered.contains(&PositionEncodingKind::UTF32) => Encoding::Utf32,
        _ => Encoding::Utf16,
    }
}

fn has_lenses(params: &InitializeParams) -> bool {
    let capabilities = &params.capabilities;
    let shows = capabilities.text_document.as_ref().and_then(|documents| documents.code_lens.as_ref());
    let workspace = capabilities.workspace.as_ref();
    let refreshes = workspace.and_then(|workspace| workspace.code_lens.as_ref());
    shows.is_some() && refreshes.and_then(|lens| lens.refresh_support) == Some(true)
}

fn has_inlay_hints(params: &InitializeParams) -> bool {
    let workspace = params.capabilities.workspace.as_ref();
    let refreshes = workspace.and_then(|workspace| workspace.inlay_hint.as_ref());
    refreshes.and_then(|hints| hints.refresh_support) == Some(true)
}

fn watches_files(params: &InitializeParams) -> bool {
    let workspace = params.capabilities.workspace.as_ref();
    let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
    watched.and_then(|watched| watched.dynamic_registration) == Some(true)
}

/// Whether the client asks for one of our own notifications.
fn wants(params: &InitializeParams, name: &str) -> bool {
    let option = |root: Option<&Value>, pointer: String| {
        root.and_then(|root| root.pointer(&pointer)).and_then(Value::as_bool) == Some(true)
    };
    option(params.initialization_options.as_ref(), format!("/experimental/{name}"))
        || option(params.capabilities.experimental.as_ref(), format!("/saveloop/{name}"))
}

/// The answer to `initialize`.
pub fn announce(params: &InitializeParams) -> InitializeResult {
    let position_encoding = match encoding(params) {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(true.into()),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
        ..CodeActionOptions::default()
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    let commands = Command::ALL.iter().map(|command| command.name().to_owned()).collect();
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(position_encoding),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            // One that cannot refresh may ask only one server: that is the one with the types.
            inlay_hint_provider: has_inlay_hints(params).then_some(OneOf::Left(true)),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands,
                ..ExecuteCommandOptions::default()
            }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(folders),
                ..WorkspaceServerCapabilities::default()
            }),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: "saveloop".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..InitializeResult::default()
    }
}
