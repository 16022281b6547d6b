//! Each rule of counting lines, and columns in UTF-16.

use super::*;

fn line_starts(text: &str, lines: Lines) -> Vec<u32> {
    LineIndex::new(text, lines).starts
}

#[test]
fn each_rule_ends_lines_where_its_counter_does() {
    let text = "a\nb\r\nc\rd\u{2028}e\u{2029}f";
    assert_eq!(line_starts(text, Lines::Lf), [0, 2, 5]);
    assert_eq!(line_starts(text, Lines::Editor), [0, 2, 5, 7]);
    assert_eq!(line_starts(text, Lines::Js), [0, 2, 5, 7, 11, 15]);
}

#[test]
fn characters_that_share_the_last_byte_of_a_separator_end_no_line() {
    assert_eq!(line_starts("\u{a8}\u{e28}\u{20a8}", Lines::Js), [0]);
}

#[test]
fn columns_count_utf16_units() {
    let text = "x\n\t😀é;";
    let index = LineIndex::new(text, Lines::Js);
    let semicolon = text.find(';').unwrap();
    assert_eq!(index.position(text, semicolon), LineColumn { line: 1, column: 4 });
    assert_eq!(index.offset(text, LineColumn { line: 1, column: 4 }), Some(semicolon));
    assert_eq!(index.offset(text, LineColumn { line: 1, column: 99 }), Some(text.len()));
    assert_eq!(index.offset(text, LineColumn { line: 2, column: 0 }), None);
}

#[test]
fn an_offset_inside_a_character_counts_as_its_start() {
    let text = "é";
    let index = LineIndex::new(text, Lines::Js);
    assert_eq!(index.position(text, 1), LineColumn { line: 0, column: 0 });
}
