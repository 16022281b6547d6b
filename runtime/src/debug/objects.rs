//! Values of the program for a debugger: evaluating, describing, listing, keeping. On the engine's
//! thread; what can be said in JavaScript is in `engine/prelude/remote.js`.

mod exceptions;
mod host;
mod lexical;
mod private;
mod pure;

use std::cell::Cell;
use std::rc::Rc;

use rquickjs::{Array, Ctx, Exception, Object, Value, qjs};

use super::frames::variables::Content;
use super::message::{
    Argument, CallFunctionOn, ClientId, ConsoleKind, ContextId, Evaluate, FIRST_CONTEXT, Failure, FrameId,
    GetProperties, MAX_PROPERTIES, Number, ObjectId, Page, Place, Properties, RemoteValue, Shown, This,
};
use super::pause::view::{Read, View};
use super::pause::{Agent, NullOr, number_of};
use super::repl;
use super::wire::{Ask, EvaluatedScript, FromDebug, RawAnswer, RawConsole, RawException};
use crate::engine::script;
use crate::engine::stack;
use crate::transpile::evaluated::PREFIX;

/// The name under which what a debugger sends is run: never a frame of the program.
const EVALUATED: &str = "saveloop:evaluate";
/// How the realm is handed what it declares for the probes of scripts; a global for that moment.
const GIVEN: &str = "$slGiven";
/// The owner of what was printed.
const CONSOLE_OWNER: i64 = -3;
/// Printed values are released so many calls at a time.
const CONSOLE_BATCH: u32 = 100;

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

