//! `this`, `arguments` and variables in frames of every kind.

use runtime::debug::message::*;
use saveloop_tests::debug::{Debugged, at_each_stop, check, text};

#[test]
fn this_is_known_in_functions_that_never_name_it() {
    let source = "
class Base { constructor() { this.base = 1; } }
class A extends Base {
  static { debugger; }
  constructor() { debugger; super(); debugger; }
  get g() { debugger; return 2; }
  set s(value) { debugger; }
  method() { [1].forEach(() => { [2].map(() => { debugger; }); }); }
  *generator() { debugger; yield 1; debugger; }
  async wait() { debugger; await null; debugger; }
  static own() { debugger; }
}
const a = new A();
a.g; a.s = 1; a.method(); [...a.generator()]; await a.wait(); A.own();
function plain(x: number, y?: number) { debugger; }
plain(1);
plain.call({ constructor: { name: 'called' } } as any, 3, 4);
plain.call(5 as any, 6);
const o = { plain, short() { debugger; }, fn: function () { debugger; }, constructor: { name: 'o' } };
o.plain(5); o.short(); o.fn();
[7].map(plain, { constructor: { name: 'mapped' } });
(() => { debugger; })();
";
    let who =
        "this === undefined ? 'undefined' : typeof this === 'function' ? 'the class' : this.constructor.name";
    let all: Vec<String> =
        at_each_stop(source, &[who, "typeof this"]).into_iter().map(|it| it.join(" ")).collect();
    let of = |name: &str, kind: &str| format!("{name:?} {kind:?}");
    let object = |name: &str| of(name, "object");
    let no_this = ["throws ReferenceError: Must call super constructor in derived class before accessing 'this' or returning from derived constructor"; 2].join(" ");
    assert_eq!(
        all,
        [
            of("the class", "function"),
            no_this,
            object("A"),
            object("A"),
            object("A"),
            object("A"),
            object("A"),
            object("A"),
            object("A"),
            object("A"),
            of("the class", "function"),
            of("undefined", "undefined"),
            object("called"),
            of("Number", "number"),
            object("o"),
            object("o"),
            object("o"),
            object("mapped"),
            of("undefined", "undefined"),
        ]
    );
}

#[test]
fn the_arguments_of_a_call_are_there_though_no_code_names_them() {
    let source = "function f(a: number, b?: number) { debugger; }
(f as any)(1, undefined, 3, 4);
f(5, 6);
const o = { m() { debugger; } };
(o.m as any)('x');
(() => { debugger; })();
debugger;
";
    let expression = "[...arguments].join() + ' of ' + arguments.length";
    let all: Vec<String> = at_each_stop(source, &[expression]).concat();
    assert_eq!(all, ["\"1,,3,4 of 4\"", "\"5,6 of 2\"", "\"x of 1\"", "\" of 0\"", "\" of 0\""]);
}

#[test]
fn a_variable_is_set_in_every_kind_of_scope_and_refused_where_the_program_could_not() {
    let source = "import { other } from './other.ts';
let outer = 0;
function f(p: any, { q, r = 3 }: any, ...rest: any) {
  let own: any = 1; const fixed = 2; var old: any = 5;
  for (let i: any = 0; i === 0; i++) {
    try { throw 'thrown'; } catch (caught) {
      let inner: any = 3;
      /*@here*/const seen = [p, q, r, rest, own, old, i, caught, inner, outer].join();
      let late = 1;
      console.log(seen, late, other);
    }
  }
}
f(1, { q: 2 }, 4);
";
    let files = [("main.ts", source), ("other.ts", "export const other = 1;")];
    let mut debugged = Debugged::with_files(&files, AtStart::Wait);
    debugged.steps("break @here\nrun");
    let pause = debugged.paused();
    let frame = &pause.frames[0];
    let mut outcomes = Vec::new();
    for (scope, it) in frame.scopes.iter().enumerate().filter(|(_, it)| it.kind != ScopeKind::Global) {
        let names: Vec<String> =
            debugged.properties(&it.object).properties.iter().map(|it| it.name.clone()).collect();
        for name in names.into_iter().filter(|name| !["seen", "f"].contains(&name.as_str())) {
            let value = Argument::Json(format!("{:?}", name.to_uppercase()));
            let request =
                Request::SetVariable { frame: frame.id, scope: scope as u32, name: name.clone(), value };
            let outcome = match debugged.ask(request) {
                Ok(_) => "set".to_owned(),
                Err(failure) => failure.to_string(),
            };
            outcomes.push(format!("{:?} {name}: {outcome}", it.kind));
        }
    }
    let constant = "Assignment to constant variable.";
    assert_eq!(
        outcomes,
        [
            "Block inner: set".to_owned(),
            "Block late: The variable is not initialized yet.".to_owned(),
            "Catch caught: set".to_owned(),
            "Block i: set".to_owned(),
            "Local p: set".to_owned(),
            "Local q: set".to_owned(),
            "Local r: set".to_owned(),
            "Local rest: set".to_owned(),
            "Local own: set".to_owned(),
            format!("Local fixed: {constant}"),
            "Local old: set".to_owned(),
            "Module outer: set".to_owned(),
            format!("Module other: {constant}"),
        ]
    );
    debugged.steps("resume\nend\nprints P,Q,R,REST,OWN,OLD,I,CAUGHT,INNER,OUTER 1 1");
}

