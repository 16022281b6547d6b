//! What must be in order for the newest texts to run, and where else it may be found.

use std::collections::BTreeSet;

use super::content::Content;
use super::{Graph, Node, Reading};
use crate::ids::ModuleId;

impl Graph {
    /// Where a file is gone, another may have come in its place.
    pub(super) fn look_elsewhere(&mut self) {
        let is_gone = |module: &ModuleId| {
            self.node(*module).is_some_and(|it| matches!(it.content, Content::Unusable { .. }))
        };
        let gone: Vec<ModuleId> = self.broken.iter().copied().filter(is_gone).collect();
        let importers: BTreeSet<ModuleId> = gone
            .iter()
            .filter_map(|module| self.node(*module))
            .flat_map(|node| node.importers.clone())
            .collect();
        for importer in importers {
            let new = self.connect(importer);
            self.read_all(new, &[], &BTreeSet::new(), Reading::Everything);
        }
    }

    /// What must be in order for the newest texts to run: what the entry imports, and what `import()` has
    /// brought in, where it still stands in the text or the text is the one that runs.
    pub(super) fn is_needed(&self) -> BTreeSet<ModuleId> {
        let mut reached = BTreeSet::from([self.entry]);
        let mut work = vec![self.entry];
        while let Some(module) = work.pop() {
            let Some(node) = self.node(module) else { continue };
            let is_changed = self.dirty.contains(&module);
            let lazy = node.dynamic.iter().chain(&node.dynamic_before);
            let lazy = lazy.filter(|(target, specifier)| {
                let stands = !is_changed || node.lazily(specifier).next().is_some();
                stands && self.holds(node, specifier, **target)
            });
            let lazy = lazy.map(|(target, _)| *target);
            work.extend(node.evaluated_first().chain(lazy).filter(|target| reached.insert(*target)));
        }
        reached
    }

    /// Whether an `import()` or `require()` brought this module in and would again, if it were there.
    fn holds(&self, from: &Node, specifier: &str, module: ModuleId) -> bool {
        let Some(node) = self.node(module).filter(|node| node.is_loaded) else { return false };
        let is_gone = || matches!(node.content, Content::Unusable { .. });
        let now = || self.resolver.resolve(&from.path, specifier, None, from.asks());
        !(is_gone() && now().is_ok_and(|it| *it.path != *node.path))
    }

    /// Whether a specifier, written in this file, leads to a module.
    pub(super) fn means(&self, from: &Node, specifier: &str, module: ModuleId) -> bool {
        let resolved = self.resolver.resolve(&from.path, specifier, None, from.asks()).ok();
        let node = resolved.zip(self.node(module));
        node.is_some_and(|(resolved, node)| *resolved.path == *node.path && resolved.query == node.query)
    }

    /// The modules a start of the program runs, without those only `import()` reaches.
    pub(super) fn is_static(&self, start: ModuleId) -> BTreeSet<ModuleId> {
        let mut reached = BTreeSet::from([start]);
        let mut work = vec![start];
        while let Some(module) = work.pop() {
            for target in self.targets(module) {
                if reached.insert(target) {
                    work.push(target);
                }
            }
        }
        reached
    }
}
