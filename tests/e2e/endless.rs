//! What never returns: callbacks of `import.meta.hot` and bodies of modules. The next save gets its turn,
//! nothing is left behind and nothing is left out.

use runtime::message::{Command, ErrorKind, Event, Outcome};
use saveloop_tests::program::Program;

/// Saves `second`, which gets stuck in a callback, then `third`: it must run, and the callback be named.
#[track_caller]
fn check(first: &str, second: &str, third: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let entry = folder.path().canonicalize().expect("its real path").join("main.ts");
    std::fs::write(&entry, first).expect("the entry");
    let mut program = Program::start(&entry);
    program.settled();
    let save = |program: &Program, text: &str| {
        std::fs::write(&entry, text).expect("the entry");
        program.session.send(Command::Saved { paths: vec![entry.clone()] });
    };
    save(&program, second);
    program.until(|event| matches!(event, Event::Console(line) if line.text == "stuck"));
    save(&program, third);
    let events = program.until(|event| matches!(event, Event::Console(line) if line.text == "third"));
    let interrupted = events.iter().find_map(|event| match event {
        Event::Error(error) if error.kind == ErrorKind::Interrupted => error.location.as_ref(),
        _ => None,
    });
    let at = interrupted.unwrap_or_else(|| panic!("nothing was interrupted: {events:?}"));
    let shown = at.text.get(at.range.clone()).unwrap_or_default();
    assert!(shown.contains("for (;;)"), "shown at {shown}");
    let events = program.until(|event| matches!(event, Event::Settled { .. }));
    let is_live = |event: &Event| matches!(event, Event::Outcome(it) if it.outcome == Outcome::Live);
    assert!(events.iter().any(is_live), "{events:?}");
    // What an older version made is gone: only the newest text keeps the program alive, and it does not.
    assert!(matches!(events.last(), Some(Event::Settled { alive: false, .. })), "{events:?}");
}

#[test]
fn a_dispose_that_never_returns_ends_with_the_next_save() {
    check(
        "setInterval(() => {}, 1e6);
import.meta.hot.dispose(() => {
  console.log('stuck');
  for (;;) ;
});",
        "setInterval(() => {}, 1e6); console.log('second');",
        "console.log('third');",
    );
}

#[test]
fn an_accept_callback_that_never_returns_ends_with_the_next_save() {
    check(
        "import.meta.hot.accept(() => {
  console.log('stuck');
  for (;;) ;
});",
        "setInterval(() => {}, 1e6);",
        "console.log('third');",
    );
}

#[test]
fn a_listener_that_never_returns_ends_with_the_next_save() {
    check(
        "import.meta.hot.on('vite:beforeFullReload', () => {
  console.log('stuck');
  for (;;) ;
});",
        "setInterval(() => {}, 1e6);",
        "console.log('third');",
    );
}

/// A program of these files that gets stuck; the save of `fix` has to let it finish.
#[track_caller]
fn check_finishes(files: &[(&str, &str)], fix: (&str, &str), printed: &[&str]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().canonicalize().expect("its real path");
    for (name, text) in files {
        std::fs::write(root.join(name), text).expect("a file");
    }
    let mut program = Program::start(&root.join("main.ts"));
    program.until(|event| matches!(event, Event::Console(line) if line.text == "stuck"));
    std::fs::write(root.join(fix.0), fix.1).expect("a file");
    program.session.send(Command::Saved { paths: vec![root.join(fix.0)] });
    let is_live = |event: &Event| matches!(event, Event::Outcome(it) if it.outcome == Outcome::Live);
    let mut begun = program.until(|event| matches!(event, Event::Started { .. }));
    begun.extend(program.until(is_live));
    let lines = begun.iter().filter_map(|event| match event {
        Event::Console(line) => Some(line.text.as_str()),
        _ => None,
    });
    assert_eq!(lines.collect::<Vec<_>>(), printed);
    let is_uncaught = |event: &Event| matches!(event, Event::Error(it) if it.kind == ErrorKind::Uncaught);
    assert!(!begun.iter().any(is_uncaught), "{begun:?}");
}

const STUCK: (&str, &str) = (
    "stuck.ts",
    "console.log('stuck'); while (!(globalThis as any).go) ; console.log('through'); export const value = 1;",
);

#[test]
fn a_module_that_was_stopped_in_its_body_begins_again() {
    let main = "import './before'; import { value } from './stuck'; console.log('main', value);";
    check_finishes(
        &[("main.ts", main), ("before.ts", "export {};"), STUCK],
        ("before.ts", "(globalThis as any).go = true;"),
        &["stuck", "through", "main 1"],
    );
}

#[test]
fn an_update_goes_on_with_what_was_stopped() {
    let main = "import { value } from './middle'; import './view'; console.log('main', value);";
    check_finishes(
        &[
            ("main.ts", main),
            ("middle.ts", "export { value } from './stuck'; console.log('middle');"),
            ("view.ts", "import.meta.hot.accept();"),
            STUCK,
        ],
        ("view.ts", "(globalThis as any).go = true; console.log('view');"),
        &["view", "stuck", "through", "middle", "main 1"],
    );
}

#[test]
fn a_top_level_await_that_was_stopped_behind_it_begins_again() {
    let stuck = "await null; console.log('stuck'); while (!(globalThis as any).go) ; export const value = 1;";
    let main = "import './before'; import { value } from './stuck'; console.log('main', value);";
    check_finishes(
        &[("main.ts", main), ("before.ts", "export {};"), ("stuck.ts", stuck)],
        ("before.ts", "(globalThis as any).go = true;"),
        &["stuck", "main 1"],
    );
}

#[test]
fn what_waits_for_a_stopped_top_level_await_runs_after_an_update_beside_it() {
    let stuck = "await null; console.log('stuck'); while (!(globalThis as any).go) ; export const value = 1;";
    let main = "import { value } from './stuck'; import './view'; console.log('main', value);";
    check_finishes(
        &[("main.ts", main), ("view.ts", "import.meta.hot.accept();"), ("stuck.ts", stuck)],
        ("view.ts", "(globalThis as any).go = true;"),
        &["stuck", "main 1"],
    );
}

#[test]
fn what_waits_for_a_module_that_was_stopped_behind_an_await_runs_after_an_update_beside_it() {
    let main = "import { value } from './stuck'; import './view'; console.log('main', value);";
    let stuck = format!("import './first'; {}", STUCK.1);
    check_finishes(
        &[
            ("main.ts", main),
            ("view.ts", "import.meta.hot.accept();"),
            ("first.ts", "await null;"),
            ("stuck.ts", &stuck),
        ],
        ("view.ts", "(globalThis as any).go = true;"),
        &["stuck", "through", "main 1"],
    );
}
