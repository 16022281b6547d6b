//! Which parts of a loop's head, and which tests of a `switch`, have a probe of their own. Each costs
//! something in every round, so there is one where another would stand on the same line anyway.

use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::span::{GetSpan, Span};
use oxc::syntax::scope::ScopeFlags;

/// `for (;test;update)`: the update's probe is enough where the test only compares, and beside it.
pub(crate) fn for_has_test(source: &str, it: &ForStatement) -> bool {
    let Some(test) = &it.test else { return false };
    match &it.update {
        None => has_test(test),
        Some(update) => does_something(test) || !is_one_line(source, test.span().start, update.span().start),
    }
}

/// The test of `while` and `do`; `true` has none, its body's probes are enough.
pub(crate) fn has_test(test: &Expression) -> bool {
    !test.get_inner_expression().is_literal()
}

/// `for (left of right)`: each round begins at `left`, unless the body does so beside it.
pub(crate) fn has_round(source: &str, left: Span, body: Option<Span>) -> bool {
    body.is_some_and(|body| !is_one_line(source, left.start, body.start))
}

/// The first statement in the body of a loop that is not empty.
pub(crate) fn begin_of(body: &Statement) -> Option<Span> {
    match body {
        Statement::BlockStatement(block) => block.body.first().map(GetSpan::span),
        Statement::EmptyStatement(_) => None,
        body => Some(body.span()),
    }
}

pub(crate) fn has_case(test: &Expression) -> bool {
    does_something(test)
}

fn is_one_line(source: &str, from: u32, to: u32) -> bool {
    source
        .get(from.min(to) as usize..from.max(to) as usize)
        .is_some_and(|between| !between.contains(['\n', '\r']))
}

/// Whether code of the program may run there, or the program may wait.
fn does_something(expression: &Expression) -> bool {
    struct Acts(bool);
    impl<'a> Visit<'a> for Acts {
        fn visit_call_expression(&mut self, _: &CallExpression<'a>) {
            self.0 = true;
        }
        fn visit_new_expression(&mut self, _: &NewExpression<'a>) {
            self.0 = true;
        }
        fn visit_tagged_template_expression(&mut self, _: &TaggedTemplateExpression<'a>) {
            self.0 = true;
        }
        fn visit_assignment_expression(&mut self, _: &AssignmentExpression<'a>) {
            self.0 = true;
        }
        fn visit_await_expression(&mut self, _: &AwaitExpression<'a>) {
            self.0 = true;
        }
        fn visit_yield_expression(&mut self, it: &YieldExpression<'a>) {
            self.0 = true;
            walk::walk_yield_expression(self, it);
        }
        fn visit_function(&mut self, _: &Function<'a>, _: ScopeFlags) {}
        fn visit_arrow_function_expression(&mut self, _: &ArrowFunctionExpression<'a>) {}
        fn visit_class(&mut self, _: &Class<'a>) {}
        fn visit_ts_type(&mut self, _: &TSType<'a>) {}
    }
    let mut acts = Acts(false);
    acts.visit_expression(expression);
    acts.0
}
