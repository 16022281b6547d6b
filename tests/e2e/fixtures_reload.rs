//! What a save does: which modules run again, what is kept, what a bad save leaves alone.

use saveloop_tests::fixture::check;

#[test]
fn only_the_changed_module_and_its_importers_run_again() {
    check(
        "//- /main.ts
import './left'; import './right';
//- /left.ts
console.log('left'); import './base';
// ^ log: left
//- /right.ts
console.log('right'); import './base';
// ^ log: right
//- /base.ts
console.log('base');
// ^ log: base
//- /left.ts @2
console.log('left again'); import './base';
// ^ log: left again
//- expect @2: reran left.ts main.ts
",
    );
}

#[test]
fn the_same_text_again_is_no_reload() {
    check(
        "//- /main.ts
console.log(1);
//- expect: main.ts:1 log: 1
//- /main.ts @2
console.log(1);
//- expect @2: unchanged
",
    );
}

#[test]
fn a_failed_batch_stays_dirty_and_is_part_of_the_next() {
    check(
        "//- /main.ts
import { a } from './a';
import { b } from './b';
console.log(a, b);
// ^ log: 1 1
//- /a.ts
export const a = 1;
//- /b.ts
export const b = 1;
//- /a.ts @2
export const a = 2;
//- /b.ts @2
export const b = ;
//               ^ syntax: SyntaxError: Unexpected token
//- /b.ts @3
export const b = 3;
//- expect @3: main.ts:3 log: 2 3
//- expect @3: reran a.ts b.ts main.ts
",
    );
}

#[test]
fn going_back_to_the_running_text_ends_the_refusal() {
    check(
        "//- /main.ts
console.log('good');
//- expect: main.ts:1 log: good
//- /main.ts @2
console.log('good';
//                ^ syntax: SyntaxError: Expected `,` or `)` but found `;`
//- /main.ts @3
console.log('good');
//- expect @3: unchanged
",
    );
}

#[test]
fn a_missing_file_that_appears_is_found() {
    check(
        "//- /main.ts
import { late } from './late';
//                   ^^^^^^^^ unresolved: cannot find `./late`
console.log(late);
//- /late.ts @2
export const late = 'here';
//- expect @2: main.ts:3 log: here
",
    );
}

#[test]
fn a_module_that_threw_is_tried_again() {
    check(
        "//- /main.ts
import { value } from './value';
console.log(value);
//- /value.ts
throw new Error('first');
//    ^^^^^^^^^^^^^^^^^^ error: Error: first
export const value = 1;
//- /value.ts @2
export const value = 2;
//- expect @2: main.ts:2 log: 2
",
    );
}

#[test]
fn an_importer_of_a_failed_module_runs_when_only_it_is_saved() {
    check(
        "//- /main.ts
import './broken';
console.log('never');
//- /broken.ts
throw new Error('still');
//    ^^^^^^^^^^^^^^^^^^ error: Error: still
//- /main.ts @2
console.log('without');
// ^ log: without
",
    );
}

#[test]
fn global_state_survives_a_reload() {
    check(
        "//- /main.ts
(globalThis as any).count = ((globalThis as any).count ?? 0) + 1;
console.log((globalThis as any).count);
// ^ log: 1
//- /main.ts @2
(globalThis as any).count = ((globalThis as any).count ?? 0) + 1; // again
console.log((globalThis as any).count);
// ^ log: 2
",
    );
}

#[test]
fn a_dynamic_import_is_part_of_the_program() {
    check(
        "//- /main.ts
const { name } = await import('./plugin');
console.log(name);
// ^ log: one
//- /plugin.ts
export const name = 'one';
//- /plugin.ts @2
export const name = 'two';
//- expect @2: main.ts:2 log: two
",
    );
}

#[test]
fn a_dynamic_import_that_fails_can_be_mended() {
    check(
        "//- /main.ts
try { await import('./plugin'); } catch (error) { console.log((error as Error).name); }
//                                                ^ log: SyntaxError
//- /plugin.ts
export const name = ;
//- /plugin.ts @2
console.log('mended');
// ^ log: mended
",
    );
}

#[test]
fn a_pending_await_does_not_block_the_next_save() {
    check(
        "//- /main.ts
setTimeout(() => {}, 1e6);
await new Promise(() => {});
//- /main.ts @2
console.log('next');
// ^ log: next
",
    );
}

#[test]
fn timers_of_a_replaced_module_are_gone() {
    check(
        "//- /main.ts
setTimeout(() => console.log('old'), 1e6);
await null;
throw new Error('x');
//    ^^^^^^^^^^^^^^ error: Error: x
//- /main.ts @2
await new Promise((resolve) => setTimeout(resolve, 5));
console.log('only this');
// ^ log: only this
//- ends @2
",
    );
}

#[test]
fn a_cycle_is_one_unit() {
    check(
        "//- /main.ts
import { a } from './a';
console.log(a());
// ^ log: a of b
//- /a.ts
import { b } from './b';
export function a() { return `a of ${b()}`; }
export const name = 'x';
//- /b.ts
import { name } from './a';
export function b() { return name ? 'b' : ''; }
//- /b.ts @2
import { name } from './a';
export function b() { return name + '2'; }
//- expect @2: reran b.ts a.ts main.ts
//- expect @2: main.ts:2 log: a of x2
",
    );
}

#[test]
fn an_emptied_entry_is_a_valid_program() {
    check(
        "//- /main.ts
   null!.x;
// ^^^^^^^ error: TypeError: cannot read property 'x' of null
//- /main.ts @2
// only a comment
//- expect @2: reran main.ts
",
    );
}

#[test]
fn fifty_saves_of_an_interval_leave_one() {
    let mut fixture = String::new();
    for round in 1..=50 {
        fixture.push_str(&format!(
            "//- /main.ts @{round}
const ticks = (globalThis as any).ticks = {{}} as any;
const ticking = setInterval(() => {{
  ticks[{round}] = (ticks[{round}] ?? 0) + 1;
  (globalThis as any).ticks[{round}] = ticks[{round}];
  if (ticks[{round}] < 20 || {round} < 50) return;
  console.log(Object.keys((globalThis as any).ticks).join());
  clearInterval(ticking);
}}, 1);
"
        ));
    }
    fixture.push_str("//- ends @50\n//- expect @50: main.ts:6 log: 50\n");
    check(&fixture);
}
