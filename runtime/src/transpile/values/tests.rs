use std::path::Path;

use oxc::allocator::Allocator;
use oxc::parser::Parser;

use super::told;
use crate::transpile::source_type;

/// The texts of the expressions that are told.
fn told_in(file: &str, source: &str) -> Vec<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, source_type(Path::new(file), false)).parse();
    assert!(!parsed.panicked && parsed.diagnostics.is_empty(), "{source}: {:?}", parsed.diagnostics);
    let texts = told(&parsed.program).into_iter();
    texts.map(|span| source[span.start as usize..span.end as usize].to_owned()).collect()
}

fn all(source: &str) -> Vec<String> {
    told_in("main.ts", source)
}

#[track_caller]
fn only(source: &str, expected: &str) {
    assert_eq!(all(source), [expected], "{source}");
}

#[track_caller]
fn nothing(source: &str) {
    assert_eq!(all(source), [""; 0], "{source}");
}

#[test]
fn the_value_of_every_kind_of_statement_is_told() {
    for (source, expected) in [
        ("a + b //?", "a + b"),
        ("a + b; //?", "a + b"),
        ("a + b; //? and why", "a + b"),
        ("const x = f(); //?", "f()"),
        ("let x: number = f() as any; //?", "f() as any"),
        ("var x = 1, y = g() //?", "g()"),
        ("x = y = z; //?", "x = y = z"),
        ("x += 2 //?", "x += 2"),
        ("i++ //?", "i++"),
        ("function f() { \n return a * 2; //?\n }", "a * 2"),
        ("function* f() { \n yield a //?\n }", "yield a"),
        ("async function f() { \n await a; //?\n }", "await a"),
        ("async function f() { \n return await a; //?\n }", "await a"),
        ("if (a) b() //?", "b()"),
        ("if (a > 1) //?\n b()", "a > 1"),
        ("while (next()) //?\n ;", "next()"),
        ("for (const x of list()) //?\n x", "list()"),
        ("throw make() //?", "make()"),
        ("switch (kind) { case 1: //?\n }", ""),
        ("const { a, b } = o //?", "o"),
        ("const f = (x) => x * 2 //?", "x * 2"),
        ("const f = () => ({ a: 1 }) //?", "({ a: 1 })"),
        ("export const x = f() //?", "f()"),
        ("class C { x = 1 + 2 //?\n }", "1 + 2"),
        ("class C { static { this.x = 1 //?\n } }", "this.x = 1"),
        ("const o = {\n a: f(), //?\n }", "f()"),
        ("g(\n f(), //?\n 2)", "f()"),
        ("const l = [\n 1 + 1, //?\n 2 ]", "1 + 1"),
        ("do { x } while (f()) //?", "f()"),
        ("a ? b : c //?", "a ? b : c"),
        ("new Map([[1, 2]]) //?", "new Map([[1, 2]])"),
        ("`a${b}` //?", "`a${b}`"),
        ("void f() //?", "void f()"),
        ("typeof x //?", "typeof x"),
        ("delete o.x //?", "delete o.x"),
        ("a, b //?", "a, b"),
        ("label: x //?", "x"),
        ("enum E { A = 1 + 1 } E.A //?", "E.A"),
        ("x! //?", "x!"),
        ("f<number>(1) //?", "f<number>(1)"),
        ("x satisfies number //?", "x satisfies number"),
        ("import('x') //?", "import('x')"),
        ("/x/.test(y) //?", "/x/.test(y)"),
        ("f`x` //?", "f`x`"),
        ("null //?", "null"),
        ("this //?", "this"),
        ("async () => {\n for await (const x of f()) //?\n x }", "f()"),
    ] {
        let told = all(source);
        assert_eq!(told.join(" & "), expected, "{source}");
    }
}

