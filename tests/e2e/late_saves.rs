//! Saves that come while the saved text runs: just before it throws, again and again, or while it
//! waits. Programs announce by an `import()` where they are: the harness saves when it is asked for
//! the text of the imported module, which the program then still waits for.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, Weak};

use runtime::message::{Command, ErrorKind, Event, Outcome, ScriptError};
use runtime::position::{LineIndex, Lines};
use runtime::session::{EngineHost, Session};
use runtime::sources::Sources;
use saveloop_tests::program::Program;
use tempfile::TempDir;

/// An editor with one open document, `main.ts`.
struct Editor {
    main: PathBuf,
    text: Mutex<Arc<str>>,
    /// Text to save when a file is asked for.
    traps: Mutex<HashMap<PathBuf, String>>,
    session: OnceLock<Weak<Session>>,
}

impl Sources for Editor {
    fn open_document(&self, path: &Path) -> Option<Arc<str>> {
        if let Some(text) = self.traps.lock().expect("unharmed").remove(path) {
            *self.text.lock().expect("unharmed") = text.into();
            let session = self.session.wait().upgrade().expect("it runs");
            session.send(Command::Saved { paths: vec![self.main.clone()] });
        }
        (path == self.main).then(|| Arc::clone(&self.text.lock().expect("unharmed")))
    }
}

struct Desk {
    editor: Arc<Editor>,
    program: Program,
    seen: Vec<Event>,
    folder: TempDir,
}

impl Desk {
    /// Runs a text; when it imports `./signal/n`, the n-th of `next` is saved.
    fn start(text: &str, next: &[String]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("its real path");
        std::fs::create_dir(root.join("signal")).expect("a folder");
        let mut traps = HashMap::new();
        for (index, text) in next.iter().enumerate() {
            let path = root.join(format!("signal/{index}.ts"));
            std::fs::write(&path, "export {};\n").expect("a file");
            traps.insert(path, text.clone());
        }
        let main = root.join("main.ts");
        std::fs::write(&main, "// what lies on the disk is not what runs\n").expect("a file");
        let (text, traps) = (Mutex::new(text.into()), Mutex::new(traps));
        let editor = Arc::new(Editor { main: main.clone(), text, traps, session: OnceLock::new() });
        let program = Program::start_with(&main, Arc::clone(&editor) as _, EngineHost::InProcess);
        editor.session.set(Arc::downgrade(&program.session)).expect("set once");
        Self { editor, program, seen: Vec::new(), folder }
    }

    /// Saves a text as the editor does.
    fn save(&self, text: &str) {
        *self.editor.text.lock().expect("unharmed") = text.into();
        self.program.session.send(Command::Saved { paths: vec![self.editor.main.clone()] });
    }

    /// Saves a file that is not open.
    fn save_on_disk(&self, path: &str, text: &str) {
        let path = self.folder.path().canonicalize().expect("its real path").join(path);
        std::fs::write(&path, text).expect("a file");
        self.program.session.send(Command::Saved { paths: vec![path] });
    }

    fn until(&mut self, condition: impl Fn(&Event) -> bool) -> &mut Self {
        let events = self.program.until(condition);
        self.seen.extend(events);
        self
    }

    fn until_printed(&mut self, text: &str) -> &mut Self {
        self.until(|event| matches!(event, Event::Console(line) if line.text == text))
    }

    fn until_outcome(&mut self, outcome: Outcome) -> &mut Self {
        self.until(|event| matches!(event, Event::Outcome(report) if report.outcome == outcome))
    }

    fn until_settled(&mut self) -> &mut Self {
        self.until(|event| matches!(event, Event::Settled { .. }))
    }

    fn errors(&self) -> Vec<&ScriptError> {
        let error = |event: &'_ Event| matches!(event, Event::Error(_) | Event::EngineLost { .. });
        let errors = self.seen.iter().filter(|event| error(event)).map(|event| match event {
            Event::Error(error) | Event::EngineLost { error } => error,
            _ => unreachable!("filtered"),
        });
        errors.collect()
    }

    /// `line:column: headline | the text there`, and how it is marked.
    fn shown(&self) -> Vec<String> {
        self.errors().into_iter().map(shown).collect()
    }

    fn printed(&self) -> Vec<&str> {
        let printed = self.seen.iter().filter_map(|event| match event {
            Event::Console(line) => Some(line.text.as_str()),
            _ => None,
        });
        printed.collect()
    }
}

