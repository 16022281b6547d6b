//! What was told of where to stop, and the decision at a probe.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use rquickjs::{Ctx, Function, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Agent;
use crate::debug::message::{BreakpointId, ConsoleKind, ExceptionMode, Hits};
use crate::debug::scopes::ScopeTable;
use crate::debug::stepping::{Reached, Step};
use crate::debug::wire::{DebugScript, Go, Modes, RawReason, Rule, ToDebug};
use crate::ids::VersionId;
use crate::transpile::ImportLocal;

/// A script the engine has.
pub struct Script {
    code: Arc<str>,
    pub imports: Vec<ImportLocal>,
    debuggers: Vec<u32>,
    pub returns: FxHashSet<u32>,
    table: OnceCell<Option<ScopeTable>>,
}

impl Script {
    pub fn new(told: DebugScript) -> (VersionId, Rc<Self>) {
        let DebugScript { version, code, imports, debuggers, returns } = told;
        let returns = returns.into_iter().collect();
        (version, Rc::new(Self { code, imports, debuggers, returns, table: OnceCell::new() }))
    }

    /// Made when the first pause needs it.
    pub fn table(&self) -> Option<&ScopeTable> {
        self.table.get_or_init(|| ScopeTable::new(&self.code)).as_ref()
    }
}

#[derive(Default)]
pub struct Stops {
    scripts: FxHashMap<VersionId, Rc<Script>>,
    bound: FxHashMap<VersionId, FxHashMap<u32, Vec<BreakpointId>>>,
    rules: FxHashMap<BreakpointId, Rule>,
    hits: FxHashMap<BreakpointId, u32>,
    modes: Modes,
    blackboxed: FxHashSet<VersionId>,
    blackboxed_probes: FxHashSet<(VersionId, u32)>,
    /// A pause was asked for, and why.
    asked: Option<Asked>,
    step: Option<Step>,
    coroutines: Vec<usize>,
    /// Run to this place.
    to: Option<Target>,
    /// Versions whose probes may stand otherwise than they should.
    dirty: BTreeSet<VersionId>,
}

/// Where the program is let run to.
struct Target {
    version: VersionId,
    probe: u32,
    /// The frames that have to stand there; `None`: any.
    frames: Option<Vec<usize>>,
}

impl Target {
    fn is_at(&self, version: VersionId, probe: u32) -> bool {
        (self.version, self.probe) == (version, probe)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Start,
    Pause,
}

impl Stops {
    pub fn learn(&mut self, message: ToDebug) {
        match message {
            ToDebug::Script(script) => {
                let (version, script) = Script::new(script);
                self.scripts.insert(version, script);
                self.dirty.insert(version);
            }
            ToDebug::ForgetScript(version) => {
                self.scripts.remove(&version);
                self.bound.remove(&version);
                self.dirty.insert(version);
            }
            ToDebug::Bind { version, stops } => {
                let stops = stops.into_iter().map(|stop| (stop.probe, stop.breakpoints)).collect();
                self.bound.insert(version, stops);
                self.dirty.insert(version);
            }
            ToDebug::Rule { id, rule } => drop(self.rules.insert(id, rule)),
            ToDebug::ForgetRule(id) => {
                self.rules.remove(&id);
                self.hits.remove(&id);
            }
            ToDebug::Modes(modes) => {
                if modes.breakpoints_active != self.modes.breakpoints_active {
                    self.dirty.extend(self.scripts.keys().chain(self.bound.keys()));
                }
                self.modes = modes;
            }
            ToDebug::Blackbox { versions, probes } => {
                self.blackboxed = versions.into_iter().collect();
                self.blackboxed_probes = probes.into_iter().collect();
            }
            ToDebug::Pause { at_start } => {
                self.asked = Some(if at_start { Asked::Start } else { Asked::Pause });
            }
            // What the agent does itself.
            ToDebug::Attach { .. }
            | ToDebug::Detach
            | ToDebug::Forget(_)
            | ToDebug::Go { .. }
            | ToDebug::Terminate
            | ToDebug::Cancel
            | ToDebug::Run
            | ToDebug::Tool(_)
            | ToDebug::Look { .. }
            | ToDebug::Watch(_)
            | ToDebug::Unwatch { .. }
            | ToDebug::Ask { .. } => {}
        }
    }

