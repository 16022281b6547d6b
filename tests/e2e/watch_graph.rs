//! What a program is made of and no editor has open: it changes on the disk.

use std::fs;

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use saveloop_tests::memory;
use serde_json::{Value, json};

/// A server whose program `main.ts` runs, and is not open.
fn running(files: &[(&str, &str)]) -> LspClient {
    running_as(Setup::default(), files)
}

fn running_as(setup: Setup, files: &[(&str, &str)]) -> LspClient {
    let mut client = LspClient::start_with(&setup, files);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it can be run");
    client.wait_settled("main.ts");
    client.take_unread();
    client
}

fn write(client: &LspClient, path: &str, text: &str) {
    let path = client.directory().join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// Waits until the program has printed a line.
#[track_caller]
fn printed(client: &LspClient, line: &str) {
    client.wait_for_notification("window/logMessage", |params| params["message"] == line, DEADLINE);
}

#[test]
fn a_module_that_is_not_open_is_reloaded_when_it_changes_on_the_disk() {
    let client = running(&[
        ("main.ts", "import { value } from './value';\nconsole.log(`value ${value}`);\n"),
        ("value.ts", "export const value = 1;\n"),
    ]);
    for turn in 2..6 {
        write(&client, "value.ts", &format!("export const value = {turn};\n"));
        printed(&client, &format!("value {turn}"));
    }
}

#[test]
fn what_a_tsconfig_extends_decides_where_imports_lead() {
    let config = |to: &str| format!(r##"{{"compilerOptions": {{"paths": {{"#value": ["./{to}.ts"]}}}}}}"##);
    let client = running(&[
        ("main.ts", "import { value } from '#value';\nconsole.log(`value ${value}`);\n"),
        ("one.ts", "export const value = 'one';\n"),
        ("two.ts", "export const value = 'two';\n"),
        ("tsconfig.json", r#"{"extends": "./config/base"}"#),
        ("config/base.json", r#"{"extends": "./paths.json"}"#),
        ("config/paths.json", &config("../one")),
    ]);
    for turn in 0..4 {
        let to = if turn % 2 == 0 { "two" } else { "one" };
        write(&client, "config/paths.json", &config(&format!("../{to}")));
        printed(&client, &format!("value {to}"));
    }
}

#[test]
fn a_packages_description_decides_where_its_name_leads() {
    let package = |to: &str| format!(r#"{{"name": "p", "type": "module", "exports": "./{to}.js"}}"#);
    let client = running(&[
        ("main.ts", "import { value } from 'p';\nconsole.log(`value ${value}`);\n"),
        ("node_modules/p/package.json", &package("one")),
        ("node_modules/p/one.js", "export const value = 'one';\n"),
        ("node_modules/p/two.js", "export const value = 'two';\n"),
    ]);
    for turn in 0..4 {
        let to = if turn % 2 == 0 { "two" } else { "one" };
        write(&client, "node_modules/p/package.json", &package(to));
        printed(&client, &format!("value {to}"));
    }
}

#[test]
fn an_import_that_led_nowhere_is_healed_by_the_file_it_asked_for() {
    let client = running(&[(
        "main.ts",
        "import { one } from './a/b/one.js';\nimport { two } from 'two';\nconsole.log(`${one} ${two}`);\n",
    )]);
    write(&client, "a/b/one.ts", "export const one = 'one';\n");
    write(&client, "node_modules/two/index.js", "export const two = 'two';\n");
    printed(&client, "one two");
}

#[test]
fn a_file_that_comes_before_the_one_that_was_found_takes_its_place() {
    let client = running(&[
        ("main.ts", "import { value } from './value';\nconsole.log(`value ${value}`);\n"),
        ("value.js", "export const value = 'js';\n"),
    ]);
    write(&client, "value.ts", "export const value = 'ts';\n");
    printed(&client, "value ts");
    fs::remove_file(client.directory().join("value.ts")).expect("it goes");
    printed(&client, "value js");
}

#[test]
fn a_file_that_is_deleted_is_shown_where_it_is_imported_and_what_ran_goes_on() {
    let client = running(&[
        ("main.ts", "import { value } from './value';\nsetInterval(() => console.log(value), 20);\n"),
        ("value.ts", "export const value = 'on';\n"),
    ]);
    fs::remove_file(client.directory().join("value.ts")).expect("it goes");
    client.wait_for_state("main.ts", "refused");
    let is_it = |diagnostic: &Value| diagnostic["code"] == "unresolved" || diagnostic["code"] == "unreadable";
    let is_shown = |params: &Value| params["diagnostics"].as_array().is_some_and(|all| all.iter().any(is_it));
    client.wait_for_notification("textDocument/publishDiagnostics", is_shown, DEADLINE);
    printed(&client, "on");
    write(&client, "value.ts", "export const value = 'again';\n");
    printed(&client, "again");
}

#[test]
fn the_disk_does_not_count_for_an_open_document_until_it_is_closed() {
    let mut client = running(&[
        ("main.ts", "import { value } from './value';\nconsole.log(`value ${value}`);\n"),
        ("value.ts", "export const value = 'disk';\n"),
    ]);
    client.open("value.ts", "export const value = 'disk';\n");
    write(&client, "value.ts", "export const value = 'elsewhere';\n");
    client.save_text("value.ts", "export const value = 'editor';\n");
    printed(&client, "value editor");
    client.close("value.ts");
    printed(&client, "value elsewhere");
    let lives = |params: &Value| params["state"] == "live" && params["cause"] == "saved value.ts";
    let generation =
        || client.wait_for_notification("saveloop/generation", lives, DEADLINE)["generation"].clone();
    assert_eq!([generation(), generation()], [2, 3]);
}

#[test]
fn an_editor_that_watches_is_asked_to_and_nothing_is_watched_twice() {
    let mut setup = Setup::default();
    setup.capabilities["workspace"] = json!({"didChangeWatchedFiles": {"dynamicRegistration": true}});
    let files = [
        ("main.ts", "import { value } from './src/value';\nconsole.log(`value ${value}`);\n"),
        ("src/value.ts", "export const value = 1;\n"),
    ];
    let mut client = LspClient::start_with(&setup, &files);
    let uri = client.uri("main.ts");
    let id = client
        .send_request("workspace/executeCommand", json!({"command": "saveloop.run", "arguments": [uri]}));
    let is_registration = |message: &Value| message["method"] == "client/registerCapability";
    let request = client.wait_for("client/registerCapability", DEADLINE, is_registration);
    client.respond(&request, Value::Null);
    client.answer(id).expect("it runs");
    client.wait_settled("main.ts");

    write(&client, "src/value.ts", "export const value = 2;\n");
    let told = |client: &mut LspClient, path: &str, kind: u8| {
        let changes = json!([{"uri": client.uri(path), "type": kind}]);
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    };
    told(&mut client, "src/value.ts", 2);
    printed(&client, "value 2");
    assert_eq!(memory::watches(client.process_id()), [0; 0], "the editor watches");

    // The directory is named, and not what was in it.
    fs::rename(client.directory().join("src"), client.directory().join("old")).expect("it moves");
    told(&mut client, "src", 3);
    client.wait_for_state("main.ts", "refused");
    write(&client, "src/value.ts", "export const value = 3;\n");
    told(&mut client, "src/value.ts", 1);
    printed(&client, "value 3");
}

#[test]
fn an_editor_that_refuses_to_watch_or_tells_only_of_itself_is_not_relied_on() {
    let mut setup = Setup::default();
    setup.capabilities["workspace"] = json!({"didChangeWatchedFiles": {"dynamicRegistration": true}});
    let files = [
        ("main.ts", "import { value } from './value';\nconsole.log(`value ${value}`);\n"),
        ("value.ts", "export const value = 1;\n"),
    ];
    let mut client = LspClient::start_with(&setup, &files);
    let uri = client.uri("main.ts");
    let id = client
        .send_request("workspace/executeCommand", json!({"command": "saveloop.run", "arguments": [uri]}));
    let is_registration = |message: &Value| message["method"] == "client/registerCapability";
    let request = client.wait_for("client/registerCapability", DEADLINE, is_registration);
    client.send(&json!({"jsonrpc": "2.0", "id": request["id"], "error": {"code": -32601, "message": "no"}}));
    client.answer(id).expect("it runs");
    client.wait_settled("main.ts");
    write(&client, "value.ts", "export const value = 2;\n");
    printed(&client, "value 2");
}

#[test]
fn the_setting_decides_who_watches() {
    let files = [
        ("main.ts", "import { value } from './value';\nconsole.log(`value ${value}`);\n"),
        ("value.ts", "export const value = 1;\n"),
    ];
    let mut client = running_as(Setup { options: json!({"watch": "poll"}), ..Setup::default() }, &files);
    assert_eq!(memory::watches(client.process_id()), [0; 0]);
    write(&client, "value.ts", "export const value = 2;\n");
    printed(&client, "value 2");
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"saveloop": {"watch": "native"}}}));
    // Said with the answer to the next request that the room answers.
    for command in ["saveloop.suspend", "saveloop.release"] {
        client.execute_command(command, json!([{"holder": "a test"}])).expect("it is answered");
    }
    assert_eq!(memory::watches(client.process_id()).len(), 1);
    write(&client, "value.ts", "export const value = 3;\n");
    printed(&client, "value 3");
}

#[test]
fn a_program_that_writes_its_own_input_with_the_same_text_does_not_run_for_ever() {
    let main = "import { writeFileSync } from 'node:fs';\nimport './data.json';\n\
        console.log('run');\nwriteFileSync(new URL('./data.json', import.meta.url), '{\"n\": 2}');\n";
    let client = running(&[("main.ts", main), ("data.json", "{\"n\": 1}")]);
    // The first run has changed it; the second writes what is there.
    let live = client.wait_for_state("main.ts", "live");
    assert_eq!(live["generation"], 2);
    write(&client, "main.ts", &main.replace("'run'", "'other'"));
    printed(&client, "other");
    let live = client.wait_for_state("main.ts", "live");
    assert_eq!(live["generation"], 3);
}
