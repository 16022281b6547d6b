//! From what the engine says to errors as data: every frame remapped by the map of the code that
//! ran, the place chosen, the range found.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::blame::{self, Blamed};
use crate::engine::stack;
use crate::engine::wire::{Placed, RaisedKind, RawError, RawFrame, RawPlace, Words};
use crate::ids::{Generation, VersionId};
use crate::message::{ErrorKind, Frame, FramePlace, Location, ScriptError};
use crate::position::{LineIndex, Lines};
use crate::source_map::{EnginePosition, MapTable, Mapped, ModuleVersion, version_of_script};
use crate::transpile::MODULE_FUNCTION;

/// Translates for one program.
pub struct Reporter<'t> {
    pub maps: &'t MapTable,
    /// The text that runs now for this version's module, when it is another one.
    pub newer: &'t dyn Fn(&ModuleVersion) -> Option<Arc<str>>,
}

/// What is asked of a position: where it was, and what is known of it.
type Question<'r> = (&'r RawPlace, blame::Clue<'r>);

/// Where a position is in the text that ran.
enum Answer {
    Native,
    Unmapped(String),
    At(Arc<ModuleVersion>, Blamed),
}

impl Reporter<'_> {
    pub fn error(&self, generation: Generation, kind: RaisedKind, raw: &RawError) -> ScriptError {
        let kind = match kind {
            _ if raw.is_out_of_memory() => ErrorKind::Memory,
            RaisedKind::Uncaught | RaisedKind::Served => ErrorKind::Uncaught,
            RaisedKind::Rejection => ErrorKind::Rejection,
            RaisedKind::Interrupted => ErrorKind::Interrupted,
        };
        let mut traces = Vec::new();
        trace(raw, &mut traces);
        let questions: Vec<_> = traces.iter().flat_map(|trace| trace.questions(kind)).collect();
        let mut answers = self.answers(&questions).into_iter();
        self.translate(generation, kind, &mut traces.iter(), &mut answers)
            .unwrap_or_else(|| ScriptError::new(kind, raw.message.clone()))
    }

    /// Takes the next error of `traces`, with its causes and parts, and their answers.
    fn translate(
        &self,
        generation: Generation,
        kind: ErrorKind,
        traces: &mut std::slice::Iter<Trace>,
        answers: &mut std::vec::IntoIter<Answer>,
    ) -> Option<ScriptError> {
        let Trace { raw, frames } = traces.next()?;
        let answers_here: Vec<Answer> = answers.by_ref().take(frames.len()).collect();
        let better = answers_here.first().filter(|_| raw.is_error).and_then(|it| rewritten(it, &raw.message));
        let frames = self.translated(frames, answers_here);
        let (name, message) = match kind {
            ErrorKind::Memory => (String::new(), "out of memory".to_owned()),
            ErrorKind::Interrupted => (String::new(), "stopped while it was running".to_owned()),
            _ if raw.is_error => (raw.name.clone(), better.unwrap_or_else(|| raw.message.clone())),
            _ => (String::new(), format!("Uncaught {}", raw.message)),
        };
        let mut inner = || self.translate(generation, kind, traces, answers);
        let cause = raw.cause.as_ref().and_then(|_| inner()).map(Box::new);
        let errors = raw.errors.iter().map_while(|_| inner()).collect();
        let location = place_to_show(&frames);
        let superseded = location.as_ref().is_some_and(|location| location.newer.is_some());
        Some(ScriptError {
            kind,
            generation: Some(generation),
            superseded,
            was_answered: false,
            name,
            message,
            help: None,
            location,
            related: Vec::new(),
            frames,
            cause,
            errors,
        })
    }

    /// Translates a stack; the clue tells which operation of the innermost frame failed.
    pub fn frames(&self, raw: &[RawFrame], innermost: blame::Clue) -> Vec<Frame> {
        let questions: Vec<_> = questions(raw, innermost).collect();
        self.translated(raw, self.answers(&questions))
    }

    fn translated(&self, raw: &[RawFrame], answers: Vec<Answer>) -> Vec<Frame> {
        let frames = raw.iter().zip(answers).map(|(frame, answer)| {
            let function = match frame.function.as_str() {
                "" | MODULE_FUNCTION => None,
                name => Some(name.to_owned()),
            };
            Frame { function, place: self.place(answer) }
        });
        let mut frames: Vec<Frame> = frames.collect();
        // Outermost natives are saveloop calling the program.
        while frames.last().is_some_and(|frame| matches!(frame.place, FramePlace::Native)) {
            frames.pop();
        }
        frames
    }

    /// Where a program is that was looked at from outside.
    pub fn whereabouts(&self, raw: &[RawFrame]) -> Vec<Frame> {
        let mut frames = self.frames(raw, blame::Clue::Running);
        if let Some((Frame { place: place @ FramePlace::Unmapped(_), .. }, raw)) =
            frames.first_mut().zip(raw.first())
            && let Some(location) = self.first_loop(raw)
        {
            *place = FramePlace::At(location);
        }
        frames
    }

    /// A module that has made no call yet runs in the first loop of its own code.
    fn first_loop(&self, frame: &RawFrame) -> Option<Location> {
        let RawPlace::Script { name, .. } = &frame.place else { return None };
        let version = self.maps.get(version_of_script(name)?)?;
        let range = blame::first_loop(version.language(), &version.source)?;
        Some(self.location(&version, range))
    }

    /// A place in a text that a debugger has evaluated, which is no file.
    fn evaluated(&self, version: Option<VersionId>, position: EnginePosition) -> String {
        let known = version.and_then(|version| match self.maps.lookup(version, position) {
            Mapped::At { version, offset } => {
                let at = LineIndex::new(&version.source, Lines::Editor).position(&version.source, offset);
                let name = version.path.to_string_lossy().into_owned();
                let name = if name.is_empty() { "<anonymous>".to_owned() } else { name };
                Some(format!("{name}:{}:{}", at.line + 1, at.column + 1))
            }
            Mapped::Unmapped(_) => None,
        });
        known.unwrap_or_else(|| "code that a debugger evaluated".to_owned())
    }

    fn place(&self, answer: Answer) -> FramePlace {
        match answer {
            Answer::Native => FramePlace::Native,
            Answer::Unmapped(why) => FramePlace::Unmapped(why),
            Answer::At(version, blamed) => FramePlace::At(self.location(&version, blamed.range)),
        }
    }

    /// Answers in the order of the questions. Each text is parsed once: that takes long.
    fn answers(&self, questions: &[Question]) -> Vec<Answer> {
        let mut answers: Vec<Answer> = Vec::with_capacity(questions.len());
        let mut texts: FxHashMap<VersionId, Asked> = FxHashMap::default();
        for (index, (place, clue)) in questions.iter().enumerate() {
            let RawPlace::Script { name, line, column } = place else {
                answers.push(Answer::Native);
                continue;
            };
            let position = EnginePosition { line: *line, column: *column };
            let version = version_of_script(name);
            if version.is_some_and(VersionId::is_evaluated) {
                answers.push(Answer::Unmapped(self.evaluated(version, position)));
                continue;
            }
            let mapped = version.map(|version| self.maps.lookup(version, position));
            answers.push(match mapped {
                Some(Mapped::At { version, offset }) => {
                    let asked = texts.entry(version.id).or_insert_with(|| Asked::of(version));
                    asked.by.push(index);
                    asked.positions.push((offset, *clue));
                    Answer::Native // until its text is parsed, below
                }
                Some(Mapped::Unmapped(why)) => Answer::Unmapped(why.reason().to_owned()),
                None => Answer::Unmapped(format!("{name}:{line}:{column}")),
            });
        }
        for Asked { version, by, positions } in texts.into_values() {
            let found = blame::find(version.language(), &version.source, &positions);
            for (index, blamed) in by.into_iter().zip(found) {
                if let Some(answer) = answers.get_mut(index) {
                    *answer = Answer::At(Arc::clone(&version), blamed);
                }
            }
        }
        answers
    }

    fn location(&self, version: &Arc<ModuleVersion>, range: std::ops::Range<usize>) -> Location {
        Location {
            path: Arc::clone(&version.path),
            text: Arc::clone(&version.source),
            range,
            newer: (self.newer)(version),
        }
    }

    /// The call that printed: the innermost frame of the user's own code that does not print for others.
    pub fn console_location(
        &self,
        frames: &[RawFrame],
        wrappers: &[PathBuf],
        known: &mut CallSites,
    ) -> Option<Location> {
        let (mut innermost, mut wrapper) = (None, None);
        let is_wrapper = |location: &Location| wrappers.iter().any(|file| **file == *location.path);
        for frame in frames {
            let question = (&frame.place, blame::Clue::Called { function: "" });
            let find = || self.answers(&[question]).pop().map_or(FramePlace::Native, |it| self.place(it));
            let FramePlace::At(location) = known.get(&frame.place, find) else { continue };
            if is_own(location) && !is_wrapper(location) {
                return Some(location.clone());
            }
            let other = if is_own(location) { &mut wrapper } else { &mut innermost };
            other.get_or_insert_with(|| location.clone());
        }
        wrapper.or(innermost)
    }

    /// Places that stand in a line in another way: `file?v=1:2:3`.
    fn remap_places(&self, line: &str) -> String {
        let mut text = String::new();
        let mut rest = line;
        while let Some(at) = rest.find("?v=") {
            let (before, from) = rest.split_at(at);
            text.push_str(before);
            let is_of_place = |byte: u8| byte.is_ascii_digit() || byte == b':';
            let marker = "?v=".len();
            let length = from.bytes().skip(marker).take_while(|byte| is_of_place(*byte)).count();
            let (written, after) = from.split_at(marker + length);
            text.push_str(&self.place_now(written).unwrap_or_else(|| written.to_owned()));
            rest = after;
        }
        text + rest
    }

    /// `:LINE:COLUMN` in the original for `?v=VERSION:LINE:COLUMN`.
    fn place_now(&self, written: &str) -> Option<String> {
        let place = stack::place(written)?;
        let answer = self.answers(&[(&place, blame::Clue::Called { function: "" })]).pop()?;
        let FramePlace::At(location) = self.place(answer) else { return None };
        let lines = LineIndex::new(&location.text, Lines::Editor);
        let position = lines.position(&location.text, location.range.start);
        Some(format!(":{}:{}", position.line + 1, position.column + 1))
    }

    /// What V8 would say of an error that the engine made at a place of a program.
    pub fn words(&self, place: &RawPlace, message: &str) -> Option<Words> {
        let RawPlace::Script { name, line, column } = place else { return None };
        let position = EnginePosition { line: *line, column: *column };
        if let Some(code) = message.strip_prefix(blame::text::TEXT_OF) {
            let version = self.maps.get(version_of_script(name)?)?;
            // What is transpiled has no text that a program could run.
            let is_plain =
                version.path.extension().is_some_and(|it| it == "js" || it == "mjs" || it == "cjs");
            let near = version.nearest_offset(position);
            let text = is_plain.then(|| blame::text::find(version.language(), &version.source, near, code));
            return Some(Words { text: text??, path: Vec::new() });
        }
        match self.maps.lookup(version_of_script(name)?, position) {
            Mapped::At { version, offset } => {
                blame::words::find(version.language(), &version.source, offset, message)
            }
            Mapped::Unmapped(_) => None,
        }
    }

    /// Where frames are in the original texts, for a program that reads a stack. Each has the function that
    /// it called for its own; `new Name`, perhaps with a message of the engine's: it made the error.
    pub fn places(&self, frames: &[RawFrame]) -> Vec<Placed> {
        let made = |function: &str| -> Option<([String; 1], String)> {
            let made = function.strip_prefix("new ")?;
            let (class, message) = made.split_once(": ").unwrap_or((made, ""));
            Some(([class.to_owned()], message.to_owned()))
        };
        let made: Vec<_> = frames.iter().map(|it| made(&it.function)).collect();
        let mut questions: Vec<Question> = Vec::with_capacity(frames.len());
        for (frame, made) in frames.iter().zip(&made) {
            let clue = match made {
                Some((class, message)) => blame::Clue::Failed { message, constructors: class },
                None => blame::Clue::Called { function: &frame.function },
            };
            questions.push((&frame.place, clue));
        }
        let without = |file: String| Placed { file, line: 0, column: 0, constructs: false };
        let placed = |answer| match answer {
            Answer::At(version, Blamed { at, constructs, .. }) => {
                let lines = LineIndex::new(&version.source, Lines::Editor);
                let position = lines.position(&version.source, at);
                let (line, column) = (position.line + 1, position.column + 1);
                Placed { file: shown(&version), line, column, constructs }
            }
            Answer::Unmapped(why) => without(why),
            Answer::Native => without("native".to_owned()),
        };
        self.answers(&questions).into_iter().map(placed).collect()
    }

    /// Replaces script names and generated positions inside a printed stack by the original ones.
    pub fn remap_text(&self, text: &str) -> String {
        let lines: Vec<&str> = text.split('\n').collect();
        let stack: Vec<Option<PrintedFrame>> = lines.iter().map(|line| PrintedFrame::of(line)).collect();
        let clue = blame::Clue::Called { function: "" };
        let questions: Vec<_> = stack.iter().flatten().map(|printed| (&printed.frame.place, clue)).collect();
        let mut answers = self.answers(&questions).into_iter();
        let remapped = lines.iter().zip(&stack).map(|(line, printed)| {
            let Some((printed, answer)) = printed.as_ref().zip(printed.as_ref().and_then(|_| answers.next()))
            else {
                return self.remap_places(line);
            };
            let frame = self.translated(std::slice::from_ref(&printed.frame), vec![answer]).pop();
            frame.and_then(|frame| printed.remapped(&frame)).unwrap_or_else(|| self.remap_places(line))
        });
        remapped.collect::<Vec<_>>().join("\n")
    }
}

