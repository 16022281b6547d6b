//! What names lead to.

use super::*;

#[test]
fn a_bare_name_and_one_with_the_scheme_are_the_same_module() {
    for specifier in ["path", "node:path"] {
        assert!(matches!(built_in(specifier), Some(BuiltIn::There(module)) if module.name == "node:path"));
    }
    assert!(built_in("left-pad").is_none());
    assert!(built_in("events/").is_none(), "a package, as in Node");
    assert!(built_in("test").is_none(), "a package, as in Node");
}

#[test]
fn what_is_missing_says_so() {
    let missing = |specifier: &str| match built_in(specifier) {
        Some(BuiltIn::Missing { name, near, is_node }) => (name, near, is_node),
        other => panic!("{specifier}: {other:?}"),
    };
    assert_eq!(missing("node:pth"), ("node:pth".into(), Some("node:path".into()), false));
    assert_eq!(missing("cluster"), ("node:cluster".into(), None, true));
}

#[test]
fn every_global_is_exported_by_its_module() {
    for (name, from, _) in LAZY_GLOBALS {
        let there = module(from).unwrap_or_else(|| panic!("{from} is not there"));
        assert!(there.exports.contains(name) || from.ends_with(name), "{from} has no {name}");
    }
}

#[test]
fn library_code_captures_no_global_that_is_made_later() {
    for (name, ..) in LAZY_GLOBALS {
        assert!(!CAPTURED.0.contains(name), "{name} has to be imported by library code");
    }
}

#[test]
fn the_table_says_what_there_is() {
    use table::{NODE as TABLE, Status, WEB};
    for (name, status) in TABLE {
        let is_there = module(&format!("node:{name}")).is_some();
        assert_eq!(is_there, !matches!(status, Status::Not(_)), "{name}");
    }
    let listed = |name: &str, table: &[(&str, Status)]| {
        table.iter().any(|(names, _)| names.split(", ").any(|it| it == name))
    };
    for name in NODE.iter().chain(ONLY_WITH_SCHEME) {
        assert!(listed(name, TABLE), "{name} is not in the table");
    }
    for module in modules().iter().filter_map(|module| module.name.strip_prefix("node:")) {
        assert!(listed(module, TABLE), "{module} is not in the table");
    }
    for (name, from, _) in LAZY_GLOBALS {
        assert!(from.starts_with("node:") || listed(name, WEB), "{name} is not in the table");
    }
}

#[test]
fn the_page_is_the_table() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/apis.md");
    let text = std::fs::read_to_string(&page).expect("docs/apis.md");
    let start = text.find("## Web").expect("the lists");
    let expected = table::markdown();
    if std::env::var_os("SAVELOOP_TEST_WRITE").is_some() {
        std::fs::write(&page, format!("{}{expected}", &text[..start])).expect("the page written");
    } else {
        assert_eq!(&text[start..], expected, "run this test with SAVELOOP_TEST_WRITE=1");
    }
}
