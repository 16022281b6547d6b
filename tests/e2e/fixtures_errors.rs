//! What is shown where: parsing, linking, running.

use saveloop_tests::fixture::check;

#[test]
fn an_uncaught_error_covers_its_expression() {
    check(
        "//- /main.ts
const user: { name?: string } | undefined = undefined as any;
console.log(user!.name);
//          ^^^^^^^^^^ error: TypeError: cannot read property 'name' of undefined
",
    );
}

#[test]
fn every_syntax_error_the_parser_recovers_from_is_shown() {
    check(
        "//- /main.ts
const a = 1;
const a = 2;
//    ^ syntax: SyntaxError: Identifier `a` has already been declared
   break;
// ^^^^^^ syntax: SyntaxError: Illegal break statement
",
    );
}

#[test]
fn a_missing_export_names_a_near_one() {
    check(
        "//- /main.ts
import { foo } from './library';
//       ^^^ missing-export: SyntaxError: no export `foo` in `./library` (did you mean `fooBar`?)
foo();
//- /library.ts
export function fooBar() {}
",
    );
}

#[test]
fn a_missing_default_export_is_told() {
    check(
        "//- /main.ts
import thing from './library';
//     ^^^^^ missing-export: SyntaxError: no export `default` in `./library`
thing();
//- /library.ts
export const other = 1;
",
    );
}

#[test]
fn an_ambiguous_star_export_is_told() {
    check(
        "//- /main.ts
import { twice } from './both';
//       ^^^^^ missing-export: SyntaxError: export `twice` of `./both` is ambiguous: two `export *` give it
twice;
//- /both.ts
export * from './a';
export * from './b';
//- /a.ts
export const twice = 1;
//- /b.ts
export const twice = 2;
",
    );
}

#[test]
fn a_file_that_does_not_exist_names_a_neighbour() {
    check(
        "//- /main.ts
import { x } from './libary';
//                ^^^^^^^^^^ unresolved: cannot find `./libary` (did you mean `./library.ts`?)
x;
//- /library.ts
export const x = 1;
",
    );
}

#[test]
fn a_package_that_is_not_installed_says_how_to_get_it() {
    check(
        "//- /main.ts
import { z } from '@scope/tool/sub';
//                ^^^^^^^^^^^^^^^^^ unresolved: cannot find `@scope/tool/sub` (if `@scope/tool` is a package, install it next to this file)
z;
",
    );
}

#[test]
fn a_built_in_module_of_node_is_one_precise_diagnostic() {
    check(
        "//- /main.ts
import { fork } from 'node:cluster';
//                   ^^^^^^^^^^^^^^ unsupported: `node:cluster` is not available in saveloop
fork;
",
    );
}

#[test]
fn a_name_that_a_built_in_module_lacks_stands_at_the_name() {
    check(
        "//- /main.ts
import { joyn } from 'node:path';
//       ^^^^ missing-export: SyntaxError: no export `joyn` in `node:path` (did you mean `join`?)
joyn;
",
    );
}

#[test]
fn an_error_made_inside_the_library_stands_at_the_call() {
    check(
        "//- /main.ts
import { join } from 'node:path';
function f(part: any) {
  return join('a', part);
//       ^^^^^^^^^^^^^^^ error: TypeError: The \"path\" argument must be of type string. Received null
}
f(null);
",
    );
}

