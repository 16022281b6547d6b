//! The JavaScript/TypeScript runtime inside saveloop.
//!
//! Knows JavaScript and no protocol: nothing here names LSP, CDP, JSON-RPC or an editor.

pub mod ids;
pub mod message;
pub mod session;
pub mod sources;
