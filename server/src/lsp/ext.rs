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

#[derive(Debug, Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reran: Vec<Uri>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prepare_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alive: Option<bool>,
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
            Event::Stopped { .. } => Self::Stopped,
            Event::EngineLost { .. } => Self::EngineLost,
            Event::Error(_) | Event::Console(_) | Event::Debug(_) | Event::Fault { .. } => return None,
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
            reran: Vec::new(),
            kept: None,
            prepare_ms: None,
            run_ms: None,
            alive: None,
        }
    }
}