#[test]
fn what_is_not_initialized_yet_cannot_be_read_and_says_so() {
    check(
        "function f() {
  /*@here*/const a = 1;
  class Later {}
  return [a, Later];
}
f();
",
        "break @here
         run
         stop breakpoint @here in f
         eval a = throws ReferenceError: Cannot access 'a' before initialization
         eval typeof Later = throws ReferenceError: Cannot access 'Later' before initialization
         resume
         end",
    );
}

#[test]
fn evaluating_in_a_frame_sees_this_and_keeps_assignments_also_in_outer_frames() {
    let (mut debugged, pause) = {
        let mut debugged = Debugged::new(
            "class C { n = 1; run(by: number) { let local = 1; inner(() => { /*@here*/local += by; }); return local; } }
function inner(call: () => void) { call(); }
console.log(new C().run(10));
",
        );
        debugged.steps("break @here\nrun");
        let pause = debugged.paused();
        (debugged, pause)
    };
    let mut evaluate = |frame: usize, expression: &str| {
        debugged.evaluate(&pause, frame, expression).map(|it| text(&it)).unwrap_or_else(|error| error)
    };
    assert_eq!(evaluate(0, "this.n"), "1");
    assert_eq!(evaluate(0, "local = 5"), "5");
    assert_eq!(evaluate(2, "local"), "5");
    assert_eq!(evaluate(2, "by = 20, this.n + arguments[0]"), "21");
    debugged.steps("resume\nend\nprints 25");
}

