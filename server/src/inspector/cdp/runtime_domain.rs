//! The domain `Runtime`: values, evaluation, the console (pure).

use std::time::Duration;

use runtime::debug::message::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::envelope::{Refusal, read};
use super::mirror::{Mirror, Said};
use super::plan::{Plan, Planned, Shape, done, nothing};
use super::value::{self, CallArgument};

/// What this domain answers.
pub const METHODS: &[&str] = &[
    "enable",
    "disable",
    "evaluate",
    "callFunctionOn",
    "getProperties",
    "awaitPromise",
    "compileScript",
    "runScript",
    "releaseObject",
    "releaseObjectGroup",
    "runIfWaitingForDebugger",
    "terminateExecution",
    "getIsolateId",
    "getHeapUsage",
    "globalLexicalScopeNames",
    "discardConsoleEntries",
    "getExceptionDetails",
    "addBinding",
    "removeBinding",
    "setAsyncCallStackDepth",
    "setMaxCallStackSizeToCapture",
    "setCustomObjectFormatterEnabled",
    "queryObjects",
];
/// What the ids of texts begin with that a client keeps; those of the program's scripts are numbers.
pub const KEPT_SCRIPT: &str = "kept.";
pub const EVENTS: &[&str] = &[
    "executionContextCreated",
    "executionContextDestroyed",
    "executionContextsCleared",
    "consoleAPICalled",
    "exceptionThrown",
    "exceptionRevoked",
    "bindingCalled",
];

