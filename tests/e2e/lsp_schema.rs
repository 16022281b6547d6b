//! Messages that the other tests do not lead to; the client checks each one against the schema.

use saveloop_tests::lsp_client::LspClient;
use serde_json::json;

#[test]
fn a_program_whose_first_text_is_refused_has_no_generation() {
    let mut client = LspClient::start_with(&Default::default(), &[("main.ts", "let = 1;\n")]);
    let settled = client.run("main.ts");
    assert_eq!(settled.get("generation"), None);
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"][0]["generation"], json!(null));
}

#[test]
fn a_program_that_is_stopped_before_it_ran_has_no_generation() {
    let mut client = LspClient::start_with(&Default::default(), &[("main.ts", "let = 1;\n")]);
    client.run("main.ts");
    client.execute_command("saveloop.stop", json!([])).expect("it can be stopped");
    let stopped = client.wait_for_state("main.ts", "stopped");
    assert_eq!(stopped.get("generation"), None);
}
