//! What a retired instance leaves behind: nothing. And what the ledger tells of the rest.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use runtime::ids::LedgerAsk;
use runtime::message::{Command, Event, Handle, HandleKind, Ledger};
use runtime::position::{LineIndex, Lines};
use runtime::session::EngineHost;
use runtime::sources::{Disk, SourceBytes, Sources};
use saveloop_tests::fixture::check;
use saveloop_tests::program::Program;

#[test]
fn an_instance_that_ran_again_unchanged_is_told_apart_from_the_one_before() {
    check(
        "//- /main.ts
import './leaf';
import { gate } from './gate';
const run = ++gate.runs;
(async () => {
  await gate.opened;
  setTimeout(() => console.log('after an await', run), 1);
})();
gate.opened.then(() => setTimeout(() => console.log('in a callback', run)));
gate.opened.then(function () { return helper(() => console.log('deep', run)); });
if (run > 1) gate.open();
function helper(f: () => void) { [1].forEach(() => setTimeout(f, 1)); }
//- /gate.ts
export const gate: any = { runs: 0 };
gate.opened = new Promise((open) => { gate.open = open; });
//- /leaf.ts
export const a = 1;
//- /leaf.ts @2
export const a = 2;
//- ends @2
//- expect @2: reran leaf.ts main.ts
//- expect @2: main.ts:6 log: after an await 2
//- expect @2: main.ts:8 log: in a callback 2
//- expect @2: main.ts:9 log: deep 2
",
    );
}

#[test]
fn a_timer_made_while_a_module_is_pruned_never_fires() {
    check(
        "//- /main.ts
import './gone';
//- /gone.ts
import.meta.hot.prune(() => setInterval(() => console.log('never'), 1));
//- /main.ts @2
console.log('without');
// ^ log: without
//- ends @2
",
    );
}

#[test]
fn a_timer_made_by_dispose_goes_with_its_module() {
    check(
        "//- /main.ts
import.meta.hot.dispose(() => setInterval(() => console.log('never'), 1));
//- /main.ts @2
console.log('next');
// ^ log: next
//- ends @2
",
    );
}

/// Texts of which one is not handed over before it is let go.
struct Held {
    folder: PathBuf,
    texts: Mutex<Vec<(PathBuf, Arc<str>)>>,
    holds: PathBuf,
    reached: Mutex<Sender<()>>,
    let_go: Mutex<Receiver<()>>,
}

impl Sources for Held {
    fn open_document(&self, _path: &Path) -> Option<Arc<str>> {
        None
    }

    fn read(&self, path: &Path) -> std::io::Result<SourceBytes> {
        let texts = self.texts.lock().expect("alone");
        let text = texts.iter().rev().find(|(known, _)| known == path).map(|(_, text)| Arc::clone(text));
        drop(texts);
        let Some(text) = text else { return Disk.read(path) };
        if path == self.holds && text.contains("held") {
            self.reached.lock().expect("alone").send(()).expect("the test waits");
            self.let_go.lock().expect("alone").recv().expect("the test lets go");
        }
        Ok(SourceBytes::Text(text))
    }
}

#[test]
fn an_import_in_flight_ends_with_the_instance_that_asked_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("its path");
    let main = root.join("main.ts");
    std::fs::write(&main, "").expect("a file");
    std::fs::write(root.join("late.ts"), "export {};").expect("a file");
    let (reached, is_reached) = channel();
    let (let_go, lets_go) = channel();
    let first = "let n = 0;\nsetInterval(() => {\n  const asked = ++n;\n  console.log('asks', asked);\n  \
                 import(`./late?${asked}`).then(() => console.log('got', asked));\n}, 1);\n";
    let sources = Arc::new(Held {
        folder: root.clone(),
        texts: Mutex::new(vec![(main.clone(), first.into())]),
        holds: main.clone(),
        reached: Mutex::new(reached),
        let_go: Mutex::new(lets_go),
    });
    let mut program =
        Program::start_with(&main, Arc::clone(&sources) as Arc<dyn Sources>, EngineHost::InProcess);
    program.until(|event| matches!(event, Event::Console(_)));
    sources.texts.lock().expect("alone").push((main.clone(), "console.log('next'); // held\n".into()));
    program.session.send(Command::Saved { paths: vec![sources.folder.join("main.ts")] });
    is_reached.recv().expect("the save is read");
    // What is asked for now waits until the save has been prepared, and applied.
    let asks = |event: &Event| matches!(event, Event::Console(line) if line.text.starts_with("asks"));
    program.until(asks);
    program.until(asks);
    let_go.send(()).expect("it is held");
    program.until(|event| matches!(event, Event::Console(line) if line.text == "next"));
    let after = program.ended();
    let printed = after.iter().filter(|event| matches!(event, Event::Console(_))).count();
    assert_eq!(printed, 0, "{after:#?}");
    assert!(ledger(&mut program, 1).handles.is_empty());
}

