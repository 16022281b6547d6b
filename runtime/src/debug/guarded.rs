//! Rewrites a text so that whatever could run something else asks first: properties, calls, operators on
//! objects and assignments become calls of `$slE`, which refuses what has an effect. Pure.
//!
//! `None` is a refusal: what is not known here may have an effect.

mod statements;

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::parser::Parser;
use oxc::semantic::{Scoping, SemanticBuilder};
use oxc::span::{GetSpan, SourceType};
use oxc::syntax::operator::{AssignmentOperator, UnaryOperator};

/// What answers, while such a text runs.
pub const GUARD: &str = "$slE";
/// How names begin that are none of the text's own.
const OURS: &str = "$sl";

/// An expression.
pub fn expression(text: &str) -> Option<String> {
    let allocator = Allocator::default();
    let framed = format!("({text}\n)");
    let parsed = Parser::new(&allocator, &framed, SourceType::cjs()).parse();
    // A private name is an error to the parser, as no class is around.
    if parsed.panicked || !(parsed.diagnostics.is_empty() || text.contains('#')) {
        return None;
    }
    let [Statement::ExpressionStatement(only)] = parsed.program.body.as_slice() else { return None };
    let scoping = SemanticBuilder::new().build(&parsed.program).semantic.into_scoping();
    Writer::new(&framed, &scoping).expression(&only.expression)
}

/// A function, by its text: of any kind but those that suspend.
pub fn function(text: &str) -> Option<String> {
    // A method stands only in an object or a class.
    [("(", ")"), ("({", "})"), ("(class { ", "})")].iter().find_map(|(before, after)| {
        let allocator = Allocator::default();
        let framed = format!("{before}{text}{after}");
        let parsed = Parser::new(&allocator, &framed, SourceType::mjs()).parse();
        if parsed.panicked || !(parsed.diagnostics.is_empty() || text.contains('#')) {
            return None;
        }
        let [Statement::ExpressionStatement(only)] = parsed.program.body.as_slice() else { return None };
        let scoping = SemanticBuilder::new().build(&parsed.program).semantic.into_scoping();
        let mut writer = Writer::new(&framed, &scoping);
        match only.expression.get_inner_expression() {
            Expression::FunctionExpression(it) => writer.function(it),
            it @ Expression::ArrowFunctionExpression(_) => writer.expression(it),
            Expression::ObjectExpression(it) => match it.properties.as_slice() {
                [ObjectPropertyKind::ObjectProperty(only)] => match &only.value {
                    Expression::FunctionExpression(it) => writer.function(it),
                    _ => None,
                },
                _ => None,
            },
            Expression::ClassExpression(it) => match it.body.body.as_slice() {
                [ClassElement::MethodDefinition(only)] => writer.function(&only.value),
                _ => None,
            },
            _ => None,
        }
    })
}

struct Writer<'t> {
    text: &'t str,
    scoping: &'t Scoping,
    /// Inside a function that has a `this` of its own.
    has_this: bool,
    made: u32,
}

fn quoted(text: &str) -> Option<String> {
    serde_json::to_string(text).ok()
}

impl<'t> Writer<'t> {
    fn new(text: &'t str, scoping: &'t Scoping) -> Self {
        Self { text, scoping, has_this: false, made: 0 }
    }

