//! The model that was there first, and the machine: both decide the same.
//!
//! `model_edges.txt` is the graph of that model for two saves of every kind of text, for the design that
//! was built (an error carries its map, generations share a realm): the names of its 43 steps, then for
//! each of its 1,656 states what leads where. The machine walks along. Where the model may wait before
//! it decides, the machine decides at once, so its decision is the only step taken from there.
//!
//! Where the machine differs, and why:
//! - the model stops a preparation for a newer save; the machine lets it end and drops the answer, since
//!   a graph that is half read is of no use;
//! - so a text that does not parse is not told once a newer one was saved, where the model tells both;
//! - the model drops a save of the text it has; the machine has it prepared, and the answer is that
//!   nothing changed, which tools are told (or that it still does not parse);
//! - a top-level await has a grace before it is superseded, a loop before it is interrupted.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::*;
use crate::reload::state::State;

static MODEL: &str = include_str!("model_edges.txt");

type Version = u8;

/// The machine with the little round it that the model's steps need.
#[derive(Clone, Default, Hash)]
struct Side {
    state: State,
    now: Duration,
    disk: Version,
    /// What the preparing thread has read; nothing yet.
    preparing: Option<(Attempt, Option<Version>)>,
    plan: Option<(Attempt, Version)>,
    applied: Option<Version>,
    broken: Option<Version>,
    evaluated: Vec<Version>,
    running: Option<Generation>,
    // Decided by the machine, and not yet by the model.
    handed_over: Option<(Generation, Version)>,
    error_told: Option<Version>,
    refusal_told: Option<Version>,
    has_interrupted: bool,
}

impl Side {
    fn give(&mut self, event: Event) -> Result<(), String> {
        for effect in self.state.step(self.now, event) {
            match effect {
                Effect::Prepare(attempt) => self.preparing = Some((attempt, None)),
                Effect::Commit { attempt, generation } => {
                    let plan = self.plan.take().filter(|(of, _)| *of == attempt);
                    let (_, version) = plan.ok_or("a commit without a plan")?;
                    self.applied = Some(version);
                    self.handed_over = Some((generation, version));
                }
                Effect::Answer(_) => {
                    self.refusal_told =
                        self.plan.take().map(|(_, it)| it).filter(|it| self.broken == Some(*it))
                }
                Effect::Interrupt(_) => self.has_interrupted = true,
                Effect::TellHeld(_) => {}
                effect => return Err(format!("{effect:?}")),
            }
        }
        Ok(())
    }

    /// The preparation of a version ends, and again if its answer was dropped for a save of the same.
    fn prepared(&mut self, version: Version) -> Result<(), String> {
        while let Some((attempt, read)) = self.preparing.take() {
            if read.unwrap_or(self.disk) != version {
                self.preparing = Some((attempt, read));
                break;
            }
            self.plan = Some((attempt, version));
            let answer = if self.broken == Some(version) {
                Answer::Refused
            } else if self.applied == Some(version) {
                Answer::Unchanged
            } else {
                Answer::Ready
            };
            self.give(Event::Prepared { attempt, answer })?;
        }
        Ok(())
    }

    fn pass_time(&mut self) -> Result<(), String> {
        self.now = self.state.alarm().ok_or("nothing is timed")?;
        self.give(Event::TimePassed)
    }

    fn came(&mut self, outcome: Came) -> Result<(), String> {
        let generation = self.running.ok_or("nothing runs")?;
        self.give(Event::Came { generation, outcome })
    }

    /// Takes one step of the model.
    fn follow(&mut self, label: &str) -> Result<(), String> {
        let version = label.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').next();
        let version = version.unwrap_or(0);
        let words: Vec<&str> =
            label.split(' ').filter(|word| !word.starts_with('v') || word.len() > 2).collect();
        match words[..] {
            ["save", ..] => self.disk += 1,
            ["event(s)"] => self.give(Event::Saved)?,
            ["prepare"] => {
                if let Some((_, Some(older))) = self.preparing {
                    self.prepared(older)?;
                }
                let preparing = self.preparing.as_mut().ok_or("nothing is prepared")?;
                preparing.1 = Some(version);
            }
            ["transpiled"] => self.prepared(version)?,
            ["transpile", "error"] => {
                self.broken = Some(version);
                self.prepared(version)?;
            }
            ["report", "transpile", "error"] => {
                let is_superseded = version < self.disk;
                let told = self.refusal_told.take();
                if told != Some(version) && !is_superseded {
                    return Err("not refused".into());
                }
            }
            ["same", "content:", "skip"] => {
                if let Some((_, None)) = self.preparing {
                    self.prepared(self.disk)?;
                    self.refusal_told = None;
                }
            }
            ["commit"] => self.committed(version)?,
            ["throws"] | ["rejects"] => {
                self.error_told = Some(version);
                self.came(Came::ToRest)?;
            }
            ["timer", "of", "throws"] | ["late", "error", "of"] => self.error_told = Some(version),
            ["ok"] | ["ok,", "timer", "armed"] | ["settles"] => self.came(Came::ToRest)?,
            ["parks", "on", "await"] => self.came(Came::Pending)?,
            ["busy", "loop"] => {}
            ["debugger", "pauses"] => self.give(Event::Paused { generation: self.state.generation })?,
            ["resume", "or", "detach"] => {
                self.give(Event::Resumed { generation: self.state.generation })?;
                self.came(Came::ToRest)?;
            }
            ["interrupt"] => {
                self.pass_time()?;
                if !std::mem::take(&mut self.has_interrupted) {
                    return Err("not interrupted".into());
                }
                self.error_told = Some(version);
                self.came(Came::ToRest)?;
            }
            ["report", "with", "map", _] => {
                if self.error_told.take() != Some(version) {
                    return Err("no error was told".into());
                }
            }
            _ => return Err("no such step".into()),
        }
        Ok(())
    }

