//! Code becomes a value of the realm.

use rquickjs::context::EvalOptions;
use rquickjs::{Ctx, Value, qjs};

/// Evaluates code under a script name of our choosing.
pub fn eval<'js, T: rquickjs::FromJs<'js>>(ctx: &Ctx<'js>, code: &str, name: &str) -> rquickjs::Result<T> {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(name.to_owned());
    ctx.eval_with_options(code, options)
}

/// Whether a text parses, without running it; what the parser says is the exception.
pub fn compile(ctx: &Ctx, code: &str, name: &str) -> rquickjs::Result<()> {
    let (text, file) = (std::ffi::CString::new(code)?, std::ffi::CString::new(name)?);
    let flags = (qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_COMPILE_ONLY) as i32;
    // SAFETY: both texts live through the call; the function hands over a reference of its own.
    let compiled = unsafe {
        let raw = qjs::JS_Eval(ctx.as_raw().as_ptr(), text.as_ptr(), code.len() as _, file.as_ptr(), flags);
        Value::from_raw(ctx.clone(), raw)
    };
    if compiled.is_exception() { Err(rquickjs::Error::Exception) } else { Ok(()) }
}
