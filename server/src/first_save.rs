//! A save that nothing answers: why, said once (pure).
//!
//! Somebody who saves a program and sees nothing happen does not know yet that it has to be run first.
//! Who has asked for a program once in this session knows, and is left alone.

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What answers a save is there by then.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// Where a session stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FirstSave {
    #[default]
    NoneYet,
    /// This file was saved, and nothing has come of it.
    Unanswered { file: PathBuf, until: Instant },
    /// A program was asked for, or it was said how: nothing more is ever said.
    Over,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A file that could run was saved, and no program was told of it.
    Saved {
        file: PathBuf,
        now: Instant,
    },
    /// A program was asked for, or what a setting asks for cannot be had and that was said.
    Asked,
    Tick {
        now: Instant,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Explain { file: PathBuf },
}

impl FirstSave {
    pub fn step(&mut self, event: Event) -> Option<Effect> {
        match (&*self, event) {
            (Self::NoneYet, Event::Saved { file, now }) => {
                *self = Self::Unanswered { file, until: now + PATIENCE };
                None
            }
            (_, Event::Asked) => {
                *self = Self::Over;
                None
            }
            (Self::Unanswered { file, until }, Event::Tick { now }) if now >= *until => {
                let file = file.clone();
                *self = Self::Over;
                Some(Effect::Explain { file })
            }
            (_, Event::Saved { .. } | Event::Tick { .. }) => None,
        }
    }

    /// When a tick has something to say.
    pub fn deadline(&self) -> Option<Instant> {
        match self {
            Self::Unanswered { until, .. } => Some(*until),
            Self::NoneYet | Self::Over => None,
        }
    }
}

/// How a person gets at the code actions in an editor, by the name that it gives itself.
pub fn way_to_actions(editor: Option<&str>) -> Option<&'static str> {
    let editor = editor?.to_ascii_lowercase();
    let ways = [
        ("neovim", "gra"),
        ("helix", "space a"),
        ("visual studio code", "Ctrl+. or ▷ above the file"),
        ("code-server", "Ctrl+. or ▷ above the file"),
        ("vscodium", "Ctrl+. or ▷ above the file"),
        ("eglot", "M-x eglot-code-actions"),
        ("zed", "editor: toggle code actions"),
        ("kak-lsp", ":lsp-code-actions"),
        ("kakoune-lsp", ":lsp-code-actions"),
    ];
    ways.iter().find(|(name, _)| editor.starts_with(name)).map(|(_, way)| *way)
}
