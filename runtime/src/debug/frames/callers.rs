//! How running functions were called: on which value, or as constructors; the engine's own account of a
//! stack leaves that out. Shares the rule of the room: proved with known calls, or not used.

use std::cell::Cell;
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Function, Value, qjs};

use super::{Frame, FrameWalker};

/// What is known of a call; several at once.
pub mod flags {
    pub const CONSTRUCTS: u8 = 1;
    /// It was called on a value.
    pub const HAS_RECEIVER: u8 = 2;
    /// One of the language's own functions.
    pub const IS_BUILT_IN: u8 = 4;
    pub const IS_GENERATOR: u8 = 8;
}

/// A call that runs, or waits.
pub struct Call<'js> {
    pub flags: u8,
    /// The function and what it was called on, where there is such a value.
    pub on: Option<(Value<'js>, Value<'js>)>,
}

/// How far before its frame a coroutine keeps the value that it was called on: `JSAsyncFunctionState`.
const RECEIVER_BEFORE: usize = 24;
/// The kind of a function among the flags of its code.
const KIND: u8 = 0b110_0000;
const GENERATOR: u8 = 0b010_0000;
const ASYNC: u8 = 0b100_0000;
/// A call with more arguments is not looked for among the values of its caller.
const MOST_ARGUMENTS: u16 = 16;

/// The engine's number for the instruction that calls a method; the next one does so and returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Callers {
    call_method: u8,
}

impl FrameWalker {
    /// How many functions are on the stack, up to `most`.
    ///
    /// # Safety
    /// On the engine's thread, inside the engine.
    pub unsafe fn depth(&self, most: usize) -> usize {
        // SAFETY: as in `walk`.
        unsafe { self.all().take(most).count() }
    }

    /// The number of functions inside of the innermost call of this one.
    ///
    /// # Safety
    /// As for `depth`.
    pub unsafe fn depth_of(&self, function: &Value, most: usize) -> Option<usize> {
        // SAFETY: as in `walk`.
        unsafe {
            let wanted = qjs::JS_VALUE_GET_PTR(function.as_raw());
            self.all().take(most).position(|it| qjs::JS_VALUE_GET_PTR(it.function) == wanted)
        }
    }

