//! Scripts that an earlier start has compiled. The only place that hands bytecode to the engine.
//!
//! Bytecode is as good as native code: the engine trusts every byte. So it is taken only from an entry of
//! the cache, which was written by this very file of saveloop (`cache/address.rs`) and whose hash is right
//! under a secret that only its owner reads (`cache/pack.rs`), and only where the running file can be told
//! for sure. Whether it is worth it was measured: `docs/benchmarks.md`, "Starting warm".
//!
//! A script's name is in its bytecode once, among the names at the front, and is another one in the next
//! start. An entry is kept without it.

use std::cell::RefCell;

use rquickjs::{Ctx, Value};

use super::roots::{Rooted, Roots};
use super::script;
use super::wire::Script;
use crate::cache::{Key, Shelf};

/// Makes functions of scripts.
pub struct Compiler {
    /// `None`: nothing is kept.
    shelf: Option<RefCell<Shelf>>,
    /// Compiled in this start, and not kept yet.
    waiting: RefCell<Vec<Waiting>>,
    /// What the next generation will most likely have, compiled before it.
    foreseen: RefCell<Option<(Script, Rooted<Value<'static>>)>>,
    roots: Roots,
}

struct Waiting {
    key: Key,
    name: String,
    compiled: Rooted<Value<'static>>,
}

impl Compiler {
    pub fn new(shelf: Option<Shelf>) -> Self {
        // Elsewhere it cannot be told for sure which build runs.
        let shelf = shelf.filter(|_| cfg!(target_os = "linux")).map(RefCell::new);
        Self { shelf, waiting: RefCell::default(), foreseen: RefCell::default(), roots: Roots::default() }
    }

    /// Compiles what may come. What does not compile is found wrong when it comes.
    pub fn foresee(&self, ctx: &Ctx, script: Script) {
        let compiled = script::compile(ctx, &script.code, &script.name);
        let compiled = compiled.map_err(|_| drop(ctx.catch())).ok();
        let kept = compiled.map(|compiled| (script, self.roots.keep(ctx, compiled)));
        self.foreseen.replace(kept);
    }

    /// What was compiled before, if it is this very text.
    fn was_foreseen<'js>(&self, ctx: &Ctx<'js>, script: &Script) -> Option<Value<'js>> {
        let foreseen =
            self.foreseen.borrow_mut().take_if(|(it, _)| it.name == script.name && it.code == script.code);
        foreseen?.1.get(ctx).ok()
    }

    pub fn eval<'js>(&self, ctx: &Ctx<'js>, script: &Script) -> rquickjs::Result<Value<'js>> {
        if let Some(compiled) = self.was_foreseen(ctx, script) {
            return script::run(ctx, compiled);
        }
        let Some(shelf) = self.shelf.as_ref().filter(|_| script.is_kept) else {
            return script::eval(ctx, &script.code, &script.name);
        };
        let mut shelf = shelf.borrow_mut();
        let key = shelf.key(&[script.code.as_bytes()]);
        if let Some(entry) = shelf.get(&key) {
            match with_name(&entry, &script.name) {
                // SAFETY: `entry` is what `harvest` kept in this build; only the name is another one.
                Some(bytes) => match unsafe { script::read(ctx, &bytes) } {
                    Ok(compiled) => return script::run(ctx, compiled),
                    Err(_) => shelf.reject(&key, &format!("{:?}", ctx.catch())),
                },
                None => shelf.reject(&key, "no place for the name"),
            }
        }
        let compiled = script::compile(ctx, &script.code, &script.name)?;
        // What also says the name could not be told from it.
        if !script.code.contains(script.name.as_str()) {
            let (name, compiled) = (script.name.clone(), self.roots.keep(ctx, compiled.clone()));
            self.waiting.borrow_mut().push(Waiting { key, name, compiled });
        }
        script::run(ctx, compiled)
    }

    pub fn is_waiting(&self) -> bool {
        !self.waiting.borrow().is_empty()
    }

    /// Keeps one of the scripts that were compiled.
    pub fn harvest(&self, ctx: &Ctx) {
        let (next, is_last) = {
            let mut waiting = self.waiting.borrow_mut();
            (waiting.pop(), waiting.is_empty())
        };
        let Some((Waiting { key, name, compiled }, shelf)) = next.zip(self.shelf.as_ref()) else { return };
        let written = compiled.get(ctx).and_then(|compiled| script::write(ctx, &compiled));
        match written.map(|bytes| without_name(&bytes, &name)) {
            Ok(Some(entry)) => shelf.borrow_mut().put(key, entry),
            Ok(None) => tracing::debug!("the bytecode of {name} does not name it once"),
            Err(error) => {
                tracing::error!("the bytecode of {name} cannot be written: {error}: {:?}", ctx.catch());
            }
        }
        if is_last {
            shelf.borrow_mut().flush();
        }
    }

    /// Lets go of what is held, before the engine goes.
    pub fn forget(&self) {
        self.waiting.borrow_mut().clear();
        self.foreseen.replace(None);
    }
}

