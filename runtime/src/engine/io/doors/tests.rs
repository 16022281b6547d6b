//! Tables of what each event makes of a door, and random sequences that keep what was promised.

use std::collections::BTreeSet;

use super::{Doors, Effect, Event, Phase, Place};
use crate::engine::io::Number;

fn n(number: u32) -> Number {
    Number::new(f64::from(number))
}

fn tcp(port: u16) -> Place {
    Place::Tcp { ip: "::".into(), port, any: None }
}

fn any(module: u32) -> Place {
    Place::Tcp { ip: "::".into(), port: 0, any: Some(module) }
}

fn opens(number: u32, place: Place) -> Event {
    Event::Opens { number: n(number), place }
}

fn leaves<const N: usize>(numbers: [u32; N]) -> Event {
    Event::Leaves(numbers.map(n).to_vec())
}

const WELL: Event = Event::Comes { well: true };
const BADLY: Event = Event::Comes { well: false };

/// Each event with the effects it has, in their order.
fn play(doors: &mut Doors, story: &[(Event, &[Effect])]) {
    for (index, (event, effects)) in story.iter().enumerate() {
        assert_eq!(doors.step(event.clone()), *effects, "{index}: {event:?} in {doors:#?}");
    }
}

/// Server 1 listens at port 3000, and its generation did well.
fn serving() -> Doors {
    let mut doors = Doors::default();
    play(&mut doors, &[(Event::Begins, &[]), (opens(1, tcp(3000)), &[Effect::Bind(n(1))]), (WELL, &[])]);
    assert_eq!(doors.phase(), Phase::Settled);
    doors
}

/// It is lent to the generation that has begun.
fn lent() -> Doors {
    let mut doors = serving();
    play(&mut doors, &[(Event::Begins, &[]), (leaves([1]), &[Effect::Lend(n(1))])]);
    doors
}

#[test]
fn a_server_that_listens_where_one_is_lent_takes_its_door_over() {
    let mut doors = lent();
    assert_eq!(doors.answers(n(1)), Some(n(1)));
    play(&mut doors, &[(opens(2, tcp(3000)), &[Effect::Take(n(2), n(1))])]);
    assert_eq!(doors.answers(n(1)), Some(n(2)));
    play(&mut doors, &[(WELL, &[Effect::Gone(n(1), Some(n(2)))])]);
    assert_eq!((doors.answers(n(1)), doors.phase()), (Some(n(2)), Phase::Settled));
    play(&mut doors, &[(Event::Closes(n(2)), &[Effect::Close(n(1))])]);
    assert_eq!(doors.answers(n(1)), None);
}

#[test]
fn a_generation_that_fails_gives_the_door_back() {
    let mut doors = lent();
    play(&mut doors, &[(opens(2, tcp(3000)), &[Effect::Take(n(2), n(1))]), (BADLY, &[])]);
    assert_eq!(doors.answers(n(1)), Some(n(1)));
    // The next one keeps the module that listens, and only mends what threw.
    play(&mut doors, &[(Event::Begins, &[]), (leaves([]), &[Effect::Lend(n(1))])]);
    assert_eq!(doors.answers(n(1)), Some(n(1)), "who waits does so until a generation does well");
    play(&mut doors, &[(WELL, &[Effect::Gone(n(1), Some(n(2)))])]);
    assert_eq!(doors.answers(n(1)), Some(n(2)));
}

#[test]
fn what_failed_is_not_lent_to_the_next_where_something_good_is() {
    let mut doors = lent();
    play(
        &mut doors,
        &[
            (opens(2, tcp(3000)), &[Effect::Take(n(2), n(1))]),
            (BADLY, &[]),
            (Event::Begins, &[]),
            (leaves([2]), &[Effect::Lend(n(1)), Effect::Gone(n(2), None)]),
            (opens(3, tcp(3000)), &[Effect::Take(n(3), n(1))]),
            (WELL, &[Effect::Gone(n(1), Some(n(3)))]),
        ],
    );
}

