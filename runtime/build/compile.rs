//! Compiles JavaScript into the engine's own code: the engine of the build is the one that will run it,
//! since both have the same exact version.

use rquickjs::{Context, Ctx, Runtime, qjs};

/// What of a function's text is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// A program may read it.
    Kept,
    /// It is native code to a program.
    Dropped,
}

/// The code of an expression, as `script::run` runs it. Its frames have this name.
pub fn bytecode(code: &str, name: &str, text: Text) -> Result<Vec<u8>, String> {
    let runtime = Runtime::new().map_err(|error| error.to_string())?;
    runtime.set_max_stack_size(0);
    let context = Context::full(&runtime).map_err(|error| error.to_string())?;
    context.with(|ctx| compile(&ctx, code, name, text))
}

fn compile(ctx: &Ctx, code: &str, name: &str, text: Text) -> Result<Vec<u8>, String> {
    let nul = |error: std::ffi::NulError| error.to_string();
    let (source, file) =
        (std::ffi::CString::new(code).map_err(nul)?, std::ffi::CString::new(name).map_err(nul)?);
    let raw = ctx.as_raw().as_ptr();
    let strip = if text == Text::Dropped { qjs::JS_WRITE_OBJ_STRIP_SOURCE } else { 0 };
    let flags = (qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_COMPILE_ONLY) as i32;
    // SAFETY: the texts live through the call; what the engine hands over is freed here, once.
    unsafe {
        let function = qjs::JS_Eval(raw, source.as_ptr(), code.len() as _, file.as_ptr(), flags);
        if qjs::JS_IsException(function) {
            let thrown = ctx.catch();
            let error = thrown.as_exception().map(ToString::to_string).unwrap_or_default();
            return Err(format!("{name}: {error}"));
        }
        let mut size = 0;
        let written =
            qjs::JS_WriteObject(raw, &mut size, function, (qjs::JS_WRITE_OBJ_BYTECODE | strip) as i32);
        qjs::JS_FreeValue(raw, function);
        if written.is_null() {
            return Err(format!("{name}: its code cannot be written"));
        }
        let bytes = std::slice::from_raw_parts(written, size as usize).to_vec();
        qjs::js_free(raw, written.cast());
        Ok(bytes)
    }
}
