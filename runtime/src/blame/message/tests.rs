//! The engine's wordings and what a reader sees instead.

use super::*;

fn check(message: &str, source: &str, subject: &str, expected: Option<&str>) {
    let start = source.find(subject).expect("the subject");
    let subject = Some(start..start + subject.len());
    let iterates = source.contains("...");
    let blamed = Blamed { range: 0..source.len(), subject, iterates, at: 0, constructs: false };
    assert_eq!(rewritten(message, source, &blamed).as_deref(), expected);
}

#[test]
fn what_is_no_function_is_named() {
    let better = "items.reduceRight2 is not a function";
    check("not a function", "items.reduceRight2(1)", "items.reduceRight2", Some(better));
    check("not a constructor", "new kinds.Box()", "kinds.Box", Some("kinds.Box is not a constructor"));
}

#[test]
fn what_was_undefined_is_named() {
    let better = "cannot read property 'n' of undefined (u[1])";
    check("cannot read property 'n' of undefined", "u[1].n", "u[1]", Some(better));
    check(
        "cannot set property 'n' of null",
        "a.b.n = 1",
        "a.b",
        Some("cannot set property 'n' of null (a.b)"),
    );
}

#[test]
fn messages_of_the_program_stay() {
    check("it is not a function", "f()", "f", None);
    check("cannot read property 'n' of the file", "f.n", "f", None);
}

#[test]
fn long_text_and_lines_are_not_repeated() {
    let long = format!("f{}", "o".repeat(80));
    check("not a function", &format!("{long}()"), &long, None);
    check("not a function", "a\n.b()", "a\n.b", None);
}

#[test]
fn what_is_not_iterable_is_named_as_in_node() {
    let undefined = "cannot read property 'Symbol.iterator' of undefined";
    check(undefined, "[...a.b]", "a.b", Some("a.b is not iterable"));
    check(undefined, "[...a.b!]", "a.b!", Some("a.b is not iterable"));
    check("value is not iterable", "[...a.b]", "a.b", Some("a.b is not iterable"));
    let long = "a.b".repeat(40);
    check(undefined, &format!("[...{long}]"), &long, Some("undefined is not iterable"));
    check("value is not iterable", &format!("[...{long}]"), &long, None);
    check(
        "cannot read property 'Symbol.asyncIterator' of null",
        "...a",
        "a",
        Some("a is not async iterable"),
    );
}

#[test]
fn what_something_built_in_cannot_iterate_is_not_named() {
    let better = "undefined is not iterable";
    check("cannot read property 'Symbol.iterator' of undefined", "f(a)", "f", Some(better));
    check("value is not iterable", "new Map(a)", "Map", None);
}
