//! Reads the engine's chain of frames from outside: where JavaScript is, without asking it.
//!
//! The only room that knows the engine's private layout (pinned by the exact version of its crate).
//! Nothing is trusted: when the engine starts, a known function at a known position is walked and
//! compared; if anything differs there is no walker, and positions of an engine that is stuck are
//! simply not known. Nothing else depends on this room.

pub mod callers;
pub mod holding;
pub mod iterators;
pub mod jobs;
pub mod polls;
pub mod variables;
pub mod waiting;

use std::sync::{Arc, Mutex, PoisonError};

use rquickjs::function::Func;
use rquickjs::{Ctx, Function, Value, qjs};
use rustc_hash::FxHashMap;

use crate::debug::wire::FunctionStart;
use crate::engine::wire::{RawFrame, RawPlace};
use crate::ids::VersionId;
use crate::source_map::version_of_script;

/// A program's call depth is limited by its stack; a chain that is longer is not one.
const MAX_FRAMES: usize = 100_000;
/// Enough to see who called whom.
const SHOWN_FRAMES: usize = 32;
/// How far into the engine's runtime the pointer to the current frame is looked for; without its
/// pool for small objects, which is not in every build, the runtime has 187 words.
const SEARCHED_WORDS: usize = 180;

/// A frame that runs code of the program. Its address names it for as long as it lives: a generator
/// or an async function keeps it over `yield` and `await`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramFrame {
    pub address: usize,
    pub version: VersionId,
    /// The call it is in, as the engine counts.
    pub line: u32,
    pub column: u32,
    /// Where its function begins.
    pub start: (u32, u32),
    pub is_coroutine: bool,
}

/// `JSStackFrame`.
#[repr(C)]
struct Frame {
    previous: *const Frame,
    function: qjs::JSValue,
    arguments: *const qjs::JSValue,
    variables: *const qjs::JSValue,
    references: *const usize,
    /// The instruction after the call; null before the first call.
    program_counter: *const u8,
    reference_count: u16,
    argument_count: u16,
    flags: [u8; 2],
    stack_pointer: usize,
    /// The generator or async function that owns the frame.
    owner: usize,
}

/// `JSObject`, up to the part that functions use.
#[repr(C)]
struct Object {
    link: [usize; 2],
    flags: u16,
    class: u16,
    shape: usize,
    properties: usize,
    weak_references: usize,
    bytecode: *const Bytecode,
    captured: *const usize,
}

/// `JSFunctionBytecode`.
#[repr(C)]
struct Bytecode {
    link: [usize; 2],
    flags: [u8; 2],
    code: *const u8,
    code_length: i32,
    name: u32,
    variables: *const variables::Definition,
    closure: *const variables::Captured,
    argument_count: u16,
    variable_count: u16,
    counts: [u16; 3],
    captured_count: u16,
    constants_count: i32,
    realm: usize,
    constants: usize,
    file: u32,
    line: i32,
    column: i32,
    source_length: i32,
    positions_length: i32,
    positions: *const u8,
}

/// The file names of the scripts, by the engine's number for the name.
type Files = Arc<Mutex<FxHashMap<u32, String>>>;

/// Walks the frames of one engine.
#[derive(Clone, Debug)]
pub struct FrameWalker {
    /// The address at which the engine keeps its current frame.
    current: usize,
    /// The classes of functions that have bytecode.
    classes: Arc<[u16]>,
    /// The class of the language's own functions.
    built_in: u16,
    files: Files,
    reads_variables: bool,
    waiting: Option<waiting::Waiting>,
    jobs: Option<jobs::Jobs>,
}

/// Where the calibration stands: its second line holds the call.
const CALIBRATION: &str = "(function calibrate(look) {\n    look(calibrate);\n})";
const CALIBRATION_FILE: &str = "saveloop:calibration";
const CALIBRATION_LINE: u32 = 2;

