//! What a bound function and a weak collection hold, which the language tells nobody. Shares the rule of the
//! room: proved with known ones, or not used.

use std::cell::OnceCell;
use std::rc::Rc;

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

/// One of each; what is held weakly is held by the list too.
const KNOWN: &str = "(() => {
    const a = { n: 1 }, b = { n: 2 };
    return [(function () {}).bind(7, 8, 9), new WeakMap([[a, 3], [b, 4]]), new WeakSet([a, b]), a, b];
})()";

/// The classes of what is laid out as is written here.
#[derive(Clone, Copy, Debug, Default)]
struct Holding {
    bound: Option<u32>,
    weak_map: Option<u32>,
    weak_set: Option<u32>,
}

impl Holding {
    fn calibrate(ctx: &Ctx) -> rquickjs::Result<Self> {
        let known: Array = script::eval(ctx, KNOWN, "saveloop:calibration")?;
        let sample = |at: usize| -> rquickjs::Result<(Value, u32)> {
            let value: Value = known.get(at)?;
            // SAFETY: a value of this context.
            let class = unsafe { qjs::JS_GetClassID(value.as_raw()) };
            Ok((value, class))
        };
        let ((bound, of_bound), (map, of_maps), (set, of_sets)) = (sample(0)?, sample(1)?, sample(2)?);
        let all = Self { bound: Some(of_bound), weak_map: Some(of_maps), weak_set: Some(of_sets) };
        let numbers = |list: Option<Array>, from: usize| -> Vec<i32> {
            list.iter().flat_map(|list| list.iter::<i32>().skip(from).flatten()).collect()
        };
        let names = |list: Option<Array>| -> Vec<i32> {
            let keys = list.iter().flat_map(|list| list.iter::<Object>().flatten());
            keys.filter_map(|key| key.get("n").ok()).collect()
        };
        Ok(Self {
            bound: all.bound.filter(|_| numbers(all.bound(ctx, &bound).ok().flatten(), 1) == [7, 8, 9]),
            weak_map: all.weak_map.filter(|_| names(all.entries(ctx, &map).ok().flatten()) == [1, 2]),
            weak_set: all.weak_set.filter(|_| names(all.entries(ctx, &set).ok().flatten()) == [1, 2]),
        })
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

/// Gives the prelude a look at them; proved when first asked, in a realm that no program has changed.
pub fn install<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> rquickjs::Result<()> {
    let known: Rc<OnceCell<Holding>> = Rc::default();
    let proved = |known: &OnceCell<Holding>, ctx: &Ctx<'js>| -> Holding {
        *known.get_or_init(|| {
            let found =
                super::pristine(ctx, |ctx| Holding::calibrate(ctx).unwrap_or_default()).unwrap_or_default();
            if found.bound.is_none() || found.weak_map.is_none() || found.weak_set.is_none() {
                tracing::warn!(
                    "what some objects hold is not shown: they do not read as expected: {found:?}"
                );
            }
            found
        })
    };
    let shared = Rc::clone(&known);
    let bound = move |ctx: Ctx<'js>, value: Value<'js>| proved(&shared, &ctx).bound(&ctx, &value);
    host.set("boundParts", rquickjs::Function::new(ctx.clone(), bound)?)?;
    let entries = move |ctx: Ctx<'js>, value: Value<'js>| proved(&known, &ctx).entries(&ctx, &value);
    host.set("weakEntries", rquickjs::Function::new(ctx.clone(), entries)?)
}
