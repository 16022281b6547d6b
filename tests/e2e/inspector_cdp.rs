//! Debuggers over a real websocket: let in by the editor's command or by the command line.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

use saveloop_tests::binary;
use saveloop_tests::cdp::Cdp;
use saveloop_tests::inspected::Inspected;
use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const LOOP: &str = "\
function work(times: number): number {
  const doubled = times * 2;
  return doubled + 1;
}
let turns: number = 0;
while (true) {
  turns = work(turns) % 10;
}
";

/// What a click on the action does.
#[track_caller]
fn attach(client: &mut LspClient, path: &str) -> Value {
    let uri = client.uri(path);
    client.execute_command("saveloop.attachDebugger", json!([uri])).expect("an address")
}

fn started(text: &str, setup: &Setup) -> LspClient {
    let mut client = LspClient::start_with(setup, &[("main.ts", text)]);
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "started");
    client
}

fn debugger(address: &Value) -> Cdp {
    let mut cdp = Cdp::connect(address["webSocketDebuggerUrl"].as_str().expect("an address"));
    cdp.call("Runtime.enable", json!({}));
    assert_eq!(cdp.kept(), ["Runtime.executionContextCreated"], "before the answer");
    cdp.call("Debugger.enable", json!({}));
    cdp
}

/// The line and the function of the innermost frame.
fn place(pause: &Value) -> (Value, Value) {
    let frame = &pause["callFrames"][0];
    (frame["location"]["lineNumber"].clone(), frame["functionName"].clone())
}

#[track_caller]
fn evaluate(cdp: &mut Cdp, pause: &Value, frame: usize, expression: &str) -> Value {
    let id = &pause["callFrames"][frame]["callFrameId"];
    let params = json!({"callFrameId": id, "expression": expression});
    cdp.call("Debugger.evaluateOnCallFrame", params)["result"]["value"].clone()
}

#[test]
fn a_busy_loop_is_debugged_from_the_editor_and_a_save_while_paused_is_applied_on_resume() {
    let mut client = started(LOOP, &Setup::default());
    let address = attach(&mut client, "main.ts");
    assert_eq!(address["host"], "127.0.0.1");
    assert!(
        address["devtoolsFrontendUrl"].as_str().is_some_and(|url| url.starts_with("devtools://devtools/"))
    );
    let mut cdp = debugger(&address);
    let script = cdp.event("Debugger.scriptParsed");
    assert_eq!(script["url"], client.uri("main.ts"));
    let source = cdp.call("Debugger.getScriptSource", json!({"scriptId": script["scriptId"]}));
    assert_eq!(source["scriptSource"], LOOP);

    // Anywhere, then where it is asked for.
    cdp.call("Debugger.pause", json!({}));
    cdp.event("Debugger.paused");
    let breakpoint = json!({"url": client.uri("main.ts"), "lineNumber": 2});
    let set = cdp.call("Debugger.setBreakpointByUrl", breakpoint);
    assert_eq!(set["locations"][0]["lineNumber"], 2);
    cdp.call("Debugger.resume", json!({}));
    let pause = cdp.event("Debugger.paused");
    assert_eq!(pause["hitBreakpoints"], json!([set["breakpointId"]]));
    assert_eq!(place(&pause), (json!(2), json!("work")));
    assert_eq!(pause["callFrames"].as_array().map(Vec::len), Some(2));

    let scope = &pause["callFrames"][0]["scopeChain"][0];
    assert_eq!(scope["type"], "local");
    let locals = json!({"objectId": scope["object"]["objectId"], "ownProperties": true});
    let locals = cdp.call("Runtime.getProperties", locals);
    let names: Vec<_> = locals["result"].as_array().into_iter().flatten().map(|it| &it["name"]).collect();
    assert_eq!(names, ["times", "doubled"]);
    assert_eq!(evaluate(&mut cdp, &pause, 0, "doubled === times * 2"), true);
    assert_eq!(evaluate(&mut cdp, &pause, 1, "turns = 4"), 4);
    cdp.call("Debugger.stepOut", json!({}));
    let pause = cdp.event("Debugger.paused");
    assert_eq!(pause["callFrames"].as_array().map(Vec::len), Some(1));
    cdp.call("Debugger.stepInto", json!({}));
    let pause = cdp.event("Debugger.paused");
    assert!(pause["callFrames"][0]["location"]["lineNumber"].as_u64().is_some());

    // The new text is applied when the program goes on, with the breakpoint in it.
    let saved = LOOP.replace("  const doubled", "  // moved\n  const doubled");
    client.save_text("main.ts", &saved);
    let held = client.wait_for_state("main.ts", "held");
    assert_eq!(held["cause"], "the debugger");
    cdp.call("Debugger.removeBreakpoint", json!({"breakpointId": set["breakpointId"]}));
    let moved = json!({"url": client.uri("main.ts"), "lineNumber": 3});
    cdp.call("Debugger.setBreakpointByUrl", moved);
    cdp.call("Debugger.resume", json!({}));
    cdp.event("Runtime.executionContextsCleared");
    let script = cdp.event("Debugger.scriptParsed");
    assert_eq!(script["url"], client.uri("main.ts"));
    let pause = loop {
        let pause = cdp.event("Debugger.paused");
        if pause["callFrames"][0]["location"]["scriptId"] == script["scriptId"] {
            break pause;
        }
        cdp.call("Debugger.resume", json!({}));
    };
    assert_eq!(place(&pause), (json!(3), json!("work")));

    // A second debugger joins the pause; the program goes on when both have left.
    let mut second = debugger(&attach(&mut client, "main.ts"));
    assert_eq!(place(&second.event("Debugger.paused")), (json!(3), json!("work")));
    drop((cdp, second));
    client.save_text("main.ts", "console.log('over');\n");
    client.wait_settled("main.ts");
}

