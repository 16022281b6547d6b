//! Which expression of the source failed. Pure.
//!
//! The engine does not report the operation that failed but the last one it *marked* before it in
//! its bytecode: a name that was read, the first token of a call's arguments, the right operand of
//! an operator, the start of a statement. So this room lays the function out in the order of that
//! bytecode, finds the mark, and takes the first operation after it that fits the clue: the
//! error's message in the innermost frame, the name of the called function in the others.

mod layout;

use std::ops::Range;
use std::path::Path;

use oxc::allocator::Allocator;
use oxc::parser::{ParseOptions, Parser};

use crate::transpile::source_type;
use layout::{Operation, OperationKind, Step};

/// What is known besides the mark.
#[derive(Clone, Copy, Debug)]
pub enum Clue<'a> {
    /// The operation failed with this message of the engine (or of the program).
    Failed { message: &'a str },
    /// The operation called this function; empty when it has no name.
    Called { function: &'a str },
}

/// The range of the expression to blame, in bytes of `source`. Its start is on the line that a
/// reader expects: for a chain over several lines, the line of the member.
pub fn range(path: &Path, source: &str, mark: usize, clue: Clue) -> Range<usize> {
    let allocator = Allocator::default();
    let options = ParseOptions::default();
    let parsed = Parser::new(&allocator, source, source_type(path)).with_options(options).parse();
    let steps = layout::of_function_at(&parsed.program, mark as u32);
    let found = blamed(&steps, mark as u32, clue);
    let range = found.map_or_else(|| token_at(source, mark), |operation| shown(source, operation));
    let end = range.end.min(source.len());
    range.start.min(end)..end
}

/// The operation that fits the clue best.
fn blamed<'s>(steps: &'s [Step], mark: u32, clue: Clue) -> Option<&'s Operation> {
    let marks = || {
        steps.iter().enumerate().filter_map(|(at, step)| match step {
            Step::Mark(position) => Some((at, *position)),
            Step::Operation(_) => None,
        })
    };
    let nearest = marks().map(|(_, position)| position).filter(|position| *position <= mark).max()?;
    let first = marks().find(|(_, position)| *position == nearest).map(|(at, _)| at)?;
    let end =
        marks().find(|(at, position)| *at > first && *position != nearest).map_or(steps.len(), |(at, _)| at);
    let wanted = Wanted::of(clue);
    let fits = |step: &'s Step| match step {
        Step::Operation(operation) if wanted.fits(operation) => Some(operation),
        _ => None,
    };
    let window = steps.get(first..end).unwrap_or_default();
    let after = steps.get(end..).unwrap_or_default();
    let exact = || {
        window.iter().find_map(fits).or_else(|| after.iter().find_map(fits).filter(|it| spans(it, nearest)))
    };
    let loose = || {
        let of_kind = |step: &'s Step| match step {
            Step::Operation(operation) if wanted.fits_loosely(operation) => Some(operation),
            _ => None,
        };
        window
            .iter()
            .find_map(of_kind)
            .or_else(|| after.iter().find_map(of_kind).filter(|it| spans(it, nearest)))
    };
    exact().or_else(loose)
}

/// Whether the mark lies inside the operation's own text.
fn spans(operation: &Operation, mark: u32) -> bool {
    operation.range.start <= mark && mark < operation.range.end
}

