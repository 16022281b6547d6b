//! `saveloop debug PID`: asks a program that runs to let debuggers in, and says where.

use std::time::Duration;

use runtime::signals;

use super::Answer as Printed;
use super::progress::FAILED;
use crate::inspector::rendezvous::{Answer, Waiting};

/// A process that is stopped, or whose program listens for the signal itself, never answers.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the terminal is told; what went wrong is `Err`.
fn debug(process: i32) -> Result<Printed, String> {
    open(process).map(|url| Printed { text: ways_in(&url), code: 0 })
}

/// Asks a process to let debuggers in; the address of the websocket.
pub(crate) fn open(process: i32) -> Result<String, String> {
    signals::is_reachable(process).map_err(|error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => format!("process {process} belongs to another user"),
        _ => format!("there is no process {process}"),
    })?;
    check(process)?;
    let failed = |error: std::io::Error| format!("process {process} cannot be asked: {error}");
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build().map_err(failed)?;
    let answer = runtime.block_on(async {
        let waiting = Waiting::new(process.unsigned_abs()).map_err(failed)?;
        signals::ask_for_door(process).map_err(failed)?;
        waiting.answer(PATIENCE).await.map_err(failed)
    })?;
    match answer {
        Some(Answer::Listening { url }) => Ok(url),
        Some(Answer::Failed { why }) => Err(format!("process {process} lets nobody in: {why}")),
        None => Err(format!(
            "process {process} does not answer; a program that listens for SIGUSR1 itself has to be started \
             with --inspect"
        )),
    }
}

/// The exit code.
pub fn main(process: i32) -> u8 {
    match debug(process) {
        Ok(printed) => super::print(&printed),
        Err(why) => {
            eprintln!("saveloop: {why}");
            FAILED
        }
    }
}

fn ways_in(url: &str) -> String {
    let address = url.strip_prefix("ws://").and_then(|rest| rest.split('/').next()).unwrap_or(url);
    let port = address.rsplit(':').next().unwrap_or(address);
    format!(
        "Debugger listening on {url}\n\
         \n  a terminal  node inspect {address}\
         \n  Chrome      chrome://inspect, Configure..., localhost:{port}\
         \n  VS Code     {{ \"type\": \"node\", \"request\": \"attach\", \"port\": {port} }}\n"
    )
}

/// The signal would end a process that does not know it.
#[cfg(target_os = "linux")]
fn check(process: i32) -> Result<(), String> {
    let exe = std::fs::read_link(format!("/proc/{process}/exe"));
    let exe = exe.map_err(|_| format!("process {process} is not saveloop"))?;
    let name = exe.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // What was built anew since it was started is still the same program.
    if name.strip_suffix(" (deleted)").unwrap_or(&name) != "saveloop" {
        return Err(format!("process {process} is not saveloop but {name}"));
    }
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    if catches(&status, signals::DEBUG) {
        return Ok(());
    }
    let programs: Vec<String> = children(process)
        .into_iter()
        .filter(|child| check(*child).is_ok())
        .map(|it| it.to_string())
        .collect();
    if programs.is_empty() {
        Err(format!(
            "process {process} lets nobody in: it runs no program, or it was started with --disable-sigusr1"
        ))
    } else {
        let programs = programs.join(", ");
        Err(format!("process {process} is a language server; its programs are the processes {programs}"))
    }
}

/// Whether a process has a handler of its own for a signal.
#[cfg(target_os = "linux")]
fn catches(status: &str, signal: i32) -> bool {
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let caught = caught.and_then(|digits| u64::from_str_radix(digits.trim(), 16).ok()).unwrap_or(0);
    (caught >> (signal - 1)) & 1 == 1
}

#[cfg(target_os = "linux")]
fn children(process: i32) -> Vec<i32> {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    lists
        .flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<i32>>())
        .collect()
}

#[cfg(not(target_os = "linux"))]
fn check(process: i32) -> Result<(), String> {
    let output = std::process::Command::new("ps").args(["-o", "comm=", "-p", &process.to_string()]).output();
    let output = output.map_err(|error| format!("ps does not run: {error}"))?;
    let command = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let name = command.rsplit('/').next().unwrap_or_default();
    if name == "saveloop" { Ok(()) } else { Err(format!("process {process} is not saveloop but {name}")) }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_handler_is_a_bit_in_the_list_of_the_process() {
        let status = "Name:\tsaveloop\nSigIgn:\t0000000000001000\nSigCgt:\t0000000000000200\n";
        assert!(catches(status, signals::DEBUG));
        assert!(!catches(status, signals::DEBUG + 1));
        assert!(!catches("Name:\tx\n", signals::DEBUG));
    }
}
