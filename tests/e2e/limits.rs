//! What a program gets where the system gives no more.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use saveloop_tests::binary;

/// Runs a program that may have 256 files open.
fn limited(program: &Path, arguments: &[&str], cache: &Path) -> Output {
    let entry = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/limits/open_files.mjs");
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 256; exec \"$0\" \"$@\""]).arg(program).args(arguments).arg(entry);
    command.env("SAVELOOP_CACHE", cache).stdin(Stdio::null()).output().expect("it starts")
}

#[test]
fn too_many_open_files_are_a_typed_error_everywhere_and_end_nothing() {
    let cache = tempfile::tempdir().expect("a folder");
    let theirs = limited(Path::new("node"), &[], cache.path());
    // The second start has a cache, which it cannot always open.
    for start in 0..2 {
        let ours = limited(binary::saveloop(), &["run"], cache.path());
        assert_eq!(String::from_utf8_lossy(&ours.stdout), String::from_utf8_lossy(&theirs.stdout), "{start}");
        assert_eq!(String::from_utf8_lossy(&ours.stderr), "", "{start}");
        assert_eq!(ours.status.code(), Some(0));
    }
}
