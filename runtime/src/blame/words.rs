//! What V8 would say of an expression that failed in the engine: programs compare messages. Pure.
//!
//! The engine's own message says what is known without the source; the rest is here. Of the value
//! itself nothing is known: the engine puts it in.

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;
use oxc::span::{GetSpan, SourceType, Span};

use super::layout::{self, Kind, Operation, finder};
use super::wanted::{Clue, Wanted};
use super::{printer, search};
use crate::engine::wire::Words;

/// `None`: it would say nothing else, or what failed is not found.
pub fn find(language: SourceType, source: &str, mark: usize, message: &str) -> Option<Words> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, language).parse();
    let within = finder::find(&parsed.program, mark as u32);
    if within.implicit.is_some() {
        return None;
    }
    let receiver_of = message.strip_prefix(RECEIVER);
    let clue = match receiver_of {
        Some(function) => Clue::Called { function },
        None => Clue::Failed { message, constructors: &[] },
    };
    let wanted: Vec<Wanted> = match message {
        "proxy: cannot set property" => vec![Wanted::Set("")],
        _ => Wanted::of(clue).into_iter().take(1).collect(),
    };
    let (program, mark) = (&parsed.program, mark as u32);
    let say = |operation: &Operation| {
        let failed = Failed { program, source, language, operation };
        if receiver_of.is_some() { failed.receiver() } else { failed.words(message) }
    };
    let found = search(program, source, &within, mark, &wanted);
    found
        .and_then(|(operation, _)| say(&operation))
        .or_else(|| of_next_function(program, source, mark, &wanted).and_then(|operation| say(&operation)))
}

/// Before the name of a built-in function: on what was it called here?
const RECEIVER: &str = "receiver of ";

/// An arrow function among the arguments of a call has no position of its own in the map: parameters that
/// fail are those of the next function behind the mark.
fn of_next_function(program: &Program, source: &str, mark: u32, wanted: &[Wanted]) -> Option<Operation> {
    struct Next {
        mark: u32,
        found: Option<Span>,
    }
    impl<'a> Visit<'a> for Next {
        fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
            if it.span.start >= self.mark && self.found.is_none_or(|found| it.span.start < found.start) {
                self.found = Some(it.span);
            }
            walk::walk_arrow_function_expression(self, it);
        }
    }
    let mut next = Next { mark, found: None };
    next.visit_program(program);
    let steps = layout::of(program, source, Some(next.found?));
    super::parameters(&steps, wanted).cloned()
}

struct Failed<'s, 'a> {
    program: &'s Program<'a>,
    source: &'s str,
    language: SourceType,
    operation: &'s Operation,
}

