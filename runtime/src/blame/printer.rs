//! An expression in the short form in which V8's messages name it: `o.b[k]`, `f(...)`. Pure.

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::parser::Parser;
use oxc::span::SourceType;

/// What V8 says where it has no words for an expression.
const VALUE: &str = "(intermediate value)";

/// The short form of the text of an expression.
pub fn short(source: &str, language: SourceType) -> String {
    let allocator = Allocator::default();
    match Parser::new(&allocator, source, language).parse_expression() {
        Ok(expression) => found(&expression),
        Err(_) => VALUE.to_owned(),
    }
}

fn found(expression: &Expression) -> String {
    let text = print(expression);
    if text.is_empty() { VALUE.to_owned() } else { text }
}

fn print(expression: &Expression) -> String {
    match expression.get_inner_expression() {
        Expression::Identifier(it) => it.name.to_string(),
        Expression::ThisExpression(_) => "this".into(),
        Expression::NullLiteral(_) => "null".into(),
        Expression::BooleanLiteral(it) => it.value.to_string(),
        Expression::NumericLiteral(it) => number(it.value),
        Expression::StringLiteral(it) => format!("\"{}\"", it.value),
        Expression::RegExpLiteral(it) => it.regex.to_string(),
        Expression::TemplateLiteral(it) => match it.quasis.first() {
            Some(quasi) if it.expressions.is_empty() => format!("\"{}\"", quasi_text(quasi)),
            _ => it.expressions.iter().map(found).collect(),
        },
        Expression::ArrayExpression(it) => {
            let elements = it.elements.iter().map(|element| match element {
                ArrayExpressionElement::SpreadElement(it) => format!("...{}", found(&it.argument)),
                ArrayExpressionElement::Elision(_) => String::new(),
                other => other.as_expression().map_or_else(String::new, found),
            });
            format!("[{}]", elements.collect::<Vec<_>>().join(","))
        }
        Expression::ObjectExpression(it) => format!("{{{}}}", VALUE.repeat(it.properties.len())),
        Expression::UnaryExpression(it) => {
            let sign = it.operator.as_str();
            let space = if it.operator.is_keyword() { " " } else { "" };
            format!("({sign}{space}{})", found(&it.argument))
        }
        Expression::UpdateExpression(it) => {
            let (sign, target) = (it.operator.as_str(), target(&it.argument));
            if it.prefix { format!("({sign}{target})") } else { format!("({target}{sign})") }
        }
        Expression::BinaryExpression(it) => pair(&it.left, it.operator.as_str(), &it.right),
        Expression::LogicalExpression(it) => pair(&it.left, it.operator.as_str(), &it.right),
        Expression::SequenceExpression(it) => {
            format!("({})", it.expressions.iter().map(found).collect::<Vec<_>>().join(" , "))
        }
        Expression::ConditionalExpression(_) => VALUE.repeat(3),
        Expression::AssignmentExpression(it) => match &it.left {
            AssignmentTarget::AssignmentTargetIdentifier(it) => it.name.to_string(),
            _ => String::new(),
        },
        Expression::AwaitExpression(it) => found(&it.argument),
        Expression::ChainExpression(it) => match &it.expression {
            ChainElement::CallExpression(it) => call(it),
            ChainElement::TSNonNullExpression(it) => print(&it.expression),
            other => other.as_member_expression().map_or_else(String::new, member),
        },
        Expression::CallExpression(it) => call(it),
        other => other.as_member_expression().map_or_else(String::new, member),
    }
}

fn call(it: &CallExpression) -> String {
    format!("{}(...)", found(&it.callee))
}

fn member(member: &MemberExpression) -> String {
    let object = match member.object() {
        Expression::Super(_) => VALUE.to_owned(),
        other => found(other),
    };
    let sign = if member.optional() { "?." } else { "." };
    match member {
        MemberExpression::StaticMemberExpression(it) => format!("{object}{sign}{}", it.property.name),
        MemberExpression::PrivateFieldExpression(it) => format!("{object}{sign}#{}", it.field.name),
        MemberExpression::ComputedMemberExpression(it) => match &it.expression {
            Expression::StringLiteral(key) => format!("{object}{sign}{}", key.value),
            Expression::TemplateLiteral(key) if key.expressions.is_empty() => {
                format!("{object}{sign}{}", key.quasis.first().map_or("", quasi_text))
            }
            key => format!("{object}{}[{}]", if member.optional() { "?." } else { "" }, found(key)),
        },
    }
}

fn quasi_text<'a>(quasi: &'a TemplateElement) -> &'a str {
    quasi.value.cooked.as_ref().map_or("", |text| text.as_str())
}

fn target(target: &SimpleAssignmentTarget) -> String {
    match target {
        SimpleAssignmentTarget::AssignmentTargetIdentifier(it) => it.name.to_string(),
        other => other.as_member_expression().map_or_else(|| VALUE.to_owned(), member),
    }
}

fn pair(left: &Expression, sign: &str, right: &Expression) -> String {
    format!("({} {sign} {})", found(left), found(right))
}

/// A number as the language writes it.
fn number(value: f64) -> String {
    if value.is_infinite() {
        "Infinity".into()
    } else {
        oxc::syntax::number::ToJsString::to_js_string(&value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str) -> String {
        short(source, SourceType::ts())
    }

    #[test]
    fn chains_are_written_as_v8_writes_them() {
        assert_eq!(of("o.b[k]"), "o.b[k]");
        assert_eq!(of("o['x-y']"), "o.x-y");
        assert_eq!(of("(o as any)?.x!.y"), "o?.x.y");
        assert_eq!(of("o.f(1, 2).g"), "o.f(...).g");
        assert_eq!(of("this.#a[0]"), "this.#a[0]");
    }

    #[test]
    fn what_has_no_name_is_an_intermediate_value() {
        assert_eq!(of("() => 1"), "(intermediate value)");
        assert_eq!(of("(() => 1)()"), "(intermediate value)(...)");
        assert_eq!(of("({ a: 1, b })"), "{(intermediate value)(intermediate value)}");
        assert_eq!(of("new Date()"), "(intermediate value)");
    }

    #[test]
    fn operators_stand_in_parentheses() {
        assert_eq!(of("five + 1"), "(five + 1)");
        assert_eq!(of("typeof x"), "(typeof x)");
        assert_eq!(of("x++"), "(x++)");
        assert_eq!(of("[1, 'a', ...b]"), "[1,\"a\",...b]");
    }
}
