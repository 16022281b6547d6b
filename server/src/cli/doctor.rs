//! `saveloop doctor`: what would happen with a file, and why nothing would. Runs nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use runtime::transpile::{Problem, Recipe, transpile};

use super::Answer;
use crate::log;

/// What is in the way of running a file.
enum Obstacle {
    NoFile,
    NotAFile,
    Unreadable(io::Error),
    NotText,
    UnknownLanguage,
    DoesNotParse(Vec<Finding>),
}

/// A mistake in a file's text: where, and what.
struct Finding {
    offset: usize,
    message: String,
}

/// The lines of the answer: a name and what is known under it.
struct Lines(String);

impl Lines {
    fn add(&mut self, name: &str, value: &str) {
        self.0.push_str(&format!("{name:<14}{value}\n"));
    }
}

/// Looks at everything a run would look at first.
pub fn examine(file: Option<&Path>) -> Answer {
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
        return Answer { text: lines.0, code: 0 };
    };
    let path = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    lines.add("file", &path.display().to_string());
    let obstacle = look_at(&path, &mut lines).err();
    match &obstacle {
        None => {
            lines.add(
                "in a terminal",
                "`saveloop run` runs it; with `--hot` every save runs again what it changed",
            );
            lines.add(
                "in an editor",
                "nothing runs until you choose \"Run ... on save\" among its code actions",
            );
        }
        Some(obstacle) => lines.add("nothing runs", &obstacle.sentence(&path)),
    }
    Answer { text: lines.0, code: u8::from(obstacle.is_some()) }
}

fn look_at(path: &Path, lines: &mut Lines) -> Result<(), Obstacle> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Obstacle::NoFile,
        _ => Obstacle::Unreadable(error),
    })?;
    if !metadata.is_file() {
        return Err(Obstacle::NotAFile);
    }
    let language = language(path).ok_or(Obstacle::UnknownLanguage)?;
    lines.add("language", language);
    for name in ["tsconfig.json", "package.json"] {
        let found = nearest(path, name).map(|found| found.display().to_string());
        lines.add(name, &found.unwrap_or_else(|| "none here or above; the defaults are used".to_owned()));
    }
    let bytes = fs::read(path).map_err(Obstacle::Unreadable)?;
    let text = String::from_utf8(bytes).map_err(|_| Obstacle::NotText)?;
    let findings = check(path, &text);
    if !findings.is_empty() {
        return Err(Obstacle::DoesNotParse(located(path, &text, findings)));
    }
    lines.add("syntax", "no mistake found");
    Ok(())
}

/// Puts the place in front of each message.
fn located(path: &Path, text: &str, findings: Vec<Finding>) -> Vec<Finding> {
    let place = |finding: Finding| {
        let at = super::place::line_column(text, finding.offset);
        let message = format!("{}:{}:{}: {}", path.display(), at.line, at.column, finding.message);
        Finding { message, ..finding }
    };
    findings.into_iter().map(place).collect()
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
            Self::NotText => "the file is not UTF-8 text".to_owned(),
            Self::UnknownLanguage => {
                "the name ends in none of .ts .tsx .mts .cts .js .jsx .mjs .cjs".to_owned()
            }
            Self::DoesNotParse(findings) => {
                let places: Vec<String> = findings.iter().map(|f| format!("\n    {}", f.message)).collect();
                format!("the text does not parse{}", places.concat())
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

/// Parses as a run would. The only call of the transpiler here.
fn check(path: &Path, text: &str) -> Vec<Finding> {
    let finding =
        |problem: Problem| Finding { offset: problem.range.start as usize, message: problem.message };
    // Decorators depend on what a tsconfig says, which is not read here: with one they pass.
    let has_tsconfig = nearest(path, "tsconfig.json").is_some();
    let recipe = Recipe { experimental_decorators: has_tsconfig, ..Recipe::default() };
    let problems = transpile(path, text, &recipe).err().unwrap_or_default();
    problems.into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests;
