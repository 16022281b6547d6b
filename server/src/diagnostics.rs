//! The book of what every file shows: which program and generation said it, how long it holds, and
//! where it stands after edits (pure; no protocol).
//!
//! A report holds until its cause is gone: a refused attempt until the next attempt or outcome, an
//! error until a newer generation has run one of its modules again, a printed line the same. Older
//! news never clears newer news.

mod entry;
mod hints;
mod message;
mod spot;
#[cfg(test)]
mod tests;
mod verdicts;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use runtime::ids::Attempt;
use runtime::message::{Cause, ErrorKind, Event, GenerationReport, Location, ScriptError};
use runtime::permissions::Kind;

use crate::documents::edit::Edit;
use crate::documents::lines::LineMap;
use entry::{Added, Entry};
use hints::Hints;
pub use hints::History;
pub use message::{Code, Detail, Diagnostic, Place, Related, Severity};
pub use verdicts::Line;
use verdicts::Verdicts;

/// A program is named by its entry module.
pub type ProgramName = Arc<Path>;

/// What the book has to know of open documents.
pub trait Texts {
    /// What leads from a text that ran for a file to its text now. `newer` is the text that was
    /// applied since: what is known of a file that is not open.
    fn since(&self, path: &Path, ran: &Arc<str>, newer: Option<&Arc<str>>) -> Since;
}

/// What leads from a text that ran to the text now.
#[derive(Clone, Debug, Default)]
pub struct Since {
    /// Over the saves between; `None` when the text is the same.
    pub saved: Option<Arc<LineMap>>,
    /// What was typed after the last one.
    pub typed: Vec<Edit>,
}

/// How soon a change of what a file shows has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Only printed lines or counts changed; they may change many times a second.
    Soon,
    Now,
}

/// Where a place in a text that ran stands now; `None` when its line was edited since.
pub fn place_now(ran: &Location, texts: &dyn Texts) -> Option<Place> {
    spot::Spot::of(ran, texts).map(|spot| spot.place())
}

/// What the client and its user want to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Display {
    pub detail: Detail,
    pub hints: bool,
    /// Tests that did not fail are hints: there is no lens for them.
    pub tests: bool,
    /// Hints are no diagnostics: somebody asks for them.
    pub inlay: bool,
}

/// All diagnostics a file shows; empty when it shows none any more.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    pub path: Arc<Path>,
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Debug)]
pub struct Book {
    display: Display,
    programs: BTreeMap<ProgramName, Page>,
    changed: BTreeMap<Arc<Path>, Urgency>,
    published: BTreeMap<Arc<Path>, Vec<Diagnostic>>,
    /// What stands beside lines and is no diagnostic, and whether that is not what somebody was told last.
    inlay: BTreeMap<Arc<Path>, Vec<Diagnostic>>,
    has_stale_inlay: bool,
    /// Files whose lenses are not what they were when somebody last asked.
    lenses: BTreeSet<Arc<Path>>,
}

/// What one program has to say.
#[derive(Debug)]
struct Page {
    refused: Option<Attempt>,
    refusals: Vec<Entry>,
    errors: Vec<Entry>,
    hints: Hints,
    values: Hints,
    verdicts: Verdicts,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            refused: None,
            refusals: Vec::new(),
            errors: Vec::new(),
            hints: Hints::new(Code::Console),
            values: Hints::new(Code::Value),
            verdicts: Verdicts::default(),
        }
    }
}

impl Book {
    pub fn new(display: Display) -> Self {
        let (programs, changed, published) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (inlay, lenses) = (BTreeMap::new(), BTreeSet::new());
        Self { display, programs, changed, published, inlay, has_stale_inlay: false, lenses }
    }

    pub fn set_display(&mut self, display: Display) {
        if self.display != display {
            self.display = display;
            let paths: Vec<_> = self.published.keys().cloned().chain(self.all_paths()).collect();
            self.mark(paths, Urgency::Now);
        }
    }