impl<'a> Failed<'_, 'a> {
    fn words(&self, message: &str) -> Option<Words> {
        let name = self.operation.name.as_deref();
        match (self.operation.kind, message) {
            (Kind::Call, "not a function") => plain(format!("{} is not a function", self.subject()?)),
            (Kind::Construct, "not a function" | "not a constructor") => {
                plain(format!("{} is not a constructor", self.subject()?))
            }
            (Kind::Iterate, _) => self.not_iterable(message),
            (Kind::Assign, _) if message.ends_with("' is read-only") => match name {
                Some(name @ ("undefined" | "NaN" | "Infinity")) => {
                    plain(format!("Cannot assign to read only property '{name}' of object '#<Object>'"))
                }
                _ => plain("Assignment to constant variable.".into()),
            },
            (Kind::Set, "object is not extensible") => match name {
                Some(name) => plain(format!("Cannot add property {name}, object is not extensible")),
                None => self.of_key("Cannot add property {value}, object is not extensible"),
            },
            (Kind::Set, "no setter for property") => {
                self.of_object(format!("Cannot set property {} of {{value}} which has only a getter", name?))
            }
            (Kind::Set, _) if message.ends_with("' is read-only") => {
                let key = message.strip_suffix("' is read-only")?.strip_prefix('\'')?;
                self.of_object(format!("Cannot assign to read only property '{key}' of {{holder}}"))
            }
            (Kind::Set, "not an object") => {
                self.of_object(format!("Cannot create property '{}' on {{primitive}}", name?))
            }
            (Kind::Delete, "could not delete property") => self.not_deleted(),
            (Kind::Unpack, _) => self.not_unpacked(),
            (Kind::Heritage, _) => {
                let text = "Class extends value {value} is not a constructor or null".to_owned();
                Some(Words { text, path: self.path(self.heritage()?) })
            }
            (Kind::Operator, "invalid 'in' operand") => self.not_in(),
            (Kind::Operator, "invalid 'instanceof' right operand") => {
                let (_, right) = self.operands()?;
                let text = "Right-hand side of 'instanceof' is not {callable}".to_owned();
                Some(Words { text, path: self.path(right) })
            }
            (Kind::Set, "proxy: cannot set property") => {
                plain(format!("'set' on proxy: trap returned falsish for property '{}'", name?))
            }
            (Kind::Get, "revoked proxy") => {
                plain("Cannot perform 'get' on a proxy that has been revoked".into())
            }
            (Kind::Set, "revoked proxy") => {
                plain("Cannot perform 'set' on a proxy that has been revoked".into())
            }
            _ => None,
        }
    }

    fn receiver(&self) -> Option<Words> {
        let callee = self.span_of_subject()?;
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, self.text(callee), self.language).parse_expression().ok()?;
        let object = parsed.get_inner_expression().as_member_expression()?.object().span();
        let object = Span::new(callee.start + object.start, callee.start + object.end);
        Some(Words { text: String::new(), path: self.path(object) })
    }

    fn text(&self, span: Span) -> &str {
        self.source.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    fn span_of_subject(&self) -> Option<Span> {
        self.operation.subject.as_ref().map(|range| Span::new(range.start, range.end))
    }

    fn subject(&self) -> Option<String> {
        Some(printer::short(self.text(self.span_of_subject()?), self.language))
    }

    fn of_object(&self, text: String) -> Option<Words> {
        Some(Words { text, path: self.span_of_subject().map(|span| self.path(span)).unwrap_or_default() })
    }

    /// Of a write through a computed key.
    fn of_key(&self, text: &str) -> Option<Words> {
        let member = self.text(Span::new(self.operation.anchor, self.operation.range.end));
        let key = member.strip_prefix('[')?.split(']').next()?;
        Some(Words { text: text.to_owned(), path: path_of(key, self.language) })
    }

    fn path(&self, span: Span) -> Vec<String> {
        path_of(self.text(span), self.language)
    }

    fn not_iterable(&self, message: &str) -> Option<Words> {
        let nullish = message.strip_prefix("cannot read property 'Symbol.iterator' of ");
        if nullish.is_none() && message != "value is not iterable" {
            return None;
        }
        let range = Span::new(self.operation.range.start, self.operation.range.end);
        let iterated = Iterated::find(self.program, range);
        let by_value = |path| Words {
            text: format!(
                "{} is not iterable (cannot read property Symbol(Symbol.iterator))",
                nullish.unwrap_or("{site}")
            ),
            path,
        };
        match iterated? {
            Iterated::Element(value) => match callee_of(self.text(value), self.language) {
                Some(callee) => {
                    plain(format!("{callee} is not a function or its return value is not iterable"))
                }
                None => plain(format!("{} is not iterable", printer::short(self.text(value), self.language))),
            },
            Iterated::LastArgument(value) => match nullish {
                Some(nullish) => {
                    let text = printer::short(self.text(value), self.language);
                    plain(format!("{text} is not iterable (cannot read property {nullish})"))
                }
                None => plain("Spread syntax requires ...iterable[Symbol.iterator] to be a function".into()),
            },
            Iterated::Pattern(Some(value)) if is_named(self.text(value), self.language) => {
                plain(format!("{} is not iterable", printer::short(self.text(value), self.language)))
            }
            Iterated::Round => plain(".for is not iterable".into()),
            Iterated::Parameter(index) => Some(by_value(vec![format!("@{index}")])),
            Iterated::Pattern(value) | Iterated::Other(value) => {
                Some(by_value(value.map(|value| self.path(value)).unwrap_or_default()))
            }
        }
    }

    /// An object pattern met `undefined` or `null`.
    fn not_unpacked(&self) -> Option<Words> {
        let range = Span::new(self.operation.range.start, self.operation.range.end);
        let mut finder = PatternFinder { wanted: range, key: None, found: None };
        finder.visit_program(self.program);
        let (key, place) = (finder.key, finder.found?);
        let of = |what: &str| match &key {
            Some(key) => format!("Cannot destructure property '{key}' of '{what}' as it is {{type}}."),
            None => format!("Cannot destructure '{what}' as it is {{type}}."),
        };
        match place {
            PatternPlace::Value(value) => {
                let text = of(&printer::short(self.text(value), self.language));
                let path = self.path(value);
                Some(Words { text, path })
            }
            PatternPlace::Parameter(index) => {
                Some(Words { text: of("{site}"), path: vec![format!("@{index}")] })
            }
            PatternPlace::Round => plain(of(".for")),
            PatternPlace::Inner => plain(format!("Cannot read properties of {{type}} (reading '{}')", key?)),
        }
    }

    fn not_deleted(&self) -> Option<Words> {
        let range = Span::new(self.operation.range.start, self.operation.range.end);
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, self.text(range), self.language).parse_expression().ok()?;
        let Expression::UnaryExpression(it) = parsed.get_inner_expression() else { return None };
        let key = match it.argument.get_inner_expression().as_member_expression()? {
            MemberExpression::StaticMemberExpression(it) => it.property.name.to_string(),
            MemberExpression::ComputedMemberExpression(it) => match &it.expression {
                Expression::StringLiteral(it) => it.value.to_string(),
                Expression::NumericLiteral(it) => it.value.to_string(),
                _ => return None,
            },
            MemberExpression::PrivateFieldExpression(_) => return None,
        };
        self.of_object(format!("Cannot delete property '{key}' of {{value}}"))
    }

    fn heritage(&self) -> Option<Span> {
        struct Finder {
            at: u32,
            found: Option<Span>,
        }
        impl<'a> Visit<'a> for Finder {
            fn visit_class(&mut self, it: &Class<'a>) {
                if let Some(heritage) = &it.heritage {
                    let span = heritage.expression.span();
                    if it.span.start <= self.at && self.at <= span.end {
                        self.found = Some(span);
                    }
                }
                walk::walk_class(self, it);
            }
        }
        let mut finder = Finder { at: self.operation.anchor, found: None };
        finder.visit_program(self.program);
        finder.found
    }

    fn not_in(&self) -> Option<Words> {
        let (left, right) = self.operands()?;
        let key = path_of(self.text(left), self.language);
        let value = "Cannot use 'in' operator to search for '{key}' in {value}";
        match key.as_slice() {
            [key] if key.starts_with('#') && key.len() > 1 => {
                let key = key.trim_start_matches('#').trim_start_matches('"');
                Some(Words { text: value.replace("{key}", key), path: self.path(right) })
            }
            _ => None,
        }
    }

    /// Of the binary operator that failed.
    fn operands(&self) -> Option<(Span, Span)> {
        let range = Span::new(self.operation.range.start, self.operation.range.end);
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, self.text(range), self.language).parse_expression().ok()?;
        let Expression::BinaryExpression(it) = parsed.get_inner_expression() else { return None };
        let at = |span: Span| Span::new(range.start + span.start, range.start + span.end);
        Some((at(it.left.span()), at(it.right.span())))
    }
}

