//! What the library asks of the host: one object of natives for each area, made when first asked for.

mod compression;
mod crypto;
#[cfg(unix)]
mod datagrams;
mod dns;
mod encoding;
#[cfg(unix)]
mod files;
mod http;
mod inspector;
mod intl;
mod labels;
#[cfg(unix)]
mod net;
#[cfg(unix)]
mod processes;
pub(crate) mod promises;
mod random;
mod realms;
mod signals;
#[cfg(unix)]
mod stdio;
mod system;
#[cfg(all(test, unix))]
mod tests;
mod url;
mod urlpattern;
mod websocket;

#[cfg(unix)]
pub use files::Opened;
pub use realms::Realms;
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Exception, Function, Object, Value};

use super::context::Turn;
use super::gate::{self, Gate};
use super::io::{Io, Number};
use super::json;
use super::script;
use crate::library;

/// All of them; what is not named here is not there.
const AREAS: &[&str] = &[
    "compression",
    "crypto",
    "datagrams",
    "dns",
    "encoding",
    "files",
    "http",
    "inspector",
    "intl",
    "net",
    "permissions",
    "processes",
    "random",
    "realms",
    "signals",
    "stdio",
    "system",
    "url",
    "urlpattern",
    "websocket",
];

/// Adds what `library.js` calls.
pub fn install<'js>(
    ctx: &Ctx<'js>,
    host: &Object<'js>,
    turn: &Rc<Turn>,
    io: &Rc<Io>,
    gate: &Rc<Gate>,
) -> rquickjs::Result<()> {
    host.set("libraryModule", Func::from(module))?;
    promises::install(ctx, host)?;
    host.set("endsByErrors", turn.ends_by_errors.get())?;
    host.set("version", env!("CARGO_PKG_VERSION"))?;
    let shared = Rc::clone(turn);
    host.set("hasTicks", Func::from(move || shared.has_ticks.set(true)))?;
    let shared = Rc::clone(io);
    host.set("ioRelease", Func::from(move |number: f64| shared.release(Number::new(number))))?;
    doors(host, io)?;
    let (shared, io, gate) = (Rc::clone(turn), Rc::clone(io), Rc::clone(gate));
    #[cfg(unix)]
    let files = files::Files::default();
    let native = move |ctx: Ctx<'js>, area: String| -> rquickjs::Result<Object<'js>> {
        let area = AREAS.iter().find(|known| **known == area).copied().unwrap_or_default();
        match area {
            "compression" => compression::natives(&ctx),
            "crypto" => crypto::natives(&ctx),
            #[cfg(unix)]
            "datagrams" => datagrams::natives(&ctx, &io, &gate),
            "dns" => dns::natives(&ctx, &io, &gate),
            "encoding" => encoding::natives(&ctx),
            #[cfg(unix)]
            "files" => files::natives(&ctx, &io, &files, &gate),
            "http" => http::natives(&ctx),
            "inspector" => inspector::natives(&ctx, &gate),
            "intl" => intl::natives(&ctx),
            #[cfg(unix)]
            "net" => net::natives(&ctx, &io, &gate),
            "permissions" => gate::natives(&ctx, &gate),
            #[cfg(unix)]
            "processes" => processes::natives(&ctx, &io, &files, &gate),
            "realms" => realms::natives(&ctx, &shared),
            "random" => random::natives(&ctx),
            #[cfg(unix)]
            "stdio" => stdio::natives(&ctx, shared.has_stdin.get(), &io),
            "signals" => signals::natives(&ctx, &io, &gate),
            "system" => system::natives(&ctx, &shared, &gate),
            "url" => url::natives(&ctx),
            "urlpattern" => urlpattern::natives(&ctx),
            "websocket" => websocket::natives(&ctx, &io, &gate),
            _ => Err(Exception::throw_internal(&ctx, "there are no such natives")),
        }
    };
    host.set("native", Function::new(ctx.clone(), native)?)
}

/// What `leases.js` says of generations, and hears of servers. Lists are JSON, as for all of the prelude.
fn doors(host: &Object, io: &Rc<Io>) -> rquickjs::Result<()> {
    let object = Object::new(host.ctx().clone())?;
    let shared = Rc::clone(io);
    object.set("begins", Func::from(move || shared.lending().begins()))?;
    let shared = Rc::clone(io);
    let leaves = move |ctx: Ctx, leaving: String| -> rquickjs::Result<String> {
        let leaving: Result<Vec<f64>, _> = serde_json::from_str(&leaving);
        let leaving = leaving.map_err(|error| Exception::throw_internal(&ctx, &error.to_string()))?;
        let lent = shared.lending().leaves(leaving.into_iter().map(Number::new).collect());
        Ok(json(&lent.into_iter().map(Number::get).collect::<Vec<_>>()))
    };
    object.set("leaves", Func::from(leaves))?;
    let shared = Rc::clone(io);
    object.set("comes", Func::from(move |well: bool| shared.lending().comes(well)))?;
    let shared = Rc::clone(io);
    object.set("looks", Func::from(move || shared.lending().looks()))?;
    let shared = Rc::clone(io);
    object.set("over", Func::from(move || shared.lending().over()))?;
    let shared = Rc::clone(io);
    object.set("isAnyLent", Func::from(move || shared.lending().is_any_lent()))?;
    let shared = Rc::clone(io);
    let gone = move || {
        let pair = |(gone, next): (Number, Option<Number>)| (gone.get(), next.map_or(0.0, Number::get));
        json(&shared.lending().take_gone().into_iter().map(pair).collect::<Vec<_>>())
    };
    object.set("gone", Func::from(gone))?;
    host.set("doors", object)
}

/// The function a module of the library is. Its frames are the host's: the name says so.
fn module<'js>(ctx: Ctx<'js>, name: String) -> rquickjs::Result<Value<'js>> {
    let Some(module) = library::module(&name) else {
        return Err(Exception::throw_internal(&ctx, &format!("the library has no `{name}`")));
    };
    script::run_built(&ctx, module.code)
}

/// What `library.js` captures and defines.
pub fn wanted<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    let (globals, statics, methods) = library::CAPTURED;
    let object = Object::new(ctx.clone())?;
    object.set("globals", globals.to_vec())?;
    object.set("statics", statics.to_vec())?;
    object.set("methods", methods.to_vec())?;
    let lazy = rquickjs::Array::new(ctx.clone())?;
    for (index, (name, module, enumerable)) in library::LAZY_GLOBALS.iter().enumerate() {
        let entry = rquickjs::Array::new(ctx.clone())?;
        entry.set(0, *name)?;
        entry.set(1, *module)?;
        entry.set(2, *enumerable)?;
        lazy.set(index, entry)?;
    }
    object.set("lazy", lazy)?;
    Ok(object)
}
