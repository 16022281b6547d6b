//! What a tool's reports were worth.

use std::time::{Duration, Instant};

use saveloop_tests::terminal::Report;

use super::program::Program;
use crate::stats::{Samples, ms};

/// A right report that has not come by now is lost.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// The saves of one tool in one way.
#[derive(Default)]
pub struct Tally {
    times: Samples,
    saves: usize,
    wrong: usize,
    pub lost: usize,
    spurious: usize,
    doubled: usize,
    /// Of the save that was begun last.
    seen: Seen,
}

#[derive(Default)]
struct Seen {
    is_right: bool,
    is_wrong: bool,
    is_spurious: bool,
    is_doubled: bool,
}

impl Tally {
    pub fn begin(&mut self) {
        self.saves += 1;
        self.seen = Seen::default();
    }

    pub fn has_saves(&self) -> bool {
        self.saves > 0
    }

    /// Takes a report; says whether it is the right one.
    pub fn hear(&mut self, report: &Report, program: &Program) -> bool {
        let is_in_place = report
            .place
            .is_some_and(|(line, column)| line == program.line && program.columns.contains(&column));
        let seen = &mut self.seen;
        let is_right = report.version == Some(program.version) && is_in_place;
        let (flag, count) = match report.version {
            _ if is_right && !seen.is_right => {
                seen.is_right = true;
                return true;
            }
            _ if is_right => (&mut seen.is_doubled, &mut self.doubled),
            Some(_) => (&mut seen.is_wrong, &mut self.wrong),
            None => (&mut seen.is_spurious, &mut self.spurious),
        };
        if !std::mem::replace(flag, true) {
            *count += 1;
        }
        false
    }

    pub fn took(&mut self, since: Instant, at: Instant) {
        self.times.push(at.saturating_duration_since(since));
    }

    /// The right report did not come.
    pub fn give_up(&mut self) {
        self.lost += 1;
    }

    pub fn cells(&self) -> Vec<String> {
        let time = |time| if self.times.len() == 0 { "-".to_owned() } else { ms(time) };
        let mut cells = vec![time(self.times.median()), time(self.times.p95())];
        let counts = [self.wrong, self.lost, self.spurious, self.doubled, self.saves];
        cells.extend(counts.map(|count| count.to_string()));
        cells
    }
}
