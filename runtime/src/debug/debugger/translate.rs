//! From the engine's positions to those of the original text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::debug::message::{
    Answer, AsyncStack, CallFrame, ConsoleCall, ConsoleProfile, Exception, FrameId, Pause, Profile,
    ProfileNode, Reason, Scope, ScopeKind, ScriptPosition, StackFrame,
};
use crate::debug::profiler::{RawNode, RawProfile};
use crate::debug::wire::{
    FunctionStart, RawAnswer, RawAsync, RawCallFrame, RawConsole, RawConsoleProfile, RawException, RawPause,
    RawReason,
};
use crate::engine::wire::{RawFrame, RawPlace};
use crate::ids::VersionId;
use crate::position::{LineColumn, LineIndex, Lines};
use crate::source_map::{EnginePosition, MapTable, ModuleVersion, version_of_script};
use crate::transpile::MODULE_FUNCTION;
use crate::transpile::evaluated::SCRIPT_FUNCTION;

pub(super) fn answer(raw: RawAnswer, maps: &MapTable) -> Answer {
    match raw {
        RawAnswer::Done => Answer::Done,
        RawAnswer::Evaluated(result) => {
            Answer::Evaluated(result.map_err(|thrown| Box::new(exception(*thrown, maps))))
        }
        RawAnswer::Compiled(result) => {
            Answer::Compiled(result.map_err(|thrown| Box::new(exception(*thrown, maps))))
        }
        RawAnswer::Properties(mut properties, start) => {
            properties.function = start
                .and_then(|FunctionStart { version, line, column }| at(&*maps.get(version)?, line, column));
            Answer::Properties(properties)
        }
        RawAnswer::Names(names) => Answer::Names(names),
        RawAnswer::HeapUsage { used, total } => Answer::HeapUsage { used, total },
        RawAnswer::Profile(raw) => Answer::Profile(Box::new(profile(*raw, maps))),
    }
}

pub(super) fn console_profile(raw: RawConsoleProfile, maps: &MapTable) -> ConsoleProfile {
    ConsoleProfile {
        id: raw.id,
        title: raw.title,
        location: stack(&raw.stack, maps).first().map(|it| it.location),
        recorded: raw.recorded.map(|it| Box::new(profile(*it, maps))),
    }
}

fn profile(raw: RawProfile, maps: &MapTable) -> Profile {
    let node = |node: RawNode| {
        let version = node.place.and_then(|(version, ..)| maps.get(version));
        // What the whole of a module does begins where the module does.
        let location = version.as_deref().zip(node.place).map(|(version, (_, line, column))| {
            at(version, line, column).unwrap_or_else(|| at_offset(version, 0))
        });
        let is_text = node.function == MODULE_FUNCTION || node.function == SCRIPT_FUNCTION;
        ProfileNode {
            parent: node.parent,
            function: if is_text { String::new() } else { node.function },
            location,
            hits: node.hits,
        }
    };
    Profile {
        nodes: raw.nodes.into_iter().map(node).collect(),
        start: raw.start as f64,
        end: raw.end as f64,
        samples: raw.samples,
        deltas: raw.deltas,
    }
}

pub(super) fn exception(raw: RawException, maps: &MapTable) -> Exception {
    let stack = stack(&raw.stack, maps);
    let text = if raw.is_in_promise { "Uncaught (in promise)" } else { "Uncaught" };
    Exception {
        text: text.to_owned(),
        value: raw.value,
        location: stack.first().map(|it| it.location),
        stack,
    }
}

