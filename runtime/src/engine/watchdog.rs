//! Says when a program has not yielded for long, and where it is. A thread beside the engine's: it
//! sleeps while the engine is idle, and looks once a turn has lasted.
//!
//! # Race surface
//! - *A turn ends while it is looked at*: frames are read from outside only when the engine has not
//!   come to a safe point for [`STUCK`], which means that it is inside a built-in function; else the
//!   engine's own newest sample is taken.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::Thread;
use std::time::{Duration, Instant};

use super::context::Control;
use super::wire::{FromEngine, RawFrame};

const NEVER: u64 = u64::MAX;
/// Without a safe point for this long, the engine is inside a built-in function.
const STUCK: Duration = Duration::from_millis(800);

/// What the engine's thread and the watchdog share.
#[derive(Debug)]
pub struct TurnClock {
    epoch: Instant,
    /// Milliseconds since the epoch, plus one; 0: idle.
    began: AtomicU64,
    turns: AtomicU64,
    /// A turn that lasts for more milliseconds is told; [`NEVER`]: none is. Nothing is told before
    /// the session has said how long.
    patience: AtomicU64,
    /// The newest sample of the engine's own, and when it was taken.
    sample: Mutex<Option<(Instant, Vec<RawFrame>)>>,
    is_asleep: AtomicBool,
    is_over: AtomicBool,
    watcher: OnceLock<Thread>,
}

impl Default for TurnClock {
    fn default() -> Self {
        Self {
            epoch: Instant::now(),
            began: AtomicU64::new(0),
            turns: AtomicU64::new(0),
            patience: AtomicU64::new(NEVER),
            sample: Mutex::default(),
            is_asleep: AtomicBool::new(false),
            is_over: AtomicBool::new(false),
            watcher: OnceLock::new(),
        }
    }
}

impl TurnClock {
    pub fn begin(&self) {
        *self.sample.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.turns.fetch_add(1, Ordering::Relaxed);
        self.began.store(self.epoch.elapsed().as_millis() as u64 + 1, Ordering::SeqCst);
        if self.is_asleep.swap(false, Ordering::SeqCst) {
            self.wake();
        }
    }

    pub fn end(&self) {
        self.began.store(0, Ordering::Release);
    }

    pub fn set_patience(&self, patience: Option<Duration>) {
        // Where it is cannot be read from outside any earlier.
        let milliseconds = patience.map_or(NEVER, |patience| patience.max(STUCK).as_millis() as u64);
        self.patience.store(milliseconds, Ordering::SeqCst);
        self.wake();
    }

    /// Whether a turn is under way.
    pub fn is_running(&self) -> bool {
        self.began.load(Ordering::SeqCst) != 0
    }

    /// Whether the turn that is under way has been for so long.
    pub fn has_run_for(&self, time: Duration) -> bool {
        let began = self.began.load(Ordering::SeqCst);
        began != 0 && self.epoch.elapsed().as_millis() as u64 + 1 >= began + time.as_millis() as u64
    }

    /// No further turn will come.
    pub fn close(&self) {
        self.is_over.store(true, Ordering::Release);
        self.wake();
    }

    /// The engine is at a safe point, and here.
    pub fn sampled(&self, frames: Vec<RawFrame>) {
        *self.sample.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), frames));
    }

    fn wake(&self) {
        if let Some(watcher) = self.watcher.get() {
            watcher.unpark();
        }
    }

    fn patience(&self) -> Option<Duration> {
        let milliseconds = self.patience.load(Ordering::SeqCst);
        (milliseconds != NEVER).then(|| Duration::from_millis(milliseconds))
    }

    /// The turn that runs, and for how long.
    fn running(&self) -> Option<(u64, Duration)> {
        let began = self.began.load(Ordering::SeqCst).checked_sub(1)?;
        let lasted = self.epoch.elapsed().saturating_sub(Duration::from_millis(began));
        Some((self.turns.load(Ordering::Relaxed), lasted))
    }
}

/// Starts watching; the thread ends with the clock's close.
pub fn start(control: Arc<Control>, emit: impl Fn(FromEngine) + Send + 'static) {
    let watch = move || {
        let clock = control.clock();
        // Nobody else sets it: there is one watchdog for one engine.
        let _ = clock.watcher.set(std::thread::current());
        let mut told = 0;
        while !clock.is_over.load(Ordering::Acquire) {
            match clock.patience().zip(clock.running()) {
                Some((patience, (turn, lasted))) if turn != told && lasted >= patience => {
                    told = turn;
                    if let Some(frames) = whereabouts(&control, lasted) {
                        emit(FromEngine::Busy { frames, for_ms: lasted.as_millis() as u64 });
                    }
                }
                // A new patience ends the wait.
                Some((patience, (turn, lasted))) if turn != told => {
                    std::thread::park_timeout(patience - lasted)
                }
                _ => {
                    clock.is_asleep.store(true, Ordering::SeqCst);
                    // A turn that began before it could see the flag is seen here.
                    let waits = clock.patience().zip(clock.running());
                    if waits.is_none_or(|(_, (turn, _))| turn == told) {
                        std::thread::park();
                    }
                }
            }
        }
    };
    if let Err(error) = std::thread::Builder::new().name("watchdog".into()).spawn(watch) {
        tracing::warn!("no thread to watch the engine from: {error}");
    }
}

/// Where a turn that lasts is; `None` when it has just come to an end.
fn whereabouts(control: &Control, lasted: Duration) -> Option<Vec<RawFrame>> {
    let clock = control.clock();
    let sample = clock.sample.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((taken, frames)) = sample
        && taken.elapsed() < STUCK
    {
        return Some(frames);
    }
    let (_, lasts) = clock.running()?;
    let walker = control.walker().filter(|_| lasts >= lasted)?;
    // SAFETY: the engine has not been at a safe point for a long time: it is inside a built-in
    // function, and its frames stand still.
    Some(unsafe { walker.walk() })
}
