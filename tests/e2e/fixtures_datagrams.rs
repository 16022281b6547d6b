//! UDP sockets over reloads: they end with the instance that made them, and their port is free for the next.

use std::net::UdpSocket;

use runtime::message::{Command, Event, HandleKind};
use saveloop_tests::program::Program;

use crate::fixtures_net::{answered, ledger};

/// Answers with its version, where the version before it did.
fn text(version: usize) -> String {
    format!(
        "import dgram from 'node:dgram';
const hot = import.meta.hot;
const socket = dgram.createSocket('udp4', (_, from) => socket.send('version {version}', from.port, from.address));
socket.bind(hot.data.port ?? 0, '127.0.0.1', () => {{
  hot.data.port = socket.address().port;
  console.log('version {version}', hot.data.port);
}});
hot.accept();
"
    )
}

#[test]
fn two_hundred_saves_leave_one_udp_socket_at_the_same_port() {
    let folder = tempfile::tempdir().expect("a folder");
    let main = folder.path().canonicalize().expect("its path").join("main.ts");
    std::fs::write(&main, text(1)).expect("a file");
    let mut program = Program::start(&main);
    let port = answered(&mut program, 1);
    let asker = UdpSocket::bind("127.0.0.1:0").expect("a socket");
    for version in 2..=200 {
        std::fs::write(&main, text(version)).expect("a file");
        program.session.send(Command::Saved { paths: vec![main.clone()] });
        assert_eq!(answered(&mut program, version), port, "it is bound in the same place");
        if version % 20 > 0 {
            continue;
        }
        asker.send_to(b"?", ("127.0.0.1", port)).expect("it is sent");
        let mut answer = [0; 64];
        let length = asker.recv(&mut answer).expect("an answer");
        assert_eq!(String::from_utf8_lossy(&answer[..length]), format!("version {version}"));
        let told = ledger(&mut program, version as u64);
        let sockets = told.handles.iter().filter(|handle| handle.kind == HandleKind::Datagrams).count();
        assert_eq!(sockets, 1, "{told:#?}");
    }
    std::fs::write(&main, "console.log('no socket');\n").expect("a file");
    program.session.send(Command::Saved { paths: vec![main.clone()] });
    program.until(|event| matches!(event, Event::Console(line) if line.text == "no socket"));
    let last = ledger(&mut program, 1_000);
    assert!(last.handles.is_empty(), "{last:#?}");
    UdpSocket::bind(("127.0.0.1", port)).expect("the port is free");
}
