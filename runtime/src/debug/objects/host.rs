//! What the prelude asks of the debugger.

use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Array, Ctx, Function, Object, Value};

use super::{Recipient, exceptions, private, pure};
use crate::debug::message::Shown;
use crate::debug::pause::Agent;
use crate::ids::VersionId;
use crate::transpile::unmarked::unmarked;

/// Gives the prelude its functions.
pub fn host<'js>(ctx: &Ctx<'js>, agent: &Rc<Agent>, host: &Object<'js>) -> rquickjs::Result<()> {
    let shared = Rc::clone(agent);
    let probe = move |ctx: Ctx, version: u32, probe: u32| shared.probe(&ctx, VersionId(version), probe);
    host.set("probe", Func::from(probe))?;
    let shared = Rc::clone(agent);
    let variables = move |ctx: Ctx<'js>, frame: u32, scope: u32| shared.scope_variables(&ctx, frame, scope);
    host.set("scopeVariables", Function::new(ctx.clone(), variables)?)?;
    let shared = Rc::clone(agent);
    let has = move |ctx: Ctx, frame: u32, name: String| shared.frame_has(&ctx, frame, &name);
    host.set("frameHas", Func::from(has))?;
    let shared = Rc::clone(agent);
    let get = move |ctx: Ctx<'js>, frame: u32, name: String| shared.frame_get(&ctx, frame, &name);
    host.set("frameGet", Function::new(ctx.clone(), get)?)?;
    let shared = Rc::clone(agent);
    let set = move |ctx: Ctx<'js>, frame: u32, name: String, value: Value<'js>| {
        shared.frame_set(&ctx, frame, &name, &value)
    };
    host.set("frameSet", Function::new(ctx.clone(), set)?)?;
    let shared = Rc::clone(agent);
    let printed = move |ctx: Ctx<'js>, kind: String, values: Vec<Value<'js>>| match serde_json::from_value(
        serde_json::Value::String(kind),
    ) {
        Ok(kind) => shared.console(&ctx, kind, &values),
        Err(error) => tracing::error!("an unknown console method: {error}"),
    };
    host.set("printed", Function::new(ctx.clone(), printed)?)?;
    let shared = Rc::clone(agent);
    let profile = move |ctx: Ctx, title: String, ends: bool| shared.console_profile(&ctx, title, ends);
    host.set("profile", Func::from(profile))?;
    let shared = Rc::clone(agent);
    let settled = move |ctx: Ctx<'js>, settled: Settled<'js>| shared.promise_settled(&ctx, settled);
    host.set("settled", Function::new(ctx.clone(), settled)?)?;
    let shared = Rc::clone(agent);
    let scheduled = move |ctx: Ctx<'js>, description: String| shared.scheduled(&ctx, &description);
    host.set("scheduled", Function::new(ctx.clone(), scheduled)?)?;
    let shared = Rc::clone(agent);
    host.set("entering", Func::from(move |site: Option<String>| shared.entering(site)))?;
    let shared = Rc::clone(agent);
    host.set("stopSoon", Func::from(move |ctx: Ctx| shared.stop_soon(&ctx)))?;
    exceptions::host(ctx, agent, host)?;
    host.set("functionText", Func::from(|text: String| unmarked(&text)))?;
    host.set("guardedFunction", Func::from(|text: String| pure::guarded_function(&text)))?;
    let shared = Rc::clone(agent);
    let captured = move |ctx: Ctx<'js>, function: Value<'js>| shared.captured(&ctx, &function);
    host.set("captured", Function::new(ctx.clone(), captured)?)?;
    let shared = Rc::clone(agent);
    let fields = move |ctx: Ctx<'js>, object: Value<'js>| private_fields(&shared, ctx, object);
    host.set("privateFields", Function::new(ctx.clone(), fields)?)?;
    let shared = Rc::clone(agent);
    let member = move |ctx: Ctx<'js>, frame: u32, object: Value<'js>, name: String, functions: Array<'js>| {
        private::member(&shared, &ctx, frame, &object, (&name, &functions))
    };
    host.set("privateMember", Function::new(ctx.clone(), member)?)?;
    let get = |object: Object<'js>, symbol: Value<'js>| private::get(&object, symbol);
    host.set("privateGet", Function::new(ctx.clone(), get)?)?;
    let set =
        |object: Object<'js>, symbol: Value<'js>, value: Value<'js>| private::set(&object, symbol, value);
    host.set("privateSet", Function::new(ctx.clone(), set)?)?;
    Ok(())
}

/// What a promise that an answer waits for came to: `[token, client, group, byValue, preview, ok, value]`.
pub(super) struct Settled<'js> {
    pub token: u64,
    pub recipient: Recipient,
    pub fulfilled: bool,
    pub value: Value<'js>,
}

impl<'js> rquickjs::FromJs<'js> for Settled<'js> {
    fn from_js(_: &Ctx<'js>, value: Value<'js>) -> rquickjs::Result<Self> {
        let list = value.into_array().ok_or(rquickjs::Error::Unknown)?;
        let shown = Shown { by_value: list.get(3)?, preview: list.get(4)? };
        Ok(Self {
            token: list.get::<f64>(0)? as u64,
            recipient: Recipient { client: list.get(1)?, group: list.get(2)?, shown },
            fulfilled: list.get(5)?,
            value: list.get(6)?,
        })
    }
}

/// `#name` and value, of every private field.
fn private_fields<'js>(agent: &Agent, ctx: Ctx<'js>, object: Value<'js>) -> rquickjs::Result<Array<'js>> {
    let listed = agent.list(&ctx)?;
    let Some(holder) = object.as_object() else { return Ok(listed) };
    let fields = private::own(&ctx, &object)?.into_iter().filter(|(name, _)| name.starts_with('#'));
    for (at, (name, symbol)) in fields.enumerate() {
        listed.set(2 * at, name)?;
        listed.set(2 * at + 1, private::get(holder, symbol)?)?;
    }
    Ok(listed)
}
