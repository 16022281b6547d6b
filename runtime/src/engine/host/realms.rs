//! Realms of their own for `node:vm`: a script is compiled here, and run here or there.
//!
//! A realm lives as long as something of it does: the engine counts that, and nobody else keeps it. The library
//! holds its global object and names it by a number.

use std::cell::RefCell;
use std::ffi::CString;
use std::rc::Rc;
use std::time::{Duration, Instant};

use oxc::allocator::Allocator;
use oxc::parser::Parser;
use oxc::semantic::SemanticBuilder;
use oxc::span::SourceType;
use rquickjs::function::Func;
use rquickjs::{Array, Ctx, Exception, IntoJs, Object, Value, qjs};

use crate::engine::context::Turn;
use crate::engine::script;

/// The realms that were made, by number; each with its global object, which keeps it.
type Realms = Rc<RefCell<Vec<*mut qjs::JSContext>>>;

pub fn natives<'js>(ctx: &Ctx<'js>, turn: &Rc<Turn>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let compile = |ctx: Ctx<'js>, code: String, name: String| -> rquickjs::Result<()> {
        script::compile(&ctx, &code, &name).map(drop)
    };
    object.set("compile", Func::from(compile))?;
    object.set("names", Func::from(names))?;
    let realms = Realms::default();
    let known = Rc::clone(&realms);
    // The number and the global object of a new realm.
    let make = move |ctx: Ctx<'js>| -> rquickjs::Result<Array<'js>> {
        // SAFETY: the new realm is of this engine, whose values every realm can hold; its global object holds
        // functions that keep it when our own reference goes.
        let (raw, global) = unsafe {
            let raw = qjs::JS_NewContext(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()));
            if raw.is_null() {
                return Err(Exception::throw_internal(&ctx, "no memory for a realm"));
            }
            let global = Value::from_raw(ctx.clone(), qjs::JS_GetGlobalObject(raw));
            qjs::JS_FreeContext(raw);
            (raw, global)
        };
        known.borrow_mut().push(raw);
        let made = Array::new(ctx.clone())?;
        made.set(0, known.borrow().len() as f64)?;
        made.set(1, global)?;
        Ok(made)
    };
    object.set("make", Func::from(make))?;
    let turn = Rc::clone(turn);
    // `[value]`, or nothing: it took too long. 0 is this realm. The global object comes along: it keeps its realm.
    let run = move |ctx: Ctx<'js>,
                    number: f64,
                    _global: Value<'js>,
                    code: String,
                    name: String,
                    timeout: f64|
          -> rquickjs::Result<Value<'js>> {
        let raw = match number as usize {
            0 => ctx.as_raw().as_ptr(),
            number => {
                let known = realms.borrow().get(number - 1).copied();
                known.ok_or_else(|| Exception::throw_internal(&ctx, "there is no such realm"))?
            }
        };
        let earlier = turn.deadline.get();
        if timeout > 0.0 {
            turn.deadline.set(Some(Instant::now() + Duration::from_secs_f64(timeout / 1000.0)));
        }
        let result = evaluate(&ctx, raw, &code, &name);
        let is_over = timeout > 0.0 && turn.deadline.get().is_none();
        turn.deadline.set(earlier);
        if is_over && result.is_err() {
            // That it was ended is no error of the program's.
            drop(ctx.catch());
            return Ok(Value::new_undefined(ctx));
        }
        let answer = Array::new(ctx.clone())?;
        answer.set(0, result?)?;
        answer.into_js(&ctx)
    };
    object.set("run", Func::from(run))?;
    Ok(object)
}

fn evaluate<'js>(
    ctx: &Ctx<'js>,
    realm: *mut qjs::JSContext,
    code: &str,
    name: &str,
) -> rquickjs::Result<Value<'js>> {
    let (text, file) = (CString::new(code)?, CString::new(name)?);
    let flags = qjs::JS_EVAL_TYPE_GLOBAL as i32;
    // SAFETY: the realm is there, both texts live through the call, and its result is a reference of its own.
    let value = unsafe {
        let raw = qjs::JS_Eval(realm, text.as_ptr(), code.len() as _, file.as_ptr(), flags);
        Value::from_raw(ctx.clone(), raw)
    };
    if value.is_exception() { Err(rquickjs::Error::Exception) } else { Ok(value) }
}

/// The names that a script declares for its global object: of `var` and of functions.
fn names(code: String) -> Vec<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, &code, SourceType::default().with_script(true)).parse();
    let scoping = SemanticBuilder::new().build(&parsed.program).semantic.into_scoping();
    let root = scoping.root_scope_id();
    let symbols = scoping.get_bindings(root).values();
    symbols
        .filter(|id| {
            let flags = scoping.symbol_flags(**id);
            flags.is_function_scoped_declaration() || flags.is_function()
        })
        .map(|id| scoping.symbol_name(*id).to_owned())
        .collect()
}
