//! What the I/O thread hands to JavaScript: plain data, and how it becomes a value.

use std::io;

use super::Number;
use super::datagrams::Datagram;
use super::listener::Accepted;
use super::wire::Plain;
use rquickjs::{Array, Ctx, IntoJs, Object, TypedArray, Value};

#[derive(Debug)]
pub enum Reply {
    Nothing,
    Number(f64),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<Reply>),
    /// A file that was opened.
    #[cfg(unix)]
    Opened(crate::engine::host::Opened),
    Fault(Fault),
    /// A connection, which the library can adopt; it gets the two ends.
    Accepted(Box<Accepted>),
    /// A connection that a socket of ours has made; the library gets the two ends.
    Connected(Plain),
    Datagram(Box<Datagram>),
}

/// Why something failed: an error of the operating system by its number, or another by a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// 0: it is none of the operating system's.
    pub errno: i32,
    pub code: &'static str,
    /// What it is about, when a permission is missing.
    pub message: String,
    /// As Node names it; empty: none is missing.
    pub permission: &'static str,
}

impl Fault {
    pub fn from_io(error: &io::Error) -> Self {
        Self { errno: error.raw_os_error().unwrap_or(0), message: error.to_string(), ..Self::default() }
    }

    pub fn coded(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), ..Self::default() }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::from_io(&error)
    }
}

impl<'js> IntoJs<'js> for Reply {
    fn into_js(self, ctx: &Ctx<'js>) -> rquickjs::Result<Value<'js>> {
        match self {
            Self::Nothing => Ok(Value::new_undefined(ctx.clone())),
            Self::Number(number) => number.into_js(ctx),
            Self::Text(text) => text.into_js(ctx),
            Self::Bytes(bytes) => TypedArray::new(ctx.clone(), bytes)?.into_js(ctx),
            Self::List(list) => {
                let array = Array::new(ctx.clone())?;
                for (index, reply) in list.into_iter().enumerate() {
                    array.set(index, reply)?;
                }
                array.into_js(ctx)
            }
            // `Io::take` has put what the library gets in their place.
            Self::Accepted(_) | Self::Connected(_) | Self::Datagram(_) => {
                Ok(Value::new_undefined(ctx.clone()))
            }
            #[cfg(unix)]
            Self::Opened(file) => file.take().into_js(ctx),
            Self::Fault(fault) => {
                let object = Object::new(ctx.clone())?;
                object.set("errno", fault.errno)?;
                object.set("code", fault.code)?;
                object.set("message", fault.message)?;
                if !fault.permission.is_empty() {
                    object.set("permission", fault.permission)?;
                }
                object.into_js(ctx)
            }
        }
    }
}

impl<'js> IntoJs<'js> for Number {
    fn into_js(self, ctx: &Ctx<'js>) -> rquickjs::Result<Value<'js>> {
        self.get().into_js(ctx)
    }
}
