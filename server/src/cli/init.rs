//! `saveloop init`: prints the setup that `editors/` holds, so that the two cannot differ.

use super::Answer;

/// The editors with a setup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Editor {
    Neovim,
    #[value(name = "vscode")]
    VsCode,
    Helix,
    Emacs,
}

/// The setup, ready to be appended to the editor's own file where it has one.
pub fn setup(editor: Editor) -> Answer {
    let text = match editor {
        Editor::Neovim => include_str!("../../../editors/nvim/saveloop.lua"),
        Editor::VsCode => include_str!("../../../editors/vscode/README.md"),
        Editor::Helix => include_str!("../../../editors/helix/languages.toml"),
        Editor::Emacs => include_str!("../../../editors/emacs/saveloop.el"),
    };
    Answer { text: text.to_owned(), code: 0 }
}
