//! A save that concerns none of the programs that run, said once (pure).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a session stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Elsewhere {
    #[default]
    NoneYet,
    /// These were saved while so many programs ran; some of them have said that they do not use any.
    Saved {
        files: Vec<PathBuf>,
        programs: usize,
        without: BTreeSet<Arc<Path>>,
    },
    Said,
}

impl Elsewhere {
    /// Files that could run were saved, and so many programs were told of it.
    pub fn saved(&mut self, files: Vec<PathBuf>, programs: usize) {
        if *self != Self::Said && !files.is_empty() {
            *self = Self::Saved { files, programs, without: BTreeSet::new() };
        }
    }

    /// A program does not use these. Yields the file of which that is to be said, with the last program's word.
    pub fn not_used(&mut self, program: &Arc<Path>, not_used: &[PathBuf]) -> Option<PathBuf> {
        let Self::Saved { files, programs, without } = self else { return None };
        if !files.iter().all(|file| not_used.contains(file)) {
            return None;
        }
        without.insert(Arc::clone(program));
        if without.len() < *programs {
            return None;
        }
        let file = files.first().cloned();
        *self = Self::Said;
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(name: &str) -> Arc<Path> {
        Path::new(name).into()
    }

    #[test]
    fn it_is_said_once_and_with_the_last_programs_word() {
        let (mut elsewhere, file) = (Elsewhere::default(), PathBuf::from("/w/other.ts"));
        let files = [file.clone()];
        assert_eq!(elsewhere.not_used(&program("/w/a.ts"), &files), None, "nobody saved it");
        elsewhere.saved(files.to_vec(), 2);
        assert_eq!(elsewhere.not_used(&program("/w/a.ts"), &files), None);
        assert_eq!(elsewhere.not_used(&program("/w/a.ts"), &files), None, "the same program");
        assert_eq!(elsewhere.not_used(&program("/w/b.ts"), &files), Some(file.clone()));
        elsewhere.saved(files.to_vec(), 1);
        assert_eq!(elsewhere.not_used(&program("/w/a.ts"), &files), None);
    }

    #[test]
    fn what_one_program_uses_is_not_said() {
        let (mut elsewhere, file) = (Elsewhere::default(), PathBuf::from("/w/other.ts"));
        elsewhere.saved(vec![file.clone()], 2);
        assert_eq!(elsewhere.not_used(&program("/w/a.ts"), &[file]), None);
        elsewhere.saved(vec!["/w/next.ts".into()], 2);
        assert_eq!(elsewhere.not_used(&program("/w/b.ts"), &["/w/next.ts".into()]), None);
        assert_eq!(
            elsewhere.not_used(&program("/w/a.ts"), &["/w/next.ts".into()]),
            Some("/w/next.ts".into())
        );
    }
}
