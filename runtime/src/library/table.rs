//! What there is of the Web and of Node: the table behind `docs/apis.md`.

/// How much of an interface is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Done,
    /// What is missing.
    Partly(&'static str),
    /// Why, or what to do instead; empty: not yet.
    Not(&'static str),
}

use Status::{Done, Not, Partly};

/// Globals of the Web.
pub const WEB: &[(&str, Status)] = &[
    ("AbortController", Done),
    ("AbortSignal", Done),
    ("Blob, File, FormData", Done),
    ("BroadcastChannel", Partly("within one program")),
    ("ByteLengthQueuingStrategy, CountQueuingStrategy", Done),
    ("CompressionStream, DecompressionStream", Done),
    ("CryptoKey, SubtleCrypto", Partly("the curves of 448 bits")),
    ("CustomEvent", Done),
    ("DOMException", Done),
    ("CloseEvent", Done),
    (
        "ErrorEvent, PromiseRejectionEvent, addEventListener, removeEventListener, dispatchEvent, onerror, \
         onunhandledrejection, onrejectionhandled",
        Partly("`filename`, `lineno` and `colno` are empty: the place is in `error.stack`"),
    ),
    ("Event", Done),
    ("EventTarget", Done),
    ("Headers, Request, Response, fetch", Partly("`integrity`, the HTTP cache; HTTP/1.1 only")),
    (
        "Intl",
        Partly(
            "calendars but the Gregorian one, which is an error, or stands in for the usual one of Thai and Persian; Chinese text may be cut into other words",
        ),
    ),
    ("MessageChannel, MessageEvent, MessagePort", Done),
    ("Performance", Done),
    ("PerformanceEntry", Done),
    ("PerformanceMark", Done),
    ("PerformanceMeasure", Done),
    ("PerformanceObserver, PerformanceObserverEntryList", Done),
    ("PerformanceResourceTiming", Partly("`fetch` makes none by itself")),
    (
        "ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader, ReadableStreamBYOBRequest, \
         ReadableStreamDefaultController, ReadableByteStreamController",
        Done,
    ),
    ("TextDecoder", Done),
    ("TextDecoderStream, TextEncoderStream", Done),
    ("TextEncoder", Done),
    ("TransformStream, TransformStreamDefaultController", Done),
    ("URL", Done),
    ("URLPattern", Done),
    ("URLSearchParams", Done),
    ("WebAssembly", Not("the engine has none")),
    ("WebSocket", Partly("no extensions: nothing is compressed")),
    ("Worker", Not("there is one thread")),
    ("WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController", Done),
    ("atob, btoa", Done),
    ("console", Done),
    ("crypto, Crypto", Done),
    ("navigator", Partly("what is about the machine")),
    (
        "performance",
        Partly("the timeline has no entries of the runtime's own; how busy the loop is is not known"),
    ),
    ("queueMicrotask", Done),
    ("reportError", Done),
    ("self", Not("as in Node: use `globalThis`")),
    ("setTimeout, setInterval, setImmediate", Done),
    ("structuredClone", Done),
];

/// Node's built-in modules, and its globals.
pub const NODE: &[(&str, Status)] = &[
    (
        "assert",
        Partly("the message of `assert(x)` does not quote the call; `CallTracker`, `partialDeepStrictEqual`"),
    ),
    ("assert/strict", Partly("as `assert`")),
    (
        "async_hooks",
        Partly(
            "hooks hear of what the runtime does by fewer kinds (`FSREQCALLBACK`, `TCPWRAP`, ...), not of what the collector took; an `await` of what is no promise has the number of the promise made for it; an `await` of a foreign `then` that rejects loses the context",
        ),
    ),
    ("buffer", Done),
    (
        "child_process",
        Partly(
            "sockets and servers cannot be sent; only the first three descriptors can be inherited; what is inherited is printed by us",
        ),
    ),
    ("cluster", Not("there is one thread")),
    ("console", Done),
    ("constants", Done),
    (
        "crypto",
        Partly(
            "keys of 448 bits, of DSA and for finite fields, RSA keys under a passphrase but in PKCS 8, certificates, ciphers but AES and ChaCha20-Poly1305",
        ),
    ),
    ("dgram", Partly("a descriptor as the socket; groups of one source over IPv6")),
    ("diagnostics_channel", Done),
    ("dns", Done),
    ("dns/promises", Done),
    ("domain", Not("deprecated")),
    ("events", Done),
    ("fs", Partly("on Unix only; `watch` on Linux only")),
    ("fs/promises", Partly("as `fs`")),
    ("http", Partly("`insecureHTTPParser` has no effect")),
    ("http2", Partly("only its names: nothing opens a session")),
    ("https", Partly("sessions; otherwise as `http` and `tls`")),
    (
        "inspector",
        Partly(
            "what a `Session` hears of the program itself (its console, exceptions) comes at the end of a turn; heap snapshots and coverage",
        ),
    ),
    ("inspector/promises", Partly("as `inspector`")),
    ("module", Partly("hooks (`register`), source maps, the compile cache")),
    ("net", Partly("`fd` of a socket; on Unix only")),
    ("os", Partly("what each processor does")),
    ("path", Done),
    ("path/posix", Done),
    ("path/win32", Done),
    ("perf_hooks", Partly("entries of the runtime's own: `gc`, `http`, `net`, `dns`; how busy the loop is")),
    ("process", Partly("other users, `report`, permissions; `resourceUsage` is rough")),
    ("punycode", Done),
    ("querystring", Done),
    ("readline", Partly("the terminal of the program itself edits: its lines come whole")),
    ("readline/promises", Partly("as `readline`")),
    ("repl", Not("")),
    ("sea", Not("")),
    ("sqlite", Not("")),
    ("stream", Done),
    ("stream/consumers", Done),
    ("stream/promises", Done),
    ("stream/web", Done),
    ("string_decoder", Done),
    ("sys", Done),
    ("test", Partly("`run`, `only` as a filter, snapshots, coverage; the report is that of TAP")),
    ("test/reporters", Not("")),
    ("timers", Done),
    ("timers/promises", Done),
    (
        "tls",
        Partly(
            "over a socket of `net` only; sessions, certificates by name (`SNICallback`, `addContext`), `pfx`",
        ),
    ),
    ("trace_events", Not("")),
    ("tty", Partly("`setRawMode`")),
    ("url", Done),
    ("util", Done),
    ("util/types", Done),
    ("v8", Partly("snapshots of the heap, hooks of promises; flags mean nothing to this engine")),
    (
        "vm",
        Partly(
            "modules, `importModuleDynamically`, cached data; what a context's callbacks add later is on its object after the next script",
        ),
    ),
    ("wasi", Not("the engine has no WebAssembly")),
    ("worker_threads", Partly("which thread it is: `Worker` is not supported, there is one thread")),
    (
        "zlib",
        Partly(
            "`strategy` and `memLevel` change nothing; `params` does not change the level of what follows",
        ),
    ),
];

/// The lists as they stand in `docs/apis.md`.
pub fn markdown() -> String {
    let list = |title: &str, entries: &[(&str, Status)], prefix: &str| {
        let mut out = format!("## {title}\n\n| | | |\n| --- | --- | --- |\n");
        for (names, status) in entries {
            let names: Vec<String> = names.split(", ").map(|name| format!("`{prefix}{name}`")).collect();
            let (word, note) = match status {
                Done => ("done", ""),
                Partly(missing) => ("partly", *missing),
                Not(why) => ("not", *why),
            };
            out.push_str(&format!("| {} | {word} | {note} |\n", names.join(" ")));
        }
        out
    };
    format!("{}\n{}", list("Web", WEB, ""), list("Node", NODE, "node:"))
}
