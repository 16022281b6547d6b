//! What happens to files and folders, for `fs.watch`: one queue of the system's for all that a program watches.

use std::collections::HashMap;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
use rustix::io::Errno;
use tokio::io::unix::AsyncFd;

use super::reply::Reply;
use super::{Event, Number, Teller};

/// As Node asks for.
const WANTED: WatchFlags = WatchFlags::ATTRIB
    .union(WatchFlags::CREATE)
    .union(WatchFlags::MODIFY)
    .union(WatchFlags::DELETE)
    .union(WatchFlags::DELETE_SELF)
    .union(WatchFlags::MOVE_SELF)
    .union(WatchFlags::MOVED_FROM)
    .union(WatchFlags::MOVED_TO);
/// What is no change of names.
const CONTENT: ReadFlags = ReadFlags::ATTRIB.union(ReadFlags::MODIFY);

/// Who hears of what, by the system's number of a watch: a path that is watched twice has one.
type Table = Arc<Mutex<HashMap<i32, Vec<(Number, Teller)>>>>;

fn lock(table: &Table) -> MutexGuard<'_, HashMap<i32, Vec<(Number, Teller)>>> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The queue.
#[derive(Clone)]
pub struct Queue {
    fd: Arc<AsyncFd<OwnedFd>>,
    table: Table,
}

impl Queue {
    /// Within the runtime that reads it.
    pub fn open() -> io::Result<Self> {
        let fd = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        // SAFETY: the queue is owned by what is made here, and nobody else closes it.
        let fd = unsafe { AsyncFd::register(fd) }?;
        Ok(Self { fd: Arc::new(fd), table: Table::default() })
    }

    pub fn watch(&self, of: Number, teller: Teller, path: &str) -> io::Result<Watched> {
        let mut table = lock(&self.table);
        let id = inotify::add_watch(self.fd.get_ref(), path, WANTED)?;
        table.entry(id).or_default().push((of, teller));
        Ok(Watched { queue: self.clone(), id, of })
    }

    /// Tells of everything until nobody can be told any more.
    pub async fn run(self) {
        let mut buffer = [MaybeUninit::uninit(); 4096];
        loop {
            let Ok(mut ready) = self.fd.readable().await else { return };
            let mut reader = Reader::new(self.fd.get_ref(), &mut buffer);
            loop {
                match reader.next() {
                    Ok(event) => self.tell(&event),
                    Err(Errno::INTR) => {}
                    Err(Errno::AGAIN) => break,
                    Err(error) => return tracing::error!("watching files: {error}"),
                }
            }
            ready.clear_ready();
        }
    }

    fn tell(&self, event: &inotify::Event) {
        let is_rename = event.events().intersects(CONTENT.complement());
        let name = event.file_name().map(|name| name.to_string_lossy().into_owned());
        let table = lock(&self.table);
        for (_, teller) in table.get(&event.wd()).into_iter().flatten() {
            let name = name.clone().map_or(Reply::Nothing, Reply::Text);
            teller.tell(Event::Data, Reply::List(vec![Reply::Number(f64::from(u8::from(is_rename))), name]));
        }
    }
}

/// Dropped, it is heard of no more.
pub struct Watched {
    queue: Queue,
    id: i32,
    of: Number,
}

impl Drop for Watched {
    fn drop(&mut self) {
        let mut table = lock(&self.queue.table);
        let Some(heard) = table.get_mut(&self.id) else { return };
        heard.retain(|(number, _)| *number != self.of);
        if heard.is_empty() {
            table.remove(&self.id);
            // A file that is gone took its watch along.
            let _ = inotify::remove_watch(self.queue.fd.get_ref(), self.id);
        }
    }
}
