//! Somebody saves and sees nothing: why, said once (pure).
//!
//! Who saves a program and sees nothing happen does not know yet that it has to be run first; or it ran, and had
//! nothing to show. Who has seen something once in this session knows, and is left alone.

pub mod elsewhere;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
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
    /// It was said how a program is run.
    Explained,
    /// A program was asked for, and has shown nothing yet.
    Asked,
    /// It has done all that was due, and nothing is seen of it.
    Quiet { program: Arc<Path>, alive: bool, until: Instant },
    /// Something was seen, or it was said why not: nothing more is ever said.
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
    /// A program has done all that was due; `alive`: timers or the like keep it.
    Rests {
        program: Arc<Path>,
        alive: bool,
        now: Instant,
    },
    /// Something of a program stands in the editor, or somebody stopped it.
    Shown,
    Tick {
        now: Instant,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Say how the file is run.
    Explain { file: PathBuf },
    /// Say that the program ran, and printed nothing.
    Reassure { program: Arc<Path>, alive: bool },
}

impl FirstSave {
    pub fn step(&mut self, event: Event) -> Option<Effect> {
        match (&*self, event) {
            (Self::NoneYet, Event::Saved { file, now }) => {
                *self = Self::Unanswered { file, until: now + PATIENCE };
                None
            }
            (Self::NoneYet | Self::Unanswered { .. } | Self::Explained, Event::Asked) => {
                *self = Self::Asked;
                None
            }
            (Self::Asked, Event::Rests { program, alive, now }) => {
                *self = Self::Quiet { program, alive, until: now + PATIENCE };
                None
            }
            (Self::Quiet { until, .. }, Event::Rests { program, alive, .. }) => {
                *self = Self::Quiet { program, alive, until: *until };
                None
            }
            (Self::Asked | Self::Quiet { .. }, Event::Shown) => {
                *self = Self::Over;
                None
            }
            (Self::Unanswered { file, until }, Event::Tick { now }) if now >= *until => {
                let file = file.clone();
                *self = Self::Explained;
                Some(Effect::Explain { file })
            }
            (Self::Quiet { program, alive, until }, Event::Tick { now }) if now >= *until => {
                let (program, alive) = (Arc::clone(program), *alive);
                *self = Self::Over;
                Some(Effect::Reassure { program, alive })
            }
            (
                _,
                Event::Saved { .. } | Event::Asked | Event::Rests { .. } | Event::Shown | Event::Tick { .. },
            ) => None,
        }
    }

    /// When a tick has something to say.
    pub fn deadline(&self) -> Option<Instant> {
        match self {
            Self::Unanswered { until, .. } | Self::Quiet { until, .. } => Some(*until),
            Self::NoneYet | Self::Explained | Self::Asked | Self::Over => None,
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
