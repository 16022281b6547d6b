//! What a refused save must not disturb: what it dropped, what `import()` brought in, what is pending.

use saveloop_tests::fixture::check;

#[test]
fn what_a_refused_text_no_longer_imports_goes_on_and_is_there_when_the_old_text_comes_back() {
    check(
        "//- /main.ts
import { part } from './part';
console.log('main', part);
//- expect: main.ts:2 log: main 1
//- /part.ts
export const part = 1;
import.meta.hot.prune(() => console.log('never'));
//- /main.ts @2
import { nothing } from './other'; nothing;
//       ^^^^^^^ missing-export: SyntaxError: no export `nothing` in `./other`
//- /other.ts @2
export {};
//- /main.ts @3
import { part } from './part';
console.log('main', part);
//- expect @3: unchanged
",
    );
}

#[test]
fn what_a_refused_text_no_longer_imports_leaves_with_the_repair() {
    check(
        "//- /main.ts
import './part';
//- /part.ts
import.meta.hot.prune(() => console.log('pruned'));
//- /main.ts @2
import { nothing } from './other'; nothing;
//       ^^^^^^^ missing-export: SyntaxError: no export `nothing` in `./other`
//- /other.ts @2
export {};
//- /other.ts @3
export const nothing = 0;
//- expect @3: part.ts:1 log: pruned
//- expect @3: reran other.ts main.ts
",
    );
}

#[test]
fn a_bad_text_behind_an_import_call_is_refused_and_not_run_into() {
    check(
        "//- /main.ts
await import('./lazy');
console.log('main');
// ^ log: main
//- /lazy.ts
console.log('lazy');
// ^ log: lazy
//- /lazy.ts @2
console.log('lazy';
//                ^ syntax: SyntaxError: Expected `,` or `)` but found `;`
//- /lazy.ts @3
console.log('lazy 3');
// ^ log: lazy 3
//- expect @3: main.ts:2 log: main
",
    );
}

#[test]
fn a_bad_text_behind_an_import_call_that_is_gone_stands_in_nobodys_way() {
    check(
        "//- /main.ts
await import('./lazy');
//- /lazy.ts
export const lazy = 1;
//- /lazy.ts @2
export const lazy = ;
//                  ^ syntax: SyntaxError: Unexpected token
//- /main.ts @3
console.log('without');
// ^ log: without
",
    );
}

#[test]
fn the_program_that_goes_on_can_still_import_what_it_has() {
    check(
        "//- /main.ts
const first = await import('./lazy');
import.meta.hot.on('vite:error', async () => {
  const again = await import('./lazy');
  console.log(again === first, again.lazy);
});
//- /lazy.ts
export const lazy = 1;
//- /lazy.ts @2
export const lazy = ;
//                  ^ syntax: SyntaxError: Unexpected token
//- expect @2: main.ts:4 log: true 1
",
    );
}

#[test]
fn an_import_call_that_fails_meanwhile_loses_nothing_that_is_pending() {
    check(
        "//- /main.ts
import { shared } from './shared';
console.log('main', shared);
// ^ log: main 1
import.meta.hot.on('vite:error', async () => {
  try { await import('./broken'); } catch (error) { console.log((error as Error).name); }
});
//- /shared.ts
export const shared = 1;
//- /broken.ts
import './shared';
export const broken = ;
//- /shared.ts @2
export const shared = 2;
//- /main.ts @2
import { shared } from './shared';
console.log('main', shared;
//                        ^ syntax: SyntaxError: Expected `,` or `)` but found `;`
//- expect @2: main.ts:5 log: SyntaxError
//- /main.ts @3
import { shared } from './shared';
console.log('main', shared);
// ^ log: main 2
",
    );
}

#[test]
fn an_import_call_the_program_caught_keeps_no_save_from_running() {
    check(
        "//- /main.ts
try { await import('./lazy'); } catch (error) { console.log((error as Error).name); }
// ^ log: SyntaxError
//- /lazy.ts
import { nothing } from './base'; nothing;
//- /base.ts
export const base = 1;
//- /base.ts @2
export const base = 2;
//- expect @2: main.ts:1 log: SyntaxError
//- /base.ts @3
export const nothing = 3;
//- expect @3: reran main.ts
",
    );
}

#[test]
fn a_file_that_comes_under_another_ending_is_found() {
    check(
        "//- /main.ts
import { part } from './part';
//                   ^^^^^^^^ unresolved: cannot find `./part`
console.log(part);
//- /part.tsx @2
export const part = 'tsx';
//- expect @2: main.ts:3 log: tsx
",
    );
}
