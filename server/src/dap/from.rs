//! What a client asks, in the debug core's words (pure).

use std::path::Path;

use runtime::debug::message::*;
use runtime::position::LineColumn;
use serde::Deserialize;

use super::envelope::Refusal;

/// How a client counts. Columns are in UTF-16 units for both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    pub first_line: u32,
    pub first_column: u32,
}

impl Counting {
    pub fn line(self, line: i64) -> u32 {
        u32::try_from(line).unwrap_or(0).saturating_sub(self.first_line)
    }

    pub fn column(self, column: i64) -> u32 {
        u32::try_from(column).unwrap_or(0).saturating_sub(self.first_column)
    }

    pub fn show(self, position: LineColumn) -> (u32, u32) {
        (position.line + self.first_line, position.column + self.first_column)
    }
}

/// What `initialize` says of the client.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Client {
    pub lines_start_at1: bool,
    pub columns_start_at1: bool,
    pub path_format: Option<String>,
    pub supports_variable_paging: bool,
    pub supports_invalidated_event: bool,
    pub supports_progress_reporting: bool,
    pub supports_run_in_terminal_request: bool,
}

impl Default for Client {
    fn default() -> Self {
        Self {
            lines_start_at1: true,
            columns_start_at1: true,
            path_format: None,
            supports_variable_paging: false,
            supports_invalidated_event: false,
            supports_progress_reporting: false,
            supports_run_in_terminal_request: false,
        }
    }
}

impl Client {
    pub fn counting(&self) -> Counting {
        Counting { first_line: self.lines_start_at1.into(), first_column: self.columns_start_at1.into() }
    }
}

/// A source as clients name it: by path, or by a number of ours.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Source {
    pub path: Option<String>,
    pub source_reference: Option<i64>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Wanted {
    pub line: i64,
    pub column: Option<i64>,
    pub condition: Option<String>,
    pub hit_condition: Option<String>,
    pub log_message: Option<String>,
    /// Of a function breakpoint.
    pub name: String,
}

impl Wanted {
    /// The breakpoint that the core is asked for.
    pub fn read(&self, target: Target, counting: Counting) -> Result<NewBreakpoint, Refusal> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Ok(NewBreakpoint {
            target,
            line: counting.line(self.line),
            column: self.column.map(|column| counting.column(column)),
            condition: given(&self.condition),
            hits: given(&self.hit_condition).map(|text| hits(&text)).transpose()?,
            log: given(&self.log_message),
        })
    }
}

/// `5`, `= 5`, `>= 5`, `> 5`, `% 5`.
fn hits(text: &str) -> Result<Hits, Refusal> {
    let text = text.trim();
    let digits = text.trim_start_matches(|sign: char| !sign.is_ascii_digit());
    let sign = text.strip_suffix(digits).unwrap_or_default().trim();
    let number = digits.parse::<u32>().ok();
    let hits = number.and_then(|number| match sign {
        "" | "=" | "==" | "===" => Some(Hits::Exactly(number)),
        ">=" => Some(Hits::AtLeast(number)),
        ">" => Some(Hits::AtLeast(number.checked_add(1)?)),
        "%" if number > 0 => Some(Hits::Every(number)),
        _ => None,
    });
    hits.ok_or_else(|| format!("{text} is no hit condition; write 5, >= 5, > 5 or % 5"))
}

/// A filter that is on; those that are only named have no condition.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    pub filter_id: String,
    pub condition: Option<String>,
}

/// Which exceptions stop, of the names in `capabilities`. Each filter counts by itself: what one of them
/// stops is stopped.
pub fn exceptions(filters: &[Filter]) -> Result<(ExceptionMode, ExceptionConditions), Refusal> {
    let mut mode = ExceptionMode::None;
    // `None`: without a condition.
    let (mut caught, mut uncaught) = (Some(Vec::new()), Some(Vec::new()));
    for Filter { filter_id, condition } in filters {
        let condition = condition.as_ref().filter(|text| !text.trim().is_empty());
        let add = |list: &mut Option<Vec<String>>| match condition {
            Some(condition) => list.iter_mut().for_each(|list| list.push(condition.clone())),
            None => *list = None,
        };
        mode = mode.max(match filter_id.as_str() {
            "all" => {
                add(&mut caught);
                ExceptionMode::All
            }
            "uncaught" => ExceptionMode::Uncaught,
            _ => return Err(format!("{filter_id} is no filter; there are all and uncaught")),
        });
        add(&mut uncaught);
    }
    let [caught, uncaught] = [caught, uncaught].map(Option::unwrap_or_default);
    Ok((mode, ExceptionConditions { caught, uncaught }))
}

