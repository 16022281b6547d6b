//! The head of an HTTP/1.1 message, as strictly as Node takes it and with its words for what is wrong.

use rquickjs::function::Func;
use rquickjs::{Array, Ctx, IntoJs, Object, TypedArray, Value};

use super::encoding::view;

pub fn natives<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("head", Func::from(head))?;
    object.set("methods", METHODS.to_vec())?;
    Ok(object)
}

/// Sorted.
const METHODS: &[&str] = &[
    "ACL",
    "BIND",
    "CHECKOUT",
    "CONNECT",
    "COPY",
    "DELETE",
    "GET",
    "HEAD",
    "LINK",
    "LOCK",
    "M-SEARCH",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MOVE",
    "NOTIFY",
    "OPTIONS",
    "PATCH",
    "POST",
    "PROPFIND",
    "PROPPATCH",
    "PURGE",
    "PUT",
    "QUERY",
    "REBIND",
    "REPORT",
    "SEARCH",
    "SOURCE",
    "SUBSCRIBE",
    "TRACE",
    "UNBIND",
    "UNLINK",
    "UNLOCK",
    "UNSUBSCRIBE",
];

/// Bytes taken, version, method and address or status and reason, and the headers: names and values in
/// turn. `null`: more is needed. An object says what is wrong, and where.
fn head<'js>(ctx: Ctx<'js>, bytes: TypedArray<'js, u8>, is_response: bool) -> rquickjs::Result<Value<'js>> {
    let mut reader = Reader { bytes: view(&ctx, &bytes)?, at: 0 };
    match reader.head(is_response) {
        Ok(head) => {
            let out = Array::new(ctx.clone())?;
            out.set(0, reader.at)?;
            out.set(1, head.major)?;
            out.set(2, head.minor)?;
            out.set(3, head.first)?;
            out.set(4, head.second)?;
            let headers = Array::new(ctx.clone())?;
            for (index, text) in head.headers.into_iter().enumerate() {
                headers.set(index, text)?;
            }
            out.set(5, headers)?;
            out.into_js(&ctx)
        }
        Err(Stop::More) => Ok(Value::new_null(ctx)),
        Err(Stop::Wrong { code, reason }) => {
            let out = Object::new(ctx.clone())?;
            out.set("code", code)?;
            out.set("reason", reason)?;
            out.set("at", reader.at)?;
            out.into_js(&ctx)
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Head {
    major: u8,
    minor: u8,
    /// Method, or status.
    first: String,
    /// Address, or reason.
    second: String,
    headers: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Stop {
    More,
    Wrong { code: &'static str, reason: &'static str },
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

fn wrong<T>(code: &'static str, reason: &'static str) -> Result<T, Stop> {
    Err(Stop::Wrong { code, reason })
}

/// Text as Node has it: a character for each byte.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

impl<'b> Reader<'b> {
    fn peek(&self) -> Result<u8, Stop> {
        self.bytes.get(self.at).copied().ok_or(Stop::More)
    }

    fn next(&mut self) -> Result<u8, Stop> {
        let byte = self.peek()?;
        self.at += 1;
        Ok(byte)
    }

    /// What matches, from here on.
    fn run(&mut self, matches: impl Fn(u8) -> bool) -> &'b [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !matches(*byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn head(&mut self, is_response: bool) -> Result<Head, Stop> {
        self.run(|byte| byte == b'\r' || byte == b'\n');
        let mut head = if is_response { self.status_line()? } else { self.request_line()? };
        loop {
            if self.peek()? == b'\r' {
                self.at += 1;
                if self.next()? != b'\n' {
                    return wrong("HPE_STRICT", "Expected LF after headers");
                }
                return Ok(head);
            }
            let (name, value) = self.header()?;
            head.headers.push(latin1(name));
            head.headers.push(latin1(value));
        }
    }

    fn request_line(&mut self) -> Result<Head, Stop> {
        let method = self.method()?;
        self.run(|byte| byte == b' ');
        let start = self.at;
        if method != "CONNECT" && !matches!(self.peek()?, b'/' | b'*') {
            self.run(|byte| byte.is_ascii_alphabetic());
            if self.peek()? != b':' {
                return wrong("HPE_INVALID_URL", "Unexpected char in url schema");
            }
            self.at = start;
        }
        let url = self.run(|byte| byte > 0x20 && byte != 0x7f);
        let end = self.peek()?;
        if end != b' ' {
            return wrong("HPE_INVALID_URL", "Invalid characters in url");
        }
        self.at += 1;
        let (major, minor) = self.version()?;
        match self.next()? {
            b'\r' if self.next()? == b'\n' => {}
            _ => return wrong("HPE_INVALID_VERSION", "Expected CRLF after version"),
        }
        Ok(Head { major, minor, first: method, second: latin1(url), headers: Vec::new() })
    }

    fn method(&mut self) -> Result<String, Stop> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let shared =
            |method: &&str| method.bytes().zip(rest).take_while(|(wanted, byte)| wanted == *byte).count();
        let longest = METHODS.iter().map(|method| shared(method)).max().unwrap_or(0);
        if longest == rest.len() {
            return Err(Stop::More);
        }
        let whole = METHODS.iter().find(|method| method.len() == longest && shared(method) == longest);
        self.at += longest;
        match whole {
            Some(method) if self.peek()? == b' ' => {
                self.at += 1;
                Ok((*method).to_owned())
            }
            Some(_) => wrong("HPE_INVALID_METHOD", "Expected space after method"),
            None => wrong("HPE_INVALID_METHOD", "Invalid method encountered"),
        }
    }

    fn version(&mut self) -> Result<(u8, u8), Stop> {
        for wanted in b"HTTP/" {
            if self.peek()? != *wanted {
                // Where the word begins.
                return wrong("HPE_INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/");
            }
            self.at += 1;
        }
        let major = self.next()?;
        let dot = self.next()?;
        let minor = self.next()?;
        match (major, dot, minor) {
            (b'1', b'.', b'0' | b'1') | (b'0', b'.', b'9') | (b'2', b'.', b'0') => {}
            _ => return wrong("HPE_INVALID_VERSION", "Invalid HTTP version"),
        }
        Ok((major - b'0', minor - b'0'))
    }

    fn status_line(&mut self) -> Result<Head, Stop> {
        let (major, minor) = self.version()?;
        if self.next()? != b' ' {
            return wrong("HPE_INVALID_VERSION", "Expected space after version");
        }
        let status = self.run(|byte| byte.is_ascii_digit());
        let end = self.peek()?;
        if status.len() != 3 {
            return wrong("HPE_INVALID_STATUS", "Invalid status code");
        }
        let mut reason: &[u8] = b"";
        match end {
            b' ' => {
                self.at += 1;
                reason = self.run(|byte| byte != b'\r' && byte != b'\n');
            }
            b'\r' | b'\n' => {}
            _ => return wrong("HPE_INVALID_STATUS", "Invalid response status"),
        }
        if self.next()? == b'\r' && self.next()? != b'\n' {
            return wrong("HPE_STRICT", "Expected LF after CR");
        }
        Ok(Head { major, minor, first: latin1(status), second: latin1(reason), headers: Vec::new() })
    }

    fn header(&mut self) -> Result<(&'b [u8], &'b [u8]), Stop> {
        let name = self.run(is_token);
        if self.peek()? != b':' || name.is_empty() {
            return wrong("HPE_INVALID_HEADER_TOKEN", "Invalid header token");
        }
        self.at += 1;
        self.run(|byte| byte == b' ' || byte == b'\t');
        let value = self.run(|byte| byte == b'\t' || byte >= 0x20 && byte != 0x7f);
        match self.next()? {
            b'\r' => {}
            b'\n' => return wrong("HPE_CR_EXPECTED", "Missing expected CR after header value"),
            _ => {
                self.at -= 1;
                return wrong("HPE_INVALID_HEADER_TOKEN", "Invalid header value char");
            }
        }
        if self.next()? != b'\n' {
            return wrong("HPE_LF_EXPECTED", "Missing expected LF after header value");
        }
        if matches!(self.peek()?, b' ' | b'\t') {
            return wrong("HPE_UNEXPECTED_SPACE", "Unexpected whitespace after header value");
        }
        Ok((name, value.trim_ascii_end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, is_response: bool) -> Result<(Head, usize), Stop> {
        let mut reader = Reader { bytes: text.as_bytes(), at: 0 };
        reader.head(is_response).map(|head| (head, reader.at))
    }

    #[test]
    fn every_beginning_of_a_good_head_needs_more() {
        for (text, is_response) in [
            ("GET /a?b HTTP/1.1\r\nHost: x\r\nA:\t b c \r\n\r\n", false),
            ("M-SEARCH * HTTP/1.0\r\n\r\n", false),
            ("HTTP/1.1 404 Not Found\r\nA: b\r\n\r\n", true),
            ("HTTP/1.0 200\r\n\r\n", true),
        ] {
            for end in 0..text.len() {
                assert_eq!(read(&text[..end], is_response), Err(Stop::More), "{:?}", &text[..end]);
            }
            assert_eq!(read(text, is_response).map(|(_, at)| at), Ok(text.len()));
        }
    }

    #[test]
    fn values_lose_the_space_around_them_and_keep_what_is_inside() {
        let (head, _) = read("\r\nGET / HTTP/1.1\r\nA: \t b  c \t\r\n\r\nrest", false).expect("a head");
        assert_eq!(head.headers, ["A", "b  c"]);
        assert_eq!((head.first.as_str(), head.second.as_str(), head.minor), ("GET", "/", 1));
    }

    #[test]
    fn what_is_wrong_is_said_before_the_head_is_whole() {
        let code = |text: &str| match read(text, false) {
            Err(Stop::Wrong { code, .. }) => code,
            other => panic!("{text:?}: {other:?}"),
        };
        assert_eq!(code("GARBAGE"), "HPE_INVALID_METHOD");
        assert_eq!(code("get /"), "HPE_INVALID_METHOD");
        assert_eq!(code("GET / HTTX"), "HPE_INVALID_CONSTANT");
        assert_eq!(code("GET / HTTP/9.9"), "HPE_INVALID_VERSION");
        assert_eq!(code("GET / HTTP/1.1\n"), "HPE_INVALID_VERSION");
        assert_eq!(code("GET / HTTP/1.1\r\nHo st: x"), "HPE_INVALID_HEADER_TOKEN");
        assert_eq!(code("GET / HTTP/1.1\r\nA: b\u{1}"), "HPE_INVALID_HEADER_TOKEN");
        assert_eq!(code("GET / HTTP/1.1\r\nA: b\r\n c"), "HPE_UNEXPECTED_SPACE");
    }
}
