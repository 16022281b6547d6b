//! Why a generation is what it is: the same record as a notification, in the log and in the status.

use std::collections::BTreeSet;

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use saveloop_tests::schema;
use serde_json::{Value, json};

const MAIN: &str = "import { a } from './a';\nimport './b';\nconsole.log(a);\n";
const FILES: [(&str, &str); 4] = [
    ("main.ts", MAIN),
    ("a.ts", "import { deep } from './deep';\nexport const a = deep;\n"),
    ("b.ts", "export const b = 1;\n"),
    ("deep.ts", "export const deep = 1;\n"),
];

fn started(files: &[(&str, &str)]) -> LspClient {
    let mut client = LspClient::start_with(&Setup::default(), files);
    client.open("main.ts", files[0].1);
    client.run("main.ts");
    client
}

/// The names in a list of a record.
fn names(record: &Value, list: &str) -> Vec<String> {
    let uris = record[list].as_array().unwrap_or_else(|| panic!("{list} in {record}"));
    uris.iter()
        .map(|uri| uri.as_str().expect("a URI").rsplit('/').next().expect("a name").to_owned())
        .collect()
}

#[track_caller]
fn saved(client: &mut LspClient, path: &str, text: &str) -> Value {
    client.take_unread();
    std::fs::write(client.directory().join(path), text).expect("a file");
    client.save(path);
    let outcome = client.wait_for_state("main.ts", "live");
    client.wait_settled("main.ts");
    outcome
}

#[test]
fn a_generation_names_what_ran_what_stayed_and_what_left() {
    let mut client = started(&FILES);
    let first = client.wait_for_state("main.ts", "live");
    assert_eq!(names(&first, "reran"), ["deep.ts", "a.ts", "b.ts", "main.ts"]);
    assert_eq!(first["counts"], json!({"reran": 4, "kept": 0, "disposed": 0, "pruned": 0}));

    let outcome = saved(&mut client, "a.ts", "export const a = 2;\n");
    assert_eq!(outcome["cause"], "saved a.ts");
    assert_eq!(names(&outcome, "reran"), ["a.ts", "main.ts"]);
    assert_eq!(names(&outcome, "kept"), ["b.ts"]);
    let disposed: BTreeSet<_> = names(&outcome, "disposed").into_iter().collect();
    assert_eq!(disposed, ["a.ts", "deep.ts", "main.ts"].map(str::to_owned).into());
    assert_eq!(names(&outcome, "pruned"), ["deep.ts"]);
    assert_eq!(outcome["counts"], json!({"reran": 2, "kept": 1, "disposed": 3, "pruned": 1}));
}

#[test]
fn the_parts_of_a_generation_add_up_to_no_more_than_the_whole() {
    let spin = "const end = Date.now() + 30;\nwhile (Date.now() < end);\n";
    let mut client = started(&[("main.ts", "import './a';\nawait 1;\n"), ("a.ts", "1;\n")]);
    let disposes = format!("import.meta.hot.dispose(() => {{ {spin} }});\n");
    saved(&mut client, "a.ts", &disposes);
    let outcome = saved(&mut client, "a.ts", spin);
    let phase = |name: &str| outcome["phases"][name].as_f64().expect("milliseconds");
    let whole = |name: &str| outcome[name].as_f64().expect("milliseconds");
    // Each figure is rounded to a tenth, and a program's clock counts whole milliseconds.
    let slack = 1.5;
    assert!(phase("dispose") >= 30.0 - slack, "{outcome}");
    assert!(phase("evaluate") >= 30.0 - slack, "{outcome}");
    let preparing: f64 = ["read", "transpile", "resolve", "plan"].map(phase).iter().sum();
    assert!(preparing <= whole("prepareMs") + slack, "{outcome}");
    let running: f64 = ["dispose", "compile", "evaluate"].map(phase).iter().sum();
    assert!(running <= whole("runMs") + slack, "{outcome}");
}

#[test]
fn long_lists_are_cut_and_counted() {
    let leaves: Vec<String> = (0..250).map(|number| format!("leaf{number}.ts")).collect();
    let main: String = leaves.iter().map(|leaf| format!("import './{leaf}';\n")).collect();
    let mut files = vec![("main.ts", main.as_str())];
    files.extend(leaves.iter().map(|leaf| (leaf.as_str(), "export {};\n")));
    let mut client = started(&files);
    let first = client.wait_for_state("main.ts", "live");
    assert_eq!((&first["counts"]["reran"], names(&first, "reran").len()), (&json!(251), 20));
    let outcome = saved(&mut client, "leaf7.ts", "export const changed = 1;\n");
    assert_eq!((&outcome["counts"]["kept"], names(&outcome, "kept").len()), (&json!(249), 20));
}

