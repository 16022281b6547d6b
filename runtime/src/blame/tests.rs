//! One sentence for each rule of where blame falls.

use super::*;

/// `«` stands where the engine's mark is; the answer is the blamed text.
fn check(source: &str, clue: Clue, expected: &str) {
    let mark = source.find('«').expect("a mark");
    let source = source.replace('«', "");
    let range = find(SourceType::ts(), &source, &[(mark, clue)]).remove(0).range;
    assert_eq!(&source[range], expected);
}

fn failed(message: &str) -> Clue<'_> {
    Clue::Failed { message, constructors: &[] }
}

#[test]
fn a_chain_is_blamed_up_to_the_member_that_failed() {
    check("const v = «u[1].n.m;", failed("cannot read property 'n' of undefined"), "u[1].n");
}

#[test]
fn a_chain_over_lines_starts_at_its_member() {
    let source = "const v = list\n  .find(«x => x.ok)\n  .name;";
    check(source, failed("cannot read property 'name' of undefined"), ".name");
}

#[test]
fn a_call_is_found_although_its_last_argument_is_marked() {
    check("start(a, new «B());", Clue::Called { function: "start" }, "start(a, new B())");
    check("start(a, new «B());", Clue::Called { function: "B" }, "new B()");
}

#[test]
fn a_statement_without_marks_is_found_by_its_start() {
    check("f();\n«const { z } = null;", failed("cannot read property 'z' of null"), "z");
    check("f();\nreturn_(«this.a.b);", failed("cannot read property 'b' of undefined"), "this.a.b");
}

#[test]
fn only_the_function_that_holds_the_mark_counts() {
    let source = "function f(o) { return o.name; }\nconst g = (p) => «p.name;";
    check(source, failed("cannot read property 'name' of null"), "p.name");
}

#[test]
fn a_position_nothing_fits_is_a_word() {
    check("  «hello", failed("whatever"), "hello");
}

#[test]
fn a_pattern_that_takes_nothing_apart_is_blamed_at_its_keys() {
    let source = "«function area({ width }) { return width; }";
    check(source, failed("Cannot convert undefined or null to object"), "{ width }");
    let source = "lines.map(«([key, value]) => key);";
    check(source, failed("cannot read property 'Symbol.iterator' of undefined"), "([key, value]");
}

#[test]
fn the_innermost_pattern_is_blamed() {
    let source = "f();\n«const { a: { b } } = x;";
    check(source, failed("Cannot convert undefined or null to object"), "{ b }");
}

#[test]
fn an_operator_on_its_own_line_is_where_it_failed() {
    check("const t = a\n  + «b;", failed("cannot convert BigInt to number"), "+ b");
}

#[test]
fn writing_a_constant_reports_the_end_of_the_code_it_cuts_off() {
    let source = "function f() { a = 1; g(); h(«x); }";
    check(source, failed("'a' is read-only"), "a = 1");
    let source = "if (x) { a = 1; } a = 2; g(«y);";
    check(source, failed("'a' is read-only"), "a = 2");
}

#[test]
fn a_call_is_marked_after_arguments_that_call() {
    check("a.send(b.id(«x));", failed("not a function"), "b.id(x)");
    check("a.send«(b.id(x));", failed("not a function"), "a.send(b.id(x))");
}

#[test]
fn members_of_one_name_are_told_apart() {
    check("const v = «n.next.next;", failed("cannot read property 'next' of null"), "n.next");
    check("const v = n.next.«next;", failed("cannot read property 'next' of null"), "n.next.next");
}

#[test]
fn a_loop_asks_for_the_next_value_after_its_body() {
    let source = "for (const x of xs) { use(«x); }";
    check(source, failed("iterator must return an object"), "const x of xs");
}

#[test]
fn an_error_of_the_program_is_blamed_where_it_is_made() {
    let names = ["SyntaxError".to_owned(), "Error".to_owned()];
    let clue = Clue::Failed { message: "a\n at b", constructors: &names };
    check("throw new SyntaxError(list.join(«x));", clue, "new SyntaxError(list.join(x))");
}

#[test]
fn a_variable_read_too_early_is_blamed_with_what_reads_it() {
    check("new «Shape(1);", failed("Shape is not initialized"), "new Shape(1)");
    check("f(«Shape);", failed("Shape is not initialized"), "Shape");
}

#[test]
fn operators_call_conversions() {
    check("const t = a + «b;", Clue::Called { function: "valueOf" }, "a + b");
}

#[test]
fn a_function_called_at_once_fails_at_its_parentheses() {
    check("const v = (() => {\n  f();\n})(«);", Clue::Called { function: "" }, "()");
}

#[test]
fn a_class_without_a_constructor_is_shown_by_its_head() {
    check("class A extends B { x = 1; «}", Clue::Called { function: "" }, "class A extends B");
}

#[test]
fn of_calls_of_calls_the_whole_is_blamed() {
    check("make(«true)()();", failed("not a function"), "make(true)()()");
}

#[test]
fn only_what_is_certain_is_named() {
    let subject = |source: &str, mark| {
        find(SourceType::ts(), source, &[(mark, failed("not a function"))])[0].subject.clone()
    };
    assert_eq!(subject("a.b(x);", 4), Some(0..3));
    assert_eq!(subject("make(true)()();", 5), None);
    let names = ["TypeError".to_owned()];
    let clue = Clue::Failed { message: "not a function", constructors: &names };
    assert_eq!(find(SourceType::ts(), "throw new TypeError(x);", &[(20, clue)])[0].subject, None);
}

#[test]
fn a_function_that_runs_is_shown_at_the_loop_behind_its_last_call() {
    let running = |source, expected| check(source, Clue::Running, expected);
    running("«function spin() {\n  while (true) {}\n}\nspin();", "while (true)");
    running("begin(«1);\nfor (;;) {}\nfor (;;) end();\n", "for (;;)");
    running("begin(«1);\ndo {} while (true);", "do");
    running("while (more()) step(«1);\nfor (;;) {}", "step(1)");
    running("go(«1);\nconst later = () => { for (;;) {} };", "go(1)");
    running("const f = () => { go(«1); for (const x of all) {} };\nfor (;;) {}", "for (const x of all)");
}

#[test]
fn a_module_that_has_made_no_call_runs_in_its_first_loop() {
    let first = |source: &str| first_loop(SourceType::ts(), source).map(|range| source[range].to_owned());
    assert_eq!(first("function f() { for (;;) {} }\nlet x = 1;\nwhile (x) {}"), Some("while (x)".into()));
    assert_eq!(first("let x = 1;"), None);
}
