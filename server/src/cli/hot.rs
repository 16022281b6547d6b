//! When a touched file counts as saved: quiet, read twice, really changed. Pure; time comes in as values.
//!
//! Race surface:
//! - A file is touched while it is being read: it is asked for again after the next quiet time, and
//!   what was read meanwhile is compared with what was accepted last, never with what was seen.
//! - A writer changes a file bit by bit: where the system says when a writer closes, a file that was
//!   written and not closed is left alone, but not for longer than `OPEN` after the last write.
//! - A file is read between an editor's truncating or renaming away and its writing: empty and
//!   vanished files get `GRACE` before they count.
//! - Files that change together (a checkout) become one save: a batch waits for its last file, but
//!   not longer than `HOLD`. What is undecided itself is not handed on even then.
//! - The next save may begin before the session reads a file that was handed on: it is given the bytes
//!   that were found. What it reads by itself may be something else: what it says it read is compared with what was seen last, and where they differ the file is looked at
//!   again. So what counts is the difference between the disk and the session, not the events.
//! - A file was changed before anything was known of it: its first whole text counts as a change,
//!   and the session says that nothing changed when it already had it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustc_hash::FxHashMap;

/// Events that follow each other faster than this belong together.
pub const QUIET: Duration = Duration::from_millis(20);
/// A file that was renamed into place is whole; only others that follow at once are waited for.
pub const QUIET_REPLACED: Duration = Duration::from_millis(2);
/// How long a writer that has a file open may pause before the file is looked at all the same.
pub const OPEN: Duration = Duration::from_millis(500);
/// And for how long it may go on writing.
pub const OPEN_AT_MOST: Duration = Duration::from_secs(5);
/// They are looked at after this time at the latest.
pub const AT_MOST: Duration = Duration::from_millis(200);
/// How long an empty or vanished file is taken for one that is just being written.
pub const GRACE: Duration = Duration::from_millis(250);
/// How long files that are ready wait for those that are not.
pub const HOLD: Duration = Duration::from_millis(500);

/// Time since the run began.
pub type Moment = Duration;

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// Somebody wrote to it and has it open: more may come.
    Written,
    /// It was closed after writing, it came or went, or nobody says more than that it changed.
    Changed,
    /// Another file was renamed over it.
    Replaced,
    /// Its dates or rights changed: whoever writes to it goes on.
    Marked,
}

/// What a read found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The same before and after the read; the hash of its bytes.
    Whole(u64),
    Empty,
    Missing,
    /// It changed while it was read.
    Torn,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read these files and answer with [`Hot::read`].
    Read(Vec<PathBuf>),
    /// These files have new text.
    Saved(Vec<PathBuf>),
}

/// A file that was touched and not decided on.
#[derive(Clone, Copy, Debug, Default)]
struct Pending {
    /// To be read when it is quiet.
    is_touched: bool,
    /// Since when it is empty or gone.
    absent_since: Option<Moment>,
    /// A writer has it open.
    written: Option<Window>,
}

impl Pending {
    /// When it is looked at although it is still open.
    fn open_until(&self) -> Option<Moment> {
        self.written.map(|written| (written.last + OPEN).min(written.first + OPEN_AT_MOST))
    }

    /// When it has been empty or gone for long enough.
    fn grace_until(&self) -> Option<Moment> {
        let is_waiting = !self.is_touched && self.written.is_none();
        self.absent_since.filter(|_| is_waiting).map(|since| since + GRACE)
    }

    fn is_undecided(&self) -> bool {
        self.is_touched || self.written.is_some()
    }
}

/// A file of the program.
#[derive(Clone, Copy, Debug, Default)]
struct Followed {
    /// What was found on the disk last.
    found: Option<Content>,
    /// What the session has: what it read last or, when it has not read yet, was told to read.
    loaded: Option<Content>,
}

/// From the first to the last of what belongs together.
#[derive(Clone, Copy, Debug)]
struct Window {
    first: Moment,
    last: Moment,
}

/// Touches that are not looked at yet.
#[derive(Clone, Copy, Debug)]
struct Quiet {
    first: Moment,
    /// When it has been quiet for long enough.
    until: Moment,
}

impl Quiet {
    fn deadline(self) -> Moment {
        self.until.min(self.first + AT_MOST)
    }
}

#[derive(Debug, Default)]
pub struct Hot {
    followed: FxHashMap<PathBuf, Followed>,
    /// The newest texts were refused: a file that nobody knew may be what was missing.
    is_broken: bool,
    pending: BTreeMap<PathBuf, Pending>,
    /// Decided: new text, waiting for the rest of the batch.
    changed: BTreeMap<PathBuf, Content>,
    quiet: Option<Quiet>,
    /// When the batch in the making began.
    began: Option<Moment>,
}

impl Hot {
    /// A file belongs to the program. Says whether that is new.
    pub fn follow(&mut self, path: &Path) -> bool {
        let is_new = !self.followed.contains_key(path);
        if is_new {
            self.followed.insert(path.to_owned(), Followed::default());
        }
        is_new
    }

    /// The session has read a file.
    pub fn loaded(&mut self, path: &Path, content: Content, now: Moment) {
        let followed = self.followed.entry(path.to_owned()).or_default();
        followed.loaded = Some(content);
        if followed.found.is_some_and(|found| found != content) {
            self.touched(path, Touch::Changed, now);
        }
    }

