//! From what changed to what the engine has to do: the slice, its order, and its code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::content::Prepared;
use super::exports::{ExportMeaning, Modules, exported_names, resolve_export};
use super::order::{Ordered, evaluation_order};
use super::resolve::{Asked, Resolved, Unresolved};
use super::slice::Slice;
use super::{Graph, ImportFailure, ImportFailureKind, Node, Reading};
use crate::engine::wire::{Boundary, Instance, Linkage, Reexport, Script};
use crate::ids::{ModuleId, VersionId};
use crate::message::{Listed, Preparing};
use crate::source_map::ModuleVersion;
use crate::transpile::{Evaluation, Export};
use crate::tuning::ReloadMode;

/// What a new generation consists of.
#[derive(Debug)]
pub struct Plan {
    pub entry: ModuleId,
    /// It is a whole program, for an engine that has nothing: the present one goes when it is applied.
    pub is_for_fresh_engine: bool,
    pub retire: Vec<ModuleId>,
    pub forget: Vec<ModuleId>,
    pub forget_scripts: Vec<VersionId>,
    pub linkage: Linkage,
    pub boundaries: Vec<Boundary>,
    /// Modules whose code or surroundings changed, in evaluation order.
    pub affected: Vec<Arc<Path>>,
    /// The records of the code in `linkage`, for the map table.
    pub versions: Vec<Arc<ModuleVersion>>,
    pub kept: Listed,
    pub disposed: Vec<Arc<Path>>,
    pub pruned: Vec<Arc<Path>>,
    pub preparing: Preparing,
}

/// The answer to an `import()`.
#[derive(Debug)]
pub struct ImportPlan {
    pub module: ModuleId,
    pub linkage: Linkage,
    pub versions: Vec<Arc<ModuleVersion>>,
}

impl Graph {
    /// The slice to run: changed modules and their importers, without what only `import()` reaches.
    /// What invalidated itself without new text asks for its importers, whatever saves do.
    pub(super) fn plan(&self, mode: ReloadMode) -> Plan {
        let mode = if self.dirty.is_empty() { ReloadMode::Slice } else { mode };
        let Slice { modules: affected, boundaries } = match mode {
            ReloadMode::Slice => self.slice(),
            ReloadMode::All | ReloadMode::Restart => self.everything(),
        };
        let is_for_fresh_engine = mode == ReloadMode::Restart && self.has_run();
        let order = self.order_of(&affected, &boundaries);
        let (linkage, versions) = self.linkage(&order, is_for_fresh_engine);
        let paths = order.iter().filter_map(|it| self.shown_path(it.module)).collect();
        let replaced = affected.iter().filter_map(|module| {
            let node = self.node(*module)?;
            node.script.filter(|script| Some(*script) != self.prepared(*module).map(|it| it.version.id))
        });
        let loaded = |module: &ModuleId| self.node(*module).is_some_and(|node| node.is_loaded);
        let disposed = affected.iter().copied().filter(loaded);
        Plan {
            entry: self.entry,
            is_for_fresh_engine,
            kept: self.kept(&affected),
            disposed: disposed
                .filter_map(|module| self.shown_path(module))
                .chain(self.pruned.iter().cloned())
                .collect(),
            pruned: self.pruned.clone(),
            preparing: Preparing::default(),
            retire: affected.iter().copied().filter(loaded).chain(self.forgotten.iter().copied()).collect(),
            forget: self.forgotten.clone(),
            forget_scripts: replaced.chain(self.forgotten_scripts.iter().copied()).collect(),
            linkage,
            boundaries: boundaries.into_iter().collect(),
            affected: paths,
            versions,
        }
    }

