//! What decided where imports lead, and who has to look again when it changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{Graph, Node};
use crate::ids::ModuleId;
use crate::sources::LookedAt;

impl Graph {
    /// Keeps what decided where the imports of a module lead, and passes it on.
    pub(super) fn looked_at(&mut self, module: ModuleId, mut own: Vec<PathBuf>) {
        let Some(node) = self.node(module).filter(|node| node.kind.is_file()) else { return };
        let path = Arc::clone(&node.path);
        own.sort_unstable();
        own.dedup();
        let looked_at = LookedAt { nearby: self.resolver.configs(&path), own };
        if self.node(module).is_some_and(|node| node.looked_at == looked_at) {
            return; // as with nearly every save
        }
        self.sources.decided(&path, &looked_at);
        if let Some(node) = self.node_mut(module) {
            node.looked_at = looked_at;
        }
    }

    /// Modules whose imports may lead elsewhere, or which may be transpiled otherwise, now that files
    /// changed that are no modules or configure some.
    pub(super) fn decided_by(&self, changed: &[PathBuf]) -> BTreeSet<ModuleId> {
        let is_module = |path: &Path| self.by_path.contains_key(path);
        let is_config = |path: &Path| path.extension().is_some_and(|extension| extension == "json");
        let changed = changed.iter().map(PathBuf::as_path);
        let deciding: FxHashSet<&Path> = changed.filter(|path| !is_module(path) || is_config(path)).collect();
        if deciding.is_empty() {
            return BTreeSet::new();
        }
        let nodes = self.nodes.iter().enumerate().filter_map(|(index, node)| Some((index, node.as_ref()?)));
        let is_decided = |node: &Node| node.looked_at.iter().any(|path| deciding.contains(path));
        let decided = nodes.filter(|(_, node)| is_decided(node));
        decided.map(|(index, _)| ModuleId(index as u32)).collect()
    }
}
