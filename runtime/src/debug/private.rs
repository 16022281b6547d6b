//! Private names in a text that is evaluated in a frame: outside of a class body no engine takes them, so
//! that they become calls. Pure.

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;
use oxc::span::{GetSpan, SourceType};
use rustc_hash::FxHashSet;

/// The functions that stand for `object.#name` and `#name in object`, while such a text runs.
pub const MEMBER: &str = "$slPrivate";
pub const IS_IN: &str = "$slPrivateIn";

/// `object.#name` becomes `$slPrivate(object,"#name").v`, or `.c` where it is called. `None`: the text
/// names nothing private but what it declares itself.
pub fn rewrite(text: &str) -> Option<String> {
    if !text.contains('#') {
        return None;
    }
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::cjs()).parse();
    if parsed.panicked {
        return None;
    }
    let mut names = PrivateNames::default();
    names.visit_program(&parsed.program);
    if names.edits.is_empty() {
        return None;
    }
    names.edits.sort_by_key(|(from, to, _)| (*from, *to));
    let (mut code, mut at) = (String::with_capacity(text.len() + 64), 0);
    for (from, to, instead) in &names.edits {
        code.push_str(text.get(at..*from as usize)?);
        code.push_str(instead);
        at = (*to as usize).max(at);
    }
    code.push_str(text.get(at..)?);
    Some(code)
}

#[derive(Default)]
struct PrivateNames {
    /// What the classes around declare.
    declared: Vec<FxHashSet<String>>,
    /// What stands instead of a part of the text.
    edits: Vec<(u32, u32, String)>,
}

impl PrivateNames {
    fn is_declared(&self, name: &str) -> bool {
        self.declared.iter().any(|names| names.contains(name))
    }

    fn member(&mut self, it: &PrivateFieldExpression, is_called: bool) {
        if self.is_declared(&it.field.name) {
            return;
        }
        let object = it.object.span();
        // What `?.` has cut short goes on as such.
        let is_chained = it.optional || has_optional(&it.object);
        let (flag, dot) = if is_chained { (",1", "?.") } else { ("", ".") };
        let member = if is_called { 'c' } else { 'v' };
        self.edits.push((object.start, object.start, format!("{MEMBER}(")));
        self.edits.push((object.end, it.span.end, format!(",\"#{}\"{flag}){dot}{member}", it.field.name)));
    }
}

fn has_optional(object: &Expression) -> bool {
    match object {
        Expression::CallExpression(call) => call.optional || has_optional(&call.callee),
        object => object
            .as_member_expression()
            .is_some_and(|member| member.optional() || has_optional(member.object())),
    }
}

impl<'a> Visit<'a> for PrivateNames {
    fn visit_class_body(&mut self, it: &ClassBody<'a>) {
        let key = |element: &ClassElement| match element.property_key() {
            Some(PropertyKey::PrivateIdentifier(name)) => Some(name.name.to_string()),
            _ => None,
        };
        self.declared.push(it.body.iter().filter_map(key).collect());
        walk::walk_class_body(self, it);
        self.declared.pop();
    }

    fn visit_private_field_expression(&mut self, it: &PrivateFieldExpression<'a>) {
        self.member(it, false);
        walk::walk_private_field_expression(self, it);
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        if let Expression::PrivateFieldExpression(callee) = &it.callee {
            self.member(callee, true);
            self.visit_expression(&callee.object);
            self.visit_arguments(&it.arguments);
        } else {
            walk::walk_call_expression(self, it);
        }
    }

    fn visit_private_in_expression(&mut self, it: &PrivateInExpression<'a>) {
        if !self.is_declared(&it.left.name) {
            let right = it.right.span();
            self.edits.push((it.span.start, right.start, format!("{IS_IN}(\"#{}\",", it.left.name)));
            self.edits.push((right.end, right.end, ")".to_owned()));
        }
        self.visit_expression(&it.right);
    }
}

#[cfg(test)]
mod tests {
    use super::rewrite;

    #[test]
    fn private_names_become_calls_where_no_class_of_the_text_declares_them() {
        for (text, code) in [
            ("this.#x", "$slPrivate(this,\"#x\").v"),
            ("this.#x += o.#y", "$slPrivate(this,\"#x\").v += $slPrivate(o,\"#y\").v"),
            ("this.#x.#y++", "$slPrivate($slPrivate(this,\"#x\").v,\"#y\").v++"),
            ("this.#m(this.#x)", "$slPrivate(this,\"#m\").c($slPrivate(this,\"#x\").v)"),
            ("o?.#x.y", "$slPrivate(o,\"#x\",1)?.v.y"),
            ("o?.p.#m(1)", "$slPrivate(o?.p,\"#m\",1)?.c(1)"),
            ("#x in o && 1", "$slPrivateIn(\"#x\",o) && 1"),
            ("[(a, b).#x] = [1]", "[$slPrivate((a, b),\"#x\").v] = [1]"),
            (
                "(() => { class A { #x = 1; m(o) { return this.#x + o.#y } } })",
                "(() => { class A { #x = 1; m(o) { return this.#x + $slPrivate(o,\"#y\").v } } })",
            ),
        ] {
            assert_eq!(rewrite(text).as_deref(), Some(code), "{text}");
        }
        for text in ["a.x", "'#x'", "class { #x; m() { return #x in this } }", "this.#"] {
            assert_eq!(rewrite(text), None, "{text}");
        }
    }
}
