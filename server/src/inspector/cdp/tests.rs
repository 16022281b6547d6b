//! Conversations: what a client says, what the core is asked and says, what the client hears.

use runtime::debug::message::*;
use runtime::ids::{Generation, VersionId};
use runtime::position::LineColumn;

use super::*;

const A: ClientId = ClientId(1);
const B: ClientId = ClientId(2);

fn at(line: u32, column: u32) -> ScriptPosition {
    ScriptPosition { script: VersionId(7), position: LineColumn { line, column } }
}

fn script(id: u32) -> Script {
    Script {
        id: VersionId(id),
        context: Generation(1),
        path: std::path::Path::new("/p/main.ts").into(),
        url: "file:///p/main.ts".into(),
        text: "let a = 1;\nlet b = 2;\n".into(),
        end: LineColumn { line: 2, column: 0 },
        is_module: true,
    }
}

fn pause() -> Pause {
    Pause {
        reason: Reason::Breakpoint,
        hit: vec![BreakpointId(4)],
        frames: vec![CallFrame {
            id: FrameId { pause: 1, index: 0 },
            function: "f".into(),
            location: at(1, 4),
            function_location: None,
            scopes: vec![Scope {
                kind: ScopeKind::Local,
                name: None,
                range: None,
                object: RemoteValue::Undefined,
            }],
            this: RemoteValue::Undefined,
        }],
        async_stack: None,
    }
}

/// A conversation with the core's side played by the test.
#[derive(Default)]
struct Talk {
    cdp: Cdp,
    /// What each client has heard and nobody looked at.
    heard: BTreeMap<ClientId, VecDeque<Value>>,
    /// What the core was asked and did not answer.
    asked: VecDeque<(ClientId, RequestId, Request)>,
    other: Vec<Command>,
    id: i64,
}

impl Talk {
    /// A program at its first generation, with one script and these clients.
    fn with(clients: &[ClientId]) -> Self {
        let mut talk = Self::default();
        for client in clients {
            let effects = talk.cdp.opened(*client);
            talk.take(effects);
            talk.core(Event::ContextCreated {
                to: Audience::Only(*client),
                context: Generation(1),
                name: "main.ts".into(),
            });
            talk.core(Event::ScriptParsed { to: Audience::Only(*client), script: script(7) });
            talk.core(Event::Attached { client: *client });
        }
        talk.other.clear();
        talk
    }

    /// Switches a domain on; what it tells is looked at by nobody.
    fn enable(&mut self, client: ClientId, method: &str) {
        self.say(client, method, json!({}));
        self.heard.remove(&client);
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(client, text) => {
                    let json = serde_json::from_str(&text).expect("JSON");
                    self.heard.entry(client).or_default().push_back(json);
                }
                Effect::Core(Command::Ask { client, id, request }) => {
                    self.asked.push_back((client, id, request));
                }
                Effect::Core(command) => self.other.push(command),
            }
        }
    }

    fn core(&mut self, event: Event) {
        let effects = self.cdp.heard(event);
        self.take(effects);
    }

    fn say(&mut self, client: ClientId, method: &str, params: Value) -> i64 {
        self.id += 1;
        let text = json!({ "id": self.id, "method": method, "params": params }).to_string();
        let effects = self.cdp.said(client, text);
        self.take(effects);
        self.id
    }

    /// Answers the oldest question.
    fn answer(&mut self, answer: Result<Answer, Failure>) -> Request {
        let (client, id, request) = self.asked.pop_front().expect("a question");
        self.core(Event::Answer { client, id, answer });
        request
    }

    fn hear(&mut self, client: ClientId) -> Option<Value> {
        self.heard.get_mut(&client).and_then(VecDeque::pop_front)
    }

    /// The names of the events and the numbers of the answers that were heard, in order.
    fn heard(&mut self, client: ClientId) -> Vec<String> {
        let all = self.heard.remove(&client).unwrap_or_default();
        let name = |it: Value| match it["method"].as_str() {
            Some(method) => method.to_owned(),
            None => it["id"].to_string(),
        };
        all.into_iter().map(name).collect()
    }

    /// Says something that is answered without the core.
    fn result(&mut self, method: &str, params: Value) -> Value {
        let id = self.say(A, method, params);
        let mut answer = self.hear(A).expect("an answer");
        assert_eq!(answer["id"], id, "{answer}");
        answer["result"].take()
    }

    fn refused(&mut self, method: &str, params: Value) -> i64 {
        self.say(A, method, params);
        let answer = self.hear(A).expect("an answer");
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{answer}"))
    }
}

