//! The frames of a pause as they are shown: their scopes, and where each variable stands.

use std::cell::OnceCell;
use std::ops::Range;

use rquickjs::{Ctx, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Agent;
use crate::debug::frames::ProgramFrame;
use crate::debug::frames::variables::{Content, Slot, Variable};
use crate::debug::message::ScopeKind;
use crate::debug::scopes::{Binding, Role, Scope, ScopeTable};
use crate::ids::VersionId;
use crate::transpile::MODULE_FUNCTION;
use crate::transpile::evaluated::SCRIPT_FUNCTION;

pub struct View {
    frames: Vec<ViewFrame>,
}

struct ViewFrame {
    frame: ProgramFrame,
    /// Where it stands in the generated code.
    offset: Option<u32>,
    scopes: OnceCell<Vec<ViewScope>>,
}

pub struct ViewScope {
    pub kind: ScopeKind,
    pub name: Option<String>,
    /// Bytes of the generated code.
    pub range: Option<Range<u32>>,
    pub variables: Vec<ViewVariable>,
}

pub struct ViewVariable {
    pub name: String,
    is_caught: bool,
    place: Place,
    is_const: bool,
}

enum Place {
    /// In the frame itself, or captured by its function.
    Own(Slot),
    /// In another frame of the stack.
    In { frame: usize, slot: Slot },
    /// The function of a frame: its own name, of which the engine keeps no variable unless code uses it.
    Callee(usize),
    /// Out of reach.
    Gone,
    /// Among what the instance's function has captured that captured all variables of the module.
    Root(u16),
    /// Behind an import slot; `None`: the namespace.
    Import { slot: u32, imported: Option<String> },
}

impl ViewVariable {
    /// Whether its scope shows it.
    pub fn is_listed(&self) -> bool {
        !matches!(self.place, Place::Gone | Place::Callee(_))
    }

    /// Whether it cannot be reached, though the frame's code could have named it.
    pub fn is_gone(&self) -> bool {
        matches!(self.place, Place::Gone)
    }
}

/// What came of reading a variable.
pub enum Read<'js> {
    Value(Value<'js>),
    Uninitialized,
}

impl View {
    pub(in crate::debug) fn new(agent: &Agent, at_most: usize, at: Option<(VersionId, u32)>) -> Self {
        let walker = agent.control.walker();
        // SAFETY: on the engine's thread, inside the engine.
        let frames = walker.map(|walker| unsafe { walker.program_frames(at_most) }).unwrap_or_default();
        let frames = frames.into_iter().enumerate().map(|(index, frame)| {
            let script = agent.script(frame.version);
            let table = script.as_ref().and_then(|script| script.table());
            let probe = at.filter(|(version, _)| index == 0 && *version == frame.version);
            let offset = table.and_then(|table| match probe {
                Some((_, probe)) => table.probe(probe).map(|place| place.offset),
                None => table.offset_in((frame.line, frame.column), frame.start),
            });
            ViewFrame { frame, offset, scopes: OnceCell::new() }
        });
        Self { frames: frames.collect() }
    }

    pub(in crate::debug) fn frames(&self) -> Range<u32> {
        0..self.frames.len() as u32
    }

    pub(in crate::debug) fn holds(&self, index: u32) -> bool {
        self.frames().contains(&index)
    }

    pub(in crate::debug) fn frame(&self, index: u32) -> ProgramFrame {
        self.frames[index as usize].frame
    }

    pub(in crate::debug) fn addresses(&self) -> Vec<usize> {
        self.frames.iter().map(|it| it.frame.address).collect()
    }

    pub(in crate::debug) fn coroutines(&self) -> Vec<usize> {
        let coroutines = self.frames.iter().filter(|it| it.frame.is_coroutine);
        coroutines.map(|it| it.frame.address).collect()
    }

    /// Whether a frame runs the function that a probe stands in.
    pub(in crate::debug) fn runs(&self, agent: &Agent, index: u32, probe: u32) -> bool {
        let it = &self.frames[index as usize];
        let script = agent.script(it.frame.version);
        let table = script.as_ref().and_then(|script| script.table());
        let function =
            |table: &ScopeTable| Some((table.function_at(it.offset?)?, table.probe(probe)?.offset));
        table.is_some_and(|table| {
            function(table).is_some_and(|(runs, at)| table.function_at(at) == Some(runs))
        })
    }

    pub(in crate::debug) fn is_coroutine(&self, index: usize) -> bool {
        self.frames.get(index).is_some_and(|it| it.frame.is_coroutine)
    }

    /// Whether an error in this frame is caught in it.
    pub(in crate::debug) fn is_guarded(&self, agent: &Agent, index: u32) -> bool {
        let it = &self.frames[index as usize];
        let script = agent.script(it.frame.version);
        let table = script.as_ref().and_then(|script| script.table());
        table.zip(it.offset).is_some_and(|(table, offset)| table.is_guarded(offset))
    }

    /// Whether the code of a frame is strict.
    pub(in crate::debug) fn is_strict(&self, agent: &Agent, index: u32) -> bool {
        let it = &self.frames[index as usize];
        let script = agent.script(it.frame.version);
        let table = script.as_ref().and_then(|script| script.table());
        table.zip(it.offset).is_none_or(|(table, offset)| table.is_strict(offset))
    }

    pub(in crate::debug) fn function_name(&self, agent: &Agent, ctx: &Ctx, index: u32) -> String {
        let name = || -> Option<String> {
            let walker = agent.control.walker()?;
            // SAFETY: the frame is on the stack.
            let function = unsafe { walker.function(ctx, self.frame(index).address) };
            let name: String = agent.log(agent.call(ctx, "remote", "functionName", (function,)))?;
            let is_ours = name == MODULE_FUNCTION || name == SCRIPT_FUNCTION;
            if name.is_empty() { self.inferred_name(agent, index) } else { Some(name).filter(|_| !is_ours) }
        };
        name().unwrap_or_default()
    }

    fn inferred_name(&self, agent: &Agent, index: u32) -> Option<String> {
        let it = &self.frames[index as usize];
        let script = agent.script(it.frame.version)?;
        let table = script.table()?;
        table.scope(table.function_at(it.offset?)?)?.inferred.clone()
    }

    /// Innermost first, the global one last; none when variables cannot be read.
    pub(in crate::debug) fn scopes(&self, agent: &Agent, ctx: &Ctx, index: u32) -> &[ViewScope] {
        let it = &self.frames[index as usize];
        it.scopes.get_or_init(|| self.find_scopes(agent, ctx, it).unwrap_or_default())
    }

    fn find_scopes(&self, agent: &Agent, ctx: &Ctx, it: &ViewFrame) -> Option<Vec<ViewScope>> {
        let walker = agent.control.walker().filter(|walker| walker.reads_variables())?;
        let script = agent.script(it.frame.version)?;
        let table = script.table()?;
        let chain = table.chain(it.offset?);
        // SAFETY: the frame is on the stack.
        let variables = unsafe { walker.variables(ctx, it.frame.address) };
        let own = chain.first().and_then(|scope| table.scope(*scope)).map(|scope| scope.function);
        let mut scopes = Vec::new();
        // Of scopes that show nothing: their names still hide those of scopes around.
        let mut hidden = Vec::new();
        let (mut captured, mut holders) = (FxHashSet::default(), FxHashMap::default());
        for index in chain {
            let Some(scope) = table.scope(index) else { continue };
            let is_own = Some(scope.function) == own;
            let mut shown = shown_variables(scope, is_own, &variables, &mut captured);
            let holder = if is_own {
                Some(it.frame.address)
            } else {
                self.holder(agent, it, (index, scope), &shown, &mut holders)
            };
            self.add_uncaptured((agent, ctx, it), scope, holder, &mut shown);
            if scope.kind == ScopeKind::Module {
                shown.extend(script.imports.iter().map(|import| ViewVariable {
                    name: import.local.clone(),
                    is_caught: false,
                    place: Place::Import { slot: import.slot, imported: import.imported.clone() },
                    is_const: true,
                }));
            }
            let kind = match scope.kind {
                ScopeKind::Local if !is_own => ScopeKind::Closure,
                kind => kind,
            };
            if kind == ScopeKind::Catch {
                let (caught, block): (Vec<_>, Vec<_>) = shown.into_iter().partition(|it| it.is_caught);
                if !block.is_empty() {
                    scopes.push(ViewScope {
                        kind: ScopeKind::Block,
                        name: None,
                        range: Some(scope.range.clone()),
                        variables: block,
                    });
                }
                shown = caught;
            }
            let is_needed = matches!(kind, ScopeKind::Local | ScopeKind::Module);
            if is_needed || shown.iter().any(ViewVariable::is_listed) {
                let name = closure_name(table, scope, kind);
                let variables = std::mem::take(&mut hidden).into_iter().chain(shown).collect();
                scopes.push(ViewScope { kind, name, range: Some(scope.range.clone()), variables });
            } else {
                hidden.append(&mut shown);
            }
        }
        scopes.push(ViewScope { kind: ScopeKind::Global, name: None, range: None, variables: hidden });
        Some(scopes)
    }

    /// Variables of functions around that this one has not captured, where they can be found: those of a
    /// module by the function that captured them all, others while the call that made them runs. The rest
    /// is known to be out of reach: its names mean nothing else.
    fn add_uncaptured(
        &self,
        (agent, ctx, it): (&Agent, &Ctx, &ViewFrame),
        scope: &Scope,
        holder: Option<usize>,
        shown: &mut Vec<ViewVariable>,
    ) {
        let known = |binding: &&Binding| !shown.iter().any(|known| known.name == binding.name);
        let missing: Vec<&Binding> = scope.bindings.iter().filter(known).collect();
        if missing.is_empty() {
            return;
        }
        let roots = if scope.is_root { self.roots(agent, ctx, it) } else { Vec::new() };
        let variables = agent.control.walker().zip(holder).map(|(walker, frame)| {
            // SAFETY: the frame is on the stack.
            unsafe { walker.variables(ctx, frame) }
        });
        let variables = variables.unwrap_or_default();
        for binding in missing {
            let root = roots.iter().find(|root| root.name == binding.name).and_then(|root| match root.slot {
                Slot::Captured(index) => Some((Place::Root(index), root.is_const)),
                _ => None,
            });
            let held = || {
                let variable = local(binding, &variables)?;
                Some((Place::In { frame: holder?, slot: variable.slot }, variable.is_const))
            };
            let own_name = || match holder {
                Some(frame) if binding.role == Role::OwnName => (Place::Callee(frame), true),
                _ => (Place::Gone, false),
            };
            let (place, is_const) = root.or_else(held).unwrap_or_else(own_name);
            shown.push(ViewVariable { name: binding.name.clone(), is_caught: false, place, is_const });
        }
    }

    /// The frame that holds the variables of a scope around, if it can be told: one that a captured
    /// variable stands in. That it is of this scope, or of one in it, says that the same round of a loop
    /// is meant; a function's outermost scope has only one.
    fn holder(
        &self,
        agent: &Agent,
        it: &ViewFrame,
        (index, scope): (usize, &Scope),
        shown: &[ViewVariable],
        known: &mut FxHashMap<usize, usize>,
    ) -> Option<usize> {
        let walker = agent.control.walker()?;
        if let Some(frame) = known.get(&scope.function) {
            return Some(*frame);
        }
        let is_captured = |captured: &u16| {
            let is_it =
                |it: &ViewVariable| matches!(it.place, Place::Own(Slot::Captured(at)) if at == *captured);
            index == scope.function || scope.is_root || shown.iter().any(is_it)
        };
        let frame = self.calls(agent, it, scope.function).find(|outer| {
            // SAFETY: both frames are on the stack.
            let captured = unsafe { walker.captured_of(it.frame.address, *outer) };
            captured.iter().any(is_captured)
        })?;
        known.insert(scope.function, frame);
        Some(frame)
    }

    /// The variables of the module whose instance a frame's function belongs to, while it is live.
    fn roots(&self, agent: &Agent, ctx: &Ctx, it: &ViewFrame) -> Vec<Variable> {
        let (Some(walker), Some(roots)) = (agent.control.walker(), roots_of(agent, ctx, it.frame.version))
        else {
            return Vec::new();
        };
        // SAFETY: the frame is on the stack.
        let is_its = unsafe { walker.shares_captured(it.frame.address, &roots) };
        if is_its { walker.captured_variables(ctx, &roots) } else { Vec::new() }
    }

    /// The frames of the calls of a function that run.
    fn calls(&self, agent: &Agent, it: &ViewFrame, function: usize) -> impl Iterator<Item = usize> {
        let script = agent.script(it.frame.version);
        let same = self.frames.iter().filter(|other| other.frame.version == it.frame.version);
        same.filter_map(move |other| {
            let table = script.as_ref()?.table()?;
            (table.function_at(other.offset?) == Some(function)).then_some(other.frame.address)
        })
    }

    /// `this` of a frame, where its function keeps one; of an arrow function that of the function
    /// around it, while that runs. Before a derived class has called `super` there is none yet.
    pub(in crate::debug) fn this<'js>(
        &self,
        agent: &Agent,
        ctx: &Ctx<'js>,
        index: u32,
    ) -> Option<Content<'js>> {
        let walker = agent.control.walker().filter(|walker| walker.reads_variables())?;
        let kept = |address: usize| {
            // SAFETY: the frame is on the stack; the slot is one of its own.
            unsafe {
                let variables = walker.variables(ctx, address);
                let slot = variables.iter().find(|variable| variable.name == "this")?.slot;
                walker.read_slot(ctx, address, slot)
            }
        };
        let own = kept(self.frame(index).address);
        own.or_else(|| kept(self.outer_frame(agent, index)?))
    }

    /// The frame of the function around an arrow function, if it is the only one of that function.
    fn outer_frame(&self, agent: &Agent, index: u32) -> Option<usize> {
        let it = &self.frames[index as usize];
        let script = agent.script(it.frame.version)?;
        let table = script.table()?;
        let around = |function: usize| table.owner(table.scope(function)?.parent?);
        let mut owner = table.function_at(it.offset?)?;
        if !table.scope(owner)?.is_arrow {
            return None;
        }
        while table.scope(owner)?.is_arrow {
            owner = around(owner)?;
        }
        let is_it = |other: &&ViewFrame| {
            let owner_there = other.offset.and_then(|offset| table.owner_at(offset));
            other.frame.version == it.frame.version && owner_there == Some(owner)
        };
        let mut frames = self.frames.iter().filter(is_it);
        let outer = frames.next()?.frame.address;
        // A class's fields run while the code around it is at the class.
        (table.scope(owner)?.is_class || frames.next().is_none()).then_some(outer)
    }

    /// The variable that a name means in a frame.
    pub(in crate::debug) fn find(
        &self,
        agent: &Agent,
        ctx: &Ctx,
        index: u32,
        name: &str,
    ) -> Option<&ViewVariable> {
        let scopes = self.scopes(agent, ctx, index).iter();
        scopes.flat_map(|scope| scope.variables.iter()).find(|variable| variable.name == name)
    }

    pub(in crate::debug) fn read<'js>(
        &self,
        agent: &Agent,
        ctx: &Ctx<'js>,
        index: u32,
        variable: &ViewVariable,
    ) -> Option<Read<'js>> {
        let frame = self.frame(index);
        let (address, slot) = match &variable.place {
            Place::Own(slot) => (frame.address, *slot),
            Place::In { frame, slot } => (*frame, *slot),
            Place::Gone => return None,
            Place::Callee(frame) => {
                // SAFETY: the frame is on the stack.
                let function = unsafe { agent.control.walker()?.function(ctx, *frame) };
                return Some(Read::Value(function));
            }
            Place::Root(index) => {
                let roots = roots_of(agent, ctx, frame.version)?;
                return Some(match agent.control.walker()?.read_captured(ctx, &roots, *index)? {
                    Content::Value(value) => Read::Value(value),
                    Content::Uninitialized => Read::Uninitialized,
                });
            }
            Place::Import { slot, imported } => {
                let read: Value = agent.log(agent.call(
                    ctx,
                    "modules",
                    "readImport",
                    (frame.version.0, *slot, super::NullOr(imported.clone())),
                ))?;
                let read = read.into_array()?;
                return Some(match read.get::<bool>(0).ok()? {
                    true => Read::Value(read.get(1).ok()?),
                    false => Read::Uninitialized,
                });
            }
        };
        // SAFETY: the frame is on the stack, and the slot one of its function's.
        match unsafe { agent.control.walker()?.read_slot(ctx, address, slot)? } {
            Content::Value(value) => Some(Read::Value(value)),
            Content::Uninitialized => Some(Read::Uninitialized),
        }
    }

    /// Writes a variable; the answer says why not.
    pub(in crate::debug) fn write(
        &self,
        agent: &Agent,
        ctx: &Ctx,
        index: u32,
        variable: &ViewVariable,
        value: &Value,
    ) -> Result<(), &'static str> {
        let (address, slot) = match &variable.place {
            _ if variable.is_const => return Err("Assignment to constant variable."),
            _ if matches!(self.read(agent, ctx, index, variable), Some(Read::Uninitialized)) => {
                return Err("The variable is not initialized yet.");
            }
            Place::Own(slot) => (self.frame(index).address, *slot),
            Place::In { frame, slot } => (*frame, *slot),
            Place::Gone => return Err("The variable is out of reach."),
            Place::Root(captured) => {
                let roots = roots_of(agent, ctx, self.frame(index).version);
                if let Some((walker, roots)) = agent.control.walker().zip(roots) {
                    walker.write_captured(ctx, &roots, *captured, value);
                }
                return Ok(());
            }
            Place::Import { .. } | Place::Callee(_) => return Err("Assignment to constant variable."),
        };
        if let Some(walker) = agent.control.walker() {
            // SAFETY: as above.
            unsafe { walker.write_slot(ctx, address, slot, value) };
        }
        Ok(())
    }

    /// What a frame was called with, where its function has `arguments` of its own.
    pub(in crate::debug) fn arguments<'js>(
        &self,
        agent: &Agent,
        ctx: &Ctx<'js>,
        index: u32,
    ) -> Option<Vec<Value<'js>>> {
        let it = &self.frames[index as usize];
        let script = agent.script(it.frame.version)?;
        let table = script.table()?;
        let chain = table.chain(it.offset?);
        let function = table.scope(table.scope(*chain.first()?)?.function)?;
        if function.is_arrow || function.is_ours || function.kind != ScopeKind::Local {
            return None;
        }
        // SAFETY: the frame is on the stack.
        Some(unsafe { agent.control.walker()?.arguments(ctx, it.frame.address) })
    }
}

