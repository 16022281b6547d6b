//! Every kind of diagnostic has a page, where its link leads; the index is made of the pages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diagnostics")
}

/// The names of all codes, as the source says them.
fn names() -> BTreeSet<&'static str> {
    let source = include_str!("../message.rs");
    let (_, names) = source.split_once("pub fn name(self) -> &'static str {").unwrap();
    let (names, _) = names.split_once("\n    }\n").unwrap();
    let name =
        |line: &'static str| line.trim().split_once(" => \"").map(|(_, name)| name.trim_end_matches("\","));
    names.lines().filter_map(name).collect()
}

/// The pages, by their names.
fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if name != "README" {
            pages.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
    pages
}

/// What a page begins with: its first sentences, up to the end of their line.
fn summary(page: &str) -> String {
    let (_, rest) = page.split_once("\n\n").unwrap();
    let paragraph = rest.split("\n\n").next().unwrap().replace('\n', " ");
    let is_end = |(at, _): &(usize, &str)| !paragraph[..*at].ends_with('.');
    let end = paragraph.match_indices(". ").find(is_end).map_or(paragraph.len(), |(at, _)| at + 1);
    paragraph[..end].to_owned()
}

#[test]
fn every_code_has_a_page_of_its_name_and_there_are_no_others() {
    let names = names();
    assert!(names.len() >= 15 && names.contains(Code::Uncaught.name()), "{names:?}");
    let pages = pages();
    assert_eq!(pages.keys().map(String::as_str).collect::<BTreeSet<_>>(), names);
    for (name, text) in &pages {
        assert!(text.starts_with(&format!("# {name}\n\n")), "{name}");
        assert!(summary(text).ends_with('.'), "{name}: {}", summary(text));
    }
}

#[test]
fn a_code_links_to_its_page() {
    for code in [Code::Uncaught, Code::MissingExport, Code::TestFailed] {
        let page = code.page();
        let (_, file) = page.split_once("/main/docs/diagnostics/").unwrap();
        assert!(folder().join(file).is_file(), "{page}");
    }
}

#[test]
fn the_index_lists_the_pages() {
    let rows = pages()
        .iter()
        .map(|(name, text)| format!("| [{name}]({name}.md) | {} |\n", summary(text)))
        .collect::<String>();
    let expected = format!(
        "# Diagnostics\n\nEach kind of message that saveloop shows has a page; editors that know links lead there from the \
         code of the message.\n\n| Code | What it says |\n| --- | --- |\n{rows}"
    );
    let index = folder().join("README.md");
    if std::env::var_os("SAVELOOP_TEST_WRITE").is_some() {
        std::fs::write(&index, expected).unwrap();
    } else {
        assert_eq!(
            std::fs::read_to_string(index).unwrap_or_default(),
            expected,
            "run this test with SAVELOOP_TEST_WRITE=1"
        );
    }
}