#[test]
fn what_a_client_says_before_the_core_knows_it_waits() {
    let mut talk = Talk::default();
    let effects = talk.cdp.opened(A);
    talk.take(effects);
    assert_eq!(talk.other, [Command::Attach(A)]);
    talk.say(A, "Runtime.enable", json!({}));
    talk.say(A, "Debugger.enable", json!({}));
    assert_eq!(talk.hear(A), None);
    talk.core(Event::ContextCreated {
        to: Audience::Only(A),
        context: Generation(1),
        name: "main.ts".into(),
    });
    talk.core(Event::ScriptParsed { to: Audience::Only(A), script: script(7) });
    talk.core(Event::Paused { to: Audience::Only(A), pause: Box::new(pause()) });
    talk.core(Event::Attached { client: A });
    assert_eq!(
        talk.heard(A),
        ["Runtime.executionContextCreated", "1", "Debugger.scriptParsed", "2", "Debugger.paused"]
    );
}

#[test]
fn a_domain_that_is_enabled_twice_tells_nothing_twice() {
    let mut talk = Talk::with(&[A]);
    for _ in 0..2 {
        talk.say(A, "Runtime.enable", json!({}));
        talk.say(A, "Debugger.enable", json!({}));
    }
    assert_eq!(
        talk.heard(A),
        ["Runtime.executionContextCreated", "1", "Debugger.scriptParsed", "2", "3", "4"]
    );
}

#[test]
fn a_client_that_enabled_nothing_hears_nothing() {
    let mut talk = Talk::with(&[A, B]);
    talk.say(A, "Debugger.enable", json!({}));
    talk.heard(A);
    talk.core(Event::Paused { to: Audience::All, pause: Box::new(pause()) });
    talk.core(Event::Resumed);
    assert_eq!(talk.heard(A), ["Debugger.paused", "Debugger.resumed"]);
    assert_eq!(talk.heard(B), [""; 0]);
}

#[test]
fn answers_keep_the_order_of_the_requests() {
    let mut talk = Talk::with(&[A]);
    talk.say(A, "Runtime.evaluate", json!({ "expression": "1" })); // 1
    talk.say(A, "Runtime.getIsolateId", json!({})); // 2
    talk.say(A, "Nope.nothing", json!({})); // 3
    talk.say(A, "Runtime.getHeapUsage", json!({})); // 4
    assert_eq!(talk.hear(A), None, "the first is still open");
    talk.answer(Ok(Answer::Evaluated(Ok(RemoteValue::Null))));
    assert_eq!(talk.heard(A), ["1", "2", "3"]);
    talk.answer(Ok(Answer::HeapUsage { used: 1, total: 2 }));
    assert_eq!(talk.heard(A), ["4"]);
}

#[test]
fn an_answer_that_waits_for_a_promise_holds_nothing_up() {
    let mut talk = Talk::with(&[A]);
    talk.say(A, "Runtime.evaluate", json!({ "expression": "p", "awaitPromise": true }));
    talk.say(A, "Runtime.getIsolateId", json!({}));
    assert_eq!(talk.heard(A), ["2"]);
    talk.answer(Ok(Answer::Evaluated(Ok(RemoteValue::Boolean(true)))));
    assert_eq!(talk.hear(A).expect("an answer")["result"]["result"]["value"], true);
}

#[test]
fn an_exception_is_a_result_and_no_error() {
    let mut talk = Talk::with(&[A]);
    talk.say(A, "Runtime.evaluate", json!({ "expression": "throw 1" }));
    let thrown = Exception {
        text: "Uncaught".into(),
        value: RemoteValue::Number(Number(1.0)),
        location: Some(at(1, 4)),
        stack: Vec::new(),
    };
    talk.answer(Ok(Answer::Evaluated(Err(Box::new(thrown)))));
    let result = talk.hear(A).expect("an answer")["result"].take();
    assert_eq!(result["result"], json!({ "type": "number", "value": 1, "description": "1" }));
    let details = &result["exceptionDetails"];
    assert_eq!((&details["text"], &details["lineNumber"]), (&json!("Uncaught"), &json!(1)));
    assert_eq!(details["url"], "file:///p/main.ts");
}

