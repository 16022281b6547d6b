//! Where programs stop and how they go on, on the real engine.

use runtime::debug::message::*;
use runtime::ids::Generation;
use saveloop_tests::debug::{Debugged, check, reason, text};

#[test]
fn a_breakpoint_stops_before_its_statement_and_steps_go_on_from_there() {
    check(
        "function add(a: number, b: number) {
  /*@sum*/const sum = a + b;
  /*@back*/return sum;
}
/*@first*/const one = 1;
/*@call*/const two = add(one, one);
/*@after*/console.log(two);
",
        "break @first
         run
         stop breakpoint @first
         over
         stop step @call
         into
         stop step @sum in add
         over
         stop step @back in add
         over
         stop step @after
         resume
         end
         prints 2",
    );
}

#[test]
fn a_step_over_a_call_does_not_stop_in_it_and_a_step_out_leaves_it() {
    check(
        "function deep() { return 1; }
function inner() {
  /*@in*/const a = deep();
  /*@next*/const b = deep() + a;
  return b;
}
function outer() {
  /*@call*/const c = inner();
  /*@back*/return c;
}
/*@top*/outer();
/*@end*/console.log('end');
",
        "break @in
         run
         stop breakpoint @in in inner
         over
         stop step @next in inner
         out
         stop step @back in outer
         out
         stop step @end
         resume
         end
         prints end",
    );
}

#[test]
fn a_step_over_an_await_stops_in_the_same_function_afterwards() {
    check(
        "async function other() { for (let i = 0; i < 5; i++) { await null; } }
async function main() {
  /*@one*/const a = await Promise.resolve(1);
  /*@two*/const b = a + 1;
  console.log(b);
}
other();
main();
/*@sync*/console.log('sync');
",
        "break @one
         run
         stop breakpoint @one in main
         over
         stop step @two in main
         eval a = 1
         resume
         end
         prints sync,2",
    );
}

#[test]
fn a_top_level_await_is_stepped_over() {
    check(
        "const tick = () => new Promise((done) => setTimeout(done, 1));
/*@one*/const a = await tick();
/*@two*/console.log('after');
",
        "break @one
         run
         stop breakpoint @one
         over
         stop step @two
         resume
         end
         prints after",
    );
}

#[test]
fn a_generator_is_stepped_into_and_returns_to_its_consumer() {
    check(
        "function* numbers() {
  /*@yield*/yield 1;
  /*@again*/yield 2;
}
const it = numbers();
/*@next*/const a = it.next();
/*@second*/const b = it.next();
/*@end*/console.log(a.value, b.value);
",
        "break @next
         run
         stop breakpoint @next
         into
         stop step @yield in numbers
         over
         stop step @second
         into
         stop step @again in numbers
         out
         stop step @end
         resume
         end
         prints 1 2",
    );
}

#[test]
fn a_callback_of_a_built_in_function_is_stepped_into_and_over() {
    check(
        "const list = [1, 2];
/*@map*/const out = list.map((x) => {
  /*@twice*/const twice = x * 2;
  /*@back*/return twice;
});
/*@end*/console.log(out.join());
",
        "break @map
         run
         stop breakpoint @map
         into
         stop step @twice
         over
         stop step @back
         over
         stop step @end
         resume
         end
         prints 2,4",
    );
}

#[test]
fn a_step_over_the_end_of_a_callback_does_not_stop_in_its_next_call() {
    check(
        "const seen: number[] = [];
/*@each*/[1, 2].forEach((x) => {
  /*@push*/seen.push(x);
});
/*@end*/console.log(seen.join());
",
        "break @each
         run
         stop breakpoint @each
         into
         stop step @push
         over
         stop step @end
         resume
         end
         prints 1,2",
    );
}

#[test]
fn getters_constructors_fields_and_static_blocks_are_stepped_into() {
    check(
        "class Point {
  x = /*@field*/1 + 1;
  static made = 0;
  static { /*@block*/Point.made = 1; }
  constructor() { /*@body*/this.x += 1; }
  get twice() { /*@getter*/return this.x * 2; }
}
/*@new*/const p = new Point();
/*@read*/const t = p.twice;
/*@end*/console.log(t);
",
        "break @block
         run
         stop breakpoint @block
         out
         stop step @new
         into
         stop step @field
         over
         stop step @body
         out
         stop step @read
         into
         stop step @getter
         out
         stop step @end
         resume
         end
         prints 6",
    );
}

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

