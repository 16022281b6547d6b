//! Websockets of a client.

use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Exception, Object, TypedArray};
use tokio_tungstenite::tungstenite::Message;

use super::encoding::view;
use crate::engine::gate::Gate;
use crate::engine::io::websocket::{Opening, Say};
use crate::engine::io::{Io, Number};
use crate::permissions::Wanted;

pub fn natives<'js>(ctx: &Ctx<'js>, io: &Rc<Io>, gate: &Rc<Gate>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let (shared, gate) = (Rc::clone(io), Rc::clone(gate));
    let open = move |ctx: Ctx<'js>, number: f64, opening: String| -> rquickjs::Result<()> {
        let opening: Result<Opening, _> = serde_json::from_str(&opening);
        let opening = opening.map_err(|error| Exception::throw_internal(&ctx, &error.to_string()))?;
        if let Some(fault) = gate.refusal(&ctx, &Wanted::host(&opening.host, opening.port))? {
            shared.teller(Number::new(number)).answer(Err(fault));
            return Ok(());
        }
        shared.open_websocket(Number::new(number), opening);
        Ok(())
    };
    object.set("open", Func::from(open))?;
    let shared = Rc::clone(io);
    object.set("read", Func::from(move |number: f64| shared.say(Number::new(number), Say::Read)))?;
    let shared = Rc::clone(io);
    let text = move |number: f64, text: String| {
        shared.say(Number::new(number), Say::Send(Message::text(text)));
    };
    object.set("sendText", Func::from(text))?;
    let shared = Rc::clone(io);
    let bytes = move |ctx: Ctx<'js>, number: f64, bytes: TypedArray<'js, u8>| -> rquickjs::Result<()> {
        let bytes = view(&ctx, &bytes)?.to_vec();
        shared.say(Number::new(number), Say::Send(Message::binary(bytes)));
        Ok(())
    };
    object.set("sendBytes", Func::from(bytes))?;
    let shared = Rc::clone(io);
    // Without a code: 0.
    let close = move |number: f64, code: u16, reason: String| {
        shared.say(Number::new(number), Say::Close((code != 0).then_some((code, reason))));
    };
    object.set("close", Func::from(close))?;
    Ok(object)
}
