//! What a program may use. Pure.

/// What a program may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of JavaScript memory.
    pub memory: usize,
    /// Bytes of JavaScript stack.
    pub stack: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 1 << 30, stack: 4 << 20 }
    }
}
