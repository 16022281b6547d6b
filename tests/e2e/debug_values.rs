//! What a paused program shows: scopes, values, properties; and what can be done to it.

use runtime::debug::message::*;
use saveloop_tests::debug::{Debugged, check, object, text};

/// Every frame's scopes of a program that stops at `@here`, one frame on a line.
fn frames_of(files: &[(&str, &str)]) -> Vec<String> {
    let mut debugged = Debugged::with_files(files, AtStart::Wait);
    let here = debugged.breakpoint("here");
    debugged.set(here);
    debugged.done(Request::RunIfWaiting);
    let pause = debugged.paused();
    let frames = pause.frames.clone();
    frames
        .iter()
        .map(|frame| {
            let scopes = debugged.scopes(frame);
            format!("{}: {scopes}", frame.function).trim_end().to_owned()
        })
        .collect()
}

#[test]
fn every_scope_shows_its_own_variables() {
    let frames = frames_of(&[(
        "main.ts",
        "const top = 'module';
let unread = 0;
function outer(a: number, b = 2, ...rest: number[]) {
  var hoisted = 'var';
  const kept = 'closure';
  function inner(this: any, { x, y: [z] }: any) {
    let shadowed = 1;
    {
      let shadowed = 2;
      const early = () => late;
      /*@here*/console.log(kept, shadowed, top, early.length, z, x);
      let late = 3;
    }
    return shadowed;
  }
  return inner.call({ me: 1 }, { x: 5, y: [6] });
}
outer(1, undefined, 7, 8);
",
    )]);
    let text = " inner({ x, y: [z] }) {\n\t\tlet shadowed = 1;\n\t\t{\n\t\t\tlet shadowed = 2;\n\t\t\tconst early = () => (late);\n\t\t\tconsole.log(kept, shadowed, top, early.length, z, x);\n\t\t\tlet late = 3;\n\t\t}\n\t\treturn shadowed;\n\t}";
    let shown: Vec<String> = frames
        .iter()
        .map(|frame| frame.split(" outer=function").next().unwrap_or("").replace(text, ""))
        .collect();
    assert_eq!(
        shown,
        [
            // Of the function around, what this one has not captured is known while its call runs.
            "inner: Block shadowed=2 early=() => (late) late=<uninitialized> | Local x=5 z=6 shadowed=1 | Closure kept=\"closure\" a=1 b=2 rest=Array(2) hoisted=\"var\" inner=function | Module top=\"module\" unread=0",
            "outer: Local a=1 b=2 rest=Array(2) hoisted=\"var\" kept=\"closure\" inner=function | Module top=\"module\" unread=0",
            ": Module top=\"module\" unread=0",
        ]
    );
}

#[test]
fn arguments_with_defaults_and_patterns_show_what_they_hold() {
    let frames = frames_of(&[(
        "main.ts",
        "function f(a: number, b = a + 1, { c } = { c: 3 }, ...d: number[]) {
  a = 10;
  /*@here*/return a + b + c + d.length;
}
f(1);
",
    )]);
    assert_eq!(frames[0].split(" | Module").next(), Some("f: Local a=10 b=2 c=3 d=Array(0)"));
}

#[test]
fn the_frames_of_callers_show_their_own_variables() {
    let frames = frames_of(&[(
        "main.ts",
        "class Counter {
  n = 0;
  add(by: number) { const before = this.n; /*@here*/this.n += by; return before; }
}
function* each(list: number[]) { for (const item of list) { const c = new Counter(); yield c.add(item); } }
async function main() { try { throw 'x'; } catch (caught) { const local = 1; for (const v of each([4])) { v; } return local; } }
main();
",
    )]);
    let own: Vec<&str> = frames.iter().filter_map(|frame| frame.split(" | Module").next()).collect();
    assert_eq!(own[0], "add: Local by=4 before=0");
    assert_eq!(own[1], "each: Block c=Counter | Block item=4 | Local list=Array(1)");
    // What `for` has not bound yet is not initialised.
    assert_eq!(own[2], "main: Block v=<uninitialized> | Block local=1 | Catch caught=\"x\" | Local");
    assert!(own[3].starts_with(": Module Counter=class Counter {"), "{}", own[3]);
}

