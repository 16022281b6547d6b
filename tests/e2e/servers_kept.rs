//! Servers that live through saves: no connection is refused, no answer is lost, and each comes of the last
//! generation that did well or of the new one. Nothing of the old one is left.

use std::net::TcpStream;
use std::sync::atomic::Ordering;

use runtime::message::{Command, Event, HandleKind, Ledger, Outcome};
use saveloop_tests::http::{Callers, Connection};
use saveloop_tests::program::Program;
use saveloop_tests::served::{Served, is_pending, port_of};

fn count(ledger: &Ledger, kind: HandleKind) -> usize {
    ledger.handles.iter().filter(|handle| handle.kind == kind).count()
}

/// Answers with its version, a little later, and has a timer of its own.
fn plain(version: usize) -> String {
    format!(
        "import http from 'node:http';
setInterval(() => {{}}, 1000);
const server = http.createServer((_, response) => setTimeout(() => response.end('version {version}'), 1));
server.listen(0, () => console.log('port', server.address().port));
"
    )
}

#[test]
fn two_hundred_saves_refuse_nobody_and_lose_no_answer() {
    let mut served = Served::start(&plain(1));
    let callers = Callers::start(served.port, 2, &served.versions);
    let mut held = None;
    for version in 2..=200 {
        served.good(version, &plain(version));
        if version % 20 == 0 {
            let ledger = served.ledger();
            assert_eq!(count(&ledger, HandleKind::Server), 1, "{ledger:#?}");
            assert_eq!(count(&ledger, HandleKind::Interval), 1, "{ledger:#?}");
            assert_eq!(*held.get_or_insert(ledger.held["modules"]), ledger.held["modules"]);
        }
    }
    assert_eq!(served.get("/"), "version 200");
    let answers = callers.end();
    assert!(answers.iter().all(|count| *count > 0), "{answers:?}");
}

#[test]
fn a_generation_that_throws_gives_the_last_good_one_its_server_back() {
    let mut served = Served::start(&plain(1));
    let callers = Callers::start(served.port, 2, &served.versions);
    for version in 2..=40 {
        let text = plain(version);
        match version % 4 {
            0 => assert_eq!(served.save(&format!("{text}throw new Error('no');\n")), Some(Outcome::Failed)),
            1 => assert_eq!(served.save(&format!("throw new Error('no');\n{text}")), Some(Outcome::Failed)),
            2 => assert_eq!(served.save(&format!("{text}const = ;\n")), None),
            _ => served.good(version, &text),
        }
        let ledger = served.ledger();
        assert_eq!(count(&ledger, HandleKind::Interval), 1, "one generation ticks: {ledger:#?}");
        assert_eq!(count(&ledger, HandleKind::Server), 1, "{version}: {ledger:#?}");
    }
    callers.end();
    assert_eq!(served.get("/"), "version 39");
}

#[test]
fn the_old_handler_answers_while_the_new_generation_waits_for_something() {
    let mut served = Served::start(&plain(1));
    let text = format!("await new Promise((done) => (globalThis.goOn = done));\n{}", plain(2));
    served.write(&text);
    served.program.until(is_pending);
    assert_eq!(served.get("/"), "version 1");
    assert_eq!(served.get("/"), "version 1");
    let mut late = Connection::open(served.port).expect("it is not refused");
    assert_eq!(late.get("/").expect("an answer").body, "version 1");
    // The next one begins meanwhile, and does well at once.
    served.good(3, &plain(3));
    assert_eq!(served.get("/"), "version 3");
    assert_eq!(late.get("/").expect("an answer").body, "version 3", "the connection is kept");
    assert_eq!(served.ledger().held["lent"], 0);
}

#[test]
fn a_program_that_listens_after_its_body_has_run_leaves_no_gap() {
    let late = |version: usize| {
        format!(
            "import http from 'node:http';
import fs from 'node:fs/promises';
async function main() {{
  await fs.readFile(import.meta.filename);
  await new Promise((done) => setTimeout(done, 5));
  const server = http.createServer((_, response) => response.end('version {version}'));
  await new Promise((done) => server.listen(0, done));
  console.log('port', server.address().port);
}}
main();
"
        )
    };
    let mut served = Served::start(&late(1));
    let callers = Callers::start(served.port, 2, &served.versions);
    for version in 2..=40 {
        served.versions.newest.store(version, Ordering::SeqCst);
        served.write(&late(version));
        assert_eq!(port_of(&mut served.program), served.port);
        served.versions.good.store(version, Ordering::SeqCst);
    }
    // It fails before it listens: whoever answered goes on.
    served.write(&late(41).replace("const server", "throw new Error('no');\n  const server"));
    served.program.until(|event| matches!(event, Event::Error(_)));
    assert_eq!(served.get("/"), "version 40");
    callers.end();
    served.write(&late(42));
    assert_eq!(port_of(&mut served.program), served.port);
    assert_eq!(served.get("/"), "version 42");
}

