//! What has to be so before a method is taken up: a domain that is switched on, a program that is paused
//! (pure).

use super::envelope::Refusal;

#[derive(Clone, Copy)]
pub struct Enabled {
    pub runtime: bool,
    pub debugger: bool,
}

/// As in V8, but for `setBreakpointByUrl`: `node inspect` sends it early when it is attached again.
const NEED_DEBUGGER: &[&str] = &[
    "Debugger.continueToLocation",
    "Debugger.getScriptSource",
    "Debugger.pause",
    "Debugger.removeBreakpoint",
    "Debugger.setAsyncCallStackDepth",
    "Debugger.setBreakpoint",
    "Debugger.setPauseOnExceptions",
    "Debugger.setReturnValue",
    "Debugger.setScriptSource",
    "Debugger.setVariableValue",
    "Runtime.setAsyncCallStackDepth",
];
const NEED_RUNTIME: &[&str] =
    &["Runtime.compileScript", "Runtime.runScript", "Runtime.setMaxCallStackSizeToCapture"];
const NEED_PAUSE: &[&str] = &[
    "Debugger.continueToLocation",
    "Debugger.evaluateOnCallFrame",
    "Debugger.restartFrame",
    "Debugger.setReturnValue",
    "Debugger.setVariableValue",
];

pub fn pass(method: &str, enabled: Enabled, is_paused: bool) -> Result<(), Refusal> {
    if !enabled.debugger && NEED_DEBUGGER.contains(&method) {
        return Err(Refusal::state("Debugger agent is not enabled"));
    }
    if !enabled.runtime && NEED_RUNTIME.contains(&method) {
        return Err(Refusal::state("Runtime agent is not enabled"));
    }
    if !is_paused && NEED_PAUSE.contains(&method) {
        return Err(Refusal::state("Can only perform operation while paused."));
    }
    Ok(())
}
