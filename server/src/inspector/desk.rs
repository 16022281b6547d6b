//! The owner of all conversations about one program: a thread between the connections and the debug
//! core, so that neither waits for the other. Each client has one of two protocols.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use runtime::debug::message::{Audience, ClientId, Command, Event};
use runtime::message;
use rustc_hash::FxHashMap;

use super::cdp::{Cdp, Effect};
use super::{Arrival, Inspector, Options, Outgoing, Wire};
use crate::dap::{self, Dap, Origin, Wish, paths};

/// An inspector whose clients talk to the debug core of one program.
#[derive(Debug)]
pub struct Inspection {
    inspector: Inspector,
    desk: Sender<Input>,
    /// How many clients want to hear more of the program than its debug core says.
    listeners: Arc<AtomicUsize>,
}

#[derive(Debug)]
enum Input {
    Arrival(Arrival),
    Program(message::Event),
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
}

impl Inspection {
    /// Opens the port and serves whoever comes.
    pub fn start(options: Options, outside: Outside) -> io::Result<Self> {
        let (desk, inputs) = channel();
        let arrivals = desk.clone();
        let name = options.title.clone();
        let inspector = Inspector::start(options, move |arrival| {
            // The desk is gone only when the inspection is.
            let _ = arrivals.send(Input::Arrival(arrival));
        })?;
        let listeners = Arc::new(AtomicUsize::new(0));
        let told = Arc::clone(&listeners);
        let serve = move || {
            let (cdp, daps, clients) = (Cdp::default(), FxHashMap::default(), FxHashMap::default());
            Desk { outside, name, cdp, daps, clients, listeners: told }.serve(&inputs);
        };
        std::thread::Builder::new().name("inspector desk".into()).spawn(serve)?;
        Ok(Self { inspector, desk, listeners })
    }

    pub fn inspector(&self) -> &Inspector {
        &self.inspector
    }

    /// Tells the clients that the program is over; they may still look, and leave.
    pub fn end(&self) {
        let _ = self.desk.send(Input::Ended);
    }

    /// The program says something. Never blocks.
    pub fn hear(&self, event: &message::Event) {
        let is_of_core = matches!(event, message::Event::Debug(_));
        if is_of_core || self.listeners.load(Ordering::Relaxed) > 0 {
            let _ = self.desk.send(Input::Program(event.clone()));
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
    listeners: Arc<AtomicUsize>,
}

impl Desk {
    /// Ends when the inspection and all its connections are gone.
    fn serve(mut self, inputs: &Receiver<Input>) {
        while let Ok(input) = inputs.recv() {
            for effect in self.take(input) {
                match effect {
                    Effect::Send(client, text) => self.send(client, text),
                    Effect::Core(command) => (self.outside.core)(command),
                }
            }
            self.perform();
        }
    }

    fn send(&self, client: ClientId, text: String) {
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

    /// Closes the connection behind what was sent, if it is not closed already.
    fn left(&mut self, client: ClientId) {
        self.clients.remove(&client);
        self.daps.remove(&client);
        self.listeners.store(self.daps.len(), Ordering::Relaxed);
        (self.outside.clients)(self.clients.len());
    }

    fn take(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Arrival(Arrival::Opened { client, outgoing, wire }) => {
                self.clients.insert(client, outgoing);
                (self.outside.clients)(self.clients.len());
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
            Input::Arrival(Arrival::Closed { client }) => match self.daps.get_mut(&client) {
                Some(dap) => dap.leave(false),
                None if self.clients.remove(&client).is_some() => {
                    (self.outside.clients)(self.clients.len());
                    return self.cdp.closed(client);
                }
                None => {}
            },
            Input::Program(event) => return self.hear(event),
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

/// The one client that an event is for.
fn addressee(event: &Event) -> Option<ClientId> {
    match event {
        Event::Attached { client }
        | Event::Answer { client, .. }
        | Event::BreakpointResolved { client, .. }
        | Event::ContextsCleared { to: Audience::Only(client) }
        | Event::ContextCreated { to: Audience::Only(client), .. }
        | Event::ScriptParsed { to: Audience::Only(client), .. }
        | Event::Paused { to: Audience::Only(client), .. } => Some(*client),
        _ => None,
    }
}
