//! Stacks that a debugger shows, and that a program reads, name files and places of the text alone.

use runtime::debug::message::*;
use runtime::session::EngineHost;
use saveloop_tests::debug::{Debugged, text};

const SOURCE: &str = "interface Wide {
  padding: number;
}
class Own extends Error {}
function made(kind: string): Error {
  if (kind === 'own') return new Own('own');
  return new Error('made');
}
console.log(made('error'));
/*@here*/made('own');
Promise.reject(made('own'));
";

fn shows(host: EngineHost) {
    let mut debugged = Debugged::hosted(&[("main.ts", SOURCE)], AtStart::Wait, host);
    let main = debugged.root.join("main.ts");
    let at = |place: &str| format!("file://{}:{place}", main.display());
    let here = debugged.breakpoint("here");
    debugged.set(here);
    debugged.done(Request::SetPauseOnExceptions(ExceptionMode::Uncaught));
    debugged.done(Request::RunIfWaiting);
    let Event::Console(call) = debugged.until(|event| matches!(event, Event::Console(_))) else {
        panic!("no console call")
    };
    let RemoteValue::Object(printed) = &call.arguments[0] else { panic!("no object: {:?}", call.arguments) };
    assert_eq!(
        printed.description,
        format!("Error: made\n    at made ({})\n    at {}", at("7:10"), at("9:13"))
    );
    let pause = debugged.paused();
    let mut evaluate = |expression: &str| {
        debugged.evaluate(&pause, 0, expression).map(|value| text(&value)).unwrap_or_else(|error| error)
    };
    let of_own = format!("Error: own\n    at made ({})\n    at ", at("6:30"));
    assert!(evaluate("made('own')").starts_with(&of_own), "{}", evaluate("made('own')"));
    let read = evaluate("made('own').stack.split('\\n')[1]");
    assert_eq!(read, format!("{:?}", format!("    at made ({})", at("6:30"))));
    for expression in ["made('error').stack", "null.x", "(() => { throw new Own('thrown'); })()", "here"] {
        assert!(!evaluate(expression).contains("?v="), "{expression}: {}", evaluate(expression));
    }
    debugged.done(Request::Resume);
    let pause = debugged.paused();
    let Reason::Rejection { value: RemoteValue::Object(value) } = &pause.reason else {
        panic!("another reason: {:?}", pause.reason)
    };
    assert!(value.description.starts_with("Error: own\n    at made (") && !value.description.contains("?v="));
}

#[test]
fn what_a_debugger_shows_of_an_error_are_places_of_the_text() {
    shows(EngineHost::InProcess);
}

#[test]
fn an_engine_in_a_process_of_its_own_shows_the_same() {
    let program = saveloop_tests::binary::saveloop().to_owned();
    shows(EngineHost::Process { program, args: vec!["engine".into()] });
}
