//! Profiles: who records one, and who hears of those that the program makes (pure).

use std::collections::BTreeSet;

use runtime::debug::message::{ClientId, Command, ConsoleProfile, Request};
use serde_json::json;

use super::envelope::{self, Refusal};
use super::plan::{Plan, Shape};
use super::{Cdp, Client, Effect, profiler_domain};

#[derive(Debug, Default)]
pub(super) struct Profiler {
    pub(super) is_enabled: bool,
    /// A profile is recorded.
    pub(super) records: bool,
    pub(super) interval: Option<u32>,
    /// Profiles of the program that it has heard begin.
    pub(super) begun: BTreeSet<u32>,
}

impl Cdp {
    pub(super) fn profile(&mut self, client: ClientId, id: i64, method: String, plan: &Plan) -> Vec<Effect> {
        let Some(Client { profiler, .. }) = self.clients.get_mut(&client) else { return Vec::new() };
        let interval_us = profiler.interval.unwrap_or(profiler_domain::DEFAULT_INTERVAL_US);
        let (request, shape) = match plan {
            Plan::EnableProfiler(enabled) => {
                profiler.is_enabled = *enabled;
                if !*enabled {
                    profiler.begun.clear();
                }
                let ends = !*enabled && std::mem::take(&mut profiler.records);
                let mut effects = self.ready(client, Vec::new(), id, Ok(json!({})));
                if ends {
                    // Nobody waits for its answer.
                    let request = Request::StopProfile;
                    effects.push(Effect::Core(Command::Ask { client, id: self.next_request(), request }));
                }
                return effects;
            }
            Plan::SamplingInterval(interval) if !profiler.records => {
                profiler.interval = Some(*interval);
                return self.ready(client, Vec::new(), id, Ok(json!({})));
            }
            Plan::SamplingInterval(_) => {
                let refusal = Refusal::state("Cannot change sampling interval when profiling.");
                return self.ready(client, Vec::new(), id, Err(refusal));
            }
            Plan::StartProfile if !profiler.is_enabled => {
                return self.ready(client, Vec::new(), id, Err(Refusal::state("Profiler is not enabled")));
            }
            Plan::StartProfile => {
                profiler.records = true;
                (Request::StartProfile { interval_us }, Shape::Empty)
            }
            _ if !std::mem::take(&mut profiler.records) => {
                let refusal = Refusal::state("No recording profiles found");
                return self.ready(client, Vec::new(), id, Err(refusal));
            }
            _ => (Request::StopProfile, Shape::Profile),
        };
        self.ask(client, request, (id, method, shape))
    }

    /// Its end is for those who know of its beginning.
    pub(super) fn console_profile(&mut self, profile: &ConsoleProfile) -> Vec<Effect> {
        let mut told = BTreeSet::new();
        for (id, client) in &mut self.clients {
            let Client { profiler, .. } = client;
            let hears = match profile.recorded {
                Some(_) => profiler.begun.remove(&profile.id),
                None => client.held.is_none() && profiler.is_enabled && profiler.begun.insert(profile.id),
            };
            if hears {
                told.insert(*id);
            }
        }
        if told.is_empty() {
            return Vec::new();
        }
        let (method, params) = profiler_domain::console_profile(profile, &self.mirror);
        let text = envelope::event(method, params);
        told.into_iter().map(|client| Effect::Send(client, text.clone())).collect()
    }
}
