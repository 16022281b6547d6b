//! What a bound function and a weak collection hold, which the language tells nobody. Shares the rule of the
//! room: proved with known ones, or not used.

use std::cell::OnceCell;

use rquickjs::{Array, Ctx, Object, Value, qjs};

use super::iterators::{MOST, Record, State};
use crate::engine::script;

/// `JSBoundFunction`, up to its arguments.
#[repr(C)]
struct Bound {
    function: qjs::JSValue,
    this: qjs::JSValue,
    count: i32,
    arguments: [qjs::JSValue; 0],
}

/// The classes of what is laid out as is written here.
#[derive(Clone, Copy, Debug, Default)]
struct Holding {
    bound: Option<u32>,
    weak_map: Option<u32>,
    weak_set: Option<u32>,
}

impl Holding {
    fn calibrate(ctx: &Ctx) -> Self {
        let all = |code: &str| -> Option<(u32, Vec<i32>)> {
            let made: Array = script::eval(ctx, code, "saveloop:calibration").ok()?;
            let value: Value = made.get(0).ok()?;
            // SAFETY: a value of this context.
            let class = unsafe { qjs::JS_GetClassID(value.as_raw()) };
            let of = Self { bound: Some(class), weak_map: Some(class), weak_set: None };
            let read = of.bound(ctx, &value).ok()??;
            Some((class, read.iter::<i32>().skip(1).flatten().collect()))
        };
        // What is held weakly has to live until it is read.
        let weak = |code: &str| -> Option<(u32, Vec<i32>)> {
            let made: Array = script::eval(ctx, code, "saveloop:calibration").ok()?;
            let value: Value = made.get(0).ok()?;
            // SAFETY: a value of this context.
            let class = unsafe { qjs::JS_GetClassID(value.as_raw()) };
            let of = Self { bound: None, weak_map: Some(class), weak_set: None };
            let read = of.entries(ctx, &value).ok()??;
            let keys = (0..read.len()).step_by(2).filter_map(|at| read.get::<Object>(at).ok()?.get("n").ok());
            Some((class, keys.collect()))
        };
        let proved = |found: Option<(u32, Vec<i32>)>, expected: &[i32]| {
            found.filter(|(_, numbers)| numbers == expected).map(|(class, _)| class)
        };
        Self {
            bound: proved(all("[(function () {}).bind(7, 8, 9)]"), &[7, 8, 9]),
            weak_map: proved(
                weak(
                    "(() => { const a = { n: 1 }, b = { n: 2 }; return [new WeakMap([[a, 3], [b, 4]]), a, b]; })()",
                ),
                &[1, 2],
            ),
            weak_set: proved(
                weak("(() => { const a = { n: 1 }, b = { n: 2 }; return [new WeakSet([a, b]), a, b]; })()"),
                &[1, 2],
            ),
        }
    }

    /// The function that is bound, its `this` and its arguments; `None` for what is not bound.
    fn bound<'js>(self, ctx: &Ctx<'js>, value: &Value<'js>) -> rquickjs::Result<Option<Array<'js>>> {
        // SAFETY: a value of this context, of the class that was proved; what is kept of it is counted.
        unsafe {
            let mut class = 0;
            let bound = qjs::JS_GetAnyOpaque(value.as_raw(), &raw mut class).cast::<Bound>();
            if bound.is_null() || self.bound != Some(class) {
                return Ok(None);
            }
            let kept = |raw: qjs::JSValue| {
                Value::from_raw(ctx.clone(), qjs::JS_DupValue(ctx.as_raw().as_ptr(), raw))
            };
            let held = list(ctx)?;
            held.set(0, kept((*bound).function))?;
            held.set(1, kept((*bound).this))?;
            let arguments = (&raw const (*bound).arguments).cast::<qjs::JSValue>();
            for at in 0..usize::try_from((*bound).count).unwrap_or(0) {
                held.set(at + 2, kept(*arguments.add(at)))?;
            }
            Ok(Some(held))
        }
    }

    /// Keys and values, one after the other; `undefined` for the values of a set.
    fn entries<'js>(self, ctx: &Ctx<'js>, value: &Value<'js>) -> rquickjs::Result<Option<Array<'js>>> {
        // SAFETY: as above; nothing runs while the list is read, so that nothing leaves it.
        unsafe {
            let mut class = 0;
            let state = qjs::JS_GetAnyOpaque(value.as_raw(), &raw mut class).cast::<State>();
            let is_map = self.weak_map == Some(class);
            if state.is_null() || !(is_map || self.weak_set == Some(class)) || !(*state).is_weak {
                return Ok(None);
            }
            let kept = |raw: qjs::JSValue| {
                Value::from_raw(ctx.clone(), qjs::JS_DupValue(ctx.as_raw().as_ptr(), raw))
            };
            let mut found = Vec::new();
            let head = &raw const (*state).records;
            let mut at = (*head).next;
            while at != head && found.len() < 2 * MOST {
                let record = &*at.byte_sub(std::mem::offset_of!(Record, link)).cast::<Record>();
                at = record.link.next;
                if !record.is_deleted {
                    found.push(kept(record.key));
                    found.push(if is_map { kept(record.value) } else { Value::new_undefined(ctx.clone()) });
                }
            }
            let held = list(ctx)?;
            for (at, value) in found.into_iter().enumerate() {
                held.set(at, value)?;
            }
            Ok(Some(held))
        }
    }
}

/// A list that inherits nothing: storing into it runs nothing that a program planted.
fn list<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Array<'js>> {
    let list = Array::new(ctx.clone())?;
    list.as_object().set_prototype(None)?;
    Ok(list)
}

/// Gives the prelude a look at them; proved when first asked.
pub fn install<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> rquickjs::Result<()> {
    let known = std::rc::Rc::new(OnceCell::new());
    let proved = move |ctx: &Ctx| -> Holding {
        *known.get_or_init(|| {
            let found = Holding::calibrate(ctx);
            if found.bound.is_none() || found.weak_map.is_none() || found.weak_set.is_none() {
                tracing::warn!(
                    "what some objects hold is not shown: they do not read as expected: {found:?}"
                );
            }
            found
        })
    };
    let of = proved.clone();
    let bound = move |ctx: Ctx<'js>, value: Value<'js>| of(&ctx).bound(&ctx, &value);
    host.set("boundParts", rquickjs::Function::new(ctx.clone(), bound)?)?;
    let entries = move |ctx: Ctx<'js>, value: Value<'js>| proved(&ctx).entries(&ctx, &value);
    host.set("weakEntries", rquickjs::Function::new(ctx.clone(), entries)?)
}
