//! `import.meta.hot.accept` by the sentences of Vite's documentation: kinds of imports, accepted exports,
//! cycles, versions, failures. Where saveloop differs on purpose the row's name says so.

use saveloop_tests::fixture::check;

/// A sentence, and the program that shows it.
macro_rules! rows {
    ($($sentence:ident: $program:expr;)*) => {
        $(#[test] fn $sentence() { check($program) })*
    };
}

rows! {
an_import_call_is_an_import: "//- /main.ts
const { name } = await import('./lazy');
console.log(name);
// ^ log: one
//- /lazy.ts
import { base } from './base';
export const name = base;
//- /base.ts
export const base = 'one';
//- /base.ts @2
export const base = 'two';
//- expect @2: main.ts:2 log: two
";

a_module_behind_an_import_call_takes_its_own_update: "//- /main.ts
await import('./lazy');
console.log('main');
// ^ log: main
//- /lazy.ts
import.meta.hot.accept((next: any) => console.log(next.name));
export const name = 'one';
//- /lazy.ts @2
export const name = 'two';
//- expect @2: reran lazy.ts
//- expect @2: lazy.ts:1 log: two
";

what_an_import_call_brought_in_can_be_accepted: "//- /main.ts
import.meta.hot.accept('./lazy', (next: any) => console.log(next.name));
await import('./lazy.ts');
console.log('main');
// ^ log: main
//- /lazy.ts
export const name = 'one';
//- /lazy.ts @2
export const name = 'two';
//- expect @2: reran lazy.ts
//- expect @2: main.ts:1 log: two
";

data_files_can_be_accepted: "//- /main.ts
import json from './data.json';
import text from './data.txt';
console.log(json.value, text.trim());
// ^ log: 1 one
import.meta.hot.accept('./data.json', (next: any) => console.log(next.default.value));
import.meta.hot.accept('./data.txt', (next: any) => console.log(next.default.trim()));
//- /data.json
{\"value\": 1}
//- /data.txt
one
//- /data.json @2
{\"value\": 2}
//- expect @2: main.ts:5 log: 2
//- /data.txt @3
two
//- expect @3: main.ts:6 log: two
";

accepted_exports_spare_importers_that_use_no_others: "//- /main.ts
import { render } from './view';
console.log(render);
// ^ log: one
//- /view.ts
export const render = 'one';
export const other = 1;
import.meta.hot.acceptExports(['render'], (next: any) => console.log('got', next.render));
//- /view.ts @2
export const render = 'two';
export const other = 1;
import.meta.hot.acceptExports(['render']);
//- expect @2: reran view.ts
//- expect @2: view.ts:3 log: got two
";

accepted_exports_do_not_spare_an_importer_of_another: "//- /main.ts
import './spared';
import { other } from './view';
console.log(other);
// ^ log: 1
//- /spared.ts
import { render } from './view';
export { render } from './view';
export const twice = render + render;
//- /view.ts
export const render = 'one';
export const other = 1;
import.meta.hot.acceptExports('render');
//- /view.ts @2
export const render = 'two';
export const other = 2;
//- expect @2: reran view.ts main.ts
//- expect @2: main.ts:3 log: 2
";

accepted_exports_do_not_spare_an_importer_of_everything: "//- /main.ts
import './star'; import './lazy'; import './spared';
//- /star.ts
import * as view from './view';
export const keys = Object.keys(view);
//- /lazy.ts
export * from './view';
//- /spared.ts
import './view';
//- /view.ts
export const render = 'one';
import.meta.hot.acceptExports(['render']);
//- /view.ts @2
export const render = 'two';
//- expect @2: reran view.ts star.ts lazy.ts main.ts
";

in_a_cycle_a_member_does_not_accept_another: "//- /main.ts
import './a';
//- /a.ts
import './b';
import.meta.hot.accept('./b', () => console.log('never'));
//- /b.ts
import './a';
export const b = 1;
//- /b.ts @2
import './a';
export const b = 2;
//- expect @2: reran b.ts a.ts main.ts
";

a_cycle_is_accepted_from_outside_as_a_whole: "//- /main.ts
import './a';
import.meta.hot.accept('./a', (next: any) => console.log(next.a));
//- /a.ts
import { b } from './b';
export const a = `a${b}`;
//- /b.ts
import './a';
export const b = 1;
//- /b.ts @2
import './a';
export const b = 2;
//- expect @2: reran b.ts a.ts
//- expect @2: main.ts:2 log: a2
";

an_entry_that_accepts_itself_is_updated: "//- /main.ts
import './kept';
import.meta.hot.on('vite:beforeUpdate', () => console.log('update'));
import.meta.hot.on('vite:beforeFullReload', () => console.log('full reload'));
import.meta.hot.accept((next: any) => console.log(next.name));
export const name = 'one';
//- /kept.ts
console.log('kept');
// ^ log: kept
//- /main.ts @2
export const name = 'two';
//- expect @2: main.ts:2 log: update
//- expect @2: main.ts:4 log: two
//- expect @2: reran main.ts
";

the_version_that_runs_decides_and_not_the_new_text: "//- /main.ts
import './view';
//- /view.ts
import.meta.hot.accept();
//- /view.ts @2
export {};
//- expect @2: reran view.ts
//- /view.ts @3
import.meta.hot.accept();
//- expect @3: reran view.ts main.ts
//- /view.ts @4
import.meta.hot.accept(); // again
//- expect @4: reran view.ts
";

a_syntax_error_reaches_no_callback_unlike_in_vite: "//- /main.ts
import './view';
//- /view.ts
import.meta.hot.accept((next: any) => console.log('got', next.name));
export const name = 'one';
//- /view.ts @2
export const name = ;
//                  ^ syntax: SyntaxError: Unexpected token
//- /view.ts @3
export const name = 'three';
//- expect @3: view.ts:1 log: got three
";

a_part_that_throws_does_not_keep_the_others_from_being_updated: "//- /main.ts
import './a'; import './b';
import.meta.hot.accept(['./a', './b'], ([a, b]: any) => console.log(a, b?.name));
//- /a.ts
export const name = 'a';
//- /b.ts
export const name = 'b';
//- /a.ts @2
throw new Error('a');
//    ^^^^^^^^^^^^^^ error: Error: a
//- /b.ts @2
export const name = 'b2';
//- expect @2: main.ts:2 log: undefined b2
";

what_was_not_reached_because_of_a_throw_runs_with_the_repair: "//- /main.ts
import './a';
import { b } from './b';
console.log('main', b);
//- /a.ts
throw new Error('a');
//    ^^^^^^^^^^^^^^ error: Error: a
//- /b.ts
export { c as b } from './c';
console.log('b');
//- /c.ts
export const c = 1;
//- /a.ts @2
export {};
//- expect @2: b.ts:2 log: b
//- expect @2: main.ts:3 log: main 1
";

what_was_not_reached_in_an_update_runs_with_the_repair: "//- /main.ts
import './view';
//- /view.ts
import './a'; import './b';
import.meta.hot.accept();
//- /a.ts
export {};
//- /b.ts
console.log('b');
// ^ log: b
//- /a.ts @2
throw new Error('a');
//    ^^^^^^^^^^^^^^ error: Error: a
//- /b.ts @2
console.log('b2');
//- /a.ts @3
export const a = 3;
//- expect @3: b.ts:1 log: b2
";

acceptors_are_told_after_a_top_level_await: "//- /main.ts
import './a'; import './b';
(globalThis as any).said = [] as string[];
const { said } = globalThis as any;
import.meta.hot.accept('./a', (next: any) => said.push(next.name));
import.meta.hot.accept('./b', (next: any) => { said.push(next.name); console.log(said.join()); });
//- /a.ts
export const name = 'a';
//- /b.ts
export const name = 'b';
//- /a.ts @2
await new Promise((resolve) => setTimeout(resolve, 1));
export const name = 'a2';
//- /b.ts @2
export const name = 'b2';
//- ends @2
//- expect @2: main.ts:5 log: a2,b2
";
}