/// As Node names a module's file in stacks: an ES module by its URL.
fn shown(version: &ModuleVersion) -> String {
    let path = || version.path.display().to_string();
    if version.is_commonjs {
        return path();
    }
    url::Url::from_file_path(&version.path).map_or_else(|()| path(), String::from)
}

/// The positions that are asked of one text, and by which questions.
struct Asked<'r> {
    version: Arc<ModuleVersion>,
    by: Vec<usize>,
    positions: Vec<(usize, blame::Clue<'r>)>,
}

impl Asked<'_> {
    fn of(version: Arc<ModuleVersion>) -> Self {
        Self { version, by: Vec::new(), positions: Vec::new() }
    }
}

/// An error and its stack.
struct Trace<'r> {
    raw: &'r RawError,
    frames: Vec<RawFrame>,
}

/// An error, then its causes, then its parts, each with theirs: the order of translation.
fn trace<'r>(raw: &'r RawError, traces: &mut Vec<Trace<'r>>) {
    traces.push(Trace { raw, frames: made_at(stack::parse(&raw.stack), raw) });
    for inner in raw.cause.iter().map(|cause| &**cause).chain(&raw.errors) {
        trace(inner, traces);
    }
}

impl Trace<'_> {
    fn questions(&self, kind: ErrorKind) -> impl Iterator<Item = Question<'_>> {
        let clue = match self.raw.is_error {
            _ if kind == ErrorKind::Interrupted => blame::Clue::Running,
            true => blame::Clue::Failed { message: &self.raw.message, constructors: &self.raw.constructors },
            false => blame::Clue::Thrown,
        };
        questions(&self.frames, clue)
    }
}