fn ledger(program: &mut Program, ask: u64) -> Ledger {
    program.session.send(Command::Ledger { ask: LedgerAsk(ask) });
    let answers = |event: &Event| matches!(event, Event::Ledger { ask: answered, .. } if answered.0 == ask);
    match program.until(answers).pop() {
        Some(Event::Ledger { ledger, .. }) => ledger,
        other => panic!("{other:?}"),
    }
}

fn shown(root: &Path, handle: &Handle) -> String {
    let place = handle.place.as_ref().map(|place| {
        let at = LineIndex::new(&place.text, Lines::Editor).position(&place.text, place.range.start);
        format!("{}:{}", place.path.strip_prefix(root).unwrap_or(&place.path).display(), at.line + 1)
    });
    let owner =
        handle.owner.as_ref().map(|owner| owner.strip_prefix(root).unwrap_or(owner).display().to_string());
    format!(
        "{} | {} | generation {} | {} | {}",
        handle.what,
        owner.as_deref().unwrap_or("nobody"),
        handle.generation,
        place.as_deref().unwrap_or("somewhere"),
        if handle.keeps_alive { "keeps" } else { "lets go" },
    )
}

#[test]
fn the_ledger_tells_of_every_handle_and_whose_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("its path");
    let write = |name: &str, text: &str| std::fs::write(root.join(name), text).expect("a file");
    write(
        "main.ts",
        "import './clock';\n\nsetTimeout(() => {}, 1e6).unref();\nimport.meta.hot.on('mine', () => {});\n",
    );
    write(
        "clock.ts",
        "export const tick =\n  setInterval(() => {}, 5e4);\nclearTimeout(setTimeout(() => {}, 1e6));\nimport.meta.hot.accept();\n",
    );
    let mut program = Program::start(&root.join("main.ts"));
    program.settled();
    let told = |ledger: &Ledger| ledger.handles.iter().map(|it| shown(&root, it)).collect::<Vec<_>>();
    let first = ledger(&mut program, 1);
    assert_eq!(
        told(&first),
        [
            "setInterval 50000 ms | clock.ts | generation 1 | clock.ts:2 | keeps",
            "setTimeout 1000000 ms | main.ts | generation 1 | main.ts:3 | lets go",
            "hot.on(\"mine\") | main.ts | generation 1 | main.ts:4 | lets go",
        ]
    );
    assert!(first.handles[0].due.is_some_and(|due| due.as_millis() <= 50_000), "{first:#?}");
    assert_eq!(first.handles[2].kind, HandleKind::Listener);
    write("clock.ts", "\nsetInterval(() => {}, 7e4);\nimport.meta.hot.accept();\n");
    program.session.send(Command::Saved { paths: vec![root.join("clock.ts")] });
    program.settled();
    assert_eq!(
        told(&ledger(&mut program, 2)),
        [
            "setTimeout 1000000 ms | main.ts | generation 1 | main.ts:3 | lets go",
            "setInterval 70000 ms | clock.ts | generation 2 | clock.ts:2 | keeps",
            "hot.on(\"mine\") | main.ts | generation 1 | main.ts:4 | lets go",
        ]
    );
    program.session.send(Command::Stop);
    assert!(ledger(&mut program, 3).handles.is_empty(), "a stopped program has nothing");
}
