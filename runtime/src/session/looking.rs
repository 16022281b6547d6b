//! What somebody looks at in a text: found in the text that runs, asked of the engine, told once it answers.
//! Functions that were looked at are watched over reloads, as long as they are found again.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use super::shell::Shell;
use crate::debug::wire::{DebugScript, RawHome, RawLook, RawSeen, ToDebug, WatchedFunction};
use crate::ids::{Generation, LookAsk, VersionId};
use crate::message::{Event, Look, Looked, Seen, SeenValue, Sight};
use crate::sight::{Function, Home, MODULE, Ran, Target, function_at, place_in, target};
use crate::source_map::ModuleVersion;

/// So many functions are watched; the one that was looked at longest ago is let go.
const MOST_FUNCTIONS: usize = 8;
/// So many properties of the variables of one.
const MOST_PATHS: usize = 8;
/// So many questions wait for an engine that is busy.
const MOST_ASKED: usize = 32;

#[derive(Debug, Default)]
pub(super) struct Looks {
    functions: VecDeque<Watched>,
    asked: VecDeque<(LookAsk, Asked)>,
}

/// A function that somebody has looked at.
#[derive(Debug)]
struct Watched {
    path: Arc<Path>,
    version: VersionId,
    /// The text that runs, and where the function begins in it.
    source: Arc<str>,
    start: u32,
    /// Properties that were looked at too: a variable, and what leads on from it.
    paths: Vec<(String, Vec<String>)>,
    /// The engine that knows of it.
    incarnation: u32,
}

/// A question that the engine has not answered.
#[derive(Debug)]
struct Asked {
    name: String,
    version: VersionId,
    is_edited: bool,
}

impl Shell {
    pub(super) fn look(&mut self, look: &Look) {
        let looked = self.look_for(look).unwrap_or(Looked::Nothing);
        self.emit(Event::Looked { ask: look.ask, looked });
        self.flush();
    }

    fn look_for(&mut self, look: &Look) -> Option<Looked> {
        self.engine.as_ref()?;
        let mut current = self.current.values().filter_map(|version| self.maps.get(*version));
        let version = current.find(|version| version.is_script && *version.path == *look.path)?;
        let offset = place_in(&version.source, &look.text, look.offset)?;
        let Target { variable, path, home } = target(&ran(&version), offset)?;
        let name = std::iter::once(&variable).chain(&path).cloned().collect::<Vec<_>>().join(".");
        let is_edited = *version.source != *look.text;
        let home = match home {
            Home::Local { .. } if !self.has_probes => {
                let (generation, seen) = (self.machine.generation, Seen::NoProbes);
                return Some(Looked::Known(Sight { name, generation, is_edited, seen }));
            }
            Home::Local { function, variable: number } => {
                self.watch(&version, &function, (!path.is_empty()).then(|| (variable.clone(), path.clone())));
                RawHome::Local { function: function.start, variable: number }
            }
            Home::Module => RawHome::Module,
            Home::Import { slot, imported } => RawHome::Import { slot, imported },
        };
        let raw = RawLook { version: version.id, variable, path, home };
        self.send_debug(ToDebug::Look { ask: look.ask, look: raw });
        if self.looks.asked.len() >= MOST_ASKED {
            self.looks.asked.pop_front();
        }
        self.looks.asked.push_back((look.ask, Asked { name, version: version.id, is_edited }));
        Some(Looked::Asked)
    }

    /// The engine has answered.
    pub(super) fn looked(&mut self, ask: LookAsk, generation: Generation, raw: RawSeen) {
        let Some(at) = self.looks.asked.iter().position(|(asked, _)| *asked == ask) else { return };
        let Some((_, Asked { name, version, is_edited })) = self.looks.asked.remove(at) else { return };
        let seen = match raw {
            RawSeen::Value { text, kind, probe, is_sampled } => {
                let version = self.maps.get(version);
                let line = probe.and_then(|probe| line_of(version.as_ref()?, probe));
                Some(Seen::Value(SeenValue { text, kind, line, is_sampled }))
            }
            RawSeen::Computed => Some(Seen::Computed),
            RawSeen::Uninitialized => Some(Seen::Uninitialized),
            RawSeen::NotCalled => Some(Seen::NotCalled),
            RawSeen::Gone => None,
        };
        let looked = match seen {
            Some(seen) => Looked::Known(Sight { name, generation, is_edited, seen }),
            None => Looked::Nothing,
        };
        self.emit(Event::Looked { ask, looked });
        self.flush();
    }

