//! Servers and connections over reloads: they end with the instance that made them.

use std::net::TcpStream;

use runtime::ids::LedgerAsk;
use runtime::message::{Command, Event, HandleKind, Ledger};
use saveloop_tests::program::Program;

const RELOADS: usize = 30;

/// Listens where the version before it did, and asks itself.
fn text(version: usize) -> String {
    format!(
        "import http from 'node:http';
const hot = import.meta.hot;
const server = http.createServer((_, response) => response.end('version {version}'));
server.listen(hot.data.port ?? 0, '127.0.0.1', async () => {{
  hot.data.port = server.address().port;
  const response = await fetch(`http://127.0.0.1:${{hot.data.port}}/`);
  console.log(await response.text(), hot.data.port);
}});
hot.accept();
"
    )
}

pub fn ledger(program: &mut Program, ask: u64) -> Ledger {
    program.session.send(Command::Ledger { ask: LedgerAsk(ask) });
    let answers = |event: &Event| matches!(event, Event::Ledger { ask: answered, .. } if answered.0 == ask);
    match program.until(answers).pop() {
        Some(Event::Ledger { ledger, .. }) => ledger,
        other => panic!("{other:?}"),
    }
}

/// Runs until this version has said its number and its port.
pub fn answered(program: &mut Program, version: usize) -> u16 {
    let wanted = format!("version {version} ");
    let answers = |event: &Event| {
        assert!(!matches!(event, Event::Error(_)), "{event:?}");
        matches!(event, Event::Console(line) if line.text.starts_with(&wanted))
    };
    match program.until(answers).pop() {
        Some(Event::Console(line)) => line.text[wanted.len()..].parse().expect("a port"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_server_ends_with_its_version_and_the_next_one_listens_in_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let main = folder.path().canonicalize().expect("its path").join("main.ts");
    std::fs::write(&main, text(1)).expect("a file");
    let mut program = Program::start(&main);
    let port = answered(&mut program, 1);
    let kinds = |ledger: &Ledger| ledger.handles.iter().map(|handle| handle.kind).collect::<Vec<_>>();
    assert!(kinds(&ledger(&mut program, 1)).contains(&HandleKind::Server));
    let mut after_two = None;
    for version in 2..=RELOADS {
        std::fs::write(&main, text(version)).expect("a file");
        program.session.send(Command::Saved { paths: vec![main.clone()] });
        assert_eq!(answered(&mut program, version), port, "it listens in the same place");
        let told = ledger(&mut program, version as u64);
        let servers = kinds(&told).iter().filter(|kind| **kind == HandleKind::Server).count();
        assert_eq!(servers, 1, "{told:#?}");
        assert!(told.held["io"] <= 3, "one server, and the two ends of one connection: {told:#?}");
        after_two.get_or_insert(told.held["modules"]);
        assert_eq!(after_two, Some(told.held["modules"]));
    }
    std::fs::write(&main, "console.log('no server');\n").expect("a file");
    program.session.send(Command::Saved { paths: vec![main.clone()] });
    program.until(|event| matches!(event, Event::Console(line) if line.text == "no server"));
    let last = ledger(&mut program, 1_000);
    assert!(last.handles.is_empty(), "{last:#?}");
    assert_eq!(last.held["resources"], 0);
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "nobody listens any more");
}

#[test]
fn an_answer_that_comes_after_its_asker_was_replaced_is_heard_by_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let main = folder.path().canonicalize().expect("its path").join("main.ts");
    // The server answers when the next version says so: by its own connection.
    let server = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = server.local_addr().expect("its address").port();
    let first = format!(
        "fetch('http://127.0.0.1:{port}/').then(() => console.log('heard'), () => console.log('failed'));\n\
         console.log('asked');\n"
    );
    std::fs::write(&main, first).expect("a file");
    let mut program = Program::start(&main);
    program.until(|event| matches!(event, Event::Console(line) if line.text == "asked"));
    let (connection, _) = server.accept().expect("it connects");
    std::fs::write(&main, "console.log('next');\n").expect("a file");
    program.session.send(Command::Saved { paths: vec![main.clone()] });
    program.until(|event| matches!(event, Event::Console(line) if line.text == "next"));
    drop(connection);
    let after = program.ended();
    assert!(!after.iter().any(|event| matches!(event, Event::Console(_) | Event::Error(_))), "{after:#?}");
}