impl FrameWalker {
    /// Finds the chain and proves that it reads as expected; `None`, and why, when it does not.
    pub fn calibrate(ctx: &Ctx) -> Result<Self, &'static str> {
        if cfg!(not(target_pointer_width = "64")) {
            return Err("the layout is known for 64 bit only");
        }
        let found = Arc::new(Mutex::new(None::<(usize, Vec<RawFrame>)>));
        let (classes, built_in) = function_classes(ctx).map_err(|_| "no samples of functions")?;
        let files = Files::default();
        let (seen, walker_files, walker_classes) =
            (Arc::clone(&found), Arc::clone(&files), Arc::clone(&classes));
        let look = move |ctx: Ctx, own: Value| {
            let _name = register(&ctx, CALIBRATION_FILE, &walker_files);
            if let Some(current) = current_frame_address(&ctx, &own) {
                let (classes, files) = (Arc::clone(&walker_classes), Arc::clone(&walker_files));
                let walker = Self::new(current, classes, built_in, files);
                // SAFETY: this runs on the engine's thread, inside the engine.
                let frames = unsafe { walker.walk() };
                *seen.lock().unwrap_or_else(PoisonError::into_inner) = Some((current, frames));
            }
        };
        let run = || -> rquickjs::Result<()> {
            let calibrate: Function = crate::engine::script::eval(ctx, CALIBRATION, CALIBRATION_FILE)?;
            calibrate.call((Func::from(look),))
        };
        run().map_err(|_| "the calibration did not run")?;
        let found = found.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (current, frames) = found.ok_or("the current frame was not found")?;
        let is_expected = frames.iter().any(|frame| {
            matches!(&frame.place, RawPlace::Script { name, line, .. } if name == CALIBRATION_FILE && *line == CALIBRATION_LINE)
        });
        if !is_expected {
            return Err("frames do not read as expected");
        }
        let mut walker = Self::new(current, classes, built_in, files);
        walker.reads_variables = walker.proves_variables(ctx);
        if !walker.reads_variables {
            tracing::warn!("the debugger shows no variables: they do not read as expected");
        }
        walker.prove_waiting(ctx);
        walker.find_jobs(ctx);
        Ok(walker)
    }

    fn new(current: usize, classes: Arc<[u16]>, built_in: u16, files: Files) -> Self {
        Self { current, classes, built_in, files, reads_variables: false, waiting: None, jobs: None }
    }

    /// Makes a script's name known before its code runs. What comes back is held until the code is there.
    pub fn register<'js>(&self, ctx: &Ctx<'js>, file: &str) -> Name<'js> {
        register(ctx, file, &self.files)
    }

    /// The frames of the engine, innermost first.
    ///
    /// # Safety
    /// The engine must not run meanwhile: call this on its thread, or while its thread is inside a
    /// built-in function that does not return. A process that is about to be ended may try.
    pub unsafe fn walk(&self) -> Vec<RawFrame> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let mut frames = Vec::new();
        // SAFETY: the address was found and proved by the calibration; the chain ends with null.
        unsafe {
            let mut frame = *(self.current as *const *const Frame);
            for _ in 0..MAX_FRAMES {
                if frame.is_null() || frames.len() >= SHOWN_FRAMES {
                    break;
                }
                frames.extend(self.read(&*frame, &files));
                frame = (*frame).previous;
            }
        }
        frames
    }

    /// Where the innermost script whose name satisfies the condition is.
    ///
    /// # Safety
    /// As for [`walk`](Self::walk).
    pub unsafe fn innermost<T>(&self, script: impl Fn(&str) -> Option<T>) -> Option<(T, u32, u32)> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: as in `walk`.
        unsafe {
            self.functions().take(MAX_FRAMES).find_map(|(frame, object)| {
                let bytecode = &*object.bytecode;
                let found = script(files.get(&bytecode.file)?)?;
                let (line, column) = position(bytecode, frame.program_counter);
                Some((found, line, column))
            })
        }
    }

    /// What each running function has captured, innermost first: addresses, which functions that
    /// captured the same variable share.
    ///
    /// # Safety
    /// As for [`walk`](Self::walk).
    pub unsafe fn captured_by_running(&self) -> impl Iterator<Item = &[usize]> {
        // SAFETY: as in `walk`.
        unsafe { self.functions().take(MAX_FRAMES).map(|(_, object)| captured(object)) }
    }

    /// What a function has captured; nothing when it is not written in JavaScript.
    pub fn captured_by(&self, function: &Function) -> Vec<usize> {
        // SAFETY: the function is alive, and its class was seen to have bytecode.
        unsafe {
            let object = &*qjs::JS_VALUE_GET_PTR(function.as_raw()).cast::<Object>();
            if self.classes.contains(&object.class) { captured(object).to_vec() } else { Vec::new() }
        }
    }

    /// Where the code of a function of the program begins, as the engine counts.
    pub fn start_of(&self, function: &Value) -> Option<FunctionStart> {
        if !function.is_function() {
            return None;
        }
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: the function is alive, and its class was seen to have bytecode.
        unsafe {
            let object = &*qjs::JS_VALUE_GET_PTR(function.as_raw()).cast::<Object>();
            let bytecode = self.classes.contains(&object.class).then(|| &*object.bytecode)?;
            let version = version_of_script(files.get(&bytecode.file)?)?;
            Some(FunctionStart {
                version,
                line: bytecode.line.max(0) as u32,
                column: bytecode.column.max(0) as u32,
            })
        }
    }

    /// The frames of functions that have bytecode, innermost first.
    unsafe fn functions(&self) -> impl Iterator<Item = (&Frame, &Object)> {
        // SAFETY: as in `walk`; a frame's function is an object or undefined.
        unsafe {
            let first = (*(self.current as *const *const Frame)).as_ref();
            let frames = std::iter::successors(first, |frame| frame.previous.as_ref());
            frames.filter_map(|frame| {
                let is_object = qjs::JS_VALUE_GET_TAG(frame.function) == qjs::JS_TAG_OBJECT;
                let object = is_object.then(|| &*qjs::JS_VALUE_GET_PTR(frame.function).cast::<Object>())?;
                self.classes.contains(&object.class).then_some((frame, object))
            })
        }
    }

    /// The frames of the program's own code, innermost first.
    ///
    /// # Safety
    /// As for `walk`.
    pub unsafe fn program_frames(&self, at_most: usize) -> Vec<ProgramFrame> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let mut frames = Vec::new();
        // SAFETY: as in `walk`.
        unsafe {
            let mut at = *(self.current as *const *const Frame);
            for _ in 0..MAX_FRAMES {
                if at.is_null() || frames.len() >= at_most {
                    break;
                }
                let frame = &*at;
                at = frame.previous;
                frames.extend(self.program_frame(frame, &files));
            }
        }
        frames
    }

    /// `None` for frames of built-in functions and of saveloop itself.
    unsafe fn program_frame(&self, frame: &Frame, files: &FxHashMap<u32, String>) -> Option<ProgramFrame> {
        // SAFETY: as in `walk`.
        unsafe {
            let bytecode = self.bytecode(frame)?;
            let version = version_of_script(files.get(&bytecode.file)?)?;
            let (line, column) = position(bytecode, frame.program_counter);
            Some(ProgramFrame {
                address: std::ptr::from_ref(frame) as usize,
                version,
                line,
                column,
                start: (bytecode.line.max(0) as u32, bytecode.column.max(0) as u32),
                is_coroutine: frame.owner != 0,
            })
        }
    }

    /// The code that a frame runs, if it is JavaScript.
    unsafe fn bytecode<'f>(&self, frame: &'f Frame) -> Option<&'f Bytecode> {
        // SAFETY: as in `walk`; a frame's function is an object or undefined.
        unsafe {
            if qjs::JS_VALUE_GET_TAG(frame.function) != qjs::JS_TAG_OBJECT {
                return None;
            }
            let object = &*qjs::JS_VALUE_GET_PTR(frame.function).cast::<Object>();
            self.classes.contains(&object.class).then(|| &*object.bytecode)
        }
    }

    unsafe fn read(&self, frame: &Frame, files: &FxHashMap<u32, String>) -> Option<RawFrame> {
        // SAFETY: as in `walk`; a frame's function is an object or undefined.
        unsafe {
            if qjs::JS_VALUE_GET_TAG(frame.function) != qjs::JS_TAG_OBJECT {
                return None;
            }
            let object = &*qjs::JS_VALUE_GET_PTR(frame.function).cast::<Object>();
            if !self.classes.contains(&object.class) {
                return Some(RawFrame { function: String::new(), place: RawPlace::Native });
            }
            let bytecode = &*object.bytecode;
            let name = files.get(&bytecode.file)?.clone();
            let (line, column) = position(bytecode, frame.program_counter);
            Some(RawFrame { function: String::new(), place: RawPlace::Script { name, line, column } })
        }
    }
}

