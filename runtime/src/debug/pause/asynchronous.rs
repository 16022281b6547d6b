//! Who scheduled what runs now: functions that await it, read from the engine's promises when it
//! stops, and timers, recorded when they are made and a client wants to know.

use rquickjs::{Ctx, Value};

use super::Agent;
use crate::debug::frames::ProgramFrame;
use crate::debug::wire::RawAsync;
use crate::engine::wire::{RawFrame, RawPlace};

/// Frames of a stack that is only shown.
const MAX_FRAMES: usize = 32;

impl Agent {
    /// The asynchronous callers of the present stack.
    pub(in crate::debug) fn async_stack(&self, ctx: &Ctx) -> Option<Box<RawAsync>> {
        let depth = self.stops.borrow().async_depth();
        if depth == 0 {
            return None;
        }
        let recorded = self.timer.borrow().as_deref().and_then(|text| serde_json::from_str(text).ok());
        let awaiting = self.awaiting();
        let mut stack: Option<Box<RawAsync>> = recorded;
        for frame in awaiting.iter().rev() {
            let frames = vec![self.shown_frame(ctx, *frame)];
            stack = Some(Box::new(RawAsync { description: "await".to_owned(), frames, parent: stack }));
        }
        cut(stack, depth)
    }

    /// The functions that wait for the outermost frame of the stack, nearest first.
    pub(in crate::debug) fn awaiting(&self) -> Vec<ProgramFrame> {
        let Some(walker) = self.control.walker() else { return Vec::new() };
        // SAFETY: on the engine's thread, inside the engine; the frame is on the stack.
        unsafe {
            let frames = walker.program_frames(usize::MAX);
            let outermost = frames.iter().rev().find(|frame| frame.is_coroutine);
            outermost.map(|frame| walker.waiting_for(frame.address)).unwrap_or_default()
        }
    }

    fn shown_frame(&self, ctx: &Ctx, frame: ProgramFrame) -> RawFrame {
        let walker = self.control.walker();
        // SAFETY: the frame waits for one that is on the stack: it is alive.
        let function: Option<Value> = walker.map(|walker| unsafe { walker.function(ctx, frame.address) });
        let name = function.and_then(|it| self.log(self.call(ctx, "remote", "functionName", (it,))));
        let ProgramFrame { version, line, column, .. } = frame;
        RawFrame {
            function: name.unwrap_or_default(),
            place: RawPlace::Script { name: format!("?v={version}"), line, column },
        }
    }

    /// A timer is made: where, for when it fires. Nothing when nobody wants to know.
    pub(in crate::debug) fn scheduled(&self, ctx: &Ctx, description: String) -> Option<String> {
        let depth = self.stops.borrow().async_depth();
        if depth == 0 || !self.is_attached() {
            return None;
        }
        let mut frames = self.stack(ctx);
        frames.truncate(MAX_FRAMES);
        let made = RawAsync { description, frames, parent: self.async_stack(ctx) };
        let made = cut(Some(Box::new(made)), depth)?;
        serde_json::to_string(&made).ok()
    }

    /// A timer fires, or its callback has returned; answers with what was there before.
    pub(in crate::debug) fn entering(&self, site: Option<String>) -> Option<String> {
        self.timer.replace(site)
    }
}

/// The first `depth` stacks.
fn cut(stack: Option<Box<RawAsync>>, depth: u32) -> Option<Box<RawAsync>> {
    let mut stack = stack.filter(|_| depth > 0)?;
    stack.parent = cut(stack.parent.take(), depth - 1);
    Some(stack)
}