fn shown(error: &ScriptError) -> String {
    let Some(at) = error.location.as_ref() else { panic!("no place: {error:#?}") };
    let place = LineIndex::new(&at.text, Lines::Editor).position(&at.text, at.range.start);
    let code = &at.text[at.range.clone()];
    format!("{}:{}: {} | {code}", place.line + 1, place.column + 1, error.headline())
}

/// Below a thousand lines of comment and at a column that shifts, a round throws after it announced
/// itself. As it is shown, too.
fn round(number: usize) -> (String, String) {
    let (above, indent) = (1000 + number % 7, 1 + number % 40);
    let mut text = "// nothing is here\n".repeat(above);
    text += &format!(
        "await import('./signal/{number}');{}throw new Error('round {number}');\n",
        " ".repeat(indent)
    );
    let column = format!("await import('./signal/{number}');").len() + indent + "throw ".len() + 1;
    (text, format!("{}:{column}: Error: round {number} | new Error('round {number}')", above + 1))
}

/// Each round saves the next one just before it throws, and the last one a text that prints.
#[track_caller]
fn check_rounds_that_save_the_next(count: usize) {
    let rounds: Vec<(String, String)> = (0..count).map(round).collect();
    let mut next: Vec<String> = rounds.iter().skip(1).map(|(text, _)| text.clone()).collect();
    next.push("console.log('the end');\n".into());
    let mut desk = Desk::start(&rounds[0].0, &next);
    desk.until_printed("the end").until_settled();
    let expected: Vec<&str> = rounds.iter().map(|(_, shown)| shown.as_str()).collect();
    assert_eq!(desk.shown(), expected);
    assert_eq!(desk.printed(), ["the end"]);
}

/// Each round empties itself to a comment just before it throws; then the next one is saved.
#[track_caller]
fn check_rounds_that_empty_themselves(count: usize) {
    let rounds: Vec<(String, String)> = (0..count).map(round).collect();
    let comments: Vec<String> = (0..count).map(|number| format!("// {number}")).collect();
    let mut desk = Desk::start(&rounds[0].0, &comments);
    desk.until_outcome(Outcome::Live).until_settled();
    for (text, _) in rounds.iter().skip(1) {
        desk.save(text);
        desk.until_outcome(Outcome::Live).until_settled();
    }
    let expected: Vec<&str> = rounds.iter().map(|(_, shown)| shown.as_str()).collect();
    assert_eq!(desk.shown(), expected);
}

#[test]
fn an_entry_that_empties_itself_just_before_it_throws_is_reported_twenty_times() {
    check_rounds_that_empty_themselves(20);
}

#[test]
fn an_entry_that_empties_itself_just_before_it_throws_is_reported_a_thousand_times() {
    check_rounds_that_empty_themselves(1000);
}

#[test]
fn an_entry_that_saves_its_next_text_and_throws_loses_neither_error_nor_reload() {
    check_rounds_that_save_the_next(20);
}

#[test]
fn a_thousand_texts_that_each_save_the_next_and_throw_are_each_reported_once() {
    check_rounds_that_save_the_next(1000);
}

#[test]
fn a_rejection_and_a_save_in_the_same_turn_are_both_there() {
    let text = "\n\n  Promise.reject(new Error('rejected'));\nawait import('./signal/0');\nthrow new Error('thrown');\n";
    let mut desk = Desk::start(text, &["console.log('next');\n".into()]);
    desk.until_printed("next").until_settled();
    let expected =
        ["3:18: Error: rejected | new Error('rejected')", "5:7: Error: thrown | new Error('thrown')"];
    assert_eq!(desk.shown(), expected);
    assert_eq!(desk.errors()[0].kind, ErrorKind::Rejection);
}

#[test]
fn an_entry_emptied_on_purpose_is_a_program_without_errors() {
    for empty in ["", "// nothing\n", "/* nothing */", "\n\n"] {
        let mut desk = Desk::start("throw new Error('x');\n", &[]);
        desk.until_outcome(Outcome::Failed).until_settled();
        desk.save(empty);
        desk.until_outcome(Outcome::Live).until_settled();
        assert_eq!(desk.shown(), ["1:7: Error: x | new Error('x')"], "{empty:?}");
        desk.save("console.log('again');\n");
        desk.until_printed("again").until_settled();
    }
}

/// Ways to wait for ever at the top level.
const WAITS: [&str; 5] = [
    "await new Promise(() => {});\n",
    "for await (const it of { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) }) it;\n",
    "await import('./waits');\n",
    "import './waits';\nconsole.log('never');\n",
    "const wait = async () => { for (;;) await new Promise(() => {}); };\nawait Promise.race([wait(), wait()]);\n",
];

