//! The scopes of a script, read from the code that the engine compiled: which names can be seen at a
//! place, and which of several variables of one name each of them is. Pure.
//!
//! The engine's tables say the names of a function's variables in the order of their declarations,
//! but not where each can be seen; the text says both.

mod names;

use std::ops::Range;

use oxc::allocator::Allocator;
use oxc::ast::AstKind;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;
use oxc::semantic::{AstNodes, ScopeId, Scoping, Semantic, SemanticBuilder, SymbolId};
use oxc::span::{GetSpan, SourceType};
use rustc_hash::FxHashMap;

use super::message::ScopeKind;
use crate::position::{LineIndex, Lines};
use crate::transpile::evaluated::PREFIX;
use crate::transpile::{MODULE_FUNCTION, OPENING};

/// What is known of one script's code.
#[derive(Debug)]
pub struct ScopeTable {
    scopes: Vec<Scope>,
    /// Probe number to the probe.
    probes: Vec<Option<ProbePlace>>,
    /// Blocks whose errors are caught.
    guarded: Vec<Range<u32>>,
    /// What a `finally` follows, however it is left.
    finished: Vec<Range<u32>>,
    lines: LineIndex,
}

#[derive(Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<usize>,
    /// Bytes of the generated code.
    pub range: Range<u32>,
    /// The scope of the function that this one belongs to; itself for a function's.
    pub function: usize,
    pub name: Option<String>,
    /// What V8 calls a function that has no name of its own.
    pub inferred: Option<String>,
    pub bindings: Vec<Binding>,
    pub is_arrow: bool,
    pub is_class: bool,
    pub is_strict: bool,
    /// The module's own, of either kind of module.
    pub is_root: bool,
    /// Whether saveloop made it: it is never shown.
    pub is_ours: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    pub name: String,
    /// Which of the function's variables of this name, counted from the last one.
    pub from_last: usize,
    pub role: Role,
}

/// Where a variable comes from, as far as that decides where it is found and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What the engine keeps as an argument, whatever else has its name.
    Parameter,
    /// What a `catch` has caught.
    Caught,
    /// The name of a function expression inside itself.
    OwnName,
    Other,
}

/// Where a probe stands, and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProbePlace {
    pub offset: u32,
    /// The first statement of a function, outside every loop: a frame comes here once.
    pub is_entry: bool,
    /// The statement may suspend its function until something else has happened.
    pub awaits: bool,
}

