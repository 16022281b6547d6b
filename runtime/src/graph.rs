//! The module graph of one program: what was read, transpiled and resolved, and what of it the
//! engine has. Turns changed files into a plan: what to run again, in which order.

pub mod exports;
pub mod order;
pub mod resolve;

mod config;
mod content;
mod decided;
mod errors;
mod foresee;
mod kept;
mod needed;
mod plan;
mod reach;
mod slice;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rustc_hash::FxHashMap;

use crate::cache::{Cache, Kind};
use crate::ids::{ModuleId, VersionId};
use crate::message::{Preparing, ScriptError};
use crate::permissions::Permissions;
use crate::sources::{LookedAt, Sources};
use crate::transpile::{Evaluation, Export, Request};
use crate::tuning::ReloadMode;
use content::{Content, Id, Prepared};
use exports::Modules;
use foresee::Foreseen;
use kept::Kept;
pub use plan::{ImportPlan, Plan};

pub use resolve::Asked;
use resolve::{ModuleKind, Resolved, Resolver, Unresolved};

/// The answer to "prepare the newest texts".
#[derive(Debug)]
pub enum Preparation {
    /// Parsed, resolved and linked: may be applied.
    Ready(Box<Plan>),
    /// What stands in the way. What runs goes on; the changes stay pending.
    Refused(Vec<ScriptError>),
    /// The newest texts are what runs. `is_ours`: the changed files belong to the program.
    Unchanged { is_ours: bool },
}

/// Why an `import()` or `require()` cannot be answered with a module.
#[derive(Debug)]
pub struct ImportFailure {
    pub kind: ImportFailureKind,
    pub message: String,
}

impl ImportFailure {
    /// The class of the error that a program meets.
    pub fn name(&self) -> &'static str {
        match self.kind {
            ImportFailureKind::Syntax => "SyntaxError",
            ImportFailureKind::NotFound
            | ImportFailureKind::NotExported
            | ImportFailureKind::Denied
            | ImportFailureKind::Other => "Error",
        }
    }

    /// Node's code for it; empty: it has none.
    pub fn code(&self, asked: Asked) -> &'static str {
        match (self.kind, asked) {
            (ImportFailureKind::NotFound, Asked::Import) => "ERR_MODULE_NOT_FOUND",
            (ImportFailureKind::NotFound, Asked::Require) => "MODULE_NOT_FOUND",
            (ImportFailureKind::Denied, _) => "ERR_ACCESS_DENIED",
            (ImportFailureKind::NotExported, _) => "ERR_PACKAGE_PATH_NOT_EXPORTED",
            (ImportFailureKind::Syntax | ImportFailureKind::Other, _) => "",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportFailureKind {
    Syntax,
    NotFound,
    /// The package has it, and does not give it away.
    NotExported,
    /// It is data that the program may not read.
    Denied,
    Other,
}

/// Texts of the editor that are no longer than this together are prepared sooner than another thread is
/// woken twice for them.
const SHORT: usize = 32 << 10;

/// How far a preparation reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Everything,
    /// Not what is new: that may take long.
    Known,
}

pub struct Graph {
    entry: ModuleId,
    nodes: Vec<Option<Node>>,
    by_key: FxHashMap<ModuleKey, ModuleId>,
    by_path: FxHashMap<Arc<Path>, Vec<ModuleId>>,
    resolver: Resolver,
    sources: Arc<dyn Sources>,
    next_version: VersionId,
    /// Modules whose prepared content is not what the engine runs.
    dirty: BTreeSet<ModuleId>,
    /// Modules with an error of their own, or behind one of their imports.
    broken: BTreeSet<ModuleId>,
    /// Asked for by `hot.invalidate()`: their importers run again; they themselves have just run.
    invalidated: BTreeSet<ModuleId>,
    /// Asked for it since the last change of a text: in what follows from it they are no boundary.
    gave_up: BTreeSet<ModuleId>,
    /// Modules that something led to and does so no longer: they may have left the program.
    lost: BTreeSet<ModuleId>,
    /// How many modules of the program the engine has instances of.
    loaded: usize,
    /// Known since a preparation that went no further, and to be read by the next one.
    found: Vec<ModuleId>,
    /// Of the text that was typed last.
    foreseen: Option<Foreseen>,
    /// Nothing runs any more: what runs next is read again, all of it.
    begins_anew: bool,
    /// Left the program since the last plan that was applied.
    forgotten: Vec<ModuleId>,
    forgotten_scripts: Vec<VersionId>,
    /// The files of those among them that had run.
    pruned: Vec<Arc<Path>>,
    /// Where the time of the preparation in work went.
    spent: Preparing,
    /// What earlier starts have made. Asked for what is new to the program, never on the way of a save.
    kept: Option<Kept>,
}

