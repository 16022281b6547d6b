//! Checks every message of the server: no member that the protocol does not know, none missing, none
//! of another type.

use std::sync::OnceLock;

use serde_json::{Map, Value};
use url::Url;

/// What a request was about, where its answer has a type of its own: the method, and the command for
/// those that execute one.
pub fn subject(method: &str, params: &Value) -> String {
    match params["command"].as_str() {
        Some(command) => format!("{method} {command}"),
        None => method.to_owned(),
    }
}

/// What is wrong with a message of the server; `asked` is the subject of the request it answers.
pub fn problems(message: &Value, asked: Option<&str>) -> Vec<String> {
    let mut check = Check { at: String::new(), problems: Vec::new() };
    check.message(message, asked);
    check.problems
}

fn schema(section: &str) -> &'static Map<String, Value> {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    let text = include_str!("schema/protocol.json");
    let schema = SCHEMA.get_or_init(|| serde_json::from_str(text).expect("the schema is JSON"));
    schema[section].as_object().expect("a section of the schema")
}

/// A walk through one message.
struct Check {
    /// The path to where the walk is.
    at: String,
    problems: Vec<String>,
}

impl Check {
    fn message(&mut self, message: &Value, asked: Option<&str>) {
        let Some(members) = message.as_object() else {
            return self.problem("is no object");
        };
        if message["jsonrpc"] != "2.0" {
            self.problem("jsonrpc is not \"2.0\"");
        }
        let section = if members.contains_key("id") { "requests" } else { "notifications" };
        match members.get("method") {
            Some(method) => {
                self.only(members, &["jsonrpc", "id", "method", "params"]);
                self.known(section, method.as_str().unwrap_or_default(), members.get("params"));
            }
            None => self.response(members, asked),
        }
    }

    fn response(&mut self, members: &Map<String, Value>, asked: Option<&str>) {
        self.only(members, &["jsonrpc", "id", "result", "error"]);
        self.member("id", members.get("id"), "integer | string | null");
        match (members.get("result"), members.get("error")) {
            (Some(result), None) => {
                if let Some(asked) = asked {
                    self.known("results", asked, Some(result));
                }
            }
            (None, Some(error)) => self.member("error", Some(error), "ResponseError"),
            _ => self.problem("must have either a result or an error"),
        }
    }

    /// Checks what stands under a name of a section of the schema.
    fn known(&mut self, section: &str, name: &str, value: Option<&Value>) {
        match (schema(section).get(name).and_then(Value::as_str), value) {
            (None, _) => self.problem(&format!("`{name}` is not among the {section} of the schema")),
            (Some("absent"), None | Some(Value::Null)) => {}
            (Some(kind), value) => self.member(name, value, kind),
        }
    }

    fn member(&mut self, name: &str, value: Option<&Value>, kind: &str) {
        let length = self.at.len();
        self.at.push('/');
        self.at.push_str(name);
        match value {
            Some(value) => self.value(value, kind),
            None => self.problem("is missing"),
        }
        self.at.truncate(length);
    }

    fn value(&mut self, value: &Value, kind: &str) {
        if kind.contains(" | ") {
            return self.one_of(value, kind);
        }
        if let Some(element) = kind.strip_suffix("[]") {
            let Some(elements) = value.as_array() else {
                return self.problem("is no list");
            };
            for (index, element_value) in elements.iter().enumerate() {
                self.member(&index.to_string(), Some(element_value), element);
            }
            return;
        }
        match schema("types").get(kind) {
            Some(Value::String(meant)) => self.value(value, meant),
            Some(Value::Array(allowed)) if allowed.contains(value) => {}
            Some(Value::Object(members)) => self.object(value, members),
            None if is_base(value, kind) => {}
            _ => self.problem(&format!("is no {kind}: {value}")),
        }
    }

    /// The value must be of one kind; otherwise the problems of the nearest kind are told.
    fn one_of(&mut self, value: &Value, kinds: &str) {
        let attempts = kinds.split(" | ").map(|kind| {
            let mut attempt = Self { at: self.at.clone(), problems: Vec::new() };
            attempt.value(value, kind);
            attempt.problems
        });
        let nearest = attempts.min_by_key(Vec::len).unwrap_or_default();
        if !nearest.is_empty() {
            self.problem(&format!("fits none of {kinds}"));
            self.problems.extend(nearest);
        }
    }

    fn object(&mut self, value: &Value, members: &Map<String, Value>) {
        let Some(present) = value.as_object() else {
            return self.problem(&format!("is no object: {value}"));
        };
        let names: Vec<&str> = members.keys().map(|name| name.trim_end_matches('?')).collect();
        self.only(present, &names);
        for (name, kind) in members {
            let kind = kind.as_str().expect("the kind of a member is a name");
            match name.strip_suffix('?') {
                Some(name) if !present.contains_key(name) => {}
                Some(name) => self.member(name, present.get(name), kind),
                None => self.member(name, present.get(name), kind),
            }
        }
    }

    fn only(&mut self, present: &Map<String, Value>, known: &[&str]) {
        for name in present.keys().filter(|name| !known.contains(&name.as_str())) {
            self.problem(&format!("has `{name}`, which is not known"));
        }
    }

    fn problem(&mut self, what: &str) {
        self.problems.push(format!("{}: {what}", if self.at.is_empty() { "message" } else { &self.at }));
    }
}

fn is_base(value: &Value, kind: &str) -> bool {
    match kind {
        "any" => true,
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        "uinteger" => value.as_i64().is_some_and(|number| (0..=i64::from(i32::MAX)).contains(&number)),
        "positive" => value.as_i64().is_some_and(|number| number > 0),
        "decimal" => value.is_number(),
        "URI" => value.as_str().is_some_and(|text| Url::parse(text).is_ok()),
        literal => value.as_str().is_some_and(|text| literal == format!("'{text}'")),
    }
}

#[cfg(test)]
mod declared;
#[cfg(test)]
mod tests;
