//! Values, stacks and exceptions as the protocol writes them (pure).

use runtime::debug::message::*;
use runtime::position::LineColumn;
use serde_json::{Map, Value, json};

use super::mirror::Mirror;

/// A value, as the client sees it.
pub fn remote(value: &RemoteValue) -> Value {
    match value {
        RemoteValue::Undefined => json!({ "type": "undefined" }),
        RemoteValue::Null => json!({ "type": "object", "subtype": "null", "value": null }),
        RemoteValue::Boolean(value) => json!({ "type": "boolean", "value": value }),
        RemoteValue::Number(Number(value)) => number(*value),
        RemoteValue::BigInt(digits) => {
            let literal = format!("{digits}n");
            json!({ "type": "bigint", "unserializableValue": literal, "description": literal })
        }
        RemoteValue::String(value) => json!({ "type": "string", "value": value }),
        RemoteValue::Symbol { description, object } => {
            json!({ "type": "symbol", "description": description, "objectId": object_id(*object) })
        }
        RemoteValue::Object(object) => remote_object(object),
        RemoteValue::Json(text) => by_value(text),
    }
}

/// A value as one text.
pub fn text(value: &RemoteValue) -> String {
    let json = remote(value);
    let text = json["value"].as_str().or(json["description"].as_str());
    match (value, text) {
        (RemoteValue::Undefined, _) => "undefined".into(),
        (RemoteValue::Null, _) => "null".into(),
        (_, Some(text)) => text.to_owned(),
        (_, None) => json["value"].to_string(),
    }
}

fn number(value: f64) -> Value {
    let description = number_text(value);
    if value.is_finite() && !(value == 0.0 && value.is_sign_negative()) {
        json!({ "type": "number", "value": plain_number(value), "description": description })
    } else {
        json!({ "type": "number", "unserializableValue": description, "description": description })
    }
}

/// As the language writes it.
fn number_text(value: f64) -> String {
    // The language itself drops the sign; clients are told.
    if value == 0.0 && value.is_sign_negative() {
        "-0".into()
    } else {
        ryu_js::Buffer::new().format(value).into()
    }
}

/// Whole numbers without a fraction, as every client expects to read them.
fn plain_number(value: f64) -> Value {
    const SAFE: f64 = 9_007_199_254_740_991.0;
    if value.fract() == 0.0 && value.abs() <= SAFE { json!(value as i64) } else { json!(value) }
}

fn by_value(text: &str) -> Value {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(_) => return json!({ "type": "undefined" }),
    };
    match &value {
        Value::Null => json!({ "type": "object", "subtype": "null", "value": null }),
        Value::Bool(_) => json!({ "type": "boolean", "value": value }),
        Value::Number(_) => json!({ "type": "number", "value": value, "description": value.to_string() }),
        Value::String(_) => json!({ "type": "string", "value": value }),
        Value::Array(_) | Value::Object(_) => json!({ "type": "object", "value": value }),
    }
}

fn remote_object(object: &RemoteObject) -> Value {
    let mut json = kind(object.kind);
    json["className"] = json!(object.class_name);
    json["description"] = json!(object.description);
    json["objectId"] = json!(object_id(object.id));
    if let Some(preview) = &object.preview {
        json["preview"] = self::preview(preview, object.kind, &object.description);
    }
    json
}

fn kind(kind: ObjectKind) -> Value {
    let subtype = match kind {
        ObjectKind::Plain => return json!({ "type": "object" }),
        ObjectKind::Function => return json!({ "type": "function" }),
        ObjectKind::Array => "array",
        ObjectKind::RegExp => "regexp",
        ObjectKind::Date => "date",
        ObjectKind::Map => "map",
        ObjectKind::Set => "set",
        ObjectKind::WeakMap => "weakmap",
        ObjectKind::WeakSet => "weakset",
        ObjectKind::Iterator => "iterator",
        ObjectKind::Generator => "generator",
        ObjectKind::Error => "error",
        ObjectKind::Proxy => "proxy",
        ObjectKind::Promise => "promise",
        ObjectKind::TypedArray => "typedarray",
        ObjectKind::ArrayBuffer => "arraybuffer",
        ObjectKind::DataView => "dataview",
        ObjectKind::Entry => "internal#entry",
    };
    json!({ "type": "object", "subtype": subtype })
}

