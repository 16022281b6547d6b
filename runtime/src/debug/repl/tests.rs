//! What a console's text becomes.

use super::rewrite;

fn check(text: &str, expected: &str) {
    assert_eq!(rewrite(text).map(|it| it.code).as_deref(), Some(expected), "{text}");
}

#[test]
fn declarations_can_be_made_again() {
    check("let a = 1; const { b } = x;", "{let {}=( a = 1,0)}; {let {}=( { b } = x,0)};");
    check("class A {}", "{let {}=(A = class A {},0)}");
    check("let a\na", "{let {}=( a = undefined,0)}\na");
    assert_eq!(rewrite("var a = 1; a"), None);
    assert_eq!(rewrite("let {"), None, "the engine says what is wrong");
}

#[test]
fn what_awaits_becomes_a_function_whose_declarations_stay() {
    check("await f()", "(async () => {return (await f())\n})()");
    check(
        "const a = await f(), { b } = a; let c; a + b;",
        "(async () => {{let {}=( a = await f(), { b } = a,0)}; {let {}=( c = undefined,0)}; return (a + b);\n})()",
    );
    check("var d = await f(), e;", "var d;var e;(async () => {{let {}=( d = await f(), e,0)};\n})()");
    check(
        "function g() {} await g();",
        "(async () => {globalThis.g = g;function g() {} return (await g());\n})()",
    );
    assert_eq!(rewrite("async () => { await f() }"), None, "not at top level");
}

#[test]
fn it_says_what_it_declares_so_that_it_is_no_property_of_the_global_object() {
    let lexical = |text: &str| rewrite(text).map(|it| it.lexical).unwrap_or_default();
    assert_eq!(lexical("let a = 1, { b, c: [d] } = x; class E {} var f = 2;"), ["a", "b", "d", "E"]);
    assert_eq!(lexical("const a = await b; var c = a;"), ["a"]);
    assert_eq!(lexical("{ let a = 1 } f()"), [""; 0]);
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
