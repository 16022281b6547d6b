//! The room's state and its one function, `step(now, event) -> effects`. Pure.
//!
//! Race surface:
//! - *A holder begins while files are undecided*: what is undecided is forgotten, and found again by the
//!   look at everything that ends the pause. Nothing that happens meanwhile is heard.
//! - *A holder begins while the last one's release is still looking*: the release is answered, and the
//!   pause goes on; what was found so far waits for the next release.
//! - *A release finds a file that is still being written*: it waits for `RELEASE_AT_MOST`, then hands on
//!   what is decided; the rest is an ordinary save later.
//! - *git*: it takes `index.lock` before it touches a file. The lock is looked for before anything that was
//!   touched is read, so it does not matter which of the two events comes first. A lock that is never
//!   given back holds once, and is not believed again until it was gone.

use std::path::PathBuf;
use std::time::Duration;

use runtime::message::Holder;
use runtime::sources::LookedAt;

use super::fact::{Content, Moment, ProgramId, Seen, Touch};
use super::holds::Holds;
use super::interest::{Interest, Shift};
use super::settling::{self, Settling};

/// The name under which a git operation holds.
pub const GIT: &str = "git";
/// A git operation holds for no longer.
pub const GIT_AT_MOST: Duration = Duration::from_secs(60);
/// Its lock is looked for again after this time.
pub const GIT_LOOK: Duration = Duration::from_millis(25);
/// The operation is over when there was no lock for so long; of a rebase, which takes it often, for longer.
pub const GIT_QUIET: Duration = Duration::from_millis(75);
pub const REBASE_QUIET: Duration = Duration::from_millis(500);
/// A release waits for files that are being written no longer than this.
pub const RELEASE_AT_MOST: Duration = Duration::from_secs(2);

#[derive(Clone, Debug)]
pub enum Event {
    /// A program has read a file.
    Read {
        program: ProgramId,
        path: PathBuf,
        content: Content,
        seen: Seen,
    },
    /// Where the imports of a module lead was decided by these paths.
    Decided {
        program: ProgramId,
        module: PathBuf,
        by: LookedAt,
    },
    /// A program is not made of this file any more.
    Dropped {
        program: ProgramId,
        module: PathBuf,
    },
    /// A file is waited for.
    Awaited(PathBuf),
    /// The editor has these.
    Opened(Vec<PathBuf>),
    Closed(Vec<PathBuf>),
    Touched(PathBuf, Touch),
    /// Something came or went; it may be a directory.
    Moved(PathBuf, Touch),
    /// What was found in the files that were to be read.
    Found(Vec<(PathBuf, Content, Seen)>),
    /// Files were looked at; how each counts that is not as it was.
    Scanned(Vec<(PathBuf, Seen, Touch)>),
    /// Whether git is at work: it has its lock, or takes steps of a rebase; and whether there is a rebase.
    Locks {
        is_locked: bool,
        is_rebase: bool,
    },
    Hold {
        holder: Holder,
        at_most: Duration,
    },
    Release {
        holder: Holder,
    },
    TimePassed,
}

/// How a hold ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Released,
    /// It asked more than once and holds on.
    Nested,
    /// It lasted for too long.
    Expired,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Watch where this is, and look at it.
    Follow(Vec<PathBuf>),
    /// It is of no interest any more.
    Leave(Vec<PathBuf>),
    /// Read these and answer with `Found`.
    Read(Vec<PathBuf>),
    Saved(Vec<PathBuf>),
    /// This file does not stand still.
    Restless(PathBuf),
    /// Look for git's locks and answer with `Locks`.
    LookForLocks,
    /// Give all watches back.
    Pause,
    /// Watch again everything that is followed, look at it, and answer with `Scanned`.
    Resume,
    Held {
        holder: Holder,
        at_most: Duration,
    },
    /// These hold no more; what changed meanwhile.
    Released {
        ended: Vec<(Holder, End)>,
        saved: Vec<PathBuf>,
    },
}