    pub fn new_generation(&mut self) {
        self.hits.clear();
    }

    /// The last debugger has left. What was armed for it has to be disarmed still.
    pub fn forget(&mut self) {
        let mut dirty = std::mem::take(&mut self.dirty);
        dirty.extend(self.scripts.keys().chain(self.bound.keys()));
        dirty.extend(self.to.as_ref().map(|to| to.version));
        *self = Self { dirty, ..Self::default() };
    }

    pub fn watches_exceptions(&self) -> bool {
        self.modes.exceptions != ExceptionMode::None
    }

    pub fn async_depth(&self) -> u32 {
        self.modes.async_depth
    }

    pub fn exceptions(&self) -> ExceptionMode {
        if self.modes.skips_pauses { ExceptionMode::None } else { self.modes.exceptions }
    }

    /// Those for exceptions of one kind.
    pub fn conditions(&self, uncaught: bool) -> Vec<String> {
        let all = &self.modes.conditions;
        if uncaught { all.uncaught.clone() } else { all.caught.clone() }
    }

    /// Whether every probe stops, and the versions where something has changed.
    pub fn armed(&mut self) -> (bool, BTreeSet<VersionId>) {
        (self.asked.is_some() || self.step.is_some(), std::mem::take(&mut self.dirty))
    }

    pub fn probes_of(&self, version: VersionId) -> Vec<u32> {
        let to = self.to.as_ref().filter(|to| to.version == version).map(|to| to.probe);
        if !self.modes.breakpoints_active {
            return to.into_iter().collect();
        }
        let bound = self.bound.get(&version).into_iter().flat_map(|bound| bound.keys().copied());
        let debuggers = self.scripts.get(&version).into_iter().flat_map(|script| script.debuggers.iter());
        bound.chain(debuggers.copied()).chain(to).collect()
    }

    pub fn wants_pause(&self) -> bool {
        self.asked.is_some() && !self.modes.skips_pauses
    }

    pub fn take_pause_reason(&mut self) -> RawReason {
        match self.asked.take() {
            Some(Asked::Start) => RawReason::Start,
            Some(Asked::Pause) | None => RawReason::Asked,
        }
    }

    /// The program has stopped: no step is under way.
    pub fn stopped(&mut self) {
        self.asked = None;
        self.step = None;
        if let Some(to) = self.to.take() {
            self.dirty.insert(to.version);
        }
    }

    /// `frames`: those of the pause that ends.
    pub fn go(&mut self, how: &Go, step: Option<(Step, Vec<usize>)>, frames: Vec<usize>) {
        if let Go::To { version, probe, in_frame } = how {
            let frames = in_frame.then_some(frames);
            let earlier = self.to.replace(Target { version: *version, probe: *probe, frames });
            self.dirty.insert(*version);
            self.dirty.extend(earlier.map(|to| to.version));
        }
        let (step, coroutines) = step.unzip();
        self.step = step;
        self.coroutines = coroutines.unwrap_or_default();
    }

    /// Whether the probes have to be set anew.
    pub fn turn_ended(&mut self) -> bool {
        let Some(step) = self.step.take() else { return false };
        self.step = step.after_turn(|frame| self.coroutines.contains(&frame));
        self.step.is_none()
    }

    fn counts(&mut self, id: BreakpointId) -> bool {
        let Some(rule) = self.rules.get(&id) else { return true };
        let Some(hits) = rule.hits else { return true };
        let count = self.hits.entry(id).or_insert(0);
        *count += 1;
        match hits {
            Hits::AtLeast(least) => *count >= least,
            Hits::Exactly(wanted) => *count == wanted,
            Hits::Every(each) => each > 0 && count.is_multiple_of(each),
        }
    }
}

impl Agent {
    pub(in crate::debug) fn script(&self, version: VersionId) -> Option<Rc<Script>> {
        let known = self.stops.borrow().scripts.get(&version).cloned();
        known.or_else(|| self.sights.borrow().script(version))
    }