    /// Takes in what a program reports.
    pub fn record(&mut self, program: &ProgramName, event: &Event, texts: &dyn Texts) {
        match event {
            Event::Refused { attempt, errors, .. } => self.refuse(program, *attempt, errors, texts),
            Event::Outcome(report) => self.conclude(program, report),
            Event::Error(error) | Event::Strayed(error) => self.add_error(program, error, texts),
            Event::EngineLost { error } => {
                self.forget_runs(program);
                self.add_error(program, error, texts);
            }
            Event::Stopped { .. } => self.forget_runs(program),
            Event::Started { attempt, cause, .. } => {
                if *cause == Cause::Restart {
                    self.forget_runs(program);
                }
                self.accept(program, *attempt);
            }
            Event::Console(line) => {
                let page = self.programs.entry(Arc::clone(program)).or_default();
                let path = page.hints.add(line, texts);
                self.mark(path, Urgency::Soon);
            }
            Event::Seen(line) => {
                let page = self.programs.entry(Arc::clone(program)).or_default();
                let path = page.values.add(line, texts);
                self.mark(path, Urgency::Soon);
            }
            Event::Test(report) => {
                let page = self.programs.entry(Arc::clone(program)).or_default();
                let paths = page.verdicts.add(report, texts);
                self.lenses.extend(paths.iter().cloned());
                self.mark(paths, Urgency::Soon);
            }
            Event::Busy { error } | Event::Denied { error } => self.add_error(program, error, texts),
            Event::Yielded => self.retract(program, ErrorKind::Busy),
            Event::Unchanged { attempt, .. } => self.refuse(program, *attempt, &[], texts),
            Event::Held { .. }
            | Event::NotUsed { .. }
            | Event::Exited { .. }
            | Event::Suspended { .. }
            | Event::Asks { .. }
            | Event::HoldExpired { .. }
            | Event::Settled { .. }
            | Event::Handles { .. }
            | Event::Ledger { .. }
            | Event::Looked { .. }
            | Event::Debug(_)
            | Event::DoorAsked { .. }
            | Event::Tool(_)
            | Event::Fault { .. } => {}
        }
    }

    /// Everything a program said is void: it begins anew from nothing, or is gone.
    pub fn forget(&mut self, program: &ProgramName) {
        if let Some(page) = self.programs.remove(program) {
            self.mark(page.paths(program), Urgency::Now);
        }
    }

    /// The text of an open document was edited.
    pub fn edited(&mut self, path: &Path, edits: &[Edit]) {
        let mut changed = BTreeSet::new();
        for (program, page) in &mut self.programs {
            for edit in edits {
                changed.extend(page.edited(program, path, edit));
            }
        }
        self.mark(changed, Urgency::Now);
    }

    /// The text of a file is another one: its document was opened or closed.
    pub fn replaced(&mut self, path: &Path, texts: &dyn Texts) {
        let mut shown = Vec::new();
        for (program, page) in &mut self.programs {
            shown.extend(page.paths(program).into_iter().filter(|shown| **shown == *path));
            page.refusals.retain_mut(|entry| entry.place_again(path, texts));
            page.errors.retain_mut(|entry| entry.place_again(path, texts));
            page.hints.place_again(path, texts);
            page.values.place_again(path, texts);
            page.verdicts.place_again(path, texts);
        }
        self.mark(shown, Urgency::Now);
    }

    /// The most urgent change that was not published yet.
    pub fn urgency(&self) -> Option<Urgency> {
        self.changed.values().max().copied()
    }

    /// What has to be told, and marks it as told.
    pub fn publish(&mut self) -> Vec<Publication> {
        let changed = std::mem::take(&mut self.changed);
        changed.into_keys().filter_map(|path| self.publish_file(path)).collect()
    }

    /// What a line of a file as it is now has printed, and the values that it asks for.
    pub fn histories(&self, path: &Path, line_start: usize) -> Vec<History> {
        let kinds = self.programs.values().flat_map(|page| [&page.values, &page.hints]);
        kinds.filter_map(|hints| hints.history(path, line_start)).collect()
    }

    /// What is said of the tests of a file, by program.
    pub fn tests(&self, path: &Path) -> Vec<(ProgramName, Line)> {
        let said = |(program, page): (&ProgramName, &Page)| {
            let lines = page.verdicts.lines(path).into_iter();
            lines.map(|line| (Arc::clone(program), line)).collect::<Vec<_>>()
        };
        self.programs.iter().flat_map(said).collect()
    }

    /// The whole names of the tests that a call said when a program ran: in this range of a file as it is
    /// now, as deep as the names, as far as they are known.
    pub fn tests_at(
        &self,
        program: &Path,
        path: &Path,
        call: &Range<usize>,
        known: &[Option<String>],
    ) -> Vec<Vec<String>> {
        let page = self.programs.get(program);
        page.map_or_else(Vec::new, |page| page.verdicts.named_at(path, call, known))
    }

