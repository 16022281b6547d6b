//! Watches the process that started us: when it dies, so do we, even if something else holds our
//! pipe open.

use std::time::Duration;

const INTERVAL: Duration = Duration::from_secs(1);
/// The exit code when the client is gone without a word.
const ORPHANED: i32 = 1;

/// Watches from a thread of its own. A process id that cannot be watched is left alone.
pub fn watch(process: u32) {
    let Some(parent) = Parent::of(process) else {
        return;
    };
    // It has just spoken to us, so it lives where we cannot see it: outside of a container.
    if !parent.is_alive() {
        return tracing::warn!("the client's process {process} is not visible and not watched");
    }
    let poll = move || {
        while parent.is_alive() {
            std::thread::sleep(INTERVAL);
        }
        tracing::warn!("the client's process {process} is gone");
        std::process::exit(ORPHANED);
    };
    if let Err(error) = std::thread::Builder::new().name("parent".into()).spawn(poll) {
        tracing::error!("the client's process is not watched: {error}");
    }
}

#[cfg(unix)]
struct Parent {
    process: rustix::process::Pid,
    /// Tells the process from a later one that got its number, where the system says it.
    started: Option<u64>,
}

#[cfg(unix)]
impl Parent {
    fn of(process: u32) -> Option<Self> {
        let number = i32::try_from(process).ok()?;
        let process = rustix::process::Pid::from_raw(number)?;
        Some(Self { process, started: start_time(process) })
    }

    fn is_alive(&self) -> bool {
        match rustix::process::test_kill_process(self.process) {
            // It lives, and belongs to somebody else.
            Ok(()) | Err(rustix::io::Errno::PERM) => self.is_the_same(),
            Err(_) => false,
        }
    }

    fn is_the_same(&self) -> bool {
        match (self.started, start_time(self.process)) {
            (Some(before), Some(now)) => before == now,
            _ => true,
        }
    }
}

/// Field 22 of `/proc/PID/stat`; the name before it may hold anything, a parenthesis too. A zombie
/// counts as another process: nobody speaks to us from it.
#[cfg(target_os = "linux")]
fn start_time(process: rustix::process::Pid) -> Option<u64> {
    let path = format!("/proc/{}/stat", process.as_raw_nonzero());
    let stat = std::fs::read_to_string(path).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_ascii_whitespace();
    let state = fields.next()?;
    let started = fields.nth(18)?.parse().ok()?;
    Some(if state == "Z" { u64::MAX } else { started })
}

#[cfg(all(unix, not(target_os = "linux")))]
fn start_time(_process: rustix::process::Pid) -> Option<u64> {
    None
}

/// There the pipe ends together with the client, which closes it.
#[cfg(not(unix))]
struct Parent;

#[cfg(not(unix))]
impl Parent {
    fn of(_process: u32) -> Option<Self> {
        None
    }

    fn is_alive(&self) -> bool {
        true
    }
}
