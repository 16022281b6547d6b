//! Code becomes a value of the realm.

use rquickjs::Ctx;
use rquickjs::context::EvalOptions;

/// Evaluates code under a script name of our choosing.
pub fn eval<'js, T: rquickjs::FromJs<'js>>(ctx: &Ctx<'js>, code: &str, name: &str) -> rquickjs::Result<T> {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(name.to_owned());
    ctx.eval_with_options(code, options)
}