#[test]
fn a_first_generation_that_fails_is_lent_all_the_same() {
    let mut doors = Doors::default();
    play(
        &mut doors,
        &[
            (Event::Begins, &[]),
            (opens(1, tcp(3000)), &[Effect::Bind(n(1))]),
            (BADLY, &[]),
            (Event::Begins, &[]),
            (leaves([1]), &[Effect::Lend(n(1))]),
            (opens(2, tcp(3000)), &[Effect::Take(n(2), n(1))]),
            (WELL, &[Effect::Gone(n(1), Some(n(2)))]),
        ],
    );
}

#[test]
fn a_door_that_nobody_wants_stays_until_it_is_said_that_nobody_will() {
    let mut doors = lent();
    play(&mut doors, &[(WELL, &[]), (Event::Looks, &[])]);
    assert_eq!((doors.answers(n(1)), doors.phase()), (Some(n(1)), Phase::Lingering));
    let mut late = doors.clone();
    play(&mut doors, &[(Event::Over, &[Effect::Gone(n(1), None), Effect::Close(n(1))])]);
    assert_eq!(doors.phase(), Phase::Settled);
    let taken = Effect::Gone(n(1), Some(n(2)));
    play(&mut late, &[(opens(2, tcp(3000)), &[Effect::Take(n(2), n(1))]), (Event::Looks, &[taken])]);
    assert_eq!((late.answers(n(1)), late.phase()), (Some(n(2)), Phase::Settled));
}

#[test]
fn what_answered_in_a_generation_that_never_came_to_an_end_is_lent() {
    let mut doors = lent();
    play(
        &mut doors,
        &[
            (opens(2, tcp(3000)), &[Effect::Take(n(2), n(1))]),
            (Event::Begins, &[]),
            (leaves([2]), &[Effect::Gone(n(1), None), Effect::Lend(n(2))]),
            (BADLY, &[]),
        ],
    );
    assert_eq!(doors.answers(n(1)), Some(n(2)));
}

#[test]
fn ports_that_the_system_chose_are_kept_in_the_order_of_each_module() {
    let mut doors = Doors::default();
    for (number, module, port) in [(1, 7, 40_001), (2, 7, 40_002), (3, 8, 40_003)] {
        play(&mut doors, &[(opens(number, any(module)), &[Effect::Bind(n(number))])]);
        play(&mut doors, &[(Event::Bound { number: n(number), port }, &[])]);
    }
    let stay = [Effect::Lend(n(1)), Effect::Lend(n(2)), Effect::Lend(n(3))];
    play(&mut doors, &[(Event::Begins, &[]), (leaves([1, 2, 3]), &stay)]);
    play(
        &mut doors,
        &[
            (opens(4, any(8)), &[Effect::Take(n(4), n(3))]),
            (opens(5, any(7)), &[Effect::Take(n(5), n(1))]),
            // Asked for by its number it is the same port.
            (opens(6, tcp(40_002)), &[Effect::Take(n(6), n(2))]),
            (opens(7, any(7)), &[Effect::Bind(n(7))]),
        ],
    );
}

#[test]
fn a_lent_door_gives_way_to_another_address_of_its_port() {
    let mut doors = lent();
    let loopback = Place::Tcp { ip: "127.0.0.1".into(), port: 3000, any: None };
    play(
        &mut doors,
        &[
            (opens(2, loopback), &[Effect::Bind(n(2))]),
            (Event::Refused { number: n(2) }, &[Effect::Close(n(1)), Effect::Gone(n(1), Some(n(2)))]),
            (Event::Refused { number: n(2) }, &[]),
        ],
    );
}

#[test]
fn paths_are_found_by_their_name_alone() {
    let mut doors = Doors::default();
    let path = |name: &str| Place::Path(name.into());
    play(
        &mut doors,
        &[
            (opens(1, path("/a")), &[Effect::Bind(n(1))]),
            (Event::Begins, &[]),
            (leaves([1]), &[Effect::Lend(n(1))]),
            (opens(2, path("/b")), &[Effect::Bind(n(2))]),
            (opens(3, path("/a")), &[Effect::Take(n(3), n(1))]),
        ],
    );
}

