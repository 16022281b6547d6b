//! What clients ask: answered from what the session knows, or passed on to the engine.

use super::{Debugger, Effect, Loaded, rule};
use crate::debug::breakpoints::{Breakpoint, pattern};
use crate::debug::message::{
    Answer, BreakpointId, ClientId, Failure, NewBreakpoint, Place, PossibleLocation, Request, RequestId,
    ScriptId, ScriptPosition, Target,
};
use crate::debug::scopes::ScopeTable;
use crate::debug::wire::{Ask, Go, ToDebug};
use crate::position::LineColumn;

impl Debugger {
    /// `Ok(None)`: the engine will answer.
    pub(super) fn request(
        &mut self,
        client: ClientId,
        id: RequestId,
        request: Request,
    ) -> Result<Option<Answer>, Failure> {
        let ask = match request {
            Request::Pause => return self.done(ToDebug::Pause { at_start: false }),
            Request::Terminate => return self.done(ToDebug::Terminate),
            Request::Cancel => return self.done(ToDebug::Cancel),
            Request::Resume => return self.go(Go::On).map(Some),
            Request::StepInto => return self.go(Go::Into).map(Some),
            Request::StepOver => return self.go(Go::Over).map(Some),
            Request::StepOut => return self.go(Go::Out).map(Some),
            Request::ContinueTo { place, in_frame } => return self.continue_to(place, in_frame).map(Some),
            Request::RunIfWaiting => return Ok(Some(self.run())),
            Request::SetBreakpoint(asked) => return self.set_breakpoint(client, asked).map(Some),
            Request::RemoveBreakpoint(id) => return Ok(Some(self.remove_own(client, id))),
            Request::PossibleLocations { script, from, to, in_function } => {
                return self.possible_locations(script, from, to, in_function).map(Some);
            }
            Request::SetBreakpointsActive(active) => {
                return self.set_mode(client, |client| client.breakpoints_active = active);
            }
            Request::SetPauseOnExceptions(mode) => {
                return self.set_mode(client, |client| client.exceptions = mode);
            }
            Request::SetExceptionConditions(conditions) => {
                return self.set_mode(client, |client| client.conditions = conditions);
            }
            Request::SetSkipPauses(skip) => return self.set_mode(client, |it| it.skips_pauses = skip),
            Request::SetAsyncDepth(depth) => {
                return self.set_mode(client, |client| client.async_depth = depth);
            }
            Request::SetBlackboxPatterns(patterns) => return self.set_blackbox(client, &patterns),
            Request::SetBlackboxAnonymous(anonymous) => {
                return self.set_mode(client, |client| client.blackbox_anonymous = anonymous);
            }
            Request::SetBlackboxedRanges { script, changes } => {
                return self.set_mode(client, |client| {
                    client.blackboxed_ranges.insert(script, changes);
                });
            }
            Request::Evaluate(asked) => {
                let is_global =
                    matches!(asked.place, Place::Global(context) if Some(context) == self.context);
                let stops = is_global && !asked.flags.throw_on_side_effect;
                let script = stops.then(|| self.evaluates(&asked.expression, asked.flags.repl)).flatten();
                Ask::Evaluate { asked, script }
            }
            Request::Compile { text } => Ask::Compile { text },
            Request::CallFunctionOn(asked) => Ask::CallFunctionOn(asked),
            Request::AwaitPromise { promise, shown } => Ask::AwaitPromise { promise, shown },
            Request::GetProperties(asked) => Ask::GetProperties(asked),
            Request::SetVariable { frame, scope, name, value } => {
                Ask::SetVariable { frame, scope, name, value }
            }
            Request::ReleaseObject(object) => Ask::ReleaseObject(object),
            Request::ReleaseGroup(group) => Ask::ReleaseGroup(group),
            Request::LexicalNames => Ask::LexicalNames,
            Request::HeapUsage => Ask::HeapUsage,
            Request::StartProfile { interval_us } => Ask::StartProfile { interval_us },
            Request::StopProfile => Ask::StopProfile,
            Request::CollectGarbage => Ask::CollectGarbage,
            Request::ExceptionDetails(object) => Ask::ExceptionDetails(object),
            Request::AddBinding(name) => Ask::AddBinding(name),
        };
        if self.incarnation.is_none() {
            return Err(Failure::Gone);
        }
        self.next_token += 1;
        let token = self.next_token;
        self.open.insert(token, (client, id));
        self.ask_engine(ToDebug::Ask { token, client, ask });
        Ok(None)
    }

