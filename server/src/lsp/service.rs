//! Drives the protocol service with the frames that come in.
//!
//! tower-lsp's own transport ends at the first frame it cannot read, so its service is called here
//! directly. Every handler is run up to its first wait before the next message is looked at: that
//! keeps the order of the messages whatever number of requests is open.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::mpsc::Sender;
use std::task::Poll;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc::Receiver;
use tokio::task::JoinSet;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ExitedError, LspService};
use tower_service::Service;

use super::backend::Backend;
use super::event::Event;
use super::framing::{Body, Fault, Frame, Rejection};
use super::input::Input;
use super::output::Output;

/// How the conversation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The client asked for the end before.
    AfterShutdown,
    Unannounced,
}

/// How long open requests may take to be answered once the conversation has ended.
const LAST_ANSWERS: Duration = Duration::from_millis(300);
/// Requests that stay open beyond this number are refused.
const MOST_OPEN: usize = 1024;
const NOT_INITIALIZED: ErrorCode = ErrorCode::ServerError(-32002);

/// Serves until the input ends or the client says `exit`.
pub async fn run(
    service: LspService<Backend>,
    mut input: Receiver<Input>,
    output: Output,
    events: Sender<Event>,
) -> Ending {
    let mut front =
        Front { service, output, events, phase: Phase::Fresh, open: JoinSet::new(), warned: false };
    while let Some(Input::Frame(frame)) = input.recv().await {
        match frame {
            Frame::Message(body) => {
                if let After::Exit = front.take(body).await {
                    break;
                }
            }
            Frame::Rejected(rejection) => front.reject(rejection, Id::Null),
        }
    }
    front.end().await
}

/// Where in its life the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Fresh,
    Initialized,
    ShutDown,
}

enum After {
    GoOn,
    Exit,
}

type Answering = Pin<Box<dyn Future<Output = Result<Option<Response>, ExitedError>> + Send>>;

struct Front {
    service: LspService<Backend>,
    output: Output,
    events: Sender<Event>,
    phase: Phase,
    open: JoinSet<()>,
    warned: bool,
}

impl Front {
    async fn take(&mut self, body: Body) -> After {
        if body.repaired && !std::mem::replace(&mut self.warned, true) {
            let _ = self.events.send(Event::Repaired);
        }
        let Value::Object(members) = &body.message else {
            return After::GoOn;
        };
        if !members.contains_key("method") {
            self.take_answer(body.message);
            return After::GoOn;
        }
        let id = readable_id(members.get("id"));
        match serde_json::from_value::<Request>(body.message) {
            Ok(request) if request.method() == "exit" => return After::Exit,
            Ok(request) => self.call(request).await,
            Err(_) => self.reject(Rejection::NotAMessage, id),
        }
        After::GoOn
    }

    /// An answer that cannot be read is only logged: an answer to an answer would be one that the
    /// client takes for something it asked.
    fn take_answer(&mut self, message: Value) {
        let is_answer = message.get("result").is_some() || message.get("error").is_some();
        let id = readable_id(message.get("id"));
        match serde_json::from_value::<Response>(message) {
            Ok(response) => {
                let _ = self.events.send(Event::Answered(response));
            }
            Err(error) if is_answer => tracing::warn!("an answer cannot be read: {error}"),
            Err(_) => self.reject(Rejection::NotAMessage, id),
        }
    }

    async fn call(&mut self, request: Request) {
        if let Some(refusal) = self.refusal(&request) {
            return self.output.send(&refusal);
        }
        let method = request.method().to_owned();
        if poll_fn(|context| self.service.poll_ready(context)).await.is_err() {
            return;
        }
        let mut answering: Answering = self.service.call(request);
        let first = poll_fn(|context| Poll::Ready(answering.as_mut().poll(context))).await;
        match first {
            Poll::Ready(answer) => {
                self.advance(&method, &answer);
                send_answer(&self.output, answer);
            }
            Poll::Pending => self.keep_open(answering),
        }
    }

    /// What no handler gets to see.
    fn refusal(&self, request: &Request) -> Option<Response> {
        let id = request.id()?.clone();
        let error = match (self.phase, request.method()) {
            (Phase::Fresh, "initialize") => return None,
            (Phase::Fresh, _) => refused(NOT_INITIALIZED, "the server is not initialized yet"),
            (Phase::Initialized, "initialize") => {
                refused(ErrorCode::InvalidRequest, "the server is initialized already")
            }
            (Phase::Initialized, _) if self.open.len() >= MOST_OPEN => {
                refused(ErrorCode::InternalError, "too many requests are open")
            }
            // tower-lsp drops these, and a request must be answered.
            (Phase::Initialized, method) if method.starts_with("$/") => Error::method_not_found(),
            (Phase::Initialized, _) => return None,
            (Phase::ShutDown, _) => refused(ErrorCode::InvalidRequest, "the server is shutting down"),
        };
        Some(Response::from_error(id, error))
    }

    fn advance(&mut self, method: &str, answer: &Result<Option<Response>, ExitedError>) {
        if !matches!(answer, Ok(Some(response)) if response.is_ok()) {
            return;
        }
        match method {
            "initialize" => self.phase = Phase::Initialized,
            "shutdown" => self.phase = Phase::ShutDown,
            _ => {}
        }
    }

    fn keep_open(&mut self, answering: Answering) {
        while self.open.try_join_next().is_some() {}
        let output = self.output.clone();
        self.open.spawn(async move { send_answer(&output, answering.await) });
    }

    fn reject(&self, rejection: Rejection, id: Id) {
        tracing::warn!("input not taken: {}", rejection.explanation());
        let code = match rejection.fault() {
            None => return,
            Some(Fault::Parse) => ErrorCode::ParseError,
            Some(Fault::InvalidRequest) => ErrorCode::InvalidRequest,
        };
        self.output.send(&Response::from_error(id, refused(code, rejection.explanation())));
    }

    async fn end(mut self) -> Ending {
        let answered = async { while self.open.join_next().await.is_some() {} };
        if tokio::time::timeout(LAST_ANSWERS, answered).await.is_err() {
            tracing::warn!("requests were still open at the end");
        }
        match self.phase {
            Phase::ShutDown => Ending::AfterShutdown,
            Phase::Fresh | Phase::Initialized => Ending::Unannounced,
        }
    }
}

fn send_answer(output: &Output, answer: Result<Option<Response>, ExitedError>) {
    if let Ok(Some(response)) = answer {
        output.send(&response);
    }
}

fn refused(code: ErrorCode, message: &'static str) -> Error {
    Error { code, message: message.into(), data: None }
}

fn readable_id(id: Option<&Value>) -> Id {
    id.and_then(|id| serde_json::from_value(id.clone()).ok()).unwrap_or_default()
}
