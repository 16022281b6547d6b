//! From the protocol's types to ours.

use std::path::PathBuf;

use tower_lsp::ls_types::{
    self as lsp, InitializeParams, TextDocumentContentChangeEvent, Uri, WorkspaceFolder,
};
use url::Url;

use crate::documents::position::Position;
use crate::documents::{Change, DocumentName};

pub fn document_name(uri: &Uri) -> DocumentName {
    DocumentName(uri.as_str().to_owned())
}

/// The file a URI names; `None` for schemes other than `file:`.
pub fn file(uri: &Uri) -> Option<PathBuf> {
    file_of(uri.as_str())
}

pub fn file_of(uri: &str) -> Option<PathBuf> {
    let url = Url::parse(uri).ok()?;
    if url.scheme() != "file" {
        return None;
    }
    url.to_file_path().ok()
}

/// The workspace's folders, else what older clients call the root.
#[expect(deprecated, reason = "older clients send nothing else")]
pub fn roots(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten().filter_map(|folder| file(&folder.uri));
    let mut roots: Vec<PathBuf> = folders.collect();
    if roots.is_empty() {
        let root = params.root_uri.as_ref().and_then(file);
        roots.extend(root.or_else(|| params.root_path.as_ref().map(PathBuf::from)));
    }
    roots.into_iter().map(real).collect()
}

/// A folder of the workspace.
pub fn folder(folder: &WorkspaceFolder) -> Option<PathBuf> {
    file(&folder.uri).map(real)
}

fn real(root: PathBuf) -> PathBuf {
    std::fs::canonicalize(&root).unwrap_or(root)
}

pub fn change(change: TextDocumentContentChangeEvent) -> Change {
    let range = change.range.map(|range| (position(range.start), position(range.end)));
    Change { range, text: change.text }
}

pub fn position(position: lsp::Position) -> Position {
    Position { line: position.line, character: position.character }
}
