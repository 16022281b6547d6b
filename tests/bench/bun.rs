//! `bun --hot` on a folder: what it writes to stderr, with the moment at which it was read.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use saveloop_tests::npm;

/// A change it has not reported by now was not seen.
const PATIENCE: Duration = Duration::from_secs(3);
/// It is asked for nothing new before it was silent this long.
const QUIET: Duration = Duration::from_millis(60);

pub struct Bun {
    child: Child,
    lines: Receiver<(Instant, String)>,
}

/// How a file is replaced.
#[derive(Clone, Copy, Debug)]
pub enum Save {
    InPlace,
    /// Written beside, then renamed over it.
    Atomic,
}

impl Bun {
    pub fn start(folder: &Path, entry: &str) -> Self {
        let mut child = Command::new(program())
            .args(["--hot", entry])
            .env("NO_COLOR", "1")
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sink, lines) = channel();
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if sink.send((Instant::now(), line)).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// From the save to the line that contains `text`; `None` when it never came.
    pub fn save(&self, path: &Path, content: &str, save: Save, text: &str) -> Option<Duration> {
        let begin = Instant::now();
        write(path, content, save);
        let end = begin + PATIENCE;
        let reported = loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok((at, line)) if line.contains(text) => break Some(at - begin),
                Ok(_) => {}
                Err(_) => break None,
            }
        };
        self.wait_for_quiet();
        reported
    }

    pub fn wait_for_quiet(&self) {
        while self.lines.recv_timeout(QUIET).is_ok() {}
    }
}

impl Drop for Bun {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn version() -> String {
    let output = Command::new(program()).arg("--version").output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The package's own name for it, or the one of the platform's package where no script has run.
pub fn program() -> PathBuf {
    let names = [
        "bun/bin/bun.exe",
        "@oven/bun-linux-x64/bin/bun",
        "@oven/bun-linux-x64-baseline/bin/bun",
        "@oven/bun-linux-aarch64/bin/bun",
    ];
    npm::program("bun", &names)
}

fn write(path: &Path, content: &str, save: Save) {
    match save {
        Save::InPlace => std::fs::write(path, content).unwrap(),
        Save::Atomic => {
            let beside = path.with_extension("tmp");
            std::fs::write(&beside, content).unwrap();
            std::fs::rename(&beside, path).unwrap();
        }
    }
}
