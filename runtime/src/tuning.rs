//! How a program is treated; may change while it runs. Pure.

use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tuning {
    pub reload: ReloadMode,
    /// A program that has not yielded for this long is told to be busy; `None`: it never is.
    pub patience: Option<Duration>,
    /// Whether a debugger can stop it; counts from the next start.
    pub probes: bool,
}

impl Default for Tuning {
    fn default() -> Self {
        Self { reload: ReloadMode::default(), patience: Some(Duration::from_secs(2)), probes: true }
    }
}

/// How much of a program a save that changes something runs again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReloadMode {
    /// What changed and its importers, up to what accepts it.
    #[default]
    Slice,
    /// Every module, in the same realm: `globalThis` and `hot.data` stay.
    All,
    /// Every module, in a fresh engine: nothing stays.
    Restart,
}
