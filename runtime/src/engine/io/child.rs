//! Other processes: started at once, waited for on the I/O thread. What comes and goes through their pipes
//! are sockets of their own.

use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};

use super::reply::{Fault, Reply};

/// What to start, and how.
#[derive(Debug, Default)]
pub struct Start {
    pub file: String,
    /// The first is what the process hears itself called.
    pub args: Vec<String>,
    pub cwd: Option<String>,
    pub env: Vec<(String, String)>,
    pub is_detached: bool,
    pub uid: Option<u32>,
    pub gid: Option<u32>,
}

/// Where one of the first descriptors of a process leads.
#[derive(Debug)]
pub enum Lead {
    Nowhere,
    Pipe,
    File(OwnedFd),
}

impl Start {
    fn command(&self) -> std::process::Command {
        let mut command = std::process::Command::new(&self.file);
        let mut args = self.args.iter();
        if let Some(name) = args.next() {
            command.arg0(name);
        }
        command.args(args).env_clear();
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        if let Some(cwd) = &self.cwd {
            command.current_dir(cwd);
        }
        if let Some(uid) = self.uid {
            command.uid(uid);
        }
        if let Some(gid) = self.gid {
            command.gid(gid);
        }
        if self.is_detached {
            // SAFETY: one call of the system, which allocates nothing and takes no lock.
            unsafe { command.pre_exec(|| rustix::process::setsid().map(drop).map_err(io::Error::from)) };
        }
        command
    }
}

/// A process under way: its number, and our ends of its pipes in their order.
pub struct Started {
    pub child: tokio::process::Child,
    pub pid: u32,
    pub pipes: Vec<UnixStream>,
}

/// Has to be called inside the runtime of the I/O thread. A process that is not detached ends with what it returns.
pub fn start(start: &Start, leads: Vec<Lead>) -> io::Result<Started> {
    let mut command = start.command();
    let mut pipes = Vec::new();
    let mut further = Vec::new();
    for (index, lead) in leads.into_iter().enumerate() {
        if index > 2 {
            match lead {
                Lead::Nowhere => {}
                Lead::File(file) => further.push((index as i32, file)),
                Lead::Pipe => {
                    let (ours, theirs) = UnixStream::pair()?;
                    pipes.push(ours);
                    further.push((index as i32, OwnedFd::from(theirs)));
                }
            }
            continue;
        }
        let stdio = match lead {
            Lead::Nowhere => Stdio::null(),
            Lead::File(file) => Stdio::from(file),
            Lead::Pipe => {
                let (ours, theirs) = UnixStream::pair()?;
                pipes.push(ours);
                Stdio::from(OwnedFd::from(theirs))
            }
        };
        match index {
            0 => command.stdin(stdio),
            1 => command.stdout(stdio),
            _ => command.stderr(stdio),
        };
    }
    let kept_free = hand_over(&mut command, further)?;
    let mut command = tokio::process::Command::from(command);
    command.kill_on_drop(!start.is_detached);
    let child = command.spawn()?;
    drop(kept_free);
    let pid = child.id().unwrap_or_default();
    Ok(Started { child, pid, pipes })
}

/// Descriptors behind the first three, by their numbers in the process. What is returned holds these numbers
/// here until the process is there: what the start itself opens must not have them.
fn hand_over(command: &mut std::process::Command, further: Vec<(i32, OwnedFd)>) -> io::Result<Vec<OwnedFd>> {
    let Some(highest) = further.iter().map(|(number, _)| *number).max() else { return Ok(Vec::new()) };
    let mut lifted = Vec::new();
    for (number, file) in further {
        lifted.push((number, rustix::io::fcntl_dupfd_cloexec(&file, highest + 1)?));
    }
    let mut kept_free = Vec::new();
    loop {
        let file = OwnedFd::from(std::fs::File::open("/dev/null")?);
        let is_above = file.as_raw_fd() > highest;
        kept_free.push(file);
        if is_above {
            break;
        }
    }
    let place = move || {
        for (number, file) in &lifted {
            // SAFETY: two numbers; what stands at the second one in the process to be is not needed there.
            if unsafe { libc::dup2(file.as_raw_fd(), *number) } < 0 {
                return Err(io::Error::last_os_error());
            }
        }
        Ok(())
    };
    // SAFETY: calls of the system, which allocate nothing and take no lock.
    unsafe { command.pre_exec(place) };
    Ok(kept_free)
}

/// Its exit code, or the signal that ended it.
fn ended(status: ExitStatus) -> [Reply; 2] {
    let number = |value: Option<i32>| value.map_or(Reply::Nothing, |value| Reply::Number(f64::from(value)));
    [number(status.code()), number(status.signal())]
}

pub async fn wait(mut child: tokio::process::Child) -> Result<Reply, Fault> {
    Ok(Reply::List(ended(child.wait().await?).into()))
}

