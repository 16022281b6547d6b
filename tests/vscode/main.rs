//! The extension for VS Code, in a VS Code that runs as a server for browsers. A stage of its own: it takes
//! the whole machine for a minute. See `main.mjs`, which has the scenes.

use std::path::{Path, PathBuf};
use std::process::Command;

use saveloop_tests::{binary, npm};

/// The folder with code-server and its Node in `node_modules`; `./test` sets it.
const VSCODE: &str = "SAVELOOP_TEST_VSCODE";
/// The program `chromium`, or Chrome; `./test` finds or unpacks one.
const CHROMIUM: &str = "SAVELOOP_TEST_CHROMIUM";

#[test]
fn the_settings_of_the_extension_are_those_of_the_server() {
    run(node().arg(root().join("editors/vscode/settings.mjs")).arg("--check"));
}

#[test]
fn what_knows_no_editor_does_as_it_says() {
    run(node().arg("--test").arg(root().join("tests/vscode/units.mjs")));
}

#[test]
fn a_person_runs_breaks_repairs_and_debugs_a_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().canonicalize().expect("it exists");
    let pictures = root().join("target/vscode");
    std::fs::create_dir_all(&pictures).expect("a folder for the screens");
    run(node()
        .env(VSCODE, tools())
        .env(CHROMIUM, chromium())
        .env("SAVELOOP_TEST_NPM", npm::folder())
        .arg(root().join("tests/vscode/main.mjs"))
        .args([binary::saveloop(), &folder, &pictures]));
}

#[track_caller]
fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (said, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{}\n{said}\n{complained}", output.status);
}

/// The Node that code-server needs, 24; where npm has none for the machine, the one that is installed.
fn node() -> Command {
    let (platform, arch) = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("macos", "aarch64") => ("darwin", "arm64"),
        ("macos", _) => ("darwin", "x64"),
        (os, "aarch64") => (os, "arm64"),
        (os, _) => (os, "x64"),
    };
    let ours = tools().join(format!("node_modules/node-{platform}-{arch}/bin/node"));
    Command::new(if ours.is_file() { ours } else { "node".into() })
}

fn tools() -> PathBuf {
    let tools = std::env::var_os(VSCODE).map_or_else(|| root().join("target/tools/vscode"), Into::into);
    let entry = tools.join("node_modules/code-server/out/node/entry.js");
    assert!(entry.is_file(), "no code-server: run ./test, it installs it; or name its folder in {VSCODE}");
    let packaging = root().join("editors/vscode/node_modules");
    assert!(
        packaging.is_dir(),
        "the extension cannot be packaged: run ./test, or `npm ci` in editors/vscode"
    );
    tools
}

fn chromium() -> PathBuf {
    let unpacked = root().join("target/tools/chromium/chromium");
    let given = std::env::var_os(CHROMIUM).map(Into::into);
    given.or_else(|| unpacked.exists().then_some(unpacked)).unwrap_or_else(|| {
        panic!("no Chromium: run ./test, or name one in {CHROMIUM}");
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace")
}
