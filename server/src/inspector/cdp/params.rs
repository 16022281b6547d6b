//! Which parameters a method has, by the protocol's names and kinds (pure).

use serde_json::{Map, Value, json};

use super::envelope::Refusal;

#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    Whole,
    Number,
    Flag,
    List,
    Record(&'static [Field]),
    Any,
}

use Kind::{Any, Flag, List, Number, Record, Text, Whole};

#[derive(Clone, Copy, Debug)]
pub struct Field {
    name: &'static str,
    kind: Kind,
    is_optional: bool,
}

const fn need(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, is_optional: false }
}

const fn may(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, is_optional: true }
}

const LOCATION: &[Field] = &[may("columnNumber", Whole), need("lineNumber", Whole), need("scriptId", Text)];
const ARGUMENT: &[Field] = &[may("objectId", Text), may("unserializableValue", Text), may("value", Any)];

/// In the order of their names, in which they are looked at.
const METHODS: &[(&str, &[Field])] = &[
    ("Debugger.continueToLocation", &[need("location", Record(LOCATION)), may("targetCallFrames", Text)]),
    ("Debugger.disassembleWasmModule", &[need("scriptId", Text)]),
    ("Debugger.enable", &[may("maxScriptsCacheSize", Number)]),
    (
        "Debugger.evaluateOnCallFrame",
        &[
            need("callFrameId", Text),
            need("expression", Text),
            may("generatePreview", Flag),
            may("includeCommandLineAPI", Flag),
            may("objectGroup", Text),
            may("returnByValue", Flag),
            may("silent", Flag),
            may("throwOnSideEffect", Flag),
            may("timeout", Number),
        ],
    ),
    (
        "Debugger.getPossibleBreakpoints",
        &[may("end", Record(LOCATION)), may("restrictToFunction", Flag), need("start", Record(LOCATION))],
    ),
    ("Debugger.getScriptSource", &[need("scriptId", Text)]),
    ("Debugger.getStackTrace", &[need("stackTraceId", Record(&[may("debuggerId", Text), need("id", Text)]))]),
    ("Debugger.getWasmBytecode", &[need("scriptId", Text)]),
    ("Debugger.removeBreakpoint", &[need("breakpointId", Text)]),
    ("Debugger.restartFrame", &[need("callFrameId", Text), may("mode", Text)]),
    ("Debugger.resume", &[may("terminateOnResume", Flag)]),
    (
        "Debugger.searchInContent",
        &[may("caseSensitive", Flag), may("isRegex", Flag), need("query", Text), need("scriptId", Text)],
    ),
    ("Debugger.setAsyncCallStackDepth", &[need("maxDepth", Whole)]),
    ("Debugger.setBlackboxPatterns", &[need("patterns", List), may("skipAnonymous", Flag)]),
    ("Debugger.setBlackboxedRanges", &[need("positions", List), need("scriptId", Text)]),
    ("Debugger.setBreakpoint", &[may("condition", Text), need("location", Record(LOCATION))]),
    (
        "Debugger.setBreakpointByUrl",
        &[
            may("columnNumber", Whole),
            may("condition", Text),
            need("lineNumber", Whole),
            may("scriptHash", Text),
            may("url", Text),
            may("urlRegex", Text),
        ],
    ),
    ("Debugger.setBreakpointsActive", &[need("active", Flag)]),
    ("Debugger.setPauseOnExceptions", &[need("state", Text)]),
    ("Debugger.setReturnValue", &[need("newValue", Record(ARGUMENT))]),
    (
        "Debugger.setScriptSource",
        &[
            may("allowTopFrameEditing", Flag),
            may("dryRun", Flag),
            need("scriptId", Text),
            need("scriptSource", Text),
        ],
    ),
    ("Debugger.setSkipAllPauses", &[need("skip", Flag)]),
    (
        "Debugger.setVariableValue",
        &[
            need("callFrameId", Text),
            need("newValue", Record(ARGUMENT)),
            need("scopeNumber", Whole),
            need("variableName", Text),
        ],
    ),
    ("Debugger.stepInto", &[may("breakOnAsyncCall", Flag), may("skipList", List)]),
    ("Debugger.stepOver", &[may("skipList", List)]),
    ("NodeRuntime.notifyWhenWaitingForDisconnect", &[need("enabled", Flag)]),
    ("Profiler.setSamplingInterval", &[need("interval", Whole)]),
    (
        "Runtime.addBinding",
        &[may("executionContextId", Whole), may("executionContextName", Text), need("name", Text)],
    ),
    (
        "Runtime.awaitPromise",
        &[may("generatePreview", Flag), need("promiseObjectId", Text), may("returnByValue", Flag)],
    ),
    (
        "Runtime.callFunctionOn",
        &[
            may("arguments", List),
            may("awaitPromise", Flag),
            may("executionContextId", Whole),
            need("functionDeclaration", Text),
            may("generatePreview", Flag),
            may("objectGroup", Text),
            may("objectId", Text),
            may("returnByValue", Flag),
            may("silent", Flag),
            may("throwOnSideEffect", Flag),
            may("uniqueContextId", Text),
            may("userGesture", Flag),
        ],
    ),
    (
        "Runtime.compileScript",
        &[
            may("executionContextId", Whole),
            need("expression", Text),
            need("persistScript", Flag),
            need("sourceURL", Text),
        ],
    ),
    (
        "Runtime.evaluate",
        &[
            may("allowUnsafeEvalBlockedByCSP", Flag),
            may("awaitPromise", Flag),
            may("contextId", Whole),
            may("disableBreaks", Flag),
            need("expression", Text),
            may("generatePreview", Flag),
            may("includeCommandLineAPI", Flag),
            may("objectGroup", Text),
            may("replMode", Flag),
            may("returnByValue", Flag),
            may("silent", Flag),
            may("throwOnSideEffect", Flag),
            may("timeout", Number),
            may("uniqueContextId", Text),
            may("userGesture", Flag),
        ],
    ),
    ("Runtime.getExceptionDetails", &[need("errorObjectId", Text)]),
    (
        "Runtime.getProperties",
        &[
            may("accessorPropertiesOnly", Flag),
            may("generatePreview", Flag),
            may("nonIndexedPropertiesOnly", Flag),
            need("objectId", Text),
            may("ownProperties", Flag),
        ],
    ),
    ("Runtime.globalLexicalScopeNames", &[may("executionContextId", Whole)]),
    ("Runtime.queryObjects", &[may("objectGroup", Text), need("prototypeObjectId", Text)]),
    ("Runtime.releaseObject", &[need("objectId", Text)]),
    ("Runtime.releaseObjectGroup", &[need("objectGroup", Text)]),
    ("Runtime.removeBinding", &[need("name", Text)]),
    (
        "Runtime.runScript",
        &[
            may("awaitPromise", Flag),
            may("executionContextId", Whole),
            may("generatePreview", Flag),
            may("includeCommandLineAPI", Flag),
            may("objectGroup", Text),
            may("returnByValue", Flag),
            need("scriptId", Text),
            may("silent", Flag),
        ],
    ),
    ("Runtime.setAsyncCallStackDepth", &[need("maxDepth", Whole)]),
    ("Runtime.setCustomObjectFormatterEnabled", &[need("enabled", Flag)]),
    ("Runtime.setMaxCallStackSizeToCapture", &[need("size", Whole)]),
];

