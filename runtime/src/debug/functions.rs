//! The functions of a text by name, for breakpoints at their beginning (pure).

use std::ops::Range;
use std::path::Path;

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;
use oxc::span::{GetSpan, Span};
use oxc::syntax::scope::ScopeFlags;

use crate::transpile::source_type;

/// The bodies, in bytes, of all functions that are called so: `name`, or `Class.name` for a method.
pub fn named(path: &Path, source: &str, is_commonjs: bool, name: &str) -> Vec<Range<usize>> {
    // The last part stands in the text, or no function has the name.
    if !name.rsplit('.').next().is_some_and(|last| !last.is_empty() && source.contains(last)) {
        return Vec::new();
    }
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, source_type(path, is_commonjs)).parse();
    let mut finder = Finder { wanted: name, around: Vec::new(), next: None, found: Vec::new() };
    finder.visit_program(&parsed.program);
    finder.found
}

struct Finder<'n> {
    wanted: &'n str,
    /// Classes and objects around, by name; `None` where a function begins, whose own methods are its own.
    around: Vec<Option<String>>,
    /// What the function or class is called that comes next, where it has no name of its own.
    next: Option<String>,
    found: Vec<Range<usize>>,
}

impl Finder<'_> {
    fn is_wanted(&self, name: &str) -> bool {
        let owner = self.around.last().and_then(Option::as_ref);
        name == self.wanted || owner.is_some_and(|owner| format!("{owner}.{name}") == self.wanted)
    }

    fn take(&mut self, name: Option<String>, body: Span) {
        if name.is_some_and(|name| self.is_wanted(&name)) {
            self.found.push(body.start as usize..body.end as usize);
        }
    }

    /// Visits a value that is called so if it is a function, a class or an object.
    fn called<'a>(&mut self, name: Option<String>, value: &Expression<'a>) {
        match value.get_inner_expression() {
            inner @ (Expression::FunctionExpression(_)
            | Expression::ArrowFunctionExpression(_)
            | Expression::ClassExpression(_)
            | Expression::ObjectExpression(_)) => {
                self.next = name;
                self.visit_expression(inner);
            }
            inner => self.visit_expression(inner),
        }
    }

    fn inside(&mut self, owner: Option<String>, visit: impl FnOnce(&mut Self)) {
        self.around.push(owner);
        visit(self);
        self.around.pop();
    }
}

fn key(key: &PropertyKey) -> Option<String> {
    match key {
        PropertyKey::PrivateIdentifier(name) => Some(format!("#{}", name.name)),
        key => key.static_name().map(|name| name.to_string()),
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        let given = self.next.take();
        let name = it.name().map(|name| name.to_string()).or(given);
        if let Some(body) = &it.body {
            self.take(name, body.span);
        }
        self.inside(None, |this| walk::walk_function(this, it, flags));
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        let name = self.next.take();
        self.take(name, it.body.span());
        self.inside(None, |this| walk::walk_arrow_function_expression(this, it));
    }

    fn visit_class(&mut self, it: &Class<'a>) {
        let given = self.next.take();
        let name = it.name().map(|name| name.to_string()).or(given);
        self.inside(name, |this| walk::walk_class(this, it));
    }

    fn visit_object_expression(&mut self, it: &ObjectExpression<'a>) {
        let name = self.next.take();
        self.inside(name, |this| walk::walk_object_expression(this, it));
    }

    fn visit_method_definition(&mut self, it: &MethodDefinition<'a>) {
        self.visit_property_key(&it.key);
        self.next = key(&it.key);
        self.visit_function(&it.value, ScopeFlags::empty());
    }

    fn visit_property_definition(&mut self, it: &PropertyDefinition<'a>) {
        if let Some(value) = &it.value {
            self.called(key(&it.key), value);
        }
    }

    fn visit_object_property(&mut self, it: &ObjectProperty<'a>) {
        self.called(key(&it.key), &it.value);
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        let name = it.id.get_identifier_name().map(|name| name.to_string());
        if let Some(value) = &it.init {
            self.called(name, value);
        }
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        let name = match &it.left {
            AssignmentTarget::AssignmentTargetIdentifier(target) => Some(target.name.to_string()),
            AssignmentTarget::StaticMemberExpression(target) => Some(target.property.name.to_string()),
            _ => None,
        };
        self.called(name, &it.right);
    }

    fn visit_expression(&mut self, it: &Expression<'a>) {
        // A name is for what stands right behind it.
        if !matches!(
            it,
            Expression::FunctionExpression(_)
                | Expression::ArrowFunctionExpression(_)
                | Expression::ClassExpression(_)
                | Expression::ObjectExpression(_)
        ) {
            self.next = None;
        }
        walk::walk_expression(self, it);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
function plain() { return 1; }
const arrow = (x: number) => x + 1, other = async function () { return 2; };
class Shape { area() { return 3; } #hidden() { return 4; } static make = () => 5; get size() { return 6; } }
const tools = { area() { return 7; }, run: function inner() { return 8; } };
exports.given = () => { function plain() { return 9; } };
call(() => 10);
";

    #[track_caller]
    fn check(name: &str, bodies: &[&str]) {
        let found = named(Path::new("a.ts"), TEXT, false, name);
        let texts: Vec<&str> = found.into_iter().map(|range| &TEXT[range]).collect();
        assert_eq!(texts, bodies, "{name}");
    }

    #[test]
    fn functions_are_found_by_the_names_that_people_call_them() {
        check("plain", &["{ return 1; }", "{ return 9; }"]);
        check("arrow", &["x + 1"]);
        check("other", &["{ return 2; }"]);
        check("area", &["{ return 3; }", "{ return 7; }"]);
        check("Shape.area", &["{ return 3; }"]);
        check("Shape.#hidden", &["{ return 4; }"]);
        check("Shape.make", &["5"]);
        check("Shape.size", &["{ return 6; }"]);
        check("tools.area", &["{ return 7; }"]);
        check("inner", &["{ return 8; }"]);
        check("given", &["{ function plain() { return 9; } }"]);
        check("Shape.plain", &[]);
        check("call", &[]);
        check("", &[]);
    }
}
