//! A folder that speaks for itself, in every file and setting it can have: it is granted nothing by that.

use serde_json::{Value, json};

use saveloop_tests::lsp_client::{DEADLINE, LspClient};

use crate::lsp_permissions::{Person, printed, question, wanted};

/// Prints what it could take without asking, then asks.
const TAKES: &str = r#"import { createRequire } from "node:module";
import fs from "node:fs";
const require = createRequire(import.meta.url);
const { OUTSIDE, LINKED, LD_PRELOAD, INSIDE, GIVEN } = process.env;
const of = (act) => { try { act(); return "taken"; } catch (error) { return error.code; } };
console.log(OUTSIDE, LINKED, LD_PRELOAD, of(() => require("./variables")), of(() => require("./key")));
console.log(INSIDE, GIVEN);
fs.readFileSync("/etc/hostname");
"#;

#[track_caller]
fn warned(client: &LspClient, of: &str) {
    client.wait_for_notification(
        "window/showMessage",
        |params| params["message"].as_str().is_some_and(|it| it.contains(of)),
        DEADLINE,
    );
}

#[test]
fn what_a_folder_says_of_itself_grants_it_nothing() {
    let person = Person::new();
    person.trust(&["grant", "--allow", "env", "/"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let outside = elsewhere.path().canonicalize().unwrap();
    std::fs::write(outside.join("outside.env"), "OUTSIDE=canary\n").unwrap();
    std::fs::write(outside.join("linked.env"), "LINKED=canary\n").unwrap();
    std::fs::write(outside.join("id_rsa"), "canary\n").unwrap();
    let settings = json!({
        "permissions": {
            "read": "granted", "write": "granted", "net": "granted", "env": "granted", "run": "granted",
        },
        "env": {"LD_PRELOAD": "./evil.so", "SAVELOOP_TRUST": "./.saveloop/trusted.json", "GIVEN": "given"},
        "envFile": [outside.join("outside.env"), "linked.env", "inside.env"],
        "cache": ".saveloop/cache",
        "trust": true, "trusted": ["/"], "workspaceTrust": true,
    });
    let in_vscode: Value =
        json!({"saveloop.permissions": {"read": "granted"}, "security.workspace.trust.enabled": false});
    let manifest = json!({"name": "x", "saveloop": {"permissions": {"read": "granted"}, "trust": true}});
    let grants = json!({"version": 1, "trusted": {"/": {"since": 0, "permissions": ["read", "env", "run"]}}});
    let files = [
        ("main.mjs", TAKES),
        ("inside.env", "INSIDE=inside\n"),
        (".vscode/settings.json", &in_vscode.to_string()),
        ("package.json", &manifest.to_string()),
        (".saveloop/trusted.json", &grants.to_string()),
        ("saveloop.json", &grants.to_string()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let mut client = person.editor(settings, &files);
    let folder = client.directory();
    for (link, to) in [("linked.env", "linked.env"), ("variables", "linked.env"), ("key", "id_rsa")] {
        std::os::unix::fs::symlink(outside.join(to), folder.join(link)).unwrap();
    }
    wanted(&mut client, "main.mjs");
    warned(&client, "saveloop.cache names a directory in the workspace");
    warned(&client, "outside.env, but it lies outside of the workspace");
    warned(&client, "linked.env, but it lies outside of the workspace");
    warned(&client, "saveloop.env sets LD_PRELOAD");
    printed(&client, "undefined undefined undefined ERR_ACCESS_DENIED ERR_ACCESS_DENIED");
    printed(&client, "inside given");
    let (asked, text) = question(&client);
    assert!(
        text.starts_with("main.mjs wants to read files outside of the workspace (/etc/hostname)"),
        "{text}"
    );
    client.respond(&asked, json!({"title": "Do not allow"}));
    client.wait_settled("main.mjs");
    assert!(!folder.join(".saveloop/cache").exists());
    assert!(!person.trust(&["list"]).contains("read"));
}

#[test]
fn a_list_of_programs_means_those_that_the_person_calls_by_their_names() {
    let person = Person::new();
    person.trust(&["grant", "--allow", "run,env", "/"]);
    let program = r#"import cp from "node:child_process";
const of = (options, file = "true") => {
  try { cp.execFileSync(file, options); return "ran"; } catch (error) { return error.code; }
};
console.log(of({}), of({ env: process.env }));
console.log(of({ env: { PATH: `${process.cwd()}/bin` } }), of({ cwd: "bin", env: { PATH: "." } }),
  of({ env: { ...process.env, LD_PRELOAD: "./evil.so" } }), of({}, "./bin/true"), of({}, "/bin/sh"));
"#;
    let settings = json!({"permissions": {"run": ["true"]}, "cwd": "."});
    let mut client = person.editor(settings, &[("main.mjs", program), ("bin/true", "#!/bin/sh\nexit 0\n")]);
    wanted(&mut client, "main.mjs");
    printed(&client, "ran ran");
    let denied = ["ERR_ACCESS_DENIED"; 5].join(" ");
    printed(&client, &denied);
}

#[test]
fn whoever_may_write_cannot_grant_itself_more() {
    let person = Person::new();
    person.trust(&["grant", "--allow", "read,write", "/"]);
    let store = person.store();
    let program = format!(
        r#"import fs from "node:fs";
const store = {:?};
const of = (act) => {{ try {{ act(); return "done"; }} catch (error) {{ return error.code; }} }};
console.log(of(() => fs.writeFileSync(store, "")), of(() => fs.renameSync("evil", store)),
  of(() => fs.symlinkSync(process.cwd(), store.replace("json", "new"))), of(() => fs.renameSync(store.slice(0, -13), "moved")));
fs.writeFileSync("own", "");
"#,
        store
    );
    let mut client = person.editor(json!({"cwd": "."}), &[("main.mjs", &program), ("evil", "{}")]);
    let before = std::fs::read(&store).unwrap();
    client.open("main.mjs", &program);
    wanted(&mut client, "main.mjs");
    printed(&client, &["ERR_ACCESS_DENIED"; 4].join(" "));
    client.wait_settled("main.mjs");
    let shown = client.shown("main.mjs").expect("diagnostics");
    let refused = shown.iter().filter(|it| it["code"] == "denied").count();
    assert_eq!(refused, 3, "the file, the one that takes its place, their folder");
    assert_eq!(std::fs::read(&store).unwrap(), before);
    assert!(client.directory().join("own").exists());
}
