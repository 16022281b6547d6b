//! Which configuration files decide over the modules of a directory: every `package.json` up to the
//! nearest one, every `tsconfig.json` above, and what those extend. Those that are not there yet count.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use oxc_resolver::{ExtendsField, TsConfig};
use rustc_hash::{FxHashMap, FxHashSet};

/// A chain of configurations is no longer than this, or it is a circle.
const LONGEST_CHAIN: usize = 32;

/// What was found out for each directory; forgotten when the disk may have changed.
#[derive(Debug, Default)]
pub struct Configs {
    directories: FxHashMap<PathBuf, Arc<[PathBuf]>>,
}

impl Configs {
    pub fn forget(&mut self) {
        self.directories.clear();
    }

    /// What decides over this module besides its text.
    pub fn of(&mut self, module: &Path) -> Arc<[PathBuf]> {
        let directory = module.parent().unwrap_or(module);
        if let Some(known) = self.directories.get(directory) {
            return Arc::clone(known);
        }
        let found: Arc<[PathBuf]> = look_up(directory).into();
        self.directories.insert(directory.to_owned(), Arc::clone(&found));
        found
    }
}

fn look_up(directory: &Path) -> Vec<PathBuf> {
    let mut paths = FxHashSet::default();
    for above in directory.ancestors() {
        let package = above.join("package.json");
        let is_there = package.is_file();
        paths.insert(package);
        if is_there {
            break;
        }
    }
    // Packages are not transpiled by a tsconfig.
    if !directory.components().any(|part| part.as_os_str() == "node_modules") {
        for above in directory.ancestors() {
            extended(above.join("tsconfig.json"), &mut paths, LONGEST_CHAIN);
        }
    }
    let mut paths: Vec<PathBuf> = paths.into_iter().collect();
    paths.sort_unstable();
    paths
}

/// A configuration, and those it extends or refers to.
fn extended(path: PathBuf, paths: &mut FxHashSet<PathBuf>, depth: usize) {
    let text = std::fs::read_to_string(&path);
    let directory = path.parent().unwrap_or(&path).to_owned();
    let parsed = text.ok().and_then(|text| TsConfig::parse(true, &path, &path, text).ok());
    if !paths.insert(path) || depth == 0 {
        return;
    }
    let Some(parsed) = parsed else { return };
    let extends = match parsed.extends {
        None => Vec::new(),
        Some(ExtendsField::Single(one)) => vec![one],
        Some(ExtendsField::Multiple(several)) => several,
    };
    for specifier in extends {
        for candidate in candidates(&directory, &specifier) {
            extended(candidate, paths, depth - 1);
        }
    }
    for reference in parsed.references {
        let path = directory.join(reference.path);
        let path =
            if path.extension().is_some_and(|it| it == "json") { path } else { path.join("tsconfig.json") };
        extended(normal(&path), paths, depth - 1);
    }
}

/// Where `extends` may lead, there or not.
fn candidates(directory: &Path, specifier: &str) -> Vec<PathBuf> {
    let forms = |path: PathBuf| {
        if path.extension().is_some_and(|it| it == "json") {
            return vec![path];
        }
        let mut named = path.clone().into_os_string();
        named.push(".json");
        vec![PathBuf::from(named), path.join("tsconfig.json")]
    };
    if specifier.starts_with('.') || Path::new(specifier).is_absolute() {
        return forms(normal(&directory.join(specifier)));
    }
    // Of a package: in the first `node_modules` that has it.
    let installed = directory.ancestors().map(|above| above.join("node_modules").join(specifier));
    installed.flat_map(forms).find(|path| path.is_file()).into_iter().collect()
}

/// Without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => drop(normal.pop()),
            part => normal.push(part),
        }
    }
    normal
}
