//! Compares what the server shows with what each version must lead to.
//!
//! A publication names the version of the document it is about: all it shows has to be something that
//! text leads to, at its place in that text. When the program rests, all of it has to be there.

use std::collections::VecDeque;

use serde_json::Value;

use super::Counts;
use super::versions::{Item, Version};

/// More versions in a row do not come without one that runs.
const MOST_PAST: usize = 200;

pub struct Judge {
    pub counts: Counts,
    uri: String,
    /// Versions that may still be shown; the last one is the newest.
    versions: VecDeque<Version>,
    /// What the last of those before them led to: it may go on until a newer one runs.
    past: VecDeque<String>,
    /// What is shown now, and for which version of the document.
    shown: Vec<Item>,
    shown_for: i64,
    /// How many say of themselves that they are of an earlier version.
    earlier: usize,
    /// Since the last save the program came to an outcome and then to rest.
    is_resting: bool,
    has_ended: bool,
}

impl Judge {
    pub fn new(uri: &str, first: &Version) -> Self {
        Self {
            counts: Counts::default(),
            uri: uri.to_owned(),
            versions: VecDeque::from([first.clone()]),
            past: VecDeque::new(),
            shown: Vec::new(),
            shown_for: 0,
            earlier: 0,
            is_resting: false,
            has_ended: false,
        }
    }

    /// This version is saved next.
    pub fn expect(&mut self, version: Version) -> Version {
        self.versions.push_back(version.clone());
        self.is_resting = false;
        self.has_ended = false;
        version
    }

    pub fn hear(&mut self, message: &Value) {
        let params = &message["params"];
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") if params["uri"] == *self.uri => self.published(params),
            Some("saveloop/generation") => self.moved(params),
            _ => {}
        }
    }

    /// Whether the program rests and shows all its newest version leads to.
    pub fn is_content(&self) -> bool {
        // A version that does not parse leaves the one before running, with all it led to.
        let is_refused = self.wanted().any(|item| item.message.starts_with("SyntaxError"));
        let is_over = is_refused || self.earlier == 0;
        self.is_resting && is_over && self.wanted().all(|item| self.shown.contains(item))
    }

    /// All that was wanted is there.
    pub fn settled(&mut self) {
        self.counts.reports += self.shown.len();
        let over = self.versions.drain(..self.versions.len() - 1);
        self.past.extend(over.flat_map(|version| version.items).map(|item| item.message));
        self.past.drain(..self.past.len().saturating_sub(MOST_PAST));
    }

    /// What is wanted does not come.
    pub fn give_up(&mut self) {
        let missing: Vec<Item> = self.wanted().filter(|item| !self.shown.contains(item)).cloned().collect();
        self.counts.lost += missing.len().max(1);
        let (shown, is_resting) = (self.shown.clone(), self.is_resting);
        self.counts.note(|| format!("lost: {missing:?}; resting: {is_resting}; shown: {shown:?}"));
        self.versions.drain(..self.versions.len() - 1);
    }

    fn wanted(&self) -> impl Iterator<Item = &Item> {
        self.versions.back().into_iter().flat_map(|version| &version.items).filter(|item| item.is_certain)
    }

    fn moved(&mut self, params: &Value) {
        match params["state"].as_str() {
            Some("live" | "failed" | "interrupted" | "refused" | "unchanged" | "pending") => {
                self.has_ended = true;
                self.is_resting = false;
            }
            Some("settled") => self.is_resting = self.has_ended && params["alive"] == false,
            _ => self.is_resting = false,
        }
    }

    fn published(&mut self, params: &Value) {
        let document = params["version"].as_i64().expect("the document is open");
        if document < self.shown_for {
            self.counts.spurious += 1;
            let before = self.shown_for;
            self.counts.note(|| format!("of version {document} behind version {before}: {params}"));
        }
        self.shown_for = document;
        // Versions count from zero, documents from one.
        let version = self.versions.iter().find(|version| version.number as i64 + 1 == document).cloned();
        self.shown.clear();
        self.earlier = 0;
        for diagnostic in params["diagnostics"].as_array().into_iter().flatten() {
            self.shown_one(diagnostic, version.as_ref());
        }
    }

    /// Whether it says that it is of a version before this one, and is.
    fn is_of_earlier(&self, text: &str, message: &str, number: usize) -> bool {
        let mut before = self.versions.iter().filter(|version| version.number < number);
        text.contains("(from an earlier version of this file")
            && (self.past.iter().any(|past| past == message)
                || before.any(|version| version.items.iter().any(|item| item.message == message)))
    }

    fn shown_one(&mut self, diagnostic: &Value, version: Option<&Version>) {
        let text = diagnostic["message"].as_str().expect("a message");
        let start = &diagnostic["range"]["start"];
        let message = text.lines().next().unwrap_or_default();
        let items = version.map_or(&[][..], |version| &version.items);
        let number = |value: &Value| value.as_u64().expect("a number") as usize;
        let (line, character) = (number(&start["line"]), number(&start["character"]));
        match items.iter().find(|item| item.message == message) {
            Some(item) if (item.line, item.character) != (line, character) => {
                self.counts.misplaced += 1;
                self.counts.note(|| format!("misplaced: {diagnostic}, wanted {item:?}"));
            }
            Some(item) if self.shown.contains(item) => {
                self.counts.doubled += 1;
                self.counts.note(|| format!("doubled: {diagnostic}"));
            }
            Some(item) if item.is_error == (diagnostic["severity"] == 1) => self.shown.push(item.clone()),
            _ if self.is_of_earlier(text, message, number_of(version)) => self.earlier += 1,
            _ => {
                // The same said twice is told by its count.
                let is_repeated =
                    items.iter().any(|item| message.starts_with(&format!("{} (x", item.message)));
                if is_repeated {
                    self.counts.doubled += 1;
                } else {
                    self.counts.spurious += 1;
                }
                let number = version.map(|version| version.number);
                self.counts.note(|| format!("not of version {number:?}: {diagnostic}"));
            }
        }
    }
}

fn number_of(version: Option<&Version>) -> usize {
    version.map_or(0, |version| version.number)
}