/// The variables of outer functions that a function uses, by address.
unsafe fn captured(function: &Object) -> &[usize] {
    // SAFETY: the function is alive, and has bytecode; the count is the list's.
    unsafe {
        let count = usize::from((*function.bytecode).captured_count);
        if count == 0 || function.captured.is_null() {
            return &[];
        }
        std::slice::from_raw_parts(function.captured, count)
    }
}

/// The position of an instruction, from the function's table of position changes.
unsafe fn position(bytecode: &Bytecode, program_counter: *const u8) -> (u32, u32) {
    let start = (bytecode.line.max(0) as u32, bytecode.column.max(0) as u32);
    if bytecode.positions.is_null() || program_counter.is_null() {
        return start;
    }
    // SAFETY: the function is alive: it is on the stack.
    let table =
        unsafe { std::slice::from_raw_parts(bytecode.positions, bytecode.positions_length.max(0) as usize) };
    let wanted = (program_counter as usize).wrapping_sub(bytecode.code as usize).wrapping_sub(1);
    lookup(table, start, wanted)
}

// How the engine packs small steps into one byte.
const FIRST: u8 = 1;
const RANGE: u8 = 5;
const BASE: i32 = -1;

/// Reads the table up to an instruction.
fn lookup(table: &[u8], start: (u32, u32), wanted: usize) -> (u32, u32) {
    let mut bytes = table.iter().copied();
    let (mut line, mut column) = (start.0 as i32, start.1 as i32);
    let mut at = 0_usize;
    while let Some(step) = bytes.next() {
        let line_step = if step == 0 {
            let Some(forward) = unsigned(&mut bytes) else { break };
            at += forward as usize;
            let Some(line_step) = signed(&mut bytes) else { break };
            line_step
        } else {
            at += usize::from((step - FIRST) / RANGE);
            i32::from((step - FIRST) % RANGE) + BASE
        };
        let Some(column_step) = signed(&mut bytes) else { break };
        if wanted < at {
            break;
        }
        line += line_step;
        column += column_step;
    }
    (line.max(0) as u32, column.max(0) as u32)
}

