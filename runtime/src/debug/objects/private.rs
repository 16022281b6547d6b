//! Private members for what a debugger evaluates: the class's names, found where the engine keeps them.

use rquickjs::{Array, Ctx, Object, Value, qjs};

use crate::debug::frames::variables::{Content, Variable};
use crate::debug::pause::Agent;

/// What a private name stands for.
enum Member<'js> {
    Field(Value<'js>),
    Method(Value<'js>),
    Accessor { get: Option<Value<'js>>, set: Option<Value<'js>> },
}

type Found<'js> = Vec<(Variable, Content<'js>)>;

/// `[kind, value or getter, setter]` of `#name` on an object: what the code of a frame means by it, or
/// else what the object's class does, by the functions of the class. `null`: there is none.
pub(super) fn member<'js>(
    agent: &Agent,
    ctx: &Ctx<'js>,
    frame: u32,
    object: &Value<'js>,
    (name, functions): (&str, &Array<'js>),
) -> rquickjs::Result<Option<Array<'js>>> {
    let found = match in_frame(agent, ctx, frame, name) {
        Some(found) => Some(found),
        None => on_object(agent, ctx, object, name, functions)?,
    };
    let Some(found) = found else { return Ok(None) };
    let listed = agent.list(ctx)?;
    let undefined = || Value::new_undefined(ctx.clone());
    match found {
        Member::Field(symbol) if !has_own(ctx, object, &symbol) => return Ok(None),
        Member::Field(symbol) => (listed.set(0, "field")?, listed.set(1, symbol)?).1,
        Member::Method(method) => (listed.set(0, "method")?, listed.set(1, method)?).1,
        Member::Accessor { get, set } => {
            listed.set(0, "accessor")?;
            listed.set(1, get.unwrap_or_else(undefined))?;
            listed.set(2, set.unwrap_or_else(undefined))?;
        }
    }
    Ok(Some(listed))
}

fn in_frame<'js>(agent: &Agent, ctx: &Ctx<'js>, frame: u32, name: &str) -> Option<Member<'js>> {
    let view = agent.view.borrow().clone()?;
    if !view.holds(frame) {
        return None;
    }
    let walker = agent.control.walker().filter(|walker| walker.reads_variables())?;
    let address = view.frame(frame).address;
    // SAFETY: the frame is on the stack.
    let variables = unsafe { walker.variables(ctx, address) };
    let read = |variable: Variable| {
        // SAFETY: as above; the slot is one of the frame's own.
        let content = unsafe { walker.read_slot(ctx, address, variable.slot) }?;
        Some((variable, content))
    };
    of_variables(agent, ctx, variables.into_iter().filter_map(read).collect(), name)
}

fn on_object<'js>(
    agent: &Agent,
    ctx: &Ctx<'js>,
    object: &Value<'js>,
    name: &str,
    functions: &Array<'js>,
) -> rquickjs::Result<Option<Member<'js>>> {
    if let Some(symbol) = own_field(ctx, object, name)? {
        return Ok(Some(Member::Field(symbol)));
    }
    let Some(walker) = agent.control.walker() else { return Ok(None) };
    for index in 0..functions.len() {
        let function: Value = functions.get(index)?;
        if let Some(found @ (Member::Method(_) | Member::Accessor { .. })) =
            of_variables(agent, ctx, walker.captured(ctx, &function), name)
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// A private name is a variable of its class, as the engine keeps it. Of functions, only methods have the
/// name for their own; a setter stands apart.
fn of_variables<'js>(
    agent: &Agent,
    ctx: &Ctx<'js>,
    variables: Found<'js>,
    name: &str,
) -> Option<Member<'js>> {
    let setter = format!("{name}<set>");
    let (mut own, mut set) = (None, None);
    for (variable, content) in variables {
        let Content::Value(value) = content else { continue };
        if variable.name == name {
            own = own.or(Some(value));
        } else if variable.name == setter {
            set = set.or(Some(value));
        }
    }
    let Some(own) = own else { return Some(Member::Accessor { get: None, set: Some(set?) }) };
    if own.is_symbol() {
        return Some(Member::Field(own));
    }
    let called: Option<String> = agent.log(agent.call(ctx, "remote", "functionName", (own.clone(),)));
    let is_method = called.as_deref() == Some(name);
    Some(if is_method { Member::Method(own) } else { Member::Accessor { get: Some(own), set } })
}

/// The symbol of a private field that an object has.
fn own_field<'js>(ctx: &Ctx<'js>, object: &Value<'js>, name: &str) -> rquickjs::Result<Option<Value<'js>>> {
    Ok(own(ctx, object)?.into_iter().rfind(|(own, _)| own == name).map(|(_, symbol)| symbol))
}

/// Name and symbol of all private that an object has itself: its fields, and what marks its classes.
pub(super) fn own<'js>(ctx: &Ctx<'js>, object: &Value<'js>) -> rquickjs::Result<Vec<(String, Value<'js>)>> {
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: an object of this context; the engine's list is given back to it.
    unsafe {
        let (mut names, mut count) = (std::ptr::null_mut(), 0_u32);
        let flags = qjs::JS_GPN_PRIVATE_MASK as i32;
        if qjs::JS_GetOwnPropertyNames(raw, &raw mut names, &raw mut count, object.as_raw(), flags) < 0 {
            return Err(rquickjs::Error::Exception);
        }
        let named = |at: usize| {
            let atom = (*names.add(at)).atom;
            let text = Value::from_raw(ctx.clone(), qjs::JS_AtomToString(raw, atom));
            let text = text.as_string().and_then(|text| text.to_string().ok()).unwrap_or_default();
            (text, Value::from_raw(ctx.clone(), qjs::JS_AtomToValue(raw, atom)))
        };
        let found = (0..count as usize).map(named).collect();
        qjs::JS_FreePropertyEnum(raw, names, count);
        Ok(found)
    }
}

fn has_own<'js>(ctx: &Ctx<'js>, object: &Value<'js>, symbol: &Value<'js>) -> bool {
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: values of this context; the atom is a reference of our own.
    unsafe {
        let atom = qjs::JS_ValueToAtom(raw, symbol.as_raw());
        let has = qjs::JS_GetOwnProperty(raw, std::ptr::null_mut(), object.as_raw(), atom);
        qjs::JS_FreeAtom(raw, atom);
        has > 0
    }
}

/// Reads or writes a field by its symbol; the object is known to have it, and is no proxy.
pub(super) fn get<'js>(object: &Object<'js>, symbol: Value<'js>) -> rquickjs::Result<Value<'js>> {
    object.get(symbol)
}

pub(super) fn set<'js>(object: &Object<'js>, symbol: Value<'js>, value: Value<'js>) -> rquickjs::Result<()> {
    object.set(symbol, value)
}
