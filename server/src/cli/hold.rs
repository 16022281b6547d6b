//! `saveloop hold -- command`: programs wait while a command changes their files, and reload once.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::Duration;

use runtime::reload::MAX_HOLD;

use super::progress::FAILED;
use crate::watch::control::{self, Answer, Ask};
use crate::watch::project_of;

#[derive(clap::Args)]
pub struct Arguments {
    /// For how long programs wait at most, in seconds.
    #[arg(long, default_value_t = MAX_HOLD.as_secs(), value_parser = clap::value_parser!(u64).range(1..=MAX_HOLD.as_secs()))]
    seconds: u64,
    /// The command, and what it is given.
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// What a shell says of a command that cannot be started.
const NOT_STARTED: u8 = 127;

/// Runs the command; returns its exit code. That nobody waits keeps it from nothing.
pub fn hold(arguments: &Arguments) -> u8 {
    let Some((program, rest)) = arguments.command.split_first() else { return FAILED };
    let name = Path::new(program).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let directory = project_of(&std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")));
    let holder = format!("{name} ({})", std::process::id());
    let held = control::ask_all(&Ask { holder, seconds: arguments.seconds, directory });
    match &held {
        Ok((_, answers)) => report(answers, Duration::from_secs(arguments.seconds)),
        Err(error) => say(&format!("nothing waits for {name}: {error}")),
    }
    let status = Command::new(program).args(rest).status();
    // Released before anything is said of how it went.
    drop(held);
    match status {
        Ok(status) => code(status),
        Err(error) => {
            say(&format!("{program}: {error}"));
            NOT_STARTED
        }
    }
}

fn report(answers: &[Answer], at_most: Duration) {
    let waiting: usize = answers.iter().filter_map(|answer| answer.programs).sum();
    let late = answers.iter().filter(|answer| answer.programs.is_none()).count();
    if waiting > 0 {
        let programs = if waiting == 1 { "program waits" } else { "programs wait" };
        say(&format!("{waiting} {programs}, for at most {} s", at_most.as_secs()));
    }
    if late > 0 {
        say(&format!("{late} did not say in time whether it waits"));
    }
}

fn say(text: &str) {
    // Whoever closed the pipe has read enough.
    let _ = writeln!(std::io::stderr(), "saveloop: {text}");
}

/// As a shell would say it: 128 and the signal, for a command that a signal ended.
fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return u8::try_from(128 + signal).unwrap_or(FAILED);
    }
    status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(FAILED)
}
