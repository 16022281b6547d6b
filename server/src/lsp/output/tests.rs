use std::io::Read;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::{Direct, Output, lock};

const LONG: Duration = Duration::from_secs(60);

/// An output into a socket whose other end is given.
fn connected() -> std::io::Result<(Output, UnixStream)> {
    let (near, far) = UnixStream::pair()?;
    let file = std::fs::File::from(std::os::fd::OwnedFd::from(near));
    let direct = Direct::of(file.try_clone()?);
    assert!(direct.is_some());
    Ok((Output::start_with(file, direct)?, far))
}

fn framed(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn what_a_client_can_take_is_written_by_who_sends_it() {
    let (output, mut client) = connected().unwrap();
    output.send(&"one");
    assert_eq!(lock(&output.line).waiting, 0);
    let mut heard = vec![0; framed("\"one\"").len()];
    client.read_exact(&mut heard).unwrap();
    assert_eq!(String::from_utf8(heard).unwrap(), framed("\"one\""));
}

#[test]
fn a_client_that_does_not_read_delays_nobody_and_gets_everything_in_order() {
    let (output, mut client) = connected().unwrap();
    let large = "x".repeat(1 << 20);
    let mut expected = String::new();
    for round in 0..20 {
        let small = format!("small {round}");
        output.send(&small);
        output.send(&large);
        expected += &framed(&format!("\"{small}\""));
        expected += &framed(&format!("\"{large}\""));
    }
    assert!(output.is_backed_up());
    let (done, read) = channel();
    let length = expected.len();
    std::thread::spawn(move || {
        let mut heard = vec![0; length];
        client.read_exact(&mut heard).unwrap();
        let _ = done.send(heard);
    });
    let heard = read.recv_timeout(LONG).unwrap();
    assert!(heard == expected.as_bytes());
}

#[test]
fn a_message_behind_one_that_waits_waits_too() {
    let (output, _client) = connected().unwrap();
    output.send(&"x".repeat(8 << 20));
    let before = lock(&output.line).waiting;
    output.send(&"small");
    assert!(before > 0 && lock(&output.line).waiting > before);
}

#[test]
fn a_file_is_written_by_the_thread_alone() {
    assert!(Direct::of(tempfile::tempfile().unwrap()).is_none());
}
