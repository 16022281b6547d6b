//! What each method of the console shows beside its line, in a hover, and behind wrappers of one's own.

use saveloop_tests::lsp_client::{LspClient, Setup};
use serde_json::{Value, json};

fn running(files: &[(&str, &str)], options: Value) -> LspClient {
    let mut client = LspClient::spawn(files);
    client.initialize(&Setup { options, ..Setup::default() });
    for (name, text) in files {
        client.open(name, text);
    }
    client.run("main.ts");
    client
}

/// The lines that hints stand on, from 1, with their text.
fn hints(client: &LspClient, file: &str) -> Vec<(u64, String)> {
    let shown = client.shown(file).unwrap_or_default();
    let hint = |it: &Value| {
        let line = it["range"]["start"]["line"].as_u64().expect("a line") + 1;
        (line, it["message"].as_str().expect("a message").to_owned())
    };
    let mut hints: Vec<_> = shown.iter().map(hint).collect();
    hints.sort();
    hints
}

/// One statement a line, and what stands beside each; an empty text: nothing does.
fn transcript(lines: &[(&str, &str)]) {
    let text: String = lines.iter().map(|(code, _)| format!("{code}\n")).collect();
    let client = running(&[("main.ts", &text)], json!({}));
    let expected = lines.iter().zip(1..).filter(|((_, shown), _)| !shown.is_empty());
    let expected: Vec<(u64, String)> =
        expected.map(|((_, shown), line)| (line, (*shown).to_owned())).collect();
    assert_eq!(hints(&client, "main.ts"), expected);
}

#[test]
fn groups_indent_what_is_printed_in_them_and_have_labels() {
    transcript(&[
        ("console.group('outer %d', 1);", "outer 1"),
        ("console.log('in');", "  in"),
        ("console.groupCollapsed('inner');", "  inner"),
        ("console.warn('deeper');", "    deeper"),
        ("console.log('two\\nlines');", "    two     lines"),
        ("console.table([{ a: 1 }]);", "    (index) a │ 0 1"),
        ("console.groupEnd();", ""),
        ("console.error('out again');", "  out again"),
        ("console.group();", ""),
        ("console.groupEnd(); console.groupEnd();", ""),
        ("console.groupEnd();", ""),
        ("console.log('flat');", "flat"),
    ]);
}

#[test]
fn a_group_that_a_save_interrupts_indents_nothing_of_the_next_generation() {
    let mut client = running(&[("main.ts", "console.group('open');\nconsole.log('in');\n")], json!({}));
    client.save_text("main.ts", "console.log('anew');\n");
    client.wait_settled("main.ts");
    assert_eq!(hints(&client, "main.ts"), [(1, "anew".to_owned())]);
}

#[test]
fn tables_stand_in_one_line_and_are_cut() {
    let wide = "console.table([Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`c${i}`, i]))]);";
    let client = running(&[("main.ts", wide)], json!({}));
    let shown = &hints(&client, "main.ts")[0].1;
    assert!(shown.starts_with("(index) c0 c1") && shown.ends_with('…') && shown.len() < 210, "{shown}");
    transcript(&[
        ("console.table([[1, 2], [3, 4]]);", "(index) 0 1 │ 0 1 2 │ 1 3 4"),
        ("console.table(new Map([['k', 1]]));", "(iteration index) Key Values │ 0 'k' 1"),
        ("console.table([{ a: 1, b: 2 }], ['b']);", "(index) b │ 0 2"),
        ("console.table('no table');", "no table"),
    ]);
}