#[test]
fn the_address_is_repeated_and_told_to_those_who_cannot_use_an_answer() {
    let mut client = started("setInterval(() => {}, 1000);\n", &Setup::default());
    let first = attach(&mut client, "main.ts");
    let shown = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    let url = first["webSocketDebuggerUrl"].as_str().expect("an address");
    assert!(shown["message"].as_str().is_some_and(|message| message.contains(url)), "{shown:#}");
    assert_eq!(attach(&mut client, "main.ts"), first);
    let nothing = client.uri("other.ts");
    assert_eq!(client.execute_command("saveloop.attachDebugger", json!([nothing])), Ok(Value::Null));

    let capabilities = json!({"experimental": {"saveloop": {"generation": true, "inspectorStarted": true}}});
    let mut client = started("setInterval(() => {}, 1000);\n", &Setup { capabilities, ..Setup::default() });
    let mut expected = attach(&mut client, "main.ts");
    expected["program"] = json!(client.uri("main.ts"));
    let told = client.wait_for_notification("saveloop/inspectorStarted", |_| true, DEADLINE);
    assert_eq!(told, expected);
}

#[test]
fn inspect_brk_answers_all_that_node_inspect_asks_and_stops_before_the_first_statement() {
    let mut run = Inspected::start("const one: number = 1;\nconsole.log(one + 1);\n", &["--inspect-brk=0"]);
    let mut cdp = Cdp::connect(&run.url);
    assert_eq!(run.line(), "Debugger attached.");
    let asked = [
        ("Runtime.enable", json!({})),
        ("Profiler.enable", json!({})),
        ("Profiler.setSamplingInterval", json!({"interval": 100})),
        ("Debugger.enable", json!({})),
        ("Debugger.setAsyncCallStackDepth", json!({"maxDepth": 0})),
        ("Debugger.setBlackboxPatterns", json!({"patterns": []})),
        ("Debugger.setPauseOnExceptions", json!({"state": "none"})),
        ("Runtime.runIfWaitingForDebugger", json!({})),
    ];
    let asked: Vec<i64> = asked.into_iter().map(|(method, params)| cdp.send(method, params)).collect();
    for id in asked {
        cdp.answer(id).expect("each is answered");
    }
    let pause = cdp.event("Debugger.paused");
    assert_eq!((&pause["reason"], place(&pause).0), (&json!("Break on start"), json!(0)));
    let script = cdp.event("Debugger.scriptParsed");
    assert_eq!(script["url"], run.uri());
    cdp.call("Debugger.stepOver", json!({}));
    let pause = cdp.event("Debugger.paused");
    assert_eq!(place(&pause).0, 1);
    assert_eq!(evaluate(&mut cdp, &pause, 0, "one"), 1);
    cdp.call("Debugger.resume", json!({}));
    let printed = cdp.event("Runtime.consoleAPICalled");
    assert_eq!((&printed["type"], &printed["args"][0]["value"]), (&json!("log"), &json!(2)));
    cdp.event("Runtime.executionContextDestroyed");
    assert_eq!(run.line(), "Waiting for the debugger to disconnect...");
    drop(cdp);
    assert_eq!(run.output(), "2\n");
}