/// The format's version, and a sum that is not looked at when it has this value: the entry's own hash is
/// better than it.
const SUM: std::ops::Range<usize> = 1..5;
const NO_SUM: [u8; 4] = [0xff; 4];
/// The kind of a name that is a string.
const STRING: u8 = 1;
/// A name that every realm of the engine has, written as a number.
const KNOWN: u8 = 0x80;
/// Of these, one whose number goes on.
const KNOWN_LONG: u8 = 0xc0;

/// An entry: where the name goes, and the bytecode without it. `None` if it is not there exactly once.
fn without_name(bytecode: &[u8], name: &str) -> Option<Vec<u8>> {
    let wanted = written(name)?;
    let mut at = SUM.end;
    let count = number(bytecode, &mut at)?;
    let mut found = None;
    for _ in 0..count {
        let kind = *bytecode.get(at)?;
        at += 1;
        if kind & KNOWN_LONG == KNOWN_LONG {
            number(bytecode, &mut at)?;
        } else if kind & KNOWN == 0 {
            let start = at;
            let length = number(bytecode, &mut at)?;
            let (length, is_wide) = (length as usize >> 1, length & 1);
            at += length << is_wide;
            let text = bytecode.get(start..at)?;
            if kind == STRING && text == wanted && found.replace(start).is_some() {
                return None;
            }
        }
    }
    let at = found?;
    let mut entry = Vec::with_capacity(bytecode.len() + 4);
    entry.extend(u32::try_from(at).ok()?.to_le_bytes());
    entry.extend(bytecode.get(..at)?);
    entry.extend(bytecode.get(at + wanted.len()..)?);
    entry.get_mut(4 + SUM.start..4 + SUM.end)?.copy_from_slice(&NO_SUM);
    Some(entry)
}

/// The bytecode of a script of this name.
fn with_name(entry: &[u8], name: &str) -> Option<Vec<u8>> {
    let (at, bytecode) = entry.split_first_chunk::<4>()?;
    let (before, after) = bytecode.split_at_checked(u32::from_le_bytes(*at) as usize)?;
    Some([before, &written(name)?, after].concat())
}

/// A string as the engine writes it: its length and whether its units are two bytes long, then these.
fn written(text: &str) -> Option<Vec<u8>> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let narrow: Result<Vec<u8>, _> = units.iter().map(|unit| u8::try_from(*unit)).collect();
    let mut left = u32::try_from(units.len()).ok().filter(|length| *length < 1 << 30)? << 1;
    left |= u32::from(narrow.is_err());
    let mut bytes = Vec::new();
    loop {
        let low = (left & 0x7f) as u8;
        left >>= 7;
        if left == 0 {
            bytes.push(low);
            break;
        }
        bytes.push(low | 0x80);
    }
    match narrow {
        Ok(narrow) => bytes.extend(narrow),
        Err(_) => bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes())),
    }
    Some(bytes)
}

/// A number of seven bits in each byte, the lowest first.
fn number(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests;
