//! Reads and writes the variables of frames: arguments, locals of every block, and what functions
//! capture. Shares the rule of the room: proved at the engine's start, or not used.

use rquickjs::function::Func;
use rquickjs::{Ctx, Function, Value, qjs};

use super::{Bytecode, Frame, FrameWalker, Object};

/// `JSVarRef`.
#[repr(C)]
pub(super) struct Reference {
    link: [usize; 2],
    flags: [u8; 4],
    value: *mut qjs::JSValue,
}

/// `JSVarDef`.
#[repr(C)]
pub(super) struct Definition {
    name: u32,
    scope: i32,
    next: i32,
    bits: u8,
    reference: u16,
    pool: i32,
}

/// `JSClosureVar`.
#[repr(C)]
pub(super) struct Captured {
    bits: u8,
    kind: u8,
    index: u16,
    name: u32,
}

const IS_CONST: u8 = 1;
const IS_CAPTURED_CONST: u8 = 1 << 4;
const KIND_SHIFT: u8 = 4;
/// `JS_VAR_FUNCTION_NAME`: the name of a function expression inside itself.
const FUNCTION_NAME: u8 = 4;

/// A variable as the engine compiled it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub name: String,
    pub slot: Slot,
    pub is_const: bool,
    /// The name of a function expression: no assignment changes it.
    pub is_own_name: bool,
}

/// Where a frame or a function keeps a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Argument(u16),
    Local(u16),
    Captured(u16),
}

/// What stands in a variable.
pub enum Content<'js> {
    Value(Value<'js>),
    /// Between its block's begin and its declaration.
    Uninitialized,
}

/// The variables of a function, in the order of their declarations.
unsafe fn variables(ctx: &Ctx, bytecode: &Bytecode) -> Vec<Variable> {
    let (arguments, locals) = (usize::from(bytecode.argument_count), usize::from(bytecode.variable_count));
    // SAFETY: the function is alive, and its tables have as many entries as it says.
    unsafe {
        let own = (0..arguments + locals).map(|index| {
            let definition = &*bytecode.variables.add(index);
            let slot = match index.checked_sub(arguments) {
                None => Slot::Argument(index as u16),
                Some(local) => Slot::Local(local as u16),
            };
            Variable {
                name: atom(ctx, definition.name),
                slot,
                is_const: definition.bits & IS_CONST != 0,
                is_own_name: definition.bits >> KIND_SHIFT == FUNCTION_NAME,
            }
        });
        let captured = (0..usize::from(bytecode.captured_count)).map(|index| {
            let captured = &*bytecode.closure.add(index);
            Variable {
                name: atom(ctx, captured.name),
                slot: Slot::Captured(index as u16),
                is_const: captured.bits & IS_CAPTURED_CONST != 0,
                is_own_name: captured.kind & 0xf == FUNCTION_NAME,
            }
        });
        own.chain(captured).collect()
    }
}

unsafe fn atom(ctx: &Ctx, number: u32) -> String {
    // SAFETY: an atom of a living function; the string is a reference of our own.
    let text = unsafe { Value::from_raw(ctx.clone(), qjs::JS_AtomToString(ctx.as_raw().as_ptr(), number)) };
    text.as_string().and_then(|text| text.to_string().ok()).unwrap_or_default()
}

impl FrameWalker {
    /// Whether variables can be read.
    pub fn reads_variables(&self) -> bool {
        self.reads_variables
    }

    /// # Safety
    /// `address` is that of a frame that is on the stack, or of a suspended generator's. On the
    /// engine's thread.
    pub unsafe fn variables(&self, ctx: &Ctx, address: usize) -> Vec<Variable> {
        // SAFETY: as asked of the caller.
        unsafe {
            let frame = &*(address as *const Frame);
            self.bytecode(frame).map(|bytecode| variables(ctx, bytecode)).unwrap_or_default()
        }
    }

