//! Values of the program for a debugger: evaluating, describing, listing, keeping. On the engine's
//! thread; what can be said in JavaScript is in `engine/prelude/remote.js`.

mod evaluating;
mod exceptions;
mod host;
mod lexical;
mod printed;
mod private;
mod pure;
mod variables;

use rquickjs::{Array, Ctx, Object, Value, qjs};

use super::message::{
    Argument, ClientId, Failure, GetProperties, MAX_PROPERTIES, Number, ObjectId, Page, Properties,
    RemoteValue, Shown,
};
use super::pause::{Agent, NullOr, number_of};
use super::wire::{Ask, RawAnswer, RawException};
use crate::engine::{script, stack};

/// The name under which what a debugger sends is run: never a frame of the program.
const EVALUATED: &str = "saveloop:evaluate";

/// Whose a value becomes, and how it is shown.
#[derive(Clone)]
struct Recipient {
    client: i64,
    group: Option<String>,
    shown: Shown,
}

impl Recipient {
    fn of(client: ClientId, group: Option<String>, shown: Shown) -> Self {
        Self { client: i64::from(client.0), group, shown }
    }
}

type Answered = Result<RawAnswer, Failure>;

pub(super) use evaluating::CONSOLE_GROUP;
pub use host::host;
pub use lexical::Lexical;

impl Agent {
    /// `Ok(None)`: the answer comes when a promise is settled.
    pub(super) fn answer_ask(
        &self,
        ctx: &Ctx,
        token: u64,
        client: ClientId,
        ask: Ask,
    ) -> Result<Option<RawAnswer>, Failure> {
        match ask {
            Ask::Evaluate { asked, script } => return self.evaluate(ctx, token, client, asked, script),
            Ask::CallFunctionOn(asked) => return self.call_function_on(ctx, token, client, asked),
            Ask::AwaitPromise { promise, shown } => {
                let value = self.kept(ctx, promise)?;
                if !value.is_promise() {
                    return Err(Failure::NotAPromise);
                }
                return self.settled(ctx, token, value, Recipient::of(client, None, shown));
            }
            Ask::Compile { text } => self.compile(ctx, client, &text),
            Ask::GetProperties(asked) => self.properties(ctx, &asked),
            Ask::SetVariable { frame, scope, name, value } => {
                self.set_variable(ctx, frame, scope, &name, &value).map(|()| RawAnswer::Done)
            }
            Ask::ReleaseObject(object) => {
                self.log(self.call::<_, ()>(ctx, "remote", "release", (number_of(object),)));
                Ok(RawAnswer::Done)
            }
            Ask::ReleaseGroup(group) => {
                self.release(ctx, Some(client), Some(group));
                Ok(RawAnswer::Done)
            }
            Ask::LexicalNames => Ok(RawAnswer::Names(self.lexical.names())),
            Ask::HeapUsage => Ok(heap_usage(ctx)),
            Ask::StartProfile { interval_us } => {
                self.start_profile(client, interval_us);
                Ok(RawAnswer::Done)
            }
            Ask::StopProfile => {
                self.stop_profile(client).map(|profile| RawAnswer::Profile(Box::new(profile)))
            }
            Ask::ExceptionDetails(object) => self.exception_details(ctx, client, object),
            Ask::AddBinding(name) => {
                self.log(self.call::<_, ()>(ctx, "evaluate", "bind", (name,)));
                Ok(RawAnswer::Done)
            }
            Ask::CollectGarbage => {
                ctx.run_gc();
                Ok(RawAnswer::Done)
            }
        }
        .map(Some)
    }

