//! `saveloop init`: the setup that `editors/` holds, so that the two cannot differ. Printed where it belongs
//! into a file of the person's own; written where an editor loads or asks for a folder.

mod folder;
mod neovim;
mod zed;

use super::Answer;
use super::progress::FAILED;

/// The editors with a setup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Editor {
    Neovim,
    #[value(name = "vscode")]
    VsCode,
    Helix,
    Emacs,
    Zed,
    Kakoune,
}

pub fn setup(editor: Editor) -> Answer {
    let text = match editor {
        Editor::Neovim => return neovim::install().map_or_else(failed, said),
        Editor::Zed => return zed::write().map_or_else(failed, said),
        Editor::VsCode => include_str!("../../../editors/vscode/README.md"),
        Editor::Helix => include_str!("../../../editors/helix/languages.toml"),
        Editor::Emacs => include_str!("../../../editors/emacs/saveloop.el"),
        Editor::Kakoune => include_str!("../../../editors/kakoune/saveloop.kak"),
    };
    said(text.to_owned())
}

fn said(text: String) -> Answer {
    Answer { text, code: 0 }
}

fn failed(why: String) -> Answer {
    Answer { text: format!("{why}\n"), code: FAILED }
}
