//! From a save to the report of the error it leads to, in turns with `bun --hot`.

use std::path::Path;
use std::time::{Duration, Instant};

use saveloop_tests::lsp_client::{DEADLINE, LspClient};
use serde_json::json;

use crate::bun::{self, Bun, Save};
use crate::programs;
use crate::report::{Page, Row};
use crate::stats::{Samples, ms, ratio};

const ROUNDS: usize = 60;

pub fn measure(page: &mut Page) {
    let mut rows = small();
    rows.extend(many());
    let explanation = format!(
        "saveloop: `didSave` written to its stdin until `publishDiagnostics` with the new error is read; the text \
         came by `didChange` and a request was answered before. \
         bun {}: the file is written until the error's text is read from its stderr. {ROUNDS} rounds each.",
        bun::version()
    );
    page.add("Save to report", &explanation, &rows);
}

fn small() -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let first = programs::thrower(0);
    std::fs::write(folder.path().join("main.ts"), &first).unwrap();
    let mut client = LspClient::start();
    std::fs::write(client.directory().join("main.ts"), &first).unwrap();
    client.open("main.ts", &first);
    client.run("main.ts");
    let times = take_turns(&mut client, folder.path(), "main.ts", "main.ts", programs::thrower);
    times.rows("one file of 20 lines", 1.0, "at most bun's median")
}

fn many() -> Vec<Row> {
    const LEAF: usize = programs::LEAVES / 2;
    let name = format!("leaf{LEAF}.ts");
    let folder = tempfile::tempdir().unwrap();
    programs::write_many(folder.path());
    let mut client = LspClient::start();
    programs::write_many(&client.directory());
    client.open(&name, &programs::leaf(LEAF));
    client.run("main.ts");
    let text = |round| programs::throwing_leaf(LEAF, round);
    let times = take_turns(&mut client, folder.path(), "main.ts", &name, text);
    times.rows("a leaf among 500 modules", 0.2, "a fifth of bun's median")
}

#[derive(Default)]
struct Times {
    saveloop: Samples,
    in_place: Samples,
    atomic: Samples,
    missed: usize,
}

fn take_turns(
    client: &mut LspClient,
    bun_folder: &Path,
    entry: &str,
    name: &str,
    text: impl Fn(usize) -> String,
) -> Times {
    let bun = Bun::start(bun_folder, entry);
    bun.wait_for_quiet();
    let path = bun_folder.join(name);
    let mut times = Times::default();
    // The first rounds warm up both.
    for round in 1..=ROUNDS + 3 {
        let saveloop = save(client, entry, name, &text(round), &over(round));
        let mut bun_save = |round, how| {
            let took = bun.save(&path, &text(round), how, &over(round));
            times.missed += usize::from(took.is_none());
            took
        };
        let in_place = bun_save(2 * round, Save::InPlace);
        let atomic = bun_save(2 * round + 1, Save::Atomic);
        if round > 3 {
            times.saveloop.push(saveloop);
            in_place.into_iter().for_each(|took| times.in_place.push(took));
            atomic.into_iter().for_each(|took| times.atomic.push(took));
        }
    }
    times
}

fn over(round: usize) -> String {
    format!("round {round} over")
}

fn save(client: &mut LspClient, entry: &str, name: &str, text: &str, error: &str) -> Duration {
    client.change(name, text);
    client.execute_command("saveloop.status", json!([])).unwrap();
    let uri = client.uri(name);
    let begin = Instant::now();
    client.save(name);
    let tells = |params: &serde_json::Value| params["uri"] == uri && params.to_string().contains(error);
    client.wait_for_notification("textDocument/publishDiagnostics", tells, DEADLINE);
    let took = begin.elapsed();
    client.wait_settled(entry);
    client.take_unread();
    took
}

impl Times {
    fn rows(&self, what: &str, most: f64, goal: &str) -> Vec<Row> {
        let shown = |samples: &Samples| {
            format!("median {}, p95 {} ({})", ms(samples.median()), ms(samples.p95()), samples.len())
        };
        let best = self.in_place.median().min(self.atomic.median());
        let share = ratio(self.saveloop.median(), best);
        vec![
            Row::with_goal(&format!("{what}: saveloop"), shown(&self.saveloop), goal, share <= most),
            Row::told(&format!("{what}: bun, written in place"), shown(&self.in_place)),
            Row::told(&format!("{what}: bun, renamed over"), shown(&self.atomic)),
            Row::told(
                &format!("{what}: saveloop ÷ the better of bun's"),
                format!("{share:.3} (bun missed {} saves)", self.missed),
            ),
        ]
    }
}