fn preview(preview: &Preview, of: ObjectKind, description: &str) -> Value {
    let mut json = kind(of);
    json["description"] = json!(description);
    json["overflow"] = json!(preview.overflow);
    json["properties"] = preview.properties.iter().map(preview_property).collect();
    if !preview.entries.is_empty() {
        let entries = preview.entries.iter().map(|entry| {
            let mut json = json!({ "value": entry_preview(&entry.value) });
            if let Some(key) = &entry.key {
                json["key"] = entry_preview(key);
            }
            json
        });
        json["entries"] = entries.collect();
    }
    json
}

fn preview_property(property: &PreviewProperty) -> Value {
    let mut json = preview_kind(property.value.kind);
    json["name"] = json!(property.name);
    if property.value.kind != PreviewKind::Accessor {
        json["value"] = json!(property.value.text);
    }
    json
}

fn entry_preview(entry: &EntryPreview) -> Value {
    let mut json = preview_kind(entry.value.kind);
    json["description"] = json!(entry.value.text);
    json["overflow"] = json!(entry.overflow);
    json["properties"] = entry.properties.iter().map(preview_property).collect();
    json
}

fn preview_kind(of: PreviewKind) -> Value {
    let name = match of {
        PreviewKind::Object(of) => return kind(of),
        PreviewKind::Null => return json!({ "type": "object", "subtype": "null" }),
        PreviewKind::Undefined => "undefined",
        PreviewKind::Boolean => "boolean",
        PreviewKind::Number => "number",
        PreviewKind::BigInt => "bigint",
        PreviewKind::String => "string",
        PreviewKind::Symbol => "symbol",
        PreviewKind::Accessor => "accessor",
    };
    json!({ "type": name })
}

/// The answer to `Runtime.getProperties`.
pub fn properties(properties: &Properties) -> Value {
    let named = |(name, value): &(String, RemoteValue)| json!({ "name": name, "value": remote(value) });
    let mut json = json!({ "result": properties.properties.iter().map(property).collect::<Value>() });
    let place = properties.function.map(|at| json!({ "name": "[[FunctionLocation]]", "value": place(at) }));
    let internal: Vec<Value> = place.into_iter().chain(properties.internal.iter().map(named)).collect();
    if !internal.is_empty() {
        json["internalProperties"] = json!(internal);
    }
    if !properties.private.is_empty() {
        json["privateProperties"] = properties.private.iter().map(named).collect();
    }
    json
}

/// A position as a value: clients make a link of it.
fn place(at: ScriptPosition) -> Value {
    json!({ "type": "object", "subtype": "internal#location", "value": location(at), "description": "Object" })
}

fn property(property: &Property) -> Value {
    let mut json = json!({
        "name": property.name,
        "configurable": property.configurable,
        "enumerable": property.enumerable,
        "isOwn": property.is_own,
    });
    match &property.slot {
        PropertySlot::Data { value, writable } => {
            json["value"] = remote(value);
            json["writable"] = json!(writable);
        }
        PropertySlot::Accessor { get, set } => {
            let half = |half: &Option<RemoteValue>| remote(half.as_ref().unwrap_or(&RemoteValue::Undefined));
            json["get"] = half(get);
            json["set"] = half(set);
        }
        PropertySlot::Uninitialized => json["writable"] = json!(true),
    }
    if let Some(symbol) = &property.symbol {
        json["symbol"] = remote(symbol);
    }
    json
}

/// What was thrown, as `exceptionDetails`.
pub fn exception(exception: &Exception, id: u32, mirror: &Mirror) -> Value {
    let at = exception.location.or_else(|| exception.stack.first().map(|frame| frame.location));
    let position = at.map_or(LineColumn { line: 0, column: 0 }, |at| at.position);
    let mut json = json!({
        "exceptionId": id,
        "text": exception.text,
        "lineNumber": position.line,
        "columnNumber": position.column,
        "exception": remote(&exception.value),
    });
    if let Some(at) = at {
        json["scriptId"] = json!(at.script.to_string());
        json["url"] = json!(mirror.url(at.script));
    }
    if !exception.stack.is_empty() {
        json["stackTrace"] = stack(&exception.stack, None, mirror);
    }
    json
}

pub fn stack(frames: &[StackFrame], parent: Option<&AsyncStack>, mirror: &Mirror) -> Value {
    let frames = frames.iter().map(|frame| {
        json!({
            "functionName": frame.function,
            "scriptId": frame.location.script.to_string(),
            "url": mirror.url(frame.location.script),
            "lineNumber": frame.location.position.line,
            "columnNumber": frame.location.position.column,
        })
    });
    let mut json = json!({ "callFrames": frames.collect::<Value>() });
    if let Some(parent) = parent {
        json["parent"] = async_stack(parent, mirror);
    }
    json
}

