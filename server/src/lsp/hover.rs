//! What a line has printed, and the values that it asks for: all that is known, where somebody looks.

use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::from_proto;
use super::main_loop::MainLoop;
use crate::diagnostics::{Code, History};
use crate::documents::{FilePaths, position};

impl MainLoop {
    /// `None` where nothing is known: other servers have something to say there.
    pub(super) fn hover(&self, params: &HoverParams) -> Option<Hover> {
        let asked = &params.text_document_position_params;
        let file = FilePaths::of(from_proto::file(&asked.text_document.uri)?).real;
        let (_, document) = self.documents.of_file(&file)?;
        let line = asked.position.line as usize;
        if line >= document.rope().len_lines(position::LINES) {
            return None;
        }
        let (start, _) = position::line_extent(document.rope(), line);
        let histories = self.book.histories(&file, start);
        let value = histories.iter().map(described).collect::<Vec<_>>().join("\n\n");
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
        (!histories.is_empty()).then_some(Hover { contents, range: None })
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
    let fence = fence(&lines);
    format!("saveloop: {head} in generation {generation}\n{fence}js\n{}\n{fence}", lines.join("\n"))
}

/// Longer than any that is in the texts.
fn fence(lines: &[String]) -> String {
    let longest = |line: &String| line.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(lines.iter().map(longest).max().unwrap_or(0).max(2) + 1)
}
