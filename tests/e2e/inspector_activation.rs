//! The ways in: flags, a signal, `saveloop debug`, `process._debugProcess`; once, and told again.

use std::process::{Command, Output};

use saveloop_tests::binary;
use saveloop_tests::cdp::Cdp;
use saveloop_tests::inspected::Inspected;
use saveloop_tests::lsp_client::{LspClient, Setup};
use serde_json::json;

const BUSY: &str = "console.log('begun');\nwhile (true) {}\n";
const IDLE: &str = "console.log('begun');\nsetInterval(() => {}, 1e6);\n";

/// A program that runs and lets nobody in yet.
fn begun(text: &str, flags: &[&str]) -> Inspected {
    let port: &[&str] = if flags.contains(&"--inspect-port") { &[] } else { &["--inspect-port", "0"] };
    let flags = [port, flags].concat();
    let mut run = Inspected::start_closed(text, &flags);
    assert_eq!(run.printed(), "begun");
    run
}

fn saveloop_debug(process: &str) -> Output {
    Command::new(binary::saveloop()).args(["debug", process]).output().expect("it starts")
}

/// The address that `saveloop debug` prints.
#[track_caller]
fn asked(process: &str) -> String {
    let output = saveloop_debug(process);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let first = text.lines().next().and_then(|line| line.strip_prefix("Debugger listening on "));
    first.unwrap_or_else(|| panic!("no address in {text:?}")).to_owned()
}

#[track_caller]
fn refused(process: &str) -> String {
    let output = saveloop_debug(process);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8_lossy(&output.stderr).trim_end().to_owned()
}

#[track_caller]
fn pauses(url: &str) {
    let mut cdp = Cdp::connect(url);
    cdp.call("Debugger.enable", json!({}));
    cdp.call("Debugger.pause", json!({}));
    cdp.call("Runtime.evaluate", json!({"expression": "0"}));
}

#[test]
fn a_signal_opens_the_door_of_an_idle_and_of_a_busy_program_once() {
    for text in [IDLE, BUSY] {
        let mut run = begun(text, &[]);
        run.signal("USR1");
        run.read_banner();
        let first = run.url.clone();
        run.signal("USR1");
        run.read_banner();
        assert_eq!(run.url, first, "the second time it repeats the address");
        pauses(&first);
    }
}

#[test]
fn saveloop_debug_opens_the_door_of_an_idle_and_of_a_busy_program_and_says_where() {
    for text in [IDLE, BUSY] {
        let mut run = begun(text, &[]);
        let url = asked(&run.id());
        run.read_banner();
        assert_eq!((&url, asked(&run.id())), (&run.url, url.clone()));
        pauses(&url);
    }
}

#[test]
fn saveloop_debug_finds_the_programs_of_a_language_server() {
    let text = "while (true) {}\n";
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "started");
    let server = client.id().to_string();
    let said = refused(&server);
    let programs =
        format!("saveloop: process {server} is a language server; its programs are the processes ");
    let program = said.strip_prefix(&programs).unwrap_or_else(|| panic!("{said}"));
    let url = asked(program);
    let address = client.execute_command("saveloop.attachDebugger", json!([uri])).expect("an address");
    assert_eq!(address["webSocketDebuggerUrl"], url, "both are the one inspector");
    pauses(&url);
}

#[test]
fn saveloop_debug_says_what_is_wrong_with_a_process() {
    let mut ended = Command::new("true").spawn().expect("it starts");
    let gone = ended.id().to_string();
    ended.wait().expect("it ends");
    assert_eq!(refused(&gone), format!("saveloop: there is no process {gone}"));
    let mut other = Command::new("sleep").arg("1000").spawn().expect("it starts");
    let id = other.id().to_string();
    assert_eq!(refused(&id), format!("saveloop: process {id} is not saveloop but sleep"));
    assert!(other.try_wait().expect("it is ours").is_none(), "no signal was sent");
    other.kill().expect("it runs");
    other.wait().expect("it ends");
    for wrong in ["0", "-1", "4294967297", "x"] {
        assert_eq!(saveloop_debug(wrong).status.code(), Some(2), "{wrong}");
    }
    let deaf = begun(IDLE, &["--disable-sigusr1"]);
    let why = "lets nobody in: it runs no program, or it was started with --disable-sigusr1";
    assert_eq!(refused(&deaf.id()), format!("saveloop: process {} {why}", deaf.id()));
}

