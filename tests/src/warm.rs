//! Tests that run twice against one cache: when `SAVELOOP_TEST_WARM` names a folder, programs in process
//! use the cache in it, and fixtures lie in it, at the same paths each time.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use runtime::cache::Cache;

pub const VARIABLE: &str = "SAVELOOP_TEST_WARM";
/// What the cache counted, written by the process that used it: hits and misses.
pub const COUNTS: &str = "counts";
const PATIENCE: Duration = Duration::from_secs(60);

fn folder() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// The cache for a program, if it is to have one.
pub fn cache() -> Option<Cache> {
    let said = |what: &str| panic!("{what}");
    Some(Cache::open(&folder()?.join("cache"), said).expect("a cache"))
}

/// A program is over: what it left is written, and the counts are.
pub fn note(cache: &Cache) {
    static ALL: Mutex<(u64, u64)> = Mutex::new((0, 0));
    let Some(folder) = folder() else { return };
    cache.finish(PATIENCE);
    let counts = cache.counts();
    assert_eq!((counts.damaged, counts.failed), (0, 0), "{counts:?}");
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    all.0 += counts.hits;
    all.1 += counts.misses;
    std::fs::write(folder.join(COUNTS), format!("{} {}", all.0, all.1)).expect("the counts");
}

/// An empty folder for this fixture of the running test, the same in each run.
pub fn place(fixture: &str) -> Option<PathBuf> {
    let mut hasher = DefaultHasher::new();
    fixture.hash(&mut hasher);
    let name = format!("{}-{:x}", std::thread::current().name()?, hasher.finish());
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