#[test]
fn a_breakpoint_is_asked_for_as_the_client_meant_it() {
    let mut talk = Talk::with(&[A]);
    talk.enable(A, "Debugger.enable");
    let params = json!({ "urlRegex": "main\\.ts$", "lineNumber": 1, "columnNumber": 0, "condition": "" });
    talk.say(A, "Debugger.setBreakpointByUrl", params);
    let request = talk.answer(Ok(Answer::BreakpointSet { id: BreakpointId(4), locations: vec![at(1, 4)] }));
    let expected = NewBreakpoint {
        target: Target::UrlRegex("main\\.ts$".into()),
        line: 1,
        column: Some(0),
        condition: None,
        hits: None,
        log: None,
    };
    assert_eq!(request, Request::SetBreakpoint(expected));
    let place = json!({ "scriptId": "7", "lineNumber": 1, "columnNumber": 4 });
    assert_eq!(
        talk.hear(A).expect("an answer")["result"],
        json!({ "breakpointId": "4", "locations": [place] })
    );
    let location = json!({ "scriptId": "7", "lineNumber": 1 });
    talk.say(A, "Debugger.setBreakpoint", json!({ "location": location }));
    talk.answer(Err(Failure::Duplicate));
    let answer = talk.hear(A).expect("an answer");
    assert_eq!(
        answer["error"],
        json!({ "code": -32000, "message": "Breakpoint at specified location already exists." })
    );
}

#[test]
fn a_pause_names_its_frames_its_reason_and_its_breakpoints() {
    let mut talk = Talk::with(&[A]);
    talk.say(A, "Debugger.enable", json!({}));
    talk.heard(A);
    talk.core(Event::Paused { to: Audience::All, pause: Box::new(pause()) });
    let paused = talk.hear(A).expect("a pause")["params"].take();
    assert_eq!((&paused["reason"], &paused["hitBreakpoints"]), (&json!("other"), &json!(["4"])));
    let frame = &paused["callFrames"][0];
    assert_eq!((&frame["callFrameId"], &frame["url"]), (&json!("1.0"), &json!("file:///p/main.ts")));
    let expression = json!({ "callFrameId": "1.0", "expression": "a", "generatePreview": true });
    talk.say(A, "Debugger.evaluateOnCallFrame", expression);
    let Request::Evaluate(evaluate) = talk.answer(Ok(Answer::Evaluated(Ok(RemoteValue::Undefined)))) else {
        panic!("an evaluation");
    };
    assert_eq!(evaluate.place, Place::Frame(FrameId { pause: 1, index: 0 }));
    assert_eq!(evaluate.shown, Shown { by_value: false, preview: true });
}

#[test]
fn a_reload_clears_the_contexts_and_tells_the_scripts_again() {
    let mut talk = Talk::with(&[A]);
    talk.say(A, "Runtime.enable", json!({}));
    talk.say(A, "Debugger.enable", json!({}));
    talk.heard(A);
    talk.core(Event::ContextsCleared { to: Audience::All });
    talk.core(Event::ContextCreated { to: Audience::All, context: Generation(2), name: "main.ts".into() });
    talk.core(Event::ScriptParsed { to: Audience::All, script: script(8) });
    assert_eq!(
        talk.heard(A),
        ["Runtime.executionContextsCleared", "Runtime.executionContextCreated", "Debugger.scriptParsed"]
    );
    let evaluate = json!({ "expression": "1", "contextId": 1 });
    assert_eq!(talk.refused("Runtime.evaluate", evaluate), -32000, "the old context is gone");
    assert_eq!(talk.refused("Debugger.getScriptSource", json!({ "scriptId": "7" })), -32000);
    let source = talk.result("Debugger.getScriptSource", json!({ "scriptId": "8" }));
    assert_eq!(source["scriptSource"], "let a = 1;\nlet b = 2;\n");
}

#[test]
fn what_was_printed_is_told_to_those_who_come_late() {
    let mut talk = Talk::with(&[A]);
    for line in 0..KEPT_CONSOLE_CALLS as u32 + 5 {
        talk.core(Event::Console(ConsoleCall {
            kind: ConsoleKind::Warn,
            arguments: vec![RemoteValue::Number(Number(f64::from(line)))],
            context: Generation(1),
            timestamp: 1.0,
            stack: vec![StackFrame { function: "f".into(), location: at(0, 0) }],
            async_stack: None,
        }));
    }
    talk.say(A, "Runtime.enable", json!({}));
    talk.hear(A).expect("the context");
    let first = talk.hear(A).expect("a line");
    assert_eq!(
        (&first["params"]["type"], &first["params"]["args"][0]["value"]),
        (&json!("warning"), &json!(5))
    );
    assert_eq!(talk.heard(A).len(), KEPT_CONSOLE_CALLS - 1 + 1);
}

