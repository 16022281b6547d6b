//! Random bytes of the operating system.

use rquickjs::function::Func;
use rquickjs::{Ctx, Exception, Object, TypedArray};

pub fn natives<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("bytes", Func::from(bytes))?;
    Ok(object)
}

fn bytes<'js>(ctx: Ctx<'js>, length: usize) -> rquickjs::Result<TypedArray<'js, u8>> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes)
        .map_err(|error| Exception::throw_message(&ctx, &format!("no random bytes: {error}")))?;
    TypedArray::new(ctx, bytes)
}
