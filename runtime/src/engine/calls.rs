//! How the frames of an error were called, and who waits for them: noted beside its call sites, which
//! do not say. Made into names when somebody reads the stack.

use std::cell::OnceCell;

use rquickjs::{Array, Ctx, Value};

use crate::debug::frames::FrameWalker;
use crate::debug::frames::callers::{Callers, flags};
use crate::debug::pause::Agent;

/// As many call sites as the engine makes (`MAX_FRAMES` of the prelude).
const MOST_SITES: usize = 32;
/// What waits for the frame before.
const WAITS: u8 = 16;
/// A place before all frames: where a text did not parse.
const LEADS: u8 = 32;
/// Flags are written as characters from this one on.
const FIRST: u8 = b'0';

#[derive(Default)]
pub struct Calls(OnceCell<Option<Callers>>);

/// An error that is made.
pub struct Made<'a, 'js> {
    pub sites: &'a Array<'js>,
    /// Its constructor, or what captures stacks, is the innermost frame.
    pub is_by_maker: bool,
    /// The stack begins behind this function, if it is there.
    pub from: Option<&'a Value<'js>>,
}

impl Calls {
    /// A list: a text with the flags of each call site and of each function that waits, nearest first; then
    /// what belongs to them: the function and what it was called on, where that is known, and of those that
    /// wait always the function, and behind both where it is (version, line, column). `None`: nothing to say.
    pub fn of<'js>(
        &self,
        ctx: &Ctx<'js>,
        walker: &FrameWalker,
        agent: &Agent,
        made: &Made<'_, 'js>,
    ) -> rquickjs::Result<Option<Array<'js>>> {
        let proved = self.0.get_or_init(|| {
            let proved = walker.prove_callers(ctx);
            if proved.is_none() {
                tracing::warn!(
                    "stacks do not say on what functions were called: calls do not read as expected"
                );
            }
            proved
        });
        let Some(callers) = *proved else { return Ok(None) };
        let count = made.sites.len();
        let mut text = String::with_capacity(count);
        let mut values = Vec::new();
        // SAFETY: on the engine's thread, inside the engine; who waits is alive.
        unsafe {
            let skip = if count < MOST_SITES {
                walker.depth(usize::MAX).checked_sub(count)
            } else {
                let from = made.from.and_then(|it| walker.depth_of(it, usize::MAX));
                Some(from.unwrap_or_default() + usize::from(made.is_by_maker))
            };
            if skip.is_none() {
                text.push(char::from(FIRST + LEADS));
            }
            for call in walker.calls(ctx, callers, skip.unwrap_or_default(), count) {
                text.push(char::from(FIRST + call.flags));
                values.extend(call.on.into_iter().flat_map(|(function, value)| [function, value]));
            }
            for frame in walker.outermost_async().map(|it| agent.waiting_for(it)).unwrap_or_default() {
                let call = walker.call_at(ctx, callers, frame.address);
                text.push(char::from(FIRST + (call.flags & flags::HAS_RECEIVER | WAITS)));
                values.push(walker.function(ctx, frame.address));
                values.extend(call.on.map(|(_, value)| value));
                let numbers = [frame.version.0, frame.line, frame.column];
                values.extend(numbers.map(|it| Value::new_number(ctx.clone(), it.into())));
            }
        }
        if text.bytes().all(|it| it == FIRST) {
            return Ok(None);
        }
        let about = Array::new(ctx.clone())?;
        about.set(0, text)?;
        for (index, value) in values.into_iter().enumerate() {
            about.set(index + 1, value)?;
        }
        Ok(Some(about))
    }
}