    /// The function that a frame runs.
    ///
    /// # Safety
    /// As for `variables`.
    pub unsafe fn function<'js>(&self, ctx: &Ctx<'js>, address: usize) -> Value<'js> {
        // SAFETY: as asked of the caller; the value is a reference of our own.
        unsafe {
            let frame = &*(address as *const Frame);
            Value::from_raw(ctx.clone(), qjs::JS_DupValue(ctx.as_raw().as_ptr(), frame.function))
        }
    }

    /// The innermost function on the stack, built-in ones included, after the first `skip`.
    ///
    /// # Safety
    /// On the engine's thread.
    pub unsafe fn function_at<'js>(&self, ctx: &Ctx<'js>, skip: usize) -> Option<Value<'js>> {
        // SAFETY: as in `walk`.
        unsafe {
            let mut at = *(self.current as *const *const Frame);
            for _ in 0..skip {
                at = at.as_ref()?.previous;
            }
            let frame = at.as_ref()?;
            Some(Value::from_raw(ctx.clone(), qjs::JS_DupValue(ctx.as_raw().as_ptr(), frame.function)))
        }
    }

    /// The innermost frame on the stack, and its function; built-in ones too.
    ///
    /// # Safety
    /// On the engine's thread, inside the engine.
    pub unsafe fn innermost_frame<'js>(&self, ctx: &Ctx<'js>) -> (usize, Option<Value<'js>>) {
        // SAFETY: as in `walk`.
        unsafe { (*(self.current as *const *const Frame) as usize, self.function_at(ctx, 0)) }
    }

    /// The frame itself, or of those that called it the first that runs JavaScript.
    ///
    /// # Safety
    /// As for `variables`.
    pub unsafe fn scripted(&self, address: usize) -> Option<usize> {
        // SAFETY: as asked of the caller; the chain ends with null.
        unsafe {
            let first = (address as *const Frame).as_ref();
            let mut frames = std::iter::successors(first, |frame| frame.previous.as_ref());
            let found = frames.find(|frame| self.bytecode(frame).is_some())?;
            Some(std::ptr::from_ref(found) as usize)
        }
    }

    /// What a variable of a frame holds, or one that its function has captured.
    ///
    /// # Safety
    /// As for `variables`.
    pub unsafe fn variable<'js>(&self, ctx: &Ctx<'js>, address: usize, name: &str) -> Option<Value<'js>> {
        if !self.reads_variables {
            return None;
        }
        // SAFETY: as asked of the caller; a slot of its own.
        unsafe {
            let variables = self.variables(ctx, address);
            let variable = variables.iter().rev().find(|variable| variable.name == name)?;
            match self.read_slot(ctx, address, variable.slot)? {
                Content::Value(value) => Some(value),
                Content::Uninitialized => None,
            }
        }
    }

    /// # Safety
    /// As for `variables`; `slot` is one of its answer.
    pub unsafe fn read_slot<'js>(&self, ctx: &Ctx<'js>, address: usize, slot: Slot) -> Option<Content<'js>> {
        // SAFETY: as asked of the caller.
        unsafe { self.place(address, slot).map(|place| content(ctx, *place)) }
    }

    /// # Safety
    /// As for `read_slot`.
    pub unsafe fn write_slot(&self, ctx: &Ctx, address: usize, slot: Slot, value: &Value) {
        // SAFETY: as asked of the caller: the place holds a value of its own, which is released.
        unsafe {
            if let Some(place) = self.place(address, slot) {
                put(ctx, place, value);
            }
        }
    }

    /// The variables that a function has captured; none for one that is not of JavaScript.
    pub fn captured_variables(&self, ctx: &Ctx, function: &Value) -> Vec<Variable> {
        // SAFETY: a living function of this engine, on its thread.
        let all = unsafe { self.function_object(function).map(|object| variables(ctx, &*object.bytecode)) };
        all.into_iter().flatten().filter(|variable| matches!(variable.slot, Slot::Captured(_))).collect()
    }

    pub fn read_captured<'js>(&self, ctx: &Ctx<'js>, function: &Value, index: u16) -> Option<Content<'js>> {
        // SAFETY: a living function of this engine, on its thread.
        unsafe { Some(content(ctx, *self.captured_place(function, index)?)) }
    }

    pub fn write_captured(&self, ctx: &Ctx, function: &Value, index: u16, value: &Value) {
        // SAFETY: as above: the place holds a value of its own, which is released.
        unsafe {
            if let Some(place) = self.captured_place(function, index) {
                put(ctx, place, value);
            }
        }
    }

    /// Whether a frame's function has captured a variable that another function has captured too; one
    /// that has captured nothing may belong to any.
    ///
    /// # Safety
    /// As for `variables`.
    pub unsafe fn shares_captured(&self, address: usize, function: &Value) -> bool {
        // SAFETY: as asked of the caller.
        unsafe {
            let frame = &*(address as *const Frame);
            let Some(object) = self.bytecode_object(&frame.function) else { return false };
            let Some(other) = self.function_object(function) else { return false };
            let (own, others) = (super::captured(object), super::captured(other));
            own.is_empty() || own.iter().any(|reference| others.contains(reference))
        }
    }

    /// Which of the variables that a frame's function has captured stand in another frame.
    ///
    /// # Safety
    /// As for `variables`, of both.
    pub unsafe fn captured_of(&self, address: usize, outer: usize) -> Vec<u16> {
        // SAFETY: as asked of the caller.
        unsafe {
            let (frame, outer) = (&*(address as *const Frame), &*(outer as *const Frame));
            let (Some(object), Some(bytecode)) =
                (self.bytecode_object(&frame.function), self.bytecode(outer))
            else {
                return Vec::new();
            };
            let arguments = usize::from(outer.argument_count.max(bytecode.argument_count));
            let holds = |start: *const qjs::JSValue, count: usize, at: *const qjs::JSValue| {
                start <= at && at < start.add(count)
            };
            let is_its = |reference: &usize| {
                (*reference as *const Reference).as_ref().is_some_and(|reference| {
                    holds(outer.arguments, arguments, reference.value)
                        || holds(outer.variables, usize::from(bytecode.variable_count), reference.value)
                })
            };
            let all = super::captured(object).iter().zip(0..);
            all.filter(|(reference, _)| is_its(reference)).map(|(_, index)| index).collect()
        }
    }

    unsafe fn captured_place(&self, function: &Value, index: u16) -> Option<*mut qjs::JSValue> {
        // SAFETY: as asked of the caller.
        unsafe {
            let object = self.function_object(function)?;
            if usize::from(index) >= super::captured(object).len() {
                return None;
            }
            captured(&function.as_raw(), index)
        }
    }

    unsafe fn function_object<'v>(&self, function: &'v Value) -> Option<&'v Object> {
        // SAFETY: as asked of the caller: a value that lives as long as what is borrowed of it.
        unsafe {
            let is_known = self.reads_variables && function.is_function();
            let object = &*qjs::JS_VALUE_GET_PTR(is_known.then(|| function.as_raw())?).cast::<Object>();
            self.classes.contains(&object.class).then_some(object)
        }
    }

    unsafe fn bytecode_object<'v>(&self, function: &'v qjs::JSValue) -> Option<&'v Object> {
        // SAFETY: as in `walk`; a frame's function is an object or undefined.
        unsafe {
            if qjs::JS_VALUE_GET_TAG(*function) != qjs::JS_TAG_OBJECT {
                return None;
            }
            let object = &*qjs::JS_VALUE_GET_PTR(*function).cast::<Object>();
            self.classes.contains(&object.class).then_some(object)
        }
    }

    /// What a frame was called with. Frames of the engine's smaller kinds of functions do not say.
    ///
    /// # Safety
    /// As for `variables`.
    pub unsafe fn arguments<'js>(&self, ctx: &Ctx<'js>, address: usize) -> Vec<Value<'js>> {
        // SAFETY: as asked of the caller: the frame holds as many values as it says.
        unsafe {
            let frame = &*(address as *const Frame);
            let class = qjs::JS_GetClassID(frame.function) as u16;
            if class != self.built_in && !self.classes.contains(&class) {
                return Vec::new();
            }
            let given = (0..usize::from(frame.argument_count)).map(|index| *frame.arguments.add(index));
            given
                .map(|raw| Value::from_raw(ctx.clone(), qjs::JS_DupValue(ctx.as_raw().as_ptr(), raw)))
                .collect()
        }
    }

    unsafe fn place(&self, address: usize, slot: Slot) -> Option<*mut qjs::JSValue> {
        // SAFETY: as asked of the caller.
        unsafe {
            let frame = &*(address as *const Frame);
            Some(match slot {
                Slot::Argument(index) => frame.arguments.cast_mut().add(usize::from(index)),
                Slot::Local(index) => frame.variables.cast_mut().add(usize::from(index)),
                Slot::Captured(index) => captured(&frame.function, index)?,
            })
        }
    }

    /// What a function has captured, by name; nothing for a function that is not of JavaScript.
    pub fn captured<'js>(&self, ctx: &Ctx<'js>, function: &Value<'js>) -> Vec<(Variable, Content<'js>)> {
        if !self.reads_variables || !function.is_function() {
            return Vec::new();
        }
        // SAFETY: a living function of this engine, on its thread.
        unsafe {
            let object = &*qjs::JS_VALUE_GET_PTR(function.as_raw()).cast::<Object>();
            if !self.classes.contains(&object.class) {
                return Vec::new();
            }
            let all = variables(ctx, &*object.bytecode);
            let read = |variable: Variable| {
                let Slot::Captured(index) = variable.slot else { return None };
                let place = captured(&function.as_raw(), index)?;
                Some((variable, content(ctx, *place)))
            };
            all.into_iter().filter_map(read).collect()
        }
    }

    /// Proves that variables read as expected, with one of every kind.
    pub(super) fn proves_variables(&self, ctx: &Ctx) -> bool {
        let seen = std::rc::Rc::new(std::cell::Cell::new(false));
        let (answer, walker) = (std::rc::Rc::clone(&seen), self.clone());
        let look = move |ctx: Ctx, own: Value| answer.set(walker.reads_known(&ctx, &own).unwrap_or(false));
        let run = || -> rquickjs::Result<()> {
            let known: Function = crate::engine::script::eval(ctx, KNOWN, super::CALIBRATION_FILE)?;
            known.call((Func::from(look),))
        };
        run().is_ok() && seen.get()
    }

    fn reads_known(&self, ctx: &Ctx, own: &Value) -> Option<bool> {
        // SAFETY: on the engine's thread, called by the function that is looked at.
        unsafe {
            let mut at = *(self.current as *const *const Frame);
            let wanted = qjs::JS_VALUE_GET_PTR(own.as_raw());
            while qjs::JS_VALUE_GET_PTR(at.as_ref()?.function) != wanted {
                at = at.as_ref()?.previous;
            }
            let address = at as usize;
            let variables = self.variables(ctx, address);
            let number = |name: &str, last: bool| {
                let mut named = variables.iter().filter(|variable| variable.name == name);
                let variable = if last { named.next_back()? } else { named.next()? };
                match self.read_slot(ctx, address, variable.slot)? {
                    Content::Value(value) => value.as_number(),
                    Content::Uninitialized => Some(-1.0),
                }
            };
            let is_const = |name: &str| variables.iter().any(|it| it.name == name && it.is_const);
            Some(
                number("given", false) == Some(7.0)
                    && number("kept", false) == Some(13.0)
                    && number("inner", false) == Some(42.0)
                    && number("inner", true) == Some(43.0)
                    && number("early", false) == Some(-1.0)
                    && is_const("inner")
                    && is_const("kept")
                    && !is_const("given"),
            )
        }
    }
}

