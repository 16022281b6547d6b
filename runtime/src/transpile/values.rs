//! `expression //?` at the end of a line: the value is told each time, and the program goes on with it.
//! `x //?` becomes `$slT(x,from,to)`, with the range of `x` in the source.

use std::collections::BTreeSet;

use oxc::allocator::{Allocator, ArenaVec, GetAllocator};
use oxc::ast::ast::*;
use oxc::ast::builder::{AstBuilder, GetAstBuilder};
use oxc::ast_visit::{Visit, VisitMut, walk, walk_mut};
use oxc::span::{GetSpan, Span};
use oxc::syntax::number::NumberBase;

use super::Names;

const MARK: &str = "//?";

/// Runs before the probes, whose code has the spans of what it stands before, and before the tree's names are bound.
pub fn insert<'a>(allocator: &'a Allocator, program: &mut Program<'a>, names: &Names) {
    let told = told(program);
    if told.is_empty() {
        return;
    }
    let seen = Ident::from_str_in(&names.thrown(), &allocator);
    Wrapper { builder: AstBuilder::new(allocator), seen, told }.visit_program(program);
}

/// What is told: for each mark the widest expression that ends there, in the order of the text.
fn told(program: &Program) -> Vec<Span> {
    let source = program.source_text;
    if !source.contains(MARK) {
        return Vec::new();
    }
    let is_mark = |comment: &&Comment| {
        source.get(comment.span.start as usize..).is_some_and(|text| text.starts_with(MARK))
    };
    let ends: BTreeSet<u32> = program
        .comments
        .iter()
        .filter(is_mark)
        .filter_map(|mark| end_before(source, mark.span.start))
        .collect();
    let mut finder = Finder { source, ends: &ends, widest: Vec::new(), chains: 0 };
    finder.visit_program(program);
    finder.widest
}

/// Where what stands before a mark ends; what only closes it is left out.
fn end_before(source: &str, mark: u32) -> Option<u32> {
    let before = source.get(..mark as usize)?;
    let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let text = before.trim_end_matches([' ', '\t', ';', ',']);
    (text.len() > line).then_some(text.len() as u32)
}

/// The widest expression that ends at each mark, where a value can be told without changing the program.
struct Finder<'s> {
    source: &'s str,
    ends: &'s BTreeSet<u32>,
    widest: Vec<Span>,
    /// Inside of a chain (`a?.b.c`) a part has no value of its own.
    chains: u32,
}

impl Finder<'_> {
    /// The end at which the rest of a line only closes what is around.
    fn closes(&self, span: Span) -> Option<u32> {
        let end = *self.ends.range(span.end..).next()?;
        let rest = self.source.get(span.end as usize..end as usize)?;
        rest.chars().all(|char| matches!(char, ')' | ' ' | '\t' | ';' | ',')).then_some(end)
    }

    fn take(&mut self, span: Span) -> bool {
        let Some(end) = self.closes(span) else { return false };
        let is_taken = self.widest.iter().any(|known| self.closes(*known) == Some(end));
        if !is_taken {
            self.widest.push(span);
        }
        !is_taken
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    // Outermost first: the first that ends there is the widest.
    fn visit_expression(&mut self, it: &Expression<'a>) {
        let is_whole = self.chains == 0 && !is_named_by_place(it) && !matches!(it, Expression::Super(_));
        if is_whole {
            self.take(it.span());
        }
        walk::walk_expression(self, it);
    }

    // What is called keeps its `this`, and its name where `eval` is meant.
    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        match it.callee.as_member_expression() {
            // The object of a method has a value of its own; outside of a chain, it can be told.
            Some(member) => self.visit_member_expression(member),
            None => {
                self.chains += 1;
                self.visit_expression(&it.callee);
                self.chains -= 1;
            }
        }
        let chains = std::mem::take(&mut self.chains);
        self.visit_arguments(&it.arguments);
        self.chains = chains;
    }

    fn visit_chain_expression(&mut self, it: &ChainExpression<'a>) {
        self.chains += 1;
        walk::walk_chain_expression(self, it);
        self.chains -= 1;
    }

    // A function in what is called, or in a chain, has whole expressions again.
    fn visit_function_body(&mut self, it: &FunctionBody<'a>) {
        let chains = std::mem::take(&mut self.chains);
        walk::walk_function_body(self, it);
        self.chains = chains;
    }

    // Its operand is a place, and no value.
    fn visit_unary_expression(&mut self, it: &UnaryExpression<'a>) {
        if !matches!(it.operator, UnaryOperator::Delete | UnaryOperator::Typeof) {
            walk::walk_unary_expression(self, it);
        }
    }

    fn visit_tagged_template_expression(&mut self, it: &TaggedTemplateExpression<'a>) {
        self.visit_template_literal(&it.quasi);
    }

    // Erased, or given another form: nothing that is added would survive.
    fn visit_ts_type(&mut self, _: &TSType<'a>) {}
    fn visit_decorator(&mut self, _: &Decorator<'a>) {}
    fn visit_import_declaration(&mut self, _: &ImportDeclaration<'a>) {}
    fn visit_export_default_declaration(&mut self, it: &ExportDefaultDeclaration<'a>) {
        if !it.declaration.is_expression() {
            walk::walk_export_default_declaration(self, it);
        }
    }
}

/// A function or class without a name of its own takes that of what it is assigned to.
fn is_named_by_place(expression: &Expression) -> bool {
    match expression.get_inner_expression() {
        Expression::ArrowFunctionExpression(_) => true,
        Expression::FunctionExpression(function) => function.id.is_none(),
        Expression::ClassExpression(class) => class.id.is_none(),
        _ => false,
    }
}

struct Wrapper<'a> {
    builder: AstBuilder<'a>,
    seen: Ident<'a>,
    told: Vec<Span>,
}

impl<'a> GetAstBuilder<'a> for Wrapper<'a> {
    type Builder = AstBuilder<'a>;
    fn builder(&self) -> &AstBuilder<'a> {
        &self.builder
    }
}

impl<'a> GetAllocator<'a> for Wrapper<'a> {
    fn allocator(&self) -> &'a Allocator {
        self.builder.allocator()
    }
}

impl<'a> Wrapper<'a> {
    fn number(&self, span: Span, value: u32) -> Argument<'a> {
        Argument::from(Expression::new_numeric_literal(
            span,
            f64::from(value),
            None,
            NumberBase::Decimal,
            self,
        ))
    }
}

impl<'a> VisitMut<'a> for Wrapper<'a> {
    fn visit_expression(&mut self, it: &mut Expression<'a>) {
        let span = it.span();
        let told = self.told.iter().position(|told| *told == span).map(|at| self.told.swap_remove(at));
        walk_mut::walk_expression(self, it);
        if told.is_none() {
            return;
        }
        let value = std::mem::replace(it, Expression::new_null_literal(span, self));
        let callee = Expression::new_identifier(span, self.seen, self);
        let arguments = [Argument::from(value), self.number(span, span.start), self.number(span, span.end)];
        let arguments = ArenaVec::from_array_in(arguments, self);
        *it = Expression::new_call_expression(span, callee, None, arguments, false, self);
    }
}

#[cfg(test)]
mod tests;
