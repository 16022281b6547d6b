//! The main loop between a client and programs that the tests play.

mod holds;

use std::io::Write;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use runtime::backlog::Share;
use runtime::ids::{Attempt, Generation};
use runtime::message::{
    self, Cause, Command, ConsoleLevel, ConsoleLine, ErrorKind, GenerationReport, LONGEST_TYPED, Listed,
    Location, Outcome, Phases, Preparing, Running, ScriptError,
};
use runtime::session::Options;
use runtime::sources::Sources;
use serde_json::{Value, json};

use super::*;
use crate::lsp::event::SessionId;
use crate::lsp::output::Output;
use crate::lsp::programs::{Mailbox, Sink};

const MAIN: &str = "/w/main.ts";
const TEXT: &str = "one();\ntwo();\n";

/// What the server wrote.
#[derive(Clone, Default)]
struct Wire(Arc<Mutex<Vec<u8>>>);

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Commands that programs took on this thread.
type Taken = Arc<Mutex<Vec<Command>>>;

thread_local! {
    static TAKEN: Taken = Taken::default();
}

fn launch(_: Options, _: Arc<dyn Sources>, _: Sink) -> Mailbox {
    let taken = TAKEN.with(Arc::clone);
    Box::new(move |command| taken.lock().unwrap().push(command))
}

/// A main loop whose turns are taken by hand.
struct Stage {
    main_loop: MainLoop,
    output: Output,
    wire: Wire,
    now: Instant,
}

impl Stage {
    /// With the program `main.ts` running.
    fn new(capabilities: Value, options: Value) -> Self {
        let wire = Wire::default();
        let output = Output::start(wire.clone()).unwrap();
        let (events, _) = channel();
        let programs = Programs::new(events, launch);
        let main_loop = MainLoop::new(Outbox::new(output.clone()), programs, None);
        let mut stage = Self { main_loop, output, wire, now: Instant::now() };
        let params = json!({
            "processId": null, "rootUri": "file:///w", "capabilities": capabilities,
            "initializationOptions": options,
        });
        stage.turn([Event::Initialize(serde_json::from_value(params).unwrap()), Event::Initialized]);
        stage.command("saveloop.run", json!(["file:///w/main.ts"]));
        stage.heard();
        stage.taken();
        stage
    }

    fn plain() -> Self {
        let generations = json!({"saveloop": {"generation": true}});
        Self::new(json!({"experimental": generations}), json!({}))
    }

    fn turn(&mut self, events: impl IntoIterator<Item = Event>) -> &mut Self {
        for event in events {
            self.main_loop.handle(event);
        }
        self.main_loop.end_turn(self.now);
        self
    }

    fn report(&mut self, events: impl IntoIterator<Item = message::Event>) -> &mut Self {
        let events = events.into_iter().collect();
        self.turn([Event::Reported {
            program: MAIN.into(),
            session: SessionId(1),
            events,
            share: Share::default(),
        }])
    }

    fn command(&mut self, command: &str, arguments: Value) -> Value {
        let params = json!({"command": command, "arguments": arguments});
        let params = serde_json::from_value(params).unwrap();
        let (reply, mut answer) = tokio::sync::oneshot::channel();
        self.turn([Event::CommandAsked { params, reply }]);
        answer.try_recv().unwrap().unwrap().unwrap_or_default()
    }

    fn open(&mut self) -> &mut Self {
        let document = json!({"uri": "file:///w/main.ts", "languageId": "", "version": 7, "text": TEXT});
        let params = serde_json::from_value(json!({"textDocument": document})).unwrap();
        self.turn([Event::Opened(params)])
    }

    fn saved(path: &str) -> Event {
        let params = json!({"textDocument": {"uri": format!("file://{path}")}});
        Event::Saved(serde_json::from_value(params).unwrap())
    }

    fn heard(&self) -> Vec<Value> {
        self.output.flush(Duration::from_secs(10));
        let bytes = std::mem::take(&mut *self.wire.0.lock().unwrap());
        let text = String::from_utf8(bytes).unwrap();
        let bodies = text.split("Content-Length: ").skip(1);
        bodies.map(|part| serde_json::from_str(part.split_once("\r\n\r\n").unwrap().1).unwrap()).collect()
    }

    /// The `params` of everything heard with this method.
    fn heard_of(&self, method: &str) -> Vec<Value> {
        let of_method = |message: Value| (message["method"] == method).then(|| message["params"].clone());
        self.heard().into_iter().filter_map(of_method).collect()
    }

    fn logged(&self) -> Vec<String> {
        let logged = self.heard_of("window/logMessage");
        logged.iter().map(|params| params["message"].as_str().unwrap().to_owned()).collect()
    }

