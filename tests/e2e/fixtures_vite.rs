//! `import.meta.hot.accept` by the sentences of Vite's documentation: what is a boundary, what runs
//! again, who is told. Where saveloop differs on purpose the row's name says so.

use saveloop_tests::fixture::check;

/// A sentence, and the program that shows it.
macro_rules! rows {
    ($($sentence:ident: $program:expr;)*) => {
        $(#[test] fn $sentence() { check($program) })*
    };
}

rows! {
a_condition_round_accept_is_no_obstacle: "//- /main.ts
import './view';
//- /view.ts
if (import.meta.hot) { import.meta.hot.accept(); }
//- /view.ts @2
if (import.meta.hot) { import.meta.hot.accept(); console.log(2); }
//                                               ^ log: 2
//- expect @2: reran view.ts
";

accept_behind_a_question_mark_counts: "//- /main.ts
import './view';
//- /view.ts
import.meta.hot?.accept();
//- /view.ts @2
import.meta.hot?.accept(); // again
//- expect @2: reran view.ts
";

types_round_accept_mean_nothing: "//- /main.ts
import './view'; import './other';
//- /view.ts
(import.meta.hot as any)!.accept();
//- /other.ts
(import.meta as { hot: any }).hot.accept((_: unknown) => {});
//- /view.ts @2
(import.meta.hot as any)!.accept(); // again
//- /other.ts @2
(import.meta as { hot: any }).hot.accept((_: unknown) => {}); // again
//- expect @2: reran view.ts other.ts
";

accept_counts_where_it_is_never_reached: "//- /main.ts
import './view';
//- /view.ts
export function never() { import.meta.hot.accept(() => console.log('never')); }
//- /view.ts @2
export function never() { import.meta.hot.accept(() => console.log('never again')); }
//- expect @2: reran view.ts
";

accept_through_a_variable_is_not_seen: "//- /main.ts
import './view';
//- /view.ts
const hot = import.meta.hot;
hot.accept(() => console.log('never'));
//- /view.ts @2
const hot = import.meta.hot;
hot.accept(() => console.log('never again'));
//- expect @2: reran view.ts main.ts
";

accept_in_brackets_is_not_seen: "//- /main.ts
import './view';
//- /view.ts
import.meta.hot['accept']();
//- /view.ts @2
import.meta.hot['accept'](); // again
//- expect @2: reran view.ts main.ts
";

accept_in_a_comment_or_a_string_is_not_seen: "//- /main.ts
import './view';
//- /view.ts
// import.meta.hot.accept()
export const text = 'import.meta.hot.accept()';
//- /view.ts @2
// import.meta.hot.accept() again
export const text = 'import.meta.hot.accept()';
//- expect @2: reran view.ts main.ts
";

a_specifier_may_be_a_template_without_holes: "//- /main.ts
import './view';
import.meta.hot.accept(`./view`, (next: any) => console.log(next.name));
//- /view.ts
export const name = 'one';
//- /view.ts @2
export const name = 'two';
//- expect @2: reran view.ts
//- expect @2: main.ts:2 log: two
";

a_computed_specifier_accepts_nothing: "//- /main.ts
import './middle';
//- /middle.ts
import './view';
const view = './view';
import.meta.hot.accept(view, () => console.log('never'));
import.meta.hot.accept('./' + 'view', () => console.log('never'));
import.meta.hot.accept([view], () => console.log('never'));
//- /view.ts
export const name = 'one';
//- /view.ts @2
export const name = 'two';
//- expect @2: reran view.ts middle.ts main.ts
";

accepting_what_is_not_imported_changes_nothing: "//- /main.ts
import './view';
import.meta.hot.accept('./elsewhere', () => console.log('never'));
//- /view.ts
export const name = 'one';
//- /view.ts @2
export const name = 'two';
//- expect @2: reran view.ts main.ts
";

what_is_no_way_to_accept_is_an_error_at_its_place: "//- /main.ts
try { import.meta.hot.accept(5 as any); } catch (error) { console.log(String(error)); }
// ^ log: TypeError: hot.accept takes nothing, a callback, a specifier or a list of specifiers
try { import.meta.hot.accept('./x', 5 as any); } catch (error) { console.log(String(error)); }
// ^ log: TypeError: hot.accept takes a function
import.meta.hot.dispose('x' as any);
//- expect: main.ts:5:1-36 error: TypeError: hot.dispose takes a function
";

an_accepted_dependency_needs_no_callback: "//- /main.ts
import './view';
import.meta.hot.accept('./view');
//- /view.ts
console.log('one');
// ^ log: one
//- /view.ts @2
console.log('two');
// ^ log: two
//- expect @2: reran view.ts
";

every_callback_is_called_in_the_order_of_its_accept: "//- /main.ts
import './view';
//- /view.ts
const said = ((globalThis as any).said = [] as string[]);
import.meta.hot.accept((next: any) => said.push(`first ${next.name}`));
import.meta.hot.accept((next: any) => said.push(`second ${next.name}`));
import.meta.hot.accept(() => console.log(said.join()));
export const name = 'one';
//- /view.ts @2
export const name = 'two';
//- expect @2: view.ts:4 log: first two,second two
";

a_list_is_told_of_each_changed_module_by_itself: "//- /main.ts
import './a'; import './b';
import.meta.hot.accept(['./a', './b'], ([a, b]: any) => console.log(a?.name, b?.name));
//- /a.ts
export const name = 'a';
//- /b.ts
export const name = 'b';
//- /a.ts @2
export const name = 'a2';
//- /b.ts @2
export const name = 'b2';
//- expect @2: main.ts:2 log: a2 undefined
//- expect @2: main.ts:2 log: undefined b2
";

an_importer_that_does_not_accept_runs_again_beside_one_that_does: "//- /main.ts
import './left'; import './right';
console.log('main');
// ^ log: main
//- /left.ts
import './base';
import.meta.hot.accept('./base', (next: any) => console.log('left', next.value));
//- /right.ts
import { value } from './base';
console.log('right', value);
// ^ log: right 1
//- /base.ts
export const value = 1;
//- /base.ts @2
export const value = 2;
//- expect @2: reran base.ts right.ts main.ts
//- expect @2: left.ts:2 log: left 2
//- expect @2: right.ts:2 log: right 2
//- expect @2: main.ts:2 log: main
";

every_boundary_of_a_change_is_told: "//- /main.ts
import './left'; import './right';
//- /left.ts
import './base';
import.meta.hot.accept('./base', (next: any) => console.log('left', next.value));
//- /right.ts
import './base';
import.meta.hot.accept('./base', (next: any) => console.log('right', next.value));
//- /base.ts
export const value = 1;
//- /base.ts @2
export const value = 2;
//- expect @2: reran base.ts
//- expect @2: left.ts:2 log: left 2
//- expect @2: right.ts:2 log: right 2
";

a_boundary_inside_a_boundary_is_the_nearer_one: "//- /main.ts
import './outer';
//- /outer.ts
import './inner';
import.meta.hot.accept();
//- /inner.ts
import.meta.hot.accept();
//- /inner.ts @2
import.meta.hot.accept(); // again
//- expect @2: reran inner.ts
//- /outer.ts @3
import './inner';
import.meta.hot.accept(); // again
//- expect @3: reran outer.ts
";

boundaries_one_inside_the_other_are_told_from_the_inside: "//- /main.ts
import './outer';
(globalThis as any).said = [] as string[];
import.meta.hot.on('vite:afterUpdate', () => console.log((globalThis as any).said.join()));
//- /outer.ts
import './inner'; import './base';
import.meta.hot.accept(() => (globalThis as any).said.push('outer'));
//- /inner.ts
import './base';
import.meta.hot.accept(() => (globalThis as any).said.push('inner'));
//- /base.ts
export const value = 1;
//- /base.ts @2
export const value = 2;
//- expect @2: reran base.ts inner.ts outer.ts
//- expect @2: main.ts:3 log: inner,outer
";

importers_above_a_boundary_keep_the_bindings_they_have: "//- /main.ts
import { name } from './view';
import.meta.hot.accept('./view', (next: any) => console.log(name, next.name));
//- /view.ts
export const name = 'one';
//- /view.ts @2
export const name = 'two';
//- expect @2: main.ts:2 log: one two
";

a_boundary_has_to_update_what_it_exports_again: "//- /main.ts
import { kept, updated } from './front';
(globalThis as any).show = () => console.log(kept, updated);
//- /front.ts
import { value } from './back';
export { value as kept } from './back';
export let updated = value;
import.meta.hot.accept('./back', (next: any) => { updated = next.value; (globalThis as any).show(); });
//- /back.ts
export const value = 1;
//- /back.ts @2
export const value = 2;
//- expect @2: main.ts:2 log: 1 2
";

export_star_of_an_accepted_module_stays_as_it_was: "//- /main.ts
import * as front from './front';
(globalThis as any).show = () => console.log(Object.keys(front).join(), front.value);
//- /front.ts
export * from './back';
import.meta.hot.accept('./back', () => (globalThis as any).show());
//- /back.ts
export const value = 1;
//- /back.ts @2
export const value = 2;
export const more = 3;
//- expect @2: reran back.ts
//- expect @2: main.ts:2 log: value 1
";
}
