//! Which lines of a text a search finds. Pure.

use super::breakpoints::pattern_with;
use super::message::Failure;

/// Whether a line holds what is searched for: a text, or a regular expression of the language.
pub fn matcher(
    query: &str,
    is_regex: bool,
    is_exact: bool,
) -> Result<Box<dyn Fn(&str) -> bool + Send>, Failure> {
    if is_regex {
        let pattern = pattern_with(query, if is_exact { "" } else { "i" })?;
        return Ok(Box::new(move |line| pattern.find(line).is_some()));
    }
    let query = if is_exact { query.to_owned() } else { query.to_lowercase() };
    Ok(Box::new(
        move |line| {
            if is_exact { line.contains(&query) } else { line.to_lowercase().contains(&query) }
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_its_text_or_by_a_pattern() {
        let finds = |query: &str, is_regex, is_exact, line: &str| {
            matcher(query, is_regex, is_exact).map(|holds| holds(line))
        };
        assert_eq!(finds("OUT", false, false, "route"), Ok(true));
        assert_eq!(finds("OUT", false, true, "route"), Ok(false));
        assert_eq!(finds("o.t\\(", true, false, "OUT("), Ok(true));
        assert_eq!(finds("o.t\\(", true, true, "OUT("), Ok(false));
        assert_eq!(finds("o.t(", false, true, "out("), Ok(false));
        assert!(matches!(finds("(", true, true, ""), Err(Failure::BadPattern(_))));
    }
}
