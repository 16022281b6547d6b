//! The engine's order of evaluation, construct by construct.

use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::span::{GetSpan, Span};
use oxc::syntax::scope::ScopeFlags;

use super::{Kind, Layout, callee};
use crate::transpile::probes::{self, head};

impl<'a> Layout<'_> {
    fn call(&mut self, callee_expression: &Expression<'a>, span: Span) {
        let (name, member) = callee(callee_expression);
        let anchor = self.callee_anchor(callee_expression, member);
        self.operation_on(Kind::Call, name.as_deref(), span, anchor, Some(callee_expression.span()));
    }

    fn callee_anchor(&self, callee: &Expression<'a>, member: Option<&MemberExpression<'a>>) -> u32 {
        match (member, callee) {
            (Some(member), _) => self.member_anchor(member),
            // `f()()` and `(() => {})()` fail at their last parentheses.
            (None, callee) => match callee.get_inner_expression() {
                Expression::CallExpression(_)
                | Expression::FunctionExpression(_)
                | Expression::ArrowFunctionExpression(_) => callee.span().end,
                _ => callee.span().start,
            },
        }
    }

    /// Whether a probe, and with it a mark, stands before the statement.
    fn is_probed(statement: &Statement) -> bool {
        !matches!(
            statement,
            Statement::BlockStatement(_)
                | Statement::FunctionDeclaration(_)
                | Statement::EmptyStatement(_)
                | Statement::LabeledStatement(_)
        ) && !probes::is_probed_inside(statement)
    }

    /// `for (left of right)`: the right side, what is taken from it, the body, and the next value.
    fn for_of(&mut self, it: &ForOfStatement<'a>) {
        let head = Span::new(it.left.span().start, it.right.span().end);
        self.visit_expression(&it.right);
        // Nothing is marked between an array pattern and the right side: both are shown.
        let right = it.right.span();
        let (shown, value) = if takes_arrays_apart(&it.left) { (head, None) } else { (right, Some(right)) };
        self.operation_on(Kind::Iterate, None, shown, right.start, value);
        self.branch(|layout| {
            layout.loop_target(&it.left, head);
            layout.round(it.left.span(), &it.body);
        });
        self.operation(Kind::Next, None, head, head.start);
    }

    /// The body, and the probe with which each round begins.
    fn round(&mut self, left: Span, body: &Statement<'a>) {
        if head::has_round(self.source, left, head::begin_of(body)) {
            self.mark(left.start);
        }
        self.visit_statement(body);
    }

    /// A part of a loop's head that may have a probe.
    fn head(&mut self, expression: &Expression<'a>, has_probe: bool) {
        if has_probe {
            self.mark(expression.span().start);
        }
        self.visit_expression(expression);
    }

    fn loop_target(&mut self, left: &ForStatementLeft<'a>, head: Span) {
        if let ForStatementLeft::VariableDeclaration(it) = left {
            for declarator in &it.declarations {
                self.pattern(&declarator.id, head);
            }
        } else if let Some(target) = left.as_assignment_target() {
            self.fill_target(target);
        }
    }
}

fn takes_arrays_apart(left: &ForStatementLeft) -> bool {
    match left {
        ForStatementLeft::VariableDeclaration(it) => {
            it.declarations.iter().any(|it| matches!(it.id, BindingPattern::ArrayPattern(_)))
        }
        left => matches!(left, ForStatementLeft::ArrayAssignmentTarget(_)),
    }
}

