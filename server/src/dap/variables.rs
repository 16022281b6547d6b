//! Variables: listing them, part by part, and setting them (pure).

use runtime::debug::message::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::envelope::{Refusal, To, read};
use super::handles::Held;
use super::stopped::GONE;
use super::to::Base;
use super::{Dap, GROUP, Then, memory, to};

/// Which properties are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    All,
    Indexed,
    Named,
    /// Later named ones: what the language keeps about the object was in the first part.
    MoreNamed,
}

/// Runs a getter on the object it belongs to.
const CALL_GETTER: &str = "function(get) { return Reflect.apply(get, this, []); }";
const SET_PROPERTY: &str = "function(name, value) { 'use strict'; this[name] = value; }";

impl Dap {
    /// A value: its text, its type, and the number to ask further by.
    pub(super) fn shown(&mut self, value: &RemoteValue, path: Option<String>, base: Base) -> Value {
        let mut body = json!({
            "value": to::text(value, base),
            "type": to::type_name(value),
            "variablesReference": 0,
        });
        if let Some(object) = to::object(value) {
            let held = Held::Object { object: object.id, path };
            let number = self.handles.add(held, self.pause.is_some());
            body["variablesReference"] = json!(number);
            if memory::has_bytes(object.kind) {
                body["memoryReference"] = json!(number.to_string());
            }
            if let Some(length) = to::length(object).filter(|_| self.client.supports_variable_paging) {
                body["indexedVariables"] = json!(length);
                // At least its length and its prototype.
                body["namedVariables"] = json!(2);
            }
        }
        body
    }