impl ScopeTable {
    /// `None` for code that does not parse: not one of ours.
    pub fn new(code: &str) -> Option<Self> {
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, code, SourceType::cjs()).parse();
        if parsed.panicked {
            return None;
        }
        let program = parsed.program;
        let semantic = SemanticBuilder::new().with_build_nodes(true).build(&program).semantic;
        let module = prefix(code);
        let (prefix, is_module) = (module.unwrap_or(PREFIX), module.is_some());
        let mut finder = ProbeFinder::new(prefix, is_module);
        finder.visit_program(&program);
        let scopes = Builder { semantic: &semantic, prefix, is_module }.build();
        let ProbeFinder { probes, guarded, finished, .. } = finder;
        Some(Self { scopes, probes, guarded, finished, lines: LineIndex::new(code, Lines::Lf) })
    }

    /// Whether an error at this offset is caught in its own function.
    pub fn is_guarded(&self, offset: u32) -> bool {
        self.is_own_in(&self.guarded, offset)
    }

    /// Whether a `finally` of its own function runs before what leaves it here.
    pub fn is_finished(&self, offset: u32) -> bool {
        self.is_own_in(&self.finished, offset)
    }

    fn is_own_in(&self, blocks: &[Range<u32>], offset: u32) -> bool {
        let own = self.function_at(offset);
        let holds = |block: &&Range<u32>| block.start <= offset && offset < block.end;
        blocks.iter().filter(holds).any(|block| self.function_at(block.start) == own)
    }

    pub fn probe(&self, number: u32) -> Option<ProbePlace> {
        self.probes.get(number as usize).copied().flatten()
    }

    /// The byte offset of a position as the engine counts it.
    pub fn offset(&self, line: u32, column: u32) -> Option<u32> {
        let start = self.lines.start(line.saturating_sub(1))?;
        Some(start as u32 + column.saturating_sub(1))
    }

    /// The offset at which the function that begins at `start`, or near it, stands. The engine places the
    /// call of a function that is written there at that function's end, still in it.
    pub fn offset_in(&self, at: (u32, u32), start: (u32, u32)) -> Option<u32> {
        // What runs the fields of a class is no function of the text.
        let begins_nowhere = start.0 == 0;
        let (offset, start) = (self.offset(at.0, at.1)?, self.offset(start.0, start.1)?);
        // An engine counts a method from its name, say, and the parser from its parameters.
        let distance = |index: &usize| self.scopes.get(*index).map(|it| it.range.start.abs_diff(start));
        let around =
            |index: &usize| self.scopes.get(self.scopes.get(*index)?.parent?).map(|outer| outer.function);
        let functions = || std::iter::successors(self.function_at(offset), around);
        if begins_nowhere {
            let is_class = |index: usize| self.scopes.get(index).is_some_and(|scope| scope.is_class);
            let is_field = |scope: &&Scope| scope.parent.and_then(|it| self.owner(it)).is_some_and(is_class);
            let field = functions().filter_map(|index| self.scopes.get(index)).find(is_field);
            return Some(field.map_or(offset, |field| field.range.end));
        }
        let own = functions().min_by_key(distance)?;
        let inner = functions().take_while(|index| *index != own).last();
        Some(inner.and_then(|index| self.scopes.get(index)).map_or(offset, |inner| inner.range.end))
    }

    /// The function that holds an offset.
    pub fn function_at(&self, offset: u32) -> Option<usize> {
        self.scopes.get(self.innermost(offset)?).map(|scope| scope.function)
    }

    /// Whether the code around an offset is strict; so it is where nothing is known.
    pub fn is_strict(&self, offset: u32) -> bool {
        self.innermost(offset).and_then(|index| self.scopes.get(index)).is_none_or(|scope| scope.is_strict)
    }

    /// Whose `this` an offset has: the scope of a function, or of a class for its fields.
    pub fn owner_at(&self, offset: u32) -> Option<usize> {
        self.owner(self.innermost(offset)?)
    }

    pub fn owner(&self, scope: usize) -> Option<usize> {
        let mut outwards = std::iter::successors(Some(scope), |index| self.scopes.get(*index)?.parent);
        outwards.find(|index| {
            self.scopes.get(*index).is_some_and(|scope| scope.function == *index || scope.is_class)
        })
    }

    /// The scopes that can be seen at an offset, innermost first; saveloop's own are left out.
    pub fn chain(&self, offset: u32) -> Vec<usize> {
        let outwards = std::iter::successors(self.innermost(offset), |index| self.scopes.get(*index)?.parent);
        outwards.filter(|index| self.scopes.get(*index).is_some_and(|scope| !scope.is_ours)).collect()
    }

    fn innermost(&self, offset: u32) -> Option<usize> {
        let holds = |scope: &Scope| scope.range.start <= offset && offset < scope.range.end;
        let holding = self.scopes.iter().enumerate().filter(|(_, scope)| holds(scope));
        let smallest = holding.min_by_key(|(index, scope)| (scope.range.len(), std::cmp::Reverse(*index)));
        smallest.map(|(index, _)| index)
    }

    pub fn scope(&self, index: usize) -> Option<&Scope> {
        self.scopes.get(index)
    }
}

/// How saveloop's own names begin in this code: as the first parameter does.
fn prefix(code: &str) -> Option<&str> {
    let (first, _) = code.strip_prefix(OPENING)?.split_once(',')?;
    first.strip_suffix("P0")
}

struct Builder<'s, 'a> {
    semantic: &'s Semantic<'a>,
    prefix: &'s str,
    /// A module in its wrapper; otherwise a script that a debugger sent.
    is_module: bool,
}

impl Builder<'_, '_> {
    fn scoping(&self) -> &Scoping {
        self.semantic.scoping()
    }

