//! Puts a probe before every statement: `if($slP&&$slB[17])$slD(17);`.
//!
//! A probe is where the debugger can stop, and the reason why the engine's positions stay inside
//! their statement: the engine reports the *last* operation it marked, and a probe is marked.

pub(crate) mod head;

use std::ops::Range;

use oxc::allocator::{Allocator, ArenaVec, GetAllocator};
use oxc::ast::ast::*;
use oxc::ast::builder::{AstBuilder, GetAstBuilder};
use oxc::ast_visit::{Visit, VisitMut, walk_mut};
use oxc::span::{GetSpan, Span};
use oxc::syntax::number::NumberBase;
use oxc::syntax::operator::LogicalOperator;
use oxc::syntax::scope::ScopeFlags;
use serde::{Deserialize, Serialize};

use super::Names;

/// A place where the debugger can stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// What it stands before, in the source.
    pub range: Range<u32>,
    pub kind: ProbeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProbeKind {
    Statement,
    /// `return`, and the expression that an arrow function is made of: it leaves the function.
    Return,
    /// `debugger`
    Debugger,
}

/// Inserts the probes; returns probe number -> what it stands before.
///
/// Runs before the tree's names are bound: what it adds is bound with the rest.
pub fn insert<'a>(
    allocator: &'a Allocator,
    program: &mut Program<'a>,
    names: &Names,
    only_marks: bool,
) -> Vec<Probe> {
    let mut probes = Probes {
        source: program.source_text,
        builder: AstBuilder::new(allocator),
        armed: Ident::from_str_in(&names.armed(), &allocator),
        bits: Ident::from_str_in(&names.bits(), &allocator),
        stop: Ident::from_str_in(&names.stop(), &allocator),
        thrown: Ident::from_str_in(&names.thrown(), &allocator),
        executor: Ident::from_str_in(&names.executor(), &allocator),
        only_marks,
        table: Vec::new(),
        chains: 0,
        names_this: false,
        is_entry: false,
    };
    probes.visit_program(program);
    // A program that starts for a debugger stops in it all the same.
    if program.body.is_empty() {
        let end = program.source_text.len() as u32;
        let probe = probes.statement(Span::new(end, end), ProbeKind::Statement);
        program.body.push(probe);
    }
    probes.table
}

/// An `if` takes one of the 65,535 scopes the engine can count in a function; past this many the
/// probes of a module are expressions, which take none and cost a little more.
const MAX_IF_PROBES: usize = 20_000;

struct Probes<'a> {
    source: &'a str,
    builder: AstBuilder<'a>,
    armed: Ident<'a>,
    bits: Ident<'a>,
    stop: Ident<'a>,
    thrown: Ident<'a>,
    executor: Ident<'a>,
    /// A test that is always false leaves the mark and no code.
    only_marks: bool,
    table: Vec<Probe>,
    /// How many optional chains are around.
    chains: u32,
    /// The first probe of a function names `this`: the engine keeps it only where it is named.
    names_this: bool,
    /// The next statement is the first of its function.
    is_entry: bool,
}

impl<'a> GetAstBuilder<'a> for Probes<'a> {
    type Builder = AstBuilder<'a>;
    fn builder(&self) -> &AstBuilder<'a> {
        &self.builder
    }
}

impl<'a> GetAllocator<'a> for Probes<'a> {
    fn allocator(&self) -> &'a Allocator {
        self.builder.allocator()
    }
}

impl<'a> Probes<'a> {
    /// `$p&&$b[n]`, for a new probe before what is at `before`. Every node carries `span`, which
    /// starts where that does, so that the map points there and never at what stood before.
    fn armed_test(&mut self, before: Span, span: Span, kind: ProbeKind) -> (u32, Expression<'a>) {
        let id = self.table.len() as u32;
        self.table.push(Probe { range: before.start..before.end, kind });
        if self.only_marks {
            return (id, Expression::new_boolean_literal(span, false, self));
        }
        let bits = Expression::new_identifier(span, self.bits, self);
        let number = self.number(span, id);
        let bit = Expression::from(MemberExpression::new_computed_member_expression(
            span, bits, number, false, self,
        ));
        let armed = Expression::new_identifier(span, self.armed, self);
        (id, Expression::new_logical_expression(span, armed, LogicalOperator::And, bit, self))
    }