fn of(method: &str) -> &'static [Field] {
    METHODS.iter().find(|(name, _)| *name == method).map(|(_, fields)| *fields).unwrap_or_default()
}

/// Whether a request's parameters are those of its method; the refusal names what is missing or of
/// another kind. What is not known is left alone.
pub fn check(method: &str, params: &Value) -> Result<(), Refusal> {
    let Value::Object(given) = params else { return Ok(()) };
    check_fields(of(method), given, "params")
}

fn check_fields(fields: &[Field], given: &Map<String, Value>, path: &str) -> Result<(), Refusal> {
    // As V8 does: what is there first, then what is not.
    for Field { name, kind, is_optional } in fields {
        // `null` is nothing where nothing is needed.
        if let Some(value) = given.get(*name).filter(|value| !(*is_optional && value.is_null())) {
            check_kind(*kind, value, &format!("{path}.{name}"))?;
        }
    }
    match fields.iter().find(|field| !field.is_optional && !given.contains_key(field.name)) {
        Some(Field { name, .. }) => {
            Err(refused(&format!("{path}.{name}"), "BINDINGS: mandatory field missing"))
        }
        None => Ok(()),
    }
}

fn refused(path: &str, why: &str) -> Refusal {
    Refusal::parameters(format!("Failed to deserialize {path} - {why}"))
}

