//! What a module accepts, read from its text: `import.meta.hot.accept(...)`, by Vite's rules; and what
//! its text asks for by `import()`.

use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::span::GetSpan;
use serde::{Deserialize, Serialize};

use super::Request;

/// A module's part in hot updates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepts {
    /// `accept()` or `accept(callback)`: its own updates.
    pub itself: bool,
    /// `accept("./dep", callback)` and `accept(["./a", "./b"], callback)`.
    pub dependencies: Vec<String>,
    /// `acceptExports(["a"], callback)`: its own updates, for importers that use nothing else of it.
    pub exports: Option<Vec<String>>,
    /// Imported as a namespace: all of it may be used.
    pub namespaces: Vec<String>,
}

/// Like Vite, only what is written out counts: a specifier that is computed accepts nothing. The second
/// part are the specifiers of `import()`, as far as they are written out.
pub fn accepts(program: &Program) -> (Accepts, Vec<Request>) {
    let mut finder = Finder::default();
    finder.visit_program(program);
    (finder.accepts, finder.lazy)
}

#[derive(Default)]
struct Finder {
    accepts: Accepts,
    lazy: Vec<Request>,
}

impl<'a> Visit<'a> for Finder {
    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        if let Expression::StaticMemberExpression(callee) = plain(&it.callee)
            && is_hot(&callee.object)
        {
            let first = it.arguments.first().and_then(Argument::as_expression).map(plain);
            match callee.property.name.as_str() {
                "accept" => self.accept(first, it.arguments.len()),
                "acceptExports" => {
                    let names = first.map(written).unwrap_or_default();
                    self.accepts.exports.get_or_insert_default().extend(names);
                }
                _ => {}
            }
        }
        walk::walk_call_expression(self, it);
    }

    fn visit_import_expression(&mut self, it: &ImportExpression<'a>) {
        if let Some(specifier) = literal(plain(&it.source)) {
            let span = it.source.span();
            self.lazy.push(Request { specifier, attribute_type: None, range: span.start..span.end });
        }
        walk::walk_import_expression(self, it);
    }

    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        let is_namespace = |it: &ImportDeclarationSpecifier| {
            matches!(it, ImportDeclarationSpecifier::ImportNamespaceSpecifier(_))
        };
        if it.specifiers.iter().flatten().any(is_namespace) {
            self.accepts.namespaces.push(it.source.value.to_string());
        }
    }
}

impl Finder {
    fn accept(&mut self, first: Option<&Expression>, arguments: usize) {
        match first {
            Some(first) if literal(first).is_some() || matches!(first, Expression::ArrayExpression(_)) => {
                self.accepts.dependencies.extend(written(first));
            }
            // What stands before a callback is no callback.
            Some(Expression::TemplateLiteral(_) | Expression::BinaryExpression(_)) => {}
            Some(_) if arguments > 1 => {}
            _ => self.accepts.itself = true,
        }
    }
}

/// The strings that are written out: the one, or those of a list.
fn written(expression: &Expression) -> Vec<String> {
    match expression {
        Expression::ArrayExpression(list) => {
            list.elements.iter().filter_map(|it| literal(plain(it.as_expression()?))).collect()
        }
        other => literal(other).into_iter().collect(),
    }
}

fn literal(expression: &Expression) -> Option<String> {
    match expression {
        Expression::StringLiteral(it) => Some(it.value.to_string()),
        Expression::TemplateLiteral(it) => it.single_quasi().map(|text| text.to_string()),
        _ => None,
    }
}

/// `import.meta.hot`
fn is_hot(object: &Expression) -> bool {
    match plain(object) {
        Expression::StaticMemberExpression(member) => {
            member.property.name == "hot" && matches!(plain(&member.object), Expression::ImportMeta(_))
        }
        _ => false,
    }
}

/// Without parentheses, `!` and `as`: they mean nothing at run time.
fn plain<'e, 'a>(expression: &'e Expression<'a>) -> &'e Expression<'a> {
    expression.get_inner_expression()
}

#[cfg(test)]
mod tests;
