//! Questions to the debug core, and the order in which their answers leave (pure).

use runtime::debug::message::{Answer, ClientId, Command, Failure, Request, RequestId};
use serde_json::{Value, json};

use super::envelope::{self, Refusal};
use super::mirror::Mirror;
use super::plan::Shape;
use super::{Cdp, Effect, debugger_domain, profiler_domain, runtime_domain, value};

#[derive(Debug)]
pub(super) enum Owed {
    /// Events that belong in front of an answer, and the answer.
    Ready(Vec<String>),
    Waits(RequestId),
}

/// A question to the core.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) client: ClientId,
    pub(super) id: i64,
    pub(super) method: String,
    pub(super) shape: Shape,
    /// It runs the program, which may stop on the way.
    pub(super) is_evaluation: bool,
}

impl Cdp {
    pub(super) fn next_request(&mut self) -> RequestId {
        self.next_request += 1;
        RequestId(self.next_request)
    }

    pub(super) fn ask(
        &mut self,
        client: ClientId,
        request: Request,
        (id, method, shape): (i64, String, Shape),
    ) -> Vec<Effect> {
        let number = self.next_request();
        self.mirror.waits &= request != Request::RunIfWaiting;
        if !waits_for_promise(&request) {
            self.change(client, |client| client.owed.push_back(Owed::Waits(number)));
        }
        let is_evaluation = matches!(request, Request::Evaluate(_) | Request::CallFunctionOn(_));
        self.asked.insert(number, Asked { client, id, method, shape, is_evaluation });
        vec![Effect::Core(Command::Ask { client, id: number, request })]
    }

    /// An evaluation may have stopped on its way: what comes behind it does not wait for its answer.
    pub(super) fn let_pass(&mut self) -> Vec<Effect> {
        let asked = &self.asked;
        let is_evaluation = |id: &RequestId| asked.get(id).is_some_and(|asked| asked.is_evaluation);
        for client in self.clients.values_mut() {
            client.owed.retain(|owed| !matches!(owed, Owed::Waits(id) if is_evaluation(id)));
        }
        let clients: Vec<ClientId> = self.clients.keys().copied().collect();
        clients.into_iter().flat_map(|client| self.pay(client)).collect()
    }

    pub(super) fn answered(&mut self, request: RequestId, answer: Result<Answer, Failure>) -> Vec<Effect> {
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

    pub(super) fn ready(
        &mut self,
        client: ClientId,
        mut before: Vec<String>,
        id: i64,
        answer: Result<Value, Refusal>,
    ) -> Vec<Effect> {
        before.push(envelope::reply(id, &answer));
        self.owe(client, Owed::Ready(before))
    }

    pub(super) fn owe(&mut self, client: ClientId, owed: Owed) -> Vec<Effect> {
        self.change(client, |client| client.owed.push_back(owed));
        self.pay(client)
    }

    /// Sends what is ready, up to the first answer that is not.
    pub(super) fn pay(&mut self, client: ClientId) -> Vec<Effect> {
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

fn waits_for_promise(request: &Request) -> bool {
    match request {
        Request::AwaitPromise { .. } => true,
        Request::Evaluate(evaluate) => evaluate.flags.await_promise || evaluate.flags.repl,
        Request::CallFunctionOn(call) => call.flags.await_promise,
        _ => false,
    }
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