    /// The calls on the stack from the innermost but `skip` on.
    ///
    /// # Safety
    /// As for `depth`.
    pub unsafe fn calls<'js>(
        &self,
        ctx: &Ctx<'js>,
        callers: Callers,
        skip: usize,
        most: usize,
    ) -> Vec<Call<'js>> {
        // SAFETY: as in `walk`.
        unsafe { self.all().skip(skip).take(most).map(|it| self.call(ctx, callers, it)).collect() }
    }

    /// The call that a frame is, which runs or waits.
    ///
    /// # Safety
    /// The frame is alive. On the engine's thread.
    pub unsafe fn call_at<'js>(&self, ctx: &Ctx<'js>, callers: Callers, address: usize) -> Call<'js> {
        // SAFETY: as asked of the caller.
        unsafe { self.call(ctx, callers, &*(address as *const Frame)) }
    }

    /// The outermost call of an async function, which may have somebody who waits for it.
    ///
    /// # Safety
    /// As for `depth`.
    pub unsafe fn outermost_async(&self) -> Option<usize> {
        // SAFETY: as in `walk`.
        unsafe {
            let is_async = |it: &&Frame| self.bytecode(it).is_some_and(|code| code.flags[0] & ASYNC != 0);
            self.all()
                .filter(|it| it.owner != 0)
                .filter(is_async)
                .last()
                .map(|it| std::ptr::from_ref(it) as usize)
        }
    }

    unsafe fn all(&self) -> impl Iterator<Item = &Frame> {
        // SAFETY: as in `walk`; the chain ends with null.
        unsafe {
            let first = (*(self.current as *const *const Frame)).as_ref();
            std::iter::successors(first, |frame| frame.previous.as_ref())
        }
    }

    unsafe fn call<'js>(&self, ctx: &Ctx<'js>, callers: Callers, frame: &Frame) -> Call<'js> {
        // SAFETY: as in `walk`.
        unsafe {
            let code = self.bytecode(frame);
            let is_coroutine = frame.owner != 0 && code.is_some();
            let is_built_in = qjs::JS_GetClassID(frame.function) == u32::from(self.built_in);
            let mut known = 0;
            if frame.flags[1] != 0 && !is_coroutine {
                known |= flags::CONSTRUCTS;
            }
            if is_built_in {
                known |= flags::IS_BUILT_IN;
            }
            if code.is_some_and(|code| code.flags[0] & KIND == GENERATOR) {
                known |= flags::IS_GENERATOR;
            }
            let receiver = match is_coroutine {
                true => Some(*std::ptr::from_ref(frame).byte_sub(RECEIVER_BEFORE).cast::<qjs::JSValue>()),
                false if known & flags::CONSTRUCTS == 0 => self.receiver(callers, frame),
                false => None,
            };
            let kept = |raw| Value::from_raw(ctx.clone(), qjs::JS_DupValue(ctx.as_raw().as_ptr(), raw));
            let is_value = |raw: &qjs::JSValue| {
                !matches!(qjs::JS_VALUE_GET_TAG(*raw), qjs::JS_TAG_UNDEFINED | qjs::JS_TAG_NULL)
            };
            let on = receiver.filter(is_value).map(|raw| (kept(frame.function), kept(raw)));
            if on.is_some() {
                known |= flags::HAS_RECEIVER;
            }
            Call { flags: known, on }
        }
    }

    /// What a function was called on, from the values that its caller was working with: there the function
    /// stands behind it, and its arguments behind the function.
    unsafe fn receiver(&self, callers: Callers, frame: &Frame) -> Option<qjs::JSValue> {
        // SAFETY: a caller that is in a call has this many values, of which those up to the arguments of the
        // call are alive: the function is found there before anything that is only left over.
        unsafe {
            let caller = frame.previous.as_ref()?;
            let Some(code) = self.bytecode(caller) else { return self.given_on(callers, frame, caller) };
            let at = (caller.program_counter as usize).checked_sub(code.code as usize)?;
            if at < 3 || at > code.code_length.max(0) as usize {
                return None;
            }
            let instruction = std::slice::from_raw_parts(caller.program_counter.sub(3), 3);
            if !(callers.call_method..=callers.call_method + 1).contains(&instruction[0]) {
                return None;
            }
            let given = u16::from_le_bytes([instruction[1], instruction[2]]);
            let values = caller.variables.add(usize::from(code.variable_count));
            let values = std::slice::from_raw_parts(values, usize::from(code.counts[1]));
            let is_it = |it: &qjs::JSValue| is_same(*it, frame.function);
            let first = (frame.arguments as usize).wrapping_sub(values.as_ptr() as usize);
            let size = size_of::<qjs::JSValue>();
            if first.is_multiple_of(size) && (2..=values.len()).contains(&(first / size)) {
                // Called with all it declares, it works on its caller's values.
                let first = first / size;
                let is_method = given == frame.argument_count && is_it(&values[first - 1]);
                return is_method.then(|| values[first - 2]);
            }
            // Otherwise it has a list of its own, longer than what was given.
            if given >= frame.argument_count || given > MOST_ARGUMENTS {
                return None;
            }
            let found = values.iter().skip(1).position(is_it)?;
            Some(values[found])
        }
    }

    /// What a function was called on by `call`, `apply` or `Reflect.apply`.
    unsafe fn given_on(&self, callers: Callers, frame: &Frame, caller: &Frame) -> Option<qjs::JSValue> {
        // SAFETY: as in `walk`; a built-in function has as many arguments as its frame says.
        unsafe {
            if qjs::JS_GetClassID(caller.function) != u32::from(self.built_in) {
                return None;
            }
            let given = usize::from(caller.argument_count);
            if given == 3 && is_same(*caller.arguments, frame.function) {
                return Some(*caller.arguments.add(1));
            }
            let of_caller = (given > 0).then(|| self.receiver(callers, caller)).flatten()?;
            is_same(of_caller, frame.function).then(|| *caller.arguments)
        }
    }

    /// Proves how calls are laid out, with known ones.
    pub fn prove_callers(&self, ctx: &Ctx) -> Option<Callers> {
        let number = self.find_call_method(ctx)?;
        let callers = Callers { call_method: number };
        let (wrong, right) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
        let (failed, passed, walker) = (Rc::clone(&wrong), Rc::clone(&right), self.clone());
        let check = move |ctx: Ctx, expected: u8, receiver: Value, function: Value| {
            // SAFETY: the address is only compared.
            let address = |value: &Value| unsafe { qjs::JS_VALUE_GET_PTR(value.as_raw()) };
            // SAFETY: on the engine's thread, called by the function that is looked at.
            let call = unsafe {
                let at = walker.depth_of(&function, usize::MAX);
                at.and_then(|at| walker.calls(&ctx, callers, at, 1).pop())
            };
            let is_expected = call.is_some_and(|call| {
                let is_it = |(_, value): (Value, Value)| address(&value) == address(&receiver);
                call.flags == expected && call.on.map_or(receiver.is_undefined(), is_it)
            });
            let counter = if is_expected { &passed } else { &failed };
            counter.set(counter.get() + 1);
        };
        let known: Function = crate::engine::script::eval(ctx, KNOWN, super::CALIBRATION_FILE).ok()?;
        known.call::<_, ()>((Func::from(check),)).ok()?;
        (wrong.get() == 0 && right.get() == CHECKED).then_some(callers)
    }

    /// Reads the instruction of a known call.
    fn find_call_method(&self, ctx: &Ctx) -> Option<u8> {
        let found = Rc::new(Cell::new(None));
        let (answer, walker) = (Rc::clone(&found), self.clone());
        let look = move |own: Value| {
            // SAFETY: on the engine's thread; the function that called this is in a call.
            unsafe {
                let at = walker.depth_of(&own, usize::MAX);
                let frame = at.and_then(|at| walker.all().nth(at + 1));
                let counter = frame.map(|frame| frame.program_counter).filter(|it| !it.is_null());
                answer.set(counter.map(|counter| *counter.sub(3)));
            }
        };
        let known: Function = crate::engine::script::eval(ctx, METHOD, super::CALIBRATION_FILE).ok()?;
        known.call::<_, ()>((Func::from(look),)).ok()?;
        found.get()
    }
}

