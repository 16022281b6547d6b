//! Our own messages, as documented in `docs/protocol.md`.

use runtime::message::{Event, Outcome};
use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::Uri;
use tower_lsp::ls_types::notification::Notification;

/// `saveloop/generation`: one step in the life of a program, for tools and tests.
pub enum Generation {}

impl Notification for Generation {
    type Params = GenerationChanged;
    const METHOD: &'static str = "saveloop/generation";
}

/// `saveloop/inspectorStarted`: debuggers can come to a program from now on.
pub enum InspectorStarted {}

impl Notification for InspectorStarted {
    type Params = InspectorAt;
    const METHOD: &'static str = "saveloop/inspectorStarted";
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InspectorAt {
    pub program: Uri,
    #[serde(flatten)]
    pub address: InspectorAddress,
}

/// Where debuggers find a program.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InspectorAddress {
    pub host: String,
    pub port: u16,
    pub web_socket_debugger_url: String,
    pub devtools_frontend_url: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GenerationChanged {
    pub program: Uri,
    pub state: GenerationState,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prepare_ms: Option<f64>,
    #[serde(flatten)]
    pub ran: Option<Ran>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alive: Option<bool>,
}

/// What a generation that came to an outcome was made of.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ran {
    pub run_ms: f64,
    pub phases: PhaseTimes,
    pub counts: Counts,
    /// Of each list the first are named.
    pub reran: Vec<Uri>,
    pub kept: Vec<Uri>,
    pub disposed: Vec<Uri>,
    pub pruned: Vec<Uri>,
}

/// How many modules each list would name.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Counts {
    pub reran: usize,
    pub kept: usize,
    pub disposed: usize,
    pub pruned: usize,
}

/// In milliseconds: four parts of preparing, three of running.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct PhaseTimes {
    pub read: f64,
    pub transpile: f64,
    pub resolve: f64,
    pub plan: f64,
    pub dispose: f64,
    pub compile: f64,
    pub evaluate: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GenerationState {
    Started,
    Live,
    Failed,
    Pending,
    Interrupted,
    Refused,
    Unchanged,
    Settled,
    Busy,
    Yielded,
    Held,
    Stopped,
    EngineLost,
}

impl GenerationState {
    /// `None` for what is no step in the life of a program.
    pub fn of(event: &Event) -> Option<Self> {
        Some(match event {
            Event::Started { .. } => Self::Started,
            Event::Outcome(report) => match report.outcome {
                Outcome::Live => Self::Live,
                Outcome::Failed => Self::Failed,
                Outcome::Pending => Self::Pending,
                Outcome::Interrupted => Self::Interrupted,
            },
            Event::Refused { .. } => Self::Refused,
            Event::Unchanged { .. } => Self::Unchanged,
            Event::Settled { .. } => Self::Settled,
            Event::Busy { .. } => Self::Busy,
            Event::Yielded => Self::Yielded,
            Event::Held { .. } => Self::Held,
            Event::Stopped { .. } => Self::Stopped,
            Event::EngineLost { .. } => Self::EngineLost,
            Event::Error(_)
            | Event::Strayed(_)
            | Event::Test(_)
            | Event::NotUsed { .. }
            | Event::Seen(_)
            | Event::Console(_)
            | Event::Exited { .. }
            | Event::Handles { .. }
            | Event::Ledger { .. }
            | Event::Looked { .. }
            | Event::Debug(_)
            | Event::DoorAsked { .. }
            | Event::Tool(_)
            | Event::Suspended { .. }
            | Event::Asks { .. }
            | Event::Denied { .. }
            | Event::HoldExpired { .. }
            | Event::Fault { .. } => return None,
        })
    }
}

impl GenerationChanged {
    pub fn of(program: Uri, state: GenerationState) -> Self {
        Self {
            program,
            state,
            generation: None,
            attempt: None,
            cause: None,
            prepare_ms: None,
            ran: None,
            alive: None,
        }
    }
}
