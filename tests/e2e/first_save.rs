//! Whoever saves and sees nothing is told why, in one message: each way in which nothing happens.
//! (Nothing was run, the folder is not trusted: `lsp_first_save`, `lsp_trust`.)

use std::fs::File;
use std::path::Path;

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

/// An editor that a person sits before: it gives its name.
fn person() -> Setup {
    Setup { client: json!({"name": "Neovim"}), ..Setup::default() }
}

fn editor(files: &[(&str, &str)]) -> LspClient {
    let mut client = LspClient::start_with(&person(), files);
    for (file, text) in files {
        client.open(file, text);
    }
    client
}

#[track_caller]
fn told(client: &LspClient) -> String {
    let shown = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    shown["message"].as_str().expect("text").to_owned()
}

/// What was said by now beyond what was waited for.
#[track_caller]
fn nothing_more(client: &mut LspClient) {
    client.execute_command("saveloop.status", json!([])).expect("an answer");
    let unread = client.take_unread();
    let shown: Vec<&Value> = unread.iter().filter(|it| it["method"] == "window/showMessage").collect();
    assert!(shown.is_empty(), "{shown:#?}");
}

#[test]
fn a_program_that_prints_nothing_and_ends_is_said_to_have_run() {
    let mut client = editor(&[("quiet.ts", "export const a = 1;\n")]);
    client.run("quiet.ts");
    let expected = "saveloop: quiet.ts ran to its end and printed nothing. What it prints and where it fails will \
                    stand beside its lines";
    assert_eq!(told(&client), expected);
    client.save_text("quiet.ts", "export const a = 2;\n");
    nothing_more(&mut client);
}

#[test]
fn a_program_that_waits_and_has_printed_nothing_is_said_to_run() {
    let mut client = editor(&[("quiet.ts", "setInterval(() => {}, 1e6);\n")]);
    client.run("quiet.ts");
    let said = told(&client);
    assert!(said.starts_with("saveloop: quiet.ts runs, and has printed nothing so far. "), "{said}");
}

#[test]
fn a_save_that_no_program_uses_is_said_once() {
    let other = "console.log('other');\n";
    let mut client = editor(&[
        ("main.ts", "import './part.ts';\nconsole.log('main');\n"),
        ("part.ts", "console.log('part');\n"),
        ("other.ts", other),
    ]);
    client.run("main.ts");
    // What it uses is no riddle, and neither is a text that is no other.
    client.save("part.ts");
    client.wait_for_state("main.ts", "unchanged");
    client.save("other.ts");
    let expected = "saveloop: other.ts was saved, and nothing that runs uses it (main.ts). To run it, choose \"Run \
                    other.ts on save\" among its code actions (gra)";
    assert_eq!(told(&client), expected);
    let uri = client.uri("other.ts");
    assert_eq!(client.code_actions(&uri, json!({"diagnostics": []})), ["Run other.ts on save"]);
    client.save_text("other.ts", "console.log('once more');\n");
    client.save_text("main.ts", "console.log('main again');\n");
    client.wait_settled("main.ts");
    nothing_more(&mut client);
}

#[test]
fn a_save_that_one_of_two_programs_uses_needs_no_word() {
    let mut client = editor(&[("a.ts", "console.log('a');\n"), ("b.ts", "console.log('b');\n")]);
    client.run("a.ts");
    client.run("b.ts");
    client.save_text("b.ts", "console.log('b again');\n");
    client.wait_settled("b.ts");
    nothing_more(&mut client);
}

#[test]
fn a_file_of_another_folder_is_spoken_of_like_one_of_this() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let path = elsewhere.path().canonicalize().expect("a path").join("far.ts");
    std::fs::write(&path, "1;\n").expect("a file");
    let mut client = editor(&[("main.ts", "console.log('main');\n")]);
    let uri = format!("file://{}", path.display());
    client.open_uri(&uri, "1;\n");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    let said = told(&client);
    assert!(said.starts_with("saveloop: far.ts was saved, and no program runs. "), "{said}");
}

#[test]
fn what_cannot_run_is_refused_with_the_reason() {
    let mut client = editor(&[("notes.md", "# notes\n")]);
    let cases = [
        ("untitled:Untitled-1".to_owned(), "untitled:Untitled-1 is no file on disk; save it first"),
        (client.uri("notes.md"), "notes.md is no JavaScript or TypeScript file"),
    ];
    for (uri, why) in cases {
        client.execute_command("saveloop.run", json!([uri])).expect("an answer");
        let said = told(&client);
        assert!(said.contains(why), "{said}");
        nothing_more(&mut client);
    }
}

#[test]
fn a_file_that_is_too_big_is_an_error_where_it_is_imported() {
    let text = "import './big.ts';\n";
    let mut client = LspClient::start_with(&person(), &[("main.ts", text)]);
    let big = File::create(client.directory().join("big.ts")).expect("a file");
    big.set_len((64 << 20) + 1).expect("room");
    client.open("main.ts", text);
    client.run("main.ts");
    let shown = client.wait_for_notification(
        "textDocument/publishDiagnostics",
        |params| params["diagnostics"][0]["code"] == "unreadable",
        DEADLINE,
    );
    let message = shown["diagnostics"][0]["message"].as_str().expect("text");
    assert!(message.contains("64 MiB"), "{message}");
    nothing_more(&mut client);
}

/// Nothing of Node is needed: neither the program `node` nor a `package.json`.
#[test]
fn a_program_runs_where_no_node_is() {
    let text = "console.log(process.version.length > 2);\n";
    let mut client = LspClient::spawn_with(&[("main.ts", text)], &[("PATH", Path::new("/nowhere"))]);
    client.initialize(&person());
    client.open("main.ts", text);
    client.run("main.ts");
    let shown = client.diagnostics("main.ts");
    assert_eq!(shown[0]["message"], "true", "{shown:#?}");
    nothing_more(&mut client);
}

/// A folder that editors exclude from their lists and watchers is a folder.
#[test]
fn a_save_in_node_modules_is_a_save() {
    let main = "import { a } from 'dep';\nconsole.log(a);\n";
    let files = [
        ("main.ts", main),
        ("node_modules/dep/package.json", r#"{"name": "dep", "type": "module", "main": "index.js"}"#),
        ("node_modules/dep/index.js", "export const a = 'one';\n"),
    ];
    let mut client = editor(&files);
    client.run("main.ts");
    client.save_text("node_modules/dep/index.js", "export const a = 'two';\n");
    let is_new = |params: &Value| params["diagnostics"][0]["message"] == "two";
    client.wait_for_notification("textDocument/publishDiagnostics", is_new, DEADLINE);
    nothing_more(&mut client);
}
