//! What the program prints, for clients.

use rquickjs::{Ctx, Value};

use super::Recipient;
use crate::debug::message::{ConsoleKind, KEPT_CONSOLE_CALLS, RemoteValue, Shown};
use crate::debug::pause::{Agent, NullOr};
use crate::debug::wire::{FromDebug, RawConsole};
use crate::engine::stack;
use crate::engine::wire::{RawFrame, RawPlace};

/// The owner of what was printed.
pub(super) const CONSOLE_OWNER: i64 = -3;
/// Printed values are released so many calls at a time.
const CONSOLE_BATCH: u32 = 100;

impl Agent {
    /// The program has printed.
    pub(in crate::debug) fn console<'js>(&self, ctx: &Ctx<'js>, kind: ConsoleKind, values: &[Value<'js>]) {
        if !self.is_attached() {
            return;
        }
        let number = self.printed.get();
        self.printed.set(number.wrapping_add(1));
        let group = |batch: u32| Some(format!("{batch}"));
        if number.is_multiple_of(CONSOLE_BATCH) {
            let kept = KEPT_CONSOLE_CALLS as u32 / CONSOLE_BATCH;
            if let Some(oldest) = (number / CONSOLE_BATCH).checked_sub(kept) {
                let arguments = (CONSOLE_OWNER, NullOr(group(oldest)));
                self.log(self.call::<_, ()>(ctx, "remote", "releaseOf", arguments));
            }
        }
        let shown = Shown { by_value: false, preview: true };
        let to = Recipient { client: CONSOLE_OWNER, group: group(number / CONSOLE_BATCH), shown };
        let arguments = values
            .iter()
            .map(|value| self.describe(ctx, value.clone(), &to).unwrap_or(RemoteValue::Undefined))
            .collect();
        let (generation, timestamp) = (self.turn.generation.get(), now());
        let (stack, async_stack) = (self.stack(ctx), self.async_stack(ctx));
        let call = RawConsole { kind, arguments, generation, timestamp, stack, async_stack };
        self.tell(FromDebug::Console(call));
    }

    /// Where the program is, in short.
    pub(in crate::debug) fn stack(&self, ctx: &Ctx) -> Vec<RawFrame> {
        let text: Option<String> = self.log(self.call(ctx, "errors", "here", ()));
        let mut frames = stack::parse(&text.unwrap_or_default());
        frames.retain(|frame| matches!(frame.place, RawPlace::Script { .. }));
        frames
    }
}

/// Milliseconds since 1970.
pub(super) fn now() -> f64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64() * 1e3)
}
