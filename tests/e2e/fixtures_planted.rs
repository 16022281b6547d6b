//! Programs that spoil what everything inherits, or saveloop's own globals: only they feel it.

use saveloop_tests::fixture::check;

/// Every plain store into an object or array that inherits, and every read of what is not there,
/// throws from here on.
const PLANTED: &str = "export {};
const names = ['value', 'get', 'set', 'writable', 'enumerable', 'configurable', 'key', 'name', 'message', 'stack', 'cause',
  'errors', 'toJSON', 'then', 'owner', 'index', 'dependencies', 'callback', 'timer', 'done', 'data', 'kind', '-1'];
for (let i = 0; i < 99; i++) names.push(String(i));
const planted = () => { throw new Error('planted'); };
const descriptor = { __proto__: null, get: planted, set: planted, configurable: true } as any;
for (let i = 0; i < names.length; i++) {
  Object.defineProperty(Object.prototype, names[i], descriptor);
  if (i > 30) Object.defineProperty(Array.prototype, names[i], descriptor);
}
";

#[test]
fn accessors_that_throw_on_what_all_inherit_from_spoil_no_output() {
    let fixture = format!(
        "//- /planted.ts\n{PLANTED}\
//- /main.ts
import './planted';
import {{ other }} from './other';
console.log({{ a: 1 }}, [1, [2]], new Map([[1, {{ b: 2 }}]]), new Set([1]));
// ^ log: {{ a: 1 }} [ 1, [ 2 ] ] Map(1) {{ 1 => {{ b: 2 }} }} Set(1) {{ 1 }}
console.log('%s is %d, %o', 'text', 4, 5);
// ^ log: text is 4, 5
console.log(['a word', 'a word', 'a word', 'a word', 'a word', 'a word', 'a word'], other);
// ^ log: [
console.table([{{ a: 1 }}]);
// ^ log: ┌─────────┬───┐
import.meta.hot.on('mine', (payload: any) => console.log('told', payload));
//                                           ^ log: told 1
import.meta.hot.send('mine', 1);
setTimeout((word: string) => console.log('timer', word), 1, 'in time');
//                           ^ log: timer in time
setImmediate(() => console.log('soon'));
//                 ^ log: soon
//- ends @1
//- /other.ts
export const other = 'other';
//- /main.ts @2
console.log('again', {{ a: 1 }});
// ^ log: again {{ a: 1 }}
import('./late.ts').then((late) => console.log(late.late));
//                                 ^ log: late
   Promise.reject(7);
// ^^^^^^^^^^^^^^^^^ rejection: Uncaught 7
//- /late.ts
export const late = 'late';
//- /main.ts @3
   missing();
// ^^^^^^^ error: ReferenceError: missing is not defined
"
    );
    check(&fixture);
}

#[test]
fn a_reload_gives_back_what_a_program_made_unusable_and_keeps_what_it_put_there() {
    check(
        "//- /main.ts
const shared = globalThis as any;
const { log } = console;
shared.console = null;
delete shared.setTimeout;
shared.setInterval = undefined;
shared.process = 7;
shared.setImmediate = () => log('mine');
//- /main.ts @2
console.log(typeof setTimeout, typeof setInterval, process.argv.length > 0);
// ^ log: function function true
setImmediate(() => {});
//- expect @2: main.ts:7 log: mine
console.log = ((log: any) => (...words: any[]) => log('wrapped:', ...words))(console.log);
//- /main.ts @3
console.log('still');
//- expect @3: main.ts:4 log: wrapped: still
",
    );
}
