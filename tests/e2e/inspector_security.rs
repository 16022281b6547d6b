//! Who may reach the inspector, and what it survives.
//!
//! | row | what holds | shown by |
//! | --- | --- | --- |
//! | I1 | this machine only, and nothing before it is asked for | `it_listens_on_one_socket_of_this_machine_and_on_none_before`, `another_host_is_told_in_words_that_cannot_be_missed` |
//! | I2 | the Host header | `server`: `guard::tests` (by hand and 10,000 made up), `inspector::tests::whoever_does_not_belong_here_is_turned_away` |
//! | I3 | the Origin header | `server`: `guard::tests::an_origin_must_be_listed`; `an_origin_is_let_in_when_the_command_line_names_it` |
//! | I4 | the secret path | `the_secret_is_new_each_time_and_stands_nowhere_else`; `server`: `inspector::tests::ten_thousand_guesses_open_nothing` |
//! | I5 | discovery can be turned off | `server`: `inspector::tests::without_discovery_only_the_whole_address_opens_anything`; `inspector_cdp` |
//! | I6 | limits of heads, frames, messages, connections | `server`: `request::tests`, `inspector::tests` (frames, messages, who does not read); `many_idle_connections_keep_no_debugger_out` (slow heads) |
//! | I7 | so many clients; one that leaves leaves the others | `server`: `inspector::tests::there_are_only_so_many_places`; `inspector_clients` |
//! | I8 | a busy loop is paused each time | `a_busy_loop_is_paused_and_goes_on_fifty_times` |
//! | I9 | in a built-in function nothing hangs | `inside_a_built_in_function_a_client_is_answered_and_the_pause_comes_when_it_returns` |
//! | I10 | a storm of signals among reloads | `a_thousand_signals_among_reloads_open_one_door` |
//! | I11 | numbers of processes | `inspector_activation`: `a_program_asks_another_one_by_its_number_and_never_many`, `saveloop_debug_*` |
//! | I12 | the signal can be disabled | `inspector_activation::where_the_signal_is_disabled_it_does_what_it_does_without_a_handler` |
//! | I13 | clients that are killed | `a_client_that_is_cut_off_while_the_program_is_paused_lets_it_go_on_each_time` |
//! | I14 | breakpoints over reloads | `a_breakpoint_is_bound_in_each_of_a_hundred_generations_under_a_new_script` |
//! | I15 | a folder that was only opened has no inspector | `a_folder_that_was_only_opened_has_nothing_to_attach_to` |
//! | I16 | many at once | `twenty_programs_have_a_door_each_and_leave_nothing_behind` |

use std::io::{Read, Write};
use std::net::TcpStream;

use saveloop_tests::cdp::Cdp;
use saveloop_tests::inspected::Inspected;
use saveloop_tests::lsp_client::{LspClient, Setup};
use serde_json::{Value, json};

const IDLE: &str = "console.log('begun');\nsetInterval(() => {}, 1e6);\n";

fn attach(run: &Inspected) -> Cdp {
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("Runtime.enable", json!({}));
    cdp.call("Debugger.enable", json!({}));
    cdp.event("Runtime.executionContextCreated");
    cdp
}

