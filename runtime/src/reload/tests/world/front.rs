//! What is said to the front, and what it shows of it (`server/src/diagnostics.rs`).

use super::{Broken, Generation, Rule, Version, World, holds};
use crate::ids::Attempt;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Told {
    Started {
        generation: Generation,
        attempt: Attempt,
    },
    /// Translated by the map of a version; the session knows whether a newer text runs meanwhile.
    Error {
        generation: Generation,
        version: Version,
        map: Version,
        is_stale: bool,
    },
    Outcome {
        generation: Generation,
        attempt: Attempt,
    },
    Refused {
        attempt: Attempt,
        version: Version,
    },
    Unchanged {
        attempt: Attempt,
    },
    Lost,
    Stopped,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shown {
    pub generation: Generation,
    pub version: Version,
    pub is_stale: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Front {
    pub started: Option<Generation>,
    /// The newest attempt that was not applied, and the text that is shown as broken.
    pub refused: Option<(Attempt, Option<Version>)>,
    pub errors: Vec<Shown>,
}

impl World {
    /// The front takes everything that was said.
    pub fn hear(&mut self) -> Result<(), Broken> {
        for told in std::mem::take(&mut self.unread) {
            let told = (self.mistake.heard)(self, told);
            self.take(told)?;
        }
        Ok(())
    }

    fn take(&mut self, told: Told) -> Result<(), Broken> {
        let front = &mut self.front;
        match told {
            Told::Started { generation, attempt } => {
                let is_newer = front.started.is_none_or(|started| started < generation);
                holds(is_newer, Rule::NoVersionTwice, || format!("{generation} starts again"))?;
                front.started = Some(generation);
                front.refused.take_if(|(refused, _)| *refused <= attempt);
            }
            Told::Error { generation, version, map, is_stale } => {
                holds(map == version, Rule::RightMap, || format!("{version} by the map of {map}"))?;
                let owed = self.owed.iter().position(|owed| *owed == (generation, version));
                holds(owed.is_some(), Rule::EveryErrorOnce, || format!("{generation} told again"))?;
                owed.map(|at| self.owed.remove(at));
                front.errors.push(super::front::Shown { generation, version, is_stale });
            }
            Told::Outcome { generation, attempt } => {
                front.refused.take_if(|(refused, _)| *refused <= attempt);
                front.errors.retain(|error| error.generation >= generation);
            }
            Told::Refused { attempt, version } => front.refuse(attempt, Some(version)),
            Told::Unchanged { attempt } => front.refuse(attempt, None),
            Told::Lost | Told::Stopped => front.errors.clear(),
        }
        Ok(())
    }
}

impl Front {
    fn refuse(&mut self, attempt: Attempt, version: Option<Version>) {
        if self.refused.is_none_or(|(newest, _)| newest <= attempt) {
            self.refused = Some((attempt, version));
        }
    }
}
