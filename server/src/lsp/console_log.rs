//! How many printed lines reach the editor's log: enough to read, too few to drown it (pure).

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::time::{Duration, Instant};

/// So many lines a second; the rest is counted.
pub const MOST_A_SECOND: usize = 200;
/// Longer lines are cut.
pub const LONGEST_LINE: usize = 10_000;
const SECOND: Duration = Duration::from_secs(1);

#[derive(Debug, Default)]
pub struct ConsoleLog {
    window: Option<Instant>,
    let_through: usize,
    dropped: usize,
}

impl ConsoleLog {
    /// Whether one more line may be told to a client that reads, or does not keep up.
    pub fn admit(&mut self, now: Instant, keeps_up: bool) -> bool {
        if self.dropped == 0 && self.window.is_none_or(|begin| now >= begin + SECOND) {
            self.window = Some(now);
            self.let_through = 0;
        }
        let admitted = keeps_up && self.let_through < MOST_A_SECOND;
        if admitted {
            self.let_through += 1;
        } else {
            self.dropped += 1;
        }
        admitted
    }

    /// When `flush` has something to say.
    pub fn deadline(&self) -> Option<Instant> {
        self.window.filter(|_| self.dropped > 0).map(|begin| begin + SECOND)
    }

    /// What to say of lines that were dropped, once their second is over.
    pub fn flush(&mut self, now: Instant) -> Option<String> {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return None;
        }
        let dropped = std::mem::take(&mut self.dropped);
        let noun = if dropped == 1 { "line" } else { "lines" };
        Some(format!("{dropped} {noun} dropped; saveloop.openLog shows all"))
    }
}

/// A line as the editor's log shows it.
pub fn cut(line: &str) -> Cow<'_, str> {
    if line.len() <= LONGEST_LINE {
        return Cow::Borrowed(line);
    }
    let (shown, rest) = line.split_at(line.floor_char_boundary(LONGEST_LINE));
    Cow::Owned(format!("{shown}… {} more characters", rest.chars().count()))
}
