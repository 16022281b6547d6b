//! What a console's text becomes.

use super::rewrite;

fn check(text: &str, expected: &str) {
    assert_eq!(rewrite(text).map(|it| it.code).as_deref(), Some(expected), "{text}");
}

#[test]
fn declarations_can_be_made_again() {
    check("let a = 1; const { b } = x;", "var a = 1; var { b } = x;");
    check("class A {}", "var A = class A {};");
    assert_eq!(rewrite("var a = 1; a"), None);
    assert_eq!(rewrite("let {"), None, "the engine says what is wrong");
}

#[test]
fn what_awaits_becomes_a_function_whose_declarations_stay() {
    check("await f()", "(async () => {return (await f())\n})()");
    check(
        "const a = await f(), { b } = a; let c; a + b;",
        "var a;var b;var c;(async () => {void ( a = await f(), { b } = a); void ( c = undefined); return (a + b);\n})()",
    );
    check(
        "function g() {} await g();",
        "(async () => {globalThis.g = g;function g() {} return (await g());\n})()",
    );
    assert_eq!(rewrite("async () => { await f() }"), None, "not at top level");
}

#[test]
fn a_place_in_the_code_is_one_in_the_text() {
    for text in ["let a = 1; function f() { return a; }", "const b = await f(); b + 1; await g(b)"] {
        let rewritten = rewrite(text).expect("something to change");
        for (at, _) in text.match_indices(['f', 'b', '1']) {
            let within =
                |code: &str| code.match_indices(&text[at..=at]).map(|(at, _)| at).collect::<Vec<_>>();
            let back: Vec<usize> =
                within(&rewritten.code).into_iter().map(|at| rewritten.original(at)).collect();
            assert!(back.contains(&at), "{text}: {at} is not among {back:?}");
        }
    }
}
