//! What a program does outside of JavaScript and does not wait for: one I/O thread of the engine,
//! started by the first thing that needs it.
//!
//! An *operation* comes to one answer; a *resource* (a socket, a server, a child) tells of many things
//! until it is closed. Both have a number, given by `prelude/io.js`, which also knows whose they are:
//! what is said of a number that is gone is heard by nobody. What happens on the thread arrives in the
//! engine's inbox, as a [`Completion`], and is run there as a task of its own.
//!
//! # Race surface
//! - *A completion of what was closed or retired meanwhile*: numbers are never used twice, and the
//!   prelude knows no such number any more. A socket in it closes as it is dropped.
//! - *Resources after the engine*: the thread is ended and joined, which closes all of them.

pub mod reply;
mod thread;

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use tokio::task::AbortHandle;

use super::inbox::Completions;
pub use reply::{Fault, Reply};
use thread::Thread;

/// Threads for work that blocks: as many as Node has.
const BLOCKING_THREADS: usize = 4;

/// The number of an operation or a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number(u64);

impl Number {
    /// As JavaScript has it.
    pub fn new(number: f64) -> Self {
        Self(number as u64)
    }

    pub fn get(self) -> f64 {
        self.0 as f64
    }
}

/// Something that happened on the I/O thread.
#[derive(Debug)]
pub struct Completion {
    pub of: Number,
    pub event: Event,
    pub reply: Reply,
}

/// What happened. The library knows it by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An operation has come to its answer.
    Done,
    /// It failed, or a resource did.
    Failed,
    /// A signal that is listened for has come.
    Signal,
}

impl Event {
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Signal => "signal",
        }
    }
}

/// How the I/O thread tells the engine of one operation or resource.
#[derive(Clone)]
pub struct Teller {
    of: Number,
    completions: Completions,
}

impl Teller {
    pub fn tell(&self, event: Event, reply: Reply) {
        self.completions.send(Completion { of: self.of, event, reply });
    }

    /// The answer of an operation.
    pub fn answer(&self, result: Result<Reply, Fault>) {
        match result {
            Ok(reply) => self.tell(Event::Done, reply),
            Err(fault) => self.tell(Event::Failed, Reply::Fault(fault)),
        }
    }
}

/// What the engine holds of an operation or resource. Dropping it ends it.
enum Held {
    /// A task that only runs.
    Task(AbortHandle),
    /// Let go of, the signal is not listened for any more.
    #[cfg(unix)]
    Signal { _listening: crate::signals::Listening },
}

impl Drop for Held {
    fn drop(&mut self) {
        match self {
            Self::Task(task) => task.abort(),
            #[cfg(unix)]
            Self::Signal { .. } => {}
        }
    }
}

/// The engine's side, on its thread.
pub struct Io {
    completions: Completions,
    thread: RefCell<Option<Thread>>,
    held: RefCell<FxHashMap<Number, Held>>,
}

impl Io {
    pub fn new(completions: Completions) -> Rc<Self> {
        Rc::new(Self { completions, thread: RefCell::default(), held: RefCell::default() })
    }

    pub fn teller(&self, of: Number) -> Teller {
        Teller { of, completions: self.completions.clone() }
    }

    /// An operation: it is dropped where it is when its number is.
    pub fn run(&self, of: Number, work: impl Future<Output = Result<Reply, Fault>> + Send + 'static) {
        let teller = self.teller(of);
        let spawned = self.on_thread(|thread| {
            let told = teller.clone();
            thread.spawn(async move { told.answer(work.await) })
        });
        match spawned {
            Ok(task) => self.hold(of, Held::Task(task)),
            Err(fault) => teller.answer(Err(fault)),
        }
    }

    /// An operation that blocks: it runs to its end, and nobody hears of it when its number is gone.
    pub fn block(&self, of: Number, work: impl FnOnce() -> Result<Reply, Fault> + Send + 'static) {
        let teller = self.teller(of);
        let told = teller.clone();
        if let Err(fault) = self.on_thread(|thread| thread.block(move || told.answer(work()))) {
            teller.answer(Err(fault));
        }
    }

    /// A resource: tells of each time the signal comes.
    #[cfg(unix)]
    pub fn listen(&self, of: Number, signal: i32) -> std::io::Result<()> {
        let teller = self.teller(of);
        let tell = move || teller.tell(Event::Signal, Reply::Number(f64::from(signal)));
        let listening = crate::signals::listen(signal, tell)?;
        self.hold(of, Held::Signal { _listening: listening });
        Ok(())
    }

    /// Nobody wants to hear of it any more.
    pub fn release(&self, of: Number) {
        let held = self.held.borrow_mut().remove(&of);
        drop(held);
    }

    /// Ends all of it; what was closed is closed when this returns.
    pub fn close(&self) {
        let held = std::mem::take(&mut *self.held.borrow_mut());
        drop(held);
        let thread = self.thread.borrow_mut().take();
        drop(thread);
    }

    /// How many operations and resources are held.
    pub fn count(&self) -> usize {
        self.held.borrow().len()
    }

    fn hold(&self, of: Number, held: Held) {
        self.held.borrow_mut().insert(of, held);
    }

    fn on_thread<T>(&self, body: impl FnOnce(&Thread) -> T) -> Result<T, Fault> {
        let mut thread = self.thread.borrow_mut();
        if thread.is_none() {
            *thread = Some(Thread::start(BLOCKING_THREADS).map_err(|error| Fault::from_io(&error))?);
        }
        match &*thread {
            Some(thread) => Ok(body(thread)),
            None => Err(Fault::default()),
        }
    }
}
