//! A value of a setting as each editor takes it.

use serde_json::Value;

/// The example of a page, for every editor.
pub fn of(name: &str, value: &Value) -> String {
    let forms = [
        ("VS Code**, in `settings.json`", "json", format!("\"saveloop.{name}\": {}", json(value))),
        ("Neovim**, in `init.lua`", "lua", neovim(name, value)),
        ("Helix**, in `languages.toml`", "toml", helix(name, value)),
        ("Emacs**, in `.dir-locals.el`", "elisp", emacs(name, value)),
    ];
    forms.map(|(place, language, text)| format!("**{place}:\n\n```{language}\n{text}\n```\n\n")).concat()
}

fn joined<T>(parts: impl IntoIterator<Item = T>, part: impl FnMut(T) -> String, between: &str) -> String {
    parts.into_iter().map(part).collect::<Vec<_>>().join(between)
}

fn json(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("[{}]", joined(list, json, ", ")),
        Value::Object(map) => {
            format!("{{ {} }}", joined(map, |(key, value)| format!("\"{key}\": {}", json(value)), ", "))
        }
        other => other.to_string(),
    }
}

fn neovim(name: &str, value: &Value) -> String {
    let nested = name.split('.').rev().fold(lua(value), |inner, part| format!("{{ {part} = {inner} }}"));
    format!("vim.lsp.config('saveloop', {{ settings = {{ saveloop = {nested} }} }})")
}

fn lua(value: &Value) -> String {
    let key = |key: &str| match key.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_') {
        true => key.to_owned(),
        false => format!("['{key}']"),
    };
    match value {
        Value::String(text) => format!("'{text}'"),
        Value::Array(list) => format!("{{ {} }}", joined(list, lua, ", ")),
        Value::Object(map) => {
            format!("{{ {} }}", joined(map, |(name, value)| format!("{} = {}", key(name), lua(value)), ", "))
        }
        other => other.to_string(),
    }
}

fn helix(name: &str, value: &Value) -> String {
    format!("[language-server.saveloop.config.saveloop]\n{name} = {}", toml(value))
}

fn toml(value: &Value) -> String {
    let key = |key: &str| match key.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-".contains(&it)) {
        true => key.to_owned(),
        false => format!("\"{key}\""),
    };
    match value {
        Value::Array(list) => format!("[{}]", joined(list, toml, ", ")),
        Value::Object(map) => {
            format!("{{ {} }}", joined(map, |(name, value)| format!("{} = {}", key(name), toml(value)), ", "))
        }
        other => other.to_string(),
    }
}

fn emacs(name: &str, value: &Value) -> String {
    let nested = name.split('.').rev().fold(elisp(value), |inner, part| format!("(:{part} {inner})"));
    format!("((nil . ((eglot-workspace-configuration . (:saveloop {nested})))))")
}

fn elisp(value: &Value) -> String {
    match value {
        Value::Bool(true) => "t".to_owned(),
        Value::Bool(false) => ":json-false".to_owned(),
        Value::Array(list) => format!("[{}]", joined(list, elisp, " ")),
        Value::Object(map) => {
            format!("({})", joined(map, |(key, value)| format!(":{key} {}", elisp(value)), " "))
        }
        other => other.to_string(),
    }
}
