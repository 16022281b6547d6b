//! Settings that change while programs run count from when their pages say.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

const LARGE: &str =
    "const all = new Uint8Array(96 << 20);\nconsole.log(all.length);\nsetInterval(() => {}, 1e6);\n";

fn set(client: &mut LspClient, settings: Value) {
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"saveloop": settings}}));
}

fn again(client: &mut LspClient, command: &str, state: &str) {
    let uri = client.uri("main.ts");
    client.execute_command(command, json!([uri])).expect("it begins");
    client.wait_for_state("main.ts", state);
    client.wait_settled("main.ts");
}

fn codes(client: &LspClient) -> Vec<String> {
    let shown = client.shown("main.ts").unwrap_or_default();
    shown.iter().filter_map(|it| it["code"].as_str().map(str::to_owned)).collect()
}

#[test]
fn another_memory_limit_counts_from_the_next_restart_and_from_the_next_run() {
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", LARGE)]);
    client.open("main.ts", LARGE);
    client.run("main.ts");
    assert_eq!(codes(&client), ["console"]);
    set(&mut client, json!({"memoryLimit": 48}));
    again(&mut client, "saveloop.restart", "failed");
    assert_eq!(codes(&client), ["out-of-memory"]);
    client.execute_command("saveloop.stop", json!([client.uri("main.ts")])).expect("it stops");
    client.wait_for_state("main.ts", "stopped");
    set(&mut client, json!({"memoryLimit": 512}));
    again(&mut client, "saveloop.run", "live");
    assert_eq!(codes(&client), ["console"]);
}

#[test]
fn lenses_are_asked_for_again_when_they_are_switched_off_and_on() {
    let mut setup = Setup::default();
    setup.capabilities["textDocument"]["codeLens"] = json!({"dynamicRegistration": false});
    setup.capabilities["workspace"] = json!({"codeLens": {"refreshSupport": true}});
    let mut client = LspClient::start_with(&setup, &[("main.ts", "1;\n")]);
    client.open("main.ts", "1;\n");
    let params = json!({"textDocument": {"uri": client.uri("main.ts")}});
    for (is_on, count) in [(false, 0), (true, 1)] {
        set(&mut client, json!({"lenses": is_on}));
        let refresh =
            client.wait_for("a refresh", DEADLINE, |it| it["method"] == "workspace/codeLens/refresh");
        client.respond(&refresh, Value::Null);
        let lenses = client.request("textDocument/codeLens", params.clone()).expect("lenses");
        assert_eq!(lenses.as_array().map_or(0, Vec::len), count, "{lenses}");
    }
}
