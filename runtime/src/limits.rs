//! What a program may use. Pure.

/// What a program may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of JavaScript memory.
    pub memory: usize,
    /// Bytes of JavaScript stack.
    pub stack: usize,
    /// The process's standard input. Where it belongs to somebody else, a program's is empty.
    pub stdin: bool,
    /// The program ends by the first error that nobody handles: its listeners for the end hear of it.
    pub ends_by_errors: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 1 << 30, stack: 4 << 20, stdin: false, ends_by_errors: false }
    }
}
