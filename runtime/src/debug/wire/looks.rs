//! What a session and its engine say of variables that somebody looks at in a text.

use serde::{Deserialize, Serialize};

use super::DebugScript;
use crate::ids::VersionId;

/// A variable, or a property of one, in the live instance of a version.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawLook {
    pub version: VersionId,
    pub variable: String,
    /// The properties that lead on from it.
    pub path: Vec<String>,
    pub home: RawHome,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum RawHome {
    Module,
    Import {
        slot: u32,
        /// `None`: the namespace.
        imported: Option<String>,
    },
    /// A variable of a function that is watched, by its number.
    Local {
        function: u32,
        variable: u16,
    },
}

/// A function whose variables are looked at: what they are is kept at each of its probes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WatchedFunction {
    pub script: DebugScript,
    /// Where it begins in the original text: tells it from others of its script.
    pub function: u32,
    pub variables: Vec<String>,
    /// Properties that are looked at too, by variable.
    pub paths: Vec<(u16, Vec<String>)>,
    /// By probe, the variables that can be seen there.
    pub probes: Vec<(u32, Vec<u16>)>,
}

/// What the engine knows of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum RawSeen {
    Value {
        text: String,
        kind: String,
        /// The probe at which it was kept; `None`: it is so now.
        probe: Option<u32>,
        /// Not every call is looked at.
        is_sampled: bool,
    },
    /// To read it would run something.
    Computed,
    Uninitialized,
    NotCalled,
    /// There is no such variable in what runs.
    Gone,
}
