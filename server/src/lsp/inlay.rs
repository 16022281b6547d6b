//! Inlay hints: what stands beside lines, for clients that ask for it and can be told to ask again.

use tower_lsp::ls_types::request::InlayHintRefreshRequest;
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintParams, Position};

use super::main_loop::MainLoop;
use super::outbox::Question;
use super::{from_proto, to_proto};
use crate::config::Beside;
use crate::documents::{FilePaths, position};

impl MainLoop {
    /// The client shows them, so that nothing of it is a diagnostic too.
    pub(super) fn shows_inlay_hints(&self) -> bool {
        self.client.inlay_hints
            && match self.config.hints {
                Beside::Auto => self.asked_for_hints,
                Beside::Inlay => true,
                Beside::Diagnostics => false,
            }
    }

    pub(super) fn inlay_hints(&mut self, params: &InlayHintParams) -> Vec<InlayHint> {
        if !std::mem::replace(&mut self.asked_for_hints, true) {
            // What were diagnostics goes with the end of this turn, and these come with a refresh.
            self.choose_display();
        }
        let file = from_proto::file(&params.text_document.uri).map(|file| FilePaths::of(file).real);
        let Some(file) = file else { return Vec::new() };
        let Some((_, document)) = self.documents.of_file(&file) else { return Vec::new() };
        let encoding = self.documents.encoding();
        let lines = params.range.start.line..=params.range.end.line;
        let hints = self.book.inlay(&file).iter().filter_map(|beside| {
            let line = to_proto::range(&beside.place, Some(document), encoding).start.line;
            if !lines.contains(&line) {
                return None;
            }
            let (_, end) = position::line_extent(document.rope(), line as usize);
            let character = position::from_byte(document.rope(), encoding, end).character;
            Some(InlayHint {
                position: Position { line, character },
                label: InlayHintLabel::String(beside.message.clone()),
                kind: None,
                text_edits: None,
                tooltip: None,
                padding_left: Some(true),
                padding_right: None,
                data: None,
            })
        });
        hints.collect()
    }

    /// They are asked for again, where they have changed.
    pub(super) fn refresh_inlay_hints(&mut self) {
        if self.book.take_stale_inlay() && self.client.inlay_hints {
            self.outbox.ask::<InlayHintRefreshRequest>(Question::Refresh, ());
        }
    }
}
