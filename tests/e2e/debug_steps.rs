//! Steps through programs, on the real engine.

use runtime::debug::message::*;
use runtime::position::LineColumn;
use saveloop_tests::debug::{Debugged, check};

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
fn steps_and_resume_without_a_pause_are_refused() {
    let mut debugged = Debugged::new("console.log(1);\n");
    for request in [Request::Resume, Request::StepInto, Request::StepOver, Request::StepOut] {
        assert_eq!(debugged.ask(request), Err(Failure::NotPaused));
    }
    debugged.send(Command::Ask { client: ClientId(9), id: RequestId(700), request: Request::Pause });
    assert_eq!(debugged.answer(RequestId(700)), Err(Failure::NotAttached));
}

#[test]
fn continuing_to_a_place_stops_there_once() {
    let mut debugged = Debugged::new("for (let i = 0; i < 3; i++) {\n  /*@a*/i;\n  /*@b*/i;\n}\n");
    debugged.steps("break @a\nrun\nstop breakpoint @a");
    let script = debugged.scripts.last().expect("a script").id;
    let (_, position) = debugged.mark("b");
    let place = ScriptPosition { script, position };
    debugged.done(Request::ContinueTo { place, in_frame: false });
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
fn a_step_out_of_what_a_module_awaits_stops_in_the_module() {
    let source = "async function inner() {
  await null;
  /*@in*/const a = 1;
  /*@back*/return a;
}
async function outer() {
  const a = await inner();
  /*@outer*/return a;
}
/*@call*/await outer();
/*@after*/console.log('after');
";
    for step in ["out", "over"] {
        let mut debugged = Debugged::new(source);
        debugged.steps("break @back\nrun\nstop breakpoint @back in inner");
        debugged.steps(&format!("{step}\nstop step @outer in outer"));
        debugged.steps(&format!("{step}\nstop step @after\nresume\nend\nprints after"));
    }
}

#[test]
fn continuing_in_the_present_frame_passes_the_place_in_other_calls() {
    let source = "function f(n: number) {
  if (n > 0) /*@call*/f(n - 1);
  /*@end*/return n;
}
f(1);
";
    for (in_frame, wanted) in [(true, "1"), (false, "0")] {
        let mut debugged = Debugged::new(source);
        debugged.steps("break @call\nrun\nstop breakpoint @call in f");
        let script = debugged.scripts.last().expect("a script").id;
        let place = ScriptPosition { script, position: debugged.mark("end").1 };
        debugged.done(Request::ContinueTo { place, in_frame });
        debugged.steps(&format!("stop step @end in f\neval n = {wanted}\nresume\nend"));
    }
}

#[test]
fn blackboxed_parts_of_a_script_are_stepped_over() {
    let mut debugged = Debugged::new(
        "function hidden(f: () => void) {
  /*@hidden*/const a = 1;
  f();
}
/*@call*/hidden(() => {
  /*@back*/console.log('back');
});
/*@end*/console.log('end');
",
    );
    debugged.steps("break @call\nrun\nstop breakpoint @call");
    let script = debugged.scripts.last().expect("a script").id;
    let (_, from) = debugged.mark("hidden");
    let to = LineColumn { line: from.line + 2, column: 0 };
    debugged.done(Request::SetBlackboxedRanges { script, changes: vec![from, to] });
    debugged.steps("into\nstop step @back\nover\nstop step @end\nresume\nend\nprints back,end");
}