#[test]
fn a_breakpoint_slides_to_the_next_statement_and_says_where() {
    let mut debugged = Debugged::new("// a comment\n\n/*@first*/const a = 1;\n/*@next*/console.log(a);\n");
    debugged.done(Request::RunIfWaiting);
    debugged.settled();
    let script = debugged.scripts.last().expect("a script").id;
    let (path, _) = debugged.mark("first");
    let mut breakpoint = debugged.breakpoint("first");
    (breakpoint.target, breakpoint.line, breakpoint.column) = (Target::Path(path), 0, None);
    let (_, locations) = debugged.set(breakpoint.clone());
    assert_eq!(locations.len(), 1);
    assert_eq!(debugged.name_of(locations[0]), "@first");
    breakpoint.line = 99;
    let (_, none) = debugged.set(breakpoint.clone());
    assert_eq!(none, [], "nothing follows");
    breakpoint.target = Target::Script(script);
    assert_eq!(debugged.ask(Request::SetBreakpoint(breakpoint.clone())), Err(Failure::NoPlace));
    breakpoint.line = 1;
    debugged.set(breakpoint.clone());
    assert_eq!(debugged.ask(Request::SetBreakpoint(breakpoint)), Err(Failure::Duplicate));
}

#[test]
fn a_breakpoint_is_found_by_a_pattern_of_the_url() {
    let mut debugged = Debugged::new("/*@here*/console.log(1);\n");
    let mut breakpoint = debugged.breakpoint("here");
    breakpoint.target = Target::UrlRegex("file:\\/\\/.*[mM]ain\\.ts($|\\?)".into());
    debugged.set(breakpoint.clone());
    breakpoint.target = Target::UrlRegex("(".into());
    let answer = debugged.ask(Request::SetBreakpoint(breakpoint));
    assert!(matches!(answer, Err(Failure::BadPattern(_))), "{answer:?}");
    debugged.steps(
        "run
         stop breakpoint @here
         resume
         end",
    );
}

#[test]
fn conditions_hit_counts_and_logpoints_decide() {
    check(
        "for (let i = 0; i < 5; i++) {
  /*@body*/console.log(i);
}
/*@end*/console.log('end');
",
        "break @body if i === 3
         run
         stop breakpoint @body
         eval i = 3
         resume
         end",
    );
    check(
        "for (let i = 0; i < 5; i++) { /*@body*/i; }\n",
        "break @body if missing.name
         run
         end",
    );
    check(
        "for (let i = 0; i < 5; i++) { /*@body*/i; }\n",
        "break @body hits 3
         run
         stop breakpoint @body
         eval i = 2
         resume
         end",
    );
}

#[test]
fn a_logpoint_prints_and_goes_on() {
    let mut debugged = Debugged::new("for (const name of ['a', 'b']) { /*@body*/name; }\n");
    debugged.steps(
        "break @body log it is {name + '!'} of {({n: 1}).n}
         run
         end",
    );
    let printed: Vec<String> = debugged
        .heard
        .iter()
        .filter_map(|event| match event {
            Event::Console(call) => Some(text(&call.arguments[0])),
            _ => None,
        })
        .collect();
    assert_eq!(printed, ["\"it is a! of 1\"", "\"it is b! of 1\""]);
}

