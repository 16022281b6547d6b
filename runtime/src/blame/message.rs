//! Better words for the engine's own: they say which expression they speak of. Pure.

use std::ops::Range;

use super::Blamed;

/// Longer text is not repeated.
const AT_MOST: usize = 60;

/// The engine's wording and what becomes of it; `{}` stands for the blamed callee.
const CALLEES: &[(&str, &str)] = &[
    ("not a function", "{} is not a function"),
    ("not a constructor", "{} is not a constructor"),
    ("class constructors must be invoked with 'new'", "class {} cannot be called without 'new'"),
];

/// A message of the engine in better words; `None` when it is none, or there is nothing to say.
pub fn rewritten(message: &str, source: &str, blamed: &Blamed) -> Option<String> {
    let Blamed { range: blamed, subject, iterates, .. } = blamed;
    let subject = subject.as_ref();
    // TypeScript's `!` is no part of what ran.
    let short = |range: &Range<usize>| {
        source.get(range.clone()).filter(|text| is_short(text)).map(|text| text.trim_end_matches('!'))
    };
    if let Some(NotIterable { value, is_async }) = not_iterable(message) {
        let kind = if is_async { "async iterable" } else { "iterable" };
        let named = subject.filter(|_| *iterates).and_then(short);
        return Some(format!("{} is not {kind}", named.or(value)?));
    }
    if let Some((_, better)) = CALLEES.iter().find(|(wording, _)| *wording == message) {
        return Some(better.replace("{}", short(subject?)?));
    }
    let rest = message
        .strip_prefix("cannot read property '")
        .or_else(|| message.strip_prefix("cannot set property '"))?;
    let is_whole = rest.ends_with("' of undefined") || rest.ends_with("' of null");
    let text = short(subject?)?;
    let is_literal = matches!(text, "undefined" | "null");
    (is_whole && !is_literal && blamed.start <= subject?.start).then(|| format!("{message} ({text})"))
}

/// What the engine says of a value that is not iterable.
struct NotIterable<'m> {
    /// The value, where it says which.
    value: Option<&'m str>,
    is_async: bool,
}

fn not_iterable(message: &str) -> Option<NotIterable<'_>> {
    if message == "value is not iterable" {
        return Some(NotIterable { value: None, is_async: false });
    }
    let rest = message.strip_prefix("cannot read property 'Symbol.")?;
    let (key, value) = rest.split_once("' of ")?;
    let is_async = match key {
        "iterator" => false,
        "asyncIterator" => true,
        _ => return None,
    };
    Some(NotIterable { value: Some(value), is_async })
}

fn is_short(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= AT_MOST && !text.contains(char::is_control)
}

#[cfg(test)]
mod tests;
