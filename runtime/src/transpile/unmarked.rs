//! The text of a function without what was added to it: probes, and what remembers where something was
//! thrown. A program that reads or evaluates its own functions must not meet our names.

use std::ops::Range;

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;
use oxc::span::{GetSpan, SourceType, Span};

/// The text as a person would have written it, but for layout. What cannot be read stays as it is.
pub(crate) fn unmarked(text: &str) -> String {
    cleared(text, false)
}

/// The same, where what is imported stands as it runs: `$sl0.name`.
pub(crate) fn unmarked_but_imports(text: &str) -> String {
    cleared(text, true)
}

fn cleared(text: &str, keeps_imports: bool) -> String {
    if !text.contains("$sl") {
        return text.to_owned();
    }
    // A method stands only in an object or a class.
    let frames = [("(", ")"), ("({", "})"), ("(class {", "})"), ("(class extends Object {", "})")];
    let without = frames.iter().find_map(|(before, after)| without(text, before, after, keeps_imports));
    without.unwrap_or_else(|| text.to_owned())
}

fn without(text: &str, before: &str, after: &str, keeps_imports: bool) -> Option<String> {
    let framed = format!("{before}{text}{after}");
    let allocator = Allocator::default();
    // Modules run their functions strictly, and may await.
    let parsed = Parser::new(&allocator, &framed, SourceType::mjs()).parse();
    if !parsed.diagnostics.is_empty() {
        return None;
    }
    let mut marks = Marks { text: &framed, keeps_imports, cut: Vec::new() };
    marks.visit_program(&parsed.program);
    marks.cut.sort_by_key(|cut| cut.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), before.len());
    for cut in marks.cut {
        out.push_str(framed.get(at..cut.start.max(at))?);
        at = at.max(cut.end);
    }
    out.push_str(framed.get(at..before.len() + text.len())?);
    Some(out)
}

/// Finds what was added.
struct Marks<'t> {
    text: &'t str,
    keeps_imports: bool,
    cut: Vec<Range<usize>>,
}

impl Marks<'_> {
    fn cut(&mut self, from: u32, to: u32) {
        self.cut.push(from as usize..to as usize);
    }

    /// Leaves of `whole` only `part`.
    fn keep(&mut self, whole: Span, part: Span) {
        self.cut(whole.start, part.start);
        self.cut(part.end, whole.end);
    }

    /// The statement, and the line it stands on.
    fn cut_line(&mut self, span: Span) {
        let behind = self.text.get(span.end as usize..).unwrap_or_default();
        let line =
            behind.strip_prefix('\n').map_or(0, |next| 1 + next.len() - next.trim_start_matches('\t').len());
        self.cut(span.start, span.end + line as u32);
    }
}

impl<'a> Visit<'a> for Marks<'_> {
    fn visit_if_statement(&mut self, it: &IfStatement<'a>) {
        if is_probe(&it.test) || is_mark(&it.test, &it.consequent) {
            return self.cut_line(it.span);
        }
        walk::walk_if_statement(self, it);
    }

    fn visit_expression_statement(&mut self, it: &ExpressionStatement<'a>) {
        if is_probe(&it.expression) {
            return self.cut_line(it.span);
        }
        walk::walk_expression_statement(self, it);
    }

    /// `{$slD(version, 1, 0);x}`
    fn visit_block_statement(&mut self, it: &BlockStatement<'a>) {
        if let [Statement::ExpressionStatement(first), .., last] = it.body.as_slice()
            && is_wrapping(&first.expression)
        {
            self.cut(it.span.start, first.span.end);
            self.cut(last.span().end, it.span.end);
        }
        walk::walk_block_statement(self, it);
    }

    /// `($slD(version, 1, 0),x)`
    fn visit_parenthesized_expression(&mut self, it: &ParenthesizedExpression<'a>) {
        if let Expression::SequenceExpression(sequence) = &it.expression
            && let [first, value] = sequence.expressions.as_slice()
            && is_wrapping(first)
        {
            self.keep(it.span, value.span());
            return self.visit_expression(value);
        }
        walk::walk_parenthesized_expression(self, it);
    }

    fn visit_sequence_expression(&mut self, it: &SequenceExpression<'a>) {
        if let [first, second, ..] = it.expressions.as_slice()
            && is_probe(first)
        {
            self.cut(first.span().start, second.span().start);
        }
        walk::walk_sequence_expression(self, it);
    }

    /// `true ? x : $slD`
    fn visit_conditional_expression(&mut self, it: &ConditionalExpression<'a>) {
        if is_named(&it.alternate, 'D')
            && matches!(&it.test, Expression::BooleanLiteral(literal) if literal.value)
        {
            self.keep(it.span, it.consequent.span());
        }
        walk::walk_conditional_expression(self, it);
    }

    /// `$slT(x)`, `$slT((x), 0)`, `$slT(x, 3, 7)`, `$slE(x, Promise)`
    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        if let Some(argument) = it.arguments.first()
            && (is_named(&it.callee, 'T') || is_named(&it.callee, 'E'))
        {
            let kept = match argument {
                Argument::ParenthesizedExpression(inner)
                    if matches!(it.arguments.as_slice(), [_, Argument::NumericLiteral(_)]) =>
                {
                    inner.expression.span()
                }
                argument => argument.span(),
            };
            self.keep(it.span, kept);
        }
        walk::walk_call_expression(self, it);
    }

    /// `$sl0.name`; what is imported by default has no name of its own.
    fn visit_static_member_expression(&mut self, it: &StaticMemberExpression<'a>) {
        let is_import = matches!(&it.object, Expression::Identifier(name) if is_slot(&name.name));
        if is_import && !self.keeps_imports && it.property.name != "default" {
            self.cut(it.span.start, it.property.span.start);
        }
        walk::walk_static_member_expression(self, it);
    }
}

