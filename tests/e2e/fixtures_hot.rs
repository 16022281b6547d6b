//! `import.meta.hot`: Vite's documented semantics, one sentence a test.

use saveloop_tests::fixture::check;

#[test]
fn a_module_that_accepts_itself_is_updated_alone() {
    check(
        "//- /main.ts
import './view';
console.log('main ran');
// ^ log: main ran
//- /view.ts
console.log('view 1');
// ^ log: view 1
import.meta.hot.accept((next: any) => console.log('got', next.name));
export const name = 'one';
//- /view.ts @2
console.log('view 2');
// ^ log: view 2
import.meta.hot.accept((next: any) => console.log('got', next.name));
export const name = 'two';
//- expect @2: reran view.ts
//- expect @2: view.ts:3 log: got two
",
    );
}

#[test]
fn an_importer_that_accepts_a_dependency_is_told_and_stays() {
    check(
        "//- /main.ts
import { value } from './value';
console.log('main', value);
// ^ log: main 1
import.meta.hot.accept('./value', (next: any) => console.log('accepted', next.value));
//- /value.ts
export const value = 1;
//- /value.ts @2
export const value = 2;
//- expect @2: reran value.ts
//- expect @2: main.ts:4 log: accepted 2
",
    );
}

#[test]
fn a_change_below_an_accepted_dependency_runs_up_to_it() {
    check(
        "//- /main.ts
import './a';
import.meta.hot.accept(['./a'], (modules: any) => console.log(modules.length, modules[0].a));
//- /a.ts
import { b } from './b';
export const a = `a${b}`;
//- /b.ts
export const b = 1;
//- /b.ts @2
export const b = 2;
//- expect @2: reran b.ts a.ts
//- expect @2: main.ts:2 log: 1 a2
",
    );
}

#[test]
fn of_a_list_only_the_changed_module_is_given() {
    check(
        "//- /main.ts
import './a'; import './b';
import.meta.hot.accept(['./a', './b'], ([a, b]: any) => console.log(a === undefined, b.name));
//- /a.ts
export const name = 'a';
//- /b.ts
export const name = 'b';
//- /b.ts @2
export const name = 'b2';
//- expect @2: main.ts:2 log: true b2
",
    );
}

#[test]
fn dispose_runs_before_the_new_version_and_hands_data_over() {
    check(
        "//- /main.ts
const { hot } = import.meta;
console.log('count', hot.data.count ?? 0);
// ^ log: count 0
hot.dispose((data: any) => { console.log('bye'); data.count = (data.count ?? 0) + 1; });
//- /main.ts @2
const { hot } = import.meta;
console.log('count again', hot.data.count);
// ^ log: count again 1
//- expect @2: main.ts:4 log: bye
",
    );
}

#[test]
fn a_dispose_that_throws_is_reported_and_the_reload_goes_on() {
    check(
        "//- /main.ts
import.meta.hot.dispose(() => { throw new Error('in dispose'); });
//- /main.ts @2
console.log('new');
// ^ log: new
//- expect @2: main.ts:1:39-62 error: Error: in dispose
",
    );
}

#[test]
fn a_module_no_longer_imported_is_pruned() {
    check(
        "//- /main.ts
import './gone';
//- /gone.ts
import.meta.hot.dispose(() => console.log('disposed'));
import.meta.hot.prune(() => console.log('pruned'));
//- /main.ts @2
console.log('without');
// ^ log: without
//- expect @2: gone.ts:1 log: disposed
//- expect @2: gone.ts:2 log: pruned
",
    );
}

#[test]
fn invalidate_hands_the_update_to_the_importers() {
    check(
        "//- /main.ts
import { kind } from './picky';
console.log('main', kind);
// ^ log: main old
//- /picky.ts
export const kind = 'old';
import.meta.hot.accept((next: any) => { if (next.kind !== 'old') import.meta.hot.invalidate('other kind'); });
//- /picky.ts @2
export const kind = 'new';
import.meta.hot.accept((next: any) => { if (next.kind !== 'old') import.meta.hot.invalidate('other kind'); });
//- ends @2
//- expect @2: main.ts:2 log: main new
",
    );
}

#[test]
fn a_cycle_forbids_acceptance() {
    check(
        "//- /main.ts
import './a';
//- /a.ts
import './b';
console.log('a');
// ^ log: a
import.meta.hot.accept();
//- /b.ts
import './a';
export const b = 1;
//- /b.ts @2
import './a';
export const b = 2;
//- expect @2: reran b.ts a.ts main.ts
//- expect @2: a.ts:2 log: a
",
    );
}

#[test]
fn a_timer_of_an_updated_module_ends_and_one_of_a_kept_module_goes_on() {
    check(
        "//- /main.ts
import './view';
setTimeout(() => console.log('kept'), 40);
//- /view.ts
setTimeout(() => console.log('never'), 1e6);
import.meta.hot.accept();
//- /view.ts @2
import.meta.hot.accept();
//- ends @2
//- expect @2: main.ts:2 log: kept
",
    );
}

#[test]
fn events_tell_of_updates() {
    check(
        "//- /main.ts
import './view';
import.meta.hot.on('vite:beforeUpdate', () => console.log('before'));
import.meta.hot.on('vite:afterUpdate', () => console.log('after'));
import.meta.hot.on('mine', (payload: any) => console.log('mine', payload));
import.meta.hot.send('mine', 42);
//- expect: main.ts:4 log: mine 42
//- /view.ts
import.meta.hot.accept();
//- /view.ts @2
console.log('view');
// ^ log: view
import.meta.hot.accept();
//- expect @2: main.ts:2 log: before
//- expect @2: main.ts:3 log: after
",
    );
}

#[test]
fn a_failed_update_leaves_the_acceptor_untold() {
    check(
        "//- /main.ts
import './part';
import.meta.hot.accept('./part', () => console.log('never'));
//- /part.ts
export const part = 1;
//- /part.ts @2
throw new Error('half');
//    ^^^^^^^^^^^^^^^^^ error: Error: half
",
    );
}
