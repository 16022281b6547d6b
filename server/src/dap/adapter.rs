//! `saveloop dap`: one client on a pair of streams. A thread reads, one writes, and one owns the conversation:
//! it starts a program for it, or hands it on to the process in which one runs.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use serde_json::{Value, json};

use super::envelope::{self, Incoming, To};
use super::from::Client;
use super::launch::{Console, Launched};
use super::terminal::{self, Opening};
use super::{Effect, attach, capabilities, launch, paths};
use crate::lsp::framing::{Decoder, Dialect, Frame, Rejection};
use crate::lsp::input::frames;
use crate::lsp::output::Output;

/// What the adapter hears.
pub(super) enum Input {
    Client(Value),
    Rejected(Rejection),
    ClientGone,
    /// Of the program that was started.
    Program(launch::News),
    /// Of the process to which the conversation was handed.
    Remote(attach::News),
    /// The program in the client's terminal has opened its door.
    Opened(terminal::News),
}

/// How long the last messages may take to be written.
const FLUSH: Duration = Duration::from_secs(1);
/// The exit code of a client that never got anywhere.
const FAILED: u8 = 1;

/// Serves one client to the end of its conversation.
pub fn serve(
    source: impl Read + Send + 'static,
    target: impl Write + Send + 'static,
    trusts: Trusts,
) -> io::Result<u8> {
    let (sender, inputs) = channel();
    let output = Output::start(target)?;
    let reader = sender.clone();
    std::thread::Builder::new().name("dap input".into()).spawn(move || read(source, &reader))?;
    let mut adapter = Adapter { output, sender, seq: 0, initialized: None, trusts, stage: Stage::Lobby };
    let code = adapter.run(&inputs);
    adapter.output.flush(FLUSH);
    // A program that still writes does not wait for us to read.
    drop(inputs);
    Ok(code)
}

/// Who is on the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trusts {
    /// Whoever started this process.
    Parent,
    /// Anybody who can reach the port, a page of the web for one: what does not begin as the protocol does
    /// is not listened to.
    Nobody,
}

/// Serves whoever connects, each with a conversation of its own, until the process is ended.
pub fn listen(address: SocketAddr, told: impl FnOnce(SocketAddr)) -> io::Result<u8> {
    let listener = TcpListener::bind(address)?;
    told(listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept()?;
        let serve = move || {
            if let Err(error) = serve_stream(stream) {
                tracing::warn!("a debugger's connection failed: {error}");
            }
        };
        std::thread::Builder::new().name("dap".into()).spawn(serve)?;
    }
}

fn serve_stream(stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (source, target) = (stream.try_clone()?, stream.try_clone()?);
    serve(source, target, Trusts::Nobody)?;
    match stream.shutdown(std::net::Shutdown::Both) {
        // The client was faster.
        Err(error) if error.kind() == io::ErrorKind::NotConnected => Ok(()),
        result => result,
    }
}

fn read(source: impl Read, sink: &Sender<Input>) {
    let taken = frames(source, Decoder::of(Dialect::DebugAdapter), |frame| {
        let input = match frame {
            Frame::Message(body) => Input::Client(body.message),
            Frame::Rejected(rejection) => Input::Rejected(rejection),
        };
        sink.send(input).is_ok()
    });
    if taken.is_ok() {
        // The conversation may be over.
        let _ = sink.send(Input::ClientGone);
    }
}

struct Adapter {
    output: Output,
    sender: Sender<Input>,
    /// The last number that the client has heard.
    seq: i64,
    /// The request that began it all: whoever takes the conversation over is told it too.
    initialized: Option<Value>,
    trusts: Trusts,
    stage: Stage,
}

enum Stage {
    /// There is no program yet, or no more.
    Lobby,
    /// The client was asked to start it in a terminal.
    Opening(Box<Opening>),
    Launched(Box<Launched>),
    Attached(attach::Relay),
}

/// Go on, or end with this exit code.
type Step = std::ops::ControlFlow<u8>;
const GO_ON: Step = Step::Continue(());

impl Adapter {
    fn run(&mut self, inputs: &Receiver<Input>) -> u8 {
        loop {
            // There is a sender in here.
            let Ok(input) = inputs.recv() else { return FAILED };
            if let Step::Break(code) = self.take(input) {
                return code;
            }
        }
    }

