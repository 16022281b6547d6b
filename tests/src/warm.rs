//! Tests that run twice against one cache: when `SAVELOOP_TEST_WARM` names a folder, programs in process
//! use the cache in it, and fixtures lie in it, at the same paths each time.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use runtime::cache::Cache;

pub const VARIABLE: &str = "SAVELOOP_TEST_WARM";
/// What the cache counted, written by the process that used it: hits and misses.
pub const COUNTS: &str = "counts";
const PATIENCE: Duration = Duration::from_secs(60);

fn folder() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// The cache of this process, if it is to have one.
pub fn cache() -> Option<Cache> {
    static CACHE: OnceLock<Option<Cache>> = OnceLock::new();
    let open = || {
        let said = |what: &str| panic!("{what}");
        Some(Cache::open(&folder()?.join("cache"), said).expect("a cache"))
    };
    CACHE.get_or_init(open).clone()
}

/// A program is over: what it left is written, and the counts are.
pub fn note() {
    let Some((cache, folder)) = cache().zip(folder()) else { return };
    cache.finish(PATIENCE);
    let counts = cache.counts();
    assert_eq!((counts.damaged, counts.failed), (0, 0), "{counts:?}");
    std::fs::write(folder.join(COUNTS), format!("{} {}", counts.hits, counts.misses)).expect("the counts");
}

/// An empty folder for this fixture, the same in each run.
pub fn place(name: &str) -> Option<PathBuf> {
    let name: String = name.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' }).collect();
    let place = folder()?.join("fixtures").join(name);
    if place.exists() {
        std::fs::remove_dir_all(&place).expect("what the run before left");
    }
    std::fs::create_dir_all(&place).expect("a folder");
    Some(place)
}

/// What the last process counted.
pub fn counts(folder: &Path) -> (u64, u64) {
    let text = std::fs::read_to_string(folder.join(COUNTS)).expect("the counts");
    let (hits, misses) = text.split_once(' ').expect("two numbers");
    (hits.parse().expect("hits"), misses.parse().expect("misses"))
}
