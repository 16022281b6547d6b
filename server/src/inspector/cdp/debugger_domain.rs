//! The domain `Debugger`: scripts, breakpoints, pauses (pure).

use runtime::debug::message::*;
use runtime::debug::search::Search;
use runtime::ids::VersionId;
use runtime::position::LineColumn;
use serde::Deserialize;
use serde_json::{Value, json};

use super::envelope::{Refusal, read};
use super::mirror::Mirror;
use super::plan::{Plan, Planned, Shape, done, nothing};
use super::runtime_domain::{Depth, How, argument};
use super::value::{self, CallArgument};

/// What this domain answers.
pub const METHODS: &[&str] = &[
    "enable",
    "disable",
    "setBreakpointByUrl",
    "setBreakpoint",
    "removeBreakpoint",
    "setBreakpointsActive",
    "getPossibleBreakpoints",
    "continueToLocation",
    "pause",
    "resume",
    "stepInto",
    "stepOver",
    "stepOut",
    "setPauseOnExceptions",
    "setSkipAllPauses",
    "setBlackboxPatterns",
    "setAsyncCallStackDepth",
    "evaluateOnCallFrame",
    "setVariableValue",
    "getScriptSource",
    "searchInContent",
    "setBlackboxExecutionContexts",
    "getStackTrace",
    "restartFrame",
    "setReturnValue",
    "setScriptSource",
    "getWasmBytecode",
    "disassembleWasmModule",
    "setBlackboxedRanges",
];
pub const EVENTS: &[&str] = &["scriptParsed", "paused", "resumed", "breakpointResolved"];

pub fn plan(method: &str, params: Value, mirror: &Mirror) -> Option<Planned> {
    Some(match method {
        "enable" => Ok(Plan::EnableDebugger),
        "disable" => Ok(Plan::DisableDebugger),
        "setBreakpointByUrl" => set_breakpoint_by_url(params),
        "setBreakpoint" => set_breakpoint(params),
        "removeBreakpoint" => remove_breakpoint(params),
        "setBreakpointsActive" => {
            read::<Active>(params).and_then(|it| done(Request::SetBreakpointsActive(it.active)))
        }
        "getPossibleBreakpoints" => possible_breakpoints(params, mirror),
        "continueToLocation" => read::<To>(params).and_then(|To { location, target_call_frames }| {
            let in_frame = match target_call_frames.as_deref() {
                None | Some("any") => false,
                Some("current") => true,
                Some(other) => {
                    return Err(Refusal::state(format!("Unknown target of call frames: {other}")));
                }
            };
            done(Request::ContinueTo { place: location.read()?, in_frame })
        }),
        "pause" => done(Request::Pause),
        "resume" => read::<Resume>(params).map(|it| {
            if it.terminate_on_resume {
                Plan::AskBoth(Request::Terminate, Request::Resume, Shape::Empty)
            } else {
                Plan::Ask(Request::Resume, Shape::Empty)
            }
        }),
        "stepInto" => done(Request::StepInto),
        "stepOver" => done(Request::StepOver),
        "stepOut" => done(Request::StepOut),
        "setPauseOnExceptions" => set_pause_on_exceptions(params),
        "setSkipAllPauses" => read::<Skip>(params).and_then(|it| done(Request::SetSkipPauses(it.skip))),
        "setBlackboxPatterns" => read::<Patterns>(params).map(|Patterns { patterns, skip_anonymous }| {
            let anonymous = Request::SetBlackboxAnonymous(skip_anonymous);
            Plan::AskBoth(anonymous, Request::SetBlackboxPatterns(patterns), Shape::Empty)
        }),
        "setBlackboxedRanges" => blackbox_ranges(params, mirror),
        // There is one context, and nobody hides the whole program.
        "setBlackboxExecutionContexts" => nothing(),
        "setAsyncCallStackDepth" => {
            read::<Depth>(params).and_then(|it| done(Request::SetAsyncDepth(it.depth())))
        }
        "evaluateOnCallFrame" => evaluate_on_call_frame(params),
        "setVariableValue" => set_variable(params),
        "getScriptSource" => read::<OfScript>(params).and_then(|it| {
            let script = known(&it.script_id, mirror)?;
            Ok(Plan::Reply(json!({ "scriptSource": &*script.text })))
        }),
        "searchInContent" => search(params, mirror),
        // Stacks come whole.
        "getStackTrace" => Err(Refusal::state("Stack trace with given id is not found")),
        "restartFrame" if params["mode"].is_null() => {
            Err(Refusal::state("Restarting frame without 'mode' not supported"))
        }
        "restartFrame" => Err(Refusal::state("The engine cannot restart a frame")),
        // Where a program stops, no value is on its way to a caller.
        "setReturnValue" => Err(Refusal::state("Could not update return value at non-return position")),
        "getWasmBytecode" | "disassembleWasmModule" => read::<OfScript>(params).and_then(|it| {
            known(&it.script_id, mirror)?;
            Err(Refusal::state("Not a WebAssembly script"))
        }),
        "setScriptSource" => read::<OfScript>(params).and_then(|it| {
            known(&it.script_id, mirror).map_err(|_| Refusal::state("No script with given id found"))?;
            Err(Refusal::state("Save the file instead: the program takes its new text at once"))
        }),
        _ => return None,
    })
}

