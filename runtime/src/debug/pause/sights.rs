//! Variables that somebody looks at, with or without a debugger. Those of a module are read where its live
//! instance keeps them. Those of a function exist while it runs: the probes of a function that was looked at
//! keep what they were; a function that nobody looks at costs nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::{Duration, Instant};

use rquickjs::{Ctx, Value};
use serde::Deserialize;

use super::Agent;
use super::stops::Script;
use super::view::{Read, View, roots_of};
use crate::debug::frames::variables::{Content, Slot};
use crate::debug::wire::{RawHome, RawLook, RawSeen, WatchedFunction};
use crate::engine::wire::FromEngine;
use crate::ids::{Generation, LookAsk, VersionId};
use crate::sight::THIS;

/// To show one value takes no longer.
const LONGEST_MS: u64 = 50;
/// Frames that are searched for a call of a function.
const MAX_FRAMES: usize = 200;

#[derive(Default)]
pub struct Sights {
    functions: Vec<Function>,
    /// Versions whose probes may stand otherwise than they should.
    dirty: BTreeSet<VersionId>,
    pace: Pace,
}

/// A variable of a function, and the properties that lead on from it.
type Key = (u16, Vec<String>);

struct Function {
    version: VersionId,
    number: u32,
    script: Rc<Script>,
    variables: Vec<String>,
    paths: Vec<Key>,
    probes: BTreeMap<u32, Vec<u16>>,
    last: BTreeMap<Key, Last>,
    is_sampled: bool,
}

/// What a variable was, and when.
#[derive(Clone)]
struct Last {
    shown: Shown,
    probe: u32,
    generation: Generation,
}

/// What the prelude says of a value.
#[derive(Clone, Deserialize)]
enum Shown {
    Value {
        text: String,
        kind: String,
    },
    Computed,
    /// No field of that private name: a method or an accessor, or an object of another class.
    Gone,
}

impl Shown {
    fn seen(self, probe: Option<u32>, is_sampled: bool) -> RawSeen {
        match self {
            Self::Value { text, kind } => RawSeen::Value { text, kind, probe, is_sampled },
            Self::Computed => RawSeen::Computed,
            Self::Gone => RawSeen::Gone,
        }
    }
}

/// What one probe keeps: the number of the function among those that are watched, and what of it.
struct Wanted {
    function: usize,
    keys: Vec<(String, Key)>,
}

impl Sights {
    /// What is known of the function stays.
    pub fn watch(&mut self, told: WatchedFunction) {
        let WatchedFunction { script, function: number, variables, paths, probes } = told;
        let (version, script) = Script::new(script);
        let known = self.position(version, number).map(|at| self.functions.swap_remove(at));
        let (last, is_sampled) = known.map(|known| (known.last, known.is_sampled)).unwrap_or_default();
        let probes = probes.into_iter().collect();
        let function = Function { version, number, script, variables, paths, probes, last, is_sampled };
        self.functions.push(function);
        self.dirty.insert(version);
        self.pace = Pace::default();
    }

    pub fn unwatch(&mut self, version: VersionId, number: u32) {
        self.functions.retain(|it| (it.version, it.number) != (version, number));
        self.dirty.insert(version);
    }

    pub fn script(&self, version: VersionId) -> Option<Rc<Script>> {
        self.functions.iter().find(|it| it.version == version).map(|it| Rc::clone(&it.script))
    }

    pub fn take_dirty(&mut self) -> BTreeSet<VersionId> {
        std::mem::take(&mut self.dirty)
    }

    pub fn probes_of(&self, version: VersionId) -> impl Iterator<Item = u32> {
        let watched = self.functions.iter().filter(move |it| it.version == version && !self.pace.rests());
        watched.flat_map(|it| it.probes.keys().copied())
    }

    fn position(&self, version: VersionId, number: u32) -> Option<usize> {
        self.functions.iter().position(|it| (it.version, it.number) == (version, number))
    }

    /// `None`: the probe is none of theirs.
    fn wanted(&self, version: VersionId, probe: u32) -> Vec<Wanted> {
        let here = self.functions.iter().enumerate().filter(|(_, it)| it.version == version);
        let wanted = here.filter_map(|(function, it)| {
            let seen = it.probes.get(&probe)?;
            let whole = seen.iter().map(|variable| (*variable, Vec::new()));
            let parts = it.paths.iter().filter(|(variable, _)| seen.contains(variable)).cloned();
            let named = whole.chain(parts);
            let keys = named.filter_map(|key| Some((it.variables.get(usize::from(key.0))?.clone(), key)));
            Some(Wanted { function, keys: keys.collect() })
        });
        wanted.collect()
    }

    fn keep(&mut self, function: usize, key: Key, last: Last) {
        if let Some(function) = self.functions.get_mut(function) {
            function.last.insert(key, last);
        }
    }