#[test]
fn imports_have_the_names_of_the_text() {
    let frames = frames_of(&[
        (
            "main.ts",
            "import def, { one as uno, count, bump } from './lib.ts';\nimport * as all from './lib.ts';\nbump(); def; all;\nfunction f() {\n  /*@here*/return [uno, count];\n}\nf();\n",
        ),
        (
            "lib.ts",
            "export const one = 1;\nexport let count = 0;\nexport const bump = () => { count++; };\nexport default 'd';\n",
        ),
    ]);
    assert_eq!(
        frames[0],
        "f: Local | Module f=function f() {\n\treturn [one, count];\n} def=\"d\" uno=1 count=1 bump=() => {\n\tcount++;\n} all=Module"
    );
}

fn stopped(source: &str) -> (Debugged, Pause) {
    let mut debugged = Debugged::new(source);
    let here = debugged.breakpoint("here");
    debugged.set(here);
    debugged.done(Request::RunIfWaiting);
    let pause = debugged.paused();
    (debugged, pause)
}

#[test]
fn evaluating_in_a_frame_reads_and_assigns_its_variables() {
    check(
        "import.meta;
let top = 1;
class A {
  #secret = 42;
  m(a: number, ...more: number[]) {
    let local = a;
    const fixed = 5;
    { let local = 'inner'; var v = 1; /*@here*/local; local; }
    /*@then*/console.log(local, top, fixed, v);
    return later;
    let later = 1;
  }
}
try { new A().m(1, 2, 3); } catch {}
",
        "break @here
         run
         stop breakpoint @here in m
         eval local = \"inner\"
         eval a + local.length = 6
         eval arguments.length = 3
         eval this instanceof A = true
         eval top += 10 = 11
         eval v = 7 = 7
         eval typeof nothing = \"undefined\"
         eval nothing = throws ReferenceError: nothing is not defined
         eval later = throws ReferenceError: Cannot access 'later' before initialization
         eval fixed = 6 = throws TypeError: Assignment to constant variable.
         eval [1, 2].map((x) => x + a).join() = \"2,3\"
         eval eval('a + 1') = 2
         eval (() => { let own = a; own++; return own; })() = 2
         eval undeclared = 1 = throws ReferenceError: 'undeclared' is not defined
         resume
         end
         prints 1 11 5 7"
            .replace("eval fixed = 6 = throws", "eval (fixed = 6) = throws")
            .replace("eval v = 7 = 7", "eval (v = 7) = 7")
            .replace("eval top += 10 = 11", "eval (top += 10) = 11")
            .replace(
                "         eval undeclared = 1 = throws ReferenceError: 'undeclared' is not defined\n",
                "",
            )
            .as_str(),
    );
}

#[test]
fn variables_are_set_in_any_scope_of_any_frame() {
    let (mut debugged, pause) = stopped(
        "let top = 1;\nfunction f(a: number) { const fixed = 1; { let b = 2; /*@here*/b; console.log(a, b, fixed, top); } }\nfunction g(x: number) { f(x); console.log(x); }\ng(5);\n",
    );
    let set = |frame: usize, scope: u32, name: &str, value: Argument| Request::SetVariable {
        frame: pause.frames[frame].id,
        scope,
        name: name.into(),
        value,
    };
    debugged.done(set(0, 0, "b", Argument::Json("\"B\"".into())));
    debugged.done(set(0, 1, "a", Argument::Number(Number(-0.0))));
    debugged.done(set(1, 0, "x", Argument::BigInt("12345678901234567890".into())));
    debugged.done(set(0, 2, "top", Argument::Undefined));
    let fixed = debugged.ask(set(0, 1, "fixed", Argument::Json("2".into())));
    assert_eq!(fixed, Err(Failure::Refused("Assignment to constant variable.".into())));
    assert_eq!(debugged.ask(set(0, 1, "no", Argument::Undefined)), Err(Failure::UnknownVariable));
    assert_eq!(debugged.ask(set(0, 9, "a", Argument::Undefined)), Err(Failure::UnknownScope));
    assert_eq!(debugged.ask(set(0, 0, "b", Argument::Object(ObjectId(1)))), Err(Failure::UnknownObject));
    debugged.steps("resume\nend\nprints -0 B 1 undefined,12345678901234567890n");
}

