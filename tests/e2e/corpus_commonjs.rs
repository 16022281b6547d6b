//! CommonJS programs, and ES modules that use them: the same standard output and exit code as in Node.

use std::path::{Path, PathBuf};

use crate::corpus_apis::check;
use crate::corpus_errors::corpus;

/// Programs that print something else, and why.
const KNOWN: &[(&str, &str)] = &[];

/// A program is a file, or a folder whose entry is `main`.
fn entry_of(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        return ["main.cjs", "main.mjs", "main.cts", "main.ts"]
            .map(|name| path.join(name))
            .into_iter()
            .find(|it| it.is_file());
    }
    let extension = path.extension()?.to_str()?;
    ["cjs", "mjs"].contains(&extension).then(|| path.to_owned())
}

#[test]
fn commonjs_programs_do_what_they_do_in_node() {
    let entries = std::fs::read_dir(corpus().join("commonjs")).expect("the corpus");
    let mut programs: Vec<PathBuf> =
        entries.filter_map(|entry| entry_of(&entry.expect("an entry").path())).collect();
    programs.sort();
    assert!(programs.len() >= 20, "only {} programs", programs.len());
    check(&programs, KNOWN);
}