fn plain(text: String) -> Option<Words> {
    Some(Words { text, path: Vec::new() })
}

/// The variable and the names that lead to a value; a literal is told by a path of its text alone.
fn path_of(source: &str, language: SourceType) -> Vec<String> {
    fn names(expression: &Expression, path: &mut Vec<String>) -> Option<()> {
        match expression.get_inner_expression() {
            Expression::Identifier(it) => path.push(it.name.to_string()),
            Expression::StaticMemberExpression(it) => {
                names(&it.object, path)?;
                path.push(it.property.name.to_string());
            }
            Expression::NullLiteral(_) => path.push("#null".into()),
            Expression::NumericLiteral(it) => path.push(format!("#{}", it.raw.as_ref()?)),
            Expression::StringLiteral(it) => path.push(format!("#\"{}", it.value)),
            Expression::BooleanLiteral(it) => path.push(format!("#{}", it.value)),
            Expression::ArrayExpression(_) => path.push("#[".into()),
            _ => return None,
        }
        Some(())
    }
    let allocator = Allocator::default();
    let Ok(parsed) = Parser::new(&allocator, source, language).parse_expression() else { return Vec::new() };
    let mut path = Vec::new();
    if names(&parsed, &mut path).is_none() {
        path.clear();
    }
    path
}

