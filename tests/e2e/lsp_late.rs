//! Errors that come late, to a file that has another text by then, and files whose text on the disk
//! is not what stands in the editor.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const PUBLISH: &str = "textDocument/publishDiagnostics";

fn opened(files: &[(&str, &str)]) -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), files);
    for (path, text) in files {
        client.open(path, text);
    }
    client
}

/// Waits until a file shows an error that begins with a text; yields the whole publication.
#[track_caller]
fn wait_error(client: &LspClient, path: &str, begins: &str) -> Value {
    let uri = client.uri(path);
    let begins = |it: &Value| it["message"].as_str().is_some_and(|message| message.starts_with(begins));
    let matches = |params: &Value| {
        params["uri"] == uri && params["diagnostics"].as_array().is_some_and(|all| all.iter().any(begins))
    };
    client.wait_for_notification(PUBLISH, matches, DEADLINE)
}

/// `line:start-end severity message`, counted from 0 as the protocol does.
fn shown(params: &Value) -> Vec<String> {
    let diagnostics = params["diagnostics"].as_array().expect("a list");
    let shown = diagnostics.iter().map(|it| {
        let (start, end) = (&it["range"]["start"], &it["range"]["end"]);
        let message = it["message"].as_str().expect("a message");
        format!("{}:{}-{} {} {message}", start["line"], start["character"], end["character"], it["severity"])
    });
    shown.collect()
}

/// Below a thousand lines of comment and at a column that shifts, an error; and as it is shown.
fn round(number: usize) -> (String, String) {
    let (above, indent) = (1000 + number % 7, number % 40);
    let throws = format!("{}throw new Error('round {number}.');\n", " ".repeat(indent));
    let (start, end) = (indent + "throw ".len(), throws.len() - 2);
    let text = "// nothing is here\n".repeat(above) + &throws;
    (text, format!("{above}:{start}-{end} 1 Error: round {number}."))
}

/// The file on the disk is cut down to a comment around each save; what the editor holds counts. Of
/// all that is published nothing is wrong: each error is of the version it is published for.
#[track_caller]
fn check_rounds(count: usize) {
    let mut client = opened(&[("main.ts", "console.log('begin');\n")]);
    client.run("main.ts");
    client.take_unread();
    let file = client.directory().join("main.ts");
    let uri = client.uri("main.ts");
    for number in 0..count {
        let (text, expected) = round(number);
        std::fs::write(&file, "// being written").expect("a file");
        client.save_text("main.ts", &text);
        std::fs::write(&file, if number % 2 == 0 { "" } else { "// it is" }).expect("a file");
        let params = wait_error(&client, "main.ts", &format!("Error: round {number}."));
        assert_eq!((shown(&params), &params["version"]), (vec![expected], &json!(number + 2)));
        for message in client.take_unread() {
            let of_main = message["method"] == PUBLISH && message["params"]["uri"] == uri;
            assert!(!of_main || message["params"]["diagnostics"] == json!([]), "{message:#}");
        }
    }
    client.wait_settled("main.ts");
}

#[test]
fn a_file_cut_down_on_the_disk_just_before_it_throws_is_reported_as_saved_twenty_times() {
    check_rounds(20);
}

#[test]
fn a_file_cut_down_on_the_disk_just_before_it_throws_is_reported_as_saved_a_thousand_times() {
    check_rounds(1000);
}

/// Truncates a file and fills it again in pieces, for as long as the other end listens.
fn rewrite_for_ever(path: PathBuf, text: String) -> std::sync::mpsc::SyncSender<()> {
    let (goes_on, asked) = std::sync::mpsc::sync_channel::<()>(0);
    std::thread::spawn(move || {
        while asked.recv().is_ok() {
            let mut file = File::create(&path).expect("the file");
            for chunk in text.as_bytes().chunks(128 << 10) {
                file.write_all(chunk).expect("a chunk");
            }
        }
    });
    goes_on
}

#[test]
fn two_megabytes_saved_while_the_disk_is_rewritten_in_chunks_fifty_times_fail_at_the_right_place() {
    let above = "// the quick brown fox jumps over the lazy dog again\n".repeat(40_000);
    let text = format!("{above}throw new Error('round 0.');\n");
    assert!(text.len() > 2 << 20);
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", "")]);
    client.open("main.ts", &text);
    let rewrite = rewrite_for_ever(client.directory().join("main.ts"), text.clone());
    client.run("main.ts");
    for number in 1..=50_usize {
        // The disk is cut down now, and written while the save runs.
        rewrite.send(()).expect("the writer lives");
        let line = 40_000 + number - 1;
        let at = |line: usize, character: usize| json!({"line": line, "character": character});
        let indent = number % 9;
        let throws = format!("// one more\n{}throw new Error('round {number}.');", " ".repeat(indent));
        let change = json!([{"range": {"start": at(line, 0), "end": at(line, 99)}, "text": throws}]);
        client.change_ranges("main.ts", change);
        client.save("main.ts");
        let params = wait_error(&client, "main.ts", &format!("Error: round {number}."));
        let (start, end) = (indent + 6, indent + 6 + format!("new Error('round {number}.')").len());
        assert_eq!(shown(&params), [format!("{}:{start}-{end} 1 Error: round {number}.", line + 1)]);
    }
}

/// Calls what the program has left behind, when it is saved: a module that accepts itself.
const POKE: &str = "import.meta.hot.accept();\nglobalThis.poke?.();\n";

