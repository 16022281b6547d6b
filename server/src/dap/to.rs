//! Values of the program as people read them in a debugger (pure).

use runtime::debug::message::*;
use serde_json::{Value, json};

/// What a person may write to stop at some exceptions only.
const EXCEPTION_CONDITION: &str = "An expression where it is thrown, such as error.code === 'ENOENT'";

/// What an adapter that speaks for saveloop can do.
pub fn capabilities() -> Value {
    json!({
        "supportsConfigurationDoneRequest": true,
        "supportsFunctionBreakpoints": true,
        "supportsConditionalBreakpoints": true,
        "supportsHitConditionalBreakpoints": true,
        "supportsLogPoints": true,
        "supportsBreakpointLocationsRequest": true,
        "supportsEvaluateForHovers": true,
        "supportsClipboardContext": true,
        "supportsSetVariable": true,
        "supportsSetExpression": true,
        "supportsCompletionsRequest": true,
        "completionTriggerCharacters": ["."],
        "supportsExceptionInfoRequest": true,
        "supportsExceptionFilterOptions": true,
        "supportsValueFormattingOptions": true,
        "supportsReadMemoryRequest": true,
        "supportsDelayedStackTraceLoading": true,
        "supportsLoadedSourcesRequest": true,
        "supportsTerminateRequest": true,
        "supportTerminateDebuggee": true,
        "supportsRestartRequest": true,
        "supportsCancelRequest": true,
        "supportsRestartFrame": false,
        "supportsGotoTargetsRequest": false,
        "supportsStepBack": false,
        "supportsDataBreakpoints": false,
        "exceptionBreakpointFilters": [
            {
                "filter": "all",
                "label": "All Exceptions",
                "description": "Stops where anything is thrown, also what is caught",
                "default": false,
                "supportsCondition": true,
                "conditionDescription": EXCEPTION_CONDITION,
            },
            {
                "filter": "uncaught",
                "label": "Uncaught Exceptions",
                "description": "Stops where something is thrown that nothing catches",
                "default": true,
                "supportsCondition": true,
                "conditionDescription": EXCEPTION_CONDITION,
            },
        ],
    })
}

/// How whole numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Base {
    #[default]
    Ten,
    Sixteen,
}

/// A value on one line.
pub fn text(value: &RemoteValue, base: Base) -> String {
    match value {
        RemoteValue::Number(Number(value)) if base == Base::Sixteen => hex(&number(*value)),
        RemoteValue::BigInt(digits) if base == Base::Sixteen => format!("{}n", hex(digits)),
        RemoteValue::Undefined => "undefined".into(),
        RemoteValue::Null => "null".into(),
        RemoteValue::Boolean(value) => value.to_string(),
        RemoteValue::Number(Number(value)) => number(*value),
        RemoteValue::BigInt(digits) => format!("{digits}n"),
        RemoteValue::String(value) => quoted(value),
        RemoteValue::Symbol { description, .. } => description.clone(),
        RemoteValue::Object(object) => object_text(object, base),
        RemoteValue::Json(text) => text.clone(),
    }
}

/// A whole number that is not too long; anything else stays as it is.
fn hex(text: &str) -> String {
    match text.parse::<i128>() {
        Ok(number) if number < 0 => format!("-{:#x}", number.unsigned_abs()),
        Ok(number) if text != "-0" => format!("{number:#x}"),
        _ => text.to_owned(),
    }
}

/// A value as a person copies it: strings without quotes.
pub fn plain(value: &RemoteValue) -> String {
    match value {
        RemoteValue::String(value) => value.clone(),
        RemoteValue::Object(object) => object.description.clone(),
        value => text(value, Base::Ten),
    }
}

