//! The domain `Console`, which older clients listen to: lines as texts (pure).

use runtime::debug::message::*;
use serde_json::{Value, json};

use super::mirror::{Mirror, Said};
use super::plan::{Plan, Planned, nothing};
use super::{Cdp, envelope, value};

/// What this domain answers.
pub const METHODS: &[&str] = &["enable", "disable", "clearMessages"];
pub const EVENTS: &[&str] = &["messageAdded"];
pub const ADDED: &str = "Console.messageAdded";

pub fn plan(method: &str) -> Option<Planned> {
    Some(match method {
        "enable" => Ok(Plan::EnableConsole(true)),
        "disable" => Ok(Plan::EnableConsole(false)),
        "clearMessages" => nothing(),
        _ => return None,
    })
}

impl Cdp {
    /// What was printed so far, to be told before the answer.
    pub(super) fn enable_console(&mut self, client: ClientId, enabled: bool) -> Vec<String> {
        let was_enabled = self.clients.get(&client).is_none_or(|client| client.console);
        self.change(client, |client| client.console = enabled);
        if was_enabled || !enabled {
            return Vec::new();
        }
        let said = self.mirror.said.iter().filter_map(|said| message(said, &self.mirror));
        said.map(|params| envelope::event(ADDED, params)).collect()
    }
}

/// The parameters of `messageAdded`; exceptions are told by `Runtime` alone.
pub fn message(said: &Said, mirror: &Mirror) -> Option<Value> {
    let Said::Console(call) = said else { return None };
    let level = match call.kind {
        ConsoleKind::Warn => "warning",
        ConsoleKind::Error | ConsoleKind::Assert => "error",
        ConsoleKind::Debug => "debug",
        ConsoleKind::Info => "info",
        _ => "log",
    };
    let texts: Vec<String> = call.arguments.iter().map(value::text).collect();
    let mut message = json!({ "source": "console-api", "level": level, "text": texts.join(" ") });
    if let Some(frame) = call.stack.first() {
        message["url"] = json!(mirror.url(frame.location.script));
        message["line"] = json!(frame.location.position.line + 1);
        message["column"] = json!(frame.location.position.column + 1);
    }
    Some(json!({ "message": message }))
}
