//! Slices of random programs, against their definition.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::engine::wire::Boundary;
use crate::graph::Graph;
use crate::graph::content::{self, Content, Prepared};
use crate::graph::resolve::{ModuleKind, Resolved};
use crate::ids::{ModuleId, VersionId};
use crate::sources::Disk;
use crate::transpile::Recipe;
use crate::tuning::ReloadMode;

/// A small generator, so that a failing seed can be named.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn chance(&mut self, of_ten: usize) -> bool {
        self.below(10) < of_ten
    }
}

/// What an importer takes of a module.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Takes {
    Nothing,
    X,
    Y,
    All,
}

/// One text of a module. Every module exports `x` and `y`.
#[derive(Clone, Debug)]
struct Text {
    imports: Vec<(usize, Takes)>,
    accepts_itself: bool,
    accepts_x: bool,
    accepts: Vec<usize>,
}

impl Text {
    fn random(random: &mut Random, modules: usize) -> Self {
        let mut imports = Vec::new();
        for target in 0..modules {
            if random.chance(3) {
                let takes = [Takes::Nothing, Takes::X, Takes::Y, Takes::All][random.below(4)];
                imports.push((target, takes));
            }
        }
        let accepts = imports.iter().map(|it| it.0).filter(|_| random.chance(3)).collect();
        Self { imports, accepts_itself: random.chance(2), accepts_x: random.chance(2), accepts }
    }

    fn source(&self, generation: usize) -> String {
        let mut source = format!("export const x = {generation}, y = 0;\n");
        for (target, takes) in &self.imports {
            source += &match takes {
                Takes::Nothing => format!("import './m{target}';\n"),
                Takes::X => format!("import {{ x as x{target} }} from './m{target}'; x{target};\n"),
                Takes::Y => format!("export {{ y as y{target} }} from './m{target}';\n"),
                Takes::All => format!("import * as all{target} from './m{target}'; all{target};\n"),
            };
        }
        for target in &self.accepts {
            source += &format!("import.meta.hot.accept('./m{target}');\n");
        }
        if self.accepts_itself {
            source += "import.meta.hot.accept();\n";
        }
        if self.accepts_x {
            source += "import.meta.hot.acceptExports(['x']);\n";
        }
        source
    }
}

/// A program, what runs of it, and what has changed since.
#[derive(Debug)]
struct Case {
    texts: Vec<Text>,
    running: Vec<Text>,
    lazy: Vec<BTreeSet<usize>>,
    loaded: Vec<bool>,
    dirty: BTreeSet<usize>,
    invalidated: BTreeSet<usize>,
}

impl Case {
    fn random(random: &mut Random) -> Self {
        let modules = 1 + random.below(7);
        let running: Vec<Text> = (0..modules).map(|_| Text::random(random, modules)).collect();
        let lazy = (0..modules).map(|_| (0..modules).filter(|_| random.chance(1)).collect()).collect();
        let loaded: Vec<bool> = (0..modules).map(|_| !random.chance(1)).collect();
        // What is not loaded is new, and new is changed.
        let dirty: BTreeSet<usize> = (0..modules).filter(|it| !loaded[*it] || random.chance(2)).collect();
        let texts = (0..modules).map(|it| match dirty.contains(&it) && random.chance(7) {
            true => Text::random(random, modules),
            false => running[it].clone(),
        });
        let texts = texts.collect();
        let invalidated =
            (0..modules).filter(|it| loaded[*it] && !dirty.contains(it) && random.chance(1)).collect();
        Self { texts, running, lazy, loaded, dirty, invalidated }
    }

