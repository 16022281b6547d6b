//! Code becomes a value of the realm.

use rquickjs::context::EvalOptions;
use rquickjs::{Ctx, Value, qjs};

/// Evaluates code under a script name of our choosing.
pub fn eval<'js, T: rquickjs::FromJs<'js>>(ctx: &Ctx<'js>, code: &str, name: &str) -> rquickjs::Result<T> {
    // The binding hands texts over up to the first of these.
    if code.contains('\0') {
        return T::from_js(ctx, run(ctx, compile(ctx, code, name)?)?);
    }
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(name.to_owned());
    ctx.eval_with_options(code, options)
}

/// Runs what the build compiled.
pub fn run_built<'js, T: rquickjs::FromJs<'js>>(ctx: &Ctx<'js>, code: &[u8]) -> rquickjs::Result<T> {
    // SAFETY: this engine wrote the code, in the build.
    let compiled = unsafe { read(ctx, code) }?;
    T::from_js(ctx, run(ctx, compiled)?)
}

/// A text as it will run, without running it; what the parser says is the exception.
pub fn compile<'js>(ctx: &Ctx<'js>, code: &str, name: &str) -> rquickjs::Result<Value<'js>> {
    let file = std::ffi::CString::new(name)?;
    let text = [code.as_bytes(), &[0]].concat();
    let flags = (qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_COMPILE_ONLY) as i32;
    // SAFETY: both texts live through the call; the function hands over a reference of its own.
    let compiled = unsafe {
        let raw =
            qjs::JS_Eval(ctx.as_raw().as_ptr(), text.as_ptr().cast(), code.len() as _, file.as_ptr(), flags);
        Value::from_raw(ctx.clone(), raw)
    };
    thrown_or(compiled)
}

/// Runs what was compiled.
pub fn run<'js>(ctx: &Ctx<'js>, compiled: Value<'js>) -> rquickjs::Result<Value<'js>> {
    // SAFETY: both belong to this context. The function takes the reference it is given, which is one more
    // than `compiled` holds, and hands over one of its own.
    let result = unsafe {
        let raw = qjs::JS_DupValue(ctx.as_raw().as_ptr(), compiled.as_raw());
        Value::from_raw(ctx.clone(), qjs::JS_EvalFunction(ctx.as_raw().as_ptr(), raw))
    };
    thrown_or(result)
}

/// What was compiled, as bytes for `read`.
pub fn write(ctx: &Ctx, compiled: &Value) -> rquickjs::Result<Vec<u8>> {
    let (raw, flags) = (ctx.as_raw().as_ptr(), qjs::JS_WRITE_OBJ_BYTECODE as i32);
    let mut length = 0;
    // SAFETY: the bytes are the caller's to free, and `length` says how many there are.
    unsafe {
        let bytes = qjs::JS_WriteObject(raw, &mut length, compiled.as_raw(), flags);
        if bytes.is_null() {
            return Err(rquickjs::Error::Exception);
        }
        let copy = std::slice::from_raw_parts(bytes, length as usize).to_vec();
        qjs::js_free(raw, bytes.cast());
        Ok(copy)
    }
}

/// What `write` wrote.
///
/// # Safety
/// The engine trusts these bytes like its own code: they must come from `write`, of this build.
pub unsafe fn read<'js>(ctx: &Ctx<'js>, bytes: &[u8]) -> rquickjs::Result<Value<'js>> {
    let flags = qjs::JS_READ_OBJ_BYTECODE as i32;
    // SAFETY: the bytes live through the call, which copies what it needs; what they hold is the caller's.
    let compiled = unsafe {
        let raw = qjs::JS_ReadObject(ctx.as_raw().as_ptr(), bytes.as_ptr(), bytes.len() as _, flags);
        Value::from_raw(ctx.clone(), raw)
    };
    thrown_or(compiled)
}

fn thrown_or(value: Value) -> rquickjs::Result<Value> {
    if value.is_exception() { Err(rquickjs::Error::Exception) } else { Ok(value) }
}
