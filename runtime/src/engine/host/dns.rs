//! Names of machines, by the system's resolver.

use std::net::{SocketAddr, ToSocketAddrs};
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Object};

use crate::engine::gate::Gate;
use crate::engine::io::{Fault, Io, Number, Reply};
use crate::permissions::Wanted;

pub fn natives<'js>(ctx: &Ctx<'js>, io: &Rc<Io>, gate: &Rc<Gate>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let (io, gate) = (Rc::clone(io), Rc::clone(gate));
    // `family`: 4, 6, or 0 for both.
    let lookup = move |ctx: Ctx<'js>, number: f64, name: String, family: u32| -> rquickjs::Result<()> {
        if let Some(fault) = gate.refusal(&ctx, &Wanted::host(&name, 0))? {
            io.teller(Number::new(number)).answer(Err(fault));
            return Ok(());
        }
        let names = (!gate.is_open()).then(|| gate.names.clone());
        io.block(Number::new(number), move || {
            let found = lookup(&name, family)?;
            if let Some(names) = names {
                names.found(&name, &found);
            }
            Ok(Reply::List(found.into_iter().map(Reply::Text).collect()))
        });
        Ok(())
    };
    object.set("lookup", Func::from(lookup))?;
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
