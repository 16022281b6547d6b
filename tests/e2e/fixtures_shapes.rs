//! Saves that change the shape of a program: its imports, its exports, its cycles, its pending work.

use saveloop_tests::fixture::check;

#[test]
fn a_cycle_grows_and_shrinks() {
    check(
        "//- /main.ts
import { a } from './a';
console.log(a());
// ^ log: a
//- /a.ts
import { b } from './b';
export function a() { return 'a'; }
void b;
//- /b.ts
export const b = () => 'b';
//- /b.ts @2
import { a } from './a';
export const b = () => 'b of ' + a();
//- expect @2: main.ts:2 log: a
//- expect @2: reran b.ts a.ts main.ts
//- /a.ts @3
import { b } from './b';
export function a() { return 'a'; }
console.log(b());
// ^ log: b of a
//- expect @3: main.ts:2 log: a
//- expect @3: reran b.ts a.ts main.ts
//- /b.ts @4
export const b = () => 'b alone';
//- expect @4: a.ts:3 log: b alone
//- expect @4: main.ts:2 log: a
//- /a.ts @5
export function a() { return 'a alone'; }
//- expect @5: main.ts:2 log: a alone
//- expect @5: reran a.ts main.ts
//- /b.ts @6
export const b = () => 'nobody imports this';
//- /main.ts @6
console.log('alone');
// ^ log: alone
//- expect @6: reran main.ts
",
    );
}

#[test]
fn a_cycle_nobody_imports_any_more_leaves_the_program() {
    check(
        "//- /main.ts
import './a';
//- /a.ts
import './b';
export const a = 1;
//- /b.ts
import './a';
console.log('b');
// ^ log: b
//- /main.ts @2
console.log('alone');
// ^ log: alone
//- /b.ts @3
import './a';
console.log('not part of it');
//- /main.ts @3
console.log('still alone');
// ^ log: still alone
//- expect @3: reran main.ts
",
    );
}

#[test]
fn imports_change_their_order() {
    check(
        "//- /main.ts
import './one';
import './two';
console.log('main');
// ^ log: main
//- /one.ts
console.log('one');
// ^ log: one
//- /two.ts
console.log('two');
// ^ log: two
//- /main.ts @2
import './two';
import './one';
console.log('main');
// ^ log: main
//- expect @2: reran main.ts
//- /main.ts @3
import './two';
console.log('main');
// ^ log: main
//- /main.ts @4
import './two';
import './one';
console.log('main again');
// ^ log: main again
//- expect @4: one.ts:1 log: one
",
    );
}

#[test]
fn a_chain_of_export_star_changes() {
    check(
        "//- /main.ts
import * as all from './all';
import { x } from './all';
console.log(x, Object.keys(all).join());
// ^ log: 1 x
//- /all.ts
export * from './deep';
//- /deep.ts
export const x = 1;
//- /deep.ts @2
export const x = 2, y = 3;
//- expect @2: main.ts:3 log: 2 x,y
//- /deep.ts @3
export const y = 3;
//- expect @3: main.ts:2:10-11 missing-export: …
//- /all.ts @4
export * from './deep';
export let x = 'own';
//- expect @4: main.ts:3 log: own x,y
//- /deep.ts @5
export const x = 5, y = 3, z = 6;
//- expect @5: main.ts:3 log: own x,y,z
",
    );
}

#[test]
fn a_default_export_changes_its_kind() {
    check(
        "//- /main.ts
import it from './it';
console.log(typeof it, (it as any).name);
// ^ log: function default
//- /it.ts
export default function () {}
//- /it.ts @2
export default class Thing {}
//- expect @2: main.ts:2 log: function Thing
//- /it.ts @3
export default { name: 'object' };
//- expect @3: main.ts:2 log: object object
//- /it.ts @4
const name = 'x';
export { name as default };
//- expect @4: main.ts:2 log: string undefined
//- /it.ts @5
export const name = 'x';
//- expect @5: main.ts:1:8-10 missing-export: …
//- /it.ts @6
export { default } from './other';
//- /other.ts @6
export default async () => {};
//- expect @6: main.ts:2 log: function default
",
    );
}

#[test]
fn one_file_under_two_spellings_is_one_module() {
    check(
        "//- /main.ts
import { n as a } from './lib/n';
import { n as b } from './lib/../lib/n.js';
import { n as c } from './/lib/n.ts';
console.log(a === b, b === c);
// ^ log: true true
//- /lib/n.ts
console.log('once');
// ^ log: once
export const n = {};
//- /lib/n.ts @2
console.log('once again');
// ^ log: once again
export const n = {};
//- expect @2: main.ts:4 log: true true
//- expect @2: reran lib/n.ts main.ts
",
    );
}