    fn nodes(&self) -> &AstNodes<'_> {
        self.semantic.nodes()
    }

    fn build(&self) -> Vec<Scope> {
        let scoping = self.scoping();
        let declared = self.declared_by_function();
        scoping.scope_descendants_from_root().map(|id| self.scope(id, &declared)).collect()
    }

    /// Every function's variables by name, in the order in which the engine declares them.
    fn declared_by_function(&self) -> FxHashMap<(ScopeId, &str), Vec<Declared>> {
        let scoping = self.scoping();
        let mut declared: FxHashMap<(ScopeId, &str), Vec<Declared>> = FxHashMap::default();
        for symbol in scoping.symbol_ids() {
            let function = self.function_of(scoping.symbol_scope_id(symbol));
            let at = scoping.symbol_span(symbol).start;
            let name = scoping.symbol_name(symbol);
            let node = self.nodes().kind(scoping.symbol_declaration(symbol));
            let list = declared.entry((function, name)).or_default();
            match node {
                // The engine declares a class's name inside the class first, and then around it.
                AstKind::Class(class) if class.is_declaration() => {
                    list.push(Declared { symbol: None, at });
                    list.push(Declared { symbol: Some(symbol), at });
                }
                // The engine keeps a function's own name apart.
                AstKind::Function(function) if function.is_expression() => {}
                _ => list.push(Declared { symbol: Some(symbol), at }),
            }
        }
        for list in declared.values_mut() {
            list.sort_by_key(|declared| declared.at);
        }
        declared
    }

    fn scope(&self, id: ScopeId, declared: &FxHashMap<(ScopeId, &str), Vec<Declared>>) -> Scope {
        let scoping = self.scoping();
        let function = self.function_of(id);
        let node = self.nodes().kind(scoping.get_node_id(id));
        let is_module = self.is_module_block(id);
        // What a module declares by `var` stands in its function.
        let hoisted = scoping.scope_parent_id(id).filter(|_| is_module);
        let of_scopes = std::iter::once(id).chain(hoisted);
        let all = of_scopes.flat_map(|id| scoping.get_bindings(id).iter());
        let bindings = all.map(|(name, symbol)| {
            let same = declared.get(&(function, name.as_str()));
            let from_last = same.and_then(|same| same.iter().rev().position(|it| it.symbol == Some(*symbol)));
            let role = match self.nodes().kind(scoping.symbol_declaration(*symbol)) {
                AstKind::FormalParameter(_) | AstKind::FormalParameterRest(_) => Role::Parameter,
                AstKind::CatchParameter(_) => Role::Caught,
                AstKind::Function(function) if function.is_expression() => Role::OwnName,
                _ => Role::Other,
            };
            let binding = Binding { name: name.to_string(), from_last: from_last.unwrap_or(0), role };
            (scoping.symbol_span(*symbol).start, binding)
        });
        let is_the_programs = |(_, binding): &(u32, Binding)| !binding.name.starts_with(self.prefix);
        let mut bindings: Vec<(u32, Binding)> = bindings.filter(is_the_programs).collect();
        bindings.sort_by_key(|(at, _)| *at);
        Scope {
            kind: match node {
                _ if is_module => ScopeKind::Module,
                _ if function == id => ScopeKind::Local,
                _ if bindings.iter().any(|(_, it)| it.role == Role::Caught) => ScopeKind::Catch,
                _ => ScopeKind::Block,
            },
            parent: scoping.scope_parent_id(id).map(ScopeId::index),
            range: node.span().start..node.span().end,
            function: function.index(),
            name: function_name(&node),
            inferred: match node {
                AstKind::Function(_) | AstKind::ArrowFunctionExpression(_) => {
                    names::inferred(self.nodes(), scoping.get_node_id(id))
                }
                _ => None,
            },
            is_arrow: matches!(node, AstKind::ArrowFunctionExpression(_)),
            is_class: matches!(node, AstKind::Class(_)),
            is_strict: scoping.scope_flags(id).is_strict_mode(),
            bindings: bindings.into_iter().map(|(_, binding)| binding).collect(),
            is_root: is_module || self.is_commonjs_module(id),
            is_ours: if self.is_module {
                !is_module && !self.is_inside_module(id)
            } else {
                scoping.scope_parent_id(id).is_none() // its variables are the realm's
            },
        }
    }

    /// The scope of the function, or of the program, that a scope belongs to.
    fn function_of(&self, id: ScopeId) -> ScopeId {
        let scoping = self.scoping();
        let mut ancestors = scoping.scope_ancestors(id);
        ancestors
            .find(|scope| {
                let flags = scoping.scope_flags(*scope);
                flags.is_function() || flags.is_class_static_block() || flags.is_top()
            })
            .unwrap_or(id)
    }

    /// The block that holds the module's own code.
    fn is_module_block(&self, id: ScopeId) -> bool {
        let scoping = self.scoping();
        let is_block = self.is_module
            && matches!(self.nodes().kind(scoping.get_node_id(id)), AstKind::BlockStatement(_));
        is_block && scoping.scope_parent_id(id).is_some_and(|parent| self.is_module_function(parent))
    }

    fn is_module_function(&self, id: ScopeId) -> bool {
        match self.nodes().kind(self.scoping().get_node_id(id)) {
            AstKind::Function(function) => function.name().is_some_and(|name| name == MODULE_FUNCTION),
            _ => false,
        }
    }

    fn is_inside_module(&self, id: ScopeId) -> bool {
        self.scoping().scope_ancestors(id).any(|it| self.is_module_block(it) || self.is_commonjs_module(it))
    }

    /// A CommonJS module is an ordinary function, and its variables are that one's.
    fn is_commonjs_module(&self, id: ScopeId) -> bool {
        match self.nodes().kind(self.scoping().get_node_id(id)) {
            AstKind::Function(function) => !function.generator && self.is_module_function(id),
            _ => false,
        }
    }
}