    fn stop_call(&mut self, span: Span, id: u32) -> Expression<'a> {
        let callee = Expression::new_identifier(span, self.stop, self);
        let mut arguments = ArenaVec::from_array_in([Argument::from(self.number(span, id))], self);
        if std::mem::take(&mut self.names_this) {
            arguments.push(Argument::from(Expression::new_this_expression(span, self)));
        }
        Expression::new_call_expression(span, callee, None, arguments, false, self)
    }

    fn number(&self, span: Span, value: u32) -> Expression<'a> {
        Expression::new_numeric_literal(span, f64::from(value), None, NumberBase::Decimal, self)
    }

    fn statement(&mut self, before: Span, kind: ProbeKind) -> Statement<'a> {
        let span = printed(before);
        if self.table.len() >= MAX_IF_PROBES {
            let probe = self.expression(before, span, kind);
            return Statement::new_expression_statement(span, probe, self);
        }
        let (id, test) = self.armed_test(before, span, kind);
        let call = self.stop_call(span, id);
        let stop = Statement::new_expression_statement(span, call, self);
        Statement::new_if_statement(span, test, stop, None, self)
    }

    /// `$p&&$b[n]&&$d(n)`
    fn expression(&mut self, before: Span, span: Span, kind: ProbeKind) -> Expression<'a> {
        let (id, test) = self.armed_test(before, span, kind);
        let stop = self.stop_call(span, id);
        if self.only_marks {
            let nothing = Expression::new_null_literal(span, self);
            return Expression::new_conditional_expression(span, test, stop, nothing, self);
        }
        Expression::new_logical_expression(span, test, LogicalOperator::And, stop, self)
    }

    /// `expr` -> `($p&&$b[n]&&$d(n),expr)`
    fn before_expression(&mut self, expression: &mut Expression<'a>, kind: ProbeKind) {
        let span = expression.span();
        let probe = self.expression(span, span, kind);
        let inner = std::mem::replace(expression, Expression::new_null_literal(span, self));
        let both = ArenaVec::from_array_in([probe, inner], self);
        *expression = Expression::new_sequence_expression(span, both, self);
    }

    /// The same where it stands in a loop's head, whose commas stay what they are.
    fn before_head(&mut self, expression: &mut Expression<'a>) {
        let span = expression.span();
        if let Expression::SequenceExpression(sequence) = expression {
            let probe = self.expression(span, span, ProbeKind::Statement);
            sequence.expressions.insert(0, probe);
        } else {
            self.before_expression(expression, ProbeKind::Statement);
        }
    }

    /// Each round of `for (left of right)` begins where `left` stands.
    fn before_round(&mut self, left: Span, first: Option<Span>, body: &mut Statement<'a>) {
        if let Statement::BlockStatement(block) = body
            && head::has_round(self.source, left, first)
        {
            let probe = self.statement(left, ProbeKind::Statement);
            block.body.insert(0, probe);
        }
    }

    /// `f(g(x))` -> `f(true?g(x):$d)`: the name that is never read marks the call of `f`, and the
    /// engine lays out nothing for it.
    fn mark_call(&self, arguments: &mut [Argument<'a>], callee: Span) {
        if !hides_call(arguments) {
            return;
        }
        let Some(last) = arguments.last_mut() else { return };
        let last = match last {
            Argument::SpreadElement(spread) => &mut spread.argument,
            other => match other.as_expression_mut() {
                Some(expression) => expression,
                None => return,
            },
        };
        self.mark_after(last, callee.end); // nothing else is marked there
    }

    /// `x` -> `true?x:$d`
    fn mark_after(&self, expression: &mut Expression<'a>, at: u32) {
        let span = expression.span();
        let inner = std::mem::replace(expression, Expression::new_null_literal(span, self));
        let always = Expression::new_boolean_literal(span, true, self);
        let mark = Expression::new_identifier(Span::new(at, at + 1), self.stop, self);
        *expression = Expression::new_conditional_expression(span, always, inner, mark, self);
    }

    /// `new Promise(f)` -> `new Promise($e(f,Promise))`
    fn track_rejection(&self, it: &mut NewExpression<'a>) {
        let Expression::Identifier(callee) = &it.callee else { return };
        let [argument] = it.arguments.as_mut_slice() else { return };
        if callee.name != "Promise" {
            return;
        }
        let span = argument.span();
        let constructor = Argument::from(Expression::new_identifier(span, callee.name, self));
        let null = Argument::from(Expression::new_null_literal(span, self));
        if argument.is_spread() {
            return;
        }
        let given = std::mem::replace(argument, null);
        let executor = Expression::new_identifier(span, self.executor, self);
        let arguments = ArenaVec::from_array_in([given, constructor], self);
        *argument =
            Argument::from(Expression::new_call_expression(span, executor, None, arguments, false, self));
    }

    /// The functions in it and around it have a `this` of their own.
    fn function(&mut self, it: &mut Function<'a>, names_this: bool) {
        let outer = std::mem::replace(&mut self.names_this, names_this);
        walk_mut::walk_function(self, it, ScopeFlags::Function);
        self.names_this = outer;
    }

    /// A body that is a single statement becomes a block, so that its probe has a place.
    fn block(&mut self, body: &mut Statement<'a>) {
        let span = printed(body.span());
        if matches!(body, Statement::BlockStatement(_)) {
            return;
        }
        let inner = std::mem::replace(body, Statement::new_empty_statement(span, self));
        let statements = ArenaVec::from_array_in([inner], self);
        *body = Statement::new_block_statement(span, statements, self);
    }

    /// A loop body, which must hold a probe even when it is empty: `while(true){}` has to stop.
    fn loop_body(&mut self, body: &mut Statement<'a>) {
        self.block(body);
        let span = body.span();
        if let Statement::BlockStatement(block) = body
            && !block.body.iter().any(wants_probe)
        {
            let probe = self.statement(span, ProbeKind::Statement);
            block.body.insert(0, probe);
        }
    }
}