    fn graph(&self) -> Graph {
        let path = |it: usize| PathBuf::from(format!("/p/m{it}.ts"));
        let mut graph = Graph::new(&path(0), Arc::new(Disk));
        for it in 1..self.texts.len() {
            graph.module(Resolved { path: path(it), kind: ModuleKind::Script, query: String::new() });
        }
        for it in 0..self.texts.len() {
            let module = ModuleId(it as u32);
            let targets: Vec<ModuleId> =
                self.texts[it].imports.iter().map(|(target, _)| ModuleId(*target as u32)).collect();
            let lazy: BTreeSet<ModuleId> = self.lazy[it].iter().map(|it| ModuleId(*it as u32)).collect();
            for target in targets.iter().chain(&lazy) {
                graph.node_mut(*target).expect("a module").importers.insert(module);
            }
            let node = graph.node_mut(module).expect("a module");
            node.slots = targets.into_iter().map(Ok).collect();
            node.dynamic = lazy.into_iter().map(|it| (it, "./lazy".to_owned())).collect();
            node.may_invalidate = true;
            let running = prepared(&self.running[it].source(1), module, 1 + it as u32);
            let newest = match self.dirty.contains(&it) {
                true => prepared(&self.texts[it].source(2), module, 101 + it as u32),
                false => Arc::clone(&running),
            };
            node.content = Content::Prepared(newest);
            if self.loaded[it] {
                node.script = Some(running.version.id);
                node.applied = Some(running);
                graph.set_loaded(module, true);
            }
        }
        graph.dirty = self.dirty.iter().map(|it| ModuleId(*it as u32)).collect();
        for it in &self.invalidated {
            graph.invalidate(ModuleId(*it as u32));
        }
        graph
    }

    // The definition.

    fn has_import(&self, importer: usize, module: usize) -> bool {
        self.texts[importer].imports.iter().any(|it| it.0 == module)
    }

    fn imports(&self, importer: usize, module: usize) -> bool {
        self.has_import(importer, module) || self.lazy[importer].contains(&module)
    }

    /// `reaches[a][b]`: a leads to b by imports, at least one.
    fn reaches(&self) -> Vec<Vec<bool>> {
        let all = 0..self.texts.len();
        let mut reaches: Vec<Vec<bool>> =
            all.clone().map(|a| all.clone().map(|b| self.has_import(a, b)).collect()).collect();
        for via in all.clone() {
            for a in all.clone() {
                for b in all.clone() {
                    reaches[a][b] |= reaches[a][via] && reaches[via][b];
                }
            }
        }
        reaches
    }

    /// Whether `importer`, which is not changed itself, is told of `module` instead of running again.
    fn accepts(&self, reaches: &[Vec<bool>], importer: usize, module: usize) -> bool {
        let is_cycle = importer == module || reaches[module][importer];
        self.loaded[importer] && !is_cycle && self.running[importer].accepts.contains(&module)
    }

    fn takes_own(&self, reaches: &[Vec<bool>], module: usize) -> (bool, bool) {
        let gave_up = self.invalidated.contains(&module);
        let is_open = self.loaded[module] && !gave_up && !reaches[module][module];
        (is_open && self.running[module].accepts_itself, is_open && self.running[module].accepts_x)
    }

    fn uses_only_x(&self, importer: usize, module: usize) -> bool {
        let takes = self.running[importer].imports.iter().filter(|it| it.0 == module);
        !self.lazy[importer].contains(&module)
            && takes.into_iter().all(|it| matches!(it.1, Takes::Nothing | Takes::X))
    }

    /// Whether a change of `module` runs this importer again.
    fn passes_on(&self, reaches: &[Vec<bool>], importer: usize, module: usize) -> bool {
        let (all, x) = self.takes_own(reaches, module);
        let is_spared =
            all || self.accepts(reaches, importer, module) || x && self.uses_only_x(importer, module);
        self.imports(importer, module) && !is_spared
    }

    fn slice(&self, reaches: &[Vec<bool>]) -> BTreeSet<usize> {
        let all = 0..self.texts.len();
        let mut slice = self.dirty.clone();
        loop {
            let mut more: BTreeSet<usize> = all
                .clone()
                .filter(|importer| slice.iter().any(|module| self.passes_on(reaches, *importer, *module)))
                .collect();
            more.extend(all.clone().filter(|importer| {
                self.invalidated.iter().any(|module| {
                    self.imports(*importer, *module) && !self.accepts(reaches, *importer, *module)
                })
            }));
            let before = slice.len();
            slice.extend(more);
            if slice.len() == before {
                return slice;
            }
        }
    }

