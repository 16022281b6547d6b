//! The Chrome DevTools Protocol in front of the debug core: one conversation for each client, all of
//! them about one program. Pure: what comes in yields what is to be sent and asked.
//!
//! Answers leave in the order of the requests, but for those that wait for a promise of the program.

mod bindings;
mod console_domain;
mod debugger_domain;
mod envelope;
mod gate;
mod mirror;
mod params;
mod plan;
mod profiler_domain;
mod protocol;
mod runtime_domain;
mod value;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use runtime::debug::message::{
    Answer, Audience, ClientId, Command, ConsoleProfile, Event, Failure, Request, RequestId,
};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use envelope::{Incoming, Refusal};
use mirror::{Mirror, Said};
use plan::{Plan, Shape};

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

#[derive(Debug, Default)]
struct Profiler {
    is_enabled: bool,
    /// A profile is recorded.
    records: bool,
    interval: Option<u32>,
    /// Profiles of the program that it has heard begin.
    begun: BTreeSet<u32>,
}

#[derive(Debug)]
enum Owed {
    /// Events that belong in front of an answer, and the answer.
    Ready(Vec<String>),
    Waits(RequestId),
}

/// A question to the core.
#[derive(Debug)]
struct Asked {
    client: ClientId,
    id: i64,
    method: String,
    shape: Shape,
    /// It runs the program, which may stop on the way.
    is_evaluation: bool,
}

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
            Event::ContextCreated { context, name, .. } => {
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

    /// Its end is for those who know of its beginning.
    fn console_profile(&mut self, profile: &ConsoleProfile) -> Vec<Effect> {
        let mut told = BTreeSet::new();
        for (id, client) in &mut self.clients {
            let Client { profiler, .. } = client;
            let hears = match profile.recorded {
                Some(_) => profiler.begun.remove(&profile.id),
                None => client.held.is_none() && profiler.is_enabled && profiler.begun.insert(profile.id),
            };
            if hears {
                told.insert(*id);
            }
        }
        if told.is_empty() {
            return Vec::new();
        }
        let (method, params) = profiler_domain::console_profile(profile, &self.mirror);
        let text = envelope::event(method, params);
        told.into_iter().map(|client| Effect::Send(client, text.clone())).collect()
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

    fn attached(&mut self, client: ClientId) -> Vec<Effect> {
        let Some(state) = self.clients.get_mut(&client) else { return Vec::new() };
        let held = state.held.take().unwrap_or_default();
        let mut effects = Vec::new();
        for text in held {
            effects.extend(self.said(client, text));
        }
        effects
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

    fn profile(&mut self, client: ClientId, id: i64, method: String, plan: &Plan) -> Vec<Effect> {
        let Some(Client { profiler, .. }) = self.clients.get_mut(&client) else { return Vec::new() };
        let interval_us = profiler.interval.unwrap_or(profiler_domain::DEFAULT_INTERVAL_US);
        let (request, shape) = match plan {
            Plan::EnableProfiler(enabled) => {
                profiler.is_enabled = *enabled;
                if !*enabled {
                    profiler.begun.clear();
                }
                let ends = !*enabled && std::mem::take(&mut profiler.records);
                let mut effects = self.ready(client, Vec::new(), id, Ok(json!({})));
                if ends {
                    // Nobody waits for its answer.
                    let request = Request::StopProfile;
                    effects.push(Effect::Core(Command::Ask { client, id: self.next_request(), request }));
                }
                return effects;
            }
            Plan::SamplingInterval(interval) if !profiler.records => {
                profiler.interval = Some(*interval);
                return self.ready(client, Vec::new(), id, Ok(json!({})));
            }
            Plan::SamplingInterval(_) => {
                let refusal = Refusal::state("Cannot change sampling interval when profiling.");
                return self.ready(client, Vec::new(), id, Err(refusal));
            }
            Plan::StartProfile if !profiler.is_enabled => {
                return self.ready(client, Vec::new(), id, Err(Refusal::state("Profiler is not enabled")));
            }
            Plan::StartProfile => {
                profiler.records = true;
                (Request::StartProfile { interval_us }, Shape::Empty)
            }
            _ if !std::mem::take(&mut profiler.records) => {
                let refusal = Refusal::state("No recording profiles found");
                return self.ready(client, Vec::new(), id, Err(refusal));
            }
            _ => (Request::StopProfile, Shape::Profile),
        };
        self.ask(client, request, (id, method, shape))
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

    // Domains that are switched on

    /// The context, and what was printed so far; both before the answer.
    fn enable_runtime(&mut self, client: ClientId) -> Vec<String> {
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

    /// The scripts before the answer, a pause behind it.
    fn enable_debugger(&mut self, client: ClientId, id: i64) -> Vec<Effect> {
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
    fn disable_debugger(&mut self, client: ClientId, id: i64) -> Vec<Effect> {
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

    // Questions and answers

    fn next_request(&mut self) -> RequestId {
        self.next_request += 1;
        RequestId(self.next_request)
    }

    fn ask(
        &mut self,
        client: ClientId,
        request: Request,
        (id, method, shape): (i64, String, Shape),
    ) -> Vec<Effect> {
        let number = self.next_request();
        if !waits_for_promise(&request) {
            self.change(client, |client| client.owed.push_back(Owed::Waits(number)));
        }
        let is_evaluation = matches!(request, Request::Evaluate(_) | Request::CallFunctionOn(_));
        self.asked.insert(number, Asked { client, id, method, shape, is_evaluation });
        vec![Effect::Core(Command::Ask { client, id: number, request })]
    }

    /// An evaluation may have stopped on its way: what comes behind it does not wait for its answer.
    fn let_pass(&mut self) -> Vec<Effect> {
        let asked = &self.asked;
        let is_evaluation = |id: &RequestId| asked.get(id).is_some_and(|asked| asked.is_evaluation);
        for client in self.clients.values_mut() {
            client.owed.retain(|owed| !matches!(owed, Owed::Waits(id) if is_evaluation(id)));
        }
        let clients: Vec<ClientId> = self.clients.keys().copied().collect();
        clients.into_iter().flat_map(|client| self.pay(client)).collect()
    }

    fn answered(&mut self, request: RequestId, answer: Result<Answer, Failure>) -> Vec<Effect> {
        let Some(Asked { client, id, method, shape, .. }) = self.asked.remove(&request) else {
            return Vec::new();
        };
        let result = match answer {
            Ok(answer) => shaped(answer, shape, &self.mirror)
                .unwrap_or_else(|| Err(Refusal::internal(format!("{method} got an answer of another kind")))),
            Err(failure) => Err(refusal(failure)),
        };
        let text = envelope::reply(id, &result);
        let Some(state) = self.clients.get_mut(&client) else { return Vec::new() };
        let owed = state.owed.iter_mut().find(|owed| matches!(owed, Owed::Waits(waits) if *waits == request));
        match owed {
            Some(owed) => {
                *owed = Owed::Ready(vec![text]);
                self.pay(client)
            }
            None => vec![Effect::Send(client, text)],
        }
    }

    fn ready(
        &mut self,
        client: ClientId,
        mut before: Vec<String>,
        id: i64,
        answer: Result<Value, Refusal>,
    ) -> Vec<Effect> {
        before.push(envelope::reply(id, &answer));
        self.owe(client, Owed::Ready(before))
    }

    fn owe(&mut self, client: ClientId, owed: Owed) -> Vec<Effect> {
        self.change(client, |client| client.owed.push_back(owed));
        self.pay(client)
    }

    /// Sends what is ready, up to the first answer that is not.
    fn pay(&mut self, client: ClientId) -> Vec<Effect> {
        let mut effects = Vec::new();
        let Some(state) = self.clients.get_mut(&client) else { return effects };
        while let Some(Owed::Ready(_)) = state.owed.front() {
            if let Some(Owed::Ready(texts)) = state.owed.pop_front() {
                effects.extend(texts.into_iter().map(|text| Effect::Send(client, text)));
            }
        }
        effects
    }
}

/// Whether an event is one of those that tell a client that joins how things are.
fn is_introduction(event: &Event) -> bool {
    match event {
        Event::Attached { .. } => true,
        Event::ContextsCleared { to }
        | Event::ContextCreated { to, .. }
        | Event::ScriptParsed { to, .. }
        | Event::Paused { to, .. } => *to != Audience::All,
        _ => false,
    }
}

fn waits_for_promise(request: &Request) -> bool {
    match request {
        Request::AwaitPromise { .. } => true,
        Request::Evaluate(evaluate) => evaluate.flags.await_promise || evaluate.flags.repl,
        Request::CallFunctionOn(call) => call.flags.await_promise,
        _ => false,
    }
}

fn paused(mirror: &Mirror) -> Value {
    mirror.pause.as_ref().map_or_else(|| json!({}), |pause| value::pause(pause, mirror))
}

/// `None`: the core answered something else than was asked.
fn shaped(answer: Answer, shape: Shape, mirror: &Mirror) -> Option<Result<Value, Refusal>> {
    Some(Ok(match (shape, answer) {
        (Shape::Empty, Answer::Done) => json!({}),
        (Shape::Evaluated, Answer::Evaluated(Ok(result))) => json!({ "result": value::remote(&result) }),
        (Shape::Evaluated, Answer::Evaluated(Err(exception))) => json!({
            "result": value::remote(&exception.value),
            "exceptionDetails": value::exception(&exception, 0, mirror),
        }),
        (Shape::Details, Answer::Evaluated(Err(exception))) => {
            let mut details = value::exception(&exception, 0, mirror);
            let text = value::text(&exception.value);
            details["text"] = json!(text.lines().next().unwrap_or_default());
            json!({ "exceptionDetails": details })
        }
        (Shape::Compiled, Answer::Compiled(Ok(()))) => json!({}),
        (Shape::Kept { number }, Answer::Compiled(Ok(()))) => {
            json!({ "scriptId": format!("{}{number}", runtime_domain::KEPT_SCRIPT) })
        }
        (Shape::Compiled | Shape::Kept { .. }, Answer::Compiled(Err(exception))) => {
            json!({ "exceptionDetails": value::exception(&exception, 0, mirror) })
        }
        (Shape::BreakpointByUrl, Answer::BreakpointSet { id, locations }) => json!({
            "breakpointId": id.0.to_string(),
            "locations": locations.into_iter().map(value::location).collect::<Value>(),
        }),
        (Shape::Breakpoint, Answer::BreakpointSet { id, locations }) => match locations.first() {
            Some(at) => json!({ "breakpointId": id.0.to_string(), "actualLocation": value::location(*at) }),
            None => return Some(Err(Refusal::state("Could not resolve breakpoint"))),
        },
        (Shape::Locations { script }, Answer::Locations(locations)) => {
            json!({ "locations": locations.iter().map(|at| debugger_domain::possible(script, at)).collect::<Value>() })
        }
        (Shape::Properties, Answer::Properties(properties)) => value::properties(&properties),
        (Shape::Names, Answer::Names(names)) => json!({ "names": names }),
        (Shape::Profile, Answer::Profile(profile)) => profiler_domain::stopped(&profile, mirror),
        (Shape::HeapUsage, Answer::HeapUsage { used, total }) => json!({
            "usedSize": used, "totalSize": total, "embedderHeapUsedSize": 0, "backingStorageSize": 0,
        }),
        _ => return None,
    }))
}

/// The core's reasons in the protocol's numbers.
fn refusal(failure: Failure) -> Refusal {
    match failure {
        Failure::UnknownVariable => Refusal::internal(failure.to_string()),
        _ => Refusal::state(failure.to_string()),
    }
}

#[cfg(test)]
mod tests;
