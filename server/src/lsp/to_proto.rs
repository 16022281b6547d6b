//! From our types to the protocol's.

use std::path::Path;
use std::str::FromStr;

use runtime::message;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Position, PublishDiagnosticsParams, Range, Uri,
};
use url::Url;

use super::capabilities::Client;
use crate::diagnostics::{self, Place, Publication, Related, Severity};
use crate::documents::position::{self, Encoding};
use crate::documents::{Document, Documents};

/// `None` for a file that no URI can name.
pub fn publication(
    publication: &Publication,
    documents: &Documents,
    client: &Client,
) -> Option<PublishDiagnosticsParams> {
    let path = &publication.path;
    let entries = publication.diagnostics.iter();
    Some(PublishDiagnosticsParams {
        uri: uri(path, documents)?,
        diagnostics: entries.map(|entry| diagnostic(entry, path, documents, client)).collect(),
        version: documents.of_file(path).map(|(_, document)| document.version().0),
    })
}

/// As the client spells it when it has the file open.
pub fn uri(path: &Path, documents: &Documents) -> Option<Uri> {
    match documents.of_file(path) {
        Some((name, _)) => Uri::from_str(&name.0).ok(),
        None => file_uri(path),
    }
}

pub fn file_uri(path: &Path) -> Option<Uri> {
    Uri::from_str(Url::from_file_path(path).ok()?.as_str()).ok()
}

/// What a file shows.
pub fn diagnostic(
    entry: &diagnostics::Diagnostic,
    path: &Path,
    documents: &Documents,
    client: &Client,
) -> Diagnostic {
    let document = documents.of_file(path).map(|(_, document)| document);
    let related: Vec<_> =
        entry.related.iter().filter_map(|related| related_place(related, documents)).collect();
    let page = Uri::from_str(&entry.code.page()).ok().filter(|_| client.code_descriptions);
    Diagnostic {
        range: range(&entry.place, document, documents.encoding()),
        severity: Some(match entry.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Hint => DiagnosticSeverity::HINT,
        }),
        code: Some(NumberOrString::String(entry.code.name().to_owned())),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some("saveloop".to_owned()),
        message: entry.message.clone(),
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

/// A place in a text that ran, where it stands now.
pub fn location(ran: &message::Location, documents: &Documents) -> Option<Location> {
    let document = documents.of_file(&ran.path).map(|(_, document)| document);
    let place = diagnostics::place_now(ran, documents)?;
    Some(Location { uri: uri(&ran.path, documents)?, range: range(&place, document, documents.encoding()) })
}

fn related_place(related: &Related, documents: &Documents) -> Option<DiagnosticRelatedInformation> {
    let document = documents.of_file(&related.path).map(|(_, document)| document);
    let range = range(&related.place, document, documents.encoding());
    let location = Location { uri: uri(&related.path, documents)?, range };
    Some(DiagnosticRelatedInformation { location, message: related.message.clone() })
}

pub fn range(place: &Place, document: Option<&Document>, encoding: Encoding) -> Range {
    let (start, end) = match (place, document) {
        (Place::At { range, .. }, Some(document)) => (
            position::from_byte(document.rope(), encoding, range.start),
            position::from_byte(document.rope(), encoding, range.end),
        ),
        (Place::At { text, range }, None) => (
            position::from_byte_in(text, encoding, range.start),
            position::from_byte_in(text, encoding, range.end),
        ),
        (Place::FirstLine, Some(document)) => {
            let (start, end) = position::line_extent(document.rope(), 0);
            (
                position::from_byte(document.rope(), encoding, start),
                position::from_byte(document.rope(), encoding, end),
            )
        }
        (Place::FirstLine, None) => return Range::default(),
    };
    Range { start: lsp_position(start), end: lsp_position(end) }
}

fn lsp_position(position: position::Position) -> Position {
    Position { line: position.line, character: position.character }
}
