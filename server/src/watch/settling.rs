//! When a touched file counts as saved: quiet, read twice, really changed. Pure; time comes in as values.
//!
//! Race surface:
//! - A file is touched while it is being read: it is asked for again after the next quiet time, and
//!   what was read meanwhile is compared with what programs have, never with what was seen.
//! - A writer changes a file bit by bit: where the system says when a writer closes, a file that was
//!   written and not closed is left alone. One that is still being written after `OPEN_AT_MOST` is
//!   reported as restless, and read when it stands still; its text is never guessed.
//! - Where nobody says when a writer is done (`Touch::Told`), a text counts when it was found twice.
//! - A file is read between an editor's truncating or renaming away and its writing: empty and
//!   vanished files get `GRACE` before they count.
//! - Files that change together (a checkout) become one save: a batch waits for its last file, but
//!   not longer than `HOLD`. What is undecided itself is not handed on even then. Many files at once
//!   are a storm, which is given more time.
//! - The next save may begin before a session reads a file that was handed on: it is given the bytes
//!   that were found. What a session reads by itself may be something else: where that differs from what was
//!   found last the file is looked at again. So what counts is the difference between the disk and
//!   the sessions, not the events.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustc_hash::FxHashSet;

use super::fact::{Content, Moment, ProgramId, Seen, Touch};

/// Events that follow each other faster than this belong together.
pub const QUIET: Duration = Duration::from_millis(20);
/// A file that was renamed into place is whole; only others that follow at once are waited for.
pub const QUIET_REPLACED: Duration = Duration::from_millis(2);
/// Where nobody says when a writer is done; and the time between the two looks.
pub const QUIET_TOLD: Duration = Duration::from_millis(100);
pub const CONFIRM: Duration = Duration::from_millis(50);
/// How long a writer that has a file open may pause before the file is looked at all the same.
pub const OPEN: Duration = Duration::from_millis(500);
/// For so long a file may be written to, or be torn, before that is reported.
pub const OPEN_AT_MOST: Duration = Duration::from_secs(5);
/// Touched files are looked at after this time at the latest.
pub const AT_MOST: Duration = Duration::from_millis(200);
/// How long an empty or vanished file is taken for one that is just being written.
pub const GRACE: Duration = Duration::from_millis(250);
/// How long files that are ready wait for those that are not.
pub const HOLD: Duration = Duration::from_millis(500);
/// So many files at once are a storm; and so many, soon after a batch as large.
pub const STORM: usize = 32;
pub const SQUALL: usize = 4;
const SOON: Duration = Duration::from_secs(1);
/// A storm is over when it has been quiet for so long, or has lasted for so long.
pub const QUIET_STORM: Duration = Duration::from_millis(200);
pub const STORM_AT_MOST: Duration = Duration::from_secs(5);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read these files and answer with [`Settling::read`].
    Read(Vec<PathBuf>),
    /// These files have new text.
    Saved(Vec<PathBuf>),
    /// This file does not stand still; it is in the next `Saved`, as one that cannot be read.
    Restless(PathBuf),
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
    /// Since when, and how often, it was torn.
    torn: Option<(Moment, u32)>,
    is_reported: bool,
    /// Nobody says when its writer is done; and what was found at the first look, and when.
    is_told: bool,
    first_look: Option<(Content, Moment)>,
}

impl Pending {
    /// When it is looked at, or reported, although it is still open.
    fn open_until(&self) -> Option<Moment> {
        let end = |written: Window| {
            let quiet = written.last + OPEN;
            if self.is_reported { quiet } else { quiet.min(written.first + OPEN_AT_MOST) }
        };
        self.written.map(end)
    }

    /// Whether its writer has gone on for too long and goes on.
    fn is_restless(&self, now: Moment) -> bool {
        let writes_on = self.written.is_some_and(|it| now >= it.first + OPEN_AT_MOST && now < it.last + OPEN);
        writes_on || self.torn.is_some_and(|(since, _)| now >= since + OPEN_AT_MOST)
    }

