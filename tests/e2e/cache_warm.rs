//! What is shown does not depend on the cache: fixtures of errors and the corpus of errors, cold and warm.

use std::path::Path;
use std::process::Command;

use saveloop_tests::warm;

/// Runs the tests whose names begin so in a process of their own, against the cache in this folder.
fn run(folder: &Path) -> (u64, u64) {
    let output = Command::new(std::env::current_exe().expect("these tests"))
        .args(["fixtures_errors", "fixtures_edges", "fixtures_shapes", "corpus_errors"])
        .env(warm::VARIABLE, folder)
        .output()
        .expect("they start");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    warm::counts(folder)
}

#[test]
fn what_programs_show_is_the_same_from_the_cache() {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path());
    let (hits, misses) = run(folder.path());
    // Programs in folders that are new each time have nothing to find.
    assert!(hits > 100, "{hits} found, {misses} made");
}
