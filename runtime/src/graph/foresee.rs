//! What a save will most likely bring is made while it is typed.

use std::path::PathBuf;
use std::sync::Arc;

use super::content::{self, Content, Id};
use super::resolve::ModuleKind;
use super::{Graph, Node};
use crate::engine::wire::Script;
use crate::ids::{ModuleId, VersionId};
use crate::message::LONGEST_TYPED;
use crate::sources::SourceBytes;

/// Made of a text that was not saved yet, as the version that a save of it would be.
#[derive(Debug)]
pub(super) struct Foreseen {
    module: ModuleId,
    version: VersionId,
    content: Content,
}

impl Graph {
    /// Makes what a save of this text would need, in place of what was made of another one; its code, where
    /// the engine may want it. Nothing else changes: a save that brings something else never looks at it.
    pub fn foresee(&mut self, paths: &[PathBuf], text: &Arc<str>) -> Option<Script> {
        self.foreseen = None;
        let known = paths.iter().find_map(|path| self.by_path.get(path.as_path()));
        let &[module] = known?.as_slice() else { return None };
        let node = self.node(module).filter(|node| node.is_loaded && node.kind == ModuleKind::Script)?;
        let path = Arc::clone(&node.path);
        let recipe = self.resolver.recipe(&path);
        let source =
            content::source(Some(Ok(SourceBytes::Text(Arc::clone(text)))), ModuleKind::Script, &path);
        let fingerprint = content::fingerprint(&source, &recipe);
        let is_known = |node: &Node| {
            let applied = node.applied.as_ref().map(|applied| applied.fingerprint);
            [applied, node.content.fingerprint()].contains(&Some(fingerprint))
        };
        if text.len() > LONGEST_TYPED || self.node(module).is_none_or(is_known) {
            return None;
        }
        let version = self.next_version;
        let id = Id { module, version };
        let content = content::prepare(source, fingerprint, &recipe, id, &path, ModuleKind::Script, None);
        let script = content.prepared().map(|prepared| prepared.script());
        self.foreseen = Some(Foreseen { module, version, content });
        script
    }

    /// What was foreseen, if it is this.
    pub(super) fn was_foreseen(
        &mut self,
        module: ModuleId,
        version: VersionId,
        fingerprint: u64,
    ) -> Option<Content> {
        let foreseen = self.foreseen.take_if(|it| {
            it.module == module && it.version == version && it.content.fingerprint() == Some(fingerprint)
        });
        foreseen.map(|it| it.content)
    }
}

#[cfg(test)]
mod tests;