    /// Acceptor and accepted.
    fn boundaries(&self, reaches: &[Vec<bool>], slice: &BTreeSet<usize>) -> BTreeSet<(usize, usize)> {
        let mut boundaries = BTreeSet::new();
        for &module in slice.union(&self.invalidated) {
            let (all, x) = self.takes_own(reaches, module);
            if slice.contains(&module) && (all || x) {
                boundaries.insert((module, module));
            }
            for importer in (0..self.texts.len()).filter(|it| !slice.contains(it)) {
                if !all && self.imports(importer, module) && self.accepts(reaches, importer, module) {
                    boundaries.insert((importer, module));
                }
            }
        }
        boundaries
    }
}

fn prepared(source: &str, module: ModuleId, version: u32) -> Arc<Prepared> {
    let source: content::Source = Ok(Arc::from(source));
    let recipe = Recipe::default();
    let fingerprint = content::fingerprint(&source, &recipe);
    let path: Arc<Path> = Arc::from(Path::new("/p/m.ts"));
    let id = content::Id { module, version: VersionId(version) };
    let content = content::prepare(source, fingerprint, &recipe, id, &path, ModuleKind::Script, None);
    Arc::clone(content.prepared().expect("it parses"))
}

fn number(module: ModuleId) -> usize {
    module.0 as usize
}

#[test]
fn the_slice_of_a_random_program_is_what_its_definition_says() {
    for seed in 0..800 {
        let case = Case::random(&mut Random(seed * 0x9E37_79B9 + 1));
        let reaches = case.reaches();
        let slice = case.graph().slice();
        let expected = case.slice(&reaches);
        assert_eq!(
            slice.modules.into_iter().map(number).collect::<BTreeSet<_>>(),
            expected,
            "{seed} {case:?}"
        );
        let told = |it: &Boundary| (number(it.acceptor), number(it.accepted));
        let boundaries: BTreeSet<_> = slice.boundaries.iter().map(told).collect();
        assert_eq!(boundaries, case.boundaries(&reaches, &expected), "{seed} {case:?}");
    }
}

#[test]
fn a_plan_runs_the_slice_in_order_and_keeps_exactly_the_rest() {
    for seed in 0..800 {
        let case = Case::random(&mut Random(seed * 0x85EB_CA6B + 7));
        let reaches = case.reaches();
        let slice = case.slice(&reaches);
        let mut graph = case.graph();
        let plan = graph.plan(ReloadMode::Slice);
        let order: Vec<usize> = plan.linkage.order.iter().copied().map(number).collect();
        let starts = case.boundaries(&reaches, &slice).into_iter().map(|it| it.1).chain([0]);
        let mut runs: BTreeSet<usize> = starts.filter(|it| slice.contains(it)).collect();
        // From what is started, by imports, without leaving the slice.
        while let Some(more) = slice
            .iter()
            .find(|it| !runs.contains(it) && runs.iter().any(|importer| case.has_import(*importer, **it)))
        {
            runs.insert(*more);
        }
        assert_eq!(order.iter().copied().collect::<BTreeSet<_>>(), runs, "{seed} {case:?}");
        assert_eq!(order.len(), runs.len(), "once each: {seed} {case:?}");
        for (at, importer) in order.iter().enumerate() {
            for needed in order.iter().skip(at + 1) {
                let is_late = case.has_import(*importer, *needed) && !reaches[*needed][*importer];
                assert!(!is_late, "{importer} before {needed}: {seed} {case:?}");
            }
        }
        let retired: BTreeSet<usize> = plan.retire.iter().copied().map(number).collect();
        let replaced: BTreeSet<usize> = slice.iter().copied().filter(|it| case.loaded[*it]).collect();
        assert_eq!(retired, replaced, "{seed} {case:?}");
        graph.committed(&plan);
        for it in 0..case.texts.len() {
            let is_kept = case.loaded[it] && !slice.contains(&it);
            let node = graph.node(ModuleId(it as u32)).expect("a module");
            assert_eq!(node.is_loaded, is_kept || runs.contains(&it), "module {it}: {seed} {case:?}");
        }
        assert!(graph.dirty.is_empty() && graph.invalidated.is_empty());
    }
}