    fn take(&mut self, input: Input) -> Step {
        match input {
            Input::Client(mut message) => {
                paths::settle(&mut message);
                match &mut self.stage {
                    Stage::Lobby => return self.welcome(message),
                    Stage::Launched(launched) => launched.dap.said(&message),
                    Stage::Attached(relay) => relay.pass(message),
                    Stage::Opening(_) => return self.meanwhile(message),
                }
            }
            Input::Rejected(rejection) => {
                tracing::warn!("the debugger: {}", rejection.explanation());
                if self.trusts == Trusts::Nobody {
                    return Step::Break(FAILED);
                }
            }
            Input::ClientGone => {
                let stays = match &mut self.stage {
                    Stage::Launched(launched) => launched.runs_on,
                    Stage::Attached(relay) => relay.leave(),
                    Stage::Lobby | Stage::Opening(_) => false,
                };
                if !stays {
                    return Step::Break(0);
                }
            }
            Input::Program(news) => {
                if let Stage::Launched(launched) = &mut self.stage {
                    launched.hear(news);
                }
            }
            Input::Remote(news) => return self.relay(news),
            Input::Opened(news) => self.opened(news),
        }
        self.perform()
    }

    /// Does what the conversation has left to be done.
    fn perform(&mut self) -> Step {
        let Stage::Launched(launched) = &mut self.stage else { return GO_ON };
        for effect in launched.dap.effects() {
            match effect {
                Effect::Send(message) => self.output.send(&message),
                Effect::Core(command) => launched.debug(command),
                Effect::Program(wish) => launched.wish(wish),
                // Of a program that goes on without its client the end is waited for.
                Effect::Leave if launched.is_left_running() => launched.runs_on = true,
                Effect::Leave => return Step::Break(0),
            }
        }
        if launched.runs_on && launched.dap.has_ended() { Step::Break(0) } else { GO_ON }
    }

    // Without a program

    fn welcome(&mut self, message: Value) -> Step {
        let Some(Incoming { to, arguments }) = envelope::parse(&message) else { return GO_ON };
        let failed = match to.command.as_str() {
            "initialize" => {
                self.initialized = Some(message);
                self.answer(&to, Ok(capabilities()));
                return GO_ON;
            }
            "disconnect" | "terminate" => {
                self.answer(&to, Ok(Value::Null));
                return Step::Break(0);
            }
            // Nothing is under way.
            "cancel" => {
                self.answer(&to, Ok(Value::Null));
                return GO_ON;
            }
            "launch" | "attach" if self.initialized.is_none() => Err("initialize comes first".to_owned()),
            "launch" => self.launch(arguments, &message),
            "attach" => self.attach(arguments, &message),
            other => Err(format!("{other}: no program is launched or attached")),
        };
        match failed {
            Err(why) => {
                self.answer(&to, Err(why));
                GO_ON
            }
            Ok(()) => self.perform(),
        }
    }

    fn answer(&mut self, to: &To, result: Result<Value, String>) {
        self.seq += 1;
        self.output.send(&envelope::answer(self.seq, to, result));
    }

    fn launch(&mut self, arguments: Value, message: &Value) -> Result<(), String> {
        let arguments: launch::Arguments = envelope::read(arguments)?;
        if arguments.console != Console::Internal {
            return self.open_terminal(&arguments, message);
        }
        let sender = self.sender.clone();
        // The loop is gone only when the conversation is over.
        let tell = move |news| drop(sender.send(Input::Program(news)));
        let mut launched = Launched::start(arguments, tell)?;
        if let Some(initialized) = &self.initialized {
            launched.dap.said(initialized);
        }
        // The client has that answer already.
        let effects = launched.dap.effects().into_iter();
        let effects: Vec<Effect> = effects.filter(|it| !matches!(it, Effect::Send(_))).collect();
        launched.dap.count_from(self.seq);
        for effect in effects {
            if let Effect::Core(command) = effect {
                launched.debug(command);
            }
        }
        launched.dap.said(message);
        self.stage = Stage::Launched(Box::new(launched));
        Ok(())
    }

    // In a terminal of the client's