#[test]
fn a_removed_breakpoint_and_inactive_ones_do_not_stop() {
    let mut debugged = Debugged::new("/*@one*/console.log(1);\n/*@two*/console.log(2);\ndebugger;\n");
    let one = debugged.breakpoint("one");
    let (id, _) = debugged.set(one);
    debugged.done(Request::RemoveBreakpoint(id));
    debugged.done(Request::RemoveBreakpoint(BreakpointId(99)));
    let two = debugged.breakpoint("two");
    debugged.set(two);
    debugged.done(Request::SetBreakpointsActive(false));
    debugged.steps("run\nend\nprints 1,2");
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
fn steps_and_resume_without_a_pause_are_refused() {
    let mut debugged = Debugged::new("console.log(1);\n");
    for request in [Request::Resume, Request::StepInto, Request::StepOver, Request::StepOut] {
        assert_eq!(debugged.ask(request), Err(Failure::NotPaused));
    }
    debugged.send(Command::Ask { client: ClientId(9), id: RequestId(700), request: Request::Pause });
    assert_eq!(debugged.answer(RequestId(700)), Err(Failure::NotAttached));
}

#[test]
fn a_program_that_breaks_at_its_start_stops_before_its_first_statement() {
    let mut debugged = Debugged::with_files(&[("main.ts", "/*@first*/console.log(1);\n")], AtStart::Break);
    debugged.steps("run\nstop start @first\nresume\nend\nprints 1");
}

#[test]
fn continuing_to_a_place_stops_there_once() {
    let mut debugged = Debugged::new("for (let i = 0; i < 3; i++) {\n  /*@a*/i;\n  /*@b*/i;\n}\n");
    debugged.steps("break @a\nrun\nstop breakpoint @a");
    let script = debugged.scripts.last().expect("a script").id;
    let (_, position) = debugged.mark("b");
    debugged.done(Request::ContinueTo(ScriptPosition { script, position }));
    debugged.steps("stop step @b\nresume\nstop breakpoint @a\nresume\nstop breakpoint @a\nresume\nend");
}

#[test]
fn blackboxed_scripts_are_stepped_over_and_their_breakpoints_stop() {
    let files = [
        (
            "main.ts",
            "import { twice } from './lib.ts';\n/*@call*/const t = twice(() => {\n  /*@back*/return 2;\n});\n/*@end*/console.log(t);\n",
        ),
        (
            "lib.ts",
            "export function twice(f: () => number) {\n  /*@lib*/const a = f();\n  /*@two*/return a * 2;\n}\n",
        ),
    ];
    let mut debugged = Debugged::with_files(&files, AtStart::Wait);
    debugged.done(Request::SetBlackboxPatterns(vec!["/lib\\.ts$".into()]));
    debugged.steps(
        "break @call
         run
         stop breakpoint @call
         into
         stop step @back
         out
         stop step @end
         resume
         end
         prints 4",
    );
    let bad = debugged.ask(Request::SetBlackboxPatterns(vec!["(".into()]));
    assert!(matches!(bad, Err(Failure::BadPattern(_))));
    let mut debugged = Debugged::with_files(&files, AtStart::Wait);
    debugged.done(Request::SetBlackboxPatterns(vec!["/lib\\.ts$".into()]));
    debugged.steps("break @two\nrun\nstop breakpoint @two\nresume\nend");
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
fn breakpoints_are_bound_in_every_generation_before_its_first_statement() {
    let mut debugged = Debugged::new("/*@first*/console.log('one');\n");
    debugged.steps("break @first\nrun\nstop breakpoint @first\nresume\nend");
    debugged.heard.clear();
    debugged.save("main.ts", "/*@first*/console.log('two');\n");
    let pause = debugged.until(|event| matches!(event, Event::Paused { .. } | Event::ContextsCleared { .. }));
    assert!(matches!(pause, Event::ContextsCleared { .. }));
    debugged.until(|event| matches!(event, Event::ContextCreated { context: Generation(2), .. }));
    debugged.until(|event| matches!(event, Event::BreakpointResolved { .. }));
    debugged.steps("stop breakpoint @first\nresume\nend\nprints one,two");
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
fn dynamic_imports_are_announced_and_bound_before_they_run() {
    let files = [
        ("main.ts", "const later = await import('./later.ts');\nconsole.log(later.value);\n"),
        ("later.ts", "/*@in*/export const value = 7;\n"),
    ];
    let mut debugged = Debugged::with_files(&files, AtStart::Wait);
    debugged.steps("break @in\nrun\nstop breakpoint @in\nresume\nend\nprints 7");
}

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
fn possible_places_are_those_of_statements() {
    let mut debugged =
        Debugged::new("const f = (x: number) => x * 2;\nfunction g() {\n  return f(1);\n}\ng();\n");
    debugged.steps("run\nend");
    let script = debugged.scripts.last().expect("a script").id;
    let from = runtime::position::LineColumn { line: 0, column: 0 };
    let mut places = |in_function: bool| {
        let request = Request::PossibleLocations { script, from, to: None, in_function };
        match debugged.ask(request) {
            Ok(Answer::Locations(found)) => found
                .iter()
                .map(|it| format!("{}:{} {:?}", it.position.line, it.position.column, it.kind))
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(places(false), ["0:0 Statement", "0:25 Return", "2:2 Return", "4:0 Statement"]);
    assert_eq!(places(true), ["0:0 Statement", "4:0 Statement"]);
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
