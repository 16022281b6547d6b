//! Programs that stop where something is thrown, on the real engine.

use runtime::debug::message::*;
use saveloop_tests::debug::{Debugged, reason, text};

#[test]
fn exceptions_stop_where_they_are_thrown() {
    let source = "function bad() {
  /*@throw*/throw new Error('mine');
}
function engine(o: any) {
  /*@engine*/return o.missing.name;
}
try { bad(); } catch { console.log('caught'); }
try { engine({}); } catch { console.log('caught too'); }
setTimeout(() => { bad(); }, 0);
";
    let mut all = Debugged::new(source);
    all.done(Request::SetPauseOnExceptions(ExceptionMode::All));
    all.steps("run");
    for (place, wanted) in [("throw", "caught"), ("engine", "caught"), ("throw", "uncaught")] {
        let pause = all.paused();
        assert_eq!(reason(&pause.reason), wanted, "{place}");
        let (_, position) = all.mark(place);
        assert_eq!(pause.frames[0].location.position.line, position.line, "{place}");
        all.done(Request::Resume);
    }
    all.steps("end\nprints caught,caught too");
    let mut uncaught = Debugged::new(source);
    uncaught.done(Request::SetPauseOnExceptions(ExceptionMode::Uncaught));
    uncaught.steps("run");
    assert_eq!(reason(&uncaught.paused().reason), "uncaught");
    uncaught.steps("resume\nend\nprints caught,caught too");
    let mut caught = Debugged::new(source);
    caught.done(Request::SetPauseOnExceptions(ExceptionMode::Caught));
    caught.steps("run");
    assert_eq!(reason(&caught.paused().reason), "caught");
    caught.done(Request::Resume);
    assert_eq!(reason(&caught.paused().reason), "caught");
    caught.steps("resume\nend");
}

#[test]
fn making_an_error_is_not_throwing_it() {
    let mut debugged = Debugged::new(
        "class Mine extends Error {}\nconst made = [new Error('a'), new Mine('b'), TypeError('c')];\nconsole.log(made.length);\n",
    );
    debugged.done(Request::SetPauseOnExceptions(ExceptionMode::All));
    debugged.steps("run\nend\nprints 3");
}

#[test]
fn a_rejection_that_nobody_handles_stops() {
    let mut debugged =
        Debugged::new("function f() {\n  /*@reject*/return Promise.reject(new Error('lost'));\n}\nf();\n");
    debugged.done(Request::SetPauseOnExceptions(ExceptionMode::Uncaught));
    debugged.steps("run");
    let pause = debugged.paused();
    assert_eq!(reason(&pause.reason), "rejection");
    assert_eq!(pause.frames[0].location.position.line, 1);
    debugged.steps("resume\nend");
    let thrown = debugged.heard.iter().any(|event| matches!(event, Event::ExceptionThrown { .. }));
    assert!(thrown, "{:?}", debugged.heard);
}

#[test]
fn what_a_module_catches_behind_its_await_is_not_uncaught() {
    let source = "async function fails() {
  await null;
  /*@throw*/throw new Error('late');
}
try { await fails(); } catch { console.log('caught'); }
";
    let mut uncaught = Debugged::new(source);
    uncaught.done(Request::SetPauseOnExceptions(ExceptionMode::Uncaught));
    uncaught.steps("run\nend\nprints caught");
    let mut all = Debugged::new(source);
    all.done(Request::SetPauseOnExceptions(ExceptionMode::All));
    all.steps("run");
    assert_eq!(reason(&all.paused().reason), "caught");
    all.steps("resume\nend\nprints caught");
}

#[test]
fn what_is_thrown_again_stops_again() {
    let source = "try {
  try {
    /*@first*/throw new Error('again');
  } catch (error) {
    /*@second*/throw error;
  }
} catch { console.log('caught'); }
";
    let mut debugged = Debugged::new(source);
    debugged.done(Request::SetPauseOnExceptions(ExceptionMode::All));
    debugged.steps("run");
    for place in ["first", "second"] {
        let at = debugged.paused().frames[0].location.position;
        assert_eq!(at.line, debugged.mark(place).1.line, "{place}");
        debugged.done(Request::Resume);
    }
    debugged.steps("end\nprints caught");
}

#[test]
fn whether_a_rejection_is_caught_is_read_from_the_promises() {
    let source = "async function fails(how: string) { await null; throw new Error(how); }
const nothing = () => {};
await fails('caught: catch').catch(nothing);
await fails('caught: then').then(nothing, nothing);
await fails('caught: after then').then(nothing).catch(nothing);
await fails('caught: all').catch(nothing);
await Promise.all([fails('caught: in all')]).catch(nothing);
await Promise.allSettled([fails('caught: settled')]);
try { await fails('caught: await'); } catch {}
try { await (async () => { await fails('caught: twice'); })(); } catch {}
await Promise.resolve().then(() => { throw new Error('caught: in a callback'); }).catch(nothing);
process.on('unhandledRejection', nothing);
fails('uncaught: never');
try { fails('uncaught: not awaited'); } catch {}
fails('uncaught: then').then(nothing);
(async () => { await fails('uncaught: await'); })();
";
    let mut debugged = Debugged::new(source);
    debugged.done(Request::SetPauseOnExceptions(ExceptionMode::All));
    debugged.done(Request::RunIfWaiting);
    let mut stops = 0;
    while let Some(pause) = debugged.paused_or_ended() {
        let Reason::Exception { value, .. } = &pause.reason else { panic!("{:?}", pause.reason) };
        let text = text(value);
        assert!(text.contains(&format!("{}: ", reason(&pause.reason))), "{}: {text}", reason(&pause.reason));
        stops += 1;
        debugged.done(Request::Resume);
    }
    assert_eq!(stops, 13);
}

#[test]
fn what_an_asynchronous_generator_throws_into_a_loop_that_catches_it_is_not_lost() {
    let mut debugged = Debugged::new(
        "async function* numbers() { yield 1; throw new Error('over'); }
async function main() {
  try { for await (const it of numbers()) it; } catch { console.log('caught'); }
}
main();
",
    );
    debugged.done(Request::SetPauseOnExceptions(ExceptionMode::Uncaught));
    debugged.steps("run\nend\nprints caught");
}