/// One for each frame; what an outer frame called is the function of the one before it.
fn questions<'r>(frames: &'r [RawFrame], innermost: blame::Clue<'r>) -> impl Iterator<Item = Question<'r>> {
    let called = frames.iter().map(|callee| blame::Clue::Called { function: &callee.function });
    let clues = std::iter::once(innermost).chain(called);
    frames.iter().map(|frame| &frame.place).zip(clues)
}

/// The engine's message in better words, if it is the engine's and its subject is known.
fn rewritten(answer: &Answer, message: &str) -> Option<String> {
    let Answer::At(version, blamed) = answer else { return None };
    blame::message::rewritten(message, &version.source, blamed)
}

/// A line of a printed stack.
struct PrintedFrame<'l> {
    indent: &'l str,
    frame: RawFrame,
}

impl<'l> PrintedFrame<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let at = line.find("at ")?;
        let frame = stack::parse(line.get(at..)?).into_iter().next()?;
        Some(Self { indent: line.get(..at)?, frame })
    }

    fn remapped(&self, frame: &Frame) -> Option<String> {
        let place = match &frame.place {
            FramePlace::At(location) => {
                let lines = LineIndex::new(&location.text, Lines::Editor);
                let position = lines.position(&location.text, location.range.start);
                format!("{}:{}:{}", location.path.display(), position.line + 1, position.column + 1)
            }
            FramePlace::Unmapped(why) if self.is_of_program() => why.clone(),
            FramePlace::Unmapped(_) | FramePlace::Native => return None,
        };
        let indent = self.indent;
        Some(match &frame.function {
            Some(function) => format!("{indent}at {function} ({place})"),
            None => format!("{indent}at {place}"),
        })
    }

    fn is_of_program(&self) -> bool {
        matches!(&self.frame.place, RawPlace::Script { name, .. } if version_of_script(name).is_some())
    }
}

