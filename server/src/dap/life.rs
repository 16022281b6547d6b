//! From joining to leaving: what begins, what a save changes, how it ends (pure).

use runtime::debug::message::{Command, ContextId, Request, Script};
use runtime::message;
use serde::Deserialize;
use serde_json::{Value, json};

use super::envelope::{Refusal, To, read};
use super::from::Client;
use super::output::{Output, Place};
use super::{ASYNC_DEPTH, Dap, Effect, Origin, Preparing, THREAD, Wish, to};

/// The one progress that there is.
const PREPARING: &str = "preparing";

impl Dap {
    pub(super) fn initialize(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        let client: Client = read(arguments)?;
        if client.path_format.as_deref().is_some_and(|format| format != "path") {
            return Err("paths are written as paths here, not as URIs".into());
        }
        self.client = client;
        self.answer(to, Ok(to::capabilities()));
        Ok(())
    }

    /// The answer to `launch` and `attach`; the client may say now where to stop.
    pub(super) fn begin(&mut self, to: &To) {
        self.answer(to, Ok(Value::Null));
        let method = match self.origin {
            Origin::Launched(_) => "launch",
            Origin::Attached => "attach",
        };
        let process = json!({ "name": self.name, "isLocalProcess": true, "startMethod": method });
        self.event("process", process);
        let is_launched = matches!(self.origin, Origin::Launched(_));
        if is_launched && self.client.supports_progress_reporting && self.preparing == Preparing::Unseen {
            self.preparing = Preparing::Shown;
            let title = format!("Reading and linking {}", self.name);
            self.event(
                "progressStart",
                json!({ "progressId": PREPARING, "title": title, "requestId": to.seq }),
            );
        }
        self.event("thread", json!({ "reason": "started", "threadId": THREAD }));
        // It runs: Helix takes a thread that it hears of for one that stands still, and then does not show where it stops.
        self.event("continued", json!({ "threadId": THREAD, "allThreadsContinued": true }));
        self.event("initialized", Value::Null);
        if self.pause.is_some() {
            self.tell_pause();
        }
    }

    /// The program runs, or says why it does not.
    pub(super) fn prepared(&mut self) {
        if std::mem::replace(&mut self.preparing, Preparing::Over) == Preparing::Shown {
            self.event("progressEnd", json!({ "progressId": PREPARING }));
        }
    }

    pub(super) fn joined(&mut self) {
        self.tell_core(Request::SetAsyncDepth(ASYNC_DEPTH));
        for incoming in self.held.take().unwrap_or_default() {
            self.obey(incoming);
        }
    }

    pub(super) fn disconnect(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            terminate_debuggee: Option<bool>,
        }
        let Arguments { terminate_debuggee } = read(arguments)?;
        let ends = terminate_debuggee.unwrap_or(matches!(self.origin, Origin::Launched(_)));
        self.answer(to, Ok(Value::Null));
        self.leave(ends);
        Ok(())
    }

    /// The client is gone, or goes; the program ends with it or goes on.
    pub fn leave(&mut self, ends: bool) {
        if ends && !self.has_ended {
            self.effects.push(Effect::Program(Wish::Stop));
        }
        self.effects.push(Effect::Core(Command::Detach(self.id)));
        self.effects.push(Effect::Leave);
    }

    pub(super) fn wish(&mut self, to: &To, wish: Wish) {
        self.answer(to, Ok(Value::Null));
        // What stands still cannot end.
        if wish == Wish::Stop && self.pause.is_some() {
            self.tell_core(Request::SetSkipPauses(true));
            self.tell_core(Request::Terminate);
            self.tell_core(Request::Resume);
        }
        self.effects.push(Effect::Program(wish));
    }

    /// Tells what is said of the program, and its end.
    pub(super) fn follow(&mut self, event: &message::Event) {
        if self.has_ended {
            return;
        }
        if let message::Event::Outcome(report) = event {
            let gone = report.pruned.iter().map(|path| self.sources.of_path(path)).collect::<Vec<_>>();
            for source in gone {
                self.event("loadedSource", json!({ "reason": "removed", "source": source }));
            }
        }
        let (outputs, code) = self.teller.tell(event);
        for output in outputs {
            self.output(output);
        }
        if let Some(code) = code {
            self.end(Some(code));
        } else if matches!(event, message::Event::Stopped { .. }) {
            self.end(Some(0));
        }
    }

    /// The program is over; nobody hears more of it.
    pub fn end(&mut self, code: Option<u8>) {
        if std::mem::replace(&mut self.has_ended, true) {
            return;
        }
        self.prepared();
        if let Some(code) = code {
            self.event("exited", json!({ "exitCode": code }));
        }
        self.event("terminated", Value::Null);
    }

    pub fn has_ended(&self) -> bool {
        self.has_ended
    }

    pub(super) fn output(&mut self, output: Output) {
        let mut body = json!({ "category": output.category, "output": output.text });
        if let Some(group) = output.group {
            body["group"] = json!(group);
        }
        let place = match output.place {
            Some(Place::File(path, position)) => Some((self.sources.of_path(&path), position)),
            Some(Place::Script(at)) => {
                self.sources.of_script(at.script, &self.scripts).map(|source| (source, at.position))
            }
            None => None,
        };
        if let Some((source, position)) = place {
            let (line, column) = self.counting().show(position);
            body["source"] = source;
            body["line"] = json!(line);
            body["column"] = json!(column);
        }
        if !output.values.is_empty() {
            body["variablesReference"] = json!(self.handles.print(output.values));
        }
        self.event("output", body);
    }

    // Generations

    pub(super) fn contexts_cleared(&mut self) {
        self.context = None;
        self.handles.clear();
        self.sources.retire(self.scripts.take());
    }

    pub(super) fn context_created(&mut self, context: ContextId) {
        self.context = Some(context);
        if self.held.is_none() && self.client.supports_invalidated_event {
            self.event("invalidated", json!({ "areas": ["all"] }));
        }
    }

    pub(super) fn script_parsed(&mut self, script: Script) {
        let id = script.id;
        let reason = self.sources.comes(&script);
        self.scripts.add(script);
        let source = self.sources.of_script(id, &self.scripts);
        if let (Some(reason), Some(source), true) = (reason, source, self.held.is_none()) {
            self.event("loadedSource", json!({ "reason": reason, "source": source }));
        }
    }
}

