//! Places and excerpts of texts that are easy to get wrong.

use super::{LineColumn, excerpt, line_column};

#[track_caller]
fn check_place(text: &str, offset: usize, line: usize, column: usize) {
    assert_eq!(line_column(text, offset), LineColumn { line, column }, "{text:?} at {offset}");
}

#[test]
fn every_kind_of_break_ends_a_line() {
    check_place("a\nb", 2, 2, 1);
    check_place("a\r\nb", 3, 2, 1);
    check_place("a\rb", 2, 2, 1);
    check_place("a\n\nb", 3, 3, 1);
    check_place("a\n", 2, 2, 1);
}

#[test]
fn the_break_itself_belongs_to_its_line() {
    check_place("ab\ncd", 2, 1, 3);
    check_place("ab\r\ncd", 3, 1, 4);
}

#[test]
fn columns_are_utf16_units() {
    check_place("é😀x", "é😀".len(), 1, 4);
    check_place("é😀x", "é😀".len() - 1, 1, 2);
}

#[test]
fn an_offset_past_the_end_is_the_end() {
    check_place("ab", 99, 1, 3);
    check_place("", 99, 1, 1);
}

#[test]
fn an_excerpt_is_the_line_of_the_range() {
    let text = "first\r\nlet x = y;\r\nlast";
    let at = text.find('y').unwrap();
    let shown = excerpt(text, &(at..at + 1));
    assert_eq!((shown.line, shown.text.as_str()), (2, "let x = y;"));
    assert_eq!(&shown.text[shown.mark], "y");
}

#[test]
fn a_range_over_some_lines_shows_them_all() {
    let text = "one\r\nf(\r\n  1,\r\n)\r\nlast";
    let range = text.find('f').unwrap()..text.find(')').unwrap() + 1;
    let shown = excerpt(text, &range);
    assert_eq!((shown.line, shown.text.as_str()), (2, "f(\n  1,\n)"));
    assert_eq!(&shown.text[shown.mark], "f(\n  1,\n)");
}

#[test]
fn a_range_over_many_lines_shows_its_first() {
    let text = "f(\n".to_owned() + &"1,\n".repeat(50) + ")";
    let shown = excerpt(&text, &(0..text.len()));
    assert_eq!((shown.text.as_str(), shown.mark), ("f(", 0..2));
}

#[test]
fn a_line_of_a_megabyte_is_cut_around_the_range() {
    let text = format!("{}BAD{}", "é".repeat(500_000), "x".repeat(500_000));
    let at = text.find("BAD").unwrap();
    let shown = excerpt(&text, &(at..at + 3));
    assert!(shown.text.len() < 300, "{}", shown.text.len());
    assert!(shown.text.starts_with("…é") && shown.text.ends_with("x…"));
    assert_eq!(&shown.text[shown.mark], "BAD");
}

#[test]
fn a_range_of_a_megabyte_is_cut_too() {
    let text = "y".repeat(1_000_000);
    let shown = excerpt(&text, &(0..text.len()));
    assert!(shown.text.len() < 300 && shown.mark == (0..120));
}

#[test]
fn a_range_outside_the_text_is_its_end() {
    let shown = excerpt("ab\ncd", &(50..60));
    assert_eq!((shown.line, shown.text.as_str(), shown.mark), (2, "cd", 2..2));
    assert_eq!(excerpt("", &(0..5)).mark, 0..0);
}
