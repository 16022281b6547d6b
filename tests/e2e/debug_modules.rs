//! A module's variables in every frame of its code, whatever the paused function has captured.

use runtime::debug::message::*;
use saveloop_tests::debug::{Debugged, check, text};

#[test]
fn every_variable_of_a_module_is_seen_evaluated_and_set_in_a_later_callback() {
    let source = "import { twice } from './lib.ts';
let unread: any = 1;
const other: any = 'o';
function reads() { return other; }
enum Level { Low = 4 }
class Kept {}
var old = 3;
if (old) { var nested = 5; let hidden = 6; hidden; }
function f() { /*@here*/return 0; }
setTimeout(() => { f(); console.log(unread, old, nested); }, 1);
reads(); Kept; twice;
";
    let lib = "export const twice = (x: number) => { /*@lib*/return x * factor; };\nconst factor = 2;\nconst alone = [factor];\n";
    let mut debugged = Debugged::with_files(&[("main.ts", source), ("lib.ts", lib)], AtStart::Wait);
    debugged.steps(
        "break @here
         run
         stop breakpoint @here in f
         eval [unread, other, reads(), Level.Low, typeof Kept, old, nested, typeof hidden].join() = \"1,o,o,4,function,3,5,undefined\"
         eval typeof twice = \"function\"
         eval unread = 7, old += 1, nested = unread = 7
         eval other = 1 = throws TypeError: Assignment to constant variable.
         eval unread + old = 11
         resume
         end
         prints 7 4 7",
    );
}

#[test]
fn a_module_that_has_been_evaluated_shows_what_nobody_captured() {
    let source = "import { twice } from './lib.ts';\nconsole.log(twice(2));\n";
    let lib = "const factor = 2;\nlet alone: any = [factor];\nexport const twice = (x: number) => { /*@here*/return x * factor; };\n";
    let mut debugged = Debugged::with_files(&[("main.ts", source), ("lib.ts", lib)], AtStart::Wait);
    debugged.steps("break @here\nrun");
    let pause = debugged.paused();
    assert_eq!(
        debugged.scopes(&pause.frames[0]).split(" | ").last(),
        Some("Module factor=2 alone=Array(1) twice=(x) => {\n\treturn x * factor;\n}")
    );
    let scopes = &pause.frames[0].scopes;
    let scope = scopes.iter().position(|it| it.kind == ScopeKind::Module).expect("a module's scope") as u32;
    let value = Argument::Json("\"set\"".into());
    let set = Request::SetVariable { frame: pause.frames[0].id, scope, name: "alone".into(), value };
    debugged.ask(set).expect("a variable that is set");
    assert_eq!(debugged.evaluate(&pause, 0, "alone").map(|it| text(&it)), Ok("\"set\"".into()));
    debugged.steps("resume\nend\nprints 4");
}

#[test]
fn variables_of_a_module_that_has_not_come_to_them_say_so() {
    check(
        "function f() { /*@here*/return 1; }
f();
let late = 1;
const later = () => late;
",
        "break @here
         run
         stop breakpoint @here in f
         eval late = throws ReferenceError: Cannot access 'late' before initialization
         eval late = 2 = throws ReferenceError: Cannot access 'late' before initialization
         resume
         end",
    );
}

#[test]
fn every_variable_of_a_commonjs_module_is_seen_too() {
    let source = "let alone = 1;\nvar old = 2;\nfunction f() {\n  /*@here*/return 0;\n}\nsetTimeout(f, 1);\nsetTimeout(() => console.log(alone, old), 2);\n";
    let mut debugged = Debugged::with_files(&[("main.cjs", source)], AtStart::Wait);
    debugged.steps(
        "break @here
         run
         stop breakpoint @here in f
         eval [alone, old, typeof exports, typeof require, typeof module.exports, typeof __filename, __dirname.length > 0].join() = \"1,2,object,function,object,string,true\"
         eval alone = 5, old = 6 = 6
         resume
         end
         prints 5 6",
    );
}

#[test]
fn what_the_calls_around_hold_is_seen_while_they_run_and_means_nothing_else_after() {
    check(
        "const name = 'module';
const calls: (() => void)[] = [];
function outer(given: string) {
  const name = 'outer', other = 'uncaptured';
  [1].forEach(() => { /*@during*/given; });
  for (let i = 0; i < 2; i++) {
    const kept = i, lost = 'round ' + i;
    calls.push(() => { /*@after*/kept; });
  }
  /*@now*/calls[0]();
}
outer('g');
calls[1]();
",
        "break @during
         break @after
         run
         stop breakpoint @during
         eval [given, name, other].join() = \"g,outer,uncaptured\"
         eval name = 1 = throws TypeError: Assignment to constant variable.
         resume
         stop breakpoint @after
         eval kept = 0
         eval lost = throws ReferenceError: lost is not defined
         resume
         stop breakpoint @after
         eval kept = 1
         eval name = throws ReferenceError: name is not defined
         eval calls.length = 2
         resume
         end",
    );
}

#[test]
fn a_function_knows_its_own_name_though_it_does_not_use_it() {
    check(
        "const other = function own(a: number) { /*@here*/return a; };
other(1);
",
        "break @here
         run
         stop breakpoint @here in own
         eval own === other = true
         eval own = 1 = throws TypeError: Assignment to constant variable.
         resume
         end",
    );
}

#[test]
fn code_of_a_replaced_version_sees_what_it_captured_and_not_the_variables_of_the_new_one() {
    let text = |value: u32| {
        format!(
            "const captured = {value}, alone = {value};
export {{}};
const wait = new Promise<void>((resolve) => {{ (globalThis as any).go ??= resolve; }});
async function f() {{ await wait; debugger; console.log(captured); }}
if ({value} === 1) f();
else (globalThis as any).go();
import.meta.hot?.accept();
setInterval(() => {{}}, 1000);
/*@ran*/console.log('ran');
"
        )
    };
    let mut debugged = Debugged::with_files(&[("main.ts", &text(1))], AtStart::Wait);
    debugged.steps("break @ran\nrun\nstop breakpoint @ran\nresume");
    debugged.save("main.ts", &text(2));
    debugged.steps("stop breakpoint @ran\neval alone = 2\nresume");
    let pause = debugged.paused();
    let mut evaluate = |expression: &str| {
        debugged.evaluate(&pause, 0, expression).map(|it| saveloop_tests::debug::text(&it))
    };
    assert_eq!(evaluate("captured"), Ok("1".into()));
    assert_eq!(evaluate("alone").map_err(|error| error.contains("alone is not defined")), Err(true));
}