#[test]
fn a_request_that_is_being_answered_is_answered_by_the_handler_that_began() {
    let text = |version: usize| {
        format!(
            "import http from 'node:http';
const server = http.createServer((request, response) => {{
  if (request.url === '/release') {{ globalThis.release('by {version}'); return response.end('done'); }}
  if (request.url !== '/wait') return response.end('version {version}');
  response.write('begun by {version}, ');
  new Promise((done) => (globalThis.release = done)).then((by) => setTimeout(() => response.end('released ' + by), 1));
}});
server.listen(0, () => console.log('port', server.address().port));
"
        )
    };
    let mut served = Served::start(&text(1));
    let before = served.ledger();
    let mut waiting = Connection::open(served.port).expect("it is not refused");
    waiting.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it is sent");
    served.get("/");
    served.good(2, &text(2));
    served.good(3, &text(3));
    assert_eq!(served.ledger().held["lent"], 1, "what began it waits for its end");
    assert_eq!(served.get("/release"), "done");
    assert_eq!(waiting.answer(false).expect("an answer").body, "begun by 1, released by 3");
    assert_eq!(waiting.get("/").expect("an answer").body, "version 3");
    served.good(4, &text(4));
    assert_eq!(waiting.get("/").expect("an answer").body, "version 4");
    let ledger = served.ledger();
    assert_eq!((ledger.held["lent"], ledger.held["instances"]), (0, before.held["instances"]), "{ledger:#?}");
}

#[test]
fn a_program_that_no_longer_serves_closes_its_port() {
    let mut served = Served::start(&plain(1));
    let mut idle = Connection::open(served.port).expect("it is not refused");
    idle.get("/").expect("an answer");
    served.good(2, "setInterval(() => {}, 1000);\n");
    assert!(served.is_refused(), "nobody listens any more");
    assert!(idle.is_closed());
    let ledger = served.ledger();
    assert_eq!(ledger.handles.len(), 1, "{ledger:#?}");
    assert_eq!(ledger.held["resources"], 0);
    served.good(3, "export {};\n");
    served.program.session.send(Command::Stop);
    served.program.until(|event| matches!(event, Event::Stopped { .. }));
}

#[test]
fn two_servers_keep_their_ports_in_their_order() {
    let text = |version: usize, which: &str| {
        format!(
            "import http from 'node:http';
const listen = (name) => new Promise((done) => {{
  const server = http.createServer((_, response) => response.end(name + ' {version}'));
  server.listen(0, '127.0.0.1', () => done(server.address().port));
}});
console.log('port', {which});
"
        )
    };
    let both = "(await Promise.all([listen('a'), listen('b')])).join(' ')";
    let said = |program: &mut Program| -> Vec<u16> {
        let is_said = |event: &Event| matches!(event, Event::Console(line) if line.text.starts_with("port "));
        let said = program.until(is_said);
        program.settled();
        let Some(Event::Console(line)) = said.last() else { panic!("{said:?}") };
        line.text["port ".len()..].split(' ').map(|it| it.parse().expect("a port")).collect()
    };
    let get = |port: u16| Connection::open(port).and_then(|mut it| it.get("/")).map(|answer| answer.body);
    let folder = tempfile::tempdir().expect("a folder");
    let main = folder.path().canonicalize().expect("its path").join("main.ts");
    std::fs::write(&main, text(1, both)).expect("a file");
    let mut program = Program::start(&main);
    let first = said(&mut program);
    for version in 2..=5 {
        std::fs::write(&main, text(version, both)).expect("a file");
        program.session.send(Command::Saved { paths: vec![main.clone()] });
        assert_eq!(said(&mut program), first);
        let answers = first.iter().map(|port| get(*port).expect("an answer"));
        assert_eq!(answers.collect::<Vec<_>>(), [format!("a {version}"), format!("b {version}")]);
    }
    std::fs::write(&main, text(6, "await listen('c')")).expect("a file");
    program.session.send(Command::Saved { paths: vec![main.clone()] });
    assert_eq!(said(&mut program), first[..1]);
    assert_eq!(get(first[0]).expect("an answer"), "c 6");
    assert!(get(first[1]).is_err(), "nobody listens there any more");
}

#[test]
fn a_server_in_a_module_that_a_save_does_not_reach_keeps_its_instance() {
    let server = "import http from 'node:http';
export const made = { handler: null };
const server = http.createServer((request, response) => made.handler(request, response));
server.listen(0, () => console.log('port', server.address().port));
";
    let main = |version: usize| {
        format!(
            "import {{ made }} from './server';
made.handler = (_, response) => response.end('version {version}');
import.meta.hot.accept();
"
        )
    };
    let mut served = Served::start_beside(&main(1), |root| {
        std::fs::write(root.join("server.ts"), server).expect("a file");
    });
    let mut kept = Connection::open(served.port).expect("it is not refused");
    for version in 2..=5 {
        served.good(version, &main(version));
        assert_eq!(kept.get("/").expect("an answer").body, format!("version {version}"));
    }
}