    /// What stands beside the lines of a file, where that is no diagnostic.
    pub fn inlay(&self, path: &Path) -> &[Diagnostic] {
        self.inlay.get(path).map_or(&[], Vec::as_slice)
    }

    /// Whether what stands beside lines has changed since this was last asked.
    pub fn take_stale_inlay(&mut self) -> bool {
        std::mem::take(&mut self.has_stale_inlay)
    }

    /// Whether lenses have changed since this was last asked.
    pub fn take_stale_lenses(&mut self) -> bool {
        !std::mem::take(&mut self.lenses).is_empty()
    }

    /// The programs that are said to be busy in a file, and how.
    pub fn busy(&self, path: &Path) -> Vec<(ProgramName, Diagnostic)> {
        let mut found = Vec::new();
        for (program, page) in &self.programs {
            let here =
                page.errors.iter().filter(|it| it.kind() == ErrorKind::Busy && *it.path(program) == *path);
            let shown = here.map(|entry| entry.diagnostic(self.display.detail));
            found.extend(shown.map(|diagnostic| (Arc::clone(program), diagnostic)));
        }
        found
    }

    /// What programs were refused in a file, and what says so.
    pub fn denied(&self, path: &Path) -> Vec<(ProgramName, Kind, Diagnostic)> {
        let mut found = Vec::new();
        for (program, page) in &self.programs {
            let entries = page.errors.iter().chain(&page.refusals);
            for entry in entries.filter(|it| *it.path(program) == *path) {
                if let ErrorKind::Denied(kind) = entry.kind() {
                    found.push((Arc::clone(program), kind, entry.diagnostic(self.display.detail)));
                }
            }
        }
        found
    }

    /// Whether the newest texts of a program do not run.
    pub fn is_refused(&self, program: &Path) -> bool {
        self.programs.get(program).is_some_and(|page| !page.refusals.is_empty())
    }

    /// It may from now on.
    pub fn allowed(&mut self, program: &ProgramName, kind: Kind) {
        self.retract(program, ErrorKind::Denied(kind));
    }

    /// A program may be busy: nothing more is said of this turn.
    pub fn dismiss_busy(&mut self, program: &ProgramName) {
        self.retract(program, ErrorKind::Busy);
    }

    /// How many errors a program shows, for its status.
    pub fn error_count(&self, program: &ProgramName) -> usize {
        self.programs
            .get(program)
            .map_or(0, |page| page.errors.len() + page.refusals.len() + page.verdicts.failed())
    }

    pub fn hint_count(&self, program: &ProgramName) -> usize {
        self.programs.get(program).map_or(0, |page| page.hints.len())
    }

    fn refuse(&mut self, program: &ProgramName, attempt: Attempt, errors: &[ScriptError], texts: &dyn Texts) {
        let page = self.programs.entry(Arc::clone(program)).or_default();
        if page.refused.is_some_and(|newest| newest > attempt) {
            return;
        }
        let mut changed = Entry::paths(&page.refusals, program);
        page.refused = Some(attempt);
        page.refusals.clear();
        for error in errors {
            Entry::add(&mut page.refusals, error, texts);
        }
        changed.extend(Entry::paths(&page.refusals, program));
        self.mark(changed, Urgency::Now);
    }

    /// An attempt was applied: what was refused before it is repaired.
    fn accept(&mut self, program: &ProgramName, attempt: Attempt) {
        let page = self.programs.entry(Arc::clone(program)).or_default();
        if page.refused.is_some_and(|refused| refused <= attempt) {
            let before = Entry::paths(&page.refusals, program);
            page.refused = None;
            page.refusals.clear();
            self.mark(before, Urgency::Now);
        }
    }

    fn conclude(&mut self, program: &ProgramName, report: &GenerationReport) {
        self.accept(program, report.attempt);
        let page = self.programs.entry(Arc::clone(program)).or_default();
        let before = page.paths(program);
        page.retire(report);
        let after = page.paths(program);
        self.lenses.extend(before.iter().cloned());
        let gone = before.into_iter().chain(after);
        self.mark(gone, Urgency::Now);
    }

    fn add_error(&mut self, program: &ProgramName, error: &ScriptError, texts: &dyn Texts) {
        let page = self.programs.entry(Arc::clone(program)).or_default();
        // A timer that throws may do so a thousand times a second.
        let (path, urgency) = match Entry::add(&mut page.errors, error, texts) {
            Added::New(path) => (path, Urgency::Now),
            Added::Repeated(path) => (path, Urgency::Soon),
            Added::Nowhere => return,
        };
        self.mark([path.unwrap_or_else(|| Arc::clone(program))], urgency);
    }

