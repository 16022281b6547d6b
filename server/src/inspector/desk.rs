//! The owner of all conversations about one program: a thread between the connections and the debug
//! core, so that neither waits for the other. Each client has one of two protocols.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use runtime::debug::message::{Audience, ClientId, Command, Event};
use runtime::message::{self, FromTool, ToTool};
use rustc_hash::{FxHashMap, FxHashSet};

use super::cdp::{Cdp, Effect};
use super::{Arrival, Inspector, Options, Outgoing, Wire};
use crate::dap::{self, Dap, Origin, Wish, paths};

/// An inspector whose clients talk to the debug core of one program. The program may be one of them, also where
/// nobody else is let in.
#[derive(Debug)]
pub struct Inspection {
    inspector: Option<Inspector>,
    /// How many clients there were.
    clients: Arc<AtomicU32>,
    desk: Sender<Input>,
    /// How many clients want to hear more of the program than its debug core says.
    listeners: Arc<AtomicUsize>,
}

#[derive(Debug)]
enum Input {
    Arrival(Arrival),
    Program(Box<message::Event>),
    /// The program's own sessions say something. `door`: what their questions are answered with.
    Tool {
        said: FromTool,
        door: Result<Option<String>, String>,
    },
    /// Nobody is let in any more.
    Shut,
    /// The program has come to its end.
    Ended,
}

/// Where the desk tells of what others care about.
pub struct Outside {
    /// To the debug core; must not block.
    pub core: Box<dyn Fn(Command) + Send>,
    /// How many clients there are now.
    pub clients: Box<dyn Fn(usize) + Send>,
    /// What a client wants of the program itself.
    pub wish: Box<dyn Fn(Wish) + Send>,
    /// To the program's own sessions, behind what was said to the core before.
    pub tool: Box<dyn Fn(ToTool) + Send>,
}

/// The program's own sessions are clients with numbers from here on.
const OWN: u32 = 1 << 31;

fn own(session: u32) -> ClientId {
    ClientId(OWN | session)
}

/// The session of the program itself that a client is.
fn session_of(client: ClientId) -> Option<u32> {
    (client.0 & OWN != 0).then_some(client.0 & !OWN)
}

impl Inspection {
    /// Serves the program's own sessions, and nobody else yet.
    pub fn closed(name: &str, outside: Outside) -> io::Result<Self> {
        let (desk, inputs) = channel();
        let name = name.to_owned();
        let listeners = Arc::new(AtomicUsize::new(0));
        let told = Arc::clone(&listeners);
        let serve = move || {
            let (cdp, daps, clients) = (Cdp::default(), FxHashMap::default(), FxHashMap::default());
            let (leaving, sessions) = (FxHashSet::default(), FxHashSet::default());
            Desk { outside, name, cdp, daps, clients, sessions, leaving, listeners: told }.serve(&inputs);
        };
        std::thread::Builder::new().name("inspector desk".into()).spawn(serve)?;
        Ok(Self { inspector: None, clients: Arc::default(), desk, listeners })
    }

    /// Opens the port and serves whoever comes.
    pub fn open(&mut self, options: Options) -> io::Result<&Inspector> {
        let arrivals = self.desk.clone();
        let inspector = Inspector::start_again(options, Arc::clone(&self.clients), move |arrival| {
            // The desk is gone only when the inspection is.
            let _ = arrivals.send(Input::Arrival(arrival));
        })?;
        Ok(self.inspector.insert(inspector))
    }

    /// Closes the port, and leaves whoever came.
    pub fn shut(&mut self) {
        self.inspector = None;
        let _ = self.desk.send(Input::Shut);
    }

    /// `None`: nobody is let in.
    pub fn inspector(&self) -> Option<&Inspector> {
        self.inspector.as_ref()
    }

    /// The program's own sessions say something; what they ask is answered with `failure`, or the address.
    pub fn hear_tool(&self, said: FromTool, failure: Option<String>) {
        let door = failure.map_or_else(|| Ok(self.inspector().map(Inspector::websocket_url)), Err);
        let _ = self.desk.send(Input::Tool { said, door });
    }

    /// Tells the clients that the program is over; they may still look, and leave.
    pub fn end(&self) {
        let _ = self.desk.send(Input::Ended);
    }

    /// The program says something. Never blocks.
    pub fn hear(&self, event: &message::Event) {
        let is_of_core = matches!(event, message::Event::Debug(_));
        if is_of_core || self.listeners.load(Ordering::Relaxed) > 0 {
            let _ = self.desk.send(Input::Program(Box::new(event.clone())));
        }
    }
}

struct Desk {
    outside: Outside,
    /// What the program is called.
    name: String,
    cdp: Cdp,
    daps: FxHashMap<ClientId, Dap>,
    clients: FxHashMap<ClientId, Outgoing>,
    /// The program's own.
    sessions: FxHashSet<ClientId>,
    /// Clients that are done, and whose connections still carry what was said last: a program that is over
    /// waits for them too.
    leaving: FxHashSet<ClientId>,
    listeners: Arc<AtomicUsize>,
}

impl Desk {
    /// Ends when the inspection and all its connections are gone.
    fn serve(mut self, inputs: &Receiver<Input>) {
        while let Ok(input) = inputs.recv() {
            // What is said to the program's own sessions must not overtake what was said to the core.
            let then = match &input {
                Input::Tool {
                    said: FromTool::Sync { ask } | FromTool::Open { ask, .. } | FromTool::Close { ask },
                    door,
                } => Some(ToTool::Answer { ask: *ask, door: door.clone() }),
                Input::Program(event) if self.is_alone() && is_pause(event) => Some(ToTool::Alone),
                _ => None,
            };
            for effect in self.take(input) {
                match effect {
                    Effect::Send(client, text) => self.send(client, text),
                    Effect::Core(command) => (self.outside.core)(command),
                }
            }
            self.perform();
            if let Some(then) = then {
                (self.outside.tool)(then);
            }
        }
    }

