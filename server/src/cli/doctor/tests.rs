//! What the doctor says of files that cannot run.

use std::path::Path;

use super::{examine, examine_with, language};
use crate::trust::store::{Kept, Store};

#[test]
fn a_file_that_is_not_there_is_named_as_the_reason() {
    let answer = examine(Some(Path::new("/nowhere/at/all/main.ts")), false);
    assert_eq!(answer.code, 1);
    assert!(answer.text.contains("nothing runs  there is no directory /nowhere/at/all\n"), "{}", answer.text);
}

#[test]
fn a_directory_is_not_a_program() {
    let answer = examine(Some(Path::new(env!("CARGO_MANIFEST_DIR"))), false);
    assert!(answer.code == 1 && answer.text.contains("this is not a file"), "{}", answer.text);
}

#[test]
fn a_file_of_another_language_is_refused_by_name() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let answer = examine(Some(&manifest), false);
    assert!(answer.code == 1 && answer.text.contains("Cargo.toml:"), "{}", answer.text);
    assert!(answer.text.contains("since the name does not say"), "{}", answer.text);
}

/// What the doctor says of `main`, a file beside `others`.
#[track_caller]
fn check(main: (&str, &str), others: &[(&str, &str)], code: u8, expected: &[&str]) {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in others.iter().chain([&main]) {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    let answer = examine(Some(&directory.path().join(main.0)), false);
    assert_eq!(answer.code, code, "{}", answer.text);
    for expected in expected {
        assert!(answer.text.contains(expected), "{expected} in {}", answer.text);
    }
}

#[test]
fn an_import_that_leads_nowhere_is_told_with_its_place() {
    let main = ("main.ts", "import { a } from './a';\nimport './nope';\n");
    let a = ("a.ts", "export const b = 1;\n");
    let expected = ["nothing runs", "main.ts:2:8: cannot find `./nope`"];
    check(main, &[a], 1, &expected);
    check((main.0, "import { a } from './a';\na();\n"), &[a], 1, &["main.ts:1:10: ", "`a`"]);
    check((main.0, "import './a';\n"), &[("a.ts", "let = 1;\n")], 1, &["a.ts:1:1: SyntaxError"]);
    check((main.0, "import './a';\n"), &[a], 0, &["modules       2 files; no mistake"]);
}

#[test]
fn a_file_without_a_known_ending_is_what_a_run_takes_it_for() {
    let in_editors = "in an editor  it cannot be run: the name ends in none of";
    check(("tool", "console.log(1)\n"), &[], 0, &["since the name does not say", in_editors]);
    check(("data.json", "{\"a\": 1}\n"), &[], 1, &["data.json:1:5: SyntaxError"]);
}

#[test]
fn a_file_that_is_no_text_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("main.ts");
    std::fs::write(&file, [0xff, 0xfe, 0x00]).unwrap();
    let answer = examine(Some(&file), false);
    assert!(answer.code == 1 && answer.text.contains("is not UTF-8 text"), "{}", answer.text);
}

#[test]
fn without_a_file_it_still_says_what_it_is() {
    let answer = examine(None, false);
    assert_eq!(answer.code, 0);
    assert!(answer.text.starts_with(&format!("saveloop      {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn the_example_of_the_readme_would_run() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/weather/main.ts");
    let answer = examine(Some(&example), false);
    assert_eq!(answer.code, 0, "{}", answer.text);
}

#[test]
fn languages_are_known_by_the_name() {
    assert_eq!(language(Path::new("a.mts")), Some("TypeScript"));
    assert_eq!(language(Path::new("A.TS")), Some("TypeScript"));
    assert_eq!(language(Path::new("a.jsx")), Some("JavaScript with JSX"));
    assert_eq!(language(Path::new("a.json")), None);
    assert_eq!(language(Path::new("ts")), None);
}

#[test]
fn what_is_not_there_is_told_with_its_place_and_the_words_of_the_list() {
    let text = "import os from 'os';\nnew Worker(os.EOL);\n";
    let expected = [
        "main.ts:2:5: `Worker` is not there (there is one thread)",
        "main.ts:1:16: `node:os` is there in part; missing: ",
    ];
    check(("main.ts", text), &[], 1, &expected);
    check(("main.ts", "console.log(1);\n"), &[], 0, &["interfaces    all that it names are there\n"]);
}

#[test]
fn tools_are_told_the_same_as_json() {
    let directory = tempfile::tempdir().unwrap();
    let main = directory.path().join("main.ts");
    std::fs::write(&main, "import './nope';\nnew Worker('x');\n").unwrap();
    let answer = examine(Some(&main), true);
    let told: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!((answer.code, &told["links"]), (1, &false.into()));
    assert_eq!(told["missing"][0]["name"], "Worker");
    assert_eq!(
        (&told["missing"][0]["at"]["line"], &told["missing"][0]["at"]["column"]),
        (&2.into(), &5.into())
    );
    assert!(told["mistakes"][0].as_str().unwrap().contains("./nope"), "{told}");
}

#[test]
fn the_trust_of_a_folder_and_what_its_programs_may_do_are_told_with_the_way_to_change_them() {
    use runtime::permissions::Kind;
    let directory = tempfile::tempdir().unwrap();
    let folder = directory.path().canonicalize().unwrap().join("work");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("main.ts"), "console.log(1);\n").unwrap();
    let store = Store::at(directory.path().join("trusted.json"));
    let (main, shown) = (folder.join("main.ts"), folder.display());
    let told = |file: &Path| examine_with(Some(&store), Some(file), false).text;
    let json = || -> serde_json::Value {
        serde_json::from_str(&examine_with(Some(&store), Some(&main), true).text).unwrap()
    };

    assert!(told(&main).contains(&format!("or now: saveloop trust grant {shown}\n")), "{}", told(&main));
    assert_eq!(json()["trust"]["trusted"], false);

    store.grant(&folder).unwrap();
    let named = [(Kind::Net, ["localhost:3000".to_owned()].into())].into();
    store.allow(&folder, &Kept { kinds: [Kind::Env].into(), named }).unwrap();
    for file in [main.as_path(), folder.as_path()] {
        let told = told(file);
        assert!(told.contains(&format!("editors run programs of {shown} when you ask")), "{told}");
        let allowed =
            "allowed in an editor: env, net localhost:3000; what else is asked once: read, write, net, run";
        assert!(told.contains(allowed), "{told}");
    }
    assert_eq!(json()["trust"]["named"]["net"], serde_json::json!(["localhost:3000"]));

    store.permit(&folder, &Kind::ALL).unwrap();
    assert!(told(&main).contains("its programs may do everything"), "{}", told(&main));
    std::fs::write(store.path(), "{").unwrap();
    assert!(told(&main).contains("until then nothing is trusted"), "{}", told(&main));
}
