//! Drives the protocol service with the frames that come in.
//!
//! tower-lsp's own transport ends at the first frame it cannot read, so its service is called here
//! directly, by the thread that reads. Every handler is run up to its first wait before the next message
//! is looked at: that keeps the order of the messages whatever number of requests is open. Those that
//! are go on in [`answer`], on another thread.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::task::JoinSet;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ExitedError, LspService};
use tower_service::Service;

use super::backend::Backend;
use super::event::Event;
use super::framing::{Body, Fault, Frame, Rejection};
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

/// What the thread that reads leaves to the one that answers.
pub enum Left {
    /// A request that waits for something.
    Open {
        answering: Answering,
        counted: Arc<()>,
    },
    Ended(Ending),
}

/// Answers the requests that are open, until the conversation has ended.
pub async fn answer(mut left: UnboundedReceiver<Left>, output: Output) -> Ending {
    let mut open = JoinSet::new();
    let ending = loop {
        match left.recv().await {
            Some(Left::Open { answering, counted }) => {
                while open.try_join_next().is_some() {}
                let output = output.clone();
                open.spawn(async move {
                    send_answer(&output, answering.await);
                    drop(counted);
                });
            }
            Some(Left::Ended(ending)) => break ending,
            None => break Ending::Unannounced,
        }
    };
    let answered = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(LAST_ANSWERS, answered).await.is_err() {
        tracing::warn!("requests were still open at the end");
    }
    ending
}

/// Where in its life the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Fresh,
    Initialized,
    ShutDown,
}

/// Whether more is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    GoOn,
    Exit,
}

pub type Answering = Pin<Box<dyn Future<Output = Result<Option<Response>, ExitedError>> + Send>>;

/// The conversation, as the thread that reads leads it.
pub struct Front {
    service: LspService<Backend>,
    output: Output,
    events: Sender<Event>,
    phase: Phase,
    left: UnboundedSender<Left>,
    /// Each open request holds one.
    counted: Arc<()>,
    warned: bool,
}

impl Front {
    pub fn new(
        service: LspService<Backend>,
        output: Output,
        events: Sender<Event>,
        left: UnboundedSender<Left>,
    ) -> Self {
        Self { service, output, events, phase: Phase::Fresh, left, counted: Arc::new(()), warned: false }
    }

    pub fn take_frame(&mut self, frame: Frame) -> After {
        match frame {
            Frame::Message(body) => self.take(body),
            Frame::Rejected(rejection) => {
                self.reject(rejection, Id::Null);
                After::GoOn
            }
        }
    }

    fn take(&mut self, body: Body) -> After {
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
            Ok(request) => self.call(request),
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

    fn call(&mut self, request: Request) {
        if let Some(refusal) = self.refusal(&request) {
            return self.output.send(&refusal);
        }
        let method = request.method().to_owned();
        // What has to wait is asked again by who answers.
        let mut context = Context::from_waker(Waker::noop());
        if !matches!(self.service.poll_ready(&mut context), Poll::Ready(Ok(()))) {
            return;
        }
        let mut answering: Answering = self.service.call(request);
        match answering.as_mut().poll(&mut context) {
            Poll::Ready(answer) => {
                self.advance(&method, &answer);
                send_answer(&self.output, answer);
            }
            Poll::Pending => {
                let _ = self.left.send(Left::Open { answering, counted: Arc::clone(&self.counted) });
            }
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
            (Phase::Initialized, _) if Arc::strong_count(&self.counted) > MOST_OPEN => {
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

    fn reject(&self, rejection: Rejection, id: Id) {
        tracing::warn!("input not taken: {}", rejection.explanation());
        let code = match rejection.fault() {
            None => return,
            Some(Fault::Parse) => ErrorCode::ParseError,
            Some(Fault::InvalidRequest) => ErrorCode::InvalidRequest,
        };
        self.output.send(&Response::from_error(id, refused(code, rejection.explanation())));
    }

    /// Nothing more is read.
    pub fn end(self) {
        let ending = match self.phase {
            Phase::ShutDown => Ending::AfterShutdown,
            Phase::Fresh | Phase::Initialized => Ending::Unannounced,
        };
        let _ = self.left.send(Left::Ended(ending));
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
