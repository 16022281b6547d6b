//! The way to a program that runs already: its process opens the door that all debuggers come through, and
//! the conversation is carried there, message by message.

use std::path::PathBuf;

use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

use super::envelope::read;
use crate::inspector::DEBUG_ADAPTER;

/// What `attach` says: one of the three, or nothing where only one program runs.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Arguments {
    /// The address of the websocket, as `saveloop.attachDebugger` and `saveloop debug` tell it.
    address: Option<String>,
    /// Of `saveloop run`, or of a program in a language server.
    #[serde(alias = "processId")]
    pid: Option<Pid>,
    /// The first file of the program.
    program: Option<PathBuf>,
    /// What its path is relative to.
    cwd: PathBuf,
}

/// Some clients ask a person, and send text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Pid {
    Number(i32),
    Text(String),
}

impl Pid {
    fn read(&self) -> Result<i32, String> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Text(text) => text.trim().parse().map_err(|_| format!("{text} is no process")),
        }
    }
}

pub enum News {
    /// One message of the program's process.
    Said(String),
    Gone,
}

/// A conversation that another process has.
pub struct Relay {
    queue: UnboundedSender<String>,
    /// The client was told that the program is over.
    pub has_ended: bool,
    /// The program was started for this client, and ends with it.
    pub ends_program: bool,
    /// The client has said that it goes, or is gone.
    pub is_leaving: bool,
}

impl Relay {
    /// What the client says.
    pub fn pass(&mut self, mut message: Value) {
        let is_last = message["type"] == "request" && message["command"] == "disconnect";
        self.is_leaving |= is_last;
        if is_last && self.ends_program {
            if !message["arguments"].is_object() {
                message["arguments"] = json!({});
            }
            let ends = &mut message["arguments"]["terminateDebuggee"];
            if ends.is_null() {
                *ends = json!(true);
            }
        }
        self.send(&message);
    }

    /// The client is gone; what was started for it is told so, and has the last word. Whether there is one.
    pub fn leave(&mut self) -> bool {
        if self.ends_program && !self.is_leaving {
            self.pass(json!({ "type": "request", "seq": 0, "command": "disconnect" }));
        }
        self.ends_program
    }

    pub fn send(&mut self, message: &Value) {
        // One that is gone says so by itself.
        let _ = self.queue.send(message.to_string());
    }

    /// Keeps in mind what the client was told.
    pub fn note(&mut self, message: &Value) {
        self.has_ended |= message["event"] == "terminated";
    }
}

/// Finds the program, and where it lets debuggers in.
pub fn address(arguments: Value) -> Result<String, String> {
    let Arguments { address, pid, program, cwd } = read(arguments)?;
    match (address, pid) {
        (Some(address), _) => Ok(address),
        (None, Some(pid)) => open(pid.read()?),
        (None, None) => open(find(program.map(|program| cwd.join(program)))?),
    }
}

/// Connects to the websocket of a program. `tell` is called on a thread of the connection.
pub fn join(address: &str, tell: impl Fn(News) + Send + 'static) -> Result<Relay, String> {
    let url = format!("{}{DEBUG_ADAPTER}", address.trim_end_matches(DEBUG_ADAPTER));
    let host =
        url.strip_prefix("ws://").and_then(|rest| rest.split_once('/')).map(|(host, _)| host.to_owned());
    let host = host.ok_or_else(|| format!("{address} is no address; it begins with ws://"))?;
    let failed = |error: &dyn std::fmt::Display| format!("{host} cannot be reached: {error}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    let runtime = runtime.map_err(|error| failed(&error))?;
    let connected = runtime.block_on(async {
        let stream = TcpStream::connect(&host).await.map_err(|error| failed(&error))?;
        stream.set_nodelay(true).map_err(|error| failed(&error))?;
        let connected = tokio_tungstenite::client_async(url, stream).await;
        connected.map_err(|error| failed(&error))
    });
    let (socket, _) = connected?;
    let (queue, messages) = unbounded_channel();
    let carry = move || {
        runtime.block_on(carry(socket, messages, &tell));
        tell(News::Gone);
    };
    std::thread::Builder::new().name("dap relay".into()).spawn(carry).map_err(|error| failed(&error))?;
    Ok(Relay { queue, has_ended: false, ends_program: false, is_leaving: false })
}

async fn carry(
    mut socket: WebSocketStream<TcpStream>,
    mut messages: UnboundedReceiver<String>,
    tell: &(impl Fn(News) + Send),
) {
    loop {
        tokio::select! {
            said = socket.next() => match said {
                Some(Ok(Message::Text(text))) => tell(News::Said(text.as_str().to_owned())),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => {}
            },
            message = messages.recv() => match message {
                Some(text) => {
                    if let Err(error) = socket.send(Message::text(text)).await {
                        tracing::debug!("the program's process does not listen any more: {error}");
                        return;
                    }
                }
                None => {
                    if let Err(error) = socket.close(None).await {
                        tracing::debug!("the connection was closed already: {error}");
                    }
                    return;
                }
            },
        }
    }
}

#[cfg(unix)]
fn open(process: i32) -> Result<String, String> {
    crate::cli::debug::open(process)
}

#[cfg(not(unix))]
fn open(_process: i32) -> Result<String, String> {
    Err("this system has no signal to ask a process with: give its address".into())
}

/// A program that runs, and the process that can be asked to let debuggers in.
struct Running {
    process: i32,
    /// What its command line says.
    words: Vec<String>,
    directory: PathBuf,
}

impl Running {
    fn is_of(&self, program: &std::path::Path) -> bool {
        self.words
            .iter()
            .any(|word| self.directory.join(word).canonicalize().is_ok_and(|path| path == program))
    }
}

/// The process of a program, by its first file, or the only one there is.
fn find(program: Option<PathBuf>) -> Result<i32, String> {
    let mut running = running();
    let all = match &program {
        Some(program) => {
            let failed = |error| format!("{}: {error}", program.display());
            let path = program.canonicalize().map_err(failed)?;
            running.retain(|it| it.is_of(&path));
            format!("{} does not run in saveloop", path.display())
        }
        None => "no program runs in saveloop".to_owned(),
    };
    match &running[..] {
        [] => Err(format!("{all}; give the pid of the process, or the address that saveloop debug prints")),
        [one] => Ok(one.process),
        several => {
            let list = several.iter().map(|it| it.process.to_string()).collect::<Vec<_>>().join(", ");
            Err(format!("several programs run; give the pid of one: {list}"))
        }
    }
}

/// Of this user. A program of a language server is named by its engine's command line when it has a cache.
#[cfg(target_os = "linux")]
fn running() -> Vec<Running> {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let running = processes.filter_map(|entry| {
        let process = entry.file_name().to_str()?.parse().ok()?;
        let exe = std::fs::read_link(entry.path().join("exe")).ok()?;
        let name = exe.file_name()?.to_str()?;
        if name.strip_suffix(" (deleted)").unwrap_or(name) != "saveloop" {
            return None;
        }
        let line = std::fs::read_to_string(entry.path().join("cmdline")).ok()?;
        let mut words = line.split('\0').skip(1).map(str::to_owned);
        words.next().filter(|command| command == "run" || command == "engine")?;
        let words = words.take_while(|word| word != "--").collect();
        Some(Running { process, words, directory: std::fs::read_link(entry.path().join("cwd")).ok()? })
    });
    running.collect()
}

#[cfg(not(target_os = "linux"))]
fn running() -> Vec<Running> {
    Vec::new()
}
