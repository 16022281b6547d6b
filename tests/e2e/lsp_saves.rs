//! Saves as editors send them: in bursts, in the middle of everything, of files that are renamed,
//! closed, or never opened.

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

fn start(client: &mut LspClient, entry: &str) {
    let uri = client.uri(entry);
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
}

fn says(text: &str) -> impl Fn(&Value) -> bool {
    move |params| params["message"] == text
}

fn wait_for_line(client: &LspClient, text: &str) {
    client.wait_for_notification("window/logMessage", says(text), DEADLINE);
}

fn errors(diagnostics: &[Value]) -> Vec<&str> {
    let errors = diagnostics.iter().filter(|it| it["severity"] == 1);
    errors.map(|it| it["message"].as_str().expect("a message")).collect()
}

/// All that was published for a file since the last look, oldest first.
fn published(client: &LspClient, path: &str) -> Vec<Value> {
    let uri = client.uri(path);
    let unread = client.take_unread();
    let shown = unread.into_iter().filter(|it| it["method"] == PUBLISH && it["params"]["uri"] == uri);
    shown.map(|it| it["params"].clone()).collect()
}

/// Waits until a file shows what is asked for, whatever it showed before; yields the whole message.
fn wait_shown(client: &LspClient, path: &str, is_right: impl Fn(&[Value]) -> bool) -> Value {
    let uri = client.uri(path);
    let is_right = |params: &Value| {
        params["uri"] == uri && params["diagnostics"].as_array().is_some_and(|all| is_right(all))
    };
    client.wait_for_notification(PUBLISH, is_right, DEADLINE)
}

fn is_only(text: &str) -> impl Fn(&[Value]) -> bool {
    move |all| all.len() == 1 && all[0]["message"] == text
}

#[test]
fn twenty_documents_saved_in_one_burst_are_few_reloads_with_all_of_them() {
    let parts: Vec<(String, String)> =
        (0..20).map(|part| (format!("part{part}.ts"), "export const value = 0;\n".to_owned())).collect();
    let mut main = String::new();
    for part in 0..20 {
        main += &format!("import {{ value as v{part} }} from './part{part}';\n");
    }
    let sum: Vec<_> = (0..20).map(|part| format!("v{part}")).collect();
    main += &format!("console.log('sum ' + ({}));\n", sum.join(" + "));
    let mut files: Vec<(&str, &str)> =
        parts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("main.ts", &main));
    let mut client = opened(&files);
    client.run("main.ts");
    wait_for_line(&client, "sum 0");
    for round in 1..=3 {
        client.take_unread();
        for (path, _) in &parts {
            client.change(path, &format!("export const value = {round};\n"));
        }
        for (path, _) in &parts {
            client.save(path);
        }
        wait_for_line(&client, &format!("sum {}", round * 20));
        client.wait_settled("main.ts");
        let unread = client.take_unread();
        let starts = unread.iter().filter(|it| it["params"]["state"] == "started").count();
        assert!(starts <= 5, "{starts} reloads");
    }
}

#[test]
fn two_hundred_saves_end_with_the_last() {
    let mut client = opened(&[("main.ts", "console.log('save 0');\n")]);
    client.run("main.ts");
    for save in 1..=200 {
        client.save_text("main.ts", &format!("console.log('save {save}');\n"));
    }
    wait_for_line(&client, "save 200");
    let params = wait_shown(&client, "main.ts", is_only("save 200"));
    assert_eq!(params["version"], 201);
}

#[test]
fn a_save_while_a_top_level_await_waits_replaces_it() {
    let mut client = opened(&[("main.ts", "console.log('waits');\nawait new Promise(() => {});\n")]);
    start(&mut client, "main.ts");
    client.wait_for_state("main.ts", "pending");
    client.save_text("main.ts", "console.log('through');\n");
    wait_shown(&client, "main.ts", is_only("through"));
}

#[test]
fn saves_while_the_engine_starts_are_not_lost() {
    let mut client = opened(&[("main.ts", "console.log('first');\n")]);
    let uri = client.uri("main.ts");
    client.send_request("workspace/executeCommand", json!({"command": "saveloop.run", "arguments": [uri]}));
    client.save_text("main.ts", "console.log('second');\n");
    client.save_text("main.ts", "console.log('third');\n");
    wait_shown(&client, "main.ts", is_only("third"));
}