#[derive(Debug, Default)]
pub struct State {
    pub settling: Settling,
    interest: Interest,
    holds: Holds,
    git: Git,
    /// Holds that are over, while it is found out what changed; and until when.
    releasing: Option<(Vec<(Holder, End)>, Moment)>,
}

#[derive(Debug, Default)]
struct Git {
    /// When its lock was seen last, while it holds.
    locked: Option<Moment>,
    is_rebase: bool,
    next_look: Moment,
    /// It held for too long: its lock is not believed.
    is_distrusted: bool,
}

impl State {
    /// Whether anybody holds.
    pub fn is_paused(&self) -> bool {
        self.holds.is_any()
    }

    /// Whether git's locks have to be looked for before what was touched is read.
    pub fn asks_for_locks(&self, now: Moment) -> bool {
        let is_due = self.settling.deadline().is_some_and(|deadline| deadline <= now);
        !self.is_paused() && is_due && self.settling.pending().next().is_some()
    }

    /// When the state wants to hear `TimePassed`.
    pub fn deadline(&self) -> Option<Moment> {
        if self.is_paused() {
            let look = self.git.locked.map(|_| self.git.next_look);
            return [self.holds.next_end(), look].into_iter().flatten().min();
        }
        let releasing = self.releasing.as_ref().map(|(_, until)| *until);
        [self.settling.deadline(), releasing].into_iter().flatten().min()
    }

    pub fn step(&mut self, now: Moment, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        let expired = self.holds.expire(now);
        if !expired.is_empty() {
            self.ended(expired.into_iter().map(|holder| (holder, End::Expired)).collect(), now, &mut effects);
        }
        match event {
            Event::Read { program, path, content, seen } => {
                let is_new = self.settling.follow(&path);
                self.settling.loaded(program, &path, content, seen, now);
                if is_new {
                    effects.push(Effect::Follow(vec![path]));
                }
            }
            Event::Decided { program, module, by } => {
                let shift = self.interest.decided(program, module, by);
                self.shift(shift, &mut effects);
            }
            Event::Dropped { program, module } => {
                let shift = self.interest.dropped(program, module);
                self.shift(shift, &mut effects);
            }
            Event::Awaited(path) => {
                let shift = self.interest.add(&path);
                self.shift(shift, &mut effects);
            }
            Event::Opened(paths) => self.settling.opened(paths),
            Event::Closed(paths) => self.settling.closed(paths, now),
            Event::Touched(..) | Event::Moved(..) | Event::Scanned(_) if self.is_paused() => {}
            Event::Touched(path, touch) => self.settling.touched(&path, touch, now),
            Event::Moved(path, touch) => {
                self.settling.touched(&path, touch, now);
                let inside = if touch == Touch::Told { touch } else { Touch::Changed };
                self.settling.touched_under(&path, inside, now);
            }
            Event::Scanned(looks) => self.settling.scanned(looks, now),
            Event::Found(found) => {
                if !self.is_paused() {
                    let settled = self.settling.read(found, now);
                    self.settled(settled, &mut effects);
                }
            }
            Event::Locks { is_locked, is_rebase } => self.locks(is_locked, is_rebase, now, &mut effects),
            Event::Hold { holder, at_most } => self.hold(holder, at_most, now, &mut effects),
            Event::Release { holder } => {
                if self.holds.end(&holder) {
                    self.ended(vec![(holder, End::Released)], now, &mut effects);
                } else {
                    let end = if self.holds.is_holding(&holder) { End::Nested } else { End::Released };
                    let ended = vec![(holder, end)];
                    effects.push(Effect::Released { ended, saved: Vec::new() });
                }
            }
            Event::TimePassed => self.time_passed(now, &mut effects),
        }
        self.answer_release(now, &mut effects);
        effects
    }

