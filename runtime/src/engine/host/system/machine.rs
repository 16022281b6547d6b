//! Priorities of processes, groups of the user, interfaces of the network.

use std::ffi::CStr;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Object};
use rustix::process::Pid;

use crate::engine::gate::Gate;
use crate::permissions::Wanted;

pub fn install(object: &Object, gate: &Rc<Gate>) -> rquickjs::Result<()> {
    object.set("priority", Func::from(priority))?;
    let gate = Rc::clone(gate);
    let set = move |ctx: Ctx, pid: i32, priority: i32| -> rquickjs::Result<i32> {
        if pid != 0 && pid.unsigned_abs() != std::process::id() {
            gate.demand(&ctx, &Wanted::Run { file: None })?;
        }
        Ok(set_priority(pid, priority))
    };
    object.set("setPriority", Func::from(set))?;
    object.set("groups", Func::from(groups))?;
    object.set("interfaces", Func::from(interfaces))
}

const NO_PROCESS: i32 = rustix::io::Errno::SRCH.raw_os_error();

/// A process by its number, 0: this one; none has a negative number.
fn process(pid: i32) -> Option<Option<Pid>> {
    (pid >= 0).then(|| Pid::from_raw(pid))
}

/// The number of an error (0: none), and the priority.
fn priority(pid: i32) -> Vec<i32> {
    let Some(pid) = process(pid) else {
        return vec![NO_PROCESS, 0];
    };
    match rustix::process::getpriority_process(pid) {
        Ok(priority) => vec![0, priority],
        Err(error) => vec![error.raw_os_error(), 0],
    }
}

fn set_priority(pid: i32, priority: i32) -> i32 {
    let Some(pid) = process(pid) else {
        return NO_PROCESS;
    };
    rustix::process::setpriority_process(pid, priority).map_or_else(|error| error.raw_os_error(), |()| 0)
}

fn groups() -> Vec<u32> {
    rustix::process::getgroups().unwrap_or_default().into_iter().map(|group| group.as_raw()).collect()
}

/// Of each address: interface, family, address, mask, hardware address, `1` for a loop, scope.
fn interfaces() -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut first = std::ptr::null_mut();
    // SAFETY: the list is the system's, read only until it is given back.
    unsafe {
        if libc::getifaddrs(&raw mut first) != 0 {
            return found;
        }
        let mut at = first;
        while let Some(interface) = at.as_ref() {
            if let Some(address) = one(interface) {
                found.push(address);
            }
            at = interface.ifa_next;
        }
        libc::freeifaddrs(first);
    }
    found
}

/// # Safety
/// The entry and what it points to are the system's.
unsafe fn one(interface: &libc::ifaddrs) -> Option<Vec<String>> {
    let up = (libc::IFF_UP | libc::IFF_RUNNING) as libc::c_uint;
    if interface.ifa_flags & up != up {
        return None;
    }
    // SAFETY: as the caller says; a family says which structure an address is.
    let (name, family, address, mask, scope) = unsafe {
        let name = CStr::from_ptr(interface.ifa_name).to_string_lossy().into_owned();
        match i32::from(interface.ifa_addr.as_ref()?.sa_family) {
            libc::AF_INET => {
                let text = |at: *const libc::sockaddr| {
                    let raw = at.cast::<libc::sockaddr_in>().read_unaligned().sin_addr.s_addr;
                    Ipv4Addr::from(u32::from_be(raw)).to_string()
                };
                (name, "IPv4", text(interface.ifa_addr), text(interface.ifa_netmask), 0)
            }
            libc::AF_INET6 => {
                let read = |at: *const libc::sockaddr| at.cast::<libc::sockaddr_in6>().read_unaligned();
                let text = |at| Ipv6Addr::from(read(at).sin6_addr.s6_addr).to_string();
                let scope = read(interface.ifa_addr).sin6_scope_id;
                (name, "IPv6", text(interface.ifa_addr), text(interface.ifa_netmask), scope)
            }
            _ => return None,
        }
    };
    let hardware = std::fs::read_to_string(format!("/sys/class/net/{name}/address")).unwrap_or_default();
    let hardware = if hardware.trim().is_empty() { "00:00:00:00:00:00" } else { hardware.trim() }.to_owned();
    let is_loop = interface.ifa_flags & libc::IFF_LOOPBACK as libc::c_uint != 0;
    let is_loop = if is_loop { "1" } else { "" };
    Some(vec![name, family.into(), address, mask, hardware, is_loop.into(), scope.to_string()])
}
