//! Writing without waiting, where the system says that it can be done: to pipes and sockets.

#[cfg(unix)]
pub use self::unix::Direct;

/// Nothing is known of other systems: all is written by the thread.
#[cfg(not(unix))]
#[derive(Debug)]
pub enum Direct {}

#[cfg(not(unix))]
impl Direct {
    pub fn write(&mut self, _bytes: &[u8]) -> usize {
        match *self {}
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::Write;
    use std::os::unix::fs::FileTypeExt;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::pipe::PIPE_BUF;

    /// A pipe or a socket: as soon as one can be written to, there is room for this much.
    #[derive(Debug)]
    pub struct Direct(File);

    impl Direct {
        pub fn of(file: File) -> Option<Self> {
            let kind = file.metadata().ok()?.file_type();
            (kind.is_fifo() || kind.is_socket()).then_some(Self(file))
        }

        /// Says how much was written: all, where that needs no waiting, or the beginning, or nothing.
        pub fn write(&mut self, bytes: &[u8]) -> usize {
            if bytes.len() > PIPE_BUF || !self.has_room() {
                return 0;
            }
            // Whoever writes the rest meets the same error, and says so.
            self.0.write(bytes).unwrap_or(0)
        }

        fn has_room(&self) -> bool {
            let mut asked = [PollFd::new(&self.0, PollFlags::OUT)];
            let answered = poll(&mut asked, Some(&Timespec::default()));
            answered.is_ok() && asked.iter().all(|asked| asked.revents() == PollFlags::OUT)
        }
    }
}
