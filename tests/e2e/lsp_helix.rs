//! A client that can do exactly what Helix can: everything is reachable by diagnostics, hover and code actions.

use std::collections::BTreeMap;
use std::path::PathBuf;

use saveloop_tests::cdp::Cdp;
use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What Helix takes of a server, beside answers.
const TAKEN: [&str; 11] = [
    "textDocument/publishDiagnostics",
    "window/showMessage",
    "window/logMessage",
    "$/progress",
    "window/workDoneProgress/create",
    "workspace/configuration",
    "workspace/workspaceFolders",
    "client/registerCapability",
    "client/unregisterCapability",
    "window/showMessageRequest",
    "window/showDocument",
];

/// Two of its versions differ in what counts here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    /// 25.07: it refuses `window/showMessageRequest`.
    Quiet,
    /// Later ones show a menu.
    Asking,
}

struct Helix {
    client: LspClient,
    version: Version,
    settings: Value,
    /// What each file shows, by its URI.
    shown: BTreeMap<String, Vec<Value>>,
    messages: Vec<String>,
    asked: Vec<String>,
    /// Files that it was told to open.
    opened: Vec<PathBuf>,
    _person: TempDir,
}

fn capabilities() -> Value {
    let fixed = json!({"dynamicRegistration": false});
    json!({
        "general": {"positionEncodings": ["utf-8", "utf-32", "utf-16"]},
        "window": {"workDoneProgress": true, "showDocument": {"support": true}},
        "workspace": {
            "applyEdit": true, "configuration": true, "workspaceFolders": true,
            "didChangeConfiguration": fixed, "executeCommand": fixed, "symbol": fixed,
            "didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": false},
            "inlayHint": {"refreshSupport": false},
        },
        "textDocument": {
            "hover": {"contentFormat": ["markdown"]},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}},
                "isPreferredSupport": true, "disabledSupport": true, "dataSupport": true,
                "resolveSupport": {"properties": ["edit", "command"]},
            },
            "publishDiagnostics": {"versionSupport": true, "tagSupport": {"valueSet": [1, 2]}},
            "inlayHint": fixed,
        },
    })
}

impl Helix {
    fn open(version: Version, settings: Value, files: &[(&str, &str)]) -> Self {
        let person = tempfile::tempdir().expect("a person");
        let store = person.path().join("trusted.json");
        let mut client = LspClient::spawn_with(files, &[("SAVELOOP_TRUST", &store)]);
        let name = json!({"name": "helix", "version": "25.07.1"});
        client.initialize(&Setup { capabilities: capabilities(), client: name, ..Setup::default() });
        for (path, text) in files {
            client.open(path, text);
        }
        let (shown, messages, asked, opened) = Default::default();
        Self { client, version, settings, shown, messages, asked, opened, _person: person }
    }

    /// One that is trusted and runs.
    fn running(settings: Value, files: &[(&str, &str)]) -> Self {
        let mut helix = Self::open(Version::Asking, settings, files);
        helix.choose("main.ts", 0, "Run main.ts on save");
        helix
    }

    fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        while !is_so(self) {
            let Some(message) = self.client.next_message(DEADLINE) else {
                panic!("{what} did not come: {:#?} {:#?}", self.shown, self.messages)
            };
            self.take(&message);
        }
    }

    fn take(&mut self, message: &Value) {
        let Some(method) = message["method"].as_str() else { return };
        assert!(TAKEN.contains(&method), "Helix does not know {method}");
        let params = &message["params"];
        match method {
            "textDocument/publishDiagnostics" => {
                let shown = params["diagnostics"].as_array().expect("a list").clone();
                assert!(shown.iter().all(|it| it.get("relatedInformation").is_none()), "{shown:#?}");
                self.shown.insert(params["uri"].as_str().expect("a file").to_owned(), shown);
            }
            "window/showMessage" => self.messages.push(params["message"].as_str().expect("text").to_owned()),
            "workspace/configuration" => {
                let settings = json!([self.settings.clone()]);
                self.client.respond(message, settings);
            }
            "window/showMessageRequest" => {
                self.asked.push(params["message"].as_str().expect("text").to_owned());
                match self.version {
                    Version::Quiet => self.client.refuse(message),
                    Version::Asking => self.client.respond(message, params["actions"][0].clone()),
                }
            }
            "window/showDocument" => {
                let address = params["uri"].as_str().and_then(|uri| url::Url::parse(uri).ok());
                self.opened.push(address.and_then(|it| it.to_file_path().ok()).expect("a file"));
                self.client.respond(message, json!({"success": true}));
            }
            _ if message.get("id").is_some() => self.client.respond(message, Value::Null),
            _ => {}
        }
    }

    /// `space a` with the cursor on a line: what the menu has.
    fn menu(&mut self, path: &str, line: u64) -> Vec<Value> {
        let uri = self.client.uri(path);
        let here: Vec<Value> = self.shown.get(&uri).into_iter().flatten().cloned().collect();
        let here: Vec<Value> = here.into_iter().filter(|it| it["range"]["start"]["line"] == line).collect();
        let place = json!({"line": line, "character": 0});
        let params = json!({
            "textDocument": {"uri": uri}, "range": {"start": place, "end": place},
            "context": {"diagnostics": here, "triggerKind": 1},
        });
        let actions = self.client.request("textDocument/codeAction", params).expect("actions");
        actions.as_array().expect("a list").clone()
    }

    fn titles(&mut self, path: &str, line: u64) -> Vec<String> {
        let titles = self.menu(path, line).into_iter();
        titles.map(|it| it["title"].as_str().expect("a title").to_owned()).collect()
    }

    fn choose(&mut self, path: &str, line: u64, title: &str) {
        let menu = self.menu(path, line);
        let action = menu.iter().find(|it| it["title"] == title);
        let command = &action.unwrap_or_else(|| panic!("{title} is not among {menu:#?}"))["command"];
        let name = command["command"].as_str().expect("a command");
        self.client.execute_command(name, command["arguments"].clone()).expect("it is done");
    }

    fn at(&self, path: &str, line: u64) -> Option<&str> {
        let shown = self.shown.get(&self.client.uri(path))?;
        let here = shown.iter().find(|it| it["range"]["start"]["line"] == line)?;
        here["message"].as_str()
    }

    /// Waits for a text at a line.
    fn sees(&mut self, path: &str, line: u64, text: &str) {
        self.until(text, |it| it.at(path, line).is_some_and(|shown| shown.contains(text)));
    }

    fn said(&mut self, text: &str) -> String {
        self.until(text, |it| it.messages.iter().any(|message| message.contains(text)));
        let found = self.messages.iter().position(|message| message.contains(text)).expect("it was said");
        self.messages.remove(found)
    }
}