    /// The engine is gone: nobody answers any more.
    pub(super) fn nothing_is_looked_at(&mut self) {
        for (ask, _) in std::mem::take(&mut self.looks.asked) {
            self.emit(Event::Looked { ask, looked: Looked::Nothing });
        }
    }

    /// From now on what the variables of this function are is kept.
    fn watch(
        &mut self,
        version: &Arc<ModuleVersion>,
        function: &Function,
        looked: Option<(String, Vec<String>)>,
    ) {
        let is_it = |it: &Watched| it.version == version.id && it.start == function.start;
        let known = self.looks.functions.iter().position(is_it);
        let mut watched = known.and_then(|at| self.looks.functions.remove(at)).unwrap_or_else(|| Watched {
            path: Arc::clone(&version.path),
            version: version.id,
            source: Arc::clone(&version.source),
            start: function.start,
            paths: Vec::new(),
            incarnation: 0,
        });
        let new = looked.filter(|looked| !watched.paths.contains(looked));
        if new.is_some() || watched.incarnation != self.incarnation {
            if new.is_some() && watched.paths.len() >= MOST_PATHS {
                watched.paths.remove(0);
            }
            watched.paths.extend(new);
            watched.incarnation = self.incarnation;
            self.send_debug(told(version, function, &watched.paths));
        }
        self.looks.functions.push_back(watched);
        if self.looks.functions.len() > MOST_FUNCTIONS
            && let Some(Watched { version, start, .. }) = self.looks.functions.pop_front()
        {
            self.send_debug(ToDebug::Unwatch { version, function: start });
        }
    }

    /// These texts are about to run: the functions that are watched are looked for in them.
    pub(super) fn watch_again(&mut self, versions: &[Arc<ModuleVersion>]) {
        for watched in std::mem::take(&mut self.looks.functions) {
            let Some(version) = versions.iter().find(|version| version.path == watched.path) else {
                self.keep_watching(watched);
                continue;
            };
            if version.id != watched.version {
                self.send_debug(ToDebug::Unwatch { version: watched.version, function: watched.start });
            } else if watched.incarnation == self.incarnation {
                self.looks.functions.push_back(watched);
                continue;
            }
            let found = match watched.start {
                MODULE => Some(MODULE),
                start => place_in(&version.source, &watched.source, start as usize).map(|at| at as u32),
            };
            let function = found.and_then(|start| function_at(&ran(version), start));
            if let Some(function) = function {
                self.send_debug(told(version, &function, &watched.paths));
                let (start, incarnation) = (function.start, self.incarnation);
                let (version, source) = (version.id, Arc::clone(&version.source));
                self.looks.functions.push_back(Watched { version, source, start, incarnation, ..watched });
            }
        }
    }

    /// Its text did not change; an engine that was started since has to hear of it.
    fn keep_watching(&mut self, mut watched: Watched) {
        if watched.incarnation != self.incarnation
            && let Some(version) = self.maps.get(watched.version)
            && let Some(function) = function_at(&ran(&version), watched.start)
        {
            self.send_debug(told(&version, &function, &watched.paths));
            watched.incarnation = self.incarnation;
        }
        self.looks.functions.push_back(watched);
    }
}

fn ran(version: &ModuleVersion) -> Ran<'_> {
    let (source, language) = (&*version.source, version.language());
    Ran { source, language, imports: &version.import_locals, probes: &version.probes }
}

fn told(version: &ModuleVersion, function: &Function, paths: &[(String, Vec<String>)]) -> ToDebug {
    let script = DebugScript {
        version: version.id,
        code: Arc::clone(&version.code),
        imports: version.import_locals.clone(),
        debuggers: Vec::new(),
        returns: Vec::new(),
    };
    let of_name = |(name, path): &(String, Vec<String>)| {
        let same = function.variables.iter().zip(0..).filter(|(known, _)| *known == name);
        same.map(|(_, number)| (number, path.clone())).collect::<Vec<_>>()
    };
    ToDebug::Watch(Box::new(WatchedFunction {
        script,
        function: function.start,
        variables: function.variables.clone(),
        paths: paths.iter().flat_map(of_name).collect(),
        probes: function.probes.iter().map(|(probe, seen)| (*probe, seen.clone())).collect(),
    }))
}

/// The line that a probe stands before, counted from one.
fn line_of(version: &ModuleVersion, probe: u32) -> Option<usize> {
    let start = version.probes.get(probe as usize)?.range.start as usize;
    Some(version.source.get(..start)?.matches('\n').count() + 1)
}
