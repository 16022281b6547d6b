//! What a name means at a module's boundary: the language's export resolution. Pure.

use std::collections::BTreeSet;

use crate::ids::ModuleId;
use crate::transpile::Export;

/// What the graph tells about a module.
pub trait Modules {
    /// `None`: the module could not be prepared; what it exports is unknown.
    fn exports(&self, module: ModuleId) -> Option<&[Export]>;
    /// Whether it is a CommonJS module: what it takes over from others, it copies.
    fn copies(&self, _: ModuleId) -> bool {
        false
    }
    /// The module behind an import slot.
    fn slot(&self, module: ModuleId, slot: usize) -> Option<ModuleId>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportMeaning {
    /// A binding (or namespace) that stands in this module.
    Found(ModuleId),
    Missing,
    /// Two `export *` give different bindings for it.
    Ambiguous(ModuleId, ModuleId),
    /// A broken module is in the way; its own error says enough.
    Unknown,
}

/// Where the binding of `module`'s export `name` stands.
pub fn resolve_export(modules: &impl Modules, module: ModuleId, name: &str) -> ExportMeaning {
    let found = resolve(modules, module, name, &mut Vec::new());
    found.map_or(ExportMeaning::Missing, |(meaning, _)| meaning)
}

/// The meaning and the binding's own name there, which together tell two bindings apart.
type Found = Option<(ExportMeaning, String)>;

fn resolve(
    modules: &impl Modules,
    module: ModuleId,
    name: &str,
    asked: &mut Vec<(ModuleId, String)>,
) -> Found {
    if asked.iter().any(|(at, what)| *at == module && what == name) {
        return None;
    }
    asked.push((module, name.to_owned()));
    let unknown = Some((ExportMeaning::Unknown, String::new()));
    let Some(exports) = modules.exports(module) else { return unknown };
    for export in exports {
        match export {
            Export::Local { name: exported } if exported == name => {
                return Some((ExportMeaning::Found(module), exported.clone()));
            }
            Export::Namespace { name: exported, slot } if exported == name => {
                let target = modules.slot(module, *slot)?;
                return Some((ExportMeaning::Found(target), "*namespace*".into()));
            }
            Export::Indirect { name: exported, slot, imported, .. } if exported == name => {
                let Some(target) = modules.slot(module, *slot) else { return unknown };
                return resolve(modules, target, imported, asked);
            }
            _ => {}
        }
    }
    if name == "default" {
        return None;
    }
    let mut star: Found = None;
    for export in exports {
        let Export::Star { slot } = export else { continue };
        let Some(target) = modules.slot(module, *slot) else {
            if modules.copies(module) {
                continue; // an error where it asks for it, if it does
            }
            return unknown;
        };
        let Some(found) = resolve(modules, target, name, asked) else { continue };
        if modules.copies(module) {
            return Some((ExportMeaning::Found(module), name.to_owned()));
        }
        match (&star, &found) {
            (_, (ExportMeaning::Unknown | ExportMeaning::Ambiguous(..), _)) => return Some(found),
            (None, _) => star = Some(found),
            (Some(first), second) if first == second => {}
            (Some((ExportMeaning::Found(first), _)), (ExportMeaning::Found(second), _)) => {
                return Some((ExportMeaning::Ambiguous(*first, *second), String::new()));
            }
            _ => {}
        }
    }
    star
}

/// Every name a module exports, `export *` followed, in no particular order.
pub fn exported_names(modules: &impl Modules, module: ModuleId) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect(modules, module, &mut names, &mut BTreeSet::new(), true);
    names
}

fn collect(
    modules: &impl Modules,
    module: ModuleId,
    names: &mut BTreeSet<String>,
    visited: &mut BTreeSet<ModuleId>,
    with_default: bool,
) {
    if !visited.insert(module) {
        return;
    }
    for export in modules.exports(module).unwrap_or_default() {
        match export {
            Export::Local { name } | Export::Indirect { name, .. } | Export::Namespace { name, .. } => {
                if with_default || name != "default" {
                    names.insert(name.clone());
                }
            }
            Export::Star { slot } => {
                if let Some(target) = modules.slot(module, *slot) {
                    collect(modules, target, names, visited, false);
                }
            }
        }
    }
}

/// "did you mean", for a name that does not exist.
pub fn similar_export(modules: &impl Modules, module: ModuleId, name: &str) -> Option<String> {
    let names = exported_names(modules, module);
    let folded = name.to_lowercase();
    let near = names.iter().map(|known| {
        let lower = known.to_lowercase();
        let distance = strsim::damerau_levenshtein(&lower, &folded);
        // `foo` for `fooBar`: a beginning counts as near.
        let begins = folded.len() >= 3
            && (lower.starts_with(&folded) || folded.starts_with(&lower) && lower.len() >= 3);
        (if begins { distance.min(1) } else { distance }, known)
    });
    let (distance, best) = near.min()?;
    (distance <= 2.max(name.len() / 3)).then(|| best.clone())
}