/// Sends a signal; 0 only asks whether the process is there.
pub fn kill(pid: i32, signal: i32) -> Result<(), rustix::io::Errno> {
    let target = Pid::from_raw(pid.unsigned_abs() as i32);
    let target = target.filter(|_| pid != 0);
    let signal = match signal {
        0 => None,
        number => Some(Signal::from_named_raw(number).ok_or(rustix::io::Errno::INVAL)?),
    };
    match (target, signal, pid) {
        (Some(pid), Some(signal), 1..) => rustix::process::kill_process(pid, signal),
        (Some(pid), None, 1..) => rustix::process::test_kill_process(pid),
        (Some(group), Some(signal), _) => rustix::process::kill_process_group(group, signal),
        (Some(group), None, _) => rustix::process::test_kill_process_group(group),
        (None, Some(signal), _) => rustix::process::kill_current_process_group(signal),
        (None, None, _) => rustix::process::test_kill_current_process_group(),
    }
}

/// What a program waits for, doing nothing else.
#[derive(Debug, Default)]
pub struct Wait {
    pub input: Vec<u8>,
    pub timeout: Option<Duration>,
    /// The most one of its pipes may say.
    pub most: usize,
    pub signal: i32,
}

enum Said {
    Output { index: usize, bytes: Vec<u8>, is_all: bool },
    Ended(io::Result<ExitStatus>),
}

/// Runs a process to its end: its number, exit code, signal, why it was ended (a number of the system's errors),
/// and what it said through its pipes.
pub fn run(start: &Start, leads: Vec<Lead>, wait: Wait) -> Result<Reply, Fault> {
    let mut command = start.command();
    let mut outputs = [None, None];
    let mut input = None;
    let mut further = Vec::new();
    for (index, lead) in leads.into_iter().enumerate() {
        if index > 2 {
            if let Lead::File(file) = lead {
                further.push((index as i32, file));
            }
            continue;
        }
        let stdio = match lead {
            Lead::Nowhere => Stdio::null(),
            Lead::File(file) => Stdio::from(file),
            Lead::Pipe => {
                let (ours, theirs) = UnixStream::pair()?;
                match index {
                    0 => input = Some(ours),
                    1 | 2 => {
                        if let Some(output) = outputs.get_mut(index - 1) {
                            *output = Some(ours);
                        }
                    }
                    _ => {}
                }
                Stdio::from(OwnedFd::from(theirs))
            }
        };
        match index {
            0 => command.stdin(stdio),
            1 => command.stdout(stdio),
            _ => command.stderr(stdio),
        };
    }
    let kept_free = hand_over(&mut command, further)?;
    let mut child = command.spawn()?;
    drop(kept_free);
    // Our copies of the other ends.
    drop(command);
    let pid = child.id();
    let (say, said) = channel();
    if let Some(mut pipe) = input {
        // A process that does not listen is no error.
        std::thread::spawn(move || drop(io::Write::write_all(&mut pipe, &wait.input)));
    }
    let mut open = 0;
    for (index, output) in outputs.iter_mut().enumerate() {
        let Some(mut pipe) = output.take() else { continue };
        open += 1;
        let say = say.clone();
        std::thread::spawn(move || {
            let mut chunk = vec![0; 64 << 10];
            loop {
                let count = io::Read::read(&mut pipe, &mut chunk).unwrap_or(0);
                let bytes = chunk.get(..count).unwrap_or_default().to_vec();
                // Nobody listens any more once the program has what it wanted.
                let is_heard = say.send(Said::Output { index, bytes, is_all: count == 0 }).is_ok();
                if count == 0 || !is_heard {
                    return;
                }
            }
        });
    }
    std::thread::spawn(move || drop(say.send(Said::Ended(child.wait()))));
    Ok(gathered(pid, &said, open, &wait_of(wait.timeout, wait.most, wait.signal)))
}

fn wait_of(timeout: Option<Duration>, most: usize, signal: i32) -> Wait {
    Wait { input: Vec::new(), timeout, most, signal }
}

fn gathered(pid: u32, said: &Receiver<Said>, mut open: usize, wait: &Wait) -> Reply {
    let mut deadline = wait.timeout.map(|timeout| Instant::now() + timeout);
    let (mut status, mut why) = (None, 0);
    let mut texts = [Vec::new(), Vec::new()];
    let end = |errno: rustix::io::Errno, why: &mut i32| {
        if *why == 0 {
            *why = errno.raw_os_error();
            // It may have ended by itself meanwhile.
            let _ = kill(pid as i32, wait.signal);
        }
    };
    while status.is_none() || (open > 0 && why == 0) {
        let next = match deadline {
            None => said.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(deadline) => said.recv_timeout(deadline.saturating_duration_since(Instant::now())),
        };
        match next {
            Ok(Said::Output { is_all: true, .. }) => open -= 1,
            Ok(Said::Output { index, bytes, .. }) => {
                let Some(text) = texts.get_mut(index) else { continue };
                text.extend_from_slice(&bytes);
                if text.len() > wait.most {
                    end(rustix::io::Errno::NOBUFS, &mut why);
                }
            }
            Ok(Said::Ended(result)) => status = Some(result),
            Err(RecvTimeoutError::Timeout) => {
                deadline = None;
                end(rustix::io::Errno::TIMEDOUT, &mut why);
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let [code, signal] = match status {
        Some(Ok(status)) => ended(status),
        _ => [Reply::Nothing, Reply::Nothing],
    };
    let texts = texts.map(Reply::Bytes);
    Reply::List(
        [Reply::Number(f64::from(pid)), code, signal, Reply::Number(f64::from(why))]
            .into_iter()
            .chain(texts)
            .collect(),
    )
}