/// Where the probe before a statement stands in the map. The printer leaves out a token that points where the one before
/// it did, though it is on a line of its own: of `x` the probe would be the first and last token. So
/// in front of a single character it has none.
fn printed(span: Span) -> Span {
    if span.size() == 1 { Span::empty(span.start) } else { span }
}

/// Whether a call stands right after another one's last mark: `f(g(x))`, `f(x, a || g())`. The
/// engine would report the same position for both.
pub(crate) fn hides_call(arguments: &[Argument]) -> bool {
    struct Calls(bool);
    impl<'a> Visit<'a> for Calls {
        fn visit_call_expression(&mut self, _: &CallExpression<'a>) {
            self.0 = true;
        }
        fn visit_new_expression(&mut self, _: &NewExpression<'a>) {
            self.0 = true;
        }
        fn visit_tagged_template_expression(&mut self, _: &TaggedTemplateExpression<'a>) {
            self.0 = true;
        }
        fn visit_function(&mut self, _: &Function<'a>, _: ScopeFlags) {}
        fn visit_arrow_function_expression(&mut self, _: &ArrowFunctionExpression<'a>) {}
        fn visit_class(&mut self, _: &Class<'a>) {}
        fn visit_ts_type(&mut self, _: &TSType<'a>) {}
    }
    let mut calls = Calls(false);
    for argument in arguments {
        calls.visit_argument(argument);
    }
    calls.0
}

/// Whether a member is read of one of the same name and nothing is marked between: `a.next.next`.
pub(crate) fn repeats_member(object: &Expression, name: &str) -> bool {
    match object.get_inner_expression() {
        Expression::StaticMemberExpression(it) => {
            !it.optional && (it.property.name == name || repeats_member(&it.object, name))
        }
        _ => false,
    }
}

/// Whether something runs at the statement itself.
pub(crate) fn wants_probe(statement: &Statement) -> bool {
    match statement {
        Statement::FunctionDeclaration(_)
        | Statement::ImportDeclaration(_)
        | Statement::ExportAllDeclaration(_)
        | Statement::EmptyStatement(_)
        | Statement::BlockStatement(_)
        | Statement::LabeledStatement(_)
        | Statement::ExportNamedDeclaration(_)
        | Statement::ExportFromDeclaration(_) => false,
        Statement::ExportDeclaration(export) => {
            !matches!(export.declaration, Declaration::FunctionDeclaration(_))
                && !export.declaration.is_typescript_syntax()
        }
        Statement::ExportDefaultDeclaration(export) => {
            export.declaration.is_expression()
                || matches!(export.declaration, ExportDefaultDeclarationKind::ClassDeclaration(_))
        }
        statement => !statement.is_typescript_syntax(),
    }
}

/// Whether the first thing that runs has a probe of its own.
pub(crate) fn is_probed_inside(statement: &Statement) -> bool {
    matches!(statement, Statement::WhileStatement(it) if head::has_test(&it.test))
}

/// Whether the expression takes its name from where it stands; wrapping it would change the name.
pub(crate) fn is_named_by_place(expression: &Expression) -> bool {
    match expression {
        Expression::FunctionExpression(function) => function.id.is_none(),
        Expression::ClassExpression(class) => class.id.is_none(),
        Expression::ArrowFunctionExpression(_) => true,
        Expression::ParenthesizedExpression(inner) => is_named_by_place(&inner.expression),
        _ => false,
    }
}

impl<'a> VisitMut<'a> for Probes<'a> {
    fn visit_statements(&mut self, statements: &mut ArenaVec<'a, Statement<'a>>) {
        let mut probed = ArenaVec::with_capacity_in(statements.len() * 2, self);
        let plain = std::mem::replace(statements, ArenaVec::new_in(self));
        for mut statement in plain {
            // A frame comes once to the first probe of its function; that of a test is met again and again.
            let is_entry = self.is_entry && !matches!(statement, Statement::FunctionDeclaration(_));
            self.is_entry &= !is_entry;
            if wants_probe(&statement) && (is_entry || !is_probed_inside(&statement)) {
                let kind = match &statement {
                    Statement::ReturnStatement(_) => ProbeKind::Return,
                    Statement::DebuggerStatement(_) => ProbeKind::Debugger,
                    _ => ProbeKind::Statement,
                };
                let probe = self.statement(statement.span(), kind);
                probed.push(probe);
            }
            self.visit_statement(&mut statement);
            probed.push(statement);
        }
        *statements = probed;
    }

    fn visit_if_statement(&mut self, it: &mut IfStatement<'a>) {
        self.block(&mut it.consequent);
        if let Some(alternate) = &mut it.alternate
            && !matches!(alternate, Statement::IfStatement(_))
        {
            self.block(alternate);
        }
        walk_mut::walk_if_statement(self, it);
    }

    fn visit_for_statement(&mut self, it: &mut ForStatement<'a>) {
        let has_test = head::for_has_test(self.source, it);
        self.block(&mut it.body);
        walk_mut::walk_for_statement(self, it);
        self.loop_body(&mut it.body);
        if let Some(test) = it.test.as_mut().filter(|_| has_test) {
            self.before_head(test);
        }
        if let Some(update) = &mut it.update {
            self.before_head(update);
        }
    }

    fn visit_for_in_statement(&mut self, it: &mut ForInStatement<'a>) {
        let (left, first) = (it.left.span(), head::begin_of(&it.body));
        self.block(&mut it.body);
        walk_mut::walk_for_in_statement(self, it);
        self.loop_body(&mut it.body);
        self.before_round(left, first, &mut it.body);
    }

    fn visit_for_of_statement(&mut self, it: &mut ForOfStatement<'a>) {
        let (left, first) = (it.left.span(), head::begin_of(&it.body));
        self.block(&mut it.body);
        walk_mut::walk_for_of_statement(self, it);
        self.loop_body(&mut it.body);
        self.before_round(left, first, &mut it.body);
    }

    fn visit_while_statement(&mut self, it: &mut WhileStatement<'a>) {
        let has_test = head::has_test(&it.test);
        self.block(&mut it.body);
        walk_mut::walk_while_statement(self, it);
        self.loop_body(&mut it.body);
        if has_test {
            self.before_head(&mut it.test);
        }
    }

    fn visit_do_while_statement(&mut self, it: &mut DoWhileStatement<'a>) {
        let has_test = head::has_test(&it.test);
        self.block(&mut it.body);
        walk_mut::walk_do_while_statement(self, it);
        self.loop_body(&mut it.body);
        if has_test {
            self.before_head(&mut it.test);
        }
    }

    fn visit_switch_case(&mut self, it: &mut SwitchCase<'a>) {
        let has_test = it.test.as_ref().is_some_and(head::has_case);
        walk_mut::walk_switch_case(self, it);
        if let Some(test) = it.test.as_mut().filter(|_| has_test) {
            self.before_expression(test, ProbeKind::Statement);
        }
    }

    fn visit_function_body(&mut self, it: &mut FunctionBody<'a>) {
        self.is_entry = true;
        walk_mut::walk_function_body(self, it);
        self.is_entry = false;
    }

    fn visit_method_definition(&mut self, it: &mut MethodDefinition<'a>) {
        self.visit_property_key(&mut it.key);
        // A constructor may not name `this` before `super` has made it.
        let names_this = it.kind != MethodDefinitionKind::Constructor;
        self.function(&mut it.value, names_this);
    }

    fn visit_function(&mut self, it: &mut Function<'a>, _: ScopeFlags) {
        self.function(it, true);
    }

    fn visit_class_body(&mut self, it: &mut ClassBody<'a>) {
        let outer = std::mem::take(&mut self.names_this);
        walk_mut::walk_class_body(self, it);
        self.names_this = outer;
    }

    fn visit_arrow_function_expression(&mut self, it: &mut ArrowFunctionExpression<'a>) {
        let outer = std::mem::take(&mut self.names_this);
        walk_mut::walk_arrow_function_expression(self, it);
        self.names_this = outer;
        if let Some(expression) = it.body.as_expression_mut() {
            self.before_expression(expression, ProbeKind::Return);
        }
    }

    fn visit_static_block(&mut self, it: &mut StaticBlock<'a>) {
        let outer = std::mem::replace(&mut self.names_this, true);
        walk_mut::walk_static_block(self, it);
        self.names_this = outer;
    }

    fn visit_property_definition(&mut self, it: &mut PropertyDefinition<'a>) {
        walk_mut::walk_property_definition(self, it);
        if let Some(value) = &mut it.value
            && !it.declare
            && !is_named_by_place(value)
        {
            self.before_expression(value, ProbeKind::Statement);
        }
    }

    fn visit_static_member_expression(&mut self, it: &mut StaticMemberExpression<'a>) {
        let is_repeated = !it.optional && repeats_member(&it.object, &it.property.name);
        walk_mut::walk_static_member_expression(self, it);
        if is_repeated && self.chains == 0 {
            self.mark_after(&mut it.object, it.property.span.start);
        }
    }

    fn visit_chain_expression(&mut self, it: &mut ChainExpression<'a>) {
        self.chains += 1; // wrapping a part would end where `?.` leads to
        walk_mut::walk_chain_expression(self, it);
        self.chains -= 1;
    }

    fn visit_call_expression(&mut self, it: &mut CallExpression<'a>) {
        walk_mut::walk_call_expression(self, it);
        self.mark_call(&mut it.arguments, it.callee.span());
    }

    fn visit_new_expression(&mut self, it: &mut NewExpression<'a>) {
        walk_mut::walk_new_expression(self, it);
        self.track_rejection(it);
        self.mark_call(&mut it.arguments, it.callee.span());
    }

    fn visit_throw_statement(&mut self, it: &mut ThrowStatement<'a>) {
        walk_mut::walk_throw_statement(self, it);
        let span = it.argument.span();
        let callee = Expression::new_identifier(span, self.thrown, self);
        let thrown = std::mem::replace(&mut it.argument, Expression::new_null_literal(span, self));
        let arguments = ArenaVec::from_array_in([Argument::from(thrown)], self);
        it.argument = Expression::new_call_expression(span, callee, None, arguments, false, self);
    }

    // Erased or rewritten as a whole: what a probe adds in there would not survive.
    fn visit_ts_external_module_declaration(&mut self, _: &mut TSExternalModuleDeclaration<'a>) {}
    fn visit_ts_namespace_declaration(&mut self, _: &mut TSNamespaceDeclaration<'a>) {}
    fn visit_ts_global_declaration(&mut self, _: &mut TSGlobalDeclaration<'a>) {}
}
