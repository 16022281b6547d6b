//! Who may talk to the inspector: judges a request by its Host, its Origin and its path (pure).
//!
//! Each check alone has been passed by somebody: a page whose name was rebound to 127.0.0.1 has the
//! wrong Host, a page that knows the port has an Origin, a local process that knows neither does not
//! know the path. So all three count.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Why a request was turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not a name of this machine that no name server decides about.
    Host,
    /// A page of the web, or anything else that has an origin and was not listed.
    Origin,
}

/// What DevTools in Chrome says of itself; no page can say it.
const DEVTOOLS: &str = "devtools://devtools";

/// Judges what a client says of where it goes and where it comes from.
pub fn judge(host: Option<&str>, origin: Option<&str>, allowed_origins: &[String]) -> Result<(), Refusal> {
    if !host.is_some_and(is_own_name) {
        return Err(Refusal::Host);
    }
    let is_welcome = |origin| origin == DEVTOOLS || allowed_origins.iter().any(|allowed| allowed == origin);
    match origin {
        Some(origin) if !is_welcome(origin) => Err(Refusal::Origin),
        _ => Ok(()),
    }
}

/// `localhost` or an address, with or without a port. A name could be made to point here by whoever
/// owns it; `localhost6` and `127.1` are names to some resolvers and addresses to others.
fn is_own_name(host: &str) -> bool {
    let Some(name) = without_port(host) else { return false };
    match name.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').is_some_and(|address| address.parse::<Ipv6Addr>().is_ok()),
        None => name.eq_ignore_ascii_case("localhost") || name.parse::<Ipv4Addr>().is_ok(),
    }
}

fn without_port(host: &str) -> Option<&str> {
    let end_of_address = host.rfind(']').map_or(0, |at| at + 1);
    let Some(colon) = host[end_of_address..].find(':').map(|at| at + end_of_address) else {
        return Some(host);
    };
    let port = &host[colon + 1..];
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    is_port.then_some(&host[..colon])
}

/// Whether a path names the target; takes the same time wherever it differs.
pub fn is_path_of(path: &str, id: &str) -> bool {
    let given = path.strip_prefix('/').unwrap_or(path).as_bytes();
    let known = id.as_bytes();
    let differences =
        given.iter().zip(known).fold(given.len() ^ known.len(), |all, (a, b)| all | usize::from(a ^ b));
    std::hint::black_box(differences) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_by_a_name_that_nobody_else_owns_is_a_host() {
        let welcome = [
            "localhost",
            "LOCALHOST",
            "localhost:9229",
            "127.0.0.1",
            "127.0.0.1:1",
            "127.0.0.1:65535",
            "[::1]",
            "[::1]:9229",
            "10.0.0.5:9229",
        ];
        for host in welcome {
            assert_eq!(judge(Some(host), None, &[]), Ok(()), "{host}");
        }
        let foreign = [
            "",
            ":9229",
            "evil.example",
            "evil.example:9229",
            "localhost.evil.example",
            "localhost6",
            "localhost:",
            "localhost:65536",
            "localhost:+1",
            "localhost:1:2",
            "10.0.2.555",
            "0177.0.0.1",
            "127.1",
            "0x7f.0.0.1",
            "1.09.0.0",
            "user@127.0.0.1",
            "127.0.0.1 ",
            "::1",
            "[::1",
            "[evil.example]",
            "[::1]x",
            "127.0.0.1/",
            "lоcalhost",
        ];
        for host in foreign {
            assert_eq!(judge(Some(host), None, &[]), Err(Refusal::Host), "{host}");
        }
        assert_eq!(judge(None, None, &[]), Err(Refusal::Host));
    }

    /// Whatever is let in is what the standard library reads as an address, or `localhost`.
    #[test]
    fn ten_thousand_made_up_hosts_pass_only_as_addresses_of_machines() {
        let pieces = [
            "localhost",
            "LocalHost",
            "127",
            "0",
            "1",
            "255",
            "256",
            "0x7f",
            "01",
            ".",
            ".",
            ".",
            ":",
            ":",
            "9229",
            "[",
            "]",
            "::1",
            "fe80::1",
            "@",
            "/",
            " ",
            "evil.example",
            "\t",
            "%00",
            "６",
        ];
        let mut state = 1_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut passed = 0;
        for _ in 0..10_000 {
            let host: String = (0..=next(9)).map(|_| pieces[next(pieces.len())]).collect();
            if judge(Some(&host), None, &[]).is_err() {
                continue;
            }
            passed += 1;
            let is_address = host.parse::<std::net::SocketAddr>().is_ok() || host.parse::<Ipv4Addr>().is_ok();
            let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            let is_address = is_address || bare.is_some_and(|bare| bare.parse::<Ipv6Addr>().is_ok());
            let name = host.split(':').next().unwrap_or_default();
            assert!(is_address || name.eq_ignore_ascii_case("localhost"), "{host}");
        }
        assert!(passed > 10, "some are let in: {passed}");
    }

    #[test]
    fn an_origin_must_be_listed() {
        let listed = ["http://127.0.0.1:8000".to_owned()];
        let judge = |origin| judge(Some("localhost"), Some(origin), &listed);
        for welcome in ["devtools://devtools", "http://127.0.0.1:8000"] {
            assert_eq!(judge(welcome), Ok(()), "{welcome}");
        }
        let foreign = [
            "",
            "null",
            "https://evil.example",
            "http://localhost:9229",
            "http://127.0.0.1:80",
            "file://",
            "chrome-extension://abcdefghijklmnop",
            "vscode-webview://x",
            "devtools://devtools.evil.example",
            "DEVTOOLS://DEVTOOLS",
            "http://127.0.0.1:8000/",
            "devtools://devtools/",
        ];
        for origin in foreign {
            assert_eq!(judge(origin), Err(Refusal::Origin), "{origin}");
        }
    }

    #[test]
    fn the_path_is_the_whole_id() {
        let id = "0f8fad5b-d9cb-469f-a165-70867728950e";
        assert!(is_path_of(&format!("/{id}"), id));
        for wrong in ["", "/", "/0f8fad5b", "/0f8fad5b-d9cb-469f-a165-70867728950f", "//x"] {
            assert!(!is_path_of(wrong, id), "{wrong}");
        }
        assert!(!is_path_of(&format!("/{id}/"), id));
        assert!(!is_path_of(&format!("/{}", id.to_uppercase()), id));
    }
}
