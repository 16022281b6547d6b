//! A program in a terminal that lets debuggers in: a real process, and what its stderr says.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

use tempfile::TempDir;

use crate::binary;
use crate::lsp_client::DEADLINE;

pub struct Inspected {
    pub child: Child,
    stderr: Receiver<String>,
    stdout: Receiver<String>,
    /// The address of the websocket, once it was told.
    pub url: String,
    pub path: PathBuf,
    _directory: TempDir,
}

impl Inspected {
    /// `saveloop run`, which lets debuggers in at once.
    #[track_caller]
    pub fn start(text: &str, flags: &[&str]) -> Self {
        let mut run = Self::start_closed(text, flags);
        run.read_banner();
        run
    }

    /// The same, where nobody is let in yet.
    #[track_caller]
    pub fn start_closed(text: &str, flags: &[&str]) -> Self {
        let directory = tempfile::tempdir().expect("a folder");
        let path = directory.path().canonicalize().expect("it exists").join("main.ts");
        std::fs::write(&path, text).expect("a file");
        let mut command = Command::new(binary::saveloop());
        command.arg("run").args(flags).arg(&path);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        Self {
            stderr: lines(child.stderr.take().expect("a pipe")),
            stdout: lines(child.stdout.take().expect("a pipe")),
            child,
            url: String::new(),
            path,
            _directory: directory,
        }
    }

    #[track_caller]
    pub fn read_banner(&mut self) {
        let line = self.line();
        let url = line.strip_prefix("Debugger listening on ");
        self.url = url.unwrap_or_else(|| panic!("no banner, but {line:?}")).to_owned();
        assert_eq!(self.line(), "For help, see: https://nodejs.org/en/docs/inspector");
    }

    /// `host:port`.
    pub fn address(&self) -> &str {
        self.url.strip_prefix("ws://").and_then(|url| url.split('/').next()).expect("an address")
    }

    pub fn uri(&self) -> String {
        url::Url::from_file_path(&self.path).expect("absolute").to_string()
    }

    pub fn id(&self) -> String {
        self.child.id().to_string()
    }

    /// The next line of stderr; empty at its end.
    #[track_caller]
    pub fn line(&mut self) -> String {
        next(&self.stderr)
    }

    /// What it says until a line of stderr holds the text.
    #[track_caller]
    pub fn line_with(&mut self, text: &str) -> String {
        let mut seen = String::new();
        loop {
            let line = self.line();
            assert!(!line.is_empty(), "stderr ended before {text:?}:\n{seen}");
            if line.contains(text) {
                return line;
            }
            seen += &format!("{line}\n");
        }
    }

    /// The next line it prints.
    #[track_caller]
    pub fn printed(&mut self) -> String {
        next(&self.stdout)
    }

    #[track_caller]
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.id()]).status().expect("kill");
        assert!(sent.success());
    }

    /// All it prints from here on, and how it ends.
    #[track_caller]
    pub fn rest(&mut self) -> (String, ExitStatus) {
        let mut output = String::new();
        loop {
            match self.stdout.recv_timeout(DEADLINE) {
                Ok(line) => output += &format!("{line}\n"),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it lives on after:\n{output}"),
            }
        }
        (output, self.child.wait().expect("it ends"))
    }

    /// What it printed, after it has ended well.
    #[track_caller]
    pub fn output(&mut self) -> String {
        let (output, status) = self.rest();
        assert!(status.success(), "{status}");
        output
    }
}

/// The lines of a pipe, read by a thread so that none is waited for without end.
fn lines(pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        BufReader::new(pipe).lines().all(|line| line.is_ok_and(|line| sender.send(line).is_ok()))
    });
    lines
}

/// Empty at the end.
#[track_caller]
fn next(lines: &Receiver<String>) -> String {
    match lines.recv_timeout(DEADLINE) {
        Ok(line) => line,
        Err(RecvTimeoutError::Disconnected) => String::new(),
        Err(RecvTimeoutError::Timeout) => panic!("it says nothing in {DEADLINE:?}"),
    }
}

impl Drop for Inspected {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
