//! What a module accepts, read from its text: `import.meta.hot.accept(...)`, by Vite's rules.

use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};

/// A module's part in hot updates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepts {
    /// `accept()` or `accept(callback)`: its own updates.
    pub itself: bool,
    /// `accept("./dep", callback)` and `accept(["./a", "./b"], callback)`.
    pub dependencies: Vec<String>,
}

/// Like Vite, only what is written out counts: a specifier that is computed accepts nothing.
pub fn accepts(program: &Program) -> Accepts {
    let mut finder = Finder(Accepts::default());
    finder.visit_program(program);
    finder.0
}

struct Finder(Accepts);

impl<'a> Visit<'a> for Finder {
    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        if let Expression::StaticMemberExpression(callee) = &it.callee
            && callee.property.name == "accept"
            && is_hot(&callee.object)
        {
            match it.arguments.first() {
                Some(Argument::StringLiteral(dependency)) => {
                    self.0.dependencies.push(dependency.value.to_string());
                }
                Some(Argument::ArrayExpression(list)) => {
                    self.0.dependencies.extend(list.elements.iter().filter_map(|element| match element {
                        ArrayExpressionElement::StringLiteral(dependency) => {
                            Some(dependency.value.to_string())
                        }
                        _ => None,
                    }));
                }
                _ => self.0.itself = true,
            }
        }
        walk::walk_call_expression(self, it);
    }
}

/// `import.meta.hot`
fn is_hot(object: &Expression) -> bool {
    match object {
        Expression::StaticMemberExpression(member) => {
            member.property.name == "hot" && matches!(member.object, Expression::ImportMeta(_))
        }
        Expression::TSNonNullExpression(inner) => is_hot(&inner.expression),
        Expression::ParenthesizedExpression(inner) => is_hot(&inner.expression),
        _ => false,
    }
}