    fn shift(&mut self, shift: Shift, effects: &mut Vec<Effect>) {
        let Shift { begun, ended } = shift;
        let new: Vec<PathBuf> = begun.into_iter().filter(|path| self.settling.follow(path)).collect();
        if !new.is_empty() {
            effects.push(Effect::Follow(new));
        }
        ended.iter().for_each(|path| self.settling.unfollow(path));
        if !ended.is_empty() {
            effects.push(Effect::Leave(ended));
        }
    }

    fn hold(&mut self, holder: Holder, at_most: Duration, now: Moment, effects: &mut Vec<Effect>) {
        let was_paused = self.is_paused();
        if !self.holds.begin(holder.clone(), now + at_most) {
            return;
        }
        if !was_paused {
            if let Some((ended, _)) = self.releasing.take() {
                effects.push(Effect::Released { ended, saved: Vec::new() });
            }
            self.settling.pause();
            effects.push(Effect::Pause);
        }
        effects.push(Effect::Held { holder, at_most });
    }

    fn ended(&mut self, ended: Vec<(Holder, End)>, now: Moment, effects: &mut Vec<Effect>) {
        for (holder, end) in &ended {
            if *holder.0 == *GIT {
                self.git.locked = None;
                self.git.is_distrusted = *end == End::Expired;
            }
        }
        if self.is_paused() {
            effects.push(Effect::Released { ended, saved: Vec::new() });
        } else {
            self.releasing = Some((ended, now + RELEASE_AT_MOST));
            effects.push(Effect::Resume);
        }
    }

    fn locks(&mut self, is_locked: bool, is_rebase: bool, now: Moment, effects: &mut Vec<Effect>) {
        self.git.is_distrusted &= is_locked;
        self.git.is_rebase = is_rebase;
        self.git.next_look = now + GIT_LOOK;
        let holder = Holder(GIT.into());
        match self.git.locked {
            None if is_locked && !self.git.is_distrusted => {
                self.git.locked = Some(now);
                self.hold(holder, GIT_AT_MOST, now, effects);
            }
            None => {}
            Some(_) if is_locked => self.git.locked = Some(now),
            Some(last) => {
                let quiet = if is_rebase { REBASE_QUIET } else { GIT_QUIET };
                if now >= last + quiet && self.holds.end(&holder) {
                    self.ended(vec![(holder, End::Released)], now, effects);
                }
            }
        }
    }

    fn time_passed(&mut self, now: Moment, effects: &mut Vec<Effect>) {
        if self.is_paused() {
            if self.git.locked.is_some() && now >= self.git.next_look {
                effects.push(Effect::LookForLocks);
            }
            return;
        }
        let settled = self.settling.due(now);
        self.settled(settled, effects);
    }

    fn settled(&mut self, settled: Vec<settling::Effect>, effects: &mut Vec<Effect>) {
        for effect in settled {
            effects.push(match effect {
                settling::Effect::Read(paths) => Effect::Read(paths),
                settling::Effect::Saved(paths) => Effect::Saved(paths),
                settling::Effect::Restless(path) => Effect::Restless(path),
            });
        }
    }

    /// The release is answered with the first batch after it, or when there is none to wait for.
    fn answer_release(&mut self, now: Moment, effects: &mut Vec<Effect>) {
        // What has to be looked at first is answered by another event.
        if effects.contains(&Effect::Resume) {
            return;
        }
        let is_over = self.releasing.as_ref().is_some_and(|(_, until)| {
            let has_batch = effects.iter().any(|effect| matches!(effect, Effect::Saved(_)));
            has_batch || now >= *until || self.settling.is_at_rest()
        });
        if !is_over {
            return;
        }
        let Some((ended, _)) = self.releasing.take() else { return };
        let mut saved = Vec::new();
        effects.retain_mut(|effect| match effect {
            Effect::Saved(paths) => {
                saved.append(paths);
                false
            }
            _ => true,
        });
        effects.push(Effect::Released { ended, saved });
    }
}

#[cfg(test)]
mod tests;
