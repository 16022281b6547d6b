//! Where programs are paused, let go and ended, on the real engine.

use runtime::debug::message::*;
use runtime::ids::Generation;
use saveloop_tests::debug::{Debugged, check, reason, text};

#[test]
fn a_debugger_statement_stops_only_while_a_client_is_there() {
    check(
        "function f() { /*@here*/debugger; return 1; }
console.log(f());
",
        "run
         stop debugger @here in f
         resume
         end
         prints 1",
    );
}

/// A loop that never ends, and where a pause in it may stand.
fn pauses_in(source: &str) {
    let mut debugged = Debugged::new(source);
    debugged.done(Request::RunIfWaiting);
    debugged.until(|event| matches!(event, Event::Console(_)));
    debugged.done(Request::Pause);
    let pause = debugged.paused();
    assert_eq!(reason(&pause.reason), "asked", "{source}");
    assert!(!pause.frames.is_empty(), "{source}");
    let value = debugged.evaluate(&pause, 0, "stop = true").map(|value| text(&value));
    assert_eq!(value, Ok("true".to_owned()), "{source}");
    debugged.done(Request::Resume);
    debugged.settled();
    assert!(debugged.errors.is_empty(), "{source}: {:?}", debugged.errors);
}

#[test]
fn busy_loops_are_paused_and_let_go() {
    pauses_in("let stop = false; console.log(1);\nwhile (!stop) {}\n");
    pauses_in("let stop = false; console.log(1);\nfor (; !stop; );\n");
    pauses_in("let stop = false; console.log(1);\ndo {} while (!stop);\n");
    pauses_in(
        "let stop = false; console.log(1);\n(function spin() { if (!stop) Promise.resolve().then(spin); })();\n",
    );
    pauses_in("let stop = false; console.log(1);\nwhile (!stop) [1, 2].map((x) => x + 1);\n");
    pauses_in("let stop = false; console.log(1);\nwhile (!stop) [2, 1].sort((a, b) => a - b);\n");
    pauses_in(
        "let stop = false; console.log(1);\nconst o = { get it() { return stop; } }; while (!o.it) {}\n",
    );
    pauses_in(
        "let stop = false; console.log(1);\nconst p = new Proxy({}, { get() { return stop; } }); while (!(p as any).x) {}\n",
    );
    pauses_in(
        "let stop = false; console.log(1);\nfunction* g() { while (!stop) yield 1; } for (const x of g()) x;\n",
    );
}

#[test]
fn a_loop_without_probes_is_paused_as_it_is() {
    let mut debugged = Debugged::new(
        "(globalThis as any).stop = false; console.log(1);\n/*@eval*/(0, eval)('while (!stop) {}');\n",
    );
    debugged.done(Request::RunIfWaiting);
    debugged.until(|event| matches!(event, Event::Console(_)));
    debugged.done(Request::Pause);
    let pause = debugged.paused();
    assert_eq!(pause.frames[0].location.position.line, 1);
    debugged.evaluate(&pause, 0, "globalThis.stop = true").expect("it is set");
    debugged.steps("resume\nend");
}

#[test]
fn an_idle_program_pauses_at_its_next_statement() {
    let mut debugged = Debugged::new("globalThis.go = () => { /*@in*/console.log('went'); };\n");
    debugged.steps("run\nend\npause");
    let id = debugged.put(Request::Evaluate(Evaluate {
        expression: "go()".into(),
        place: Place::Global(debugged.scripts.last().expect("a script").context),
        group: None,
        shown: Shown::default(),
        flags: EvaluateFlags::default(),
        timeout_ms: None,
    }));
    debugged.steps("stop asked @in\nresume");
    assert!(matches!(debugged.answer(id), Ok(Answer::Evaluated(Ok(RemoteValue::Undefined)))));
}

#[test]
fn a_program_that_breaks_at_its_start_stops_before_its_first_statement() {
    let mut debugged = Debugged::with_files(&[("main.ts", "/*@first*/console.log(1);\n")], AtStart::Break);
    debugged.steps("run\nstop start @first\nresume\nend\nprints 1");
}

#[test]
fn while_pauses_are_skipped_nothing_stops() {
    let mut debugged = Debugged::new("/*@one*/debugger;\nconsole.log(1);\n");
    debugged.done(Request::SetSkipPauses(true));
    debugged.steps("break @one\nrun\nend\nprints 1");
}

#[test]
fn what_runs_can_be_ended() {
    let mut debugged = Debugged::new("console.log(1);\nwhile (true) {}\n");
    debugged.done(Request::RunIfWaiting);
    debugged.until(|event| matches!(event, Event::Console(_)));
    debugged.done(Request::Terminate);
    debugged.settled();
}