    fn taken(&self) -> Vec<Command> {
        TAKEN.with(|taken| std::mem::take(&mut *taken.lock().unwrap()))
    }
}

fn location(code: &str) -> Location {
    let start = TEXT.find(code).unwrap();
    let range = start..start + code.len();
    Location { path: Path::new(MAIN).into(), text: TEXT.into(), range, newer: None }
}

fn error() -> ScriptError {
    ScriptError {
        kind: ErrorKind::Uncaught,
        generation: Some(Generation(3)),
        superseded: false,
        was_answered: false,
        name: "TypeError".into(),
        message: "boom".into(),
        help: None,
        location: Some(location("two()")),
        related: Vec::new(),
        frames: Vec::new(),
        cause: None,
        errors: Vec::new(),
    }
}

fn started() -> message::Event {
    let cause = Cause::Saved(vec!["/w/util.ts".into()]);
    message::Event::Started { generation: Generation(3), attempt: Attempt(3), cause }
}

fn outcome(outcome: Outcome) -> message::Event {
    message::Event::Outcome(GenerationReport {
        generation: Generation(3),
        attempt: Attempt(4),
        outcome,
        cause: Cause::Saved(vec!["/w/util.ts".into()]),
        reran: vec![Path::new("/w/util.ts").into(), Path::new(MAIN).into()],
        kept: Listed { count: 498, first: vec![Path::new("/w/kept.ts").into()] },
        disposed: vec![Path::new(MAIN).into(), Path::new("/w/gone.ts").into()],
        pruned: vec![Path::new("/w/gone.ts").into()],
        phases: Phases {
            prepare: Duration::from_micros(2060),
            run: Duration::from_micros(1040),
            preparing: Preparing { read: Duration::from_micros(260), ..Preparing::default() },
            running: Running { compile: Duration::from_micros(140), ..Running::default() },
        },
    })
}

fn console(level: ConsoleLevel, text: &str) -> message::Event {
    message::Event::Console(ConsoleLine {
        generation: Generation(3),
        level,
        text: text.into(),
        partial: false,
        location: Some(location("one()")),
    })
}

#[test]
fn saves_that_arrive_together_are_told_together() {
    let mut stage = Stage::plain();
    stage.turn([Stage::saved("/w/b.ts"), Stage::saved("/w/a.ts"), Stage::saved("/w/b.ts")]);
    assert_eq!(stage.taken(), [Command::Saved { paths: vec!["/w/a.ts".into(), "/w/b.ts".into()] }]);
    stage.turn([Stage::saved("/w/b.ts")]);
    assert_eq!(stage.taken(), [Command::Saved { paths: vec!["/w/b.ts".into()] }]);
}

#[test]
fn what_is_typed_is_told_unless_it_is_long() {
    let mut stage = Stage::plain();
    stage.open();
    let change = |version: i32, text: &str| {
        let document = json!({"uri": "file:///w/main.ts", "version": version});
        let params = json!({"textDocument": document, "contentChanges": [{"text": text}]});
        Event::Changed(serde_json::from_value(params).unwrap())
    };
    stage.turn([change(8, "two();")]);
    assert_eq!(stage.taken(), [Command::Typed { paths: vec!["/w/main.ts".into()], text: "two();".into() }]);
    stage.turn([change(9, &"x".repeat(LONGEST_TYPED + 1))]);
    assert_eq!(stage.taken(), []);
    stage.command("saveloop.stop", json!([]));
    stage.taken();
    stage.turn([change(10, "three();")]);
    assert_eq!(stage.taken(), []);
}

#[test]
fn a_stopped_program_is_left_alone_until_it_is_run_again() {
    let mut stage = Stage::plain();
    stage.command("saveloop.stop", json!([]));
    assert_eq!(stage.taken(), [Command::Stop]);
    stage.report([message::Event::Stopped { generation: Generation(3) }]);
    stage.turn([Stage::saved("/w/a.ts")]);
    assert_eq!(stage.taken(), []);
    stage.command("saveloop.run", json!(["file:///w/main.ts"]));
    assert_eq!(stage.taken(), [Command::Restart]);
}

#[test]
fn every_generation_is_one_line_in_the_log() {
    let mut stage = Stage::plain();
    let refused = message::Event::Refused {
        attempt: Attempt(5),
        cause: Cause::Restart,
        errors: vec![error()],
        duration: Duration::ZERO,
    };
    stage.report([refused.clone(), started(), outcome(Outcome::Live), refused]);
    assert_eq!(
        stage.logged(),
        [
            "main.ts: not applied, 1 error; nothing runs yet",
            "main.ts: gen 3: saved util.ts; 2 re-ran, 498 kept, 1 pruned; 3.1 ms (prepare 2.1, run 1.0)",
            "main.ts: not applied, 1 error; generation 3 goes on",
        ]
    );
}