    fn of(&self, it: &impl GetSpan) -> Option<&'t str> {
        self.text.get(it.span().start as usize..it.span().end as usize)
    }

    /// A name that no text has.
    fn new_name(&mut self) -> String {
        self.made += 1;
        format!("{GUARD}{}", self.made)
    }

    fn is_local(&self, it: &IdentifierReference) -> bool {
        let reference = it.reference_id.get().map(|id| self.scoping.get_reference(id));
        reference.is_some_and(|reference| reference.symbol_id().is_some())
    }

    fn declared(&self, name: &str) -> Option<String> {
        (!name.starts_with(OURS)).then(|| name.to_owned())
    }

    fn read(&self, it: &IdentifierReference) -> Option<String> {
        if self.is_local(it) {
            return self.declared(&it.name);
        }
        if self.has_this && it.name == "arguments" {
            return None;
        }
        Some(format!("{GUARD}.v({})", quoted(&it.name)?))
    }

    fn expression(&mut self, it: &Expression) -> Option<String> {
        Some(match it {
            Expression::NullLiteral(_) | Expression::BooleanLiteral(_) | Expression::NumericLiteral(_) => {
                self.of(it)?.to_owned()
            }
            Expression::BigIntLiteral(_) | Expression::StringLiteral(_) => self.of(it)?.to_owned(),
            Expression::RegExpLiteral(_) => format!("{GUARD}.f({})", self.of(it)?),
            Expression::TemplateLiteral(it) => {
                let cooked = it.quasis.iter().map(|part| quoted(part.value.cooked.as_ref()?));
                let cooked: Vec<String> = cooked.collect::<Option<_>>()?;
                let given: Vec<String> =
                    it.expressions.iter().map(|part| self.expression(part)).collect::<Option<_>>()?;
                format!("{GUARD}.t([{}],[{}])", cooked.join(","), given.join(","))
            }
            Expression::Identifier(it) => self.read(it)?,
            Expression::ThisExpression(_) if self.has_this => "this".to_owned(),
            Expression::ThisExpression(_) => format!("{GUARD}.self()"),
            Expression::ParenthesizedExpression(it) => format!("({})", self.expression(&it.expression)?),
            Expression::SequenceExpression(it) => {
                let parts: Vec<String> =
                    it.expressions.iter().map(|part| self.expression(part)).collect::<Option<_>>()?;
                format!("({})", parts.join(","))
            }
            Expression::LogicalExpression(it) => {
                let (left, right) = (self.expression(&it.left)?, self.expression(&it.right)?);
                format!("(({left}){}({right}))", it.operator.as_str())
            }
            Expression::ConditionalExpression(it) => {
                let test = self.expression(&it.test)?;
                let (yes, no) = (self.expression(&it.consequent)?, self.expression(&it.alternate)?);
                format!("(({test})?({yes}):({no}))")
            }
            Expression::BinaryExpression(it) => {
                let (left, right) = (self.expression(&it.left)?, self.expression(&it.right)?);
                format!("{GUARD}.b({},{left},{right})", quoted(it.operator.as_str())?)
            }
            Expression::UnaryExpression(it) => self.unary(it)?,
            Expression::ChainExpression(it) => {
                let inner = match &it.expression {
                    ChainElement::CallExpression(call) => self.call(call)?,
                    ChainElement::TSNonNullExpression(_) => return None,
                    member => self.member(member.as_member_expression()?)?,
                };
                format!("{GUARD}.chain(()=>{inner})")
            }
            Expression::CallExpression(it) => self.call(it)?,
            Expression::NewExpression(it) => {
                let callee = self.expression(&it.callee)?;
                format!("{GUARD}.n({callee},{})", self.arguments(&it.arguments)?)
            }
            Expression::ArrayExpression(it) => format!("{GUARD}.f({})", self.array(it)?),
            Expression::ObjectExpression(it) => self.object(it)?,
            Expression::AssignmentExpression(it) => self.assignment(it)?,
            Expression::UpdateExpression(it) => self.update(it)?,
            Expression::ArrowFunctionExpression(it) => self.arrow(it)?,
            Expression::FunctionExpression(it) => self.function(it)?,
            it => self.member(it.as_member_expression()?)?,
        })
    }

    fn unary(&mut self, it: &UnaryExpression) -> Option<String> {
        if let (UnaryOperator::Typeof, Expression::Identifier(name)) = (it.operator, &it.argument)
            && !self.is_local(name)
        {
            return Some(format!("{GUARD}.type({})", quoted(&name.name)?));
        }
        let value = self.expression(&it.argument)?;
        Some(match it.operator {
            UnaryOperator::Delete => return None,
            UnaryOperator::Void => format!("(void({value}))"),
            UnaryOperator::Typeof => format!("(typeof({value}))"),
            UnaryOperator::LogicalNot => format!("(!({value}))"),
            UnaryOperator::UnaryNegation => format!("{GUARD}.b(\"u-\",{value})"),
            UnaryOperator::UnaryPlus => format!("{GUARD}.b(\"u+\",{value})"),
            UnaryOperator::BitwiseNot => format!("{GUARD}.b(\"~\",{value})"),
        })
    }

    /// Object and key of a property that is no private one.
    fn place(&mut self, it: &MemberExpression) -> Option<(String, String)> {
        let mut object = self.expression(it.object())?;
        if it.optional() {
            object = format!("{GUARD}.q({object})");
        }
        Some(match it {
            MemberExpression::StaticMemberExpression(it) => (object, quoted(&it.property.name)?),
            MemberExpression::ComputedMemberExpression(it) => (object, self.expression(&it.expression)?),
            MemberExpression::PrivateFieldExpression(_) => return None,
        })
    }

    fn private(&mut self, it: &PrivateFieldExpression) -> Option<(String, String)> {
        let object = self.expression(&it.object)?;
        let object = if it.optional { format!("{GUARD}.q({object})") } else { object };
        Some((object, quoted(&format!("#{}", it.field.name))?))
    }

    fn member(&mut self, it: &MemberExpression) -> Option<String> {
        if let MemberExpression::PrivateFieldExpression(it) = it {
            let (object, name) = self.private(it)?;
            return Some(format!("{GUARD}.p({object},{name})"));
        }
        if let (Expression::Identifier(object), Some(name)) = (it.object(), it.static_property_name())
            && is_import(&object.name)
            && !self.is_local(object)
        {
            return Some(format!("{GUARD}.i({},{})", quoted(&object.name)?, quoted(name)?));
        }
        let (object, key) = self.place(it)?;
        Some(format!("{GUARD}.m({object},{key})"))
    }

    fn call(&mut self, it: &CallExpression) -> Option<String> {
        let optional = u8::from(it.optional);
        let callee = it.callee.get_inner_expression();
        if let Expression::PrivateFieldExpression(member) = callee {
            let (object, name) = self.private(member)?;
            let given = self.arguments(&it.arguments)?;
            return Some(format!("{GUARD}.pc({object},{name},{given},{optional})"));
        }
        let is_ours = |member: &MemberExpression| matches!(member.object(), Expression::Identifier(object) if is_import(&object.name));
        if let Some(member) = callee.as_member_expression().filter(|member| !is_ours(member)) {
            let (object, key) = self.place(member)?;
            let given = self.arguments(&it.arguments)?;
            let text = quoted(self.of(&it.callee)?)?;
            return Some(format!("{GUARD}.c({object},{key},{given},{optional},{text})"));
        }
        let callee = self.expression(&it.callee)?;
        let callee = if it.optional { format!("{GUARD}.q({callee})") } else { callee };
        Some(format!("{GUARD}.k({callee},{})", self.arguments(&it.arguments)?))
    }

    fn arguments(&mut self, all: &[Argument]) -> Option<String> {
        let mut parts = Vec::new();
        for it in all {
            parts.push(match it {
                Argument::SpreadElement(it) => (true, self.expression(&it.argument)?),
                it => (false, self.expression(it.as_expression()?)?),
            });
        }
        Some(joined(&parts))
    }

    fn array(&mut self, it: &ArrayExpression) -> Option<String> {
        let mut parts = Vec::new();
        for it in &it.elements {
            parts.push(match it {
                ArrayExpressionElement::SpreadElement(it) => (true, self.expression(&it.argument)?),
                ArrayExpressionElement::Elision(_) => return None,
                it => (false, self.expression(it.as_expression()?)?),
            });
        }
        Some(joined(&parts))
    }

    fn key(&mut self, key: &PropertyKey, is_computed: bool) -> Option<String> {
        match key {
            PropertyKey::StaticIdentifier(it) => quoted(&it.name),
            PropertyKey::PrivateIdentifier(_) => None,
            key if is_computed => Some(format!("{GUARD}.key({})", self.expression(key.as_expression()?)?)),
            key => quoted(&key.static_name()?),
        }
    }

    fn object(&mut self, it: &ObjectExpression) -> Option<String> {
        let mut parts = Vec::new();
        for it in &it.properties {
            match it {
                ObjectPropertyKind::SpreadProperty(it) => {
                    parts.push(format!("[{}]", self.expression(&it.argument)?));
                }
                ObjectPropertyKind::ObjectProperty(it) => {
                    let sets_prototype =
                        !it.computed && it.key.static_name().is_some_and(|it| it == "__proto__");
                    if it.kind != PropertyKind::Init || sets_prototype {
                        return None;
                    }
                    let key = self.key(&it.key, it.computed)?;
                    let value = match &it.value {
                        Expression::FunctionExpression(it) => self.function(it)?,
                        it => self.expression(it)?,
                    };
                    parts.push(format!("[{key},{value}]"));
                }
            }
        }
        Some(format!("{GUARD}.o([{}])", parts.join(",")))
    }

    fn assignment(&mut self, it: &AssignmentExpression) -> Option<String> {
        let target = it.left.as_simple_assignment_target()?;
        let value = self.expression(&it.right)?;
        let operator = it.operator.as_str().trim_end_matches('=');
        if let SimpleAssignmentTarget::AssignmentTargetIdentifier(name) = target {
            let name = self.local(name)?;
            return Some(match it.operator {
                AssignmentOperator::Assign => format!("({name}={value})"),
                it if it.is_logical() => format!("({name}{}({value}))", it.as_str()),
                _ => format!("({name}={GUARD}.b({},{name},{value}))", quoted(operator)?),
            });
        }
        let member = target.as_member_expression()?;
        let (object, key) = self.place(member)?;
        match it.operator {
            AssignmentOperator::Assign => Some(format!("{GUARD}.w({object},{key},{value})")),
            it if it.is_logical() => None,
            _ => Some(format!("{GUARD}.wb({},{object},{key},()=>{value})", quoted(operator)?)),
        }
    }

    /// A variable that may be assigned to: one of the text's own.
    fn local(&self, it: &IdentifierReference) -> Option<String> {
        if self.is_local(it) { self.declared(&it.name) } else { None }
    }

    fn update(&mut self, it: &UpdateExpression) -> Option<String> {
        let operator = it.operator.as_str();
        match &it.argument {
            SimpleAssignmentTarget::AssignmentTargetIdentifier(name) => {
                let name = self.local(name)?;
                let updated =
                    if it.prefix { format!("{operator}{name}") } else { format!("{name}{operator}") };
                Some(format!("({GUARD}.plain({name}),{updated})"))
            }
            target => {
                let (object, key) = self.place(target.as_member_expression()?)?;
                let sign = quoted(operator.get(..1)?)?;
                Some(format!("{GUARD}.up({sign},{object},{key},{})", u8::from(it.prefix)))
            }
        }
    }
}

/// `$sl0`: what a module imports from.
fn is_import(name: &str) -> bool {
    name.strip_prefix(OURS)
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|sign| sign.is_ascii_digit()))
}

/// A list, of which parts are spread.
fn joined(parts: &[(bool, String)]) -> String {
    if parts.iter().all(|(is_spread, _)| !is_spread) {
        let all: Vec<&str> = parts.iter().map(|(_, part)| part.as_str()).collect();
        return format!("[{}]", all.join(","));
    }
    let all: Vec<String> =
        parts.iter().map(|(is_spread, part)| format!("[{},{part}]", u8::from(*is_spread))).collect();
    format!("{GUARD}.j([{}])", all.join(","))
}

#[cfg(test)]
mod tests;
