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

#[cfg(unix)]
pub mod child;
pub mod datagrams;
pub mod doors;
mod lending;
pub mod listener;
pub mod names;
pub mod reply;
pub mod socket;
mod thread;
pub mod tls;
#[cfg(target_os = "linux")]
mod watching;
pub mod websocket;
pub mod wire;

use std::cell::RefCell;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tokio::net::{TcpStream, UnixStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;

use super::inbox::Completions;
use lending::Lending;
use listener::Accepted;
pub use reply::{Fault, Reply};
use socket::Tell;
use thread::Thread;
use websocket::{Opening, Say};
use wire::{Plain, Wire};

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
    Connected,
    /// Somebody has connected to a server.
    Connection,
    Data,
    End,
    /// What was to be written is on its way.
    Sent,
    /// The way out is closed.
    Shut,
    /// The connection is encrypted.
    Secured,
}

impl Event {
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Signal => "signal",
            Self::Connected => "connected",
            Self::Connection => "connection",
            Self::Data => "data",
            Self::End => "end",
            Self::Sent => "sent",
            Self::Shut => "shut",
            Self::Secured => "secured",
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
    #[cfg(unix)]
    Signal {
        _listening: crate::signals::Listening,
    },
    Task {
        _task: Task,
    },
    Socket {
        tells: UnboundedSender<Tell>,
        plain: Option<Plain>,
    },
    WebSocket {
        says: UnboundedSender<Say>,
    },
    Datagrams(datagrams::Datagrams),
    #[cfg(target_os = "linux")]
    Watched {
        _watched: watching::Watched,
    },
}

/// A task that is told nothing.
struct Task(AbortHandle);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The engine's side, on its thread.
pub struct Io {
    completions: Completions,
    thread: RefCell<Option<Thread>>,
    held: RefCell<FxHashMap<Number, Held>>,
    /// Made by the first that watches a file.
    #[cfg(target_os = "linux")]
    queue: RefCell<Option<watching::Queue>>,
    /// The connection whose completion is being told.
    offered: RefCell<Option<Accepted>>,
    lending: RefCell<Lending>,
}