/// An argument, a captured constant, a shadowed local, and one that is not initialised.
const KNOWN: &str = "(function (look) { const kept = 13; (function known(given) {
    const inner = 42; { const inner = 43; look(known); let early = inner + kept; return early; }
})(7); })";

unsafe fn captured(function: &qjs::JSValue, index: u16) -> Option<*mut qjs::JSValue> {
    // SAFETY: a function with bytecode has as many references as its code says.
    unsafe {
        let object = &*qjs::JS_VALUE_GET_PTR(*function).cast::<Object>();
        let reference = (*object.captured.cast::<*const Reference>().add(usize::from(index))).as_ref()?;
        Some(reference.value)
    }
}

unsafe fn put(ctx: &Ctx, place: *mut qjs::JSValue, value: &Value) {
    // SAFETY: the place holds a value of its own, which is released.
    unsafe {
        let old = std::mem::replace(&mut *place, qjs::JS_DupValue(ctx.as_raw().as_ptr(), value.as_raw()));
        qjs::JS_FreeValue(ctx.as_raw().as_ptr(), old);
    }
}

unsafe fn content<'js>(ctx: &Ctx<'js>, raw: qjs::JSValue) -> Content<'js> {
    // SAFETY: a value that lives; what is handed out is a reference of its own.
    unsafe {
        if qjs::JS_VALUE_GET_TAG(raw) == qjs::JS_TAG_UNINITIALIZED {
            return Content::Uninitialized;
        }
        Content::Value(Value::from_raw(ctx.clone(), qjs::JS_DupValue(ctx.as_raw().as_ptr(), raw)))
    }
}