#[derive(Deserialize)]
struct Active {
    active: bool,
}

#[derive(Deserialize)]
struct Skip {
    skip: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Patterns {
    patterns: Vec<String>,
    #[serde(default)]
    skip_anonymous: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct To {
    location: Location,
    target_call_frames: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Resume {
    terminate_on_resume: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfScript {
    script_id: String,
}

/// A place as clients write it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    script_id: String,
    line_number: i64,
    column_number: Option<i64>,
}

/// A number below zero is behind every place.
fn place_number(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Location {
    fn script(&self) -> Result<ScriptId, Refusal> {
        script_id(&self.script_id)
    }

    fn position(&self) -> LineColumn {
        LineColumn {
            line: place_number(self.line_number),
            column: place_number(self.column_number.unwrap_or(0)),
        }
    }

    fn read(&self) -> Result<ScriptPosition, Refusal> {
        Ok(ScriptPosition { script: self.script()?, position: self.position() })
    }
}

fn script_id(text: &str) -> Result<ScriptId, Refusal> {
    text.parse().map(VersionId).map_err(|_| no_script(text))
}

fn no_script(id: &str) -> Refusal {
    Refusal::state(format!("No script for id: {id}"))
}

fn known<'m>(id: &str, mirror: &'m Mirror) -> Result<&'m Script, Refusal> {
    mirror.scripts.get(script_id(id)?).ok_or_else(|| no_script(id))
}

fn set_breakpoint_by_url(params: Value) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        line_number: i64,
        column_number: Option<i64>,
        url: Option<String>,
        url_regex: Option<String>,
        script_hash: Option<String>,
        condition: Option<String>,
    }
    let params: Params = read(params)?;
    let target = match (params.url, params.url_regex, params.script_hash) {
        (Some(url), None, None) => Target::Url(url),
        (None, Some(regex), None) => Target::UrlRegex(regex),
        (None, None, Some(_)) => {
            return Err(Refusal::state("Scripts have no hash here: give url or urlRegex"));
        }
        _ => return Err(Refusal::state("Either url or urlRegex or scriptHash must be specified.")),
    };
    if params.column_number.is_some_and(|column| column < 0) {
        return Err(Refusal::state("Incorrect column number"));
    }
    let breakpoint = NewBreakpoint {
        target,
        line: place_number(params.line_number),
        column: params.column_number.map(place_number),
        condition: given(params.condition),
        hits: None,
        log: None,
    };
    Ok(Plan::Ask(Request::SetBreakpoint(breakpoint), Shape::BreakpointByUrl))
}

fn set_breakpoint(params: Value) -> Planned {
    #[derive(Deserialize)]
    struct Params {
        location: Location,
        condition: Option<String>,
    }
    let Params { location, condition } = read(params)?;
    let breakpoint = NewBreakpoint {
        target: Target::Script(
            location.script().map_err(|_| Refusal::state("Could not resolve breakpoint"))?,
        ),
        line: place_number(location.line_number),
        column: location.column_number.map(place_number),
        condition: given(condition),
        hits: None,
        log: None,
    };
    Ok(Plan::Ask(Request::SetBreakpoint(breakpoint), Shape::Breakpoint))
}

/// Clients send an empty condition for none.
fn given(condition: Option<String>) -> Option<String> {
    condition.filter(|condition| !condition.trim().is_empty())
}

fn remove_breakpoint(params: Value) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        breakpoint_id: String,
    }
    let params: Params = read(params)?;
    match params.breakpoint_id.parse() {
        Ok(id) => done(Request::RemoveBreakpoint(BreakpointId(id))),
        // As one that is gone.
        Err(_) => nothing(),
    }
}

fn possible_breakpoints(params: Value, mirror: &Mirror) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        start: Location,
        end: Option<Location>,
        #[serde(default)]
        restrict_to_function: bool,
    }
    let Params { start, end, restrict_to_function } = read(params)?;
    if end.as_ref().is_some_and(|end| end.script_id != start.script_id) {
        return Err(Refusal::state("Locations should contain the same scriptId"));
    }
    let is_valid = |place: &Location| place.line_number >= 0 && place.column_number.unwrap_or(0) >= 0;
    for (name, place) in [("start", Some(&start)), ("end", end.as_ref())] {
        if place.is_some_and(|place| !is_valid(place)) {
            let message = format!("{name}.lineNumber and {name}.columnNumber should be >= 0");
            return Err(Refusal::state(message));
        }
    }
    let script = known(&start.script_id, mirror).map_err(|_| Refusal::state("Script not found"))?.id;
    let request = Request::PossibleLocations {
        script,
        from: start.position(),
        to: end.map(|end| end.position()),
        in_function: restrict_to_function,
    };
    Ok(Plan::Ask(request, Shape::Locations { script }))
}

