//! Where a program's permissions are enforced: natives ask here before they reach for anything.
//!
//! A question to a person holds the engine, whatever the call: the program stands still, the session and the
//! server do not. The engine looks again when its rules change; a save that interrupts it, *Stop* and the end
//! of the session end the wait.
//!
//! # Race surface
//! - *An answer that comes as the engine begins to wait*: rules are set before the inbox is woken, and looked
//!   at under its lock.
//! - *A link that is replaced between the look and the deed*: what is opened is opened by its real path, and
//!   through no link (`host/files.rs`).

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use rquickjs::function::{Func, Opt};
use rquickjs::object::Property;
use rquickjs::{Ctx, Exception, IntoJs, Object, Value, qjs};
use rustc_hash::FxHashMap;

use super::NO_GENERATION;
use super::context::{Control, Turn};
use super::io::{Fault, Reply};
use super::wire::FromEngine;
use crate::debug::pause::Agent;
use crate::ids::Generation;
use crate::permissions::{Kind, Level, Permissions, Wanted};

/// As the system counts them.
const MOST_LINKS: usize = 40;
/// A program that is denied more than this in one generation is told of no more.
const MOST_TOLD: usize = 64;
/// Names of this many addresses are remembered.
const MOST_NAMES: usize = 4096;

/// The names by which addresses were looked up: a list can name either.
#[derive(Clone, Debug, Default)]
pub struct Names(Arc<Mutex<FxHashMap<IpAddr, Vec<String>>>>);

impl Names {
    pub fn found(&self, name: &str, addresses: &[String]) {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if names.len() > MOST_NAMES {
            names.clear();
        }
        for address in addresses.iter().filter_map(|it| it.parse().ok()) {
            let known = names.entry(address).or_default();
            if !known.iter().any(|it| it == name) {
                known.push(name.to_owned());
            }
        }
    }

    /// An address, and what led to it.
    fn of(&self, address: &str) -> Vec<String> {
        let names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = address.parse().ok().and_then(|ip: IpAddr| names.get(&ip).cloned()).unwrap_or_default();
        known.into_iter().chain([address.to_owned()]).collect()
    }
}

pub struct Gate {
    control: Arc<Control>,
    turn: Rc<Turn>,
    agent: Rc<Agent>,
    told: RefCell<(Generation, BTreeSet<(Kind, String)>)>,
    pub names: Names,
}

impl Gate {
    pub fn new(control: &Arc<Control>, turn: &Rc<Turn>, agent: &Rc<Agent>) -> Rc<Self> {
        Rc::new(Self {
            control: Arc::clone(control),
            turn: Rc::clone(turn),
            agent: Rc::clone(agent),
            told: RefCell::new((NO_GENERATION, BTreeSet::new())),
            names: Names::default(),
        })
    }

    pub fn agent(&self) -> &Rc<Agent> {
        &self.agent
    }

    /// Nothing has to be looked at.
    pub fn is_open(&self) -> bool {
        !self.control.is_gated()
    }

    /// What a program is told when it may not; an error: the program is ended meanwhile.
    pub fn refusal(&self, ctx: &Ctx, wanted: &Wanted) -> rquickjs::Result<Option<Fault>> {
        if self.is_open() {
            return Ok(None);
        }
        let level = match self.control.permissions().decide(wanted) {
            Level::Ask => self.ask(ctx, wanted)?,
            level => level,
        };
        if level == Level::Allow {
            return Ok(None);
        }
        self.tell(wanted);
        Ok(Some(denied(wanted)))
    }

    /// The same of several things; the first that is refused counts.
    pub fn refusal_of(&self, ctx: &Ctx, wanted: &[Wanted]) -> rquickjs::Result<Option<Fault>> {
        for one in wanted {
            if let Some(fault) = self.refusal(ctx, one)? {
                return Ok(Some(fault));
            }
        }
        Ok(None)
    }

    /// For natives that have no other answer: throws Node's error.
    pub fn demand(&self, ctx: &Ctx, wanted: &Wanted) -> rquickjs::Result<()> {
        match self.refusal(ctx, wanted)? {
            None => Ok(()),
            Some(fault) => Err(thrown(ctx, fault)?),
        }
    }

    /// A connection to an address, by it or by a name that led to it.
    pub fn net(&self, host: &str, port: u16) -> Wanted {
        let hosts = if self.is_open() { vec![host.to_owned()] } else { self.names.of(host) };
        Wanted::Net { hosts, port }
    }

    /// What is said without a question.
    pub fn level(&self, wanted: &Wanted) -> Level {
        self.control.permissions().decide(wanted)
    }

    /// Waits until it is allowed or denied.
    fn ask(&self, ctx: &Ctx, wanted: &Wanted) -> rquickjs::Result<Level> {
        let rules = self.control.permissions();
        // What is behind a file is a question of its own kind.
        let asks = |kind: &&Kind| rules.rule(**kind).level == Level::Ask;
        let kind = wanted.kinds().iter().find(asks).copied().unwrap_or(wanted.kind());
        let generation = self.turn.generation.get();
        let asked = FromEngine::Asks { generation, kind, resource: wanted.resource() };
        self.turn.emit(asked);
        // What waits for a person is not busy.
        self.control.clock().end();
        let answer = self.agent.inbox.wait_until(|| {
            if self.control.is_interrupted(generation) {
                return Some(None);
            }
            let level = self.control.permissions().decide(wanted);
            (level != Level::Ask).then_some(Some(level))
        });
        self.control.clock().begin();
        match answer.flatten() {
            Some(level) => Ok(level),
            None => Err(ended(ctx)?),
        }
    }

