//! `export default { fetch }` and `serve`: a handler of the Web's, whose server lives through saves.

use std::process::Command as Process;

use runtime::message::{Event, Outcome};
use saveloop_tests::hot_run::Hot;
use saveloop_tests::http::{Callers, Connection};
use saveloop_tests::served::Served;
use saveloop_tests::{binary, fixture};

fn plain(version: usize) -> String {
    format!("export default {{ port: 0, fetch: () => new Response('version {version}') }};\n")
}

#[test]
fn two_hundred_saves_swap_the_handler_and_lose_no_answer() {
    let mut served = Served::start(&plain(1));
    let callers = Callers::start(served.port, 2, &served.versions);
    for version in 2..=200 {
        match version % 5 {
            0 if version % 2 == 0 => assert_eq!(served.save("export default {"), None),
            0 => assert_eq!(served.save(&format!("{}throw 1;\n", plain(version))), Some(Outcome::Failed)),
            _ => served.good(version, &plain(version)),
        }
    }
    callers.end();
    assert_eq!(served.get("/"), "version 199");
}

#[test]
fn it_says_where_it_listens_when_that_begins_and_not_with_each_save() {
    let mut served = Served::start(&plain(1));
    for version in 2..5 {
        served.write(&plain(version));
        let events = served.program.settled();
        assert!(!events.iter().any(|event| matches!(event, Event::Console(_))), "{events:#?}");
    }
    served.write("export default { port: 0, hostname: '127.0.0.1', fetch: () => new Response('moved') };\n");
    let said = served.program.until(|event| matches!(event, Event::Console(_)));
    let Some(Event::Console(line)) = said.last() else { panic!("{said:?}") };
    assert!(line.text.starts_with("Listening on http://127.0.0.1:"), "{line:?}");
}

#[test]
fn an_entry_that_no_longer_exports_a_handler_closes_its_port() {
    let mut served = Served::start(&plain(1));
    served.good(2, "export default {};\n");
    assert!(served.is_refused());
}

#[test]
fn what_a_handler_throws_answers_the_request_and_stands_at_its_place() {
    fixture::check(
        "//- /main.ts
import { serve } from 'saveloop';
const server = serve({
  port: 0,
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === '/late') return late();
    if (pathname === '/throw') throw new Error('at once');
    //                               ^^^^^^^^^^^^^^^^^^^^ error: Error: at once
    return new Response('well');
  },
});
async function late() {
  await null;
  return nothing.here;
  //     ^^^^^^^ error: ReferenceError: nothing is not defined
}
for (const path of ['throw', 'late', '']) {
  const response = await fetch(new URL(path, server.url));
  console.log(response.status, await response.text());
  //^ log: 500 Internal Server Error
  //^ log: 500 Internal Server Error
  //^ log: 200 well
}
await server.stop();
//- ends @1
",
    );
}

#[test]
fn a_hook_for_errors_makes_the_answer_and_may_fail_as_well() {
    fixture::check(
        "//- /main.ts
import { serve } from 'saveloop';
const server = serve({
  port: 0,
  fetch: (request) => { throw new Error(new URL(request.url).pathname); },
  error(error) {
    if (error.message === '/worse') throw new TypeError('worse');
    //                                    ^^^^^^^^^^^^^^^^^^^^^^ error: TypeError: worse
    return new Response('sorry: ' + error.message, { status: 503 });
  },
});
for (const path of ['a', 'worse']) {
  const response = await fetch(new URL(path, server.url));
  console.log(response.status, await response.text());
  //^ log: 503 sorry: /a
  //^ log: 500 Internal Server Error
}
await server.stop();
//- ends @1
",
    );
}

const MANY: &str = r#"
const encode = (text) => new TextEncoder().encode(text);
globalThis.log = [];
export default {
  port: 0,
  prefix: 'this ',
  async fetch(request, server) {
    const { pathname, searchParams } = new URL(request.url);
    switch (pathname) {
      case '/this': return new Response(this.prefix + server.port + ' ' + server.pendingRequests);
      case '/query': return new Response(searchParams.get('q'));
      case '/text': return new Response(request.method + ' ' + (await request.text()));
      case '/json': return Response.json(await request.json());
      case '/lines': {
        let text = '';
        for await (const part of request.body.pipeThrough(new TextDecoderStream())) text += part.length + ',';
        return new Response(text.length > 0 ? 'read' : 'nothing');
      }
      case '/clone': return new Response(request.clone().url + ' ' + new Request(request).headers.get('host'));
      case '/address': return new Response(server.requestIP(request).address);
      case '/cookies': {
        const response = new Response(null, { status: 204, statusText: 'None' });
        response.headers.append('set-cookie', 'a=1');
        response.headers.append('set-cookie', 'b=2');
        return response;
      }
      case '/stream': {
        const go = new Promise((done) => (globalThis.go = done));
        return new Response(new ReadableStream({
          async start(controller) {
            controller.enqueue(encode('first'));
            await go;
            controller.enqueue(encode('second'));
            controller.close();
          },
        }));
      }
      case '/go': globalThis.go(); return new Response('went');
      case '/endless': {
        request.signal.addEventListener('abort', () => log.push('aborted: ' + request.signal.reason.name));
        return new Response(new ReadableStream({
          pull(controller) { controller.enqueue(encode('more')); return new Promise((done) => setTimeout(done, 1)); },
          cancel(reason) { log.push('cancelled: ' + reason.name); },
        }));
      }
      case '/log': return new Response(log.join(', '));
    }
    return new Response('not here', { status: 404 });
  },
};
"#;

