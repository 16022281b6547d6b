//! A program that is launched in a terminal of the client's: the test is the terminal.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use saveloop_tests::dap::Dap;
use serde_json::{Value, json};

const ASKS: &str = "\
process.stdin.once('data', (name) => {
  const greeting = `hello ${String(name).trim()}`;
  console.log(greeting, process.argv[2], process.env.GIVEN);
});
setInterval(() => {}, 1000);
";

struct Terminal(Child);

impl Terminal {
    /// Starts what the adapter asked for, and tells it so.
    #[track_caller]
    fn start(dap: &mut Dap) -> Self {
        let asked = dap.asked("runInTerminal");
        let wanted = &asked["arguments"];
        let words: Vec<String> = serde_json::from_value(wanted["args"].clone()).expect("words");
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).current_dir(wanted["cwd"].as_str().expect("a folder"));
        for (name, value) in wanted["env"].as_object().into_iter().flatten() {
            command.env(name, value.as_str().expect("text"));
        }
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let answer = json!({ "type": "response", "request_seq": asked["seq"], "command": "runInTerminal" });
        let mut answer = answer;
        answer["success"] = json!(true);
        answer["body"] = json!({ "processId": child.id() });
        dap.say(answer);
        Self(child)
    }

    fn types(&mut self, line: &str) {
        self.0.stdin.as_mut().expect("a pipe").write_all(line.as_bytes()).expect("it reads");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn launching(more: Value) -> (Dap, i64) {
    let mut dap = Dap::spawn(&[("main.ts", ASKS)]);
    dap.initialize(json!({ "supportsRunInTerminalRequest": true }));
    let mut arguments = json!({ "program": dap.path("main.ts"), "console": "integratedTerminal" });
    for (name, value) in more.as_object().into_iter().flatten() {
        arguments[name] = value.clone();
    }
    let launch = dap.send("launch", arguments);
    (dap, launch)
}

#[test]
fn a_program_in_a_terminal_reads_what_is_typed_there_and_stops_for_its_client() {
    let (mut dap, launch) = launching(json!({ "args": ["one"], "env": { "GIVEN": "two" } }));
    let mut terminal = Terminal::start(&mut dap);
    dap.answer(launch).expect("launched");
    dap.event("initialized");
    dap.set_breakpoints("main.ts", &[3]);
    dap.call("configurationDone", json!({}));
    terminal.types("world\n");
    assert_eq!(dap.event("stopped")["reason"], "breakpoint");
    assert_eq!(dap.evaluate("greeting", "watch").expect("a value")["result"], "\"hello world\"");
    dap.call("continue", json!({ "threadId": 1 }));
    let mut printed = BufReader::new(terminal.0.stdout.take().expect("a pipe"));
    let mut line = String::new();
    printed.read_line(&mut line).expect("a line");
    assert_eq!(line, "hello world one two\n");
    // It ends with its client, as one does that has no terminal.
    dap.call("disconnect", json!({}));
    assert!(dap.finish().success());
    printed.read_to_string(&mut line).expect("it ends");
    terminal.0.wait().expect("it ends");
}

#[test]
fn a_client_that_is_gone_takes_the_program_in_its_terminal_along() {
    let (mut dap, launch) = launching(json!({ "stopOnEntry": true }));
    let mut terminal = Terminal::start(&mut dap);
    dap.answer(launch).expect("launched");
    dap.event("initialized");
    dap.call("configurationDone", json!({}));
    assert_eq!(dap.event("stopped")["reason"], "entry");
    assert!(dap.finish().success());
    let mut rest = String::new();
    terminal.0.stdout.take().expect("a pipe").read_to_string(&mut rest).expect("it ends");
    terminal.0.wait().expect("it ends");
}

#[test]
fn a_client_without_a_terminal_is_told_so_and_may_try_again() {
    let (mut dap, launch) = launching(json!({ "hot": false }));
    let asked = dap.asked("runInTerminal");
    let early = dap.send("threads", json!({}));
    let answer = json!({
        "type": "response", "request_seq": asked["seq"], "command": "runInTerminal",
        "success": false, "message": "no window is left",
    });
    dap.say(answer);
    let why = "the client started no terminal: no window is left".to_owned();
    assert_eq!(dap.answer(launch), Err(why.clone()));
    assert_eq!(dap.answer(early), Err(why));
    dap.launch(json!({ "hot": false }));

    let mut other = Dap::start(&[("main.ts", ASKS)]);
    let program = json!({ "program": other.path("main.ts"), "console": "externalTerminal" });
    let why = other.request("launch", program);
    assert_eq!(why, Err("this client has no terminal to start a program in".into()));
}
