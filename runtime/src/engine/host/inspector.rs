//! The program's way to its own debugger, and to the door for those of others.

use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Function, Object, Value};

use crate::debug::pause::tools::Door;
use crate::engine::gate::Gate;
use crate::engine::json;
use crate::message::FromTool;

/// Where debuggers come in when nothing else is said.
const USUAL: (&str, u16) = ("127.0.0.1", 9229);

/// A door as JSON: `{"Ok": address or null}`, or `{"Err": why}`.
pub fn natives<'js>(ctx: &Ctx<'js>, gate: &Rc<Gate>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let agent = || Rc::clone(gate.agent());
    let text = |door: Door| json(&door);
    let shared = agent();
    let listen = move |ctx: Ctx<'js>, hear: Function<'js>| shared.listen_for_tools(&ctx, hear);
    object.set("listen", Function::new(ctx.clone(), listen)?)?;
    let shared = agent();
    object.set("join", Func::from(move |ctx: Ctx, session: u32| text(shared.join(&ctx, session))))?;
    let shared = agent();
    object.set("leave", Func::from(move |session: u32| shared.leave(session)))?;
    let shared = agent();
    let post = move |ctx: Ctx, session: u32, text: String| shared.post(&ctx, session, text);
    object.set("post", Func::from(post))?;
    let shared = agent();
    let next = move || shared.next_for_tools().map(|(session, text)| json(&(session, text)));
    object.set("next", Func::from(next))?;
    let shared = agent();
    let door = move |ctx: Ctx| text(shared.ask_front(&ctx, |ask| FromTool::Sync { ask }));
    object.set("door", Func::from(door))?;
    let (shared, asked) = (agent(), Rc::clone(gate));
    let open = move |ctx: Ctx, port: Option<u16>, host: Option<String>| -> rquickjs::Result<String> {
        let wanted = asked.net(host.as_deref().unwrap_or(USUAL.0), port.unwrap_or(USUAL.1));
        asked.demand(&ctx, &wanted)?;
        Ok(text(shared.ask_front(&ctx, |ask| FromTool::Open { ask, port, host })))
    };
    object.set("open", Func::from(open))?;
    let shared = agent();
    let close = move |ctx: Ctx| text(shared.ask_front(&ctx, |ask| FromTool::Close { ask }));
    object.set("close", Func::from(close))?;
    let shared = agent();
    object.set("wait", Func::from(move |ctx: Ctx| shared.wait_for_client(&ctx)))?;
    let shared = agent();
    let tell =
        move |ctx: Ctx<'js>, kind: String, values: Vec<Value<'js>>| shared.tell_tools(&ctx, kind, &values);
    object.set("tell", Function::new(ctx.clone(), tell)?)?;
    Ok(object)
}
