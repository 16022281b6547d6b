//! Breakpoints: a client says all of a file at once, the debug core knows each by itself (pure).

use std::collections::BTreeMap;

use runtime::debug::message::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::envelope::{Refusal, To, read};
use super::from::{self, Wanted};
use super::{Dap, Gathering, Of, Then};

/// What a client says all breakpoints of at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    File(String),
    Script(ScriptId),
    Functions,
}

#[derive(Debug)]
struct Set {
    owner: Owner,
    asked: NewBreakpoint,
    /// What the core calls it, once it has said so.
    core: Option<BreakpointId>,
    at: Option<ScriptPosition>,
    refused: Option<Refusal>,
    /// The client was told of it before the core had answered.
    is_told: bool,
}

/// A breakpoint that is none, and the line that the client gave it.
#[derive(Debug)]
pub(super) struct Unread {
    why: Refusal,
    line: Option<i64>,
}

#[derive(Debug, Default)]
pub struct Breakpoints {
    last: i64,
    all: BTreeMap<i64, Set>,
}

impl Dap {
    pub(super) fn set_breakpoints(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            source: from::Source,
            #[serde(default)]
            breakpoints: Vec<Wanted>,
            /// As the client writes the path; `source` has the one that the system knows.
            written: Option<String>,
        }
        let Arguments { source, breakpoints, written } = read(arguments)?;
        let (owner, target) = match (&source.path, source.source_reference.filter(|number| *number != 0)) {
            (_, Some(number)) => {
                let script = self.sources.numbered(number).ok_or("There is no such source")?;
                (Owner::Script(script), Target::Script(script))
            }
            (Some(path), None) => {
                if let Some(written) = written {
                    self.sources.spell(path.as_ref(), &written);
                }
                (Owner::File(path.clone()), from::target(path))
            }
            (None, None) => return Err("the source has neither a path nor a sourceReference".into()),
        };
        let counting = self.counting();
        let wanted = breakpoints
            .iter()
            .map(|it| it.read(target.clone(), counting).map_err(|why| Unread { why, line: Some(it.line) }));
        let wanted = wanted.collect();
        self.replace(to, &owner, wanted);
        Ok(())
    }

    pub(super) fn set_function_breakpoints(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        struct Arguments {
            breakpoints: Vec<Wanted>,
        }
        let Arguments { breakpoints } = read(arguments)?;
        let counting = self.counting();
        let wanted = breakpoints.iter().map(|it| {
            let name = it.name.trim();
            let read = if name.is_empty() {
                Err("a function breakpoint needs the function's name".into())
            } else {
                it.read(Target::Function(name.to_owned()), counting)
            };
            read.map_err(|why| Unread { why, line: None })
        });
        let wanted = wanted.collect();
        self.replace(to, &Owner::Functions, wanted);
        Ok(())
    }

    /// Those that stay keep their number and their count of hits.
    fn replace(&mut self, to: &To, owner: &Owner, wanted: Vec<Result<NewBreakpoint, Unread>>) {
        let of_owner = |(id, set): (&i64, &Set)| (set.owner == *owner).then_some(*id);
        let mut old: Vec<i64> = self.breakpoints.all.iter().filter_map(of_owner).collect();
        let mut numbers = Vec::new();
        let mut new = Vec::new();
        for wanted in wanted {
            let number = wanted.map(|asked| {
                let is_same = |id: &i64| {
                    self.breakpoints
                        .all
                        .get(id)
                        .is_some_and(|set| set.asked == asked && set.refused.is_none())
                };
                if let Some(at) = old.iter().position(is_same) {
                    return old.remove(at);
                }
                self.breakpoints.last += 1;
                let id = self.breakpoints.last;
                new.push((id, asked.clone()));
                let set =
                    Set { owner: owner.clone(), asked, core: None, at: None, refused: None, is_told: false };
                self.breakpoints.all.insert(id, set);
                id
            });
            numbers.push(number);
        }
        for id in old {
            // One that the core has not named yet goes when it does.
            if let Some(core) = self.breakpoints.all.remove(&id).and_then(|set| set.core) {
                self.tell_core(Request::RemoveBreakpoint(core));
            }
        }
        let gathering = self.gather(to, new.len(), Of::Breakpoints(numbers));
        for (breakpoint, asked) in new {
            let then = Then::Breakpoint { breakpoint, gathering };
            self.ask(to.clone(), Request::SetBreakpoint(asked), then);
        }
        self.settle(gathering);
    }

    pub(super) fn gather(&mut self, to: &To, missing: usize, of: Of) -> u64 {
        self.next_request += 1;
        let number = self.next_request;
        self.gatherings.insert(number, Gathering { to: to.clone(), missing, of });
        number
    }

    /// One of the answers has come.
    pub(super) fn gathered(&mut self, number: u64) {
        if let Some(gathering) = self.gatherings.get_mut(&number) {
            gathering.missing = gathering.missing.saturating_sub(1);
        }
        self.settle(number);
    }

    /// Answers when nothing is missing.
    pub(super) fn settle(&mut self, number: u64) {
        if self.gatherings.get(&number).is_none_or(|gathering| gathering.missing > 0) {
            return;
        }
        let Some(Gathering { to, of, .. }) = self.gatherings.remove(&number) else { return };
        let body = match of {
            Of::Breakpoints(numbers) => {
                let breakpoints = numbers.into_iter().map(|number| match number {
                    Ok(id) => self.breakpoint(id),
                    Err(Unread { why, line }) => {
                        let mut body = json!({ "verified": false, "message": why, "reason": "failed" });
                        if let Some(line) = line {
                            body["line"] = json!(line);
                        }
                        body
                    }
                });
                json!({ "breakpoints": breakpoints.collect::<Value>() })
            }
            Of::Names { found, stem } => self.targets(found, &stem),
        };
        self.answer(&to, Ok(body));
    }

    /// A breakpoint as the client sees it.
    fn breakpoint(&mut self, id: i64) -> Value {
        let counting = self.counting();
        let Some(set) = self.breakpoints.all.get_mut(&id) else {
            return json!({ "id": id, "verified": false, "message": "It was replaced meanwhile" });
        };
        set.is_told = true;
        let (asked, at) = (set.asked.clone(), set.at);
        let mut body = json!({ "id": id, "verified": at.is_some() });
        // Helix puts one without a line on the first.
        if !matches!(asked.target, Target::Function(_)) {
            body["line"] = json!(asked.line + counting.first_line);
        }
        if let Some(why) = &set.refused {
            body["message"] = json!(why);
            body["reason"] = json!("failed");
            return body;
        }
        match at {
            Some(at) => {
                let (line, column) = counting.show(at.position);
                body["line"] = json!(line);
                body["column"] = json!(column);
                if let Some(source) = self.sources.of_script(at.script, &self.scripts) {
                    body["source"] = source;
                }
            }
            None => {
                body["reason"] = json!("pending");
                body["message"] = json!(match &asked.target {
                    Target::Function(name) => format!("No function that is loaded is called {name}"),
                    _ => "No code that is loaded is there yet".to_owned(),
                });
            }
        }
        body
    }

    pub(super) fn breakpoint_set(
        &mut self,
        id: i64,
        gathering: u64,
        core: BreakpointId,
        at: Option<ScriptPosition>,
    ) {
        match self.breakpoints.all.get_mut(&id) {
            Some(set) => {
                set.core = Some(core);
                set.at = at;
                let is_news = set.is_told && at.is_some();
                self.gathered(gathering);
                if is_news {
                    self.tell_breakpoint(id);
                }
            }
            None => {
                self.tell_core(Request::RemoveBreakpoint(core));
                self.gathered(gathering);
            }
        }
    }

    pub(super) fn breakpoint_refused(&mut self, id: i64, gathering: u64, why: Refusal) {
        if let Some(set) = self.breakpoints.all.get_mut(&id) {
            set.refused = Some(why);
        }
        self.gathered(gathering);
    }

    /// Bound in a script that came after it, or in the new text of a save.
    pub(super) fn breakpoint_resolved(&mut self, core: BreakpointId, at: ScriptPosition) {
        let found = self.breakpoints.all.iter_mut().find(|(_, set)| set.core == Some(core));
        let Some((id, set)) = found else { return };
        set.at = Some(at);
        let id = *id;
        self.tell_breakpoint(id);
    }

    fn tell_breakpoint(&mut self, id: i64) {
        let breakpoint = self.breakpoint(id);
        self.event("breakpoint", json!({ "reason": "changed", "breakpoint": breakpoint }));
    }

    /// The numbers of those that a pause is for, and whether all of them are functions'.
    pub(super) fn hit(&self, hit: &[BreakpointId]) -> (Vec<i64>, bool) {
        let is_hit = |set: &Set| set.core.is_some_and(|core| hit.contains(&core));
        let found: Vec<_> = self.breakpoints.all.iter().filter(|(_, set)| is_hit(set)).collect();
        let are_functions = !found.is_empty() && found.iter().all(|(_, set)| set.owner == Owner::Functions);
        (found.into_iter().map(|(id, _)| *id).collect(), are_functions)
    }

    pub(super) fn set_exception_breakpoints(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            #[serde(default)]
            filters: Vec<String>,
            #[serde(default)]
            filter_options: Vec<from::Filter>,
        }
        let Arguments { filters, filter_options } = read(arguments)?;
        let named = filters.into_iter().map(|filter_id| from::Filter { filter_id, condition: None });
        let all: Vec<from::Filter> = named.chain(filter_options).collect();
        let (mode, conditions) = from::exceptions(&all)?;
        self.tell_core(Request::SetExceptionConditions(conditions));
        self.ask(to.clone(), Request::SetPauseOnExceptions(mode), Then::Filters(all.len()));
        Ok(())
    }

    pub(super) fn locations(&mut self, to: &To, locations: &[PossibleLocation]) {
        let counting = self.counting();
        let shown = locations.iter().map(|it| {
            let (line, column) = counting.show(it.position);
            json!({ "line": line, "column": column })
        });
        let breakpoints: Value = shown.collect();
        self.answer(to, Ok(json!({ "breakpoints": breakpoints })));
    }
}
