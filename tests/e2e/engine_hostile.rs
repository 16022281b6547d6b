//! Programs that do their worst: the server answers meanwhile, says what happened, and the next save
//! brings the program back.

mod programs;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use programs::{FULL, Hostile, OVERWRITING, SPINNING, THROWING};
use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

/// How long the server may take to answer while a program runs amok.
const PROMPT: Duration = Duration::from_secs(2);

#[test]
fn programs_that_never_return_end_with_the_next_save() {
    all_are_survived(SPINNING);
}

#[test]
fn programs_that_fill_the_memory_are_told_so() {
    all_are_survived(FULL);
}

#[test]
fn programs_that_throw_from_anywhere_are_told_so() {
    all_are_survived(THROWING);
}

#[test]
fn programs_that_overwrite_what_all_use_harm_only_themselves() {
    all_are_survived(OVERWRITING);
}

fn all_are_survived(programs: &[Hostile]) {
    let fails = |program: &&Hostile| catch_unwind(AssertUnwindSafe(|| is_survived(program))).is_err();
    let failed: Vec<&str> = programs.iter().filter(fails).map(|program| program.name).collect();
    assert!(failed.is_empty(), "not survived: {failed:#?}");
}

fn is_survived(program: &Hostile) {
    let setup = Setup { options: json!({"memoryLimit": 64}), ..Setup::default() };
    let mut client = LspClient::start_with(&setup, &[("main.ts", program.text)]);
    client.open("main.ts", program.text);
    client.execute_command("saveloop.run", json!([client.uri("main.ts")])).expect("it can be run");
    client.wait_for_state("main.ts", "started");
    answers_promptly(&mut client);
    if let Some(code) = program.shows {
        let uri = client.uri("main.ts");
        let tells = |params: &Value| params["uri"] == uri && has_error(params, code);
        client.wait_for_notification("textDocument/publishDiagnostics", tells, DEADLINE);
    }
    client.save_text("main.ts", "console.log('fixed');\n");
    let is_live = |params: &Value| params["state"] == "live" && params["cause"] == "saved main.ts";
    client.wait_for_notification("saveloop/generation", is_live, DEADLINE);
    let status = answers_promptly(&mut client);
    assert_eq!(status["programs"][0]["state"], "live", "{status:#}");
    assert_eq!(status["programs"][0]["errors"], 0, "{status:#}");
}

fn has_error(params: &Value, code: &str) -> bool {
    params["diagnostics"].as_array().into_iter().flatten().any(|it| it["code"] == code)
}

#[track_caller]
fn answers_promptly(client: &mut LspClient) -> Value {
    let asked = Instant::now();
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert!(asked.elapsed() < PROMPT, "answered after {:?}", asked.elapsed());
    status
}