/// As the language writes it.
fn number(value: f64) -> String {
    if value == 0.0 && value.is_sign_negative() {
        "-0".into()
    } else {
        ryu_js::Buffer::new().format(value).into()
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn object_text(object: &RemoteObject, base: Base) -> String {
    let first = object.description.lines().next().unwrap_or_default();
    match (object.kind, &object.preview) {
        (ObjectKind::Function, _) => {
            let more = if object.description.lines().nth(1).is_some() { " …" } else { "" };
            format!("{first}{more}")
        }
        (ObjectKind::Plain | ObjectKind::Array | ObjectKind::Map | ObjectKind::Set, Some(preview)) => {
            preview_text(object, preview, base)
        }
        (ObjectKind::TypedArray | ObjectKind::Promise | ObjectKind::Proxy, Some(preview)) => {
            preview_text(object, preview, base)
        }
        _ => first.to_owned(),
    }
}

fn preview_text(object: &RemoteObject, preview: &Preview, base: Base) -> String {
    let is_list = matches!(object.kind, ObjectKind::Array | ObjectKind::TypedArray);
    let is_index = |name: &str| is_list && name.bytes().all(|byte| byte.is_ascii_digit());
    let property = |it: &PreviewProperty| {
        let value = preview_value(&it.value, base);
        if is_index(&it.name) { value } else { format!("{}: {value}", it.name) }
    };
    let entry = |it: &PreviewEntry| {
        let value = preview_value(&it.value.value, base);
        it.key
            .as_ref()
            .map_or_else(|| value.clone(), |key| format!("{} => {value}", preview_value(&key.value, base)))
    };
    let mut parts: Vec<String> = preview.entries.iter().map(entry).collect();
    // Of a map or a set its size is in front already.
    if preview.entries.is_empty() {
        parts.extend(preview.properties.iter().filter(|it| it.name != "size").map(property));
    }
    if preview.overflow {
        parts.push("…".into());
    }
    let inner = parts.join(", ");
    let name = match object.kind {
        ObjectKind::Plain if object.description == "Object" => String::new(),
        ObjectKind::Array => length(object).map_or_else(String::new, |length| format!("({length}) ")),
        _ => format!("{} ", object.description),
    };
    if is_list { format!("{name}[{inner}]") } else { format!("{name}{{{inner}}}") }
}

fn preview_value(value: &PreviewValue, base: Base) -> String {
    match value.kind {
        PreviewKind::Number if base == Base::Sixteen => hex(&value.text),
        PreviewKind::String => quoted(&value.text),
        PreviewKind::Accessor => "(…)".into(),
        PreviewKind::Object(ObjectKind::Function) => "ƒ".into(),
        PreviewKind::Object(ObjectKind::Plain) if value.text == "Object" => "{…}".into(),
        _ => value.text.clone(),
    }
}

/// How many elements a list has: its description ends with their number.
pub fn length(object: &RemoteObject) -> Option<u64> {
    if !matches!(object.kind, ObjectKind::Array | ObjectKind::TypedArray) {
        return None;
    }
    let (_, number) = object.description.strip_suffix(')')?.rsplit_once('(')?;
    number.parse().ok()
}

pub fn type_name(value: &RemoteValue) -> &str {
    match value {
        RemoteValue::Undefined => "undefined",
        RemoteValue::Null => "null",
        RemoteValue::Boolean(_) => "boolean",
        RemoteValue::Number(_) => "number",
        RemoteValue::BigInt(_) => "bigint",
        RemoteValue::String(_) => "string",
        RemoteValue::Symbol { .. } => "symbol",
        RemoteValue::Object(object) => &object.class_name,
        RemoteValue::Json(_) => "object",
    }
}

/// The object to ask further, of a value that has one.
pub fn object(value: &RemoteValue) -> Option<&RemoteObject> {
    match value {
        RemoteValue::Object(object) => Some(object),
        _ => None,
    }
}

/// A value that goes back to the program.
pub fn argument(value: &RemoteValue) -> Argument {
    match value {
        RemoteValue::Undefined => Argument::Undefined,
        RemoteValue::Null => Argument::Json("null".into()),
        RemoteValue::Boolean(value) => Argument::Json(value.to_string()),
        RemoteValue::Number(number) => Argument::Number(*number),
        RemoteValue::BigInt(digits) => Argument::BigInt(digits.clone()),
        RemoteValue::String(text) => Argument::Json(quoted(text)),
        RemoteValue::Symbol { object, .. } => Argument::Object(*object),
        RemoteValue::Object(object) => Argument::Object(object.id),
        RemoteValue::Json(text) => Argument::Json(text.clone()),
    }
}

/// What was thrown, in one line.
pub fn thrown(value: &RemoteValue) -> String {
    match value {
        RemoteValue::Object(object) if object.kind == ObjectKind::Error => object
            .description
            .lines()
            .take_while(|line| !line.starts_with("    at "))
            .collect::<Vec<_>>()
            .join("\n"),
        value => format!("Uncaught {}", text(value, Base::Ten)),
    }
}

pub fn scope_name(scope: &Scope) -> String {
    match (scope.kind, &scope.name) {
        (ScopeKind::Local, _) => "Local".into(),
        (ScopeKind::Block, _) => "Block".into(),
        (ScopeKind::Catch, _) => "Catch".into(),
        (ScopeKind::Closure, Some(name)) => format!("Closure ({name})"),
        (ScopeKind::Closure, None) => "Closure".into(),
        (ScopeKind::Module, _) => "Module".into(),
        (ScopeKind::Global, _) => "Global".into(),
    }
}

/// The expression for a property of what `path` yields.
pub fn member(path: &str, name: &str) -> String {
    if is_identifier(name) {
        format!("{path}.{name}")
    } else if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{path}[{name}]")
    } else {
        format!("{path}[{}]", quoted(name))
    }
}

pub fn is_identifier(name: &str) -> bool {
    let is_part = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '$';
    name.chars().all(is_part) && name.chars().next().is_some_and(|first| !first.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(kind: ObjectKind, description: &str, preview: Option<Preview>) -> RemoteValue {
        let class_name = description.split('(').next().unwrap_or_default().to_owned();
        RemoteValue::Object(Box::new(RemoteObject {
            id: ObjectId(1),
            kind,
            class_name,
            description: description.into(),
            preview,
        }))
    }

    fn property(name: &str, kind: PreviewKind, text: &str) -> PreviewProperty {
        PreviewProperty { name: name.into(), value: PreviewValue { kind, text: text.into() } }
    }

    fn of(properties: Vec<PreviewProperty>) -> Option<Preview> {
        Some(Preview { overflow: false, properties, entries: Vec::new() })
    }

    #[test]
    fn values_are_one_line() {
        let plain =
            of(vec![property("a", PreviewKind::Number, "1"), property("b", PreviewKind::String, "x")]);
        let list =
            of(vec![property("0", PreviewKind::Number, "1"), property("named", PreviewKind::Null, "null")]);
        let cases = [
            (RemoteValue::Number(Number(-0.0)), "-0"),
            (RemoteValue::Number(Number(1e21)), "1e+21"),
            (RemoteValue::String("a\"\n".into()), r#""a\"\n""#),
            (object(ObjectKind::Plain, "Object", plain.clone()), r#"{a: 1, b: "x"}"#),
            (object(ObjectKind::Plain, "Point", plain), r#"Point {a: 1, b: "x"}"#),
            (object(ObjectKind::Array, "Array(2)", list), "(2) [1, named: null]"),
            (object(ObjectKind::Error, "TypeError: no\n    at f (a.ts:1:1)", None), "TypeError: no"),
            (object(ObjectKind::Function, "function f() {\n}", None), "function f() { …"),
        ];
        for (value, expected) in cases {
            assert_eq!(text(&value, Base::Ten), expected);
        }
    }

    #[test]
    fn whole_numbers_are_written_in_base_sixteen_where_that_is_asked_for() {
        let list =
            of(vec![property("0", PreviewKind::Number, "255"), property("1", PreviewKind::String, "255")]);
        let cases = [
            (RemoteValue::Number(Number(255.0)), "0xff"),
            (RemoteValue::Number(Number(-16.0)), "-0x10"),
            (RemoteValue::Number(Number(-0.0)), "-0"),
            (RemoteValue::Number(Number(1.5)), "1.5"),
            (RemoteValue::Number(Number(f64::NAN)), "NaN"),
            (RemoteValue::BigInt("18446744073709551615".into()), "0xffffffffffffffffn"),
            (RemoteValue::String("255".into()), r#""255""#),
            (object(ObjectKind::Array, "Array(2)", list), r#"(2) [0xff, "255"]"#),
        ];
        for (value, expected) in cases {
            assert_eq!(text(&value, Base::Sixteen), expected);
        }
    }

    #[test]
    fn members_are_written_as_the_language_needs_it() {
        assert_eq!(member("a", "b"), "a.b");
        assert_eq!(member("a", "0"), "a[0]");
        assert_eq!(member("a", "b-c"), r#"a["b-c"]"#);
        assert_eq!(member("a", ""), r#"a[""]"#);
    }
}
