//! Sockets and servers. What goes wrong at once is answered at once, by the number of the system's error.

use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Exception, IntoJs, Object, TypedArray, Value};

use super::encoding::view;
use crate::engine::gate::{self, Gate};
use crate::engine::io::doors::Place;
use crate::engine::io::listener::Bound;
use crate::engine::io::socket::Tell;
use crate::engine::io::{Io, Number, Reply};
use crate::permissions::Wanted;

pub fn natives<'js>(ctx: &Ctx<'js>, io: &Rc<Io>, gate: &Rc<Gate>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    sockets(&object, io, gate)?;
    let (shared, guard) = (Rc::clone(io), Rc::clone(gate));
    // `module`: whose server it is, for a port that the system chooses.
    let tcp = move |ctx: Ctx<'js>, number: f64, host: String, port: u16, module: u32| {
        if let Some(fault) = guard.refusal(&ctx, &Wanted::host(&host, port))? {
            return gate::refused(&ctx, fault);
        }
        let any = (port == 0).then_some(module);
        let place = Place::Tcp { ip: host.clone(), port, any };
        listen(&ctx, &shared, number, place, || {
            let ip = host.parse::<IpAddr>().map_err(std::io::Error::other)?;
            Bound::tcp(SocketAddr::new(ip, port))
        })
    };
    object.set("listenTcp", Func::from(tcp))?;
    let (shared, guard) = (Rc::clone(io), Rc::clone(gate));
    let unix = move |ctx: Ctx<'js>, number: f64, path: String| {
        let at = Wanted::write(gate::real(&path, false));
        if let Some(fault) = guard.refusal_of(&ctx, &[Wanted::host(&path, 0), at])? {
            return gate::refused(&ctx, fault);
        }
        listen(&ctx, &shared, number, Place::Path(path.clone()), || Bound::unix(&path))
    };
    object.set("listenUnix", Func::from(unix))?;
    Ok(object)
}

fn sockets<'js>(object: &Object<'js>, io: &Rc<Io>, gate: &Rc<Gate>) -> rquickjs::Result<()> {
    let (shared, guard) = (Rc::clone(io), Rc::clone(gate));
    // `from`: empty for the address that the system takes.
    let connect = move |ctx: Ctx<'js>,
                        number: f64,
                        host: String,
                        port: u16,
                        from: String,
                        from_port: u16|
          -> rquickjs::Result<()> {
        let ip: Result<IpAddr, _> = host.parse();
        let ip = ip.map_err(|_| Exception::throw_internal(&ctx, "a look-up comes before"))?;
        match guard.refusal(&ctx, &guard.net(&host, port))? {
            Some(fault) => shared.teller(Number::new(number)).answer(Err(fault)),
            None => {
                let from = from.parse().ok().map(|ip| SocketAddr::new(ip, from_port));
                shared.connect(Number::new(number), SocketAddr::new(ip, port), from);
            }
        }
        Ok(())
    };
    object.set("connectTcp", Func::from(connect))?;
    let (shared, guard) = (Rc::clone(io), Rc::clone(gate));
    let connect = move |ctx: Ctx<'js>, number: f64, path: String| -> rquickjs::Result<()> {
        match guard.refusal(&ctx, &Wanted::host(&gate::real(&path, true).to_string_lossy(), 0))? {
            Some(fault) => shared.teller(Number::new(number)).answer(Err(fault)),
            None => shared.connect_unix(Number::new(number), path),
        }
        Ok(())
    };
    object.set("connectUnix", Func::from(connect))?;
    let shared = Rc::clone(io);
    object.set("adopt", Func::from(move |number: f64| shared.adopt(Number::new(number))))?;
    let shared = Rc::clone(io);
    object.set("read", Func::from(move |number: f64| shared.tell(Number::new(number), Tell::Read)))?;
    let shared = Rc::clone(io);
    let write = move |ctx: Ctx<'js>, number: f64, bytes: TypedArray<'js, u8>| -> rquickjs::Result<bool> {
        Ok(shared.write(Number::new(number), view(&ctx, &bytes)?))
    };
    object.set("write", Func::from(write))?;
    let shared = Rc::clone(io);
    object.set("shut", Func::from(move |number: f64| shared.shut(Number::new(number))))?;
    let shared = Rc::clone(io);
    object.set("reset", Func::from(move |number: f64| shared.tell(Number::new(number), Tell::Reset)))?;
    let shared = Rc::clone(io);
    let no_delay = move |number: f64, is_on: bool| shared.tell(Number::new(number), Tell::NoDelay(is_on));
    object.set("noDelay", Func::from(no_delay))?;
    let shared = Rc::clone(io);
    let keep_alive = move |number: f64, is_on: bool, idle: u32| {
        shared.tell(Number::new(number), Tell::KeepAlive(is_on, idle));
    };
    object.set("keepAlive", Func::from(keep_alive))?;
    let shared = Rc::clone(io);
    let secure = move |ctx: Ctx<'js>, number: f64, security: String| -> rquickjs::Result<()> {
        let security = serde_json::from_str(&security);
        let security = security.map_err(|error| Exception::throw_internal(&ctx, &error.to_string()))?;
        shared.tell(Number::new(number), Tell::Secure(Box::new(security)));
        Ok(())
    };
    object.set("secure", Func::from(secure))
}

/// Address, port and whether the port was open before; for a path, the last alone.
fn listen<'js>(
    ctx: &Ctx<'js>,
    io: &Io,
    number: f64,
    place: Place,
    bind: impl Fn() -> std::io::Result<Bound>,
) -> rquickjs::Result<Value<'js>> {
    let listening = match io.listen(Number::new(number), place, bind) {
        Ok(listening) => listening,
        Err(fault) => return Reply::Fault(fault).into_js(ctx),
    };
    let mut answer = Vec::new();
    if let Some(address) = listening.address {
        answer.push(Reply::Text(address.ip().to_string()));
        answer.push(Reply::Number(f64::from(address.port())));
    }
    answer.push(Reply::Number(f64::from(u8::from(listening.was_open))));
    Reply::List(answer).into_js(ctx)
}
