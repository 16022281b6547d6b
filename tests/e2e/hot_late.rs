//! `saveloop run --hot` beside a writer that is slow, and beside code of earlier versions.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use saveloop_tests::hot_run::Hot;

/// Two megabytes of comment, and in the last line an error. Every part of it from the start is a
/// program without errors, so what is read too early shows nothing, and nothing else may be shown.
fn large(round: usize) -> (String, usize, usize) {
    let above = 40_000 + round;
    let mut text = "// the quick brown fox jumps over the lazy dog again\n".repeat(above);
    text += &format!("{}throw new Error('round {round}.');\n", " ".repeat(round % 9));
    (text, above + 1, round % 9 + "throw ".len() + 1)
}

/// Truncates the file and fills it again, a piece at a time.
fn rewrite_in_chunks(path: &Path, text: &str) {
    let mut file = File::create(path).expect("the file");
    for chunk in text.as_bytes().chunks(128 << 10) {
        file.write_all(chunk).expect("a chunk");
    }
}

#[test]
fn two_megabytes_written_in_chunks_fifty_times_fail_fifty_times_at_the_right_place() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("main.ts");
    fs::write(&path, "console.log('begin');\n").expect("a file");
    let run = Hot::start(directory.path());
    run.until("generation 1");
    for round in 1..=50 {
        let (text, line, column) = large(round);
        assert!(text.len() > 2 << 20);
        rewrite_in_chunks(&path, &text);
        let said = run.until(&format!("Error: round {round}."));
        let places: Vec<_> = said.lines().filter(|line| line.starts_with("main.ts:")).collect();
        assert_eq!(places, [format!("main.ts:{line}:{column}")], "{said}");
        assert!(!said.contains("not applied"), "{said}");
        run.until(&format!("    at main.ts:{line}:{column}"));
    }
}

#[test]
fn an_error_of_an_earlier_version_is_drawn_in_the_text_that_ran_and_says_where_its_line_is() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("main.ts");
    let work = "const wait = new Promise((go) => (globalThis.go = go));\n\
                wait.then(() => {\n  throw new Error('late');\n});\n";
    fs::write(&path, work).expect("a file");
    let run = Hot::start(directory.path());
    run.until("generation 1");
    let call = "globalThis.go?.();\n";
    fs::write(&path, format!("// above\n{call}{work}")).expect("a file");
    let said = run.until("at main.ts:3:9");
    let shown = "main.ts:3:9\nError: late\n    \
                 from an earlier version of this file; the line is now main.ts:5:9\n  |\n\
                 3 |   throw new Error('late');\n  |         ^^^^^^^^^^^^^^^^^";
    assert!(said.contains(shown), "{said}");
    fs::write(&path, call).expect("a file");
    let said = run.until("at main.ts:5:9");
    let shown = "Error: late\n    \
                 from an earlier version of this file; the line is no longer in this file\n  |\n\
                 5 |   throw new Error('late');\n";
    assert!(said.contains(shown), "{said}");
}
