//! Who answers at which address while one generation follows another. Pure.
//!
//! A *door* is a listening socket; servers *claim* it. When a generation is replaced, the servers of what
//! was taken out of service are *lent*: they answer until the next generation has come to something.
//! A server that listens where one is lent takes its door over. When the new generation did well, what
//! was lent is gone, and a door that nobody else claims closes; when it failed, what was lent answers
//! again. A program often listens only after its body has run, so what nobody has taken over yet stays lent
//! until the shell says that nothing will come of it. A door has at most one claim in service and one
//! that is lent.

#[cfg(test)]
mod tests;

use super::Number;

/// Where a server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// `any`: the system chose the port, for a server of this module.
    Tcp {
        ip: String,
        port: u16,
        any: Option<u32>,
    },
    Path(String),
}

impl Place {
    /// Whether a server that asks for this finds it behind the door of the other.
    fn finds(&self, open: &Self) -> bool {
        match (self, open) {
            (Self::Path(asked), Self::Path(open)) => asked == open,
            (Self::Tcp { ip, port, any }, Self::Tcp { ip: open_ip, port: open_port, any: open_any }) => {
                ip == open_ip && if any.is_some() { any == open_any } else { port == open_port }
            }
            _ => false,
        }
    }

    /// Whether the system may refuse one beside the other.
    fn is_in_the_way_of(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Tcp { port, .. }, Self::Tcp { port: other, .. }) if port == other)
    }
}

#[derive(Clone, Debug)]
pub enum Event {
    /// A server begins to listen.
    Opens { number: Number, place: Place },
    /// It does, at a port that the system chose.
    Bound { number: Number, port: u16 },
    /// It cannot: the address is in use.
    Refused { number: Number },
    /// A server was closed, by its program or because nobody needs it.
    Closes(Number),
    /// A generation begins.
    Begins,
    /// These servers are of what is taken out of service.
    Leaves(Vec<Number>),
    /// The generation did well, or failed.
    Comes { well: bool },
    /// Something has happened in a generation that did well.
    Looks,
    /// Nothing more will listen in it.
    Over,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing is lent.
    #[default]
    Settled,
    /// A generation has begun and not come to anything.
    Running,
    /// It did well, and may still listen where something is lent.
    Lingering,
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the system.
    Bind(Number),
    /// It listens already, behind this door.
    Take(Number, Number),
    /// The server stays for as long as the next generation has not done well.
    Lend(Number),
    /// The server is over; who answers in its place, if anybody.
    Gone(Number, Option<Number>),
    /// Nobody claims the door any more.
    Close(Number),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Claim {
    number: Number,
    /// It was in service when a generation did well.
    is_good: bool,
    is_lent: bool,
    /// A generation that failed made it: it waits until one does well.
    is_waiting: bool,
}

#[derive(Clone, Debug)]
struct Door {
    /// The number of the server that opened it.
    id: Number,
    place: Place,
    /// Oldest first; never empty.
    claims: Vec<Claim>,
}

#[derive(Clone, Debug, Default)]
pub struct Doors {
    doors: Vec<Door>,
    phase: Phase,
}

impl Doors {
    pub fn step(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Opens { number, place } => vec![self.open(number, place)],
            Event::Bound { number, port: found } => {
                for door in self.doors.iter_mut().filter(|door| door.id == number) {
                    if let Place::Tcp { port, .. } = &mut door.place {
                        *port = found;
                    }
                }
                Vec::new()
            }
            Event::Refused { number } => self.make_room(number),
            Event::Closes(number) => self.close(number),
            Event::Begins => self.begin(),
            Event::Leaves(leaving) => self.leave(&leaving),
            Event::Comes { well } => self.come(well),
            Event::Looks => self.look(),
            Event::Over => self.end_lending(),
        }
    }

    pub fn phase(&self) -> Phase {
        self.phase
    }

    pub fn is_any_lent(&self) -> bool {
        self.doors.iter().flat_map(|door| &door.claims).any(|claim| claim.is_lent)
    }

    /// Who answers behind a door.
    pub fn answers(&self, door: Number) -> Option<Number> {
        self.doors.iter().find(|it| it.id == door)?.answers()
    }

    fn open(&mut self, number: Number, place: Place) -> Effect {
        let is_good = matches!(self.phase, Phase::Settled | Phase::Lingering);
        let mut claim = Claim { number, is_good, is_lent: false, is_waiting: false };
        let is_free = |door: &&mut Door| door.claims.iter().all(|claim| claim.is_lent);
        if let Some(door) = self.doors.iter_mut().filter(is_free).find(|door| place.finds(&door.place)) {
            claim.is_waiting = self.phase == Phase::Failed;
            door.claims.push(claim);
            if let (Place::Tcp { any, .. }, Place::Tcp { any: asked, .. }) = (&mut door.place, place) {
                *any = asked;
            }
            return Effect::Take(number, door.id);
        }
        self.doors.push(Door { id: number, place, claims: vec![claim] });
        Effect::Bind(number)
    }

