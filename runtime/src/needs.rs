//! Which interfaces of the Web and of Node a program names, and what of them is not there: said without
//! running it. A thin shell around `needs/uses.rs`, which reads one text.

mod packages;
mod uses;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::graph::resolve::{Asked, ModuleKind, Resolver};
use crate::library::table::{self, Status};
use crate::sources::{SourceBytes, Sources};
use crate::transpile::{Format, source_type};
use uses::Wanted;

/// What of an interface is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// All of it.
    Missing,
    /// What the words say.
    Partly,
}

/// An interface that a program names and that is not there, or not all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// `WebSocket`, `node:vm`, `node:fs.watchFile`.
    pub name: String,
    pub lack: Lack,
    /// The list's; may be empty.
    pub words: String,
    pub path: Arc<Path>,
    pub text: Arc<str>,
    pub range: Range<usize>,
}

/// A package that loads code of the machine's own, which does not run here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativePackage {
    pub name: String,
    pub why: &'static str,
    pub path: PathBuf,
}

#[derive(Debug, Default)]
pub struct Needs {
    pub files: usize,
    pub lacking: Vec<Need>,
    pub native: Vec<NativePackage>,
}

/// A program of more files is looked at in part.
const MOST_FILES: usize = 20_000;

/// Looks at a file and at all that it imports by name.
pub fn find(entry: &Path, sources: &dyn Sources) -> Needs {
    let resolver = Resolver::new();
    let mut needs = Needs::default();
    let mut seen = BTreeSet::from([entry.to_owned()]);
    let mut waiting = VecDeque::from([entry.to_owned()]);
    let mut packages: BTreeMap<PathBuf, Option<NativePackage>> = BTreeMap::new();
    while let Some(path) = waiting.pop_front().filter(|_| needs.files < MOST_FILES) {
        needs.files += 1;
        if let Some(package) = packages::of(&path) {
            packages.entry(package.clone()).or_insert_with(|| packages::native(&package));
        }
        let Some(text) = read(sources, &path) else { continue };
        let is_commonjs = resolver.recipe(&path).format != Format::Module;
        let Some(found) = uses::of(&text, source_type(&path, false), is_commonjs) else { continue };
        for specifier in &found.specifiers {
            let asked = if specifier.is_require { Asked::Require } else { Asked::Import };
            let resolved = resolver.resolve(&path, &specifier.text, None, asked);
            let script = resolved.ok().filter(|it| it.kind == ModuleKind::Script).map(|it| it.path);
            waiting.extend(script.filter(|path| seen.insert(path.clone())));
        }
        let path: Arc<Path> = path.into();
        needs.lacking.extend(found.wanted.into_iter().filter_map(|Wanted { name, range }| {
            let (lack, words) = lack_of(&name)?;
            Some(Need { name, lack, words, path: Arc::clone(&path), text: Arc::clone(&text), range })
        }));
    }
    // What is there in part is said once a file.
    let mut said = BTreeSet::new();
    needs
        .lacking
        .retain(|need| need.lack == Lack::Missing || said.insert((need.path.clone(), need.name.clone())));
    needs.native = packages.into_values().flatten().collect();
    needs
}

fn read(sources: &dyn Sources, path: &Path) -> Option<Arc<str>> {
    match sources.read(path).ok()? {
        SourceBytes::Text(text) => Some(text),
        SourceBytes::Bytes(bytes) => String::from_utf8(bytes).ok().map(Arc::from),
    }
}

/// What the list says of a name; `None`: it is there, or nobody knows it.
fn lack_of(name: &str) -> Option<(Lack, String)> {
    if let Some(module) = name.strip_prefix("node:") {
        let (module, member) =
            module.split_once('.').map_or((module, None), |(it, member)| (it, Some(member)));
        let (status, words) = listed(module, table::NODE)?;
        return match (status, member) {
            (Lack::Missing, _) => Some((Lack::Missing, words)),
            (Lack::Partly, None) => Some((Lack::Partly, words)),
            (Lack::Partly, Some(member)) => {
                let there = crate::library::module(&format!("node:{module}"))?;
                let is_named = words.contains(&format!("`{member}`"));
                if there.exports.contains(&member) {
                    return is_named.then_some((Lack::Partly, words));
                }
                Some((Lack::Missing, if is_named { words } else { String::new() }))
            }
        };
    }
    listed(name, table::WEB)
}

fn listed(name: &str, list: &[(&str, Status)]) -> Option<(Lack, String)> {
    let (_, status) = list.iter().find(|(names, _)| names.split(", ").any(|it| it == name))?;
    match status {
        Status::Done => None,
        Status::Partly(words) => Some((Lack::Partly, (*words).to_owned())),
        Status::Not(words) => Some((Lack::Missing, (*words).to_owned())),
    }
}

#[cfg(test)]
mod tests;