#[cfg(unix)]
#[test]
fn saveloop_debug_refuses_processes_of_others() {
    use std::os::unix::process::CommandExt;
    // Root can ask anybody: then it is nobody who asks.
    let is_root =
        std::fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0);
    let copy =
        tempfile::Builder::new().permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755)).tempdir();
    let copy = copy.expect("a folder");
    let program = copy.path().join("saveloop");
    std::fs::copy(binary::saveloop(), &program).expect("copied");
    let mut command = Command::new(program);
    command.args(["debug", "1"]);
    if is_root {
        command.uid(65_534).gid(65_534);
    }
    let output = command.output().expect("it starts");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "saveloop: process 1 belongs to another user\n");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_program_asks_another_one_by_its_number_and_never_many() {
    let mut other = begun(BUSY, &[]);
    let text = format!(
        "const p: any = process;
for (const pid of [0, -1, -2, NaN, 1.5, 2 ** 31, Infinity, '1', undefined]) {{
  try {{ p._debugProcess(pid); console.log('sent', pid); }} catch (error: any) {{ console.log(error.code); }}
}}
try {{ p._debugProcess(); }} catch (error: any) {{ console.log(error.code, error.message); }}
try {{ p._debugProcess(2 ** 31 - 1); }} catch (error: any) {{ console.log(error.code, error.message, error.syscall); }}
p._debugProcess({});
",
        other.id()
    );
    let output = Inspected::start_closed(&text, &[]).output();
    let ranges = "ERR_OUT_OF_RANGE\n".repeat(7);
    let rest = "ERR_INVALID_ARG_TYPE\nERR_INVALID_ARG_TYPE\nERR_MISSING_ARGS Invalid number of arguments.\n\
                ESRCH ESRCH, No such process kill\n";
    assert_eq!(output, format!("{ranges}{rest}"));
    other.read_banner();
    pauses(&other.url);
}

#[test]
fn a_program_that_listens_for_the_signal_itself_comes_first_as_long_as_it_listens() {
    let text = "process.once('SIGUSR1', (name, number) => console.log('mine', name, number));\n";
    let mut run = begun(&format!("{text}{IDLE}"), &[]);
    run.signal("USR1");
    assert_eq!(run.printed(), "mine SIGUSR1 10");
    run.signal("USR1");
    run.read_banner();
}

#[cfg(unix)]
#[test]
fn where_the_signal_is_disabled_it_does_what_it_does_without_a_handler() {
    use std::os::unix::process::ExitStatusExt;
    const SIGUSR1: i32 = if cfg!(target_os = "macos") { 30 } else { 10 };
    let mut run = begun(BUSY, &["--disable-sigusr1"]);
    run.signal("USR1");
    assert_eq!(run.rest().1.signal(), Some(SIGUSR1));
    assert_eq!(run.line(), "", "nothing was opened");
}

#[test]
fn a_port_that_is_taken_when_the_signal_comes_is_told_in_one_line_and_the_program_goes_on() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = taken.local_addr().expect("an address").to_string();
    let text = "console.log('begun');\nsetInterval(() => console.log('goes on'), 1);\n";
    let mut run = begun(text, &["--inspect-port", &at]);
    run.signal("USR1");
    let told = format!("Starting inspector on {at} failed: address already in use");
    assert_eq!(run.line(), told);
    assert_eq!(run.printed(), "goes on");
    assert_eq!(refused(&run.id()), format!("saveloop: process {} lets nobody in: {told}", run.id()));
    // It was not for ever.
    drop(taken);
    run.signal("USR1");
    assert_eq!(run.line(), told, "of the second time it was asked");
    run.read_banner();
}
