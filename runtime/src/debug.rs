//! The debug core: what can be seen of a program and done to it from outside. Knows no protocol.

pub(crate) mod frames;
pub mod message;