use host::Settled;
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

    fn evaluate(
        &self,
        ctx: &Ctx,
        token: u64,
        client: ClientId,
        asked: Evaluate,
        script: Option<EvaluatedScript>,
    ) -> Result<Option<RawAnswer>, Failure> {
        let Evaluate { expression, place, group, shown, flags, timeout_ms } = asked;
        let recipient = Recipient::of(client, group, shown);
        let frame = match place {
            Place::Global(context) if !self.is_context(context) => return Err(Failure::UnknownContext),
            Place::Global(_) => None,
            Place::Frame(frame) => Some(self.frame(frame)?),
        };
        let rewritten =
            (flags.repl && frame.is_none() && script.is_none()).then(|| repl::rewrite(&expression));
        let rewritten = rewritten.flatten();
        let awaits = flags.await_promise
            || rewritten.as_ref().is_some_and(|it| it.awaits)
            || script.as_ref().is_some_and(|it| it.awaits);
        let code = rewritten.as_ref().map_or(expression.as_str(), |it| it.code.as_str());
        let lexical = script.as_ref().map(|it| &it.lexical).or(rewritten.as_ref().map(|it| &it.lexical));
        let run = || match frame {
            _ if flags.throw_on_side_effect => self.evaluate_pure(ctx, frame, &expression),
            Some(frame) => self.evaluate_in_frame(ctx, frame, &expression),
            None => {
                self.declare(ctx, lexical.map(Vec::as_slice).unwrap_or_default())?;
                match &script {
                    Some(EvaluatedScript { name, code, .. }) => self.run_script(ctx, code, name),
                    None => script::eval(ctx, code, EVALUATED),
                }
            }
        };
        let result = self.run(flags.silent, timeout_ms, run);
        let declares = frame.is_none() && !flags.throw_on_side_effect && lexical.is_none_or(Vec::is_empty);
        // What was thrown is taken up below.
        let thrown = result.is_err().then(|| ctx.catch());
        if declares {
            self.declared(ctx, &expression, thrown.is_none());
        }
        let result = thrown.map_or(result, |thrown| Err(ctx.throw(thrown)));
        self.finish(ctx, token, result, recipient, awaits)
    }

    /// The realm is there before its first generation has begun.
    fn is_context(&self, context: ContextId) -> bool {
        context == self.turn.generation.get().max(FIRST_CONTEXT)
    }

    /// Runs a text that has probes.
    fn run_script<'js>(&self, ctx: &Ctx<'js>, code: &str, name: &str) -> rquickjs::Result<Value<'js>> {
        if !self.has_probes.replace(true) {
            let given =
                |name: &str| -> rquickjs::Result<Value<'js>> { self.part(ctx, "evaluate")?.get(name) };
            ctx.globals().set(GIVEN, given("given")?)?;
            script::eval::<()>(
                ctx,
                &format!("const {PREFIX}D={GIVEN}.D,{PREFIX}T={GIVEN}.T,{PREFIX}E={GIVEN}.E;"),
                EVALUATED,
            )?;
            ctx.globals().remove(GIVEN)?;
        }
        let _name = self.control.walker().map(|walker| walker.register(ctx, name));
        script::eval(ctx, code, name)
    }

    fn call_function_on(
        &self,
        ctx: &Ctx,
        token: u64,
        client: ClientId,
        asked: CallFunctionOn,
    ) -> Result<Option<RawAnswer>, Failure> {
        let CallFunctionOn { function, this, arguments, group, shown, flags } = asked;
        let this = match this {
            This::Object(object) => self.kept(ctx, object)?,
            This::Global(context) if !self.is_context(context) => return Err(Failure::UnknownContext),
            This::Global(_) => ctx.globals().into_value(),
        };
        let arguments: Vec<Value> =
            arguments.iter().map(|argument| self.argument(ctx, argument)).collect::<Result<_, _>>()?;
        let is_function = Cell::new(true);
        let run = || -> rquickjs::Result<Value> {
            if flags.throw_on_side_effect {
                return Err(refuse(ctx));
            }
            // A comment may end the text.
            let function: Value = script::eval(ctx, &format!("({function}\n)"), EVALUATED)?;
            if !function.is_function() {
                is_function.set(false);
                return Ok(function);
            }
            self.call(ctx, "evaluate", "call", (function, this, self.list_of(ctx, arguments)?))
        };
        let result = self.run(flags.silent, None, run);
        if !is_function.get() {
            return Err(Failure::NotAFunction);
        }
        self.finish(ctx, token, result, Recipient::of(client, group, shown), flags.await_promise)
    }

    fn run<T>(&self, silent: bool, timeout_ms: Option<u64>, run: impl FnOnce() -> T) -> T {
        self.evaluating(timeout_ms, || if silent { self.quietly(run) } else { run() })
    }

    fn finish<'js>(
        &self,
        ctx: &Ctx<'js>,
        token: u64,
        result: rquickjs::Result<Value<'js>>,
        recipient: Recipient,
        awaits: bool,
    ) -> Result<Option<RawAnswer>, Failure> {
        match result {
            Ok(value) if awaits && value.is_promise() => self.settled(ctx, token, value, recipient),
            Ok(value) if awaits && value.is_object() => {
                let promise = self.call(ctx, "remote", "promiseOf", (value,));
                let promise = self.log(promise).ok_or(Failure::NotAPromise)?;
                self.settled(ctx, token, promise, recipient)
            }
            Ok(value) => self.shown(ctx, value, &recipient).map(Some),
            Err(_) if self.has_run_out.replace(false) => {
                let _interrupted = ctx.catch();
                Err(Failure::Terminated)
            }
            Err(_) => {
                let thrown = ctx.catch();
                Ok(Some(RawAnswer::Evaluated(Err(Box::new(self.exception(ctx, thrown, &recipient, false))))))
            }
        }
    }

    /// Answers with what a promise comes to.
    fn settled<'js>(
        &self,
        ctx: &Ctx<'js>,
        token: u64,
        promise: Value<'js>,
        recipient: Recipient,
    ) -> Result<Option<RawAnswer>, Failure> {
        // SAFETY: a promise of this context.
        let state = unsafe { qjs::JS_PromiseState(ctx.as_raw().as_ptr(), promise.as_raw()) };
        // SAFETY: as above; the function hands over a reference of its own.
        let outcome = || unsafe {
            let raw = qjs::JS_PromiseResult(ctx.as_raw().as_ptr(), promise.as_raw());
            Value::from_raw(ctx.clone(), raw)
        };
        match state {
            qjs::JSPromiseStateEnum_JS_PROMISE_FULFILLED => self.shown(ctx, outcome(), &recipient).map(Some),
            qjs::JSPromiseStateEnum_JS_PROMISE_REJECTED => {
                // Somebody looks at it now.
                self.log(self.call::<_, ()>(ctx, "remote", "handle", (promise.clone(),)));
                let exception = self.exception(ctx, outcome(), &recipient, true);
                Ok(Some(RawAnswer::Evaluated(Err(Box::new(exception)))))
            }
            _ if self.is_paused() => Err(Failure::WouldWait),
            _ => {
                let Recipient { client, group, shown } = recipient;
                let flags = (shown.by_value, shown.preview);
                let arguments = (promise, token as f64, client, NullOr(group), flags.0, flags.1);
                self.log(self.call::<_, ()>(ctx, "remote", "whenSettled", arguments));
                Ok(None)
            }
        }
    }

    fn shown<'js>(&self, ctx: &Ctx<'js>, value: Value<'js>, recipient: &Recipient) -> Answered {
        self.describe(ctx, value, recipient).map(|value| RawAnswer::Evaluated(Ok(value)))
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

    fn compile(&self, ctx: &Ctx, client: ClientId, text: &str) -> Answered {
        let result = script::compile(ctx, text, EVALUATED).map(drop);
        Ok(RawAnswer::Compiled(result.map_err(|_| {
            let thrown = ctx.catch();
            Box::new(self.exception(ctx, thrown, &Recipient::of(client, None, Shown::default()), false))
        })))
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

    fn frame(&self, frame: FrameId) -> Result<u32, Failure> {
        let view = self.paused_view(frame.pause)?;
        view.holds(frame.index).then_some(frame.index).ok_or(Failure::UnknownFrame)
    }

    fn set_variable(
        &self,
        ctx: &Ctx,
        frame: FrameId,
        scope: u32,
        name: &str,
        value: &Argument,
    ) -> Result<(), Failure> {
        let index = self.frame(frame)?;
        let view = self.paused_view(frame.pause)?;
        let scope = view.scopes(self, ctx, index).get(scope as usize).ok_or(Failure::UnknownScope)?;
        let value = self.argument(ctx, value)?;
        let variable = scope.variables.iter().find(|variable| variable.name == name && !variable.is_gone());
        let variable = variable.ok_or(Failure::UnknownVariable)?;
        view.write(self, ctx, index, variable, &value).map_err(|why| Failure::Refused(why.to_owned()))
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

    /// Evaluates as code of a frame of the present view.
    pub(super) fn evaluate_in_frame<'js>(
        &self,
        ctx: &Ctx<'js>,
        frame: u32,
        code: &str,
    ) -> rquickjs::Result<Value<'js>> {
        let view = self.present_view(ctx)?;
        let this = view.this(self, ctx, frame);
        let rewritten = super::private::rewrite(code);
        let (code, is_private) = (rewritten.as_deref().unwrap_or(code), rewritten.is_some());
        if let Some(Content::Uninitialized) = this {
            return self.call(ctx, "evaluate", "beforeSuper", (frame, code, is_private));
        }
        let this = match this {
            Some(Content::Value(this)) => this,
            _ => Value::new_undefined(ctx.clone()),
        };
        self.call(ctx, "evaluate", "inFrame", (frame, this, code, is_private))
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

    fn present_view(&self, ctx: &Ctx) -> rquickjs::Result<Rc<View>> {
        let view = self.view.borrow().clone();
        view.ok_or_else(|| Exception::throw_reference(ctx, "the frame is gone"))
    }

    fn frame_has(&self, ctx: &Ctx, frame: u32, name: &str) -> rquickjs::Result<bool> {
        let view = self.present_view(ctx)?;
        Ok(view.holds(frame)
            && (view.find(self, ctx, frame, name).is_some()
                || name == "arguments" && view.arguments(self, ctx, frame).is_some()))
    }

    fn frame_get<'js>(&self, ctx: &Ctx<'js>, frame: u32, name: &str) -> rquickjs::Result<Value<'js>> {
        let view = self.present_view(ctx)?;
        let read = view.find(self, ctx, frame, name).and_then(|it| view.read(self, ctx, frame, it));
        match read {
            Some(Read::Value(value)) => Ok(value),
            Some(Read::Uninitialized) => {
                let message = format!("Cannot access '{name}' before initialization");
                Err(Exception::throw_reference(ctx, &message))
            }
            None => match view.arguments(self, ctx, frame).filter(|_| name == "arguments") {
                Some(values) => self.call(ctx, "evaluate", "argumentsOf", (self.list_of(ctx, values)?,)),
                None => Err(Exception::throw_reference(ctx, &format!("{name} is not defined"))),
            },
        }
    }

    fn frame_set(&self, ctx: &Ctx, frame: u32, name: &str, value: &Value) -> rquickjs::Result<()> {
        let view = self.present_view(ctx)?;
        let Some(variable) = view.find(self, ctx, frame, name).filter(|variable| !variable.is_gone()) else {
            return Err(Exception::throw_reference(ctx, &format!("{name} is not defined")));
        };
        if let Some(Read::Uninitialized) = view.read(self, ctx, frame, variable) {
            let message = format!("Cannot access '{name}' before initialization");
            return Err(Exception::throw_reference(ctx, &message));
        }
        let written = view.write(self, ctx, frame, variable, value);
        written.map_err(|why| Exception::throw_type(ctx, why))
    }

    /// Name, whether it is initialised, and value, of every variable of a scope.
    fn scope_variables<'js>(&self, ctx: &Ctx<'js>, frame: u32, scope: u32) -> rquickjs::Result<Array<'js>> {
        let listed = self.list(ctx)?;
        let view = self.present_view(ctx)?;
        if !view.holds(frame) {
            return Ok(listed);
        }
        let scopes = view.scopes(self, ctx, frame);
        let variables =
            scopes.get(scope as usize).map(|scope| scope.variables.as_slice()).unwrap_or_default();
        let mut index = 0;
        for variable in variables.iter().filter(|variable| variable.is_listed()) {
            let (ready, value) = match view.read(self, ctx, frame, variable) {
                Some(Read::Value(value)) => (true, value),
                Some(Read::Uninitialized) => (false, Value::new_undefined(ctx.clone())),
                None => continue,
            };
            listed.set(index, variable.name.as_str())?;
            listed.set(index + 1, ready)?;
            listed.set(index + 2, value)?;
            index += 3;
        }
        Ok(listed)
    }

    /// The program has printed.
    pub(super) fn console<'js>(&self, ctx: &Ctx<'js>, kind: ConsoleKind, values: &[Value<'js>]) {
        if !self.is_attached() {
            return;
        }
        let number = self.printed.get();
        self.printed.set(number.wrapping_add(1));
        let group = |batch: u32| Some(format!("{batch}"));
        if number.is_multiple_of(CONSOLE_BATCH) {
            let kept = super::message::KEPT_CONSOLE_CALLS as u32 / CONSOLE_BATCH;
            if let Some(oldest) = (number / CONSOLE_BATCH).checked_sub(kept) {
                let arguments = (CONSOLE_OWNER, NullOr(group(oldest)));
                self.log(self.call::<_, ()>(ctx, "remote", "releaseOf", arguments));
            }
        }
        let shown = Shown { by_value: false, preview: true };
        let to = Recipient { client: CONSOLE_OWNER, group: group(number / CONSOLE_BATCH), shown };
        let arguments = values
            .iter()
            .map(|value| self.describe(ctx, value.clone(), &to).unwrap_or(RemoteValue::Undefined))
            .collect();
        let (generation, timestamp) = (self.turn.generation.get(), now());
        let (stack, async_stack) = (self.stack(ctx), self.async_stack(ctx));
        let call = RawConsole { kind, arguments, generation, timestamp, stack, async_stack };
        self.tell(FromDebug::Console(call));
    }
}