#[test]
fn requests_and_responses_are_the_webs() {
    let served = Served::start(MANY);
    let mut it = Connection::open(served.port).expect("it is not refused");
    assert_eq!(it.get("/this").expect("an answer").body, format!("this {} 1", served.port));
    assert_eq!(it.get("/query?q=a%20b").expect("an answer").body, "a b");
    let mut post = |path: &str, body: &str| {
        let length = body.len();
        it.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
        .expect("it is sent");
        it.answer(false).expect("an answer")
    };
    assert_eq!(post("/text", "some text").body, "POST some text");
    assert_eq!(post("/json", "{\"a\":[1,2]}").body, "{\"a\":[1,2]}");
    assert_eq!(post("/lines", &"x".repeat(300_000)).body, "read");
    assert_eq!(post("/elsewhere", "not read").status, 404);
    assert_eq!(it.get("/clone").expect("an answer").body, "http://localhost/clone localhost");
    assert_eq!(it.get("/address").expect("an answer").body, "127.0.0.1");
    it.send("HEAD /query?q=abc HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it is sent");
    let head = it.answer(true).expect("an answer");
    assert_eq!((head.status, head.header("content-length")), (200, Some("3")));
    it.send("GET /cookies HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it is sent");
    let cookies = it.answer(true).expect("an answer");
    let set: Vec<_> =
        cookies.headers.iter().filter(|(name, _)| name == "set-cookie").map(|it| it.1.as_str()).collect();
    assert_eq!((cookies.status, set), (204, vec!["a=1", "b=2"]));
    assert_eq!(it.get("/query?q=still").expect("an answer").body, "still");
}

#[test]
fn a_response_is_streamed_and_who_leaves_ends_it() {
    let served = Served::start(MANY);
    let mut stream = Connection::open(served.port).expect("it is not refused");
    stream.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it is sent");
    assert_eq!(stream.answer(true).expect("a head").header("transfer-encoding"), Some("chunked"));
    assert_eq!(stream.chunk().expect("a chunk").as_deref(), Some("first"));
    assert_eq!(served.get("/go"), "went");
    assert_eq!(stream.chunk().expect("a chunk").as_deref(), Some("second"));
    assert_eq!(stream.chunk().expect("the end"), None);
    stream.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it is sent");
    stream.answer(true).expect("a head");
    assert_eq!(stream.chunk().expect("a chunk").as_deref(), Some("more"));
    drop(stream);
    let mut log = String::new();
    while !(log.contains("aborted: AbortError") && log.contains("cancelled: AbortError")) {
        log = served.get("/log");
    }
}

#[test]
fn a_run_without_reloads_serves_where_it_is_told_and_survives_its_handler() {
    let folder = tempfile::tempdir().expect("a folder");
    let free =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port").port();
    std::fs::write(
        folder.path().join("main.ts"),
        "export default { fetch(request) { if (request.url.endsWith('x')) throw new Error('no'); return new Response('yes'); } };\n",
    )
    .expect("a file");
    let mut command = Process::new(binary::saveloop());
    command.current_dir(folder.path()).env("PORT", free.to_string()).args(["run", "main.ts"]);
    let run = Hot::of(command);
    run.until(&format!("Listening on http://localhost:{free}/"));
    let mut it = Connection::open(free).expect("it is not refused");
    assert_eq!(it.get("/x").expect("an answer").status, 500);
    run.until("Error: no");
    assert_eq!(it.get("/").expect("an answer").body, "yes");
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let taken = std::net::TcpListener::bind(("::", 0)).expect("a port");
    let port = taken.local_addr().expect("its address").port();
    let folder = tempfile::tempdir().expect("a folder");
    let main = folder.path().join("main.ts");
    let text = format!("export default {{ port: {port}, fetch: () => new Response('') }};\n");
    std::fs::write(&main, text).expect("a file");
    let ran = saveloop_tests::program::run(&main);
    let message = ran.errors.first().map(|error| error.message.clone()).unwrap_or_default();
    assert_eq!(message, format!("listen EADDRINUSE: address already in use :::{port}"));
}
