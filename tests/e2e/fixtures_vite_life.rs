//! The rest of `import.meta.hot` by the sentences of Vite's documentation: the ends of versions, what
//! they leave behind, events, `invalidate`. Where saveloop differs on purpose the row's name says so.

use saveloop_tests::fixture::check;

/// A sentence, and the program that shows it.
macro_rules! rows {
    ($($sentence:ident: $program:expr;)*) => {
        $(#[test] fn $sentence() { check($program) })*
    };
}

rows! {
an_update_goes_through_its_steps_in_order: "//- /main.ts
import './view';
const said = ((globalThis as any).said = [] as string[]);
import.meta.hot.on('vite:beforeUpdate', () => said.push('before'));
import.meta.hot.on('vite:afterUpdate', () => { said.push('after'); console.log(said.join()); });
import.meta.hot.accept('./view', () => said.push('accepted'));
//- /view.ts
import './base';
import.meta.hot.dispose(() => (globalThis as any).said.push('dispose view'));
//- /base.ts
import.meta.hot.dispose(() => (globalThis as any).said.push('dispose base'));
//- /base.ts @2
(globalThis as any).said.push('base');
//- /view.ts @2
import './base';
(globalThis as any).said.push('view');
//- expect @2: main.ts:4 log: before,dispose view,dispose base,base,view,accepted,after
";

every_disposer_is_called_unlike_in_vite_where_the_last_is: "//- /main.ts
import.meta.hot.dispose(() => console.log('first'));
import.meta.hot.dispose(() => console.log('second'));
//- /main.ts @2
export {};
//- expect @2: main.ts:1 log: first
//- expect @2: main.ts:2 log: second
";

a_module_on_the_way_up_is_disposed_of_too_unlike_in_vite: "//- /main.ts
import './value';
import.meta.hot.dispose(() => console.log('main goes'));
//- /value.ts
export const value = 1;
//- /value.ts @2
export const value = 2;
//- expect @2: main.ts:2 log: main goes
";

data_is_one_object_for_all_versions: "//- /main.ts
const { data } = import.meta.hot;
data.first = data;
data.count = (data.count ?? 0) + 1;
import.meta.hot.dispose((given: any) => { given.given = given === data; });
//- /main.ts @2
const { data } = import.meta.hot;
data.count = (data.count ?? 0) + 1;
console.log(data.first === data, data.count, data.given);
// ^ log: true 2 true
";

data_belongs_to_one_module: "//- /main.ts
import './view';
import.meta.hot.data.name = 'main';
console.log(import.meta.hot.data.name);
// ^ log: main
//- /view.ts
console.log(import.meta.hot.data.name);
// ^ log: undefined
import.meta.hot.data.name = 'view';
//- /view.ts @2
console.log(import.meta.hot.data.name);
// ^ log: view
//- expect @2: main.ts:3 log: main
";

data_cannot_be_assigned: "//- /main.ts
try { (import.meta.hot as any).data = { lost: true }; } catch (error) { console.log((error as Error).name); }
// ^ log: TypeError
console.log(Object.keys(import.meta.hot.data).length);
// ^ log: 0
";

data_survives_a_version_that_fails: "//- /main.ts
import.meta.hot.data.value = 1;
//- /main.ts @2
throw new Error('half');
//    ^^^^^^^^^^^^^^^^^ error: Error: half
//- /main.ts @3
console.log(import.meta.hot.data.value);
// ^ log: 1
";

a_pruned_module_is_disposed_of_then_pruned_with_its_data: "//- /main.ts
import './gone';
import.meta.hot.on('vite:beforePrune', ({ type, paths }: any) => console.log(type, paths.length, paths[0].split('/').pop()));
//- /gone.ts
import.meta.hot.dispose((data: any) => { data.steps = 'disposed'; });
import.meta.hot.prune((data: any) => console.log(data.steps, 'pruned'));
//- /main.ts @2
export {};
//- expect @2: main.ts:2 log: prune 1 gone.ts
//- expect @2: gone.ts:2 log: disposed pruned
";

a_module_that_comes_back_has_new_data: "//- /main.ts
import './gone';
//- /gone.ts
import.meta.hot.data.count = (import.meta.hot.data.count ?? 0) + 1;
console.log(import.meta.hot.data.count);
// ^ log: 1
//- /main.ts @2
export {};
//- /main.ts @3
import './gone';
//- expect @3: gone.ts:2 log: 1
";

what_another_module_imports_is_not_pruned: "//- /main.ts
import './a'; import './b';
//- /a.ts
import './shared';
//- /b.ts
import './shared';
//- /shared.ts
import.meta.hot.prune(() => console.log('pruned'));
//- /a.ts @2
export {};
//- /b.ts @3
export {};
//- expect @3: shared.ts:1 log: pruned
";

a_cycle_nothing_leads_to_is_pruned: "//- /main.ts
import './a';
//- /a.ts
import './b';
import.meta.hot.prune(() => console.log('a'));
//- /b.ts
import './a';
import.meta.hot.prune(() => console.log('b'));
//- /main.ts @2
export {};
//- expect @2: a.ts:2 log: a
//- expect @2: b.ts:2 log: b
";

decline_does_nothing: "//- /main.ts
import './view';
//- /view.ts
import.meta.hot.accept();
import.meta.hot.decline();
//- /view.ts @2
console.log('still accepted');
// ^ log: still accepted
//- expect @2: reran view.ts
";

invalidate_runs_the_importers_and_not_the_caller_again: "//- /main.ts
import './parent';
console.log('main');
// ^ log: main
//- /parent.ts
import { name } from './child';
console.log('parent', name);
// ^ log: parent one
import.meta.hot.accept();
//- /child.ts
console.log('child');
// ^ log: child
import.meta.hot.accept((next: any) => import.meta.hot.invalidate(`now ${next.name}`));
import.meta.hot.on('vite:invalidate', () => console.log('never: its version is gone'));
export const name = 'one';
//- /child.ts @2
console.log('child again');
// ^ log: child again
import.meta.hot.accept();
export const name = 'two';
//- ends @2
//- expect @2: parent.ts:2 log: parent two
";

invalidate_while_a_new_version_is_evaluated_counts: "//- /main.ts
import { name } from './child';
console.log('main', name);
// ^ log: main one
//- /child.ts
import.meta.hot.accept();
export const name: string = 'one';
//- /child.ts @2
import.meta.hot.accept();
export const name: string = 'two';
if (name === 'two') import.meta.hot.invalidate();
//- ends @2
//- expect @2: main.ts:2 log: main two
";

invalidate_in_a_first_version_has_nothing_to_hand_on: "//- /main.ts
import './child';
console.log('main');
// ^ log: main
import.meta.hot.invalidate();
//- /child.ts
import.meta.hot.accept();
import.meta.hot.invalidate();
//- /child.ts @2
import.meta.hot.accept(); // again
//- expect @2: reran child.ts
";

invalidate_of_what_another_accepts_has_nothing_to_hand_on: "//- /main.ts
import './child';
import.meta.hot.accept('./child', () => console.log('told'));
//- /child.ts
export const name = 'one';
//- /child.ts @2
import.meta.hot.invalidate();
//- ends @2
//- expect @2: main.ts:2 log: told
";

invalidate_goes_up_through_every_module_that_gives_up: "//- /main.ts
import './parent';
console.log('main');
// ^ log: main
//- /parent.ts
import './child';
import.meta.hot.accept(() => import.meta.hot.invalidate());
//- /child.ts
import.meta.hot.accept(() => import.meta.hot.invalidate());
//- /child.ts @2
import.meta.hot.accept(() => import.meta.hot.invalidate()); // again
//- ends @2
//- expect @2: main.ts:2 log: main
";

two_modules_that_give_up_on_each_others_account_come_to_an_end: "//- /main.ts
import './parent';
console.log('main');
// ^ log: main
//- /parent.ts
import './child';
import.meta.hot.accept(() => import.meta.hot.invalidate());
//- /child.ts
import.meta.hot.accept(() => import.meta.hot.invalidate());
export const loaded = import('./parent');
//- /child.ts @2
import.meta.hot.accept(() => import.meta.hot.invalidate());
export const loaded = import('./parent'); // again
//- ends @2
//- expect @2: main.ts:2 log: main
";

listeners_hear_which_module_is_invalidated_and_why: "//- /main.ts
import './child';
const name = (path: string) => path.split('/').pop();
import.meta.hot.on('vite:invalidate', ({ path, message }: any) => console.log(name(path), message));
import.meta.hot.on('vite:beforeFullReload', ({ type }: any) => console.log(type));
//- /child.ts
import.meta.hot.accept(() => import.meta.hot.invalidate('why'));
//- /child.ts @2
import.meta.hot.accept();
//- ends @2
//- expect @2: main.ts:3 log: child.ts why
//- expect @2: main.ts:4 log: full-reload
";

listeners_hear_what_is_updated: "//- /main.ts
import './view'; import './value';
const name = (path: string) => path.split('/').pop();
const show = ({ type, updates }: any) => console.log(
  type, updates.map((it: any) => `${it.type} ${name(it.path)} ${name(it.acceptedPath)}`).join(),
);
import.meta.hot.on('vite:beforeUpdate', show);
import.meta.hot.accept('./value');
//- /view.ts
import.meta.hot.accept();
//- /value.ts
export const value = 1;
//- /view.ts @2
import.meta.hot.accept(); // again
//- /value.ts @2
export const value = 2;
//- expect @2: main.ts:3 log: update js-update view.ts view.ts,js-update main.ts value.ts
";

a_listener_hears_of_the_update_that_replaces_its_module: "//- /main.ts
import './view';
//- /view.ts
import.meta.hot.accept();
import.meta.hot.on('vite:beforeUpdate', () => console.log('old'));
import.meta.hot.on('vite:afterUpdate', () => console.log('never: it is gone by then'));
//- /view.ts @2
import.meta.hot.accept();
import.meta.hot.on('vite:beforeUpdate', () => console.log('never: it came too late'));
import.meta.hot.on('vite:afterUpdate', () => console.log('new'));
//- expect @2: view.ts:2 log: old
//- expect @2: view.ts:3 log: new
";

before_and_after_come_round_an_update_that_fails: "//- /main.ts
import './view';
import.meta.hot.on('vite:beforeUpdate', () => console.log('before'));
import.meta.hot.on('vite:afterUpdate', () => console.log('after'));
//- /view.ts
import.meta.hot.accept();
//- /view.ts @2
throw new Error('half');
//    ^^^^^^^^^^^^^^^^^ error: Error: half
//- expect @2: main.ts:2 log: before
//- expect @2: main.ts:3 log: after
";

listeners_hear_of_texts_that_are_refused: "//- /main.ts
import './view';
import.meta.hot.on('vite:error', ({ type, err }: any) =>
  console.log(type, err.message, err.loc.file === err.id, err.loc.line, err.loc.column));
//- /view.ts
export {};
//- /view.ts @2
export const view = ;
//                  ^ syntax: SyntaxError: Unexpected token
//- expect @2: main.ts:3 log: error SyntaxError: Unexpected token true 1 21
";

off_removes_a_listener_and_no_other: "//- /main.ts
const first = () => console.log('never');
const second = (payload: string) => console.log('second', payload);
import.meta.hot.on('mine', first);
import.meta.hot.on('mine', second);
import.meta.hot.off('mine', first);
import.meta.hot.off('other', second);
import.meta.hot.send('mine', 'heard');
//- expect: main.ts:2 log: second heard
";

send_reaches_the_program_itself_since_there_is_no_server_side: "//- /main.ts
import './view';
import.meta.hot.send('mine', { value: 1 });
//- /view.ts
import.meta.hot.on('mine', ({ value }: any) => console.log('view', value));
//- expect: view.ts:1 log: view 1
";

a_listener_that_is_added_by_a_listener_hears_of_the_next_event: "//- /main.ts
let calls = 0;
function again() { calls++; import.meta.hot.on('mine', again); }
import.meta.hot.on('mine', again);
import.meta.hot.send('mine');
console.log(calls);
// ^ log: 1
";

there_is_no_connection_to_hear_of: "//- /main.ts
import.meta.hot.on('vite:ws:connect', () => console.log('never'));
import.meta.hot.on('vite:ws:disconnect', () => console.log('never'));
import.meta.hot.accept();
//- /main.ts @2
import.meta.hot.accept(); // again
//- expect @2: reran main.ts
";

a_callback_that_throws_keeps_no_other_from_being_called: "//- /main.ts
import './view'; import './gone';
import.meta.hot.accept('./view', () => { throw new Error('accept'); });
import.meta.hot.accept('./view', () => console.log('told'));
//- /view.ts
import './gone';
import.meta.hot.dispose(() => { throw new Error('dispose'); });
import.meta.hot.dispose(() => console.log('disposed'));
import.meta.hot.on('vite:beforeUpdate', () => { throw new Error('event'); });
//- /gone.ts
import.meta.hot.prune(() => { throw new Error('prune'); });
import.meta.hot.prune(() => console.log('pruned'));
//- /view.ts @2
export {};
//- expect @2: view.ts:4:55-73 error: Error: event
//- expect @2: view.ts:2:39-59 error: Error: dispose
//- expect @2: view.ts:3 log: disposed
//- expect @2: main.ts:2:48-67 error: Error: accept
//- expect @2: main.ts:3 log: told
//- /main.ts @3
export {};
//- expect @3: gone.ts:1:37-55 error: Error: prune
//- expect @3: gone.ts:2 log: pruned
";

a_callback_that_rejects_is_reported_at_its_place: "//- /main.ts
import './view';
import.meta.hot.accept('./view', async () => { throw new Error('accept'); });
import.meta.hot.on('vite:beforeUpdate', async () => { await null; throw new Error('event'); });
//- /view.ts
import.meta.hot.dispose(async () => { throw new Error('dispose'); });
//- /view.ts @2
console.log('view');
// ^ log: view
//- expect @2: view.ts:1:45-65 rejection: Error: dispose
//- expect @2: main.ts:2:54-73 rejection: Error: accept
//- expect @2: main.ts:3:73-91 rejection: Error: event
";

nothing_waits_for_a_promise_of_dispose_unlike_in_vite: "//- /main.ts
import.meta.hot.dispose(() => new Promise(() => {}));
//- /main.ts @2
console.log('runs');
// ^ log: runs
";

a_callback_may_throw_what_is_no_error: "//- /main.ts
import.meta.hot.dispose(() => { throw 'text'; });
//- /main.ts @2
console.log('runs');
// ^ log: runs
//- expect @2: main.ts:1:33-46 error: Uncaught 'text'
";
}
