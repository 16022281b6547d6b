//! What keeps the newest texts from running: parse errors, what cannot be found, names that do not exist.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::content::{self, Content};
use super::exports::{ExportMeaning, Modules, resolve_export, similar_export};
use super::{Graph, Node};
use crate::ids::ModuleId;
use crate::message::{ErrorKind, Location, ScriptError};
use crate::permissions::Kind;
use crate::transpile::Export;

impl Graph {
    /// Everything that keeps the newest texts from running.
    pub(super) fn errors(&self) -> Vec<ScriptError> {
        let mut errors = Vec::new();
        let mut unlinked = self.link_checked();
        unlinked.retain(|module| {
            let mut found = Vec::new();
            self.link_errors(*module, &mut found);
            !found.is_empty()
        });
        if self.broken.is_empty() && unlinked.is_empty() {
            return errors; // as nearly always, without a walk through the whole program
        }
        let needed = self.is_needed();
        for module in self.broken.intersection(&needed) {
            self.module_errors(*module, &mut errors);
        }
        for module in unlinked.intersection(&needed) {
            self.link_errors(*module, &mut errors);
        }
        errors
    }

    /// Changed modules and those for which a name may be gone: who imports a module that exports
    /// something else than before, and who imports what passes it on.
    fn link_checked(&self) -> BTreeSet<ModuleId> {
        let mut checked = self.dirty.clone();
        let mut work: Vec<ModuleId> =
            checked.iter().copied().filter(|module| self.exports_changed(*module)).collect();
        while let Some(module) = work.pop() {
            let importers = self.node(module).map(|node| node.importers.clone()).unwrap_or_default();
            for importer in importers {
                if checked.insert(importer) && self.passes_on(importer) {
                    work.push(importer);
                }
            }
        }
        checked
    }

    /// Whether its exports are not those of the text that runs.
    fn exports_changed(&self, module: ModuleId) -> bool {
        let Some(node) = self.node(module) else { return true };
        match (node.content.prepared(), &node.applied) {
            (Some(new), Some(running)) => !running.exports_the_same(new) || self.passes_on(module),
            _ => true,
        }
    }

    /// Whether it exports names that stand elsewhere.
    fn passes_on(&self, module: ModuleId) -> bool {
        let exports = self.prepared(module).map(|prepared| prepared.exports.iter());
        exports.is_none_or(|mut exports| exports.any(|export| !matches!(export, Export::Local { .. })))
    }

    /// Errors of the module itself, and of its imports' targets that cannot be used.
    pub(super) fn module_errors(&self, module: ModuleId, errors: &mut Vec<ScriptError>) {
        let Some(node) = self.node(module) else { return };
        match &node.content {
            Content::Problems { source, problems, .. } => {
                errors.extend(
                    problems.iter().map(|problem| content::problem_error(&node.path, source, problem)),
                );
            }
            Content::Unusable { kind, message, help, .. } => {
                self.unusable(module, *kind, message, help.as_deref(), errors)
            }
            Content::Unread | Content::Prepared { .. } => {}
        }
        let Some(prepared) = node.content.prepared().filter(|_| !node.is_commonjs()) else { return };
        for (request, slot) in prepared.requests.iter().zip(&node.slots) {
            if let Err(unresolved) = slot {
                let kind = match unresolved {
                    it if it.is_denied => ErrorKind::Denied(Kind::Read),
                    it if it.unsupported => ErrorKind::Unsupported,
                    _ => ErrorKind::Unresolved,
                };
                let mut error = ScriptError::new(kind, unresolved.message.as_str());
                error.help.clone_from(&unresolved.help);
                error.location = Some(prepared.location(request.range.clone()));
                errors.push(error);
            }
        }
    }

    /// A file that cannot be used is shown where it is imported; the entry, at itself.
    pub(super) fn unusable(
        &self,
        module: ModuleId,
        kind: ErrorKind,
        message: &str,
        help: Option<&str>,
        errors: &mut Vec<ScriptError>,
    ) {
        let Some(node) = self.node(module) else { return };
        let at = |location: Option<Location>| {
            let mut error = ScriptError::new(kind, message);
            error.help = help.map(str::to_owned);
            error.location = location;
            error
        };
        let known = errors.len();
        for importer in &node.importers {
            let Some((importer, prepared)) = self.node(*importer).zip(self.prepared(*importer)) else {
                continue;
            };
            let specifier = importer.dynamic.get(&module).or(importer.dynamic_before.get(&module));
            for request in specifier.into_iter().flat_map(|specifier| importer.lazily(specifier)) {
                errors.push(at(Some(prepared.location(request.range.clone()))));
            }
            for (request, slot) in prepared.requests.iter().zip(&importer.slots) {
                if slot.as_ref().ok() == Some(&module) {
                    errors.push(at(Some(prepared.location(request.range.clone()))));
                }
            }
        }
        if errors.len() == known {
            errors.push(at(None));
        }
    }

    /// Imported names that do not exist.
    pub(super) fn link_errors(&self, module: ModuleId, errors: &mut Vec<ScriptError>) {
        let Some(prepared) = self.prepared(module) else { return };
        let reexports = prepared.exports.iter().filter_map(|export| match export {
            Export::Indirect { slot, imported, range, .. } => Some((*slot, imported.as_str(), range)),
            _ => None,
        });
        let imports = prepared.imports.iter().map(|it| (it.slot, it.name.as_str(), &it.range));
        for (slot, name, range) in imports.chain(reexports) {
            let Some(target) = self.slot(module, slot) else { continue };
            let request = prepared.requests.get(slot).map(|it| it.specifier.as_str()).unwrap_or_default();
            let is_commonjs = self.node(target).is_some_and(Node::is_commonjs);
            let message = match resolve_export(self, target, name) {
                ExportMeaning::Found(_) | ExportMeaning::Unknown => continue,
                ExportMeaning::Missing => format!("no export `{name}` in `{request}`"),
                ExportMeaning::Ambiguous(..) => {
                    format!("export `{name}` of `{request}` is ambiguous: two `export *` give it")
                }
            };
            let mut error = ScriptError::new(ErrorKind::MissingExport, message);
            error.name = "SyntaxError".into();
            error.help = similar_export(self, target, name).map(|near| format!("did you mean `{near}`?"));
            if is_commonjs && error.help.is_none() {
                let help =
                    format!("it is a CommonJS module: `import all from \"{request}\"`, then `all.{name}`");
                error.help = Some(help);
            }
            error.location = Some(prepared.location(range.clone()));
            if !errors.iter().any(|known| same_place(known, &error)) {
                errors.push(error);
            }
        }
    }
}

fn same_place(a: &ScriptError, b: &ScriptError) -> bool {
    let place =
        |error: &ScriptError| error.location.as_ref().map(|at| (Arc::clone(&at.path), at.range.clone()));
    a.kind == b.kind && a.message == b.message && place(a) == place(b)
}