#[test]
fn json_that_is_not_json_is_shown_in_the_json() {
    check(
        "//- /main.ts
import data from './data.json';
console.log(data);
//- /data.json
{ \"a\": 1,, }
//- expect: data.json:1:10-11 syntax: SyntaxError: not JSON: key must be a string
",
    );
}

#[test]
fn json_and_text_are_imported() {
    check(
        "//- /main.ts
import data from './data.json' with { type: 'json' };
import text from './note.txt';
import raw from './data.json' with { type: 'text' };
console.log(data.a[1], text.trim(), raw.length);
// ^ log: two hello 17
//- /data.json
{\"a\": [1,\"two\"]}
//- /note.txt
hello
",
    );
}

#[test]
fn standard_decorators_are_one_precise_diagnostic() {
    check(
        "//- /main.ts
function log(value: unknown) { return value as any; }
class A {
  @log a() {}
//^^^^ unsupported: standard decorators are not supported yet
  @log b() {}
}
new A();
",
    );
}

#[test]
fn a_rejection_of_null_has_a_place() {
    check(
        "//- /main.ts
const later = () => Promise.reject(null);
//                  ^^^^^^^^^^^^^^^^^^^^ rejection: Uncaught null
later();
",
    );
}

#[test]
fn a_rejection_that_is_handled_in_time_is_none() {
    check(
        "//- /main.ts
const rejected = Promise.reject(new Error('x'));
await null;
rejected.catch(() => console.log('handled'));
//                   ^ log: handled
",
    );
}

#[test]
fn an_error_inside_a_dependency_stands_at_the_callers_line() {
    check(
        "//- /main.ts
import { parse } from 'tool';
console.log(1);
// ^ log: 1
   parse(null as any);
// ^^^^^^^^^^^^^^^^^^ error: TypeError: cannot read property 'length' of null
//- /node_modules/tool/package.json
{\"name\": \"tool\", \"type\": \"module\", \"exports\": \"./index.js\"}
//- /node_modules/tool/index.js
export function parse(text) { return text.length; }
",
    );
}

#[test]
fn out_of_memory_is_a_diagnostic_and_the_next_save_runs() {
    check(
        "//- /main.ts
const hoard: unknown[] = [];
for (;;) hoard.push(new Array(100000).fill(hoard.length));
//- expect: main.ts:2:… out-of-memory: out of memory
//- /main.ts @2
console.log('again');
// ^ log: again
",
    );
}

#[test]
fn printing_runs_what_it_runs_in_node_and_nothing_else() {
    check(
        "//- /main.ts
let ran = 0;
const trap = new Proxy({}, { get() { ran++; }, ownKeys() { ran++; return []; }, getPrototypeOf() { ran++; return null; } });
const tricky = { get a() { ran++; return 1; }, toJSON() { ran++; }, toString() { ran++; return ''; }, [Symbol.toPrimitive]() { ran++; } };
console.log(tricky, trap, [tricky], new Map([[tricky, trap]]));
// ^ log: {
console.log(ran);
// ^ log: 0
console.log('%s %d %j', tricky, tricky, tricky);
// ^ log: undefined NaN undefined
class Secret { get [Symbol.toStringTag]() { ran++; return 'x'; } [Symbol.for('nodejs.util.inspect.custom')]() { ran++; return 'itself'; } }
console.log(new Secret());
// ^ log: itself
console.log(ran);
// ^ log: 4
",
    );
}

#[test]
fn a_line_of_a_megabyte_has_a_place() {
    let long = format!("const pad = '{}'; pad.missing.call;", "é".repeat(500_000));
    let column = long.encode_utf16().take_while(|unit| *unit != u16::from(b';')).count() + 2;
    check(&format!(
        "//- /main.ts\n{long}\n//- expect: main.ts:1:{}-{} error: TypeError: cannot read property 'call' of undefined\n",
        column + 1,
        column + 17
    ));
}

#[test]
fn paths_of_a_referenced_project_are_used_for_its_files() {
    check(
        "//- /main.ts
import './src/app';
//- /src/app.ts
import { shared } from '@shared/thing';
console.log(shared);
// ^ log: through the reference
//- /libs/shared/thing.ts
export const shared = 'through the reference';
//- /tsconfig.json
{ \"files\": [], \"references\": [{ \"path\": \"./tsconfig.app.json\" }] }
//- /tsconfig.app.json
{ \"compilerOptions\": { \"composite\": true, \"paths\": { \"@shared/*\": [\"./libs/shared/*\"] } }, \"include\": [\"src\", \"libs\"] }
",
    );
}

#[test]
fn the_nearest_tsconfig_counts_with_what_it_extends() {
    check(
        "//- /main.ts
import './packages/a/index';
//- /packages/a/index.ts
import { deep } from 'lib/deep';
import { up } from '~/up';
console.log(deep, up);
// ^ log: deep up
//- /packages/a/lib/deep.ts
export const deep = 'deep';
//- /packages/a/up.ts
export const up = 'up';
//- /packages/a/tsconfig.json
{ \"extends\": \"../../base.json\", \"compilerOptions\": { \"baseUrl\": \".\" } }
//- /base.json
{ \"compilerOptions\": { \"paths\": { \"~/*\": [\"./*\"] } } }
",
    );
}

#[test]
fn a_module_of_seventy_thousand_statements_runs() {
    let count = 70_000;
    check(&format!(
        "//- /main.ts\nlet x = 0;\n{}console.log(x);\n// ^ log: {count}\n",
        "x += 1;\n".repeat(count)
    ));
}
