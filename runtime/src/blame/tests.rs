use super::*;

/// `«` stands where the engine's mark is; the answer is the blamed text.
fn check(source: &str, clue: Clue, expected: &str) {
    let mark = source.find('«').expect("a mark");
    let source = source.replace('«', "");
    let range = range(Path::new("t.ts"), &source, mark, clue);
    assert_eq!(&source[range], expected);
}

fn failed(message: &str) -> Clue<'_> {
    Clue::Failed { message }
}

#[test]
fn a_chain_is_blamed_up_to_the_member_that_failed() {
    check("const v = «u[1].n.m;", failed("cannot read property 'n' of undefined"), "u[1].n");
}

#[test]
fn a_chain_over_lines_starts_at_its_member() {
    let source = "const v = list\n  .find(«x => x.ok)\n  .name;";
    check(source, failed("cannot read property 'name' of undefined"), "name");
}

#[test]
fn a_call_is_found_although_its_last_argument_is_marked() {
    check("start(a, new «B());", Clue::Called { function: "start" }, "start(a, new B())");
    check("start(a, new «B());", Clue::Called { function: "B" }, "new B()");
}

#[test]
fn a_statement_without_marks_is_found_by_its_start() {
    check("f();\n«const { z } = null;", failed("cannot read property 'z' of null"), "z");
    check("f();\n«return_(this.a.b);", failed("cannot read property 'b' of undefined"), "this.a.b");
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