    pub(super) fn variables(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            variables_reference: i64,
            filter: Option<String>,
            #[serde(default)]
            start: u32,
            #[serde(default)]
            count: u32,
        }
        let it: Arguments = read(arguments)?;
        let held = self.handles.get(it.variables_reference).cloned().ok_or(GONE)?;
        let object = match held {
            Held::Frame(_) => return Err(GONE.into()),
            Held::Printed(values) => {
                let shown = values.iter().enumerate();
                let shown: Value =
                    shown.map(|(at, value)| self.variable(&at.to_string(), value, None, to.base)).collect();
                self.answer(to, Ok(json!({ "variables": shown })));
                return Ok(());
            }
            Held::Getter { this, get, name, path } => {
                self.run_getter(to, this, get, name, path);
                return Ok(());
            }
            Held::Scope { object, .. } | Held::Object { object, .. } => object,
        };
        let part = match it.filter.as_deref() {
            Some("indexed") => Part::Indexed,
            Some("named") if it.start > 0 => Part::MoreNamed,
            Some("named") => Part::Named,
            _ => Part::All,
        };
        let count = if it.count == 0 { MAX_PROPERTIES } else { it.count.min(MAX_PROPERTIES) };
        let is_whole = it.start == 0 && it.count == 0;
        let request = Request::GetProperties(GetProperties {
            object,
            own: true,
            accessors_only: false,
            non_indexed_only: matches!(part, Part::Named | Part::MoreNamed),
            preview: true,
            page: (!is_whole).then_some(Page { start: it.start, count }),
        });
        self.ask(to.clone(), request, Then::Variables { holder: it.variables_reference, part });
        Ok(())
    }

    fn run_getter(&mut self, to: &To, this: ObjectId, get: ObjectId, name: String, path: Option<String>) {
        let request = Request::CallFunctionOn(CallFunctionOn {
            function: CALL_GETTER.into(),
            this: This::Object(this),
            arguments: vec![Argument::Object(get)],
            group: Some(GROUP.into()),
            shown: Shown { by_value: false, preview: true },
            flags: EvaluateFlags { silent: true, ..EvaluateFlags::default() },
        });
        self.ask(to.clone(), request, Then::Getter { name, path });
    }

    pub(super) fn listed(&mut self, to: &To, holder: i64, part: Part, properties: &Properties) {
        let Some(held) = self.handles.get(holder).cloned() else {
            return self.answer(to, Err(GONE.into()));
        };
        let is_index = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        let mut listed = Vec::new();
        let own = match held {
            Held::Scope { frame, index: 0, .. } if part != Part::MoreNamed => {
                self.frame(frame).map(|frame| frame.this.clone())
            }
            _ => None,
        };
        if let Some(this) = own.filter(|this| *this != RemoteValue::Undefined) {
            listed.push(self.variable("this", &this, Some("this".into()), to.base));
        }
        for property in &properties.properties {
            if part == Part::Indexed && !is_index(&property.name) {
                continue;
            }
            listed.push(self.property(&held, property, to.base));
        }
        let is_scope = matches!(held, Held::Scope { .. });
        if !is_scope && matches!(part, Part::All | Part::Named) {
            let hidden = properties.private.iter().map(|it| (it, "private"));
            for ((name, value), visibility) in
                hidden.chain(properties.internal.iter().map(|it| (it, "internal")))
            {
                let mut body = self.variable(name, value, None, to.base);
                body["presentationHint"] = json!({ "visibility": visibility, "attributes": ["readOnly"] });
                listed.push(body);
            }
        }
        self.answer(to, Ok(json!({ "variables": listed })));
    }

    fn property(&mut self, holder: &Held, property: &Property, base: Base) -> Value {
        let name = &property.name;
        let path = match holder {
            _ if property.symbol.is_some() => None,
            Held::Scope { .. } => Some(name.clone()),
            Held::Object { path, .. } => path.as_deref().map(|path| to::member(path, name)),
            Held::Frame(_) | Held::Getter { .. } | Held::Printed(_) => None,
        };
        match &property.slot {
            PropertySlot::Data { value, writable } => {
                let mut body = self.variable(name, value, path, base);
                let kind = match to::object(value).map(|object| object.kind) {
                    Some(ObjectKind::Function) => "method",
                    _ => "property",
                };
                body["presentationHint"] = json!({ "kind": kind });
                if !writable {
                    body["presentationHint"]["attributes"] = json!(["readOnly"]);
                }
                body
            }
            PropertySlot::Accessor { get: Some(get), .. } => {
                let this = match holder {
                    Held::Scope { object, .. } | Held::Object { object, .. } => *object,
                    Held::Frame(_) | Held::Getter { .. } | Held::Printed(_) => return json!({}),
                };
                let Some(get) = to::object(get).map(|get| get.id) else {
                    return json!({ "name": name, "value": "(…)", "variablesReference": 0 });
                };
                let held = Held::Getter { this, get, name: name.clone(), path: path.clone() };
                let number = self.handles.add(held, self.pause.is_some());
                let mut body = json!({
                    "name": name,
                    "value": "(…)",
                    "variablesReference": number,
                    "presentationHint": { "kind": "property", "lazy": true },
                });
                if let Some(path) = path {
                    body["evaluateName"] = json!(path);
                }
                body
            }
            PropertySlot::Accessor { .. } => {
                json!({ "name": name, "value": "(only a setter)", "variablesReference": 0 })
            }
            PropertySlot::Uninitialized => {
                json!({ "name": name, "value": "(not initialized yet)", "variablesReference": 0 })
            }
        }
    }

    pub(super) fn variable(
        &mut self,
        name: &str,
        value: &RemoteValue,
        path: Option<String>,
        base: Base,
    ) -> Value {
        let mut body = self.shown(value, path.clone(), base);
        body["name"] = json!(name);
        if let Some(path) = path {
            body["evaluateName"] = json!(path);
        }
        body
    }

    // Setting

    /// The value is an expression: it is evaluated first, where the variable is.
    pub(super) fn set_variable(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            variables_reference: i64,
            name: String,
            value: String,
        }
        let it: Arguments = read(arguments)?;
        let frame = match self.handles.get(it.variables_reference).ok_or(GONE)? {
            Held::Scope { frame, .. } => Some(*frame),
            Held::Object { .. } => self.pause.as_ref().and_then(|pause| pause.frames.first()).map(|it| it.id),
            Held::Frame(_) | Held::Getter { .. } | Held::Printed(_) => {
                return Err("It cannot be set".into());
            }
        };
        if it.name.starts_with("[[") || it.name.starts_with('#') || it.name == "this" {
            return Err(format!("{} cannot be set", it.name));
        }
        let request = self.evaluation(format!("({})", it.value), frame, super::evaluating::How::Set);
        self.ask(to.clone(), request, Then::NewValue { holder: it.variables_reference, name: it.name });
        Ok(())
    }

    pub(super) fn set_to(&mut self, to: &To, holder: i64, name: String, value: RemoteValue) {
        let argument = to::argument(&value);
        let request = match self.handles.get(holder) {
            Some(Held::Scope { frame, index, .. }) => {
                Request::SetVariable { frame: *frame, scope: *index, name, value: argument }
            }
            Some(Held::Object { object, .. }) => Request::CallFunctionOn(CallFunctionOn {
                function: SET_PROPERTY.into(),
                this: This::Object(*object),
                arguments: vec![Argument::Json(Value::from(name).to_string()), argument],
                group: None,
                shown: Shown::default(),
                flags: EvaluateFlags { silent: true, ..EvaluateFlags::default() },
            }),
            _ => return self.answer(to, Err(GONE.into())),
        };
        self.ask(to.clone(), request, Then::Set { value });
    }
}
