//! What the cache has of one kind for one program: looked up in the pack that its last start left, and
//! added to for the next one.

use std::fs::File;
use std::io;
use std::path::Path;

use rustc_hash::FxHashSet;

use super::address::{Key, Kind};
use super::pack::{self, HEADER, Secret, Table};
use super::writer::Job;
use super::{Cache, Inner, directory};

/// A smaller part of a pack is not worth writing all of it again: it is made again by each start.
const WORTH_WRITING: usize = 8;

pub struct Shelf {
    cache: Cache,
    kind: Kind,
    name: String,
    pack: Option<Pack>,
    used: FxHashSet<Key>,
    added: Vec<(Key, Vec<u8>)>,
    added_bytes: usize,
    /// What was handed to the writer already.
    written_bytes: usize,
}

/// A pack that is being read. Its file is held, and locked against eviction.
pub struct Pack {
    file: File,
    table: Table,
}

impl Shelf {
    pub(super) fn new(cache: Cache, kind: Kind, program: &Path) -> Self {
        let name = cache.0.build.pack_name(kind, program);
        let pack = Pack::open(&cache.0, &name);
        if let Some(pack) = &pack {
            directory::touch(&pack.file);
        }
        Self {
            cache,
            kind,
            name,
            pack,
            used: FxHashSet::default(),
            added: Vec::new(),
            added_bytes: 0,
            written_bytes: 0,
        }
    }

    /// The address of what this recipe makes.
    pub fn key(&self, recipe: &[&[u8]]) -> Key {
        self.cache.key(self.kind, recipe)
    }

    /// What was kept under this address, if it is what was kept.
    pub fn get(&mut self, key: &Key) -> Option<Vec<u8>> {
        let inner = &self.cache.0;
        let found = self.pack.as_ref().and_then(|pack| pack.read(inner, key));
        Inner::count(if found.is_some() { &inner.tally.hits } else { &inner.tally.misses });
        if found.is_some() {
            self.used.insert(*key);
        }
        found
    }

    /// An entry whose hash is right and whose content makes no sense: a fault of saveloop's own.
    pub fn reject(&mut self, key: &Key, why: &str) {
        self.used.remove(key);
        self.cache.0.found_damage(&format!("an entry makes no sense: {why}"));
    }

    /// Keeps this for the next start.
    pub fn put(&mut self, key: Key, bytes: Vec<u8>) {
        self.added_bytes += bytes.len();
        self.added.push((key, bytes));
    }

    /// Has what was added written, on the writer's thread, if it is worth it: a pack is written as a whole.
    pub fn flush(&mut self) {
        let known = self.written_bytes + self.pack.as_ref().map_or(0, Pack::bytes);
        if self.added.is_empty() || self.added_bytes < known / WORTH_WRITING {
            return;
        }
        let (name, added) = (self.name.clone(), std::mem::take(&mut self.added));
        let job = Job { name, used: self.used.clone(), added };
        match self.cache.0.writer.take(&self.cache, job) {
            None => self.written_bytes += std::mem::take(&mut self.added_bytes),
            // It has too much to do. What comes next asks again.
            Some(job) => self.added = job.added,
        }
    }
}

impl Pack {
    /// Opens a pack; one that is damaged is removed.
    pub(super) fn open(inner: &Inner, name: &str) -> Option<Self> {
        let path = inner.directory.path().join(name);
        let opened = directory::open(&path).and_then(|file| {
            if let Err(error) = file.try_lock_shared() {
                // Being evicted right now, or without locks: it can be read all the same.
                tracing::debug!("{name} is not locked: {error}");
            }
            let table = read_table(inner.directory.secret(), &file)?;
            Ok(Self { file, table })
        });
        match opened {
            Ok(pack) => Some(pack),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            // Says nothing of the pack: the program, or all of the system, has too much open.
            Err(error) if is_exhausted(&error) => {
                tracing::debug!("{name} of the cache is not read: {error}");
                None
            }
            Err(error) => {
                inner.found_damage(&format!("{name}: {error}"));
                if let Err(error) = std::fs::remove_file(&path)
                    && error.kind() != io::ErrorKind::NotFound
                {
                    inner.trouble(&format!("{name} of the cache cannot be removed: {error}"));
                }
                None
            }
        }
    }

    fn read(&self, inner: &Inner, key: &Key) -> Option<Vec<u8>> {
        let slot = self.table.slots.get(key)?;
        let mut bytes = vec![0; slot.length as usize];
        let read = read_at(&self.file, &mut bytes, slot.offset);
        if read.is_ok() && slot.holds(&bytes) {
            return Some(bytes);
        }
        inner.found_damage("an entry has another hash");
        None
    }

    /// All that is in it, but for what is damaged, with its age.
    pub(super) fn entries(&self, inner: &Inner) -> Vec<(Key, u32, Vec<u8>)> {
        let slots = self.table.slots.iter();
        slots.filter_map(|(key, slot)| Some((*key, slot.age, self.read(inner, key)?))).collect()
    }

    fn bytes(&self) -> usize {
        self.table.slots.values().map(|slot| slot.length as usize).sum()
    }
}

/// What is in a pack, without its entries.
pub(super) fn read_table(secret: &Secret, file: &File) -> io::Result<Table> {
    let damage = |damage| io::Error::other(format!("damaged ({damage:?})"));
    let total = file.metadata()?.len();
    let mut header = [0; HEADER];
    read_at(file, &mut header, 0)?;
    let mut table = vec![0; pack::table_length(&header).map_err(damage)?];
    read_at(file, &mut table, HEADER as u64)?;
    pack::table(secret, &header, &table, total).map_err(damage)
}

#[cfg(unix)]
fn is_exhausted(error: &io::Error) -> bool {
    let code = error.raw_os_error().map(rustix::io::Errno::from_raw_os_error);
    matches!(code, Some(rustix::io::Errno::MFILE | rustix::io::Errno::NFILE | rustix::io::Errno::NOMEM))
}

#[cfg(not(unix))]
fn is_exhausted(_error: &io::Error) -> bool {
    false
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(not(unix))]
fn read_at(_file: &File, _bytes: &mut [u8], _offset: u64) -> io::Result<()> {
    Err(io::Error::other("not on this system"))
}