    /// This is no longer so.
    fn retract(&mut self, program: &ProgramName, kind: ErrorKind) {
        let page = self.programs.entry(Arc::clone(program)).or_default();
        let before = page.paths(program);
        page.errors.retain(|entry| entry.kind() != kind);
        self.mark(before, Urgency::Now);
    }

    /// What ran is over; refused texts are still what the user has to repair.
    fn forget_runs(&mut self, program: &ProgramName) {
        let page = self.programs.entry(Arc::clone(program)).or_default();
        let before = page.paths(program);
        page.errors.clear();
        page.hints.clear();
        page.values.clear();
        self.lenses.extend(page.verdicts.paths());
        page.verdicts.clear();
        self.mark(before, Urgency::Now);
    }

    fn mark(&mut self, paths: impl IntoIterator<Item = Arc<Path>>, urgency: Urgency) {
        for path in paths {
            let known = self.changed.entry(path).or_insert(urgency);
            *known = urgency.max(*known);
        }
    }

    fn all_paths(&self) -> BTreeSet<Arc<Path>> {
        self.programs.iter().flat_map(|(program, page)| page.paths(program)).collect()
    }

    fn publish_file(&mut self, path: Arc<Path>) -> Option<Publication> {
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        for (program, page) in &self.programs {
            for diagnostic in page.shown(program, &path, self.display) {
                // Programs that share a module mostly fail in the same way.
                if !diagnostics.contains(&diagnostic) {
                    diagnostics.push(diagnostic);
                }
            }
        }
        let is_inlay =
            |it: &mut Diagnostic| self.display.inlay && it.severity == Severity::Hint && it.code.is_beside();
        let beside: Vec<Diagnostic> = diagnostics.extract_if(.., is_inlay).collect();
        if beside != self.inlay(&path) {
            self.has_stale_inlay = true;
            self.inlay.insert(Arc::clone(&path), beside);
            self.inlay.retain(|_, beside| !beside.is_empty());
        }
        let before = self.published.get(&path).map_or(&[][..], Vec::as_slice);
        if before == diagnostics {
            return None;
        }
        if diagnostics.is_empty() {
            self.published.remove(&path);
        } else {
            self.published.insert(Arc::clone(&path), diagnostics.clone());
        }
        Some(Publication { path, diagnostics })
    }
}

impl Page {
    fn paths(&self, program: &ProgramName) -> BTreeSet<Arc<Path>> {
        let mut paths = Entry::paths(&self.refusals, program);
        paths.extend(Entry::paths(&self.errors, program));
        paths.extend(self.hints.paths());
        paths.extend(self.values.paths());
        paths.extend(self.verdicts.paths());
        paths
    }

    /// Takes away what older generations said about modules that ran again.
    fn retire(&mut self, report: &GenerationReport) {
        self.errors.retain(|entry| entry.outlives(report));
        for hints in [&mut self.hints, &mut self.values] {
            hints.retire(report.generation, report.reran.iter().chain(&report.disposed));
        }
        self.verdicts.retire(report);
    }

    fn edited(&mut self, program: &ProgramName, path: &Path, edit: &Edit) -> BTreeSet<Arc<Path>> {
        let mut changed = BTreeSet::new();
        for entries in [&mut self.refusals, &mut self.errors] {
            entries.retain_mut(|entry| {
                let moved = entry.edited(path, edit);
                if moved != entry::Moved::Stayed {
                    changed.insert(entry.path(program));
                }
                moved != entry::Moved::Gone
            });
        }
        changed.extend(self.hints.edited(path, edit));
        changed.extend(self.values.edited(path, edit));
        changed.extend(self.verdicts.edited(path, edit));
        changed
    }

    fn shown(&self, program: &ProgramName, path: &Path, display: Display) -> Vec<Diagnostic> {
        let errors = self.refusals.iter().chain(&self.errors);
        let mut shown: Vec<Diagnostic> = errors
            .filter(|entry| *entry.path(program) == *path)
            .map(|entry| entry.diagnostic(display.detail))
            .collect();
        shown.extend(self.verdicts.failures(program, path, display.detail));
        if display.tests {
            shown.extend(self.verdicts.hints(path));
        }
        if display.hints {
            shown.extend(self.hints.shown(path));
            shown.extend(self.values.shown(path));
        }
        shown
    }
}