    pub(in crate::debug) fn is_blackboxed(&self, version: VersionId) -> bool {
        self.stops.borrow().blackboxed.contains(&version)
    }

    /// Why to stop at a probe, and at which breakpoints; `None`: go on.
    pub(super) fn decide(
        &self,
        ctx: &Ctx,
        version: VersionId,
        probe: u32,
    ) -> Option<(RawReason, Vec<BreakpointId>)> {
        if self.stops.borrow().modes.skips_pauses {
            return None;
        }
        let hit = self.hit(ctx, version, probe);
        if !hit.is_empty() {
            return Some((RawReason::Breakpoint, hit));
        }
        let is_debugger = self.script(version).is_some_and(|script| script.debuggers.contains(&probe));
        if is_debugger && self.stops.borrow().modes.breakpoints_active {
            return Some((RawReason::Debugger, hit));
        }
        let stops = self.stops.borrow();
        if stops.to.as_ref().is_some_and(|to| to.is_at(version, probe) && self.stands_in(to)) {
            return Some((RawReason::Step, hit));
        }
        if stops.blackboxed.contains(&version) || stops.blackboxed_probes.contains(&(version, probe)) {
            return None;
        }
        if stops.asked.is_some() {
            drop(stops);
            return Some((self.stops.borrow_mut().take_pause_reason(), hit));
        }
        let step = stops.step.clone();
        drop(stops);
        let ends = step.is_some_and(|step| self.step_ends(&step, version, probe));
        ends.then_some((RawReason::Step, hit))
    }

    fn stands_in(&self, to: &Target) -> bool {
        let (Some(wanted), Some(walker)) = (&to.frames, self.control.walker()) else { return true };
        // SAFETY: on the engine's thread, inside the engine.
        let frames = unsafe { walker.program_frames(usize::MAX) };
        frames.iter().map(|frame| frame.address).eq(wanted.iter().copied())
    }

    fn step_ends(&self, step: &Step, version: VersionId, probe: u32) -> bool {
        let Some(walker) = self.control.walker() else { return true };
        // SAFETY: on the engine's thread, inside the engine.
        let frames = unsafe { walker.program_frames(usize::MAX) };
        let frames: Vec<usize> = frames.iter().map(|frame| frame.address).collect();
        let is_start = frames.first().is_some_and(|frame| step.from.first() == Some(frame));
        let is_entry = is_start
            && self.script(version).is_some_and(|script| {
                script.table().and_then(|table| table.probe(probe)).is_some_and(|place| place.is_entry)
            });
        if is_start && is_entry {
            // The frame that was stepped from is over: this is another one in its place.
            if let Some(step) = &mut self.stops.borrow_mut().step {
                step.start_is_over();
            }
        }
        step.ends_at(Reached { frames: &frames, is_entry })
    }

    /// The breakpoints here that stop; logpoints print instead.
    fn hit(&self, ctx: &Ctx, version: VersionId, probe: u32) -> Vec<BreakpointId> {
        let bound: Vec<(BreakpointId, Option<Rule>)> = {
            let stops = self.stops.borrow();
            if !stops.modes.breakpoints_active {
                return Vec::new();
            }
            let here = stops.bound.get(&version).and_then(|bound| bound.get(&probe));
            here.into_iter().flatten().map(|id| (*id, stops.rules.get(id).cloned())).collect()
        };
        let mut hit = Vec::new();
        for (id, rule) in bound {
            let Some(rule) = rule else { continue };
            if let Some(condition) = &rule.condition
                && !self.holds(ctx, condition, (version, probe))
            {
                continue;
            }
            if !self.stops.borrow_mut().counts(id) {
                continue;
            }
            match &rule.log {
                Some(template) => self.print(ctx, template, (version, probe)),
                None => hit.push(id),
            }
        }
        hit
    }

