//! Realms of their own for `node:vm`: a script is compiled here, and run here or there.
//!
//! The engine does not count a job as a user of the realm that queued it, so a realm must not go while jobs wait.
//! Each is kept here, by its number, until [`Realms::sweep`] finds that nothing else has it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::CString;
use std::rc::Rc;
use std::time::{Duration, Instant};

use oxc::allocator::Allocator;
use oxc::parser::Parser;
use oxc::semantic::SemanticBuilder;
use oxc::span::SourceType;
use rquickjs::function::Func;
use rquickjs::{Array, Ctx, Exception, Function, IntoJs, Object, Value, qjs};

use crate::engine::context::Turn;
use crate::engine::script;

/// More of them at a time are a mistake.
const MOST: usize = 4096;

/// The realms that were made, by number.
#[derive(Default)]
pub struct Realms(RefCell<BTreeMap<u32, *mut qjs::JSContext>>);

impl Realms {
    /// Lets go of all that nobody has any more. `has`: whether the program has the realm of this number.
    fn sweep(&self, ctx: &Ctx, has: &Function) -> rquickjs::Result<()> {
        let all = std::mem::take(&mut *self.0.borrow_mut());
        // SAFETY: each is kept once by us. No job waits, so what goes is used by nobody; of what stays the engine
        // has a reference, which the program's keeps.
        unsafe {
            let runtime = qjs::JS_GetRuntime(ctx.as_raw().as_ptr());
            if qjs::JS_IsJobPending(runtime) {
                *self.0.borrow_mut() = all;
                return Ok(());
            }
            for realm in all.values() {
                qjs::JS_FreeContext(*realm);
            }
            qjs::JS_RunGC(runtime);
            for (number, realm) in all {
                if has.call((number,))? {
                    qjs::JS_DupContext(realm);
                    self.0.borrow_mut().insert(number, realm);
                }
            }
        }
        Ok(())
    }

    /// Before the engine goes, and while it is there.
    pub fn close(&self) {
        for realm in std::mem::take(&mut *self.0.borrow_mut()).into_values() {
            // SAFETY: kept once by us; no job will run.
            unsafe { qjs::JS_FreeContext(realm) };
        }
    }
}

pub fn natives<'js>(ctx: &Ctx<'js>, turn: &Rc<Turn>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let compile = |ctx: Ctx<'js>, code: String, name: String| -> rquickjs::Result<()> {
        script::compile(&ctx, &code, &name).map(drop)
    };
    object.set("compile", Func::from(compile))?;
    object.set("names", Func::from(names))?;
    let shared = Rc::clone(turn);
    object.set("make", Func::from(move |ctx: Ctx<'js>, number: u32| make(&ctx, &shared.realms, number)))?;
    let shared = Rc::clone(turn);
    // Only at the beginning of a task: no job may run or wait.
    let sweep = move |ctx: Ctx<'js>, has: Function<'js>| shared.realms.sweep(&ctx, &has);
    object.set("sweep", Func::from(sweep))?;
    let turn = Rc::clone(turn);
    // `[value]`, or nothing: it took too long. 0 is this realm.
    let run = move |ctx: Ctx<'js>,
                    number: u32,
                    code: String,
                    name: String,
                    timeout: f64|
          -> rquickjs::Result<Value<'js>> {
        let raw = match number {
            0 => ctx.as_raw().as_ptr(),
            number => {
                let known = turn.realms.0.borrow().get(&number).copied();
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

/// The global object of a new realm; `null`: there are too many.
fn make<'js>(ctx: &Ctx<'js>, realms: &Realms, number: u32) -> rquickjs::Result<Value<'js>> {
    if realms.0.borrow().len() >= MOST {
        return Ok(Value::new_null(ctx.clone()));
    }
    // SAFETY: the new realm is of this engine, whose values every realm can hold.
    unsafe {
        let realm = qjs::JS_NewContext(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()));
        if realm.is_null() {
            return Err(Exception::throw_internal(ctx, "no memory for a realm"));
        }
        realms.0.borrow_mut().insert(number, realm);
        Ok(Value::from_raw(ctx.clone(), qjs::JS_GetGlobalObject(realm)))
    }
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
