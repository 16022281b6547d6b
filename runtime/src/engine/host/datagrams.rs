//! UDP sockets. What goes wrong at once is answered at once, by the number of the system's error.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, IntoJs, Object, TypedArray, Value};
use rustix::io::Errno;
use rustix::net::sockopt;
use tokio::net::UdpSocket;

use super::encoding::view;
use crate::engine::gate::{self, Gate};
use crate::engine::io::datagrams::{Sharing, address, text_of};
use crate::engine::io::{Fault, Io, Number, Reply};
use crate::permissions::Wanted;

pub fn natives<'js>(ctx: &Ctx<'js>, io: &Rc<Io>, gate: &Rc<Gate>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    reaching(&object, io, gate)?;
    let shared = Rc::clone(io);
    // Address and port of this end, or of the other.
    let ends = move |ctx: Ctx<'js>, number: f64, is_peer: bool| {
        answer(
            &ctx,
            shared.with_datagrams(Number::new(number), |socket| {
                let at = if is_peer { socket.peer_addr()? } else { socket.local_addr()? };
                Ok(Reply::List(vec![Reply::Text(text_of(socket, at)), Reply::Number(f64::from(at.port()))]))
            }),
        )
    };
    object.set("ends", Func::from(ends))?;
    let shared = Rc::clone(io);
    let disconnect = move |ctx: Ctx<'js>, number: f64| {
        answer(
            &ctx,
            shared.with_datagrams(Number::new(number), |socket| {
                rustix::net::connect_unspec(socket)?;
                Ok(Reply::Nothing)
            }),
        )
    };
    object.set("disconnect", Func::from(disconnect))?;
    let shared = Rc::clone(io);
    let option = move |ctx: Ctx<'js>, number: f64, name: String, value: f64| {
        answer(&ctx, shared.with_datagrams(Number::new(number), |socket| option(socket, &name, value)))
    };
    object.set("option", Func::from(option))?;
    let shared = Rc::clone(io);
    // `source`: empty where it is anybody's; `interface`: empty for the one the system takes.
    let member =
        move |ctx: Ctx<'js>, number: f64, joins: bool, source: String, group: String, interface: String| {
            answer(
                &ctx,
                shared.with_datagrams(Number::new(number), |socket| {
                    membership(socket, joins, &source, &group, &interface)
                }),
            )
        };
    object.set("member", Func::from(member))?;
    let shared = Rc::clone(io);
    let interface = move |ctx: Ctx<'js>, number: f64, at: String| {
        answer(&ctx, shared.with_datagrams(Number::new(number), |socket| multicast_interface(socket, &at)))
    };
    object.set("multicastInterface", Func::from(interface))?;
    Ok(object)
}

/// What needs a permission.
fn reaching<'js>(object: &Object<'js>, io: &Rc<Io>, gate: &Rc<Gate>) -> rquickjs::Result<()> {
    let (shared, guard) = (Rc::clone(io), Rc::clone(gate));
    let bind = move |ctx: Ctx<'js>, number: f64, host: String, port: u16, reuses: bool, only_six: bool| {
        if let Some(fault) = guard.refusal(&ctx, &Wanted::host(&host, port))? {
            return gate::refused(&ctx, fault);
        }
        let sharing = Sharing { reuses_address: reuses, is_only_six: only_six };
        let bound = address(None, &host, port)
            .map_err(Fault::from)
            .and_then(|at| shared.bind_datagrams(Number::new(number), at, sharing));
        answer(&ctx, bound.map(|()| Reply::Nothing))
    };
    object.set("bind", Func::from(bind))?;
    let (shared, guard) = (Rc::clone(io), Rc::clone(gate));
    let connect = move |ctx: Ctx<'js>, number: f64, host: String, port: u16| {
        if let Some(fault) = guard.refusal(&ctx, &guard.net(&host, port))? {
            return gate::refused(&ctx, fault);
        }
        answer(
            &ctx,
            shared.with_datagrams(Number::new(number), |socket| {
                rustix::net::connect(socket, &target(socket, &host, port)?)?;
                Ok(Reply::Nothing)
            }),
        )
    };
    object.set("connect", Func::from(connect))?;
    let (shared, guard) = (Rc::clone(io), Rc::clone(gate));
    // Without a host: to whom it is connected. Whether it is on its way already.
    let send = move |ctx: Ctx<'js>,
                     number: f64,
                     bytes: TypedArray<'js, u8>,
                     host: String,
                     port: u16,
                     waits: bool| {
        let of = Number::new(number);
        let mut to = None;
        if !host.is_empty() {
            if let Some(fault) = guard.refusal(&ctx, &guard.net(&host, port))? {
                return gate::refused(&ctx, fault);
            }
            match shared.with_datagrams(of, |socket| target(socket, &host, port)) {
                Ok(at) => to = Some(at),
                Err(fault) => return Reply::Fault(fault).into_js(&ctx),
            }
        }
        match shared.send_datagram(of, view(&ctx, &bytes)?, to, waits) {
            Ok(is_sent) => is_sent.into_js(&ctx),
            Err(fault) => Reply::Fault(fault).into_js(&ctx),
        }
    };
    object.set("send", Func::from(send))
}

