//! Tells the prelude of promises that are made and settled, once it has asked.

use std::cell::{Cell, OnceCell};
use std::ffi::c_void;
use std::rc::Rc;

use rquickjs::{Ctx, Function, Object, qjs};

/// The three functions of the prelude. It holds them as long as there is a realm, and so they are not counted here.
#[derive(Default)]
struct Hooks(OnceCell<[qjs::JSValue; 3]>);

thread_local! {
    /// An engine has its thread to itself, and one hook: the debugger's, while there is one, passes on to ours.
    static OURS: Cell<*mut c_void> = const { Cell::new(std::ptr::null_mut()) };
    static IS_TAKEN: Cell<bool> = const { Cell::new(false) };
}

/// The debugger listens in our place, or no more.
///
/// # Safety
/// On the engine's thread; `listener` lives until it is taken out again.
pub unsafe fn lend(runtime: *mut qjs::JSRuntime, listener: qjs::JSPromiseHook, opaque: *mut c_void) {
    IS_TAKEN.set(listener.is_some());
    let ours = OURS.get();
    // SAFETY: as asked of the caller; ours lives as long as the realm.
    unsafe {
        match listener {
            Some(_) => qjs::JS_SetPromiseHook(runtime, listener, opaque),
            None if ours.is_null() => qjs::JS_SetPromiseHook(runtime, None, ours),
            None => qjs::JS_SetPromiseHook(runtime, Some(hook), ours),
        }
    }
}

/// What the debugger has heard.
///
/// # Safety
/// Called by the engine's hook, with what that was given.
pub unsafe fn pass_on(
    ctx: *mut qjs::JSContext,
    kind: qjs::JSPromiseHookType,
    promise: qjs::JSValueConst,
    parent: qjs::JSValueConst,
) {
    let ours = OURS.get();
    if !ours.is_null() {
        // SAFETY: as asked of the caller.
        unsafe { hook(ctx, kind, promise, parent, ours) }
    }
}

pub fn install<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> rquickjs::Result<()> {
    let hooks = Rc::new(Hooks::default());
    let set = move |ctx: Ctx<'js>, init: Function<'js>, resolved: Function<'js>, before: Function<'js>| {
        let _ = hooks.0.set([init, resolved, before].map(|it| it.as_value().as_raw()));
        // SAFETY: `hooks` belongs to this function, which the realm's prelude holds to its end; no promise is
        // made after that.
        unsafe {
            let runtime = qjs::JS_GetRuntime(ctx.as_raw().as_ptr());
            OURS.set(Rc::as_ptr(&hooks).cast_mut().cast::<c_void>());
            if !IS_TAKEN.get() {
                qjs::JS_SetPromiseHook(runtime, Some(hook), OURS.get());
            }
        }
    };
    host.set("promiseHooks", Function::new(ctx.clone(), set)?)
}

/// What the engine calls.
unsafe extern "C" fn hook(
    ctx: *mut qjs::JSContext,
    kind: qjs::JSPromiseHookType,
    promise: qjs::JSValueConst,
    parent: qjs::JSValueConst,
    hooks: *mut c_void,
) {
    let index = match kind {
        qjs::JSPromiseHookType_JS_PROMISE_HOOK_INIT => 0,
        qjs::JSPromiseHookType_JS_PROMISE_HOOK_RESOLVE => 1,
        qjs::JSPromiseHookType_JS_PROMISE_HOOK_BEFORE => 2,
        _ => return,
    };
    // SAFETY: the pointer is the one that was given with this function; see there.
    let hooks = unsafe { &*hooks.cast::<Hooks>() };
    let Some(function) = hooks.0.get().and_then(|hooks| hooks.get(index)) else { return };
    let mut arguments = [promise, parent];
    // SAFETY: the engine calls this between two instructions, with values that live through the call. What the
    // function throws (there is no room, or the program is being ended) is not the promise's.
    unsafe {
        let result = qjs::JS_Call(ctx, *function, qjs::JS_UNDEFINED, 2, arguments.as_mut_ptr());
        if qjs::JS_IsException(result) {
            qjs::JS_FreeValue(ctx, qjs::JS_GetException(ctx));
        }
        qjs::JS_FreeValue(ctx, result);
    }
}