#[cfg(unix)]
#[test]
fn raw_connections_and_paths_are_lent_as_well() {
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    let text = |version: usize, tail: &str| {
        format!(
            "import net from 'node:net';
import path from 'node:path';
const at = path.join(import.meta.dirname, 'socket');
net.createServer((socket) => socket.end('version {version}')).listen(at);
const server = net.createServer((socket) => socket.write('version {version}'));
server.listen(0, () => console.log('port', server.address().port));
{tail}"
        )
    };
    let mut served = Served::start(&text(1, ""));
    let at = served.main.with_file_name("socket");
    let said = || {
        let mut said = String::new();
        UnixStream::connect(&at).and_then(|mut it| it.read_to_string(&mut said)).expect("it answers");
        said
    };
    let hello = |stream: &mut TcpStream| {
        let mut said = [0; 9];
        stream.read_exact(&mut said).map(|()| String::from_utf8_lossy(&said).into_owned())
    };
    let connect = |port: u16| TcpStream::connect(("127.0.0.1", port)).expect("it is not refused");
    assert_eq!(said(), "version 1");
    let mut raw = connect(served.port);
    assert_eq!(hello(&mut raw).expect("it answers"), "version 1");
    assert_eq!(served.save(&text(2, "throw 1;\n")), Some(Outcome::Failed));
    assert_eq!(
        (said(), hello(&mut connect(served.port)).expect("it answers")),
        ("version 1".into(), "version 1".into())
    );
    served.good(3, &text(3, ""));
    assert_eq!(
        (said(), hello(&mut connect(served.port)).expect("it answers")),
        ("version 3".into(), "version 3".into())
    );
    assert!(hello(&mut raw).is_err(), "a connection without a protocol ends with its handler");
    served.good(4, "setInterval(() => {}, 1000);\n");
    assert!(served.is_refused());
    assert!(!at.exists(), "the file went with its server");
}

#[test]
fn six_hundred_requests_leave_nothing_behind() {
    let mut served = Served::start(
        "import http from 'node:http';
const server = http.createServer((request, response) => {
  if (request.url === '/never') return;
  request.on('data', () => {}).on('end', () => setTimeout(() => response.end('x'.repeat(1000)), 0));
});
server.listen(0, () => console.log('port', server.address().port));
",
    );
    let before = served.ledger();
    let mut kept = Connection::open(served.port).expect("it is not refused");
    for index in 0..600 {
        match index % 3 {
            0 => assert_eq!(kept.get("/").expect("an answer").status, 200),
            1 => assert_eq!(served.get("/").len(), 1000),
            _ => {
                let mut leaves = Connection::open(served.port).expect("it is not refused");
                leaves.send("GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it is sent");
            }
        }
    }
    drop(kept);
    let mut after = served.ledger();
    while after.handles.len() > before.handles.len() {
        after = served.ledger();
    }
    for held in ["io", "resources", "instances", "values", "lent", "rejections"] {
        assert_eq!(after.held[held], before.held[held], "{held}: {after:#?}");
    }
    assert!(after.held["timers"] <= 2 * before.held["timers"] + 100, "{after:#?}");
}

/// Asks over and over, with connections of its own and with one that is kept.
const ASKS: &str = "
import https from 'node:https';
const kept = new https.Agent({ keepAlive: true, maxSockets: 1 });
const ask = (agent) => new Promise((resolve, reject) => {
  https.get({ port: PORT, host: '127.0.0.1', agent, rejectUnauthorized: false }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => resolve(text));
  }).on('error', reject);
});
console.log('begun');
for (let i = 0; i < 60; i++) {
  for (const text of await Promise.all([ask(kept), ask(false)])) if (!/^version \\d+$/.test(text)) throw new Error(text);
}
console.log('done');
kept.destroy();
";

#[test]
fn encrypted_servers_are_lent_as_well() {
    let local = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/apis/shared/localhost.mjs");
    let secrets = std::fs::read_to_string(local).expect("a certificate and its key");
    let text = |version: usize| {
        format!(
            "import https from 'node:https';
{secrets}
const server = https.createServer({{ cert, key }}, (_, response) => response.end('version {version}'));
server.listen(0, '127.0.0.1', () => console.log('port', server.address().port));
"
        )
    };
    let mut served = Served::start(&text(1));
    let client = served.main.with_file_name("client.mjs");
    std::fs::write(&client, ASKS.replace("PORT", &served.port.to_string())).expect("a file");
    let mut asks = Program::start(&client);
    asks.until(|event| matches!(event, Event::Console(line) if line.text == "begun"));
    for version in 2..=20 {
        served.good(version, &text(version));
    }
    let said = asks.until(|event| {
        assert!(!matches!(event, Event::Error(_)), "{event:?}");
        matches!(event, Event::Console(line) if line.text == "done")
    });
    assert!(!said.is_empty());
}
