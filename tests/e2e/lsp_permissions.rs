//! In an editor a person is asked once for each kind of thing; the answer is kept outside of the folder,
//! no setting gives it, and a refusal stands where the call is.

use std::path::{Path, PathBuf};
use std::process::Command;

use saveloop_tests::binary;
use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A person who trusts every folder here, and has allowed nothing.
pub struct Person(TempDir);

impl Person {
    pub fn new() -> Self {
        let person = Self(tempfile::tempdir().unwrap());
        person.trust(&["grant", "/"]);
        person
    }

    pub fn store(&self) -> PathBuf {
        self.0.path().join("trusted.json")
    }

    pub fn editor(&self, settings: Value, files: &[(&str, &str)]) -> LspClient {
        let mut client = LspClient::spawn_with(files, &[("SAVELOOP_TRUST", &self.store())]);
        client.initialize(&Setup { options: json!({ "saveloop": settings }), ..Setup::default() });
        client
    }

    pub fn trust(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(binary::saveloop());
        command.arg("trust").args(arguments).current_dir("/").env("SAVELOOP_TRUST", self.store());
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    }
}

const READS: &str = r#"import fs from "node:fs";
try {
  console.log("read", fs.readFileSync("/etc/hostname", "utf8").length > 0);
} catch (error) {
  console.log(error.code);
}
"#;

const LISTENS: &str = r#"import net from "node:net";
net.createServer().listen(0, () => console.log("listens"));
"#;

pub fn wanted(client: &mut LspClient, entry: &str) {
    let uri = client.uri(entry);
    client.execute_command("saveloop.run", json!([uri])).unwrap();
}

#[track_caller]
pub fn question(client: &LspClient) -> (Value, String) {
    let asked =
        client.wait_for("a question", DEADLINE, |message| message["method"] == "window/showMessageRequest");
    let text = asked["params"]["message"].as_str().unwrap().to_owned();
    (asked, text)
}

#[track_caller]
pub fn printed(client: &LspClient, text: &str) {
    client.wait_for_notification("window/logMessage", |params| params["message"] == text, DEADLINE);
}

/// The diagnostics of a refusal, when there are any.
#[track_caller]
pub fn refusals(client: &LspClient, file: &str) -> Vec<Value> {
    let shown = client.diagnostics(file);
    shown.into_iter().filter(|it| it["code"] == "denied").collect()
}

pub fn actions(client: &mut LspClient, refusal: &Value) -> Vec<Value> {
    let params = json!({
        "textDocument": {"uri": client.uri("main.mjs")},
        "range": refusal["range"],
        "context": {"diagnostics": [refusal]},
    });
    let answer = client.request("textDocument/codeAction", params).unwrap();
    let allow = |action: &Value| action["command"]["command"] == "saveloop.allow";
    answer.as_array().unwrap().iter().filter(|action| allow(action)).cloned().collect()
}

/// No question has come, of what has arrived by now.
#[track_caller]
pub fn asks_nothing_more(client: &LspClient) {
    for message in client.take_unread() {
        assert_ne!(message["method"], "window/showMessageRequest", "{message:#}");
    }
}

#[test]
fn a_program_waits_for_the_answer_and_the_server_for_nothing() {
    let person = Person::new();
    let mut client = person.editor(json!({}), &[("main.mjs", READS)]);
    client.open("main.mjs", READS);
    wanted(&mut client, "main.mjs");
    let (asked, text) = question(&client);
    let folder = client.directory();
    assert!(
        text.starts_with("main.mjs wants to read files outside of the workspace (/etc/hostname)"),
        "{text}"
    );
    assert!(text.contains(folder.to_str().unwrap()), "{text}");
    // Meanwhile everything else is answered.
    let status = client.execute_command("saveloop.status", json!([])).unwrap();
    assert_eq!(status["programs"][0]["state"], "running");
    client.respond(&asked, json!({"title": "Allow in this folder"}));
    printed(&client, "read true");
    client.wait_settled("main.mjs");
    let listed = person.trust(&["list"]);
    assert!(listed.contains(&format!("{}  (allowed: read)\n", folder.display())), "{listed}");

    // Neither the next run asks nor another editor.
    let uri = client.uri("main.mjs");
    client.execute_command("saveloop.restart", json!([uri])).unwrap();
    printed(&client, "read true");
}

#[test]
fn a_refusal_stands_at_the_call_and_can_be_taken_back_there() {
    let person = Person::new();
    let text = "import fs from \"node:fs\";\nfs.readFileSync(\"/etc/hostname\");\nconsole.log(\"read\");\n";
    let mut client = person.editor(json!({}), &[("main.mjs", text)]);
    client.open("main.mjs", text);
    wanted(&mut client, "main.mjs");
    let (asked, _) = question(&client);
    client.respond(&asked, json!({"title": "Do not allow"}));
    client.wait_settled("main.mjs");
    let refused = refusals(&client, "main.mjs");
    let [refusal] = refused.as_slice() else { panic!("{refused:#?}") };
    assert_eq!(refusal["range"]["start"], json!({"line": 1, "character": 0}));
    let message = refusal["message"].as_str().unwrap();
    assert!(message.contains("may not read files outside of the workspace: /etc/hostname"), "{message}");
    let folder = client.directory();
    let way_out = format!("saveloop trust grant --allow read {}", folder.display());
    assert!(message.contains(&way_out), "{message}");

    let offered = actions(&mut client, refusal);
    let [action, session] = offered.as_slice() else { panic!("{offered:#?}") };
    assert!(session["title"].as_str().unwrap().ends_with(", this session"), "{session:#}");
    let command = &action["command"];
    client.execute_command("saveloop.allow", command["arguments"].clone()).unwrap();
    // It had failed for the lack of it: it starts again, and nobody is asked.
    printed(&client, "read");
    client.wait_settled("main.mjs");
    assert_eq!(refusals(&client, "main.mjs"), Vec::<Value>::new());
    assert!(person.trust(&["list"]).contains("(allowed: read)"));
}

