//! What leaves the program when nothing leads to it any more.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::resolve::ModuleKind;
use super::{Graph, Node};
use crate::ids::ModuleId;

impl Graph {
    /// Modules nothing leads to any more leave the program, cycles included. Looks only at what lost
    /// an importer, and up from there.
    pub(super) fn drop_unreachable(&mut self) {
        while let Some(module) = self.lost.pop_first() {
            for module in self.cut_off(module) {
                self.drop_module(module);
            }
        }
    }

    /// The module and what leads to it, if the entry is not among that; else nothing.
    fn cut_off(&self, module: ModuleId) -> BTreeSet<ModuleId> {
        let mut seen = BTreeSet::from([module]);
        let mut work = vec![module];
        while let Some(module) = work.pop() {
            if module == self.entry {
                return BTreeSet::new();
            }
            let Some(node) = self.node(module) else { continue };
            for importer in &node.importers {
                let leads_here = |node: &Node| node.leads_to().any(|target| target == module);
                if !seen.contains(importer) && self.node(*importer).is_some_and(leads_here) {
                    seen.insert(*importer);
                    work.push(*importer);
                }
            }
        }
        seen
    }

    fn drop_module(&mut self, module: ModuleId) {
        let was_loaded = self.node(module).is_some_and(|node| node.is_loaded);
        self.set_loaded(module, false);
        let Some(node) = self.nodes.get_mut(module.0 as usize).and_then(Option::take) else { return };
        self.by_key.remove(&(Arc::clone(&node.path), node.kind, node.query.clone()));
        if let Some(same_file) = self.by_path.get_mut(&node.path) {
            same_file.retain(|it| *it != module);
            if same_file.is_empty() {
                self.by_path.remove(&node.path);
                self.sources.dropped(&node.path);
            }
        }
        self.dirty.remove(&module);
        self.broken.remove(&module);
        self.forgotten.push(module);
        self.pruned.extend((was_loaded && node.kind != ModuleKind::Helper).then(|| Arc::clone(&node.path)));
        self.forgotten_scripts.extend(node.script);
        for target in node.leads_to() {
            if let Some(node) = self.node_mut(target) {
                node.importers.remove(&module);
                self.lost.insert(target);
            }
        }
    }
}