    /// Whether the newest texts were refused.
    pub fn set_broken(&mut self, is_broken: bool) {
        self.is_broken = is_broken;
    }

    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Something happened to a directory: to everything in it.
    pub fn touched_under(&mut self, directory: &Path, now: Moment) {
        let inside = |path: &&PathBuf| path.starts_with(directory) && path.as_path() != directory;
        let paths: Vec<PathBuf> = self.followed.keys().filter(inside).cloned().collect();
        for path in paths {
            self.touched(&path, Touch::Changed, now);
        }
    }

    /// Something happened to a file.
    pub fn touched(&mut self, path: &Path, touch: Touch, now: Moment) {
        if !self.followed.contains_key(path) {
            if !(self.is_broken && is_module(path)) {
                return;
            }
            self.follow(path);
        }
        self.began.get_or_insert(now);
        let pending = self.pending.entry(path.to_owned()).or_default();
        match touch {
            Touch::Written => {
                pending.is_touched = false;
                pending.written.get_or_insert(Window { first: now, last: now }).last = now;
                return;
            }
            Touch::Marked if pending.written.is_some() => return,
            Touch::Changed | Touch::Replaced | Touch::Marked => {
                pending.is_touched = true;
                pending.written = None;
            }
        }
        self.wait_for_quiet(now, if touch == Touch::Replaced { QUIET_REPLACED } else { QUIET });
    }

    fn wait_for_quiet(&mut self, now: Moment, quiet: Duration) {
        let until = now + quiet;
        let waiting = self.quiet.get_or_insert(Quiet { first: now, until });
        waiting.until = waiting.until.max(until);
    }

    /// Something happened, and it is not known to what.
    pub fn touched_all(&mut self, now: Moment) {
        self.touched_under(Path::new(""), now);
    }

    /// When [`Hot::due`] has something to do.
    pub fn deadline(&self) -> Option<Moment> {
        let quiet = self.quiet.map(Quiet::deadline);
        let grace = self.pending.values().filter_map(Pending::grace_until).min();
        let open = self.pending.values().filter_map(Pending::open_until).min();
        let hold = self.began.filter(|_| !self.changed.is_empty()).map(|began| began + HOLD);
        [quiet, grace, open, hold].into_iter().flatten().min()
    }

    /// Time has passed.
    pub fn due(&mut self, now: Moment) -> Vec<Effect> {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return Vec::new();
        }
        let is_quiet = self.quiet.is_some_and(|quiet| now >= quiet.deadline());
        if is_quiet {
            self.quiet = None;
        }
        let mut paths = Vec::new();
        for (path, pending) in &mut self.pending {
            let ends = [pending.grace_until(), pending.open_until()];
            let is_over = ends.into_iter().flatten().any(|end| now >= end);
            if (pending.is_touched && is_quiet) || is_over {
                pending.is_touched = false;
                pending.written = None;
                paths.push(path.clone());
            }
        }
        if paths.is_empty() { self.release(now) } else { vec![Effect::Read(paths)] }
    }

    /// What was found in the files that were asked for.
    pub fn read(&mut self, found: Vec<(PathBuf, Content)>, now: Moment) -> Vec<Effect> {
        for (path, content) in found {
            self.found(path, content, now);
        }
        self.release(now)
    }

    fn found(&mut self, path: PathBuf, content: Content, now: Moment) {
        let Some(pending) = self.pending.get_mut(&path) else { return };
        match content {
            Content::Torn => {
                if pending.written.is_none() {
                    pending.is_touched = true;
                    self.wait_for_quiet(now, QUIET);
                }
                return;
            }
            Content::Empty | Content::Missing => {
                let since = *pending.absent_since.get_or_insert(now);
                if now < since + GRACE {
                    return;
                }
            }
            Content::Whole(_) => {}
        }
        if !pending.is_undecided() {
            self.pending.remove(&path);
        }
        let followed = self.followed.entry(path.clone()).or_default();
        followed.found = Some(content);
        if followed.loaded == Some(content) {
            self.changed.remove(&path);
        } else {
            self.changed.insert(path, content);
        }
    }

    /// Hands the batch on when it is complete or has waited long enough.
    fn release(&mut self, now: Moment) -> Vec<Effect> {
        let has_waited = self.began.is_some_and(|began| now >= began + HOLD);
        if !self.pending.is_empty() && !has_waited {
            return Vec::new();
        }
        let (changed, kept) = std::mem::take(&mut self.changed)
            .into_iter()
            .partition::<BTreeMap<_, _>, _>(|(path, _)| !self.pending.contains_key(path));
        self.changed = kept;
        // What is still undecided begins a batch of its own.
        self.began = (!self.pending.is_empty()).then_some(now);
        if changed.is_empty() {
            return Vec::new();
        }
        for (path, content) in &changed {
            self.followed.entry(path.clone()).or_default().loaded = Some(*content);
        }
        vec![Effect::Saved(changed.into_keys().collect())]
    }
}

/// What a missing import may have asked for.
fn is_module(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    matches!(extension, "ts" | "tsx" | "mts" | "cts" | "js" | "jsx" | "mjs" | "cjs" | "json")
}

#[cfg(test)]
mod tests;