    /// What is only lent gives way to a server of the new generation.
    fn make_room(&mut self, number: Number) -> Vec<Effect> {
        let Some(wanted) = self.doors.iter().find(|door| door.id == number).map(|door| door.place.clone())
        else {
            return Vec::new();
        };
        let is_in_the_way = |door: &Door| {
            door.claims.iter().all(|claim| claim.is_lent) && door.place.is_in_the_way_of(&wanted)
        };
        let mut effects = Vec::new();
        self.doors.retain(|door| {
            let goes = is_in_the_way(door);
            if goes {
                effects.push(Effect::Close(door.id));
                effects.extend(door.claims.iter().map(|claim| Effect::Gone(claim.number, Some(number))));
            }
            !goes
        });
        effects
    }

    fn close(&mut self, number: Number) -> Vec<Effect> {
        for door in &mut self.doors {
            door.claims.retain(|claim| claim.number != number);
            if door.claims.iter().all(|claim| !claim.is_good) {
                door.claims.iter_mut().for_each(|claim| claim.is_waiting = false);
            }
        }
        self.close_unclaimed()
    }

    fn begin(&mut self) -> Vec<Effect> {
        if self.phase == Phase::Running {
            // What answered while its generation was at work did so well enough.
            for door in &mut self.doors {
                let answered = door.answers();
                door.claims.iter_mut().for_each(|claim| claim.is_good |= Some(claim.number) == answered);
            }
        }
        self.phase = Phase::Running;
        Vec::new()
    }

    fn leave(&mut self, leaving: &[Number]) -> Vec<Effect> {
        let leaves = |claim: &Claim| claim.is_lent || leaving.contains(&claim.number);
        let mut effects = Vec::new();
        for door in &mut self.doors {
            let newest = |is_wanted: fn(&Claim) -> bool| {
                door.claims.iter().rev().find(|claim| leaves(claim) && is_wanted(claim)).copied()
            };
            let Some(lender) = newest(|claim| claim.is_good).or_else(|| newest(|_| true)) else { continue };
            door.claims.retain_mut(|claim| {
                if !leaves(claim) {
                    return true;
                }
                if claim.number != lender.number {
                    effects.push(Effect::Gone(claim.number, None));
                    return false;
                }
                (claim.is_lent, claim.is_good, claim.is_waiting) = (true, true, false);
                effects.push(Effect::Lend(claim.number));
                true
            });
        }
        effects
    }

    fn come(&mut self, well: bool) -> Vec<Effect> {
        if well {
            self.phase = Phase::Lingering;
            for claim in self.doors.iter_mut().flat_map(|door| &mut door.claims) {
                (claim.is_good, claim.is_waiting) = (true, false);
            }
            return self.look();
        }
        self.phase = Phase::Failed;
        for door in &mut self.doors {
            let is_any_good = door.claims.iter().any(|claim| claim.is_good);
            door.claims.iter_mut().for_each(|claim| claim.is_waiting = is_any_good && !claim.is_good);
        }
        Vec::new()
    }

    /// Who has a successor is not needed any more.
    fn look(&mut self) -> Vec<Effect> {
        if self.phase != Phase::Lingering {
            return Vec::new();
        }
        let effects = self.let_go(|door| door.claims.iter().any(|claim| !claim.is_lent));
        if !self.is_any_lent() {
            self.phase = Phase::Settled;
        }
        effects
    }

    fn end_lending(&mut self) -> Vec<Effect> {
        if self.phase != Phase::Lingering {
            return Vec::new();
        }
        self.phase = Phase::Settled;
        self.let_go(|_| true)
    }

    fn let_go(&mut self, is_wanted: fn(&Door) -> bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        for door in self.doors.iter_mut().filter(|door| is_wanted(door)) {
            let successor = door.claims.iter().find(|claim| !claim.is_lent).map(|claim| claim.number);
            let lent = door.claims.iter().filter(|claim| claim.is_lent);
            effects.extend(lent.map(|claim| Effect::Gone(claim.number, successor)));
            door.claims.retain(|claim| !claim.is_lent);
        }
        effects.extend(self.close_unclaimed());
        effects
    }

    fn close_unclaimed(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.doors.retain(|door| {
            if door.claims.is_empty() {
                effects.push(Effect::Close(door.id));
            }
            !door.claims.is_empty()
        });
        effects
    }
}

impl Door {
    fn answers(&self) -> Option<Number> {
        let in_service = self.claims.iter().find(|claim| !claim.is_lent && !claim.is_waiting);
        let lent = || self.claims.iter().find(|claim| claim.is_lent);
        in_service.or_else(lent).or_else(|| self.claims.last()).map(|claim| claim.number)
    }
}
