//! What programs find around them, by the settings: arguments, variables, a directory; each its own.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const MAIN: &str = "console.log(JSON.stringify([process.argv.slice(2), process.env.FIRST, process.env.SECOND, \
                    process.env.PATH === 'file', process.cwd().split('/').pop()]));\nexport {};\n";

fn start(options: Value, files: &[(&str, &str)]) -> LspClient {
    let client = LspClient::start_with(&Setup { options, ..Setup::default() }, &[]);
    for (name, text) in files {
        let path = client.directory().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, text).expect("a file");
    }
    client
}

/// The next line that a program prints.
fn printed(client: &LspClient) -> Value {
    let is_line = |params: &Value| params["type"] == json!(4);
    let line = client.wait_for_notification("window/logMessage", is_line, DEADLINE);
    serde_json::from_str(line["message"].as_str().expect("text")).expect("JSON")
}

#[test]
fn a_program_has_the_arguments_variables_and_directory_of_the_settings() {
    let options = json!({
        "args": ["--port", "8080"], "env": {"FIRST": "set"}, "envFile": [".env", "more.env"], "cwd": "inner",
    });
    let files = [
        ("main.ts", MAIN),
        ("inner/x", ""),
        (".env", "FIRST=file\nSECOND=file\nPATH=file\n"),
        ("more.env", "SECOND='more # it'\n"),
    ];
    let mut client = start(options, &files);
    client.open("main.ts", MAIN);
    client.run("main.ts");
    assert_eq!(printed(&client), json!([["--port", "8080"], "set", "more # it", false, "inner"]));
}

#[test]
fn several_programs_run_at_once_each_with_its_own() {
    let programs = json!({"a.ts": {"args": ["a"], "env": {"SECOND": "a"}}, "b.ts": {"args": ["b"]}});
    let options = json!({"env": {"FIRST": "all"}, "args": ["all"], "programs": programs});
    let mut client = start(options, &[("a.ts", MAIN), ("b.ts", MAIN), ("c.ts", MAIN)]);
    let mut seen = Vec::new();
    for name in ["a.ts", "b.ts", "c.ts"] {
        client.open(name, MAIN);
        client.run(name);
        seen.push(printed(&client));
    }
    let heads: Vec<Value> = seen.iter().map(|line| json!([line[0], line[1], line[2]])).collect();
    assert_eq!(
        heads,
        [json!([["a"], "all", "a"]), json!([["b"], "all", null]), json!([["all"], "all", null])]
    );
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"].as_array().expect("programs").len(), 3);
}

#[test]
fn a_change_starts_the_programs_again_that_it_is_about() {
    let mut client =
        start(json!({"programs": {"a.ts": {"args": ["old"]}}}), &[("a.ts", MAIN), ("b.ts", MAIN)]);
    for name in ["a.ts", "b.ts"] {
        client.open(name, MAIN);
        client.run(name);
        printed(&client);
    }
    let settings = json!({"settings": {"saveloop": {"programs": {"a.ts": {"args": ["new"]}}}}});
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(printed(&client)[0], json!(["new"]));
    client.wait_settled("a.ts");
    let lines = client.take_unread().into_iter().filter(|it| it["method"] == "window/logMessage");
    assert_eq!(lines.filter(|it| it["params"]["type"] == json!(4)).count(), 0, "b.ts goes on");
}

#[test]
fn a_file_or_directory_that_is_not_there_is_named_and_left_out() {
    let mut client = start(json!({"envFile": "nowhere.env", "env": {"FIRST": "set"}}), &[("main.ts", MAIN)]);
    client.open("main.ts", MAIN);
    client.execute_command("saveloop.run", json!([client.uri("main.ts")])).expect("it can be run");
    let told = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    let message = told["message"].as_str().expect("text");
    assert!(
        message.starts_with("saveloop.envFile is ") && message.contains("nowhere.env, but "),
        "{message}"
    );
    assert!(message.ends_with("main.ts runs without it"), "{message}");
    assert_eq!(printed(&client)[1], "set");
}
