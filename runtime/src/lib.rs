//! The JavaScript/TypeScript runtime inside saveloop.
//!
//! Knows JavaScript and no protocol: nothing here names LSP, CDP, JSON-RPC or an editor.

pub mod backlog;
mod blame;
pub mod cache;
#[cfg(unix)]
pub mod channel;
pub mod debug;
pub mod dotenv;
pub mod engine;
mod graph;
pub mod ids;
pub mod library;
mod limits;
pub mod message;
pub mod needs;
pub mod permissions;
pub mod position;
pub mod reload;
mod report;
pub mod session;
mod sight;
#[cfg(unix)]
pub mod signals;
pub mod source_map;
pub mod sources;
pub mod surroundings;
pub mod transpile;
mod tuning;
