//! The settings are written down once: the parser, the schema for editors, the documentation and the
//! editors' packages say the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::{Config, SETTINGS};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The schema's settings.
fn settings() -> Map<String, Value> {
    let schema: Value = serde_json::from_str(include_str!("../../../editors/settings.schema.json")).unwrap();
    schema["properties"].as_object().unwrap().clone()
}

/// As much of JSON Schema as the settings need.
fn allows(schema: &Value, value: &Value) -> bool {
    let is_of = |kind: &str| match kind {
        "string" => value.is_string(),
        "array" => value.is_array(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.is_i64(),
        kind => panic!("the type {kind}"),
    };
    let holds = |(keyword, wanted): (&String, &Value)| match keyword.as_str() {
        "description" | "default" | "details" | "enumDescriptions" | "counts" | "setBy" | "example" => true,
        "type" => wanted.as_str().map_or_else(
            || wanted.as_array().unwrap().iter().any(|kind| is_of(kind.as_str().unwrap())),
            is_of,
        ),
        "enum" => wanted.as_array().unwrap().contains(value),
        "anyOf" => wanted.as_array().unwrap().iter().any(|schema| allows(schema, value)),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| allows(wanted, item))),
        "properties" => {
            let given = |(name, schema)| value.get(name).is_none_or(|it| allows(schema, it));
            wanted.as_object().unwrap().iter().all(given)
        }
        "additionalProperties" => {
            let known = |name: &str| schema["properties"].get(name).is_some();
            let fits = |it| if *wanted == json!(false) { false } else { allows(wanted, it) };
            value.as_object().is_none_or(|them| them.iter().all(|(name, it)| known(name) || fits(it)))
        }
        "minLength" => value.as_str().is_none_or(|it| it.len() as u64 >= wanted.as_u64().unwrap()),
        "minimum" => value.as_f64().is_none_or(|it| it >= wanted.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|it| it <= wanted.as_f64().unwrap()),
        keyword => panic!("the keyword {keyword}"),
    };
    schema.as_object().unwrap().iter().all(holds)
}

#[test]
fn the_parser_knows_exactly_the_settings_of_the_schema() {
    let settings = settings();
    let parsed: BTreeSet<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
    assert_eq!(parsed, settings.keys().map(String::as_str).collect());
    assert_eq!(parsed.len(), SETTINGS.len());
}

#[test]
fn the_defaults_of_the_schema_are_the_parsers() {
    for (name, setting) in settings() {
        let (config, invalid) = Config::read(&json!({ &name: setting["default"] }), &Config::default());
        assert_eq!((config, invalid), (Config::default(), Vec::new()), "{name}");
    }
}

#[test]
fn the_parser_takes_what_the_schema_allows_and_nothing_else() {
    let values = [
        json!(""),
        json!("a.ts"),
        json!(["a.ts", "b.ts"]),
        json!([]),
        json!([""]),
        json!([1]),
        json!({}),
        json!({"A": "1"}),
        json!({"A": 1}),
        json!({"main.ts": {}}),
        json!({"main.ts": {"args": ["a"], "env": {"A": "1"}, "envFile": ".env", "cwd": "x"}}),
        json!({"main.ts": {"args": "a"}}),
        json!({"main.ts": {"port": 1}}),
        json!({"net": "ask", "read": "granted", "run": "deny", "env": ["HOME"]}),
        json!({"net": "allow"}),
        json!({"net": [""]}),
        json!({"disk": "ask"}),
        json!("slice"),
        json!("all"),
        json!("restart"),
        json!("Slice"),
        json!(true),
        json!(false),
        json!("true"),
        json!(0),
        json!(0.5),
        json!(1),
        json!(1.5),
        json!(2),
        json!(7),
        json!(8),
        json!(3600),
        json!(3601),
        json!(16384),
        json!(16385),
        json!(-1),
    ];
    for (name, setting) in settings() {
        for value in &values {
            let (config, invalid) = Config::read(&json!({ &name: value }), &Config::default());
            assert_eq!(invalid.is_empty(), allows(&setting, value), "{name}: {value}");
            assert!(invalid.is_empty() || config == Config::default(), "{name}: {value}");
        }
    }
}

/// The rows of a document's tables: their cells, of those that begin with a name in backquotes.
fn rows(document: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join(document)).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let cells = |row: &str| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    rows.map(cells).collect()
}

/// A default as the documents write it.
fn written(default: &Value) -> [String; 2] {
    let shown = if *default == json!([]) { "none".to_owned() } else { default.to_string() };
    [shown.clone(), format!("`{}`", shown.trim_matches('"'))]
}

#[test]
fn the_protocol_lists_the_settings_of_the_schema_with_their_defaults() {
    let protocol = rows("docs/protocol.md");
    for (name, setting) in &settings() {
        let default = written(&setting["default"]);
        let row = protocol.iter().find(|row| row[0] == format!("`{name}`"));
        let row = row.unwrap_or_else(|| panic!("docs/protocol.md lacks {name}"));
        assert!(default.contains(&row[1]), "docs/protocol.md: {name} is {}, not {default:?}", row[1]);
    }
}

#[test]
fn the_examples_of_the_schema_are_allowed_and_change_something() {
    for (name, setting) in settings() {
        let value = &setting["example"]["value"];
        assert!(allows(&setting, value), "{name}: {value}");
        let (config, invalid) = Config::read(&json!({ &name: value }), &Config::default());
        assert!(invalid.is_empty() && config != Config::default(), "{name}: {value}");
    }
}

#[test]
fn the_packages_of_editors_contribute_the_settings_of_the_schema() {
    let packages = std::fs::read_dir(root().join("editors")).unwrap().map(|it| it.unwrap().path());
    for package in packages.map(|folder| folder.join("package.json")).filter(|it| it.is_file()) {
        let manifest: Value = serde_json::from_str(&std::fs::read_to_string(&package).unwrap()).unwrap();
        let contributed = &manifest["contributes"]["configuration"]["properties"];
        for (name, setting) in settings() {
            let theirs = &contributed[format!("saveloop.{name}")];
            for keyword in ["type", "enum", "enumDescriptions", "anyOf", "minimum", "maximum", "default"] {
                assert_eq!(theirs.get(keyword), setting.get(keyword), "{}: {name}", package.display());
            }
            let (said, page) = (&theirs["markdownDescription"], format!("/docs/settings/{name}.md"));
            let said = said.as_str().unwrap_or_default();
            assert!(said.starts_with(setting["description"].as_str().unwrap()), "{name}: {said}");
            assert!(said.contains(&page), "{name}: {said}");
        }
    }
}