    /// Says so, with the place, once in a generation.
    fn tell(&self, wanted: &Wanted) {
        let generation = self.turn.generation.get();
        let (kind, resource) = (wanted.kind(), wanted.resource());
        let mut told = self.told.borrow_mut();
        if told.0 != generation {
            *told = (generation, BTreeSet::new());
        }
        if told.1.len() >= MOST_TOLD || !told.1.insert((kind, resource.clone())) {
            return;
        }
        // SAFETY: on the engine's thread, inside a native that JavaScript called.
        let frames = self.control.walker().map(|walker| unsafe { walker.walk() }).unwrap_or_default();
        self.turn.emit(FromEngine::Denied { generation, kind, resource, frames });
    }
}

/// Permission denied, for who knows no more than the system's numbers.
const EACCES: i32 = 13;

fn denied(wanted: &Wanted) -> Fault {
    let permission = wanted.kind().node_name();
    Fault { errno: EACCES, code: "ERR_ACCESS_DENIED", message: wanted.resource(), permission }
}

/// Node's error.
fn thrown(ctx: &Ctx, fault: Fault) -> rquickjs::Result<rquickjs::Error> {
    let said = Permissions::REFUSAL;
    let error = Exception::from_message(ctx.clone(), said)?;
    error.prop("message", Property::from(said).writable().configurable())?;
    error.set("code", fault.code)?;
    error.set("permission", fault.permission)?;
    error.set("resource", fault.message)?;
    Ok(ctx.throw(error.into_value()))
}

/// The program is being ended: no `catch` and no `finally` of it sees this.
fn ended(ctx: &Ctx) -> rquickjs::Result<rquickjs::Error> {
    let error = Exception::from_message(ctx.clone(), "interrupted")?.into_value();
    // SAFETY: the value is an error of this context.
    unsafe { qjs::JS_SetUncatchableError(ctx.as_raw().as_ptr(), error.as_raw()) };
    Ok(ctx.throw(error))
}

/// What `process.permission` asks.
pub fn natives<'js>(ctx: &Ctx<'js>, gate: &Rc<Gate>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let shared = Rc::clone(gate);
    object.set("isOn", Func::from(move || !shared.is_open()))?;
    let shared = Rc::clone(gate);
    let has = move |scope: String, reference: Opt<Option<String>>| {
        let kinds = Kind::of_scope(&scope);
        let rules = shared.control.permissions();
        let is_allowed = |kind: &Kind| match (reference.0.as_ref().and_then(Option::as_ref), kind) {
            (None, kind) => rules.allows_all(*kind),
            (Some(named), Kind::Read | Kind::Write) => {
                rules.decide(&Wanted::Path { kind: *kind, path: real(named, true) }) == Level::Allow
            }
            (Some(named), Kind::Net) => rules.decide(&Wanted::host(named, 0)) == Level::Allow,
            (Some(named), Kind::Env) => rules.decide(&Wanted::Env { name: named.clone() }) == Level::Allow,
            (Some(named), Kind::Run) => {
                rules.decide(&Wanted::Run { file: Some(named.clone()) }) == Level::Allow
            }
        };
        !kinds.is_empty() && kinds.iter().all(is_allowed)
    };
    object.set("has", Func::from(has))?;
    Ok(object)
}

/// A refusal as natives answer it that answer at once.
pub fn refused<'js>(ctx: &Ctx<'js>, fault: Fault) -> rquickjs::Result<Value<'js>> {
    Reply::Fault(fault).into_js(ctx)
}

/// Where a path leads: absolute, links followed, and what is not there taken by its name. `follows`: a link
/// at its end too.
pub fn real(path: &str, follows: bool) -> PathBuf {
    let follows = follows || path.ends_with('/');
    let path = std::env::current_dir().unwrap_or_default().join(path);
    let mut left: Vec<PathBuf> = parts(&path);
    let mut found = PathBuf::from("/");
    let mut links = 0;
    while let Some(part) = left.pop() {
        if part.as_os_str() == ".." {
            found.pop();
            continue;
        }
        let at = found.join(&part);
        let is_last = left.is_empty();
        let target = if is_last && !follows { None } else { std::fs::read_link(&at).ok() };
        match target {
            Some(target) if links < MOST_LINKS => {
                links += 1;
                if target.is_absolute() {
                    found = PathBuf::from("/");
                }
                left.extend(parts(&target));
            }
            _ => found = at,
        }
    }
    found
}

/// Its components, the last first; `.` and `/` are none.
fn parts(path: &Path) -> Vec<PathBuf> {
    let own = |part: Component| match part {
        Component::Normal(name) => Some(PathBuf::from(name)),
        Component::ParentDir => Some(PathBuf::from("..")),
        _ => None,
    };
    path.components().rev().filter_map(own).collect()
}
