//! A save that cannot run leaves the old program running, timers included, and stays pending; whatever
//! makes it right recovers. Every kind of refusal, at every place of a program, mended in every way.

use std::collections::BTreeMap;
use std::path::PathBuf;

use runtime::message::{Command, ErrorKind, Event, Outcome};
use saveloop_tests::program::Program;

/// Why the bad text cannot run.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Bad {
    Syntax,
    Unresolved,
    MissingExport,
    MissingFile,
    Unreadable,
    Unsupported,
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Entry,
    Dependency,
    Lazy,
    New,
    InCycle,
    BehindBoundary,
}

/// What makes it right.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mended {
    SameFile,
    /// The missing export or file comes, or nothing imports the bad file any more.
    OtherFile,
    /// The old text comes back: it never stopped running.
    Reverting,
}

const PLACES: [Place; 6] =
    [Place::Entry, Place::Dependency, Place::Lazy, Place::New, Place::InCycle, Place::BehindBoundary];
const MENDED: [Mended; 3] = [Mended::SameFile, Mended::OtherFile, Mended::Reverting];

/// A module that says when it runs, and that its timers run.
fn module(name: &str, head: &str, value: u32) -> String {
    format!(
        "{head}\nexport const {name} = {value};\nconsole.log('ran {name}', {name});\nlet count = 0;\n\
         const tick = () => {{ console.log('tick {name}', count++); setTimeout(tick, 2); }};\ntick();\n"
    )
}

const MAIN: &str =
    "import './dep'; import './a'; import './view'; import { other } from './other'; import './leaf';
console.log('other is', other);
await import('./lazy');";

fn head(name: &str) -> &'static str {
    match name {
        "main" => MAIN,
        "a" => "import './b';",
        "b" => "import './a';",
        "view" => "import './inner'; import.meta.hot.accept();",
        _ => "",
    }
}

const MODULES: [&str; 9] = ["main", "dep", "a", "b", "view", "inner", "other", "leaf", "lazy"];

/// The file that is bad, without its ending.
fn bad_file(place: Place) -> &'static str {
    match place {
        Place::Entry => "main",
        Place::Dependency => "dep",
        Place::Lazy => "lazy",
        Place::New => "added",
        Place::InCycle => "b",
        Place::BehindBoundary => "inner",
    }
}

struct Case {
    folder: tempfile::TempDir,
    root: PathBuf,
    program: Program,
    /// The newest tick of each module.
    ticks: BTreeMap<String, u32>,
}

impl Case {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("its real path");
        for name in MODULES {
            std::fs::write(root.join(format!("{name}.ts")), module(name, head(name), 1)).expect("a file");
        }
        let program = Program::start(&root.join("main.ts"));
        let mut case = Self { folder, root, program, ticks: BTreeMap::new() };
        let events = case.answer();
        assert!(matches!(events.last(), Some(Event::Outcome(report)) if report.outcome == Outcome::Live));
        case
    }

    fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.path(file), text).expect("a file");
        self.path(file)
    }

    fn save(&mut self, paths: Vec<PathBuf>) -> Vec<Event> {
        self.program.session.send(Command::Saved { paths });
        self.answer()
    }

    /// Everything up to what a save has come to.
    fn answer(&mut self) -> Vec<Event> {
        let events = self.program.until(|event| match event {
            Event::Refused { .. } | Event::Unchanged { .. } | Event::EngineLost { .. } => true,
            Event::Outcome(report) => report.outcome != Outcome::Pending,
            _ => false,
        });
        self.note(&events);
        events
    }

    fn note(&mut self, events: &[Event]) {
        for line in console(events) {
            let mut words = line.split(' ');
            if words.next() == Some("tick")
                && let (Some(name), Some(count)) = (words.next(), words.next())
            {
                self.ticks.insert(name.to_owned(), count.parse().expect("a count"));
            }
        }
    }

    /// Waits until every module that runs has ticked again, from where it was.
    fn all_tick_on(&mut self) {
        for (name, count) in self.ticks.clone() {
            let next = format!("tick {name} {}", count + 1);
            if self.ticks.get(&name).is_some_and(|now| *now > count) {
                continue; // while waiting for another one
            }
            let ticks = |event: &Event| matches!(event, Event::Console(line) if line.text == next);
            let events = self.program.until(ticks);
            assert!(
                !events.iter().any(|event| matches!(event, Event::Started { .. } | Event::Error(_))),
                "nothing begins: {events:?}"
            );
            self.note(&events);
        }
    }
}

fn console(events: &[Event]) -> Vec<&str> {
    events
        .iter()
        .filter_map(|event| match event {
            Event::Console(line) => Some(line.text.as_str()),
            _ => None,
        })
        .collect()
}

