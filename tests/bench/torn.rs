//! A hundred thousand saves through the language server while the file on disk is torn.

use std::time::Instant;

use saveloop_tests::memory::{children, resident};
use saveloop_tests::torn::Torn;

use crate::report::{Page, Row};
use crate::stats::ms;

const WARM_UP: usize = 1_000;
const SETTLED: usize = 60_000;
const STORM: usize = 40_000;

pub fn measure(page: &mut Page) {
    let mut torn = Torn::start(20);
    torn.settled(WARM_UP);
    let before = memory(&torn);
    let begin = Instant::now();
    torn.settled(SETTLED - WARM_UP);
    let each = begin.elapsed() / (SETTLED - WARM_UP) as u32;
    let between = memory(&torn);
    let begin = Instant::now();
    torn.storm(STORM);
    let each_in_storm = begin.elapsed() / STORM as u32;
    let after = memory(&torn);
    let counts = torn.finish();
    for mistake in &counts.mistakes {
        eprintln!("{mistake}");
    }
    let growth = after / before;
    let none = |what: &str, count: usize| Row::with_goal(what, count.to_string(), "0", count == 0);
    let rows = [
        Row::told("saves", format!("{} ({SETTLED} settled, {STORM} in storms)", counts.saves)),
        Row::told("changes of the file on disk meanwhile", counts.disk_changes.to_string()),
        Row::told("reports in their places", counts.reports.to_string()),
        none("spurious", counts.spurious),
        none("lost", counts.lost),
        none("misplaced", counts.misplaced),
        none("doubled", counts.doubled),
        Row::told("one save, settled", ms(each)),
        Row::told("one save in a storm", ms(each_in_storm)),
        Row::told(&format!("memory after {WARM_UP} saves"), format!("{before:.1} MB")),
        Row::told(&format!("after {SETTLED}"), format!("{between:.1} MB")),
        Row::with_goal(
            &format!("after {}", SETTLED + STORM),
            format!("{after:.1} MB, {growth:.2} times"),
            "1.25 times",
            growth <= 1.25,
        ),
    ];
    page.add("Saves while the file is torn", &explanation(), &rows);
}

fn explanation() -> String {
    "Each save is a text changed by `didChange`, then `didSave`, while another thread truncates, half-writes, renames \
     away, replaces and appends to the file on disk. A version throws, runs well, throws in a timer, rejects a promise or \
     does not parse, at a known line and column, with its number in the message. *Settled*: each save waits until the \
     program rests; all its reports must be there, once, in their places. *In storms*: 2 to 15 saves follow each other \
     without waiting; what the last leads to must come, and whatever is shown meanwhile must be true of the version \
     of the document it is published for, in the order of versions. Memory is of the server and its engine."
        .to_owned()
}

/// In megabytes.
fn memory(torn: &Torn) -> f64 {
    let server = torn.client.process_id();
    let engines: u64 = children(server).into_iter().map(resident).sum();
    (resident(server) + engines) as f64 / 1e6
}
