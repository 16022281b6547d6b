//! What a front asks of the tests of a program, and hears of them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Location, ScriptError};
use crate::ids::Generation;

/// Which tests of a generation run, and how they are told on its output.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tests {
    /// Patterns of names (`--test-name-pattern`); the others are skipped. None: all match.
    pub patterns: Vec<String>,
    /// Only tests with the option `only` run.
    pub only: bool,
    /// These tests and suites, by the names from the outermost suite inwards; of the others nothing is
    /// said. None: all.
    pub names: Vec<Vec<String>>,
    /// A debugger that is attached stops at the first statement of those that were named.
    pub stops: bool,
    /// `None`: as Node would, by whether a terminal reads the output.
    pub reporter: Option<Reporter>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reporter {
    Spec,
    Tap,
    Dot,
}

/// A test or suite of `node:test` began or ended.
#[derive(Clone, Debug)]
pub struct TestReport {
    /// The one in which it was said.
    pub generation: Generation,
    /// Counted in one engine.
    pub id: u32,
    /// Its name behind those of the suites and tests it is in.
    pub path: Vec<String>,
    pub is_suite: bool,
    /// The call that said it, when that was made from the user's own code.
    pub location: Option<Location>,
    pub state: TestState,
    pub duration: Duration,
}

#[derive(Clone, Debug)]
pub enum TestState {
    Started,
    Passed,
    Failed(Box<Failure>),
    /// Why, when that was said.
    Skipped(Option<String>),
    Todo(Option<String>),
}

/// Why a test failed.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Node's name for it: `testCodeFailure`, `testTimeoutFailure`, `subtestsFailed` ...
    pub kind: String,
    /// Its place is in the test's own file where it can be; else that of the test.
    pub error: ScriptError,
    /// What an assertion wanted and got, where it compared two values.
    pub compared: Option<(String, String)>,
}

impl TestReport {
    pub(super) fn bytes(&self) -> usize {
        match &self.state {
            TestState::Failed(failure) => failure.error.bytes(),
            _ => 0,
        }
    }
}