impl<'a> Visit<'a> for Layout<'_> {
    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        self.inside(it.span, [it.span.start, it.params.span.start], |layout| {
            walk::walk_function(layout, it, flags)
        });
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        self.inside(it.span, [it.span.start, it.params.span.start], |layout| {
            layout.visit_formal_parameters(&it.params);
            if let Some(expression) = it.body.as_expression() {
                layout.mark(expression.span().start);
                layout.visit_expression(expression);
            } else {
                walk::walk_arrow_function_expression(layout, it);
            }
        });
    }

    fn visit_statement(&mut self, it: &Statement<'a>) {
        if self.is_done() {
            return;
        }
        if Self::is_probed(it) {
            self.mark(it.span().start);
        }
        walk::walk_statement(self, it);
    }

    fn visit_if_statement(&mut self, it: &IfStatement<'a>) {
        self.visit_expression(&it.test);
        self.branch(|layout| layout.visit_statement(&it.consequent));
        self.branch(|layout| match &it.alternate {
            Some(Statement::IfStatement(alternate)) => layout.visit_if_statement(alternate), // no probe
            Some(alternate) => layout.visit_statement(alternate),
            None => {}
        });
    }

    fn visit_for_statement(&mut self, it: &ForStatement<'a>) {
        if let Some(init) = &it.init {
            self.visit_for_statement_init(init);
        }
        self.branch(|layout| {
            if let Some(test) = &it.test {
                layout.head(test, head::for_has_test(layout.source, it));
            }
            layout.branch(|layout| layout.visit_statement(&it.body));
            if let Some(update) = &it.update {
                layout.head(update, true);
            }
        });
    }

    fn visit_while_statement(&mut self, it: &WhileStatement<'a>) {
        self.branch(|layout| {
            layout.head(&it.test, head::has_test(&it.test));
            layout.visit_statement(&it.body);
        });
    }

    fn visit_do_while_statement(&mut self, it: &DoWhileStatement<'a>) {
        self.branch(|layout| layout.visit_statement(&it.body));
        self.branch(|layout| layout.head(&it.test, head::has_test(&it.test)));
    }

    fn visit_try_statement(&mut self, it: &TryStatement<'a>) {
        self.branch(|layout| layout.visit_block_statement(&it.block));
        self.branch(|layout| {
            if let Some(handler) = &it.handler {
                layout.visit_catch_clause(handler);
            }
        });
        self.branch(|layout| {
            if let Some(finalizer) = &it.finalizer {
                layout.visit_block_statement(finalizer);
            }
        });
    }

    fn visit_switch_case(&mut self, it: &SwitchCase<'a>) {
        self.branch(|layout| {
            if let Some(test) = it.test.as_ref().filter(|test| head::has_case(test)) {
                layout.mark(test.span().start);
            }
            walk::walk_switch_case(layout, it);
        });
    }

    fn visit_labeled_statement(&mut self, it: &LabeledStatement<'a>) {
        self.branch(|layout| layout.visit_statement(&it.body));
    }

    fn visit_conditional_expression(&mut self, it: &ConditionalExpression<'a>) {
        self.visit_expression(&it.test);
        self.branch(|layout| layout.visit_expression(&it.consequent));
        self.branch(|layout| layout.visit_expression(&it.alternate));
    }

    fn visit_logical_expression(&mut self, it: &LogicalExpression<'a>) {
        self.visit_expression(&it.left);
        self.branch(|layout| layout.visit_expression(&it.right));
    }

    fn visit_chain_expression(&mut self, it: &ChainExpression<'a>) {
        self.branch(|layout| walk::walk_chain_expression(layout, it));
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        self.for_of(it);
    }

    fn visit_for_in_statement(&mut self, it: &ForInStatement<'a>) {
        self.visit_expression(&it.right);
        self.operation(Kind::Operator, None, it.right.span(), it.right.span().start);
        self.branch(|layout| {
            layout.loop_target(&it.left, it.right.span());
            layout.round(it.left.span(), &it.body);
        });
    }

    fn visit_expression(&mut self, it: &Expression<'a>) {
        if !self.is_done() {
            walk::walk_expression(self, it);
        }
    }

    fn visit_property_definition(&mut self, it: &PropertyDefinition<'a>) {
        if it.computed {
            self.visit_property_key(&it.key);
        }
        if let Some(value) = &it.value {
            self.mark(value.span().start);
            self.visit_expression(value);
        }
    }

    fn visit_object_property(&mut self, it: &ObjectProperty<'a>) {
        if let (true, Expression::Identifier(name)) = (it.shorthand, &it.value) {
            // The engine marks no shorthand.
            return self.operation(Kind::Read, Some(&name.name), name.span, name.span.start);
        }
        if it.computed {
            self.visit_property_key(&it.key);
            self.operation(Kind::Operator, None, it.key.span(), it.key.span().start);
        }
        self.visit_expression(&it.value);
    }

    fn visit_object_property_kind(&mut self, it: &ObjectPropertyKind<'a>) {
        match it {
            ObjectPropertyKind::ObjectProperty(it) => self.visit_object_property(it),
            ObjectPropertyKind::SpreadProperty(it) => {
                self.visit_expression(&it.argument);
                self.operation(Kind::Operator, None, it.span, it.span.start);
            }
        }
    }

    fn visit_identifier_reference(&mut self, it: &IdentifierReference<'a>) {
        self.mark(it.span.start);
        self.operation(Kind::Read, Some(&it.name), it.span, it.span.start);
    }

    fn visit_member_expression(&mut self, it: &MemberExpression<'a>) {
        self.visit_expression(it.object());
        self.widen_read(it.object(), it.span());
        self.mark_of_repeated(it);
        if let MemberExpression::ComputedMemberExpression(it) = it {
            self.visit_expression(&it.expression);
        }
        self.member(Kind::Get, it, it.span());
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        self.visit_expression(&it.callee);
        let (_, member) = callee(&it.callee);
        let anchor = self.callee_anchor(&it.callee, member);
        // The engine marks neither `super()` nor the second call of `f()()`.
        let is_unmarked = match &it.callee {
            Expression::Super(_) => true,
            Expression::CallExpression(_) => it.arguments.is_empty(),
            _ => false,
        };
        if is_unmarked {
            self.unmarked_arguments(&it.arguments);
        } else {
            self.arguments(&it.arguments, it.span.end, anchor);
        }
        self.mark_of_call(&it.arguments, it.callee.span().end);
        self.call(&it.callee, it.span);
    }

    fn visit_new_expression(&mut self, it: &NewExpression<'a>) {
        self.mark(it.callee.span().start);
        self.visit_expression(&it.callee);
        self.widen_read(&it.callee, it.span);
        self.unmarked_arguments(&it.arguments);
        self.mark_of_call(&it.arguments, it.callee.span().end);
        let (name, _) = callee(&it.callee);
        self.operation_on(Kind::Construct, name.as_deref(), it.span, it.span.start, Some(it.callee.span()));
    }

    fn visit_tagged_template_expression(&mut self, it: &TaggedTemplateExpression<'a>) {
        self.visit_expression(&it.tag);
        self.mark(it.quasi.span.start);
        for expression in &it.quasi.expressions {
            self.visit_expression(expression);
        }
        self.call(&it.tag, it.span);
    }

    fn visit_import_expression(&mut self, it: &ImportExpression<'a>) {
        walk::walk_import_expression(self, it);
        self.operation(Kind::Call, None, it.span, it.span.start);
    }

    fn visit_binary_expression(&mut self, it: &BinaryExpression<'a>) {
        self.visit_expression(&it.left);
        self.mark(it.right.span().start);
        self.visit_expression(&it.right);
        let sign = self.sign(it.left.span().end, it.right.span().start, it.operator.as_str());
        self.operation(Kind::Operator, None, it.span, sign);
    }

    fn visit_private_in_expression(&mut self, it: &PrivateInExpression<'a>) {
        self.mark(it.right.span().start);
        self.visit_expression(&it.right);
        self.operation(Kind::Operator, Some(&format!("#{}", it.left.name)), it.span, it.span.start);
    }

    fn visit_unary_expression(&mut self, it: &UnaryExpression<'a>) {
        let member = it.argument.get_inner_expression();
        let member = match member {
            Expression::ChainExpression(it) => it.expression.as_member_expression(),
            member => member.as_member_expression(),
        };
        if let (UnaryOperator::Delete, Some(member)) = (it.operator, member) {
            self.member_parts(member);
            // Node stands on what should have been an object.
            let anchor = member
                .object()
                .as_member_expression()
                .map_or(it.span.start, |object| self.member_anchor(object));
            return self.operation_on(Kind::Delete, None, it.span, anchor, Some(member.object().span()));
        }
        self.visit_expression(&it.argument);
        self.widen_read(&it.argument, it.span);
        self.operation(Kind::Operator, None, it.span, it.span.start);
    }

    fn visit_template_literal(&mut self, it: &TemplateLiteral<'a>) {
        walk::walk_template_literal(self, it);
        if it.expressions.is_empty() {
            return; // a constant
        }
        // `"".concat(...)` in the engine.
        self.operation(Kind::Operator, None, it.span, it.span.start);
        self.operation(Kind::Call, Some("concat"), it.span, it.span.start);
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        if it.left.as_assignment_target_pattern().is_some() {
            // Laid out before the value it takes apart.
            self.target_pattern(&it.left, it.span, Some(it.right.span()));
            return self.visit_expression(&it.right);
        }
        self.target(&it.left);
        if it.operator != AssignmentOperator::Assign {
            self.read_target(&it.left);
        }
        self.visit_expression(&it.right);
        if it.operator != AssignmentOperator::Assign && !it.operator.is_logical() {
            self.operation(Kind::Operator, None, it.span, it.span.start);
        }
        self.write(&it.left, it.span);
    }

    fn visit_update_expression(&mut self, it: &UpdateExpression<'a>) {
        if let SimpleAssignmentTarget::AssignmentTargetIdentifier(target) = &it.argument {
            self.mark(target.span.start);
            self.operation(Kind::Read, Some(&target.name), target.span, target.span.start);
            self.operation(Kind::Operator, None, it.span, it.span.start);
            self.operation(Kind::Assign, Some(&target.name), it.span, it.span.start);
        } else if let Some(member) = it.argument.as_member_expression() {
            self.member_parts(member);
            self.member(Kind::Get, member, member.span());
            self.operation(Kind::Operator, None, it.span, it.span.start);
            self.member(Kind::Set, member, it.span);
        } else {
            walk::walk_simple_assignment_target(self, &it.argument);
        }
    }

    /// The engine lays a pattern out before the value it takes apart.
    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        self.pattern_of(&it.id, it.span, it.init.as_ref().map(GetSpan::span));
        if let Some(init) = &it.init {
            self.visit_expression(init);
        }
    }

    fn visit_formal_parameters(&mut self, it: &FormalParameters<'a>) {
        for (index, parameter) in it.items.iter().enumerate() {
            let start = if index == 0 { it.span.start } else { parameter.span.start };
            self.pattern(&parameter.pattern, Span::new(start, parameter.span.end));
            if let Some(initializer) = &parameter.initializer {
                self.visit_expression(initializer);
            }
        }
        if let Some(rest) = &it.rest {
            self.pattern(&rest.rest.argument, rest.span);
        }
    }

    fn visit_catch_parameter(&mut self, it: &CatchParameter<'a>) {
        self.pattern(&it.pattern, it.span);
    }

    fn visit_spread_element(&mut self, it: &SpreadElement<'a>) {
        self.visit_expression(&it.argument);
        let span = it.argument.span();
        self.operation_on(Kind::Iterate, None, span, span.start, Some(span));
    }

    fn visit_yield_expression(&mut self, it: &YieldExpression<'a>) {
        walk::walk_yield_expression(self, it);
        if it.delegate {
            let value = it.argument.as_ref().map(GetSpan::span);
            self.operation_on(Kind::Iterate, None, it.span, it.span.start, value);
            self.operation(Kind::Next, None, it.span, it.span.start);
        }
        self.operation(Kind::Call, None, it.span, it.span.start);
    }

    fn visit_throw_statement(&mut self, it: &ThrowStatement<'a>) {
        self.mark(it.argument.span().start);
        self.visit_expression(&it.argument);
        self.operation(Kind::Throw, None, it.span, it.span.start);
    }

    fn visit_class(&mut self, it: &Class<'a>) {
        if let Some(heritage) = it.heritage.as_ref().map(|heritage| &heritage.expression) {
            self.visit_expression(heritage);
            let span = Span::new(it.span.start, heritage.span().end);
            self.operation(Kind::Heritage, None, span, heritage.span().start);
        }
        self.visit_class_body(&it.body);
    }

    // Types run nothing.
    fn visit_ts_type(&mut self, _: &TSType<'a>) {}
    fn visit_ts_interface_declaration(&mut self, _: &TSInterfaceDeclaration<'a>) {}
    fn visit_ts_type_alias_declaration(&mut self, _: &TSTypeAliasDeclaration<'a>) {}
}
