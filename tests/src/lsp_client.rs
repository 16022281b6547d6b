//! A client that talks to a real `saveloop lsp` process. It waits for messages, never for time: each
//! wait ends with the message or fails at its deadline, showing what came instead.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use crate::{binary, schema, wire};

/// How long a message may take on a busy machine.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// What the reader thread heard.
enum Heard {
    Message(Value),
    /// The stream ended; with the reason when it was not a clean end.
    Ended(Option<String>),
}

pub struct LspClient {
    child: Child,
    stdin: Option<ChildStdin>,
    heard: Receiver<Heard>,
    /// Messages that came while another one was awaited.
    unread: RefCell<VecDeque<Value>>,
    ended: RefCell<Option<Option<String>>>,
    last_id: Cell<i64>,
    /// What each request is about, by its id.
    asked: RefCell<std::collections::HashMap<i64, String>>,
    versions: std::collections::HashMap<String, i32>,
    directory: TempDir,
    is_initialized: bool,
}

/// How a client presents itself.
#[derive(Clone, Debug)]
pub struct Setup {
    pub capabilities: Value,
    pub options: Value,
    pub process_id: Value,
    /// Its name and version; null: it gives none.
    pub client: Value,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            capabilities: json!({
                "general": {"positionEncodings": ["utf-16"]},
                "textDocument": {
                    "publishDiagnostics": {"relatedInformation": true, "versionSupport": true},
                },
                "experimental": {"saveloop": {"generation": true}},
            }),
            options: Value::Null,
            process_id: json!(std::process::id()),
            client: Value::Null,
        }
    }
}

impl LspClient {
    /// Starts a server in an empty folder and goes through the opening of the protocol.
    pub fn start() -> Self {
        Self::start_with(&Setup::default(), &[])
    }

    /// The same with files (path, text) in the folder.
    pub fn start_with(setup: &Setup, files: &[(&str, &str)]) -> Self {
        let mut client = Self::spawn(files);
        client.initialize(setup);
        client
    }

    /// A server that has been told nothing yet.
    pub fn spawn(files: &[(&str, &str)]) -> Self {
        Self::spawn_with(files, &[])
    }

    /// The same with an environment of its own.
    pub fn spawn_with(files: &[(&str, &str)], environment: &[(&str, &Path)]) -> Self {
        let directory = tempfile::tempdir().expect("a folder for the test");
        for (path, text) in files {
            let path = directory.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        let mut child = Command::new(binary::saveloop())
            .args(["lsp", "--stdio"])
            .env("SAVELOOP_LOG", directory.path().join("saveloop.log"))
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the server starts");
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().expect("a pipe");
        let (sink, heard) = channel();
        std::thread::spawn(move || listen(BufReader::new(stdout), &sink));
        Self {
            child,
            stdin,
            heard,
            unread: RefCell::default(),
            ended: RefCell::default(),
            last_id: Cell::new(0),
            asked: RefCell::default(),
            versions: std::collections::HashMap::new(),
            directory,
            is_initialized: false,
        }
    }

    /// Sends `initialize` and `initialized`; yields the server's capabilities.
    pub fn initialize(&mut self, setup: &Setup) -> Value {
        let root = Url::from_directory_path(self.directory()).expect("an absolute path");
        let result = self.request(
            "initialize",
            json!({
                "processId": setup.process_id,
                "rootUri": root.as_str(),
                "capabilities": setup.capabilities,
                "initializationOptions": setup.options,
                "clientInfo": setup.client,
            }),
        );
        self.notify("initialized", json!({}));
        self.is_initialized = true;
        result.expect("initialize succeeds")["capabilities"].clone()
    }

    pub fn directory(&self) -> PathBuf {
        self.directory.path().canonicalize().expect("the folder exists")
    }

    pub fn uri(&self, path: &str) -> String {
        Url::from_file_path(self.directory().join(path)).expect("an absolute path").to_string()
    }

    pub fn log_path(&self) -> PathBuf {
        self.directory.path().join("saveloop.log")
    }

    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    // What is sent.

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("the input is open");
        stdin.write_all(bytes).and_then(|()| stdin.flush()).expect("the server reads");
    }

    pub fn send(&mut self, message: &Value) {
        self.send_bytes(&wire::frame(&message.to_string()));
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request without waiting; yields its id.
    pub fn send_request(&mut self, method: &str, params: Value) -> i64 {
        let id = self.last_id.get() + 1;
        self.last_id.set(id);
        self.asked.borrow_mut().insert(id, schema::subject(method, &params));
        let mut message = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        if params_is_absent(&message) {
            message.as_object_mut().expect("an object").remove("params");
        }
        self.send(&message);
        id
    }

    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.send_request(method, params);
        self.answer(id)
    }