    /// The slice in evaluation order: from the entry if it is part of it, and from each accepted module.
    fn order_of(&self, slice: &BTreeSet<ModuleId>, boundaries: &BTreeSet<Boundary>) -> Vec<Ordered> {
        let starts = std::iter::once(self.entry).chain(boundaries.iter().map(|it| it.accepted));
        let (mut order, mut placed) = (Vec::new(), BTreeSet::new());
        for start in starts.filter(|start| slice.contains(start)) {
            if !placed.contains(&start) {
                let from_start = self.order_within(start, |module| slice.contains(&module));
                order.extend(from_start.into_iter().filter(|it| placed.insert(it.module)));
            }
        }
        order
    }

    /// What runs on. Looks at no more modules than it names, in a program of any size.
    fn kept(&self, affected: &BTreeSet<ModuleId>) -> Listed {
        let is_kept = |(index, node): &(usize, &Node)| {
            node.is_loaded && node.kind.is_file() && !affected.contains(&ModuleId(*index as u32))
        };
        let nodes = self.nodes.iter().enumerate().filter_map(|(index, node)| Some((index, node.as_ref()?)));
        let first =
            nodes.filter(is_kept).take(Listed::MOST).map(|(_, node)| Arc::clone(&node.path)).collect();
        let is_shown = |module: &&ModuleId| {
            self.node(**module).is_some_and(|node| node.is_loaded && node.kind.is_file())
        };
        Listed { count: self.loaded - affected.iter().filter(is_shown).count(), first }
    }

    fn shown_path(&self, module: ModuleId) -> Option<Arc<Path>> {
        let node = self.node(module)?;
        node.kind.is_file().then(|| Arc::clone(&node.path))
    }

    fn order_within(&self, start: ModuleId, wanted: impl Fn(ModuleId) -> bool) -> Vec<Ordered> {
        evaluation_order(start, |module| {
            self.targets(module).into_iter().filter(|target| wanted(*target)).collect()
        })
    }

    /// Code the engine does not have yet, and how the instances connect. A fresh engine has none.
    fn linkage(&self, order: &[Ordered], is_for_fresh: bool) -> (Linkage, Vec<Arc<ModuleVersion>>) {
        let mut linkage = Linkage::default();
        let mut versions = Vec::new();
        for ordered in order {
            let module = ordered.module;
            let Some((node, prepared)) = self.node(module).zip(self.prepared(module)) else { continue };
            if is_for_fresh || node.script != Some(prepared.version.id) {
                linkage.scripts.push(Script {
                    version: prepared.version.id,
                    module,
                    name: prepared.version.script_name(),
                    code: Arc::clone(&prepared.version.code),
                    probes: prepared.probes,
                    is_kept: prepared.is_kept,
                });
            }
            versions.push(Arc::clone(&prepared.version));
            let file = node.path.display().to_string();
            linkage.instances.push(Instance {
                module,
                version: prepared.version.id,
                evaluation: match prepared.evaluation {
                    Evaluation::Sync => 0,
                    Evaluation::Yields => 1,
                    Evaluation::AsyncGenerator => 2,
                    Evaluation::CommonJs => 3,
                },
                names: if node.is_commonjs() {
                    exported_names(self, module).into_iter().collect()
                } else {
                    Vec::new()
                },
                root: ordered.root,
                slots: self.targets(module),
                reexports: if node.is_commonjs() { Vec::new() } else { self.reexports(module, prepared) },
                url: url::Url::from_file_path(&node.path).map_or_else(|()| file.clone(), String::from)
                    + &node.query,
                dirname: node.path.parent().unwrap_or(&node.path).display().to_string(),
                filename: file,
                main: module == self.entry,
            });
            linkage.order.push(module);
        }
        (linkage, versions)
    }