    /// Whether the program has nobody but itself.
    fn is_alone(&self) -> bool {
        self.clients.is_empty() && !self.sessions.is_empty()
    }

    fn take_tool(&mut self, said: FromTool) -> Vec<Effect> {
        match said {
            FromTool::Join(session) => {
                self.sessions.insert(own(session));
                self.cdp.opened(own(session))
            }
            FromTool::Said { session, text } => self.cdp.said(own(session), text),
            FromTool::Leave(session) => self.left_own(own(session)),
            FromTool::Gone => {
                let all: Vec<ClientId> = self.sessions.iter().copied().collect();
                all.into_iter().flat_map(|client| self.left_own(client)).collect()
            }
            FromTool::Sync { .. } | FromTool::Open { .. } | FromTool::Close { .. } => Vec::new(),
        }
    }

    fn left_own(&mut self, client: ClientId) -> Vec<Effect> {
        if self.sessions.remove(&client) { self.cdp.closed(client) } else { Vec::new() }
    }

    /// Everybody but the program itself goes.
    fn shut(&mut self) -> Vec<Effect> {
        let all: Vec<ClientId> = self.clients.keys().chain(&self.leaving).copied().collect();
        all.into_iter().flat_map(|client| self.take(Input::Arrival(Arrival::Closed { client }))).collect()
    }

    fn send(&self, client: ClientId, text: String) {
        if let Some(session) = session_of(client) {
            return (self.outside.tool)(ToTool::Said { session, text });
        }
        if let Some(outgoing) = self.clients.get(&client) {
            outgoing.send(text);
        }
    }

    /// Does what the conversations of the Debug Adapter Protocol have left to be done.
    fn perform(&mut self) {
        let effects: Vec<(ClientId, Vec<dap::Effect>)> =
            self.daps.iter_mut().map(|(client, dap)| (*client, dap.effects())).collect();
        for (client, effects) in effects {
            for effect in effects {
                match effect {
                    dap::Effect::Send(message) => self.send(client, message.to_string()),
                    dap::Effect::Core(command) => (self.outside.core)(command),
                    dap::Effect::Program(wish) => (self.outside.wish)(wish),
                    dap::Effect::Leave => self.left(client),
                }
            }
        }
    }

    /// Closes the connection behind what was sent.
    fn left(&mut self, client: ClientId) {
        if self.clients.remove(&client).is_some() {
            self.leaving.insert(client);
        }
        self.daps.remove(&client);
        self.listeners.store(self.daps.len(), Ordering::Relaxed);
    }

    fn tell_count(&self) {
        (self.outside.clients)(self.clients.len() + self.leaving.len());
    }

    fn take(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Arrival(Arrival::Opened { client, outgoing, wire }) => {
                self.clients.insert(client, outgoing);
                self.tell_count();
                match wire {
                    Wire::DevTools => return self.cdp.opened(client),
                    Wire::DebugAdapter => {
                        let directory = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
                        let dap = Dap::new(client, Origin::Attached, self.name.clone(), directory);
                        self.daps.insert(client, dap);
                        self.listeners.store(self.daps.len(), Ordering::Relaxed);
                    }
                }
            }
            Input::Arrival(Arrival::Said { client, text }) => match self.daps.get_mut(&client) {
                Some(dap) => match serde_json::from_str(&text) {
                    Ok(mut message) => {
                        paths::settle(&mut message);
                        dap.said(&message);
                    }
                    Err(error) => tracing::debug!("a debugger sent what is no message: {error}"),
                },
                None => return self.cdp.said(client, text),
            },
            Input::Arrival(Arrival::Closed { client }) => {
                self.leaving.remove(&client);
                let is_new = self.clients.remove(&client).is_some();
                self.tell_count();
                match self.daps.get_mut(&client) {
                    Some(dap) => dap.leave(false),
                    None if is_new => return self.cdp.closed(client),
                    None => {}
                }
            }
            Input::Program(event) => return self.hear(*event),
            Input::Tool { said, .. } => return self.take_tool(said),
            Input::Shut => return self.shut(),
            Input::Ended => {
                self.daps.values_mut().for_each(|dap| dap.end(None));
                return self.cdp.ended();
            }
        }
        Vec::new()
    }

    /// What is for one client is told to no other: each protocol keeps its own account.
    fn hear(&mut self, event: message::Event) -> Vec<Effect> {
        let only = match &event {
            message::Event::Debug(event) => addressee(event),
            _ => None,
        };
        for (client, dap) in &mut self.daps {
            if only.is_none_or(|only| only == *client) {
                dap.heard(&event);
            }
        }
        match event {
            message::Event::Debug(event) if only.is_none_or(|only| !self.daps.contains_key(&only)) => {
                self.cdp.heard(event)
            }
            _ => Vec::new(),
        }
    }
}

fn is_pause(event: &message::Event) -> bool {
    matches!(event, message::Event::Debug(Event::Paused { .. }))
}

/// The one client that an event is for.
fn addressee(event: &Event) -> Option<ClientId> {
    match event {
        Event::Attached { client }
        | Event::Answer { client, .. }
        | Event::BreakpointResolved { client, .. }
        | Event::ContextsCleared { to: Audience::Only(client) }
        | Event::Waiting { to: Audience::Only(client) }
        | Event::ContextCreated { to: Audience::Only(client), .. }
        | Event::ScriptParsed { to: Audience::Only(client), .. }
        | Event::Paused { to: Audience::Only(client), .. } => Some(*client),
        _ => None,
    }
}
