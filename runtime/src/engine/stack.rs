//! Reads the engine's text of a stack. Pure.

use super::wire::{RawFrame, RawPlace};

/// Frames innermost first. saveloop's own prelude is left out; lines of another form are too.
pub fn parse(stack: &str) -> Vec<RawFrame> {
    stack.lines().filter_map(frame).collect()
}

/// `    at NAME (FILE:LINE:COLUMN)`, `    at NAME (native)`, or `    at FILE:LINE:COLUMN`.
fn frame(line: &str) -> Option<RawFrame> {
    let rest = line.trim_start().strip_prefix("at ")?;
    let (function, place) = match rest.strip_suffix(')') {
        Some(inner) => inner.split_once(" (").unwrap_or(("", inner)),
        None => ("", rest),
    };
    if place.starts_with("saveloop:") {
        return None;
    }
    let function = if function == "<anonymous>" { "" } else { function }.to_owned();
    let place = match position(place) {
        Some((name, line, column)) => RawPlace::Script { name: name.to_owned(), line, column },
        None => RawPlace::Native,
    };
    Some(RawFrame { function, place })
}

/// `FILE:LINE:COLUMN`; the file's name may hold colons itself.
fn position(place: &str) -> Option<(&str, u32, u32)> {
    let (rest, column) = place.rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    Some((name, line.parse().ok()?, column.parse().ok()?))
}

#[cfg(test)]
mod tests;
