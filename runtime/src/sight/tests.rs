use std::path::Path;

use oxc::span::SourceType;

use super::*;
use crate::transpile::ProbeKind;

/// What stands at `|`; a probe stands before each `@`.
fn at(marked: &str) -> Option<(String, Home)> {
    let offset = marked.replace('@', "").find('|').expect("a place");
    let mut probes = Vec::new();
    let mut source = String::new();
    for char in marked.chars().filter(|char| *char != '|') {
        match char {
            '@' => {
                let at = source.len() as u32;
                probes.push(Probe { range: at..at + 1, kind: ProbeKind::Statement });
            }
            other => source.push(other),
        }
    }
    let imports = [ImportLocal { local: "it".into(), slot: 3, imported: Some("that".into()) }];
    let language = SourceType::from_path(Path::new("main.ts")).expect("a language");
    let ran = Ran { source: &source, language, imports: &imports, probes: &probes };
    let Target { variable, path, home } = target(&ran, offset)?;
    Some((std::iter::once(variable).chain(path).collect::<Vec<_>>().join("."), home))
}

fn name(marked: &str) -> Option<String> {
    at(marked).map(|(name, _)| name)
}

/// The function's variables, and by probe what is seen there.
fn seen(marked: &str) -> (Vec<String>, Vec<(u32, String)>) {
    match at(marked).expect("a variable").1 {
        Home::Local { function, .. } => {
            let names = |seen: &Vec<u16>| {
                seen.iter()
                    .map(|it| function.variables[usize::from(*it)].as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let probes = function.probes.iter().map(|(probe, seen)| (*probe, names(seen))).collect();
            (function.variables.clone(), probes)
        }
        other => panic!("{other:?} is no local"),
    }
}

#[test]
fn a_name_is_a_variable_wherever_the_cursor_is_in_it() {
    for text in ["const |user = 1;", "const us|er = 1;", "const user| = 1;", "const user = 1; use(|user)"] {
        assert_eq!(at(text), Some(("user".into(), Home::Module)), "{text}");
    }
}

#[test]
fn what_is_no_variable_is_nothing() {
    for text in [
        "interface |User {}",
        "type |T = 1",
        "const a: |User = 1; interface User {}",
        "function |f() {}",
        "class |C {}",
        "|globalThis",
        "const a = { |key: 1 }",
        "const a = 'te|xt'",
        "// |comment",
        "f().|x",
        "const a = {}; a[f()].|x",
        "th|is.x",
        "class C { a = th|is.b }",
        "function f() { class C { a = th|is.b } }",
        "class C { #|a = 1 }",
        "const a: any = {}; a['#|b']",
        "import type { |T } from 'x'",
    ] {
        assert_eq!(at(text), None, "{text}");
    }
}

#[test]
fn properties_are_followed_from_the_variable() {
    let of = |text: &str| name(&format!("const a: any = {{}}; {text}"));
    for (text, expected) in [
        ("a.b.|c.d", "a.b.c"),
        ("|a.b.c", "a"),
        ("a?.b?.|c", "a.b.c"),
        ("a[0].|x", "a.0.x"),
        ("a['k'].|x", "a.k.x"),
        ("a!.|x", "a.x"),
        ("(a as any).|x", "a.x"),
        ("a.b.|m()", "a.b.m"),
        ("a[|0]", "a.0"),
        ("a['|k']", "a.k"),
        ("a?.[0]?.['|k'].x", "a.0.k"),
        ("class C { #p = 1; m() { a.#|p } }", "a.#p"),
        ("class C { #p = 1; m() { a?.#p.|x } }", "a.#p.x"),
        ("enum E { M } E.|M", "E.M"),
        ("enum E { |M = 2 }", "E.M"),
    ] {
        assert_eq!(of(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn an_import_is_read_where_it_comes_from() {
    let home = at("import { that as it } from './that'; use(|it.x)").expect("a variable").1;
    assert_eq!(home, Home::Import { slot: 3, imported: Some("that".into()) });
}

#[test]
fn a_probe_sees_the_variables_that_its_place_can_name() {
    let (variables, probes) = seen(
        "function f(|a, { b }) {
  @const c = a;
  for (const a of b) { @use(a); }
  const g = (d) => (@d);
  @return c;
}",
    );
    assert_eq!(variables, ["a", "b", "c", "a", "g"]);
    let expected = [(0, "a b c g"), (1, "b c a g"), (3, "a b c g")];
    assert_eq!(probes, expected.map(|(probe, seen)| (probe, seen.to_owned())));
}

#[test]
fn a_block_of_a_module_is_looked_at_when_that_runs() {
    let (variables, probes) = seen("const top = 1; for (const |x of y) { @use(x, top); }\n@done()");
    assert_eq!(variables, ["x"]);
    assert_eq!(probes, [(0, "x".to_owned()), (1, String::new())]);
}

#[test]
fn variables_of_all_kinds_of_functions_are_found() {
    for text in [
        "const f = (|a) => (@a)",
        "class C { m(|a) { @use(a) } }",
        "const o = { m(|a) { @use(a) }, }",
        "class C { constructor(private |a: number) { @use(a) } }",
        "async function* f(|a) { @yield a }",
        "try { @x() } catch (|a) { @use(a) }",
        "class C { static { const |a = 1; @use(a) } }",
        "function f(...|a) { @use(a) }",
        "function f() { var [|a] = x; @use(a) }",
    ] {
        let (variables, probes) = seen(text);
        assert_eq!(variables, ["a"], "{text}");
        assert!(probes.iter().any(|(_, seen)| seen == "a"), "{text}: {probes:?}");
    }
}

#[test]
fn a_function_is_found_again_by_where_it_begins() {
    let source = "const x = 1;\nfunction f(a) { return a; }\n";
    let language = SourceType::mjs();
    let ran = Ran { source, language, imports: &[], probes: &[] };
    let start = source.find("function").expect("it is there") as u32;
    assert_eq!(function_at(&ran, start).map(|it| it.variables), Some(vec!["a".to_owned()]));
    assert_eq!(function_at(&ran, MODULE).map(|it| it.variables), Some(vec![]));
    assert_eq!(function_at(&ran, 3), None);
}

#[test]
fn a_place_is_found_in_the_text_that_ran() {
    let ran = "one\ntwo\nthree\nfour\n";
    let place =
        |now: &str, word: &str| place_in(ran, now, now.find(word).expect("a word")).map(|at| &ran[at..]);
    assert_eq!(place(ran, "two"), Some("two\nthree\nfour\n"));
    assert_eq!(place("one\ntwo\nx\nthree\nfour\n", "one"), Some(ran));
    assert_eq!(place("one\ntwo\nx\nthree\nfour\n", "four"), Some("four\n"));
    assert_eq!(place("zero\none\ntwo\nthree\nfour\nfive\n", "hree"), Some("hree\nfour\n"));
    assert_eq!(place("one\nwto\nthree\nfour\n", "wto"), None);
    assert_eq!(place_in("a\nb\nb\nc\n", "x\na\nb\nb\nc\ny\n", 6), None);
}

#[test]
fn this_is_looked_at_in_the_function_that_has_it() {
    for (text, name, variables) in [
        ("class C { m(a) { @th|is } }", "this", vec!["a", "this"]),
        ("class C { #n = 1; m() { @this.#|n } }", "this.#n", vec!["this"]),
        ("class C { m() { @return () => (@this.a.|b) } }", "this.a.b", vec!["this"]),
        ("class C { static { @this.|a } }", "this.a", vec!["this"]),
        ("const o = { get g() { @return this.|a } }", "this.a", vec!["this"]),
        ("function f() { @this.|a; function g() { @this.b } }", "this.a", vec!["this"]),
    ] {
        let (found, _) = at(text).expect("a place");
        assert_eq!(found, name, "{text}");
        let (seen_variables, probes) = seen(text);
        assert_eq!(seen_variables, variables, "{text}");
        assert!(probes.iter().all(|(_, seen)| seen.ends_with("this")), "{text}: {probes:?}");
    }
    assert_eq!(seen("function f(|a) { @g(function () { @this.b }) }").0, ["a"], "the inner function has it");
}