/// A variable as the engine declares it; `None`: one the text has no symbol for.
struct Declared {
    symbol: Option<SymbolId>,
    at: u32,
}

fn function_name(node: &AstKind) -> Option<String> {
    match node {
        AstKind::Function(function) => function.name().map(|name| name.to_string()),
        _ => None,
    }
}

struct ProbeFinder {
    stop: String,
    is_module: bool,
    probes: Vec<Option<ProbePlace>>,
    /// Where each function's first statement begins, outermost function first, and the loops around.
    function_starts: Vec<u32>,
    loops: u32,
    guarded: Vec<Range<u32>>,
    finished: Vec<Range<u32>>,
}

impl ProbeFinder {
    fn new(prefix: &str, is_module: bool) -> Self {
        Self {
            stop: format!("{prefix}D"),
            is_module,
            probes: Vec::new(),
            function_starts: Vec::new(),
            loops: 0,
            guarded: Vec::new(),
            finished: Vec::new(),
        }
    }

    fn number(&self, call: &CallExpression) -> Option<usize> {
        let Expression::Identifier(callee) = &call.callee else { return None };
        // A script's probes say first which script it is.
        let Some(Argument::NumericLiteral(number)) = call.arguments.get(usize::from(!self.is_module)) else {
            return None;
        };
        (callee.name == self.stop.as_str()).then_some(number.value as usize)
    }

    /// The probe in a statement that is nothing but a probe.
    fn probe_of(&self, statement: &Statement) -> Option<(usize, u32)> {
        let call = match statement {
            Statement::IfStatement(it) => match &it.consequent {
                Statement::ExpressionStatement(stop) => &stop.expression,
                _ => return None,
            },
            Statement::ExpressionStatement(it) => &it.expression,
            Statement::BlockStatement(it) => match it.body.as_slice() {
                [Statement::VariableDeclaration(only)] if !self.is_module => {
                    only.declarations.first()?.init.as_ref()?
                }
                _ => return None,
            },
            _ => return None,
        };
        Some((self.number(stop_of(call)?)?, statement.span().start))
    }

    fn awaits(&self, visit: impl FnOnce(&mut Awaits)) -> bool {
        // The wrapper's function, and the module's in it.
        let mut awaits =
            Awaits { found: false, counts_yields: self.is_module && self.function_starts.len() == 2 };
        visit(&mut awaits);
        awaits.found
    }

    fn set(&mut self, number: usize, place: ProbePlace) {
        if self.probes.len() <= number {
            self.probes.resize(number + 1, None);
        }
        if let Some(slot) = self.probes.get_mut(number) {
            *slot = Some(place);
        }
    }
}

impl<'a> Visit<'a> for ProbeFinder {
    fn visit_statements(&mut self, statements: &oxc::allocator::ArenaVec<'a, Statement<'a>>) {
        for (index, statement) in statements.iter().enumerate() {
            if let Some((number, offset)) = self.probe_of(statement) {
                let is_entry = self.function_starts.last() == Some(&offset) && self.loops == 0;
                let next = statements.get(index + 1);
                let awaits = next.is_some_and(|next| self.awaits(|it| it.visit_statement(next)));
                self.set(number, ProbePlace { offset, is_entry, awaits });
            } else {
                self.visit_statement(statement);
            }
        }
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        if let Some(number) = self.number(it) {
            let offset = it.span.start;
            self.set(number, ProbePlace { offset, is_entry: false, awaits: false });
        }
        walk::walk_call_expression(self, it);
    }

