//! Lenses: what can be done with a file above its first line, and what its tests came to.

use serde_json::{Value, json};
use tower_lsp::ls_types::request::CodeLensRefresh;
use tower_lsp::ls_types::{self as lsp, CodeLens, CodeLensParams, Position, Range, Uri};

use runtime::transpile::outline;

use super::command::Command;
use super::main_loop::MainLoop;
use super::outbox::Question;
use super::{code_action, from_proto, to_proto};
use crate::diagnostics::Place;
use crate::documents::FilePaths;

impl MainLoop {
    pub(super) fn lenses(&self, params: &CodeLensParams) -> Vec<CodeLens> {
        let uri = &params.text_document.uri;
        let file = from_proto::file(uri).filter(|file| self.config.lenses && code_action::is_runnable(file));
        let Some(file) = file.map(|file| FilePaths::of(file).real) else { return Vec::new() };
        let mut lenses: Vec<CodeLens> = self
            .commands_for(&file)
            .iter()
            .filter_map(|command| Some(lens(Range::default(), command.lens()?, *command, uri, None)))
            .collect();
        let said = self.book.tests(&file).into_iter().filter_map(|(_, line)| {
            let (_, document) = self.documents.of_file(&file)?;
            let range = to_proto::range(&line.place, Some(document), self.documents.encoding());
            Some((range.start, line))
        });
        let mut said: Vec<(Position, crate::diagnostics::Line)> = said.collect();
        for start in self.test_positions(&file) {
            let range = Range { start, end: start };
            let here: Vec<_> = said.extract_if(.., |(at, _)| at.line == start.line).collect();
            for (_, line) in here {
                lenses.push(lens(range, &line.text, Command::RunTest, uri, Some(start)));
            }
            for command in [Command::RunTest, Command::DebugTest] {
                lenses.extend(command.lens().map(|title| lens(range, title, command, uri, Some(start))));
            }
        }
        // Said by a function that says tests: the text does not show it.
        for (start, line) in said {
            let range = Range { start, end: start };
            lenses.push(lens(range, &line.text, Command::RunTest, uri, Some(start)));
        }
        lenses
    }

    /// Where the tests of an open document are said, one for each line.
    fn test_positions(&self, file: &std::path::Path) -> Vec<Position> {
        let Some((_, document)) = self.documents.of_file(file) else { return Vec::new() };
        let text = String::from(document.rope());
        let calls = outline::tests(file, &text);
        let start = |range: &std::ops::Range<usize>| {
            let place = Place::At { text: document.saved().clone(), range: range.clone() };
            to_proto::range(&place, Some(document), self.documents.encoding()).start
        };
        let mut starts: Vec<Position> = calls.iter().map(|call| start(&call.range)).collect();
        starts.dedup_by_key(|start| start.line);
        starts
    }

    /// Lenses are asked for again, where the client does that.
    pub(super) fn refresh_lenses(&mut self) {
        let is_stale = self.book.take_stale_lenses() | std::mem::take(&mut self.stale_lenses);
        if is_stale && self.client.lenses && self.config.lenses {
            self.outbox.ask::<CodeLensRefresh>(Question::Refresh, ());
        }
    }
}

fn lens(range: Range, title: &str, command: Command, uri: &Uri, at: Option<Position>) -> CodeLens {
    let mut arguments = vec![Value::String(uri.as_str().to_owned())];
    arguments.extend(at.map(|at| json!(at)));
    let command = lsp::Command {
        title: title.to_owned(),
        command: command.name().to_owned(),
        arguments: Some(arguments),
    };
    CodeLens { range, command: Some(command), data: None }
}
