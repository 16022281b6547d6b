//! Nothing runs before somebody said that it may, and nothing in a folder can say it.

use std::path::Path;
use std::process::{Command, Output};

use saveloop_tests::binary;
use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A person who trusts nothing yet.
struct Person(TempDir);

impl Person {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn store(&self) -> std::path::PathBuf {
        self.0.path().join("trusted.json")
    }

    fn editor(&self, options: Value, files: &[(&str, &str)]) -> LspClient {
        let mut client = LspClient::spawn_with(files, &[("SAVELOOP_TRUST", &self.store())]);
        client.initialize(&Setup { options, ..Setup::default() });
        client
    }

    fn trust(&self, arguments: &[&str], directory: &Path) -> Output {
        let mut command = Command::new(binary::saveloop());
        command.arg("trust").args(arguments).current_dir(directory).env("SAVELOOP_TRUST", self.store());
        command.output().unwrap()
    }
}

fn text(output: &Output) -> String {
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout.clone()).unwrap()
}

const PROGRAM: &[(&str, &str)] = &[("main.ts", "console.log('ran')")];

fn run(client: &mut LspClient, entry: &str) {
    let uri = client.uri(entry);
    client.execute_command("saveloop.run", json!([uri])).unwrap();
}

#[track_caller]
fn question(client: &LspClient) -> Value {
    client.wait_for("a question", DEADLINE, |message| message["method"] == "window/showMessageRequest")
}

#[track_caller]
fn warning(client: &LspClient) -> String {
    let params = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    params["message"].as_str().unwrap().to_owned()
}

/// Everything that was said up to now names no step of any program, and asks nothing.
#[track_caller]
fn nothing_runs(client: &mut LspClient) {
    let status = client.execute_command("saveloop.status", json!([])).unwrap();
    assert_eq!(status["programs"], json!([]));
    for message in client.take_unread() {
        let method = message["method"].as_str().unwrap_or_default();
        assert!(method != "saveloop/generation" && method != "window/showMessageRequest", "{message:#}");
    }
}

#[test]
fn the_first_run_asks_once_and_the_answer_holds_for_every_editor() {
    let person = Person::new();
    let mut client = person.editor(json!({}), &[("main.ts", "1"), ("other.ts", "2")]);
    client.open("main.ts", "1");
    run(&mut client, "main.ts");
    let asked = question(&client);
    let folder = client.directory();
    let message = asked["params"]["message"].as_str().unwrap();
    assert!(message.starts_with("Run main.ts on save? "), "{message}");
    assert!(message.contains(folder.to_str().unwrap()), "{message}");
    let titles: Vec<_> =
        asked["params"]["actions"].as_array().unwrap().iter().map(|it| it["title"].clone()).collect();
    assert_eq!(
        titles,
        ["Trust folder and run", "Trust and allow everything", "Run this session", "Do not run"]
    );

    // While the question stands: no save and no second wish runs anything or asks again.
    client.save("main.ts");
    run(&mut client, "main.ts");
    run(&mut client, "other.ts");
    nothing_runs(&mut client);

    client.respond(&asked, json!({"title": "Trust folder and run"}));
    client.wait_settled("main.ts");
    client.wait_settled("other.ts");
    assert_eq!(text(&person.trust(&["list"], &folder)), format!("{}\n", folder.display()));
}

#[test]
fn a_no_runs_nothing_and_says_so() {
    let person = Person::new();
    let mut client = person.editor(json!({}), PROGRAM);
    for answer in [json!({"title": "Do not run"}), Value::Null] {
        run(&mut client, "main.ts");
        let asked = question(&client);
        client.respond(&asked, answer);
        let said = warning(&client);
        assert!(said.starts_with("saveloop: main.ts was not run: "), "{said}");
        nothing_runs(&mut client);
    }
    assert!(!person.store().exists());
}

#[test]
fn an_answer_for_the_session_is_kept_nowhere() {
    let person = Person::new();
    let mut client = person.editor(json!({}), PROGRAM);
    run(&mut client, "main.ts");
    let asked = question(&client);
    client.respond(&asked, json!({"title": "Run this session"}));
    client.wait_settled("main.ts");
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.restart", json!([uri])).unwrap();
    client.wait_settled("main.ts");
    assert!(!person.store().exists());
}

#[test]
fn an_editor_without_questions_is_told_how_to_answer() {
    let person = Person::new();
    let mut client = person.editor(json!({}), PROGRAM);
    run(&mut client, "main.ts");
    let asked = question(&client);
    client.refuse(&asked);
    let folder = client.directory();
    let said = warning(&client);
    assert!(said.ends_with(&format!("saveloop trust grant {}", folder.display())), "{said}");
    nothing_runs(&mut client);

    let granted = text(&person.trust(&["grant", folder.to_str().unwrap()], Path::new("/")));
    assert_eq!(granted, format!("{} is trusted\n", folder.display()));
    run(&mut client, "main.ts");
    client.wait_settled("main.ts");
}

