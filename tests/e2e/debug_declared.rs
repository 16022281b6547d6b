//! What texts of a client declare, for the next one: a console's rules, and those of scripts.

use runtime::debug::message::*;
use saveloop_tests::debug::{Debugged, text};

struct Console {
    debugged: Debugged,
    context: ContextId,
}

impl Console {
    fn new() -> Self {
        let mut debugged = Debugged::new("globalThis.wait = async (value: unknown) => value;\n");
        debugged.steps("run\nend");
        let context = debugged.scripts.last().expect("a script").context;
        Self { debugged, context }
    }

    fn evaluate(&mut self, expression: &str, repl: bool) -> String {
        let flags = EvaluateFlags { repl, ..EvaluateFlags::default() };
        let answer = self.debugged.evaluate_at(Place::Global(self.context), expression, flags);
        answer.map_or_else(
            |error| format!("throws {}", error.lines().next().unwrap_or_default()),
            |value| text(&value),
        )
    }

    fn names(&mut self) -> Vec<String> {
        match self.debugged.ask(Request::LexicalNames) {
            Ok(Answer::Names(names)) => names,
            other => panic!("no names: {other:?}"),
        }
    }
}

#[test]
fn what_scripts_declare_is_listed_and_no_property_of_the_global_object() {
    let mut console = Console::new();
    assert_eq!(console.names(), [""; 0]);
    for (expression, repl) in [
        (
            "let one = 1; const [two, { three }] = [2, { three: 3 }]; class Four {} var not = 0; { let inner; }",
            false,
        ),
        ("let five = 5; class Six {}; function neither() {}", true),
        ("const seven = await wait(7)", true),
        ("let eight = 8; for (let i = 0; i < 1; i++) ;", false),
        ("let failed; null.x", false),
        ("let nine = 9; throw 1", false),
    ] {
        console.evaluate(expression, repl);
    }
    assert_eq!(console.names(), ["Four", "Six", "eight", "five", "nine", "one", "seven", "three", "two"]);
    assert_eq!(
        console.evaluate("one + two + three + five + seven + eight + nine + Four.name + Six.name", false),
        "\"35FourSix\""
    );
    assert_eq!(
        console.evaluate(
            "['one', 'Four', 'five', 'Six', 'seven', 'not'].map((name) => name in globalThis).join()",
            false
        ),
        "\"false,false,false,false,false,true\""
    );
}

#[test]
fn a_console_declares_again_what_a_console_declared_and_scripts_nothing_twice() {
    let mut console = Console::new();
    for (expression, repl, expected) in [
        ("let a = 1", true, "undefined"),
        ("let a = 2; a", true, "2"),
        ("const a = 3", true, "undefined"),
        ("1; let a = 4", true, "1"),
        ("let f = () => {}; f.name", true, "\"f\""),
        ("class a {}; typeof a + a.name", true, "\"functiona\""),
        ("a = 5; a", false, "5"),
        ("let a = 6", false, "throws SyntaxError: redeclaration of 'a'"),
        ("let b = 1", false, "undefined"),
        ("let b = 2", true, "throws SyntaxError: Identifier 'b' has already been declared"),
        ("let b = await 2", true, "throws SyntaxError: Identifier 'b' has already been declared"),
        ("b", true, "1"),
        ("let c = nobody", true, "throws ReferenceError: nobody is not defined"),
        ("let c = 1; c", true, "1"),
        ("let { d, e = d } = { d: 1 }, [g = e] = []; d + e + g", true, "3"),
        ("let h\nh", true, "undefined"),
        ("let i = 1\ndebugger\nconst j = i + 1; for (;;) break\ni + j", true, "3"),
    ] {
        console.debugged.done(Request::SetBreakpointsActive(false));
        assert_eq!(console.evaluate(expression, repl), expected, "{expression}");
    }
}
