//! Which expression of the source failed. Pure.
//!
//! The engine does not report the operation that failed but the last one it *marked* before it in
//! its bytecode: a name that was read, the first token of a call's arguments, the right operand of
//! an operator, the start of a statement. So this room lays the function out in the order of that
//! bytecode, finds the mark, and takes the first operation after it that fits the clue: the
//! error's message in the innermost frame, the name of the called function in the others.

mod layout;
mod loops;
pub mod message;
mod printer;
pub mod text;
mod wanted;
pub mod words;

use std::ops::Range;

use oxc::allocator::Allocator;
use oxc::ast::ast::Program;
use oxc::parser::{ParseOptions, Parser};
use oxc::span::SourceType;

use layout::{Kind, Operation, Step, finder};
pub use wanted::Clue;
use wanted::{TIERS, Wanted};

/// What is to blame, in bytes of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blamed {
    /// The expression. Its start is on the line that a reader expects: for a chain over several
    /// lines, the line of the member.
    pub range: Range<usize>,
    /// What it calls, reads from or writes to, when that is known for certain.
    pub subject: Option<Range<usize>>,
    /// Whether it asks for an iterator.
    pub iterates: bool,
    /// Where Node's stacks place it: the member or the name that is called, or the parenthesis.
    pub at: usize,
    /// It calls a constructor.
    pub constructs: bool,
}

impl Blamed {
    /// Nothing more is known of it.
    fn only(range: Range<usize>) -> Self {
        let at = range.start;
        Self { range, subject: None, iterates: false, at, constructs: false }
    }
}

/// The expressions to blame for all that was asked of one text, which is parsed once.
pub fn find(language: SourceType, source: &str, asked: &[(usize, Clue)]) -> Vec<Blamed> {
    #[cfg(test)]
    PARSED.with(|parsed| parsed.set(parsed.get() + 1));
    let allocator = Allocator::default();
    let options = ParseOptions::default();
    let parsed = Parser::new(&allocator, source, language).with_options(options).parse();
    asked.iter().map(|(mark, clue)| find_in(&parsed.program, source, *mark, *clue)).collect()
}

#[cfg(test)]
thread_local! {
    /// How many texts were parsed to find out who is to blame.
    pub static PARSED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn find_in(program: &Program, source: &str, mark: usize, clue: Clue) -> Blamed {
    let offset = mark as u32;
    let found = finder::find(program, offset);
    if let Some(head) = found.implicit {
        return Blamed::only(head.start as usize..head.end as usize);
    }
    if let Clue::Running = clue {
        let function = found.begins.or(found.holds);
        if let Some(head) = loops::behind(program, function, offset) {
            return Blamed::only(trimmed(source, head));
        }
    }
    let wanted = Wanted::of(clue);
    let blamed = search(program, source, &found, offset, &wanted)
        .map(|(operation, is_certain)| shown(source, &Found { operation: &operation, is_certain }, &wanted));
    let mut blamed = blamed.unwrap_or_else(|| Blamed::only(token_at(source, mark)));
    blamed.range.end = blamed.range.end.min(source.len());
    blamed.range.start = blamed.range.start.min(blamed.range.end);
    blamed
}

/// The operation that is meant, and whether it is the only one that can be.
fn search(
    program: &Program,
    source: &str,
    within: &finder::Found,
    mark: u32,
    wanted: &[Wanted],
) -> Option<(Operation, bool)> {
    let begins = within.begins.and_then(|function| {
        let steps = layout::of(program, source, Some(function));
        Some((parameters(&steps, wanted)?.clone(), false))
    });
    begins.or_else(|| {
        let steps = layout::of(program, source, within.holds);
        blamed(&steps, mark, wanted).map(|found| (found.operation.clone(), found.is_certain))
    })
}

/// The head of the first loop of a module's own code.
pub fn first_loop(language: SourceType, source: &str) -> Option<Range<usize>> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, language).parse();
    loops::behind(&parsed.program, None, 0).map(|head| trimmed(source, head))
}

/// Without the space at its end.
fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + source.get(range.clone()).map_or(0, |text| text.trim_end().len())
}