    /// When it has been empty or gone, or the same, for long enough.
    fn second_look(&self) -> Option<Moment> {
        let is_waiting = !self.is_undecided();
        let absent = self.absent_since.map(|since| since + GRACE);
        let confirmed = self.first_look.map(|(_, at)| at + CONFIRM);
        [absent, confirmed].into_iter().flatten().min().filter(|_| is_waiting)
    }

    fn is_undecided(&self) -> bool {
        self.is_touched || self.written.is_some()
    }
}

/// A file of a program, or one that decides what a program is made of.
#[derive(Clone, Debug, Default)]
struct Followed {
    /// What was found on the disk last.
    found: Option<Content>,
    seen: Seen,
    /// What the sessions have: what each read last or, when it has not read yet, was told to read.
    loaded: Vec<(ProgramId, Content)>,
    /// What was handed on last, for what no session has read.
    told: Option<Content>,
}

impl Followed {
    fn is_news(&self, content: Content) -> bool {
        match self.loaded.as_slice() {
            // Nobody could read it: it was not there.
            [] => self.told.unwrap_or(Content::Missing) != content,
            loaded => loaded.iter().any(|(_, loaded)| *loaded != content),
        }
    }
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

#[derive(Debug, Default)]
pub struct Settling {
    followed: BTreeMap<PathBuf, Followed>,
    /// The editor has these: the disk does not count.
    open: FxHashSet<PathBuf>,
    pending: BTreeMap<PathBuf, Pending>,
    /// Decided: new text, waiting for the rest of the batch.
    changed: BTreeMap<PathBuf, Content>,
    quiet: Option<Quiet>,
    /// When the batch in the making began.
    began: Option<Moment>,
    is_storm: bool,
    /// When the last batch was handed on, and how large it was.
    last_batch: Option<(Moment, usize)>,
}

impl Settling {
    /// A file belongs to a program, or decides over one. Says whether that is new.
    pub fn follow(&mut self, path: &Path) -> bool {
        let is_new = !self.followed.contains_key(path);
        if is_new {
            self.followed.insert(path.to_owned(), Followed::default());
        }
        is_new
    }

    pub fn unfollow(&mut self, path: &Path) {
        self.followed.remove(path);
        self.pending.remove(path);
        self.changed.remove(path);
    }

    pub fn followed(&self) -> impl Iterator<Item = &Path> {
        self.followed.keys().map(PathBuf::as_path)
    }

    /// Whether anything in this directory, however deep, is followed.
    pub fn follows_under(&self, directory: &Path) -> bool {
        self.under(directory).next().is_some()
    }

    /// The programs that have read a file.
    pub fn readers(&self, path: &Path) -> impl Iterator<Item = ProgramId> {
        self.followed.get(path).into_iter().flat_map(|it| it.loaded.iter().map(|(program, _)| *program))
    }

    /// What is undecided.
    pub fn pending(&self) -> impl Iterator<Item = &Path> {
        self.pending.keys().map(PathBuf::as_path)
    }

    /// Whether nothing is undecided or waits to be handed on.
    pub fn is_at_rest(&self) -> bool {
        self.pending.is_empty() && self.changed.is_empty()
    }

    fn under(&self, directory: &Path) -> impl Iterator<Item = &PathBuf> {
        let from = self.followed.range::<Path, _>((Bound::Excluded(directory), Bound::Unbounded));
        from.map(|(path, _)| path).take_while(move |path| path.starts_with(directory))
    }

    /// A session has read a file, which then was as `seen`.
    pub fn loaded(&mut self, program: ProgramId, path: &Path, content: Content, seen: Seen, now: Moment) {
        let followed = self.followed.entry(path.to_owned()).or_default();
        followed.loaded.retain(|(reader, _)| *reader != program);
        followed.loaded.push((program, content));
        match followed.found {
            None => followed.seen = seen,
            Some(found) if found != content => self.touched(path, Touch::Changed, now),
            Some(_) => {}
        }
    }

