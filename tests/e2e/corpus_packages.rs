//! Programs that use packages from npm: the same standard output and exit code as in Node. What runs, and
//! what does not and why, is the list in `docs/packages.md`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::corpus_apis::check;

/// Programs that print something else, and why. Each must still differ: what is mended leaves the list.
const KNOWN: &[(&str, &str)] = &[];

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("packages")
}

fn programs_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the programs");
    let mut programs: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    programs.sort();
    programs
}

/// The programs, beside the packages that `./test` installed.
fn programs() -> Vec<PathBuf> {
    let given = std::env::var_os("SAVELOOP_TEST_PACKAGES").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| tests().join("../../target/tools/packages"));
    assert!(folder.join("node_modules").is_dir(), "no packages in {}: run ./test", folder.display());
    let beside = folder.join("programs");
    std::fs::create_dir_all(&beside).expect("their folder");
    let copied = programs_in(&tests().join("programs")).into_iter().map(|program| {
        let copy = beside.join(program.file_name().expect("a name"));
        std::fs::copy(&program, &copy).expect("a copy");
        copy
    });
    copied.collect()
}

#[test]
fn programs_that_use_packages_do_what_they_do_in_node() {
    let programs = programs();
    assert!(programs.len() >= 50, "only {} programs", programs.len());
    check(&programs, KNOWN);
}

/// Every package, with its version, and what its program came to.
fn table() -> String {
    let manifest = std::fs::read_to_string(tests().join("package.json")).expect("the manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("the manifest is JSON");
    let versions = manifest["dependencies"].as_object().expect("dependencies");
    let texts: BTreeMap<String, String> = programs_in(&tests().join("programs"))
        .into_iter()
        .map(|program| {
            let name = program.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(program).expect("a program"))
        })
        .collect();
    let mut out = String::from("| package | version | |\n| --- | --- | --- |\n");
    for (package, version) in versions {
        let uses = |text: &str| {
            let quoted = [format!("\"{package}\""), format!("\"{package}/")];
            quoted.iter().any(|name| text.contains(name.as_str()))
        };
        let users: Vec<&String> = texts.iter().filter(|(_, text)| uses(text)).map(|(name, _)| name).collect();
        assert!(!users.is_empty(), "no program uses {package}");
        let known = KNOWN.iter().find(|(name, _)| users.iter().all(|user| user == name));
        let said = known.map_or("runs as in Node".to_owned(), |(_, why)| format!("does not run: {why}"));
        out.push_str(&format!("| `{package}` | {} | {said} |\n", version.as_str().expect("a version")));
    }
    out
}

#[test]
fn the_page_of_packages_is_what_the_programs_came_to() {
    let page = std::fs::read_to_string(tests().join("../../docs/packages.md")).expect("the page");
    let table = table();
    assert!(page.ends_with(&table), "docs/packages.md has to end with:\n{table}");
}