#[test]
fn frames_and_their_scopes_are_of_no_use_after_the_pause() {
    let (mut debugged, pause) = stopped("/*@here*/console.log(1);\ndebugger;\n");
    let scope = pause.frames[0].scopes[0].object.clone();
    debugged.done(Request::Resume);
    let second = debugged.paused();
    let again = debugged.evaluate(&pause, 0, "1");
    assert_eq!(again, Err("Invalid call frame id".to_owned()));
    let request = GetProperties {
        object: object(&scope),
        own: true,
        accessors_only: false,
        non_indexed_only: false,
        preview: false,
        page: None,
    };
    assert_eq!(debugged.ask(Request::GetProperties(request)), Err(Failure::UnknownObject));
    debugged.done(Request::Resume);
    debugged.settled();
    assert_eq!(
        debugged.evaluate(&second, 0, "1"),
        Err("Can only perform operation while paused.".to_owned())
    );
}

#[test]
fn properties_are_listed_without_running_anything() {
    let (mut debugged, pause) = stopped(
        "let ran = 0;
class Base { get inherited() { ran++; return 1; } }
class Deep extends Base { #hidden = 7; #m() {} own = 'o'; [Symbol('s')] = 1; get mine() { ran++; return 1; } }
const value = new Deep();
const trap = new Proxy({ a: 1 }, { get() { ran++; return 1; }, ownKeys() { ran++; return []; } });
const map = new Map([['k', { v: 1 }]]);
const promise = Promise.reject('no');
promise.catch(() => {});
const boxed = Object('text');
/*@here*/console.log(ran);
",
    );
    let mut list = |expression: &str| {
        let value = debugged.evaluate(&pause, 0, expression).expect("a value");
        let Properties { properties, internal, private, function: _ } = debugged.properties(&value);
        let mut shown: Vec<String> = properties
            .iter()
            .map(|it| match &it.slot {
                PropertySlot::Data { value, .. } => format!("{}={}", it.name, text(value)),
                PropertySlot::Accessor { .. } => format!("{}=<accessor>", it.name),
                PropertySlot::Uninitialized => format!("{}=<uninitialized>", it.name),
            })
            .collect();
        shown.extend(private.iter().map(|(name, value)| format!("{name}={}", text(value))));
        shown.extend(internal.iter().map(|(name, value)| format!("{name}={}", text(value))));
        shown.join(" ")
    };
    assert_eq!(list("value"), "own=\"o\" Symbol(s)=1 #hidden=7 [[Prototype]]=Base");
    assert_eq!(list("trap"), "[[Handler]]=Object [[Target]]=Object [[IsRevoked]]=false");
    assert_eq!(list("map"), "[[Prototype]]=Map [[Entries]]=Array(1)");
    assert_eq!(
        list("promise"),
        "[[Prototype]]=Promise [[PromiseState]]=\"rejected\" [[PromiseResult]]=\"no\""
    );
    assert_eq!(
        list("boxed"),
        "0=\"t\" 1=\"e\" 2=\"x\" 3=\"t\" length=4 [[Prototype]]=String [[PrimitiveValue]]=\"text\""
    );
    assert_eq!(list("[1, , 3]"), "0=1 2=3 length=3 [[Prototype]]=Array(0)");
    assert_eq!(list("new Uint8Array(2)"), "0=0 1=0 [[Prototype]]=TypedArray");
    debugged.steps("resume\nend\nprints 0");
}

#[test]
fn every_kind_of_value_is_described_by_itself() {
    let (mut debugged, pause) = stopped("class Mine { a = 1; }\n/*@here*/console.log(1);\n");
    let mut describe = |expression: &str| {
        let value = debugged.evaluate(&pause, 0, expression).expect(expression);
        let kind = match &value {
            RemoteValue::Object(it) => format!("{:?} {} ", it.kind, it.class_name),
            _ => String::new(),
        };
        format!("{kind}{}", text(&value))
    };
    for (expression, expected) in [
        ("undefined", "undefined"),
        ("null", "null"),
        ("NaN", "NaN"),
        ("-0", "-0"),
        ("-Infinity", "-inf"),
        ("10n", "10n"),
        ("'\\ud800'", "\"\u{fffd}\""),
        ("Symbol('s')", "Symbol(s)"),
        ("({})", "Plain Object Object"),
        ("Object.create(null)", "Plain Object Object"),
        ("new Mine()", "Plain Mine Mine"),
        ("[1, 2]", "Array Array Array(2)"),
        ("/x/gi", "RegExp RegExp /x/gi"),
        ("new Map([[1, 2]])", "Map Map Map(1)"),
        ("new Set([1, 2])", "Set Set Set(2)"),
        ("new WeakMap()", "WeakMap WeakMap WeakMap"),
        ("new Uint16Array(3)", "TypedArray Uint16Array Uint16Array(3)"),
        ("new ArrayBuffer(8)", "ArrayBuffer ArrayBuffer ArrayBuffer(8)"),
        ("new DataView(new ArrayBuffer(8))", "DataView DataView DataView(8)"),
        ("new Proxy([], {})", "Proxy Object Proxy(Array)"),
        ("Promise.resolve(1)", "Promise Promise Promise"),
        ("(function* () {})()", "Generator Generator Generator"),
        ("[][Symbol.iterator]()", "Plain Array Iterator Array Iterator"),
        ("(x) => x", "Function Function (x) => x"),
        ("Object(1n)", "Plain BigInt BigInt"),
    ] {
        assert_eq!(describe(expression), expected, "{expression}");
    }
    assert!(describe("new TypeError('bad')").starts_with("Error TypeError TypeError: bad"));
    assert!(describe("Mine").starts_with("Function Function class Mine {"));
}

#[test]
fn previews_are_short_and_say_when_there_is_more() {
    let (mut debugged, pause) = stopped("/*@here*/console.log(1);\n");
    let mut preview = |expression: &str| {
        let place = Place::Frame(pause.frames[0].id);
        let shown = Shown { by_value: false, preview: true };
        let evaluate = Evaluate {
            expression: expression.into(),
            place,
            group: None,
            shown,
            flags: EvaluateFlags::default(),
            timeout_ms: None,
        };
        match debugged.ask(Request::Evaluate(evaluate)) {
            Ok(Answer::Evaluated(Ok(RemoteValue::Object(it)))) => it.preview.expect("a preview"),
            other => panic!("{other:?}"),
        }
    };
    let it = preview("({ a: 1, b: 'x'.repeat(200), get c() { return 1; }, d: [1], e: null, f: 1 })");
    let names: Vec<&str> = it.properties.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "d", "e"]);
    assert!(it.overflow);
    assert_eq!(it.properties[1].value.text.chars().count(), 100);
    assert_eq!(it.properties[2].value.kind, PreviewKind::Accessor);
    assert_eq!(it.properties[3].value.kind, PreviewKind::Object(ObjectKind::Array));
    let it = preview("new Map([['k', { v: 1 }]])");
    assert_eq!(it.entries.len(), 1);
    assert_eq!(it.entries[0].key.as_ref().map(|key| key.value.text.as_str()), Some("k"));
    let it = preview("Array.from({ length: 101 }, (_, i) => i)");
    assert_eq!((it.properties.len(), it.overflow), (100, true));
}

