//! A client that comes to know the program: by attaching, and by switching a domain on (pure).

use std::collections::VecDeque;

use runtime::debug::message::{ClientId, Command};
use serde_json::json;

use super::answers::Owed;
use super::{Cdp, DEBUGGER_ID, Effect, WAITING, debugger_domain, envelope, paused, runtime_domain};

impl Cdp {
    pub(super) fn attached(&mut self, client: ClientId) -> Vec<Effect> {
        let Some(state) = self.clients.get_mut(&client) else { return Vec::new() };
        let held = state.held.take().unwrap_or_default();
        let mut effects = Vec::new();
        for text in held {
            effects.extend(self.said(client, text));
        }
        effects
    }

    /// The context, and what was printed so far; both before the answer.
    pub(super) fn enable_runtime(&mut self, client: ClientId) -> Vec<String> {
        if self.clients.get(&client).is_none_or(|client| client.runtime) {
            return Vec::new();
        }
        self.change(client, |client| client.runtime = true);
        let context = self.mirror.context.iter().map(|(context, name)| {
            envelope::event(
                "Runtime.executionContextCreated",
                runtime_domain::context_created(*context, name),
            )
        });
        let said = self.mirror.said.iter().map(|said| {
            let (method, params) = runtime_domain::said(said, &self.mirror);
            envelope::event(method, params)
        });
        context.chain(said).collect()
    }

    /// That the program waits for a client, before the answer.
    pub(super) fn enable_node_runtime(&mut self, client: ClientId, id: i64, enabled: bool) -> Vec<Effect> {
        self.change(client, |client| client.node_runtime = enabled);
        let is_told = enabled && self.mirror.waits;
        let before = is_told.then(|| envelope::event(WAITING, json!({}))).into_iter().collect();
        self.ready(client, before, id, Ok(json!({})))
    }

    /// The scripts before the answer, a pause behind it.
    pub(super) fn enable_debugger(&mut self, client: ClientId, id: i64) -> Vec<Effect> {
        let was_enabled = self.clients.get(&client).is_none_or(|client| client.debugger);
        self.change(client, |client| client.debugger = true);
        let mut before = Vec::new();
        if !was_enabled {
            let parsed = self.mirror.scripts.iter().map(debugger_domain::script_parsed);
            before.extend(parsed.map(|params| envelope::event("Debugger.scriptParsed", params)));
        }
        let mut effects = self.ready(client, before, id, Ok(json!({ "debuggerId": DEBUGGER_ID })));
        if !was_enabled && self.mirror.pause.is_some() {
            let text = envelope::event("Debugger.paused", paused(&self.mirror));
            effects.extend(self.owe(client, Owed::Ready(vec![text])));
        }
        effects
    }

    /// All a client has set goes with the domain; for the core it leaves and joins again.
    pub(super) fn disable_debugger(&mut self, client: ClientId, id: i64) -> Vec<Effect> {
        if !self.clients.get(&client).is_some_and(|client| client.debugger) {
            return self.ready(client, Vec::new(), id, Ok(json!({})));
        }
        let mut effects = self.ready(client, Vec::new(), id, Ok(json!({})));
        self.change(client, |client| {
            client.debugger = false;
            client.held = Some(VecDeque::new());
        });
        if self.clients.len() == 1 {
            let said = std::mem::take(&mut self.mirror.said);
            self.forget();
            self.mirror.said = said;
        }
        effects.extend([Command::Detach(client), Command::Attach(client)].map(Effect::Core));
        effects
    }
}
