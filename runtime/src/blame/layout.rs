//! A function's operations in the order of the engine's bytecode, with the marks it puts between.

pub mod finder;
mod patterns;
mod visit;

use std::ops::Range;

use oxc::ast::ast::*;
use oxc::ast_visit::Visit;
use oxc::span::{GetSpan, Span};

use crate::transpile::probes;

#[derive(Clone, Debug)]
pub enum Step {
    /// From here on the engine reports this position. `or`: what is reported where the map knows
    /// no such fine position.
    Mark {
        at: u32,
        or: u32,
    },
    Operation(Operation),
    /// Code begins that may be jumped over, or jumped into.
    Enter,
    /// It ends: what follows is reached in another way too.
    Exit,
}

/// Something that can fail or call.
#[derive(Clone, Debug)]
pub struct Operation {
    pub kind: Kind,
    /// The variable, member or function; `None` when it is computed.
    pub name: Option<String>,
    pub range: Range<u32>,
    /// Where a reader looks for it: the member of a chain, the callee of a call, the operator.
    pub anchor: u32,
    /// What is called, read from or written to, for messages.
    pub subject: Option<Range<u32>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Read,
    Assign,
    Get,
    Set,
    Delete,
    Call,
    Construct,
    /// An iterator is asked for.
    Iterate,
    /// An iterator is asked for its next value, or closed.
    Next,
    /// An object pattern's value must be an object.
    Unpack,
    Operator,
    /// `extends`.
    Heritage,
    Throw,
}

/// Lays out a function of the program, or the module itself.
pub fn of(program: &Program, source: &str, function: Option<Span>) -> Vec<Step> {
    let mut layout = Layout { steps: Vec::new(), source, function };
    layout.visit_program(program);
    layout.steps
}

struct Layout<'s> {
    steps: Vec<Step>,
    source: &'s str,
    /// The function to lay out; `None`: the module.
    function: Option<Span>,
}

impl<'a> Layout<'_> {
    fn mark(&mut self, at: u32) {
        self.mark_or(at, at);
    }

    fn mark_or(&mut self, at: u32, or: u32) {
        self.steps.push(Step::Mark { at, or });
    }

    fn operation(&mut self, kind: Kind, name: Option<&str>, span: Span, anchor: u32) {
        self.operation_on(kind, name, span, anchor, None);
    }

    fn operation_on(
        &mut self,
        kind: Kind,
        name: Option<&str>,
        span: Span,
        anchor: u32,
        subject: Option<Span>,
    ) {
        let (range, name) = (span.start..span.end, name.map(str::to_owned));
        let subject = subject.map(|span| span.start..span.end);
        self.steps.push(Step::Operation(Operation { kind, name, range, anchor, subject }));
    }

    /// Lays out a function's inside if it is the one asked for; otherwise only looks for it there.
    fn inside(&mut self, span: Span, starts: [u32; 2], walk: impl FnOnce(&mut Self)) {
        match self.function {
            Some(wanted) if wanted == span => {
                self.steps.clear();
                let [start, parameters] = starts;
                self.mark_or(start, parameters);
                walk(self);
                self.function = Some(Span::new(u32::MAX, u32::MAX)); // found: nothing else is wanted
            }
            Some(wanted) if span.start <= wanted.start && wanted.end <= span.end => walk(self),
            _ => {}
        }
    }

    /// Code that may be jumped over.
    fn branch(&mut self, walk: impl FnOnce(&mut Self)) {
        self.steps.push(Step::Enter);
        walk(self);
        self.steps.push(Step::Exit);
    }

    fn is_done(&self) -> bool {
        self.function.is_some_and(|span| span.start == u32::MAX)
    }