    fn run(&mut self) -> Answer {
        self.effects.push(Effect::Run);
        Answer::Done
    }

    fn remove_own(&mut self, client: ClientId, id: BreakpointId) -> Answer {
        if self.breakpoints.get(&id).is_some_and(|it| it.client == client) {
            self.remove_breakpoint(id);
        }
        Answer::Done
    }

    fn set_blackbox(&mut self, client: ClientId, patterns: &[String]) -> Result<Option<Answer>, Failure> {
        let patterns = patterns.iter().map(|text| pattern(text)).collect::<Result<_, _>>()?;
        self.set_mode(client, |client| client.blackbox = patterns)
    }

    fn done(&mut self, message: ToDebug) -> Result<Option<Answer>, Failure> {
        self.ask_engine(message);
        Ok(Some(Answer::Done))
    }

    fn set_mode(
        &mut self,
        client: ClientId,
        set: impl FnOnce(&mut super::Client),
    ) -> Result<Option<Answer>, Failure> {
        if let Some(client) = self.clients.get_mut(&client) {
            set(client);
        }
        self.send_modes();
        Ok(Some(Answer::Done))
    }

    fn loaded(&self, script: ScriptId) -> Result<&Loaded, Failure> {
        let found = self.scripts().find(|it| it.id() == script);
        found.ok_or(Failure::UnknownScript(script))
    }

    fn continue_to(&mut self, place: ScriptPosition, in_frame: bool) -> Result<Answer, Failure> {
        let LineColumn { line, column } = place.position;
        let slid = self.loaded(place.script)?.places().slide(line, Some(column));
        let (probe, _) = slid.ok_or(Failure::NoPlace)?;
        self.go(Go::To { version: place.script, probe, in_frame })
    }

    fn set_breakpoint(&mut self, client: ClientId, asked: NewBreakpoint) -> Result<Answer, Failure> {
        let exact = match &asked.target {
            Target::Script(script) => Some(*script),
            Target::Path(_) | Target::Url(_) | Target::UrlRegex(_) | Target::Function(_) => None,
        };
        if exact.is_some_and(|script| self.loaded(script).is_err()) {
            return Err(Failure::NoPlace);
        }
        let mut breakpoint = Breakpoint::new(client, asked)?;
        if self.breakpoints.values().any(|other| other.is_same(&breakpoint)) {
            return Err(Failure::Duplicate);
        }
        let mut locations = Vec::new();
        for loaded in self.scripts() {
            let bound = breakpoint.bind(&loaded.version, &loaded.url, loaded.places());
            locations
                .extend(bound.into_iter().map(|position| ScriptPosition { script: loaded.id(), position }));
        }
        if let Some(script) = exact {
            let place = breakpoint.bound.get(&script).ok_or(Failure::NoPlace)?;
            let is_there = |other: &Breakpoint| {
                let is_same = matches!(other.asked.target, Target::Script(_)) && other.client == client;
                is_same && other.bound.get(&script) == Some(place)
            };
            if self.breakpoints.values().any(is_there) {
                return Err(Failure::Duplicate);
            }
        }
        self.next_breakpoint += 1;
        let id = BreakpointId(self.next_breakpoint);
        self.ask_engine(ToDebug::Rule { id, rule: rule(&breakpoint) });
        self.breakpoints.insert(id, breakpoint);
        for location in &locations {
            self.send_stops(location.script);
        }
        Ok(Answer::BreakpointSet { id, locations })
    }

    fn possible_locations(
        &self,
        script: ScriptId,
        from: LineColumn,
        to: Option<LineColumn>,
        in_function: bool,
    ) -> Result<Answer, Failure> {
        let loaded = self.loaded(script)?;
        let found = loaded.places().between(from, to);
        if !in_function {
            return Ok(Answer::Locations(found));
        }
        let table = ScopeTable::new(&loaded.version.code);
        let function = |position: LineColumn| {
            let (probe, _) = loaded.places().slide(position.line, Some(position.column))?;
            let table = table.as_ref()?;
            table.function_at(table.probe(probe)?.offset)
        };
        let own = function(from);
        let is_own = |it: &PossibleLocation| function(it.position) == own;
        Ok(Answer::Locations(found.into_iter().filter(is_own).collect()))
    }
}
