//! Tests of `node:test` where they are said: which one is meant, running and debugging it.

use std::path::{Path, PathBuf};

use runtime::debug::message::AtStart;
use runtime::message::{self, Tests};
use runtime::transpile::outline::{self, TestCall};
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Position;

use super::main_loop::MainLoop;
use super::programs::{Program, Start};
use super::{code_action, from_proto};
use crate::documents::FilePaths;
use crate::documents::position::{self, to_byte};

/// What a command is about.
#[derive(Debug)]
pub struct Asked {
    file: PathBuf,
    position: Option<Position>,
}

#[derive(Deserialize)]
struct Given(String, #[serde(default)] Option<Position>);

impl Asked {
    /// `[uri]`, `[uri, position]`.
    pub fn of(arguments: &[Value]) -> Result<Self> {
        let wrong = || Error::invalid_params("the arguments are the URI of a file, and a position in it");
        let arguments: Vec<Value> = arguments.iter().take(2).cloned().collect();
        let Given(uri, position) = match arguments.len() {
            1 => serde_json::from_value(json!([arguments[0], null])),
            _ => serde_json::from_value(Value::Array(arguments)),
        }
        .map_err(|_| wrong())?;
        let file = from_proto::file_of(&uri).ok_or_else(wrong)?;
        Ok(Self { file: FilePaths::of(file).real, position })
    }
}

impl MainLoop {
    pub(super) fn run_test(&mut self, asked: &Asked) -> Option<()> {
        let (program, tests) = self.meant_tests(asked)?;
        match program {
            Some(program) => {
                let module = asked.file.clone();
                self.programs.tell(&program, message::Command::Test { module, tests });
            }
            None => self.want_as(&asked.file, Start { tests, ..Start::default() }),
        }
        Some(())
    }

    /// Stops at the first statement of the test, once a debugger is there. Answers where it finds the program.
    pub(super) fn debug_test(&mut self, asked: &Asked) -> Result<Option<Value>> {
        let Some((program, tests)) = self.meant_tests(asked) else { return Ok(None) };
        let tests = Tests { stops: true, ..tests };
        match program {
            Some(program) => {
                let module = asked.file.clone();
                self.programs.tell(&program, message::Command::Test { module, tests });
                self.let_debuggers_in(&program)
            }
            None => {
                // It says where it is when it starts: it may have to be asked first whether it may.
                self.want_as(&asked.file, Start { tests, at_start: AtStart::Wait });
                self.address_of(&asked.file)
            }
        }
    }

    fn want_as(&mut self, entry: &Path, how: Start) {
        self.starts.insert(entry.to_owned(), how);
        self.want(entry);
    }

    /// The program that has these tests, if one runs, and which of them are meant; says so when there are none.
    fn meant_tests(&mut self, asked: &Asked) -> Option<(Option<PathBuf>, Tests)> {
        if !code_action::is_runnable(&asked.file) {
            self.refuse_to_run(&format!("{} has no tests", self.short_name(&asked.file)));
            return None;
        }
        let program = self.program_of_tests(&asked.file);
        let names = match asked.position {
            None => Vec::new(),
            Some(position) => self.names_at(&asked.file, position, program.as_deref()).unwrap_or_default(),
        };
        Some((program, Tests { names, ..Tests::default() }))
    }

    fn program_of_tests(&self, file: &Path) -> Option<PathBuf> {
        let runs = |name: &Path| self.programs.get(name).is_some_and(Program::is_wanted);
        if runs(file) {
            return Some(file.to_owned());
        }
        let mut programs = self.book.tests(file).into_iter().map(|(program, _)| program);
        programs.find(|program| runs(program)).map(|program| program.to_path_buf())
    }

    /// The whole names of the tests that the innermost call round a position says; `None`: there is none.
    fn names_at(&self, file: &Path, position: Position, program: Option<&Path>) -> Option<Vec<Vec<String>>> {
        let call = self.test_at(file, position)?;
        if let Some(name) = call.path.iter().cloned().collect::<Option<Vec<String>>>() {
            return Some(vec![name]);
        }
        // The run knows names that the text does not.
        let said = program.map(|program| self.book.tests_at(program, file, &call.range, &call.path));
        if let Some(said) = said.filter(|said| !said.is_empty()) {
            return Some(said);
        }
        let known: Vec<String> = call.path.into_iter().map_while(|name| name).collect();
        Some(if known.is_empty() { Vec::new() } else { vec![known] })
    }

    /// The innermost test round a position.
    pub(super) fn test_at(&self, file: &Path, position: Position) -> Option<TestCall> {
        let (_, document) = self.documents.of_file(file)?;
        let position = position::Position { line: position.line, character: position.character };
        let rope = document.rope();
        let byte = to_byte(rope, self.documents.encoding(), position);
        let (start, end) = position::line_extent(rope, rope.byte_to_line_idx(byte, position::LINES));
        let calls = outline::tests(file, &String::from(rope));
        // On its first line it is meant also before and behind the call.
        let is_round =
            |call: &&TestCall| call.range.contains(&byte) || (start..=end).contains(&call.range.start);
        calls.iter().rfind(is_round).cloned()
    }
}
