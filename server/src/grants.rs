//! What programs of a folder may do: what a person granted, what settings take away, and the questions
//! that stand (pure). Grants that last are kept beside trust.
//!
//! A program's wish is a question for its kind and folder: however much it wants of a kind, and however
//! many programs do, one question stands. No setting grants anything: it may come from the folder.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use runtime::permissions::{Kind, Level, Permissions, Rule};

use crate::trust::store::Kept;

/// What a setting leaves of what was granted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Limit {
    /// All of it; the rest is asked.
    #[default]
    Granted,
    /// What is kept does not count: each session asks.
    Ask,
    Deny,
    /// Only what is named, and that as if nothing were said here.
    Only(Vec<String>),
}

/// What one language server knows beside the store.
#[derive(Debug, Default)]
pub struct Grants {
    /// What was answered until this process ends; `false`: a no, which the next *Run* forgets.
    answered: BTreeMap<(PathBuf, Kind), bool>,
    asked: BTreeSet<(PathBuf, Kind)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A program waits.
    Asked { folder: PathBuf, kind: Kind, entry: PathBuf, resource: String },
    /// A question came back; `None`: the client cannot ask.
    Answered { folder: PathBuf, kind: Kind, answer: Option<Answer> },
    /// What was to be kept could not be.
    Unkept { folder: PathBuf, kind: Kind },
    /// A person runs a program of the folder: what was refused is asked again.
    Run { folder: PathBuf },
    /// A person allowed everything until this process ends.
    AllowedAll { folder: PathBuf },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Ask {
        folder: PathBuf,
        kind: Kind,
        entry: PathBuf,
        resource: String,
    },
    Keep {
        folder: PathBuf,
        kind: Kind,
    },
    /// The rules for programs of this folder are other ones, or somebody waits to hear of them.
    Tell {
        folder: PathBuf,
    },
}

/// What a person can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Always,
    Session,
    No,
}

impl Answer {
    pub const ALL: [Self; 3] = [Self::Always, Self::Session, Self::No];

    /// The words on the button.
    pub fn title(self) -> &'static str {
        match self {
            Self::Always => "Allow in this folder",
            Self::Session => "Allow this session",
            Self::No => "Do not allow",
        }
    }

    /// A question that was put away is answered with no.
    pub fn of(title: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|answer| Some(answer.title()) == title).unwrap_or(Self::No)
    }
}

impl Grants {
    pub fn step(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Asked { folder, kind, entry, resource } => {
                // Answered on the way.
                if self.answered.contains_key(&(folder.clone(), kind)) {
                    return vec![Effect::Tell { folder }];
                }
                let is_new = self.asked.insert((folder.clone(), kind));
                is_new.then_some(Effect::Ask { folder, kind, entry, resource }).into_iter().collect()
            }
            Event::Answered { folder, kind, answer } => {
                self.asked.remove(&(folder.clone(), kind));
                let is_allowed = matches!(answer, Some(Answer::Always | Answer::Session));
                self.answered.insert((folder.clone(), kind), is_allowed);
                let keep =
                    (answer == Some(Answer::Always)).then(|| Effect::Keep { folder: folder.clone(), kind });
                keep.into_iter().chain([Effect::Tell { folder }]).collect()
            }
            Event::Unkept { folder, kind } => {
                self.answered.insert((folder, kind), true);
                Vec::new()
            }
            Event::Run { folder } => {
                let before = self.answered.len();
                self.answered.retain(|(of, _), is_allowed| *is_allowed || *of != folder);
                let is_other = self.answered.len() != before;
                is_other.then_some(Effect::Tell { folder }).into_iter().collect()
            }
            Event::AllowedAll { folder } => {
                self.answered.extend(Kind::ALL.map(|kind| ((folder.clone(), kind), true)));
                vec![Effect::Tell { folder }]
            }
        }
    }

    /// The rules for a program.
    pub fn rules(&self, of: &Of) -> Permissions {
        let mut rules = Permissions::default();
        for kind in Kind::ALL {
            *rules.rule_mut(kind) = self.rule(of, kind);
        }
        rules.sealed.clone_from(&of.sealed);
        rules
    }

    fn rule(&self, of: &Of, kind: Kind) -> Rule {
        let said = self.answered.get(&(of.folder.clone(), kind)).copied();
        let limit = of.limits.get(&kind).unwrap_or(&Limit::Granted);
        let is_kept = of.kept.kinds.contains(&kind) && *limit != Limit::Ask;
        let level = match (limit, said) {
            (Limit::Deny, _) | (_, Some(false)) => Level::Deny,
            (_, Some(true)) => Level::Allow,
            _ if is_kept => Level::Allow,
            _ => Level::Ask,
        };
        let mut allowed = match kind {
            Kind::Read if *limit != Limit::Deny => of.readable.clone(),
            Kind::Env if *limit != Limit::Deny => of.given.clone(),
            _ => Vec::new(),
        };
        if !matches!(limit, Limit::Deny | Limit::Ask) {
            allowed.extend(of.kept.named.get(&kind).into_iter().flatten().cloned());
        }
        let only = match limit {
            Limit::Only(named) => Some(named.clone()),
            _ => None,
        };
        Rule { level, allowed, only }
    }
}

/// What decides for a program besides the answers.
#[derive(Clone, Debug, Default)]
pub struct Of {
    pub folder: PathBuf,
    /// What the store says of its folder.
    pub kept: Kept,
    pub limits: BTreeMap<Kind, Limit>,
    /// Where it may read without a question.
    pub readable: Vec<String>,
    /// Variables that settings give to it.
    pub given: Vec<String>,
    /// What no permission lets it write.
    pub sealed: Vec<String>,
}