/// Work that waits, fails when it is poked, and says so. Failing is the line of its own.
fn work(number: usize) -> String {
    format!(
        "async function work() {{\n  await new Promise((go) => (globalThis.poke = go));\n  throw new Error('of {number}');\n}}\n"
    )
}

/// A program whose third generation leaves work behind that fails in the ninth; `ninth` is the
/// text then.
fn third_in_ninth(ninth: &str) -> (LspClient, Value) {
    let text = |number: usize| {
        let start = if number == 3 { "work();\n" } else { "" };
        format!("import './poke';\n{}{}{start}", "// above\n".repeat(number), work(number))
    };
    let mut client = opened(&[("main.ts", &text(1)), ("poke.ts", POKE)]);
    client.run("main.ts");
    for number in 2..=7 {
        client.save_text("main.ts", &text(number));
        client.wait_settled("main.ts");
    }
    client.save_text("main.ts", ninth);
    client.wait_settled("main.ts");
    client.take_unread();
    client.save_text("poke.ts", &format!("{POKE}// ninth\n"));
    let params = wait_error(&client, "main.ts", "Error: of 3");
    (client, params)
}

#[test]
fn an_error_of_the_third_generation_in_the_ninth_stands_where_its_line_is_now() {
    let ninth =
        "import './poke';\n// new\nif (1) {\n    throw new Error('of 3');\n}\n".replace("1", "'' as any");
    let (mut client, params) = third_in_ninth(&ninth);
    let says = "Error: of 3\n(from an earlier version of this file: `throw new Error('of 3');`)";
    assert_eq!(shown(&params), [format!("3:10-27 1 {says}")]);
    // It moves on with what is typed, and goes with its line.
    let at = |line: u32| json!({"line": line, "character": 0});
    let insert = |line: u32| json!([{"range": {"start": at(line), "end": at(line)}, "text": "//\n"}]);
    client.change_ranges("main.ts", insert(1));
    assert_eq!(shown(&wait_error(&client, "main.ts", "Error: of 3")), [format!("4:10-27 1 {says}")]);
    client.change_ranges("main.ts", json!([{"range": {"start": at(4), "end": at(5)}, "text": ""}]));
    let uri = client.uri("main.ts");
    client.wait_for_notification(PUBLISH, |it| it["uri"] == uri && it["diagnostics"] == json!([]), DEADLINE);
}

#[test]
fn after_its_line_is_gone_it_says_so_as_a_warning_on_the_line_in_its_place() {
    let ninth = "import './poke';\nasync function work() {\n  return 'changed';\n}\n";
    let (_client, params) = third_in_ninth(ninth);
    let says = "Error: of 3\n(from an earlier version of this file: `throw new Error('of 3');`; \
                the line is no longer in this file)";
    assert_eq!(shown(&params), [format!("2:2-19 2 {says}")]);
}

#[test]
fn a_file_that_was_emptied_shows_a_late_error_at_its_start_until_it_is_saved_again() {
    let (mut client, params) = third_in_ninth("import './poke';\n");
    assert!(shown(&params)[0].starts_with("1:0-0 2 Error: of 3\n(from an earlier"), "{params:#}");
    client.save_text("main.ts", "import './poke';\nconsole.log('anew');\n");
    assert_eq!(shown(&wait_error(&client, "main.ts", "anew")), ["1:0-19 4 anew"]);
}

#[test]
fn an_importer_that_keeps_an_accepted_module_shows_its_errors_as_those_of_an_earlier_version() {
    let main = "import { read } from './value';\nimport './poke';\n\
                import.meta.hot.accept('./value', () => {});\nglobalThis.poke = () => read(null);\n";
    let value = "export const read = (it: any) => {\n  console.log('reads');\n  return it.size;\n};\n";
    let mut client = opened(&[("main.ts", main), ("value.ts", value), ("poke.ts", POKE)]);
    client.run("main.ts");
    client.take_unread();
    client.save_text("value.ts", &format!("// above\n\n{value}"));
    client.wait_settled("main.ts");
    client.save_text("poke.ts", &format!("{POKE}//\n"));
    let params = wait_error(&client, "value.ts", "TypeError: cannot read");
    let says = "TypeError: cannot read property 'size' of null (it)\n\
                (from an earlier version of this file: `return it.size;`)";
    // What it printed stands beside its line, too, for as long as that is there.
    assert_eq!(shown(&params), [format!("4:9-16 1 {says}"), "3:2-22 4 reads".to_owned()]);
    let related = params["diagnostics"][0]["relatedInformation"].as_array().expect("frames");
    assert_eq!(related[0]["message"], "at read, in an earlier version");
    client.save_text("value.ts", "export const read = (it: any) => it?.size;\n");
    client.wait_settled("main.ts");
    client.take_unread();
    client.save_text("poke.ts", POKE);
    let params = wait_error(&client, "value.ts", "TypeError: cannot read");
    let gone = says.replace("`)", "`; the line is no longer in this file)");
    assert_eq!(shown(&params), [format!("0:0-42 2 {gone}")]);
}

#[test]
fn an_entry_emptied_on_purpose_shows_nothing_any_more() {
    for empty in ["", "// nothing\n"] {
        let mut client = opened(&[("main.ts", "console.log('on');\nthrow new Error('x');\n")]);
        client.run("main.ts");
        assert_eq!(client.shown("main.ts").map(|all| all.len()), Some(2));
        client.save_text("main.ts", empty);
        client.wait_for_state("main.ts", "live");
        client.wait_settled("main.ts");
        assert_eq!(client.shown("main.ts"), Some(Vec::new()), "{empty:?}");
    }
}
