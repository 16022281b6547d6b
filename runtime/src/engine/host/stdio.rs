//! Standard input, where it is the program's. It is read past every buffer: what a child of the program
//! inherits is where the program stopped reading.

use std::os::fd::BorrowedFd;
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, IntoJs, Object, TypedArray, Value};
use rustix::io::Errno;

use crate::engine::io::{Fault, Io, Number, Reply};

/// One read gives no more.
const MOST: usize = 64 << 10;

pub fn natives<'js>(ctx: &Ctx<'js>, has_stdin: bool, io: &Rc<Io>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("hasStdin", has_stdin)?;
    let shared = Rc::clone(io);
    let later = move |number: f64| {
        let number = Number::new(number);
        shared.block(number, move || read(has_stdin, MOST).map(Reply::Bytes).map_err(fault));
    };
    object.set("readLater", Func::from(later))?;
    let now = move |ctx: Ctx<'js>, most: usize| -> rquickjs::Result<Value<'js>> {
        match read(has_stdin, most.min(MOST)) {
            Ok(bytes) => TypedArray::new(ctx.clone(), bytes)?.into_js(&ctx),
            Err(errno) => Reply::Fault(fault(errno)).into_js(&ctx),
        }
    };
    object.set("readNow", Func::from(now))?;
    let is_terminal = move |number: i32| has_stdin && standard(number).is_some_and(rustix::termios::isatty);
    object.set("isTerminal", Func::from(is_terminal))?;
    let size = move |number: i32| {
        let size =
            standard(number).filter(|_| has_stdin).and_then(|file| rustix::termios::tcgetwinsize(file).ok());
        size.map_or(Vec::new(), |size| vec![size.ws_col, size.ws_row])
    };
    object.set("size", Func::from(size))?;
    Ok(object)
}

/// The three that a process begins with.
fn standard(number: i32) -> Option<BorrowedFd<'static>> {
    match number {
        0 => Some(rustix::stdio::stdin()),
        1 => Some(rustix::stdio::stdout()),
        2 => Some(rustix::stdio::stderr()),
        _ => None,
    }
}

/// Waits for what comes; nothing: the end.
fn read(has_stdin: bool, most: usize) -> Result<Vec<u8>, Errno> {
    if !has_stdin {
        return Ok(Vec::new());
    }
    let mut bytes = vec![0; most];
    loop {
        match rustix::io::read(rustix::stdio::stdin(), &mut bytes) {
            Ok(count) => {
                bytes.truncate(count);
                return Ok(bytes);
            }
            Err(Errno::INTR) => {}
            Err(errno) => return Err(errno),
        }
    }
}

fn fault(errno: Errno) -> Fault {
    Fault::from_io(&errno.into())
}