/// In a function nothing of which was marked yet: only taking its parameters apart can fail.
fn parameters<'s>(steps: &'s [Step], wanted: &[Wanted]) -> Option<&'s Operation> {
    let unmarked = steps.iter().skip(1).take_while(|step| matches!(step, Step::Operation(_)));
    let unmarked: Vec<&Operation> = unmarked.filter_map(Step::operation).collect();
    let fits = |operation: &&&Operation| {
        matches!(operation.kind, Kind::Unpack | Kind::Iterate | Kind::Next | Kind::Get)
            && wanted.first().is_some_and(|wanted| {
                !matches!(wanted, Wanted::Created(_)) && wanted.tier(operation) == Some(0)
            })
    };
    let first = *unmarked.iter().find(fits)?;
    Some(innermost(first, unmarked.into_iter()))
}

/// An operation, and whether it is the only one that can be meant.
struct Found<'s> {
    operation: &'s Operation,
    is_certain: bool,
}

/// The steps from a mark to the next one, and those after.
fn window(steps: &[Step], mark: u32) -> Option<(&[Step], &[Step])> {
    let marks = || {
        steps.iter().enumerate().filter_map(|(index, step)| match step {
            Step::Mark { at, or } => Some((index, *at, *or)),
            _ => None,
        })
    };
    let before = || marks().filter(|(_, at, _)| *at <= mark);
    let nearest = || before().max_by_key(|(index, at, _)| (*at, std::cmp::Reverse(*index)));
    let exact = marks().find(|(_, at, _)| *at == mark).or_else(|| marks().find(|(_, _, or)| *or == mark));
    let (first, position, _) = exact.or_else(nearest)?;
    let other = marks().find(|(index, at, _)| *index > first && *at != position);
    let end = other.map_or(steps.len(), |(index, ..)| index);
    Some((steps.get(first..end)?, steps.get(end..)?))
}

/// The operation that fits the clue best.
fn blamed<'s>(steps: &'s [Step], mark: u32, wanted: &[Wanted]) -> Option<Found<'s>> {
    let guess = |operation| Some(Found { operation, is_certain: false });
    if let Some(found) = wanted.iter().find_map(|wanted| constant(steps, mark, wanted)) {
        return guess(found);
    }
    let (window, after) = window(steps, mark)?;
    let inside = || window.iter().filter_map(Step::operation);
    let later = || after.iter().filter_map(Step::operation);
    // Where the mark is not what it should be (the engine miscounts the columns of long templates):
    // what fits exactly and comes next.
    let next = || {
        let is_exact = |it: &Operation| wanted.first().is_some_and(|wanted| wanted.tier(it) == Some(0));
        later().find(|it| it.range.start >= mark && is_exact(it))
    };
    let made = wanted.iter().find(|wanted| matches!(wanted, Wanted::Created(_)));
    for (trust, wanted) in wanted.iter().enumerate() {
        for tier in TIERS {
            if let (Wanted::Created(_), 1, Some(found)) = (wanted, tier, next()) {
                return guess(found);
            }
            let fits = |it: &&Operation| wanted.tier(it) == Some(tier);
            if let Some(found) = inside().find(fits) {
                // A program may use the engine's words: then the error is made right here. And what
                // comes before may have failed in this way (a trap of a proxy).
                let is_made = inside().any(|it| made.is_some_and(|made| made.tier(it) == Some(0)));
                let earlier = inside().take_while(|it| !std::ptr::eq(*it, found));
                let is_first = earlier.filter(|it| wanted.tier(it).is_some()).count() == 0;
                let is_only = inside().filter(fits).count() == 1;
                let is_certain = trust == 0 && tier == 0 && !is_made && is_first && is_only;
                return Some(Found {
                    operation: outermost_call(innermost(found, inside()), inside()),
                    is_certain,
                });
            }
            // What is laid out after code that did not run: the mark lies inside its own text.
            if let Some(found) = later().find(|it| fits(it) && spans(it, mark)) {
                return guess(found);
            }
        }
    }
    next().and_then(guess)
}

/// Of calls of calls, `f()()`, none of which is marked, the whole.
fn outermost_call<'s>(found: &'s Operation, among: impl Iterator<Item = &'s Operation>) -> &'s Operation {
    let mut outer = found;
    for operation in among.filter(|it| it.kind == Kind::Call && found.kind == Kind::Call) {
        if operation.subject.as_ref() == Some(&outer.range) {
            outer = operation;
        }
    }
    outer
}