#[test]
fn disabling_the_debugger_leaves_nothing_set() {
    let mut talk = Talk::with(&[A]);
    talk.say(A, "Debugger.enable", json!({}));
    talk.say(A, "Debugger.disable", json!({}));
    assert_eq!(talk.other, [Command::Detach(A), Command::Attach(A)]);
    talk.say(A, "Runtime.getIsolateId", json!({}));
    assert_eq!(talk.heard(A), ["Debugger.scriptParsed", "1", "2"]);
    talk.core(Event::Attached { client: A });
    assert_eq!(talk.heard(A), ["3"]);
}

#[test]
fn a_client_that_left_is_owed_nothing() {
    let mut talk = Talk::with(&[A]);
    talk.say(A, "Runtime.evaluate", json!({ "expression": "1" }));
    let effects = talk.cdp.closed(A);
    talk.take(effects);
    assert_eq!(talk.other, [Command::Detach(A)]);
    talk.answer(Ok(Answer::Done));
    assert_eq!(talk.hear(A), None);
}

#[test]
fn parameters_that_make_no_sense_are_refused_by_name() {
    let mut talk = Talk::with(&[A]);
    for (method, params) in [
        ("Runtime.evaluate", json!({})),
        ("Runtime.evaluate", json!({ "expression": 5 })),
        ("Runtime.evaluate", json!({ "expression": "1", "silent": "yes" })),
        ("Debugger.setBreakpointByUrl", json!({ "url": "x" })),
        ("Debugger.setBreakpointByUrl", json!({ "url": "x", "lineNumber": 1.5 })),
        ("Debugger.setSkipAllPauses", json!({})),
        ("Runtime.callFunctionOn", json!({ "functionDeclaration": "()=>1" })),
        (
            "Runtime.callFunctionOn",
            json!({ "functionDeclaration": "()=>1", "objectId": "1", "executionContextId": 1 }),
        ),
        ("Runtime.evaluate", json!({ "expression": "1", "uniqueContextId": "x" })),
    ] {
        assert_eq!(talk.refused(method, params.clone()), -32602, "{method} {params}");
    }
    for (method, params) in [
        ("Debugger.setBreakpointByUrl", json!({ "lineNumber": 1 })),
        ("Debugger.setPauseOnExceptions", json!({ "state": "sometimes" })),
        ("Runtime.getProperties", json!({ "objectId": "x" })),
        ("Debugger.evaluateOnCallFrame", json!({ "callFrameId": "x", "expression": "1" })),
        ("Debugger.getScriptSource", json!({ "scriptId": "x" })),
    ] {
        assert_eq!(talk.refused(method, params.clone()), -32000, "{method} {params}");
    }
    assert_eq!(talk.refused("Debugger.fly", json!({})), -32601);
}

#[test]
fn what_was_told_before_the_last_client_left_is_of_no_use_to_the_next() {
    let mut talk = Talk::with(&[A]);
    let effects = talk.cdp.closed(A);
    talk.take(effects);
    // On its way already.
    talk.core(Event::Paused { to: Audience::All, pause: Box::new(pause()) });
    talk.core(Event::ScriptParsed { to: Audience::All, script: script(8) });
    let effects = talk.cdp.opened(B);
    talk.take(effects);
    talk.core(Event::ScriptParsed { to: Audience::Only(B), script: script(9) });
    talk.core(Event::Attached { client: B });
    let asked = talk.say(B, "Debugger.enable", json!({}));
    assert_eq!(talk.heard(B), ["Debugger.scriptParsed", &asked.to_string()]);
}

#[test]
fn a_pause_inside_an_evaluation_keeps_no_answer_back() {
    let mut talk = Talk::with(&[A]);
    talk.say(A, "Debugger.enable", json!({}));
    let evaluation = talk.say(A, "Runtime.evaluate", json!({ "expression": "stops()" }));
    let resumed = talk.say(A, "Debugger.resume", json!({}));
    talk.heard(A);
    talk.core(Event::Paused { to: Audience::All, pause: Box::new(pause()) });
    let (client, id, _) = talk.asked.pop_back().expect("the second question");
    talk.core(Event::Answer { client, id, answer: Ok(Answer::Done) });
    assert_eq!(talk.heard(A), ["Debugger.paused", &resumed.to_string()]);
    talk.answer(Ok(Answer::Evaluated(Ok(RemoteValue::Undefined))));
    assert_eq!(talk.heard(A), [evaluation.to_string()]);
}