pub fn plan(method: &str, params: Value, mirror: &Mirror) -> Option<Planned> {
    Some(match method {
        "enable" => Ok(Plan::EnableRuntime),
        "disable" => Ok(Plan::DisableRuntime),
        "evaluate" => evaluate(params, mirror),
        "callFunctionOn" => call_function_on(params, mirror),
        "getProperties" => get_properties(params),
        "awaitPromise" => await_promise(params),
        "compileScript" => read::<Compile>(params).map(|Compile { expression: text, persist_script }| {
            if persist_script {
                Plan::Keep(text)
            } else {
                Plan::Ask(Request::Compile { text }, Shape::Compiled)
            }
        }),
        "runScript" => run_script(params, mirror),
        "releaseObject" => {
            read::<ByObject>(params).and_then(|it| done(Request::ReleaseObject(object(&it.object_id)?)))
        }
        "releaseObjectGroup" => {
            read::<ByGroup>(params).and_then(|it| done(Request::ReleaseGroup(it.object_group)))
        }
        "getExceptionDetails" => read::<OfError>(params).and_then(|it| {
            Ok(Plan::Ask(Request::ExceptionDetails(object(&it.error_object_id)?), Shape::Details))
        }),
        "addBinding" => add_binding(params, mirror),
        "removeBinding" => read::<Named>(params).map(|it| Plan::RemoveBinding(it.name)),
        "runIfWaitingForDebugger" => done(Request::RunIfWaiting),
        "terminateExecution" => done(Request::Terminate),
        "getIsolateId" => Ok(Plan::IsolateId),
        "getHeapUsage" => Ok(Plan::Ask(Request::HeapUsage, Shape::HeapUsage)),
        "globalLexicalScopeNames" => read::<InContext>(params)
            .and_then(|context| context.find(mirror).map(|_| Plan::Ask(Request::LexicalNames, Shape::Names))),
        "discardConsoleEntries" => Ok(Plan::DiscardConsole),
        "setAsyncCallStackDepth" => {
            read::<Depth>(params).and_then(|it| done(Request::SetAsyncDepth(it.depth())))
        }
        // Stacks are never longer than the engine makes them.
        "setMaxCallStackSizeToCapture" if params["size"].as_i64().is_some_and(|size| size < 0) => {
            Err(Refusal::state("maxCallStackSizeToCapture should be non-negative"))
        }
        "setMaxCallStackSizeToCapture" => nothing(),
        // Values are shown as they are, whatever a program says of it.
        "setCustomObjectFormatterEnabled" => nothing(),
        "queryObjects" => read::<ByPrototype>(params).and_then(|it| {
            object(&it.prototype_object_id)?;
            Err(Refusal::state("The engine cannot list its objects"))
        }),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Compile {
    expression: String,
    #[serde(default)]
    persist_script: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ByObject {
    object_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ByGroup {
    object_group: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Depth {
    max_depth: i64,
}

impl Depth {
    /// Below zero is none.
    pub fn depth(&self) -> u32 {
        u32::try_from(self.max_depth.max(0)).unwrap_or(u32::MAX)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ByPrototype {
    prototype_object_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfError {
    error_object_id: String,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

fn add_binding(params: Value, mirror: &Mirror) -> Planned {
    #[derive(Deserialize)]
    struct Params {
        name: String,
        #[serde(flatten)]
        context: InContext,
    }
    let Params { name, context } = read(params)?;
    context.find(mirror)?;
    Ok(Plan::AddBinding(name))
}

/// What `evaluate`, `callFunctionOn` and `evaluateOnCallFrame` share.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct How {
    object_group: Option<String>,
    silent: bool,
    return_by_value: bool,
    generate_preview: bool,
    await_promise: bool,
    throw_on_side_effect: bool,
    repl_mode: bool,
    disable_breaks: bool,
    #[serde(rename = "includeCommandLineAPI")]
    command_line: bool,
    timeout: Option<f64>,
}

impl How {
    pub fn shown(&self) -> Shown {
        Shown { by_value: self.return_by_value, preview: self.generate_preview }
    }

    pub fn flags(&self) -> EvaluateFlags {
        EvaluateFlags {
            silent: self.silent || self.disable_breaks,
            await_promise: self.await_promise,
            repl: self.repl_mode,
            throw_on_side_effect: self.throw_on_side_effect,
            command_line: self.command_line,
        }
    }

    pub fn evaluate(self, expression: String, place: Place) -> Request {
        Request::Evaluate(Evaluate {
            expression,
            place,
            shown: self.shown(),
            flags: self.flags(),
            timeout_ms: self.timeout.and_then(milliseconds),
            group: self.object_group,
        })
    }
}

fn milliseconds(timeout: f64) -> Option<u64> {
    let timeout = Duration::try_from_secs_f64(timeout / 1e3).ok()?;
    u64::try_from(timeout.as_millis()).ok()
}

/// Which context is meant; without a word, the one there is.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct InContext {
    #[serde(alias = "executionContextId")]
    context_id: Option<i64>,
    unique_context_id: Option<String>,
}

impl InContext {
    fn is_given(&self) -> bool {
        self.context_id.is_some() || self.unique_context_id.is_some()
    }

    fn find(&self, mirror: &Mirror) -> Result<ContextId, Refusal> {
        // Before the program begins there is its first one already.
        let context = mirror.context.as_ref().map_or(&FIRST_CONTEXT, |(context, _)| context);
        let is_meant = match (self.context_id, &self.unique_context_id) {
            (Some(_), Some(_)) => {
                return Err(Refusal::senseless("contextId and uniqueContextId are mutually exclusive"));
            }
            (Some(id), None) => id == i64::from(context.0),
            (None, Some(unique)) if *unique != unique_id(*context) => {
                return Err(Refusal::senseless("uniqueContextId not found"));
            }
            (None, Some(_)) => true,
            (None, None) => true,
        };
        if is_meant { Ok(*context) } else { Err(Refusal::state("Cannot find context with specified id")) }
    }
}

fn unique_id(context: ContextId) -> String {
    format!("saveloop.{context}")
}

fn evaluate(params: Value, mirror: &Mirror) -> Planned {
    #[derive(Deserialize)]
    struct Params {
        expression: String,
        #[serde(flatten)]
        how: How,
        #[serde(flatten)]
        context: InContext,
    }
    let Params { expression, how, context } = read(params)?;
    let place = Place::Global(context.find(mirror)?);
    Ok(Plan::Ask(how.evaluate(expression, place), Shape::Evaluated))
}

/// Runs what `compileScript` has kept.
fn run_script(params: Value, mirror: &Mirror) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        script_id: String,
        #[serde(flatten)]
        how: How,
        #[serde(flatten)]
        context: InContext,
    }
    let Params { script_id, how, context } = read(params)?;
    let place = Place::Global(context.find(mirror)?);
    let number = script_id.strip_prefix(KEPT_SCRIPT).and_then(|number| number.parse().ok());
    let number = number.ok_or_else(|| Refusal::state("No script with given id"))?;
    Ok(Plan::RunKept { number, how, place })
}

fn call_function_on(params: Value, mirror: &Mirror) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        function_declaration: String,
        object_id: Option<String>,
        #[serde(default)]
        arguments: Vec<CallArgument>,
        #[serde(flatten)]
        how: How,
        #[serde(flatten)]
        context: InContext,
    }
    let params: Params = read(params)?;
    let this = match &params.object_id {
        Some(_) if params.context.is_given() => {
            return Err(Refusal::senseless(
                "ObjectId, executionContextId and uniqueContextId must mutually exclude each other",
            ));
        }
        Some(id) => This::Object(object(id)?),
        None if params.context.is_given() => This::Global(params.context.find(mirror)?),
        None => {
            return Err(Refusal::senseless(
                "Either objectId or executionContextId or uniqueContextId must be specified",
            ));
        }
    };
    let arguments = params.arguments.into_iter().map(argument).collect::<Result<_, _>>()?;
    let request = Request::CallFunctionOn(CallFunctionOn {
        function: params.function_declaration,
        this,
        arguments,
        shown: params.how.shown(),
        flags: params.how.flags(),
        group: params.how.object_group,
    });
    Ok(Plan::Ask(request, Shape::Evaluated))
}

pub fn argument(argument: CallArgument) -> Result<Argument, Refusal> {
    if let Some(id) = argument.object_id() {
        return object(id).map(Argument::Object);
    }
    argument.read().ok_or_else(|| Refusal::state("Couldn't parse value object in call argument"))
}

pub fn object(id: &str) -> Result<ObjectId, Refusal> {
    value::parse_object_id(id).ok_or_else(|| Refusal::state("Invalid remote object id"))
}

fn get_properties(params: Value) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        object_id: String,
        #[serde(default)]
        own_properties: bool,
        #[serde(default)]
        accessor_properties_only: bool,
        #[serde(default)]
        non_indexed_properties_only: bool,
        #[serde(default)]
        generate_preview: bool,
    }
    let params: Params = read(params)?;
    let request = Request::GetProperties(GetProperties {
        object: object(&params.object_id)?,
        own: params.own_properties,
        accessors_only: params.accessor_properties_only,
        non_indexed_only: params.non_indexed_properties_only,
        preview: params.generate_preview,
        page: None,
    });
    Ok(Plan::Ask(request, Shape::Properties))
}

fn await_promise(params: Value) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        promise_object_id: String,
        #[serde(flatten)]
        how: How,
    }
    let params: Params = read(params)?;
    let promise = object(&params.promise_object_id)?;
    Ok(Plan::Ask(Request::AwaitPromise { promise, shown: params.how.shown() }, Shape::Evaluated))
}