    /// `probe, value`: what may wait is the value.
    fn visit_sequence_expression(&mut self, it: &SequenceExpression<'a>) {
        walk::walk_sequence_expression(self, it);
        if let Some(stop) = it.expressions.first().and_then(stop_of)
            && let Some(number) = self.number(stop)
        {
            let awaits = it.expressions.iter().any(|part| self.awaits(|it| it.visit_expression(part)));
            self.set(number, ProbePlace { offset: stop.span.start, is_entry: false, awaits });
        }
    }

    fn visit_function_body(&mut self, it: &FunctionBody<'a>) {
        let first = it.statements.iter().find(|first| !matches!(first, Statement::FunctionDeclaration(_)));
        self.function_starts.push(first.map_or(it.span.start, |first| first.span().start));
        let loops = std::mem::take(&mut self.loops);
        walk::walk_function_body(self, it);
        self.loops = loops;
        self.function_starts.pop();
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        walk::walk_arrow_function_expression(self, it);
        // `() => (probe, value)`: the probe is the only one, and the first thing that runs.
        if let Some(Expression::SequenceExpression(sequence)) =
            it.body.as_expression().map(Expression::get_inner_expression)
            && let Some(stop) = sequence.expressions.first().and_then(stop_of)
            && let Some(number) = self.number(stop)
        {
            let parts = &sequence.expressions;
            let awaits = parts.iter().any(|part| self.awaits(|it| it.visit_expression(part)));
            self.set(number, ProbePlace { offset: stop.span.start, is_entry: true, awaits });
        }
    }

    fn visit_try_statement(&mut self, it: &TryStatement<'a>) {
        if it.handler.is_some() {
            self.guarded.push(it.block.span.start..it.block.span.end);
        }
        if let Some(finalizer) = &it.finalizer {
            self.finished.push(it.block.span.start..finalizer.span.start);
        }
        walk::walk_try_statement(self, it);
    }

    fn visit_for_statement(&mut self, it: &ForStatement<'a>) {
        self.loops += 1;
        walk::walk_for_statement(self, it);
        self.loops -= 1;
    }

    fn visit_for_in_statement(&mut self, it: &ForInStatement<'a>) {
        self.loops += 1;
        walk::walk_for_in_statement(self, it);
        self.loops -= 1;
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        self.loops += 1;
        walk::walk_for_of_statement(self, it);
        self.loops -= 1;
    }

    fn visit_while_statement(&mut self, it: &WhileStatement<'a>) {
        self.loops += 1;
        walk::walk_while_statement(self, it);
        self.loops -= 1;
    }

    fn visit_do_while_statement(&mut self, it: &DoWhileStatement<'a>) {
        self.loops += 1;
        walk::walk_do_while_statement(self, it);
        self.loops -= 1;
    }
}

/// The call in an expression that may be a probe: `armed && stop(1)`, or `stop(version, 1)`.
fn stop_of<'e, 'a>(expression: &'e Expression<'a>) -> Option<&'e CallExpression<'a>> {
    match expression {
        Expression::LogicalExpression(armed) => match &armed.right {
            Expression::CallExpression(stop) => Some(stop),
            _ => None,
        },
        Expression::CallExpression(stop) => Some(stop),
        _ => None,
    }
}

/// Whether code itself, without the functions in it, may wait. Of a compound statement only what runs
/// before its first inner probe matters, but waiting longer for the frame does no harm.
#[derive(Default)]
struct Awaits {
    found: bool,
    /// A module's own `await` has become a `yield`.
    counts_yields: bool,
}

impl<'a> Visit<'a> for Awaits {
    fn visit_await_expression(&mut self, _: &AwaitExpression<'a>) {
        self.found = true;
    }
    fn visit_yield_expression(&mut self, it: &YieldExpression<'a>) {
        self.found |= self.counts_yields;
        walk::walk_yield_expression(self, it);
    }
    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        self.found |= it.r#await;
        walk::walk_for_of_statement(self, it);
    }
    fn visit_function(&mut self, _: &Function<'a>, _: oxc::syntax::scope::ScopeFlags) {}
    fn visit_arrow_function_expression(&mut self, _: &ArrowFunctionExpression<'a>) {}
    fn visit_class(&mut self, _: &Class<'a>) {}
}