    /// Whether a condition is truthy here. One that throws is not.
    fn holds(&self, ctx: &Ctx, condition: &str, at: (VersionId, u32)) -> bool {
        let value = self.in_passing(ctx, Some(at), |ctx| self.evaluate_in_frame(ctx, 0, condition));
        value.is_some_and(|value| is_truthy(&value))
    }

    /// Whether an exception of this kind stops: its conditions, where it is thrown.
    pub(in crate::debug) fn stops_for<'js>(
        &self,
        ctx: &Ctx<'js>,
        value: &Value<'js>,
        uncaught: bool,
    ) -> bool {
        let conditions = self.stops.borrow().conditions(uncaught);
        let holds = |condition: &String| {
            let test = format!("((error) => (\n{condition}\n))");
            let result = self.in_passing(ctx, None, |ctx| {
                let test: Function = self.evaluate_in_frame(ctx, 0, &test)?.get()?;
                test.call((value.clone(),))
            });
            result.is_some_and(|result| is_truthy(&result))
        };
        conditions.is_empty() || conditions.iter().any(holds)
    }

    /// Evaluates in the innermost frame, without a pause; `at`: the probe it stands at.
    fn in_passing<'js>(
        &self,
        ctx: &Ctx<'js>,
        at: Option<(VersionId, u32)>,
        evaluate: impl FnOnce(&Ctx<'js>) -> rquickjs::Result<Value<'js>>,
    ) -> Option<Value<'js>> {
        let view = Rc::new(super::view::View::new(self, 1, at));
        let earlier = self.view.replace(Some(view));
        let value = self.quietly(|| self.evaluating(None, || evaluate(ctx)));
        *self.view.borrow_mut() = earlier;
        match value {
            Ok(value) => Some(value),
            Err(_) => {
                let _thrown = ctx.catch();
                None
            }
        }
    }

    fn print(&self, ctx: &Ctx, template: &str, at: (VersionId, u32)) {
        let mut printed = String::new();
        let mut rest = template;
        while let Some((text, expression, after)) = next_expression(rest) {
            printed.push_str(text);
            let value = self.in_passing(ctx, Some(at), |ctx| self.evaluate_in_frame(ctx, 0, expression));
            let text: Option<String> =
                value.and_then(|value| self.log(self.call(ctx, "remote", "text", (value,))));
            printed.push_str(text.as_deref().unwrap_or("<error>"));
            rest = after;
        }
        printed.push_str(rest);
        let text = rquickjs::String::from_str(ctx.clone(), &printed).map(rquickjs::String::into_value);
        if let Some(text) = self.log(text) {
            self.console(ctx, ConsoleKind::Logpoint, &[text]);
        }
    }
}

/// What stands before the next `{...}`, what is in it, and what comes after.
fn next_expression(template: &str) -> Option<(&str, &str, &str)> {
    let start = template.find('{')?;
    let mut depth = 0;
    for (at, sign) in template.char_indices().skip_while(|(at, _)| *at < start) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((template.get(..start)?, template.get(start + 1..at)?, template.get(at + 1..)?));
        }
    }
    None
}

fn is_truthy(value: &Value) -> bool {
    match value.type_of() {
        rquickjs::Type::Undefined | rquickjs::Type::Null | rquickjs::Type::Uninitialized => false,
        rquickjs::Type::Bool => value.as_bool() == Some(true),
        rquickjs::Type::Int | rquickjs::Type::Float => {
            value.as_number().is_some_and(|number| number != 0.0 && !number.is_nan())
        }
        rquickjs::Type::String => {
            value.as_string().and_then(|text| text.to_string().ok()).is_some_and(|it| !it.is_empty())
        }
        rquickjs::Type::BigInt => {
            value.as_big_int().and_then(|it| it.clone().to_i64().ok()).is_none_or(|number| number != 0)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests;