    pub fn respond(&mut self, request: &Value, result: Value) {
        self.send(&json!({"jsonrpc": "2.0", "id": request["id"], "result": result}));
    }

    /// Refuses what the server asks.
    pub fn refuse(&mut self, request: &Value) {
        let error = json!({"code": -32601, "message": "not here"});
        self.send(&json!({"jsonrpc": "2.0", "id": request["id"], "error": error}));
    }

    pub fn open(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        self.open_uri(&uri, text);
    }

    pub fn open_uri(&mut self, uri: &str, text: &str) {
        self.versions.insert(uri.to_owned(), 1);
        let document = json!({"uri": uri, "languageId": "typescript", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Replaces the whole text.
    pub fn change(&mut self, path: &str, text: &str) {
        self.change_ranges(path, json!([{"text": text}]));
    }

    pub fn change_ranges(&mut self, path: &str, changes: Value) {
        let uri = self.uri(path);
        let version = self.versions.entry(uri.clone()).or_insert(0);
        *version += 1;
        let document = json!({"uri": uri, "version": *version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    pub fn save(&mut self, path: &str) {
        let document = json!({"uri": self.uri(path)});
        self.notify("textDocument/didSave", json!({"textDocument": document}));
    }

    pub fn close(&mut self, path: &str) {
        let document = json!({"uri": self.uri(path)});
        self.notify("textDocument/didClose", json!({"textDocument": document}));
    }

    pub fn execute_command(&mut self, command: &str, arguments: Value) -> Result<Value, Value> {
        let params = json!({"command": command, "arguments": arguments});
        self.request("workspace/executeCommand", params)
    }

    /// The titles of the code actions at the top of a file, asked with a context.
    pub fn code_actions(&mut self, uri: &str, context: Value) -> Vec<String> {
        let start = json!({"line": 0, "character": 0});
        let params = json!({
            "textDocument": {"uri": uri},
            "range": {"start": start, "end": start},
            "context": context,
        });
        let actions = self.request("textDocument/codeAction", params).expect("code actions");
        let title = |action: &Value| action["title"].as_str().expect("a title").to_owned();
        actions.as_array().into_iter().flatten().map(title).collect()
    }

    // What is heard.

    /// The answer to a request sent before.
    #[track_caller]
    pub fn answer(&self, id: i64) -> Result<Value, Value> {
        let is_answer = |message: &Value| message.get("method").is_none() && message["id"] == id;
        let message = self.wait_for(&format!("the answer {id}"), DEADLINE, is_answer);
        match message.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(message["result"].clone()),
        }
    }

    #[track_caller]
    pub fn wait_for_notification(
        &self,
        method: &str,
        predicate: impl Fn(&Value) -> bool,
        deadline: Duration,
    ) -> Value {
        let matches = |message: &Value| message["method"] == method && predicate(&message["params"]);
        self.wait_for(method, deadline, matches)["params"].clone()
    }

    /// The next diagnostics of a file.
    #[track_caller]
    pub fn diagnostics(&self, path: &str) -> Vec<Value> {
        let uri = self.uri(path);
        let method = "textDocument/publishDiagnostics";
        let params = self.wait_for_notification(method, |params| params["uri"] == uri, DEADLINE);
        params["diagnostics"].as_array().expect("a list").clone()
    }

    /// Runs a file and waits until nothing is pending.
    #[track_caller]
    pub fn run(&mut self, entry: &str) -> Value {
        let uri = self.uri(entry);
        self.execute_command("saveloop.run", json!([uri])).expect("it can be run");
        self.wait_settled(entry)
    }

    /// Types a text and saves it.
    pub fn save_text(&mut self, path: &str, text: &str) {
        self.change(path, text);
        self.save(path);
    }

    /// What a file shows according to everything heard so far, or `None` when nothing was published
    /// since the last look. Complete once the program has settled.
    pub fn shown(&self, path: &str) -> Option<Vec<Value>> {
        let uri = self.uri(path);
        let is_shown = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
        };
        let mut unread = self.unread.borrow_mut();
        let last = unread.iter().rev().find(|message| is_shown(message)).cloned();
        unread.retain(|message| !is_shown(message));
        last.map(|message| message["params"]["diagnostics"].as_array().expect("a list").clone())
    }

    /// Waits for a step in the life of a program, as `saveloop/generation` tells it.
    #[track_caller]
    pub fn wait_for_state(&self, entry: &str, state: &str) -> Value {
        let uri = self.uri(entry);
        let matches = |params: &Value| params["program"] == uri && params["state"] == state;
        self.wait_for_notification("saveloop/generation", matches, DEADLINE)
    }

    #[track_caller]
    pub fn wait_settled(&self, entry: &str) -> Value {
        self.wait_for_state(entry, "settled")
    }

    /// The first message, old or new, that matches; it is taken out, all others stay.
    #[track_caller]
    pub fn wait_for(&self, what: &str, deadline: Duration, matches: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + deadline;
        let mut unread = self.unread.borrow_mut();
        if let Some(at) = unread.iter().position(&matches) {
            return unread.remove(at).expect("it was found there");
        }
        loop {
            match self.hear(end) {
                Ok(Heard::Message(message)) if matches(&message) => return message,
                Ok(Heard::Message(message)) => unread.push_back(message),
                Ok(Heard::Ended(reason)) => {
                    *self.ended.borrow_mut() = Some(reason.clone());
                    panic!("the server ended ({reason:?}) before {what}; unread: {unread:#?}");
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("{what} did not come in {deadline:?}; unread: {unread:#?}")
                }
                Err(RecvTimeoutError::Disconnected) => panic!("the reader ended before {what}"),
            }
        }
    }

    /// The next message in order; `None` when none comes in time.
    #[track_caller]
    pub fn next_message(&self, deadline: Duration) -> Option<Value> {
        if let Some(message) = self.unread.borrow_mut().pop_front() {
            return Some(message);
        }
        match self.hear(Instant::now() + deadline) {
            Ok(Heard::Message(message)) => Some(message),
            Ok(Heard::Ended(reason)) => panic!("the server ended: {reason:?}"),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => panic!("the reader ended"),
        }
    }

    /// The next that comes, which must be of the protocol.
    #[track_caller]
    fn hear(&self, end: Instant) -> Result<Heard, RecvTimeoutError> {
        let heard = self.heard.recv_timeout(end.saturating_duration_since(Instant::now()))?;
        if let Heard::Message(message) = &heard {
            let id = message["id"].as_i64().filter(|_| message.get("method").is_none());
            let asked = id.and_then(|id| self.asked.borrow_mut().remove(&id));
            let problems = schema::problems(message, asked.as_deref());
            assert!(problems.is_empty(), "not of the protocol: {problems:#?} in {message:#}");
        }
        Ok(heard)
    }

    /// Everything heard so far and not awaited. Complete up to the answer of a request that was
    /// awaited last.
    pub fn take_unread(&self) -> Vec<Value> {
        self.unread.borrow_mut().drain(..).collect()
    }

    /// The number of the server's process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it has written into its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.directory.path().join("saveloop.log")).expect("a log")
    }

    // How it ends.

    pub fn close_input(&mut self) {
        self.stdin = None;
    }

    /// Waits until the server has closed its output and ended; fails on bytes that are no message.
    #[track_caller]
    pub fn wait_for_end(&mut self, deadline: Duration) -> ExitStatus {
        let end = Instant::now() + deadline;
        while self.ended.borrow().is_none() {
            match self.hear(end) {
                Ok(Heard::Message(message)) => self.unread.borrow_mut().push_back(message),
                Ok(Heard::Ended(reason)) => *self.ended.borrow_mut() = Some(reason),
                Err(_) => panic!("the server lives on after {deadline:?}"),
            }
        }
        assert_eq!(*self.ended.borrow(), Some(None), "stdout is protocol only");
        self.child.wait().expect("the child can be awaited")
    }

    fn shut_down(&mut self) {
        let id = self.last_id.get() + 1;
        let shutdown = json!({"jsonrpc": "2.0", "id": id, "method": "shutdown"});
        let exit = json!({"jsonrpc": "2.0", "method": "exit"});
        for message in [shutdown, exit] {
            let Some(stdin) = self.stdin.as_mut() else {
                return;
            };
            let _ = stdin.write_all(&wire::frame(&message.to_string()));
        }
        self.close_input();
        self.wait_for_end(DEADLINE);
    }
}

impl Drop for LspClient {
    /// Ends the server as the protocol asks, unless the test failed or has ended it.
    fn drop(&mut self) {
        let has_ended = self.child.try_wait().is_ok_and(|status| status.is_some());
        if self.is_initialized && !has_ended && !std::thread::panicking() {
            self.shut_down();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn params_is_absent(message: &Value) -> bool {
    message["params"].is_null()
}

fn listen(mut source: impl std::io::BufRead, sink: &Sender<Heard>) {
    loop {
        let heard = match wire::read(&mut source) {
            Ok(Some(message)) => Heard::Message(message),
            Ok(None) => Heard::Ended(None),
            Err(error) => Heard::Ended(Some(error.to_string())),
        };
        let is_end = matches!(heard, Heard::Ended(_));
        if sink.send(heard).is_err() || is_end {
            return;
        }
    }
}
