//! The frame around every message: requests in, replies, errors and events out (pure).

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A request as it came.
#[derive(Debug, PartialEq)]
pub struct Incoming {
    pub id: i64,
    pub method: String,
    pub params: Value,
}

/// Why a request is not done, with the number that clients know it by.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    code: i32,
    message: String,
    data: Option<String>,
}

impl Refusal {
    /// Understood, and not possible now or here.
    pub fn state(message: impl Into<String>) -> Self {
        Self { code: -32000, message: message.into(), data: None }
    }

    pub fn unknown_method(method: &str) -> Self {
        Self { code: -32601, message: format!("'{method}' wasn't found"), data: None }
    }

    /// `why` names the parameter.
    pub fn parameters(why: impl Into<String>) -> Self {
        Self { code: -32602, message: "Invalid parameters".into(), data: Some(why.into()) }
    }

    /// Parameters that exclude each other, or are of no use together.
    pub fn senseless(message: impl Into<String>) -> Self {
        Self { code: -32602, message: message.into(), data: None }
    }

    /// A name that does not exist where a value is written.
    pub fn internal(message: impl Into<String>) -> Self {
        Self { code: -32603, message: message.into(), data: None }
    }

    /// What `Invalid parameters` names.
    #[cfg(test)]
    pub fn data(&self) -> Option<&str> {
        self.data.as_deref()
    }

    fn as_json(&self) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(data) = &self.data {
            error["data"] = json!(data);
        }
        error
    }
}

/// Reads a message; what is no request is answered with the text it yields.
pub fn parse(text: &str) -> Result<Incoming, String> {
    let refuse = |id: Option<i64>, code, message: &str| {
        let error = Refusal { code, message: message.to_owned(), data: None };
        let id = id.map_or(Value::Null, Value::from);
        json!({ "id": id, "error": error.as_json() }).to_string()
    };
    let message: Value = serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&whole_signs(text)))
        .map_err(|_| refuse(None, -32700, "Message must be a valid JSON"))?;
    let Value::Object(mut message) = message else {
        return Err(refuse(None, -32600, "Message must be an object"));
    };
    let id = message.get("id").and_then(whole).filter(|id| i32::try_from(*id).is_ok());
    let Some(id) = id else {
        return Err(refuse(None, -32600, "Message must have integer 'id' property"));
    };
    let Some(Value::String(method)) = message.remove("method") else {
        return Err(refuse(Some(id), -32600, "Message must have string 'method' property"));
    };
    if message.get("sessionId").is_some_and(|session| !session.is_string()) {
        return Err(refuse(Some(id), -32600, "Message may have string 'sessionId' property"));
    }
    if message.keys().any(|key| !["id", "sessionId", "params"].contains(&key.as_str())) {
        let known = "Message has property other than 'id', 'method', 'sessionId', 'params'";
        return Err(refuse(Some(id), -32600, known));
    }
    match message.remove("params") {
        None | Some(Value::Null) => Ok(Incoming { id, method, params: json!({}) }),
        Some(params @ Value::Object(_)) => Ok(Incoming { id, method, params }),
        Some(_) => Err(refuse(Some(id), -32600, "Message may have object 'params' property")),
    }
}

/// `1e3` is a whole number too.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().filter(|it| it.fract() == 0.0).map(|it| it as i64))
}

/// The same where halves of signs, which JavaScript's texts may have and ours not, are replaced.
fn whole_signs(text: &str) -> String {
    let unit = |at: usize| -> Option<u32> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let (mut whole, mut from, mut at) = (String::with_capacity(text.len()), 0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        let start = at + found;
        at = start + 2;
        match unit(start) {
            Some(0xd800..=0xdbff) if matches!(unit(start + 6), Some(0xdc00..=0xdfff)) => at = start + 12,
            Some(0xd800..=0xdfff) => {
                whole += text.get(from..start).unwrap_or_default();
                whole += "\\ufffd";
                at = start + 6;
                from = at;
            }
            _ => {}
        }
    }
    whole + text.get(from..).unwrap_or_default()
}

/// The parameters of a method; the refusal names what is missing or of the wrong kind.
pub fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::parameters(error.to_string()))
}

pub fn reply(id: i64, answer: &Result<Value, Refusal>) -> String {
    match answer {
        Ok(result) => json!({ "id": id, "result": result }).to_string(),
        Err(refusal) => json!({ "id": id, "error": refusal.as_json() }).to_string(),
    }
}

pub fn event(method: &str, params: Value) -> String {
    json!({ "method": method, "params": params }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_needs_no_params() {
        let incoming = Incoming { id: 3, method: "Runtime.enable".into(), params: json!({}) };
        assert_eq!(parse(r#"{"id":3,"method":"Runtime.enable"}"#), Ok(incoming));
    }

    #[test]
    fn what_is_no_request_is_answered_all_the_same() {
        let code = |text: &str| {
            let answer: Value = serde_json::from_str(&parse(text).expect_err("no request")).expect("JSON");
            (answer["id"].clone(), answer["error"]["code"].as_i64().expect("a code"))
        };
        let nested = "[".repeat(100_000);
        for broken in ["{not json", "", "\u{0}", nested.as_str()] {
            assert_eq!(code(broken), (Value::Null, -32700), "{:.20}", broken);
        }
        for wrong in [
            "[]",
            "null",
            "1",
            r#"{"id":"x","method":"a"}"#,
            r#"{"method":"a"}"#,
            r#"{"id":1.5,"method":"a"}"#,
            r#"{"id":3000000000,"method":"a"}"#,
        ] {
            assert_eq!(code(wrong), (Value::Null, -32600), "{wrong}");
        }
        for wrong in [
            r#"{"id":7}"#,
            r#"{"id":7,"method":1}"#,
            r#"{"id":7,"method":"a","params":[]}"#,
            r#"{"id":7,"method":"a","sessionId":1}"#,
            r#"{"id":7,"method":"a","more":1}"#,
        ] {
            assert_eq!(code(wrong), (json!(7), -32600), "{wrong}");
        }
    }
}
