//! The Chrome DevTools Protocol in front of the debug core: one conversation for each client, all of
//! them about one program. Pure: what comes in yields what is to be sent and asked.
//!
//! Answers leave in the order of the requests, but for those that wait for a promise of the program.

mod answers;
mod bindings;
mod console_domain;
mod debugger_domain;
mod envelope;
mod gate;
mod joining;
mod mirror;
mod params;
mod plan;
mod profiler_domain;
mod profiles;
mod protocol;
mod runtime_domain;
mod value;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use runtime::debug::message::{Audience, ClientId, Command, Event, Request, RequestId};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use answers::{Asked, Owed};
use envelope::{Incoming, Refusal};
use mirror::{Mirror, Said};
use plan::{Plan, Shape};
use profiles::Profiler;

pub use protocol::description;

/// What has to be done.
#[derive(Debug, PartialEq)]
pub enum Effect {
    Send(ClientId, String),
    /// To the debug core.
    Core(Command),
}

/// All conversations about one program.
#[derive(Debug, Default)]
pub struct Cdp {
    mirror: Mirror,
    clients: BTreeMap<ClientId, Client>,
    asked: FxHashMap<RequestId, Asked>,
    next_request: u64,
    /// The core tells somebody what happens. What it said before the last one left may still be on
    /// its way, and is of no use: whoever comes is told everything anew.
    is_told: bool,
}

/// One client.
#[derive(Debug, Default)]
struct Client {
    /// Messages that came before the core knew the client; `None` once it does.
    held: Option<VecDeque<String>>,
    runtime: bool,
    debugger: bool,
    console: bool,
    node_runtime: bool,
    /// It wants to hear that the program waits for it at its end.
    notifies_disconnect: bool,
    /// Functions that it has declared in the program.
    bindings: BTreeSet<String>,
    profiler: Profiler,
    /// Texts that it compiled, to be run later, once each.
    kept: Vec<Option<String>>,
    /// Answers in the order in which they are owed.
    owed: VecDeque<Owed>,
}

const WAITING: &str = "NodeRuntime.waitingForDebugger";

/// So many texts a client may keep.
const MAX_KEPT: usize = 1000;

/// What identifies the debugger to clients; they only need it to be there.
const DEBUGGER_ID: &str = "saveloop";

impl Cdp {
    /// A client has come.
    pub fn opened(&mut self, client: ClientId) -> Vec<Effect> {
        self.clients.insert(client, Client { held: Some(VecDeque::new()), ..Client::default() });
        vec![Effect::Core(Command::Attach(client))]
    }

    /// A client has gone.
    pub fn closed(&mut self, client: ClientId) -> Vec<Effect> {
        self.clients.remove(&client);
        self.asked.retain(|_, asked| asked.client != client);
        if self.clients.is_empty() {
            self.forget();
        }
        vec![Effect::Core(Command::Detach(client))]
    }

    /// A client says something.
    pub fn said(&mut self, client: ClientId, text: String) -> Vec<Effect> {
        match self.clients.get_mut(&client) {
            None => Vec::new(),
            Some(Client { held: Some(held), .. }) => {
                held.push_back(text);
                Vec::new()
            }
            Some(_) => self.obey(client, &text),
        }
    }

    /// Nobody hears of the program any more.
    fn forget(&mut self) {
        self.mirror = Mirror::default();
        self.is_told = false;
    }

