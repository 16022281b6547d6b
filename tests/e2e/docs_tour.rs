//! The tour is true: its programs are typed and saved, and show what it says.

use std::collections::BTreeSet;
use std::path::Path;

use saveloop_tests::lsp_client::{DEADLINE, LspClient};
use serde_json::{Value, json};

/// A program of the page: its file, its text, and by line how what is shown there begins.
struct Step {
    file: String,
    text: String,
    shown: Vec<(u64, String)>,
}

fn steps() -> Vec<Step> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/tour.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let blocks = page.split("```ts\n// ").skip(1).map(|block| block.split_once("```").expect("its end").0);
    blocks
        .map(|block| {
            let (file, body) = block.split_once('\n').expect("a file's name");
            let (mut text, mut shown) = (String::new(), Vec::new());
            for (number, line) in body.lines().enumerate() {
                let (typed, seen) = match line.split_once("   ▸ ") {
                    Some((typed, seen)) => (typed, Some(seen)),
                    None => (line, None),
                };
                shown.extend(seen.map(|seen| (number as u64, seen.to_owned())));
                text.push_str(typed);
                text.push('\n');
            }
            // Whether the port is free is not the tour's to say.
            Step { file: file.to_owned(), text: text.replace("8080", "0"), shown }
        })
        .collect()
}

/// Waits until a file shows texts that begin so, at these lines.
fn sees(client: &LspClient, step: &Step) {
    let uri = client.uri(&step.file);
    let is_there = |all: &Value, (line, text): &(u64, String)| {
        let mut here =
            all.as_array().into_iter().flatten().filter(|it| it["range"]["start"]["line"] == *line);
        here.any(|it| it["message"].as_str().is_some_and(|message| message.contains(text.trim())))
    };
    let is_so = |params: &Value| {
        params["uri"] == uri && step.shown.iter().all(|expected| is_there(&params["diagnostics"], expected))
    };
    client.wait_for_notification("textDocument/publishDiagnostics", is_so, DEADLINE);
}

#[test]
fn the_tour_shows_what_it_says() {
    let mut client = LspClient::start();
    let (mut open, mut running) = (BTreeSet::new(), BTreeSet::new());
    let steps = steps();
    for step in &steps {
        if open.insert(step.file.clone()) {
            std::fs::write(client.directory().join(&step.file), &step.text).expect("a file");
            client.open(&step.file, &step.text);
            client.save(&step.file);
        } else {
            client.save_text(&step.file, &step.text);
        }
        if step.shown.is_empty() {
            continue;
        }
        if running.insert(step.file.clone()) {
            let uri = client.uri(&step.file);
            client.execute_command("saveloop.run", json!([uri])).expect("it runs");
        }
        sees(&client, step);
    }
    assert!(steps.len() >= 9 && running.len() == 3, "{} steps, {running:?}", steps.len());
}
