//! A real Neovim, without a screen: run on save, break it, save, see it, repair it, save, see it gone.

use std::path::{Path, PathBuf};
use std::process::Command;

use saveloop_tests::binary;

/// The program `nvim`, 0.11 or newer; `./test` sets it.
const NVIM: &str = "SAVELOOP_TEST_NVIM";

/// How Neovim replaces a file when it saves.
#[derive(Clone, Copy, Debug)]
enum Saving {
    /// As it does without any setting.
    Default,
    /// `set backupcopy=no`: always the old file renamed away and a new one written.
    Renaming,
}

impl Saving {
    fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Renaming => "nobackupcopy",
        }
    }
}

#[test]
fn every_save_is_a_reload() {
    save_is_reload(binary::saveloop(), Saving::Default);
}

#[test]
fn every_save_is_a_reload_when_the_file_is_always_replaced() {
    save_is_reload(binary::saveloop(), Saving::Renaming);
}

/// Runs `editors/nvim/spec/save.lua` against the binary; fails with what the editor said.
#[track_caller]
fn save_is_reload(saveloop: &Path, saving: Saving) {
    let nvim = nvim();
    let spec = root().join("editors/nvim/spec/save.lua");
    let directory = directory(saveloop, saving);
    let output = Command::new(&nvim)
        .env("SAVELOOP_LOG", directory.with_extension("log"))
        .args(["--clean", "--headless", "-l"])
        .args([spec.as_path(), saveloop, directory.as_path()])
        .arg(saving.name())
        .output()
        .unwrap_or_else(|error| panic!("{} ({NVIM}) cannot be started: {error}", nvim.display()));
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{said}\n{complained}", output.status);
    // A spec that stops early without an error must not pass.
    assert!(
        said.trim_end().ends_with("ok   the server shuts down"),
        "it did not finish:\n{said}\n{complained}"
    );
}

fn nvim() -> PathBuf {
    match std::env::var_os(NVIM) {
        Some(path) if !path.is_empty() => path.into(),
        _ => panic!(
            "{NVIM} is not set. `./test` installs Neovim under target/tools and sets it; \
             or name a Neovim of 0.11 or newer yourself."
        ),
    }
}

/// Beside the binary, on the file system of a checkout.
fn directory(saveloop: &Path, saving: Saving) -> PathBuf {
    let name = format!("neovim-{}-{}", saving.name(), std::process::id());
    let beside = saveloop.parent().expect("the binary lies in a directory");
    let directory = beside.join(name);
    let _ = std::fs::remove_dir_all(&directory);
    directory
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace")
}