/// `$slP && $slB[1]`, perhaps `&& $slD(1)`; or `$slD(version, 1)`. Where probes only mark their places,
/// `false ? $slD(1) : null`.
fn is_probe(test: &Expression) -> bool {
    match test {
        Expression::CallExpression(_) => is_stop(test),
        Expression::LogicalExpression(both) => is_named(&both.left, 'P') || is_probe(&both.left),
        Expression::ConditionalExpression(it) => is_false(&it.test) && is_stop(&it.consequent),
        _ => false,
    }
}

/// `if (false) $slD(1);`
fn is_mark(test: &Expression, consequent: &Statement) -> bool {
    matches!(consequent, Statement::ExpressionStatement(it) if is_false(test) && is_stop(&it.expression))
}

fn is_false(expression: &Expression) -> bool {
    matches!(expression, Expression::BooleanLiteral(literal) if !literal.value)
}

fn is_stop(expression: &Expression) -> bool {
    matches!(expression, Expression::CallExpression(call) if is_named(&call.callee, 'D'))
}

/// `$slD(version, 1, 0)`: what is around it was added with it.
fn is_wrapping(probe: &Expression) -> bool {
    let Expression::CallExpression(call) = probe else { return false };
    is_named(&call.callee, 'D') && matches!(call.arguments.as_slice(), [_, _, Argument::NumericLiteral(_)])
}

fn is_named(expression: &Expression, suffix: char) -> bool {
    matches!(expression, Expression::Identifier(it) if stem(&it.name).is_some_and(|rest| rest.len() == 1 && rest.starts_with(suffix)))
}

fn is_slot(name: &str) -> bool {
    stem(name).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What follows our prefix, which grows until the program does not have it.
fn stem(name: &str) -> Option<&str> {
    name.strip_prefix("$sl").map(|rest| rest.trim_start_matches('_'))
}

#[cfg(test)]
mod tests {
    use super::unmarked;

    #[test]
    fn what_was_added_to_a_function_is_not_in_its_text() {
        for (marked, plain) in [
            ("(x) => ($slP && $slB[3] && $slD(3), x * 2)", "(x) => (x * 2)"),
            (
                "function f(a) {\n\tif ($slP && $slB[1]) $slD(1, this);\n\treturn a;\n}",
                "function f(a) {\n\treturn a;\n}",
            ),
            ("() => {\n\t$slP && $slB[1] && $slD(1);\n\treturn 1;\n}", "() => {\n\treturn 1;\n}"),
            ("() => {\n\tthrow $slT(new Error(\"x\"));\n}", "() => {\n\tthrow new Error(\"x\");\n}"),
            (
                "() => new Promise(true ? $slE((r) => ($slP && $slB[5] && $slD(5), r(1)), Promise) : $slD)",
                "() => new Promise((r) => (r(1)))",
            ),
            ("() => {\n\treturn $slT(f(1), 10, 14);\n}", "() => {\n\treturn f(1);\n}"),
            ("() => {\n\tif (false) $slD(1, this);\n\treturn 1;\n}", "() => {\n\treturn 1;\n}"),
            ("(x) => (false ? $slD(3) : null, x * 2)", "(x) => (x * 2)"),
            ("() => f(true ? g(true ? h(1) : $slD) : $slD)", "() => f(g(h(1)))"),
            ("() => $sl0.join($sl12.sep, $sl1.default)", "() => join(sep, $sl1.default)"),
            ("(x) => ($slD(4294967290, 3), x)", "(x) => (x)"),
            (
                "function f() {\n\t$slD(4294967290, 1, this);\n\treturn 1;\n}",
                "function f() {\n\treturn 1;\n}",
            ),
            ("class A {\n\t#p = ($slP && $slB[6] && $slD(6), 1);\n}", "class A {\n\t#p = (1);\n}"),
            (
                "m() {\n\tif ($sl_P && $sl_B[7]) $sl_D(7);\n\treturn super.m();\n}",
                "m() {\n\treturn super.m();\n}",
            ),
            ("get [$sl0.key]() {\n\treturn 1;\n}", "get [key]() {\n\treturn 1;\n}"),
            (
                "async function* f() {\n\tif ($slP && $slB[1]) $slD(1);\n\tyield await 1;\n}",
                "async function* f() {\n\tyield await 1;\n}",
            ),
        ] {
            assert_eq!(unmarked(marked), plain);
        }
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        for text in [
            "() => $slow && $sleep",
            "() => \"if ($slP && $slB[1]) $slD(1);\"",
            "function toString() {\n    [native code $sl]\n}",
            "() => (a, b)",
            "() => true ? a : $slope",
        ] {
            assert_eq!(unmarked(text), text);
        }
    }
}
