//! How lists name paths, hosts, variables and programs, and what needs more than it seems to (pure).

use std::net::IpAddr;
use std::path::Path;

use super::Kind;

/// What a program names, as it is put before a person: on one line, not too long, and with nothing in it that
/// moves or hides what stands around it.
pub fn shown(resource: &str) -> String {
    const MOST: usize = 160;
    let is_seen = |char: &char| {
        !char.is_control()
            && !matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let plain = |char: char| if is_seen(&char) { char } else { '\u{fffd}' };
    let mut shown: String = resource.chars().take(MOST).map(plain).collect();
    if resource.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

/// `example.com`, `example.com:443`, `*.example.com`, `127.0.0.1`, `[::1]:80`, a path of a socket. Port 0 of
/// what is wanted: only the host counts.
pub fn names_host(named: &str, host: &str, port: u16) -> bool {
    let (of, at) = split(named);
    if at.is_some_and(|at| port != 0 && at != port) {
        return false;
    }
    let host = host.trim_end_matches('.');
    if let Some(domain) = of.strip_prefix("*.") {
        let rest = host.len().checked_sub(domain.len()).and_then(|at| host.get(at..));
        let before = host.len().checked_sub(domain.len() + 1).and_then(|at| host.get(at..=at));
        return before == Some(".") && rest.is_some_and(|rest| rest.eq_ignore_ascii_case(domain));
    }
    match (of.parse::<IpAddr>(), host.parse::<IpAddr>()) {
        (Ok(one), Ok(other)) => one.to_canonical() == other.to_canonical(),
        (Err(_), Err(_)) => of.trim_end_matches('.').eq_ignore_ascii_case(host),
        (Err(_), Ok(ip)) => of.eq_ignore_ascii_case("localhost") && ip.to_canonical().is_loopback(),
        _ => false,
    }
}

/// A host and its port; an address of the newer protocol has brackets when a port follows.
fn split(named: &str) -> (&str, Option<u16>) {
    if let Some((host, rest)) = named.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return (host, rest.strip_prefix(':').and_then(|port| port.parse().ok()));
    }
    match named.split_once(':') {
        Some((host, port)) if !port.contains(':') => match port.parse() {
            Ok(port) => (host, Some(port)),
            Err(_) => (named, None),
        },
        _ => (named, None),
    }
}

/// `NAME` or `PREFIX_*`.
pub fn names_variable(named: &str, name: &str) -> bool {
    match named.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => named == name,
    }
}

/// By the name that was called, or its path. A bare name in a list is no file of that name somewhere else.
pub fn names_program(named: &str, file: Option<&str>) -> bool {
    file == Some(named)
}

/// Variables that say how a program is to behave and nothing of the person.
pub fn is_harmless_variable(name: &str) -> bool {
    const NAMES: [&str; 20] = [
        "NODE_ENV",
        "NODE_DEBUG",
        "NODE_OPTIONS",
        "NODE_PATH",
        "NODE_V8_COVERAGE",
        "NO_COLOR",
        "FORCE_COLOR",
        "NODE_DISABLE_COLORS",
        "COLORTERM",
        "TERM",
        "TZ",
        "LANG",
        "LANGUAGE",
        "CI",
        "DEBUG",
        "PORT",
        "HOST",
        "COLUMNS",
        "LINES",
        "VITEST",
    ];
    NAMES.contains(&name) || name.starts_with("LC_")
}

/// Files that hold nothing and keep nothing.
pub fn is_harmless_device(path: &Path) -> bool {
    const FILES: [&str; 5] = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"];
    FILES.iter().any(|file| path == Path::new(file))
}

/// What a file of the system's gives away besides its bytes. A process's memory is everything it may do.
pub fn behind(path: &Path) -> &'static [Kind] {
    let Ok(rest) = path.strip_prefix("/proc") else { return &[] };
    match rest.file_name().and_then(|name| name.to_str()) {
        Some("environ") => &[Kind::Env],
        Some("mem" | "maps" | "auxv" | "kcore" | "sysrq-trigger") => &[Kind::Run],
        _ => &[],
    }
}
