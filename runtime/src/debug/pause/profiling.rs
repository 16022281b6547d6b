//! Samples where the program is while a client records a profile: in the interrupt handler, and where a
//! turn begins and ends.

use rquickjs::{Ctx, Value};

use super::Agent;
use crate::debug::message::{ClientId, Failure};
use crate::debug::profiler::{IDLE, PROGRAM, RawProfile, Recording, Sampled};
use crate::debug::wire::{FromDebug, RawConsoleProfile};

/// Deeper stacks are cut at their outer end.
const MAX_FRAMES: usize = 256;

/// Microseconds between the samples of a profile that the program asks for: as clients have it.
const INTERVAL_US: u32 = 1000;

/// Who wants a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wanted {
    Client(ClientId),
    /// The program, by the number of its call of `console.profile`.
    Program(u32),
}

/// The profiles that the program has begun, by their numbers and titles, the newest last.
#[derive(Debug, Default)]
pub(super) struct Begun {
    profiles: Vec<(u32, String)>,
    count: u32,
}

impl Begun {
    fn begin(&mut self, title: String) -> u32 {
        self.count += 1;
        self.profiles.push((self.count, title));
        self.count
    }

    /// The newest one when none is named.
    fn end(&mut self, title: &str) -> Option<(u32, String)> {
        let at = match title {
            "" => self.profiles.len().checked_sub(1)?,
            _ => self.profiles.iter().position(|(_, begun)| begun == title)?,
        };
        Some(self.profiles.remove(at))
    }
}

impl Agent {
    /// `console.profile` or `console.profileEnd`: for a debugger that is there.
    pub(in crate::debug) fn console_profile(&self, ctx: &Ctx, title: String, ends: bool) {
        if !self.is_attached() {
            return;
        }
        let (id, title, recorded) = if ends {
            let Some((id, title)) = self.begun.borrow_mut().end(&title) else { return };
            let recording = self.profiles.borrow_mut().remove(&Wanted::Program(id));
            let Some(recording) = recording else { return };
            (id, title, Some(Box::new(recording.finish(self.micros()))))
        } else {
            let id = self.begun.borrow_mut().begin(title.clone());
            let recording = Recording::new(self.micros(), INTERVAL_US);
            self.profiles.borrow_mut().insert(Wanted::Program(id), recording);
            (id, title, None)
        };
        let stack = self.stack(ctx);
        self.tell(FromDebug::ConsoleProfile(RawConsoleProfile { id, title, stack, recorded }));
    }

    pub(super) fn forget_profile(&self, client: ClientId) {
        self.profiles.borrow_mut().remove(&Wanted::Client(client));
    }

    /// The program that has begun profiles is gone.
    pub(super) fn forget_console_profiles(&self) {
        self.begun.borrow_mut().profiles.clear();
        self.profiles.borrow_mut().retain(|wanted, _| matches!(wanted, Wanted::Client(_)));
    }

    fn micros(&self) -> u64 {
        (self.turn.elapsed() * 1e3) as u64
    }

    pub(in crate::debug) fn start_profile(&self, client: ClientId, interval: u32) {
        let recording = Recording::new(self.micros(), interval);
        self.profiles.borrow_mut().entry(Wanted::Client(client)).or_insert(recording);
    }

    pub(in crate::debug) fn stop_profile(&self, client: ClientId) -> Result<RawProfile, Failure> {
        let recording =
            self.profiles.borrow_mut().remove(&Wanted::Client(client)).ok_or(Failure::NotProfiling)?;
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