#[test]
fn an_editor_without_questions_has_every_answer_among_its_code_actions() {
    let person = Person::new();
    let program =
        "import net from 'node:net';\nnet.createServer().listen(0, () => console.log('listens'));\n";
    let mut client = person.editor(json!({}), &[("main.mjs", program)]);
    client.open("main.mjs", program);
    run(&mut client, "main.mjs");
    let asked = question(&client);
    client.refuse(&asked);
    warning(&client);
    let (uri, zero) = (client.uri("main.mjs"), json!({"line": 0, "character": 0}));
    let params = json!({
        "textDocument": {"uri": uri}, "range": {"start": zero, "end": zero}, "context": {"diagnostics": []},
    });
    let offered = client.request("textDocument/codeAction", params).unwrap();
    let of_trust = |action: &&Value| action["command"]["command"] == "saveloop.trust";
    let offered: Vec<Value> = offered.as_array().unwrap().iter().filter(of_trust).cloned().collect();
    let folder = client.directory();
    let titles: Vec<&str> = offered.iter().filter_map(|action| action["title"].as_str()).collect();
    assert_eq!(
        titles,
        [
            format!("Trust {} and run main.mjs", folder.display()),
            format!("Trust {}, allow everything and run main.mjs", folder.display()),
            "Run main.mjs this session".to_owned(),
            "Do not run main.mjs".to_owned(),
        ]
    );
    client.execute_command("saveloop.trust", offered[1]["command"]["arguments"].clone()).unwrap();
    client.wait_for_notification("window/logMessage", |params| params["message"] == "listens", DEADLINE);
    let listed = text(&person.trust(&["list"], &folder));
    assert!(listed.contains("(allowed: read, write, net, env, run)"), "{listed}");
}

#[test]
fn a_folders_own_settings_ask_and_never_grant() {
    let person = Person::new();
    let settings = json!({"saveloop": {
        "entry": "main.ts", "trust": true, "trusted": ["/"], "workspaceTrust": true,
    }});
    let mut client = person.editor(settings, PROGRAM);
    let asked = question(&client);
    let message = asked["params"]["message"].as_str().unwrap();
    assert!(message.contains("The setting saveloop.entry asks for it"), "{message}");
    nothing_runs(&mut client);
    client.respond(&asked, json!({"title": "Run this session"}));
    client.wait_settled("main.ts");
}

#[test]
fn a_workspace_that_the_editor_restricts_runs_nothing_whatever_was_granted() {
    let person = Person::new();
    text(&person.trust(&["grant", "/"], Path::new("/")));
    let mut client = person.editor(json!({"workspaceTrust": false}), PROGRAM);
    run(&mut client, "main.ts");
    let said = warning(&client);
    assert!(said.contains("the editor restricts this workspace"), "{said}");
    nothing_runs(&mut client);
}

#[test]
fn what_was_revoked_asks_at_the_next_run_and_what_runs_goes_on() {
    let person = Person::new();
    let mut client = person.editor(json!({}), &[("main.ts", "console.log(1)")]);
    let folder = client.directory();
    text(&person.trust(&["grant"], &folder));
    client.open("main.ts", "console.log(1)");
    client.run("main.ts");
    assert_eq!(
        text(&person.trust(&["revoke"], &folder)),
        format!("{} is not trusted any more; what runs goes on\n", folder.display())
    );
    client.save_text("main.ts", "console.log(2)");
    client.wait_settled("main.ts");
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.restart", json!([uri])).unwrap();
    let asked = question(&client);
    client.respond(&asked, Value::Null);
    warning(&client);
}

#[cfg(unix)]
#[test]
fn a_link_into_another_folder_is_asked_about_as_that_folder() {
    let person = Person::new();
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("real.ts"), "1").unwrap();
    let mut client = person.editor(json!({}), PROGRAM);
    text(&person.trust(&["grant"], &client.directory()));
    std::os::unix::fs::symlink(elsewhere.path().join("real.ts"), client.directory().join("link.ts")).unwrap();
    run(&mut client, "link.ts");
    let asked = question(&client);
    let real = elsewhere.path().canonicalize().unwrap();
    assert!(asked["params"]["message"].as_str().unwrap().contains(real.to_str().unwrap()), "{asked:#}");
    client.respond(&asked, Value::Null);
    warning(&client);
    nothing_runs(&mut client);
}

#[test]
fn the_terminal_lists_what_is_gone_and_says_what_still_covers_a_folder() {
    let person = Person::new();
    let outer = tempfile::tempdir().unwrap();
    let outer = outer.path().canonicalize().unwrap();
    let inner = outer.join("inner");
    std::fs::create_dir(&inner).unwrap();
    assert_eq!(
        text(&person.trust(&["list"], &outer)),
        format!("no folder is trusted ({})\n", person.store().display())
    );
    text(&person.trust(&["grant"], &outer));
    text(&person.trust(&["grant"], &inner));
    let still = format!("{} is still trusted, because {} is\n", inner.display(), outer.display());
    assert_eq!(text(&person.trust(&["revoke"], &inner)), still);
    text(&person.trust(&["grant"], &inner));
    std::fs::remove_dir(&inner).unwrap();
    let listed = format!("{}\n{}  (not there any more)\n", outer.display(), inner.display());
    assert_eq!(text(&person.trust(&["list"], &outer)), listed);
    text(&person.trust(&["revoke", inner.to_str().unwrap()], &outer));
    assert_eq!(text(&person.trust(&["list"], &outer)), format!("{}\n", outer.display()));
    let missing = person.trust(&["grant", "missing"], &outer);
    assert_eq!(missing.status.code(), Some(1));
}
