//! What is rewritten how, and what is refused.

use super::*;

#[test]
fn what_could_run_something_asks() {
    for (text, expected) in [
        ("a", r#"($slE.v("a"))"#),
        ("a.b[c]", r#"($slE.m($slE.m($slE.v("a"),"b"),$slE.v("c")))"#),
        (
            "a.map(x => x.id)",
            r#"($slE.c($slE.v("a"),"map",[$slE.g((x)=>{return $slE.m(x,"id");})],0,"a.map"))"#,
        ),
        ("a?.b", r#"($slE.chain(()=>$slE.m($slE.q($slE.v("a")),"b")))"#),
        ("f(...a, 1)", r#"($slE.k($slE.v("f"),$slE.j([[1,$slE.v("a")],[0,1]])))"#),
        ("this.#x", r##"($slE.p($slE.self(),"#x"))"##),
        ("typeof a", r#"($slE.type("a"))"#),
        ("((a, b) => b)(1)", r#"($slE.k(($slE.g((a,b)=>{return b;})),[1]))"#),
        ("`a${b}`", r#"($slE.t(["a",""],[$slE.v("b")]))"#),
        ("a.b = 1", r#"($slE.w($slE.v("a"),"b",1))"#),
        ("$sl0.name", r#"($slE.i("$sl0","name"))"#),
    ] {
        assert_eq!(expression(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_changes_a_variable_of_the_program_or_is_not_known_is_refused() {
    for text in [
        "n = 1",
        "n++",
        "n += 1",
        "delete a.b",
        "new.target",
        "import('a')",
        "await a",
        "a``",
        "class {}",
        "async () => 1",
        "function* () {}",
        "({ get a() { return 1; } })",
        "({ __proto__: a })",
        "[a] = b",
        "$slE",
        "$slE1 => 1",
        "a; b",
        "",
        "(",
        "() => { n = 1 }",
        "() => { label: for (;;) continue label; }",
    ] {
        // What is free is asked for by its name; it is not reached.
        let written = expression(text).filter(|it| !it.contains("$slE.v(\"$slE"));
        assert_eq!(written, None, "{text}");
    }
}

#[test]
fn functions_of_every_kind_are_rewritten_by_their_text() {
    for (text, expected) in [
        ("function f(a) { return f(a); }", r#"$slE.g(function f(a){return $slE.k(f,[a]);})"#),
        ("x => x + 1", r#"$slE.g((x)=>{return $slE.b("+",x,1);})"#),
        ("m() { return this.a; }", r#"$slE.g(function (){return $slE.m(this,"a");})"#),
        ("get size() { return this.#n; }", r##"$slE.g(function (){return $slE.p(this,"#n");})"##),
        (
            "static s() { let i = 0; i++; return i; }",
            "$slE.g(function (){let i=0;($slE.plain(i),i++);return i;})",
        ),
    ] {
        assert_eq!(function(text).as_deref(), Some(expected), "{text}");
    }
    for text in [
        "async function f() {}",
        "function* f() {}",
        "m() { this.n = n = 1; }",
        "m() { super.m(); }",
        "class A {}",
    ] {
        assert_eq!(function(text), None, "{text}");
    }
}