#[test]
fn large_arrays_come_in_pages() {
    let (mut debugged, pause) =
        stopped("const big = Array.from({ length: 1000 }, (_, i) => i);\n/*@here*/big;\n");
    let value = debugged.evaluate(&pause, 0, "big").expect("a value");
    let request = GetProperties {
        object: object(&value),
        own: true,
        accessors_only: false,
        non_indexed_only: false,
        preview: false,
        page: Some(Page { start: 998, count: 3 }),
    };
    let names = |answer: Result<Answer, Failure>| match answer {
        Ok(Answer::Properties(it)) => it.properties.into_iter().map(|it| it.name).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(names(debugged.ask(Request::GetProperties(request.clone()))), ["998", "999", "length"]);
    let rest = GetProperties { non_indexed_only: true, page: None, ..request };
    assert_eq!(names(debugged.ask(Request::GetProperties(rest))), ["length"]);
}

#[test]
fn objects_are_released_one_by_one_by_group_and_with_their_client() {
    let (mut debugged, pause) = stopped("/*@here*/console.log(1);\n");
    let place = Place::Frame(pause.frames[0].id);
    let mut make = |group: &str| {
        let evaluate = Evaluate {
            expression: "({})".into(),
            place,
            group: Some(group.into()),
            shown: Shown::default(),
            flags: EvaluateFlags::default(),
            timeout_ms: None,
        };
        match debugged.ask(Request::Evaluate(evaluate)) {
            Ok(Answer::Evaluated(Ok(value))) => object(&value),
            other => panic!("{other:?}"),
        }
    };
    let (a, b, c) = (make("a"), make("b"), make("b"));
    let list = |object: ObjectId| {
        Request::GetProperties(GetProperties {
            object,
            own: true,
            accessors_only: false,
            non_indexed_only: false,
            preview: false,
            page: None,
        })
    };
    debugged.done(Request::ReleaseObject(b));
    assert_eq!(debugged.ask(list(b)), Err(Failure::UnknownObject));
    assert!(debugged.ask(list(c)).is_ok());
    debugged.done(Request::ReleaseGroup("b".into()));
    assert_eq!(debugged.ask(list(c)), Err(Failure::UnknownObject));
    assert!(debugged.ask(list(a)).is_ok());
}

#[test]
fn functions_are_called_on_objects() {
    let (mut debugged, pause) = stopped("const o = { n: 2 };\n/*@here*/console.log(o);\n");
    let o = debugged.evaluate(&pause, 0, "o").expect("a value");
    let mut call = |function: &str, arguments: Vec<Argument>, by_value: bool| {
        let request = CallFunctionOn {
            function: function.into(),
            this: This::Object(object(&o)),
            arguments,
            group: None,
            shown: Shown { by_value, preview: false },
            flags: EvaluateFlags::default(),
        };
        match debugged.ask(Request::CallFunctionOn(request)) {
            Ok(Answer::Evaluated(Ok(value))) => text(&value),
            Ok(Answer::Evaluated(Err(exception))) => format!("throws {}", text(&exception.value)),
            Err(failure) => format!("fails {failure}"),
            other => panic!("{other:?}"),
        }
    };
    let json = |text: &str| Argument::Json(text.into());
    assert_eq!(
        call(
            "function (a, b) { return this.n + a + b; }\n//# sourceURL=x.cdp",
            vec![json("1"), json("\"x\"")],
            false
        ),
        "\"3x\""
    );
    assert_eq!(call("(o) => o === this", vec![Argument::Object(object(&o))], false), "false");
    assert_eq!(
        call("function () { return { a: [1, { b: null }], u: undefined }; }", vec![], true),
        "{\"a\":[1,{\"b\":null}]}"
    );
    assert_eq!(
        call("function () { const c = {}; c.c = c; return c; }", vec![], true),
        "fails Object couldn't be returned by value"
    );
    assert!(call("function () { throw new Error('x'); }", vec![], false).starts_with("throws Error: x"));
    assert_eq!(call("1", vec![], false), "fails Given expression does not evaluate to a function");
}

#[test]
fn what_may_change_something_is_refused_when_asked_to() {
    let (mut debugged, pause) = stopped(
        "let n = 1; let ran = 0;\nconst o = { a: { b: [1, 2] }, get g() { ran++; return 1; } };\nconst p = new Proxy({}, { get() { ran++; return 1; } });\n/*@here*/console.log(n, ran);\n",
    );
    let place = Place::Frame(pause.frames[0].id);
    let flags = EvaluateFlags { throw_on_side_effect: true, ..EvaluateFlags::default() };
    let mut evaluate = |expression: &str| match debugged.evaluate_at(place, expression, flags) {
        Ok(value) => text(&value),
        Err(error) => error.lines().next().unwrap_or_default().to_owned(),
    };
    let refused = "EvalError: Possible side-effect in debug-evaluate";
    for (expression, expected) in [
        ("o.a.b[n]", "2"),
        ("o.a.b.length + n * 2", "4"),
        ("o?.nothing?.more", "undefined"),
        ("typeof nothing", "\"undefined\""),
        ("n === 1 && !ran ? 'yes' : 'no'", "\"yes\""),
        ("nothing", "ReferenceError: nothing is not defined"),
        ("'text'.length", "4"),
        ("o.g", refused),
        ("p.x", refused),
        ("n = 2", refused),
        ("n++", refused),
        ("o.a.b.push(1)", refused),
        ("o + 1", refused),
        ("delete o.a", refused),
    ] {
        assert_eq!(evaluate(expression), expected, "{expression}");
    }
    debugged.steps("resume\nend\nprints 1 0");
}

#[test]
fn promises_are_awaited_unless_the_program_is_paused() {
    let mut debugged = Debugged::new(
        "globalThis.wait = (v: number) => new Promise((done) => setTimeout(() => done(v), 1));\n",
    );
    debugged.steps("run\nend");
    let context = debugged.scripts.last().expect("a script").context;
    let flags = EvaluateFlags { await_promise: true, ..EvaluateFlags::default() };
    let value = debugged.evaluate_at(Place::Global(context), "wait(5)", flags).map(|value| text(&value));
    assert_eq!(value, Ok("5".into()));
    let value = debugged.evaluate_at(Place::Global(context), "Promise.reject(new Error('no'))", flags);
    assert!(value.is_err_and(|error| error.starts_with("Error: no")));
    let elsewhere = debugged.evaluate_at(Place::Global(runtime::ids::Generation(77)), "1", flags);
    assert_eq!(elsewhere, Err("Cannot find context with specified id".into()));
    let (mut paused, pause) = stopped("/*@here*/console.log(1);\n");
    let place = Place::Frame(pause.frames[0].id);
    let pending = paused.evaluate_at(place, "new Promise(() => {})", flags);
    assert!(pending.is_err_and(|error| error.starts_with("The promise is pending")));
    let ready = paused.evaluate_at(place, "Promise.resolve(3)", flags).map(|value| text(&value));
    assert_eq!(ready, Ok("3".into()));
}

#[test]
fn an_evaluation_in_a_pause_is_cancelled_and_the_pause_stays() {
    let (mut debugged, pause) = stopped("/*@here*/console.log(1);\n");
    let endless = |frame| {
        Request::Evaluate(Evaluate {
            expression: "while (true) {}".into(),
            place: Place::Frame(frame),
            group: None,
            shown: Shown::default(),
            flags: EvaluateFlags::default(),
            timeout_ms: None,
        })
    };
    // Where nothing is evaluated there is nothing to end.
    debugged.done(Request::Cancel);
    let asked = debugged.put(endless(pause.frames[0].id));
    debugged.put(Request::Cancel);
    assert_eq!(debugged.answer(asked), Err(Failure::Terminated));
    debugged.steps("resume\nend\nprints 1");
}

#[test]
fn an_evaluation_ends_at_its_time() {
    let (mut debugged, pause) = stopped("/*@here*/console.log(1);\n");
    let answer = debugged.ask(Request::Evaluate(Evaluate {
        expression: "while (true) {}".into(),
        place: Place::Frame(pause.frames[0].id),
        group: None,
        shown: Shown::default(),
        flags: EvaluateFlags::default(),
        timeout_ms: Some(20),
    }));
    assert_eq!(answer, Err(Failure::Terminated));
    debugged.steps("resume\nend\nprints 1");
}

#[test]
fn a_text_is_compiled_without_running_it() {
    let mut debugged = Debugged::new("console.log(1);\n");
    debugged.steps("run\nend");
    let fine = debugged.ask(Request::Compile { text: "throw 1".into() });
    assert_eq!(fine, Ok(Answer::Compiled(Ok(()))));
    let wrong = debugged.ask(Request::Compile { text: "let {".into() });
    assert!(matches!(wrong, Ok(Answer::Compiled(Err(_)))), "{wrong:?}");
}

#[test]
fn console_calls_hand_over_their_values_and_their_caller() {
    let mut debugged = Debugged::new(
        "function log() { /*@log*/console.log('a', { b: 1 }); }\nlog();\nconsole.count();\nconsole.assert(false, 'no');\nconsole.assert(true, 'yes');\nconsole.group('g');\nconsole.groupEnd();\nconsole.table([1]);\n",
    );
    debugged.steps("run\nend");
    let calls: Vec<ConsoleCall> = debugged
        .heard
        .iter()
        .filter_map(|event| match event {
            Event::Console(call) => Some(call.clone()),
            _ => None,
        })
        .collect();
    let kinds: Vec<ConsoleKind> = calls.iter().map(|call| call.kind).collect();
    assert_eq!(
        kinds,
        [
            ConsoleKind::Log,
            ConsoleKind::Count,
            ConsoleKind::Assert,
            ConsoleKind::Group,
            ConsoleKind::GroupEnd,
            ConsoleKind::Table
        ]
    );
    assert_eq!(calls[0].stack[0].function, "log");
    let (_, position) = debugged.mark("log");
    assert_eq!(calls[0].stack[0].location.position.line, position.line);
    assert_eq!(text(&calls[1].arguments[0]), "\"default: 1\"");
    let listed = debugged.properties(&calls[0].arguments[1]);
    assert_eq!(listed.properties[0].name, "b");
}

#[test]
fn a_console_awaits_and_declares_again() {
    let mut debugged = Debugged::new(
        "globalThis.wait = (v: number) => new Promise((done) => setTimeout(() => done(v), 1));\n",
    );
    debugged.steps("run\nend");
    let context = debugged.scripts.last().expect("a script").context;
    let flags = EvaluateFlags { repl: true, ..EvaluateFlags::default() };
    for (expression, expected) in [
        ("let a = 1; a", "1"),
        ("let a = 2; a", "2"),
        ("const b = await wait(5), { c } = { c: 6 }; b + c", "11"),
        ("class K { n = 1 } new K().n", "1"),
        ("class K { n = 2 } new K().n", "2"),
        ("function g() { return await0; } let await0 = 3; g()", "3"),
        ("a + b + c", "13"),
        ("for (let i = 0; i < 2; i++) await null; 'done'", "\"done\""),
    ] {
        let value = debugged.evaluate_at(Place::Global(context), expression, flags).map(|value| text(&value));
        assert_eq!(value, Ok(expected.to_owned()), "{expression}");
    }
    let error = debugged.evaluate_at(Place::Global(context), "await Promise.reject(new Error('no'))", flags);
    assert!(error.is_err_and(|error| error.starts_with("Error: no")));
}