    fn open_terminal(&mut self, arguments: &launch::Arguments, message: &Value) -> Result<(), String> {
        let client: Client = match &self.initialized {
            Some(initialized) => envelope::read(initialized["arguments"].clone())?,
            None => Client::default(),
        };
        if !client.supports_run_in_terminal_request {
            return Err("this client has no terminal to start a program in".into());
        }
        let sender = self.sender.clone();
        let tell = move |news| drop(sender.send(Input::Opened(news)));
        let (token, request) = terminal::ask(arguments, tell)?;
        self.seq += 1;
        self.output.send(&envelope::request(self.seq, "runInTerminal", request));
        let opening = Opening { token, asked: self.seq, launch: message.clone(), held: Vec::new() };
        self.stage = Stage::Opening(Box::new(opening));
        Ok(())
    }

    /// What the client says until the program is there.
    fn meanwhile(&mut self, message: Value) -> Step {
        let Stage::Opening(opening) = &mut self.stage else { return GO_ON };
        match message["type"].as_str() {
            Some("response") if message["request_seq"] == opening.asked => {
                if message["success"] != true {
                    let why = message["message"].as_str().unwrap_or("it does not say why");
                    self.unopened(format!("the client started no terminal: {why}"));
                }
            }
            _ if matches!(message["command"].as_str(), Some("disconnect" | "terminate")) => {
                if let Some(Incoming { to, .. }) = envelope::parse(&message) {
                    self.answer(&to, Ok(Value::Null));
                }
                return Step::Break(0);
            }
            _ => opening.held.push(message),
        }
        GO_ON
    }

    fn opened(&mut self, news: terminal::News) {
        let Stage::Opening(opening) = &self.stage else { return };
        if opening.token != news.token {
            return;
        }
        match news.address.and_then(|address| self.joined(&address)) {
            Ok(mut relay) => {
                relay.ends_program = true;
                if let Stage::Opening(opening) = std::mem::replace(&mut self.stage, Stage::Lobby) {
                    relay.send(&opening.launch);
                    opening.held.into_iter().for_each(|message| relay.pass(message));
                }
                self.stage = Stage::Attached(relay);
            }
            Err(why) => self.unopened(why),
        }
    }

    /// There is no program after all: the next try may succeed.
    fn unopened(&mut self, why: String) {
        let Stage::Opening(opening) = std::mem::replace(&mut self.stage, Stage::Lobby) else { return };
        for message in std::iter::once(opening.launch).chain(opening.held) {
            if let Some(Incoming { to, .. }) = envelope::parse(&message) {
                self.answer(&to, Err(why.clone()));
            }
        }
    }

    /// The way to a program, which has been told who comes.
    fn joined(&mut self, address: &str) -> Result<attach::Relay, String> {
        let sender = self.sender.clone();
        let mut relay = attach::join(address, move |news| drop(sender.send(Input::Remote(news))))?;
        if let Some(initialized) = &self.initialized {
            relay.send(initialized);
        }
        Ok(relay)
    }

    fn attach(&mut self, arguments: Value, message: &Value) -> Result<(), String> {
        let address = attach::address(arguments)?;
        let mut relay = self.joined(&address)?;
        relay.send(message);
        self.stage = Stage::Attached(relay);
        Ok(())
    }

    /// The other process has its say; the client knows the answer to `initialize` already.
    fn relay(&mut self, news: attach::News) -> Step {
        match news {
            attach::News::Said(text) => match serde_json::from_str::<Value>(&text) {
                Ok(message) if message["command"] == "initialize" => {}
                Ok(mut message) => {
                    self.seq += 1;
                    message["seq"] = json!(self.seq);
                    if let Stage::Attached(relay) = &mut self.stage {
                        relay.note(&message);
                    }
                    self.output.send(&message);
                }
                Err(error) => tracing::warn!("the program's process sent what is no message: {error}"),
            },
            // The client says when it has heard enough: what it asks on `terminated` has to be answered.
            attach::News::Gone => {
                if let Stage::Attached(relay) = std::mem::replace(&mut self.stage, Stage::Lobby) {
                    if relay.is_leaving {
                        return Step::Break(0);
                    }
                    if !relay.has_ended {
                        self.seq += 1;
                        self.output.send(&envelope::event(self.seq, "terminated", json!({})));
                    }
                }
            }
        }
        GO_ON
    }
}
