//! Programs of others that tests and measurements stand beside, installed by npm.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder that holds `node_modules`: `SAVELOOP_TEST_NPM`, else `target/tools/npm`.
pub fn folder() -> PathBuf {
    let given = std::env::var_os("SAVELOOP_TEST_NPM").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| workspace().join("target/tools/npm"));
    match folder.parent() {
        Some(parent) if folder.ends_with("node_modules") => parent.to_owned(),
        _ => folder,
    }
}

/// A script of `tests/clients`, which finds that package; Node runs it.
#[track_caller]
pub fn client(script: &str, package: &str) -> Command {
    find(&[package], |path| path.is_dir())
        .unwrap_or_else(|| panic!("{package} is not in {}: run ./test, it installs it", folder().display()));
    let mut node = Command::new("node");
    node.arg(workspace().join("tests/clients").join(script)).env("SAVELOOP_TEST_NPM", folder());
    node
}

/// The first of these files of a package that is there and no mere stub.
#[track_caller]
pub fn program(package: &str, names: &[&str]) -> PathBuf {
    let is_program = |path: &PathBuf| path.metadata().is_ok_and(|it| it.len() > 1 << 20);
    find(names, is_program).unwrap_or_else(|| {
        panic!("{package} is missing: `{}`", install(&folder().display().to_string(), package))
    })
}

/// The first of these files under `node_modules` that will do.
pub fn find(names: &[&str], will_do: impl FnMut(&PathBuf) -> bool) -> Option<PathBuf> {
    let modules = folder().join("node_modules");
    names.iter().map(|name| modules.join(name)).find(will_do)
}

/// The command that installs packages.
pub fn install(prefix: &str, packages: &str) -> String {
    format!("npm install --prefix {prefix} {packages}")
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}
