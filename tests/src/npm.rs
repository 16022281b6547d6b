//! Programs of others that tests and measurements stand beside, installed by npm.

use std::path::{Path, PathBuf};

/// The folder that holds `node_modules`: `SAVELOOP_TEST_NPM`, else `target/tools/npm`.
pub fn folder() -> PathBuf {
    let given = std::env::var_os("SAVELOOP_TEST_NPM").map(PathBuf::from);
    given.unwrap_or_else(|| workspace().join("target/tools/npm"))
}

/// A file of a package; fails with what installs it.
#[track_caller]
pub fn file(path: &str) -> PathBuf {
    let file = folder().join("node_modules").join(path);
    assert!(file.exists(), "{} is missing: `./test` installs what the tests need", file.display());
    file
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}
