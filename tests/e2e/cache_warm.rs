//! What is shown does not depend on the cache: errors, and what a debugger sees, cold and warm.

use std::path::Path;
use std::process::Command;

use saveloop_tests::warm;

/// Runs the tests whose names begin so in a process of their own, against the cache in this folder.
fn run(folder: &Path, names: &[&str]) -> (u64, u64) {
    let output = Command::new(std::env::current_exe().expect("these tests"))
        .args(names)
        .env(warm::VARIABLE, folder)
        .output()
        .expect("they start");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    warm::counts(folder)
}

/// The same tests with an empty cache, and with what they left in it.
fn run_twice(names: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), names);
    let (hits, misses) = run(folder.path(), names);
    // Programs in folders that are new each time have nothing to find.
    assert!(hits > 100, "{hits} found, {misses} made");
}

#[test]
fn what_programs_show_is_the_same_from_the_cache() {
    run_twice(&["fixtures_errors", "fixtures_edges", "fixtures_shapes", "corpus_errors"]);
}

#[test]
fn a_debugger_sees_the_same_of_a_program_from_the_cache() {
    run_twice(&[
        "debug_async",
        "debug_breakpoints",
        "debug_core",
        "debug_exceptions",
        "debug_frames",
        "debug_loops",
        "debug_steps",
        "debug_values",
    ]);
}