const COUNTS: &str = "\
globalThis.runs = (globalThis.runs ?? 0) + 1;
console.log('run', globalThis.runs);
setInterval(() => {}, 1000);
";

#[test]
fn without_a_menu_for_questions_trust_is_answered_among_the_code_actions() {
    let mut helix = Helix::open(Version::Quiet, Value::Null, &[("main.ts", COUNTS)]);
    assert_eq!(helix.titles("main.ts", 0), ["Run main.ts on save"]);
    helix.choose("main.ts", 0, "Run main.ts on save");
    let said = helix.said("main.ts was not run");
    assert!(said.contains("Its code actions answer"), "{said}");
    let folder = helix.client.directory();
    let trust = format!("Trust {} and run main.ts", folder.display());
    let everything = format!("Trust {}, allow everything and run main.ts", folder.display());
    let answers = [trust.as_str(), &everything, "Run main.ts this session", "Do not run main.ts"];
    assert_eq!(helix.titles("main.ts", 0), [&["Run main.ts on save"], &answers[..]].concat());
    helix.choose("main.ts", 0, &trust);
    helix.sees("main.ts", 1, "run 1");
    // For good: what begins anew does not ask.
    helix.choose("main.ts", 0, "Stop main.ts");
    helix.choose("main.ts", 0, "Run main.ts on save");
    helix.sees("main.ts", 1, "run 1");
    assert_eq!(helix.asked.len(), 1);
}

#[test]
fn a_version_that_shows_questions_is_asked() {
    let mut helix = Helix::open(Version::Asking, Value::Null, &[("main.ts", COUNTS)]);
    helix.choose("main.ts", 0, "Run main.ts on save");
    helix.sees("main.ts", 1, "run 1");
    assert!(helix.asked[0].starts_with("Run main.ts on save? "), "{:?}", helix.asked);
    assert!(helix.messages.is_empty(), "{:?}", helix.messages);
}

#[test]
fn what_a_program_may_not_do_without_a_question_is_allowed_among_the_code_actions() {
    let text =
        "const home = process.env.HOME;\nconsole.log('home', typeof home);\nsetInterval(() => {}, 1000);\n";
    let mut helix = Helix::open(Version::Quiet, Value::Null, &[("main.ts", text)]);
    helix.choose("main.ts", 0, "Run main.ts on save");
    helix.said("main.ts was not run");
    helix.choose("main.ts", 0, "Run main.ts this session");
    helix.sees("main.ts", 0, "to allow it: the quick fix here");
    let titles = helix.titles("main.ts", 0);
    let allow = titles.iter().find(|title| title.starts_with("Allow programs in "));
    let allow = allow.unwrap_or_else(|| panic!("{titles:?}")).clone();
    helix.choose("main.ts", 0, &allow);
    helix.until("the refusal goes", |it| it.at("main.ts", 0).is_none());
    helix.choose("main.ts", 0, "Restart main.ts");
    helix.sees("main.ts", 1, "home string");
}

