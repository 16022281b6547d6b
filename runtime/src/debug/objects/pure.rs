//! Evaluates what can have no effect: variables, plain properties, operators on primitive values.
//! Everything else is refused before it runs.

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::parser::Parser;
use oxc::span::SourceType;
use oxc::syntax::operator::{LogicalOperator, UnaryOperator};
use rquickjs::{Array, Ctx, Exception, IntoJs, Value};

use super::evaluating::refuse;
use crate::debug::frames::variables::Content;
use crate::debug::pause::Agent;

/// In V8's words, as the program itself is told.
const MISSING_THIS: &str = "Must call super constructor in derived class before accessing 'this' or returning from derived constructor";

impl Agent {
    /// Evaluates in a frame, or among the globals.
    pub(super) fn evaluate_pure<'js>(
        &self,
        ctx: &Ctx<'js>,
        frame: Option<u32>,
        text: &str,
    ) -> rquickjs::Result<Value<'js>> {
        let allocator = Allocator::default();
        let pure = Pure { agent: self, ctx, frame };
        if let Ok(expression) = Parser::new(&allocator, text, SourceType::cjs()).parse_expression() {
            return pure.evaluate(&expression);
        }
        // A private name is an error to the parser, as no class is around.
        let text = format!("({text}\n)");
        let parsed = Parser::new(&allocator, &text, SourceType::cjs()).parse();
        match parsed.program.body.as_slice() {
            [Statement::ExpressionStatement(only)] if text.contains('#') && !parsed.panicked => {
                pure.evaluate(&only.expression)
            }
            _ => Err(refuse(ctx)),
        }
    }
}

struct Pure<'e, 'js> {
    agent: &'e Agent,
    ctx: &'e Ctx<'js>,
    frame: Option<u32>,
}

