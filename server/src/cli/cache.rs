//! `saveloop cache`: what the cache holds, whether it is whole, and to remove it.

use std::path::Path;

use runtime::cache::inspect::{self, Survey};
use serde_json::{Value, json};

use super::Answer;
use super::progress::FAILED;
use crate::cache::{Place, VARIABLE};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    request: Request,
    /// Answer in JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Clone, Copy, clap::Subcommand)]
enum Request {
    /// Where it is, what it holds, and how often damage was found.
    Stats,
    /// Read all of it; what is damaged is removed, and the exit code is 1.
    Verify,
    /// Remove all of it. Programs that run go on.
    Clear,
}

/// What was found out, for people and for tools.
struct Finding {
    lines: String,
    record: Value,
    code: u8,
}

pub fn answer(arguments: &Arguments) -> Answer {
    let finding = match Place::default().directory() {
        None => Finding {
            lines: format!("the cache is off ({VARIABLE})\n"),
            record: json!({ "directory": null }),
            code: 0,
        },
        Some(directory) => look(&directory, arguments.request).unwrap_or_else(|why| Finding {
            lines: format!("the cache is not used: {}: {why}\n", directory.display()),
            record: json!({ "directory": directory, "error": why }),
            code: FAILED,
        }),
    };
    let text = if arguments.json { format!("{:#}\n", finding.record) } else { finding.lines };
    Answer { text, code: finding.code }
}

fn look(directory: &Path, request: Request) -> Result<Finding, String> {
    match request {
        Request::Stats => Ok(stats(directory, &inspect::survey(directory, false)?)),
        Request::Verify => Ok(verify(directory, &inspect::survey(directory, true)?)),
        Request::Clear => {
            let bytes = inspect::clear(directory)?;
            Ok(Finding {
                lines: format!("removed {} from {}\n", megabytes(bytes), directory.display()),
                record: json!({ "directory": directory, "removedBytes": bytes }),
                code: 0,
            })
        }
    }
}

fn stats(directory: &Path, survey: &Survey) -> Finding {
    let bytes: u64 = survey.packs.iter().map(|pack| pack.bytes).sum();
    let entries: usize = survey.packs.iter().filter_map(|pack| pack.entries).sum();
    let of_others = survey.packs.iter().filter(|pack| !pack.is_current).count();
    let most = inspect::MOST_BYTES;
    let lines = [
        ("directory", directory.display().to_string()),
        ("size", format!("{} of at most {}", megabytes(bytes), megabytes(most))),
        ("packs", format!("{}, {of_others} of them not made by this build", survey.packs.len())),
        ("entries", entries.to_string()),
        ("damage", format!("found {} times since it was cleared, and removed", survey.damages)),
    ];
    Finding {
        lines: lines.iter().map(|(name, value)| format!("{name:<11}{value}\n")).collect(),
        record: json!({
            "directory": directory, "bytes": bytes, "mostBytes": most, "packs": survey.packs.len(),
            "packsOfOtherBuilds": of_others, "entries": entries, "damages": survey.damages,
        }),
        code: 0,
    }
}

fn verify(directory: &Path, survey: &Survey) -> Finding {
    let damaged: Vec<&str> =
        survey.packs.iter().filter(|pack| pack.entries.is_none()).map(|pack| pack.name.as_str()).collect();
    let sound = survey.packs.len() - damaged.len();
    let entries: usize = survey.packs.iter().filter_map(|pack| pack.entries).sum();
    let mut lines = format!("{}: {sound} packs with {entries} entries are whole\n", directory.display());
    damaged.iter().for_each(|name| lines.push_str(&format!("{name} was damaged, and is removed\n")));
    Finding {
        lines,
        record: json!({ "directory": directory, "packs": sound, "entries": entries, "removed": damaged }),
        code: if damaged.is_empty() { 0 } else { FAILED },
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