/// The parameters of `executionContextCreated`.
pub fn context_created(context: ContextId, name: &str) -> Value {
    json!({ "context": {
        "id": context.0,
        "origin": "",
        "name": name,
        "uniqueId": unique_id(context),
        "auxData": { "isDefault": true },
    } })
}

/// The parameters of `executionContextDestroyed`.
pub fn context_destroyed(context: ContextId) -> Value {
    json!({ "executionContextId": context.0, "executionContextUniqueId": unique_id(context) })
}

/// The event for something the console shows.
pub fn said(said: &Said, mirror: &Mirror) -> (&'static str, Value) {
    match said {
        Said::Console(call) => ("Runtime.consoleAPICalled", console_call(call, mirror)),
        Said::Thrown { id, timestamp, context, exception } => {
            let mut details = value::exception(exception, id.0, mirror);
            details["executionContextId"] = json!(context.0);
            ("Runtime.exceptionThrown", json!({ "timestamp": timestamp, "exceptionDetails": details }))
        }
    }
}

fn console_call(call: &ConsoleCall, mirror: &Mirror) -> Value {
    let kind = match call.kind {
        ConsoleKind::Log | ConsoleKind::TimeLog | ConsoleKind::Logpoint => "log",
        ConsoleKind::Debug => "debug",
        ConsoleKind::Info => "info",
        ConsoleKind::Warn => "warning",
        ConsoleKind::Error => "error",
        ConsoleKind::Dir => "dir",
        ConsoleKind::Dirxml => "dirxml",
        ConsoleKind::Table => "table",
        ConsoleKind::Trace => "trace",
        ConsoleKind::Assert => "assert",
        ConsoleKind::Count => "count",
        ConsoleKind::Group => "startGroup",
        ConsoleKind::GroupCollapsed => "startGroupCollapsed",
        ConsoleKind::GroupEnd => "endGroup",
        ConsoleKind::TimeEnd => "timeEnd",
        ConsoleKind::Clear => "clear",
    };
    // As V8 fills the line of a method that was given nothing.
    let default = match call.kind {
        _ if !call.arguments.is_empty() => None,
        ConsoleKind::Trace => Some("console.trace"),
        ConsoleKind::Assert => Some("console.assert"),
        ConsoleKind::Group => Some("console.group"),
        ConsoleKind::GroupCollapsed => Some("console.groupCollapsed"),
        ConsoleKind::GroupEnd => Some("console.groupEnd"),
        _ => None,
    };
    let default = default.map(|text| json!({ "type": "string", "value": text }));
    json!({
        "type": kind,
        "args": call.arguments.iter().map(value::remote).chain(default).collect::<Value>(),
        "executionContextId": call.context.0,
        "timestamp": call.timestamp,
        "stackTrace": value::stack(&call.stack, call.async_stack.as_deref(), mirror),
    })
}