    /// The engine was given this plan: from now on it is what runs.
    pub fn committed(&mut self, plan: &Plan) {
        let by_texts = self.invalidated.is_empty();
        let retired = if plan.is_for_fresh_engine { self.all() } else { plan.retire.clone() };
        for module in retired {
            self.set_loaded(module, false);
            let Some(node) = self.node_mut(module) else { continue };
            node.may_invalidate = false;
            let dynamic = std::mem::take(&mut node.dynamic);
            let before = std::mem::replace(&mut node.dynamic_before, dynamic);
            if plan.is_for_fresh_engine {
                node.script = None;
                node.applied = None;
            }
            self.lost.extend(before.into_keys());
        }
        for module in std::mem::take(&mut self.dirty) {
            // What only `import()` reaches is compiled when it is asked for again.
            let script = self.prepared(module).map(|it| it.version.id);
            if let Some(node) = self.node_mut(module) {
                node.applied = None;
                node.script = node.script.filter(|held| Some(*held) == script);
            }
        }
        self.loaded_by(&plan.linkage);
        for boundary in plan.boundaries.iter().filter(|it| it.acceptor == it.accepted) {
            if let Some(node) = self.node_mut(boundary.accepted) {
                node.may_invalidate = true;
            }
        }
        self.invalidated.clear();
        if by_texts {
            self.gave_up.clear();
        }
        self.pruned.clear();
        self.forgotten.clear();
        self.forgotten_scripts.clear();
    }

    fn loaded_by(&mut self, linkage: &Linkage) {
        for instance in &linkage.instances {
            let applied = self.prepared(instance.module).cloned();
            if let Some(node) = self.node_mut(instance.module) {
                node.applied = applied;
                node.script = Some(instance.version);
                node.wired = node.targets().collect();
            }
            self.set_loaded(instance.module, true);
            self.dirty.remove(&instance.module);
        }
    }

    /// Prepares what an `import()` asks for. What it returns counts as given to the engine.
    pub fn prepare_import(
        &mut self,
        from: ModuleId,
        specifier: &str,
        attribute: Option<&str>,
    ) -> Result<ImportPlan, ImportFailure> {
        let failure = |message: String| ImportFailure { kind: ImportFailureKind::Other, message };
        let path = self.path(from).ok_or_else(|| failure("its importer has been replaced".into()))?;
        let resolved =
            self.resolver.resolve(&path, specifier, attribute, Asked::Import).map_err(unresolved)?;
        self.plan_of(from, specifier, resolved)
    }

    /// Where a `require()` leads. `base` is the file it is asked from, when that is not the module itself.
    fn required(
        &self,
        from: ModuleId,
        base: Option<&Path>,
        specifier: &str,
    ) -> Result<Resolved, ImportFailure> {
        let path = base.map(Arc::from).or_else(|| self.path(from)).ok_or_else(|| ImportFailure {
            kind: ImportFailureKind::Other,
            message: "what asks for it has been replaced".into(),
        })?;
        self.resolver.resolve(&path, specifier, None, Asked::Require).map_err(unresolved)
    }

    /// The file behind a `require()`, without loading it.
    pub fn resolve_require(
        &self,
        from: ModuleId,
        base: Option<&Path>,
        specifier: &str,
    ) -> Result<PathBuf, ImportFailure> {
        self.required(from, base, specifier).map(|resolved| resolved.path)
    }

    /// Prepares what a `require()` asks for. What it returns counts as given to the engine.
    pub fn prepare_require(
        &mut self,
        from: ModuleId,
        base: Option<&Path>,
        specifier: &str,
    ) -> Result<ImportPlan, ImportFailure> {
        let resolved = self.required(from, base, specifier)?;
        self.plan_of(from, specifier, resolved)
    }