#[test]
fn run_stop_restart_and_the_log_are_code_actions_and_a_save_is_the_reload() {
    let mut helix = Helix::running(Value::Null, &[("main.ts", COUNTS)]);
    helix.sees("main.ts", 1, "run 1");
    helix.client.save_text("main.ts", &format!("{COUNTS}// saved\n"));
    helix.sees("main.ts", 1, "run 2");
    assert_eq!(
        helix.titles("main.ts", 0),
        ["Stop main.ts", "Restart main.ts", "Attach debugger to main.ts", "Open log of main.ts"]
    );
    helix.choose("main.ts", 0, "Restart main.ts");
    helix.sees("main.ts", 1, "run 1");
    helix.choose("main.ts", 0, "Open log of main.ts");
    helix.until("the log", |it| !it.opened.is_empty());
    assert!(std::fs::read_to_string(&helix.opened[0]).expect("a log").contains("run 1"));
    helix.choose("main.ts", 0, "Stop main.ts");
    helix.until("an empty file", |it| it.at("main.ts", 1).is_none());
    assert_eq!(helix.titles("main.ts", 0), ["Run main.ts on save"]);
}

#[test]
fn an_error_has_its_cause_and_frames_in_its_text_at_bytes_of_the_line() {
    let main = "import { read } from './wind';\nconst name = 'Tromsø ❄'; read(name);\n";
    let wind = "\
export function read(name: string) {
  try { throw new RangeError(`no gauge in ${name}`); }
  catch (cause) { /* ❄ */ throw new Error('no wind', { cause }); }
}
";
    let mut helix = Helix::running(Value::Null, &[("main.ts", main), ("wind.ts", wind)]);
    helix.sees("wind.ts", 2, "Error: no wind");
    let text = helix.at("wind.ts", 2).expect("an error").to_owned();
    assert!(text.contains("RangeError: no gauge in Tromsø ❄"), "{text}");
    assert!(text.contains("main.ts:2:"), "the caller: {text}");
    let uri = helix.client.uri("wind.ts");
    let line = wind.lines().nth(2).expect("the line");
    let start = &helix.shown[&uri][0]["range"]["start"]["character"];
    assert_eq!(start.as_u64(), Some(line.find("new Error").expect("it is there") as u64));
    helix.client.save_text("wind.ts", "export function read(name: string) {}\n");
    helix.until("the error goes", |it| it.at("wind.ts", 2).is_none());
}

#[test]
fn values_are_texts_at_the_line_and_more_in_the_hover() {
    let text = "const list = [1, 2, 3];\nfor (const it of list) it * 2 //?\nsetInterval(() => {}, 1000);\n";
    let mut helix = Helix::running(Value::Null, &[("main.ts", text)]);
    helix.sees("main.ts", 1, "6 (x3)");
    let place = json!({"line": 1, "character": 24});
    let params = json!({"textDocument": {"uri": helix.client.uri("main.ts")}, "position": place});
    let hover = helix.client.request("textDocument/hover", params).expect("a hover");
    let known = hover["contents"]["value"].as_str().expect("text");
    assert!(known.contains("2\n4\n6"), "{known}");
}

#[test]
fn tests_are_run_and_debugged_from_the_code_actions_and_told_at_their_lines() {
    let text = "\
import { test } from 'node:test';
import assert from 'node:assert';
test('adds', () => { assert.strictEqual(1 + 1, 2); });
test('fails', () => {
  assert.strictEqual(1 + 1, 3);
});
";
    let mut helix = Helix::running(Value::Null, &[("main.ts", text)]);
    helix.sees("main.ts", 2, "✓ adds");
    helix.sees("main.ts", 4, "test \"fails\" failed");
    assert_eq!(helix.titles("main.ts", 4)[..2], ["Run test \"fails\"", "Debug test \"fails\""]);
    helix.choose("main.ts", 2, "Debug test \"adds\"");
    let said = helix.said("debuggers can attach to main.ts");
    let mut cdp = Cdp::connect(said.rsplit(' ').next().expect("an address"));
    cdp.call("Debugger.enable", json!({}));
    cdp.call("Runtime.runIfWaitingForDebugger", json!({}));
    let paused = cdp.event("Debugger.paused");
    assert_eq!(paused["callFrames"][0]["location"]["lineNumber"], 2);
}

#[test]
fn a_loop_is_shown_and_the_answers_to_it_are_on_its_line() {
    let settings = json!({"watchdog": 1});
    let mut helix = Helix::running(settings, &[("main.ts", "console.log('in');\nfor (;;) {}\n")]);
    helix.sees("main.ts", 1, "without a pause");
    let menu = helix.titles("main.ts", 1);
    assert_eq!(menu[..3], ["Stop main.ts", "Keep main.ts going", "Attach debugger to main.ts"]);
    helix.choose("main.ts", 1, "Attach debugger to main.ts");
    let said = helix.said("debuggers can attach to main.ts at 127.0.0.1:");
    assert!(said.contains("(`:debug-start attach main.ts`, "), "its own debugger comes first: {said}");
    helix.choose("main.ts", 1, "Stop main.ts");
    helix.until("the warning goes", |it| it.at("main.ts", 1).is_none());
}
