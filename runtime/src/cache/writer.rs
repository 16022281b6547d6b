//! Writes packs on a thread of its own, so that nobody waits for the disk.

use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustc_hash::{FxHashMap, FxHashSet};

use super::address::Key;
use super::pack::{self, Item};
use super::shelf::Pack;
use super::stage::{self, Disk, Real};
use super::{Cache, Inner};

/// More wait until there is room.
const MOST_WAITING: usize = 4;
/// An entry that was of no use to so many writes of its pack is left out.
const OLDEST: u32 = 8;

/// What is to be in a pack besides what it has.
pub struct Job {
    pub name: String,
    /// What of the pack was of use.
    pub used: FxHashSet<Key>,
    pub added: Vec<(Key, Vec<u8>)>,
}

/// The thread, started by the first job, and how many jobs are not done.
#[derive(Default)]
pub struct Writer {
    state: Mutex<State>,
    is_done: Condvar,
}

#[derive(Default)]
struct State {
    jobs: Option<SyncSender<(Cache, Job)>>,
    waiting: usize,
}

impl Writer {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a job, or gives it back when it has too many.
    pub fn take(&self, cache: &Cache, job: Job) -> Option<Job> {
        let mut state = self.state();
        if state.jobs.is_none() {
            let (jobs, waiting) = sync_channel(MOST_WAITING);
            if let Err(error) = std::thread::Builder::new().name("cache".into()).spawn(|| serve(waiting)) {
                cache.0.trouble(&format!("the cache is not written: no thread for it: {error}"));
                return None;
            }
            state.jobs = Some(jobs);
        }
        match state.jobs.as_ref()?.try_send((cache.clone(), job)) {
            Ok(()) => {
                state.waiting += 1;
                None
            }
            Err(TrySendError::Full((_, job)) | TrySendError::Disconnected((_, job))) => Some(job),
        }
    }

    /// Waits until every job is done, and lets the thread end.
    pub fn finish(&self, at_most: Duration) {
        let mut state = self.state();
        state.jobs = None;
        let waits = self.is_done.wait_timeout_while(state, at_most, |state| state.waiting > 0);
        drop(waits);
    }

    fn done(&self) {
        self.state().waiting -= 1;
        self.is_done.notify_all();
    }
}

fn serve(jobs: Receiver<(Cache, Job)>) {
    for (cache, job) in jobs {
        let inner = &cache.0;
        match write(&Real, inner, &job) {
            Ok(()) => {
                Inner::count(&inner.tally.written);
                match inner.directory.evict(inner.most_bytes, &job.name) {
                    Ok(evicted) => drop(inner.tally.evicted.fetch_add(evicted, Ordering::Relaxed)),
                    Err(error) => inner.trouble(&format!("the cache is not kept small: {error}")),
                }
            }
            Err(error) => {
                Inner::count(&inner.tally.failed);
                let directory = inner.directory.path().display();
                inner.trouble(&format!("the cache cannot be written: {directory}: {error}"));
            }
        }
        inner.writer.done();
    }
}

/// Writes a pack anew: what it has that is of use, and what is added.
pub fn write(disk: &dyn Disk, inner: &Inner, job: &Job) -> std::io::Result<()> {
    let mut entries: FxHashMap<Key, (u32, Vec<u8>)> = FxHashMap::default();
    if let Some(old) = Pack::open(inner, &job.name) {
        for (key, age, bytes) in old.entries(inner) {
            let age = if job.used.contains(&key) { 0 } else { age + 1 };
            if age < OLDEST {
                entries.insert(key, (age, bytes));
            }
        }
    }
    let added = job.added.iter().map(|(key, bytes)| Item { key: *key, age: 0, bytes });
    let new: FxHashSet<&Key> = job.added.iter().map(|(key, _)| key).collect();
    let kept = entries.iter().filter(|(key, _)| !new.contains(key));
    let kept = kept.map(|(key, (age, bytes))| Item { key: *key, age: *age, bytes });
    let items: Vec<Item> = kept.chain(added).collect();
    let secret = inner.directory.secret();
    let pack = pack::build(secret, &inner.build, &items)
        .ok_or_else(|| std::io::Error::other("too much for one pack"))?;
    if pack.len() as u64 > inner.most_bytes {
        return Err(std::io::Error::other("too much for one pack"));
    }
    stage::replace(disk, inner.directory.path(), &job.name, &pack, |back| pack::check(secret, back).is_ok())
}
