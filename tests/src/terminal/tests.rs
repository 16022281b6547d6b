//! One error of each kind, as each program prints it.

use super::{Reader, Report};

fn reports(file: &str, text: &str) -> Vec<Report> {
    let mut reader = Reader::new(file);
    let mut reports: Vec<Report> = text.lines().filter_map(|line| reader.line(line)).collect();
    reports.extend(reader.rest());
    reports
}

/// A version and a place.
type Expected = (Option<usize>, Option<(usize, usize)>);

#[track_caller]
fn expect(file: &str, text: &str, expected: &[Expected]) {
    let found: Vec<_> = reports(file, text).into_iter().map(|it| (it.version, it.place)).collect();
    assert_eq!(found, expected);
}

const CODE: &str = "if (n > 0) throw new Error([\"version\", n, \"fails\"].join(\" \"));";

#[test]
fn what_bun_prints() {
    let text = format!(
        "5 |   const n = 1;\n6 |   {CODE}\n             ^\nerror: version 5 fails\n      at fail (/p/main.ts:6:24)\n      at /p/main.ts:8:1\n"
    );
    expect("main.ts", &text, &[(Some(5), Some((6, 24)))]);
    let text = "1 | let y = (\n            ^\nerror: Unexpected end of file\n    at /p/main.ts:1:29\n1 | late();\nReferenceError: late is not defined\n      at /p/main.ts:1:22\n";
    expect("main.ts", text, &[(None, Some((1, 29))), (None, Some((1, 22)))]);
}

#[test]
fn what_deno_prints() {
    let text = format!(
        "HMR Restarting! File change detected: \"/p/main.ts\"\nerror: Uncaught (in promise) Error: version 12 fails\n  {CODE}\n    ^\n    at fail (file:///p/main.ts:6:20)\n    at file:///p/main.ts:8:1\nHMR Process failed. Restarting on file change...\n"
    );
    expect("main.ts", &text, &[(Some(12), Some((6, 20)))]);
    let text = "error: SyntaxError: Expression expected\n  |\n1 | let y = (\n  |         ~\n    at file:///p/main.ts:1:29\n\nStack backtrace:\n   0: <unknown>\n";
    expect("main.ts", text, &[(None, Some((1, 29)))]);
}

#[test]
fn what_node_prints() {
    let text = format!(
        "file:///p/main.mjs:6\n  {CODE}\n       ^\n\nError: version 5 fails\n    at fail (file:///p/main.mjs:6:20)\n    at file:///p/main.mjs:8:1\n    at ModuleJob.run (node:internal/modules/esm/module_job:325:25)\n\nNode.js v20.20.2\n"
    );
    expect("main.mjs", &text, &[(Some(5), Some((6, 20)))]);
    let text = "file:///p/main.mjs:2\n\nSyntaxError: Unexpected end of input\n    at compileSourceTextModule (node:internal/modules/esm/utils:346:16)\n\nNode.js v20.20.2\n";
    expect("main.mjs", text, &[(None, None)]);
}

#[test]
fn what_tsx_prints() {
    let text = format!(
        "/p/main.ts:6\n  {CODE}\n      ^\n\n\nError: version 5 fails\n    at fail (/p/main.ts:6:20)\n    at K (/p/main.ts:8:1)\n"
    );
    expect("main.ts", &text, &[(Some(5), Some((6, 20)))]);
    let text = "node:internal/modules/run_main:123\n    triggerUncaughtException(\n    ^\n\nError: Transform failed with 1 error:\n/p/main.ts:2:0: ERROR: Unexpected end of file\n    at failureErrorWithLog (/m/main.js:1752:15) {\n  name: 'TransformError'\n}\n";
    expect("main.ts", text, &[(None, None), (None, None)]);
}

#[test]
fn what_saveloop_prints() {
    let text = format!(
        "main.ts:6:20\nError: version 5 fails\n  |\n6 |   {CODE}\n  |      ^^^^\n    at fail (main.ts:6:20)\n    at main.ts:8:1\n[saveloop] generation 1 · 13.9 ms · ran main.ts · failed\n"
    );
    expect("main.ts", &text, &[(Some(5), Some((6, 20)))]);
    let text = "main.ts:2:1\nSyntaxError: Expected `)` but found `EOF`\n  |\n2 |\n  | ^\n[saveloop] not applied · 0.4 ms · saved main.ts · generation 1 goes on\n";
    expect("main.ts", text, &[(None, None)]);
}
