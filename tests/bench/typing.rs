//! What one typed character costs in a document of 2 MB.

use std::time::{Duration, Instant};

use saveloop_tests::lsp_client::LspClient;
use serde_json::json;
use server::documents::position::{Encoding, Position};
use server::documents::{Change, DocumentName, Documents, Version};

use crate::programs;
use crate::report::{Page, Row};
use crate::stats::{Samples, ms};

const GOAL: Duration = Duration::from_micros(200);
const CHANGES: u32 = 500;
const ROUNDS: u32 = 11;

pub fn measure(page: &mut Page) {
    let text = programs::large(crate::large::BYTES);
    let lines = text.lines().count() as u32;
    let server = through_the_server(&text, lines).median();
    let alone = documents_alone(&text, lines).median();
    let rows = [
        Row::with_goal("a character, through the server", ms(server), "0.2 ms", server <= GOAL),
        Row::with_goal("a character, the document alone", ms(alone), "0.2 ms", alone <= GOAL),
    ];
    let explanation = format!(
        "One character inserted at changing lines of {} KiB: {CHANGES} `didChange` and a request behind them, \
         divided by {CHANGES}; medians of {ROUNDS}.",
        text.len() >> 10
    );
    page.add("Typing in a large document", &explanation, &rows);
}

fn line_of(change: u32, lines: u32) -> u32 {
    change.wrapping_mul(7919) % lines
}

fn through_the_server(text: &str, lines: u32) -> Samples {
    let mut client = LspClient::start();
    std::fs::write(client.directory().join("large.ts"), text).unwrap();
    client.open("large.ts", text);
    client.run("large.ts");
    let mut samples = Samples::default();
    for round in 0..ROUNDS {
        let begin = Instant::now();
        for change in 0..CHANGES {
            let at = json!({"line": line_of(round * CHANGES + change, lines), "character": 0});
            let range = json!({"start": at, "end": at});
            client.change_ranges("large.ts", json!([{"range": range, "text": " "}]));
        }
        client.execute_command("saveloop.status", json!([])).unwrap();
        samples.push(begin.elapsed() / CHANGES);
    }
    samples
}

fn documents_alone(text: &str, lines: u32) -> Samples {
    let mut documents = Documents::new(Encoding::Utf16);
    let name = DocumentName("untitled:large".into());
    documents.open(name.clone(), None, Version(0), text);
    let mut samples = Samples::default();
    for round in 0..ROUNDS {
        let begin = Instant::now();
        for change in 0..CHANGES {
            let number = round * CHANGES + change;
            let at = Position { line: line_of(number, lines), character: 0 };
            let change = Change { range: Some((at, at)), text: " ".into() };
            documents.change(&name, Version(number as i32 + 1), &[change]);
        }
        samples.push(begin.elapsed() / CHANGES);
    }
    samples
}