#[test]
fn a_text_that_was_kept_can_be_run() {
    let mut talk = Talk::with(&[A]);
    talk.enable(A, "Runtime.enable");
    let text = json!({ "expression": "20 + 2", "sourceURL": "x.js", "persistScript": true });
    talk.say(A, "Runtime.compileScript", text);
    talk.answer(Ok(Answer::Compiled(Ok(()))));
    let script = talk.hear(A).expect("an answer")["result"]["scriptId"].take();
    talk.say(A, "Runtime.runScript", json!({ "scriptId": script }));
    let asked = talk.answer(Ok(Answer::Evaluated(Ok(RemoteValue::Undefined))));
    assert!(matches!(asked, Request::Evaluate(Evaluate { expression, .. }) if expression == "20 + 2"));
    talk.hear(A).expect("an answer");
    assert_eq!(talk.refused("Runtime.runScript", json!({ "scriptId": "7" })), -32000);
    assert_eq!(talk.refused("Runtime.runScript", json!({ "scriptId": script })), -32000, "once each");
}

#[test]
fn a_domain_that_is_off_and_a_program_that_runs_refuse_what_needs_them() {
    let mut talk = Talk::with(&[A]);
    let place = json!({ "scriptId": "7", "lineNumber": 0 });
    for (method, params) in [
        ("Debugger.pause", json!({})),
        ("Debugger.setBreakpoint", json!({ "location": place })),
        ("Debugger.setPauseOnExceptions", json!({ "state": "all" })),
        ("Runtime.compileScript", json!({ "expression": "1", "sourceURL": "", "persistScript": false })),
    ] {
        talk.say(A, method, params);
        let answer = talk.hear(A).expect("an answer");
        let domain = method.split('.').next().expect("a domain");
        assert_eq!(answer["error"]["message"], format!("{domain} agent is not enabled"), "{method}");
    }
    talk.enable(A, "Debugger.enable");
    for (method, params) in [
        ("Debugger.evaluateOnCallFrame", json!({ "callFrameId": "x", "expression": "1" })),
        ("Debugger.restartFrame", json!({ "callFrameId": "x" })),
        ("Debugger.setReturnValue", json!({ "newValue": {} })),
        ("Debugger.continueToLocation", json!({ "location": place })),
    ] {
        talk.say(A, method, params);
        let answer = talk.hear(A).expect("an answer");
        assert_eq!(answer["error"]["message"], "Can only perform operation while paused.", "{method}");
    }
}

#[test]
fn what_the_engine_cannot_do_is_said() {
    let mut talk = Talk::with(&[A]);
    talk.enable(A, "Debugger.enable");
    talk.core(Event::Paused { to: Audience::All, pause: Box::new(pause()) });
    talk.heard.remove(&A);
    let mut message = |method: &str, params: Value| {
        talk.say(A, method, params);
        talk.hear(A).expect("an answer")["error"]["message"].as_str().expect("an error").to_owned()
    };
    assert_eq!(
        message("Debugger.restartFrame", json!({ "callFrameId": "1.0", "mode": "StepInto" })),
        "The engine cannot restart a frame"
    );
    assert_eq!(
        message("Debugger.setReturnValue", json!({ "newValue": {} })),
        "Could not update return value at non-return position"
    );
    assert_eq!(
        message("Debugger.setScriptSource", json!({ "scriptId": "7", "scriptSource": "" })),
        "Save the file instead: the program takes its new text at once"
    );
    assert_eq!(
        message("Debugger.setScriptSource", json!({ "scriptId": "9", "scriptSource": "" })),
        "No script with given id found"
    );
    assert_eq!(
        message("Debugger.getStackTrace", json!({ "stackTraceId": { "id": "1" } })),
        "Stack trace with given id is not found"
    );
    assert_eq!(
        message("Runtime.queryObjects", json!({ "prototypeObjectId": "1" })),
        "The engine cannot list its objects"
    );
    assert_eq!(message("Debugger.getWasmBytecode", json!({ "scriptId": "7" })), "Not a WebAssembly script");
}

