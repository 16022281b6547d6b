//! Which lines of a text a search finds. Pure.

use super::breakpoints::pattern_with;
use super::message::Failure;

/// What a line has to hold.
#[derive(Debug)]
pub struct Search(Wanted);

#[derive(Debug)]
enum Wanted {
    Text(String),
    /// In lower case, as lines are then looked at.
    Folded(String),
    Pattern(regress::Regex),
}

impl Search {
    /// A text, or a regular expression of the language.
    pub fn new(query: &str, is_regex: bool, is_exact: bool) -> Result<Self, Failure> {
        Ok(Self(match (is_regex, is_exact) {
            (true, _) => Wanted::Pattern(pattern_with(query, if is_exact { "" } else { "i" })?),
            (false, true) => Wanted::Text(query.to_owned()),
            (false, false) => Wanted::Folded(query.to_lowercase()),
        }))
    }

    pub fn finds(&self, line: &str) -> bool {
        match &self.0 {
            Wanted::Text(text) => line.contains(text),
            Wanted::Folded(text) => line.to_lowercase().contains(text),
            Wanted::Pattern(pattern) => pattern.find(line).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_its_text_or_by_a_pattern() {
        let finds = |query: &str, is_regex, is_exact, line: &str| {
            Search::new(query, is_regex, is_exact).map(|search| search.finds(line))
        };
        assert_eq!(finds("OUT", false, false, "route"), Ok(true));
        assert_eq!(finds("OUT", false, true, "route"), Ok(false));
        assert_eq!(finds("o.t\\(", true, false, "OUT("), Ok(true));
        assert_eq!(finds("o.t\\(", true, true, "OUT("), Ok(false));
        assert_eq!(finds("o.t(", false, true, "out("), Ok(false));
        assert!(matches!(finds("(", true, true, ""), Err(Failure::BadPattern(_))));
    }
}
