//! The rules of reloading, by name.

/// What must hold in every order of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// 1: at most one evaluation is in flight.
    OneEvaluationAtATime,
    /// 1: no version is evaluated twice in one engine, and no more than was saved.
    NoVersionTwice,
    /// 2: every error that was raised is reported, once, with its own generation.
    EveryErrorOnce,
    /// 2: a report is translated by the map of the code that threw.
    RightMap,
    /// 2: what a generation led to is told before the next one starts.
    ReportsBeforeTheNextStart,
    /// 3, 4, 5: whatever a program does, the newest save is applied or refused.
    NothingStuck,
    /// 4: when all is quiet, what runs is the newest text that can run.
    LastSaveWins,
    /// 6: what belongs to an older generation or attempt changes nothing.
    StaleChangesNothing,
    /// 6: what is shown when all is quiet is the outcome of the newest save.
    NewestDiagnosticsWin,
    /// 7: nothing is prepared or applied while a tool holds reloads, and the last release reloads once.
    OneReloadAtRelease,
    /// 8: while paused, saves are prepared and not applied, and the engine is let be.
    PausedIsLetBe,
    /// 7, 8: that a save waits is told once.
    ToldOnce,
    /// Only texts that were saved are evaluated.
    OnlySavedTexts,
}

/// A rule that was broken, and how.
#[derive(Clone, Debug)]
pub struct Broken {
    pub rule: Rule,
    pub how: String,
}

pub fn broken<T>(rule: Rule, how: impl Into<String>) -> Result<T, Broken> {
    Err(Broken { rule, how: how.into() })
}

/// `Ok` when it holds.
pub fn holds(condition: bool, rule: Rule, how: impl FnOnce() -> String) -> Result<(), Broken> {
    if condition { Ok(()) } else { broken(rule, how()) }
}