/// The same file is another module for another kind or query.
type ModuleKey = (Arc<Path>, ModuleKind, String);

struct Node {
    path: Arc<Path>,
    kind: ModuleKind,
    query: String,
    content: Content,
    /// What stands behind each import slot.
    slots: Vec<Result<ModuleId, Unresolved>>,
    /// The same in the engine's instance: another file behind the same specifier is a change.
    wired: Vec<ModuleId>,
    /// What decided that.
    looked_at: LookedAt,
    /// Reached by `import()` or `require()`, in this run of the module, and the specifier it was asked for
    /// by last.
    dynamic: BTreeMap<ModuleId, String>,
    /// The same of the run before: kept, since this one may still come to ask for them.
    dynamic_before: BTreeMap<ModuleId, String>,
    /// Who imports it or once did; `Node::imports` knows who still does.
    importers: BTreeSet<ModuleId>,
    /// Whether the engine has an instance of it.
    is_loaded: bool,
    /// It took its own update and has not yet said that it cannot.
    may_invalidate: bool,
    /// The version whose code the engine holds.
    script: Option<VersionId>,
    /// What the engine runs: going back to its text is no change.
    applied: Option<Arc<Prepared>>,
}

impl Node {
    fn targets(&self) -> impl Iterator<Item = ModuleId> {
        self.slots.iter().filter_map(|slot| slot.as_ref().ok().copied())
    }

    fn is_commonjs(&self) -> bool {
        self.content.prepared().is_some_and(|prepared| prepared.evaluation == Evaluation::CommonJs)
    }

    /// By which door it enters a package.
    fn asks(&self) -> Asked {
        if self.is_commonjs() { Asked::Require } else { Asked::Import }
    }

    /// What has to be evaluated before it. A CommonJS module asks for everything while it runs; its slots
    /// only tell what it exports.
    fn evaluated_first(&self) -> impl Iterator<Item = ModuleId> {
        self.targets().filter(|_| !self.is_commonjs())
    }

    /// Everything that stays in the program on its account.
    fn leads_to(&self) -> impl Iterator<Item = ModuleId> {
        self.targets().chain(self.dynamic.keys().copied()).chain(self.dynamic_before.keys().copied())
    }

    /// Where its newest text has an `import()` of this specifier.
    fn lazily(&self, specifier: &str) -> impl Iterator<Item = &Request> {
        let lazy = self.content.prepared().into_iter().flat_map(|prepared| &prepared.lazy);
        lazy.filter(move |request| request.specifier == specifier)
    }

    /// Whether this run of it has to do with `module`.
    fn imports(&self, module: ModuleId) -> bool {
        self.dynamic.contains_key(&module) || self.evaluated_first().any(|target| target == module)
    }
}

impl Graph {
    /// A graph of modules that no debugger can stop.
    pub fn without_probes(mut self) -> Self {
        self.resolver.only_marks = true;
        self
    }

    /// What the program may read, for data that it imports from now on.
    pub fn permit(&mut self, rules: &Permissions) {
        if self.resolver.rules != *rules {
            self.resolver.rules = rules.clone();
        }
    }

    pub fn new(entry: &Path, sources: Arc<dyn Sources>) -> Self {
        let mut graph = Self {
            entry: ModuleId(0),
            nodes: Vec::new(),
            by_key: FxHashMap::default(),
            by_path: FxHashMap::default(),
            resolver: Resolver::new(),
            sources,
            next_version: VersionId(1),
            dirty: BTreeSet::new(),
            broken: BTreeSet::new(),
            invalidated: BTreeSet::new(),
            gave_up: BTreeSet::new(),
            lost: BTreeSet::new(),
            loaded: 0,
            found: Vec::new(),
            foreseen: None,
            begins_anew: false,
            forgotten: Vec::new(),
            forgotten_scripts: Vec::new(),
            pruned: Vec::new(),
            spent: Preparing::default(),
            kept: None,
        };
        graph.entry =
            graph.module(Resolved { path: entry.to_owned(), kind: ModuleKind::Script, query: String::new() });
        graph
    }

