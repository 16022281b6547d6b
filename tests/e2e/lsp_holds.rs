//! Tools that hold reloads back while they change many files.

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

fn running() -> LspClient {
    let mut client =
        LspClient::start_with(&Setup::default(), &[("main.ts", "setInterval(() => {}, 1000);\n")]);
    client.open("main.ts", "setInterval(() => {}, 1000);\n");
    client.run("main.ts");
    client.take_unread();
    client
}

fn suspend(client: &mut LspClient, holder: &str, seconds: f64) -> Value {
    let argument = json!([{"holder": holder, "seconds": seconds}]);
    client.execute_command("saveloop.suspend", argument).expect("it suspends")
}

fn release(client: &mut LspClient, holder: &str) -> Value {
    client.execute_command("saveloop.release", json!([{"holder": holder}])).expect("it releases")
}

/// The states told and not yet read, of what is not only a pause between.
fn states(client: &LspClient) -> Vec<String> {
    let unread = client.take_unread();
    let steps = unread.iter().filter(|message| message["method"] == "saveloop/generation");
    let states = steps.map(|step| step["params"]["state"].as_str().expect("a state").to_owned());
    states.filter(|state| state != "settled").collect()
}

#[test]
fn three_saves_under_two_holders_are_one_reload_when_the_last_one_releases() {
    let mut client = running();
    let uri = client.uri("main.ts");
    assert_eq!(
        suspend(&mut client, "codegen", 30.0),
        json!({"holder": "codegen", "seconds": 30.0, "programs": [uri]})
    );
    client.save_text("main.ts", "let half = ;\n");
    let held = client.wait_for_state("main.ts", "held");
    assert_eq!(held["cause"], "codegen");
    suspend(&mut client, "git", 30.0);
    client.save_text("main.ts", "console.log('two');\n");
    assert_eq!(release(&mut client, "codegen"), json!({"holder": "codegen", "programs": [uri]}));
    client.save_text("main.ts", "console.log('three');\n");
    // Doubled and foreign words change nothing.
    release(&mut client, "codegen");
    release(&mut client, "nobody");
    assert_eq!(states(&client), [""; 0]);
    release(&mut client, "git");
    let live = client.wait_for_state("main.ts", "live");
    assert_eq!((&live["generation"], &live["cause"]), (&json!(2), &json!("saved main.ts")));
    client.wait_settled("main.ts");
    assert_eq!(states(&client), ["started"]);
    let hints = client.shown("main.ts");
    assert_eq!(hints, None, "read with the states");
}

#[test]
fn a_holder_that_never_releases_holds_until_its_bound_and_that_is_told() {
    let mut client = running();
    suspend(&mut client, "codegen", 0.2);
    client.save_text("main.ts", "console.log('two');\n");
    let is_told =
        |params: &Value| params["message"].as_str().is_some_and(|it| it.contains("codegen did not release"));
    client.wait_for_notification("window/logMessage", is_told, DEADLINE);
    client.wait_for_state("main.ts", "live");
    // Its late word is none.
    release(&mut client, "codegen");
    client.wait_settled("main.ts");
}

#[test]
fn nobody_holds_for_more_than_a_minute_and_ten_seconds_is_the_rule() {
    let mut client = running();
    assert_eq!(suspend(&mut client, "codegen", 3600.0)["seconds"], 60.0);
    release(&mut client, "codegen");
    let answer = client.execute_command("saveloop.suspend", json!([{"holder": "git"}])).expect("it suspends");
    assert_eq!(answer["seconds"], 10.0);
}

#[test]
fn a_hold_without_a_save_reloads_nothing() {
    let mut client = running();
    suspend(&mut client, "git", 30.0);
    release(&mut client, "git");
    client.save_text("main.ts", "console.log('two');\n");
    let live = client.wait_for_state("main.ts", "live");
    assert_eq!(live["generation"], 2);
}

#[test]
fn the_users_restart_and_stop_do_not_wait_for_a_holder() {
    let mut client = running();
    let uri = client.uri("main.ts");
    suspend(&mut client, "git", 60.0);
    client.execute_command("saveloop.restart", json!([uri])).expect("it restarts");
    client.wait_for_state("main.ts", "live");
    client.execute_command("saveloop.stop", json!([uri])).expect("it stops");
    client.wait_for_state("main.ts", "stopped");
}

#[test]
fn a_holder_needs_a_name_and_a_time_that_is_one() {
    let mut client = running();
    let wrong = [json!([]), json!([{"seconds": 1}]), json!([{"holder": ""}]), json!(["codegen"])];
    let times = [json!([{"holder": "git", "seconds": -1}]), json!([{"holder": "git", "seconds": "long"}])];
    for argument in wrong.into_iter().chain(times) {
        let error = client.execute_command("saveloop.suspend", argument.clone()).expect_err("it is refused");
        assert_eq!(error["code"], -32602, "{argument}");
    }
}