    /// The debug core says something.
    pub fn heard(&mut self, event: Event) -> Vec<Effect> {
        self.is_told |= is_introduction(&event);
        if !self.is_told && !matches!(event, Event::Answer { .. }) {
            return Vec::new();
        }
        match event {
            Event::Attached { client } => self.attached(client),
            Event::Answer { client: _, id, answer } => self.answered(id, answer),
            Event::ContextsCleared { .. } => {
                self.mirror.clear_contexts();
                // The program that began them is gone.
                self.clients.values_mut().for_each(|client| client.profiler.begun.clear());
                self.tell(|client| client.runtime, "Runtime.executionContextsCleared", |_| json!({}))
            }
            Event::Waiting { .. } => {
                self.mirror.waits = true;
                self.tell(|client| client.node_runtime, WAITING, |_| json!({}))
            }
            Event::ContextCreated { context, name, .. } => {
                self.mirror.waits = false;
                let created = runtime_domain::context_created(context, &name);
                self.mirror.context = Some((context, name));
                let mut effects =
                    self.tell(|client| client.runtime, "Runtime.executionContextCreated", |_| created);
                effects.extend(self.bind_again());
                effects
            }
            Event::ScriptParsed { script, .. } => {
                let parsed = debugger_domain::script_parsed(&script);
                self.mirror.scripts.add(script);
                self.tell(|client| client.debugger, "Debugger.scriptParsed", |_| parsed)
            }
            Event::BreakpointResolved { client, breakpoint, location } => {
                let params = json!({
                    "breakpointId": breakpoint.0.to_string(),
                    "location": value::location(location),
                });
                let is_enabled = self.clients.get(&client).is_some_and(|client| client.debugger);
                let text = envelope::event("Debugger.breakpointResolved", params);
                is_enabled.then_some(Effect::Send(client, text)).into_iter().collect()
            }
            Event::Paused { pause, .. } => {
                self.mirror.pause = Some(pause);
                let mut effects = self.let_pass();
                effects.extend(self.tell(|client| client.debugger, "Debugger.paused", paused));
                effects
            }
            Event::Resumed => {
                self.mirror.pause = None;
                self.tell(|client| client.debugger, "Debugger.resumed", |_| json!({}))
            }
            Event::Console(call) => self.say(Said::Console(call)),
            Event::ExceptionThrown { id, timestamp, context, exception } => {
                self.say(Said::Thrown { id, timestamp, context, exception })
            }
            Event::Called { name, payload, context } => {
                let params = json!({ "name": name, "payload": payload, "executionContextId": context.0 });
                let wants = |client: &Client| client.runtime && client.bindings.contains(&name);
                self.tell(wants, "Runtime.bindingCalled", |_| params)
            }
            Event::ConsoleProfile(profile) => self.console_profile(&profile),
            Event::ExceptionRevoked { id } => {
                self.mirror.revoke(id);
                let params = json!({ "reason": "Handler added to rejected promise", "exceptionId": id.0 });
                self.tell(|client| client.runtime, "Runtime.exceptionRevoked", |_| params)
            }
        }
    }

    /// The program is over. Clients leave when they hear this.
    pub fn ended(&mut self) -> Vec<Effect> {
        let Some((context, _)) = self.mirror.context else { return Vec::new() };
        let params = runtime_domain::context_destroyed(context);
        let mut effects = self.tell(
            |client| client.runtime && !client.notifies_disconnect,
            "Runtime.executionContextDestroyed",
            |_| params,
        );
        let waiting = "NodeRuntime.waitingForDisconnect";
        effects.extend(self.tell(|client| client.notifies_disconnect, waiting, |_| json!({})));
        effects
    }

    fn say(&mut self, said: Said) -> Vec<Effect> {
        let (method, params) = runtime_domain::said(&said, &self.mirror);
        let message = console_domain::message(&said, &self.mirror);
        self.mirror.say(said);
        let mut effects = self.tell(|client| client.runtime, method, |_| params);
        if let Some(message) = message {
            effects.extend(self.tell(|client| client.console, console_domain::ADDED, |_| message));
        }
        effects
    }

    /// An event for everyone who has joined and wants it.
    fn tell(
        &self,
        wants: impl Fn(&Client) -> bool,
        method: &str,
        params: impl FnOnce(&Mirror) -> Value,
    ) -> Vec<Effect> {
        let listeners: Vec<_> =
            self.clients.iter().filter(|(_, client)| client.held.is_none() && wants(client)).collect();
        if listeners.is_empty() {
            return Vec::new();
        }
        let text = envelope::event(method, params(&self.mirror));
        listeners.into_iter().map(|(client, _)| Effect::Send(*client, text.clone())).collect()
    }

