//! Errors at the edges of a text and of a stack.

use saveloop_tests::fixture::check;

#[test]
fn a_program_of_one_name_has_a_position() {
    check(
        "//- /main.ts
x
//- expect: main.ts:1:1-2 error: ReferenceError: x is not defined
",
    );
}

#[test]
fn the_last_statement_has_a_position_without_a_semicolon() {
    check("//- /main.ts\n1;x\n//- expect: main.ts:1:3-4 error: ReferenceError: x is not defined\n");
    check("//- /main.ts\n1;x()\n//- expect: main.ts:1:3-4 error: ReferenceError: x is not defined\n");
    check("//- /main.ts\nif (1) y\n//- expect: main.ts:1:8-9 error: ReferenceError: y is not defined\n");
}

#[test]
fn what_cannot_be_spread_is_named() {
    check(
        "//- /main.ts
const user: any = {};
console.log(...user.names);
//             ^^^^^^^^^^ error: TypeError: user.names is not iterable
",
    );
    check(
        "//- /main.ts
const user: any = {};
for (const name of user) name;
//                 ^^^^ error: TypeError: user is not iterable
",
    );
    check(
        "//- /main.ts
let user: any;
const [first] = user;
//    ^^^^^^^^^^^^^^ error: TypeError: user is not iterable
",
    );
}

#[test]
fn a_promise_whose_executor_overflows_the_stack_is_rejected_with_that() {
    check(
        "//- /main.ts
function f(): any { return new Promise(f); }
f();
//- expect: main.ts:1:28-42 rejection: RangeError: Maximum call stack size exceeded
",
    );
}