#[test]
fn parts_of_a_script_are_skipped_between_places_in_their_order() {
    let mut talk = Talk::with(&[A]);
    let at = |line: u32, column: u32| json!({ "lineNumber": line, "columnNumber": column });
    let set = |positions: Value| json!({ "scriptId": "7", "positions": positions });
    let method = "Debugger.setBlackboxedRanges";
    talk.say(A, method, set(json!([at(1, 2), at(3, 0)])));
    let changes = vec![LineColumn { line: 1, column: 2 }, LineColumn { line: 3, column: 0 }];
    let wanted = Request::SetBlackboxedRanges { script: VersionId(7), changes };
    assert_eq!(talk.answer(Ok(Answer::Done)), wanted);
    talk.heard.remove(&A);
    for wrong in [json!([at(3, 0), at(1, 2)]), json!([at(1, 2), at(1, 2)])] {
        assert_eq!(talk.refused(method, set(wrong)), -32000);
    }
    assert_eq!(talk.refused(method, json!({ "scriptId": "9", "positions": [] })), -32000);
    talk.heard.remove(&A);
    let to = json!({ "scriptId": "7", "lineNumber": 1 });
    talk.enable(A, "Debugger.enable");
    talk.core(Event::Paused { to: Audience::All, pause: Box::new(pause()) });
    let params = json!({ "location": to, "targetCallFrames": "current" });
    talk.say(A, "Debugger.continueToLocation", params);
    let place = ScriptPosition { script: VersionId(7), position: LineColumn { line: 1, column: 0 } };
    assert_eq!(talk.answer(Ok(Answer::Done)), Request::ContinueTo { place, in_frame: true });
}

#[test]
fn a_binding_is_told_to_those_who_have_it_and_is_declared_in_every_context() {
    let mut talk = Talk::with(&[A, B]);
    talk.enable(A, "Runtime.enable");
    talk.enable(B, "Runtime.enable");
    talk.say(A, "Runtime.addBinding", json!({ "name": "tell" }));
    assert_eq!(talk.answer(Ok(Answer::Done)), Request::AddBinding("tell".into()));
    talk.heard.remove(&A);
    let called = || Event::Called { name: "tell".into(), payload: "x".into(), context: Generation(1) };
    talk.core(called());
    let event = talk.hear(A).expect("an event");
    assert_eq!(event["params"], json!({ "name": "tell", "payload": "x", "executionContextId": 1 }));
    assert_eq!(talk.hear(B), None);
    let next = Event::ContextCreated { to: Audience::All, context: Generation(2), name: "main.ts".into() };
    talk.core(next);
    assert_eq!(talk.answer(Ok(Answer::Done)), Request::AddBinding("tell".into()));
    talk.say(A, "Runtime.removeBinding", json!({ "name": "tell" }));
    talk.heard.remove(&A);
    talk.core(called());
    assert_eq!(talk.hear(A), None);
}

#[test]
fn the_old_console_domain_tells_lines_as_texts() {
    let mut talk = Talk::with(&[A]);
    let line = |text: &str| {
        Event::Console(ConsoleCall {
            kind: ConsoleKind::Warn,
            arguments: vec![
                RemoteValue::String(text.into()),
                RemoteValue::Number(Number(1.5)),
                RemoteValue::Null,
            ],
            context: Generation(1),
            timestamp: 0.0,
            stack: vec![StackFrame { function: String::new(), location: at(1, 4) }],
            async_stack: None,
        })
    };
    talk.core(line("earlier"));
    talk.say(A, "Console.enable", json!({}));
    let message = talk.hear(A).expect("an event")["params"]["message"].take();
    let expected = json!({
        "source": "console-api", "level": "warning", "text": "earlier 1.5 null",
        "url": "file:///p/main.ts", "line": 2, "column": 5,
    });
    assert_eq!(message, expected);
    talk.hear(A).expect("the answer");
    talk.core(line("now"));
    assert_eq!(talk.heard(A), ["Console.messageAdded"]);
    talk.enable(A, "Console.disable");
    talk.core(line("later"));
    assert_eq!(talk.hear(A), None);
}

#[test]
fn a_client_that_wants_to_know_hears_that_the_program_waits_for_it() {
    let mut talk = Talk::with(&[A, B]);
    talk.enable(A, "Runtime.enable");
    talk.enable(B, "Runtime.enable");
    talk.say(A, "NodeRuntime.notifyWhenWaitingForDisconnect", json!({ "enabled": true }));
    talk.heard.remove(&A);
    let effects = talk.cdp.ended();
    talk.take(effects);
    assert_eq!(talk.heard(A), ["NodeRuntime.waitingForDisconnect"]);
    assert_eq!(talk.heard(B), ["Runtime.executionContextDestroyed"]);
}
