//! Every order of a small world, breadth first.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::rules::{Broken, Rule, holds};
use super::world::{Budget, Mistake, Move, NONE, World};

/// How a rule was broken, and the shortest way there.
pub struct Counterexample {
    pub broken: Broken,
    pub path: Vec<Move>,
}

impl fmt::Display for Counterexample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Broken { rule, how } = &self.broken;
        write!(f, "{rule:?}: {how}, after {:?}", self.path)
    }
}

pub struct Explored {
    pub states: usize,
    pub counterexample: Option<Counterexample>,
}

/// Tries everything; stops at the first rule that is broken.
pub fn explore(budget: &Budget, mistake: &'static Mistake) -> Explored {
    let mut search = Search::default();
    let counterexample = search.run(budget, mistake).err();
    Explored { states: search.came_by.len(), counterexample }
}

#[derive(Default)]
struct Search {
    known: HashMap<u64, u32>,
    /// How each state was first come to.
    came_by: Vec<Option<(u32, Move)>>,
    edges: Vec<(u32, u32)>,
    work: VecDeque<(u32, World)>,
}

impl Search {
    fn run(&mut self, budget: &Budget, mistake: &'static Mistake) -> Result<(), Counterexample> {
        let world = World::new(budget.clone(), mistake)
            .map_err(|broken| Counterexample { broken, path: Vec::new() })?;
        self.visit(world, None);
        while let Some((at, world)) = self.work.pop_front() {
            self.look(&world).map_err(|broken| Counterexample { broken, path: self.path(at, None) })?;
            for step in world.moves() {
                let mut next = world.clone();
                next.make(step)
                    .map_err(|broken| Counterexample { broken, path: self.path(at, Some(step)) })?;
                let to = self.visit(next, Some((at, step)));
                self.edges.push((at, to));
            }
        }
        let ends = holds(self.is_acyclic(), Rule::NothingStuck, || "it goes round in circles".into());
        ends.map_err(|broken| Counterexample { broken, path: Vec::new() })
    }

    fn look(&self, world: &World) -> Result<(), Broken> {
        world.check_stale()?;
        if world.moves().into_iter().all(Move::is_optional) { world.check_rest() } else { Ok(()) }
    }

    fn visit(&mut self, world: World, came_by: Option<(u32, Move)>) -> u32 {
        let mut hasher = DefaultHasher::new();
        world.hash(&mut hasher);
        let next = self.came_by.len() as u32;
        let id = *self.known.entry(hasher.finish()).or_insert(next);
        if id == next {
            self.came_by.push(came_by);
            self.work.push_back((id, world));
        }
        id
    }

    fn path(&self, to: u32, last: Option<Move>) -> Vec<Move> {
        let mut path: Vec<Move> = last.into_iter().collect();
        let mut at = to;
        while let Some((from, step)) = self.came_by[at as usize] {
            path.push(step);
            at = from;
        }
        path.reverse();
        path
    }

    /// Whether every way comes to an end: states are taken away whose predecessors are all gone.
    fn is_acyclic(&self) -> bool {
        let mut predecessors = vec![0_u32; self.came_by.len()];
        let mut successors = vec![Vec::new(); self.came_by.len()];
        for (from, to) in &self.edges {
            predecessors[*to as usize] += 1;
            successors[*from as usize].push(*to);
        }
        let mut free = vec![0_u32];
        let mut gone = 0;
        while let Some(state) = free.pop() {
            gone += 1;
            for to in &successors[state as usize] {
                predecessors[*to as usize] -= 1;
                if predecessors[*to as usize] == 0 {
                    free.push(*to);
                }
            }
        }
        gone == self.came_by.len()
    }
}

/// The start, two saves, and one of everything that makes it hard.
pub fn one_of_each() -> Budget {
    Budget { saves: 2, throws: 1, awaits: 1, holds: 1, pauses: 1, ..Budget::default() }
}

/// Turns that do not end.
pub fn busy() -> Budget {
    Budget { saves: 2, throws: 1, spins: 1, stuck: 1, pauses: 1, ..Budget::default() }
}

/// What the user asks for, and engines that go or must go.
pub fn wishes() -> Budget {
    Budget {
        saves: 1,
        holds: 1,
        pauses: 1,
        restarts: 1,
        stops: 1,
        losses: 1,
        poisons: 1,
        ..Budget::default()
    }
}

/// Two tools at once, and saves that are noticed twice.
pub fn holders() -> Budget {
    Budget { saves: 2, echoes: 1, holds: 2, ..Budget::default() }
}

#[test]
fn in_every_order_of_two_saves_a_rejection_an_await_a_suspension_and_a_pause_all_rules_hold() {
    all_rules_hold(&one_of_each(), 50_000);
}

#[test]
fn in_every_order_of_two_saves_and_turns_that_never_end_all_rules_hold() {
    all_rules_hold(&busy(), 20_000);
}

#[test]
fn in_every_order_of_wishes_losses_and_a_full_heap_all_rules_hold() {
    all_rules_hold(&wishes(), 20_000);
}

#[test]
fn in_every_order_of_two_holders_and_a_doubled_save_all_rules_hold() {
    all_rules_hold(&holders(), 20_000);
}

/// So small a number of states means that the world does not do what it should.
#[track_caller]
fn all_rules_hold(budget: &Budget, at_least: usize) {
    let explored = explore(budget, &NONE);
    if let Some(counterexample) = &explored.counterexample {
        panic!("{counterexample}");
    }
    assert!(explored.states > at_least, "{} states", explored.states);
}