/// The addresses on which a process listens, as Linux writes them.
#[cfg(target_os = "linux")]
fn listening(process: u32) -> Vec<String> {
    let open = std::fs::read_dir(format!("/proc/{process}/fd")).expect("a process");
    let open = open.filter_map(|fd| std::fs::read_link(fd.ok()?.path()).ok());
    let sockets: Vec<String> = open.map(|to| to.to_string_lossy().into_owned()).collect();
    let tables = ["tcp", "tcp6"].map(|table| std::fs::read_to_string(format!("/proc/net/{table}")));
    let tables: String = tables.into_iter().flatten().collect();
    let sockets_of = |line: &str| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let (local, state, inode) = (columns.get(1)?, columns.get(3)?, columns.get(9)?);
        let is_ours = *state == "0A" && sockets.contains(&format!("socket:[{inode}]"));
        is_ours.then(|| (*local).to_owned())
    };
    tables.lines().filter_map(sockets_of).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn it_listens_on_one_socket_of_this_machine_and_on_none_before() {
    let mut run = Inspected::start_closed(IDLE, &["--inspect-port", "0"]);
    assert_eq!(run.printed(), "begun");
    assert_eq!(listening(run.child.id()), Vec::<String>::new());
    run.signal("USR1");
    run.read_banner();
    let port: u16 = run.address().rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    // 127.0.0.1, the way the table has it.
    assert_eq!(listening(run.child.id()), [format!("0100007F:{port:04X}")]);
    assert!(TcpStream::connect(("127.0.0.2", port)).is_err(), "another address of this machine");
}

#[test]
fn another_host_is_told_in_words_that_cannot_be_missed() {
    let mut run = Inspected::start_closed(IDLE, &["--inspect=0.0.0.0:0"]);
    assert_eq!(
        [run.line(), run.line()],
        [
            "saveloop: WARNING: the inspector listens on 0.0.0.0: OTHER MACHINES CAN REACH IT.",
            "saveloop: WARNING: whoever connects can run any code here, with the rights of this user.",
        ]
    );
    run.read_banner();
    let mut quiet = Inspected::start_closed(IDLE, &["--inspect=localhost:0"]);
    quiet.read_banner();
}

/// The status of an answer to a request with these headers.
fn status(run: &Inspected, path: &str, headers: &str) -> String {
    let mut stream = TcpStream::connect(run.address()).expect("it listens");
    stream.write_all(format!("GET {path} HTTP/1.1\r\n{headers}\r\n").as_bytes()).expect("written");
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer[9..]).into_owned()
}

#[test]
fn an_origin_is_let_in_when_the_command_line_names_it() {
    let page = "http://127.0.0.1:8000";
    let closed = Inspected::start(IDLE, &["--inspect=0"]);
    let open = Inspected::start(IDLE, &["--inspect=0", &format!("--inspect-allow-origin={page}")]);
    let asks = |run: &Inspected, origin: &str| {
        let path = format!("/{}", run.url.rsplit('/').next().expect("a last part"));
        let upgrade = "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                       Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        status(run, &path, &format!("{upgrade}Origin: {origin}\r\n"))
    };
    assert_eq!((asks(&closed, page), asks(&open, page)), ("403".to_owned(), "101".to_owned()));
    assert_eq!(asks(&open, "http://127.0.0.1:8001"), "403");
}

#[test]
fn the_secret_is_new_each_time_and_stands_nowhere_else() {
    let secret = |run: &Inspected| run.url.rsplit('/').next().expect("a last part").to_owned();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..5 {
        let run = Inspected::start(IDLE, &["--inspect=0"]);
        let secret = secret(&run);
        for path in ["cmdline", "environ", "comm"] {
            let text = std::fs::read(format!("/proc/{}/{path}", run.id())).unwrap_or_default();
            assert!(!String::from_utf8_lossy(&text).contains(&secret), "{path}");
        }
        assert!(seen.insert(secret));
    }
    // Nor in the log of the language server.
    let text = "setInterval(() => {}, 1e6);\n";
    let mut client = started(text);
    let address = client.execute_command("saveloop.attachDebugger", json!([])).expect("an address");
    let url = address["webSocketDebuggerUrl"].as_str().expect("an address").to_owned();
    let mut cdp = Cdp::connect(&url);
    cdp.call("Debugger.enable", json!({}));
    let logged = client.take_unread().into_iter().filter(|message| message["method"] == "window/logMessage");
    let secret = url.rsplit('/').next().expect("a last part");
    assert!(!logged.map(|message| message.to_string()).any(|text| text.contains(secret)));
    let written = client.log();
    assert!(written.contains("saveloop") && !written.contains(secret), "{written}");
}

