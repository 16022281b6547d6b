//! Streams over reloads, and where there is no standard input.

use saveloop_tests::fixture::check;

#[test]
fn standard_input_is_empty_where_it_belongs_to_somebody_else() {
    check(
        "//- /main.ts
import { readFileSync } from 'node:fs';
console.log(JSON.stringify(readFileSync(0, 'utf8')));
// ^ log: \"\"
process.stdin.on('end', () => console.log('end')).resume();
//                            ^ log: end
//- ends @1
",
    );
}

#[test]
fn a_stream_of_a_module_that_ran_again_says_nothing_any_more() {
    check(
        "//- /main.ts
import { Readable } from 'node:stream';
const it = (globalThis as any).old ??= Readable.from(['first']);
it.on('data', (chunk: string) => console.log('old', chunk));
it.destroy();
//- /main.ts @2
import { Readable } from 'node:stream';
for await (const chunk of Readable.from(['second'])) console.log('new', chunk);
//                                                   ^ log: new second
//- ends @2
",
    );
}

#[test]
fn a_pipeline_of_the_web_runs_in_every_version() {
    check(
        "//- /main.ts
const upper = new TransformStream({ transform: (it, to) => to.enqueue(it.toUpperCase()) });
for await (const it of ReadableStream.from(['a']).pipeThrough(upper)) console.log(it);
//                                                                    ^ log: A
//- /main.ts @2
const lower = new TransformStream({ transform: (it, to) => to.enqueue(it.toLowerCase()) });
for await (const it of ReadableStream.from(['B']).pipeThrough(lower)) console.log(it);
//                                                                    ^ log: b
",
    );
}
