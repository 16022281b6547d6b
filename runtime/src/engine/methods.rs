//! The language's own methods as they were before any program, as functions of `this` and the arguments.
//! Native, because everything the library and the prelude do goes through them.

use std::ptr::null_mut;
use std::slice;

use rquickjs::function::Func;
use rquickjs::qjs::{self, JSContext, JSValue};
use rquickjs::{Ctx, Object, Value};

/// Adds `uncurry` and `method`.
pub fn install(host: &Object) -> rquickjs::Result<()> {
    host.set("uncurry", Func::from(uncurry))?;
    host.set("method", Func::from(method))
}

fn uncurry<'js>(ctx: Ctx<'js>, method: Value<'js>) -> rquickjs::Result<Value<'js>> {
    function(&ctx, call, &[method])
}

/// A method by its name. `known`: those of texts, numbers, big integers, symbols and booleans; then
/// prototypes and their methods in turn. What inherits from another prototype, or has a property of that
/// name itself, is asked for its method, and so is a proxy.
fn method<'js>(ctx: Ctx<'js>, name: Value<'js>, known: Vec<Value<'js>>) -> rquickjs::Result<Value<'js>> {
    let mut data = vec![name];
    data.extend(known);
    function(&ctx, dispatch, &data)
}

type Native = unsafe extern "C" fn(*mut JSContext, JSValue, i32, *mut JSValue, i32, *mut JSValue) -> JSValue;

/// A function of the engine that is handed `data`, and how much that is.
fn function<'js>(ctx: &Ctx<'js>, native: Native, data: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    let mut raw: Vec<JSValue> = data.iter().map(Value::as_raw).collect();
    let length = raw.len() as i32;
    // SAFETY: values of this context, of which the function takes references of its own.
    let made = unsafe {
        let context = ctx.as_raw().as_ptr();
        Value::from_raw(
            ctx.clone(),
            qjs::JS_NewCFunctionData(context, Some(native), 0, length, length, raw.as_mut_ptr()),
        )
    };
    if made.is_exception() { Err(rquickjs::Error::Exception) } else { Ok(made) }
}

unsafe extern "C" fn call(
    ctx: *mut JSContext,
    _: JSValue,
    argc: i32,
    argv: *mut JSValue,
    _: i32,
    data: *mut JSValue,
) -> JSValue {
    // SAFETY: called by the engine, with what `function` gave it.
    unsafe { invoke(ctx, *data, argc, argv) }
}

/// # Safety
/// `argv` has `argc` values of the context.
unsafe fn invoke(ctx: *mut JSContext, method: JSValue, argc: i32, argv: *mut JSValue) -> JSValue {
    // SAFETY: as asked of the caller; the first argument is `this`.
    unsafe {
        match argc {
            0 => qjs::JS_Call(ctx, method, qjs::JS_UNDEFINED, 0, null_mut()),
            _ => qjs::JS_Call(ctx, method, *argv, argc - 1, argv.add(1)),
        }
    }
}

unsafe extern "C" fn dispatch(
    ctx: *mut JSContext,
    _: JSValue,
    argc: i32,
    argv: *mut JSValue,
    length: i32,
    data: *mut JSValue,
) -> JSValue {
    // SAFETY: called by the engine, with what `function` gave it.
    unsafe {
        let data = slice::from_raw_parts(data, length as usize);
        let this = if argc == 0 { qjs::JS_UNDEFINED } else { *argv };
        let (name, known) = (data[0], &data[1..]);
        let method = match qjs::JS_VALUE_GET_NORM_TAG(this) {
            qjs::JS_TAG_STRING | qjs::JS_TAG_STRING_ROPE => known[0],
            qjs::JS_TAG_INT | qjs::JS_TAG_FLOAT64 => known[1],
            qjs::JS_TAG_BIG_INT | qjs::JS_TAG_SHORT_BIG_INT => known[2],
            qjs::JS_TAG_SYMBOL => known[3],
            qjs::JS_TAG_BOOL => known[4],
            qjs::JS_TAG_OBJECT if !qjs::JS_IsProxy(this) => of_prototype(ctx, this, &known[5..]),
            _ => qjs::JS_UNDEFINED,
        };
        let is_known = qjs::JS_VALUE_GET_TAG(method) != qjs::JS_TAG_UNDEFINED;
        if is_known && qjs::JS_VALUE_GET_TAG(this) != qjs::JS_TAG_OBJECT {
            return invoke(ctx, method, argc, argv);
        }
        let atom = qjs::JS_ValueToAtom(ctx, name);
        let result = match is_known.then(|| qjs::JS_GetOwnProperty(ctx, null_mut(), this, atom)) {
            Some(0) => invoke(ctx, method, argc, argv),
            Some(-1) => qjs::JS_EXCEPTION,
            _ => {
                let own = qjs::JS_GetProperty(ctx, this, atom);
                if qjs::JS_VALUE_GET_TAG(own) == qjs::JS_TAG_EXCEPTION {
                    own
                } else {
                    let result = invoke(ctx, own, argc, argv);
                    qjs::JS_FreeValue(ctx, own);
                    result
                }
            }
        };
        qjs::JS_FreeAtom(ctx, atom);
        result
    }
}

/// The method of an object's prototype, in a list of prototypes and methods in turn.
///
/// # Safety
/// `this` is an object of the context and no proxy.
unsafe fn of_prototype(ctx: *mut JSContext, this: JSValue, known: &[JSValue]) -> JSValue {
    // SAFETY: as asked of the caller; the prototype outlives the comparison.
    unsafe {
        let prototype = qjs::JS_GetPrototype(ctx, this);
        let is_object = qjs::JS_VALUE_GET_TAG(prototype) == qjs::JS_TAG_OBJECT;
        let address = qjs::JS_VALUE_GET_PTR(prototype);
        let mut pairs = known.chunks_exact(2);
        let found = pairs.find(|pair| is_object && qjs::JS_VALUE_GET_PTR(pair[0]) == address);
        qjs::JS_FreeValue(ctx, prototype);
        found.map_or(qjs::JS_UNDEFINED, |pair| pair[1])
    }
}
