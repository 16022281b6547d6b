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
    let program = "console.log('reading', 3);\nsetInterval(() => {}, 1000);\n";
    Newcomer::with("main.ts", program).follows("plugin.lua");
}

#[test]
fn tests_have_lenses_that_run_and_debug_them() {
    let program = "\
import { test } from 'node:test';
import assert from 'node:assert';
test('adds', () => {
  assert.strictEqual(1 + 1, 2);
});
test('fails', () => {
  assert.strictEqual(1 + 1, 3);
});
";
    Newcomer::with("main.test.ts", program).follows("tests.lua");
}

/// Where nothing is as it should be, `:checkhealth` says what is missing.
#[test]
fn the_health_check_says_what_is_missing() {
    let newcomer = Newcomer::with("main.ts", "1;\n");
    newcomer.uses("health.lua", |command| {
        command.env("PATH", "/usr/bin:/bin");
    });
}

/// Somebody with an empty home, a program, and saveloop on the PATH.
struct Newcomer {
    home: tempfile::TempDir,
    file: &'static str,
}

impl Newcomer {
    fn with(file: &'static str, program: &str) -> Self {
        let newcomer = Self { home: tempfile::tempdir().expect("a home"), file };
        let project = newcomer.place("project");
        std::fs::write(project.join(file), program).expect("a program");
        std::fs::write(project.join("package.json"), "{}").expect("a root");
        let written =
            newcomer.command(binary::saveloop()).args(["init", "neovim"]).output().expect("it starts");
        assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stdout));
        newcomer
    }

    fn place(&self, name: &str) -> PathBuf {
        let path = self.home.path().join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        path.canonicalize().expect("it is there")
    }

    fn command(&self, program: &Path) -> Command {
        let beside = binary::saveloop().parent().expect("the binary lies in a directory").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([beside].into_iter().chain(std::env::split_paths(&path)));
        let mut command = Command::new(program);
        command.env("PATH", path.expect("a path of programs"));
        command.env("HOME", self.place("home")).env_remove("NVIM_APPNAME");
        command.env("XDG_DATA_HOME", self.place("data")).env("XDG_CONFIG_HOME", self.place("config"));
        command.env("XDG_STATE_HOME", self.place("state")).env("XDG_CACHE_HOME", self.place("cache"));
        command.env("SAVELOOP_TRUST", self.home.path().join("trusted.json"));
        command.env("SAVELOOP_LOG", self.home.path().join("saveloop.log"));
        command
    }

    #[track_caller]
    fn follows(&self, spec: &str) {
        self.uses(spec, |_| {});
    }

    /// A Neovim with the file open, led by a spec.
    #[track_caller]
    fn uses(&self, spec: &str, prepare: impl FnOnce(&mut Command)) {
        let nvim = nvim();
        let spec = root().join("editors/nvim/spec").join(spec);
        let mut command = self.command(&nvim);
        prepare(&mut command);
        let output = command
            .current_dir(self.place("project"))
            .args(["--headless", self.file, "-c"])
            .arg(format!("luafile {}", spec.display()))
            .output()
            .unwrap_or_else(|error| panic!("{} ({NVIM}) cannot be started: {error}", nvim.display()));
        judge(&output);
    }
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
