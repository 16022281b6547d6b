//! Running what a client sends, and answering with what came of it.

use std::cell::Cell;

use rquickjs::{Ctx, Function, Value, qjs};

use super::host::Settled;
use super::{Answered, EVALUATED, Recipient};
use crate::debug::frames::variables::Content;
use crate::debug::message::{
    CallFunctionOn, ClientId, ContextId, Evaluate, FIRST_CONTEXT, Failure, Place, Shown, This,
};
use crate::debug::pause::{Agent, NullOr};
use crate::debug::wire::{EvaluatedScript, FromDebug, RawAnswer};
use crate::debug::{private, repl};
use crate::engine::script;
use crate::transpile::evaluated::PREFIX;

/// What a console evaluates is called by this name, and its last value `$_`.
pub(in crate::debug) const CONSOLE_GROUP: &str = "console";
/// How the realm is handed what it declares for the probes of scripts; a global for that moment.
const GIVEN: &str = "$slGiven";

impl Agent {
    pub(super) fn evaluate(
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
            _ if flags.throw_on_side_effect => self.quietly(|| self.evaluate_pure(ctx, frame, &expression)),
            Some(frame) => self.evaluate_in_frame(ctx, frame, &expression),
            None => {
                self.declare(ctx, lexical.map(Vec::as_slice).unwrap_or_default())?;
                match &script {
                    Some(EvaluatedScript { name, code, .. }) => self.run_script(ctx, code, name),
                    None => script::eval(ctx, code, EVALUATED),
                }
            }
        };
        let has_commands = flags.command_line && !flags.throw_on_side_effect;
        let commands: Option<Function> =
            has_commands.then(|| self.log(self.call(ctx, "evaluate", "withCommands", ()))).flatten();
        let result = self.run(flags.silent, timeout_ms, run);
        let declares = frame.is_none() && !flags.throw_on_side_effect && lexical.is_none_or(Vec::is_empty);
        // What was thrown is taken up below.
        let thrown = result.is_err().then(|| ctx.catch());
        if let Some(take_away) = commands {
            self.log(take_away.call::<_, ()>(()));
        }
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

    pub(super) fn call_function_on(
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
                let arguments = self.list_of(ctx, arguments)?;
                return self.quietly(|| self.call_pure(ctx, &function, this, arguments));
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
    pub(super) fn settled<'js>(
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

    pub(super) fn shown<'js>(&self, ctx: &Ctx<'js>, value: Value<'js>, recipient: &Recipient) -> Answered {
        if recipient.group.as_deref() == Some(CONSOLE_GROUP) {
            self.log(self.call::<_, ()>(ctx, "evaluate", "keepLast", (value.clone(),)));
        }
        self.describe(ctx, value, recipient).map(|value| RawAnswer::Evaluated(Ok(value)))
    }

    pub(super) fn promise_settled<'js>(&self, ctx: &Ctx<'js>, settled: Settled<'js>) {
        let Settled { token, recipient, fulfilled, value } = settled;
        let answer = if fulfilled {
            self.shown(ctx, value, &recipient)
        } else {
            let exception = self.exception(ctx, value, &recipient, true);
            Ok(RawAnswer::Evaluated(Err(Box::new(exception))))
        };
        self.tell(FromDebug::Answer { token, answer });
    }

    pub(super) fn compile(&self, ctx: &Ctx, client: ClientId, text: &str) -> Answered {
        let result = script::compile(ctx, text, EVALUATED).map(drop);
        Ok(RawAnswer::Compiled(result.map_err(|_| {
            let thrown = ctx.catch();
            Box::new(self.exception(ctx, thrown, &Recipient::of(client, None, Shown::default()), false))
        })))
    }

    /// Evaluates as code of a frame of the present view.
    pub(in crate::debug) fn evaluate_in_frame<'js>(
        &self,
        ctx: &Ctx<'js>,
        frame: u32,
        code: &str,
    ) -> rquickjs::Result<Value<'js>> {
        let view = self.present_view(ctx)?;
        let this = view.this(self, ctx, frame);
        let rewritten = private::rewrite(code);
        let (code, is_private) = (rewritten.as_deref().unwrap_or(code), rewritten.is_some());
        if let Some(Content::Uninitialized) = this {
            return self.call(ctx, "evaluate", "beforeSuper", (frame, code, is_private));
        }
        let this = match this {
            Some(Content::Value(this)) => this,
            _ => Value::new_undefined(ctx.clone()),
        };
        let is_strict = view.is_strict(self, frame);
        self.call(ctx, "evaluate", "inFrame", (frame, this, code, is_private, is_strict))
    }
}

/// A refusal of what may have an effect, in the words that tools know.
pub(super) fn refuse(ctx: &Ctx) -> rquickjs::Error {
    let error = || -> rquickjs::Result<Value> {
        let constructor: rquickjs::function::Constructor = ctx.globals().get("EvalError")?;
        constructor.construct(("Possible side-effect in debug-evaluate",))
    };
    match error() {
        Ok(error) => ctx.throw(error),
        Err(error) => error,
    }
}
