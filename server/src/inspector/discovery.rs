//! What `/json` and its kin answer (pure).

use serde_json::{Value, json};

/// What can be debugged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The secret part of its address.
    pub id: String,
    /// What people see.
    pub title: String,
    /// The `file:` URL of the entry.
    pub url: String,
}

impl Target {
    /// Where a client finds the target, as seen from `host`.
    pub fn websocket_url(&self, host: &str) -> String {
        format!("ws://{host}/{}", self.id)
    }

    /// The page of DevTools that Chrome has inside.
    pub fn devtools_url(&self, host: &str) -> String {
        format!("devtools://devtools/bundled/js_app.html?experiments=true&v8only=true&ws={host}/{}", self.id)
    }

    fn listed(&self, host: &str) -> Value {
        json!({
            "description": "saveloop",
            "devtoolsFrontendUrl": self.devtools_url(host),
            "devtoolsFrontendUrlCompat":
                format!("devtools://devtools/bundled/inspector.html?experiments=true&v8only=true&ws={host}/{}", self.id),
            "id": self.id,
            "title": self.title,
            "type": "node",
            "url": self.url,
            "webSocketDebuggerUrl": self.websocket_url(host),
        })
    }
}

/// The answer to a path, as a text of JSON; `None`: nothing is there. Addresses in it are written
/// as the client wrote the host, since only that one reaches through what may lie between.
pub fn answer(path: &str, host: &str, target: &Target, protocol: &str) -> Option<String> {
    let value = match path {
        "/json" | "/json/list" => json!([target.listed(host)]),
        "/json/version" => json!({
            "Browser": concat!("saveloop/v", env!("CARGO_PKG_VERSION")),
            "Protocol-Version": "1.3",
        }),
        "/json/protocol" => return Some(protocol.to_owned()),
        _ => return None,
    };
    Some(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target() -> Target {
        Target { id: "secret".into(), title: "main.ts".into(), url: "file:///p/main.ts".into() }
    }

    #[test]
    fn the_list_names_the_target_as_the_client_named_the_host() {
        for path in ["/json", "/json/list"] {
            let text = answer(path, "localhost:1234", &target(), "").expect("a list");
            let list: Value = serde_json::from_str(&text).expect("JSON");
            assert_eq!(list[0]["webSocketDebuggerUrl"], "ws://localhost:1234/secret");
            assert_eq!((&list[0]["type"], &list[0]["url"]), (&json!("node"), &json!("file:///p/main.ts")));
            assert!(
                list[0]["devtoolsFrontendUrl"]
                    .as_str()
                    .is_some_and(|url| url.ends_with("ws=localhost:1234/secret"))
            );
        }
    }

    #[test]
    fn the_version_gives_no_address() {
        let text = answer("/json/version", "localhost", &target(), "").expect("a version");
        assert!(text.contains("Protocol-Version") && !text.contains("webSocketDebuggerUrl"), "{text}");
    }

    #[test]
    fn nothing_else_is_there() {
        assert_eq!(answer("/json/protocol", "localhost", &target(), "{}"), Some("{}".to_owned()));
        for path in ["/", "/json/", "/json/new", "/json/listing", "json", "/secret"] {
            assert_eq!(answer(path, "localhost", &target(), "{}"), None, "{path}");
        }
    }
}
