//! The types for plugins and tools (`types/saveloop-protocol.d.ts`) say what the schema says, against which
//! every message of the server is checked.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::schema;

const DECLARED: &str = include_str!("../../../types/saveloop-protocol.d.ts");

/// Member to type; an optional one has `?` at its end.
type Members = BTreeMap<String, String>;

/// The text without comments, in one line.
fn plain() -> String {
    let mut text = String::new();
    let mut rest = DECLARED;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").expect("a comment ends").1;
    }
    text.push_str(rest);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn members(body: &str) -> Members {
    let all = body.split(';').map(str::trim).filter(|member| !member.is_empty());
    all.map(|member| {
        let (name, kind) = member.split_once(": ").expect("a member has a type");
        (name.to_owned(), kind.to_owned())
    })
    .collect()
}

/// The interfaces, and the alternatives of the types that are several objects.
fn declared() -> (BTreeMap<String, Members>, Vec<Members>) {
    let text = plain();
    let mut interfaces: BTreeMap<String, Members> = BTreeMap::new();
    for part in text.split("export interface ").skip(1) {
        let (head, rest) = part.split_once('{').expect("an interface has a body");
        let mut own = members(rest.split_once('}').expect("a body ends").0);
        let mut words = head.split_whitespace();
        let name = words.next().expect("a name");
        if let Some(above) = words.nth(1) {
            own.extend(interfaces[above].clone());
        }
        interfaces.insert(name.to_owned(), own);
    }
    let mut steps = Vec::new();
    for part in text.split("export type ").skip(1) {
        let (_, rest) = part.split_once('=').expect("a type means something");
        let rest = rest.split("export ").next().unwrap_or_default();
        for object in rest.split('{').skip(1) {
            steps.push(members(object.split_once('}').expect("an object ends").0));
        }
    }
    (interfaces, steps)
}

/// What TypeScript calls a type of the schema.
fn in_typescript(kind: &str) -> String {
    if kind.contains(" | ") {
        return kind.split(" | ").map(in_typescript).collect::<Vec<_>>().join(" | ");
    }
    if let Some(element) = kind.strip_suffix("[]") {
        return format!("{}[]", in_typescript(element));
    }
    if let Some(literal) = kind.strip_prefix('\'') {
        return format!("\"{}\"", literal.trim_end_matches('\''));
    }
    match (kind, schema("types").get(kind)) {
        ("URI", _) => "string".into(),
        ("positive" | "uinteger" | "decimal" | "integer", _) => "number".into(),
        (_, Some(Value::Array(values))) => {
            let quoted = values.iter().map(Value::to_string);
            quoted.collect::<Vec<_>>().join(" | ")
        }
        (kind, _) => kind.into(),
    }
}

fn of_schema(name: &str) -> Members {
    let members = schema("types")[name].as_object().expect("an object of the schema");
    members.iter().map(|(name, kind)| (name.clone(), in_typescript(kind.as_str().expect("a name")))).collect()
}

/// Everything that an answer of a command, or a notification of our own, may be or hold.
fn own_types() -> BTreeSet<String> {
    let results = schema("results").iter().filter(|(name, _)| name.contains(" saveloop."));
    let notified = schema("notifications").iter().filter(|(name, _)| name.starts_with("saveloop/"));
    let mut open: Vec<String> =
        results.chain(notified).map(|(_, kind)| kind.as_str().expect("a name").to_owned()).collect();
    let mut found = BTreeSet::new();
    while let Some(kinds) = open.pop() {
        for kind in kinds.split(" | ").map(|kind| kind.trim_end_matches("[]")) {
            if let Some(Value::Object(members)) = schema("types").get(kind)
                && found.insert(kind.to_owned())
            {
                open.extend(members.values().map(|kind| kind.as_str().expect("a name").to_owned()));
            }
        }
    }
    found
}

#[test]
fn the_declared_types_are_those_of_the_messages() {
    let (interfaces, steps) = declared();
    for name in own_types() {
        let expected = of_schema(&name);
        match interfaces.get(&name) {
            Some(members) => {
                // What the schema leaves open is declared more closely.
                let is_open = |(member, _): &(&String, &mut String)| {
                    expected.get(*member).is_some_and(|it| it == "any")
                };
                let mut members = members.clone();
                members.iter_mut().filter(is_open).for_each(|(_, kind)| "any".clone_into(kind));
                assert_eq!(members, expected, "{name}");
            }
            None => assert!(steps.contains(&expected), "{name} is not declared: {expected:?}"),
        }
    }
    let known = own_types();
    let unknown: Vec<&String> = interfaces.keys().filter(|name| !known.contains(*name)).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "declared and never sent");
    let expected: Vec<Members> = known.iter().map(|name| of_schema(name)).collect();
    for step in steps {
        assert!(expected.contains(&step), "declared and never sent: {step:?}");
    }
}
