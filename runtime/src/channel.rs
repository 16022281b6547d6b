//! The channel to the process that started this one, when that one wants to exchange messages: Node's convention
//! of a socket that is already open, named by a variable.

use std::os::fd::{AsFd, BorrowedFd, FromRawFd, OwnedFd};
use std::sync::{Mutex, PoisonError};

use rustix::fs::FileType;
use rustix::io::FdFlags;

pub const FILE: &str = "NODE_CHANNEL_FD";
pub const FORM: &str = "NODE_CHANNEL_SERIALIZATION_MODE";

/// What was found at the start, until the program takes it.
#[derive(Debug)]
pub struct Channel {
    pub socket: OwnedFd,
    /// Messages are in the format of `v8.serialize`.
    pub is_advanced: bool,
}

static FOUND: Mutex<Option<Channel>> = Mutex::new(None);

/// Has to be called before there are threads, and before files are opened: a number that is none of a socket
/// by then was not meant for us. Nobody after us sees the variables or the socket.
pub fn find() {
    let Some(number) = std::env::var(FILE).ok().and_then(|number| number.parse::<i32>().ok()) else { return };
    let is_advanced = std::env::var(FORM).is_ok_and(|form| form == "advanced");
    // SAFETY: there are no other threads yet.
    unsafe {
        std::env::remove_var(FILE);
        std::env::remove_var(FORM);
    }
    if number <= 2 {
        return;
    }
    // SAFETY: it is only asked what stands behind the number, which may be nothing.
    let at = unsafe { BorrowedFd::borrow_raw(number) };
    if !rustix::fs::fstat(at).is_ok_and(|it| FileType::from_raw_mode(it.st_mode) == FileType::Socket) {
        return;
    }
    // SAFETY: it is open, and whoever started us left it to us.
    let socket = unsafe { OwnedFd::from_raw_fd(number) };
    if rustix::io::fcntl_setfd(socket.as_fd(), FdFlags::CLOEXEC).is_ok() {
        *FOUND.lock().unwrap_or_else(PoisonError::into_inner) = Some(Channel { socket, is_advanced });
    }
}

pub fn is_there() -> bool {
    FOUND.lock().unwrap_or_else(PoisonError::into_inner).is_some()
}

pub fn take() -> Option<Channel> {
    FOUND.lock().unwrap_or_else(PoisonError::into_inner).take()
}
