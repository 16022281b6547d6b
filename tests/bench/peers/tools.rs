//! Those who watch a file and run it: what they are started with, and how their reports are heard.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use saveloop_tests::lsp_client::LspClient;
use saveloop_tests::terminal::{Reader, Report};
use saveloop_tests::{binary, npm};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::program::{Language, Program};
use super::tally::{PATIENCE, Tally};
use super::writing::Way;

/// A program takes no longer to start and fail for the first time.
const START: Duration = Duration::from_secs(30);
/// Between the last that was heard and the next save.
const QUIET: Duration = Duration::from_millis(300);

pub trait Tool {
    fn name(&self) -> String;

    /// Saves the program; waits for its right report.
    fn save(&mut self, program: &Program, way: Way, tally: &mut Tally);

    /// Takes what came since the last save.
    fn rest(&mut self, program: &Program, tally: Option<&mut Tally>);

    /// Begins anew, after it has lost saves.
    fn restart(&mut self, program: &Program);
}

type Started = Option<(Box<dyn Tool>, Program)>;

/// Each with the package it comes from; none where that is not installed.
pub fn all() -> Vec<(&'static str, Started)> {
    use Language::{JavaScript, TypeScript};
    let is_program = |path: &PathBuf| path.metadata().is_ok_and(|it| it.len() > 1 << 20);
    let is_there = |path: &PathBuf| path.is_file();
    let bun = npm::find(
        &["@oven/bun-linux-x64/bin/bun", "@oven/bun-linux-aarch64/bin/bun", "bun/bin/bun.exe"],
        is_program,
    );
    let deno =
        npm::find(&["deno/deno", "@deno/linux-x64-glibc/deno", "@deno/linux-arm64-glibc/deno"], is_program);
    let tsx = npm::find(&["tsx/dist/cli.mjs"], is_there);
    let deno = |flag: &str| {
        let mut command = Command::new(deno.as_ref()?);
        command.args(["run", "-A", "--no-config", "--no-lock", flag]).env("DENO_NO_UPDATE_CHECK", "1");
        Some(command)
    };
    let commands = [
        ("bun", "bun --hot", TypeScript, bun.map(|bun| with(Command::new(bun), &["--hot"]))),
        ("deno", "deno run --watch", TypeScript, deno("--watch")),
        ("deno", "deno run --watch-hmr", TypeScript, deno("--watch-hmr")),
        ("node", "node --watch", JavaScript, Some(with(Command::new("node"), &["--watch"]))),
        (
            "tsx",
            "tsx watch",
            TypeScript,
            tsx.map(|tsx| {
                with(
                    with(Command::new("node"), &[]),
                    &[&tsx.display().to_string(), "watch", "--clear-screen=false"],
                )
            }),
        ),
        (
            "saveloop",
            "saveloop run --hot",
            TypeScript,
            Some(with(Command::new(binary::saveloop()), &["run", "--hot"])),
        ),
    ];
    let mut all = vec![("saveloop", Some(Server::start()))];
    all.extend(commands.map(|(package, name, language, command)| {
        (package, command.map(|command| Terminal::start(name, language, command)))
    }));
    all
}

pub fn node_version() -> String {
    let output = Command::new("node").arg("--version").output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().trim_start_matches('v').to_owned()
}

fn with(mut command: Command, arguments: &[&str]) -> Command {
    command.args(arguments);
    command
}

/// A program that prints its reports.
struct Terminal {
    name: &'static str,
    command: Command,
    running: Running,
    reader: Reader,
    path: PathBuf,
    heard: Instant,
    _folder: TempDir,
}

impl Terminal {
    fn start(name: &'static str, language: Language, mut command: Command) -> (Box<dyn Tool>, Program) {
        let program = Program::new(language);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join(language.file());
        std::fs::write(path.with_file_name("package.json"), "{\"type\": \"module\"}\n").unwrap();
        std::fs::write(&path, program.text()).unwrap();
        command.arg(language.file()).current_dir(path.parent().unwrap());
        // A group of its own: watchers have children, and all of them go together.
        command.env("NO_COLOR", "1").process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let (running, reader) = (Running::of(&mut command), Reader::new(language.file()));
        let mut tool = Self { name, command, running, reader, path, heard: Instant::now(), _folder: folder };
        tool.wait_for_start(&program);
        (Box::new(tool), program)
    }

    fn wait_for_start(&mut self, program: &Program) {
        let found = self.wait(program, &mut Tally::default(), Instant::now() + START);
        assert!(found.is_some(), "{} does not report what it starts with", self.name);
    }

    /// Until the right report; yields when it was there.
    fn wait(&mut self, program: &Program, tally: &mut Tally, end: Instant) -> Option<Instant> {
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let (at, line) = self.running.lines.recv_timeout(left).ok()?;
            self.heard = at;
            if self.reader.line(&line).is_some_and(|report| tally.hear(&report, program)) {
                return Some(at);
            }
        }
    }
}