fn answer<'js>(ctx: &Ctx<'js>, result: Result<Reply, Fault>) -> rquickjs::Result<Value<'js>> {
    result.unwrap_or_else(Reply::Fault).into_js(ctx)
}

fn is_four(socket: &UdpSocket) -> io::Result<bool> {
    Ok(socket.local_addr()?.is_ipv4())
}

/// An address of the socket's own family.
fn target(socket: &UdpSocket, host: &str, port: u16) -> io::Result<SocketAddr> {
    let at = address(Some(socket), host, port)?;
    if at.is_ipv4() == is_four(socket)? { Ok(at) } else { Err(Errno::INVAL.into()) }
}

/// Sets one, or tells its value.
fn option(socket: &UdpSocket, name: &str, value: f64) -> io::Result<Reply> {
    let (four, number) = (is_four(socket)?, value as u32);
    let is_out = |low: f64| !(low..=255.0).contains(&value);
    match name {
        "broadcast" => sockopt::set_socket_broadcast(socket, value != 0.0)?,
        "ttl" if is_out(1.0) => return Err(Errno::INVAL.into()),
        "ttl" if four => sockopt::set_ip_ttl(socket, number)?,
        "ttl" => sockopt::set_ipv6_unicast_hops(socket, u8::try_from(number).ok())?,
        "multicastTtl" if is_out(-1.0) => return Err(Errno::INVAL.into()),
        // The system's own.
        "multicastTtl" if four => {
            sockopt::set_ip_multicast_ttl(socket, if value < 0.0 { 1 } else { number })?
        }
        "multicastTtl" => sockopt::set_ipv6_multicast_hops(socket, if value < 0.0 { 1 } else { number })?,
        "multicastLoopback" if four => sockopt::set_ip_multicast_loop(socket, value != 0.0)?,
        "multicastLoopback" => sockopt::set_ipv6_multicast_loop(socket, value != 0.0)?,
        "receiveBuffer" if value != 0.0 => sockopt::set_socket_recv_buffer_size(socket, number as usize)?,
        "receiveBuffer" => return Ok(Reply::Number(sockopt::socket_recv_buffer_size(socket)? as f64)),
        "sendBuffer" if value != 0.0 => sockopt::set_socket_send_buffer_size(socket, number as usize)?,
        "sendBuffer" => return Ok(Reply::Number(sockopt::socket_send_buffer_size(socket)? as f64)),
        _ => return Err(Errno::INVAL.into()),
    }
    Ok(Reply::Nothing)
}

fn membership(
    socket: &UdpSocket,
    joins: bool,
    source: &str,
    group: &str,
    interface: &str,
) -> io::Result<Reply> {
    let invalid = |_| io::Error::from(Errno::INVAL);
    if is_four(socket)? {
        let group: Ipv4Addr = group.parse().map_err(invalid)?;
        let at: Ipv4Addr =
            if interface.is_empty() { Ipv4Addr::UNSPECIFIED } else { interface.parse().map_err(invalid)? };
        match (joins, source) {
            (true, "") => sockopt::set_ip_add_membership(socket, &group, &at)?,
            (false, "") => sockopt::set_ip_drop_membership(socket, &group, &at)?,
            (joins, source) => {
                let source: Ipv4Addr = source.parse().map_err(invalid)?;
                if joins {
                    sockopt::set_ip_add_source_membership(socket, &group, &at, &source)?;
                } else {
                    sockopt::set_ip_drop_source_membership(socket, &group, &at, &source)?;
                }
            }
        }
        return Ok(Reply::Nothing);
    }
    let group: Ipv6Addr = group.split('%').next().unwrap_or_default().parse().map_err(invalid)?;
    let at = index(socket, interface)?;
    match (joins, source) {
        (true, "") => sockopt::set_ipv6_add_membership(socket, &group, at)?,
        (false, "") => sockopt::set_ipv6_drop_membership(socket, &group, at)?,
        // The newer protocol's groups of one source have no call of their own here.
        _ => return Err(Errno::OPNOTSUPP.into()),
    }
    Ok(Reply::Nothing)
}

/// The interface behind the `%` of an address; 0: the one the system takes.
fn index(socket: &UdpSocket, interface: &str) -> io::Result<u32> {
    if interface.is_empty() {
        return Ok(0);
    }
    match address(Some(socket), interface, 0)? {
        SocketAddr::V6(six) => Ok(six.scope_id()),
        SocketAddr::V4(_) => Err(Errno::INVAL.into()),
    }
}

fn multicast_interface(socket: &UdpSocket, at: &str) -> io::Result<Reply> {
    if is_four(socket)? {
        let IpAddr::V4(at) = address(None, at, 0)?.ip() else { return Err(Errno::INVAL.into()) };
        sockopt::set_ip_multicast_if(socket, &at)?;
    } else {
        let SocketAddr::V6(at) = address(Some(socket), at, 0)? else { return Err(Errno::INVAL.into()) };
        sockopt::set_ipv6_multicast_if(socket, at.scope_id())?;
    }
    Ok(Reply::Nothing)
}