    /// Takes from this cache what earlier starts have made, and leaves there what this one makes.
    pub fn keep_in(&mut self, cache: &Cache) {
        if let Some(entry) = self.path(self.entry) {
            self.kept = Some(Kept(cache.shelf(Kind::Modules, &entry)));
        }
    }

    pub fn path(&self, module: ModuleId) -> Option<Arc<Path>> {
        self.node(module).map(|node| Arc::clone(&node.path))
    }

    /// Whether the engine was given anything.
    fn has_run(&self) -> bool {
        self.nodes.iter().flatten().any(|node| node.is_loaded || node.script.is_some())
    }

    fn set_loaded(&mut self, module: ModuleId, is_loaded: bool) {
        let Some(node) = self.node_mut(module) else { return };
        let was_loaded = std::mem::replace(&mut node.is_loaded, is_loaded);
        let counts = usize::from(node.kind.is_file());
        self.loaded = self.loaded + counts * usize::from(is_loaded) - counts * usize::from(was_loaded);
    }

    /// The engine was replaced: it has nothing any more. Files may have changed without a word since
    /// they were read, and what begins from nothing begins with what is there.
    pub fn engine_is_empty(&mut self) {
        self.begins_anew = true;
        self.loaded = 0;
        self.forgotten.clear();
        self.forgotten_scripts.clear();
        self.pruned.clear();
        for (index, node) in self.nodes.iter_mut().enumerate() {
            if let Some(node) = node {
                node.is_loaded = false;
                node.script = None;
                node.applied = None;
                self.dirty.insert(ModuleId(index as u32));
            }
        }
    }

    /// Reads the changed files again (and whatever was broken), and plans what to run.
    /// The first call reads everything reachable from the entry.
    pub fn prepare(&mut self, changed: &[PathBuf], mode: ReloadMode) -> Preparation {
        self.read_changed(changed, Reading::Everything);
        self.finish(changed, mode)
    }

    /// The same where it takes little and reads no file: a few short texts of the editor, which lead to
    /// nothing new. `None`: [`Graph::prepare`] it is.
    pub fn prepare_here(&mut self, changed: &[PathBuf], mode: ReloadMode) -> Option<Preparation> {
        if !self.is_short(changed) {
            return None;
        }
        self.read_changed(changed, Reading::Known);
        self.found.is_empty().then(|| self.finish(changed, mode))
    }

    fn is_short(&self, changed: &[PathBuf]) -> bool {
        let is_named = |module: &ModuleId| {
            self.node(*module).is_some_and(|node| changed.iter().any(|path| **path == *node.path))
        };
        let length = |path: &PathBuf| {
            self.by_path.get(path.as_path())?;
            self.sources.open_document(path).map(|text| text.len())
        };
        self.loaded > 0
            && !self.begins_anew
            && self.found.is_empty()
            && self.broken.iter().all(is_named)
            && self.decided_by(changed).is_empty()
            && changed.iter().map(length).sum::<Option<usize>>().is_some_and(|length| length <= SHORT)
    }

    fn read_changed(&mut self, changed: &[PathBuf], how: Reading) {
        self.spent = Preparing::default();
        self.resolver.forget();
        let mut work = std::mem::take(&mut self.found);
        for path in changed {
            work.extend(self.by_path.get(path.as_path()).into_iter().flatten());
        }
        let elsewhere = self.decided_by(changed);
        work.extend(&elsewhere);
        work.extend(self.broken.iter());
        work.push(self.entry);
        if self.begins_anew {
            work.extend(self.all());
        }
        self.read_all(work, changed, &elsewhere, how);
    }

    fn finish(&mut self, changed: &[PathBuf], mode: ReloadMode) -> Preparation {
        self.begins_anew = false;
        self.keep();
        self.look_elsewhere();
        let linking = Instant::now();
        let errors = self.errors();
        self.spent.resolve += linking.elapsed();
        if !errors.is_empty() {
            // What runs may lead to more than its newest texts: nothing is dropped yet.
            return Preparation::Refused(errors);
        }
        self.drop_unreachable();
        if self.dirty.is_empty() && self.invalidated.is_empty() {
            let is_ours = changed.iter().any(|path| self.by_path.contains_key(path.as_path()));
            return Preparation::Unchanged { is_ours };
        }
        let planning = Instant::now();
        let mut plan = self.plan(mode);
        plan.preparing = Preparing { plan: planning.elapsed(), ..self.spent };
        Preparation::Ready(Box::new(plan))
    }

