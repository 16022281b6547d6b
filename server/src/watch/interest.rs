//! Which files are followed, and for whose sake: modules, and what decides where their imports lead. Pure.

use std::path::{Path, PathBuf};

use runtime::sources::LookedAt;
use rustc_hash::FxHashMap;

use super::fact::ProgramId;

#[derive(Debug, Default)]
pub struct Interest {
    modules: FxHashMap<(ProgramId, PathBuf), LookedAt>,
    /// How many modules each path matters to.
    counts: FxHashMap<PathBuf, u32>,
}

/// What became of interest, and what is of none any more.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shift {
    pub begun: Vec<PathBuf>,
    pub ended: Vec<PathBuf>,
}

impl Interest {
    /// A path that matters whatever modules there are.
    pub fn add(&mut self, path: &Path) -> Shift {
        let mut shift = Shift::default();
        self.count(path, &mut shift);
        shift
    }

    /// The imports of a module were resolved.
    pub fn decided(&mut self, program: ProgramId, module: PathBuf, by: LookedAt) -> Shift {
        let mut shift = Shift::default();
        self.count(&module, &mut shift);
        by.iter().for_each(|path| self.count(path, &mut shift));
        let key = (program, module);
        if let Some(before) = self.modules.remove(&key) {
            self.uncount_all(&key.1, &before, &mut shift);
        }
        self.modules.insert(key, by);
        shift
    }

    /// The program is not made of this module any more.
    pub fn dropped(&mut self, program: ProgramId, module: PathBuf) -> Shift {
        let mut shift = Shift::default();
        let key = (program, module);
        if let Some(before) = self.modules.remove(&key) {
            self.uncount_all(&key.1, &before, &mut shift);
        }
        shift
    }

    fn count(&mut self, path: &Path, shift: &mut Shift) {
        if let Some(count) = self.counts.get_mut(path) {
            *count += 1;
        } else {
            self.counts.insert(path.to_owned(), 1);
            shift.begun.push(path.to_owned());
        }
    }

    fn uncount_all(&mut self, module: &Path, by: &LookedAt, shift: &mut Shift) {
        for path in std::iter::once(module).chain(by.iter()) {
            let Some(count) = self.counts.get_mut(path) else { continue };
            *count -= 1;
            if *count == 0 {
                self.counts.remove(path);
                shift.begun.retain(|begun| begun != path);
                shift.ended.push(path.to_owned());
            }
        }
    }
}
