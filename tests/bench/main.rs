//! Measures what saveloop promises and writes `docs/benchmarks.md`.
//!
//! `cargo bench -p saveloop-tests` runs everything; words behind `--` name the groups to run, and only
//! their sections are written anew.

mod bun;
mod busy;
mod conformance;
mod http;
mod large;
mod memory;
mod pause;
mod peers;
mod probes;
mod programs;
mod report;
mod save;
mod slices;
mod start;
mod stats;
mod torn;
mod typing;
mod warm;

use std::path::Path;

use report::Page;

/// Adds the results of one group to the page.
type Measure = fn(&mut Page);

fn main() {
    if probes::is_counted() {
        return;
    }
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let groups: &[(&'static str, Measure)] = &[
        ("save", save::measure),
        ("large", large::measure),
        ("typing", typing::measure),
        ("warm", warm::measure),
        ("busy", busy::measure),
        ("slices", slices::measure),
        ("memory", memory::measure),
        ("probes", probes::measure),
        ("pause", pause::measure),
        ("start", start::measure),
        ("conformance", conformance::measure),
        ("torn", torn::measure),
        ("http", http::measure),
        ("peers", peers::measure),
    ];
    let is_known = |word: &&String| groups.iter().any(|(name, _)| name == word);
    if let Some(unknown) = wanted.iter().find(|word| !is_known(word)) {
        panic!("no group {unknown}; there are {:?}", groups.iter().map(|(name, _)| name).collect::<Vec<_>>());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
    let mut page = Page::default();
    for (name, measure) in groups {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            page.begin(name);
            measure(&mut page);
        }
    }
    // Read now: another run may have made its section meanwhile.
    let before = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, page.text(&before)).unwrap();
}
