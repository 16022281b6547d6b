//! Positions in texts full of characters that encodings count differently, in names that URIs write
//! differently, with every kind of line break.

use std::collections::BTreeSet;

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

fn counting(encoding: &str) -> Setup {
    let capabilities = json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {"publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true}},
        "experimental": {"saveloop": {"generation": true}},
    });
    Setup { capabilities, ..Setup::default() }
}

/// The lines of the protocol: LF, CRLF and CR end one, nothing else does.
fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').map(str::to_owned).collect()
}

fn units(encoding: &str, char: char) -> usize {
    match encoding {
        "utf-8" => char.len_utf8(),
        "utf-16" => char.len_utf16(),
        _ => 1,
    }
}

/// The text at a position up to the end of its line, and none when the position splits a character.
fn behind(line: &str, encoding: &str, character: u64) -> Option<String> {
    let mut count = 0;
    for (at, char) in line.char_indices() {
        if count as u64 == character {
            return Some(line[at..].to_owned());
        }
        count += units(encoding, char);
    }
    (count as u64 == character).then(String::new)
}

/// What a diagnostic's range covers.
#[track_caller]
fn covered(text: &str, encoding: &str, range: &Value) -> String {
    let lines = lines(text);
    let point = |end: &str| {
        let line = range[end]["line"].as_u64().expect("a line") as usize;
        let character = range[end]["character"].as_u64().expect("a character");
        let rest = behind(&lines[line], encoding, character).expect("a boundary of a character");
        (line, rest)
    };
    let ((first, start), (last, end)) = (point("start"), point("end"));
    assert_eq!(first, last, "{range}");
    start.strip_suffix(&end).expect("the end behind the start").to_owned()
}

const TEXT: &str = "// é😀\u{2028}x\u{feff}\u{301}\n/* 👩‍👩‍👧‍👦 */ const naïve: any = { 値: undefined }; console.log('😀', naïve.値); naïve.値.𠮷.x;\n";

#[test]
fn ranges_are_exact_in_every_encoding_with_every_line_break() {
    for encoding in ENCODINGS {
        for line_break in ["\n", "\r\n", "\r"] {
            // A comment ends at U+2028 for the language, not for the protocol.
            let text = TEXT.replace("\u{2028}x", "").replace('\n', line_break);
            let mut client = LspClient::start_with(&counting(encoding), &[("é 😀.ts", &text)]);
            client.open("é 😀.ts", &text);
            client.run("é 😀.ts");
            let shown = client.shown("é 😀.ts").expect("diagnostics");
            let covers: BTreeSet<_> = shown
                .iter()
                .map(|it| (it["severity"].as_u64(), covered(&text, encoding, &it["range"])))
                .collect();
            let expected =
                [(Some(1), "naïve.値.𠮷".to_owned()), (Some(4), "console.log('😀', naïve.値)".to_owned())];
            assert_eq!(covers, expected.into(), "{encoding} {line_break:?}: {shown:#?}");
        }
    }
}

#[test]
fn a_separator_of_the_language_is_no_line_of_the_protocol() {
    for encoding in ENCODINGS {
        let text = "const a: any = '\u{2028}é\u{2029}'; // \u{85}\u{b}\u{c}\n`\u{2028}`; a.b.c;\n";
        let mut client = LspClient::start_with(&counting(encoding), &[("main.ts", text)]);
        client.open("main.ts", text);
        client.run("main.ts");
        let shown = client.shown("main.ts").expect("diagnostics");
        assert_eq!(covered(text, encoding, &shown[0]["range"]), "a.b.c", "{encoding}");
    }
}

#[test]
fn edits_move_places_in_every_encoding() {
    for encoding in ENCODINGS {
        let mut text = TEXT.replace("\u{2028}x", "");
        let mut client = LspClient::start_with(&counting(encoding), &[("main.ts", &text)]);
        client.open("main.ts", &text);
        client.run("main.ts");
        client.shown("main.ts");
        let at = json!({"line": 0, "character": 0});
        client.change_ranges("main.ts", json!([{"range": {"start": at, "end": at}, "text": "// 😀\n"}]));
        text.insert_str(0, "// 😀\n");
        let shown = client.diagnostics("main.ts");
        let error = shown.iter().find(|it| it["severity"] == 1).expect("the error");
        assert_eq!(covered(&text, encoding, &error["range"]), "naïve.値.𠮷", "{encoding}");
    }
}

