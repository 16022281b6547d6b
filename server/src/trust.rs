//! What may run: a folder's code runs once its owner said so (pure). `store` keeps what was said.
//!
//! Opening a folder runs nothing, and nothing that lies in a folder can speak for it: the answer
//! comes from the person at the editor or at the terminal, and is kept outside of every workspace.

pub mod store;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What one language server knows beside the store.
#[derive(Debug, Default)]
pub struct Trust {
    /// The editor has put the workspace under restrictions of its own.
    is_restricted: bool,
    /// Trusted until this process ends.
    session: BTreeSet<PathBuf>,
    /// Questions that stand, and the programs that wait for each.
    asked: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// Questions that the editor did not show, and the programs that wait: their code actions answer.
    unshown: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The editor says whether it trusts the workspace itself.
    Editor { is_restricted: bool },
    /// A program is to run. `is_granted`: the store covers it.
    Wanted { entry: PathBuf, folder: PathBuf, is_granted: bool },
    /// A question came back; `None`: the client cannot ask.
    Answered { folder: PathBuf, answer: Option<Answer> },
    /// An answer to a question that was not shown, chosen among the code actions of a program.
    Chosen { entry: PathBuf, answer: Answer },
    /// What was to be kept could not be.
    Unkept { folder: PathBuf },
    /// A program that may wait for an answer is not wanted any more.
    Unwanted { entry: PathBuf },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Run(PathBuf),
    Ask {
        folder: PathBuf,
        entry: PathBuf,
    },
    /// `allows_all`: with all permissions.
    Keep {
        folder: PathBuf,
        allows_all: bool,
    },
    Refuse {
        entry: PathBuf,
        folder: PathBuf,
        why: Refusal,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Restricted,
    Declined,
    /// The client showed no question.
    Unasked,
}

/// What a person can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Always,
    /// And nothing is asked of what its programs do.
    Everything,
    /// Until this language server ends.
    Session,
    No,
}

impl Answer {
    pub const ALL: [Self; 4] = [Self::Always, Self::Everything, Self::Session, Self::No];

    /// The words on the button.
    pub fn title(self) -> &'static str {
        match self {
            Self::Always => "Trust folder and run",
            Self::Everything => "Trust and allow everything",
            Self::Session => "Run this session",
            Self::No => "Do not run",
        }
    }

    /// A question that was put away is answered with no.
    pub fn of(title: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|answer| Some(answer.title()) == title).unwrap_or(Self::No)
    }
}

impl Trust {
    pub fn step(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Editor { is_restricted } => {
                self.is_restricted = is_restricted;
                Vec::new()
            }
            Event::Wanted { entry, folder, is_granted } => {
                self.wanted(entry, folder, is_granted).into_iter().collect()
            }
            Event::Answered { folder, answer } => self.answered(folder, answer),
            Event::Chosen { entry, answer } => self.chosen(&entry, answer),
            Event::Unkept { folder } => {
                self.session.insert(folder);
                Vec::new()
            }
            Event::Unwanted { entry } => {
                self.asked.values_mut().chain(self.unshown.values_mut()).for_each(|waiting| {
                    waiting.remove(&entry);
                });
                Vec::new()
            }
        }
    }

    fn wanted(&mut self, entry: PathBuf, folder: PathBuf, is_granted: bool) -> Option<Effect> {
        if self.is_restricted {
            return Some(Effect::Refuse { entry, folder, why: Refusal::Restricted });
        }
        if is_granted || covers(&self.session, &entry) {
            return Some(Effect::Run(entry));
        }
        let stands = self.asked.contains_key(&folder);
        self.asked.entry(folder.clone()).or_default().insert(entry.clone());
        (!stands).then_some(Effect::Ask { folder, entry })
    }

    /// The folder of a program whose question nobody has seen.
    pub fn unshown(&self, entry: &Path) -> Option<&Path> {
        let mut waiting = self.unshown.iter();
        waiting.find(|(_, entries)| entries.contains(entry)).map(|(folder, _)| folder.as_path())
    }

    /// Nothing is granted that was not asked for.
    fn chosen(&mut self, entry: &Path, answer: Answer) -> Vec<Effect> {
        let Some(folder) = self.unshown(entry).map(Path::to_owned) else { return Vec::new() };
        let waiting = self.unshown.remove(&folder).unwrap_or_default();
        self.judged(folder, Some(answer), waiting)
    }

    fn answered(&mut self, folder: PathBuf, answer: Option<Answer>) -> Vec<Effect> {
        let waiting = self.asked.remove(&folder).unwrap_or_default();
        match answer {
            Some(_) => drop(self.unshown.remove(&folder)),
            None if self.is_restricted => {}
            None => self.unshown.entry(folder.clone()).or_default().extend(waiting.iter().cloned()),
        }
        self.judged(folder, answer, waiting)
    }

    fn judged(&mut self, folder: PathBuf, answer: Option<Answer>, waiting: BTreeSet<PathBuf>) -> Vec<Effect> {
        let why = match answer {
            _ if self.is_restricted => Refusal::Restricted,
            Some(answer @ (Answer::Always | Answer::Everything)) => {
                let keep = Effect::Keep { folder, allows_all: answer == Answer::Everything };
                return [keep].into_iter().chain(waiting.into_iter().map(Effect::Run)).collect();
            }
            Some(Answer::Session) => {
                self.session.insert(folder);
                return waiting.into_iter().map(Effect::Run).collect();
            }
            Some(Answer::No) => Refusal::Declined,
            None => Refusal::Unasked,
        };
        let refuse = |entry| Effect::Refuse { entry, folder: folder.clone(), why };
        waiting.into_iter().map(refuse).collect()
    }
}

/// Whether one of these folders is the path, or holds it.
pub fn covers<'a>(folders: impl IntoIterator<Item = &'a PathBuf>, path: &Path) -> bool {
    folders.into_iter().any(|folder| path.starts_with(folder))
}

/// What is trusted for an entry: the folder of the workspace that holds it, the innermost one, else its own.
pub fn folder_of<'a>(entry: &'a Path, roots: &'a [PathBuf]) -> &'a Path {
    let holding = roots.iter().filter(|root| entry.starts_with(root));
    let innermost = holding.max_by_key(|root| root.components().count());
    innermost.map_or_else(|| entry.parent().unwrap_or(entry), PathBuf::as_path)
}
