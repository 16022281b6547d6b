//! The signals of this process, and who hears them: the program, or whoever lets debuggers in. What nobody
//! hears does what it does without a handler.
//!
//! A thread of its own takes them, so that they are heard while a program computes.
//!
//! # Race surface
//! - *The last listener leaves while its signal is on its way*: the signal finds nobody, and has its
//!   default effect.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::{Builder, Handle};
use tokio::signal::unix::{SignalKind, signal};

/// What lets debuggers in.
pub const DEBUG: i32 = libc::SIGUSR1;

/// Behind the last of the signals that have a meaning; those of real time are nobody's.
const LAST: i32 = 32;

type Hearer = Arc<dyn Fn() + Send + Sync>;

#[derive(Default)]
struct Registry {
    /// The thread that takes signals, once there was something to hear.
    thread: Option<Handle>,
    /// By signal: its listeners by number. Those that were ever heard stay, without listeners.
    listeners: BTreeMap<i32, BTreeMap<u64, Hearer>>,
    last: u64,
    /// Hears [`DEBUG`] when the program does not.
    door: Option<Hearer>,
}

static REGISTRY: Mutex<Registry> =
    Mutex::new(Registry { thread: None, listeners: BTreeMap::new(), last: 0, door: None });

fn registry() -> MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A program that listens for a signal; dropped, it does not any more.
#[derive(Debug)]
pub struct Listening {
    number: i32,
    id: u64,
}

/// From now on the signal has no effect but this.
pub fn listen(number: i32, hearer: impl Fn() + Send + Sync + 'static) -> io::Result<Listening> {
    let mut registry = registry();
    registry.install(number)?;
    registry.last += 1;
    let id = registry.last;
    registry.listeners.entry(number).or_default().insert(id, Arc::new(hearer));
    Ok(Listening { number, id })
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(listeners) = registry().listeners.get_mut(&self.number) {
            listeners.remove(&self.id);
        }
    }
}

/// Where [`DEBUG`] lets debuggers in, as long as the process lives, unless its program listens for it.
pub fn open_door(hearer: impl Fn() + Send + Sync + 'static) -> io::Result<()> {
    let mut registry = registry();
    registry.install(DEBUG)?;
    registry.door = Some(Arc::new(hearer));
    Ok(())
}

impl Registry {
    /// Has the signal taken by the thread.
    fn install(&mut self, number: i32) -> io::Result<()> {
        if self.listeners.contains_key(&number) {
            return Ok(());
        }
        let thread = match &self.thread {
            Some(thread) => thread.clone(),
            None => self.thread.insert(start()?).clone(),
        };
        // From here on the signal does not end the process.
        let mut arrivals = {
            let _inside = thread.enter();
            signal(SignalKind::from_raw(number))?
        };
        thread.spawn(async move {
            while arrivals.recv().await.is_some() {
                arrived(number);
            }
        });
        self.listeners.insert(number, BTreeMap::new());
        Ok(())
    }
}

fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let handle = runtime.handle().clone();
    let serve = move || runtime.block_on(std::future::pending::<()>());
    std::thread::Builder::new().name("signals".into()).spawn(serve)?;
    Ok(handle)
}

fn arrived(number: i32) {
    let hearers: Vec<Hearer> = {
        let registry = registry();
        let listeners = registry.listeners.get(&number);
        let program: Vec<Hearer> = listeners.into_iter().flat_map(BTreeMap::values).cloned().collect();
        let door = registry.door.clone().filter(|_| number == DEBUG && program.is_empty());
        program.into_iter().chain(door).collect()
    };
    if hearers.is_empty() && !is_ignored(number) {
        default(number);
    }
    for hear in hearers {
        hear();
    }
}

/// What does nothing where nobody listens for it.
fn is_ignored(number: i32) -> bool {
    [libc::SIGCHLD, libc::SIGWINCH, libc::SIGURG, libc::SIGCONT].contains(&number)
}

/// What the signal does without a handler: it ends the process, and whoever waits for it sees by what.
pub fn default(number: i32) {
    // SAFETY: both take plain numbers; the handler that is replaced belongs to this module.
    let raised = unsafe {
        libc::signal(number, libc::SIG_DFL);
        libc::raise(number)
    };
    if raised != 0 {
        tracing::error!("signal {number} has no effect: {}", io::Error::last_os_error());
    }
}

/// What whoever started this process ignored or held back counts no more, as in Node: a program that a script
/// started in the background ends by Ctrl+C's signal all the same, and so do its children. A file that grows
/// beyond what is allowed is an error of the write, as in Node too. Has to be called before there are threads.
pub fn restore() {
    // Not ignored: what is ignored would be ignored by children as well.
    extern "C" fn nothing(_: i32) {}
    // SAFETY: the set and the action are of the system's own making, and nothing of this process has a handler yet.
    unsafe {
        let mut none = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const none, std::ptr::null_mut());
        for number in 1..LAST {
            let mut action: libc::sigaction = std::mem::zeroed();
            let is_known = libc::sigaction(number, std::ptr::null(), &raw mut action) == 0;
            // Rust ignores it, so that a write to a closed pipe is an error.
            if is_known && action.sa_sigaction == libc::SIG_IGN && number != libc::SIGPIPE {
                libc::signal(number, libc::SIG_DFL);
            }
        }
        libc::signal(libc::SIGXFSZ, nothing as *const () as libc::sighandler_t);
    }
}

/// Sends [`DEBUG`] to one process. Numbers that stand for many processes are refused.
pub fn ask_for_door(process: i32) -> io::Result<()> {
    send(process, DEBUG)
}

/// Whether there is such a process, and it is ours to send signals to.
pub fn is_reachable(process: i32) -> io::Result<()> {
    send(process, 0)
}

fn send(process: i32, number: i32) -> io::Result<()> {
    if process <= 0 {
        return Err(io::Error::from_raw_os_error(libc::ESRCH));
    }
    // SAFETY: two plain numbers, of which the first names one process.
    if unsafe { libc::kill(process, number) } == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
