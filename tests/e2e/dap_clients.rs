//! Sessions as real clients have them, message by message: what nvim-dap and dape send for a person who does
//! the same in both. Only the numbers that they have from answers are filled in.

use saveloop_tests::dap::Dap;
use serde_json::{Value, json};

const POINTS: &str = "\
interface Point { x: number; y: number }
let count = 0;
function add(a: Point, b: Point): Point {
  const sum = { x: a.x + b.x, y: a.y + b.y };
  count++;
  return sum;
}
function busy(): void {
  let turns = 0;
  while (!(globalThis as any).done) {
    turns = (turns + 1) % 1000;
  }
}
const list = Array.from({ length: 5 }, (_, i) => ({ x: i, y: -i }));
let total = { x: 0, y: 0 };
for (const point of list) {
  total = add(total, point);
}
console.log('total', total);
setTimeout(() => { console.log('busy'); busy(); console.log('idle'); }, 1);
";

/// One of these two, with its habits.
struct Client {
    dap: Dap,
    /// Whether it says how finely it steps.
    granularity: bool,
}

impl Client {
    /// A request as it is sent: without arguments where the client sends none.
    #[track_caller]
    fn ask(&mut self, command: &str, arguments: Option<Value>) -> Result<Value, String> {
        let mut message = json!({ "command": command, "type": "request" });
        if let Some(arguments) = arguments {
            message["arguments"] = arguments;
        }
        let seq = self.dap.say(message);
        self.dap.answer(seq)
    }

    #[track_caller]
    fn call(&mut self, command: &str, arguments: Value) -> Value {
        self.ask(command, Some(arguments)).unwrap_or_else(|why| panic!("{command}: {why}"))
    }

    #[track_caller]
    fn go(&mut self, command: &str) {
        let mut arguments = json!({ "threadId": 1 });
        if self.granularity {
            arguments["granularity"] = json!("statement");
        }
        self.call(command, arguments);
    }

    /// Waits for a stop; yields its reason, line and frame.
    #[track_caller]
    fn stopped(&mut self) -> (String, u64, Value) {
        let reason = self.dap.event("stopped")["reason"].as_str().expect("a reason").to_owned();
        let mut asked = json!({ "threadId": 1, "startFrame": 0 });
        if !self.granularity {
            self.ask("threads", None).expect("threads");
            asked["levels"] = json!(1);
        }
        let stack = self.call("stackTrace", asked);
        let frame = &stack["stackFrames"][0];
        (reason, frame["line"].as_u64().expect("a line"), frame["id"].clone())
    }

    /// The first scope of a frame, and its variables.
    #[track_caller]
    fn locals(&mut self, frame: &Value) -> (Value, Vec<(String, String)>) {
        let scopes = self.call("scopes", json!({ "frameId": frame }));
        let mut first = Vec::new();
        for scope in scopes["scopes"].as_array().expect("a list") {
            // Both ask for scopes that are said to be expensive too, dape at once.
            let listed = self.call("variables", json!({ "variablesReference": scope["variablesReference"] }));
            if first.is_empty() {
                let text = |it: &Value, name: &str| it[name].as_str().expect("text").to_owned();
                let list = listed["variables"].as_array().expect("a list");
                first = list.iter().map(|it| (text(it, "name"), text(it, "value"))).collect();
            }
        }
        (scopes["scopes"][0]["variablesReference"].clone(), first)
    }