    fn describe<'js>(
        &self,
        ctx: &Ctx<'js>,
        value: Value<'js>,
        to: &Recipient,
    ) -> Result<RemoteValue, Failure> {
        let arguments = (value, to.client, NullOr(to.group.clone()), to.shown.by_value, to.shown.preview);
        let text: Option<Option<String>> = self.log(self.call(ctx, "remote", "describeText", arguments));
        let text = text.flatten().ok_or(Failure::NotSerializable)?;
        parse(&text)
    }

    pub(super) fn describe_for<'js>(
        &self,
        ctx: &Ctx<'js>,
        value: Value<'js>,
        owner: i64,
        preview: bool,
    ) -> Option<RemoteValue> {
        let shown = Shown { by_value: false, preview };
        self.describe(ctx, value, &Recipient { client: owner, group: None, shown }).ok()
    }

    fn exception<'js>(
        &self,
        ctx: &Ctx<'js>,
        thrown: Value<'js>,
        recipient: &Recipient,
        is_in_promise: bool,
    ) -> RawException {
        let text: Option<String> = self.log(self.call(ctx, "remote", "stackOf", (thrown.clone(),)));
        let to = Recipient { shown: Shown { by_value: false, ..recipient.shown }, ..recipient.clone() };
        let value = self.describe(ctx, thrown, &to).unwrap_or(RemoteValue::Undefined);
        RawException { is_in_promise, value, stack: stack::parse(&text.unwrap_or_default()) }
    }

    fn properties(&self, ctx: &Ctx, asked: &GetProperties) -> Answered {
        let id = number_of(asked.object);
        if self.log(self.call::<_, bool>(ctx, "remote", "has", (id,))) != Some(true) {
            return Err(Failure::UnknownObject);
        }
        let value = self.kept(ctx, asked.object)?;
        if self.log(self.call::<_, bool>(ctx, "remote", "isObject", (value.clone(),))) != Some(true) {
            return Err(Failure::NotAnObject);
        }
        let list = || -> rquickjs::Result<String> {
            let options: Object = self.call(ctx, "remote", "record", ())?;
            options.set("own", asked.own)?;
            options.set("accessorsOnly", asked.accessors_only)?;
            options.set("nonIndexedOnly", asked.non_indexed_only)?;
            options.set("preview", asked.preview)?;
            let Page { start, count } = asked.page.unwrap_or(Page { start: 0, count: MAX_PROPERTIES });
            options.set("start", start)?;
            options.set("count", count.min(MAX_PROPERTIES))?;
            self.call(ctx, "remote", "propertiesText", (id, options))
        };
        let text = self.log(list()).ok_or(Failure::UnknownObject)?;
        let properties: Properties = parse(&text)?;
        let start = self.control.walker().and_then(|walker| walker.start_of(&value));
        Ok(RawAnswer::Properties(properties, start))
    }

    fn kept<'js>(&self, ctx: &Ctx<'js>, object: ObjectId) -> Result<Value<'js>, Failure> {
        let id = number_of(object);
        let has: Option<bool> = self.log(self.call(ctx, "remote", "has", (id,)));
        let value = has.filter(|has| *has).and_then(|_| self.log(self.call(ctx, "remote", "get", (id,))));
        value.ok_or(Failure::UnknownObject)
    }

    fn argument<'js>(&self, ctx: &Ctx<'js>, argument: &Argument) -> Result<Value<'js>, Failure> {
        let made = match argument {
            Argument::Undefined => Ok(Value::new_undefined(ctx.clone())),
            Argument::Json(text) => ctx.json_parse(text.as_str()),
            Argument::Number(Number(number)) => Ok(Value::new_float(ctx.clone(), *number)),
            Argument::BigInt(digits) => {
                let is_number = digits.trim_start_matches('-').bytes().all(|digit| digit.is_ascii_digit());
                if !is_number || digits.trim_start_matches('-').is_empty() {
                    return Err(Failure::Refused(format!("not an integer: {digits}")));
                }
                script::eval(ctx, &format!("{digits}n"), EVALUATED)
            }
            Argument::Object(object) => return self.kept(ctx, *object),
        };
        made.map_err(|error| {
            let _thrown = ctx.catch();
            Failure::Refused(format!("not a value: {error}"))
        })
    }

    /// A list that inherits nothing: storing into it runs nothing that a program planted.
    pub(super) fn list<'js>(&self, ctx: &Ctx<'js>) -> rquickjs::Result<Array<'js>> {
        self.call(ctx, "remote", "list", ())
    }

    pub(in crate::debug) fn list_of<'js, T>(
        &self,
        ctx: &Ctx<'js>,
        values: Vec<T>,
    ) -> rquickjs::Result<Array<'js>>
    where
        T: rquickjs::IntoJs<'js>,
    {
        let list = self.list(ctx)?;
        for (index, value) in values.into_iter().enumerate() {
            list.set(index, value)?;
        }
        Ok(list)
    }
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|error| {
        tracing::error!("the prelude's answer could not be read: {error}: {text}");
        Failure::NotSerializable
    })
}

fn heap_usage(ctx: &Ctx) -> RawAnswer {
    // SAFETY: plain numbers, filled in by the engine.
    let usage = unsafe {
        let mut usage: qjs::JSMemoryUsage = std::mem::zeroed();
        qjs::JS_ComputeMemoryUsage(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()), &raw mut usage);
        usage
    };
    RawAnswer::HeapUsage {
        used: usage.memory_used_size.max(0) as u64,
        total: usage.malloc_size.max(usage.memory_used_size).max(0) as u64,
    }
}

impl Agent {}
