//! Whatever a program does with a secret of its surroundings, no editor shows it and no log keeps it.

use std::path::Path;

use saveloop_tests::lsp_client::{LspClient, Setup};
use serde_json::{Value, json};

const TOKEN: &str = "hvs.CAESIJ-canary'1\"2";
const PASSWORD: &str = "canary pass&word=äöü";
const FILE: &str = "canary-of-a-file";

const PROGRAM: &str = r#"import assert from "node:assert";
import test from "node:test";
const { MY_TOKEN: token, DB_PASSWORD: password, FILE_SECRET: file } = process.env;
console.log(token, password);
console.log("x".repeat(190) + token);
console.error({ headers: { authorization: `Bearer ${token}` }, list: [password] });
console.log(JSON.stringify({ token, password, file }));
console.table([{ token, password }]);
console.group(token);
console.log(`https://me:${encodeURIComponent(password)}@host/?${new URLSearchParams({ token })}`);
console.groupEnd();
process.stdout.write(`${file}\n`);
console.log("Basic " + btoa(`user:${file}`), Buffer.from(file).toString("base64url"), Buffer.from(file).toString("hex"));
token //?
setTimeout(() => {}, 1e6, token);
test("fails", () => assert.equal(token, password));
test.skip("is left out", { skip: password }, () => {});
Promise.reject(new Error(`no answer for ${token}`, { cause: new TypeError(password) }));
queueMicrotask(() => { throw new AggregateError([new Error(file)], token); });
setTimeout(() => { class Mine extends Error { name = password } throw new Mine(file); }, 1);
console.log("done");
"#;

#[test]
fn no_message_and_no_log_has_a_secret_in_it() {
    let files = [("main.mjs", PROGRAM), (".env", "FILE_SECRET=canary-of-a-file\n")];
    let variables = [("MY_TOKEN", Path::new(TOKEN)), ("DB_PASSWORD", Path::new(PASSWORD))];
    let mut client = LspClient::spawn_with(&files, &variables);
    let options = json!({"saveloop": {"envFile": ".env", "tests.hints": true}});
    client.initialize(&Setup { options, ..Setup::default() });
    client.open("main.mjs", PROGRAM);
    let mut heard: Vec<Value> = vec![client.run("main.mjs")];
    let uri = client.uri("main.mjs");
    for command in ["saveloop.status", "saveloop.handles"] {
        heard.push(client.execute_command(command, json!([uri])).unwrap());
    }
    for line in 0..PROGRAM.lines().count() {
        let params = json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": 0}});
        heard.push(client.request("textDocument/hover", params).unwrap());
    }
    heard.extend(client.shown("main.mjs").unwrap_or_default());
    heard.extend(client.take_unread());
    let mut all: Vec<String> = heard.iter().map(Value::to_string).collect();
    assert!(all.iter().any(|text| text.contains("•••")), "it has been masked");
    assert!(all.iter().any(|text| text.contains("no answer for •••")), "what is beside it stays");
    client.execute_command("saveloop.openLog", json!([uri])).unwrap();
    let log = client.log_path();
    all.push(std::fs::read_to_string(&log).unwrap());
    let printed = std::fs::read_dir(log.with_extension("console")).unwrap();
    let printed: Vec<String> =
        printed.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    assert!(printed.iter().any(|text| text.contains("Bearer •••")), "{printed:?}");
    all.extend(printed);
    for text in &all {
        // The last ones: what is inside of `canary-of-a` in hexadecimal and in base64, by itself and after `user:`.
        for secret in [
            TOKEN,
            PASSWORD,
            FILE,
            "CAESIJ",
            "canary",
            "616e6172792d6f662d61",
            "FuYXJ5LW9mLWE",
            "W5hcnktb2YtYS",
        ] {
            // The program's own text names none of them.
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}
