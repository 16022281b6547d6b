//! Reports of errors as programs print them in a terminal: a headline, then frames.
//!
//! bun, deno, node, tsx and saveloop differ in what stands around them. What counts is the first
//! headline and, behind it, the first frame in the user's file.

/// An error that was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// `version 7 fails`: the version whose error it is; `None` for every other error.
    pub version: Option<usize>,
    pub headline: String,
    /// Line and column of the first frame, counted from 1.
    pub place: Option<(usize, usize)>,
}

/// Reads lines; knows the user's file by its name.
pub struct Reader {
    file: String,
    /// A headline whose frame has not come.
    open: Option<Report>,
}

impl Reader {
    pub fn new(file: &str) -> Self {
        Self { file: file.to_owned(), open: None }
    }

    /// Takes a line; yields reports that are complete with it.
    pub fn line(&mut self, line: &str) -> Option<Report> {
        let line = line.trim();
        if let Some(place) = self.frame(line) {
            let mut report = self.open.take()?;
            report.place = Some(place);
            return Some(report);
        }
        let headline = is_headline(line).then(|| Report {
            version: version(line),
            headline: line.to_owned(),
            place: None,
        })?;
        self.open.replace(headline)
    }

    /// The headline whose frame never came.
    pub fn rest(&mut self) -> Option<Report> {
        self.open.take()
    }

    fn frame(&self, line: &str) -> Option<(usize, usize)> {
        let line = line.strip_prefix("at ")?;
        let (_, behind) = line.split_once(&format!("{}:", self.file))?;
        let mut numbers = behind.split(|sign: char| !sign.is_ascii_digit());
        Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
    }
}

/// The lines around it (code, frames, notes of the watcher) begin in other ways.
fn is_headline(line: &str) -> bool {
    let first = line.split([':', ' ']).next().unwrap_or_default();
    let is_error = first == "error" || first.ends_with("Error") && first.chars().all(char::is_alphanumeric);
    is_error || line.contains(": ERROR: ")
}

fn version(line: &str) -> Option<usize> {
    let (_, behind) = line.rsplit_once("rror: version ")?;
    behind.strip_suffix(" fails")?.parse().ok()
}

#[cfg(test)]
mod tests;
