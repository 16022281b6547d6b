//! A real Emacs, without a screen, with the setup that `saveloop init emacs` prints.

use std::path::{Path, PathBuf};
use std::process::Command;

use saveloop_tests::binary;

/// The program `emacs`, with Eglot; `./test` sets it.
const EMACS: &str = "SAVELOOP_TEST_EMACS";

#[test]
fn run_break_repair_and_attach_in_emacs() {
    let emacs = std::env::var_os(EMACS).filter(|path| !path.is_empty()).map(PathBuf::from);
    let emacs = emacs.unwrap_or_else(|| panic!("{EMACS} is not set: `./test` finds or unpacks one"));
    let saveloop = binary::saveloop();
    let person = tempfile::tempdir().expect("a home");
    let project = person.path().join("project");
    std::fs::create_dir_all(project.join(".git")).expect("a project");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let beside = saveloop.parent().expect("the binary lies in a directory").to_owned();
    let path = std::env::join_paths([beside].into_iter().chain(std::env::split_paths(&path)));
    let spec = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace")
        .join("editors/emacs/spec/save.el");
    // As a newcomer does it.
    let init = Command::new(saveloop).args(["init", "emacs"]).output().expect("it starts");
    std::fs::create_dir_all(person.path().join(".emacs.d")).expect("a folder");
    std::fs::write(person.path().join(".emacs.d/init.el"), init.stdout).expect("a setup");
    let output = Command::new(&emacs)
        .env("PATH", path.expect("a path of programs"))
        .env("HOME", person.path())
        .env("SAVELOOP_TRUST", person.path().join("trusted.json"))
        .env("SAVELOOP_LOG", person.path().join("saveloop.log"))
        .args(["--batch", "-l"])
        .args([&spec, &project])
        .output()
        .unwrap_or_else(|error| panic!("{} ({EMACS}) cannot be started: {error}", emacs.display()));
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{said}\n{complained}", output.status);
    // A spec that stops early without an error must not pass.
    assert!(said.trim_end().ends_with("ok   the spec ends"), "it did not finish:\n{said}\n{complained}");
}