fn started(text: &str) -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "started");
    client
}

#[test]
fn many_idle_connections_keep_no_debugger_out() {
    let run = Inspected::start(IDLE, &["--inspect=0"]);
    let mut first = attach(&run);
    let idle: Vec<TcpStream> =
        (0..200).map(|_| TcpStream::connect(run.address()).expect("it listens")).collect();
    let value = first.call("Runtime.evaluate", json!({"expression": "1 + 1"}));
    assert_eq!(value["result"]["value"], 2, "whoever is inside is served");
    // Those who never say what they want are sent away, and there is room again.
    let mut late = attach(&run);
    let value = late.call("Runtime.evaluate", json!({"expression": "2 + 2"}));
    assert_eq!(value["result"]["value"], 4);
    drop(idle);
}

#[test]
fn a_busy_loop_is_paused_and_goes_on_fifty_times() {
    let run = Inspected::start("for (;;);\n", &["--inspect=0"]);
    let mut cdp = attach(&run);
    for _ in 0..50 {
        cdp.call("Debugger.pause", json!({}));
        assert_eq!(cdp.event("Debugger.paused")["callFrames"][0]["location"]["lineNumber"], 0);
        cdp.call("Debugger.resume", json!({}));
        cdp.event("Debugger.resumed");
    }
}

#[test]
fn inside_a_built_in_function_a_client_is_answered_and_the_pause_comes_when_it_returns() {
    let snippets = [
        "Array.from({ length: 1e5 }, (_, at) => (at * 7919) % 1e5).sort((a, b) => a - b)",
        "JSON.stringify(Array.from({ length: 1e5 }, (_, at) => ({ at })))",
        "'ab'.repeat(1e5).replace(/a/g, () => 'cd')",
        "'ab'.repeat(1e6).replaceAll('a', 'cd')",
        "/(a+)+$/.test('a'.repeat(22) + 'b')",
        "(3n ** 60000n).toString()",
        "Object.entries(Object.fromEntries(Array.from({ length: 1e5 }, (_, at) => [at, at])))",
        "[...'x'.repeat(1e6)].reverse().join('')",
    ];
    for snippet in snippets {
        let text = format!("console.log('begun');\nwhile (true) {{\n  {snippet};\n}}\n");
        let mut run = Inspected::start(&text, &["--inspect=0"]);
        assert_eq!(run.printed(), "begun");
        let mut cdp = attach(&run);
        let script = cdp.event("Debugger.scriptParsed")["scriptId"].clone();
        let source = cdp.call("Debugger.getScriptSource", json!({"scriptId": script}));
        assert_eq!(source["scriptSource"], text, "{snippet}");
        // At the next branch, of which there may be only a few each second.
        cdp.call("Debugger.pause", json!({}));
        let at = cdp.event("Debugger.paused")["callFrames"][0]["location"]["lineNumber"].clone();
        assert!(at == 1 || at == 2, "{snippet}: {at}");
    }
}

#[test]
fn a_thousand_signals_among_reloads_open_one_door() {
    let text = "let turn: number = 0;\nsetInterval(() => { turn++; }, 1);\nconsole.log('round 1');\n";
    let mut run = Inspected::start_closed(text, &["--hot", "--inspect-port", "0"]);
    assert_eq!(run.printed(), "round 1");
    for round in 2..12 {
        let saved = text.replace("round 1", &format!("round {round}"));
        std::fs::write(&run.path, saved).expect("saved");
        for _ in 0..5 {
            // Twenty at once, by one shell.
            let many = format!(
                "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do kill -USR1 {}; done",
                run.id()
            );
            let sent = std::process::Command::new("sh").args(["-c", &many]).status().expect("a shell");
            assert!(sent.success());
        }
        while run.printed() != format!("round {round}") {}
    }
    // All that was said is one address, again and again.
    run.url = run.line_with("Debugger listening on ").replace("Debugger listening on ", "");
    attach(&run);
    run.line_with("Debugger attached.");
    run.signal("USR1");
    let again = run.line_with("Debugger listening on ");
    assert_eq!(again, format!("Debugger listening on {}", run.url));
    #[cfg(target_os = "linux")]
    assert_eq!(listening(run.child.id()).len(), 1);
}