/// Little-endian base 128.
fn unsigned(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let byte = bytes.next()?;
        value |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// The sign is the lowest bit.
fn signed(bytes: &mut impl Iterator<Item = u8>) -> Option<i32> {
    let value = unsigned(bytes)?;
    Some((value >> 1) as i32 ^ -((value & 1) as i32))
}

/// Keeps the number of a script's name in use; once there is code of the script, that does.
#[must_use]
pub struct Name<'js> {
    ctx: Ctx<'js>,
    number: qjs::JSAtom,
}

impl Drop for Name<'_> {
    fn drop(&mut self) {
        // SAFETY: a reference of our own to an atom of this context.
        unsafe { qjs::JS_FreeAtom(self.ctx.as_raw().as_ptr(), self.number) };
    }
}

fn register<'js>(ctx: &Ctx<'js>, file: &str, files: &Files) -> Name<'js> {
    // SAFETY: the context is alive, and the text as long as is said.
    let number = unsafe { qjs::JS_NewAtomLen(ctx.as_raw().as_ptr(), file.as_ptr().cast(), file.len() as _) };
    files.lock().unwrap_or_else(PoisonError::into_inner).insert(number, file.to_owned());
    Name { ctx: ctx.clone(), number }
}

/// The classes of functions with bytecode, by a sample of each kind, and that of built-in ones.
fn function_classes(ctx: &Ctx) -> rquickjs::Result<(Arc<[u16]>, u16)> {
    let samples = ["()=>{}", "(function*(){})", "(async()=>{})", "(async function*(){})"];
    let class_of = |code: &&str| -> rquickjs::Result<u16> {
        let sample: Value = crate::engine::script::eval(ctx, code, CALIBRATION_FILE)?;
        // SAFETY: a value of this context.
        Ok(unsafe { qjs::JS_GetClassID(sample.as_raw()) } as u16)
    };
    let classes: rquickjs::Result<Arc<[u16]>> = samples.iter().map(class_of).collect();
    Ok((classes?, class_of(&"Math.max")?))
}

/// Looks through the engine's runtime for a pointer to the frame that runs `own`, the function this
/// is called from.
fn current_frame_address(ctx: &Ctx, own: &Value) -> Option<usize> {
    let marker = 0_usize;
    let here = &raw const marker as usize;
    // SAFETY: reads words of the engine's runtime, which is larger than what is searched, and
    // follows only the one that points into this thread's stack nearest above this function: below
    // the current frame there is none of the engine's.
    unsafe {
        let runtime = qjs::JS_GetRuntime(ctx.as_raw().as_ptr()).cast::<usize>();
        let wanted = qjs::JS_VALUE_GET_PTR(own.as_raw()) as usize;
        let near = |at: &*mut usize| (here + 1..=here + 65_536).contains(&**at) && (**at).is_multiple_of(8);
        let at = (0..SEARCHED_WORDS).map(|word| runtime.add(word)).filter(near).min_by_key(|at| **at)?;
        let frame = &*(*at as *const Frame);
        let is_object = qjs::JS_VALUE_GET_TAG(frame.function) == qjs::JS_TAG_OBJECT;
        (is_object && qjs::JS_VALUE_GET_PTR(frame.function) as usize == wanted).then_some(at as usize)
    }
}

#[cfg(test)]
mod tests;