#[test]
fn a_debugger_that_leaves_while_the_program_is_paused_lets_it_go_on() {
    let mut run = Inspected::start("debugger;\nconsole.log('after');\n", &["--inspect-wait=127.0.0.1:0"]);
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("Debugger.enable", json!({}));
    cdp.call("Runtime.runIfWaitingForDebugger", json!({}));
    assert_eq!(place(&cdp.event("Debugger.paused")).0, 0);
    drop(cdp);
    assert_eq!(run.output(), "after\n");
}

/// `line:column` from where to where.
fn scope_range(scope: &Value) -> Option<String> {
    let at = |name: &str| {
        let place = scope.get(name)?;
        Some(format!("{}:{}", place["lineNumber"], place["columnNumber"]))
    };
    Some(format!("{} to {}", at("startLocation")?, at("endLocation")?))
}

#[test]
fn scopes_say_from_where_to_where_their_names_are_seen_in_the_original_text() {
    let text = "\
interface Shape { side: number }
function area(shape: Shape): number {
  const side: number = shape.side;
  if (side > 1) {
    const doubled = side * 2;
    debugger;
    return doubled;
  }
  return side;
}
area({ side: 3 } as Shape);
type Last = string;
";
    let mut run = Inspected::start(text, &["--inspect-wait=0"]);
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("Debugger.enable", json!({}));
    cdp.call("Runtime.runIfWaitingForDebugger", json!({}));
    let pause = cdp.event("Debugger.paused");
    let scopes = pause["callFrames"][0]["scopeChain"].as_array().expect("scopes");
    let shown: Vec<_> = scopes.iter().map(|it| (it["type"].as_str(), scope_range(it))).collect();
    let range = |text: &str| Some(text.to_owned());
    let expected = [
        (Some("block"), range("3:16 to 7:3")),
        (Some("local"), range("1:0 to 9:1")),
        (Some("module"), range("0:0 to 12:0")),
        (Some("global"), None),
    ];
    assert_eq!(shown, expected);
    let script = &pause["callFrames"][0]["location"]["scriptId"];
    assert_eq!(&scopes[0]["startLocation"]["scriptId"], script);
    drop(cdp);
    assert_eq!(run.output(), "");
}

