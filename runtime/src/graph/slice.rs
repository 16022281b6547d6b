//! What a change runs again: up from each changed module to what accepts it, else to the entry.

use std::collections::BTreeSet;

use super::{Graph, Node};
use crate::engine::wire::Boundary;
use crate::ids::ModuleId;
use crate::transpile::Export;

/// The part of the program that a generation replaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    pub modules: BTreeSet<ModuleId>,
    /// Where the way up ended before the entry.
    pub boundaries: BTreeSet<Boundary>,
}

impl Graph {
    /// What a generation replaces when saves run everything again.
    pub(super) fn everything(&self) -> Slice {
        Slice { modules: self.all().into_iter().collect(), boundaries: BTreeSet::new() }
    }

    /// Changed modules and their importers up to accepting boundaries. What runs now decides what is
    /// accepted, not the new text: its callbacks are the ones that exist.
    pub(super) fn slice(&self) -> Slice {
        let mut slice = Slice::default();
        let mut work: Vec<ModuleId> = self.dirty.iter().copied().collect();
        for module in &self.invalidated {
            self.climb(*module, None, &mut slice, &mut work);
        }
        while let Some(module) = work.pop() {
            if !slice.modules.insert(module) {
                continue;
            }
            let itself = Boundary { acceptor: module, accepted: module, specifiers: Vec::new() };
            match self.own_updates(module) {
                Own::All => drop(slice.boundaries.insert(itself)),
                Own::Exports(names) => {
                    slice.boundaries.insert(itself);
                    self.climb(module, Some(names), &mut slice, &mut work);
                }
                Own::None => self.climb(module, None, &mut slice, &mut work),
            }
        }
        // An acceptor that runs again itself is no boundary: nothing of it stays to be told.
        let modules = &slice.modules;
        slice.boundaries.retain(|it| it.acceptor == it.accepted || !modules.contains(&it.acceptor));
        slice
    }

    fn climb(
        &self,
        module: ModuleId,
        accepted: Option<&[String]>,
        slice: &mut Slice,
        work: &mut Vec<ModuleId>,
    ) {
        let Some(node) = self.node(module) else { return };
        for &importer in &node.importers {
            let Some(by) = self.node(importer).filter(|importer| importer.imports(module)) else {
                continue; // an earlier run of it asked for this module
            };
            let specifiers = self.accepted_as(by, module);
            if !specifiers.is_empty() && !self.is_cycle(importer, module) {
                slice.boundaries.insert(Boundary { acceptor: importer, accepted: module, specifiers });
            } else if !accepted.is_some_and(|names| uses_only(by, module, names)) {
                work.push(importer);
            }
        }
    }

    fn own_updates(&self, module: ModuleId) -> Own<'_> {
        // A new module runs with whatever came to import it, which has changed too.
        let Some(node) = self.node(module).filter(|node| node.is_loaded) else { return Own::None };
        let Some(applied) = &node.applied else { return Own::None };
        // Without this two modules that give up on each other's account would never come to an end.
        let gave_up = !self.invalidated.is_empty() && self.gave_up.contains(&module);
        let is_open = || !gave_up && !self.is_in_cycle(module);
        match &applied.accepts.exports {
            _ if applied.accepts.itself && is_open() => Own::All,
            Some(names) if is_open() => Own::Exports(names),
            _ => Own::None,
        }
    }

    /// What the running `importer` calls `dependency` where it takes updates of it.
    fn accepted_as(&self, importer: &Node, dependency: ModuleId) -> Vec<String> {
        let Some(applied) = importer.applied.as_ref().filter(|_| importer.is_loaded) else {
            return Vec::new();
        };
        let is_meant = |specifier: &&String| {
            let mut slots = applied.requests.iter().zip(&importer.slots);
            slots.any(|(request, slot)| {
                request.specifier == **specifier && slot.as_ref().ok() == Some(&dependency)
            }) || importer.dynamic.contains_key(&dependency) && self.means(importer, specifier, dependency)
        };
        applied.accepts.dependencies.iter().filter(is_meant).cloned().collect()
    }

    /// A cycle is one unit: updating a part of it would leave the rest with the old part.
    fn is_in_cycle(&self, module: ModuleId) -> bool {
        self.leads_to(module, module)
    }

    /// Whether this import is part of a cycle. An `import()` waits for nobody and closes none.
    fn is_cycle(&self, importer: ModuleId, module: ModuleId) -> bool {
        self.targets(importer).contains(&module) && (importer == module || self.leads_to(module, importer))
    }

    /// Whether imports lead from one to the other. Looks down and up in turns: the way is in both, and
    /// the smaller side is soon at its end.
    fn leads_to(&self, from: ModuleId, to: ModuleId) -> bool {
        let importers = |module: ModuleId| -> Vec<ModuleId> {
            let node = self.node(module);
            let importers = node.into_iter().flat_map(|node| node.importers.iter().copied());
            let imports = |importer: &Node| importer.evaluated_first().any(|target| target == module);
            importers.filter(|importer| self.node(*importer).is_some_and(imports)).collect()
        };
        let (mut down, mut up) = (self.targets(from), importers(to));
        let (mut below, mut above) = (BTreeSet::new(), BTreeSet::new());
        while let Some((lower, upper)) = down.pop().zip(up.pop()) {
            if lower == to || upper == from {
                return true;
            }
            if below.insert(lower) {
                down.extend(self.targets(lower));
            }
            if above.insert(upper) {
                up.extend(importers(upper));
            }
        }
        false
    }
}

/// What of its own updates a module takes.
enum Own<'a> {
    None,
    All,
    /// For importers that use no other exports.
    Exports(&'a [String]),
}

/// Whether a running importer takes only these names of a module.
fn uses_only(importer: &Node, module: ModuleId, names: &[String]) -> bool {
    let Some(applied) = &importer.applied else { return false };
    if importer.dynamic.contains_key(&module) {
        return false;
    }
    let is_meant = |slot: usize| importer.slots.get(slot).is_some_and(|it| it.as_ref().ok() == Some(&module));
    let is_listed = |name: &String| names.contains(name);
    let whole = applied
        .requests
        .iter()
        .enumerate()
        .any(|(slot, request)| is_meant(slot) && applied.accepts.namespaces.contains(&request.specifier));
    !whole
        && applied.imports.iter().filter(|it| is_meant(it.slot)).all(|it| is_listed(&it.name))
        && applied.exports.iter().all(|export| match export {
            Export::Local { .. } => true,
            Export::Indirect { slot, imported, .. } => !is_meant(*slot) || is_listed(imported),
            Export::Namespace { slot, .. } | Export::Star { slot } => !is_meant(*slot),
        })
}

#[cfg(test)]
mod tests;
