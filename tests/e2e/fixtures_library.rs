//! The library over reloads: what it made stays, what modules began with it goes with them.

use saveloop_tests::fixture::check;

#[test]
fn listeners_of_a_module_on_process_go_with_it() {
    check(
        "//- /main.ts
import process from 'node:process';
process.on('warning', () => {});
process.once('warning', () => {});
console.log(process.listenerCount('warning'));
// ^ log: 2
//- /main.ts @2
import process from 'node:process';
process.on('warning', () => {}); // again
process.once('warning', () => {});
console.log(process.listenerCount('warning'));
// ^ log: 2
",
    );
}

#[test]
fn a_library_module_is_made_once_and_keeps_what_it_is() {
    check(
        "//- /main.ts
import path from 'node:path';
(globalThis as any).first ??= path;
console.log((globalThis as any).first === path, new URL('http://a/b').pathname);
// ^ log: true /b
//- /main.ts @2
import path from 'node:path';
(globalThis as any).first ??= path; // again
console.log((globalThis as any).first === path, new URL('http://a/b').pathname);
// ^ log: true /b
//- expect @2: reran main.ts
",
    );
}

#[test]
fn a_file_that_a_module_left_open_is_closed_with_it() {
    check(
        "//- /main.ts
import { fstatSync, openSync } from 'node:fs';
(globalThis as any).file = openSync('/dev/null');
console.log(fstatSync((globalThis as any).file).isCharacterDevice());
// ^ log: true
//- /main.ts @2
import { fstatSync } from 'node:fs';
try { fstatSync((globalThis as any).file); } catch (error: any) { console.log(error.code); }
//                                                                ^ log: EBADF
",
    );
}
