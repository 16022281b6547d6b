//! Expressions: evaluating and completing them (pure).

use std::collections::BTreeSet;

use runtime::debug::message::*;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde_json::{Value, json};

use super::envelope::{Refusal, To, read};
use super::stopped::GONE;
use super::{Dap, GROUP, Of, Stem, Then, from, to};

/// What an expression is evaluated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A person typed it, and means what it does.
    Repl,
    /// It is shown again at each stop.
    Watch,
    /// Nobody asked for an effect.
    Look,
    /// The value for a variable.
    Set,
}

/// So many names are offered.
const MOST_NAMES: usize = 1000;

impl Dap {
    pub(super) fn evaluate(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            expression: String,
            frame_id: Option<i64>,
            #[serde(default)]
            context: String,
        }
        let it: Arguments = read(arguments)?;
        let frame = self.asked_frame(it.frame_id)?;
        let how = match it.context.as_str() {
            "repl" => How::Repl,
            "hover" => How::Look,
            _ => How::Watch,
        };
        let is_plain = it.context == "clipboard";
        let request = self.evaluation(it.expression.clone(), frame, how);
        self.ask(to.clone(), request, Then::Evaluated { path: Some(it.expression), is_plain });
        Ok(())
    }

    /// `None`: none is named. Those that are only shown have no variables.
    fn asked_frame(&self, number: Option<i64>) -> Result<Option<FrameId>, Refusal> {
        let Some(number) = number.filter(|number| *number != 0) else { return Ok(None) };
        let frame = self.handles.frame(number).ok_or(GONE)?;
        Ok(self.frame(frame).map(|frame| frame.id))
    }

    pub(super) fn evaluation(&self, expression: String, frame: Option<FrameId>, how: How) -> Request {
        let place = match frame {
            Some(frame) => Place::Frame(frame),
            None => Place::Global(self.context.unwrap_or(FIRST_CONTEXT)),
        };
        let is_paused = self.pause.is_some();
        Request::Evaluate(Evaluate {
            expression,
            place,
            group: Some(GROUP.into()),
            shown: Shown { by_value: false, preview: true },
            flags: EvaluateFlags {
                silent: how != How::Repl,
                await_promise: false,
                // Its rules may wait for a promise, which a program that stands still never settles.
                repl: how == How::Repl && !is_paused,
                throw_on_side_effect: how == How::Look,
                command_line: how == How::Repl,
            },
            timeout_ms: None,
        })
    }

    /// `target = (value)`, where the client looks.
    pub(super) fn set_expression(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            expression: String,
            value: String,
            frame_id: Option<i64>,
        }
        let it: Arguments = read(arguments)?;
        let frame = self.asked_frame(it.frame_id)?;
        let text = format!("({}) = ({})", it.expression, it.value);
        let request = self.evaluation(text, frame, How::Set);
        let then = Then::Evaluated { path: Some(it.expression), is_plain: false };
        self.ask(to.clone(), request, then);
        Ok(())
    }

    pub(super) fn evaluated(&mut self, to: &To, then: Then, result: Result<RemoteValue, Box<Exception>>) {
        let value = match result {
            Ok(value) => value,
            Err(exception) => return self.threw(to, then, &exception.value),
        };
        match then {
            Then::Evaluated { path, is_plain, .. } => {
                let mut body = self.shown(&value, path, to.base);
                body["result"] = if is_plain { json!(to::plain(&value)) } else { body["value"].clone() };
                // The answer to `setExpression` has a value, and that to `evaluate` a result.
                if to.command == "evaluate"
                    && let Some(body) = body.as_object_mut()
                {
                    body.remove("value");
                }
                self.answer(to, Ok(body));
            }
            Then::Getter { name, path } => {
                let variable = self.variable(&name, &value, path, to.base);
                self.answer(to, Ok(json!({ "variables": [variable] })));
            }
            Then::NewValue { holder, name } => self.set_to(to, holder, name, value),
            Then::Completed { stem } => self.complete_members(to, &value, stem),
            _ => self.answer(to, Err("The program answered something else than was asked".into())),
        }
    }

    fn threw(&mut self, to: &To, then: Then, thrown: &RemoteValue) {
        match then {
            // What a name would be cannot be known without running something.
            Then::Completed { .. } => self.answer(to, Ok(json!({ "targets": [] }))),
            Then::Getter { name, .. } => {
                let text = format!("(throws {})", to::thrown(thrown));
                let variable = json!({ "name": name, "value": text, "variablesReference": 0 });
                self.answer(to, Ok(json!({ "variables": [variable] })));
            }
            _ => self.answer(to, Err(to::thrown(thrown))),
        }
    }

    // Completions

    pub(super) fn completions(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            text: String,
            column: i64,
            #[serde(default)]
            line: Option<i64>,
            frame_id: Option<i64>,
        }
        let it: Arguments = read(arguments)?;
        let frame = self.asked_frame(it.frame_id)?;
        let line = it.line.map_or(0, |line| self.counting().line(line)) as usize;
        let text = it.text.lines().nth(line).unwrap_or_default();
        let column = self.counting().column(it.column);
        let mut units = 0;
        let before = text.char_indices().find(|(_, sign)| {
            let is_there = units >= column;
            units += sign.len_utf16() as u32;
            is_there
        });
        let before = before.and_then(|(at, _)| text.get(..at)).unwrap_or(text);
        let (object, stem) = from::completed(before);
        let start = before.encode_utf16().count() - stem.encode_utf16().count();
        let stem = Stem { text: stem.to_owned(), start: start as u32 };
        match object {
            Some(object) => {
                let request = self.evaluation(object.to_owned(), frame, How::Look);
                self.ask(to.clone(), request, Then::Completed { stem });
            }
            None => self.complete_names(to, frame, stem),
        }
        Ok(())
    }

    /// What can be seen in a frame, or everywhere.
    fn complete_names(&mut self, to: &To, frame: Option<FrameId>, stem: Stem) {
        let Some(frame) = frame.and_then(|id| self.frame(id)) else {
            // Where nothing is paused the global object is asked for first.
            let request = self.evaluation("globalThis".into(), None, How::Look);
            return self.ask(to.clone(), request, Then::Completed { stem });
        };
        let scopes = frame.scopes.iter().filter_map(|scope| to::object(&scope.object));
        let objects: Vec<ObjectId> = scopes.map(|object| object.id).collect();
        self.list_names(to, &objects, true, stem);
    }

    fn complete_members(&mut self, to: &To, value: &RemoteValue, stem: Stem) {
        let prototype = match value {
            RemoteValue::Object(object) => return self.list_names(to, &[object.id], false, stem),
            RemoteValue::String(_) => "String.prototype",
            RemoteValue::Number(_) => "Number.prototype",
            RemoteValue::Boolean(_) => "Boolean.prototype",
            RemoteValue::BigInt(_) => "BigInt.prototype",
            RemoteValue::Symbol { .. } => "Symbol.prototype",
            RemoteValue::Undefined | RemoteValue::Null | RemoteValue::Json(_) => {
                return self.answer(to, Ok(json!({ "targets": [] })));
            }
        };
        let request = self.evaluation(prototype.into(), None, How::Look);
        self.ask(to.clone(), request, Then::Completed { stem });
    }

    fn list_names(&mut self, to: &To, objects: &[ObjectId], own: bool, stem: Stem) {
        let names = Of::Names { found: BTreeSet::new(), stem };
        let gathering = self.gather(to, objects.len() + 1, names);
        for object in objects {
            let request = Request::GetProperties(GetProperties {
                object: *object,
                own,
                accessors_only: false,
                non_indexed_only: true,
                preview: false,
                page: None,
            });
            self.ask(to.clone(), request, Then::Names { gathering });
        }
        if own {
            self.ask(to.clone(), Request::LexicalNames, Then::Names { gathering });
        } else {
            self.gathered(gathering);
        }
    }

    /// Names, and whether each is inherited.
    pub(super) fn named(&mut self, gathering: u64, names: Vec<(bool, String)>) {
        if let Some(super::Gathering { of: Of::Names { found, stem }, .. }) =
            self.gatherings.get_mut(&gathering)
        {
            let fits = |(_, name): &(bool, String)| name.starts_with(&stem.text) && to::is_identifier(name);
            found.extend(names.into_iter().filter(fits));
        }
        self.gathered(gathering);
    }

    pub(super) fn targets(&self, found: BTreeSet<(bool, String)>, stem: &Stem) -> Value {
        let length = stem.text.encode_utf16().count();
        let start = stem.start + self.counting().first_column;
        let mut seen = FxHashSet::default();
        let mut targets = Vec::new();
        for (is_inherited, name) in found {
            if targets.len() < MOST_NAMES && seen.insert(name.clone()) {
                // Clients sort by themselves.
                let key = format!("{}{name}", u8::from(is_inherited));
                targets.push(json!({
                    "label": name, "sortText": key, "start": start, "length": length, "type": "property",
                }));
            }
        }
        json!({ "targets": targets })
    }
}
