//! Who scheduled what runs: `await`, promises, timers, microtasks.

use runtime::debug::message::*;
use saveloop_tests::debug::{Debugged, check};

/// `description: function@line, ...` of every asynchronous caller, nearest first.
fn async_callers(pause: &Pause) -> Vec<String> {
    let outwards = std::iter::successors(pause.async_stack.as_deref(), |stack| stack.parent.as_deref());
    outwards
        .map(|stack| {
            let frames =
                stack.frames.iter().map(|it| format!("{}@{}", it.function, it.location.position.line));
            format!("{}: {}", stack.description, frames.collect::<Vec<_>>().join(" "))
        })
        .collect()
}

const WAITING: &str = "async function inner() {
  await null;
  /*@in*/const a = 1;
  return a;
}
async function middle() {
  const b = await inner();
  /*@back*/return b + 1;
}
async function outer() {
  const c = await middle();
  /*@last*/console.log(c);
}
function later() {
  setTimeout(() => { outer(); /*@fired*/outer; }, 0);
}
later();
";

#[test]
fn those_who_await_are_asynchronous_callers_as_deep_as_asked() {
    let mut debugged = Debugged::new(WAITING);
    debugged.steps("break @in\nbreak @fired\nrun");
    assert_eq!(async_callers(&debugged.paused()), Vec::<String>::new(), "nobody asked");
    debugged.done(Request::SetAsyncDepth(8));
    debugged.done(Request::Resume);
    assert_eq!(async_callers(&debugged.paused()), ["await: middle@6", "await: outer@10"]);
    debugged.steps("resume\nend\nprints 2");
    let mut debugged = Debugged::new(WAITING);
    debugged.done(Request::SetAsyncDepth(1));
    debugged.steps("break @in\nbreak @fired\nrun");
    assert_eq!(async_callers(&debugged.paused()), ["setTimeout: later@14 @16"]);
    debugged.done(Request::Resume);
    assert_eq!(async_callers(&debugged.paused()), ["await: middle@6 outer@10 @14"]);
    debugged.steps("resume\nend\nprints 2");
}

#[test]
fn a_step_out_of_an_async_function_leads_to_what_awaits_it() {
    check(
        WAITING,
        "break @in
         run
         stop breakpoint @in in inner
         out
         stop step @back in middle
         over
         stop step @last in outer
         resume
         end
         prints 2",
    );
}

#[test]
fn what_an_awaiting_function_catches_is_caught() {
    let mut debugged = Debugged::new(
        "async function inner() { await null; /*@throw*/throw new Error('x'); }\nasync function outer() { try { await inner(); } catch { console.log('caught'); } }\nouter();\n",
    );
    debugged.done(Request::SetPauseOnExceptions(ExceptionMode::Uncaught));
    debugged.steps("run\nend\nprints caught");
}

/// The callers at every stop of a program that was started with this depth.
fn callers(source: &str, depth: u32) -> Vec<String> {
    let mut debugged = Debugged::new(source);
    debugged.done(Request::SetAsyncDepth(depth));
    debugged.done(Request::RunIfWaiting);
    let mut all = Vec::new();
    while let Some(pause) = debugged.paused_or_ended() {
        all.push(async_callers(&pause).join(" < "));
        debugged.done(Request::Resume);
    }
    all
}

#[test]
fn those_who_made_a_promises_callback_are_its_callers() {
    let source = "function one() {
  return Promise.resolve().then(function f() { debugger; });
}
function two() {
  return one().finally(() => { debugger; throw new Error('x'); });
}
two().catch(() => { debugger; });
";
    assert_eq!(
        callers(source, 8),
        ["Promise.then: one@1 two@4 @6", "Promise.finally: two@4 @6", "Promise.catch: @6",]
    );
}

#[test]
fn a_function_that_hands_on_a_promise_is_its_caller() {
    let source = "async function outer() {
  await null;
  return inner();
}
async function inner() {
  await null;
  debugger;
}
outer();
";
    assert_eq!(callers(source, 8), ["await: outer@2 < await: @8"]);
}

#[test]
fn microtasks_ticks_and_timers_know_who_made_them() {
    let source = "function later(call: (f: () => void) => void) {
  call(() => { debugger; });
}
later((f) => queueMicrotask(f));
later((f) => process.nextTick(f));
later((f) => setTimeout(f));
later((f) => setImmediate(f));
";
    let mut all = callers(source, 4);
    all.sort();
    assert_eq!(
        all,
        [
            "process.nextTick: @4 later@1 @4",
            "queueMicrotask: @3 later@1 @3",
            "setImmediate: @6 later@1 @6",
            "setTimeout: @5 later@1 @5",
        ]
    );
}

#[test]
fn a_chain_is_as_long_as_asked_for() {
    let source = "let left = 6;
function again() {
  if (left-- === 0) { debugger; return; }
  setTimeout(again);
}
again();
";
    assert_eq!(callers(source, 3), ["setTimeout: again@3 < setTimeout: again@3 < setTimeout: again@3"]);
    let promised = source.replace("setTimeout(again)", "Promise.resolve().then(again)");
    assert_eq!(callers(&promised, 2), ["Promise.then: again@3 < Promise.then: again@3"]);
    assert_eq!(callers(&promised, 0), [""]);
}

#[test]
fn what_nobody_scheduled_has_no_callers() {
    let source = "setTimeout(() => { debugger; }, 20);
Promise.resolve().then(() => {});
debugger;
";
    assert_eq!(callers(source, 4), ["", "setTimeout: @0"]);
}

#[test]
fn console_calls_tell_their_asynchronous_callers() {
    let mut debugged = Debugged::new("async function f() { await null; console.log('in'); }\nf();\n");
    debugged.done(Request::SetAsyncDepth(4));
    debugged.done(Request::RunIfWaiting);
    let Event::Console(call) = debugged.until(|event| matches!(event, Event::Console(_))) else {
        panic!("not printed")
    };
    let frames = &call.async_stack.expect("callers").frames;
    assert_eq!(frames[0].location.position.line, 1);
}

#[test]
fn a_hundred_thousand_promises_leave_nothing_behind_that_grows() {
    let source = "let done = 0;
async function tick() { await null; done++; }
for (let i = 0; i < 100_000; i++) { await tick(); }
debugger;
console.log(done);
";
    assert_eq!(callers(source, 32), [""]);
}
