//! Colours, and when there are any.

use std::io::IsTerminal;

use annotate_snippets::renderer::{AnsiColor, Effects, Style};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Always,
    Never,
}

pub const BOLD: Style = Style::new().effects(Effects::BOLD);
pub const DIM: Style = Style::new().effects(Effects::DIMMED);
pub const RED: Style = AnsiColor::BrightRed.on_default().effects(Effects::BOLD);

impl Colour {
    /// Colours on a terminal, unless `NO_COLOR` is set (no-color.org: to anything but nothing) or the
    /// terminal says that it has none.
    pub fn of(stream: &impl IsTerminal) -> Self {
        let is_refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        if stream.is_terminal() && !is_refused && !is_dumb { Self::Always } else { Self::Never }
    }

    /// The text in a style; the style ends before each line's end, so that a cut output stays sane.
    pub fn paint(self, style: Style, text: &str) -> String {
        match self {
            Self::Never => text.to_owned(),
            Self::Always => {
                let lines: Vec<String> =
                    text.split('\n').map(|line| format!("{style}{line}{style:#}")).collect();
                lines.join("\n")
            }
        }
    }
}