#[test]
fn what_an_old_version_still_awaits_leaves_no_timer() {
    check(
        "//- /main.ts
const shared = globalThis as any;
shared.gate = new Promise((resolve) => { shared.open = resolve; });
async function work() {
  await shared.gate;
  setInterval(() => console.log('of the old version'), 1);
}
work();
//- /main.ts @2
(globalThis as any).open();
await null;
await null;
await null;
console.log('new');
// ^ log: new
//- ends @2
",
    );
}

#[test]
fn an_old_version_at_its_top_level_await_goes_no_further() {
    check(
        "//- /main.ts
const shared = globalThis as any;
await new Promise((resolve) => { shared.open = resolve; });
console.log('never');
setInterval(() => {}, 1);
//- /main.ts @2
(globalThis as any).open();
await null;
console.log('new');
// ^ log: new
//- ends @2
",
    );
}

#[test]
fn a_dynamic_import_goes_to_another_module() {
    check(
        "//- /main.ts
const { name } = await import('./a');
console.log(name);
// ^ log: a
//- /a.ts
export const name = 'a';
//- /b.ts @2
export const name = 'b';
//- /main.ts @2
const { name } = await import('./b');
console.log(name);
// ^ log: b
//- /a.ts @3
export const name = 'nobody asks';
//- /b.ts @4
export const name = 'b2';
//- expect @4: main.ts:2 log: b2
",
    );
}

#[test]
fn an_error_in_dispose_stops_nothing() {
    check(
        "//- /main.ts
import './a';
console.log('main');
// ^ log: main
//- /a.ts
const ticking = setInterval(() => {}, 1);
import.meta.hot!.dispose(() => {
  throw new Error('in dispose');
});
import.meta.hot!.dispose(() => clearInterval(ticking));
//- /a.ts @2
console.log('a2');
// ^ log: a2
//- expect @2: main.ts:2 log: main
//- expect @2: a.ts:3:9-32 error: Error: in dispose
//- ends @2
",
    );
}

#[test]
fn a_module_with_top_level_await_accepts_itself() {
    check(
        "//- /main.ts
import { v } from './a';
console.log('main', v);
// ^ log: main 1
//- /a.ts
export const v = await Promise.resolve(1);
import.meta.hot!.accept((next) => console.log('accepted', next!.v));
//- /a.ts @2
export const v = await Promise.resolve(2);
import.meta.hot!.accept((next) => console.log('accepted', next!.v));
//- expect @2: a.ts:2 log: accepted 2
//- expect @2: reran a.ts
//- /a.ts @3
export const v = await new Promise<number>((resolve) => setTimeout(resolve, 1, 3));
import.meta.hot!.accept((next) => console.log('third', next!.v));
//- ends @3
//- expect @3: a.ts:2 log: accepted 3
",
    );
}

#[test]
fn a_rejection_of_an_old_version_is_reported_once() {
    check(
        "//- /main.ts
const shared = globalThis as any;
shared.fail?.(new Error('late'));
//            ^ skip
new Promise((_, reject) => { shared.fail = reject; });
//- /main.ts @2
console.log('clean');
// ^ log: clean
"
        .replace("//            ^ skip\n", "")
        .as_str(),
    );
}

#[test]
fn an_await_in_a_slice_holds_back_its_importers_only() {
    check(
        "//- /main.ts
import './slow';
import './fast';
console.log('main');
// ^ log: main
//- /slow.ts
await null;
console.log('slow');
// ^ log: slow
//- /fast.ts
console.log('fast');
// ^ log: fast
//- /slow.ts @2
await null;
console.log('slow again');
// ^ log: slow again
//- expect @2: main.ts:3 log: main
//- expect @2: reran slow.ts main.ts
//- /fast.ts @3
console.log('fast again');
// ^ log: fast again
//- expect @3: main.ts:3 log: main
",
    );
}

#[test]
fn a_json_file_goes_bad_and_good_again() {
    check(
        "//- /main.ts
import data from './data.json';
console.log(data.a);
// ^ log: 1
//- /data.json
{ \"a\": 1 }
//- /data.json @2
{ \"a\": }
//- expect @2: data.json:1:8-9 syntax: …
//- /data.json @3
{ \"a\": [1, 2] }
//- expect @3: main.ts:2 log: [ 1, 2 ]
",
    );
}
