//! What a program is told to lack.

use super::*;
use crate::sources::Disk;

/// The lacks of `main` as lines: `name at text: lack`.
fn lacks(files: &[(&str, &str)]) -> Vec<String> {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        let path = directory.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, text).expect("a file");
    }
    let found = find(&directory.path().join(files[0].0), &Disk);
    let lacking = found.lacking.iter().map(|need| {
        let file = need.path.strip_prefix(directory.path()).expect("inside").display().to_string();
        format!("{file}: {} at {:?}: {:?}", need.name, &need.text[need.range.clone()], need.lack)
    });
    lacking.chain(found.native.iter().map(|native| format!("{}: {}", native.name, native.why))).collect()
}

#[test]
fn a_module_that_is_not_there_is_told_at_each_import_of_it() {
    let main = "import cluster from 'cluster';\nimport('node:repl');\nconst sqlite = require('node:sqlite');\nimport type { X } from 'wasi';\n";
    assert_eq!(
        lacks(&[("main.ts", main)]),
        [
            "main.ts: node:cluster at \"'cluster'\": Missing",
            "main.ts: node:repl at \"'node:repl'\": Missing",
            "main.ts: node:sqlite at \"'node:sqlite'\": Missing"
        ]
    );
}

#[test]
fn members_of_modules_are_looked_up_however_they_are_named() {
    let main = "import path, { noGlob } from 'node:path';\nimport * as os from 'os';\npath.join();\nos.noSuch();\nfunction f(os: any) { os.other(); }\nconst { report, argv } = process;\nprocess.argv;\n";
    let found = lacks(&[("main.ts", main)]);
    let missing: Vec<_> = found.iter().filter(|line| line.ends_with("Missing")).collect();
    assert_eq!(
        missing,
        [
            "main.ts: node:path.noGlob at \"noGlob\": Missing",
            "main.ts: node:os.noSuch at \"os.noSuch\": Missing"
        ]
    );
}

#[test]
fn globals_count_unless_the_program_declares_them_or_asks_whether_they_are_there() {
    let main = "new Worker('x');\nif (typeof WebAssembly !== 'undefined') {}\nlet o: Worker;\n";
    assert_eq!(lacks(&[("main.ts", main)]), ["main.ts: Worker at \"Worker\": Missing"]);
    assert_eq!(lacks(&[("main.ts", "class Worker {}\nnew Worker();\n")]), Vec::<String>::new());
    assert_eq!(
        lacks(&[("main.js", "globalThis.Worker;\n")]),
        ["main.js: Worker at \"globalThis.Worker\": Missing"]
    );
}

#[test]
fn what_is_imported_is_looked_at_too_packages_included() {
    let package = "{\"name\": \"dep\", \"main\": \"index.js\", \"gypfile\": true}";
    let found = lacks(&[
        ("main.ts", "import './other';\nimport dep from 'dep';\n"),
        ("other.ts", "new Worker('x');\n"),
        ("node_modules/dep/package.json", package),
        ("node_modules/dep/index.js", "module.exports = require('./lib');\n"),
        ("node_modules/dep/lib.js", "require('repl');\n"),
    ]);
    assert_eq!(
        found,
        [
            "other.ts: Worker at \"Worker\": Missing",
            "node_modules/dep/lib.js: node:repl at \"'repl'\": Missing",
            "dep: it is compiled for the machine (`binding.gyp`)",
        ]
    );
}

#[test]
fn what_is_there_in_part_is_told_once_a_file_with_the_words_of_the_list() {
    let found = lacks(&[("main.ts", "import os from 'os';\nimport { EOL } from 'node:os';\nEOL; os;\n")]);
    assert_eq!(found, ["main.ts: node:os at \"'os'\": Partly"]);
    let (lack, words) = lack_of("node:os").expect("it is listed");
    assert!(lack == Lack::Partly && !words.is_empty());
}