    fn committed(&mut self, version: Version) -> Result<(), String> {
        if self.handed_over.is_none() {
            self.pass_time()?;
        }
        let handed_over = self.handed_over.take().filter(|(_, it)| *it == version);
        let (generation, _) = handed_over.ok_or("not handed over")?;
        if self.evaluated.contains(&version) {
            return Err("evaluated twice".into());
        }
        self.evaluated.push(version);
        self.running = Some(generation);
        self.give(Event::Began { generation })
    }

    /// What the machine has decided, as the model's step that decides the same; in the order of telling.
    fn decided(&self) -> Option<String> {
        let error = self.error_told.map(|version| format!("report v{version} with map {version}"));
        let refusal = self.refusal_told.map(|version| format!("report transpile error v{version}"));
        let commit = self.handed_over.map(|(_, version)| format!("commit v{version}"));
        error.or(refusal).or(commit)
    }

    /// Whether it will come to a decision of the model by itself.
    fn comes_to(&self, label: &str) -> bool {
        match label.split(' ').next() {
            Some("commit" | "interrupt") => self.state.alarm().is_some(),
            Some("prepare") => self.preparing.is_some(),
            _ => true,
        }
    }
}

struct Model {
    labels: Vec<&'static str>,
    states: Vec<Vec<(usize, usize)>>,
}

fn model() -> Model {
    let (labels, states) = MODEL.split_once("\n\n").expect("names, then states");
    let edge = |edge: &str| {
        let (label, to) = edge.split_once('>').expect("a step and where it leads");
        (label.parse().expect("a number"), to.parse().expect("a number"))
    };
    let states = states.lines().map(|line| line.split_whitespace().map(edge).collect()).collect();
    Model { labels: labels.lines().collect(), states }
}

#[test]
fn the_machine_decides_as_the_model_does_along_its_whole_graph() {
    let Model { labels, states } = model();
    let mut seen = HashSet::new();
    let mut walked = HashSet::new();
    let mut work = vec![(0, Side::default(), Vec::<&str>::new())];
    while let Some((at, side, path)) = work.pop() {
        let decided = side.decided();
        let edges = &states[at];
        let is_at_rest = side.state.is_settled() && side.state.alarm().is_none() && decided.is_none();
        assert!(!edges.is_empty() || is_at_rest, "{path:?}: the model is at rest");
        let is_skip = |edge: &&(usize, usize)| labels[edge.0] == "same content: skip";
        let is_decided = |edge: &&(usize, usize)| Some(labels[edge.0]) == decided.as_deref();
        let next: Vec<&(usize, usize)> = match &decided {
            None => edges.iter().collect(),
            Some(_) => edges.iter().filter(is_decided).collect(),
        };
        // A save that changed nothing does not keep the model from it for long.
        let next = if next.is_empty() { edges.iter().filter(is_skip).collect() } else { next };
        assert!(!next.is_empty() || decided.is_none(), "{path:?}: the model does not {decided:?}");
        for (label, to) in next {
            let name = labels[*label];
            assert!(decided.is_some() || side.comes_to(name), "{path:?}: the machine does not {name}");
            let mut side = side.clone();
            let mut path = path.clone();
            path.push(name);
            if let Err(error) = side.follow(name) {
                panic!("{path:?}: {error}");
            }
            walked.insert((at, *label));
            let mut hasher = DefaultHasher::new();
            side.hash(&mut hasher);
            if seen.insert((*to, hasher.finish())) {
                work.push((*to, side, path));
            }
        }
    }
    let all: usize = states.iter().map(Vec::len).sum();
    // The others are orders in which the model waits where the machine has decided.
    assert_eq!((walked.len(), all), (2642, 3035));
}
