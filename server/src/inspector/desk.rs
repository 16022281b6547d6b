//! The owner of all conversations about one program: a thread between the connections and the debug
//! core, so that neither waits for the other.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};

use runtime::debug::message::{ClientId, Command, Event};
use rustc_hash::FxHashMap;

use super::cdp::{Cdp, Effect};
use super::{Arrival, Inspector, Options, Outgoing};

/// An inspector whose clients talk to the debug core of one program.
#[derive(Debug)]
pub struct Inspection {
    inspector: Inspector,
    desk: Sender<Input>,
}

#[derive(Debug)]
enum Input {
    Arrival(Arrival),
    Core(Event),
    /// The program has come to its end.
    Ended,
}

/// Where the desk tells of what others care about.
pub struct Outside {
    /// To the debug core; must not block.
    pub core: Box<dyn Fn(Command) + Send>,
    /// How many clients there are now.
    pub clients: Box<dyn Fn(usize) + Send>,
}

impl Inspection {
    /// Opens the port and serves whoever comes.
    pub fn start(options: Options, outside: Outside) -> io::Result<Self> {
        let (desk, inputs) = channel();
        let arrivals = desk.clone();
        let inspector = Inspector::start(options, move |arrival| {
            // The desk is gone only when the inspection is.
            let _ = arrivals.send(Input::Arrival(arrival));
        })?;
        let serve =
            move || Desk { outside, cdp: Cdp::default(), clients: FxHashMap::default() }.serve(&inputs);
        std::thread::Builder::new().name("inspector desk".into()).spawn(serve)?;
        Ok(Self { inspector, desk })
    }

    pub fn inspector(&self) -> &Inspector {
        &self.inspector
    }

    /// Tells the clients that the program is over; they may still look, and leave.
    pub fn end(&self) {
        let _ = self.desk.send(Input::Ended);
    }

    /// The debug core says something. Never blocks.
    pub fn hear(&self, event: Event) {
        let _ = self.desk.send(Input::Core(event));
    }
}

struct Desk {
    outside: Outside,
    cdp: Cdp,
    clients: FxHashMap<ClientId, Outgoing>,
}

impl Desk {
    /// Ends when the inspection and all its connections are gone.
    fn serve(mut self, inputs: &Receiver<Input>) {
        while let Ok(input) = inputs.recv() {
            for effect in self.take(input) {
                match effect {
                    Effect::Send(client, text) => {
                        if let Some(outgoing) = self.clients.get(&client) {
                            outgoing.send(text);
                        }
                    }
                    Effect::Core(command) => (self.outside.core)(command),
                }
            }
        }
    }

    fn take(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Arrival(Arrival::Opened { client, outgoing }) => {
                self.clients.insert(client, outgoing);
                (self.outside.clients)(self.clients.len());
                self.cdp.opened(client)
            }
            Input::Arrival(Arrival::Said { client, text }) => self.cdp.said(client, text),
            Input::Arrival(Arrival::Closed { client }) => {
                self.clients.remove(&client);
                (self.outside.clients)(self.clients.len());
                self.cdp.closed(client)
            }
            Input::Core(event) => self.cdp.heard(event),
            Input::Ended => self.cdp.ended(),
        }
    }
}
