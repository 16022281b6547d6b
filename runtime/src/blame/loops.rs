//! Which loop a program is in that was found running. Pure.
//!
//! Of a frame that runs, only the last call it made is known. What comes after that and lasts is a
//! loop: the one around the call, else the first behind it.

use std::ops::Range;

use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::span::{GetSpan, Span};
use oxc::syntax::scope::ScopeFlags;

/// The head of the loop behind a mark in the code of a function (`None`: of the module); `None` when
/// the mark is in a loop itself, or none follows.
pub fn behind(program: &Program, function: Option<Span>, mark: u32) -> Option<Range<usize>> {
    let mut loops = Loops { function, is_inside: function.is_none(), found: Vec::new() };
    loops.visit_program(program);
    let is_around = |(whole, _): &(Span, Span)| whole.start < mark && mark < whole.end;
    if loops.found.iter().any(is_around) {
        return None;
    }
    let heads = loops.found.iter().filter(|(whole, _)| whole.start >= mark);
    let (_, head) = heads.min_by_key(|(whole, _)| whole.start)?;
    Some(head.start as usize..head.end as usize)
}

struct Loops {
    function: Option<Span>,
    /// Whether what is visited is code of the function.
    is_inside: bool,
    /// Each loop, and its head.
    found: Vec<(Span, Span)>,
}

impl Loops {
    fn found(&mut self, whole: Span, head_end: u32) {
        if self.is_inside {
            self.found.push((whole, Span::new(whole.start, head_end)));
        }
    }

    /// Code of another function is not this one's.
    fn within(&mut self, span: Span, visit: impl FnOnce(&mut Self)) {
        let was_inside = std::mem::replace(&mut self.is_inside, self.function == Some(span));
        visit(self);
        self.is_inside = was_inside;
    }
}

/// `do` alone: its test comes last.
const DO: u32 = 2;

impl<'a> Visit<'a> for Loops {
    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        self.within(it.span, |loops| walk::walk_function(loops, it, flags));
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        self.within(it.span, |loops| walk::walk_arrow_function_expression(loops, it));
    }

    fn visit_while_statement(&mut self, it: &WhileStatement<'a>) {
        self.found(it.span, it.body.span().start);
        walk::walk_while_statement(self, it);
    }

    fn visit_do_while_statement(&mut self, it: &DoWhileStatement<'a>) {
        self.found(it.span, it.span.start + DO);
        walk::walk_do_while_statement(self, it);
    }

    fn visit_for_statement(&mut self, it: &ForStatement<'a>) {
        self.found(it.span, it.body.span().start);
        walk::walk_for_statement(self, it);
    }

    fn visit_for_in_statement(&mut self, it: &ForInStatement<'a>) {
        self.found(it.span, it.body.span().start);
        walk::walk_for_in_statement(self, it);
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        self.found(it.span, it.body.span().start);
        walk::walk_for_of_statement(self, it);
    }
}