/// The function that has captured all variables of a version's live instance.
pub(super) fn roots_of<'js>(agent: &Agent, ctx: &Ctx<'js>, version: VersionId) -> Option<Value<'js>> {
    let roots: Value = agent.log(agent.call(ctx, "modules", "rootsOf", (version.0,)))?;
    roots.is_function().then_some(roots)
}

fn closure_name(table: &ScopeTable, scope: &Scope, kind: ScopeKind) -> Option<String> {
    match kind {
        ScopeKind::Closure | ScopeKind::Local => table.scope(scope.function)?.name.clone(),
        _ => None,
    }
}

/// The variables of one scope that the frame can reach.
fn shown_variables(
    scope: &Scope,
    is_own: bool,
    variables: &[Variable],
    captured: &mut FxHashSet<String>,
) -> Vec<ViewVariable> {
    let mut shown = Vec::new();
    for binding in &scope.bindings {
        let own = is_own.then(|| local(binding, variables)).flatten();
        let found = own.or_else(|| {
            // What a function captures is one variable for a name: the innermost.
            let found = variables.iter().find(|it| is_captured(it) && it.name == binding.name)?;
            captured.insert(binding.name.clone()).then_some(found)
        });
        if let Some(variable) = found {
            let place = Place::Own(variable.slot);
            let is_const = variable.is_const || variable.is_own_name;
            let is_caught = binding.role == Role::Caught;
            shown.push(ViewVariable { name: binding.name.clone(), is_caught, place, is_const });
        }
    }
    shown
}

fn is_captured(variable: &Variable) -> bool {
    matches!(variable.slot, Slot::Captured(_))
}

/// Which of the function's own variables of a name a binding is.
fn local<'v>(binding: &Binding, variables: &'v [Variable]) -> Option<&'v Variable> {
    let same = || variables.iter().filter(|it| !is_captured(it) && it.name == binding.name);
    let is_argument = |it: &&Variable| matches!(it.slot, Slot::Argument(_));
    if binding.role == Role::Parameter
        && let Some(argument) = same().find(is_argument)
    {
        return Some(argument); // parameters with defaults have a variable as well, which is not assigned to
    }
    let declared = same().filter(|it| !it.is_own_name).rev().nth(binding.from_last);
    declared.or_else(|| same().find(|it| it.is_own_name))
}
