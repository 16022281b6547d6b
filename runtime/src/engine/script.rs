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

/// Runs what the build compiled.
pub fn run<'js, T: rquickjs::FromJs<'js>>(ctx: &Ctx<'js>, code: &[u8]) -> rquickjs::Result<T> {
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: this engine wrote the code, in the build; running it takes the function over.
    let result = unsafe {
        let flags = qjs::JS_READ_OBJ_BYTECODE as i32;
        let function = qjs::JS_ReadObject(raw, code.as_ptr(), code.len() as _, flags);
        if qjs::JS_IsException(function) {
            return Err(rquickjs::Error::Exception);
        }
        Value::from_raw(ctx.clone(), qjs::JS_EvalFunction(raw, function))
    };
    if result.is_exception() {
        return Err(rquickjs::Error::Exception);
    }
    T::from_js(ctx, result)
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
