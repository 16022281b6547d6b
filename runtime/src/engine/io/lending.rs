//! Listening sockets, and who is told of their connections: performs what `doors` decides.

use std::cell::RefMut;
use std::io;
use std::net::SocketAddr;

use rustc_hash::FxHashMap;

use super::doors::{Doors, Effect, Event, Phase, Place};
use super::listener::{self, Bound, Listening};
use super::reply::Fault;
use super::thread::Thread;
use super::{Io, Number};

struct Open {
    address: Option<SocketAddr>,
    _listening: Listening,
}

#[derive(Default)]
pub struct Lending {
    doors: Doors,
    /// By the number of the server that opened it.
    open: FxHashMap<Number, Open>,
    /// Servers that are over, of which the prelude has not been told, and who answers instead.
    gone: Vec<(Number, Option<Number>)>,
    /// Servers that stay, of those that were just taken out of service.
    lent: Vec<Number>,
}

/// A server that listens.
pub struct Listens {
    /// Nothing for a path.
    pub address: Option<SocketAddr>,
    /// Another server of the program's listened here before.
    pub was_open: bool,
}

impl Lending {
    fn step(&mut self, event: Event) -> Option<Number> {
        let mut taken = None;
        for effect in self.doors.step(event) {
            match effect {
                Effect::Bind(_) => {}
                Effect::Take(_, door) => taken = Some(door),
                Effect::Lend(number) => self.lent.push(number),
                Effect::Gone(number, successor) => self.gone.push((number, successor)),
                Effect::Close(door) => drop(self.open.remove(&door)),
            }
        }
        taken
    }

    pub fn begins(&mut self) {
        self.step(Event::Begins);
    }

    /// Those that stay for the time being.
    pub fn leaves(&mut self, leaving: Vec<Number>) -> Vec<Number> {
        self.step(Event::Leaves(leaving));
        std::mem::take(&mut self.lent)
    }

    pub fn comes(&mut self, well: bool) {
        self.step(Event::Comes { well });
    }

    pub fn looks(&mut self) {
        self.step(Event::Looks);
    }

    pub fn over(&mut self) {
        self.step(Event::Over);
    }

    pub fn closes(&mut self, number: Number) {
        if !self.open.is_empty() {
            self.step(Event::Closes(number));
        }
    }

    pub fn is_any_lent(&self) -> bool {
        self.doors.is_any_lent()
    }

    pub fn take_gone(&mut self) -> Vec<(Number, Option<Number>)> {
        std::mem::take(&mut self.gone)
    }

    /// Whether a generation has still to come to something, as far as servers care.
    pub fn is_under_way(&self) -> bool {
        matches!(self.doors.phase(), Phase::Running | Phase::Lingering)
    }

    pub fn count(&self) -> usize {
        self.open.len()
    }
}

impl Io {
    pub fn lending(&self) -> RefMut<'_, Lending> {
        self.lending.borrow_mut()
    }

    /// Whom a completion of a listening socket is for.
    pub fn answering(&self, door: Number) -> Number {
        self.lending.borrow().doors.answers(door).unwrap_or(door)
    }

    pub fn listen(
        &self,
        of: Number,
        place: Place,
        bind: impl Fn() -> io::Result<Bound>,
    ) -> Result<Listens, Fault> {
        let mut lending = self.lending();
        if let Some(door) = lending.step(Event::Opens { number: of, place }) {
            let address = lending.open.get(&door).and_then(|open| open.address);
            return Ok(Listens { address, was_open: true });
        }
        let bound = bind().or_else(|error| {
            if error.kind() != io::ErrorKind::AddrInUse {
                return Err(error);
            }
            lending.step(Event::Refused { number: of });
            bind()
        });
        let opened = bound.map_err(|error| Fault::from_io(&error)).and_then(|bound| {
            let address = bound.address();
            let teller = self.teller(of);
            let start =
                |thread: &Thread| listener::listen(bound, teller, |accepting| thread.spawn(accepting.run()));
            Ok(Open { address, _listening: self.on_thread(start)? })
        });
        match opened {
            Ok(open) => {
                let address = open.address;
                lending.open.insert(of, open);
                if let Some(address) = address {
                    lending.step(Event::Bound { number: of, port: address.port() });
                }
                Ok(Listens { address, was_open: false })
            }
            Err(fault) => {
                lending.step(Event::Closes(of));
                Err(fault)
            }
        }
    }
}