/// At each position the state changes; what stands before the first is not skipped.
fn blackbox_ranges(params: Value, mirror: &Mirror) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Position {
        line_number: i64,
        column_number: i64,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        script_id: String,
        positions: Vec<Position>,
    }
    let Params { script_id, positions } = read(params)?;
    let script = known(&script_id, mirror).map_err(|_| Refusal::state("No script with passed id."))?.id;
    let mut changes: Vec<LineColumn> = Vec::new();
    for Position { line_number, column_number } in positions {
        let (Ok(line), Ok(column)) = (u32::try_from(line_number), u32::try_from(column_number)) else {
            return Err(Refusal::state("Position missing 'line' or 'line' < 0."));
        };
        changes.push(LineColumn { line, column });
    }
    if !changes.is_sorted_by(|before, after| before < after) {
        let message = "Input positions array is not sorted or contains duplicate values.";
        return Err(Refusal::state(message));
    }
    done(Request::SetBlackboxedRanges { script, changes })
}

fn set_pause_on_exceptions(params: Value) -> Planned {
    #[derive(Deserialize)]
    struct Params {
        state: String,
    }
    let Params { state } = read(params)?;
    let mode = match state.as_str() {
        "none" => ExceptionMode::None,
        "caught" => ExceptionMode::Caught,
        "uncaught" => ExceptionMode::Uncaught,
        "all" => ExceptionMode::All,
        _ => return Err(Refusal::state(format!("Unknown pause on exceptions mode: {state}"))),
    };
    done(Request::SetPauseOnExceptions(mode))
}

fn frame(id: &str) -> Result<FrameId, Refusal> {
    value::parse_frame_id(id).ok_or_else(|| Refusal::state("Invalid call frame id"))
}

fn evaluate_on_call_frame(params: Value) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        call_frame_id: String,
        expression: String,
        #[serde(flatten)]
        how: How,
    }
    let params: Params = read(params)?;
    let place = Place::Frame(frame(&params.call_frame_id)?);
    Ok(Plan::Ask(params.how.evaluate(params.expression, place), Shape::Evaluated))
}

fn set_variable(params: Value) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        scope_number: u32,
        variable_name: String,
        new_value: CallArgument,
        call_frame_id: String,
    }
    let params: Params = read(params)?;
    done(Request::SetVariable {
        frame: frame(&params.call_frame_id)?,
        scope: params.scope_number,
        name: params.variable_name,
        value: argument(params.new_value)?,
    })
}

fn search(params: Value, mirror: &Mirror) -> Planned {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        script_id: String,
        query: String,
        #[serde(default)]
        case_sensitive: bool,
        #[serde(default)]
        is_regex: bool,
    }
    let params: Params = read(params)?;
    let Params { script_id, query, case_sensitive, is_regex } = params;
    let text = &known(&script_id, mirror)?.text;
    let search = Search::new(&query, is_regex, case_sensitive)
        .map_err(|failure| Refusal::state(failure.to_string()))?;
    let hits = text.lines().enumerate().filter(|(_, line)| search.finds(line));
    let hits = hits.map(|(number, line)| json!({ "lineNumber": number, "lineContent": line }));
    Ok(Plan::Reply(json!({ "result": hits.collect::<Value>() })))
}

/// One of the answers of `getPossibleBreakpoints`.
pub fn possible(script: ScriptId, at: &PossibleLocation) -> Value {
    let mut json = value::location(ScriptPosition { script, position: at.position });
    match at.kind {
        LocationKind::Statement => {}
        LocationKind::Return => json["type"] = json!("return"),
        LocationKind::Debugger => json["type"] = json!("debuggerStatement"),
    }
    json
}

/// The parameters of `scriptParsed`. No hash: a client that compares it with the file on disk would
/// open a copy when the editor's text is not saved byte for byte. No map: positions are the file's own.
pub fn script_parsed(script: &Script) -> Value {
    json!({
        "scriptId": script.id.to_string(),
        "url": &*script.url,
        "startLine": 0,
        "startColumn": 0,
        "endLine": script.end.line,
        "endColumn": script.end.column,
        "executionContextId": script.context.0,
        "hash": "",
        "isLiveEdit": false,
        "sourceMapURL": "",
        "hasSourceURL": !script.is_module && !script.url.is_empty(),
        "isModule": script.is_module,
        "length": script.text.encode_utf16().count(),
        "scriptLanguage": "JavaScript",
        "embedderName": &*script.url,
    })
}
