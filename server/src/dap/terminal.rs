//! A program in a terminal of the client's: the client starts it there (`runInTerminal`), it tells by a
//! number where it lets debuggers in, and the conversation is carried there.

use serde_json::{Value, json};

use super::envelope::Refusal;
use super::launch::{Arguments, Console, Place};

/// What was asked of the client, until the program has answered.
pub struct Opening {
    pub token: u32,
    /// The number of our request.
    pub asked: i64,
    /// The client's.
    pub launch: Value,
    /// What it said meanwhile.
    pub held: Vec<Value>,
}

pub struct News {
    pub token: u32,
    /// Where debuggers are let in, or why nowhere.
    pub address: Result<String, Refusal>,
}

/// Begins to wait for the program; yields its number and what the client is asked for.
pub fn ask(arguments: &Arguments, tell: impl FnOnce(News) + Send + 'static) -> Result<(u32, Value), Refusal> {
    let place = arguments.place()?;
    let itself =
        std::env::current_exe().map_err(|error| format!("saveloop does not find itself: {error}"))?;
    let token = wait(tell)?;
    Ok((token, request(arguments, &place, &itself.display().to_string(), token)))
}

fn request(arguments: &Arguments, place: &Place, itself: &str, token: u32) -> Value {
    let Place { cwd, entry, env_files } = place;
    let start = if arguments.stop_on_entry { "--inspect-brk" } else { "--inspect-wait" };
    let mut words = vec![
        itself.to_owned(),
        "run".to_owned(),
        format!("{start}=127.0.0.1:0"),
        format!("--inspect-told={token}"),
    ];
    words.extend(arguments.hot.then(|| "--hot".to_owned()));
    words.extend(env_files.iter().map(|file| format!("--env-file={}", file.display())));
    words.push(entry.display().to_string());
    if !arguments.args.is_empty() {
        words.push("--".to_owned());
        words.extend(arguments.args.iter().cloned());
    }
    let kind = if arguments.console == Console::External { "external" } else { "integrated" };
    let title = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut request = json!({ "kind": kind, "title": title, "cwd": cwd, "args": words });
    let given = arguments.env.iter().filter_map(|(name, value)| Some((name.clone(), json!(value.as_ref()?))));
    let given: serde_json::Map<String, Value> = given.collect();
    if !given.is_empty() {
        request["env"] = Value::Object(given);
    }
    request
}

#[cfg(unix)]
fn wait(tell: impl FnOnce(News) + Send + 'static) -> Result<u32, Refusal> {
    use std::time::Duration;

    use crate::inspector::rendezvous::{Answer, Waiting};

    /// A terminal may have a shell that begins slowly.
    const PATIENCE: Duration = Duration::from_secs(60);
    /// No process has such a number.
    const NO_PROCESS: u32 = 1 << 31;

    let failed = |error: &dyn std::fmt::Display| format!("no program in a terminal can be heard: {error}");
    let random = getrandom::u32().map_err(|error| failed(&error))?;
    let token = random | NO_PROCESS;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build();
    let runtime = runtime.map_err(|error| failed(&error))?;
    // The program cannot answer before somebody listens.
    let waiting = runtime.block_on(async { Waiting::new(token) }).map_err(|error| failed(&error))?;
    let hear = move || {
        let address = match runtime.block_on(waiting.answer(PATIENCE)) {
            Ok(Some(Answer::Listening { url })) => Ok(url),
            Ok(Some(Answer::Failed { why })) => Err(why),
            Ok(None) => {
                Err("the program in the terminal says nothing; what the terminal shows may tell why".into())
            }
            Err(error) => Err(format!("no program in a terminal can be heard: {error}")),
        };
        tell(News { token, address });
    };
    std::thread::Builder::new().name("dap terminal".into()).spawn(hear).map_err(|error| failed(&error))?;
    Ok(token)
}

#[cfg(not(unix))]
fn wait(_tell: impl FnOnce(News) + Send + 'static) -> Result<u32, Refusal> {
    Err("on this system a program in a terminal is attached to by its address".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_is_asked_for_a_run_that_waits_for_its_debugger() {
        let place = Place { cwd: "/w".into(), entry: "/w/main.ts".into(), env_files: vec!["/w/.env".into()] };
        let asked = |arguments: Value| {
            let arguments = super::super::envelope::read(arguments).expect("arguments");
            request(&arguments, &place, "saveloop", 7)
        };
        let plain = asked(json!({ "program": "main.ts", "hot": false, "console": "integratedTerminal" }));
        let words = [
            "saveloop",
            "run",
            "--inspect-wait=127.0.0.1:0",
            "--inspect-told=7",
            "--env-file=/w/.env",
            "/w/main.ts",
        ];
        assert_eq!(plain, json!({ "kind": "integrated", "title": "main.ts", "cwd": "/w", "args": words }));
        let full = asked(json!({
            "program": "main.ts", "console": "externalTerminal", "stopOnEntry": true,
            "args": ["-x", "two words"], "env": { "A": "1", "B": null },
        }));
        assert_eq!((&full["kind"], &full["env"]), (&json!("external"), &json!({ "A": "1" })));
        assert_eq!(full["args"][2], "--inspect-brk=127.0.0.1:0");
        assert_eq!(full["args"][4], "--hot");
        assert_eq!(
            full["args"].as_array().map(|words| &words[6..]),
            Some(&[json!("/w/main.ts"), json!("--"), json!("-x"), json!("two words")][..])
        );
    }
}
