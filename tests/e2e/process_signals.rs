//! Signals that a program listens for, sent to a real process.
#![cfg(unix)]

use std::os::unix::process::ExitStatusExt;

use saveloop_tests::inspected::Inspected;

fn begun(text: &str, flags: &[&str]) -> Inspected {
    let mut run = Inspected::start_closed(text, flags);
    assert_eq!(run.printed(), "begun");
    run
}

#[test]
fn listeners_are_called_with_the_name_and_the_number() {
    let text = "
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH'] as const) {
  process.on(name, (...given) => console.log(...given));
}
console.log('begun');
setInterval(() => {}, 1e6);
";
    let mut run = begun(text, &[]);
    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1), ("USR1", 10), ("USR2", 12), ("WINCH", 28)] {
        run.signal(name);
        assert_eq!(run.printed(), format!("SIG{name} {number}"));
    }
}

#[test]
fn a_listener_keeps_no_program_alive() {
    let mut run = Inspected::start_closed("process.on('SIGTERM', () => {});\nconsole.log('over');\n", &[]);
    assert_eq!(run.output(), "over\n");
}

#[test]
fn without_its_last_listener_a_signal_ends_the_program_as_if_there_had_been_none() {
    let text = "
process.on('SIGTERM', () => { console.log('first'); process.removeAllListeners('SIGTERM'); });
process.once('SIGHUP', () => console.log('once'));
console.log('begun');
setInterval(() => {}, 1e6);
";
    for (name, number, said) in [("TERM", 15, "first"), ("HUP", 1, "once")] {
        let mut run = begun(text, &[]);
        run.signal(name);
        assert_eq!(run.printed(), said);
        run.signal(name);
        assert_eq!(run.rest().1.signal(), Some(number));
    }
}

#[test]
fn a_program_that_computes_hears_a_signal_when_it_yields_and_is_not_ended_by_it() {
    let text = "
import { existsSync } from 'node:fs';
let heard = 0;
process.on('SIGINT', () => { heard++; });
console.log('begun');
// Another process says when: this one must not yield before.
while (!existsSync(new URL('./sent', import.meta.url))) {}
console.log('heard', heard);
setInterval(() => { if (heard > 0) { console.log('heard', heard); process.exit(3); } }, 1);
";
    let mut run = begun(text, &[]);
    run.signal("INT");
    std::fs::write(run.path.with_file_name("sent"), "").expect("written");
    let (output, status) = run.rest();
    assert_eq!((output.as_str(), status.code()), ("heard 0\nheard 1\n", Some(3)));
}

#[test]
fn a_listener_of_a_replaced_module_is_gone_and_the_new_one_hears() {
    let text = "process.on('SIGUSR2', () => console.log('of the first'));\nconsole.log('begun');\n";
    let mut run = begun(text, &["--hot"]);
    run.signal("USR2");
    assert_eq!(run.printed(), "of the first");
    std::fs::write(&run.path, text.replace("first", "second").replace("begun", "again")).expect("saved");
    assert_eq!(run.printed(), "again");
    run.signal("USR2");
    assert_eq!(run.printed(), "of the second");
    // Without any listener it is what it was before.
    std::fs::write(&run.path, "console.log('no more');\n").expect("saved");
    assert_eq!(run.printed(), "no more");
    run.line_with("generation 3");
    run.signal("USR2");
    assert_eq!(run.rest().1.signal(), Some(12));
}