    /// The editor has these now, and what happens to them on the disk is nothing to us.
    pub fn opened(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        for path in paths {
            self.pending.remove(&path);
            self.changed.remove(&path);
            self.open.insert(path);
        }
    }

    /// From now on they are what is on the disk.
    pub fn closed(&mut self, paths: impl IntoIterator<Item = PathBuf>, now: Moment) {
        for path in paths {
            self.open.remove(&path);
            self.touched(&path, Touch::Changed, now);
        }
    }

    /// Something happened to a directory: to everything in it.
    pub fn touched_under(&mut self, directory: &Path, touch: Touch, now: Moment) {
        let paths: Vec<PathBuf> = self.under(directory).cloned().collect();
        for path in paths {
            self.touched(&path, touch, now);
        }
    }

    /// Something happened to a file.
    pub fn touched(&mut self, path: &Path, touch: Touch, now: Moment) {
        if !self.followed.contains_key(path) || self.open.contains(path) {
            return;
        }
        self.began.get_or_insert(now);
        let pending = self.pending.entry(path.to_owned()).or_default();
        match touch {
            Touch::Written => {
                pending.is_touched = false;
                pending.written.get_or_insert(Window { first: now, last: now }).last = now;
            }
            Touch::Marked if pending.written.is_some() => {}
            Touch::Changed | Touch::Replaced | Touch::Marked | Touch::Told => {
                pending.is_touched = true;
                pending.written = None;
                pending.first_look = None;
                pending.is_told |= touch == Touch::Told;
                self.wait_for_quiet(
                    now,
                    match touch {
                        Touch::Replaced => QUIET_REPLACED,
                        Touch::Told => QUIET_TOLD,
                        _ => QUIET,
                    },
                );
            }
        }
        let size = self.pending.len() + self.changed.len();
        let goes_on = self.last_batch.is_some_and(|(at, size)| size >= SQUALL && now < at + SOON);
        self.is_storm |= size >= STORM || (size >= SQUALL && goes_on);
    }

    fn wait_for_quiet(&mut self, now: Moment, quiet: Duration) {
        let until = now + if self.is_storm { quiet.max(QUIET_STORM) } else { quiet };
        let waiting = self.quiet.get_or_insert(Quiet { first: now, until });
        waiting.until = waiting.until.max(until);
    }

    /// Files were looked at without reading them. Those that are not as they were are touched.
    pub fn scanned(&mut self, looks: impl IntoIterator<Item = (PathBuf, Seen, Touch)>, now: Moment) {
        for (path, seen, touch) in looks {
            let is_other =
                |it: &Followed| it.seen.stamp != seen.stamp || (it.seen.is_fresh && seen.stamp.is_some());
            if self.followed.get(&path).is_some_and(is_other) && !self.pending.contains_key(&path) {
                self.touched(&path, touch, now);
            }
        }
    }

    /// What is undecided is forgotten: everything is looked at when watching goes on.
    pub fn pause(&mut self) {
        self.pending.clear();
        self.quiet = None;
        self.is_storm = false;
        if self.changed.is_empty() {
            self.began = None;
        }
    }

    fn most(&self, calm: Duration) -> Duration {
        if self.is_storm { STORM_AT_MOST } else { calm }
    }

    fn quiet_deadline(&self) -> Option<Moment> {
        self.quiet.map(|quiet| quiet.until.min(quiet.first + self.most(AT_MOST)))
    }

    /// When [`Settling::due`] has something to do.
    pub fn deadline(&self) -> Option<Moment> {
        let looks = self.pending.values().filter_map(Pending::second_look).min();
        let open = self.pending.values().filter_map(Pending::open_until).min();
        let hold = self.began.filter(|_| !self.changed.is_empty()).map(|began| began + self.most(HOLD));
        [self.quiet_deadline(), looks, open, hold].into_iter().flatten().min()
    }

