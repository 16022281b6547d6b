//! The tests of `node:test` that a text says, found without running it. Pure.
//!
//! A test is a call of a name that the text has from `node:test`, or of `test` of what the function of a
//! test is given. What a run says goes before: names may be computed, and functions may say tests.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;

use super::source_type;

/// A call that says a test or a suite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestCall {
    /// Its name behind those of what it is in; `None`: not written out.
    pub path: Vec<Option<String>>,
    pub is_suite: bool,
    /// The whole call, in bytes.
    pub range: Range<usize>,
}

/// In the order of the text; nothing for a text that does not parse.
pub fn tests(path: &Path, source: &str) -> Vec<TestCall> {
    // Most files say none, and are not parsed for it.
    if !source.contains(MODULE) {
        return Vec::new();
    }
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, source_type(path, false)).parse();
    let mut finder = Finder::default();
    finder.visit_program(&parsed.program);
    finder.found
}

const MODULE: &str = "node:test";
const VARIANTS: [&str; 3] = ["only", "skip", "todo"];

/// What a name of the text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Means {
    Test,
    Suite,
    /// All of the module.
    Module,
    /// What the function of a test is given.
    Context,
}

#[derive(Default)]
struct Finder {
    names: BTreeMap<String, Means>,
    path: Vec<Option<String>>,
    found: Vec<TestCall>,
}

fn exported(name: &str) -> Option<Means> {
    match name {
        "test" | "it" | "only" | "skip" | "todo" => Some(Means::Test),
        "describe" | "suite" => Some(Means::Suite),
        "default" => Some(Means::Module),
        _ => None,
    }
}

impl<'a> Visit<'a> for Finder {
    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        if it.source.value != MODULE {
            return;
        }
        for specifier in it.specifiers.iter().flatten() {
            let means = match specifier {
                ImportDeclarationSpecifier::ImportSpecifier(named) => {
                    exported(named.imported.name().as_str())
                }
                ImportDeclarationSpecifier::ImportDefaultSpecifier(_)
                | ImportDeclarationSpecifier::ImportNamespaceSpecifier(_) => Some(Means::Module),
            };
            if let Some(means) = means {
                self.names.insert(specifier.local().name.to_string(), means);
            }
        }
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        let init = it.init.as_ref().map(Expression::get_inner_expression);
        if let Some(Expression::CallExpression(call)) = init
            && is_require(call)
        {
            self.required(&it.id);
        }
        walk::walk_variable_declarator(self, it);
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        let Some(means) = self.meaning(&it.callee).filter(|means| *means != Means::Context) else {
            return walk::walk_call_expression(self, it);
        };
        self.path.push(name(it));
        self.found.push(TestCall {
            path: self.path.clone(),
            is_suite: means == Means::Suite,
            range: it.span.start as usize..it.span.end as usize,
        });
        let outer = self.names.clone();
        let context = it.arguments.iter().find_map(context);
        self.names.extend(context.map(|name| (name, Means::Context)));
        walk::walk_arguments(self, &it.arguments);
        self.names = outer;
        self.path.pop();
    }
}

impl Finder {
    fn required(&mut self, pattern: &BindingPattern) {
        match pattern {
            BindingPattern::BindingIdentifier(name) => {
                self.names.insert(name.name.to_string(), Means::Module);
            }
            BindingPattern::ObjectPattern(object) => {
                for property in &object.properties {
                    let means = property.key.static_name().and_then(|key| exported(&key));
                    if let (Some(means), BindingPattern::BindingIdentifier(local)) = (means, &property.value)
                    {
                        self.names.insert(local.name.to_string(), means);
                    }
                }
            }
            _ => {}
        }
    }

    /// What a callee says when it is called: the module itself is a `test`.
    fn meaning(&self, callee: &Expression) -> Option<Means> {
        match self.value(callee)? {
            Means::Module => Some(Means::Test),
            means => Some(means),
        }
    }

    fn value(&self, expression: &Expression) -> Option<Means> {
        match expression.get_inner_expression() {
            Expression::Identifier(name) => self.names.get(name.name.as_str()).copied(),
            Expression::StaticMemberExpression(member) => {
                let property = member.property.name.as_str();
                match self.value(&member.object)? {
                    Means::Module => exported(property),
                    Means::Context if property == "test" => Some(Means::Test),
                    Means::Context => None,
                    means if VARIANTS.contains(&property) => Some(means),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

fn is_require(call: &CallExpression) -> bool {
    let is_named = matches!(&call.callee, Expression::Identifier(name) if name.name == "require");
    let first = call.arguments.first().and_then(Argument::as_expression);
    is_named && matches!(first, Some(Expression::StringLiteral(text)) if text.value == MODULE)
}

/// The name of a test: as it is written, or that of its function.
fn name(call: &CallExpression) -> Option<String> {
    let first = call.arguments.first()?.as_expression()?.get_inner_expression();
    match first {
        Expression::StringLiteral(text) => Some(text.value.to_string()),
        Expression::TemplateLiteral(text) => text.single_quasi().map(|text| text.to_string()),
        Expression::FunctionExpression(function) => {
            Some(function.id.as_ref().map_or("<anonymous>".to_owned(), |id| id.name.to_string()))
        }
        Expression::ArrowFunctionExpression(_) => Some("<anonymous>".to_owned()),
        _ => None,
    }
}

/// What the function of a test calls its context.
fn context(argument: &Argument) -> Option<String> {
    let parameters = match argument.as_expression()?.get_inner_expression() {
        Expression::ArrowFunctionExpression(function) => &function.params,
        Expression::FunctionExpression(function) => &function.params,
        _ => return None,
    };
    match &parameters.items.first()?.pattern {
        BindingPattern::BindingIdentifier(name) => Some(name.name.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