#[test]
fn a_chain_is_told_as_a_whole_and_line_by_line() {
    only("a.b.c() //?", "a.b.c()");
    only("a?.b?.c() //?", "a?.b?.c()");
    only("a?.b[0].c //?", "a?.b[0].c");
    only("(a?.b).c //?", "(a?.b).c");
    only("list\n  .map(f)\n  .filter(g); //?", "list\n  .map(f)\n  .filter(g)");
    only("list //?\n  .map(f)", "list");
    assert_eq!(
        all("list\n  .map(f) //?\n  .filter(g) //?"),
        ["list\n  .map(f) //?\n  .filter(g)", "list\n  .map(f)"]
    );
    // What is called has no value of its own, as it keeps its `this`; nor has a part of an optional chain.
    nothing("a?.b //?\n  .c()");
    nothing("f //?\n  ()");
    nothing("o.f //?\n  ()");
    nothing("o.f //?\n`t`");
}

#[test]
fn an_expression_of_several_lines_is_told_at_its_end() {
    only("const o = {\n  a: 1,\n  b: [\n    2\n  ],\n}; //?", "{\n  a: 1,\n  b: [\n    2\n  ],\n}");
    only("f(\n  1,\n  2,\n) //?", "f(\n  1,\n  2,\n)");
    only("const t = `one\ntwo`; //?", "`one\ntwo`");
    only("const f = call(function () {\n  return 1;\n}); //?", "call(function () {\n  return 1;\n})");
}

#[test]
fn a_mark_in_a_text_or_another_comment_is_none() {
    nothing("const a = 'x //?';");
    nothing("const a = `x //?`;");
    nothing("const a = `\nx //?\n`;");
    nothing("/* a //? */ const x = 1;");
    nothing("// a //?\nconst x = 1;");
    nothing("const x = 1; // see //?");
    nothing("const x = 1; // ?");
    nothing("/x\\/\\/?/.test(y)");
    only("'a //?' + b //?", "'a //?' + b");
    only("`${f() //?\n}`", "f()");
}

#[test]
fn a_mark_with_nothing_to_tell_before_it_is_none() {
    for source in [
        "//?",
        "\n  //?\nx",
        "{ //?\n x }",
        "function f() { //?\n }",
        "return_: { } //?",
        "interface A { x: number } //?",
        "type A = B //?",
        "import x from 'y' //?",
        "export { x } //?\nvar x",
        "export default class {} //?",
        "class A {} //?",
        "function f() {} //?",
        "let x //?",
        "let x: number //?",
        "if (a) { b } //?",
        "for (;;) { break //?\n }",
        "; //?",
        "function f() { return //?\n }",
        "const f = () => {}; //?",
        "const f = function () {}; //?",
        "const C = class {}; //?",
    ] {
        nothing(source);
    }
    // A function is named after its place; its last expression is what has a value.
    only("const f = (x) => x //?", "x");
    only("const f = async () => await x; //?", "await x");
    only("export default 1 //?\nf(2) //?", "f(2)");
}

#[test]
fn each_mark_of_a_text_is_told_once() {
    assert_eq!(all("a //?\nb //?\nc\nd //?"), ["a", "b", "d"]);
    assert_eq!(all("f(a) //? //?"), ["f(a)"]);
    assert_eq!(all("x = f(y = z) //?"), ["x = f(y = z)"]);
    assert_eq!(all("a; b //?"), ["b"]);
}

#[test]
fn texts_of_other_kinds_are_read_as_what_they_are() {
    assert_eq!(told_in("main.tsx", "const x = f<number>(1); //?"), ["f<number>(1)"]);
    assert_eq!(told_in("main.js", "a.b //?\r\nc //?\r\n"), ["a.b", "c"]);
    assert_eq!(told_in("main.mts", "const é = '😀'; //?\né + 'ü' //?"), ["'😀'", "é + 'ü'"]);
    assert_eq!(told_in("main.cjs", "module.exports = { a: 1 }; //?"), ["module.exports = { a: 1 }"]);
}
