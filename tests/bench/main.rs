//! Measures what saveloop promises and writes `docs/benchmarks.md`.
//!
//! `cargo bench -p saveloop-tests` runs everything; a word behind `--` runs one group and writes
//! nothing.

mod bun;
mod busy;
mod large;
mod memory;
mod programs;
mod report;
mod save;
mod stats;
mod typing;

use std::path::Path;

use report::Page;

/// Adds the results of one group to the page.
type Measure = fn(&mut Page);

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let groups: [(&str, Measure); 5] = [
        ("save", save::measure),
        ("large", large::measure),
        ("typing", typing::measure),
        ("busy", busy::measure),
        ("memory", memory::measure),
    ];
    let mut page = Page::new();
    for (name, measure) in groups {
        if wanted.as_deref().is_none_or(|wanted| wanted == name) {
            measure(&mut page);
        }
    }
    if wanted.is_none() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
        std::fs::write(path, page.text()).unwrap();
    }
}