    /// Probes have been looked at for so long; answers whether they rest now.
    fn took(&mut self, now: Instant, spent: Duration) -> bool {
        let rests = self.pace.took(now, spent);
        if rests {
            self.dirty.extend(self.functions.iter().map(|it| it.version));
            self.functions.iter_mut().for_each(|it| it.is_sampled = true);
        }
        rests
    }
}

impl Agent {
    /// A probe of a function that somebody looks at: what its variables are is kept.
    pub(super) fn record(&self, ctx: &Ctx, version: VersionId, probe: u32) {
        let wanted = self.sights.borrow().wanted(version, probe);
        if wanted.is_empty() {
            return;
        }
        let begun = Instant::now();
        let was_polling = self.is_polling.replace(true);
        let generation = self.turn.generation.get();
        self.quietly(|| {
            let view = View::new(self, 1, Some((version, probe)));
            if !view.holds(0) {
                return;
            }
            for Wanted { function, keys } in wanted {
                for (name, key) in keys {
                    // One that is not initialised yet is what it was in an earlier call.
                    let Some(Read::Value(value)) = self.read_in(ctx, &view, 0, &name) else { continue };
                    if let Some(shown) = self.shown_at(ctx, value, &key.1) {
                        self.sights.borrow_mut().keep(function, key, Last { shown, probe, generation });
                    }
                }
            }
        });
        self.is_polling.set(was_polling);
        let now = Instant::now();
        let rests = self.sights.borrow_mut().took(now, now - begun);
        if rests {
            self.arm(ctx);
        }
    }

    /// Probes that have rested for long enough are armed again.
    pub fn watch_on(&self, ctx: &Ctx) {
        if self.may_watch_on() {
            let mut sights = self.sights.borrow_mut();
            sights.pace.goes_on(Instant::now());
            let versions: Vec<VersionId> = sights.functions.iter().map(|it| it.version).collect();
            sights.dirty.extend(versions);
            drop(sights);
            self.arm(ctx);
        }
    }

    pub fn may_watch_on(&self) -> bool {
        self.sights
            .try_borrow()
            .is_ok_and(|sights| sights.pace.rests() && sights.pace.is_over(Instant::now()))
    }

    pub(super) fn answer_look(&self, ctx: &Ctx, ask: LookAsk, look: &RawLook) {
        let known = self.quietly(|| self.look_at(ctx, look));
        let (generation, seen) = known.unwrap_or((self.turn.generation.get(), RawSeen::Gone));
        self.turn.emit(FromEngine::Looked { ask, generation, seen });
    }

    fn look_at(&self, ctx: &Ctx, look: &RawLook) -> Option<(Generation, RawSeen)> {
        let now = self.turn.generation.get();
        let read = match &look.home {
            RawHome::Module => self.read_of_module(ctx, look)?,
            RawHome::Import { slot, imported } => {
                let asked = (look.version.0, *slot, super::NullOr(imported.clone()));
                let read: Value = self.log(self.call(ctx, "modules", "readImport", asked))?;
                let read = read.into_array()?;
                if read.get::<bool>(0).ok()? { Read::Value(read.get(1).ok()?) } else { Read::Uninitialized }
            }
            RawHome::Local { function, variable } => match self.read_of_call(ctx, look, *function) {
                Some(Read::Value(value)) => Read::Value(value),
                Some(Read::Uninitialized) | None => return self.kept_of(look, *function, *variable),
            },
        };
        Some(match read {
            Read::Value(value) => (now, self.shown_at(ctx, value, &look.path)?.seen(None, false)),
            Read::Uninitialized => (now, RawSeen::Uninitialized),
        })
    }

