//! What a change runs again: up from each changed module to what accepts it, else to the entry.

use std::collections::BTreeSet;

use super::{Graph, Node};
use crate::ids::ModuleId;

/// The part of the program that a generation replaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    pub modules: BTreeSet<ModuleId>,
    /// Where the way up ended before the entry.
    pub boundaries: BTreeSet<Boundary>,
}

/// `acceptor` stays as it is and is told of the new `accepted`; or it is `accepted` itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Boundary {
    pub acceptor: ModuleId,
    pub accepted: ModuleId,
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
            slice.modules.insert(*module);
            self.climb(*module, &mut slice, &mut work);
        }
        while let Some(module) = work.pop() {
            if !slice.modules.insert(module) {
                continue;
            }
            let is_new = self.node(module).is_none_or(|node| !node.is_loaded);
            // A new module runs with whatever came to import it, which has changed too.
            if !is_new && self.accepts_itself(module) && !self.is_in_cycle(module) {
                slice.boundaries.insert(Boundary { acceptor: module, accepted: module });
                continue;
            }
            self.climb(module, &mut slice, &mut work);
        }
        // An acceptor that runs again itself is no boundary: nothing of it stays to be told.
        let modules = &slice.modules;
        slice.boundaries.retain(|it| it.acceptor == it.accepted || !modules.contains(&it.acceptor));
        slice
    }

    fn climb(&self, module: ModuleId, slice: &mut Slice, work: &mut Vec<ModuleId>) {
        let Some(node) = self.node(module) else { return };
        for importer in &node.importers {
            if !self.node(*importer).is_some_and(|importer| importer.imports(module)) {
                continue; // an earlier run of it asked for this module
            }
            if self.accepts(*importer, module) {
                slice.boundaries.insert(Boundary { acceptor: *importer, accepted: module });
            } else {
                work.push(*importer);
            }
        }
    }

    fn accepts_itself(&self, module: ModuleId) -> bool {
        let applied = self.node(module).and_then(|node| node.applied.as_ref());
        applied.is_some_and(|applied| applied.accepts.itself)
    }

    /// Whether the running `importer` takes updates of `dependency`.
    fn accepts(&self, importer: ModuleId, dependency: ModuleId) -> bool {
        let Some(node) = self.node(importer).filter(|node| node.is_loaded) else { return false };
        let Some(applied) = &node.applied else { return false };
        let accepted = &applied.accepts.dependencies;
        let mut slots = applied.requests.iter().zip(&node.slots);
        !accepted.is_empty()
            && slots.any(|(request, slot)| {
                slot.as_ref().ok() == Some(&dependency) && accepted.contains(&request.specifier)
            })
    }

    /// A cycle is one unit: updating a part of it would leave the rest with the old part. Looks down
    /// and up in turns: a cycle is in both, and the smaller side is soon at its end.
    fn is_in_cycle(&self, module: ModuleId) -> bool {
        let importers = |module: ModuleId| -> Vec<ModuleId> {
            let node = self.node(module);
            let importers = node.into_iter().flat_map(|node| node.importers.iter().copied());
            let imports = |importer: &Node| importer.targets().any(|target| target == module);
            importers.filter(|importer| self.node(*importer).is_some_and(imports)).collect()
        };
        let (mut down, mut up) = (self.targets(module), importers(module));
        let (mut below, mut above) = (BTreeSet::new(), BTreeSet::new());
        while let Some((lower, upper)) = down.pop().zip(up.pop()) {
            if lower == module || upper == module {
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