/// Whether both are one object.
fn is_same(one: qjs::JSValue, other: qjs::JSValue) -> bool {
    // SAFETY: tags and addresses are only compared.
    unsafe {
        qjs::JS_VALUE_GET_TAG(one) == qjs::JS_TAG_OBJECT
            && qjs::JS_VALUE_GET_TAG(other) == qjs::JS_TAG_OBJECT
            && qjs::JS_VALUE_GET_PTR(one) == qjs::JS_VALUE_GET_PTR(other)
    }
}

const METHOD: &str =
    "(function (look) { const o = { m() { look(o.m); return 0; } }; const made = o.m(); return made; })";
/// How often `KNOWN` checks.
const CHECKED: i32 = 10;
/// Methods with too few arguments, all of them, and called last; plain calls; constructors; coroutines.
const KNOWN: &str = "(function (check) {
    const o = {
        short(a, b, c) { check(2, o, o.short); return 1; },
        whole(a) { check(2, o, o.whole); return 1; },
        last() { check(2, o, o.last); return 1; },
        *steps() { check(10, o, o.steps); },
        async later() { check(2, o, o.later); },
    };
    function plain(a, b) { check(0, undefined, plain); return 1; }
    function given(a, b, c) { check(2, o, given); }
    function Made() { check(1, undefined, Made); }
    class Base { constructor() { check(1, undefined, Base); } }
    class Derived extends Base { constructor() { super(); } }
    const sum = 1 + o.short(1) + o.whole(2);
    const ended = (() => o.last())();
    o.steps().next();
    o.later();
    plain(1);
    given.call(o, 1);
    given.apply(o, []);
    new Made();
    new Derived();
    return sum + ended;
})";
