//! The debug core: what can be seen of a program and done to it from outside. Knows no protocol.

mod breakpoints;
mod bytes;
pub(crate) mod debugger;
mod earlier;
mod evaluated;
pub(crate) mod frames;
mod functions;
mod guarded;
pub mod message;
pub(crate) mod objects;
pub(crate) mod pause;
mod private;
mod profiler;
mod repl;
mod scopes;
pub mod search;
mod stepping;
pub mod wire;
