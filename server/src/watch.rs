//! Files that are not open in an editor: what of them changed, when it stands still. One room for the
//! language server and for `run --hot`.
//!
//! `state` decides (pure); `system` watches and polls; `room` is the thin shell between them, on a thread of
//! its own. Fronts send [`Command`]s and hear [`Report`]s; sessions read through [`Watch::sources`].

pub mod control;
mod fact;
mod git;
mod handed;
mod holds;
mod interest;
mod mounts;
mod room;
mod settling;
mod stable;
mod state;
mod system;
mod trouble;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, SyncSender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use runtime::message::Holder;
use runtime::sources::Sources;

use fact::ProgramId;
use handed::{Handed, Witnessed};
use room::Room;
pub use state::End;
use state::Event;
pub use system::Mode;
use system::Notice;
pub use trouble::Trouble;

/// What a front asks.
#[derive(Debug)]
pub enum Command {
    /// A file is waited for.
    Await(PathBuf),
    /// The editor has these files: what happens to them on the disk does not count.
    Opened(Vec<PathBuf>),
    Closed(Vec<PathBuf>),
    /// The editor says that something happened to these.
    Told(Vec<PathBuf>),
    /// Who tells of changes; in these folders, where it is the editor.
    Mode {
        mode: Mode,
        folders: Vec<PathBuf>,
    },
    /// Pause; answered by `Held` unless it holds already.
    Hold {
        holder: Holder,
        at_most: Duration,
    },
    /// Answered by `Released`.
    Release {
        holder: Holder,
    },
    /// So many programs wait for this holder now.
    Acknowledged {
        holder: Holder,
        programs: usize,
    },
}

/// What a front hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// These files have new text.
    Saved(Vec<PathBuf>),
    /// A holder begins: nothing is watched any more.
    Held {
        holder: Holder,
        at_most: Duration,
    },
    /// Holders ended, and everything is watched again. What changed meanwhile.
    Released {
        ended: Vec<(Holder, End)>,
        saved: Vec<PathBuf>,
    },
    Trouble(Trouble),
}

/// Everything the room's thread hears.
enum Input {
    Event(Event),
    Command(Command),
    Disk(Notice),
    /// Somebody outside asks to hold; the answer is how many programs wait.
    Asked {
        holder: Holder,
        at_most: Duration,
        directory: PathBuf,
        answer: SyncSender<usize>,
    },
    End,
}

/// The handle of the room; dropping it ends the room.
pub struct Watch {
    inbox: Sender<Input>,
    handed: Arc<Handed>,
    bases: Arc<[PathBuf]>,
    last_program: u64,
    thread: Option<JoinHandle<()>>,
    door: Option<control::Door>,
}

impl Watch {
    /// `bases`: the directories of the project. What is missing is waited for below them, and moves of
    /// directories are noticed.
    pub fn start(bases: Vec<PathBuf>, report: impl FnMut(Report) + Send + 'static) -> Self {
        let (inbox, inputs) = channel();
        let handed = Arc::new(Handed::default());
        let bases: Arc<[PathBuf]> = bases.into();
        let room = Room::new(inbox.clone(), Arc::clone(&handed), Arc::clone(&bases), Box::new(report));
        let serve = move || room.serve(&inputs);
        let thread = std::thread::Builder::new().name("watch".into()).spawn(serve);
        let thread = thread.map_err(|error| tracing::error!("no thread to watch on: {error}")).ok();
        Self { inbox, handed, bases, last_program: 0, thread, door: None }
    }

    /// Lets tools on this machine hold (`saveloop hold`).
    pub fn open_door(&mut self) {
        self.door = control::Door::open(self.inbox.clone());
    }

    pub fn send(&self, command: Command) {
        // A room that has ended has nobody to tell.
        let _ = self.inbox.send(Input::Command(command));
    }

    /// The sources of one program: what it reads through them is followed.
    pub fn sources(&mut self, inner: Arc<dyn Sources>) -> Arc<dyn Sources> {
        self.last_program += 1;
        Arc::new(Witnessed {
            program: ProgramId(self.last_program),
            inner,
            handed: Arc::clone(&self.handed),
            inbox: self.inbox.clone(),
            bases: Arc::clone(&self.bases),
            nearby: Mutex::default(),
            looked: Mutex::default(),
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.door = None;
        let _ = self.inbox.send(Input::End);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the watching room panicked");
        }
    }
}

/// The directory of the project that something belongs to: the repository's, else the nearest one with a
/// `package.json` or `tsconfig.json`, else its own.
pub fn project_of(directory: &Path) -> PathBuf {
    let with = |names: &'static [&str]| {
        directory.ancestors().find(move |above| names.iter().any(|name| above.join(name).exists()))
    };
    let found = with(&[".git"]).or_else(|| with(&["package.json", "tsconfig.json"]));
    found.unwrap_or(directory).to_owned()
}

#[cfg(test)]
mod tests;