/// Writing to a constant ends the code: what follows is not laid out up to where it is reached in
/// another way, and the engine reports the last mark it left out. So the write is the first one
/// from which the mark is reached without leaving a branch.
fn constant<'s>(steps: &'s [Step], mark: u32, wanted: &Wanted) -> Option<&'s Operation> {
    if !matches!(wanted, Wanted::Assign(_)) {
        return None;
    }
    let is_mark = |step: &Step| matches!(step, Step::Mark { at, or } if *at == mark || *or == mark);
    let last = steps.iter().rposition(is_mark)?;
    let writes = steps.iter().enumerate().filter_map(|(index, step)| Some((index, step.operation()?)));
    let mut writes = writes.filter(|(_, it)| it.kind == Kind::Assign && wanted.tier(it) == Some(0));
    let reaches = |from: usize| {
        let mut depth = 0i32;
        steps.get(from..last).unwrap_or_default().iter().all(|step| {
            depth += match step {
                Step::Enter => 1,
                Step::Exit => -1,
                _ => 0,
            };
            depth >= 0
        })
    };
    // After the mark is the plain case: nothing was left out.
    writes.find(|(index, _)| if *index < last { reaches(*index) } else { true }).map(|(_, write)| write)
}

/// Of patterns within patterns the innermost: it is the value nobody looked at yet.
fn innermost<'s>(found: &'s Operation, among: impl Iterator<Item = &'s Operation>) -> &'s Operation {
    if found.kind != Kind::Unpack {
        return found;
    }
    let inner = |it: &&Operation| {
        it.kind == Kind::Unpack && found.range.start <= it.range.start && it.range.end <= found.range.end
    };
    among.filter(inner).last().unwrap_or(found)
}

impl Step {
    fn operation(&self) -> Option<&Operation> {
        match self {
            Self::Operation(operation) => Some(operation),
            _ => None,
        }
    }
}

/// Whether the mark lies inside the operation's own text.
fn spans(operation: &Operation, mark: u32) -> bool {
    operation.range.start <= mark && mark < operation.range.end
}

/// The whole expression when it starts on the line of its anchor, else from the anchor on.
fn shown(source: &str, found: &Found, wanted: &[Wanted]) -> Blamed {
    let operation = found.operation;
    let bytes = |range: &Range<u32>| range.start as usize..range.end as usize;
    let subject = operation.subject.as_ref().map(bytes);
    let Range { start, end } = bytes(&operation.range);
    if operation.kind == Kind::Read {
        let reader = subject.filter(|_| wanted.iter().any(|wanted| matches!(wanted, Wanted::TooEarly(_))));
        return Blamed { at: start, ..Blamed::only(reader.unwrap_or(start..end)) };
    }
    let anchor = operation.anchor as usize;
    let breaks = |text: &str| text.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    let before = source.get(start..anchor).unwrap_or_default();
    let range = if breaks(before) {
        // With the dot, if it is on the same line.
        let dots = before.len() - before.trim_end_matches(['.', '?']).len();
        anchor - dots..end
    } else {
        start..end
    };
    let at = match operation.kind {
        Kind::Construct => start,
        Kind::Call => subject.as_ref().map_or(anchor, |callee| called_at(source, callee.end)),
        _ => anchor,
    };
    Blamed {
        range,
        subject: subject.filter(|_| found.is_certain),
        iterates: operation.kind == Kind::Iterate,
        at,
        constructs: constructs(operation, wanted),
    }
}

/// `super()`, or `new` of the function that is known to have been called.
fn constructs(operation: &Operation, wanted: &[Wanted]) -> bool {
    let name = operation.name.as_deref();
    let is_called = |it: &Wanted| matches!(it, Wanted::CallOf(function) if name == Some(function));
    name == Some("super") || operation.kind == Kind::Construct && wanted.iter().any(is_called)
}

/// The name that ends a callee; one that ends otherwise is called at its parenthesis.
fn called_at(source: &str, end: usize) -> usize {
    let callee = source.get(..end).unwrap_or_default().trim_end_matches(['!', '?']);
    let is_word = |it: char| it.is_alphanumeric() || matches!(it, '_' | '$' | '#' | '\u{200c}' | '\u{200d}');
    let before = callee.trim_end_matches(is_word);
    if before.len() < callee.len() {
        return before.len();
    }
    source.get(end..).and_then(|rest| rest.find('(')).map_or(end, |more| end + more)
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
