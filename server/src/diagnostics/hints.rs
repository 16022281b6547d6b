//! What a program printed, beside the calls that printed it; and the values that its text asks for (pure).

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::Arc;

use runtime::ids::Generation;
use runtime::message::{ConsoleLine, Location};

use super::Texts;
use super::message::{Code, Diagnostic, Severity};
use super::spot::Spot;
use crate::documents::edit::{Edit, Move};

/// More lines of one file than this show nothing.
pub const MOST_IN_FILE: usize = 200;
/// Longer texts are cut; the log has them whole.
const LONGEST_TEXT: usize = 200;

/// So many of the last texts of a line are kept for those who ask.
const MOST_KEPT: usize = 10;

/// One hint for each line that printed: the last text, and how often.
#[derive(Debug)]
pub struct Hints {
    code: Code,
    files: BTreeMap<Arc<Path>, Vec<Hint>>,
}

/// What a line has said in one generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    pub code: Code,
    pub generation: Generation,
    pub first: String,
    /// The last ones, oldest first.
    pub texts: Vec<String>,
    pub count: usize,
}

#[derive(Debug)]
struct Hint {
    spot: Spot,
    generation: Generation,
    first: String,
    /// The newest is the last.
    texts: VecDeque<String>,
    count: usize,
}

impl Hints {
    pub fn new(code: Code) -> Self {
        Self { code, files: BTreeMap::new() }
    }

    /// Yields the file whose hints changed.
    pub fn add(&mut self, line: &ConsoleLine, texts: &dyn Texts) -> Option<Arc<Path>> {
        let spot = shown_at(line.location.as_ref()?, texts)?;
        let path = Arc::clone(spot.path());
        let hints = self.files.entry(Arc::clone(&path)).or_default();
        let is_full = hints.len() >= MOST_IN_FILE;
        let known = hints.iter_mut().find(|hint| hint.spot.line_start() == spot.line_start());
        if let Some(hint) = known {
            hint.repeat(line, spot);
        } else if is_full {
            return None;
        } else {
            let (generation, first) = (line.generation, preview(&line.text));
            let texts = VecDeque::from([first.clone()]);
            hints.push(Hint { spot, generation, first, texts, count: 1 });
        }
        Some(path)
    }

    pub fn len(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }

    pub fn clear(&mut self) {
        self.files.clear();
    }

    pub fn paths(&self) -> impl Iterator<Item = Arc<Path>> {
        self.files.keys().cloned()
    }

    pub fn retire<'a>(&mut self, newest: Generation, replaced: impl Iterator<Item = &'a Arc<Path>>) {
        for path in replaced {
            if let Some(hints) = self.files.get_mut(path) {
                hints.retain(|hint| hint.generation >= newest);
            }
        }
        self.drop_empty();
    }

    /// Yields the file when any of its hints moved or went.
    pub fn edited(&mut self, path: &Path, edit: &Edit) -> BTreeSet<Arc<Path>> {
        let mut changed = BTreeSet::new();
        if let Some((path, hints)) = self.files.iter_mut().find(|(shown, _)| ***shown == *path) {
            hints.retain_mut(|hint| {
                let moved = hint.spot.apply(path, edit);
                if moved != Move::Stayed {
                    changed.insert(Arc::clone(path));
                }
                moved != Move::Touched
            });
        }
        self.drop_empty();
        changed
    }

    pub fn place_again(&mut self, path: &Path, texts: &dyn Texts) {
        if let Some(hints) = self.files.get_mut(path) {
            hints.retain_mut(|hint| match shown_at(hint.spot.origin(), texts) {
                Some(again) => {
                    hint.spot = again;
                    true
                }
                None => false,
            });
        }
        self.drop_empty();
    }

    pub fn shown(&self, path: &Path) -> impl Iterator<Item = Diagnostic> {
        self.files.get(path).into_iter().flatten().map(|hint| hint.diagnostic(self.code))
    }

    /// All that is known of the line that begins here.
    pub fn history(&self, path: &Path, line_start: usize) -> Option<History> {
        let hints = self.files.get(path)?;
        let hint = hints.iter().find(|hint| hint.spot.line_start() == line_start)?;
        Some(History {
            code: self.code,
            generation: hint.generation,
            first: hint.first.clone(),
            texts: hint.texts.iter().cloned().collect(),
            count: hint.count,
        })
    }

    fn drop_empty(&mut self) {
        self.files.retain(|_, hints| !hints.is_empty());
    }
}

impl Hint {
    fn repeat(&mut self, line: &ConsoleLine, spot: Spot) {
        let text = preview(&line.text);
        if line.generation > self.generation {
            self.count = 0;
            self.first.clone_from(&text);
            self.texts.clear();
        }
        self.count += 1;
        self.generation = self.generation.max(line.generation);
        if self.texts.len() == MOST_KEPT {
            self.texts.pop_front();
        }
        self.texts.push_back(text);
        self.spot = spot;
    }

    fn diagnostic(&self, code: Code) -> Diagnostic {
        let text = self.texts.back().map_or("", String::as_str);
        let message = match self.count {
            1 => text.to_owned(),
            count => format!("{text} (x{count})"),
        };
        Diagnostic { place: self.spot.place(), severity: Severity::Hint, code, message, related: Vec::new() }
    }
}

/// The rows of `console.table` without their frame: `(index) a │ 0 1 │ 1 2`.
fn table_in_line(text: &str) -> Option<String> {
    let head = text.lines().next()?.trim_start();
    if !(head.starts_with('┌') && head.ends_with('┐') && text.ends_with('┘')) {
        return None;
    }
    let rows = text.lines().filter_map(|line| line.trim_start().strip_prefix('│')?.strip_suffix('│'));
    let row =
        |row: &str| row.split('│').map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
    let indentation = text.len() - text.trim_start().len();
    Some(format!("{}{}", &text[..indentation], rows.map(row).collect::<Vec<_>>().join(" │ ")))
}

/// What an earlier version printed stands beside its line for as long as that is in the file.
fn shown_at(location: &Location, texts: &dyn Texts) -> Option<Spot> {
    Spot::of(location, texts).filter(|spot| !spot.is_gone())
}

/// The text on one line, cut when it is long.
fn preview(text: &str) -> String {
    let table = table_in_line(text);
    let text = table.as_deref().unwrap_or(text);
    let mut line = String::new();
    for char in text.trim_end().chars() {
        if line.len() >= LONGEST_TEXT {
            line.push('…');
            break;
        }
        line.push(if char.is_control() { ' ' } else { char });
    }
    if line.is_empty() { "(empty line)".to_owned() } else { line }
}
