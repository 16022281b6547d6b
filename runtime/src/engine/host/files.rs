//! Files, as the operating system has them: a number of its errors, or what was asked for. Each call can be
//! made at once or on the I/O thread.
//!
//! A file that was opened stands in a table of its engine: a program can name no descriptor that is
//! not its own, and what it leaves open is closed with its heap.

mod guarded;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rquickjs::function::Func;
use rquickjs::{Ctx, IntoJs, Object, TypedArray, Value};
use rustix::fs::{self, AtFlags, CWD, Gid, Mode, OFlags, Stat, Timespec, Timestamps, Uid};
use rustix::io::Errno;

use super::encoding::view;
use crate::engine::gate::{self, Gate};
use crate::engine::io::{Fault, Io, Number, Reply};
use crate::permissions::Wanted;

/// A program with more open files than this has lost count.
const MOST_OPEN: usize = 4096;

/// One read gives no more, whatever a program asks for.
const MOST_READ: usize = 16 << 20;

/// The open files of an engine, by number. A call under way keeps its own.
#[derive(Clone, Debug, Default)]
pub struct Files(Arc<Mutex<HashMap<i32, Arc<OwnedFd>>>>);

impl Files {
    fn table(&self) -> MutexGuard<'_, HashMap<i32, Arc<OwnedFd>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn get(&self, fd: i32) -> Option<Arc<OwnedFd>> {
        self.table().get(&fd).cloned()
    }

    fn close(&self, fd: i32) -> Result<(), Errno> {
        let closed = self.table().remove(&fd);
        closed.map(drop).ok_or(Errno::BADF)
    }
}

/// A file that was opened for JavaScript. It is closed again when nobody hears of it.
#[derive(Debug)]
pub struct Opened {
    fd: i32,
    files: Files,
    is_taken: bool,
}

impl Opened {
    pub fn take(mut self) -> i32 {
        self.is_taken = true;
        self.fd
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        if !self.is_taken {
            // It is in the table: nobody else knows its number.
            let _ = self.files.close(self.fd);
        }
    }
}

/// What a call is made with, by kind and in order.
struct Call {
    name: String,
    texts: Vec<String>,
    numbers: Vec<f64>,
    bytes: Vec<u8>,
    /// Its paths are real ones, and nothing may lead elsewhere.
    is_guarded: bool,
}

impl Call {
    fn refusal(&mut self, ctx: &Ctx, gate: &Gate, files: &Files) -> rquickjs::Result<Option<Fault>> {
        if gate.is_open() {
            return Ok(None);
        }
        self.is_guarded = true;
        match self.guarded(files) {
            Some(wanted) => gate.refusal_of(ctx, &wanted),
            None => Ok(Some(Fault { errno: Errno::NOSYS.raw_os_error(), ..Fault::default() })),
        }
    }
}

type Answer<'js> = rquickjs::Result<Value<'js>>;

pub fn natives<'js>(
    ctx: &Ctx<'js>,
    io: &Rc<Io>,
    files: &Files,
    gate: &Rc<Gate>,
) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let (table, guard) = (files.clone(), Rc::clone(gate));
    let now = move |ctx: Ctx<'js>,
                    name: String,
                    texts: Vec<String>,
                    numbers: Vec<f64>,
                    bytes: TypedArray<'js, u8>|
          -> Answer<'js> {
        let bytes = view(&ctx, &bytes)?.to_vec();
        let mut call = Call { name, texts, numbers, bytes, is_guarded: false };
        match call.refusal(&ctx, &guard, &table)? {
            Some(fault) => Reply::Fault(fault),
            None => answered(perform(&table, &call)),
        }
        .into_js(&ctx)
    };
    object.set("now", Func::from(now))?;
    let (shared, guard) = (Rc::clone(io), Rc::clone(gate));
    // Nothing, or what is wrong.
    let watch = move |ctx: Ctx<'js>, number: f64, path: String| -> rquickjs::Result<Reply> {
        if let Some(fault) = guard.refusal(&ctx, &Wanted::read(gate::real(&path, true)))? {
            return Ok(Reply::Fault(fault));
        }
        Ok(shared.watch(Number::new(number), &path).map_or_else(Reply::Fault, |()| Reply::Nothing))
    };
    object.set("watch", Func::from(watch))?;
    let (table, io, guard) = (files.clone(), Rc::clone(io), Rc::clone(gate));
    let later = move |ctx: Ctx<'js>,
                      number: f64,
                      name: String,
                      texts: Vec<String>,
                      numbers: Vec<f64>,
                      bytes: TypedArray<'js, u8>|
          -> rquickjs::Result<()> {
        let bytes = view(&ctx, &bytes)?.to_vec();
        let mut call = Call { name, texts, numbers, bytes, is_guarded: false };
        if let Some(fault) = call.refusal(&ctx, &guard, &table)? {
            io.teller(Number::new(number)).answer(Ok(Reply::Fault(fault)));
            return Ok(());
        }
        let table = table.clone();
        io.block(Number::new(number), move || Ok(answered(perform(&table, &call))));
        Ok(())
    };
    object.set("later", Func::from(later))?;
    Ok(object)
}