/// Leaves out the frames that are not where the error was made but part of its making: the
/// constructors of the error's own class, and a class that was only called the wrong way.
fn made_at(mut frames: Vec<RawFrame>, raw: &RawError) -> Vec<RawFrame> {
    if MISUSED_CLASS.contains(&raw.message.as_str()) {
        if frames.len() > 1 {
            frames.remove(0);
        }
        return frames;
    }
    let Some(class) = raw.constructors.first() else { return frames };
    let of_class = frames.iter().take_while(|frame| raw.constructors.contains(&frame.function));
    let made = of_class.enumerate().filter(|(_, frame)| frame.function == *class).last();
    if let Some((last, _)) = made.filter(|(last, _)| last + 1 < frames.len()) {
        frames.drain(..=last);
    }
    frames
}

/// The engine speaks these inside the class; the fault is the caller's.
const MISUSED_CLASS: &[&str] = &[
    "class constructors must be invoked with 'new'",
    "derived class constructor must return an object or undefined",
];

/// Where calls were found to be. To find one takes a parse of its file, and a loop prints from the
/// same place again and again.
#[derive(Debug, Default)]
pub struct CallSites(FxHashMap<RawPlace, FramePlace>);

impl CallSites {
    fn get(&mut self, place: &RawPlace, find: impl FnOnce() -> FramePlace) -> &FramePlace {
        // Not `entry`: it would copy the script's name for each printed line.
        if !self.0.contains_key(place) {
            self.0.insert(place.clone(), find());
        }
        self.0.get(place).unwrap_or(&FramePlace::Native)
    }

    /// Which versions are current has changed, and with it what is newer.
    pub fn forget(&mut self) {
        self.0.clear();
    }
}

/// Not a dependency's.
fn is_own(location: &Location) -> bool {
    !location.path.components().any(|part| part.as_os_str() == "node_modules")
}

pub fn place_to_show(frames: &[Frame]) -> Option<Location> {
    let places = || {
        frames.iter().filter_map(|frame| match &frame.place {
            FramePlace::At(location) => Some(location),
            _ => None,
        })
    };
    places().find(|location| is_own(location)).or_else(|| places().next()).cloned()
}

#[cfg(test)]
mod tests;