#[test]
fn counts_and_timers_say_their_labels() {
    transcript(&[
        ("for (let i = 0; i < 3; i++) console.count();", "default: 3 (x3)"),
        ("console.count('mine');", "mine: 1"),
        ("console.countReset();", ""),
        ("console.count();", "default: 1"),
        ("console.countReset('none');", "Warning: Count for 'none' does not exist"),
        ("console.timeLog('t');", "Warning: No such label 't' for console.timeLog()"),
        ("console.timeEnd();", "Warning: No such label 'default' for console.timeEnd()"),
        ("console.time('t');", ""),
        ("console.time('t');", "Warning: Label 't' already exists for console.time()"),
    ]);
    let client = running(
        &[(
            "main.ts",
            "console.time('t');\nconsole.timeLog('t', { a: 1 });\nconsole.timeEnd('t');\nconsole.timeEnd('t');\n",
        )],
        json!({}),
    );
    let shown = hints(&client, "main.ts");
    let is_time = |text: &str| text.starts_with("t: 0.") || text.starts_with("t: ") && text.contains("ms");
    assert!(shown.len() == 3 && is_time(&shown[0].1) && shown[0].1.ends_with("ms { a: 1 }"), "{shown:?}");
    assert!(is_time(&shown[1].1) && shown[1].1.ends_with("ms"), "{shown:?}");
    assert!(shown[2].1.contains("No such label 't'"), "{shown:?}");
}

#[test]
fn assertions_objects_and_traces_say_what_they_are_and_where() {
    transcript(&[
        ("console.assert(true, 'no');", ""),
        ("console.assert(false);", "Assertion failed"),
        ("console.assert(0, 'text %s', 'x');", "Assertion failed: text x"),
        ("console.dir({ a: { b: { c: { d: 1 } } } });", "{ a: { b: { c: [Object] } } }"),
        ("console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });", "{ a: [Object] }"),
        ("console.dir({ a: { b: { c: { d: 1 } } } }, { depth: null });", "{   a: { b: { c: { d: 1 } } } }"),
        ("console.dirxml([1]);", "[ 1 ]"),
    ]);
    let text =
        "function inner() {\n  console.trace('here', 1);\n}\nfunction outer() { inner(); }\nouter();\n";
    let client = running(&[("main.ts", text)], json!({}));
    let shown = hints(&client, "main.ts");
    let [(2, trace)] = &shown[..] else { panic!("{shown:?}") };
    let places = ["Trace: here 1", "at inner", "main.ts:2:", "at outer", "main.ts:4:"];
    let mut rest = trace.as_str();
    for place in places {
        rest = rest.split_once(place).unwrap_or_else(|| panic!("{place}: {trace}")).1;
    }
}

#[test]
fn what_a_wrapper_prints_stands_where_it_was_called_once_it_is_named() {
    let log = "export const log = (...args: unknown[]) => console.log('>', ...args);\nlog('its own');\n";
    let main = "import { log } from './lib/log.ts';\nconst deeper = (text: string) => log(text);\nlog('direct');\ndeeper('deep');\n";
    let files = [("lib/log.ts", log), ("main.ts", main)];
    let client = running(&files, json!({}));
    assert_eq!(hints(&client, "lib/log.ts"), [(1, "> deep (x3)".to_owned())]);
    let mut client = running(&files, json!({"console": {"wrappers": ["lib/log.ts"]}}));
    assert_eq!(hints(&client, "main.ts"), [(2, "> deep".to_owned()), (3, "> direct".to_owned())]);
    let own = hints(&client, "lib/log.ts");
    assert_eq!(own, [(1, "> its own".to_owned())], "nobody else called it");
    client.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": {"saveloop": {"console": {"wrappers": []}}}}),
    );
    client.save_text("main.ts", &format!("{main}\n"));
    client.wait_settled("main.ts");
    assert_eq!(hints(&client, "main.ts"), []);
}

#[test]
fn a_hover_has_the_last_ten_lines_and_their_count() {
    let mut client =
        running(&[("main.ts", "for (let i = 0; i < 2_000; i++) console.log('line', i);\n")], json!({}));
    let params =
        json!({"textDocument": {"uri": client.uri("main.ts")}, "position": {"line": 0, "character": 50}});
    let answer = client.request("textDocument/hover", params).expect("an answer");
    let told = answer["contents"]["value"].as_str().expect("a text").to_owned();
    assert!(
        told.starts_with(
            "saveloop: printed 2000 times in generation 1\n```js\nline 0\n… 1989 more\nline 1990\n"
        ),
        "{told}"
    );
    assert!(told.ends_with("line 1999\n```"), "{told}");
}
