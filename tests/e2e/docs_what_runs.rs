//! `docs/what-runs.md` is true: its programs print what it says, and those that do not run are told what it says.

use std::path::Path;
use std::process::Command;

use saveloop_tests::binary;

/// The rows of a table of the page: a program, and what comes of it.
fn rows(heading: &str) -> Vec<(String, String)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/what-runs.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let (_, table) = page.split_once(heading).unwrap_or_else(|| panic!("no {heading}"));
    let rows = table.lines().skip(1).take_while(|line| line.starts_with("| `"));
    let row = |line: &str| {
        let (program, told) = line.trim_matches(['|', ' ']).rsplit_once(" | ").expect("two cells");
        (program.trim_matches('`').to_owned(), told.to_owned())
    };
    rows.map(row).collect()
}

/// Whether a program ends well, and all that it or saveloop said, in one line.
fn run(program: &str) -> (bool, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("main.ts", program),
        ("data.json", "{\"a\": 1}"),
        ("notes.txt", "hello"),
        ("style.css", "p {}"),
        ("a.wasm", "\0asm"),
        ("a.node", "native"),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let mut command = Command::new(binary::saveloop());
    let output = command.args(["run", "main.ts"]).current_dir(folder.path()).output().expect("it starts");
    let said = [output.stdout, output.stderr].map(|it| String::from_utf8(it).expect("text")).concat();
    (output.status.success(), said.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn what_is_said_to_run_prints_what_is_said() {
    let rows = rows("| Program | Prints |\n");
    assert!(rows.len() >= 13, "{}", rows.len());
    for (program, prints) in rows {
        let (is_good, said) = run(&program);
        // The space before an amount is one that does not break.
        assert_eq!(
            (is_good, said.replace('\u{a0}', " ").as_str()),
            (true, prints.trim_matches('`')),
            "{program}"
        );
    }
}

#[test]
fn what_is_said_not_to_run_is_told_as_it_is_said() {
    let rows = rows("| Program | What you are told |\n");
    assert!(rows.len() >= 13, "{}", rows.len());
    for (program, told) in rows {
        let (is_good, said) = run(&program);
        assert!(!is_good && said.contains(&told), "{program}: {said}");
        assert!(said.contains("main.ts:1:"), "{program}: it has a place: {said}");
    }
}
