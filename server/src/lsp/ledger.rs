//! `saveloop.handles`: what the programs have running, asked of each and answered together. A program
//! that does not yield is answered for after a moment.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use runtime::ids::LedgerAsk;
use runtime::message::{Handle, Ledger};
use serde_json::{Value, json};
use tower_lsp::ls_types::MessageType;

use super::command::Reply;
use super::main_loop::MainLoop;
use super::{from_proto, to_proto};
use crate::diagnostics::ProgramName;
use crate::documents::FilePaths;

/// How long a program may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);
/// A message names so many handles of a program.
const MOST_NAMED: usize = 8;

/// Questions that wait for programs.
#[derive(Default)]
pub struct Ledgers {
    last: u64,
    waiting: Vec<Question>,
}

struct Question {
    ask: LedgerAsk,
    /// What each program said; `None` while it says nothing.
    told: BTreeMap<ProgramName, Option<Ledger>>,
    until: Instant,
    reply: Reply,
}

impl Question {
    fn is_answered(&self) -> bool {
        self.told.values().all(Option::is_some)
    }
}

impl Ledgers {
    pub fn deadline(&self) -> Option<Instant> {
        self.waiting.iter().map(|question| question.until).min()
    }
}

impl MainLoop {
    pub(super) fn ask_handles(&mut self, uri: Option<&str>, reply: Reply) {
        self.ledgers.last += 1;
        let ask = LedgerAsk(self.ledgers.last);
        let named = uri.map(|uri| from_proto::file_of(uri).map(|path| FilePaths::of(path).real));
        let asked = self
            .programs
            .ask_ledger(ask, |entry| named.as_ref().is_none_or(|named| named.as_deref() == Some(entry)));
        let told = asked.into_iter().map(|program| (program, None)).collect();
        self.ledgers.waiting.push(Question { ask, told, until: Instant::now() + PATIENCE, reply });
    }

    pub(super) fn ledger_told(&mut self, program: &ProgramName, ask: LedgerAsk, ledger: &Ledger) {
        let question = self.ledgers.waiting.iter_mut().find(|question| question.ask == ask);
        if let Some(told) = question.and_then(|question| question.told.get_mut(program)) {
            *told = Some(ledger.clone());
        }
    }

    /// Answers what every program has answered, and what has waited for long enough.
    pub(super) fn answer_ledgers(&mut self, now: Instant) {
        let is_due = |question: &mut Question| question.is_answered() || question.until <= now;
        for question in self.ledgers.waiting.extract_if(.., is_due).collect::<Vec<_>>() {
            let programs: Vec<Value> = question
                .told
                .iter()
                .map(|(program, ledger)| self.handles_json(program, ledger.as_ref()))
                .collect();
            let text: Vec<String> = question
                .told
                .iter()
                .map(|(program, ledger)| self.handles_text(program, ledger.as_ref()))
                .collect();
            let text = if text.is_empty() { "saveloop runs no program".to_owned() } else { text.join("\n") };
            self.outbox.show(MessageType::INFO, text);
            // A client that has gone away needs no answer.
            let _ = question.reply.send(Ok(Some(json!({"programs": programs}))));
        }
    }

    fn handles_json(&self, program: &ProgramName, ledger: Option<&Ledger>) -> Value {
        let handles = ledger.map(|ledger| {
            let all = ledger.handles.iter().map(|handle| self.handle_json(handle));
            all.collect::<Vec<_>>()
        });
        json!({"program": to_proto::uri(program, &self.documents), "handles": handles, "held": ledger.map(|ledger| &ledger.held)})
    }

    fn handle_json(&self, handle: &Handle) -> Value {
        json!({
            "kind": handle.kind,
            "what": handle.what,
            "owner": handle.owner.as_ref().and_then(|owner| to_proto::uri(owner, &self.documents)),
            "place": handle.place.as_ref().and_then(|place| to_proto::location(place, &self.documents)),
            "generation": handle.generation.0,
            "ageMs": whole_ms(handle.age),
            "dueMs": handle.due.map(whole_ms),
            "keepsAlive": handle.keeps_alive,
        })
    }

    /// One line: `main.ts: 2 handles: setInterval 100 ms (clock.ts, generation 3), ...`
    fn handles_text(&self, program: &ProgramName, ledger: Option<&Ledger>) -> String {
        let program = self.short_name(program);
        let Some(ledger) = ledger else {
            return format!("{program} does not yield: its handles are not known");
        };
        let count = ledger.handles.len();
        let noun = if count == 1 { "handle" } else { "handles" };
        let mut named: Vec<String> =
            ledger.handles.iter().take(MOST_NAMED).map(|handle| self.handle_text(handle)).collect();
        if count > MOST_NAMED {
            named.push(format!("{} more", count - MOST_NAMED));
        }
        if named.is_empty() {
            format!("{program}: no {noun}")
        } else {
            format!("{program}: {count} {noun}: {}", named.join(", "))
        }
    }

    fn handle_text(&self, handle: &Handle) -> String {
        let owner =
            handle.owner.as_ref().map_or_else(String::new, |owner| format!("{}, ", self.short_name(owner)));
        format!("{} ({owner}generation {})", handle.what, handle.generation)
    }
}

fn whole_ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
