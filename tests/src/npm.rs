//! Programs of others that tests and measurements stand beside, installed by npm.

use std::path::{Path, PathBuf};

/// The folder that holds `node_modules`: `SAVELOOP_TEST_NPM`, else `target/tools/npm`.
pub fn folder() -> PathBuf {
    let given = std::env::var_os("SAVELOOP_TEST_NPM").map(PathBuf::from);
    given.unwrap_or_else(|| workspace().join("target/tools/npm"))
}

/// The first of these files of a package that is there and no mere stub.
#[track_caller]
pub fn program(package: &str, names: &[&str]) -> PathBuf {
    let modules = folder().join("node_modules");
    let mut installed = names.iter().map(|name| modules.join(name));
    let is_program = |path: &PathBuf| path.metadata().is_ok_and(|it| it.len() > 1 << 20);
    installed.find(is_program).unwrap_or_else(|| {
        let prefix = folder();
        panic!("{package} is missing: `npm install --prefix {} {package}`", prefix.display())
    })
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}
