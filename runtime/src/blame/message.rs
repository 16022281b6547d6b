//! Better words for the engine's own: they say which expression they speak of. Pure.

use std::ops::Range;

/// Longer text is not repeated.
const AT_MOST: usize = 60;

/// The engine's wording and what becomes of it; `{}` stands for the blamed callee.
const CALLEES: &[(&str, &str)] = &[
    ("not a function", "{} is not a function"),
    ("not a constructor", "{} is not a constructor"),
    ("class constructors must be invoked with 'new'", "class {} cannot be called without 'new'"),
];

/// A message of the engine in better words; `None` when it is none, or there is nothing to say.
/// `subject` is what the blamed operation works on, `blamed` the operation itself.
pub fn rewritten(
    message: &str,
    source: &str,
    blamed: &Range<usize>,
    subject: Option<&Range<usize>>,
) -> Option<String> {
    let short = |range: &Range<usize>| source.get(range.clone()).filter(|text| is_short(text));
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

fn is_short(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= AT_MOST && !text.contains(char::is_control)
}

#[cfg(test)]
mod tests;
