//! A run that stays, of the real binary, read line by line.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::binary;

/// Only a failure takes as long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run that stays.
pub struct Hot {
    child: Child,
    lines: Receiver<String>,
}

impl Hot {
    pub fn start(directory: &Path) -> Self {
        Self::start_with(directory, &[])
    }

    pub fn start_with(directory: &Path, options: &[&str]) -> Self {
        let mut command = Command::new(binary::saveloop());
        command.current_dir(directory).args(["run", "--hot"]).args(options).arg("main.ts");
        Self::of(command)
    }

    /// Of a command that starts one.
    pub fn of(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let (sender, lines) = channel();
        let (out, err) = (child.stdout.take().expect("stdout"), child.stderr.take().expect("stderr"));
        let other = sender.clone();
        let tell = |line: std::io::Result<String>, to: &std::sync::mpsc::Sender<String>| {
            line.is_ok_and(|line| to.send(line).is_ok())
        };
        std::thread::spawn(move || BufReader::new(out).lines().all(|line| tell(line, &sender)));
        std::thread::spawn(move || BufReader::new(err).lines().all(|line| tell(line, &other)));
        Self { child, lines }
    }

    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// Reads until a line holds the text; yields everything read.
    #[track_caller]
    pub fn until(&self, text: &str) -> String {
        self.until_all(&[text])
    }

    /// Reads until each text was in a line, in any order: there are two streams.
    #[track_caller]
    pub fn until_all(&self, texts: &[&str]) -> String {
        let mut read = String::new();
        let mut missing = texts.to_vec();
        while !missing.is_empty() {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => {
                    missing.retain(|text| !line.contains(text));
                    read = read + &line + "\n";
                }
                Err(_) => panic!("no {missing:?} in:\n{read}"),
            }
        }
        read
    }
}

impl Drop for Hot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