#[test]
fn an_editor_without_questions_is_told_how_to_allow_and_a_terminal_counts_at_once() {
    let person = Person::new();
    let mut client = person.editor(json!({}), &[("main.mjs", READS)]);
    client.open("main.mjs", READS);
    wanted(&mut client, "main.mjs");
    let (asked, _) = question(&client);
    client.refuse(&asked);
    printed(&client, "ERR_ACCESS_DENIED");
    client.wait_settled("main.mjs");
    assert_eq!(refusals(&client, "main.mjs").len(), 1);

    let folder = client.directory();
    person.trust(&["grant", "--allow", "read,net", folder.to_str().unwrap()]);
    let uri = client.uri("main.mjs");
    client.execute_command("saveloop.restart", json!([uri])).unwrap();
    printed(&client, "read true");
}

#[test]
fn a_no_holds_for_saves_and_the_next_run_asks_again() {
    let person = Person::new();
    let mut client = person.editor(json!({}), &[("main.mjs", READS)]);
    client.open("main.mjs", READS);
    wanted(&mut client, "main.mjs");
    let (asked, _) = question(&client);
    client.respond(&asked, Value::Null);
    printed(&client, "ERR_ACCESS_DENIED");
    client.save_text("main.mjs", &format!("{READS}console.log('saved');\n"));
    printed(&client, "ERR_ACCESS_DENIED");
    printed(&client, "saved");
    let uri = client.uri("main.mjs");
    client.execute_command("saveloop.restart", json!([uri])).unwrap();
    let (asked, _) = question(&client);
    client.respond(&asked, json!({"title": "Allow this session"}));
    printed(&client, "read true");
    assert!(!person.trust(&["list"]).contains("allowed"));
}

#[test]
fn two_programs_of_a_folder_are_one_question_and_a_save_does_not_wait_for_it() {
    let person = Person::new();
    let mut client = person.editor(json!({}), &[("main.mjs", READS), ("other.mjs", READS)]);
    client.open("main.mjs", READS);
    wanted(&mut client, "main.mjs");
    let (asked, _) = question(&client);
    wanted(&mut client, "other.mjs");
    client.save_text("main.mjs", "console.log('needs nothing');\n");
    printed(&client, "needs nothing");
    asks_nothing_more(&client);
    client.respond(&asked, json!({"title": "Allow this session"}));
    printed(&client, "read true");
}

#[test]
fn settings_of_a_folder_take_away_and_never_grant() {
    let person = Person::new();
    person.trust(&["grant", "--allow", "all", "/"]);
    let settings = json!({"permissions": {"net": "deny", "read": ["data"], "env": "ask"}});
    let program = r#"import fs from "node:fs";
const of = (act) => { try { return act() } catch (error) { return `${error.code} ${error.resource}` } };
console.log(of(() => fs.readFileSync("data/a.txt", "utf8")), of(() => fs.readFileSync("b.txt", "utf8")).split(" ")[0]);
"#;
    let files = [("main.mjs", program), ("data/a.txt", "a"), ("b.txt", "b"), ("net.mjs", LISTENS)];
    let mut client = person.editor(json!({ "permissions": settings["permissions"], "cwd": "." }), &files);
    client.open("main.mjs", program);
    wanted(&mut client, "main.mjs");
    printed(&client, "a ERR_ACCESS_DENIED");
    client.open("net.mjs", LISTENS);
    wanted(&mut client, "net.mjs");
    client.wait_settled("net.mjs");
    let refused = refusals(&client, "net.mjs");
    assert!(
        refused[0]["message"].as_str().unwrap().contains("the setting saveloop.permissions"),
        "{refused:#?}"
    );

    let granting = Person::new();
    let settings = json!({"permissions": {"net": "granted", "read": "granted"}, "trust": true});
    let mut client = granting.editor(settings, &[("main.mjs", LISTENS)]);
    wanted(&mut client, "main.mjs");
    let (_, text) = question(&client);
    assert!(text.starts_with("main.mjs wants to use the network"), "{text}");
}

#[test]
fn what_needs_nothing_asks_nothing() {
    let person = Person::new();
    let program = r#"import fs from "node:fs";
const text = fs.readFileSync(new URL("./own.txt", import.meta.url), "utf8");
setTimeout(() => console.log(text, process.env.NODE_ENV, process.env.GIVEN, process.permission.has("net")), 1);
"#;
    let settings = json!({"env": {"GIVEN": "given"}});
    let mut client = person.editor(settings, &[("main.mjs", program), ("own.txt", "own")]);
    wanted(&mut client, "main.mjs");
    printed(&client, "own undefined given false");
}

#[test]
fn whoever_allows_everything_with_the_folder_is_asked_nothing_more() {
    let directory = tempfile::tempdir().unwrap();
    let store = directory.path().join("trusted.json");
    let mut client =
        LspClient::spawn_with(&[("main.mjs", LISTENS)], &[("SAVELOOP_TRUST", Path::new(&store))]);
    client.initialize(&Setup::default());
    wanted(&mut client, "main.mjs");
    let (asked, _) = question(&client);
    client.respond(&asked, json!({"title": "Trust and allow everything"}));
    printed(&client, "listens");
}
