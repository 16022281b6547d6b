//! What a start made is kept for the next one: modules as they were transpiled, and their bytecode.
//!
//! A *pack* is a file with all that one program's last starts used, of one kind, made by one build of
//! saveloop. What is in it is found by the hash of all that decides it (`address.rs`), and nothing of it
//! is believed before its own hash was computed (`pack.rs`). A pack is never written to: a new one is
//! staged beside it, verified, synchronised and renamed over it (`stage.rs`). The cache may be deleted at
//! any time, and what goes wrong with it costs a program nothing but the time it would have saved.
//!
//! # Race surface
//! - *Two processes write the same pack*: each merges with the one it finds; the later rename stays, and
//!   what it lacks is made again by a start that misses it.
//! - *A pack is replaced or evicted while it is read*: readers hold the file, not its name.
//! - *Eviction against a process that begins to read*: a pack that is locked by a reader stays. One that is
//!   opened between the look and the removal is read to its end without its name.
//! - *A writer is killed*: its staging file is no longer locked, and whoever opens the cache next removes it.
//! - *Two processes make the directory's secret*: the first one's stays, and both read it back.

mod address;
mod directory;
pub mod inspect;
mod pack;
mod shelf;
mod stage;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

pub use address::{Build, Key, Kind};
use directory::Directory;
pub use shelf::Shelf;
use writer::Writer;

/// Packs that are not in use are removed, the longest unused first, until no more bytes are left.
pub const MOST_BYTES: u64 = 512 << 20;

/// An open cache; clones are the same one.
#[derive(Clone)]
pub struct Cache(Arc<Inner>);

struct Inner {
    directory: Directory,
    build: Build,
    most_bytes: u64,
    tally: Tally,
    writer: Writer,
    /// Takes what is to be said of trouble. Only the first is.
    tell: Box<dyn Fn(&str) + Send + Sync>,
    has_told: AtomicBool,
}

/// What happened since it was opened.
#[derive(Debug, Default)]
struct Tally {
    hits: AtomicU64,
    misses: AtomicU64,
    damaged: AtomicU64,
    written: AtomicU64,
    failed: AtomicU64,
    evicted: AtomicU64,
}

/// What happened since it was opened, as numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub hits: u64,
    pub misses: u64,
    /// Entries and packs whose hash was wrong: each was a miss, and is gone.
    pub damaged: u64,
    /// Packs that were put in place.
    pub written: u64,
    /// Packs that could not be.
    pub failed: u64,
    pub evicted: u64,
}

impl Cache {
    /// Opens the cache in this directory, and makes it if it is not there. `tell` hears of the first
    /// trouble, now or later; without a cache everything else works.
    pub fn open(directory: &Path, tell: impl Fn(&str) + Send + Sync + 'static) -> Option<Self> {
        let opened = Directory::open(directory).map_err(|why| format!("{}: {why}", directory.display()));
        let build = opened.and_then(|directory| match Build::of_this_program() {
            Ok(build) => Ok((directory, build)),
            Err(why) => Err(format!("this program cannot be told from other builds of it: {why}")),
        });
        match build {
            Ok((directory, build)) => Some(Self::with(directory, build, MOST_BYTES, tell)),
            Err(why) => {
                tell(&format!("the cache is not used: {why}"));
                None
            }
        }
    }

    fn with(
        directory: Directory,
        build: Build,
        most_bytes: u64,
        tell: impl Fn(&str) + Send + Sync + 'static,
    ) -> Self {
        directory.sweep();
        Self(Arc::new(Inner {
            directory,
            build,
            most_bytes,
            tally: Tally::default(),
            writer: Writer::default(),
            tell: Box::new(tell),
            has_told: AtomicBool::new(false),
        }))
    }

    /// Where it is.
    pub fn directory(&self) -> PathBuf {
        self.0.directory.path().to_owned()
    }

    /// What is kept of this kind for the program that begins with this file.
    pub fn shelf(&self, kind: Kind, program: &Path) -> Shelf {
        Shelf::new(self.clone(), kind, program)
    }

    /// Waits until everything that was handed over is written, but no longer than this.
    pub fn finish(&self, at_most: Duration) {
        self.0.writer.finish(at_most);
    }

    pub fn counts(&self) -> Counts {
        let Tally { hits, misses, damaged, written, failed, evicted } = &self.0.tally;
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Counts {
            hits: read(hits),
            misses: read(misses),
            damaged: read(damaged),
            written: read(written),
            failed: read(failed),
            evicted: read(evicted),
        }
    }

    fn key(&self, kind: Kind, recipe: &[&[u8]]) -> Key {
        self.0.build.key(kind, recipe)
    }
}

impl std::fmt::Debug for Cache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Cache").field(&self.0.directory.path()).finish()
    }
}

impl Inner {
    /// Says what stands in the way, once.
    fn trouble(&self, what: &str) {
        if !self.has_told.swap(true, Ordering::Relaxed) {
            (self.tell)(what);
        }
        tracing::debug!("cache: {what}");
    }

    fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Something in the directory is not what was written.
    fn found_damage(&self, what: &str) {
        Self::count(&self.tally.damaged);
        tracing::warn!("cache: {what}; it counts as missing");
        self.directory.note_damage();
    }
}

#[cfg(test)]
mod tests;