#[cfg(test)]
mod tests {
    use runtime::debug::message::{ClientId, Event};
    use runtime::ids::{Attempt, Generation};
    use runtime::message::Cause;

    use super::*;
    use crate::cli::progress::Mode;

    fn joined(origin: Origin, shows_progress: bool) -> Dap {
        let mut dap = Dap::new(ClientId(0), origin, "main.ts".to_owned(), "/w".into());
        dap.heard(&message::Event::Debug(Event::Attached { client: ClientId(0) }));
        let arguments = json!({ "supportsProgressReporting": shows_progress });
        dap.said(&json!({ "type": "request", "seq": 1, "command": "initialize", "arguments": arguments }));
        dap
    }

    fn launch(dap: &mut Dap) {
        dap.said(&json!({ "type": "request", "seq": 2, "command": "launch", "arguments": {} }));
    }

    fn started() -> message::Event {
        message::Event::Started { generation: Generation(1), attempt: Attempt(1), cause: Cause::Start }
    }

    /// The progress that was told since the last time.
    fn told(dap: &mut Dap) -> Vec<(String, Value)> {
        let sent = dap.effects().into_iter().filter_map(|effect| match effect {
            Effect::Send(message) => Some((message["event"].as_str()?.to_owned(), message["body"].clone())),
            _ => None,
        });
        sent.filter(|(name, _)| name.starts_with("progress")).collect()
    }

    #[test]
    fn a_client_shows_that_a_program_is_read_until_it_runs_is_refused_or_over() {
        let refused = message::Event::Refused {
            attempt: Attempt(1),
            cause: Cause::Start,
            errors: Vec::new(),
            duration: std::time::Duration::ZERO,
        };
        let ends: [&dyn Fn(&mut Dap); 3] =
            [&|dap| dap.heard(&started()), &|dap| dap.heard(&refused), &|dap| dap.end(None)];
        for end in ends {
            let mut dap = joined(Origin::Launched(Mode::Once), true);
            launch(&mut dap);
            let begun = told(&mut dap);
            assert_eq!(begun.len(), 1, "{begun:?}");
            assert_eq!((begun[0].0.as_str(), &begun[0].1["requestId"]), ("progressStart", &json!(2)));
            end(&mut dap);
            let id = begun[0].1["progressId"].clone();
            assert_eq!(told(&mut dap), [("progressEnd".to_owned(), json!({ "progressId": id }))]);
            dap.heard(&started());
            assert_eq!(told(&mut dap), [], "it is told once");
        }
    }

    #[test]
    fn nothing_is_shown_where_there_is_nothing_to_wait_for_or_nobody_shows_it() {
        let mut early = joined(Origin::Launched(Mode::Hot), true);
        early.heard(&started());
        for mut dap in [early, joined(Origin::Launched(Mode::Once), false), joined(Origin::Attached, true)] {
            launch(&mut dap);
            dap.heard(&started());
            assert_eq!(told(&mut dap), []);
        }
    }
}
