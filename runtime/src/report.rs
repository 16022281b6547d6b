//! From what the engine says to errors as data: every frame remapped by the map of the code that
//! ran, the place chosen, the range found.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::blame::{self, Blamed};
use crate::engine::stack;
use crate::engine::wire::{RaisedKind, RawError, RawFrame, RawPlace};
use crate::ids::Generation;
use crate::message::{ErrorKind, Frame, FramePlace, Location, ScriptError};
use crate::source_map::{EnginePosition, MapTable, Mapped, ModuleVersion, Unmapped, version_of_script};
use crate::transpile::MODULE_FUNCTION;

/// Translates for one program.
pub struct Reporter<'t> {
    pub maps: &'t MapTable,
    /// Whether this version is the one that is applied now.
    pub is_current: &'t dyn Fn(&ModuleVersion) -> bool,
}

impl Reporter<'_> {
    pub fn error(&self, generation: Generation, kind: RaisedKind, raw: &RawError) -> ScriptError {
        let kind = match kind {
            _ if raw.is_out_of_memory() => ErrorKind::Memory,
            RaisedKind::Uncaught => ErrorKind::Uncaught,
            RaisedKind::Rejection => ErrorKind::Rejection,
            RaisedKind::Interrupted => ErrorKind::Interrupted,
        };
        self.translate(generation, kind, raw)
    }

    fn translate(&self, generation: Generation, kind: ErrorKind, raw: &RawError) -> ScriptError {
        let parsed = made_at(stack::parse(&raw.stack), raw);
        let clue = match raw.is_error {
            _ if kind == ErrorKind::Interrupted => blame::Clue::Running,
            true => blame::Clue::Failed { message: &raw.message, constructors: &raw.constructors },
            false => blame::Clue::Thrown,
        };
        let frames = self.frames(&parsed, clue);
        let better = parsed
            .first()
            .filter(|_| raw.is_error)
            .and_then(|frame| self.rewritten(frame, clue, &raw.message));
        let (name, message) = match kind {
            ErrorKind::Memory => (String::new(), "out of memory".to_owned()),
            ErrorKind::Interrupted => (String::new(), "stopped while it was running".to_owned()),
            _ if raw.is_error => (raw.name.clone(), better.unwrap_or_else(|| raw.message.clone())),
            _ => (String::new(), format!("Uncaught {}", raw.message)),
        };
        ScriptError {
            kind,
            generation: Some(generation),
            name,
            message,
            help: None,
            location: place_to_show(&frames),
            related: Vec::new(),
            frames,
            cause: raw.cause.as_ref().map(|cause| Box::new(self.translate(generation, kind, cause))),
            errors: raw.errors.iter().map(|part| self.translate(generation, kind, part)).collect(),
        }
    }

    /// Translates a stack; the clue tells which operation of the innermost frame failed.
    pub fn frames(&self, raw: &[RawFrame], innermost: blame::Clue) -> Vec<Frame> {
        let mut frames: Vec<Frame> = Vec::with_capacity(raw.len());
        for (index, frame) in raw.iter().enumerate() {
            let inner = index.checked_sub(1).and_then(|inner| raw.get(inner));
            let clue = match inner {
                None => innermost,
                Some(callee) => blame::Clue::Called { function: &callee.function },
            };
            let function = match frame.function.as_str() {
                "" | MODULE_FUNCTION => None,
                name => Some(name.to_owned()),
            };
            frames.push(Frame { function, place: self.place(&frame.place, clue) });
        }
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
        let range = blame::first_loop(&version.path, &version.source)?;
        Some(self.location(&version, range))
    }

    fn place(&self, place: &RawPlace, clue: blame::Clue) -> FramePlace {
        let RawPlace::Script { name, line, column } = place else { return FramePlace::Native };
        match self.blamed(place, clue) {
            Some(Ok((version, blamed))) => FramePlace::At(self.location(&version, blamed.range)),
            Some(Err(why)) => FramePlace::Unmapped(why.reason().to_owned()),
            None => FramePlace::Unmapped(format!("{name}:{line}:{column}")),
        }
    }

    /// `None`: no script of the program.
    fn blamed(
        &self,
        place: &RawPlace,
        clue: blame::Clue,
    ) -> Option<Result<(Arc<ModuleVersion>, Blamed), Unmapped>> {
        let RawPlace::Script { name, line, column } = place else { return None };
        let position = EnginePosition { line: *line, column: *column };
        Some(match self.maps.lookup(version_of_script(name)?, position) {
            Mapped::At { version, offset } => {
                let blamed = blame::find(&version.path, &version.source, offset, clue);
                Ok((version, blamed))
            }
            Mapped::Unmapped(why) => Err(why),
        })
    }

    /// The engine's message in better words, if it is the engine's and its subject is known.
    fn rewritten(&self, frame: &RawFrame, clue: blame::Clue, message: &str) -> Option<String> {
        let (version, blamed) = self.blamed(&frame.place, clue)?.ok()?;
        blame::message::rewritten(message, &version.source, &blamed.range, blamed.subject.as_ref())
    }

    fn location(&self, version: &Arc<ModuleVersion>, range: std::ops::Range<usize>) -> Location {
        Location {
            path: Arc::clone(&version.path),
            text: Arc::clone(&version.source),
            range,
            stale: !(self.is_current)(version),
        }
    }

    /// The call that printed: the innermost frame of the user's own code.
    pub fn console_location(&self, frames: &[RawFrame], known: &mut CallSites) -> Option<Location> {
        let mut innermost = None;
        for frame in frames {
            let find = || self.place(&frame.place, blame::Clue::Called { function: "" });
            let FramePlace::At(location) = known.get(&frame.place, find) else { continue };
            if is_own(location) {
                return Some(location.clone());
            }
            innermost.get_or_insert_with(|| location.clone());
        }
        innermost
    }

    /// Replaces script names and generated positions inside a printed stack by the original ones.
    pub fn remap_text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                out.push('\n');
            }
            match self.remap_line(line) {
                Some(remapped) => out.push_str(&remapped),
                None => out.push_str(line),
            }
        }
        out
    }

    fn remap_line(&self, line: &str) -> Option<String> {
        let at = line.find("at ")?;
        let parsed = stack::parse(line.get(at..)?);
        let frame = parsed.first()?;
        let frames = self.frames(std::slice::from_ref(frame), blame::Clue::Called { function: "" });
        let Some(Frame { function, place: FramePlace::At(location) }) = frames.first() else { return None };
        let position = crate::position::LineIndex::new(&location.text, crate::position::Lines::Editor)
            .position(&location.text, location.range.start);
        let place = format!("{}:{}:{}", location.path.display(), position.line + 1, position.column + 1);
        let indent = line.get(..at)?;
        Some(match function {
            Some(function) => format!("{indent}at {function} ({place})"),
            None => format!("{indent}at {place}"),
        })
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

    /// Which versions are current has changed, and with it what is stale.
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