/// Makes a file bad; returns the kind of error that is to come.
fn spoil(case: &Case, bad: Bad, file: &str, name: &str) -> ErrorKind {
    let with = |line: &str| module(name, &format!("{line} {}", head(name)), 2);
    match bad {
        Bad::Syntax => {
            case.write(file, "export const broken = ;");
            ErrorKind::Syntax
        }
        Bad::Unresolved => {
            case.write(file, with("import './nowhere';"));
            ErrorKind::Unresolved
        }
        Bad::MissingExport => {
            case.write(file, with("import { late } from './leaf'; late;"));
            ErrorKind::MissingExport
        }
        Bad::MissingFile => {
            if case.path(file).exists() {
                std::fs::remove_file(case.path(file)).expect("it goes");
            }
            // What the engine has was found once; what is imported is looked for again.
            if matches!(name, "main" | "lazy") { ErrorKind::Unreadable } else { ErrorKind::Unresolved }
        }
        Bad::Unreadable => {
            case.write(file, b"export const broken = '\xff';");
            ErrorKind::Unreadable
        }
        Bad::Unsupported => {
            case.write(file, with("import 'node:cluster';"));
            ErrorKind::Unsupported
        }
    }
}

/// Who imports the bad file, and its text without that.
fn importer_without(place: Place) -> Option<(&'static str, String)> {
    let (importer, import) = match place {
        Place::Entry => return None,
        Place::Dependency => ("main", "import './dep';"),
        Place::Lazy => ("main", "await import('./lazy');"),
        Place::New => ("main", "import './added';"),
        Place::InCycle => ("a", "import './b';"),
        Place::BehindBoundary => ("view", "import './inner';"),
    };
    Some((importer, module(importer, &head(importer).replace(import, ""), 4)))
}

/// What another file can do about it; `None` where there is nothing.
fn mend_by_other(case: &Case, bad: Bad, place: Place) -> Option<PathBuf> {
    Some(match bad {
        Bad::Unresolved => case.write("nowhere.ts", "export {};"),
        Bad::MissingExport => case.write("leaf.ts", module("leaf", "export const late = 1;", 4)),
        Bad::MissingFile if place == Place::Entry => return None,
        Bad::MissingFile => {
            let name = bad_file(place);
            case.write(&format!("{name}.tsx"), module(name, head(name), 4))
        }
        Bad::Syntax | Bad::Unreadable | Bad::Unsupported => {
            let (importer, text) = importer_without(place)?;
            case.write(&format!("{importer}.ts"), text)
        }
    })
}

fn check(bad: Bad, place: Place, mended: Mended) {
    let shown = format!("{bad:?} {place:?} {mended:?}");
    let mut case = Case::start();
    let (name, file) = (bad_file(place), format!("{}.ts", bad_file(place)));
    let mut batch = vec![case.path(&file)];
    if place == Place::New {
        batch.push(case.write("main.ts", module("main", &format!("import './added'; {MAIN}"), 1)));
    }
    // Something good in the same batch: it stays pending with the bad.
    let is_reverted = mended == Mended::Reverting;
    if !is_reverted {
        batch.push(case.write("other.ts", module("other", "", 2)));
    }
    let expected = spoil(&case, bad, &file, name);
    let events = case.save(batch);
    match events.last() {
        Some(Event::Refused { errors, .. }) => {
            assert!(errors.iter().any(|error| error.kind == expected), "{shown}: {errors:?}");
            let is_placed = errors.iter().all(|error| error.location.is_some());
            assert!(is_placed || place == Place::Entry, "{shown}: {errors:?}");
        }
        other => panic!("{shown}: not refused: {other:?}"),
    }
    assert!(!events.iter().any(|event| matches!(event, Event::Started { .. })), "{shown}: {events:?}");
    case.all_tick_on();

    let saved = match mended {
        Mended::SameFile => case.write(&file, module(name, head(name), 3)),
        Mended::OtherFile => match mend_by_other(&case, bad, place) {
            Some(path) => path,
            None => return,
        },
        Mended::Reverting if place == Place::New => case.write("main.ts", module("main", MAIN, 1)),
        Mended::Reverting => case.write(&file, module(name, head(name), 1)),
    };
    let events = case.save(vec![saved]);
    if is_reverted {
        assert!(matches!(events.last(), Some(Event::Unchanged { .. })), "{shown}: {:?}", events.last());
        case.all_tick_on();
        return;
    }
    let is_live = matches!(events.last(), Some(Event::Outcome(report)) if report.outcome == Outcome::Live);
    assert!(is_live, "{shown}: {events:?}");
    let lines = console(&events);
    assert!(lines.contains(&"other is 2"), "{shown}: the good part was lost: {lines:?}");
    if mended == Mended::SameFile {
        assert!(lines.contains(&format!("ran {name} 3").as_str()), "{shown}: {lines:?}");
    }
    drop(case.folder);
}

fn check_everywhere(bad: Bad) {
    for place in PLACES {
        for mended in MENDED {
            check(bad, place, mended);
        }
    }
}

#[test]
fn a_syntax_error_keeps_the_last_good_program_and_mends() {
    check_everywhere(Bad::Syntax);
}

#[test]
fn an_unresolvable_import_keeps_the_last_good_program_and_mends() {
    check_everywhere(Bad::Unresolved);
}

#[test]
fn a_missing_export_keeps_the_last_good_program_and_mends() {
    check_everywhere(Bad::MissingExport);
}

#[test]
fn a_missing_file_keeps_the_last_good_program_and_mends() {
    check_everywhere(Bad::MissingFile);
}

#[test]
fn an_unreadable_file_keeps_the_last_good_program_and_mends() {
    check_everywhere(Bad::Unreadable);
}

#[test]
fn an_unsupported_import_keeps_the_last_good_program_and_mends() {
    check_everywhere(Bad::Unsupported);
}