#[test]
fn a_client_that_is_cut_off_while_the_program_is_paused_lets_it_go_on_each_time() {
    let text = "let turn = 0;\nsetInterval(() => {\n  debugger;\n  console.log('turn', ++turn);\n}, 1);\n";
    let mut run = Inspected::start(text, &["--inspect=0"]);
    for _ in 0..50 {
        let mut cdp = attach(&run);
        cdp.event("Debugger.paused");
        // What it has not read yet makes the end a reset.
        cdp.send("Runtime.evaluate", json!({"expression": "'x'.repeat(1e6)"}));
        drop(cdp);
        run.printed();
    }
    let mut cdp = attach(&run);
    cdp.event("Debugger.paused");
}

#[test]
fn a_breakpoint_is_bound_in_each_of_a_hundred_generations_under_a_new_script() {
    let text = "const round: number = 1;\nconsole.log(round);\nsetInterval(() => {}, 1e6);\n";
    let run = Inspected::start(text, &["--hot", "--inspect-wait=0"]);
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("Runtime.enable", json!({}));
    cdp.call("Debugger.enable", json!({}));
    let set = cdp.call("Debugger.setBreakpointByUrl", json!({"url": run.uri(), "lineNumber": 1}));
    cdp.call("Runtime.runIfWaitingForDebugger", json!({}));
    let mut scripts = std::collections::BTreeSet::new();
    for round in 1..=100 {
        let pause = cdp.event("Debugger.paused");
        assert_eq!(pause["hitBreakpoints"], json!([set["breakpointId"]]), "{round}");
        let frame = &pause["callFrames"][0];
        assert_eq!(frame["location"]["lineNumber"], 1);
        let id = frame["callFrameId"].clone();
        let value =
            cdp.call("Debugger.evaluateOnCallFrame", json!({"callFrameId": id, "expression": "round"}));
        assert_eq!(value["result"]["value"], round);
        assert!(scripts.insert(frame["location"]["scriptId"].as_str().map(str::to_owned)), "{round}");
        std::fs::write(&run.path, text.replace("= 1;", &format!("= {};", round + 1))).expect("saved");
        cdp.call("Debugger.resume", json!({}));
    }
}

#[test]
fn a_folder_that_was_only_opened_has_nothing_to_attach_to() {
    let text = "while (true) {}\n";
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    client.open("main.ts", text);
    assert_eq!(client.execute_command("saveloop.attachDebugger", json!([])), Ok(Value::Null));
    let uri = client.uri("main.ts");
    assert_eq!(client.execute_command("saveloop.attachDebugger", json!([uri])), Ok(Value::Null));
    #[cfg(target_os = "linux")]
    assert_eq!(listening(client.id()), Vec::<String>::new());
}

#[test]
fn twenty_programs_have_a_door_each_and_leave_nothing_behind() {
    let runs: Vec<Inspected> = (0..20).map(|_| Inspected::start(IDLE, &["--inspect=0"])).collect();
    let addresses: std::collections::BTreeSet<String> =
        runs.iter().map(|run| run.address().to_owned()).collect();
    assert_eq!(addresses.len(), 20);
    for run in &runs {
        let mut cdp = attach(run);
        let value = cdp.call("Runtime.evaluate", json!({"expression": "process.pid"}));
        assert_eq!(value["result"]["value"], run.child.id());
    }
    drop(runs);
    for address in addresses {
        assert!(TcpStream::connect(&address).is_err(), "{address}");
    }
}
