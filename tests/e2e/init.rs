//! `saveloop init`: what it prints or writes is used as the editor would use it.

use std::ffi::OsString;
use std::io::{BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use saveloop_tests::dap::Dap;
use saveloop_tests::{binary, wire};
use serde_json::{Value, json};

/// The variable PATH of somebody who has installed saveloop.
fn path() -> OsString {
    let beside = binary::saveloop().parent().expect("the binary lies in a directory").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths([beside].into_iter().chain(std::env::split_paths(&path))).expect("a path")
}

fn printed(editor: &str, home: &Path) -> String {
    let mut command = Command::new(binary::saveloop());
    command.args(["init", editor]).env("HOME", home).env("XDG_DATA_HOME", home.join("data"));
    let output = command.output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn toml(text: &str) -> Value {
    toml::from_str(text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
}

/// Starts a server as an editor's setup says, by its name alone, and has it answer.
#[track_caller]
fn starts(server: &Value) {
    let arguments = server["args"].as_array().into_iter().flatten().map(|it| it.as_str().expect("text"));
    let mut child = Command::new(server["command"].as_str().expect("a command"))
        .args(arguments)
        .env("PATH", path())
        .env("SAVELOOP_LOG", std::env::temp_dir().join("saveloop-init.log"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let hello = json!({
        "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": null, "capabilities": {}},
    });
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(&wire::frame(&hello.to_string())).expect("it reads");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let answer = wire::read(&mut stdout).expect("a message").expect("an answer");
    assert_eq!(answer["result"]["serverInfo"]["name"], "saveloop");
    drop(stdin);
    child.wait().expect("it ends");
}

/// Starts a debug adapter as Helix does, and launches a program by its template.
#[track_caller]
fn debugs(debugger: &Value) {
    assert_eq!((&debugger["transport"], &debugger["command"]), (&json!("stdio"), &json!("saveloop")));
    assert_eq!(debugger["args"], json!(["dap"]), "as the client of the test starts it");
    let template = &debugger["templates"][0];
    assert_eq!(template["request"], "launch");
    assert_eq!(template["completion"].as_array().map(Vec::len), Some(1));
    assert_eq!(template["args"], json!({"program": "{0}"}));
    let mut dap = Dap::start(&[("main.ts", "console.log('debugged');\n")]);
    // The template's one argument.
    dap.launch(json!({}));
    dap.call("configurationDone", json!({}));
    dap.output("debugged");
}

/// As Helix puts files over each other: tables by their keys, entries of the lists above by their names; lists
/// in an entry are replaced.
fn over(below: Value, above: Value, depth: u32) -> Value {
    match (below, above) {
        (Value::Object(mut below), Value::Object(above)) if depth > 0 => {
            for (key, value) in above {
                let merged = match below.remove(&key) {
                    Some(older) => over(older, value, depth - 1),
                    None => value,
                };
                below.insert(key, merged);
            }
            Value::Object(below)
        }
        (Value::Array(mut below), Value::Array(above)) if depth > 0 => {
            for value in above {
                let same = below.iter().position(|older| older["name"] == value["name"]);
                let merged = match same.map(|at| below.remove(at)) {
                    Some(older) => over(older, value, depth - 1),
                    None => value,
                };
                below.push(merged);
            }
            Value::Array(below)
        }
        (_, above) => above,
    }
}

const HELIX_OWN: &str = r#"
[language-server.typescript-language-server]
command = "typescript-language-server"
args = ["--stdio"]

[[language]]
name = "typescript"
file-types = ["ts", "mts", "cts"]
language-servers = ["typescript-language-server"]

[[language]]
name = "tsx"
file-types = ["tsx"]
language-servers = ["typescript-language-server"]

[[language]]
name = "javascript"
file-types = ["js", "mjs", "cjs"]
language-servers = ["typescript-language-server"]

[[language]]
name = "jsx"
file-types = ["jsx"]
language-servers = ["typescript-language-server"]
"#;

const PERSONS_OWN: &str = r#"
[language-server.mine]
command = "mine"

[[language]]
name = "typescript"
auto-format = true
formatter = { command = "prettier", args = ["--parser", "typescript"] }

[[language]]
name = "rust"
language-servers = ["mine"]
"#;

#[test]
fn helix_has_both_servers_and_keeps_what_a_person_has_set() {
    let home = tempfile::tempdir().expect("a home");
    let persons = format!("{PERSONS_OWN}{}", printed("helix", home.path()));
    let merged = over(toml(HELIX_OWN), toml(&persons), 3);
    let language = |name: &str| {
        let all = merged["language"].as_array().expect("languages");
        all.iter().find(|it| it["name"] == name).unwrap_or_else(|| panic!("{name} in {merged:#}"))
    };
    for name in ["typescript", "tsx", "javascript", "jsx"] {
        let servers = &language(name)["language-servers"];
        assert_eq!(*servers, json!(["typescript-language-server", "saveloop"]), "{name}");
        assert!(language(name)["file-types"].is_array(), "{name} is one of Helix's");
    }
    assert_eq!(language("typescript")["formatter"]["command"], "prettier");
    for name in ["typescript", "tsx", "javascript", "jsx"] {
        debugs(&language(name)["debugger"]);
    }
    assert_eq!(language("rust")["language-servers"], json!(["mine"]));
    assert_eq!(merged["language-server"]["typescript-language-server"]["args"], json!(["--stdio"]));
    starts(&merged["language-server"]["saveloop"]);
}

#[test]
fn kakoune_has_both_servers() {
    let home = tempfile::tempdir().expect("a home");
    let setup = printed("kakoune", home.path());
    let (_, ours) = setup.split_once("lsp_servers %{").expect("the option");
    let (ours, rest) = ours.split_once("    }\n").expect("its end");
    let ours = toml(ours);
    assert_eq!(ours.as_object().expect("servers").len(), 1);
    starts(&ours["saveloop"]);
    // In front of it the other one, where that is installed; quotes are doubled in a string.
    let (condition, theirs) = rest.split_once("lsp_servers \"").expect("the option again");
    assert!(condition.contains("command -v typescript-language-server >/dev/null &&"), "{condition}");
    let (theirs, _) = theirs.split_once("%opt{lsp_servers}\"").expect("ours behind it");
    assert_eq!(toml(&theirs.replace("\"\"", "\""))["typescript-language-server"]["args"], json!(["--stdio"]));
    assert_eq!(setup.matches('{').count(), setup.matches('}').count(), "its blocks end");
}

#[test]
fn zed_gets_an_extension_for_the_languages_that_run() {
    let home = tempfile::tempdir().expect("a home");
    let said = printed("zed", home.path());
    let (first, _) = said.split_once('\n').expect("lines");
    let folder = Path::new(first.strip_prefix("wrote ").expect("where it is"));
    assert!(folder.starts_with(home.path()), "{said}");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("it was written");
    let extension = toml(&read("extension.toml"));
    let server = &extension["language_servers"]["saveloop"];
    assert_eq!(server["languages"], json!(["TypeScript", "TSX", "JavaScript"]));
    for language in server["languages"].as_array().expect("languages") {
        assert!(server["language_ids"][language.as_str().expect("a name")].is_string(), "{language}");
    }
    assert_eq!(toml(&read("Cargo.toml"))["lib"]["crate-type"], json!(["cdylib"]));
    assert!(read("src/lib.rs").contains("register_extension!"));
}

/// The packaging itself is tested with a real VS Code.
#[test]
fn vscode_is_told_steps_that_are_there() {
    let home = tempfile::tempdir().expect("a home");
    let said = printed("vscode", home.path());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    for (step, file) in [
        ("cd editors/vscode && npm ci", "editors/vscode/package-lock.json"),
        ("node package.mjs --binary ../../target/release/saveloop", "editors/vscode/package.mjs"),
        ("code --install-extension saveloop.vsix", "editors/vscode/package.json"),
    ] {
        assert!(said.contains(step), "{said}");
        assert!(root.join(file).is_file(), "{file}");
    }
}