    /// Goes on into the loop that ends when it is told to, and tells it.
    #[track_caller]
    fn pause_in_the_loop_and_end_it(&mut self) {
        self.go("continue");
        self.dap.output("busy");
        self.call("pause", json!({ "threadId": 1 }));
        let (reason, line, frame) = self.stopped();
        assert_eq!(reason, "pause");
        assert!((10..=11).contains(&line), "{line}");
        let done = json!({ "expression": "globalThis.done = true", "context": "repl", "frameId": frame });
        assert_eq!(self.call("evaluate", done)["result"], "true");
    }
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn nvim_dap_launches_stops_looks_steps_pauses_saves_restarts_and_ends() {
    let mut it = Client { dap: Dap::spawn(&[("main.ts", POINTS)]), granularity: true };
    let path = it.dap.path("main.ts");
    it.call(
        "initialize",
        json!({
            "locale": "C.UTF-8", "clientID": "neovim", "clientName": "neovim", "adapterID": "nvim-dap",
            "pathFormat": "path", "columnsStartAt1": true, "linesStartAt1": true,
            "supportsRunInTerminalRequest": true, "supportsVariableType": true,
            "supportsProgressReporting": true, "supportsStartDebuggingRequest": true,
        }),
    );
    let launch = json!({ "request": "launch", "type": "saveloop", "program": path, "name": "Run this file" });
    it.call("launch", launch.clone());
    it.dap.event("initialized");
    let source = json!({ "name": "main.ts", "path": path });
    let set = |lines: Value, breakpoints: Value| json!({ "lines": lines, "sourceModified": false, "source": source, "breakpoints": breakpoints });
    it.call(
        "setBreakpoints",
        set(
            json!([4, 6, 19]),
            json!([
                { "line": 4, "condition": "a.x > 2" },
                { "logMessage": "sum is {sum.x}", "line": 6 },
                { "line": 19 },
            ]),
        ),
    );
    it.call("setExceptionBreakpoints", json!({ "filters": ["uncaught"] }));
    it.ask("configurationDone", None).expect("done");

    let (reason, line, frame) = it.stopped();
    assert_eq!((reason.as_str(), line), ("breakpoint", 4));
    it.ask("threads", None).expect("threads");
    it.dap.output("sum is 3\n");
    let (local, variables) = it.locals(&frame);
    let expected = [("a", "{x: 3, y: -3}"), ("b", "{x: 3, y: -3}"), ("sum", "(not initialized yet)")];
    assert_eq!(variables, pairs(&expected));
    let hover = it.call("evaluate", json!({ "expression": "a", "context": "hover", "frameId": frame }));
    assert_eq!((&hover["result"], &hover["type"]), (&json!("{x: 3, y: -3}"), &json!("Object")));
    it.call("variables", json!({ "variablesReference": hover["variablesReference"] }));
    it.call("setVariable", json!({ "variablesReference": local, "value": "({x: 100, y: 1})", "name": "a" }));
    it.go("next");
    let (reason, line, frame) = it.stopped();
    assert_eq!((reason.as_str(), line), ("step", 5));
    let typed = |text: &str| json!({ "expression": text, "context": "repl", "frameId": frame });
    assert_eq!(it.call("evaluate", typed("sum"))["result"], "{x: 103, y: -2}");
    let wrong = it.ask("evaluate", Some(typed("1 + (")));
    assert_eq!(wrong, Err("SyntaxError: Unexpected end of input".into()));
    let members = it.call("completions", json!({ "column": 5, "text": "sum.", "frameId": frame }));
    assert_eq!(
        (&members["targets"][0]["label"], &members["targets"][1]["label"]),
        (&json!("x"), &json!("y"))
    );
    it.go("stepOut");
    it.dap.output("sum is 103\n");
    assert_eq!(it.stopped().0, "step");

    it.call("setBreakpoints", set(json!([]), json!([])));
    it.pause_in_the_loop_and_end_it();
    it.call("setExceptionBreakpoints", json!({ "filters": ["all"] }));
    it.go("continue");
    it.dap.output("idle");

    // It does not move breakpoints by itself when text above them changes.
    it.call("setBreakpoints", set(json!([19]), json!([{ "line": 19 }])));
    it.dap.save("main.ts", &POINTS.replace("'total'", "'sum'"));
    let (reason, line, _) = it.stopped();
    assert_eq!((reason.as_str(), line), ("breakpoint", 19));
    it.call("restart", json!({ "arguments": launch }));
    assert_eq!(it.stopped().1, 19);
    it.go("continue");
    it.call("terminate", json!({}));
    it.dap.event("terminated");
    assert!(it.dap.finish().success());
}

#[test]
fn dape_launches_stops_looks_steps_pauses_saves_restarts_and_ends() {
    let mut it = Client { dap: Dap::spawn(&[("main.ts", POINTS)]), granularity: false };
    let path = it.dap.path("main.ts");
    it.call(
        "initialize",
        json!({
            "clientID": "dape", "adapterID": "saveloop", "pathFormat": "path",
            "linesStartAt1": true, "columnsStartAt1": true, "supportsRunInTerminalRequest": true,
            "supportsArgsCanBeInterpretedByShell": true, "supportsProgressReporting": true,
            "supportsStartDebuggingRequest": true,
        }),
    );
    let folder = format!("{}/", path.parent().expect("a folder").display());
    let launch = json!({ "type": "saveloop", "request": "launch", "cwd": folder, "program": "main.ts" });
    it.call("launch", launch.clone());
    it.dap.event("initialized");
    it.call("setExceptionBreakpoints", json!({ "filters": ["uncaught"] }));
    it.ask("threads", None).expect("threads");
    let source = json!({ "path": path });
    // The newest first.
    let breakpoints = json!([
        { "line": 19 }, { "line": 6, "logMessage": "sum is {sum.x}" }, { "line": 4, "condition": "a.x > 2" },
    ]);
    let set = |breakpoints: Value, lines: Value| json!({ "breakpoints": breakpoints, "lines": lines, "source": source });
    it.call("setBreakpoints", set(breakpoints, json!([19, 6, 4])));
    it.call("setFunctionBreakpoints", json!({ "breakpoints": [] }));
    it.ask("configurationDone", None).expect("done");

    let (reason, line, frame) = it.stopped();
    assert_eq!((reason.as_str(), line), ("breakpoint", 4));
    it.dap.output("sum is 3\n");
    let (_, variables) = it.locals(&frame);
    let expected = [("a", "{x: 3, y: -3}"), ("b", "{x: 3, y: -3}"), ("sum", "(not initialized yet)")];
    assert_eq!(variables, pairs(&expected));
    let hover = it.call("evaluate", json!({ "frameId": frame, "expression": "a", "context": "hover" }));
    assert_eq!(hover["result"], "{x: 3, y: -3}");
    it.call("setExpression", json!({ "frameId": frame, "expression": "a", "value": "({x: 100, y: 1})" }));
    it.go("next");
    assert_eq!(it.stopped().1, 5);
    it.go("stepOut");
    it.dap.output("sum is 103\n");
    assert_eq!(it.stopped().0, "step");
    it.call("setBreakpoints", set(json!([]), json!([])));
    it.pause_in_the_loop_and_end_it();
    it.go("continue");
    it.dap.output("idle");

    // Twice the old line, and behind the save the new one.
    for _ in 0..2 {
        it.call("setBreakpoints", set(json!([{ "line": 19 }]), json!([19])));
    }
    it.dap.save("main.ts", &format!("// new\n{POINTS}"));
    it.call("setBreakpoints", set(json!([{ "line": 20 }]), json!([20])));
    let (reason, line, _) = it.stopped();
    assert_eq!((reason.as_str(), line), ("breakpoint", 20));
    it.call("restart", json!({ "arguments": launch }));
    assert_eq!(it.stopped().1, 20);
    // It says so twice, and still asks for what it shows.
    let ends = [(); 2].map(|()| it.dap.say(json!({ "command": "terminate", "type": "request" })));
    let late = it.dap.say(json!({
        "command": "variables", "type": "request", "arguments": { "variablesReference": 1 },
    }));
    for end in ends {
        it.dap.answer(end).expect("ends");
    }
    assert!(it.dap.answer(late).is_err());
    it.dap.event("terminated");
    assert!(it.dap.finish().success());
}