#[test]
fn a_profile_that_the_program_takes_is_told_to_those_who_have_enabled_the_profiler() {
    let text =
        "debugger;\nconsole.profile('mine');\ndebugger;\nconsole.profileEnd();\nconsole.log('over');\n";
    let mut run = Inspected::start(text, &["--inspect-wait=0"]);
    let mut cdp = Cdp::connect(&run.url);
    let mut late = Cdp::connect(&run.url);
    let mut without = Cdp::connect(&run.url);
    without.call("Runtime.enable", json!({}));
    late.call("Runtime.enable", json!({}));
    cdp.call("Runtime.enable", json!({}));
    cdp.call("Debugger.enable", json!({}));
    cdp.call("Profiler.enable", json!({}));
    cdp.call("Runtime.runIfWaitingForDebugger", json!({}));
    cdp.event("Debugger.paused");
    cdp.call("Debugger.resume", json!({}));
    let started = cdp.event("Profiler.consoleProfileStarted");
    let script = &started["location"]["scriptId"];
    let expected = json!({
        "id": "1", "title": "mine", "location": {"scriptId": script, "lineNumber": 1, "columnNumber": 8},
    });
    assert_eq!(started, expected);
    // It has not heard the beginning: the end is nothing to it.
    cdp.event("Debugger.paused");
    late.call("Profiler.enable", json!({}));
    cdp.call("Debugger.resume", json!({}));
    let finished = cdp.event("Profiler.consoleProfileFinished");
    assert_eq!((&finished["id"], &finished["title"]), (&json!("1"), &json!("mine")));
    assert_eq!(finished["location"]["lineNumber"], 3);
    let profile = &finished["profile"];
    assert_eq!(profile["nodes"][0]["callFrame"]["functionName"], "(root)");
    assert!(profile["startTime"].as_f64() <= profile["endTime"].as_f64(), "{profile}");
    for client in [&mut late, &mut without] {
        client.event("Runtime.consoleAPICalled");
        assert_eq!(client.kept().iter().filter(|name| name.starts_with("Profiler.")).count(), 0);
    }
    drop((cdp, late, without));
    assert_eq!(run.output(), "over\n");
}

#[test]
fn a_save_that_waited_for_a_pause_comes_before_the_next_timer() {
    let text = "let turns: number = 0;\nsetInterval(() => {\n  turns += 1;\n}, 1);\n";
    let mut run = Inspected::start(text, &["--hot", "--inspect-wait=0"]);
    let mut cdp = Cdp::connect(&run.url);
    cdp.call("Runtime.enable", json!({}));
    cdp.call("Debugger.enable", json!({}));
    cdp.call("Debugger.setBreakpointByUrl", json!({"url": run.uri(), "lineNumber": 2}));
    cdp.call("Runtime.runIfWaitingForDebugger", json!({}));
    for round in 2..12 {
        cdp.event("Debugger.paused");
        std::fs::write(&run.path, text.replace("= 0", &format!("= {round}"))).expect("saved");
        run.line_with("it is applied when the debugger lets the program go on");
        cdp.call("Debugger.resume", json!({}));
        // Had the timer come first, it would have stopped once more, and the save with it.
        run.line_with(&format!("generation {round} "));
    }
}

#[test]
fn a_port_that_is_taken_is_told_in_one_line_and_the_program_runs() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = taken.local_addr().expect("an address");
    let directory = tempfile::tempdir().expect("a folder");
    let path = directory.path().join("main.ts");
    std::fs::write(&path, "console.log('ran');\n").expect("a file");
    let flag = format!("--inspect-brk={at}");
    let output =
        Command::new(binary::saveloop()).args(["run", &flag]).arg(&path).output().expect("it starts");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(stderr, format!("Starting inspector on {at} failed: address already in use\n"));
    assert_eq!((output.stdout.as_slice(), output.status.code()), (b"ran\n".as_slice(), Some(0)));
}

/// What a debugger is told that knows the port and no more.
fn listed(address: &Value) -> String {
    let port = address["port"].as_u64().expect("a port") as u16;
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    stream.write_all(b"GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("written");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn where_the_settings_say_so_only_the_whole_address_lets_debuggers_in() {
    let text = "setInterval(() => {}, 1e6);\n";
    for (options, is_told) in [(json!({}), true), (json!({"inspector": {"discovery": false}}), false)] {
        let setup = Setup { options, ..Setup::default() };
        let mut client = started(text, &setup);
        let address = attach(&mut client, "main.ts");
        let url = address["webSocketDebuggerUrl"].as_str().expect("an address");
        let secret = url.rsplit('/').next().expect("a last part");
        assert_eq!(listed(&address).contains(secret), is_told, "{is_told}");
        debugger(&address);
    }
}
