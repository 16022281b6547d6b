//! What somebody looks at in a text, and what is known of it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::ids::{Generation, LookAsk};

/// Somebody looks at a place of a file's text, as an editor has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub ask: LookAsk,
    pub path: PathBuf,
    pub text: Arc<str>,
    /// In bytes.
    pub offset: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// No variable of this program stands there.
    Nothing,
    /// The engine was asked, and answers when it can.
    Asked,
    Known(Sight),
}

/// What is known of a variable, or of a property of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// `user.address.city`
    pub name: String,
    pub generation: Generation,
    /// The text is not any more what ran.
    pub is_edited: bool,
    pub seen: Seen,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    Value(SeenValue),
    /// A getter, which is not called, or a property behind a proxy.
    Computed,
    /// It is declared, and its declaration has not run.
    Uninitialized,
    /// It is a variable of a function that was not called since somebody looked first.
    NotCalled,
    /// The program runs without probes: variables of functions are not seen.
    NoProbes,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenValue {
    pub text: String,
    /// `Array (3)`
    pub kind: String,
    /// Of a function that does not run: the value was this when this line, counted from one, of the text
    /// that ran was about to run last.
    pub line: Option<usize>,
    /// The function is called so often that not every call is looked at.
    pub is_sampled: bool,
}

impl Looked {
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Known(Sight { seen: Seen::Value(value), .. }) => value.text.len(),
            Self::Known(_) | Self::Asked | Self::Nothing => 0,
        }
    }
}