/// An error is an answer as well: the library makes Node's of it.
fn answered(result: Result<Reply, Errno>) -> Reply {
    result.unwrap_or_else(|errno| Reply::Fault(Fault { errno: errno.raw_os_error(), ..Fault::default() }))
}

fn perform(files: &Files, call: &Call) -> Result<Reply, Errno> {
    let text = |index: usize| call.texts.get(index).map_or("", String::as_str);
    let number = |index: usize| call.numbers.get(index).copied().unwrap_or_default();
    let mode = |index: usize| Mode::from_raw_mode(number(index) as u32);
    let owner = |index: usize| {
        let id = |number: f64| if number < 0.0 { None } else { Some(number as u32) };
        (id(number(index)).map(Uid::from_raw), id(number(index + 1)).map(Gid::from_raw))
    };
    let done = |result: Result<(), Errno>| result.map(|()| Reply::Number(1.0));
    match call.name.as_str() {
        "stat" => fs::stat(text(0)).map(fields),
        "lstat" => fs::lstat(text(0)).map(fields),
        "statfs" => fs::statfs(text(0)).map(|it| {
            numbers([
                it.f_type as f64,
                it.f_bsize as f64,
                it.f_blocks as f64,
                it.f_bfree as f64,
                it.f_bavail as f64,
                it.f_files as f64,
                it.f_ffree as f64,
            ])
        }),
        "readdir" => readdir(text(0)),
        "mkdir" => done(fs::mkdir(text(0), mode(0))),
        "rmdir" => done(fs::rmdir(text(0))),
        "unlink" => done(fs::unlink(text(0))),
        "rename" => done(fs::rename(text(0), text(1))),
        "symlink" => done(fs::symlink(text(0), text(1))),
        "link" => done(fs::link(text(0), text(1))),
        "readlink" => {
            fs::readlink(text(0), Vec::new()).map(|target| Reply::Text(target.to_string_lossy().into_owned()))
        }
        "realpath" => realpath(text(0)),
        "chmod" => done(fs::chmod(text(0), mode(0))),
        "chown" => {
            let (user, group) = owner(0);
            done(fs::chownat(CWD, text(0), user, group, AtFlags::empty()))
        }
        "lchown" => {
            let (user, group) = owner(0);
            done(fs::chownat(CWD, text(0), user, group, AtFlags::SYMLINK_NOFOLLOW))
        }
        "access" => done(fs::access(text(0), fs::Access::from_bits_retain(number(0) as u32))),
        "utimes" => done(fs::utimensat(CWD, text(0), &times(number(0), number(1)), AtFlags::empty())),
        "lutimes" => {
            done(fs::utimensat(CWD, text(0), &times(number(0), number(1)), AtFlags::SYMLINK_NOFOLLOW))
        }
        "mkdtemp" => mkdtemp(text(0)).map(Reply::Text),
        "open" => open(files, call, number(0) as u32, mode(1)).map(Reply::Opened),
        "close" => done(files.close(number(0) as i32)),
        name => {
            let file = files.get(number(0) as i32).ok_or(Errno::BADF)?;
            let fd = file.as_fd();
            match name {
                "fstat" => fs::fstat(fd).map(fields),
                "ftruncate" => done(fs::ftruncate(fd, number(1) as u64)),
                "fsync" => done(fs::fsync(fd)),
                "fchmod" => done(fs::fchmod(fd, mode(1))),
                "fchown" => {
                    let (user, group) = owner(1);
                    done(fs::fchown(fd, user, group))
                }
                "futimes" => done(fs::futimens(fd, &times(number(1), number(2)))),
                "read" => read(fd, number(1) as usize, number(2)).map(Reply::Bytes),
                "write" => write(fd, &call.bytes, number(1)).map(Reply::Number),
                _ => Err(Errno::NOSYS),
            }
        }
    }
}

