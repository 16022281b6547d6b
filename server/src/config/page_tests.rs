//! `docs/settings/` is made from the schema: a page for each setting, and the table of its index.

mod examples;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

fn settings() -> Map<String, Value> {
    let schema: Value = serde_json::from_str(include_str!("../../../editors/settings.schema.json")).unwrap();
    schema["properties"].as_object().unwrap().clone()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/settings")
}

/// What a value may be, in words.
fn kind(schema: &Value) -> String {
    let list = |of: &Value| if of["type"] == "string" { "list of texts" } else { "list" }.to_owned();
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    }
    if let Some(kinds) = schema["anyOf"].as_array() {
        return kinds.iter().map(kind).collect::<Vec<_>>().join(", or ");
    }
    let of_type = |name: &str| match name {
        "string" => "text".to_owned(),
        "boolean" => "true or false".to_owned(),
        "integer" | "number" => match (schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
            (Some(least), Some(most)) => format!("number from {least} to {most}"),
            _ => "number".to_owned(),
        },
        "array" => list(&schema["items"]),
        "object" if schema["additionalProperties"]["type"] == "string" => "object of texts".to_owned(),
        "object" => "object".to_owned(),
        other => panic!("the type {other}"),
    };
    match &schema["type"] {
        Value::String(name) => of_type(name),
        Value::Array(names) => {
            names.iter().map(|name| of_type(name.as_str().unwrap())).collect::<Vec<_>>().join(" or ")
        }
        other => panic!("the type {other}"),
    }
}

fn default(schema: &Value) -> String {
    match &schema["default"] {
        Value::Array(list) if list.is_empty() => "none".to_owned(),
        Value::String(text) if text.is_empty() => "\"\"".to_owned(),
        Value::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    }
}

/// What an object may have, and of which kind.
fn parts(schema: &Value) -> Vec<(String, String)> {
    let of_each = &schema["additionalProperties"];
    let properties = schema.get("properties").or(of_each.get("properties")).and_then(Value::as_object);
    properties.into_iter().flatten().map(|(name, schema)| (name.clone(), kind(schema))).collect()
}

fn values(schema: &Value) -> String {
    let rows: Vec<(String, String)> = match schema["enum"].as_array() {
        Some(values) => {
            let says = schema["enumDescriptions"].as_array().expect("enumDescriptions");
            assert_eq!(says.len(), values.len());
            let row =
                |(value, says): (&Value, &Value)| (value.to_string(), says.as_str().unwrap().to_owned());
            values.iter().zip(says).map(row).collect()
        }
        None => parts(schema),
    };
    if rows.is_empty() {
        return String::new();
    }
    let rows: String = rows.iter().map(|(value, says)| format!("| `{value}` | {says} |\n")).collect();
    format!("## Values\n\n| | |\n| --- | --- |\n{rows}\n")
}

fn page(name: &str, schema: &Value) -> String {
    let text = |key: &str| {
        schema[key].as_str().unwrap_or_else(|| panic!("settings.schema.json: {name} has no `{key}`"))
    };
    let set_by = schema["setBy"].as_str().unwrap_or("You, and the settings of a workspace.");
    let example = &schema["example"];
    let does = example["does"].as_str().unwrap_or_else(|| panic!("{name} has no example"));
    format!(
        "# saveloop.{name}\n\n{}\n\n| | |\n| --- | --- |\n| Type | {} |\n| Default | {} |\n| A new value counts | {} |\n\
         | Who may set it | {set_by} |\n\n{}\n\n{}## Example\n\n{does}\n\n{}[All settings](README.md)\n",
        text("description"),
        kind(schema),
        default(schema),
        text("counts"),
        text("details"),
        values(schema),
        examples::of(name, &example["value"]),
    )
}

/// The index: its table is made anew, the rest is written by hand.
fn index(before: &str) -> String {
    let is_row = |line: &&str| line.starts_with("| [`saveloop.");
    let head = before.lines().take_while(|line| !line.starts_with("| ---"));
    let tail = before.lines().skip_while(|line| !line.starts_with("| ---")).skip(1).skip_while(is_row);
    let row = |(name, schema): (&String, &Value)| {
        let description = schema["description"].as_str().unwrap();
        format!("| [`saveloop.{name}`]({name}.md) | {} | {} | {description} |", kind(schema), default(schema))
    };
    let rows = settings().iter().map(row).collect::<Vec<_>>();
    let lines = head.map(str::to_owned).chain(["| --- | --- | --- | --- |".to_owned()]);
    lines.chain(rows).chain(tail.map(str::to_owned)).collect::<Vec<_>>().join("\n") + "\n"
}

fn check(file: &str, expected: &str) {
    let path = folder().join(file);
    if std::env::var_os("SAVELOOP_TEST_WRITE").is_some() {
        std::fs::write(&path, expected).unwrap();
    } else {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(text, expected, "docs/settings/{file}: run this test with SAVELOOP_TEST_WRITE=1");
    }
}

#[test]
fn every_setting_has_a_page_as_the_schema_says_and_there_are_no_others() {
    let settings = settings();
    for (name, schema) in &settings {
        check(&format!("{name}.md"), &page(name, schema));
    }
    let there = std::fs::read_dir(folder()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let expected = settings.keys().map(|name| format!("{name}.md")).chain(["README.md".to_owned()]);
    assert_eq!(there.collect::<BTreeSet<_>>(), expected.collect::<BTreeSet<_>>());
}

#[test]
fn the_index_lists_every_setting_with_the_type_and_the_default_of_the_schema() {
    check("README.md", &index(&std::fs::read_to_string(folder().join("README.md")).unwrap()));
}
