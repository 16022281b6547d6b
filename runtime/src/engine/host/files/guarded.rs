//! Which permission a call on files needs, and opening what was allowed and nothing else.

use std::os::fd::{AsRawFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{self, Mode, OFlags};
use rustix::io::Errno;

use super::{Call, Files};
use crate::engine::gate::real;
use crate::permissions::Wanted;
use crate::permissions::natives::FILES;

impl Call {
    /// What it needs. Its paths become those that are looked at: links that change meanwhile lead nowhere.
    ///
    /// `None`: nobody has said what it needs, so it is not made.
    pub(super) fn guarded(&mut self, files: &Files) -> Option<Vec<Wanted>> {
        let numbers = |index: usize| self.numbers.get(index).copied().unwrap_or_default();
        let first = self.texts.first().cloned().unwrap_or_default();
        let second = self.texts.get(1).cloned().unwrap_or_default();
        let read = |path: PathBuf| Wanted::read(path);
        let write = |path: PathBuf| Wanted::write(path);
        Some(match self.name.as_str() {
            "stat" | "statfs" | "readdir" | "realpath" => vec![read(self.lead(0, true))],
            "lstat" | "readlink" => vec![read(self.lead(0, false))],
            "access" => {
                let writes = numbers(0) as u32 & fs::Access::WRITE_OK.bits() != 0;
                let at = self.lead(0, true);
                if writes { vec![read(at.clone()), write(at)] } else { vec![read(at)] }
            }
            "mkdir" | "rmdir" | "unlink" | "lchown" | "lutimes" => vec![write(self.lead(0, false))],
            "chmod" | "chown" | "utimes" => vec![write(self.lead(0, true))],
            // What is made is named by what stands here.
            "mkdtemp" => vec![write(real(&first, false))],
            "rename" | "link" => {
                let from = self.lead(0, false);
                let mut wanted = vec![read(from.clone()), write(from)];
                wanted.push(write(self.lead(1, false)));
                wanted
            }
            "symlink" => {
                let at = self.lead(1, false);
                let from = Path::new(&second).parent().map_or_else(PathBuf::new, Path::to_path_buf);
                let target = real(&from.join(&first).to_string_lossy(), true);
                vec![write(at), read(target.clone()), write(target)]
            }
            "open" => {
                let flags = OFlags::from_bits_retain(numbers(0) as u32);
                let at = self.lead(0, !flags.contains(OFlags::NOFOLLOW));
                opening(flags, at)
            }
            // An open file that is only read must not be changed either.
            "fchmod" | "fchown" | "futimes" => {
                let open = files.get(numbers(0) as i32);
                open.and_then(|file| path_of(&file)).map(write).into_iter().collect()
            }
            name if FILES.free.contains(&name) => Vec::new(),
            _ => return None,
        })
    }

    /// The real path of one of its paths, which takes that one's place where it can be written as text.
    fn lead(&mut self, index: usize, follows: bool) -> PathBuf {
        let Some(text) = self.texts.get_mut(index).filter(|text| !text.is_empty()) else {
            return PathBuf::new();
        };
        let at = real(text, follows);
        if let Some(known) = at.to_str() {
            known.clone_into(text);
        }
        at
    }
}

fn opening(flags: OFlags, at: PathBuf) -> Vec<Wanted> {
    const CHANGES: OFlags = OFlags::CREATE.union(OFlags::TRUNC).union(OFlags::APPEND);
    let mode = flags & OFlags::RWMODE;
    #[cfg(target_os = "linux")]
    let makes = flags.contains(OFlags::TMPFILE);
    #[cfg(not(target_os = "linux"))]
    let makes = false;
    let mut wanted = Vec::new();
    if mode != OFlags::WRONLY {
        wanted.push(Wanted::read(at.clone()));
    }
    if mode != OFlags::RDONLY || makes || flags.intersects(CHANGES) {
        wanted.push(Wanted::write(at));
    }
    wanted
}

/// Where an open file is; nothing when the system does not say, or it is no file with a name.
fn path_of(file: &OwnedFd) -> Option<PathBuf> {
    std::fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).ok()
}

/// Opens a real path: a link that has come to stand in it meanwhile is not followed.
#[cfg(target_os = "linux")]
pub(super) fn open(path: &str, flags: OFlags, mode: Mode) -> Result<OwnedFd, Errno> {
    use rustix::fs::ResolveFlags;
    let makes = flags.contains(OFlags::CREATE) || flags.contains(OFlags::TMPFILE);
    let exact = if makes { mode } else { Mode::empty() };
    // A system that is older than the call, or a sandbox that does not know it.
    match fs::openat2(fs::CWD, path, flags, exact, ResolveFlags::NO_SYMLINKS) {
        Err(Errno::NOSYS | Errno::INVAL | Errno::PERM) => fs::open(path, flags | OFlags::NOFOLLOW, mode),
        opened => opened,
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn open(path: &str, flags: OFlags, mode: Mode) -> Result<OwnedFd, Errno> {
    fs::open(path, flags | OFlags::NOFOLLOW, mode)
}