#[test]
fn typing_without_a_save_never_runs_and_nothing_false_comes_back_with_undo() {
    let text = "const a: any = undefined;\nconsole.log('ran');\na.b;\n";
    let mut client = opened(&[("main.ts", text)]);
    client.run("main.ts");
    assert_eq!(errors(&client.shown("main.ts").expect("the error")).len(), 1);
    client.take_unread();
    let at = |line: u32, character: u32| json!({"line": line, "character": character});
    // Above: it moves. On the line: it goes. Undone: it does not come back, whatever is typed then.
    let insert =
        |line: u32, text: &str| json!([{"range": {"start": at(line, 0), "end": at(line, 0)}, "text": text}]);
    client.change_ranges("main.ts", insert(0, "\n"));
    let params = wait_shown(&client, "main.ts", |_| true);
    assert_eq!(params["version"], 2);
    assert_eq!(params["diagnostics"][0]["range"]["start"], at(3, 0));
    client.change_ranges("main.ts", insert(3, "x"));
    assert_eq!(wait_shown(&client, "main.ts", is_only("ran"))["version"], 3);
    client.change_ranges("main.ts", json!([{"range": {"start": at(3, 0), "end": at(3, 1)}, "text": ""}]));
    client.change_ranges("main.ts", insert(0, "\n"));
    let params = wait_shown(&client, "main.ts", |_| true);
    assert_eq!(params["version"], 5);
    assert_eq!(errors(params["diagnostics"].as_array().expect("a list")), [""; 0]);
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"][0]["generation"], 1);
    client.save("main.ts");
    client.wait_settled("main.ts");
}

#[test]
fn the_closed_entry_runs_on_and_takes_saves_of_its_imports() {
    let library = "export const word = 'one';\n";
    let mut client = opened(&[
        ("main.ts", "import { word } from './b';\nconsole.log(word);\nsetInterval(() => {}, 1000);\n"),
        ("b.ts", library),
    ]);
    client.run("main.ts");
    client.close("main.ts");
    client.save_text("b.ts", &library.replace("one", "two"));
    let params = wait_shown(&client, "main.ts", is_only("two"));
    assert_eq!(params.get("version"), None, "{params}");
}

#[test]
fn a_renamed_import_is_missed_and_found_under_its_new_name() {
    let mut client = opened(&[("main.ts", "import './old';\n"), ("old.ts", "console.log('in');\n")]);
    client.run("main.ts");
    // As editors rename: on disk, then close and open. The importer follows later.
    std::fs::rename(client.directory().join("old.ts"), client.directory().join("new.ts")).expect("a rename");
    client.close("old.ts");
    client.open("new.ts", "console.log('in');\n");
    client.save("main.ts");
    client.wait_for_state("main.ts", "refused");
    let shown = client.shown("main.ts").expect("the error");
    assert!(errors(&shown)[0].contains("./old"), "{shown:#?}");
    client.save_text("main.ts", "import './new';\n");
    wait_shown(&client, "main.ts", <[Value]>::is_empty);
    wait_shown(&client, "new.ts", is_only("in"));
    // Nothing stays at the name that is gone.
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"][0]["errors"], 0);
}

#[test]
fn a_renamed_entry_can_be_run_under_its_new_name() {
    let mut client = opened(&[("old.ts", "undefined.x;\n")]);
    client.run("old.ts");
    assert_eq!(errors(&client.shown("old.ts").expect("the error")).len(), 1);
    std::fs::rename(client.directory().join("old.ts"), client.directory().join("new.ts")).expect("a rename");
    client.close("old.ts");
    client.open("new.ts", "undefined.x;\n");
    client.run("new.ts");
    assert_eq!(errors(&client.shown("new.ts").expect("the error")).len(), 1);
    client.save_text("new.ts", "console.log('new');\n");
    client.wait_settled("new.ts");
    assert_eq!(errors(&client.shown("new.ts").expect("the hint")), [""; 0]);
}

#[test]
fn an_error_in_a_file_that_is_not_open_goes_when_it_is_mended_on_disk() {
    let files =
        [("main.ts", "import data from './data.json';\nconsole.log(data.x);\n"), ("data.json", "{\"x\": }")];
    let mut client = LspClient::start_with(&Setup::default(), &files);
    client.open("main.ts", files[0].1);
    start(&mut client, "main.ts");
    client.wait_for_state("main.ts", "refused");
    let params = published(&client, "data.json").pop().expect("the error");
    assert_eq!(params.get("version"), None);
    assert_eq!(params["diagnostics"][0]["range"]["start"], json!({"line": 0, "character": 6}));
    assert_eq!(params["diagnostics"][0]["code"], "syntax");
    std::fs::write(client.directory().join("data.json"), "{\"x\": 7}").expect("a file");
    client.save("main.ts");
    wait_shown(&client, "data.json", <[Value]>::is_empty);
    wait_shown(&client, "main.ts", is_only("7"));
}

