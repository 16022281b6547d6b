//! Settings in every shape clients send them.

use serde_json::json;

use super::*;

#[test]
fn every_shape_of_the_section_is_read() {
    for settings in [
        json!({"saveloop": {"entry": "a.ts", "console": {"inline": false}}}),
        json!({"entry": "a.ts", "console": {"inline": false}}),
        json!({"entry": ["a.ts"], "console.inline": false}),
        json!({"saveloop.entry": "a.ts", "saveloop.console.inline": false}),
    ] {
        let (config, invalid) = Config::read(&settings, &Config::default());
        assert_eq!(config.entry, ["a.ts"], "{settings}");
        assert!(!config.console_inline && config.console_log, "{settings}");
        assert_eq!(invalid, [], "{settings}");
    }
}

#[test]
fn nothing_given_is_the_default() {
    for settings in [json!(null), json!({}), json!({"saveloop": null}), json!([1]), json!("x")] {
        assert_eq!(
            Config::read(&settings, &Config::default()),
            (Config::default(), Vec::new()),
            "{settings}"
        );
    }
}

#[test]
fn a_value_that_makes_no_sense_is_named_and_the_default_kept() {
    let cases = [
        (json!({"entry": 3}), "saveloop.entry is 3; give a file or a list of files"),
        (json!({"entry": ["a", 1]}), "saveloop.entry is [\"a\",1]; give a file"),
        (json!({"console": {"log": "yes"}}), "saveloop.console.log is \"yes\"; give true or false"),
        (json!({"memoryLimit": 1}), "saveloop.memoryLimit is 1; give a number of megabytes"),
        (json!({"memoryLimit": -5}), "saveloop.memoryLimit is -5;"),
    ];
    for (settings, expected) in cases {
        let (config, invalid) = Config::read(&settings, &Config::default());
        assert_eq!(config, Config::default());
        let [invalid] = invalid.as_slice() else { panic!("{invalid:?}") };
        assert!(invalid.to_string().starts_with(expected), "{invalid}");
    }
}

#[test]
fn what_is_not_given_is_as_it_was() {
    let base = Config { entry: vec!["a.ts".into()], console_log: false, ..Config::default() };
    let (config, _) = Config::read(&json!({"console": {"inline": false}}), &base);
    assert_eq!(config, Config { console_inline: false, ..base });
}