#[test]
fn the_notification_the_log_and_the_status_hold_the_same_record() {
    let mut client = started(&FILES);
    client.take_unread();
    let outcome = saved(&mut client, "b.ts", "export const b = 2;\n");
    let says = |params: &Value| params["message"].as_str().is_some_and(|text| text.contains("gen 2"));
    let line = client.wait_for_notification("window/logMessage", says, DEADLINE);
    let figures = format!(
        "{:.1} ms (prepare {:.1}, run {:.1})",
        line_total(&line),
        outcome["prepareMs"].as_f64().expect("a number"),
        outcome["runMs"].as_f64().expect("a number"),
    );
    assert_eq!(
        (line["type"].as_i64(), line["message"].as_str().expect("text")),
        (Some(3), format!("main.ts: gen 2: saved b.ts; 2 re-ran, 2 kept; {figures}").as_str())
    );
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"][0]["lastGeneration"], outcome);
    let log = std::fs::read_to_string(client.log_path()).expect("the log");
    let records =
        log.lines().filter_map(|line| line.split_once("generation {").map(|(_, rest)| format!("{{{rest}")));
    let records: Vec<Value> =
        records.map(|record| serde_json::from_str(&record).expect("a record")).collect();
    assert_eq!(records.len(), 2, "{log}");
    assert_eq!(records[1], outcome);
}

/// The time of the whole, which is rounded by itself.
fn line_total(line: &Value) -> f64 {
    let text = line["message"].as_str().expect("text");
    let (before, _) = text.split_once(" ms (").expect("a duration");
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).expect("a number")
}

#[test]
fn what_a_module_says_when_it_invalidates_itself_is_the_cause() {
    let picky = |kind: &str| {
        format!(
            "export const kind = '{kind}';\nimport.meta.hot.accept((next: any) => {{ if (next.kind !== 'old') \
             import.meta.hot.invalidate('another kind\\nof thing'); }});\n"
        )
    };
    let files =
        [("main.ts", "import { kind } from './picky';\nconsole.log(kind);\n"), ("picky.ts", &picky("old"))];
    let mut client = started(&files);
    std::fs::write(client.directory().join("picky.ts"), picky("new")).expect("a file");
    client.save("picky.ts");
    let invalidated = |params: &Value| params["cause"] == "invalidated by picky.ts: another kind";
    let started = client.wait_for_notification("saveloop/generation", invalidated, DEADLINE);
    assert_eq!(started["state"], "started");
    let outcome = client.wait_for_notification("saveloop/generation", invalidated, DEADLINE);
    assert_eq!(outcome["state"], "live");
    let line =
        |params: &Value| params["message"].as_str().is_some_and(|it| it.contains("picky.ts: another kind;"));
    client.wait_for_notification("window/logMessage", line, DEADLINE);
    client.wait_settled("main.ts");
    let status = client.execute_command("saveloop.status", json!([])).expect("a status");
    assert_eq!(status["programs"][0]["cause"], "invalidated by picky.ts: another kind");
}

#[test]
fn an_error_of_a_module_that_left_the_program_goes() {
    let mut client = started(&[
        ("main.ts", "import './b';\n"),
        ("b.ts", "setTimeout(() => { throw new Error('b'); });\n"),
    ]);
    let over = |params: &Value| params["state"] == "settled" && params["alive"] == false;
    client.wait_for_notification("saveloop/generation", over, DEADLINE);
    assert_eq!(client.shown("b.ts").expect("diagnostics").len(), 1);
    client.save_text("main.ts", "console.log('without');\n");
    let outcome = client.wait_for_notification(
        "saveloop/generation",
        |it| it["generation"] == 2 && it["state"] == "live",
        DEADLINE,
    );
    assert_eq!(names(&outcome, "pruned"), ["b.ts"]);
    client.wait_settled("main.ts");
    assert_eq!(client.shown("b.ts"), Some(Vec::new()));
}

#[test]
fn the_example_of_the_documentation_is_of_the_protocol() {
    let docs = include_str!("../../docs/protocol.md");
    let begin = docs.find("```json\n").expect("an example") + "```json\n".len();
    let end = begin + docs[begin..].find("```").expect("its end");
    let example: Value = serde_json::from_str(&docs[begin..end]).expect("JSON");
    let message = json!({"jsonrpc": "2.0", "method": "saveloop/generation", "params": example});
    assert_eq!(schema::problems(&message, None), [""; 0]);
}

#[test]
fn the_types_for_plugins_name_every_field_and_state() {
    let types = include_str!("../../types/saveloop-protocol.d.ts");
    let schema: Value = serde_json::from_str(include_str!("../src/schema/protocol.json")).expect("JSON");
    let members =
        |name: &str| schema["types"][name].as_object().expect("a type").keys().cloned().collect::<Vec<_>>();
    for name in ["GenerationOutcome", "PhaseTimes", "ModuleCounts", "ProgramStatus", "Status"] {
        for member in members(name) {
            assert!(types.contains(&format!("  {member}")), "{name}.{member}");
        }
    }
    let told = schema["notifications"]["saveloop/generation"].as_str().expect("a list");
    for kind in told.split(" | ") {
        let state = schema["types"][kind]["state"].as_str().expect("a state");
        let states = match schema["types"][state].as_array() {
            Some(states) => states.iter().map(|it| it.as_str().expect("a name").to_owned()).collect(),
            None => vec![state.trim_matches('\'').to_owned()],
        };
        for state in states {
            assert!(types.contains(&format!("\"{state}\"")), "{state}");
        }
    }
}