#[test]
fn the_last_client_that_leaves_lets_the_program_go_on() {
    let mut debugged = Debugged::new("/*@here*/console.log('on');\ndebugger;\n");
    debugged.steps("break @here\nrun\nstop breakpoint @here");
    debugged.send(Command::Attach(ClientId(2)));
    let late = debugged.until(|event| matches!(event, Event::Paused { .. }));
    assert!(matches!(late, Event::Paused { to: Audience::Only(ClientId(2)), .. }));
    debugged.until(|event| matches!(event, Event::Attached { client: ClientId(2) }));
    debugged.send(Command::Detach(ClientId(2)));
    debugged.send(Command::Detach(saveloop_tests::debug::CLIENT));
    debugged.settled();
    assert_eq!(debugged.printed, "on\n");
}

#[test]
fn a_save_while_paused_is_applied_when_the_program_goes_on() {
    let mut debugged = Debugged::new("/*@first*/console.log('one');\n");
    debugged.steps("break @first\nrun\nstop breakpoint @first");
    debugged.save("main.ts", "console.log('two');\n/*@second*/console.log('three');\n");
    let answer = debugged.ask(Request::HeapUsage);
    assert!(matches!(answer, Ok(Answer::HeapUsage { .. })), "it still answers: {answer:?}");
    debugged.done(Request::Resume);
    let pause = debugged.paused();
    assert_eq!(reason(&pause.reason), "breakpoint", "re-bound at the same place of the new text");
    debugged.done(Request::Resume);
    debugged.until(|event| matches!(event, Event::Resumed));
    debugged.settled();
    assert_eq!(debugged.printed, "one\ntwo\nthree\n");
}

#[test]
fn a_restart_while_paused_lets_go_and_begins_anew() {
    let mut debugged = Debugged::new("/*@here*/console.log('on');\n");
    debugged.steps("break @here\nrun\nstop breakpoint @here");
    debugged.program.session.send(runtime::message::Command::Restart);
    debugged.until(|event| matches!(event, Event::Resumed));
    debugged.until(|event| matches!(event, Event::ContextsCleared { .. }));
    debugged.until(|event| matches!(event, Event::ContextCreated { context: Generation(2), .. }));
    debugged.steps("stop breakpoint @here\nresume\nend");
    assert!(debugged.printed.ends_with("on\n"));
}

#[test]
fn an_engine_in_a_process_of_its_own_is_debugged_alike() {
    let host = runtime::session::EngineHost::Process {
        program: saveloop_tests::binary::saveloop().to_owned(),
        args: vec!["engine".into()],
    };
    let files = [(
        "main.ts",
        "let stop = false;\n/*@here*/console.log(1);\nwhile (!stop) {}\n/*@end*/console.log(2);\n",
    )];
    let mut debugged = Debugged::hosted(&files, AtStart::Wait, host);
    debugged.steps("break @here\nrun\nstop breakpoint @here\nscopes Module stop=false\nresume");
    debugged.until(|event| matches!(event, Event::Console(_)));
    debugged.done(Request::Pause);
    let pause = debugged.paused();
    assert_eq!(reason(&pause.reason), "asked");
    debugged.evaluate(&pause, 0, "stop = true").expect("it is set");
    debugged.steps("break @end\nresume\nstop breakpoint @end\nresume\nend\nprints 1,2");
}

#[test]
fn many_rounds_of_attaching_pausing_and_reloading_leave_nothing_behind() {
    let text = |round: u32| {
        format!(
            "let n = {round};\nglobalThis.tick = () => {{ n++; const o = {{ n }}; /*@in*/console.log(o); }};\ntick();\n"
        )
    };
    let mut debugged = Debugged::new(&text(0));
    debugged.done(Request::RunIfWaiting);
    debugged.settled();
    let mut used = Vec::new();
    for round in 1..=60 {
        let here = debugged.breakpoint("in");
        debugged.set(here);
        debugged.save("main.ts", &text(round));
        let pause = debugged.paused();
        let value = debugged.evaluate(&pause, 0, "({ kept: o })").map(|value| text_of(&value));
        assert_eq!(value.as_deref(), Ok("Object"));
        assert_eq!(debugged.evaluate(&pause, 0, "n").map(|it| text_of(&it)), Ok((round + 1).to_string()));
        debugged.done(Request::Resume);
        debugged.settled();
        debugged.send(Command::Detach(saveloop_tests::debug::CLIENT));
        debugged.send(Command::Attach(saveloop_tests::debug::CLIENT));
        debugged.until(|event| matches!(event, Event::Attached { .. }));
        if round % 20 == 0 {
            debugged.done(Request::CollectGarbage);
            match debugged.ask(Request::HeapUsage) {
                Ok(Answer::HeapUsage { used: bytes, .. }) => used.push(bytes),
                other => panic!("{other:?}"),
            }
        }
    }
    let [first, _, last] = used.as_slice() else { panic!("three looks") };
    assert!(*last < first + 40_000, "it grows: {used:?}");
}

fn text_of(value: &RemoteValue) -> String {
    text(value)
}
