//! Samples where the program is while a client records a profile: in the interrupt handler, and where a
//! turn begins and ends.

use rquickjs::{Ctx, Value};

use super::Agent;
use crate::debug::message::{ClientId, Failure};
use crate::debug::profiler::{IDLE, PROGRAM, RawProfile, Recording, Sampled};

/// Deeper stacks are cut at their outer end.
const MAX_FRAMES: usize = 256;

impl Agent {
    fn micros(&self) -> u64 {
        (self.turn.elapsed() * 1e3) as u64
    }

    pub(in crate::debug) fn start_profile(&self, client: ClientId, interval: u32) {
        let recording = Recording::new(self.micros(), interval);
        self.profiles.borrow_mut().entry(client).or_insert(recording);
    }

    pub(in crate::debug) fn stop_profile(&self, client: ClientId) -> Result<RawProfile, Failure> {
        let recording = self.profiles.borrow_mut().remove(&client).ok_or(Failure::NotProfiling)?;
        Ok(recording.finish(self.micros()))
    }

    /// JavaScript runs.
    pub(super) fn sample(&self, ctx: &Ctx) {
        if self.profiles.borrow().is_empty() {
            return;
        }
        let now = self.micros();
        let mut profiles = self.profiles.borrow_mut();
        let mut due = profiles.values_mut().filter(|recording| recording.is_due(now)).peekable();
        let Some(walker) = self.control.walker().filter(|_| due.peek().is_some()) else { return };
        // SAFETY: on the engine's thread, between two instructions.
        let frames = unsafe { walker.program_frames(MAX_FRAMES) };
        let sampled: Vec<Sampled> =
            frames.iter().map(|it| Sampled { version: it.version, start: it.start }).collect();
        let name = |index: usize| {
            // SAFETY: the frame is on the stack.
            let function: Option<Value> =
                frames.get(index).map(|it| unsafe { walker.function(ctx, it.address) });
            let name = function.and_then(|it| self.log(self.call(ctx, "remote", "functionName", (it,))));
            name.unwrap_or_default()
        };
        for recording in due {
            recording.sample(now, &sampled, name);
        }
    }

    /// A turn begins.
    pub fn turn_began(&self) {
        self.sample_outside(PROGRAM);
    }

    pub(super) fn sample_idle(&self) {
        self.sample_outside(IDLE);
    }

    fn sample_outside(&self, what: &str) {
        let mut profiles = self.profiles.borrow_mut();
        if !profiles.is_empty() {
            let now = self.micros();
            profiles.values_mut().for_each(|recording| recording.outside(now, what));
        }
    }
}
