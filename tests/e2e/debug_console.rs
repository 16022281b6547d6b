//! What clients hear of the console, also of what was printed before they came.

use runtime::debug::message::*;
use saveloop_tests::debug::{CLIENT, Debugged, text};

/// Leaves, lets the program print, and comes again: kinds, texts and lines of what is told then.
fn told_late(source: &str) -> Vec<(ConsoleKind, String, u32)> {
    let mut debugged = Debugged::new(source);
    debugged.put(Request::RunIfWaiting);
    debugged.send(Command::Detach(CLIENT));
    debugged.settled();
    debugged.heard.clear();
    debugged.send(Command::Attach(CLIENT));
    let mut told = Vec::new();
    loop {
        match debugged.hear() {
            Event::Console(ConsoleCall { kind, arguments, stack, .. }) => {
                let line = stack.first().expect("a caller").location.position.line;
                told.push((kind, arguments.iter().map(text).collect(), line));
            }
            Event::Attached { .. } => return told,
            _ => {}
        }
    }
}

#[test]
fn the_first_client_hears_what_was_printed_before_as_it_was_shown() {
    let source = "console.log('a', { b: [1, 2] }, 3);
console.warn('w');
console.error(new Map([[1, 2]]));
console.group('g');
console.info('in');
console.groupEnd();
console.count();
console.assert(false, 'no');
function caller() { console.debug('d'); }
caller();
process.stdout.write('raw\\n');
setInterval(() => {}, 1000);
";
    let of = |kind, text: &str, line| (kind, format!("{text:?}"), line);
    assert_eq!(
        told_late(source),
        [
            of(ConsoleKind::Log, "a { b: [ 1, 2 ] } 3", 0),
            of(ConsoleKind::Warn, "w", 1),
            of(ConsoleKind::Error, "Map(1) { 1 => 2 }", 2),
            of(ConsoleKind::Log, "g", 3),
            of(ConsoleKind::Info, "  in", 4),
            of(ConsoleKind::Count, "default: 1", 6),
            of(ConsoleKind::Assert, "Assertion failed: no", 7),
            of(ConsoleKind::Debug, "d", 8),
        ]
    );
}

#[test]
fn only_the_newest_lines_are_told_late() {
    let source = "for (let i = 0; i < 5000; i++) console.log(i);\nsetInterval(() => {}, 1000);\n";
    let told = told_late(source);
    assert_eq!(told.len(), KEPT_CONSOLE_CALLS);
    assert_eq!(told[0].1, format!("{:?}", (5000 - KEPT_CONSOLE_CALLS).to_string()));
    assert_eq!(told.last().map(|it| it.1.as_str()), Some("\"4999\""));
}

#[test]
fn ten_thousand_messages_come_in_order_with_their_kinds_and_callers() {
    let mut debugged = Debugged::new(
        "const methods = ['log', 'warn', 'error', 'info', 'debug'] as const;
for (let i = 0; i < 10_000; i++) {
  console[methods[i % 5]!](i, { i });
}
",
    );
    debugged.done(Request::RunIfWaiting);
    let kinds =
        [ConsoleKind::Log, ConsoleKind::Warn, ConsoleKind::Error, ConsoleKind::Info, ConsoleKind::Debug];
    for number in 0..10_000_usize {
        let Event::Console(call) = debugged.until(|event| matches!(event, Event::Console(_))) else {
            panic!("not printed")
        };
        assert_eq!(call.kind, kinds[number % 5], "{number}");
        assert_eq!(text(&call.arguments[0]), number.to_string());
        assert_eq!(call.stack[0].location.position.line, 2);
    }
}
