//! `saveloop doctor`: what would happen with a file, and why nothing would. Runs nothing.

mod trust;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use runtime::message::ScriptError;
use runtime::needs::{self, Lack, Need, Needs};
use runtime::session;
use runtime::sources::Disk;
use serde_json::{Value, json};

use super::Answer;
use crate::log;
use crate::trust::store::Store;

/// What is in the way of running a file.
enum Obstacle {
    NoFile,
    NotAFile,
    Unreadable(io::Error),
    /// What a run would say instead of running.
    Mistakes(Vec<ScriptError>),
}

/// The lines of the answer: a name and what is known under it.
struct Lines(String);

impl Lines {
    fn add(&mut self, name: &str, value: &str) {
        self.0.push_str(&format!("{name:<14}{value}\n"));
    }
}

/// Looks at everything a run would look at first, and at the interfaces that the program names.
pub fn examine(file: Option<&Path>, as_json: bool) -> Answer {
    examine_with(Store::of_person().as_ref(), file, as_json)
}

fn examine_with(store: Option<&Store>, file: Option<&Path>, as_json: bool) -> Answer {
    match file {
        Some(file) if as_json => examined(store, file),
        _ => in_lines(store, file),
    }
}

/// The same for tools: what is in the way, and what is not there.
fn examined(store: Option<&Store>, file: &Path) -> Answer {
    let path = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let obstacle = look_at(&path, &mut Lines(String::new())).err();
    let needs = found_in(&path);
    let place = |path: &Path, text: &str, start: usize| {
        let at = super::place::line_column(text, start);
        json!({"file": path, "line": at.line, "column": at.column})
    };
    let lacking = |lack: Lack| -> Vec<Value> {
        let of_lack = needs.lacking.iter().filter(|need| need.lack == lack);
        of_lack
            .map(|need| {
                let at = place(&need.path, &need.text, need.range.start);
                json!({"name": need.name, "words": need.words, "at": at})
            })
            .collect()
    };
    let mistakes = match &obstacle {
        Some(Obstacle::Mistakes(errors)) => errors.iter().map(finding).collect(),
        Some(other) => vec![other.sentence(&path)],
        None => Vec::new(),
    };
    let native = needs.native.iter().map(|it| json!({"name": it.name, "why": it.why, "path": it.path}));
    let answer = json!({
        "file": path, "links": obstacle.is_none(), "mistakes": mistakes, "files": needs.files,
        "missing": lacking(Lack::Missing), "partly": lacking(Lack::Partly), "native": native.collect::<Vec<_>>(),
        "trust": trust::look(store, &path).json(),
    });
    Answer { text: format!("{answer:#}\n"), code: code(&obstacle, &needs) }
}

fn found_in(path: &Path) -> Needs {
    path.canonicalize().map(|entry| needs::find(&entry, &Disk)).unwrap_or_default()
}

/// Whether a run would meet something that is not there.
fn code(obstacle: &Option<Obstacle>, needs: &Needs) -> u8 {
    let is_missing = needs.lacking.iter().any(|need| need.lack == Lack::Missing);
    u8::from(obstacle.is_some() || is_missing || !needs.native.is_empty())
}

/// A place in a program, and what is not there.
fn lacking(need: &Need) -> String {
    let at = super::place::line_column(&need.text, need.range.start);
    let words = if need.words.is_empty() { String::new() } else { format!(" ({})", need.words) };
    let is = match need.lack {
        Lack::Missing => "is not there",
        Lack::Partly => "is there in part; missing:",
    };
    let words = if need.lack == Lack::Partly { format!(" {}", need.words) } else { words };
    format!("{}:{}:{}: `{}` {is}{words}", need.path.display(), at.line, at.column, need.name)
}

fn tell(needs: &Needs, lines: &mut Lines) {
    let list = |found: Vec<String>| found.iter().map(|line| format!("\n    {line}")).collect::<String>();
    let of_lack = |lack: Lack| needs.lacking.iter().filter(|need| need.lack == lack).map(lacking).collect();
    let (missing, partly): (Vec<String>, Vec<String>) = (of_lack(Lack::Missing), of_lack(Lack::Partly));
    let native = needs.native.iter().map(|it| format!("{}: {}: {}", it.path.display(), it.name, it.why));
    let native: Vec<String> = native.collect();
    match missing.len() {
        0 => lines.add("interfaces", "all that it names are there"),
        _ => lines.add("interfaces", &format!("not all that it names are there{}", list(missing))),
    }
    if !partly.is_empty() {
        lines.add("in part", &format!("what it uses may be among what is missing{}", list(partly)));
    }
    if !native.is_empty() {
        lines.add("native", &format!("packages that do not run here{}", list(native)));
    }
}