/// What the shell would have, made of effects alone.
#[derive(Default)]
struct World {
    doors: Doors,
    /// Servers that nobody has closed and nobody was told are gone, and where they listen.
    servers: Vec<(Number, u16)>,
    in_service: BTreeSet<u64>,
    /// Sockets that are open.
    open: Vec<(Number, u16)>,
    /// Ports that were answered when the last generation did well, and were not closed by the program.
    owed: BTreeSet<u16>,
    next: u32,
}

impl World {
    fn step(&mut self, event: Event) {
        let effects = self.doors.step(event.clone());
        for effect in effects {
            match effect {
                Effect::Bind(number) => {
                    let port = self.port_of(number);
                    assert!(
                        self.open.iter().all(|(_, open)| *open != port),
                        "{port} is bound twice: {event:?}"
                    );
                    self.open.push((number, port));
                }
                Effect::Take(number, door) => {
                    assert!(self.open.contains(&(door, self.port_of(number))), "{event:?}");
                }
                Effect::Lend(number) => assert!(!self.in_service.contains(&number.0)),
                Effect::Gone(number, successor) => {
                    let port = self.port_of(number);
                    self.servers.retain(|(server, _)| *server != number);
                    assert!(successor.is_none_or(|successor| self.port_of(successor) == port), "{event:?}");
                }
                Effect::Close(door) => self.open.retain(|(open, _)| *open != door),
            }
        }
        self.check(&event);
    }

    fn port_of(&self, number: Number) -> u16 {
        self.servers.iter().find(|(server, _)| *server == number).expect("a server that is there").1
    }

    fn check(&self, event: &Event) {
        for (door, port) in &self.open {
            let answers = self.doors.answers(*door).expect("every open door is answered");
            assert_eq!(self.port_of(answers), *port, "{event:?}");
        }
        for (number, port) in &self.servers {
            assert!(self.open.iter().any(|(_, open)| open == port), "{number:?} has no door after {event:?}");
        }
        if matches!(self.doors.phase(), Phase::Running | Phase::Failed) {
            for port in &self.owed {
                assert!(self.open.iter().any(|(_, open)| open == port), "{port} was closed by {event:?}");
            }
        }
        if self.doors.phase() == Phase::Settled {
            for (number, _) in &self.servers {
                assert!(self.in_service.contains(&number.0), "{number:?} is left over after {event:?}");
            }
        }
    }
}

#[test]
fn whatever_happens_every_open_door_is_answered_and_none_is_left_over() {
    for seed in 0..400_u64 {
        let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut below = move |most: u64| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random % most
        };
        let mut world = World::default();
        for _ in 0..200 {
            match below(8) {
                0..=2 => {
                    let port = 3000 + below(3) as u16;
                    let taken =
                        |(number, at): &(Number, u16)| *at == port && world.in_service.contains(&number.0);
                    // The system refuses it: the policy is not asked twice.
                    if world.servers.iter().any(taken) {
                        continue;
                    }
                    world.next += 1;
                    let number = n(world.next);
                    world.servers.push((number, port));
                    world.in_service.insert(number.0);
                    world.step(opens(world.next, tcp(port)));
                }
                3 => {
                    let Some((number, port)) = world.servers.first().copied() else { continue };
                    world.servers.remove(0);
                    world.in_service.remove(&number.0);
                    world.owed.remove(&port);
                    world.step(Event::Closes(number));
                }
                4 | 5 => {
                    world.step(Event::Begins);
                    let leaving: Vec<Number> = (world.servers.iter().map(|(number, _)| *number))
                        .filter(|number| world.in_service.contains(&number.0) && below(3) > 0)
                        .collect();
                    for number in &leaving {
                        world.in_service.remove(&number.0);
                    }
                    world.step(Event::Leaves(leaving));
                }
                6 => {
                    let well = below(2) == 0;
                    if world.doors.phase() == Phase::Running {
                        world.step(Event::Comes { well });
                    }
                    world.step(Event::Looks);
                }
                _ => world.step(Event::Over),
            }
            if world.doors.phase() == Phase::Settled {
                world.owed = world.open.iter().map(|(_, port)| *port).collect();
            }
        }
    }
}