#[test]
fn a_json_document_that_is_edited_shows_and_loses_its_mistake() {
    let mut client = opened(&[
        ("main.ts", "import data from './d.json';\nconsole.log(data.x);\n"),
        ("d.json", "{\"x\": 1}"),
    ]);
    client.run("main.ts");
    client.save_text("d.json", "{\"x\": 1,}");
    client.wait_for_state("main.ts", "refused");
    assert_eq!(errors(&client.shown("d.json").expect("the error")).len(), 1);
    client.save_text("d.json", "{\"x\": 2}");
    wait_shown(&client, "d.json", <[Value]>::is_empty);
    wait_shown(&client, "main.ts", is_only("2"));
}

#[test]
fn files_outside_of_every_program_are_left_alone() {
    let mut client = opened(&[("main.ts", "console.log(1);\n"), ("apart.ts", "let x = ;\n")]);
    client.run("main.ts");
    client.take_unread();
    client.save_text("apart.ts", "let y = ;\n");
    client.execute_command("saveloop.status", json!([])).expect("a status");
    client.save_text("main.ts", "console.log(2);\n");
    wait_for_line(&client, "2");
    client.wait_settled("main.ts");
    assert_eq!(published(&client, "apart.ts"), Vec::<Value>::new());
}

#[test]
fn an_error_in_a_dependency_stands_in_the_users_file() {
    let mut client = opened(&[
        ("main.ts", "import { each } from 'lib';\neach([null], (it: any) => it);\n"),
        (
            "node_modules/lib/package.json",
            "{\"name\": \"lib\", \"type\": \"module\", \"exports\": \"./index.js\"}",
        ),
        (
            "node_modules/lib/index.js",
            "export function each(list, f) {\n  for (const it of list) f(it).x;\n}\n",
        ),
    ]);
    client.run("main.ts");
    let shown = client.shown("main.ts").expect("the error");
    assert_eq!(errors(&shown).len(), 1, "{shown:#?}");
    assert_eq!(shown[0]["range"]["start"], json!({"line": 1, "character": 0}), "{shown:#?}");
    let related = shown[0]["relatedInformation"].to_string();
    assert!(related.contains("node_modules/lib/index.js"), "{related}");
}

#[test]
fn two_programs_share_a_module_and_its_mistakes_once() {
    let shared = "export const x: any = undefined;\nexport const f = () => x.y;\n";
    let importer = "import { f } from './shared';\nf();\n";
    let mut client = opened(&[("a.ts", importer), ("b.ts", importer), ("shared.ts", shared)]);
    client.run("a.ts");
    client.run("b.ts");
    let shown = client.shown("shared.ts").expect("the error");
    assert!(!errors(&shown).is_empty());
    client.save_text("shared.ts", &shared.replace("x.y;", "1;"));
    client.wait_for_state("a.ts", "live");
    client.wait_for_state("b.ts", "live");
    client.wait_settled("a.ts");
    client.wait_settled("b.ts");
    assert_eq!(client.shown("shared.ts"), Some(Vec::new()));
    client.save_text("shared.ts", "let = ;\n");
    client.wait_for_state("a.ts", "refused");
    client.wait_for_state("b.ts", "refused");
    assert_eq!(errors(&client.shown("shared.ts").expect("the error")).len(), 1);
}

#[cfg(unix)]
#[test]
fn two_documents_of_one_file_are_one_program() {
    let text = "console.log('one');\n";
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", text)]);
    let link = client.directory().join("link.ts");
    std::os::unix::fs::symlink(client.directory().join("main.ts"), link).expect("a link");
    client.open("main.ts", text);
    client.run("main.ts");
    client.open("link.ts", text);
    start(&mut client, "link.ts");
    let already = |params: &Value| params["message"] == "saveloop runs main.ts already";
    client.wait_for_notification("window/showMessage", already, DEADLINE);
    // One of the two is closed: the other one is still what counts, not the disk.
    client.change("main.ts", "console.log('two');\n");
    client.close("link.ts");
    client.save("main.ts");
    let params = wait_shown(&client, "main.ts", is_only("two"));
    assert_eq!(params["version"], 2);
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"].as_array().map(Vec::len), Some(1));
    assert_eq!(status["programs"][0]["cause"], "saved main.ts");
}
