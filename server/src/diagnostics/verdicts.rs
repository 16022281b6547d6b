//! What the tests of a program came to, where they are said (pure).
//!
//! A verdict holds until its module runs again, or its line is edited. Where only some tests were asked
//! for, the others keep theirs: their text is the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use runtime::ids::Generation;
use runtime::message::{Cause, Failure, GenerationReport, Location, ScriptError, TestReport, TestState};

use super::entry::{Entry, Moved};
use super::message::{Code, Detail, Diagnostic, Place, Severity};
use super::spot::Spot;
use super::{ProgramName, Texts};
use crate::documents::edit::{Edit, Move};

/// A program shows no more tests than this; the report on its output has them all.
const MOST: usize = 2000;
/// More of the values that an assertion compared is cut.
const LONGEST_VALUE: usize = 200;

#[derive(Debug, Default)]
pub struct Verdicts {
    all: Vec<Verdict>,
}

#[derive(Debug)]
struct Verdict {
    path: Vec<String>,
    is_suite: bool,
    generation: Generation,
    spot: Option<Spot>,
    state: State,
    duration: Duration,
    /// What is shown of a failure.
    failure: Option<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Running,
    Passed,
    Failed,
    Skipped(Option<String>),
    Todo(Option<String>),
}

/// What is said of all tests of one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub place: Place,
    pub text: String,
    /// Something on it failed: that is a diagnostic of its own.
    pub has_failed: bool,
}

impl Verdicts {
    /// Yields the files in which something changed.
    pub fn add(&mut self, report: &TestReport, texts: &dyn Texts) -> BTreeSet<Arc<Path>> {
        let mut changed = BTreeSet::new();
        let spot = match report.location.as_ref().map(|location| Spot::of(location, texts)) {
            // Its line is being edited.
            Some(None) => return changed,
            Some(Some(spot)) => Some(spot),
            None => None,
        };
        let known = self.all.iter().position(|known| known.is_of(report, spot.as_ref()));
        if known.is_none() && self.all.len() >= MOST {
            return changed;
        }
        let mut verdict = Verdict {
            path: report.path.clone(),
            is_suite: report.is_suite,
            generation: report.generation,
            spot,
            state: State::of(&report.state),
            duration: report.duration,
            failure: None,
        };
        if let TestState::Failed(failure) = &report.state {
            verdict.failure = shown(failure, report, texts);
        }
        changed.extend(verdict.files());
        match known.and_then(|at| self.all.get_mut(at)) {
            Some(known) => {
                changed.extend(known.files());
                *known = verdict;
            }
            None => self.all.push(verdict),
        }
        changed
    }

    pub fn clear(&mut self) {
        self.all.clear();
    }

    /// The files that show something.
    pub fn paths(&self) -> BTreeSet<Arc<Path>> {
        self.all.iter().flat_map(Verdict::files).collect()
    }

    pub fn failed(&self) -> usize {
        self.all.iter().filter(|verdict| verdict.failure.is_some()).count()
    }

    /// Takes away what older generations said of modules that ran again.
    pub fn retire(&mut self, report: &GenerationReport) {
        if matches!(report.cause, Cause::Tests { .. }) {
            return;
        }
        self.all.retain(|verdict| {
            let is_older = verdict.generation < report.generation;
            let path = verdict.spot.as_ref().map(Spot::path);
            !is_older || !path.is_none_or(|path| report.replaces(path))
        });
    }

    pub fn edited(&mut self, path: &Path, edit: &Edit) -> BTreeSet<Arc<Path>> {
        let mut changed = BTreeSet::new();
        self.all.retain_mut(|verdict| {
            let moved = verdict.failure.as_mut().map(|failure| failure.edited(path, edit));
            if moved.is_some_and(|moved| moved != Moved::Stayed) {
                changed.extend(verdict.failure.as_ref().and_then(Entry::file));
            }
            if moved == Some(Moved::Gone) {
                verdict.failure = None;
            }
            let Some(spot) = &mut verdict.spot else { return true };
            let moved = spot.apply(path, edit);
            if moved != Move::Stayed {
                changed.insert(Arc::clone(spot.path()));
            }
            moved != Move::Touched
        });
        changed
    }