/// What is called, where the text is a call.
fn callee_of(source: &str, language: SourceType) -> Option<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, language).parse_expression().ok()?;
    let Expression::CallExpression(it) = parsed.get_inner_expression() else { return None };
    let callee = it.callee.span();
    Some(printer::short(source.get(callee.start as usize..callee.end as usize)?, language))
}

/// What V8 names when an array pattern cannot take it apart.
fn is_named(source: &str, language: SourceType) -> bool {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, language).parse_expression();
    parsed.is_ok_and(|it| {
        let it = it.get_inner_expression();
        matches!(it, Expression::Identifier(_) | Expression::ObjectExpression(_)) || it.is_literal()
    })
}

/// Where something is iterated.
enum Iterated {
    /// Of an array, or of a loop.
    Element(Span),
    /// A spread that is the last argument of a call.
    LastArgument(Span),
    /// An array pattern in a declaration.
    Pattern(Option<Span>),
    /// An array pattern in the head of a loop.
    Round,
    Parameter(usize),
    Other(Option<Span>),
}

impl Iterated {
    fn find(program: &Program, wanted: Span) -> Option<Self> {
        let mut finder = IterationFinder { wanted, found: None };
        finder.visit_program(program);
        finder.found
    }
}

struct IterationFinder {
    wanted: Span,
    found: Option<Iterated>,
}

impl IterationFinder {
    fn is(&self, span: Span) -> bool {
        span == self.wanted
    }

    fn arguments(&mut self, arguments: &[Argument]) {
        let count = arguments.len();
        for (index, argument) in arguments.iter().enumerate() {
            if let Argument::SpreadElement(it) = argument
                && (self.is(it.span) || self.is(it.argument.span()))
            {
                let value = it.argument.span();
                let is_last = index + 1 == count;
                self.found =
                    Some(if is_last { Iterated::LastArgument(value) } else { Iterated::Other(Some(value)) });
            }
        }
    }
}

impl<'a> Visit<'a> for IterationFinder {
    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        walk::walk_call_expression(self, it);
        self.arguments(&it.arguments);
    }

    fn visit_new_expression(&mut self, it: &NewExpression<'a>) {
        walk::walk_new_expression(self, it);
        self.arguments(&it.arguments);
    }

    fn visit_spread_element(&mut self, it: &SpreadElement<'a>) {
        walk::walk_spread_element(self, it);
        if self.is(it.span) || self.is(it.argument.span()) {
            self.found = Some(Iterated::Element(it.argument.span()));
        }
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        walk::walk_for_of_statement(self, it);
        let right = it.right.span();
        if self.is(right) {
            self.found = Some(Iterated::Element(right));
        } else if self.is(Span::new(it.left.span().start, right.end)) {
            self.found = Some(Iterated::Round);
        }
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        walk::walk_variable_declarator(self, it);
        let init = it.init.as_ref().map(GetSpan::span);
        if matches!(it.id, BindingPattern::ArrayPattern(_)) && (self.is(it.span) || self.is(it.id.span())) {
            self.found = Some(Iterated::Pattern(init));
        }
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        walk::walk_assignment_expression(self, it);
        if self.is(it.span) || self.is(it.left.span()) {
            self.found = Some(Iterated::Other(Some(it.right.span())));
        }
    }

    fn visit_yield_expression(&mut self, it: &YieldExpression<'a>) {
        walk::walk_yield_expression(self, it);
        let argument = it.argument.as_ref().map(GetSpan::span);
        if self.is(it.span) || argument.is_some_and(|argument| self.is(argument)) {
            self.found = Some(Iterated::Other(argument));
        }
    }

    fn visit_formal_parameters(&mut self, it: &FormalParameters<'a>) {
        walk::walk_formal_parameters(self, it);
        for (index, parameter) in it.items.iter().enumerate() {
            let start = if index == 0 { it.span.start } else { parameter.span.start };
            if self.is(Span::new(start, parameter.span.end)) || self.is(parameter.pattern.span()) {
                self.found = Some(Iterated::Parameter(index));
            }
        }
    }

    fn visit_array_pattern(&mut self, it: &ArrayPattern<'a>) {
        if self.is(it.span) {
            self.found = Some(Iterated::Other(None));
        }
        walk::walk_array_pattern(self, it);
    }
}