    /// A module said that it cannot take its own update. Without one, or the second time, there is
    /// nothing that its importers do not have yet.
    pub fn invalidate(&mut self, module: ModuleId) {
        let Some(node) = self.node_mut(module) else { return };
        if std::mem::take(&mut node.may_invalidate) {
            self.invalidated.insert(module);
            self.gave_up.insert(module);
        }
    }

    /// A module runs again though its text is the same.
    pub fn rerun(&mut self, path: &Path) {
        let modules = self.by_path.get(path).cloned().unwrap_or_default();
        let is_loaded = |module: &ModuleId| self.node(*module).is_some_and(|node| node.is_loaded);
        let loaded: Vec<ModuleId> = modules.into_iter().filter(is_loaded).collect();
        self.dirty.extend(loaded);
    }

    fn all(&self) -> Vec<ModuleId> {
        let ids = self.nodes.iter().enumerate().filter(|(_, node)| node.is_some());
        ids.map(|(index, _)| ModuleId(index as u32)).collect()
    }

    fn node(&self, module: ModuleId) -> Option<&Node> {
        self.nodes.get(module.0 as usize)?.as_ref()
    }

    fn node_mut(&mut self, module: ModuleId) -> Option<&mut Node> {
        self.nodes.get_mut(module.0 as usize)?.as_mut()
    }

    fn prepared(&self, module: ModuleId) -> Option<&Arc<Prepared>> {
        self.node(module)?.content.prepared()
    }

    /// The module of a file, new if it was unknown.
    fn module(&mut self, resolved: Resolved) -> ModuleId {
        let path: Arc<Path> = Arc::from(resolved.path);
        let key = (Arc::clone(&path), resolved.kind, resolved.query.clone());
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        let id = ModuleId(self.nodes.len() as u32);
        self.by_path.entry(Arc::clone(&path)).or_default().push(id);
        self.nodes.push(Some(Node {
            path,
            kind: resolved.kind,
            query: resolved.query,
            content: Content::Unread,
            slots: Vec::new(),
            wired: Vec::new(),
            looked_at: LookedAt::default(),
            dynamic: BTreeMap::new(),
            dynamic_before: BTreeMap::new(),
            importers: BTreeSet::new(),
            is_loaded: false,
            may_invalidate: false,
            script: None,
            applied: None,
        }));
        self.by_key.insert(key, id);
        id
    }

    /// Reads these modules if they changed, and everything new they lead to.
    fn read_all(
        &mut self,
        mut work: Vec<ModuleId>,
        changed: &[PathBuf],
        elsewhere: &BTreeSet<ModuleId>,
        how: Reading,
    ) {
        work.sort_unstable();
        work.dedup();
        let mut again = work.len();
        while let Some(module) = work.pop() {
            let is_asked = again > work.len();
            again = again.min(work.len());
            let Some(node) = self.node(module) else { continue };
            let is_new = matches!(node.content, Content::Unread);
            let is_named = changed.iter().any(|path| **path == *node.path);
            let is_changed = is_asked && (is_named || self.begins_anew || self.broken.contains(&module));
            if is_new || is_changed || (is_asked && elsewhere.contains(&module)) {
                let new = self.read(module);
                match how {
                    Reading::Everything => work.extend(new),
                    Reading::Known => self.found.extend(new),
                }
            }
        }
    }

    /// Has what is new written for the next start, by another thread.
    fn keep(&mut self) {
        if let Some(Kept(shelf)) = &mut self.kept {
            shelf.flush();
        }
    }

