//! The head of an HTTP request: what of it the inspector understands (pure).

use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// A head is no longer than this.
pub const MAX_HEAD: usize = 16 * 1024;
const MAX_HEADERS: usize = 100;

/// What a client asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Without what follows a `?`.
    pub path: String,
    pub host: Option<String>,
    pub origin: Option<String>,
    /// The answer to its key, when it asks for a websocket.
    pub websocket: Option<String>,
}

/// What the bytes so far are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// More is to come.
    Partial,
    /// And how many bytes it took.
    Whole(Request, usize),
    /// No request this server answers: the status to say so with, and why.
    Bad(u16, &'static str),
}

/// Reads the head of a request from what has arrived.
pub fn parse(bytes: &[u8]) -> Head {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let length = match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= MAX_HEAD => length,
        Ok(httparse::Status::Partial) if bytes.len() < MAX_HEAD => return Head::Partial,
        Ok(_) | Err(httparse::Error::TooManyHeaders) => {
            return Head::Bad(431, "The request's head is too large");
        }
        Err(_) => return Head::Bad(400, "This is no HTTP request"),
    };
    if request.method != Some("GET") {
        return Head::Bad(405, "Only GET is understood");
    }
    let path = request.path.unwrap_or_default().split('?').next().unwrap_or_default().to_owned();
    let headers: &[httparse::Header] = request.headers;
    let (Ok(host), Ok(origin)) = (only(headers, "Host"), only(headers, "Origin")) else {
        return Head::Bad(400, "A header stands there twice, or is no text");
    };
    let websocket = match websocket(headers) {
        Ok(websocket) => websocket,
        Err(why) => return Head::Bad(400, why),
    };
    Head::Whole(Request { path, host, origin, websocket }, length)
}

/// The value of a header that stands there at most once.
fn only(headers: &[httparse::Header], name: &str) -> Result<Option<String>, ()> {
    let mut values = headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
    let value = values.next().map(|header| std::str::from_utf8(header.value).map(str::to_owned));
    if values.next().is_some() {
        return Err(());
    }
    value.transpose().map_err(|_| ())
}

fn websocket(headers: &[httparse::Header]) -> Result<Option<String>, &'static str> {
    let lists = |name: &str, wanted: &str| {
        let named = headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        let values = named.filter_map(|header| std::str::from_utf8(header.value).ok());
        values.flat_map(|value| value.split(',')).any(|item| item.trim().eq_ignore_ascii_case(wanted))
    };
    if !lists("Upgrade", "websocket") || !lists("Connection", "upgrade") {
        return Ok(None);
    }
    if !lists("Sec-WebSocket-Version", "13") {
        return Err("Only version 13 of the websocket protocol is understood");
    }
    match only(headers, "Sec-WebSocket-Key") {
        Ok(Some(key)) => Ok(Some(derive_accept_key(key.as_bytes()))),
        _ => Err("A websocket needs one key"),
    }
}

/// An answer that is not a websocket; the connection ends behind it.
pub fn response(status: u16, content_type: &str, body: &str) -> Vec<u8> {
    let reason = match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        _ => "Service Unavailable",
    };
    let length = body.len();
    format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {content_type}; charset=UTF-8\r\nCache-Control: no-cache\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The answer behind which a websocket begins.
pub fn switching(accept: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n\r\n"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(lines: &[&str]) -> Vec<u8> {
        format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
    }

    const UPGRADE: [&str; 4] = [
        "Upgrade: WebSocket",
        "Connection: keep-alive, Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];

    #[test]
    fn a_plain_request_is_read_with_what_is_judged() {
        let bytes = head(&["GET /json/list?for=me HTTP/1.1", "host: localhost:1", "ORIGIN: null"]);
        let request = Request {
            path: "/json/list".into(),
            host: Some("localhost:1".into()),
            origin: Some("null".into()),
            websocket: None,
        };
        assert_eq!(parse(&bytes), Head::Whole(request, bytes.len()));
    }

    #[test]
    fn a_websocket_is_asked_for_with_the_answer_of_the_specification() {
        let bytes = head(&[["GET /id HTTP/1.1"].as_slice(), &UPGRADE].concat());
        let Head::Whole(request, _) = parse(&bytes) else { panic!("{:?}", parse(&bytes)) };
        assert_eq!(request.websocket.as_deref(), Some("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    }

    #[test]
    fn what_is_not_all_there_is_waited_for() {
        let bytes = head(&["GET /json HTTP/1.1", "Host: localhost"]);
        for length in 0..bytes.len() {
            assert_eq!(parse(&bytes[..length]), Head::Partial, "{length}");
        }
    }

    #[test]
    fn what_cannot_be_answered_says_why() {
        let status = |bytes: &[u8]| match parse(bytes) {
            Head::Bad(status, _) => status,
            other => panic!("{other:?}"),
        };
        let get = "GET / HTTP/1.1";
        let long = format!("X: {}", "x".repeat(MAX_HEAD));
        let many: Vec<String> = (0..200).map(|n| format!("X{n}: 1")).collect();
        let many: Vec<&str> = std::iter::once(get).chain(many.iter().map(String::as_str)).collect();
        assert_eq!(status(b"\x16\x03\x01 garbage\r\n\r\n"), 400);
        assert_eq!(status(&head(&["POST /json HTTP/1.1"])), 405);
        assert_eq!(status(&head(&[get, "Host: a", "Host: a"])), 400);
        assert_eq!(status(&head(&[get, "Origin: a", "origin: b"])), 400);
        assert_eq!(status(&head(&[get, &long])), 431);
        assert_eq!(status(&head(&many)), 431);
        assert_eq!(status(&head(&[get, UPGRADE[0], UPGRADE[1], "Sec-WebSocket-Version: 8"])), 400);
        assert_eq!(status(&head(&[get, UPGRADE[0], UPGRADE[1], UPGRADE[2]])), 400);
    }
}
