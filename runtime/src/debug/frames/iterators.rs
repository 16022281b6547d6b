//! What an iterator of a map or a set has still to give, without asking it: the language only tells by
//! moving it on. Shares the rule of the room: proved with a known iterator, or not used.

use rquickjs::{Array, Ctx, Object, Value, qjs};

use super::waiting::Link;
use crate::engine::script;

/// `JSMapIteratorData`.
#[repr(C)]
struct Iterator {
    collection: qjs::JSValue,
    kind: u32,
    /// The record it gave last.
    current: *const Record,
}

/// `JSMapRecord`.
#[repr(C)]
pub(super) struct Record {
    reference_count: i32,
    pub is_deleted: bool,
    state: *const State,
    pub link: Link,
    hash_link: Link,
    pub key: qjs::JSValue,
    pub value: qjs::JSValue,
}

/// `JSMapState`, as far as it is read.
#[repr(C)]
pub(super) struct State {
    pub is_weak: bool,
    pub records: Link,
}

const ENTRIES: u32 = 2;
const KINDS: [&str; 3] = ["keys", "values", "entries"];
/// More than anything shows.
pub(super) const MOST: usize = 10_000;

/// Whether iterators are laid out as is written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Iterators {
    map: u16,
    set: u16,
}

/// What it would give; pairs one after the other.
struct Rest<'js> {
    has_pairs: bool,
    /// `keys`, `values` or `entries`.
    kind: &'static str,
    /// How many it has given.
    index: u32,
    is_set: bool,
    items: Array<'js>,
}

impl Iterators {
    /// Reads two iterators whose rest is known.
    fn calibrate<'js>(ctx: &Ctx<'js>) -> Option<Self> {
        let known = |code: &str| -> Option<(Value<'js>, u16)> {
            let value: Value = script::eval(ctx, code, "saveloop:calibration").ok()?;
            // SAFETY: a value of this context.
            let class = unsafe { qjs::JS_GetClassID(value.as_raw()) };
            Some((value, u16::try_from(class).ok()?))
        };
        let (map, of_maps) =
            known("(() => { const it = new Map([[1, 2], [3, 4]]).entries(); it.next(); return it; })()")?;
        let (set, of_sets) = known("new Set([5, 6]).values()")?;
        let found = Self { map: of_maps, set: of_sets };
        let is = |value: Value<'js>, has_pairs: bool, expected: &[i32]| {
            let read = found.rest(ctx, &value).ok().flatten();
            read.is_some_and(|read| {
                let items: Vec<i32> = read.items.iter::<i32>().flatten().collect();
                read.has_pairs == has_pairs && items == expected
            })
        };
        (is(map, true, &[3, 4]) && is(set, false, &[5, 6])).then_some(found)
    }

    /// `None` for what is no such iterator.
    fn rest<'js>(self, ctx: &Ctx<'js>, value: &Value<'js>) -> rquickjs::Result<Option<Rest<'js>>> {
        // SAFETY: a value of this context, whose class is one of the two that were proved.
        let data = unsafe {
            let mut class = 0;
            let data = qjs::JS_GetAnyOpaque(value.as_raw(), &raw mut class).cast::<Iterator>();
            let is_set = class == u32::from(self.set);
            if data.is_null() || !(is_set || class == u32::from(self.map)) {
                return Ok(None);
            }
            (&*data, is_set)
        };
        let (iterator, is_set) = data;
        let has_pairs = iterator.kind == ENTRIES;
        let kind = match iterator.kind as usize {
            0 if is_set => KINDS[1], // a set has no keys but its values
            kind => KINDS.get(kind).copied().unwrap_or_default(),
        };
        let items = Array::new(ctx.clone())?;
        // SAFETY: the list is not changed while it is read; what is kept of it is counted.
        unsafe {
            // One that has come to its end has let go of its collection.
            if !qjs::JS_IsObject(iterator.collection) {
                return Ok(Some(Rest { has_pairs, kind, index: 0, is_set, items }));
            }
            let mut class = 0;
            let state = qjs::JS_GetAnyOpaque(iterator.collection, &raw mut class).cast::<State>();
            if state.is_null() {
                return Ok(None);
            }
            let head = &raw const (*state).records;
            let first = if iterator.current.is_null() { (*head).next } else { (*iterator.current).link.next };
            let (mut at, mut index) = ((*head).next, 0);
            while at != first && at != head {
                (at, index) = ((*at).next, index + 1);
            }
            let (mut at, mut count) = (first, 0);
            while at != head && count < MOST {
                let record = &*at.byte_sub(std::mem::offset_of!(Record, link)).cast::<Record>();
                at = record.link.next;
                if record.is_deleted {
                    continue;
                }
                let kept = |raw: qjs::JSValue| {
                    Value::from_raw(ctx.clone(), qjs::JS_DupValue(ctx.as_raw().as_ptr(), raw))
                };
                let value = if is_set { record.key } else { record.value };
                if iterator.kind != 1 {
                    items.set(items.len(), kept(record.key))?;
                }
                if iterator.kind != 0 {
                    items.set(items.len(), kept(value))?;
                }
                count += 1;
            }
            Ok(Some(Rest { has_pairs, kind, index, is_set, items }))
        }
    }
}

/// Gives the prelude a look at iterators; proved when first asked.
pub fn install<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> rquickjs::Result<()> {
    let known = std::cell::OnceCell::new();
    let rest = move |ctx: Ctx<'js>, value: Value<'js>| -> rquickjs::Result<Value<'js>> {
        let proved: &Option<Iterators> = known.get_or_init(|| {
            // The program may have replaced what iterators are made with.
            let found = super::pristine(&ctx, Iterators::calibrate).flatten();
            if found.is_none() {
                tracing::warn!("what iterators have left is not shown: they do not read as expected");
            }
            found
        });
        let found = match proved {
            Some(iterators) => iterators.rest(&ctx, &value)?,
            None => None,
        };
        let Some(Rest { has_pairs, kind, index, is_set, items }) = found else {
            return Ok(Value::new_undefined(ctx));
        };
        let made = Object::new(ctx)?;
        made.set("hasPairs", has_pairs)?;
        made.set("kind", kind)?;
        made.set("index", index)?;
        made.set("isSet", is_set)?;
        made.set("items", items)?;
        Ok(made.into_value())
    };
    host.set("iteratorRest", rquickjs::Function::new(ctx.clone(), rest)?)
}