impl<'js> Pure<'_, 'js> {
    fn evaluate(&self, expression: &Expression) -> rquickjs::Result<Value<'js>> {
        let ctx = self.ctx;
        match expression {
            Expression::NullLiteral(_) => Ok(Value::new_null(ctx.clone())),
            Expression::BooleanLiteral(it) => Ok(Value::new_bool(ctx.clone(), it.value)),
            Expression::NumericLiteral(it) => Ok(Value::new_number(ctx.clone(), it.value)),
            Expression::StringLiteral(it) => it.value.as_str().into_js(ctx),
            Expression::ParenthesizedExpression(it) => self.evaluate(&it.expression),
            Expression::Identifier(it) => self.read(it.name.as_str()),
            Expression::ThisExpression(_) => self.this(),
            Expression::StaticMemberExpression(_)
            | Expression::ComputedMemberExpression(_)
            | Expression::PrivateFieldExpression(_) => self
                .chained(expression)
                .map(|value| value.unwrap_or_else(|| Value::new_undefined(ctx.clone()))),
            Expression::ChainExpression(it) => {
                let Some(member) = it.expression.as_member_expression() else { return Err(refuse(ctx)) };
                let value = self.member_of(member)?;
                Ok(value.unwrap_or_else(|| Value::new_undefined(ctx.clone())))
            }
            Expression::UnaryExpression(it) => self.unary(it),
            Expression::BinaryExpression(it) => {
                let (left, right) = (self.evaluate(&it.left)?, self.evaluate(&it.right)?);
                self.ask("operate", (it.operator.as_str(), left, right))
            }
            Expression::LogicalExpression(it) => {
                let left = self.evaluate(&it.left)?;
                let is_left = match it.operator {
                    LogicalOperator::And => !self.truth(&left)?,
                    LogicalOperator::Or => self.truth(&left)?,
                    LogicalOperator::Coalesce => !is_nullish(&left),
                };
                if is_left { Ok(left) } else { self.evaluate(&it.right) }
            }
            Expression::ConditionalExpression(it) => {
                let test = self.evaluate(&it.test)?;
                self.evaluate(if self.truth(&test)? { &it.consequent } else { &it.alternate })
            }
            _ => Err(refuse(ctx)),
        }
    }

    /// `None`: an optional chain has ended.
    fn chained(&self, expression: &Expression) -> rquickjs::Result<Option<Value<'js>>> {
        match expression.as_member_expression() {
            Some(member) => self.member_of(member),
            None => self.evaluate(expression).map(Some),
        }
    }

    fn member_of(&self, member: &MemberExpression) -> rquickjs::Result<Option<Value<'js>>> {
        let Some(object) = self.chained(member.object())? else { return Ok(None) };
        if member.optional() && is_nullish(&object) {
            return Ok(None);
        }
        let key = match member {
            MemberExpression::StaticMemberExpression(it) => it.property.name.as_str().into_js(self.ctx)?,
            MemberExpression::ComputedMemberExpression(it) => self.evaluate(&it.expression)?,
            MemberExpression::PrivateFieldExpression(it) => {
                let Some(frame) = self.frame else { return Err(refuse(self.ctx)) };
                let asked = (frame, object, format!("#{}", it.field.name));
                // An accessor would run.
                let read: Option<Array> = self.agent.call(self.ctx, "evaluate", "privateField", asked)?;
                return read.map_or_else(|| Err(refuse(self.ctx)), |read| read.get(0).map(Some));
            }
        };
        self.ask("member", (object, key)).map(Some)
    }

    fn unary(&self, it: &UnaryExpression) -> rquickjs::Result<Value<'js>> {
        let undefined = Value::new_undefined(self.ctx.clone());
        if let (UnaryOperator::Typeof, Expression::Identifier(name)) = (it.operator, &it.argument)
            && !self.knows(name.name.as_str())?
        {
            return "undefined".into_js(self.ctx);
        }
        let operator = match it.operator {
            UnaryOperator::UnaryNegation => "u-",
            UnaryOperator::UnaryPlus => "u+",
            UnaryOperator::Delete => return Err(refuse(self.ctx)),
            UnaryOperator::Void => {
                self.evaluate(&it.argument)?;
                return Ok(undefined);
            }
            operator => operator.as_str(),
        };
        let value = self.evaluate(&it.argument)?;
        self.ask("operate", (operator, value, undefined))
    }

    fn truth(&self, value: &Value<'js>) -> rquickjs::Result<bool> {
        let undefined = Value::new_undefined(self.ctx.clone());
        let is_false: Value = self.ask("operate", ("!", value.clone(), undefined))?;
        Ok(is_false.as_bool() == Some(false))
    }

    fn knows(&self, name: &str) -> rquickjs::Result<bool> {
        let in_frame = match self.frame {
            Some(frame) => self.agent.frame_has(self.ctx, frame, name)?,
            None => false,
        };
        Ok(in_frame || self.ctx.globals().contains_key(name)?)
    }

    fn read(&self, name: &str) -> rquickjs::Result<Value<'js>> {
        if let Some(frame) = self.frame
            && self.agent.frame_has(self.ctx, frame, name)?
        {
            return self.agent.frame_get(self.ctx, frame, name);
        }
        if name == "undefined" {
            return Ok(Value::new_undefined(self.ctx.clone()));
        }
        if !self.ctx.globals().contains_key(name)? {
            // A global `let` is no property; reading one of it, or of nothing, runs nothing.
            return crate::engine::script::eval(self.ctx, name, super::EVALUATED);
        }
        self.ask("member", (self.ctx.globals(), name.into_js(self.ctx)?))
    }

    fn this(&self) -> rquickjs::Result<Value<'js>> {
        let Some(frame) = self.frame else { return Ok(self.ctx.globals().into_value()) };
        let view = self.agent.present_view(self.ctx)?;
        match view.this(self.agent, self.ctx, frame) {
            Some(Content::Value(this)) => Ok(this),
            Some(Content::Uninitialized) => Err(Exception::throw_reference(self.ctx, MISSING_THIS)),
            None => Ok(Value::new_undefined(self.ctx.clone())),
        }
    }

    /// Asks the prelude, which knows what would run something.
    fn ask<A>(&self, function: &str, arguments: A) -> rquickjs::Result<Value<'js>>
    where
        A: rquickjs::function::IntoArgs<'js>,
    {
        let value: Value = self.agent.call(self.ctx, "remote", function, arguments)?;
        let refused: bool = self.agent.call(self.ctx, "remote", "isRefused", (value.clone(),))?;
        if refused { Err(refuse(self.ctx)) } else { Ok(value) }
    }
}

fn is_nullish(value: &Value) -> bool {
    value.is_null() || value.is_undefined()
}