impl Tool for Terminal {
    fn name(&self) -> String {
        format!("`{}`", self.name)
    }

    fn save(&mut self, program: &Program, way: Way, tally: &mut Tally) {
        let written = way.write(&self.path, &program.pieces);
        match self.wait(program, tally, written + PATIENCE) {
            Some(at) => tally.took(written, at),
            None => tally.give_up(),
        }
    }

    fn rest(&mut self, program: &Program, tally: Option<&mut Tally>) {
        let mut none = Tally::default();
        let tally = tally.unwrap_or(&mut none);
        // It is silent by now, as others had their turns; what it still says is of the save before.
        loop {
            let quiet = QUIET.saturating_sub(self.heard.elapsed());
            let Ok((at, line)) = self.running.lines.recv_timeout(quiet) else { break };
            self.heard = at;
            if let Some(report) = self.reader.line(&line) {
                tally.hear(&report, program);
            }
        }
        if let Some(report) = self.reader.rest() {
            tally.hear(&report, program);
        }
    }

    fn restart(&mut self, program: &Program) {
        std::fs::write(&self.path, program.text()).unwrap();
        self.running = Running::of(&mut self.command);
        self.wait_for_start(program);
    }
}

/// A group of processes, ended with this.
struct Running {
    child: Child,
    lines: Receiver<(Instant, String)>,
}

impl Running {
    fn of(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let (sink, lines) = channel();
        listen(child.stdout.take().unwrap(), sink.clone());
        listen(child.stderr.take().unwrap(), sink);
        Self { child, lines }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.child.wait();
    }
}

fn listen(source: impl Read + Send + 'static, sink: Sender<(Instant, String)>) {
    std::thread::spawn(move || {
        for line in BufReader::new(source).lines().map_while(Result::ok) {
            if sink.send((Instant::now(), line)).is_err() {
                return;
            }
        }
    });
}

/// saveloop as editors have it: they hand over the text.
struct Server {
    client: LspClient,
    uri: String,
}

impl Server {
    fn start() -> (Box<dyn Tool>, Program) {
        let program = Program::new(Language::TypeScript);
        let file = program.language.file();
        let mut client = LspClient::start();
        std::fs::write(client.directory().join(file), program.text()).unwrap();
        client.open(file, &program.text());
        client.run(file);
        client.take_unread();
        let uri = client.uri(file);
        (Box::new(Self { client, uri }), program)
    }

    /// Says whether the right report is among what was published.
    fn hear(&self, message: &Value, program: &Program, tally: &mut Tally) -> bool {
        let params = &message["params"];
        if message["method"] != "textDocument/publishDiagnostics" || params["uri"] != self.uri {
            return false;
        }
        let diagnostics = params["diagnostics"].as_array().into_iter().flatten();
        let errors = diagnostics.filter(|diagnostic| diagnostic["severity"] == 1);
        let mut is_right = false;
        for error in errors {
            let headline = error["message"].as_str().unwrap_or_default().to_owned();
            let version =
                headline.strip_prefix("Error: version ").and_then(|rest| rest.strip_suffix(" fails"));
            let start = &error["range"]["start"];
            let place = start["line"].as_u64().zip(start["character"].as_u64());
            let report = Report {
                version: version.and_then(|version| version.parse().ok()),
                place: place.map(|(line, column)| (line as usize + 1, column as usize + 1)),
                headline,
            };
            is_right |= tally.hear(&report, program);
        }
        is_right
    }
}

impl Tool for Server {
    fn name(&self) -> String {
        "saveloop, language server".to_owned()
    }

    fn save(&mut self, program: &Program, way: Way, tally: &mut Tally) {
        let file = program.language.file();
        self.client.change(file, &program.text());
        // What the change alone led to is over.
        self.client.execute_command("saveloop.status", json!([])).unwrap();
        self.client.take_unread();
        let (path, pieces) = (self.client.directory().join(file), program.pieces.clone());
        let begin = Instant::now();
        let writer = std::thread::spawn(move || way.write(&path, &pieces));
        self.client.save(file);
        let found = loop {
            let left = PATIENCE.saturating_sub(begin.elapsed());
            match self.client.next_message(left) {
                Some(message) if self.hear(&message, program, tally) => break Some(Instant::now()),
                Some(_) => {}
                None => break None,
            }
        };
        match found {
            Some(at) => tally.took(begin, at),
            None => tally.give_up(),
        }
        writer.join().unwrap();
    }

    fn rest(&mut self, program: &Program, tally: Option<&mut Tally>) {
        let mut none = Tally::default();
        let tally = tally.unwrap_or(&mut none);
        self.client.execute_command("saveloop.status", json!([])).unwrap();
        for message in self.client.take_unread() {
            self.hear(&message, program, tally);
        }
    }

    fn restart(&mut self, program: &Program) {
        let file = program.language.file();
        self.client.execute_command("saveloop.restart", json!([self.uri])).unwrap();
        self.client.wait_settled(file);
    }
}
