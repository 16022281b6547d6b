//! A script that a debugger sends, made to stop as a module does. Pure.

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::codegen::{Codegen, CodegenOptions, CommentOptions};
use oxc::parser::Parser;
use oxc::span::SourceType;
use oxc::syntax::scope::ScopeFlags;

use super::{Names, Probe, map_tokens, probes};
use crate::ids::VersionId;
use crate::source_map::MapToken;

/// A script with probes. Its first line is empty, as that of a module is not its own.
pub struct Evaluated {
    pub code: String,
    pub tokens: Vec<MapToken>,
    pub probes: Vec<Probe>,
}

/// The names that the probes of such scripts begin with; the realm declares them once.
pub const PREFIX: &str = "$sl";

/// What the engine calls the code of a script itself.
pub const SCRIPT_FUNCTION: &str = "<eval>";

/// `None`: there is nothing in it at which a program could stop later, or it does not parse.
pub fn instrument(text: &str, version: VersionId, always: bool) -> Option<Evaluated> {
    let names = Names::unused_in(text);
    if names.prefix != PREFIX {
        return None;
    }
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::cjs()).parse();
    if parsed.panicked || !parsed.diagnostics.is_empty() {
        return None;
    }
    let mut program = parsed.program;
    let mut stops = Stops(false);
    stops.visit_program(&program);
    if !stops.0 && !always {
        return None;
    }
    let probes = probes::insert_calls(&allocator, &mut program, &names, version);
    let options = CodegenOptions {
        source_map_path: Some("evaluated.js".into()),
        comments: CommentOptions::disabled(),
        ..CodegenOptions::default()
    };
    let printed = Codegen::new().with_options(options).build(&program);
    Some(Evaluated { tokens: map_tokens(&printed), code: format!("\n{}", printed.code), probes })
}

/// Whether a text holds what may stop: code that runs later, loops, `throw` and `debugger`.
struct Stops(bool);

impl<'a> Visit<'a> for Stops {
    fn visit_function(&mut self, _: &Function<'a>, _: ScopeFlags) {
        self.0 = true;
    }
    fn visit_arrow_function_expression(&mut self, _: &ArrowFunctionExpression<'a>) {
        self.0 = true;
    }
    fn visit_class(&mut self, _: &Class<'a>) {
        self.0 = true;
    }
    fn visit_statement(&mut self, it: &Statement<'a>) {
        self.0 |= it.is_iteration_statement()
            || matches!(it, Statement::DebuggerStatement(_) | Statement::ThrowStatement(_));
        walk::walk_statement(self, it);
    }
}
