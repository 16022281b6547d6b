//! The engine's wordings and what a reader sees instead.

use super::*;

fn check(message: &str, source: &str, subject: &str, expected: Option<&str>) {
    let start = source.find(subject).expect("the subject");
    let subject = start..start + subject.len();
    assert_eq!(rewritten(message, source, &(0..source.len()), Some(&subject)).as_deref(), expected);
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
