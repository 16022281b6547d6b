//! Programs that do not fail: the same output as Node, or as their `.out` file says.

use std::path::{Path, PathBuf};

use crate::corpus_errors::{corpus, node};
use saveloop_tests::debug::run_armed;
use saveloop_tests::program::{Ran, run, run_without_probes};

/// A program that needs links runs in a copy of its folder.
fn place(program: &Path) -> (PathBuf, Option<tempfile::TempDir>) {
    let setup = program.join("setup.json");
    let Ok(text) = std::fs::read_to_string(&setup) else { return (program.to_owned(), None) };
    let copy = tempfile::tempdir().expect("a temporary folder");
    let root = copy.path().join(program.file_name().expect("a name"));
    copy_tree(program, &root);
    let setup: serde_json::Value = serde_json::from_str(&text).expect("setup.json is JSON");
    for link in setup["symlinks"].as_array().into_iter().flatten() {
        let (to, at) = (link[0].as_str().expect("a target"), root.join(link[1].as_str().expect("a link")));
        std::fs::create_dir_all(at.parent().expect("a folder")).expect("the link's folder");
        let to = root.join(to);
        std::os::unix::fs::symlink(to, at).expect("the link");
    }
    (root, Some(copy))
}

fn copy_tree(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to read") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

fn entry_of(program: &Path) -> Option<PathBuf> {
    if program.is_file() {
        let extension = program.extension()?.to_str()?;
        return ["mjs", "ts", "tsx", "mts", "js"].contains(&extension).then(|| program.to_owned());
    }
    ["main.ts", "main.mjs", "main.tsx", "main.js", "main.mts"]
        .map(|name| program.join(name))
        .into_iter()
        .find(|it| it.is_file())
}

/// Programs that print something else, and why. Each must still differ: what is mended leaves the list.
const KNOWN: &[(&str, &str)] = &[
    ("es-labelled-blocks", "the engine does not know the outer of two labels on one loop"),
    ("es-proxy-reflect", "the engine asks a proxy for its prototype once more"),
    ("es-spread-and-rest", "the engine drops a string's later characters when spreading over an object"),
    ("esm-dynamic-import-from-eval", "`import()` inside `eval` is not supported"),
    (
        "esm-imported-namespace-method-this",
        "`ns.f()` reads the binding behind the namespace: `this` is not `ns`",
    ),
    ("esm-namespace-immutable", "the engine gives a proxy a full descriptor for a partial one"),
    (
        "probe-defaults-closure-sees-assignment",
        "the engine's body has variables of its own for parameters with defaults",
    ),
    ("ts-decorators-legacy", "the transformer applies decorators of static fields in the order of the text"),
    ("ts-namespace-merged", "the transformer does not see the other half of a merged namespace"),
    ("tsx-classic-pragma", "the transformer does not know `@jsxFrag null`"),
];

#[test]
fn programs_print_what_they_print_in_node() {
    check(run);
}

#[test]
fn probes_that_are_armed_everywhere_change_no_program() {
    check(run_armed);
}

#[test]
fn programs_without_probes_print_the_same() {
    check(run_without_probes);
}

fn check(run: impl Fn(&Path) -> Ran) {
    let live = node("behaviour_expectations.mjs");
    let folder = corpus().join("behaviour");
    let mut programs: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    programs.sort();
    let (mut compared, mut wrong) = (0, Vec::new());
    for program in programs {
        let name = program.file_stem().expect("a name").to_string_lossy().into_owned();
        let full = program.file_name().expect("a name").to_string_lossy().into_owned();
        let written = std::fs::read_to_string(folder.join(format!("{name}.out")))
            .or_else(|_| std::fs::read_to_string(program.join("main.out")))
            .or_else(|_| std::fs::read_to_string(folder.join(format!("{full}.out"))));
        let from_node = || {
            let answer = live
                .iter()
                .find(|answer| answer["name"] == name.as_str() || answer["name"] == full.as_str())?;
            Some(answer["stdout"].as_str()?.to_owned())
        };
        let (root, _copy) = place(&program);
        let Some(entry) = entry_of(&root) else { continue };
        let Some(expected) = written.ok().or_else(from_node) else { panic!("{full}: no expected output") };
        compared += 1;
        let ran = run(&entry);
        if let Some((_, why)) = KNOWN.iter().find(|(known, _)| *known == name) {
            let differs = ran.stdout.trim_end() != expected.trim_end();
            assert!(differs, "{name} is right now: take it off the list ({why})");
            continue;
        }
        if ran.stdout.trim_end() != expected.trim_end() || !ran.errors.is_empty() {
            let errors: Vec<String> =
                ran.errors.iter().map(runtime::message::ScriptError::headline).collect();
            wrong.push(format!(
                "--- {full}\nexpected:\n{expected}\ngot:\n{}{}",
                ran.stdout,
                errors.join("\n")
            ));
        }
    }
    assert!(compared >= 350, "only {compared} programs");
    assert!(wrong.is_empty(), "{} of {compared} differ:\n{}", wrong.len(), wrong.join("\n"));
}
