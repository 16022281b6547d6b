//! A program that stands still: why, where, and how it goes on (pure).

use runtime::debug::message::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::envelope::{Refusal, To, read};
use super::handles::Held;
use super::{Dap, THREAD, Then, to};

impl Dap {
    pub(super) fn paused(&mut self, pause: Box<Pause>) {
        self.is_going = false;
        self.pause = Some(pause);
        // Whoever joins hears of it behind `initialized`.
        if self.held.is_none() {
            self.tell_pause();
        }
    }

    pub(super) fn tell_pause(&mut self) {
        let Some(pause) = &self.pause else { return };
        let (hit, are_functions) = self.hit(&pause.hit);
        let (reason, description, text) = match &pause.reason {
            Reason::Start => ("entry", "Paused on entry", None),
            Reason::Asked => ("pause", "Paused", None),
            Reason::Step => ("step", "Paused on step", None),
            Reason::Breakpoint if are_functions => {
                ("function breakpoint", "Paused on function breakpoint", None)
            }
            Reason::Breakpoint => ("breakpoint", "Paused on breakpoint", None),
            Reason::Debugger => ("pause", "Paused on debugger statement", None),
            Reason::Exception { value, .. } => ("exception", "Paused on exception", Some(to::thrown(value))),
            Reason::Rejection { value } => {
                ("exception", "Paused on promise rejection", Some(to::thrown(value)))
            }
        };
        let mut body = json!({
            "reason": reason,
            "description": description,
            "threadId": THREAD,
            "allThreadsStopped": true,
        });
        if let Some(text) = text {
            body["text"] = json!(text);
        }
        if !hit.is_empty() {
            body["hitBreakpointIds"] = json!(hit);
        }
        self.event("stopped", body);
    }

    pub(super) fn resumed(&mut self) {
        self.pause = None;
        self.handles.resume();
        if !std::mem::take(&mut self.is_going) {
            self.event("continued", json!({ "threadId": THREAD, "allThreadsContinued": true }));
        }
    }

    pub(super) fn go(&mut self, to: &To, request: Request, then: Then) -> Result<(), Refusal> {
        if self.pause.is_none() {
            return Err("The program is running".into());
        }
        self.is_going = true;
        self.ask(to.clone(), request, then);
        Ok(())
    }

    /// The frames, then who scheduled what runs: each with a line in front that says by what.
    pub(super) fn stack_trace(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        #[derive(Default)]
        struct Arguments {
            start_frame: usize,
            levels: usize,
        }
        let Arguments { start_frame, levels } = read(arguments)?;
        let pause = self.pause.clone().ok_or("The program is running")?;
        let mut listed: Vec<Listed> = pause.frames.iter().map(Listed::Frame).collect();
        let mut parent = pause.async_stack.as_deref();
        while let Some(stack) = parent {
            listed.push(Listed::Label(&stack.description));
            listed.extend(stack.frames.iter().map(Listed::Caller));
            parent = stack.parent.as_deref();
        }
        let total = listed.len();
        let levels = if levels == 0 { total } else { levels };
        let frames = listed.into_iter().skip(start_frame).take(levels).map(|it| self.listed_frame(&it));
        let frames: Value = frames.collect();
        self.answer(to, Ok(json!({ "stackFrames": frames, "totalFrames": total })));
        Ok(())
    }

    fn listed_frame(&mut self, frame: &Listed) -> Value {
        let (name, at, id) = match frame {
            Listed::Label(text) => {
                let id = self.handles.add(Held::Frame(NOWHERE), true);
                return json!({ "id": id, "name": text, "line": 0, "column": 0, "presentationHint": "label" });
            }
            Listed::Frame(frame) => {
                let is_module = frame.function.is_empty()
                    && frame
                        .scopes
                        .iter()
                        .all(|scope| !matches!(scope.kind, ScopeKind::Local | ScopeKind::Closure));
                let name = match frame.function.as_str() {
                    "" if is_module => "<module>",
                    "" => "<anonymous>",
                    name => name,
                };
                (name, frame.location, Held::Frame(frame.id))
            }
            Listed::Caller(frame) => {
                let name = if frame.function.is_empty() { "<anonymous>" } else { &frame.function };
                (name, frame.location, Held::Frame(NOWHERE))
            }
        };
        let id = self.handles.add(id, true);
        let (line, column) = self.counting().show(at.position);
        let mut body = json!({ "id": id, "name": name, "line": line, "column": column });
        match self.sources.of_script(at.script, &self.scripts) {
            Some(source) => body["source"] = source,
            None => body["presentationHint"] = json!("subtle"),
        }
        body
    }

    pub(super) fn scopes(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            frame_id: i64,
        }
        let Arguments { frame_id } = read(arguments)?;
        let frame = self.handles.frame(frame_id).ok_or(GONE)?;
        let found = self.frame(frame).cloned();
        let (scopes, script) =
            found.map_or((Vec::new(), None), |frame| (frame.scopes, Some(frame.location.script)));
        let mut shown = Vec::new();
        for (index, scope) in scopes.iter().enumerate() {
            let Some(object) = to::object(&scope.object) else { continue };
            let held = Held::Scope { frame, index: index as u32, object: object.id };
            let number = self.handles.add(held, true);
            let is_global = scope.kind == ScopeKind::Global;
            let mut body = json!({ "name": to::scope_name(scope), "variablesReference": number, "expensive": is_global });
            if scope.kind == ScopeKind::Local {
                body["presentationHint"] = json!("locals");
            }
            if let (Some((from, to)), Some(script)) = (scope.range, script) {
                let [(line, column), (end_line, end_column)] = [from, to].map(|at| self.counting().show(at));
                body["line"] = json!(line);
                body["column"] = json!(column);
                body["endLine"] = json!(end_line);
                body["endColumn"] = json!(end_column);
                if let Some(source) = self.sources.of_script(script, &self.scripts) {
                    body["source"] = source;
                }
            }
            shown.push(body);
        }
        self.answer(to, Ok(json!({ "scopes": shown })));
        Ok(())
    }

    /// A frame of the present pause.
    pub(super) fn frame(&self, id: FrameId) -> Option<&CallFrame> {
        self.pause.as_ref()?.frames.iter().find(|frame| frame.id == id)
    }

    pub(super) fn exception_info(&mut self, to: &To) -> Result<(), Refusal> {
        let reason = self.pause.as_ref().map(|pause| pause.reason.clone());
        let (value, mode) = match reason {
            Some(Reason::Exception { value, uncaught: true }) => (value, "unhandled"),
            Some(Reason::Exception { value, uncaught: false }) => (value, "always"),
            Some(Reason::Rejection { value }) => (value, "unhandled"),
            _ => return Err("The program is not paused on an exception".into()),
        };
        let stack = to::object(&value).map(|object| object.description.clone());
        let body = json!({
            "exceptionId": to::type_name(&value),
            "description": to::thrown(&value),
            "breakMode": mode,
            "details": {
                "message": to::thrown(&value),
                "typeName": to::type_name(&value),
                "stackTrace": stack,
            },
        });
        self.answer(to, Ok(body));
        Ok(())
    }
}

/// A frame that has no variables: it is only shown.
const NOWHERE: FrameId = FrameId { pause: u32::MAX, index: u32::MAX };
/// What is said of a number that a pause before has given out.
pub(super) const GONE: &str = "It belongs to a pause that is over";

enum Listed<'p> {
    Frame(&'p CallFrame),
    Label(&'p str),
    Caller(&'p StackFrame),
}
