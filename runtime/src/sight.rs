//! What stands where somebody looks: a variable, or a property of one, and where its value is to be had. Pure.

mod expression;
mod place;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use oxc::allocator::Allocator;
use oxc::parser::{ParseOptions, Parser};
use oxc::semantic::{ScopeId, Semantic, SemanticBuilder, SymbolFlags, SymbolId};
use oxc::span::{GetSpan, SourceType};

use crate::transpile::{ImportLocal, Probe};
use expression::{Base, expression_at, names_this};
pub use place::place_in;

/// More variables of one function are not looked at.
const MOST_VARIABLES: usize = 100;

/// What a function calls its object: looked at like a variable of it.
pub const THIS: &str = "this";

/// Where the code of a module begins: no function does.
pub const MODULE: u32 = u32::MAX;

/// A variable, or a property of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub variable: String,
    /// The properties that lead on from it; private ones with their `#`.
    pub path: Vec<String>,
    pub home: Home,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// A module's own variable: its live instance has it.
    Module,
    Import {
        slot: u32,
        /// `None`: the namespace.
        imported: Option<String>,
    },
    /// A variable of a function, or of a block of a module: it is there while that runs.
    Local { function: Function, variable: u16 },
}

/// A function, or the code of a module, and what its probes see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// Where it begins, in bytes of the text; [`MODULE`] for the code of a module.
    pub start: u32,
    pub variables: Vec<String>,
    /// By probe, the variables that can be seen there.
    pub probes: BTreeMap<u32, Vec<u16>>,
}

/// A text that ran.
pub struct Ran<'t> {
    pub source: &'t str,
    pub language: SourceType,
    pub imports: &'t [ImportLocal],
    pub probes: &'t [Probe],
}

/// What stands at an offset of the text.
pub fn target(ran: &Ran, offset: usize) -> Option<Target> {
    ran.read(|semantic| {
        let (base, path) = expression_at(semantic, offset as u32)?;
        let scoping = semantic.scoping();
        let base = match base {
            Base::Variable(symbol) => symbol,
            Base::This(scope) => {
                let (function, _) = ran.function(semantic, scope);
                let variable = function.variables.iter().position(|name| name == THIS)? as u16;
                return Some(Target {
                    variable: THIS.to_owned(),
                    path,
                    home: Home::Local { function, variable },
                });
            }
        };
        let flags = scoping.symbol_flags(base);
        // The text says all that there is to say of these.
        let is_told = SymbolFlags::Function | SymbolFlags::Class;
        if path.is_empty() && flags.intersects(is_told) || !flags.can_be_referenced_by_value() {
            return None;
        }
        let variable = scoping.symbol_name(base).to_owned();
        let import = ran.imports.iter().find(|import| import.local == variable);
        let is_root = scoping.symbol_scope_id(base) == scoping.root_scope_id();
        let home = match import.filter(|_| flags.contains(SymbolFlags::Import)) {
            Some(import) => Home::Import { slot: import.slot, imported: import.imported.clone() },
            None if is_root => Home::Module,
            None => {
                let (function, symbols) =
                    ran.function(semantic, function_of(semantic, scoping.symbol_scope_id(base)));
                let variable = symbols.iter().position(|symbol| *symbol == base)? as u16;
                Home::Local { function, variable }
            }
        };
        Some(Target { variable, path, home })
    })
}

/// The function that begins at an offset.
pub fn function_at(ran: &Ran, start: u32) -> Option<Function> {
    ran.read(|semantic| {
        let scoping = semantic.scoping();
        let is_it =
            |scope: &ScopeId| function_of(semantic, *scope) == *scope && start_of(semantic, *scope) == start;
        let scope = scoping.scope_descendants_from_root().find(is_it)?;
        Some(ran.function(semantic, scope).0)
    })
}

impl Ran<'_> {
    fn read<T>(&self, read: impl FnOnce(&Semantic) -> Option<T>) -> Option<T> {
        let allocator = Allocator::default();
        let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
        let parsed = Parser::new(&allocator, self.source, self.language).with_options(options).parse();
        if parsed.panicked {
            return None;
        }
        let semantic = SemanticBuilder::new().with_build_nodes(true).build(&parsed.program).semantic;
        read(&semantic)
    }

    /// With the symbols of its variables.
    fn function(&self, semantic: &Semantic, scope: ScopeId) -> (Function, Vec<SymbolId>) {
        let scoping = semantic.scoping();
        let root = scoping.root_scope_id();
        let is_its = |symbol: &SymbolId| {
            let home = scoping.symbol_scope_id(*symbol);
            // A module's own are read where they live.
            home != root
                && function_of(semantic, home) == scope
                && scoping.symbol_flags(*symbol).can_be_referenced_by_value()
        };
        let symbols: Vec<SymbolId> = scoping.symbol_ids().filter(is_its).take(MOST_VARIABLES).collect();
        let this = names_this(semantic, scope).then_some(symbols.len() as u16);
        let around = semantic.nodes().kind(scoping.get_node_id(scope)).span();
        let mut probes = BTreeMap::new();
        for (number, probe) in self.probes.iter().enumerate() {
            if !(around.start <= probe.range.start && probe.range.start < around.end) {
                continue;
            }
            let here = innermost(semantic, probe.range.start);
            if function_of(semantic, here) != scope {
                continue;
            }
            let is_seen = |symbol: SymbolId| {
                let name = scoping.symbol_name(symbol);
                let found = scoping.scope_ancestors(here).find_map(|scope| {
                    scoping.get_bindings(scope).iter().find(|(known, _)| known.as_str() == name)
                });
                found.is_some_and(|(_, found)| *found == symbol)
            };
            let seen = symbols.iter().zip(0..).filter(|(symbol, _)| is_seen(**symbol));
            probes.insert(number as u32, seen.map(|(_, index)| index).chain(this).collect());
        }
        let names = symbols.iter().map(|symbol| scoping.symbol_name(*symbol).to_owned());
        let names = names.chain(this.map(|_| THIS.to_owned())).collect();
        (Function { start: start_of(semantic, scope), variables: names, probes }, symbols)
    }
}

fn start_of(semantic: &Semantic, scope: ScopeId) -> u32 {
    let scoping = semantic.scoping();
    if scope == scoping.root_scope_id() {
        return MODULE;
    }
    semantic.nodes().kind(scoping.get_node_id(scope)).span().start
}

/// The scope of the function, or of the module, that a scope belongs to.
fn function_of(semantic: &Semantic, scope: ScopeId) -> ScopeId {
    let scoping = semantic.scoping();
    let is_function = |scope: &ScopeId| {
        let flags = scoping.scope_flags(*scope);
        flags.is_function() || flags.is_class_static_block() || flags.is_top()
    };
    scoping.scope_ancestors(scope).find(is_function).unwrap_or(scope)
}

/// The innermost scope at an offset.
fn innermost(semantic: &Semantic, offset: u32) -> ScopeId {
    let scoping = semantic.scoping();
    let span = |scope: ScopeId| semantic.nodes().kind(scoping.get_node_id(scope)).span();
    let holds = |scope: &ScopeId| span(*scope).start <= offset && offset < span(*scope).end;
    let holding = scoping.scope_descendants_from_root().filter(holds);
    holding
        .min_by_key(|scope| (span(*scope).size(), std::cmp::Reverse(scope.index())))
        .unwrap_or(scoping.root_scope_id())
}
