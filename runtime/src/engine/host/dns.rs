//! Names of machines, by the system's resolver.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::rc::Rc;

use hickory_proto::rr::RecordType;
use rquickjs::function::Func;
use rquickjs::{Ctx, Exception, Object};

use crate::engine::gate::Gate;
use crate::engine::io::names::{self, Ways};
use crate::engine::io::{Fault, Io, Number, Reply};
use crate::permissions::Wanted;

pub fn natives<'js>(ctx: &Ctx<'js>, io: &Rc<Io>, gate: &Rc<Gate>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let (io, gate) = (Rc::clone(io), Rc::clone(gate));
    // `family`: 4, 6, or 0 for both.
    let (shared, guard) = (Rc::clone(&io), Rc::clone(&gate));
    let lookup = move |ctx: Ctx<'js>, number: f64, name: String, family: u32| -> rquickjs::Result<()> {
        if let Some(fault) = guard.refusal(&ctx, &Wanted::host(&name, 0))? {
            shared.teller(Number::new(number)).answer(Err(fault));
            return Ok(());
        }
        let names = (!guard.is_open()).then(|| guard.names.clone());
        shared.block(Number::new(number), move || {
            let found = lookup(&name, family)?;
            if let Some(names) = names {
                names.found(&name, &found);
            }
            Ok(Reply::List(found.into_iter().map(Reply::Text).collect()))
        });
        Ok(())
    };
    object.set("lookup", Func::from(lookup))?;
    let (shared, guard) = (Rc::clone(&io), Rc::clone(&gate));
    // `ways`: whom to ask, as `names::Ways`; `own`: it is not whom the system asks.
    let ask = move |ctx: Ctx<'js>, number: f64, name: String, kind: String, ways: String, own: bool| {
        let (ways, kind): (Result<Ways, _>, Result<RecordType, _>) =
            (serde_json::from_str(&ways), kind.parse());
        let ways = ways.map_err(|error| Exception::throw_internal(&ctx, &error.to_string()))?;
        let kind = kind.map_err(|error| Exception::throw_internal(&ctx, &error.to_string()))?;
        let mut wanted = vec![Wanted::host(&name, 0)];
        let servers = ways.servers.iter().filter(|_| own);
        wanted.extend(servers.map(|at| guard.net(&at.ip().to_string(), at.port())));
        match guard.refusal_of(&ctx, &wanted)? {
            Some(fault) => shared.teller(Number::new(number)).answer(Err(fault)),
            None => shared.run(Number::new(number), names::ask(name, kind, ways)),
        }
        rquickjs::Result::Ok(())
    };
    object.set("ask", Func::from(ask))?;
    let service = move |ctx: Ctx<'js>, number: f64, host: String, port: u16| -> rquickjs::Result<()> {
        match gate.refusal(&ctx, &Wanted::host(&host, port))? {
            Some(fault) => io.teller(Number::new(number)).answer(Err(fault)),
            None => io.block(Number::new(number), move || service(&host, port)),
        }
        Ok(())
    };
    object.set("service", Func::from(service))?;
    Ok(object)
}

/// The addresses of a name, in the resolver's order.
fn lookup(name: &str, family: u32) -> Result<Vec<String>, Fault> {
    // The resolver has errors of its own, without numbers.
    let found = (name, 0).to_socket_addrs().map_err(|error| {
        let code = if error.to_string().contains("emporary") { "EAI_AGAIN" } else { "ENOTFOUND" };
        Fault::coded(code, error.to_string())
    })?;
    let is_wanted = |address: &SocketAddr| match family {
        4 => address.is_ipv4(),
        6 => address.is_ipv6(),
        _ => true,
    };
    let mut addresses: Vec<String> = Vec::new();
    for address in found.filter(is_wanted) {
        let text = address.ip().to_string();
        if !addresses.contains(&text) {
            addresses.push(text);
        }
    }
    if addresses.is_empty() {
        return Err(Fault::coded("ENOTFOUND", "the name has no address of this family"));
    }
    Ok(addresses)
}

/// The name of a machine and of what is behind a port, as the system has them.
#[cfg(unix)]
fn service(host: &str, port: u16) -> Result<Reply, Fault> {
    const LONGEST: usize = 1025;
    let ip: IpAddr = host.parse().map_err(|_| Fault::coded("EINVAL", ""))?;
    let (mut name, mut behind) = ([0; LONGEST], [0; LONGEST]);
    let failed = match SocketAddr::new(ip, port) {
        SocketAddr::V4(at) => {
            // SAFETY: zeros are a valid address.
            let mut raw: libc::sockaddr_in = unsafe { std::mem::zeroed() };
            raw.sin_family = libc::AF_INET as libc::sa_family_t;
            raw.sin_port = port.to_be();
            raw.sin_addr.s_addr = u32::from_ne_bytes(at.ip().octets());
            named(&raw, &mut name, &mut behind)
        }
        SocketAddr::V6(at) => {
            // SAFETY: as above.
            let mut raw: libc::sockaddr_in6 = unsafe { std::mem::zeroed() };
            raw.sin6_family = libc::AF_INET6 as libc::sa_family_t;
            raw.sin6_port = port.to_be();
            raw.sin6_addr.s6_addr = at.ip().octets();
            named(&raw, &mut name, &mut behind)
        }
    };
    match failed {
        0 => Ok(Reply::List(vec![until_zero(&name), until_zero(&behind)])),
        libc::EAI_AGAIN => Err(Fault::coded("EAI_AGAIN", "")),
        libc::EAI_MEMORY => Err(Fault::coded("EAI_MEMORY", "")),
        libc::EAI_FAMILY => Err(Fault::coded("EAI_FAMILY", "")),
        _ => Err(Fault::coded("ENOTFOUND", "")),
    }
}

#[cfg(unix)]
fn named<A>(address: &A, name: &mut [u8], behind: &mut [u8]) -> i32 {
    // SAFETY: each pointer comes with the length of what it points to; the texts written end by a zero.
    unsafe {
        libc::getnameinfo(
            std::ptr::from_ref(address).cast(),
            size_of::<A>() as libc::socklen_t,
            name.as_mut_ptr().cast(),
            name.len() as libc::socklen_t,
            behind.as_mut_ptr().cast(),
            behind.len() as libc::socklen_t,
            libc::NI_NAMEREQD,
        )
    }
}

#[cfg(unix)]
fn until_zero(bytes: &[u8]) -> Reply {
    let text = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    Reply::Text(String::from_utf8_lossy(text).into_owned())
}
