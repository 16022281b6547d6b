//! A real Neovim, without a screen: run on save, break it, save, see it, repair it, save, see it gone; and
//! the package that `saveloop init neovim` writes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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
    judge(&output);
}

/// As a newcomer does it: `saveloop init neovim`, and a Neovim that finds the package by itself.
#[test]
fn the_package_that_init_writes_is_loaded_and_does_all_it_says() {
    let (nvim, saveloop) = (nvim(), binary::saveloop());
    let person = tempfile::tempdir().expect("a home");
    let place = |name: &str| {
        let path = person.path().join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        path
    };
    let project = place("project");
    std::fs::write(project.join("main.ts"), "console.log('reading', 3);\nsetInterval(() => {}, 1000);\n")
        .expect("a program");
    std::fs::write(project.join("package.json"), "{}").expect("a root");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let beside = saveloop.parent().expect("the binary lies in a directory").to_owned();
    let path = std::env::join_paths([beside].into_iter().chain(std::env::split_paths(&path)));
    let path = path.expect("a path of programs");
    let as_person = |program: &Path| {
        let mut command = Command::new(program);
        command.env("PATH", &path).env("HOME", place("home")).env_remove("NVIM_APPNAME");
        command.env("XDG_DATA_HOME", place("data")).env("XDG_CONFIG_HOME", place("config"));
        command.env("XDG_STATE_HOME", place("state")).env("XDG_CACHE_HOME", place("cache"));
        command.env("SAVELOOP_TRUST", person.path().join("trusted.json"));
        command.env("SAVELOOP_LOG", person.path().join("saveloop.log"));
        command
    };
    let written = as_person(saveloop).args(["init", "neovim"]).output().expect("it starts");
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stdout));
    let spec = root().join("editors/nvim/spec/plugin.lua");
    let output = as_person(&nvim)
        .current_dir(project.canonicalize().expect("it is there"))
        .args(["--headless", "main.ts", "-c"])
        .arg(format!("luafile {}", spec.display()))
        .output()
        .unwrap_or_else(|error| panic!("{} ({NVIM}) cannot be started: {error}", nvim.display()));
    judge(&output);
}

#[track_caller]
fn judge(output: &Output) {
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