#[test]
fn tools_are_told_every_step_of_a_generation() {
    let mut stage = Stage::plain();
    let settled = message::Event::Settled { generation: Generation(3), alive: true };
    stage.report([started(), outcome(Outcome::Failed), settled]);
    let steps = stage.heard_of("saveloop/generation");
    let program = "file:///w/main.ts";
    assert_eq!(
        steps,
        [
            json!({"program": program, "state": "started", "generation": 3, "cause": "saved util.ts"}),
            json!({
                "program": program, "state": "failed", "generation": 3, "attempt": 4,
                "cause": "saved util.ts", "prepareMs": 2.1, "runMs": 1.0,
                "phases": {
                    "read": 0.3, "transpile": 0.0, "resolve": 0.0, "plan": 0.0,
                    "dispose": 0.0, "compile": 0.1, "evaluate": 0.0,
                },
                "counts": {"reran": 2, "kept": 498, "disposed": 2, "pruned": 1},
                "reran": ["file:///w/util.ts", program], "kept": ["file:///w/kept.ts"],
                "disposed": [program, "file:///w/gone.ts"], "pruned": ["file:///w/gone.ts"],
            }),
            json!({"program": program, "state": "settled", "generation": 3, "alive": true}),
        ]
    );
}

#[test]
fn a_step_is_told_behind_the_diagnostics_it_led_to() {
    let mut stage = Stage::plain();
    let settled = message::Event::Settled { generation: Generation(3), alive: false };
    stage.report([message::Event::Error(error()), settled]);
    let methods: Vec<Value> = stage.heard().into_iter().map(|message| message["method"].clone()).collect();
    assert_eq!(methods, ["textDocument/publishDiagnostics", "saveloop/generation"]);
}

#[test]
fn other_clients_hear_nothing_of_generations() {
    let mut stage = Stage::new(json!({}), json!({}));
    stage.report([started(), outcome(Outcome::Live)]);
    assert_eq!(stage.heard_of("saveloop/generation"), [] as [Value; 0]);
}