    pub fn place_again(&mut self, path: &Path, texts: &dyn Texts) {
        self.all.retain_mut(|verdict| {
            if verdict.failure.as_mut().is_some_and(|failure| !failure.place_again(path, texts)) {
                verdict.failure = None;
            }
            let Some(spot) = verdict.spot.as_ref().filter(|spot| **spot.path() == *path) else { return true };
            let again = Spot::of(spot.origin(), texts).filter(|spot| !spot.is_gone());
            let found = again.is_some();
            verdict.spot = again;
            found
        });
    }

    /// Failures, on their assertions.
    pub fn failures(&self, program: &ProgramName, path: &Path, detail: Detail) -> Vec<Diagnostic> {
        let entries = self.all.iter().filter_map(|verdict| verdict.failure.as_ref());
        entries.filter(|entry| *entry.path(program) == *path).map(|entry| entry.diagnostic(detail)).collect()
    }

    /// One text for each line on which tests are said.
    pub fn lines(&self, path: &Path) -> Vec<Line> {
        let mut lines: BTreeMap<usize, Vec<(&Verdict, &Spot)>> = BTreeMap::new();
        for verdict in &self.all {
            let spot = verdict.spot.as_ref().filter(|spot| **spot.path() == *path && !spot.is_gone());
            if let Some(spot) = spot {
                lines.entry(spot.line_start()).or_default().push((verdict, spot));
            }
        }
        lines.into_values().filter_map(|here| self.line(&here)).collect()
    }

    /// Where no lens is shown: what did not fail, as hints.
    pub fn hints(&self, path: &Path) -> Vec<Diagnostic> {
        let hint = |line: Line| Diagnostic {
            place: line.place,
            severity: Severity::Hint,
            code: Code::Test,
            message: line.text,
            related: Vec::new(),
        };
        self.lines(path).into_iter().filter(|line| !line.has_failed).map(hint).collect()
    }

    /// The names of the tests that a call in this range of a file as it is now has said; it is known how
    /// deep they stand, and some of their names.
    pub fn named_at(&self, path: &Path, call: &Range<usize>, known: &[Option<String>]) -> Vec<Vec<String>> {
        let is_like = |path: &[String]| {
            let mut names = path.iter().zip(known);
            path.len() == known.len()
                && names.all(|(name, known)| known.as_ref().is_none_or(|known| known == name))
        };
        let is_there = |verdict: &&Verdict| {
            let spot = verdict.spot.as_ref().filter(|spot| **spot.path() == *path);
            spot.is_some_and(|spot| call.contains(&spot.start())) && is_like(&verdict.path)
        };
        self.all.iter().filter(is_there).map(|verdict| verdict.path.clone()).collect()
    }

    fn line(&self, here: &[(&Verdict, &Spot)]) -> Option<Line> {
        let (first, spot) = here.first()?;
        let has_failed = here.iter().any(|(verdict, _)| verdict.state == State::Failed);
        let text = match here {
            [(only, _)] if only.is_suite => self.suite(only),
            [(only, _)] => only.text(),
            _ if first.is_suite => self.suite(first),
            _ => summary(&format!("{} tests", here.len()), here.iter().map(|(verdict, _)| *verdict)),
        };
        Some(Line { place: spot.place(), text, has_failed })
    }

    /// A suite is what is in it.
    fn suite(&self, suite: &Verdict) -> String {
        let is_within = |verdict: &&Verdict| verdict.is_in(suite) && !verdict.is_suite;
        let within: Vec<&Verdict> = self.all.iter().filter(is_within).collect();
        let name = suite.name();
        match &within[..] {
            [] => suite.text(),
            [_] => summary(&format!("{name}: 1 test"), within.into_iter()),
            _ => summary(&format!("{name}: {} tests", within.len()), within.into_iter()),
        }
    }
}

