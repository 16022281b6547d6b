//! `docs/settings.md` names the settings, their types and their defaults as the schema has them.

use std::path::Path;

use serde_json::{Map, Value};

fn settings() -> Map<String, Value> {
    let schema: Value = serde_json::from_str(include_str!("../../../editors/settings.schema.json")).unwrap();
    schema["properties"].as_object().unwrap().clone()
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
        "integer" | "number" => "number".to_owned(),
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

/// A row of the page; what a setting means is the page's own, and at first what the schema says.
fn row(name: &str, schema: &Value, meaning: Option<&str>) -> String {
    let meaning = meaning.or(schema["description"].as_str()).unwrap();
    format!("| `saveloop.{name}` | {} | {} | {meaning} |", kind(schema), default(schema))
}

#[test]
fn the_page_lists_every_setting_with_the_type_and_the_default_of_the_schema() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/settings.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let mut settings = settings();
    let mut lines = Vec::new();
    let mut last_row = 0;
    for line in text.lines() {
        let name =
            line.strip_prefix("| `saveloop.").and_then(|rest| rest.split_once('`')).map(|(name, _)| name);
        let Some(name) = name else {
            lines.push(line.to_owned());
            continue;
        };
        // A setting that is no more has no row.
        if let Some(schema) = settings.remove(name) {
            let meaning = line.trim_end_matches(" |").splitn(4, " | ").nth(3);
            lines.push(row(name, &schema, meaning));
            last_row = lines.len();
        }
    }
    let missing = settings.iter().map(|(name, schema)| row(name, schema, None));
    lines.splice(last_row..last_row, missing.collect::<Vec<_>>());
    let expected = format!("{}\n", lines.join("\n"));
    if std::env::var_os("SAVELOOP_TEST_WRITE").is_some() {
        std::fs::write(&page, expected).unwrap();
    } else {
        assert_eq!(text, expected, "run this test with SAVELOOP_TEST_WRITE=1");
    }
}
