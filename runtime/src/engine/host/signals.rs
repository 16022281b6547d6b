//! Signals: what the program hears, and the one that asks another process to let debuggers in.

use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Object};

use crate::engine::gate::Gate;
use crate::engine::io::{Io, Number};
use crate::permissions::Wanted;

/// Both answer with the number of the operating system's error; 0: none.
pub fn natives<'js>(ctx: &Ctx<'js>, io: &Rc<Io>, gate: &Rc<Gate>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let io = Rc::clone(io);
    object.set("listen", Func::from(move |of: f64, signal: i32| listen(&io, Number::new(of), signal)))?;
    let gate = Rc::clone(gate);
    let ask = move |ctx: Ctx<'js>, process: i32| -> rquickjs::Result<i32> {
        gate.demand(&ctx, &Wanted::Run { file: None })?;
        Ok(ask_for_door(process))
    };
    object.set("askForDoor", Func::from(ask))?;
    Ok(object)
}

#[cfg(unix)]
fn listen(io: &Io, of: Number, signal: i32) -> i32 {
    match signal {
        libc::SIGKILL | libc::SIGSTOP => libc::EINVAL,
        // A fault of the process itself cannot be answered by JavaScript: it is heard by nobody.
        libc::SIGSEGV | libc::SIGFPE | libc::SIGILL | libc::SIGBUS => 0,
        _ => number(io.hear(of, signal)),
    }
}

#[cfg(unix)]
fn ask_for_door(process: i32) -> i32 {
    number(crate::signals::ask_for_door(process))
}

#[cfg(unix)]
fn number(result: std::io::Result<()>) -> i32 {
    result.map_or_else(|error| error.raw_os_error().unwrap_or(libc::EINVAL), |()| 0)
}

#[cfg(not(unix))]
fn listen(_: &Io, _: Number, _: i32) -> i32 {
    0
}

/// Function not implemented.
#[cfg(not(unix))]
fn ask_for_door(_: i32) -> i32 {
    40
}
