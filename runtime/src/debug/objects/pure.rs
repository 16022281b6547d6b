//! Evaluates what can have no effect. The text is rewritten so that it asks before each step; what it calls
//! of the program is rewritten the same way.

use rquickjs::{Array, Ctx, Function, IntoJs, Object, Value};

use super::evaluating::refuse;
use crate::debug::frames::variables::Content;
use crate::debug::guarded::{self, GUARD};
use crate::debug::pause::Agent;
use crate::engine::{context, script};
use crate::transpile::unmarked::unmarked_but_imports;

impl Agent {
    /// Evaluates in a frame, or among the globals.
    pub(super) fn evaluate_pure<'js>(
        &self,
        ctx: &Ctx<'js>,
        frame: Option<u32>,
        text: &str,
    ) -> rquickjs::Result<Value<'js>> {
        let code = guarded::expression(text).ok_or_else(|| refuse(ctx))?;
        let (this, is_missing) = self.this_of(ctx, frame)?;
        let guard = self.guard(ctx, frame, this, is_missing)?;
        self.guarded(ctx, &code, guard.into_value())
    }

    /// Calls a function that is given as a text.
    pub(super) fn call_pure<'js>(
        &self,
        ctx: &Ctx<'js>,
        function: &str,
        this: Value<'js>,
        arguments: Array<'js>,
    ) -> rquickjs::Result<Value<'js>> {
        let code = guarded::expression(function).ok_or_else(|| refuse(ctx))?;
        let guard = self.guard(ctx, None, this, false)?;
        let made = self.guarded(ctx, &code, guard.clone().into_value())?;
        guard.get::<_, Function>("call")?.call((made, arguments))
    }

    fn guard<'js>(
        &self,
        ctx: &Ctx<'js>,
        frame: Option<u32>,
        this: Value<'js>,
        is_missing: bool,
    ) -> rquickjs::Result<Object<'js>> {
        let frame = frame.map_or_else(|| Ok(Value::new_null(ctx.clone())), |frame| frame.into_js(ctx))?;
        let begin: Function = context::guard(ctx, &self.parts(ctx)?)?.get("begin")?;
        begin.call((frame, this, is_missing))
    }

    fn guarded<'js>(&self, ctx: &Ctx<'js>, code: &str, guard: Value<'js>) -> rquickjs::Result<Value<'js>> {
        let code = format!("(function({GUARD}){{\"use strict\";return {code};}})");
        let run: Function = script::eval(ctx, &code, super::EVALUATED)?;
        run.call((guard,))
    }

    /// `this`, and whether there is none yet.
    fn this_of<'js>(&self, ctx: &Ctx<'js>, frame: Option<u32>) -> rquickjs::Result<(Value<'js>, bool)> {
        let Some(frame) = frame else { return Ok((ctx.globals().into_value(), false)) };
        let view = self.present_view(ctx)?;
        let undefined = || Value::new_undefined(ctx.clone());
        Ok(match view.this(self, ctx, frame) {
            Some(Content::Value(this)) => (this, false),
            Some(Content::Uninitialized) => (undefined(), true),
            None => (undefined(), false),
        })
    }

    /// Name, whether it is initialised, and value, of all that a function has captured.
    pub(super) fn captured<'js>(
        &self,
        ctx: &Ctx<'js>,
        function: &Value<'js>,
    ) -> rquickjs::Result<Array<'js>> {
        let listed = self.list(ctx)?;
        let captured = self.control.walker().map(|walker| walker.captured(ctx, function)).unwrap_or_default();
        for (variable, content) in captured {
            let at = listed.len();
            listed.set(at, variable.name)?;
            match content {
                Content::Value(value) => (listed.set(at + 1, true)?, listed.set(at + 2, value)?).1,
                Content::Uninitialized => {
                    (listed.set(at + 1, false)?, listed.set(at + 2, Value::new_undefined(ctx.clone()))?).1
                }
            }
        }
        Ok(listed)
    }
}

/// The text of a function of the program as one that asks; `None` where it may have an effect.
pub(super) fn guarded_function(text: &str) -> Option<String> {
    guarded::function(&unmarked_but_imports(text))
}
