//! A function's operations in the order of the engine's bytecode, with the marks it puts between.

use std::ops::Range;

use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::span::{GetSpan, Span};
use oxc::syntax::scope::ScopeFlags;

#[derive(Clone, Debug)]
pub enum Step {
    /// From here on the engine reports this position.
    Mark(u32),
    Operation(Operation),
}

/// Something that can fail or call.
#[derive(Clone, Debug)]
pub struct Operation {
    pub kind: OperationKind,
    /// The variable, member or function; `None` when it is computed.
    pub name: Option<String>,
    pub range: Range<u32>,
    /// Where a reader looks for it: the member of a chain, the callee of a call.
    pub anchor: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    Read,
    Assign,
    Get,
    Set,
    Call,
    Construct,
    Iterate,
    Destructure,
    Operator,
    Throw,
}

/// Lays out the innermost function (or the module) that holds the position.
pub fn of_function_at(program: &Program, position: u32) -> Vec<Step> {
    let mut finder = Innermost { position, function: None };
    finder.visit_program(program);
    let mut layout = Layout { steps: Vec::new(), function: finder.function };
    layout.visit_program(program);
    layout.steps
}

/// The innermost function whose code holds the position. A function's own start belongs to the
/// function around it: there it is an operand.
struct Innermost {
    position: u32,
    function: Option<Span>,
}

impl Innermost {
    fn holds(&self, span: Span) -> bool {
        span.start < self.position && self.position < span.end
    }
}

impl<'a> Visit<'a> for Innermost {
    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        if self.holds(it.span) || it.params.span.start <= self.position && self.position < it.span.end {
            self.function = Some(it.span);
        }
        walk::walk_function(self, it, flags);
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        if self.holds(it.span) {
            self.function = Some(it.span);
        }
        walk::walk_arrow_function_expression(self, it);
    }
}

struct Layout {
    steps: Vec<Step>,
    /// The function to lay out; `None`: the module.
    function: Option<Span>,
}

impl Layout {
    fn mark(&mut self, position: u32) {
        self.steps.push(Step::Mark(position));
    }

    fn operation(&mut self, kind: OperationKind, name: Option<&str>, span: Span, anchor: u32) {
        let range = span.start..span.end;
        self.steps.push(Step::Operation(Operation { kind, name: name.map(str::to_owned), range, anchor }));
    }

    /// Lays out a function's inside if it is the one asked for; otherwise only looks for it there.
    fn inside(&mut self, span: Span, walk: impl FnOnce(&mut Self)) {
        match self.function {
            Some(wanted) if wanted == span => {
                let outer = std::mem::take(&mut self.steps);
                drop(outer);
                walk(self);
                self.function = Some(Span::new(u32::MAX, u32::MAX)); // found: nothing else is wanted
            }
            Some(wanted) if span.start <= wanted.start && wanted.end <= span.end => {
                walk(self);
            }
            _ => {}
        }
    }

    fn is_done(&self) -> bool {
        self.function.is_some_and(|span| span.start == u32::MAX)
    }

    fn arguments(&mut self, arguments: &[Argument], fallback: u32) {
        self.mark(arguments.first().map_or(fallback, |argument| argument.span().start));
        for argument in arguments {
            self.visit_argument(argument);
        }
    }

    /// Writes to an assignment's target, after its value.
    fn write(&mut self, target: &AssignmentTarget, span: Span) {
        match target {
            AssignmentTarget::AssignmentTargetIdentifier(it) => {
                self.operation(OperationKind::Assign, Some(&it.name), span, it.span.start);
            }
            AssignmentTarget::StaticMemberExpression(it) => {
                self.operation(OperationKind::Set, Some(&it.property.name), span, it.property.span.start);
            }
            AssignmentTarget::ComputedMemberExpression(it) => {
                let name = computed_name(&it.expression);
                self.operation(OperationKind::Set, name.as_deref(), span, it.expression.span().start);
            }
            AssignmentTarget::PrivateFieldExpression(it) => {
                self.operation(OperationKind::Set, Some(&it.field.name), span, it.field.span.start);
            }
            _ => {}
        }
    }

    /// The parts of a target that are evaluated before the value.
    fn target(&mut self, target: &AssignmentTarget) {
        match target {
            AssignmentTarget::StaticMemberExpression(it) => self.visit_expression(&it.object),
            AssignmentTarget::ComputedMemberExpression(it) => {
                self.visit_expression(&it.object);
                self.visit_expression(&it.expression);
            }
            AssignmentTarget::PrivateFieldExpression(it) => self.visit_expression(&it.object),
            AssignmentTarget::AssignmentTargetIdentifier(it) => self.mark(it.span.start),
            other => self.visit_assignment_target(other),
        }
    }
}

