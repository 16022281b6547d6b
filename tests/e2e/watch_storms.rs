//! Many files at once, through the whole product: at most two reloads, and the right final state.

use std::fs;
use std::path::Path;
use std::process::Command;

use saveloop_tests::hot_run::Hot;
use saveloop_tests::memory;

/// A program of many modules that prints what they add up to, and goes on.
fn project(directory: &Path, modules: usize) -> String {
    let imports: String = (0..modules).map(|n| format!("import {{ m{n} }} from './src/m{n}';\n")).collect();
    let names: Vec<String> = (0..modules).map(|n| format!("m{n}")).collect();
    fs::create_dir_all(directory.join("src")).expect("a directory");
    let sum = names.join(", ");
    format!(
        "{imports}const all = [{sum}];\nconst kinds = [...new Set(all)];\n\
         console.log(`${{all.length}} of ${{kinds.join(' and ')}}.`);\nsetInterval(() => {{}}, 1000);\n"
    )
}

fn write_modules(directory: &Path, modules: usize, kind: &str) {
    for n in 0..modules {
        fs::write(directory.join(format!("src/m{n}.ts")), format!("export const m{n} = '{kind}';\n"))
            .expect("a module");
    }
}

/// The program's own lines, one for each reload, up to the one with this text.
fn reloads(run: &Hot, text: &str) -> usize {
    run.until(text).lines().filter(|line| line.contains(" of ") && line.ends_with('.')).count()
}

#[test]
fn two_thousand_files_are_two_reloads_at_most_and_memory_stays_flat() {
    let directory = tempfile::tempdir().expect("a directory");
    let main = project(directory.path(), 2000);
    write_modules(directory.path(), 2000, "v0");
    fs::write(directory.path().join("main.ts"), main).expect("a file");
    let run = Hot::start(directory.path());
    run.until("2000 of v0.");
    let mut resident = Vec::new();
    for version in 1..=3 {
        write_modules(directory.path(), 2000, &format!("v{version}"));
        let reloads = reloads(&run, &format!("2000 of v{version}."));
        assert!(reloads <= 2, "{reloads}");
        resident.push(memory::resident(run.process_id()) >> 20);
    }
    // In MiB. The first two find their room.
    assert!(resident[2] <= resident[1] + resident[1] / 4, "{resident:?}");
}

fn git(directory: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(directory)
        .args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", "gc.auto=0"])
        .args(arguments)
        .output()
        .expect("git is there");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_branch_switch_of_three_hundred_files_is_two_reloads_at_most() {
    let directory = tempfile::tempdir().expect("a directory");
    let main = project(directory.path(), 300);
    fs::write(directory.path().join("main.ts"), main).expect("a file");
    git(directory.path(), &["init", "-q", "-b", "one"]);
    write_modules(directory.path(), 300, "one");
    git(directory.path(), &["add", "."]);
    git(directory.path(), &["commit", "-qm", "one"]);
    git(directory.path(), &["checkout", "-qb", "two"]);
    write_modules(directory.path(), 300, "two");
    git(directory.path(), &["commit", "-qam", "two"]);
    let run = Hot::start(directory.path());
    run.until("300 of two.");
    for branch in ["one", "two", "one", "two"] {
        git(directory.path(), &["checkout", "-q", branch]);
        let reloads = reloads(&run, &format!("300 of {branch}."));
        assert!(reloads <= 2, "{reloads}");
    }
}

fn npm(directory: &Path, arguments: &[&str]) {
    let output = Command::new("npm")
        .current_dir(directory)
        .args(arguments)
        .args(["--offline", "--no-audit", "--no-fund", "--ignore-scripts"])
        .env("npm_config_cache", directory.join(".npm"))
        .output()
        .expect("npm is there");
    assert!(output.status.success(), "npm {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Packs version after version of some packages; the project depends on the newest.
fn pack(directory: &Path, version: usize) {
    let mut dependencies = Vec::new();
    for name in ["pa", "pb"] {
        let package = directory.join("packages").join(name);
        fs::create_dir_all(&package).expect("a directory");
        let describe = format!(
            r#"{{"name": "{name}", "version": "1.0.{version}", "type": "module", "exports": "./index.js"}}"#
        );
        fs::write(package.join("package.json"), describe).expect("a file");
        fs::write(package.join("index.js"), format!("export const {name} = 'v{version}';\n"))
            .expect("a file");
        for n in 0..200 {
            fs::write(package.join(format!("unused{n}.js")), "export {};\n").expect("a file");
        }
        npm(directory, &["pack", "--silent", "--pack-destination", ".", &format!("./packages/{name}")]);
        dependencies.push(format!(r#""{name}": "file:{name}-1.0.{version}.tgz""#));
    }
    let describe =
        format!(r#"{{"name": "root", "type": "module", "dependencies": {{{}}}}}"#, dependencies.join(", "));
    fs::write(directory.join("package.json"), describe).expect("a file");
    npm(directory, &["install", "--package-lock-only"]);
}

#[test]
fn npm_ci_is_two_reloads_at_most() {
    let directory = tempfile::tempdir().expect("a directory");
    pack(directory.path(), 0);
    npm(directory.path(), &["ci"]);
    let main = "import { pa } from 'pa';\nimport { pb } from 'pb';\n\
        console.log(`all of ${[...new Set([pa, pb])].join(' and ')}.`);\nsetInterval(() => {}, 1000);\n";
    fs::write(directory.path().join("main.ts"), main).expect("a file");
    let run = Hot::start(directory.path());
    run.until("all of v0.");
    pack(directory.path(), 1);
    npm(directory.path(), &["ci"]);
    let reloads = reloads(&run, "all of v1.");
    assert!(reloads <= 2, "{reloads}");
}