fn in_lines(store: Option<&Store>, file: Option<&Path>) -> Answer {
    let mut lines = Lines(String::new());
    lines.add("saveloop", env!("CARGO_PKG_VERSION"));
    lines.add(
        "program",
        &std::env::current_exe().map_or_else(|e| e.to_string(), |path| path.display().to_string()),
    );
    let log = log::path().map_or_else(|| "no place for one".to_owned(), |path| path.display().to_string());
    lines.add("log", &format!("{log} (the language server writes it)"));
    let Some(file) = file else {
        lines.add("file", "none given; `saveloop doctor FILE` looks at one");
        tell_trust(store, Path::new("."), &mut lines);
        return Answer { text: lines.0, code: 0 };
    };
    let path = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    lines.add("file", &path.display().to_string());
    let obstacle = look_at(&path, &mut lines).err();
    if path.exists() {
        tell_trust(store, &path, &mut lines);
    }
    let needs = found_in(&path);
    if needs.files > 0 && !matches!(obstacle, Some(Obstacle::NotAFile | Obstacle::Unreadable(_))) {
        tell(&needs, &mut lines);
    }
    match &obstacle {
        None => {
            lines.add(
                "in a terminal",
                "`saveloop run` runs it; with `--hot` every save runs again what it changed",
            );
            lines.add(
                "in an editor",
                if language(&path).is_some() {
                    "nothing runs until you choose \"Run ... on save\" among its code actions, and the folder is trusted"
                } else {
                    "it cannot be run: the name ends in none of .ts .tsx .mts .cts .js .jsx .mjs .cjs"
                },
            );
        }
        Some(obstacle) => lines.add("nothing runs", &obstacle.sentence(&path)),
    }
    Answer { text: lines.0, code: code(&obstacle, &needs) }
}

fn tell_trust(store: Option<&Store>, path: &Path, lines: &mut Lines) {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for (name, said) in trust::look(store, &path).lines() {
        lines.add(name, &said);
    }
}

fn look_at(path: &Path, lines: &mut Lines) -> Result<(), Obstacle> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Obstacle::NoFile,
        _ => Obstacle::Unreadable(error),
    })?;
    if !metadata.is_file() {
        return Err(Obstacle::NotAFile);
    }
    let known = language(path);
    lines.add("language", known.unwrap_or("JavaScript, since the name does not say"));
    for name in ["tsconfig.json", "package.json"] {
        let found = nearest(path, name).map(|found| found.display().to_string());
        lines.add(name, &found.unwrap_or_else(|| "none here or above; the defaults are used".to_owned()));
    }
    let entry = path.canonicalize().map_err(Obstacle::Unreadable)?;
    let files = session::check(&entry, Arc::new(Disk)).map_err(Obstacle::Mistakes)?;
    let files = if files.len() == 1 { "1 file".to_owned() } else { format!("{} files", files.len()) };
    lines.add("modules", &format!("{files}; no mistake found, and every import leads somewhere"));
    Ok(())
}

/// A mistake in a program, as one line; its place goes first.
fn finding(error: &ScriptError) -> String {
    let help = error.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    let place = error.location.as_ref().map(|location| {
        let at = super::place::line_column(&location.text, location.range.start);
        format!("{}:{}:{}: ", location.path.display(), at.line, at.column)
    });
    format!("{}{}{help}", place.unwrap_or_default(), error.headline())
}

impl Obstacle {
    fn sentence(&self, path: &Path) -> String {
        match self {
            Self::NoFile => match path.parent().filter(|parent| !parent.is_dir()) {
                Some(parent) => format!("there is no directory {}", parent.display()),
                None => "there is no such file".to_owned(),
            },
            Self::NotAFile => "this is not a file; name the program's first file".to_owned(),
            Self::Unreadable(error) => format!("the file cannot be read: {error}"),
            Self::Mistakes(errors) => {
                let lines: Vec<String> =
                    errors.iter().map(|error| format!("\n    {}", finding(error))).collect();
                format!("the program would not start{}", lines.concat())
            }
        }
    }
}

/// The language of a file, by its name alone.
fn language(path: &Path) -> Option<&'static str> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "ts" | "mts" | "cts" => Some("TypeScript"),
        "tsx" => Some("TypeScript with JSX"),
        "js" | "mjs" | "cjs" => Some("JavaScript"),
        "jsx" => Some("JavaScript with JSX"),
        _ => None,
    }
}

/// The nearest file of this name, beside the path or above it.
fn nearest(path: &Path, name: &str) -> Option<PathBuf> {
    path.ancestors().skip(1).map(|directory| directory.join(name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests;