fn check_kind(kind: Kind, value: &Value, path: &str) -> Result<(), Refusal> {
    let is_whole = |number: f64| number.fract() == 0.0 && i32::try_from(number as i64).is_ok();
    let (fits, expected) = match kind {
        Text => (value.is_string(), "BINDINGS: string value"),
        Whole => (value.as_f64().is_some_and(is_whole), "BINDINGS: int32 value"),
        Number => (value.is_number(), "BINDINGS: double value"),
        Flag => (value.is_boolean(), "BINDINGS: bool value"),
        List => (value.is_array(), "CBOR: array start"),
        Record(fields) => match value {
            Value::Object(given) => return check_fields(fields, given, path),
            _ => (false, "CBOR: map start"),
        },
        Any => (true, ""),
    };
    if fits { Ok(()) } else { Err(refused(path, &format!("{expected} expected"))) }
}

/// The parameters of a method as `/json/protocol` lists them.
pub fn described(method: &str) -> Value {
    let field = |Field { name, kind, is_optional }: &Field| {
        let kind = match kind {
            Text => "string",
            Whole => "integer",
            Number => "number",
            Flag => "boolean",
            List => "array",
            Record(_) => "object",
            Any => "any",
        };
        let mut json = json!({ "name": name, "type": kind });
        if *is_optional {
            json["optional"] = json!(true);
        }
        json
    };
    of(method).iter().map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_or_of_another_kind_is_named() {
        let refused = |method: &str, params: Value| match check(method, &params) {
            Ok(()) => "fits".to_owned(),
            Err(refusal) => refusal.data().unwrap_or_default().to_owned(),
        };
        let missing =
            |name: &str| format!("Failed to deserialize params.{name} - BINDINGS: mandatory field missing");
        let other = |name: &str, kind: &str| {
            format!("Failed to deserialize params.{name} - BINDINGS: {kind} value expected")
        };
        assert_eq!(refused("Runtime.evaluate", json!({})), missing("expression"));
        assert_eq!(refused("Debugger.setVariableValue", json!({})), missing("callFrameId"));
        assert_eq!(
            refused("Debugger.setBreakpoint", json!({ "location": {} })),
            missing("location.lineNumber")
        );
        assert_eq!(refused("Runtime.evaluate", json!({ "expression": 1 })), other("expression", "string"));
        let wrong = json!({ "lineNumber": 1.5, "url": "a" });
        assert_eq!(refused("Debugger.setBreakpointByUrl", wrong), other("lineNumber", "int32"));
        let wrong = json!({ "location": { "lineNumber": 0, "scriptId": 5 } });
        assert_eq!(refused("Debugger.setBreakpoint", wrong), other("location.scriptId", "string"));
        assert_eq!(refused("Debugger.setSkipAllPauses", json!({ "skip": 1 })), other("skip", "bool"));
        assert_eq!(
            refused("Runtime.evaluate", json!({ "expression": "1", "timeout": null, "new": 5 })),
            "fits"
        );
        assert_eq!(refused("Debugger.pause", json!({ "anything": true })), "fits");
        let text = |start: &str| format!("Failed to deserialize params.{start} start expected");
        let wrong = json!({ "start": 5, "restrictToFunction": true });
        assert_eq!(refused("Debugger.getPossibleBreakpoints", wrong), text("start - CBOR: map"));
        let wrong = json!({ "patterns": "a" });
        assert_eq!(refused("Debugger.setBlackboxPatterns", wrong), text("patterns - CBOR: array"));
        // What is there is looked at before what is not.
        assert_eq!(refused("Debugger.evaluateOnCallFrame", json!({ "silent": 1 })), other("silent", "bool"));
        assert_eq!(refused("Runtime.evaluate", json!({ "expression": null })), other("expression", "string"));
    }

    #[test]
    fn they_are_looked_at_in_the_order_of_their_names() {
        for (method, fields) in METHODS {
            assert!(fields.is_sorted_by_key(|field| field.name), "{method}");
        }
        assert!(METHODS.is_sorted_by_key(|(method, _)| *method));
    }
}
