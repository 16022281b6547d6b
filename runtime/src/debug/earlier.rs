//! What a program printed before a debugger was there, for the first one that comes. As it was shown,
//! in strings: nothing of the program is kept alive for it. Pure.

use std::collections::VecDeque;

use super::message::{ConsoleKind, RemoteValue, Timestamp};
use super::wire::RawConsole;
use crate::engine::wire::RawFrame;
use crate::ids::Generation;

/// The newest so many lines are kept,
const MAX_LINES: usize = super::message::KEPT_CONSOLE_CALLS;
/// of so many bytes together, and of each not more than its share.
const MAX_BYTES: usize = 1 << 20;
const MAX_LINE: usize = MAX_BYTES / 16;

#[derive(Debug, Default)]
pub struct Earlier {
    lines: VecDeque<RawConsole>,
    bytes: usize,
}

impl Earlier {
    pub fn printed(
        &mut self,
        generation: Generation,
        kind: ConsoleKind,
        text: &str,
        timestamp: Timestamp,
        frames: &[RawFrame],
    ) {
        let text = shortened(text);
        self.bytes += text.len();
        self.lines.push_back(RawConsole {
            kind,
            arguments: vec![RemoteValue::String(text)],
            generation,
            timestamp,
            stack: frames.to_vec(),
            async_stack: None,
        });
        while self.lines.len() > MAX_LINES || self.bytes > MAX_BYTES {
            let Some(oldest) = self.lines.pop_front() else { break };
            self.bytes -= size(&oldest);
        }
    }

    /// In the order in which they were printed; forgotten with that.
    pub fn take(&mut self) -> impl Iterator<Item = RawConsole> + use<> {
        self.bytes = 0;
        std::mem::take(&mut self.lines).into_iter()
    }
}

fn size(line: &RawConsole) -> usize {
    match line.arguments.first() {
        Some(RemoteValue::String(text)) => text.len(),
        _ => 0,
    }
}

fn shortened(text: &str) -> String {
    if text.len() <= MAX_LINE {
        return text.to_owned();
    }
    let kept = text.get(..text.floor_char_boundary(MAX_LINE)).unwrap_or_default();
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(earlier: &mut Earlier, text: &str) {
        earlier.printed(Generation(1), ConsoleKind::Log, text, 0.0, &[]);
    }

    fn texts(earlier: &mut Earlier) -> Vec<RemoteValue> {
        earlier.take().flat_map(|line| line.arguments).collect()
    }

    #[test]
    fn the_newest_lines_are_kept_in_order() {
        let mut earlier = Earlier::default();
        for number in 0..MAX_LINES + 10 {
            print(&mut earlier, &number.to_string());
        }
        let kept = texts(&mut earlier);
        assert_eq!(kept.len(), MAX_LINES);
        assert_eq!(kept.first(), Some(&RemoteValue::String("10".into())));
        assert!(texts(&mut earlier).is_empty(), "told once");
    }

    #[test]
    fn large_lines_are_shortened_and_push_older_ones_out() {
        let mut earlier = Earlier::default();
        for _ in 0..100 {
            print(&mut earlier, &"ä".repeat(MAX_BYTES));
        }
        let kept = texts(&mut earlier);
        assert!(kept.len() < 17 && kept.len() > 10, "{}", kept.len());
        print(&mut earlier, "on");
        assert_eq!(texts(&mut earlier), [RemoteValue::String("on".into())]);
    }
}