/// The target of a file.
pub fn target(path: &str) -> Target {
    Target::Path(Path::new(path).to_owned())
}

/// What stands before the cursor: the object whose members are asked for, if any, and the beginning of the
/// name.
pub fn completed(before: &str) -> (Option<&str>, &str) {
    let is_part = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '$';
    let stem = before.rfind(|sign: char| !is_part(sign)).map_or(before, |at| {
        let width = before[at..].chars().next().map_or(1, char::len_utf8);
        &before[at + width..]
    });
    let rest = before.strip_suffix(stem).unwrap_or(before);
    let Some(rest) = rest.strip_suffix('.') else { return (None, stem) };
    let rest = rest.strip_suffix('?').unwrap_or(rest);
    let mut depth = 0_usize;
    let start = rest.char_indices().rev().find(|(_, sign)| match sign {
        ']' => {
            depth += 1;
            false
        }
        '[' if depth > 0 => {
            depth -= 1;
            false
        }
        _ if depth > 0 => false,
        sign => !(is_part(*sign) || matches!(sign, '.' | '?')),
    });
    let object = start.map_or(rest, |(at, sign)| &rest[at + sign.len_utf8()..]);
    (Some(object), stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hit_conditions_are_read_as_people_write_them() {
        let cases = [
            ("5", Hits::Exactly(5)),
            (" == 5 ", Hits::Exactly(5)),
            (">=5", Hits::AtLeast(5)),
            ("> 5", Hits::AtLeast(6)),
            ("%2", Hits::Every(2)),
        ];
        for (text, expected) in cases {
            assert_eq!(hits(text), Ok(expected), "{text}");
        }
        for wrong in ["", "x", "< 5", "5 times", "% 0", "99999999999"] {
            assert!(hits(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_completion_asks_for_members_or_for_names() {
        let cases = [
            ("", (None, "")),
            ("na", (None, "na")),
            ("1 + na", (None, "na")),
            ("a.", (Some("a"), "")),
            ("f(a.b?.c", (Some("a.b"), "c")),
            ("x = a[b.c].d", (Some("a[b.c]"), "d")),
            ("größe.l", (Some("größe"), "l")),
        ];
        for (text, expected) in cases {
            assert_eq!(completed(text), expected, "{text}");
        }
    }

    #[test]
    fn the_filter_that_stops_more_counts() {
        let stops = |filters: &[(&str, &str)]| {
            let filters = filters
                .iter()
                .map(|(id, text)| Filter { filter_id: (*id).into(), condition: Some((*text).into()) });
            let (mode, conditions) = exceptions(&filters.collect::<Vec<_>>())?;
            Ok::<_, Refusal>((mode, conditions.caught.join("|"), conditions.uncaught.join("|")))
        };
        let is = |mode, caught: &str, uncaught: &str| Ok((mode, caught.to_owned(), uncaught.to_owned()));
        assert_eq!(stops(&[]), is(ExceptionMode::None, "", ""));
        assert_eq!(stops(&[("uncaught", " "), ("all", "")]), is(ExceptionMode::All, "", ""));
        assert_eq!(stops(&[("uncaught", "a")]), is(ExceptionMode::Uncaught, "", "a"));
        assert_eq!(stops(&[("all", "a"), ("uncaught", "b")]), is(ExceptionMode::All, "a", "a|b"));
        assert_eq!(stops(&[("all", "a"), ("uncaught", "")]), is(ExceptionMode::All, "a", ""));
        assert!(stops(&[("some", "")]).is_err());
    }
}
