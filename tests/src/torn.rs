//! Saves while the file on disk is never what was saved: versions whose every report is known in
//! advance, somebody who tears the file meanwhile, and a judge of what the server shows.

mod disk;
mod judge;
mod versions;

use std::time::{Duration, Instant};

use serde_json::json;

use crate::lsp_client::{LspClient, Setup};
use disk::Disk;
use judge::Judge;
use versions::{Change, Version, Versions};

const FILE: &str = "main.ts";
/// A report that has not come by now is lost.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many are lost before the rest is given up.
const MOST_LOST: usize = 20;

/// What came of the saves. Everything but `saves`, `reports` and `disk_changes` must be nothing.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    pub saves: usize,
    /// Errors and printed lines that were seen where they belong.
    pub reports: usize,
    pub disk_changes: usize,
    pub spurious: usize,
    pub lost: usize,
    pub misplaced: usize,
    pub doubled: usize,
    /// The first few mistakes, in words.
    pub mistakes: Vec<String>,
}

impl Counts {
    pub fn is_clean(&self) -> bool {
        (self.spurious, self.lost, self.misplaced, self.doubled) == (0, 0, 0, 0)
    }

    fn note(&mut self, mistake: impl FnOnce() -> String) {
        if self.mistakes.len() < 5 {
            self.mistakes.push(mistake());
        }
    }
}

/// A server with one program, whose file is torn all the time.
pub struct Torn {
    pub client: LspClient,
    versions: Versions,
    judge: Judge,
    disk: Disk,
}

impl Torn {
    pub fn start(seed: u64) -> Self {
        let versions = Versions::new(seed);
        let first = versions.first();
        let mut client = LspClient::start_with(&Setup::default(), &[(FILE, &first.text)]);
        client.open(FILE, &first.text);
        let uri = client.uri(FILE);
        let path = client.directory().join(FILE);
        let judge = Judge::new(&uri, &first);
        let mut torn = Self { client, versions, judge, disk: Disk::tear(path, seed) };
        let command = json!({"command": "saveloop.run", "arguments": [uri]});
        torn.client.send_request("workspace/executeCommand", command);
        torn.settle();
        torn
    }

    /// Each save waits for everything the one before led to.
    pub fn settled(&mut self, saves: usize) {
        for _ in 0..saves {
            if self.judge.counts.lost >= MOST_LOST {
                return;
            }
            self.save();
            self.settle();
        }
    }

    /// Saves in bursts that wait for nothing; what the last of each burst leads to must come.
    pub fn storm(&mut self, saves: usize) {
        let mut left = saves;
        while left > 0 && self.judge.counts.lost < MOST_LOST {
            let burst = self.versions.burst().min(left);
            for _ in 0..burst {
                self.save();
            }
            left -= burst;
            self.settle();
        }
    }

    /// Ends the tearing; yields what was counted.
    pub fn finish(mut self) -> Counts {
        let id = self
            .client
            .send_request("workspace/executeCommand", json!({"command": "saveloop.status", "arguments": []}));
        // Nothing may come behind the last report.
        loop {
            let message = self.client.next_message(PATIENCE).expect("a status");
            if message.get("method").is_none() && message["id"] == id {
                break;
            }
            self.judge.hear(&message);
        }
        let mut counts = self.judge.counts.clone();
        counts.disk_changes = self.disk.stop();
        counts
    }

    fn save(&mut self) {
        let Version { text, change, .. } = &self.judge.expect(self.versions.next());
        match change {
            Change::Whole => self.client.change(FILE, text),
            Change::Line { line, text } => {
                let at = json!({"line": line, "character": 0});
                let change = json!([{"range": {"start": at, "end": at}, "text": text}]);
                self.client.change_ranges(FILE, change);
            }
        }
        self.disk.saved(text);
        self.client.save(FILE);
        self.judge.counts.saves += 1;
    }

    /// Until the program has come to rest and shows what its newest version leads to.
    fn settle(&mut self) {
        let end = Instant::now() + PATIENCE;
        while !self.judge.is_content() {
            match self.client.next_message(end.saturating_duration_since(Instant::now())) {
                Some(message) => self.judge.hear(&message),
                None => return self.judge.give_up(),
            }
        }
        self.judge.settled();
    }
}
