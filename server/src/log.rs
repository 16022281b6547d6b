//! The log file, and what happens when saveloop itself is at fault.

use std::fs::{File, OpenOptions};
use std::path::PathBuf;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

/// Names another file for the log.
const PATH_VARIABLE: &str = "SAVELOOP_LOG";
/// Chooses what is logged, as `tracing` filters are written.
const FILTER_VARIABLE: &str = "SAVELOOP_LOG_FILTER";
/// A longer file begins anew.
const LONGEST: u64 = 8 << 20;
/// The exit code after a panic, as Rust programs have it.
const PANICKED: i32 = 101;

/// Opens the log; yields its path, or nothing when no file can be written.
pub fn start() -> Option<PathBuf> {
    let path = path()?;
    let file = open(&path).ok()?;
    let filter = EnvFilter::try_from_env(FILTER_VARIABLE).unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(Mutex::new(file))
        .try_init()
        .ok()?;
    tracing::info!("saveloop {} started as {}", env!("CARGO_PKG_VERSION"), std::process::id());
    Some(path)
}

/// A panic of any thread ends the process: a server that answers half of the messages is worse than
/// one that the editor starts again.
pub fn end_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tracing::error!("{panic}");
        report(panic);
        std::process::exit(PANICKED);
    }));
}

/// Where the log is.
pub fn path() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(PATH_VARIABLE).filter(|path| !path.is_empty()) {
        return Some(path.into());
    }
    let project = directories::ProjectDirs::from("", "", "saveloop")?;
    let directory = project.state_dir().unwrap_or_else(|| project.data_local_dir());
    Some(directory.join("saveloop.log"))
}

fn open(path: &PathBuf) -> std::io::Result<File> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)?;
    }
    let is_long = std::fs::metadata(path).is_ok_and(|file| file.len() > LONGEST);
    if is_long {
        File::create(path)?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}