/// The name of what is called.
fn callee_name(callee: &Expression) -> (Option<String>, u32) {
    match callee {
        Expression::Identifier(it) => (Some(it.name.to_string()), it.span.start),
        Expression::StaticMemberExpression(it) => {
            (Some(it.property.name.to_string()), it.property.span.start)
        }
        Expression::PrivateFieldExpression(it) => (Some(format!("#{}", it.field.name)), it.field.span.start),
        Expression::ComputedMemberExpression(it) => {
            (computed_name(&it.expression), it.expression.span().start)
        }
        Expression::ParenthesizedExpression(it) => callee_name(&it.expression),
        Expression::TSNonNullExpression(it) => callee_name(&it.expression),
        Expression::ChainExpression(it) => match &it.expression {
            ChainElement::StaticMemberExpression(it) => {
                (Some(it.property.name.to_string()), it.property.span.start)
            }
            other => (None, other.span().start),
        },
        other => (None, other.span().start),
    }
}

fn computed_name(expression: &Expression) -> Option<String> {
    match expression {
        Expression::StringLiteral(it) => Some(it.value.to_string()),
        Expression::NumericLiteral(it) => Some(it.value.to_string()),
        _ => None,
    }
}

impl<'a> Visit<'a> for Layout {
    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        self.inside(it.span, |layout| walk::walk_function(layout, it, flags));
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        self.inside(it.span, |layout| {
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
        if !matches!(it, Statement::BlockStatement(_) | Statement::FunctionDeclaration(_)) {
            self.mark(it.span().start);
        }
        walk::walk_statement(self, it);
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

    fn visit_identifier_reference(&mut self, it: &IdentifierReference<'a>) {
        self.mark(it.span.start);
        self.operation(OperationKind::Read, Some(&it.name), it.span, it.span.start);
    }

    fn visit_static_member_expression(&mut self, it: &StaticMemberExpression<'a>) {
        self.visit_expression(&it.object);
        self.operation(OperationKind::Get, Some(&it.property.name), it.span, it.property.span.start);
    }

    fn visit_computed_member_expression(&mut self, it: &ComputedMemberExpression<'a>) {
        self.visit_expression(&it.object);
        self.visit_expression(&it.expression);
        let name = computed_name(&it.expression);
        self.operation(OperationKind::Get, name.as_deref(), it.span, it.expression.span().start);
    }

    fn visit_private_field_expression(&mut self, it: &PrivateFieldExpression<'a>) {
        self.visit_expression(&it.object);
        self.operation(OperationKind::Get, Some(&it.field.name), it.span, it.field.span.start);
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        self.visit_expression(&it.callee);
        let (name, anchor) = callee_name(&it.callee);
        self.arguments(&it.arguments, anchor);
        self.operation(OperationKind::Call, name.as_deref(), it.span, anchor);
    }

    fn visit_new_expression(&mut self, it: &NewExpression<'a>) {
        self.mark(it.callee.span().start);
        self.visit_expression(&it.callee);
        for argument in &it.arguments {
            self.visit_argument(argument);
        }
        let (name, _) = callee_name(&it.callee);
        self.operation(OperationKind::Construct, name.as_deref(), it.span, it.span.start);
    }

    fn visit_tagged_template_expression(&mut self, it: &TaggedTemplateExpression<'a>) {
        self.visit_expression(&it.tag);
        self.mark(it.quasi.span.start);
        self.visit_template_literal(&it.quasi);
        let (name, anchor) = callee_name(&it.tag);
        self.operation(OperationKind::Call, name.as_deref(), it.span, anchor);
    }

    fn visit_import_expression(&mut self, it: &ImportExpression<'a>) {
        walk::walk_import_expression(self, it);
        self.operation(OperationKind::Call, None, it.span, it.span.start);
    }

    fn visit_binary_expression(&mut self, it: &BinaryExpression<'a>) {
        self.visit_expression(&it.left);
        self.mark(it.right.span().start);
        self.visit_expression(&it.right);
        self.operation(OperationKind::Operator, None, it.span, it.span.start);
    }

    fn visit_unary_expression(&mut self, it: &UnaryExpression<'a>) {
        self.visit_expression(&it.argument);
        let kind =
            if it.operator == UnaryOperator::Delete { OperationKind::Set } else { OperationKind::Operator };
        let (name, _) = callee_name(&it.argument);
        self.operation(kind, name.as_deref(), it.span, it.span.start);
    }

    fn visit_template_literal(&mut self, it: &TemplateLiteral<'a>) {
        walk::walk_template_literal(self, it);
        self.operation(OperationKind::Operator, None, it.span, it.span.start);
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        self.target(&it.left);
        if it.operator != AssignmentOperator::Assign {
            self.read_target(&it.left, it.span);
        }
        self.visit_expression(&it.right);
        if it.operator != AssignmentOperator::Assign {
            self.operation(OperationKind::Operator, None, it.span, it.span.start);
        }
        self.write(&it.left, it.span);
    }

    fn visit_update_expression(&mut self, it: &UpdateExpression<'a>) {
        match &it.argument {
            SimpleAssignmentTarget::AssignmentTargetIdentifier(target) => {
                self.mark(target.span.start);
                self.operation(OperationKind::Assign, Some(&target.name), it.span, it.span.start);
            }
            SimpleAssignmentTarget::StaticMemberExpression(member) => {
                self.visit_expression(&member.object);
                let (name, at) = (&member.property.name, member.property.span.start);
                self.operation(OperationKind::Get, Some(name), member.span, at);
                self.operation(OperationKind::Set, Some(name), it.span, at);
            }
            SimpleAssignmentTarget::ComputedMemberExpression(member) => {
                self.visit_expression(&member.object);
                self.visit_expression(&member.expression);
                let (name, at) = (computed_name(&member.expression), member.expression.span().start);
                self.operation(OperationKind::Get, name.as_deref(), member.span, at);
                self.operation(OperationKind::Set, name.as_deref(), it.span, at);
            }
            other => walk::walk_simple_assignment_target(self, other),
        }
        self.operation(OperationKind::Operator, None, it.span, it.span.start);
    }

    /// The engine lays a pattern out before the value it takes apart.
    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        self.pattern(&it.id, it.span);
        if let Some(init) = &it.init {
            self.visit_expression(init);
        }
    }

    fn visit_formal_parameter(&mut self, it: &FormalParameter<'a>) {
        self.pattern(&it.pattern, it.span);
        if let Some(initializer) = &it.initializer {
            self.visit_expression(initializer);
        }
    }

    fn visit_spread_element(&mut self, it: &SpreadElement<'a>) {
        self.visit_expression(&it.argument);
        self.operation(OperationKind::Iterate, None, it.argument.span(), it.argument.span().start);
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        self.visit_for_statement_left(&it.left);
        self.visit_expression(&it.right);
        self.operation(OperationKind::Iterate, None, it.right.span(), it.right.span().start);
        self.visit_statement(&it.body);
    }

    fn visit_yield_expression(&mut self, it: &YieldExpression<'a>) {
        walk::walk_yield_expression(self, it);
        if it.delegate {
            self.operation(OperationKind::Iterate, None, it.span, it.span.start);
        }
        self.operation(OperationKind::Call, None, it.span, it.span.start);
    }

    fn visit_throw_statement(&mut self, it: &ThrowStatement<'a>) {
        self.mark(it.argument.span().start);
        self.visit_expression(&it.argument);
        self.operation(OperationKind::Throw, None, it.span, it.span.start);
    }

    fn visit_class(&mut self, it: &Class<'a>) {
        if let Some(heritage) = it.heritage.as_ref().map(|heritage| &heritage.expression) {
            self.mark(heritage.span().start);
            self.visit_expression(heritage);
            self.operation(OperationKind::Construct, None, heritage.span(), heritage.span().start);
            self.operation(OperationKind::Operator, None, heritage.span(), heritage.span().start);
        }
        self.visit_class_body(&it.body);
    }

    // Types run nothing.
    fn visit_ts_type(&mut self, _: &TSType<'a>) {}
    fn visit_ts_interface_declaration(&mut self, _: &TSInterfaceDeclaration<'a>) {}
    fn visit_ts_type_alias_declaration(&mut self, _: &TSTypeAliasDeclaration<'a>) {}
}

impl Layout {
    fn read_target(&mut self, target: &AssignmentTarget, _span: Span) {
        match target {
            AssignmentTarget::AssignmentTargetIdentifier(it) => {
                self.operation(OperationKind::Read, Some(&it.name), it.span, it.span.start);
            }
            AssignmentTarget::StaticMemberExpression(it) => {
                self.operation(OperationKind::Get, Some(&it.property.name), it.span, it.property.span.start);
            }
            AssignmentTarget::ComputedMemberExpression(it) => {
                let name = computed_name(&it.expression);
                self.operation(OperationKind::Get, name.as_deref(), it.span, it.expression.span().start);
            }
            _ => {}
        }
    }

    /// Taking a value apart: a read per property, an iteration per array.
    fn pattern(&mut self, pattern: &BindingPattern, whole: Span) {
        match pattern {
            BindingPattern::BindingIdentifier(_) => {}
            BindingPattern::ObjectPattern(it) => {
                let first = it.properties.first().map_or(it.span.start, |property| property.span.start);
                if it.properties.is_empty() {
                    self.operation(OperationKind::Destructure, None, it.span, it.span.start);
                }
                for property in &it.properties {
                    let name = property.key.static_name();
                    self.operation(
                        OperationKind::Destructure,
                        name.as_deref(),
                        property.span,
                        property.span.start,
                    );
                    self.pattern(&property.value, property.span);
                }
                self.operation(OperationKind::Destructure, None, it.span, first);
                self.operation(OperationKind::Operator, None, it.span, first);
            }
            BindingPattern::ArrayPattern(it) => {
                self.operation(OperationKind::Iterate, None, whole, it.span.start);
                for element in it.elements.iter().flatten() {
                    self.pattern(element, it.span);
                }
            }
            BindingPattern::AssignmentPattern(it) => {
                self.visit_expression(&it.right);
                self.pattern(&it.left, whole);
            }
        }
    }
}