    fn obey(&mut self, client: ClientId, text: &str) -> Vec<Effect> {
        let Incoming { id, method, params } = match envelope::parse(text) {
            Ok(incoming) => incoming,
            Err(answer) => return self.owe(client, Owed::Ready(vec![answer])),
        };
        match self.planned(client, &method, params) {
            Ok(Plan::Reply(result)) => self.ready(client, Vec::new(), id, Ok(result)),
            Ok(Plan::Ask(request, shape)) => self.ask(client, request, (id, method, shape)),
            Ok(Plan::AskBoth(first, second, shape)) => {
                // Nobody waits for its answer.
                let unheard = self.next_request();
                let mut effects = vec![Effect::Core(Command::Ask { client, id: unheard, request: first })];
                effects.extend(self.ask(client, second, (id, method, shape)));
                effects
            }
            Ok(Plan::Keep(text)) => match self.keep(client, &text) {
                Some(number) => {
                    self.ask(client, Request::Compile { text }, (id, method, Shape::Kept { number }))
                }
                None => self.ready(client, Vec::new(), id, Err(Refusal::state("Too many scripts are kept"))),
            },
            Ok(Plan::RunKept { number, how, place }) => {
                let kept = self.clients.get_mut(&client).and_then(|client| client.kept.get_mut(number));
                let kept = kept.and_then(Option::take);
                match kept {
                    Some(text) => self.ask(client, how.evaluate(text, place), (id, method, Shape::Evaluated)),
                    None => {
                        self.ready(client, Vec::new(), id, Err(Refusal::state("No script with given id")))
                    }
                }
            }
            Ok(Plan::EnableRuntime) => {
                let before = self.enable_runtime(client);
                self.ready(client, before, id, Ok(json!({})))
            }
            Ok(Plan::DisableRuntime) => {
                self.change(client, |client| client.runtime = false);
                self.ready(client, Vec::new(), id, Ok(json!({})))
            }
            Ok(Plan::EnableDebugger) => self.enable_debugger(client, id),
            Ok(Plan::DisableDebugger) => self.disable_debugger(client, id),
            Ok(Plan::DiscardConsole) => {
                self.mirror.said.clear();
                self.ready(client, Vec::new(), id, Ok(json!({})))
            }
            Ok(Plan::IsolateId) => self.ready(client, Vec::new(), id, Ok(json!({ "id": DEBUGGER_ID }))),
            Ok(
                plan @ (Plan::EnableProfiler(_)
                | Plan::SamplingInterval(_)
                | Plan::StartProfile
                | Plan::StopProfile),
            ) => self.profile(client, id, method, &plan),
            Ok(Plan::EnableConsole(enabled)) => {
                let before = self.enable_console(client, enabled);
                self.ready(client, before, id, Ok(json!({})))
            }
            Ok(Plan::EnableNodeRuntime(enabled)) => self.enable_node_runtime(client, id, enabled),
            Ok(Plan::NotifyDisconnect(enabled)) => {
                self.change(client, |client| client.notifies_disconnect = enabled);
                self.ready(client, Vec::new(), id, Ok(json!({})))
            }
            Ok(Plan::AddBinding(name)) => self.add_binding(client, name, (id, method)),
            Ok(Plan::RemoveBinding(name)) => {
                self.change(client, |client| {
                    client.bindings.remove(&name);
                });
                self.ready(client, Vec::new(), id, Ok(json!({})))
            }
            Err(refusal) => self.ready(client, Vec::new(), id, Err(refusal)),
        }
    }

    fn planned(&self, client: ClientId, method: &str, params: Value) -> plan::Planned {
        params::check(method, &params)?;
        let state = self.clients.get(&client);
        let enabled = gate::Enabled {
            runtime: state.is_some_and(|client| client.runtime),
            debugger: state.is_some_and(|client| client.debugger),
        };
        gate::pass(method, enabled, self.mirror.pause.is_some())?;
        protocol::plan(method, params, &self.mirror)
    }

    /// `None`: there are too many.
    fn keep(&mut self, client: ClientId, text: &str) -> Option<usize> {
        let kept = &mut self.clients.get_mut(&client)?.kept;
        let number = kept.len();
        (number < MAX_KEPT).then(|| kept.push(Some(text.to_owned())))?;
        Some(number)
    }

    fn change(&mut self, client: ClientId, change: impl FnOnce(&mut Client)) {
        if let Some(client) = self.clients.get_mut(&client) {
            change(client);
        }
    }
}

/// Whether an event is one of those that tell a client that joins how things are.
fn is_introduction(event: &Event) -> bool {
    match event {
        Event::Attached { .. } => true,
        Event::ContextsCleared { to }
        | Event::Waiting { to }
        | Event::ContextCreated { to, .. }
        | Event::ScriptParsed { to, .. }
        | Event::Paused { to, .. } => *to != Audience::All,
        _ => false,
    }
}

fn paused(mirror: &Mirror) -> Value {
    mirror.pause.as_ref().map_or_else(|| json!({}), |pause| value::pause(pause, mirror))
}

#[cfg(test)]
mod tests;