impl Io {
    pub fn new(completions: Completions) -> Rc<Self> {
        Rc::new(Self {
            completions,
            thread: RefCell::default(),
            held: RefCell::default(),
            #[cfg(target_os = "linux")]
            queue: RefCell::default(),
            offered: RefCell::default(),
            lending: RefCell::default(),
        })
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
            Ok(task) => self.hold(of, Held::Task { _task: Task(task) }),
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
    pub fn hear(&self, of: Number, signal: i32) -> std::io::Result<()> {
        let teller = self.teller(of);
        let tell = move || teller.tell(Event::Signal, Reply::Number(f64::from(signal)));
        let listening = crate::signals::listen(signal, tell)?;
        self.hold(of, Held::Signal { _listening: listening });
        Ok(())
    }

    pub fn connect(&self, of: Number, to: SocketAddr) {
        self.open(of, async move { Ok(Plain::Tcp(Arc::new(TcpStream::connect(to).await?))) });
    }

    pub fn connect_unix(&self, of: Number, path: String) {
        self.open(of, async move { Ok(Plain::Unix(Arc::new(UnixStream::connect(path).await?))) });
    }

    /// A socket that begins by connecting.
    fn open(&self, of: Number, connect: impl Future<Output = io::Result<Plain>> + Send + 'static) {
        let teller = self.teller(of);
        self.socket(of, None, |mut tells| async move {
            // Whoever closes it meanwhile does not wait for the connection.
            let mut early = Vec::new();
            tokio::pin!(connect);
            let connected = loop {
                tokio::select! {
                    biased;
                    told = tells.recv() => match told {
                        Some(tell) => early.push(tell),
                        None => return,
                    },
                    connected = &mut connect => break connected,
                }
            };
            match connected {
                Ok(plain) => {
                    teller.tell(Event::Connected, Reply::Connected(plain.clone()));
                    socket::run(Wire::Plain(plain), teller, early, tells).await;
                }
                Err(error) => teller.answer(Err(error.into())),
            }
        });
    }

    /// The connection that a server has just told of becomes the socket of this number.
    pub fn adopt(&self, of: Number) {
        let Some(Accepted { wire, .. }) = self.offered.borrow_mut().take() else { return };
        let teller = self.teller(of);
        self.socket(of, Some(wire.clone()), |tells| {
            socket::run(Wire::Plain(wire), teller, Vec::new(), tells)
        });
    }

    fn socket<F>(&self, of: Number, plain: Option<Plain>, run: impl FnOnce(UnboundedReceiver<Tell>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (sender, tells) = unbounded_channel();
        match self.on_thread(|thread| thread.spawn(run(tells))) {
            Ok(_) => self.hold(of, Held::Socket { tells: sender, plain }),
            Err(fault) => self.teller(of).answer(Err(fault)),
        }
    }

    /// Tells a socket something; one that is gone hears nothing.
    pub fn tell(&self, of: Number, tell: Tell) {
        if let Some(Held::Socket { tells, plain }) = self.held.borrow_mut().get_mut(&of) {
            if matches!(tell, Tell::Secure(_)) {
                *plain = None;
            }
            // Its task ends when it fails to connect; that has been told.
            let _ = tells.send(tell);
        }
    }

    /// Writes at once what there is room for; `true` when that was all of it. What is left, or failed, is
    /// told later. As in Node, where a write that need not wait takes no room in a stream.
    pub fn write(&self, of: Number, bytes: &[u8]) -> bool {
        let held = self.held.borrow();
        let Some(Held::Socket { tells, plain }) = held.get(&of) else { return false };
        let written = plain.as_ref().map_or(0, |plain| plain.write_now(bytes).unwrap_or(0));
        if written == bytes.len() {
            return true;
        }
        let _ = tells.send(Tell::Write(bytes.get(written..).unwrap_or_default().to_vec()));
        false
    }

    /// Nothing more will be written, and nothing is. Whether that is done: else it is told of.
    pub fn shut(&self, of: Number) -> bool {
        let held = self.held.borrow();
        let Some(Held::Socket { tells, plain }) = held.get(&of) else { return false };
        if plain.as_ref().is_some_and(|plain| plain.shut_now().is_ok()) {
            return true;
        }
        let _ = tells.send(Tell::Shut);
        false
    }

    /// A socket has connected: it can be written to.
    pub fn connected(&self, of: Number, connected: Plain) {
        if let Some(Held::Socket { plain, .. }) = self.held.borrow_mut().get_mut(&of) {
            *plain = Some(connected);
        }
    }

    /// Starts a process, whose end `of` is told of. Each of its pipes becomes the socket of a number.
    #[cfg(unix)]
    pub fn spawn_child(
        &self,
        of: Number,
        start: &child::Start,
        leads: Vec<child::Lead>,
        pipes: &[Number],
    ) -> Result<u32, Fault> {
        let started = self.on_thread(|thread| thread.within(|| child::start(start, leads)))??;
        self.run(of, child::wait(started.child));
        for (number, pipe) in pipes.iter().zip(started.pipes) {
            let teller = self.teller(*number);
            let pipe = self.on_thread(|thread| thread.within(|| UnixStream::from_std(pipe)))??;
            let plain = Plain::Unix(Arc::new(pipe));
            self.socket(*number, Some(plain.clone()), |tells| {
                socket::run(Wire::Plain(plain), teller, Vec::new(), tells)
            });
        }
        Ok(started.pid)
    }

    /// A resource: tells of what happens to a file, or in a folder.
    #[cfg(target_os = "linux")]
    pub fn watch(&self, of: Number, path: &str) -> Result<(), Fault> {
        let queue = self.queue.borrow().clone();
        let queue = match queue {
            Some(queue) => queue,
            None => {
                let made = self.on_thread(|thread| thread.within(watching::Queue::open))??;
                self.on_thread(|thread| thread.spawn(made.clone().run()))?;
                self.queue.replace(Some(made.clone()));
                made
            }
        };
        let watched = queue.watch(of, self.teller(of), path)?;
        self.hold(of, Held::Watched { _watched: watched });
        Ok(())
    }
    #[cfg(not(target_os = "linux"))]
    pub fn watch(&self, _of: Number, _path: &str) -> Result<(), Fault> {
        Err(Fault::coded("ENOSYS", "files can only be watched on Linux"))
    }

    /// A websocket of a client.
    pub fn open_websocket(&self, of: Number, opening: Opening) {
        let teller = self.teller(of);
        let (says, heard) = unbounded_channel();
        match self.on_thread(|thread| thread.spawn(websocket::run(opening, teller.clone(), heard))) {
            Ok(_) => self.hold(of, Held::WebSocket { says }),
            Err(fault) => teller.answer(Err(fault)),
        }
    }

    /// Says something to a websocket; one that is gone hears nothing.
    pub fn say(&self, of: Number, say: Say) {
        if let Some(Held::WebSocket { says }) = self.held.borrow().get(&of) {
            // Its task ends by itself when the connection does; that has been told.
            let _ = says.send(say);
        }
    }

    /// A completion is about to be told: takes out what JavaScript cannot have.
    pub fn take(&self, of: Number, reply: Reply) -> Reply {
        match reply {
            Reply::Accepted(accepted) => {
                let ends = accepted.wire.ends();
                self.offered.replace(Some(*accepted));
                ends
            }
            Reply::Connected(plain) => {
                let ends = plain.ends();
                self.connected(of, plain);
                ends
            }
            Reply::Datagram(datagram) => datagram.taken(),
            reply => reply,
        }
    }

    /// It has been told: a connection that nobody took is closed.
    pub fn taken(&self) {
        drop(self.offered.take());
    }

    /// Nobody wants to hear of it any more.
    pub fn release(&self, of: Number) {
        let held = self.held.borrow_mut().remove(&of);
        drop(held);
        self.lending.borrow_mut().closes(of);
    }

    /// Ends all of it; what was closed is closed when this returns.
    pub fn close(&self) {
        let held = std::mem::take(&mut *self.held.borrow_mut());
        drop(held);
        drop(self.lending.take());
        #[cfg(target_os = "linux")]
        drop(self.queue.take());
        let thread = self.thread.borrow_mut().take();
        drop(thread);
    }

    /// How many operations and resources are held.
    pub fn count(&self) -> usize {
        self.held.borrow().len() + self.lending.borrow().count()
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
