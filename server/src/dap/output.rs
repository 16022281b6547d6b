//! What a client is told of the program's output and of its life, in the words of `saveloop run` (pure).

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use runtime::debug::message::{ConsoleCall, ConsoleKind, RemoteValue, ScriptPosition};
use runtime::message::{ConsoleLevel, Event, Location};
use runtime::position::{LineColumn, LineIndex, Lines};

use crate::cli::progress::{Mode, Progress};
use crate::cli::render::{Colour, Look};

/// One piece of output.
#[derive(Debug, PartialEq)]
pub struct Output {
    pub category: &'static str,
    pub text: String,
    pub group: Option<&'static str>,
    pub place: Option<Place>,
    /// What was printed, where there is something to open in it.
    pub values: Vec<RemoteValue>,
}

#[derive(Debug, PartialEq)]
pub enum Place {
    File(PathBuf, LineColumn),
    Script(ScriptPosition),
}

pub struct Teller {
    progress: Progress<Vec<u8>, Vec<u8>>,
    /// The next line is the head of a group.
    opens: Option<&'static str>,
    /// What the next line is made of.
    values: Vec<RemoteValue>,
    /// How many groups are open: clients indent by themselves.
    depth: usize,
}

impl Teller {
    pub fn new(mode: Mode, directory: &Path) -> Self {
        let look = Look { colour: Colour::Never, directory: directory.to_owned() };
        Self {
            progress: Progress::new(mode, look, Vec::new(), Vec::new()),
            opens: None,
            values: Vec::new(),
            depth: 0,
        }
    }

    /// Takes an event; yields what is said of it, and the exit code when the run is over.
    pub fn tell(&mut self, event: &Event) -> (Vec<Output>, Option<u8>) {
        let (category, location) = match event {
            Event::Console(line) => {
                let is_problem = matches!(line.level, ConsoleLevel::Warn | ConsoleLevel::Error);
                (if is_problem { "stderr" } else { "stdout" }, line.location.as_ref())
            }
            Event::Error(error) | Event::EngineLost { error } => ("stderr", error.location.as_ref()),
            Event::Refused { errors, .. } => {
                ("stderr", errors.first().and_then(|error| error.location.as_ref()))
            }
            _ => ("console", None),
        };
        let code = match self.progress.take(vec![event.clone()]) {
            ControlFlow::Break(code) => Some(code),
            ControlFlow::Continue(()) => None,
        };
        let (out, err) = self.progress.streams();
        let text: Vec<u8> = std::mem::take(out).into_iter().chain(std::mem::take(err)).collect();
        let mut text = String::from_utf8_lossy(&text).into_owned();
        if text.is_empty() {
            return (Vec::new(), code);
        }
        let (mut group, mut values) = (None, Vec::new());
        if matches!(event, Event::Console(_)) {
            values = std::mem::take(&mut self.values);
            group = self.opens.take();
            let depth = self.depth - usize::from(group.is_some());
            text = text.split_inclusive('\n').map(|line| unindented(line, depth)).collect();
        }
        (vec![Output { category, text, group, place: location.map(place), values }], code)
    }

    /// A call of the console, which is told before what it prints; groups are known from it alone, and
    /// what breakpoints print.
    pub fn call(&mut self, call: ConsoleCall) -> Option<Output> {
        let place = call.stack.first().map(|frame| Place::Script(frame.location));
        let silent = |group| {
            Some(Output {
                category: "console",
                text: String::new(),
                group: Some(group),
                place: None,
                values: Vec::new(),
            })
        };
        // What was told and printed nothing has no line that is its own.
        self.values.clear();
        let has_parts = |value: &RemoteValue| matches!(value, RemoteValue::Object(_));
        if is_shown(call.kind) && call.arguments.iter().any(has_parts) {
            self.values.clone_from(&call.arguments);
        }
        match call.kind {
            ConsoleKind::Group | ConsoleKind::GroupCollapsed => {
                let group = if call.kind == ConsoleKind::Group { "start" } else { "startCollapsed" };
                self.depth += 1;
                if call.arguments.is_empty() {
                    return silent(group);
                }
                self.opens = Some(group);
                None
            }
            ConsoleKind::GroupEnd if self.depth > 0 => {
                self.depth -= 1;
                silent("end")
            }
            ConsoleKind::Logpoint => {
                let Some(RemoteValue::String(text)) = call.arguments.first() else { return None };
                Some(Output {
                    category: "console",
                    text: format!("{text}\n"),
                    group: None,
                    place,
                    values: Vec::new(),
                })
            }
            _ => None,
        }
    }
}

/// Whether what is printed are the values themselves.
fn is_shown(kind: ConsoleKind) -> bool {
    use ConsoleKind::*;
    matches!(kind, Log | Debug | Info | Warn | Error | Dir | Dirxml | Table | Trace | Assert | TimeLog)
}

fn unindented(line: &str, depth: usize) -> &str {
    let most = (depth * 2).min(line.len());
    let spaces = line.bytes().take(most).take_while(|byte| *byte == b' ').count();
    line.get(spaces..).unwrap_or(line)
}

fn place(location: &Location) -> Place {
    let lines = LineIndex::new(&location.text, Lines::Editor);
    Place::File(location.path.to_path_buf(), lines.position(&location.text, location.range.start))
}
