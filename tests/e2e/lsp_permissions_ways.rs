//! Ways to an answer besides the question, and one diagnostic for one refusal.

use saveloop_tests::lsp_client::LspClient;
use serde_json::json;

use crate::lsp_permissions::{Person, actions, asks_nothing_more, printed, question, wanted};

const READS: &str =
    "import fs from \"node:fs\";\nfs.readFileSync(\"/etc/hostname\");\nconsole.log(\"read\");\n";

/// How many refusals are shown now, where something new is.
fn denied(client: &LspClient) -> usize {
    let shown = client.shown("main.mjs").expect("something new is shown");
    shown.iter().filter(|it| it["code"] == "denied").count()
}

#[test]
fn a_refusal_that_nothing_caught_is_one_diagnostic() {
    let person = Person::new();
    let mut client = person.editor(json!({}), &[("main.mjs", READS)]);
    client.open("main.mjs", READS);
    wanted(&mut client, "main.mjs");
    let (asked, _) = question(&client);
    client.respond(&asked, json!({"title": "Do not allow"}));
    client.wait_settled("main.mjs");
    let shown = client.shown("main.mjs").expect("diagnostics");
    let [one] = shown.as_slice() else { panic!("{shown:#?}") };
    assert_eq!(one["code"], "denied");
    assert!(one["message"].as_str().unwrap().contains("nothing caught the error"), "{one:#}");

    // For this session, by the second of its quick fixes.
    let session = actions(&mut client, one)[1]["command"]["arguments"].clone();
    client.execute_command("saveloop.allow", session).unwrap();
    printed(&client, "read");
    client.wait_settled("main.mjs");
    assert_eq!(denied(&client), 0);
    assert!(!person.trust(&["list"]).contains("allowed"));
}

#[test]
fn an_import_that_is_refused_can_be_allowed_where_it_stands() {
    let person = Person::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let data = elsewhere.path().canonicalize().unwrap().join("data.json");
    std::fs::write(&data, "{\"a\": 1}").unwrap();
    let text = format!("import data from {:?} with {{ type: \"json\" }};\nconsole.log(data);\n", data);
    let mut client = person.editor(json!({}), &[("main.mjs", &text)]);
    client.open("main.mjs", &text);
    wanted(&mut client, "main.mjs");
    client.wait_settled("main.mjs");
    let refused = client.shown("main.mjs").expect("diagnostics");
    let [refusal] = refused.as_slice() else { panic!("{refused:#?}") };
    assert_eq!(refusal["range"]["start"]["line"], 0);
    let message = refusal["message"].as_str().unwrap();
    assert!(message.contains("saveloop trust grant --allow read"), "{message}");
    let always = actions(&mut client, refusal)[0]["command"]["arguments"].clone();
    client.execute_command("saveloop.allow", always).unwrap();
    printed(&client, "{ a: 1 }");
    client.wait_settled("main.mjs");
    assert_eq!(denied(&client), 0);
}

#[test]
fn a_question_outlives_its_program_and_is_not_asked_twice() {
    let person = Person::new();
    let mut client = person.editor(json!({}), &[("main.mjs", READS)]);
    let uri = client.uri("main.mjs");
    client.open("main.mjs", READS);
    wanted(&mut client, "main.mjs");
    let (asked, _) = question(&client);
    client.execute_command("saveloop.stop", json!([uri])).unwrap();
    client.wait_for_state("main.mjs", "stopped");
    client.execute_command("saveloop.restart", json!([uri])).unwrap();
    client.save_text("main.mjs", &READS.replace("\"read\"", "\"saved\""));
    client.respond(&asked, json!({"title": "Allow this session"}));
    printed(&client, "saved");
    client.wait_settled("main.mjs");
    asks_nothing_more(&client);
}

#[test]
fn however_much_a_program_wants_there_is_one_question_for_each_kind() {
    let person = Person::new();
    let text = r#"import fs from "node:fs";
import cp from "node:child_process";
import dns from "node:dns";
const refused = new Set();
const attempt = async (act) => { try { await act(); } catch (error) { refused.add(error.permission); } };
for (let round = 0; round < 30; round++) {
  await attempt(() => fs.readFileSync(`/etc/${round}`));
  await attempt(() => fs.writeFileSync(`/nowhere/${round}`, ""));
  await attempt(() => dns.promises.lookup(`${round}.invalid`));
  await attempt(() => process.env[`VARIABLE${round}`]);
  await attempt(() => process.env.HOME);
  await attempt(() => cp.execFileSync(`program${round}`));
}
console.log([...refused].join(" "));
"#;
    let mut client = person.editor(json!({}), &[("main.mjs", text)]);
    wanted(&mut client, "main.mjs");
    for _ in 0..5 {
        let (asked, _) = question(&client);
        client.respond(&asked, json!({"title": "Do not allow"}));
    }
    printed(&client, "FileSystemRead FileSystemWrite Net Environment ChildProcess");
    client.wait_settled("main.mjs");
    asks_nothing_more(&client);
}

#[test]
fn what_a_terminal_grants_by_name_is_not_asked_and_the_rest_is() {
    let person = Person::new();
    let text = "console.log(process.env.HOME !== undefined);\nconsole.log(process.env.PATH !== undefined);\n";
    let mut client = person.editor(json!({}), &[("main.mjs", text)]);
    let folder = client.directory().to_str().unwrap().to_owned();
    let said = person.trust(&["grant", "--allow-env=HOME,APP_*", "--allow-write=/nowhere/out", &folder]);
    assert_eq!(said, format!("{folder} is trusted  (allowed: write /nowhere/out, env APP_* HOME)\n"));
    wanted(&mut client, "main.mjs");
    printed(&client, "true");
    let (asked, message) = question(&client);
    assert!(message.contains("environment variables (PATH)"), "{message}");
    client.respond(&asked, json!({"title": "Allow this session"}));
    printed(&client, "true");
}