    /// A call marks its first argument, or the closing parenthesis.
    fn arguments(&mut self, arguments: &[Argument<'a>], end: u32, fallback: u32) {
        self.mark_or(arguments.first().map_or(end - 1, |argument| argument.span().start), fallback);
        self.unmarked_arguments(arguments);
    }

    fn unmarked_arguments(&mut self, arguments: &[Argument<'a>]) {
        for argument in arguments {
            self.visit_argument(argument);
        }
    }

    /// The mark that `probes` puts between the last argument and the call.
    fn mark_of_call(&mut self, arguments: &[Argument<'a>], at: u32) {
        if probes::hides_call(arguments) {
            self.mark(at);
        }
    }

    /// What a reader looks for in a member expression: the name, or the opening bracket.
    fn member_anchor(&self, member: &MemberExpression) -> u32 {
        match member {
            MemberExpression::StaticMemberExpression(it) => it.property.span.start,
            MemberExpression::PrivateFieldExpression(it) => it.field.span.start,
            MemberExpression::ComputedMemberExpression(it) => {
                self.sign(it.object.span().end, it.span.end, "[")
            }
        }
    }

    /// Where a sign stands between two operands; comments between them may not hold it.
    fn sign(&self, from: u32, to: u32, sign: &str) -> u32 {
        let between = self.source.get(from as usize..to as usize).unwrap_or_default();
        let mut rest = between;
        loop {
            let trimmed = rest.trim_start_matches(|it: char| {
                it.is_whitespace() || it == ')' || it == '!' || it == '?' || it == '.'
            });
            let at = from + (between.len() - trimmed.len()) as u32;
            let skipped = if trimmed.starts_with("//") {
                trimmed.find(['\n', '\r'])
            } else if trimmed.starts_with("/*") {
                trimmed.find("*/").map(|end| end + 2)
            } else {
                return if trimmed.starts_with(sign) { at } else { from };
            };
            let Some(skipped) = skipped else { return from };
            rest = trimmed.get(skipped..).unwrap_or_default();
        }
    }

    /// The mark that `probes` puts between members of the same name.
    fn mark_of_repeated(&mut self, member: &MemberExpression<'a>) {
        if let MemberExpression::StaticMemberExpression(it) = member
            && probes::repeats_member(&it.object, &it.property.name)
        {
            self.mark(it.property.span.start);
        }
    }

    /// A read or a write of a member whose parts were evaluated.
    fn member(&mut self, kind: Kind, member: &MemberExpression<'a>, span: Span) {
        let anchor = self.member_anchor(member);
        self.operation_on(kind, member_name(member).as_deref(), span, anchor, Some(member.object().span()));
    }

    fn member_parts(&mut self, member: &MemberExpression<'a>) {
        self.visit_expression(member.object());
        self.mark_of_repeated(member);
        if let MemberExpression::ComputedMemberExpression(it) = member {
            self.visit_expression(&it.expression);
        }
    }

    /// Writes to an assignment's target, after its value.
    fn write(&mut self, target: &AssignmentTarget<'a>, span: Span) {
        match target {
            AssignmentTarget::AssignmentTargetIdentifier(it) => {
                self.operation(Kind::Assign, Some(&it.name), span, it.span.start);
            }
            target => {
                if let Some(member) = target.as_member_expression() {
                    self.member(Kind::Set, member, span);
                }
            }
        }
    }

    /// The parts of a target that are evaluated before the value.
    fn target(&mut self, target: &AssignmentTarget<'a>) {
        match target {
            AssignmentTarget::AssignmentTargetIdentifier(it) => self.mark(it.span.start),
            target if target.is_member_expression() => {
                if let Some(member) = target.as_member_expression() {
                    self.member_parts(member);
                }
            }
            target => self.visit_assignment_target(target),
        }
    }

    /// `a` of `a += 1`.
    fn read_target(&mut self, target: &AssignmentTarget<'a>) {
        match target {
            AssignmentTarget::AssignmentTargetIdentifier(it) => {
                self.operation(Kind::Read, Some(&it.name), it.span, it.span.start);
            }
            target => {
                if let Some(member) = target.as_member_expression() {
                    self.member(Kind::Get, member, member.span());
                }
            }
        }
    }

    /// A variable that is read before it is set fails with what reads it: `new A()`, `typeof a`.
    fn widen_read(&mut self, read: &Expression<'a>, span: Span) {
        if let (Expression::Identifier(it), Some(Step::Operation(last))) = (read, self.steps.last_mut())
            && last.kind == Kind::Read
            && last.range.end == it.span.end
        {
            last.subject = Some(span.start..span.end);
        }
    }
}

fn member_name(member: &MemberExpression) -> Option<String> {
    match member {
        MemberExpression::StaticMemberExpression(it) => Some(it.property.name.to_string()),
        MemberExpression::PrivateFieldExpression(it) => Some(format!("#{}", it.field.name)),
        MemberExpression::ComputedMemberExpression(it) => computed_name(&it.expression),
    }
}

/// The name of what is called, and its member.
fn callee<'e, 'a>(callee: &'e Expression<'a>) -> (Option<String>, Option<&'e MemberExpression<'a>>) {
    match callee.get_inner_expression() {
        Expression::Identifier(it) => (Some(it.name.to_string()), None),
        Expression::Super(_) => (Some("super".to_owned()), None),
        Expression::ChainExpression(it) => match it.expression.as_member_expression() {
            Some(member) => (member_name(member), Some(member)),
            None => (None, None),
        },
        other => match other.as_member_expression() {
            Some(member) => (member_name(member), Some(member)),
            None => (None, None),
        },
    }
}

fn computed_name(expression: &Expression) -> Option<String> {
    match expression {
        Expression::StringLiteral(it) => Some(it.value.to_string()),
        Expression::NumericLiteral(it) => Some(it.value.to_string()),
        _ => None,
    }
}