#[test]
fn a_file_is_published_once_a_batch_with_its_version_when_open() {
    let mut stage = Stage::plain();
    stage.report([started(), message::Event::Error(error()), outcome(Outcome::Failed)]);
    let published = stage.heard_of("textDocument/publishDiagnostics");
    let [published] = published.as_slice() else { panic!("{published:?}") };
    assert_eq!(published["version"], Value::Null);
    let diagnostic = &published["diagnostics"][0];
    assert_eq!(diagnostic["message"], "TypeError: boom");
    assert_eq!(diagnostic["code"], "uncaught");
    assert_eq!(diagnostic["source"], "saveloop");
    assert_eq!(
        diagnostic["range"],
        json!({"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 5}})
    );
    let settled = message::Event::Settled { generation: Generation(3), alive: false };
    stage.open().report([message::Event::Error(error()), settled]);
    let again = stage.heard_of("textDocument/publishDiagnostics");
    assert_eq!(again[0]["version"], 7);
    assert_eq!(again[0]["diagnostics"][0]["message"], "TypeError: boom (x2)");
}

#[test]
fn reports_of_a_session_that_is_gone_change_nothing() {
    let mut stage = Stage::plain();
    let events = vec![message::Event::Error(error())];
    stage.turn([Event::Reported {
        program: MAIN.into(),
        session: SessionId(99),
        events,
        share: Share::default(),
    }]);
    assert_eq!(stage.heard(), [] as [Value; 0]);
}

#[test]
fn printed_lines_go_to_the_log_by_level_and_beside_their_call() {
    let mut stage = Stage::plain();
    stage.report([console(ConsoleLevel::Log, "a\nb"), console(ConsoleLevel::Error, "c")]);
    let heard = stage.heard();
    let logged: Vec<_> = heard
        .iter()
        .filter(|message| message["method"] == "window/logMessage")
        .map(|message| (message["params"]["type"].as_i64().unwrap(), message["params"]["message"].clone()))
        .collect();
    assert_eq!(logged, [(4, json!("a")), (4, json!("b")), (1, json!("c"))]);
    let hint = &heard.last().unwrap()["params"]["diagnostics"][0];
    assert_eq!((&hint["message"], &hint["severity"]), (&json!("c (x2)"), &json!(4)));
}

#[test]
fn a_flood_of_printed_lines_is_cut_and_published_rarely() {
    let mut stage = Stage::plain();
    for _ in 0..10 {
        stage.report((0..100).map(|_| console(ConsoleLevel::Log, "x")));
    }
    let heard = stage.heard();
    let count = |method: &str| heard.iter().filter(|message| message["method"] == method).count();
    assert_eq!(count("window/logMessage"), 200);
    assert_eq!(count("textDocument/publishDiagnostics"), 1);
    stage.now = stage.main_loop.deadline().unwrap() + Duration::from_secs(2);
    stage.turn([]);
    assert_eq!(stage.logged(), ["800 lines dropped; saveloop.openLog shows all"]);
    assert_eq!(stage.main_loop.deadline(), None, "nothing is left to say");
}

#[test]
fn the_console_can_be_switched_off() {
    let mut stage = Stage::new(json!({}), json!({"console": {"log": false, "inline": false}}));
    stage.report([console(ConsoleLevel::Log, "x")]);
    assert_eq!(stage.heard(), [] as [Value; 0]);
}

#[test]
fn only_a_long_run_shows_progress_and_only_until_its_outcome() {
    let mut stage = Stage::new(json!({"window": {"workDoneProgress": true}}), json!({}));
    stage.report([started(), outcome(Outcome::Live)]);
    assert_eq!(stage.main_loop.deadline(), None);
    stage.report([started()]);
    stage.now = stage.main_loop.deadline().unwrap();
    stage.heard();
    stage.turn([]);
    let asked = stage.heard();
    assert_eq!(asked[0]["method"], "window/workDoneProgress/create");
    let answer = json!({"jsonrpc": "2.0", "id": asked[0]["id"], "result": null});
    stage.turn([Event::Answered(serde_json::from_value(answer).unwrap())]);
    let begun = stage.heard_of("$/progress");
    assert_eq!(begun[0]["value"]["kind"], "begin");
    stage.report([outcome(Outcome::Live)]);
    assert_eq!(stage.heard_of("$/progress")[0]["value"]["kind"], "end");
}

#[test]
fn status_tells_what_runs_and_how_it_is() {
    let mut stage = Stage::plain();
    stage.report([
        started(),
        message::Event::Error(error()),
        console(ConsoleLevel::Log, "x"),
        outcome(Outcome::Failed),
        message::Event::Handles { count: 2 },
    ]);
    let mut status = stage.command("saveloop.status", json!([]));
    let last = status["programs"][0]["lastGeneration"].take();
    assert_eq!(
        (&last["state"], &last["counts"]["kept"], &last["kept"][0]),
        (&json!("failed"), &json!(498), &json!("file:///w/kept.ts"))
    );
    assert_eq!(
        status["programs"],
        json!([{
            "program": "file:///w/main.ts", "state": "failed", "generation": 3,
            "cause": "saved util.ts", "reason": null, "errors": 1, "hints": 1, "handles": 2,
            "lastGeneration": null,
        }])
    );
}

#[test]
fn after_shutdown_nothing_more_is_said() {
    let mut stage = Stage::plain();
    stage.turn([Event::ShutDown { done: None }]);
    assert_eq!(stage.taken(), [Command::Shutdown]);
    stage.report([message::Event::Error(error())]);
    assert_eq!(stage.heard(), [] as [Value; 0]);
}

#[test]
fn what_makes_an_error_void_in_the_same_turn_comes_after_it_was_shown() {
    let lost = ScriptError { kind: ErrorKind::EngineLost, generation: Some(Generation(2)), ..error() };
    let mut stage = Stage::plain();
    stage.open();
    let session = SessionId(1);
    let reported =
        |events| Event::Reported { program: MAIN.into(), session, events, share: Share::default() };
    stage.turn([
        reported(vec![message::Event::EngineLost { error: lost }]),
        reported(vec![started(), message::Event::Error(error()), outcome(Outcome::Failed)]),
    ]);
    let told: Vec<String> = stage
        .heard()
        .iter()
        .filter_map(|message| match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let shown = message["params"]["diagnostics"].as_array().unwrap();
                Some(shown.iter().map(|it| it["code"].as_str().unwrap()).collect::<Vec<_>>().join(", "))
            }
            Some("saveloop/generation") => Some(message["params"]["state"].as_str().unwrap().to_owned()),
            _ => None,
        })
        .collect();
    assert_eq!(told, ["engine-lost", "engineLost", "uncaught", "started", "failed"]);
}

#[test]
fn a_client_that_tells_only_of_its_own_writes_is_known() {
    for (name, is_one) in [("helix", true), ("Visual Studio Code", false)] {
        let watching = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
        let params = json!({"processId": null, "capabilities": watching, "clientInfo": {"name": name}});
        let client = Client::of(&serde_json::from_value(params).unwrap());
        assert_eq!((client.watched_files, client.tells_only_of_its_own), (true, is_one), "{name}");
    }
}
