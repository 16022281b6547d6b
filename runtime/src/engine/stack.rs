//! Reads the engine's text of a stack. Pure.

use super::wire::{RawFrame, RawPlace};

/// Frames innermost first. saveloop's own prelude is left out; lines of another form are too. What a
/// call into the library did in there is one native frame: the function that was called.
pub fn parse(stack: &str) -> Vec<RawFrame> {
    let mut frames: Vec<RawFrame> = Vec::new();
    // Behind the last frame of a script: natives, and what the library did.
    let mut natives = 0;
    for line in stack.lines() {
        let Some((function, place)) = split(line) else { continue };
        let is_library = LIBRARY.iter().any(|scheme| place.starts_with(scheme));
        if !is_library && place.starts_with("saveloop:") {
            continue;
        }
        let function = if function == "<anonymous>" { "" } else { function }.to_owned();
        let place = match position(place).filter(|_| !is_library) {
            Some((name, line, column)) => RawPlace::Script { name: name.to_owned(), line, column },
            None => RawPlace::Native,
        };
        if is_library {
            frames.truncate(natives);
        }
        let is_script = place != RawPlace::Native;
        frames.push(RawFrame { function, place });
        if is_script {
            natives = frames.len();
        }
    }
    frames
}

/// What the scripts of the library are named.
const LIBRARY: [&str; 3] = ["saveloop:node:", "saveloop:web:", "saveloop:internal:"];

/// A path may hold ` (`; that a function's name does is the rarer case.
/// `    at NAME (FILE:LINE:COLUMN)`, `    at NAME (native)`, or `    at FILE:LINE:COLUMN`.
fn split(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start().strip_prefix("at ")?;
    Some(match rest.strip_suffix(')') {
        Some(inner) => inner.split_once(" (").unwrap_or(("", inner)),
        None => ("", rest),
    })
}

/// A place in a script, as a stack writes it.
pub fn place(text: &str) -> Option<RawPlace> {
    let (name, line, column) = position(text)?;
    Some(RawPlace::Script { name: name.to_owned(), line, column })
}

/// `FILE:LINE:COLUMN`; the file's name may hold colons itself.
fn position(place: &str) -> Option<(&str, u32, u32)> {
    let (rest, column) = place.rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    Some((name, line.parse().ok()?, column.parse().ok()?))
}

#[cfg(test)]
mod tests;
