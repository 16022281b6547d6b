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
    assert_eq!(missing("worker_threads"), ("node:worker_threads".into(), None, true));
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