pub fn async_stack(asynchronous: &AsyncStack, mirror: &Mirror) -> Value {
    let mut json = stack(&asynchronous.frames, asynchronous.parent.as_deref(), mirror);
    json["description"] = json!(asynchronous.description);
    json
}

pub fn location(location: ScriptPosition) -> Value {
    json!({
        "scriptId": location.script.to_string(),
        "lineNumber": location.position.line,
        "columnNumber": location.position.column,
    })
}

/// An argument as clients send it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CallArgument {
    /// `null` is a value.
    #[serde(deserialize_with = "given")]
    value: Option<Value>,
    unserializable_value: Option<String>,
    object_id: Option<String>,
}

fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    serde::Deserialize::deserialize(deserializer).map(Some)
}

impl CallArgument {
    pub fn object_id(&self) -> Option<&str> {
        self.object_id.as_deref()
    }

    pub fn read(self) -> Option<Argument> {
        if let Some(id) = self.object_id {
            return parse_object_id(&id).map(Argument::Object);
        }
        if let Some(text) = self.unserializable_value {
            return match text.strip_suffix('n') {
                Some(digits) => Some(Argument::BigInt(digits.to_owned())),
                None => special_number(&text).map(|number| Argument::Number(Number(number))),
            };
        }
        Some(self.value.map_or(Argument::Undefined, |value| Argument::Json(value.to_string())))
    }
}

fn special_number(text: &str) -> Option<f64> {
    Some(match text {
        "NaN" => f64::NAN,
        "Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        "-0" => -0.0,
        _ => return None,
    })
}

pub fn object_id(id: ObjectId) -> String {
    id.0.to_string()
}

pub fn parse_object_id(text: &str) -> Option<ObjectId> {
    text.parse().ok().map(ObjectId)
}

pub fn frame_id(id: FrameId) -> String {
    format!("{}.{}", id.pause, id.index)
}

pub fn parse_frame_id(text: &str) -> Option<FrameId> {
    let (pause, index) = text.split_once('.')?;
    Some(FrameId { pause: pause.parse().ok()?, index: index.parse().ok()? })
}

/// `Debugger.paused`.
pub fn pause(pause: &Pause, mirror: &Mirror) -> Value {
    let (reason, data) = match &pause.reason {
        Reason::Start => ("Break on start", None),
        Reason::Asked | Reason::Step | Reason::Breakpoint | Reason::Debugger => ("other", None),
        Reason::Exception { value, uncaught } => {
            let mut data = remote(value);
            data["uncaught"] = json!(uncaught);
            ("exception", Some(data))
        }
        Reason::Rejection { value } => {
            let mut data = remote(value);
            data["uncaught"] = json!(true);
            ("promiseRejection", Some(data))
        }
    };
    let mut json = Map::new();
    json.insert("callFrames".into(), pause.frames.iter().map(|frame| call_frame(frame, mirror)).collect());
    json.insert("reason".into(), json!(reason));
    json.insert("hitBreakpoints".into(), pause.hit.iter().map(|id| json!(id.0.to_string())).collect());
    if let Some(data) = data {
        json.insert("data".into(), data);
    }
    if let Some(parent) = &pause.async_stack {
        json.insert("asyncStackTrace".into(), async_stack(parent, mirror));
    }
    Value::Object(json)
}

fn call_frame(frame: &CallFrame, mirror: &Mirror) -> Value {
    let mut json = json!({
        "callFrameId": frame_id(frame.id),
        "functionName": frame.function,
        "location": location(frame.location),
        "url": mirror.url(frame.location.script),
        "scopeChain": frame.scopes.iter().map(|it| scope(it, frame.location.script)).collect::<Value>(),
        "this": remote(&frame.this),
    });
    if let Some(function) = frame.function_location {
        json["functionLocation"] = location(function);
    }
    json
}

fn scope(scope: &Scope, script: ScriptId) -> Value {
    let kind = match scope.kind {
        ScopeKind::Local => "local",
        ScopeKind::Block => "block",
        ScopeKind::Catch => "catch",
        ScopeKind::Closure => "closure",
        ScopeKind::Module => "module",
        ScopeKind::Global => "global",
    };
    let mut json = json!({ "type": kind, "object": remote(&scope.object) });
    if let Some(name) = &scope.name {
        json["name"] = json!(name);
    }
    if let Some((from, to)) = scope.range {
        json["startLocation"] = location(ScriptPosition { script, position: from });
        json["endLocation"] = location(ScriptPosition { script, position: to });
    }
    json
}

#[cfg(test)]
mod tests;
