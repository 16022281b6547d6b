//! Texts that a client evaluates while the program runs, as scripts: they stop, and have positions.

use runtime::debug::message::*;
use runtime::position::LineColumn;
use saveloop_tests::debug::{CLIENT, Debugged, reason, text};

const IDLE: &str = "setInterval(() => {}, 1000); const own = 1; console.log(own);";

/// A program that idles, and its context.
fn idle() -> (Debugged, ContextId) {
    let mut debugged = Debugged::new(IDLE);
    debugged.done(Request::RunIfWaiting);
    let context = match debugged.until(|event| matches!(event, Event::ContextCreated { .. })) {
        Event::ContextCreated { context, .. } => context,
        _ => unreachable!("until"),
    };
    debugged.settled();
    (debugged, context)
}

fn evaluate(context: ContextId, expression: &str) -> Evaluate {
    Evaluate {
        expression: expression.to_owned(),
        place: Place::Global(context),
        group: None,
        shown: Shown::default(),
        flags: EvaluateFlags::default(),
        timeout_ms: None,
    }
}

fn shown(answer: Result<Answer, Failure>) -> String {
    match answer {
        Ok(Answer::Evaluated(Ok(value))) => text(&value),
        Ok(Answer::Evaluated(Err(exception))) => format!("throws {}", text(&exception.value)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_debugger_statement_in_an_evaluated_text_stops_and_the_answer_comes_after() {
    let (mut debugged, context) = idle();
    let asked = debugged.put(Request::Evaluate(evaluate(
        context,
        "(function probe(a) {\n  let b = a + 1;\n  debugger; return a + b; })(5)\n//# sourceURL=made-up.js",
    )));
    let pause = debugged.paused();
    assert_eq!(reason(&pause.reason), "debugger");
    assert_eq!(pause.frames[0].function, "probe");
    assert_eq!(pause.frames[0].location.position, LineColumn { line: 2, column: 2 });
    assert_eq!(pause.frames[1].function, "", "the text itself");
    assert_eq!(debugged.scopes(&pause.frames[0]), "Local a=5 b=6");
    assert_eq!(debugged.evaluate(&pause, 0, "b = 10").map(|it| text(&it)), Ok("10".into()));
    let script = debugged.scripts.iter().find(|it| it.id == pause.frames[0].location.script).expect("told");
    assert_eq!((&*script.url, script.is_module), ("made-up.js", false));
    assert!(script.text.contains("sourceURL=made-up.js"));
    debugged.done(Request::StepOver);
    assert_eq!(debugged.paused().frames[0].location.position, LineColumn { line: 2, column: 12 });
    debugged.done(Request::Resume);
    assert_eq!(shown(debugged.answer(asked)), "15");
}

#[test]
fn what_a_text_comes_to_and_declares_stays_what_it_is() {
    let (mut debugged, context) = idle();
    for (code, expected) in [
        ("5; debugger; var x = 1;", "5"),
        ("for (var i = 0; i < 3; i++) { i * 2; }", "4"),
        ("let kept = 7; const fixed = () => kept; class Named {}; fixed()", "7"),
        ("kept = 8; fixed()", "8"),
        ("typeof x + typeof globalThis.kept + Named.name", "\"numberundefinedNamed\""),
        ("(() => 1).toString()", "\"() => 1\""),
        ("(function named(a) { return a; }).toString()", "\"function named(a) { return a; }\""),
        (
            "(a => { for(;;) ; if (a) throw (1, 2)\nelse debugger }).toString()",
            "\"a => { for(;;) ; if (a) throw (1, 2)\\nelse debugger }\"",
        ),
        ("var n = 0; do n++; while (n < 3) n", "3"),
        ("var a = 1\nvar b = a\n;[a, b].length", "2"),
        ("x = 1; if (x) debugger; else 7", "undefined"),
        ("/[$]sl/.test(function () { for (;;) throw 1; })", "false"),
        ("Object.keys(globalThis).filter((key) => key.startsWith('$sl')).length", "0"),
        ("if (true) { 3; for (const y of [1]) ; }", "undefined"),
        ("label: { 4; for (;;) break label; }", "undefined"),
        ("(function () { return typeof this; })()", "\"object\""),
        ("(function () { 'use strict'; return typeof this; })()", "\"undefined\""),
        ("'use strict'; (function () { return typeof this; })()", "\"undefined\""),
        ("function declared() { return 9 } declared()", "9"),
        ("globalThis.declared()", "9"),
    ] {
        debugged.done(Request::SetBreakpointsActive(false));
        assert_eq!(shown(debugged.ask(Request::Evaluate(evaluate(context, code)))), expected, "{code}");
    }
}

#[test]
fn its_functions_stop_at_breakpoints_and_for_exceptions_when_the_program_calls_them() {
    let (mut debugged, context) = idle();
    let code = "globalThis.later = (n) => {\n  const twice = n * 2;\n  return twice;\n}";
    let named = format!("{code}\n//# sourceURL=later.js");
    debugged.ask(Request::Evaluate(evaluate(context, &named))).expect("evaluated");
    let target = Target::Url("later.js".into());
    let (_, locations) =
        debugged.set(NewBreakpoint { target, line: 1, column: None, condition: None, hits: None, log: None });
    assert_eq!(locations.len(), 1);
    let asked = debugged.put(Request::Evaluate(evaluate(context, "later(4)")));
    let pause = debugged.paused();
    assert_eq!(reason(&pause.reason), "breakpoint");
    assert_eq!(debugged.evaluate(&pause, 0, "n").map(|it| text(&it)), Ok("4".into()));
    debugged.done(Request::Resume);
    assert_eq!(shown(debugged.answer(asked)), "8");

    debugged.done(Request::SetPauseOnExceptions(ExceptionMode::All));
    let asked =
        debugged.put(Request::Evaluate(evaluate(context, "(() => {\n  throw new Error('out');\n})()")));
    let pause = debugged.paused();
    assert_eq!(pause.frames[0].location.position.line, 1);
    debugged.done(Request::Resume);
    let Ok(Answer::Evaluated(Err(exception))) = debugged.answer(asked) else { panic!("no exception") };
    assert_eq!(exception.location.map(|it| it.position.line), Some(1));
}

#[test]
fn a_text_by_the_consoles_rules_stops_at_the_places_of_the_text() {
    let (mut debugged, context) = idle();
    let code = "let a = await 1;\nfunction f() {\n  debugger;\n  return a;\n}\nf() + 1";
    let flags = EvaluateFlags { repl: true, ..EvaluateFlags::default() };
    let asked = debugged.put(Request::Evaluate(Evaluate { flags, ..evaluate(context, code) }));
    let pause = debugged.paused();
    assert_eq!(pause.frames[0].location.position, LineColumn { line: 2, column: 2 });
    assert_eq!(pause.frames[1].location.position.line, 5);
    debugged.done(Request::Resume);
    assert_eq!(shown(debugged.answer(asked)), "2");
}

#[test]
fn a_timer_that_an_evaluated_text_makes_fires() {
    let (mut debugged, context) = idle();
    let code = "setTimeout(() => console.log('fired'), 1)";
    debugged.ask(Request::Evaluate(evaluate(context, code))).expect("evaluated");
    debugged.until(|event| matches!(event, Event::Console(call) if text(&call.arguments[0]) == "\"fired\""));
}

#[test]
fn a_time_limit_does_not_run_while_the_program_is_paused() {
    let (mut debugged, context) = idle();
    let code = "debugger; for (let i = 0; i < 20000; i++) ; 'done'";
    let asked = Evaluate { timeout_ms: Some(2000), ..evaluate(context, code) };
    let started = std::time::Instant::now();
    let asked = debugged.put(Request::Evaluate(asked));
    debugged.paused();
    while started.elapsed().as_millis() < 2100 {
        debugged.ask(Request::HeapUsage).expect("answered");
    }
    debugged.done(Request::Resume);
    assert_eq!(shown(debugged.answer(asked)), "\"done\"");
}

#[test]
fn old_texts_are_forgotten_and_later_clients_hear_of_the_others() {
    let (mut debugged, context) = idle();
    for number in 0..250 {
        let code = format!("(() => {number})()");
        assert_eq!(shown(debugged.ask(Request::Evaluate(evaluate(context, &code)))), number.to_string());
    }
    let other = ClientId(CLIENT.0 + 1);
    debugged.send(Command::Attach(other));
    let mut told = 0;
    loop {
        match debugged.hear() {
            Event::ScriptParsed { to: Audience::Only(client), script } if client == other => {
                told += u32::from(!script.is_module);
            }
            Event::Attached { client } if client == other => break,
            _ => {}
        }
    }
    assert_eq!(told, 200);
}

#[test]
fn every_promise_that_is_awaited_is_answered_whenever_the_request_comes() {
    let (mut debugged, context) = idle();
    let flags = EvaluateFlags { repl: true, ..EvaluateFlags::default() };
    for round in 0..20 {
        let asked: Vec<RequestId> = (0..20)
            .map(|number| {
                let code = format!("await Promise.reject({round} * 100 + {number})");
                debugged.put(Request::Evaluate(Evaluate { flags, ..evaluate(context, &code) }))
            })
            .collect();
        for (number, asked) in asked.into_iter().enumerate() {
            assert_eq!(shown(debugged.answer(asked)), format!("throws {}", round * 100 + number));
        }
    }
}

#[test]
fn a_commonjs_module_stops_and_shows_its_variables() {
    let source = "const path = require('node:path');\nfunction f(a) {\n  /*@here*/return path.sep + a;\n}\nmodule.exports = f('x');\n/*@end*/console.log(module.exports);\n";
    let mut debugged = Debugged::with_files(&[("main.cjs", source)], AtStart::Wait);
    debugged.steps("break @here\nbreak @end\nrun\nstop breakpoint @here in f\neval a = \"x\"\neval path.sep = \"/\"\nresume\nstop breakpoint @end\neval typeof require + f.name = \"functionf\"\nresume\nend\nprints /x");
}

#[test]
fn the_names_of_a_console_are_there_while_it_evaluates_and_the_programs_own_come_first() {
    let (mut debugged, context) = idle();
    let mut ask = |expression: &str, command_line: bool| {
        let flags = EvaluateFlags { command_line, ..EvaluateFlags::default() };
        let group = Some("console".to_owned());
        shown(debugged.ask(Request::Evaluate(Evaluate { flags, group, ..evaluate(context, expression) })))
    };
    assert_eq!(ask("$_", true), "undefined");
    assert_eq!(ask("6 * 7", true), "42");
    assert_eq!(ask("$_ + 1", true), "43");
    assert_eq!(ask("keys({ a: 1, b: 2 }).join() + values({ a: 1 }).join()", true), "\"a,b1\"");
    assert_eq!(ask("typeof keys + typeof $_ + ('keys' in globalThis)", false), "\"undefinedundefinedfalse\"");
    assert_eq!(ask("var keys = 5; keys", true), "5");
    assert_eq!(ask("keys", true), "5");
    assert_eq!(ask("keys", false), "5");
    debugged.done(Request::ReleaseGroup("console".into()));
    let flags = EvaluateFlags { command_line: true, ..EvaluateFlags::default() };
    let asked = Evaluate { flags, ..evaluate(context, "$_") };
    assert_eq!(shown(debugged.ask(Request::Evaluate(asked))), "undefined");
}
