//! Steps through the heads of loops and the tests of a `switch`.

use runtime::debug::message::*;
use saveloop_tests::debug::{Debugged, check, walk};

#[test]
fn a_step_over_walks_every_kind_of_loop_through_its_head_in_each_round() {
    let over = |source: &str| walk(source, "start", &Request::StepOver);
    let counted = "/*@start*/let sum = 0;
/*@for*/for (let i = 0; i < 2; /*@update*/i++) {
  /*@body*/sum += i;
}
/*@end*/console.log(sum);";
    assert_eq!(over(counted), "@start @for @body @update @body @update @end");
    let by_while = "/*@start*/let n = 0;
while (/*@test*/n < 2) {
  /*@body*/n++;
}
/*@end*/console.log(n);";
    assert_eq!(over(by_while), "@start @test @body @test @body @test @end");
    let by_do = "/*@start*/let n = 0;
/*@do*/do {
  /*@body*/n++;
} while (/*@test*/n < 2);
/*@end*/console.log(n);";
    assert_eq!(over(by_do), "@start @do @body @test @body @test @end");
    let of = "/*@start*/const list = [1, 2];
/*@for*/for (/*@each*/const item of list) {
  /*@body*/item;
}
/*@end*/console.log(list);";
    assert_eq!(over(of), "@start @for @each @body @each @body @end");
    let within = "/*@start*/const record = { a: 1 };
/*@for*/for (/*@each*/const key in record) {
  /*@body*/key;
}
/*@end*/console.log(record);";
    assert_eq!(over(within), "@start @for @each @body @end");
    let endless = "/*@start*/let n = 0;
/*@while*/while (true) {
  /*@body*/n++;
  /*@if*/if (n > 1) /*@break*/break;
}
/*@end*/console.log(n);";
    assert_eq!(over(endless), "@start @while @body @if @body @if @break @end");
}

#[test]
fn a_head_over_several_lines_stops_at_each_of_its_parts() {
    let source = "/*@start*/let sum = 0;
/*@for*/for (
  let i = 0;
  /*@test*/i < 1;
  /*@update*/i++
) {
  /*@body*/sum += i;
}
/*@end*/console.log(sum);";
    assert_eq!(walk(source, "start", &Request::StepOver), "@start @for @test @body @update @test @end");
}

#[test]
fn what_a_head_calls_is_stepped_into() {
    let source = "function more(n: number) { /*@more*/return n < 1; }
function next(n: number) { /*@next*/return n + 1; }
/*@start*/let n = 0;
/*@for*/for (; /*@test*/more(n); /*@update*/n = next(n)) {
  /*@body*/n;
}
/*@end*/console.log(n);";
    assert_eq!(
        walk(source, "start", &Request::StepInto),
        "@start @for @test @more @body @update @next @test @more @end"
    );
}

#[test]
fn a_function_that_begins_with_a_loop_is_entered_once() {
    let source = "function spin() {
  /*@while*/while (/*@test*/false || turns++ < 1) {
    /*@body*/turns;
  }
}
let turns = 0;
/*@start*/[1, 2].forEach(spin);
/*@end*/console.log(turns);";
    assert_eq!(walk(source, "start", &Request::StepOver), "@start @end");
    assert_eq!(walk(source, "body", &Request::StepOver), "@body @test @end");
}

#[test]
fn the_tests_of_a_switch_stop_when_they_do_something() {
    let source = "function five() { /*@five*/return 5; }
/*@start*/const n = 6;
/*@switch*/switch (n) {
  case 4:
    console.log(4);
    break;
  case /*@case*/five():
    console.log(5);
    break;
  case 6:
    /*@six*/console.log(6);
  default:
    /*@default*/console.log('more');
}
/*@end*/console.log('end');";
    assert_eq!(walk(source, "start", &Request::StepOver), "@start @switch @case @six @default @end");
    assert_eq!(walk(source, "switch", &Request::StepInto), "@switch @case @five @six @default @end");
}

#[test]
fn a_breakpoint_on_the_head_of_a_while_loop_stops_in_every_round() {
    check(
        "let n = 0;
while (/*@test*/n < 2) {
  n++;
}
console.log(n);
",
        "break @test
         run
         stop breakpoint @test
         eval n = 0
         resume
         stop breakpoint @test
         eval n = 1
         resume
         stop breakpoint @test
         eval n = 2
         resume
         end
         prints 2",
    );
}

#[test]
fn a_test_that_awaits_is_stepped_over() {
    let source = "async function more(n: number) { await null; return n < 2; }
/*@start*/let n = 0;
while (/*@test*/await more(n)) {
  /*@body*/n++;
}
/*@end*/console.log(n);";
    assert_eq!(walk(source, "start", &Request::StepOver), "@start @test @body @test @body @test @end");
    let inside =
        source.replace("/*@start*/let n", "async function main() {\n/*@start*/let n") + "\n}\nmain();";
    assert_eq!(walk(&inside, "start", &Request::StepOver), "@start @test @body @test @body @test @end");
}

#[test]
fn the_parts_of_a_head_are_places_for_breakpoints() {
    let source = "/*@for*/for (let i = 0; i < 2; /*@update*/i++) {
  /*@body*/i;
}
while (/*@test*/Date.now() < 0) {
}
";
    let mut debugged = Debugged::with_files(&[("main.ts", source)], AtStart::Break);
    debugged.done(Request::RunIfWaiting);
    debugged.paused();
    let script = debugged.scripts[0].id;
    let (from, to) = (runtime::position::LineColumn { line: 0, column: 0 }, None);
    let asked = Request::PossibleLocations { script, from, to, in_function: false };
    let Ok(Answer::Locations(found)) = debugged.ask(asked) else { panic!("no places") };
    let names: Vec<String> = found
        .iter()
        .map(|it| debugged.name_of(ScriptPosition { script, position: it.position }))
        .take(4)
        .collect();
    assert_eq!(names, ["@for", "@update", "@body", "@test"]);
}

#[test]
fn a_head_keeps_its_meaning() {
    check(
        "const calls: string[] = [];
const made: (() => number)[] = [];
for (let i = 0, j = 9; calls.push('t'), i < 3; i++, j--) {
  if (i === 1) continue;
  made.push(() => i * 10 + j);
}
outer: while (calls.push('w') < 9) { do { continue outer; } while (calls.push('never') > 0 && calls.push('x') < 9); }
console.log(made.map((f) => f()).join(), calls.length);
",
        "run
         end
         prints 9,27 9",
    );
}