pub(super) fn pause(raw: RawPause, maps: &MapTable) -> Pause {
    let RawPause { id, reason, hit, frames, async_stack, generation: _ } = raw;
    let mut ranges = Ranges::default();
    let frames = frames.into_iter().enumerate().filter_map(|(index, frame)| {
        let id = FrameId { pause: id, index: index as u32 };
        call_frame(id, frame, maps, &mut ranges)
    });
    Pause {
        reason: match reason {
            RawReason::Start => Reason::Start,
            RawReason::Asked => Reason::Asked,
            RawReason::Step => Reason::Step,
            RawReason::Breakpoint => Reason::Breakpoint,
            RawReason::Debugger => Reason::Debugger,
            RawReason::Exception { value, uncaught } => Reason::Exception { value, uncaught },
            RawReason::Rejection { value } => Reason::Rejection { value },
        },
        hit,
        frames: frames.collect(),
        async_stack: async_stack.map(|it| Box::new(asynchronous(*it, maps))),
    }
}

/// Where scopes stand in the text, by where they stand in the code: many frames have the same ones.
type Ranges = FxHashMap<(VersionId, Range<u32>), Option<(LineColumn, LineColumn)>>;

fn range(version: &ModuleVersion, kind: ScopeKind, code: Range<u32>) -> Option<(LineColumn, LineColumn)> {
    let text = match kind {
        // Types at its ends are printed nowhere.
        ScopeKind::Module => 0..version.source.len(),
        _ => version.original_range(code)?,
    };
    let lines = LineIndex::new(&version.source, Lines::Editor);
    let position = |offset| lines.position(&version.source, offset);
    Some((position(text.start), position(text.end)))
}

/// `None` for code that is no longer known.
fn call_frame(id: FrameId, raw: RawCallFrame, maps: &MapTable, ranges: &mut Ranges) -> Option<CallFrame> {
    let version = maps.get(raw.version)?;
    let at_probe = raw.probe.and_then(|probe| version.probes.get(probe as usize));
    let offset = at_probe.map_or_else(
        || version.nearest_offset(EnginePosition { line: raw.line, column: raw.column }),
        |probe| probe.range.start as usize,
    );
    let scopes = raw.scopes.into_iter().map(|it| {
        let range = it.range.and_then(|code| {
            *ranges.entry((version.id, code.clone())).or_insert_with(|| range(&version, it.kind, code))
        });
        Scope { kind: it.kind, name: it.name, range, object: it.object }
    });
    Some(CallFrame {
        id,
        function: raw.function,
        location: at_offset(&version, offset),
        function_location: at(&version, raw.start.0, raw.start.1),
        scopes: scopes.collect(),
        this: raw.this,
    })
}

pub(super) fn console(raw: RawConsole, maps: &MapTable) -> ConsoleCall {
    ConsoleCall {
        kind: raw.kind,
        arguments: raw.arguments,
        context: raw.generation,
        timestamp: raw.timestamp,
        stack: stack(&raw.stack, maps),
        async_stack: raw.async_stack.map(|it| Box::new(asynchronous(*it, maps))),
    }
}

fn asynchronous(raw: RawAsync, maps: &MapTable) -> AsyncStack {
    AsyncStack {
        description: raw.description,
        frames: stack(&raw.frames, maps),
        parent: raw.parent.map(|it| Box::new(asynchronous(*it, maps))),
    }
}

/// The frames that have a place in the program's text.
fn stack(raw: &[RawFrame], maps: &MapTable) -> Vec<StackFrame> {
    let frame = |raw: &RawFrame| {
        let RawPlace::Script { name, line, column } = &raw.place else { return None };
        let location = at(&*maps.get(version_of_script(name)?)?, *line, *column)?;
        let is_text = raw.function == MODULE_FUNCTION || raw.function == SCRIPT_FUNCTION;
        let function = if is_text { String::new() } else { raw.function.clone() };
        Some(StackFrame { function, location })
    };
    raw.iter().filter_map(frame).collect()
}

fn at(version: &ModuleVersion, line: u32, column: u32) -> Option<ScriptPosition> {
    let offset = version.original_offset(EnginePosition { line, column }).ok()?;
    Some(at_offset(version, offset))
}

fn at_offset(version: &ModuleVersion, offset: usize) -> ScriptPosition {
    let script: VersionId = version.id;
    let lines = LineIndex::new(&version.source, Lines::Editor);
    ScriptPosition { script, position: lines.position(&version.source, offset) }
}