    fn plan_of(
        &mut self,
        from: ModuleId,
        specifier: &str,
        resolved: Resolved,
    ) -> Result<ImportPlan, ImportFailure> {
        let module = self.module(resolved);
        if let Some(node) = self.node_mut(from) {
            node.dynamic.insert(module, specifier.to_owned());
        }
        if let Some(node) = self.node_mut(module) {
            node.importers.insert(from);
        }
        let not_loaded = |graph: &Self, module: ModuleId| graph.node(module).is_some_and(|it| !it.is_loaded);
        if !not_loaded(self, module) {
            // What runs is good, whatever its newest text is like.
            return Ok(ImportPlan { module, linkage: Linkage::default(), versions: Vec::new() });
        }
        let waiting = self.dirty.clone();
        self.read_all(vec![module], &[], &BTreeSet::new(), Reading::Everything);
        self.keep();
        let mut members = self.is_static(module);
        members.retain(|member| not_loaded(self, *member));
        let mut errors = Vec::new();
        for member in &members {
            if self.broken.contains(member) {
                self.module_errors(*member, &mut errors);
            }
            self.link_errors(*member, &mut errors);
        }
        if let Some(error) = errors.first() {
            // Not part of what runs: only its next text can change anything.
            self.dirty.retain(|module| !members.contains(module));
            let is_syntax_error = error.name == "SyntaxError";
            return Err(ImportFailure {
                kind: if is_syntax_error { ImportFailureKind::Syntax } else { ImportFailureKind::Other },
                message: format!("cannot import `{specifier}`: {}{}", error.message, place(error)),
            });
        }
        let order = self.order_within(module, |module| not_loaded(self, module));
        let (linkage, versions) = self.linkage(&order, false);
        self.loaded_by(&linkage);
        // Read only to know what a CommonJS module exports: nothing of it runs that could be replaced.
        self.dirty.retain(|module| waiting.contains(module));
        Ok(ImportPlan { module, linkage, versions })
    }

    /// Explicit re-exports, and `export *` written out.
    fn reexports(&self, module: ModuleId, prepared: &Prepared) -> Vec<Reexport> {
        let mut out: Vec<Reexport> = Vec::new();
        let own: BTreeSet<&str> = prepared
            .exports
            .iter()
            .filter_map(|export| match export {
                Export::Local { name } | Export::Indirect { name, .. } | Export::Namespace { name, .. } => {
                    Some(name.as_str())
                }
                Export::Star { .. } => None,
            })
            .collect();
        for export in &prepared.exports {
            let mut push = |name: &str, slot: usize, imported: Option<&str>| {
                out.push(Reexport {
                    name: name.to_owned(),
                    slot: slot as u32,
                    imported: imported.map(str::to_owned),
                });
            };
            match export {
                Export::Local { .. } => {}
                Export::Indirect { name, slot, imported, .. } => push(name, *slot, Some(imported)),
                Export::Namespace { name, slot } => push(name, *slot, None),
                Export::Star { slot } => {
                    let Some(target) = self.slot(module, *slot) else { continue };
                    for name in exported_names(self, target) {
                        let is_meant = name != "default" && !own.contains(name.as_str());
                        if is_meant && matches!(resolve_export(self, module, &name), ExportMeaning::Found(_))
                        {
                            push(&name, *slot, Some(&name));
                        }
                    }
                }
            }
        }
        let mut seen = BTreeSet::new();
        out.retain(|reexport| seen.insert(reexport.name.clone()));
        out
    }
}

fn unresolved(unresolved: Unresolved) -> ImportFailure {
    let help = unresolved.help.map(|help| format!(" ({help})")).unwrap_or_default();
    let kind = match unresolved {
        Unresolved { is_denied: true, .. } => ImportFailureKind::Denied,
        Unresolved { unsupported: true, .. } => ImportFailureKind::Other,
        Unresolved { not_exported: true, .. } => ImportFailureKind::NotExported,
        _ => ImportFailureKind::NotFound,
    };
    ImportFailure { kind, message: format!("{}{help}", unresolved.message) }
}

/// ` (file:line:column)`, for a message that stands elsewhere.
fn place(error: &crate::message::ScriptError) -> String {
    use crate::position::{LineIndex, Lines};
    let Some(at) = &error.location else { return String::new() };
    let position = LineIndex::new(&at.text, Lines::Editor).position(&at.text, at.range.start);
    format!(" ({}:{}:{})", at.path.display(), position.line + 1, position.column + 1)
}
