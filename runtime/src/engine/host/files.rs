//! Files, as the operating system has them: a number of its errors, or what was asked for.
//!
//! A file that was opened stands in a table of its engine: a program can name no descriptor that is
//! not its own, and what it leaves open is closed with its heap.

use std::cell::RefCell;
use std::collections::HashMap;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, IntoJs, Object, TypedArray, Value};
use rustix::fs::{self, AtFlags, CWD, Mode, OFlags, Stat, Timespec, Timestamps};
use rustix::io::Errno;

use super::encoding::view;

/// A program with more open files than this has lost count.
const MOST_OPEN: usize = 4096;

/// One read gives no more, whatever a program asks for.
const MOST_READ: usize = 16 << 20;

type Files = Rc<RefCell<HashMap<i32, OwnedFd>>>;
type Answer<'js> = rquickjs::Result<Value<'js>>;

pub fn natives<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("stat", Func::from(|ctx: Ctx<'js>, path: String| answer(&ctx, stat(&path, true))))?;
    object.set("lstat", Func::from(|ctx: Ctx<'js>, path: String| answer(&ctx, stat(&path, false))))?;
    object.set("readdir", Func::from(|ctx: Ctx<'js>, path: String| answer(&ctx, readdir(&path))))?;
    object.set(
        "mkdir",
        Func::from(|ctx: Ctx<'js>, path: String, mode: u32| {
            done(&ctx, fs::mkdir(path, Mode::from_raw_mode(mode)))
        }),
    )?;
    object.set("rmdir", Func::from(|ctx: Ctx<'js>, path: String| done(&ctx, fs::rmdir(path))))?;
    object.set("unlink", Func::from(|ctx: Ctx<'js>, path: String| done(&ctx, fs::unlink(path))))?;
    object.set(
        "rename",
        Func::from(|ctx: Ctx<'js>, from: String, to: String| done(&ctx, fs::rename(from, to))),
    )?;
    object.set(
        "symlink",
        Func::from(|ctx: Ctx<'js>, to: String, at: String| done(&ctx, fs::symlink(to, at))),
    )?;
    object
        .set("link", Func::from(|ctx: Ctx<'js>, from: String, at: String| done(&ctx, fs::link(from, at))))?;
    object.set("readlink", Func::from(|ctx: Ctx<'js>, path: String| answer(&ctx, readlink(&path))))?;
    object.set("realpath", Func::from(|ctx: Ctx<'js>, path: String| answer(&ctx, realpath(&path))))?;
    object.set(
        "chmod",
        Func::from(|ctx: Ctx<'js>, path: String, mode: u32| {
            done(&ctx, fs::chmod(path, Mode::from_raw_mode(mode)))
        }),
    )?;
    object.set(
        "access",
        Func::from(|ctx: Ctx<'js>, path: String, mode: u32| done(&ctx, access(&path, mode))),
    )?;
    object.set(
        "utimes",
        Func::from(|ctx: Ctx<'js>, path: String, read: f64, written: f64| {
            done(&ctx, utimes(&path, read, written))
        }),
    )?;
    object.set("mkdtemp", Func::from(|ctx: Ctx<'js>, prefix: String| answer(&ctx, mkdtemp(&prefix))))?;
    open_files(&object)?;
    Ok(object)
}

/// What goes by the number of an open file.
fn open_files<'js>(object: &Object<'js>) -> rquickjs::Result<()> {
    let files: Files = Rc::default();
    let table = Rc::clone(&files);
    let open = move |ctx: Ctx<'js>, path: String, flags: u32, mode: u32| {
        answer(&ctx, open(&table, &path, flags, mode))
    };
    object.set("open", Func::from(open))?;
    let table = Rc::clone(&files);
    let close = move |ctx: Ctx<'js>, fd: i32| -> Answer<'js> {
        let closed = table.borrow_mut().remove(&fd).ok_or(Errno::BADF);
        done(&ctx, closed.map(drop))
    };
    object.set("close", Func::from(close))?;
    let table = Rc::clone(&files);
    object.set(
        "fstat",
        Func::from(move |ctx: Ctx<'js>, fd: i32| {
            answer(&ctx, with(&table, fd, |fd| fs::fstat(fd).map(fields)))
        }),
    )?;
    let table = Rc::clone(&files);
    let truncate = move |ctx: Ctx<'js>, fd: i32, length: f64| {
        done(&ctx, with(&table, fd, |fd| fs::ftruncate(fd, length as u64)))
    };
    object.set("ftruncate", Func::from(truncate))?;
    let table = Rc::clone(&files);
    object.set(
        "fsync",
        Func::from(move |ctx: Ctx<'js>, fd: i32| done(&ctx, with(&table, fd, |fd| fs::fsync(fd)))),
    )?;
    let table = Rc::clone(&files);
    let read = move |ctx: Ctx<'js>, fd: i32, length: usize, position: f64| -> Answer<'js> {
        match with(&table, fd, |fd| read(fd, length, position)) {
            Ok(bytes) => TypedArray::new(ctx.clone(), bytes)?.into_js(&ctx),
            Err(errno) => failed(&ctx, errno),
        }
    };
    object.set("read", Func::from(read))?;
    let write = move |ctx: Ctx<'js>, fd: i32, bytes: TypedArray<'js, u8>, position: f64| -> Answer<'js> {
        let bytes = view(&ctx, &bytes)?;
        answer(&ctx, with(&files, fd, |fd| write(fd, bytes, position)))
    };
    object.set("write", Func::from(write))
}

fn answer<'js, T: IntoJs<'js>>(ctx: &Ctx<'js>, result: Result<T, Errno>) -> Answer<'js> {
    match result {
        Ok(value) => value.into_js(ctx),
        Err(errno) => failed(ctx, errno),
    }
}

fn done<'js>(ctx: &Ctx<'js>, result: Result<(), Errno>) -> Answer<'js> {
    answer(ctx, result.map(|()| true))
}

/// An object that only says which error: the library makes Node's of it.
fn failed<'js>(ctx: &Ctx<'js>, errno: Errno) -> Answer<'js> {
    let object = Object::new(ctx.clone())?;
    object.set("errno", errno.raw_os_error())?;
    Ok(object.into_value())
}

fn with<T>(files: &Files, fd: i32, body: impl FnOnce(BorrowedFd) -> Result<T, Errno>) -> Result<T, Errno> {
    let files = files.borrow();
    body(files.get(&fd).ok_or(Errno::BADF)?.as_fd())
}

fn open(files: &Files, path: &str, flags: u32, mode: u32) -> Result<i32, Errno> {
    if files.borrow().len() >= MOST_OPEN {
        return Err(Errno::MFILE);
    }
    let flags = OFlags::from_bits_retain(flags) | OFlags::CLOEXEC;
    let file = fs::open(path, flags, Mode::from_raw_mode(mode))?;
    let number = file.as_raw_fd();
    files.borrow_mut().insert(number, file);
    Ok(number)
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

fn stat(path: &str, follows: bool) -> Result<Vec<f64>, Errno> {
    if follows { fs::stat(path) } else { fs::lstat(path) }.map(fields)
}

/// In the order of Node's `Stats`; times in milliseconds.
fn fields(stat: Stat) -> Vec<f64> {
    let time = |seconds: i64, nanos: i64| seconds as f64 * 1e3 + nanos as f64 / 1e6;
    vec![
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
    ]
}

/// Names in byte order, each followed by the mode bits of its kind.
fn readdir(path: &str) -> Result<Vec<Vec<String>>, Errno> {
    let folder = fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let mut entries = Vec::new();
    for entry in fs::Dir::read_from(&folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != "." && name != ".." {
            entries.push(vec![name, entry.file_type().as_raw_mode().to_string()]);
        }
    }
    entries.sort();
    Ok(entries)
}

fn readlink(path: &str) -> Result<String, Errno> {
    fs::readlink(path, Vec::new()).map(|target| target.to_string_lossy().into_owned())
}

fn realpath(path: &str) -> Result<String, Errno> {
    let real = Path::new(path).canonicalize();
    let real = real.map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))?;
    Ok(String::from_utf8_lossy(real.as_os_str().as_bytes()).into_owned())
}

fn access(path: &str, mode: u32) -> Result<(), Errno> {
    fs::access(path, fs::Access::from_bits_retain(mode))
}

fn utimes(path: &str, read: f64, written: f64) -> Result<(), Errno> {
    let time = |seconds: f64| Timespec {
        tv_sec: seconds.floor() as i64,
        tv_nsec: ((seconds - seconds.floor()) * 1e9) as i64,
    };
    let times = Timestamps { last_access: time(read), last_modification: time(written) };
    fs::utimensat(CWD, path, &times, AtFlags::empty())
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
