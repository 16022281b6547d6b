//! Where lines go.

use super::*;

/// `«»` stand around a range in the old text; the answer shows it in the new one.
#[track_caller]
fn check(from: &str, to: &str, expected: &str) {
    let range = from.find('«').unwrap()..from.find('»').unwrap() - '«'.len_utf8();
    let from: Arc<str> = from.replace(['«', '»'], "").into();
    let to: Arc<str> = to.into();
    let (range, is_kept) = match LineMap::between(&from, &to).carry(&range) {
        Carried::Kept(range) => (range, true),
        Carried::Gone(range) => (range, false),
    };
    let shown = format!("{}«{}»{}", &to[..range.start], &to[range.clone()], &to[range.end..]);
    assert_eq!((shown.as_str(), is_kept), (expected, !expected.contains("instead")));
}

#[test]
fn a_line_moves_with_what_comes_and_goes_above_it() {
    check("a\nb\nx.«y»\nc", "new\na\nx.y\nc", "new\na\nx.«y»\nc");
    check("x.«y»", "\n\nx.y\nc", "\n\nx.«y»\nc");
    check("a\r\nx.«y»\r\n", "b\na\nx.y", "b\na\nx.«y»");
}

#[test]
fn edits_on_both_sides_of_a_line_leave_it_where_it_is() {
    check("a1\nx.«y»\nc1\n", "a2\nx.y\nc2\nd\n", "a2\nx.«y»\nc2\nd\n");
}

#[test]
fn a_line_that_is_indented_anew_is_the_same_line() {
    check("a\nx.«y»;\n", "a\nif (a) {\n\t\tx.y; \n}\n", "a\nif (a) {\n\t\tx.«y»; \n}\n");
    check("  «x»", "x", "«x»");
}

#[test]
fn a_line_that_was_edited_is_gone_and_the_new_one_stands_in_its_place() {
    check("a\nb1\n  «x.y»\nc", "a\nb2\n  instead\nc", "a\nb2\n  «instead»\nc");
    check("a\n«x.y»\nc", "a\ninstead 1\ninstead 2\nc", "a\n«instead 1»\ninstead 2\nc");
}

#[test]
fn of_a_line_that_was_deleted_the_next_one_takes_the_place_or_the_last() {
    check("a\n«x.y»\nb", "a\nb instead", "a\n«b instead»");
    check("a\n«x.y»\nb instead\n", "a\nb instead\n", "a\n«b instead»\n");
    check("a\nb instead\n«x.y»", "a\nb instead", "a\n«b instead»");
}

#[test]
fn a_range_over_lines_is_kept_as_a_whole_or_not_at_all() {
    check("f(«\n  1,\n  2»)\n", "b\nf(\n  1,\n  2)\n", "b\nf(«\n  1,\n  2»)\n");
    check("f(«\n  1,\n  2»)\n", "f( // instead\n  1,\n  2)\n", "«f( // instead»\n  1,\n  2)\n");
    check("f(«\n  1»)\n", "f(\n  // between\n  1) // instead", "«f(»\n  // between\n  1) // instead");
}

#[test]
fn nothing_is_left_of_a_file_that_was_emptied() {
    let (from, to): (Arc<str>, Arc<str>) = ("a\nb\n".into(), "".into());
    assert_eq!(LineMap::between(&from, &to).carry(&(2..3)), Carried::Gone(0..0));
}

#[test]
fn ten_thousand_lines_that_have_nothing_in_common_are_compared_too() {
    let text = |word: &str| -> Arc<str> {
        (0..10_000).map(|line| format!("{word} {line}\n")).collect::<String>().into()
    };
    let (from, to) = (text("old"), text("new"));
    assert_eq!(LineMap::between(&from, &to).carry(&(0..3)), Carried::Gone(0.."new 0".len()));
}