    /// Time has passed.
    pub fn due(&mut self, now: Moment) -> Vec<Effect> {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return Vec::new();
        }
        let is_quiet = self.quiet_deadline().is_some_and(|deadline| now >= deadline);
        if is_quiet {
            self.quiet = None;
        }
        let mut paths = Vec::new();
        let mut effects = Vec::new();
        for (path, pending) in &mut self.pending {
            let ends = [pending.second_look(), pending.open_until()];
            let is_over = ends.into_iter().flatten().any(|end| now >= end);
            if !((pending.is_touched && is_quiet) || is_over) {
                continue;
            }
            if pending.is_restless(now) && !std::mem::replace(&mut pending.is_reported, true) {
                self.changed.insert(path.clone(), Content::Restless);
                effects.push(Effect::Restless(path.clone()));
            }
            if pending.written.is_none_or(|written| now >= written.last + OPEN) {
                pending.is_touched = false;
                pending.written = None;
                paths.push(path.clone());
            }
        }
        if paths.is_empty() {
            effects.extend(self.release(now))
        } else {
            effects.push(Effect::Read(paths))
        }
        effects
    }

    /// What was found in the files that were asked for.
    pub fn read(&mut self, found: Vec<(PathBuf, Content, Seen)>, now: Moment) -> Vec<Effect> {
        for (path, content, seen) in found {
            self.found(path, content, seen, now);
        }
        self.release(now)
    }

    fn found(&mut self, path: PathBuf, content: Content, seen: Seen, now: Moment) {
        let Some(pending) = self.pending.get_mut(&path) else { return };
        match content {
            Content::Torn | Content::Restless => {
                let (since, times) = pending.torn.unwrap_or((now, 0));
                pending.torn = Some((since, times + 1));
                if pending.written.is_none() {
                    pending.is_touched = true;
                    self.wait_for_quiet(now, (QUIET * (1 << times.min(3))).min(AT_MOST));
                }
                return;
            }
            Content::Empty | Content::Missing => {
                let since = *pending.absent_since.get_or_insert(now);
                if now < since + GRACE {
                    return;
                }
            }
            Content::Whole(_) | Content::Directory => {
                pending.absent_since = None;
                let is_second = pending.first_look.is_some_and(|(first, _)| first == content);
                if pending.is_told && !is_second {
                    pending.first_look = Some((content, now));
                    return;
                }
            }
        }
        if !pending.is_undecided() {
            self.pending.remove(&path);
        }
        let Some(followed) = self.followed.get_mut(&path) else { return };
        followed.found = Some(content);
        followed.seen = seen;
        if followed.is_news(content) {
            self.changed.insert(path, content);
        } else {
            self.changed.remove(&path);
        }
    }

    /// Hands the batch on when it is complete or has waited long enough.
    fn release(&mut self, now: Moment) -> Vec<Effect> {
        let has_waited = self.began.is_some_and(|began| now >= began + self.most(HOLD));
        if !self.pending.is_empty() && !has_waited {
            return Vec::new();
        }
        let (changed, kept) = std::mem::take(&mut self.changed).into_iter().partition::<BTreeMap<_, _>, _>(
            |(path, content)| *content == Content::Restless || !self.pending.contains_key(path),
        );
        self.changed = kept;
        // What is still undecided begins a batch of its own.
        self.began = (!self.pending.is_empty()).then_some(now);
        self.is_storm &= !self.pending.is_empty();
        if changed.is_empty() {
            return Vec::new();
        }
        self.last_batch = Some((now, changed.len()));
        for (path, content) in &changed {
            let Some(followed) = self.followed.get_mut(path) else { continue };
            followed.told = Some(*content);
            followed.loaded.iter_mut().for_each(|(_, loaded)| *loaded = *content);
            if *content == Content::Restless {
                followed.found = Some(Content::Restless);
            }
        }
        vec![Effect::Saved(changed.into_keys().collect())]
    }
}

#[cfg(test)]
mod tests;
