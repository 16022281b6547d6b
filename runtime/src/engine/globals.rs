//! Whether the globals that every program is given are still there: asked before each generation, so
//! it makes nothing of the engine's. What is missing is given back by the prelude.

use rquickjs::{Array, Ctx, Value, qjs};

/// Whether each of these is a property of the global object that holds an object (a function, when
/// they are), or is still to be made by its accessor.
pub fn are_usable<'js>(ctx: Ctx<'js>, names: Array<'js>, are_functions: bool) -> rquickjs::Result<bool> {
    let global = ctx.globals();
    for name in names.iter::<Value>() {
        if !is_usable(&ctx, &global, &name?, are_functions) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_usable(ctx: &Ctx, object: &Value, name: &Value, is_function: bool) -> bool {
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: all values belong to this context; what the engine hands over is freed here, once.
    unsafe {
        let undefined = qjs::JS_UNDEFINED;
        let mut property =
            qjs::JSPropertyDescriptor { flags: 0, value: undefined, getter: undefined, setter: undefined };
        let atom = qjs::JS_ValueToAtom(raw, name.as_raw());
        let found = qjs::JS_GetOwnProperty(raw, &mut property, object.as_raw(), atom) > 0;
        qjs::JS_FreeAtom(raw, atom);
        let is_accessor = property.flags & qjs::JS_PROP_GETSET as i32 != 0;
        let holds = if is_function {
            qjs::JS_IsFunction(raw, property.value)
        } else {
            qjs::JS_IsObject(property.value)
        };
        for value in [property.value, property.getter, property.setter] {
            qjs::JS_FreeValue(raw, value);
        }
        found && (is_accessor || holds)
    }
}
