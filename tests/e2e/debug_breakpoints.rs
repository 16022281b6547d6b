//! Breakpoints: where they are bound and when they stop, on the real engine.

use runtime::debug::message::*;
use runtime::ids::Generation;
use saveloop_tests::debug::{Debugged, check, text};

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
fn dynamic_imports_are_announced_and_bound_before_they_run() {
    let files = [
        ("main.ts", "const later = await import('./later.ts');\nconsole.log(later.value);\n"),
        ("later.ts", "/*@in*/export const value = 7;\n"),
    ];
    let mut debugged = Debugged::with_files(&files, AtStart::Wait);
    debugged.steps("break @in\nrun\nstop breakpoint @in\nresume\nend\nprints 7");
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
fn the_same_breakpoint_by_url_is_refused_the_second_time() {
    let mut debugged = Debugged::new("/*@here*/console.log(1);\n");
    let mut breakpoint = debugged.breakpoint("here");
    breakpoint.target = Target::UrlRegex("main\\.ts$".into());
    let (id, _) = debugged.set(breakpoint.clone());
    assert_eq!(debugged.ask(Request::SetBreakpoint(breakpoint.clone())), Err(Failure::Duplicate));
    debugged.set(NewBreakpoint { line: breakpoint.line + 1, ..breakpoint.clone() });
    debugged.done(Request::RemoveBreakpoint(id));
    debugged.set(breakpoint);
}
