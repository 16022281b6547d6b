//! A debugger that speaks the Debug Adapter Protocol to a real `saveloop dap`. It waits for messages, never
//! for time.

use std::collections::VecDeque;
use std::io::{BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::lsp_client::DEADLINE;
use crate::{binary, wire};

pub struct Dap {
    child: Option<Child>,
    to: Option<Box<dyn Write>>,
    heard: Receiver<Value>,
    /// Messages that came while something else was awaited.
    unread: VecDeque<Value>,
    last: i64,
    directory: TempDir,
}

impl Dap {
    /// An adapter on its standard streams, and files (path, text) in a folder.
    pub fn spawn(files: &[(&str, &str)]) -> Self {
        let directory = folder(files);
        let mut command = Command::new(binary::saveloop());
        command.arg("dap").current_dir(directory.path());
        command.env("SAVELOOP_LOG", directory.path().join("saveloop.log"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let (to, from) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
        Self::of(directory, Some(child), to, from)
    }

    /// A client of an adapter that listens.
    pub fn connect(address: &str, files: &[(&str, &str)]) -> Self {
        let stream = TcpStream::connect(address).expect("it listens");
        let from = stream.try_clone().expect("two ends");
        Self::of(folder(files), None, stream, from)
    }

    fn of(
        directory: TempDir,
        child: Option<Child>,
        to: impl Write + 'static,
        from: impl Read + Send + 'static,
    ) -> Self {
        let (sender, heard) = channel();
        std::thread::spawn(move || {
            let mut from = BufReader::new(from);
            while let Ok(Some(message)) = wire::read(&mut from) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self { child, to: Some(Box::new(to)), heard, unread: VecDeque::new(), last: 0, directory }
    }

    /// The same, with the opening of the protocol behind it.
    pub fn start(files: &[(&str, &str)]) -> Self {
        let mut dap = Self::spawn(files);
        dap.initialize(json!({}));
        dap
    }

    /// What the adapter can do.
    #[track_caller]
    pub fn initialize(&mut self, more: Value) -> Value {
        let mut arguments = json!({
            "clientID": "test",
            "adapterID": "saveloop",
            "pathFormat": "path",
            "linesStartAt1": true,
            "columnsStartAt1": true,
            "supportsVariableType": true,
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            arguments[name] = value.clone();
        }
        self.call("initialize", arguments)
    }

    /// Starts `main.ts` in the folder, as far as `initialized`.
    #[track_caller]
    pub fn launch(&mut self, more: Value) {
        let mut arguments = json!({ "program": self.path("main.ts") });
        for (name, value) in more.as_object().into_iter().flatten() {
            arguments[name] = value.clone();
        }
        self.call("launch", arguments);
        self.begun();
    }

    /// The thread is there and runs, and the adapter takes breakpoints.
    #[track_caller]
    pub fn begun(&mut self) {
        for name in ["thread", "continued", "initialized"] {
            self.event(name);
        }
    }

    /// The same, with breakpoints on these lines, and lets it run.
    #[track_caller]
    pub fn run_to(&mut self, lines: &[u32]) -> Value {
        self.launch(json!({}));
        self.set_breakpoints("main.ts", lines);
        self.call("configurationDone", json!({}));
        self.event("stopped")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().canonicalize().expect("it exists").join(name)
    }

    /// Writes a file as an editor does: a new one in its place.
    pub fn save(&self, name: &str, text: &str) {
        let (path, beside) = (self.path(name), self.path("beside.tmp"));
        std::fs::write(&beside, text).expect("written");
        std::fs::rename(&beside, &path).expect("renamed");
    }

    /// The answer's breakpoints.
    #[track_caller]
    pub fn set_breakpoints(&mut self, name: &str, lines: &[u32]) -> Value {
        let lines: Value = lines.iter().map(|line| json!({ "line": line })).collect();
        let source = json!({ "path": self.path(name) });
        self.call("setBreakpoints", json!({ "source": source, "breakpoints": lines }))["breakpoints"].take()
    }

    /// The line and the function of the innermost frame, and the numbers of all frames.
    #[track_caller]
    pub fn frames(&mut self) -> Vec<Value> {
        let mut stack = self.call("stackTrace", json!({ "threadId": 1 }));
        serde_json::from_value(stack["stackFrames"].take()).expect("a list")
    }

    /// `name:line` of each frame; labels have no line.
    #[track_caller]
    pub fn places(&mut self) -> Vec<String> {
        let place = |frame: &Value| match frame["presentationHint"].as_str() {
            Some("label") => frame["name"].as_str().unwrap_or_default().to_owned(),
            _ => format!("{}:{}", frame["name"].as_str().unwrap_or_default(), frame["line"]),
        };
        self.frames().iter().map(place).collect()
    }

    /// The variables of a reference, by name.
    #[track_caller]
    pub fn variables(&mut self, reference: &Value) -> Vec<Value> {
        let mut answer = self.call("variables", json!({ "variablesReference": reference }));
        serde_json::from_value(answer["variables"].take()).expect("a list")
    }

    /// The reference of a scope of a frame.
    #[track_caller]
    pub fn scope(&mut self, frame: usize, name: &str) -> Value {
        let id = self.frames()[frame]["id"].clone();
        let scopes = self.call("scopes", json!({ "frameId": id }));
        let list = scopes["scopes"].as_array().expect("a list");
        let found = list.iter().find(|scope| scope["name"] == name);
        found.unwrap_or_else(|| panic!("no {name} in {scopes:#}"))["variablesReference"].clone()
    }

    /// What an expression comes to in the innermost frame.
    #[track_caller]
    pub fn evaluate(&mut self, expression: &str, context: &str) -> Result<Value, String> {
        let frame = self.frames()[0]["id"].clone();
        let arguments = json!({ "expression": expression, "frameId": frame, "context": context });
        self.request("evaluate", arguments)
    }

    // The protocol

    /// Sends a request; yields its number.
    pub fn send(&mut self, command: &str, arguments: Value) -> i64 {
        self.say(json!({ "type": "request", "command": command, "arguments": arguments }))
    }

    /// Sends a message as it is, but for its number; yields that.
    pub fn say(&mut self, mut message: Value) -> i64 {
        self.last += 1;
        message["seq"] = json!(self.last);
        self.write(&wire::frame(&message.to_string()));
        self.last
    }

    /// What the adapter asks the client for.
    #[track_caller]
    pub fn asked(&mut self, command: &str) -> Value {
        self.hear(|message| message["type"] == "request" && message["command"] == command)
    }

    pub fn write(&mut self, bytes: &[u8]) {
        let to = self.to.as_mut().expect("open");
        to.write_all(bytes).and_then(|()| to.flush()).expect("it reads");
    }

    #[track_caller]
    pub fn request(&mut self, command: &str, arguments: Value) -> Result<Value, String> {
        let seq = self.send(command, arguments);
        self.answer(seq)
    }

    #[track_caller]
    pub fn call(&mut self, command: &str, arguments: Value) -> Value {
        self.request(command, arguments).unwrap_or_else(|why| panic!("{command}: {why}"))
    }

    /// The answer to a request; events that come before it are kept.
    #[track_caller]
    pub fn answer(&mut self, seq: i64) -> Result<Value, String> {
        let mut answer = self.hear(|message| message["request_seq"] == seq);
        if answer["success"] == true {
            Ok(answer["body"].take())
        } else {
            Err(answer["message"].as_str().expect("why").to_owned())
        }
    }

    /// The body of the first event of a name, old or new; those before it are kept.
    #[track_caller]
    pub fn event(&mut self, name: &str) -> Value {
        self.event_with(name, |_| true)
    }

    #[track_caller]
    pub fn event_with(&mut self, name: &str, fits: impl Fn(&Value) -> bool) -> Value {
        self.hear(|message| message["event"] == name && fits(&message["body"]))["body"].take()
    }

    /// The first output that holds the text.
    #[track_caller]
    pub fn output(&mut self, text: &str) -> Value {
        self.event_with("output", |body| body["output"].as_str().is_some_and(|it| it.contains(text)))
    }

    /// What was heard and not asked for, in order.
    pub fn kept(&self) -> Vec<&Value> {
        self.unread.iter().collect()
    }

    #[track_caller]
    fn hear(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(found) = self.unread.iter().position(&fits).and_then(|at| self.unread.remove(at)) {
            return found;
        }
        loop {
            match self.heard.recv_timeout(DEADLINE) {
                Ok(message) if fits(&message) => return message,
                Ok(message) => self.unread.push_back(message),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the adapter is gone, with this unread: {:#?}", self.unread)
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("nothing comes, with this unread: {:#?}", self.unread)
                }
            }
        }
    }

    /// Whether the other side has closed, after whatever else it says.
    pub fn is_left(&self) -> bool {
        loop {
            match self.heard.recv_timeout(DEADLINE) {
                Ok(_) => {}
                Err(error) => return error == RecvTimeoutError::Disconnected,
            }
        }
    }

    /// Ends the adapter at once, as a client does that wastes no time.
    pub fn kill(&mut self) {
        let mut child = self.child.take().expect("a process");
        child.kill().and_then(|()| child.wait()).expect("killed");
    }

    /// Closes the client's end, and yields how the adapter ended.
    #[track_caller]
    pub fn finish(mut self) -> ExitStatus {
        self.ends()
    }

    /// The same; the folder stays.
    #[track_caller]
    pub fn ends(&mut self) -> ExitStatus {
        self.to = None;
        assert!(self.is_left(), "it goes on");
        self.child.take().expect("a process").wait().expect("it ends")
    }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path: &Path = &directory.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    directory
}

impl Drop for Dap {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // It may have ended.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// An adapter that takes connections.
pub struct Listening {
    child: Child,
    /// `host:port`.
    pub address: String,
}

impl Listening {
    #[track_caller]
    pub fn start(at: &str) -> Self {
        let mut command = Command::new(binary::saveloop());
        command.args(["dap", "--listen", at]);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("it starts");
        let mut said = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut line = String::new();
        std::io::BufRead::read_line(&mut said, &mut line).expect("a line");
        let address = line.trim_end().strip_prefix("Debug adapter listening on ");
        let address = address.unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, address }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