    /// What the module's function has captured that captured all of its variables.
    fn read_of_module<'js>(&self, ctx: &Ctx<'js>, look: &RawLook) -> Option<Read<'js>> {
        let walker = self.control.walker()?;
        let roots = roots_of(self, ctx, look.version)?;
        let all = walker.captured_variables(ctx, &roots);
        let slot = all.iter().find(|variable| variable.name == look.variable)?.slot;
        let Slot::Captured(index) = slot else { return None };
        Some(match walker.read_captured(ctx, &roots, index)? {
            Content::Value(value) => Read::Value(value),
            Content::Uninitialized => Read::Uninitialized,
        })
    }

    /// The innermost call of the function that runs, or is stopped.
    fn read_of_call<'js>(&self, ctx: &Ctx<'js>, look: &RawLook, number: u32) -> Option<Read<'js>> {
        let probe = {
            let sights = self.sights.borrow();
            let function = sights.functions.get(sights.position(look.version, number)?)?;
            // Which of several variables of one name a frame shows depends on where it stands.
            if function.variables.iter().filter(|name| **name == look.variable).count() > 1 {
                return None;
            }
            *function.probes.keys().next()?
        };
        let stopped = self.view.borrow().clone();
        let view = stopped.unwrap_or_else(|| Rc::new(View::new(self, MAX_FRAMES, None)));
        let is_it =
            |index: &u32| view.frame(*index).version == look.version && view.runs(self, *index, probe);
        let index = view.frames().find(is_it)?;
        self.read_in(ctx, &view, index, &look.variable)
    }

    fn kept_of(&self, look: &RawLook, number: u32, variable: u16) -> Option<(Generation, RawSeen)> {
        let sights = self.sights.borrow();
        let function = sights.functions.get(sights.position(look.version, number)?)?;
        let Some(last) = function.last.get(&(variable, look.path.clone())) else {
            return Some((self.turn.generation.get(), RawSeen::NotCalled));
        };
        Some((last.generation, last.shown.clone().seen(Some(last.probe), function.is_sampled)))
    }

    fn read_in<'js>(&self, ctx: &Ctx<'js>, view: &View, index: u32, name: &str) -> Option<Read<'js>> {
        if name == THIS {
            return Some(match view.this(self, ctx, index)? {
                Content::Value(value) => Read::Value(value),
                Content::Uninitialized => Read::Uninitialized,
            });
        }
        view.read(self, ctx, index, view.find(self, ctx, index, name)?)
    }

    fn shown_at<'js>(&self, ctx: &Ctx<'js>, value: Value<'js>, path: &[String]) -> Option<Shown> {
        let path = self.log(self.list_of(ctx, path.to_vec()))?;
        let text: rquickjs::Result<String> =
            self.evaluating(Some(LONGEST_MS), || self.call(ctx, "remote", "sight", (value, path)));
        if text.is_err() && self.has_run_out.replace(false) {
            let _interrupted = ctx.catch();
            let (text, kind) = ("(too much to be shown)".to_owned(), "large".to_owned());
            return Some(Shown::Value { text, kind });
        }
        let text = self.log(text)?;
        let shown = serde_json::from_str(&text);
        shown.map_err(|error| tracing::error!("a sight cannot be read: {error}")).ok()
    }
}

/// How much of the time probes may take that are looked at: a program that calls a function all the time
/// is not slowed down by who looks at it. What begins is looked at whole, what goes on for a share of it.
#[derive(Debug)]
struct Pace {
    left: Duration,
    since: Option<Instant>,
    until: Option<Instant>,
}

/// So much at once.
const BURST: Duration = Duration::from_millis(50);
/// One part in so many of the time; and the least for which probes are armed again.
const SHARE: u32 = 20;
const LEAST: Duration = Duration::from_millis(5);

impl Default for Pace {
    fn default() -> Self {
        Self { left: BURST, since: None, until: None }
    }
}

impl Pace {
    /// Answers whether it is enough for now.
    fn took(&mut self, now: Instant, spent: Duration) -> bool {
        let earned = self.since.map_or(Duration::ZERO, |since| (now - since) / SHARE);
        let left = (self.left + earned).min(BURST);
        self.since = Some(now);
        self.left = left.saturating_sub(spent);
        if self.left.is_zero() {
            self.until = Some(now + (spent.saturating_sub(left) + LEAST) * SHARE);
        }
        self.rests()
    }

    /// It has rested.
    fn goes_on(&mut self, now: Instant) {
        *self = Self { left: LEAST, since: Some(now), until: None };
    }

    fn rests(&self) -> bool {
        self.until.is_some()
    }

    fn is_over(&self, now: Instant) -> bool {
        self.until.is_some_and(|until| until <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_is_looked_at_whole_and_what_goes_on_for_a_twentieth_of_the_time() {
        let begin = Instant::now();
        let at = |ms: u64| begin + Duration::from_millis(ms);
        let mut pace = Pace::default();
        for ms in 0..49 {
            assert!(!pace.took(at(ms), Duration::from_millis(1)), "{ms}");
        }
        // 50 ms, and the 2.4 ms that came meanwhile.
        let rests: Vec<bool> = (49..53).map(|ms| pace.took(at(ms), Duration::from_millis(1))).collect();
        assert_eq!(rests, [false, false, false, true]);
        assert!(!pace.is_over(at(150)) && pace.is_over(at(200)));
        pace.goes_on(at(200));
        assert!(!pace.took(at(200), Duration::from_millis(4)));
        for round in 1..100 {
            assert!(!pace.took(at(200 + round * 80), Duration::from_millis(4)), "4 ms of 80 are a twentieth");
        }
        assert!(pace.took(at(8200), Duration::from_millis(60)));
        assert!(!pace.is_over(at(9300)) && pace.is_over(at(9600)), "what took long rests long");
    }
}