impl Verdict {
    /// The same test, or what it was before a filter let it run again.
    fn is_of(&self, report: &TestReport, spot: Option<&Spot>) -> bool {
        let is_there = match (&self.spot, spot) {
            (Some(known), Some(spot)) => known.path() == spot.path() && known.start() == spot.start(),
            (None, None) => true,
            _ => false,
        };
        is_there && self.path == report.path
    }

    fn files(&self) -> BTreeSet<Arc<Path>> {
        let spots = self.spot.iter().map(|spot| Arc::clone(spot.path()));
        spots.chain(self.failure.as_ref().and_then(Entry::file)).collect()
    }

    fn is_in(&self, suite: &Self) -> bool {
        let of_file = |verdict: &Self| verdict.spot.as_ref().map(|spot| Arc::clone(spot.path()));
        self.path.len() > suite.path.len()
            && self.path.starts_with(&suite.path)
            && of_file(self) == of_file(suite)
    }

    fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    fn text(&self) -> String {
        let name = self.name();
        let because = |why: &Option<String>| why.as_ref().map_or(String::new(), |why| format!(": {why}"));
        match &self.state {
            State::Running => format!("… {name}"),
            State::Passed => format!("✓ {name} {}", took(self.duration)),
            State::Failed => format!("✗ {name} {}", took(self.duration)),
            State::Skipped(why) => format!("– {name} skipped{}", because(why)),
            State::Todo(why) => format!("– {name} todo{}", because(why)),
        }
    }
}

impl State {
    fn of(state: &TestState) -> Self {
        match state {
            TestState::Started => Self::Running,
            TestState::Passed => Self::Passed,
            TestState::Failed(_) => Self::Failed,
            TestState::Skipped(why) => Self::Skipped(why.clone()),
            TestState::Todo(why) => Self::Todo(why.clone()),
        }
    }
}

/// Several tests in a few words.
fn summary<'v>(what: &str, tests: impl Iterator<Item = &'v Verdict>) -> String {
    let (mut failed, mut running, mut left) = (0_usize, false, 0_usize);
    let mut duration = Duration::ZERO;
    for test in tests {
        duration += test.duration;
        match test.state {
            State::Failed => failed += 1,
            State::Running => running = true,
            State::Skipped(_) | State::Todo(_) => left += 1,
            State::Passed => {}
        }
    }
    let counted = |count: usize, of: &str| if count == 0 { String::new() } else { format!(", {count} {of}") };
    let sign = if failed == 0 { '✓' } else { '✗' };
    let (bad, left, took) = (counted(failed, "failed"), counted(left, "skipped"), took(duration));
    if running { format!("… {what}") } else { format!("{sign} {what}{bad}{left} {took}") }
}

/// What a failure shows; a suite, or a test that only has failing ones in it, needs no words of its own.
fn shown(failure: &Failure, report: &TestReport, texts: &dyn Texts) -> Option<Entry> {
    if failure.kind == "subtestsFailed" {
        return None;
    }
    let mut error: ScriptError = failure.error.clone();
    let name = report.path.join(" > ");
    error.message = format!("test \"{name}\" failed: {}", error.headline());
    error.name.clear();
    if let Some((expected, actual)) = &failure.compared {
        let values = format!("expected: {}\nactual: {}", cut(expected), cut(actual));
        error.help = Some(match error.help {
            Some(help) => format!("{values}\n{help}"),
            None => values,
        });
    }
    let is_elsewhere = |test: &&Location| {
        error.location.as_ref().is_none_or(|at| at.path != test.path || at.range != test.range)
    };
    if let Some(test) = report.location.as_ref().filter(is_elsewhere) {
        let place = test.clone();
        error.related.insert(0, (place, format!("the test \"{name}\"")));
    }
    Entry::of(&error, texts)
}

fn cut(value: &str) -> String {
    let end = value.floor_char_boundary(LONGEST_VALUE);
    if end == value.len() { value.to_owned() } else { format!("{}…", &value[..end]) }
}

fn took(duration: Duration) -> String {
    let milliseconds = duration.as_secs_f64() * 1e3;
    if milliseconds >= 1000.0 {
        format!("{:.2} s", duration.as_secs_f64())
    } else {
        format!("{milliseconds:.1} ms")
    }
}