/// What kind of operation the clue speaks of.
enum Wanted<'a> {
    Get(Option<&'a str>),
    Set(Option<&'a str>),
    Call,
    Construct,
    Read(&'a str),
    Assign(&'a str),
    Iterate,
    Operator,
    Throw,
    CallOf(&'a str),
    Any,
}

impl<'a> Wanted<'a> {
    fn of(clue: Clue<'a>) -> Self {
        let message = match clue {
            Clue::Failed { message } => message,
            Clue::Called { function } => return Self::CallOf(function),
        };
        let quoted = message.split('\'').nth(1);
        let starts = |text: &str| message.starts_with(text);
        let contains = |text: &str| message.contains(text);
        match quoted {
            _ if starts("cannot read property") => Self::Get(quoted),
            _ if starts("cannot set property")
                || contains("no setter for property")
                || contains("not extensible")
                || contains("not configurable") =>
            {
                Self::Set(quoted)
            }
            Some(name) if contains("is read-only") => Self::Assign(name),
            Some(name) if contains("is not defined") => Self::Read(name),
            _ if contains("is not initialized") => {
                Self::Read(message.split(' ').next().unwrap_or_default().trim_matches('\''))
            }
            _ if contains("not iterable") => Self::Iterate,
            _ if contains("not a constructor") || contains("must be called with new") => Self::Construct,
            _ if contains("not a function") => Self::Call,
            _ if contains("operand") || contains("BigInt") || contains("convert") => Self::Operator,
            _ if starts("Uncaught ") => Self::Throw,
            _ => Self::Any,
        }
    }

    fn fits(&self, operation: &Operation) -> bool {
        let name = operation.name.as_deref();
        let named = |wanted: &Option<&str>| wanted.is_none() || name == *wanted;
        match (self, operation.kind) {
            (Self::Get(wanted), OperationKind::Get | OperationKind::Destructure) => named(wanted),
            (Self::Set(wanted), OperationKind::Set) => named(wanted),
            (Self::Call, OperationKind::Call) | (Self::Construct, OperationKind::Construct) => true,
            (Self::Read(wanted), OperationKind::Read | OperationKind::Assign) => name == Some(wanted),
            (Self::Assign(wanted), OperationKind::Assign | OperationKind::Set) => name == Some(wanted),
            (Self::Iterate, OperationKind::Iterate | OperationKind::Construct) => true,
            (Self::Operator, OperationKind::Operator) | (Self::Throw, OperationKind::Throw) => true,
            (Self::CallOf(wanted), OperationKind::Call | OperationKind::Construct) => {
                !wanted.is_empty() && name == Some(wanted)
            }
            (Self::CallOf(wanted), OperationKind::Get) => {
                wanted.strip_prefix("get ").is_some_and(|it| name == Some(it))
            }
            (Self::CallOf(wanted), OperationKind::Set) => {
                wanted.strip_prefix("set ").is_some_and(|it| name == Some(it))
            }
            (Self::Any, OperationKind::Construct | OperationKind::Call | OperationKind::Throw) => true,
            _ => false,
        }
    }

    /// When nothing fits exactly: a member whose name is computed, a function called by another name.
    fn fits_loosely(&self, operation: &Operation) -> bool {
        match (self, operation.kind) {
            (Self::Get(_), OperationKind::Get | OperationKind::Destructure | OperationKind::Iterate) => {
                operation.name.is_none() || operation.kind != OperationKind::Get
            }
            (Self::Set(_), OperationKind::Set) => operation.name.is_none(),
            (Self::Assign(_), OperationKind::Set) => operation.name.is_none(),
            (Self::Call, OperationKind::Iterate | OperationKind::Construct | OperationKind::Get) => true,
            (Self::Iterate, OperationKind::Destructure | OperationKind::Call) => true,
            (Self::Operator, OperationKind::Call | OperationKind::Destructure | OperationKind::Construct) => {
                true
            }
            (Self::Throw, OperationKind::Call | OperationKind::Construct) => true,
            (
                Self::CallOf(_),
                OperationKind::Call
                | OperationKind::Construct
                | OperationKind::Get
                | OperationKind::Set
                | OperationKind::Operator
                | OperationKind::Iterate,
            ) => true,
            (
                Self::Any,
                OperationKind::Operator
                | OperationKind::Iterate
                | OperationKind::Get
                | OperationKind::Set
                | OperationKind::Destructure,
            ) => true,
            _ => false,
        }
    }
}

/// The whole expression when it starts on the line of its anchor, else from the anchor on.
fn shown(source: &str, operation: &Operation) -> Range<usize> {
    let (start, end) = (operation.range.start as usize, operation.range.end as usize);
    let anchor = operation.anchor as usize;
    let breaks =
        |text: Option<&str>| text.is_some_and(|text| text.contains(['\n', '\r', '\u{2028}', '\u{2029}']));
    if breaks(source.get(start..anchor)) { anchor..end } else { start..end }
}

/// The word or sign at an offset.
fn token_at(source: &str, at: usize) -> Range<usize> {
    let rest = source.get(at..).unwrap_or_default();
    let is_word = |character: char| character.is_alphanumeric() || character == '_' || character == '$';
    let word: usize = rest.chars().take_while(|character| is_word(*character)).map(char::len_utf8).sum();
    let sign = rest.chars().next().filter(|character| !character.is_control()).map_or(0, char::len_utf8);
    at..at + word.max(sign)
}

#[cfg(test)]
mod tests;
