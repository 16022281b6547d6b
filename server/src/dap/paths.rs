//! Paths as the system knows them, links followed: a file may have several, and a script has one.

use std::path::Path;

use serde_json::{Value, json};

/// Names the file of a request by the path that scripts have; `written` is the client's own.
pub fn settle(message: &mut Value) {
    if message["type"] != "request" {
        return;
    }
    let Some(arguments) = message.get_mut("arguments") else { return };
    let Some(written) = arguments["source"]["path"].as_str().map(str::to_owned) else { return };
    // What is not there yet is meant as it is written.
    let Ok(path) = Path::new(&written).canonicalize() else { return };
    arguments["source"]["path"] = json!(path);
    arguments["written"] = json!(written);
}