/// Where an object pattern takes its value from.
enum PatternPlace {
    Value(Span),
    Parameter(usize),
    /// The head of a loop.
    Round,
    /// Another pattern.
    Inner,
}

struct PatternFinder {
    wanted: Span,
    /// The first key, where it is not computed.
    key: Option<String>,
    found: Option<PatternPlace>,
}

impl PatternFinder {
    fn binding(&mut self, pattern: &BindingPattern, place: PatternPlace) {
        let pattern = match pattern {
            BindingPattern::AssignmentPattern(it) => &it.left,
            other => other,
        };
        if let BindingPattern::ObjectPattern(it) = pattern
            && it.span == self.wanted
        {
            self.found = Some(place);
        }
    }
}

impl<'a> Visit<'a> for PatternFinder {
    fn visit_object_pattern(&mut self, it: &ObjectPattern<'a>) {
        if it.span == self.wanted {
            let first = it.properties.first().filter(|first| !first.computed);
            self.key = first.and_then(|first| first.key.static_name()).map(|name| name.to_string());
            self.found.get_or_insert(PatternPlace::Inner);
        }
        walk::walk_object_pattern(self, it);
    }

    fn visit_object_assignment_target(&mut self, it: &ObjectAssignmentTarget<'a>) {
        if it.span == self.wanted {
            self.key = it.properties.first().and_then(|first| match first {
                AssignmentTargetProperty::AssignmentTargetPropertyIdentifier(it) => {
                    Some(it.binding.name.to_string())
                }
                AssignmentTargetProperty::AssignmentTargetPropertyProperty(it) if !it.computed => {
                    it.name.static_name().map(|name| name.to_string())
                }
                AssignmentTargetProperty::AssignmentTargetPropertyProperty(_) => None,
            });
            self.found.get_or_insert(PatternPlace::Inner);
        }
        walk::walk_object_assignment_target(self, it);
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        if let Some(init) = &it.init {
            self.binding(&it.id, PatternPlace::Value(init.span()));
        }
        walk::walk_variable_declarator(self, it);
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        if let ForStatementLeft::VariableDeclaration(declaration) = &it.left {
            for declarator in &declaration.declarations {
                self.binding(&declarator.id, PatternPlace::Round);
            }
        }
        walk::walk_for_of_statement(self, it);
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        if matches!(it.left, AssignmentTarget::ObjectAssignmentTarget(_)) && it.left.span() == self.wanted {
            self.found = Some(PatternPlace::Value(it.right.span()));
        }
        walk::walk_assignment_expression(self, it);
    }

    fn visit_formal_parameters(&mut self, it: &FormalParameters<'a>) {
        for (index, parameter) in it.items.iter().enumerate() {
            self.binding(&parameter.pattern, PatternPlace::Parameter(index));
        }
        walk::walk_formal_parameters(self, it);
    }
}
