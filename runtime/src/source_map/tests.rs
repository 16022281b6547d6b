//! Lookups: mapped, or why not.

mod table;

use super::*;

fn carried<'s>(printed: &str, source: &'s str) -> Option<&'s str> {
    carry(printed, source).and_then(|at| source.get(at..))
}

#[test]
fn a_position_is_carried_over_layout_quotes_and_comments() {
    assert_eq!(carried("f(", "f(\n  1, 2)"), Some("1, 2)"));
    assert_eq!(carried("f(\"a\", ", "f('a', /* b */ c)"), Some("c)"));
    assert_eq!(carried("a.b(", "a!.b!(c)"), Some("c)"));
}

#[test]
fn parentheses_of_the_printer_are_none_of_the_source() {
    assert_eq!(carried("map((", "map(x => x)"), Some("x => x)"));
}

#[test]
fn a_text_that_differs_carries_nothing() {
    assert_eq!(carried("$slT(", "error"), None);
}

#[test]
fn a_map_is_built_by_the_first_lookup_and_by_nothing_before() {
    let token = MapToken::shifted(LineColumn { line: 0, column: 0 }, LineColumn { line: 0, column: 0 });
    let version = ModuleVersion::new(
        VersionId(1),
        ModuleId(0),
        Path::new("/a.ts").into(),
        "x".into(),
        "(\nx)".into(),
        vec![token],
    );
    assert!(version.lookup.get().is_none());
    assert_eq!(version.original_offset(EnginePosition { line: 2, column: 1 }), Ok(0));
    assert!(version.lookup.get().is_some());
}

#[test]
fn a_program_that_stands_where_nothing_is_mapped_stands_behind_what_is() {
    let token = |generated, original| {
        let at = |line| LineColumn { line, column: 0 };
        MapToken::shifted(at(generated), at(original))
    };
    let version = ModuleVersion::new(
        VersionId(1),
        ModuleId(0),
        Path::new("/a.ts").into(),
        "a;\nb;".into(),
        "(\na;\n{\nb;)".into(),
        vec![token(0, 0), token(2, 1)],
    );
    let at = |line| EnginePosition { line, column: 1 };
    assert_eq!(version.original_offset(at(3)), Err(Unmapped::Generated));
    let nearest: Vec<usize> = (1..=4).map(|line| version.nearest_offset(at(line))).collect();
    assert_eq!(nearest, [0, 0, 0, 3]);
}
