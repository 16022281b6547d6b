//! Breakpoints: asked for by clients, bound to probes of scripts. Pure.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::functions;
use super::message::{
    BreakpointId, ClientId, Failure, LocationKind, NewBreakpoint, PossibleLocation, ScriptId, Target,
};
use crate::position::{LineColumn, LineIndex, Lines};
use crate::source_map::ModuleVersion;
use crate::transpile::ProbeKind;

/// The places of one script at which the program can stop, in the order of the text.
#[derive(Debug)]
pub struct Places {
    pub lines: LineIndex,
    places: Vec<Placed>,
}

#[derive(Clone, Copy, Debug)]
struct Placed {
    position: LineColumn,
    probe: u32,
    kind: LocationKind,
}

impl Places {
    pub fn new(version: &ModuleVersion) -> Self {
        let lines = LineIndex::new(&version.source, Lines::Editor);
        let placed = version.probes.iter().enumerate().map(|(probe, it)| Placed {
            position: lines.position(&version.source, it.range.start as usize),
            probe: probe as u32,
            kind: match it.kind {
                ProbeKind::Statement => LocationKind::Statement,
                ProbeKind::Return => LocationKind::Return,
                ProbeKind::Debugger => LocationKind::Debugger,
            },
        });
        let mut places: Vec<Placed> = placed.collect();
        places.sort_by_key(|it| (it.position, it.probe));
        places.dedup_by_key(|it| it.position);
        Self { lines, places }
    }

    /// The first place that is not before this one.
    pub fn slide(&self, line: u32, column: Option<u32>) -> Option<(u32, LineColumn)> {
        let wanted = LineColumn { line, column: column.unwrap_or(0) };
        let first = self.places.partition_point(|it| it.position < wanted);
        self.places.get(first).map(|it| (it.probe, it.position))
    }

    /// The first place in a range of the text.
    fn first_in(&self, text: &str, range: Range<usize>) -> Option<(u32, LineColumn)> {
        let [from, to] = [range.start, range.end].map(|offset| self.lines.position(text, offset));
        self.slide(from.line, Some(from.column)).filter(|(_, position)| *position < to)
    }

    /// The places in a range, its end left out.
    pub fn between(&self, from: LineColumn, to: Option<LineColumn>) -> Vec<PossibleLocation> {
        let inside =
            self.places.iter().filter(|it| it.position >= from && to.is_none_or(|to| it.position < to));
        inside.map(|it| PossibleLocation { position: it.position, kind: it.kind }).collect()
    }
}

/// One breakpoint of one client.
#[derive(Debug)]
pub struct Breakpoint {
    pub client: ClientId,
    pub asked: NewBreakpoint,
    pattern: Option<regress::Regex>,
    /// Where it is bound: at one place, or in several functions of one name.
    pub bound: BTreeMap<ScriptId, Vec<(u32, LineColumn)>>,
}

impl Breakpoint {
    pub fn new(client: ClientId, asked: NewBreakpoint) -> Result<Self, Failure> {
        let pattern = match &asked.target {
            Target::UrlRegex(text) => Some(pattern(text)?),
            Target::Script(_) | Target::Path(_) | Target::Url(_) | Target::Function(_) => None,
        };
        Ok(Self { client, asked, pattern, bound: BTreeMap::new() })
    }

    /// Whether a client asks for the same place by the same URL or pattern once more.
    pub fn is_same(&self, other: &Self) -> bool {
        let place = |it: &Self| (it.client, it.asked.line, it.asked.column.unwrap_or(0));
        let by_url = matches!(self.asked.target, Target::Url(_) | Target::UrlRegex(_));
        by_url && self.asked.target == other.asked.target && place(self) == place(other)
    }

    fn is_for(&self, version: &ModuleVersion, url: &str) -> bool {
        match &self.asked.target {
            Target::Script(script) => *script == version.id,
            Target::Path(path) => **path == *version.path,
            Target::Url(wanted) => wanted == url,
            Target::UrlRegex(_) => self.pattern.as_ref().is_some_and(|pattern| pattern.find(url).is_some()),
            Target::Function(_) => !version.id.is_evaluated(),
        }
    }

    /// Binds it in a script; nowhere when it is not for that one, or nothing follows its place there.
    pub fn bind(&mut self, version: &ModuleVersion, url: &str, places: &Places) -> Vec<LineColumn> {
        if !self.is_for(version, url) {
            return Vec::new();
        }
        let found: Vec<(u32, LineColumn)> = match &self.asked.target {
            Target::Function(name) => {
                let bodies = functions::named(&version.path, &version.source, version.is_commonjs, name);
                bodies.into_iter().filter_map(|body| places.first_in(&version.source, body)).collect()
            }
            _ => places.slide(self.asked.line, self.asked.column).into_iter().collect(),
        };
        let positions = found.iter().map(|(_, position)| *position).collect();
        if !found.is_empty() {
            self.bound.insert(version.id, found);
        }
        positions
    }
}

/// A regular expression of the language.
pub fn pattern(text: &str) -> Result<regress::Regex, Failure> {
    pattern_with(text, "")
}

pub fn pattern_with(text: &str, flags: &str) -> Result<regress::Regex, Failure> {
    let with_unicode = regress::Regex::with_flags(text, format!("u{flags}").as_str());
    // Patterns of tools escape what needs no escape, which only the older grammar allows.
    with_unicode
        .or_else(|_| regress::Regex::with_flags(text, flags))
        .map_err(|error| Failure::BadPattern(error.to_string()))
}

/// All breakpoints that are bound in a script, by probe.
pub fn stops_in(
    breakpoints: &BTreeMap<BreakpointId, Breakpoint>,
    script: ScriptId,
) -> BTreeMap<u32, Vec<BreakpointId>> {
    let mut stops: BTreeMap<u32, Vec<BreakpointId>> = BTreeMap::new();
    for (id, breakpoint) in breakpoints {
        for (probe, _) in breakpoint.bound.get(&script).into_iter().flatten() {
            stops.entry(*probe).or_default().push(*id);
        }
    }
    stops
}

/// The URL of a file.
pub fn url_of(version: &ModuleVersion) -> Arc<str> {
    let file = version.path.display().to_string();
    url::Url::from_file_path(&version.path).map_or_else(|()| file.into(), |url| String::from(url).into())
}
