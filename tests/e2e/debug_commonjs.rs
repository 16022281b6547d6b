//! CommonJS under a debugger: what is loaded in the middle of a turn, and code that is not strict.

use runtime::debug::message::*;
use saveloop_tests::debug::Debugged;

#[test]
fn a_module_that_is_required_later_stops_the_first_time_it_runs() {
    let files = [
        (
            "main.cjs",
            "const name = './later.cjs';\nconst { add } = require(name);\nconsole.log(add(1, 2));\n",
        ),
        ("later.cjs", "/*@top*/exports.add = function add(a, b) {\n  /*@in*/return a + b;\n};\n"),
    ];
    let mut debugged = Debugged::with_files(&files, AtStart::Wait);
    let line = |line: u32| NewBreakpoint {
        target: Target::UrlRegex("later\\.cjs$".into()),
        line,
        column: None,
        condition: None,
        hits: None,
        log: None,
    };
    debugged.set(line(0));
    debugged.set(line(1));
    debugged.steps("run\nstop breakpoint @top\nresume\nstop breakpoint @in in add\nresume\nend\nprints 3");
}

#[test]
fn what_is_evaluated_in_sloppy_code_is_sloppy_and_in_strict_code_strict() {
    let source = "function loose(x) { /*@loose*/return x; }\nfunction strict(x) { 'use strict'; /*@strict*/return x; }\nloose(1);\nstrict(2);\n";
    let mut debugged = Debugged::with_files(&[("main.cjs", source)], AtStart::Wait);
    debugged.steps(
        "break @loose
         break @strict
         run
         stop breakpoint @loose in loose
         eval made = x + 1; made = 2
         eval x = 5 = 5
         eval (function () { return this === globalThis })() = true
         eval let own = 3; var other = 4; own + other = 7
         resume
         stop breakpoint @strict in strict
         eval made = 2
         eval unmade = 1 = throws ReferenceError: unmade is not defined
         eval (function () { return this })() = undefined
         resume
         end",
    );
}

#[test]
fn a_program_without_a_statement_stops_at_its_end_when_it_starts_for_a_debugger() {
    for (name, text) in [("main.cjs", ""), ("main.ts", "// nothing yet\n")] {
        let mut debugged = Debugged::with_files(&[(name, text)], AtStart::Break);
        debugged.steps("run");
        let pause = debugged.paused();
        assert_eq!(pause.reason, Reason::Start, "{name}");
        assert_eq!(pause.frames.len(), 1, "{name}");
        debugged.steps("resume\nend");
    }
}