#[test]
fn a_program_that_waits_for_ever_is_replaced_by_every_save() {
    let folder_file = "await new Promise(() => {});\nexport {};\n";
    let mut desk = Desk::start("console.log('first');\n", &[]);
    desk.until_settled();
    desk.save_on_disk("waits.ts", folder_file);
    for (number, waits) in WAITS.iter().cycle().take(10).enumerate() {
        desk.save(&format!("// {number}\n{waits}"));
        desk.until_outcome(Outcome::Pending);
        desk.save(&format!("console.log('mended {number}');\n"));
        desk.until_printed(&format!("mended {number}")).until_outcome(Outcome::Live);
    }
    assert_eq!(desk.shown(), [""; 0]);
    assert!(!desk.printed().contains(&"never"));
}

#[test]
fn what_a_replaced_top_level_await_is_rejected_with_is_told_as_superseded() {
    let text = "// one\nawait new Promise((_, reject) => {\n  globalThis.fail = () => reject(new Error('late'));\n});\n";
    let mut desk = Desk::start(text, &[]);
    desk.until_outcome(Outcome::Pending);
    desk.save("(globalThis as any).fail();\nconsole.log('newer');\n");
    desk.until_printed("newer").until_settled();
    assert_eq!(desk.shown(), ["3:34: Error: late | new Error('late')"]);
    let error = desk.errors()[0];
    assert!(error.superseded);
    let place = error.location.as_ref().expect("a place");
    assert_eq!(&*place.text, text);
    assert!(place.newer.as_ref().is_some_and(|newer| newer.contains("newer")));
}

#[test]
fn so_is_that_of_a_for_await_and_of_a_dependency() {
    let fail = "globalThis.fail = () => reject(new Error('late'));";
    let for_await = format!("for await (const it of [new Promise((_, reject) => {{ {fail} }})]) it;\n");
    let mut desk = Desk::start("console.log('first');\n", &[]);
    desk.until_settled();
    desk.save_on_disk("slow.ts", &format!("await new Promise((_, reject) => {{ {fail} }});\nexport {{}};\n"));
    for text in [for_await.as_str(), "import './slow';\n"] {
        desk.save(text);
        desk.until_outcome(Outcome::Pending);
        desk.save("(globalThis as any).fail();\nconsole.log('newer');\n");
        desk.until_printed("newer").until_outcome(Outcome::Live).until_settled();
    }
    assert!(desk.errors().iter().all(|error| error.headline() == "Error: late" && error.superseded));
    assert_eq!(desk.errors().len(), 2);
}

#[test]
fn an_earlier_run_of_the_same_text_is_told_apart_although_its_place_is_right() {
    let text = "import { go } from './go';\ngo();\nawait new Promise((_, reject) => {\n  globalThis.fail = () => reject(new Error('late'));\n});\n";
    let mut desk = Desk::start("console.log('first');\n", &[]);
    desk.until_settled();
    desk.save_on_disk("go.ts", "export const go = () => {};\n");
    desk.save(text);
    desk.until_outcome(Outcome::Pending);
    desk.save_on_disk("go.ts", "export const go = () => { globalThis.fail(); console.log('again'); };\n");
    desk.until_printed("again").until(|event| matches!(event, Event::Error(_)));
    assert_eq!(desk.shown(), ["4:34: Error: late | new Error('late')"]);
    let error = desk.errors()[0];
    assert!(error.superseded && error.location.as_ref().is_some_and(|place| place.newer.is_none()));
}

#[test]
fn pending_work_of_the_third_generation_that_fails_in_the_ninth_stands_in_the_thirds_text() {
    let text = |number: usize| {
        let wait = format!(
            "async function work() {{ await new Promise((go) => (globalThis.go{number} = go)); throw new Error('of {number}'); }}\n"
        );
        format!("{}{wait}work();\n", "// above\n".repeat(number))
    };
    let mut desk = Desk::start(&text(1), &[]);
    desk.until_settled();
    for number in 2..=8 {
        desk.save(&text(number));
        desk.until_settled();
    }
    desk.save("(globalThis as any).go3();\nsetTimeout(() => console.log('over'));\n");
    desk.until_printed("over").until_settled();
    let third = text(3);
    let column = third.lines().nth(3).and_then(|line| line.find("new Error")).expect("the line") + 1;
    assert_eq!(desk.shown(), [format!("4:{column}: Error: of 3 | new Error('of 3')")]);
    let place = desk.errors()[0].location.as_ref().expect("a place");
    assert_eq!(*place.text, *third);
    assert!(place.newer.is_some());
}