#[test]
fn a_closed_file_is_counted_as_it_is_on_disk() {
    for encoding in ENCODINGS {
        let library = "/* é😀 */ export const f = (x: any) => x.y.z;\r\n";
        let files = [("main.ts", "import { f } from './b #%.ts';\nf({});\n"), ("b #%.ts", library)];
        let mut client = LspClient::start_with(&counting(encoding), &files);
        client.run("main.ts");
        let uri = client.uri("b #%.ts");
        let is_library = |params: &Value| params["uri"] == uri;
        let method = "textDocument/publishDiagnostics";
        let params = client.wait_for_notification(method, is_library, DEADLINE);
        assert_eq!(params.get("version"), None, "{params}");
        assert_eq!(covered(library, encoding, &params["diagnostics"][0]["range"]), "x.y.z");
    }
}

#[test]
fn a_document_is_answered_under_the_name_its_client_gave_it() {
    let text = "const a: any = 1;\na.b.c;\n";
    let mut client = LspClient::start_with(&Setup::default(), &[("a b(c).ts", text)]);
    // As some clients write it: more is percent-encoded than has to be, in small letters.
    let uri = client.uri("a b(c).ts").replace('(', "%28").replace(')', "%29").replace("main", "m%61in");
    client.open_uri(&uri, text);
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    let is_it = |params: &Value| params["uri"] == uri && params["diagnostics"][0]["severity"] == 1;
    let params = client.wait_for_notification("textDocument/publishDiagnostics", is_it, DEADLINE);
    assert_eq!(params["version"], 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_can_be_run() {
    use std::os::unix::ffi::OsStrExt;
    let mut client = LspClient::start();
    let name = std::ffi::OsStr::from_bytes(b"\xff\xfe.ts");
    let path = client.directory().join(name);
    std::fs::write(&path, "undefined.x;\n").expect("a file");
    let uri = url::Url::from_file_path(&path).expect("a path").to_string();
    client.open_uri(&uri, "undefined.x;\n");
    client.execute_command("saveloop.run", json!([uri])).expect("it is answered");
    let is_it = |params: &Value| params["uri"] == uri && params["diagnostics"][0]["severity"] == 1;
    client.wait_for_notification("textDocument/publishDiagnostics", is_it, DEADLINE);
}

#[test]
fn names_of_other_systems_and_schemes_are_harmless() {
    let mut client = LspClient::start();
    let odd = [
        "file:///c%3A/Users/me/a.ts",
        "file:///C:/Users/me/a.ts",
        "file://server/share/a.ts",
        "file:///a%00b.ts",
        "file:a.ts",
        "file:///",
        "untitled:Untitled-1",
        "vscode-remote://ssh-remote%2Bhost/a.ts",
        "output:extension-output-#1",
    ];
    for uri in odd {
        client.open_uri(uri, "throw 1;");
        client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
        client.execute_command("saveloop.run", json!([uri])).expect("an answer");
        client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }
    client.open("main.ts", "console.log(1);");
    client.run("main.ts");
    let text = format!("{:?}", client.take_unread());
    assert!(!text.contains("panicked"), "{text}");
}

#[test]
fn every_kind_of_message_has_its_page() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/diagnostics");
    for (text, code) in [
        ("let x = ;", "syntax"),
        ("import './nowhere';", "unresolved"),
        ("import { nothing } from './main'; nothing();", "missing-export"),
        ("console.log(1);", "console"),
        ("null.x;", "uncaught"),
        ("Promise.reject(1);", "rejection"),
        ("import 'node:cluster';", "unsupported"),
        ("let a: any[] = []; for (;;) a.push(new Array(1e6).fill(a));", "out-of-memory"),
    ] {
        let setup = Setup { options: json!({"memoryLimit": 32}), ..counting("utf-16") };
        let mut client = LspClient::start_with(&setup, &[("main.ts", text)]);
        client.open("main.ts", text);
        client.run("main.ts");
        let Some(shown) = client.shown("main.ts") else { panic!("{text}: {:#?}", client.take_unread()) };
        assert_eq!(shown[0]["code"], code, "{text}: {shown:#?}");
        let href = shown[0]["codeDescription"]["href"].as_str().expect("a page");
        let (_, file) = href.rsplit_once("/docs/diagnostics/").expect("a page of the documentation");
        assert!(std::path::Path::new(pages).join(file).is_file(), "{href}");
    }
}
