//! What the doctor says of files that cannot run.

use std::path::Path;

use super::{examine, language};

#[test]
fn a_file_that_is_not_there_is_named_as_the_reason() {
    let answer = examine(Some(Path::new("/nowhere/at/all/main.ts")));
    assert_eq!(answer.code, 1);
    assert!(answer.text.contains("nothing runs  there is no directory /nowhere/at/all\n"), "{}", answer.text);
}

#[test]
fn a_directory_is_not_a_program() {
    let answer = examine(Some(Path::new(env!("CARGO_MANIFEST_DIR"))));
    assert!(answer.code == 1 && answer.text.contains("this is not a file"), "{}", answer.text);
}

#[test]
fn a_file_of_another_language_is_refused_by_name() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let answer = examine(Some(&manifest));
    assert!(answer.code == 1 && answer.text.contains("the name ends in none of"), "{}", answer.text);
}

#[test]
fn without_a_file_it_still_says_what_it_is() {
    let answer = examine(None);
    assert_eq!(answer.code, 0);
    assert!(answer.text.starts_with(&format!("saveloop      {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn the_example_of_the_readme_would_run() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/weather/main.ts");
    let answer = examine(Some(&example));
    assert_eq!(answer.code, 0, "{}", answer.text);
}

#[test]
fn languages_are_known_by_the_name() {
    assert_eq!(language(Path::new("a.mts")), Some("TypeScript"));
    assert_eq!(language(Path::new("A.TS")), Some("TypeScript"));
    assert_eq!(language(Path::new("a.jsx")), Some("JavaScript with JSX"));
    assert_eq!(language(Path::new("a.json")), None);
    assert_eq!(language(Path::new("ts")), None);
}