    /// Reads one module; returns modules that were not known before.
    fn read(&mut self, module: ModuleId) -> Vec<ModuleId> {
        let Some(node) = self.node(module) else { return Vec::new() };
        let (path, kind) = (Arc::clone(&node.path), node.kind);
        let is_new = matches!(node.content, Content::Unread) || self.begins_anew;
        let recipe = self.resolver.recipe(&path);
        let before = node.content.fingerprint();
        let reading = Instant::now();
        let bytes = if kind.is_file() { Some(self.sources.read(&path)) } else { None };
        let source = content::source(bytes, kind, &path);
        self.spent.read += reading.elapsed();
        let fingerprint = content::fingerprint(&source, &recipe);
        let applied = self.node(module).and_then(|node| node.applied.clone());
        if let Some(applied) = applied.filter(|applied| applied.fingerprint == fingerprint) {
            if let Some(node) = self.node_mut(module) {
                node.content = Content::Prepared(applied);
            }
            self.dirty.remove(&module);
        } else if before != Some(fingerprint) {
            let version = self.next_version;
            self.next_version = version.next();
            let transpiling = Instant::now();
            let content = self.was_foreseen(module, version, fingerprint).unwrap_or_else(|| {
                let kept = self.kept.as_mut().filter(|_| is_new);
                content::prepare(source, fingerprint, &recipe, Id { module, version }, &path, kind, kept)
            });
            self.spent.transpile += transpiling.elapsed();
            if let Some(node) = self.node_mut(module) {
                node.content = content;
            }
            self.dirty.insert(module);
        }
        let resolving = Instant::now();
        let new = self.connect(module);
        self.spent.resolve += resolving.elapsed();
        new
    }

    /// Resolves what a module imports; returns modules that were not known before.
    fn connect(&mut self, module: ModuleId) -> Vec<ModuleId> {
        let Some(node) = self.node(module) else { return Vec::new() };
        let Some(prepared) = node.content.prepared().cloned() else {
            self.broken.insert(module);
            self.looked_at(module, Vec::new());
            return Vec::new();
        };
        let (path, asked) = (Arc::clone(&node.path), node.asks());
        let old: Vec<ModuleId> = node.slots.iter().filter_map(|slot| slot.as_ref().ok().copied()).collect();
        let mut slots = Vec::with_capacity(prepared.requests.len());
        let mut new = Vec::new();
        let mut own = Vec::new();
        for request in &prepared.requests {
            let known = self.nodes.len();
            let attribute = request.attribute_type.as_deref();
            let mut looked_at = Vec::new();
            let slot =
                self.resolver.resolve_looking(&path, &request.specifier, attribute, asked, &mut looked_at);
            // The module it leads to speaks for itself.
            let found = slot.as_ref().ok().map(|resolved| resolved.path.clone());
            own.extend(looked_at.into_iter().filter(|path| Some(path) != found.as_ref()));
            let slot = slot.map(|resolved| self.module(resolved));
            if let Ok(target) = slot
                && target.0 as usize >= known
            {
                new.push(target);
            }
            slots.push(slot);
        }
        // What a CommonJS module cannot find is an error where it asks for it, if it does.
        let is_broken = asked == Asked::Import && slots.iter().any(Result::is_err);
        let targets: BTreeSet<ModuleId> =
            slots.iter().filter_map(|slot| slot.as_ref().ok().copied()).collect();
        for target in old.iter().filter(|target| !targets.contains(target)) {
            self.disconnect(module, *target);
        }
        for target in &targets {
            if let Some(node) = self.node_mut(*target) {
                node.importers.insert(module);
            }
        }
        self.looked_at(module, own);
        if let Some(node) = self.node_mut(module) {
            node.slots = slots;
            if node.is_loaded && !node.targets().eq(node.wired.iter().copied()) {
                self.dirty.insert(module);
            }
        }
        if is_broken {
            self.broken.insert(module);
        } else {
            self.broken.remove(&module);
        }
        new
    }

    fn disconnect(&mut self, importer: ModuleId, target: ModuleId) {
        let still = self.node(importer).is_some_and(|node| node.dynamic.contains_key(&target));
        if let Some(node) = self.node_mut(target)
            && !still
        {
            node.importers.remove(&importer);
            self.lost.insert(target);
        }
    }

    fn targets(&self, module: ModuleId) -> Vec<ModuleId> {
        self.node(module).map(|node| node.evaluated_first().collect()).unwrap_or_default()
    }
}

impl Modules for Graph {
    fn exports(&self, module: ModuleId) -> Option<&[Export]> {
        self.prepared(module).map(|prepared| prepared.exports.as_slice())
    }

    fn copies(&self, module: ModuleId) -> bool {
        self.node(module).is_some_and(Node::is_commonjs)
    }

    fn slot(&self, module: ModuleId, slot: usize) -> Option<ModuleId> {
        self.node(module)?.slots.get(slot)?.as_ref().ok().copied()
    }
}