#[test]
fn private_members_are_read_written_called_and_looked_for_in_a_frame() {
    check(
        "class Base {
  #x = 'base';
  own() { return this.#x; }
}
class A extends Base {
  #x = 1;
  #unused = 2;
  static #count = 3;
  #twice(by: number) { return this.#x * 2 + by; }
  get #double() { return this.#x * 2; }
  set #double(value: number) { this.#x = value / 2; }
  other: any;
  run() { this.#twice(this.#double = 2); /*@here*/return 0; }
  quiet() { /*@quiet*/return 0; }
  static make() { A.#count; }
}
const a = new A();
a.other = a;
a.run();
a.quiet();
console.log(a.own());
",
        "break @here
         break @quiet
         run
         stop breakpoint @here in run
         eval this.#x = 1
         eval (this.#x = 5) + this.#x = 10
         eval this.#x++ + this.#x = 11
         eval this.#twice(1) = 13
         eval this.#double = 12
         eval (this.#double = 20, this.#x) = 10
         eval this.other.other.#x = 10
         eval this?.other?.#twice(2) = 22
         eval this.nobody?.#x = undefined
         eval [#x in this, #x in {}, #twice in this, #nothing in this].join() = \"true,false,true,false\"
         eval [this].map((it) => it.#x).join() = \"10\"
         eval ({}).#x = throws TypeError: Cannot read private member #x from an object whose class did not declare it
         eval new (class { #x = 7; x() { return this.#x; } })().x() = 7
         resume
         stop breakpoint @quiet in quiet
         eval this.#unused = 2
         eval this.#twice(0) = 20
         eval A.#count = 3
         eval this.constructor.#count += 1 = 4
         resume
         end
         prints base",
    );
}

#[test]
fn this_is_an_error_before_a_derived_class_has_called_super() {
    check(
        "class Base { own = 'base'; }
class A extends Base {
  constructor(given: number, after = () => this.own) {
    const name = 'local'; const early = () => { /*@arrow*/return given; };
    early();
    /*@before*/super();
    /*@after*/after();
  }
}
new A(1);
",
        "break @arrow
         break @before
         break @after
         run
         stop breakpoint @arrow
         eval typeof this = throws ReferenceError: Must call super constructor in derived class before accessing 'this' or returning from derived constructor
         eval name = \"local\"
         resume
         stop breakpoint @before
         eval this = throws ReferenceError: Must call super constructor in derived class before accessing 'this' or returning from derived constructor
         eval this.own = throws ReferenceError: Must call super constructor in derived class before accessing 'this' or returning from derived constructor
         eval name + given + arguments[0] + typeof Base = \"local11function\"
         eval (() => { let own = given; return own + 1; })() = 2
         eval nobody = throws ReferenceError: nobody is not defined
         eval super() = throws TypeError: 'super' cannot be called here
         resume
         stop breakpoint @after
         eval this.own = \"base\"
         resume
         end",
    );
}

#[test]
fn this_of_arrow_functions_is_that_of_what_is_around_them() {
    let source = "
function outer(this: any) {
  class A {
    name = 'instance';
    field = (() => { debugger; return 1; })();
    nested = (() => (() => { debugger; return 2; })())();
    static own = (() => { debugger; return 3; })();
    static { (() => { debugger; })(); }
    get g() { return (() => { debugger; return 4; })(); }
    [(() => { debugger; return 'key'; })()]() {}
    kept = () => { this.name; debugger; };
  }
  const a = new A(); a.g; (0, a.kept)();
  const o = { name: 'object', m() { (() => () => { debugger; })()(); }, get p() { return (() => { debugger; })(); } };
  o.m(); o.p;
}
outer.call({ name: 'outer' });
";
    let all: Vec<String> = at_each_stop(source, &["this.name"]).concat();
    let expected = ["outer", "A", "A", "instance", "instance", "instance", "instance", "object", "object"];
    assert_eq!(all, expected.map(|name| format!("{name:?}")));
}

#[test]
fn what_has_no_effect_reads_private_fields_and_knows_when_there_is_no_this() {
    let source = "class Base {}
class A extends Base {
  #x = 1; get #y() { return 2; }
  constructor() { /*@before*/super(); }
  m() { this.#y; /*@here*/return 0; }
}
new A().m();
";
    let mut debugged = Debugged::new(source);
    debugged.steps("break @before\nbreak @here\nrun");
    let flags = EvaluateFlags { throw_on_side_effect: true, ..EvaluateFlags::default() };
    let pause = debugged.paused();
    let at = Place::Frame(pause.frames[0].id);
    let refused = debugged.evaluate_at(at, "this", flags).map(|it| text(&it));
    assert!(refused.is_err_and(|error| error.starts_with("ReferenceError: Must call super constructor")));
    debugged.done(Request::Resume);
    let pause = debugged.paused();
    let at = Place::Frame(pause.frames[0].id);
    assert_eq!(debugged.evaluate_at(at, "this.#x + 1", flags).map(|it| text(&it)), Ok("2".into()));
    assert_eq!(debugged.evaluate_at(at, "this.#y", flags).map(|it| text(&it)), Ok("2".into()));
    debugged.steps("resume\nend");
}

#[test]
fn the_caller_of_a_function_that_is_written_where_it_is_called_shows_its_own_variables() {
    let source = "function outer() {
  const own = 1;
  return (() => {
    const inner = 2;
    /*@here*/return inner;
  })() + own;
}
outer();
";
    let mut debugged = Debugged::new(source);
    debugged.steps("break @here\nrun");
    let pause = debugged.paused();
    assert!(debugged.scopes(&pause.frames[0]).starts_with("Local inner=2 | Module"));
    assert!(debugged.scopes(&pause.frames[1]).starts_with("Local own=1 | Module"));
    assert_eq!(
        debugged.evaluate(&pause, 1, "typeof inner + own").map(|it| text(&it)),
        Ok("\"undefined1\"".into())
    );
    debugged.steps("resume\nend");
}

#[test]
fn a_function_without_a_name_is_called_by_what_it_is_assigned_to() {
    let source = "function stop() { /*@here*/return 0; }
const o: any = { deep: {}, own() { return stop(); } };
o.later = function () { return stop(); };
o.deep.arrow = () => stop();
o[Symbol('key')] = () => stop();
function Made(this: any) { this.made = function () { return stop(); }; }
Made.prototype.method = function () { return stop(); };
const made = new (Made as any)();
o.own(); o.later(); o.deep.arrow(); o[Object.getOwnPropertySymbols(o)[0]](); made.made(); made.method();
(() => stop())();
[1].map((it) => stop() + it);
";
    let mut debugged = Debugged::new(source);
    debugged.steps("break @here\nrun");
    let mut names = Vec::new();
    while let Some(pause) = debugged.paused_or_ended() {
        names.push(pause.frames[1].function.clone());
        debugged.done(Request::Resume);
    }
    // As V8 says them.
    let expected = ["own", "o.later", "o.deep.arrow", "o.<computed>", "Made.made", "Made.method", "", ""];
    assert_eq!(names, expected);
}
