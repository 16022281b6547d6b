//! What a line has printed, the values that it asks for, and what a variable is: all that is known, where
//! somebody looks.

use std::sync::Arc;

use tokio::sync::oneshot;
use tower_lsp::ls_types::{Hover, HoverParams};

use super::from_proto;
use super::looks::fence;
use super::main_loop::MainLoop;
use crate::diagnostics::{Code, History};
use crate::documents::{FilePaths, position};

impl MainLoop {
    /// Answered at the end of a turn: at once, where no program has to be asked.
    pub(super) fn hover(&mut self, params: &HoverParams, reply: oneshot::Sender<Option<Hover>>) {
        let Some((file, text, offset, line_start)) = self.hovered(params) else {
            // A client that has gone away needs no answer.
            let _ = reply.send(None);
            return;
        };
        let known = self.book.histories(&file.real, line_start).iter().map(described).collect();
        self.ask_looks((file.real, text, offset), known, reply);
    }

    /// The file, its text, the place in it, and where its line begins.
    fn hovered(&self, params: &HoverParams) -> Option<(FilePaths, Arc<str>, usize, usize)> {
        let asked = &params.text_document_position_params;
        let file = FilePaths::of(from_proto::file(&asked.text_document.uri)?);
        let (_, document) = self.documents.of_file(&file.real)?;
        let at = from_proto::position(asked.position);
        if at.line as usize >= document.rope().len_lines(position::LINES) {
            return None;
        }
        let (start, _) = position::line_extent(document.rope(), at.line as usize);
        let offset = position::to_byte(document.rope(), self.documents.encoding(), at);
        Some((file, String::from(document.rope()).into(), offset, start))
    }
}

/// The first text and the last ones, how many there were, and when.
fn described(history: &History) -> String {
    let History { code, generation, first, texts, count } = history;
    let head = match (*code, *count) {
        (Code::Value, 1) => "1 value".to_owned(),
        (Code::Value, count) => format!("{count} values"),
        (_, 1) => "printed once".to_owned(),
        (_, count) => format!("printed {count} times"),
    };
    let mut lines = Vec::new();
    let missing = count.saturating_sub(texts.len());
    if missing > 0 {
        lines.push(first.clone());
    }
    if missing > 1 {
        lines.push(format!("… {} more", missing - 1));
    }
    lines.extend(texts.iter().cloned());
    let fence = fence(lines.iter().map(String::as_str));
    format!("{head} in generation {generation}\n{fence}js\n{}\n{fence}", lines.join("\n"))
}