fn open(files: &Files, call: &Call, flags: u32, mode: Mode) -> Result<Opened, Errno> {
    if files.table().len() >= MOST_OPEN {
        return Err(Errno::MFILE);
    }
    let flags = OFlags::from_bits_retain(flags) | OFlags::CLOEXEC;
    let path = call.texts.first().map_or("", String::as_str);
    let file = match call.is_guarded {
        true => guarded::open(path, flags, mode)?,
        false => fs::open(path, flags, mode)?,
    };
    let fd = file.as_raw_fd();
    files.table().insert(fd, Arc::new(file));
    Ok(Opened { fd, files: files.clone(), is_taken: false })
}

/// A negative position is the file's own.
fn read(fd: BorrowedFd, length: usize, position: f64) -> Result<Vec<u8>, Errno> {
    let mut bytes = vec![0; length.min(MOST_READ)];
    let count = match position < 0.0 {
        true => rustix::io::read(fd, &mut bytes)?,
        false => rustix::io::pread(fd, &mut bytes, position as u64)?,
    };
    bytes.truncate(count);
    Ok(bytes)
}

fn write(fd: BorrowedFd, bytes: &[u8], position: f64) -> Result<f64, Errno> {
    let mut written = 0;
    while let Some(rest) = bytes.get(written..).filter(|rest| !rest.is_empty()) {
        written += match position < 0.0 {
            true => rustix::io::write(fd, rest)?,
            false => rustix::io::pwrite(fd, rest, position as u64 + written as u64)?,
        };
    }
    Ok(written as f64)
}

fn numbers(list: impl IntoIterator<Item = f64>) -> Reply {
    Reply::List(list.into_iter().map(Reply::Number).collect())
}

/// In the order of Node's `Stats`; times in milliseconds.
fn fields(stat: Stat) -> Reply {
    let time = |seconds: i64, nanos: i64| seconds as f64 * 1e3 + nanos as f64 / 1e6;
    numbers([
        stat.st_dev as f64,
        f64::from(stat.st_mode),
        stat.st_nlink as f64,
        f64::from(stat.st_uid),
        f64::from(stat.st_gid),
        stat.st_rdev as f64,
        stat.st_blksize as f64,
        stat.st_ino as f64,
        stat.st_size as f64,
        stat.st_blocks as f64,
        time(stat.st_atime, stat.st_atime_nsec as i64),
        time(stat.st_mtime, stat.st_mtime_nsec as i64),
        time(stat.st_ctime, stat.st_ctime_nsec as i64),
    ])
}

/// Names in byte order, each followed by the mode bits of its kind.
fn readdir(path: &str) -> Result<Reply, Errno> {
    let folder = fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let mut entries = Vec::new();
    for entry in fs::Dir::read_from(&folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != "." && name != ".." {
            entries.push((name, entry.file_type().as_raw_mode()));
        }
    }
    entries.sort();
    let entry = |(name, kind)| Reply::List(vec![Reply::Text(name), Reply::Number(f64::from(kind))]);
    Ok(Reply::List(entries.into_iter().map(entry).collect()))
}
fn realpath(path: &str) -> Result<Reply, Errno> {
    let real = Path::new(path).canonicalize();
    let real = real.map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))?;
    Ok(Reply::Text(String::from_utf8_lossy(real.as_os_str().as_bytes()).into_owned()))
}

fn times(read: f64, written: f64) -> Timestamps {
    let time = |seconds: f64| Timespec {
        tv_sec: seconds.floor() as i64,
        tv_nsec: ((seconds - seconds.floor()) * 1e9) as i64,
    };
    Timestamps { last_access: time(read), last_modification: time(written) }
}

fn mkdtemp(prefix: &str) -> Result<String, Errno> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    for _ in 0..100 {
        let mut bytes = [0; 6];
        getrandom::fill(&mut bytes).map_err(|_| Errno::IO)?;
        let letter = |byte: u8| char::from(*LETTERS.get(usize::from(byte) % LETTERS.len()).unwrap_or(&b'X'));
        let path = format!("{prefix}{}", bytes.map(letter).iter().collect::<String>());
        match fs::mkdir(&path, Mode::from_raw_mode(0o700)) {
            Ok(()) => return Ok(path),
            Err(Errno::EXIST) => {}
            Err(errno) => return Err(errno),
        }
    }
    Err(Errno::EXIST)
}
