//! Messages as the protocol frames them: requests in, responses and events out (pure).

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::to::Base;

/// A request of the client.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    pub to: To,
    pub arguments: Value,
}

/// Whom an answer is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct To {
    pub seq: i64,
    pub command: String,
    /// How it wants numbers.
    pub base: Base,
}

/// Why a request is not done: a sentence for people.
pub type Refusal = String;

/// `None`: no request. Answers to requests of ours, say, of which there are none.
pub fn parse(message: &Value) -> Option<Incoming> {
    let command = message["command"].as_str().filter(|_| message["type"] == "request")?;
    let arguments = &message["arguments"];
    let base = if arguments["format"]["hex"] == true { Base::Sixteen } else { Base::Ten };
    let to = To { seq: message["seq"].as_i64()?, command: command.to_owned(), base };
    Some(Incoming { to, arguments: arguments.clone() })
}

/// The arguments of a request. Some clients leave them out where there are none; Lua writes no table that
/// is empty as anything but a list.
pub fn read<T: DeserializeOwned>(arguments: Value) -> Result<T, Refusal> {
    let is_nothing = arguments.is_null() || arguments.as_array().is_some_and(Vec::is_empty);
    let arguments = if is_nothing { json!({}) } else { arguments };
    serde_json::from_value(arguments).map_err(|error| format!("the arguments are not understood: {error}"))
}

pub fn answer(seq: i64, to: &To, result: Result<Value, Refusal>) -> Value {
    let mut message = json!({ "seq": seq, "type": "response", "request_seq": to.seq, "command": to.command });
    match result {
        Ok(body) => {
            message["success"] = json!(true);
            if !body.is_null() {
                message["body"] = body;
            }
        }
        Err(why) => {
            message["success"] = json!(false);
            message["message"] = json!(why);
            // A number for each sentence would say nothing more.
            let is_no_news = why == CANCELLED;
            message["body"] =
                json!({ "error": { "id": 1, "format": escaped(&why), "showUser": !is_no_news } });
        }
    }
    message
}

/// What the protocol says of a request that was cancelled.
pub const CANCELLED: &str = "cancelled";

/// Braces in a format name variables.
fn escaped(text: &str) -> String {
    text.replace(['{', '}'], "'")
}

/// A request of ours.
pub fn request(seq: i64, command: &str, arguments: Value) -> Value {
    json!({ "seq": seq, "type": "request", "command": command, "arguments": arguments })
}

pub fn event(seq: i64, name: &str, body: Value) -> Value {
    let mut message = json!({ "seq": seq, "type": "event", "event": name });
    if !body.is_null() {
        message["body"] = body;
    }
    message
}