/// A refusal of what may have an effect, in the words that tools know.
fn refuse(ctx: &Ctx) -> rquickjs::Error {
    let error = || -> rquickjs::Result<Value> {
        let constructor: rquickjs::function::Constructor = ctx.globals().get("EvalError")?;
        constructor.construct(("Possible side-effect in debug-evaluate",))
    };
    match error() {
        Ok(error) => ctx.throw(error),
        Err(error) => error,
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

/// Milliseconds since 1970.
fn now() -> f64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64() * 1e3)
}

impl Agent {
    fn promise_settled<'js>(&self, ctx: &Ctx<'js>, settled: Settled<'js>) {
        let Settled { token, recipient, fulfilled, value } = settled;
        let answer = if fulfilled {
            self.shown(ctx, value, &recipient)
        } else {
            let exception = self.exception(ctx, value, &recipient, true);
            Ok(RawAnswer::Evaluated(Err(Box::new(exception))))
        };
        self.tell(FromDebug::Answer { token, answer });
    }

    /// Where the program is, in short.
    pub(super) fn stack(&self, ctx: &Ctx) -> Vec<crate::engine::wire::RawFrame> {
        let text: Option<String> = self.log(self.call(ctx, "errors", "here", ()));
        let mut frames = stack::parse(&text.unwrap_or_default());
        frames.retain(|frame| matches!(frame.place, crate::engine::wire::RawPlace::Script { .. }));
        frames
    }
}
